"""Pack what a learner needs, without git, into a zip: `make handout`.

Two editions are written to `build/handout/`: one to learn from, and one for marked work, in which
`solution()` shows nothing. That keeps honest learners from temptation and nobody else: checking
needs the references, so they lie in `course_utils/exercises/` for whoever opens those files.
The same course gives the same bytes.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from make_lab import as_text, cleared

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "handout"
PACKED = [
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE",
    "README.md",
    "pyproject.toml",
    "requirements.lock",
    "course_utils/**/*.py",
    "course_utils/*.mplstyle",
    "data/**/*",
]
SHOWN, HIDDEN = "SHOW_SOLUTIONS = True", "SHOW_SOLUTIONS = False"
SWITCH = "course_utils/exercises/__init__.py"


def contents(*, solutions: bool) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of each file of an edition."""
    for pattern in PACKED:
        for path in sorted(ROOT.glob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and "__pycache__" not in name:
                content = path.read_bytes()
                if name == SWITCH and not solutions:
                    content = content.replace(SHOWN.encode(), HIDDEN.encode())
                yield name, content
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = cleared(json.loads(path.read_text(encoding="utf-8")))
        yield f"my_course/{path.name}", as_text(notebook).encode()
    yield "START.html", (ROOT / "teaching" / "START.html").read_bytes()


def pack(path: Path, *, solutions: bool) -> None:
    """Write an edition; names, dates and rights are the same each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in contents(solutions=solutions):
            entry = zipfile.ZipInfo(f"pixels-to-networks/{name}", (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    pack(FOLDER / "pixels-to-networks.zip", solutions=True)
    pack(FOLDER / "pixels-to-networks-marked.zip", solutions=False)
