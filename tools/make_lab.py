"""Give the learner a copy of each notebook that is not in `my_course/` yet.

The copy has no outputs, so that no prediction is answered before it is made. A notebook that
is already there is the learner's and is never written to; if the course has changed its
original since, the last sentence says so.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def cleared(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return `notebook` without outputs, execution counts and timings."""
    cells = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            metadata = {k: v for k, v in cell["metadata"].items() if k != "execution"}
            cell = cell | {"metadata": metadata, "outputs": [], "execution_count": None}
        cells.append(cell)
    return notebook | {"cells": cells}


def as_text(notebook: dict[str, Any]) -> str:
    """Return what stands in the file of a notebook."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def edition(notebook: dict[str, Any]) -> str:
    """Return a fingerprint of what stands in the cells, whatever came out of them."""
    text = json.dumps([[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]])
    return hashlib.sha256(text.encode()).hexdigest()


def copied_edition(path: Path) -> str | None:
    """Return the fingerprint stored in the learner's file, None where there is none to read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))["metadata"]["course"]["edition"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def update(originals: Path, copies: Path) -> str:
    """Copy what is missing from `originals` to `copies` and say in words what was done."""
    copies.mkdir(exist_ok=True)
    added, kept, changed = [], [], []
    for original in sorted(originals.glob("*.ipynb")):
        notebook = cleared(json.loads(original.read_text(encoding="utf-8")))
        current = edition(notebook)
        notebook["metadata"] |= {"course": {"edition": current}}
        copy = copies / original.name
        try:
            with copy.open("x", encoding="utf-8", newline="\n") as file:
                file.write(as_text(notebook))
            added.append(original.name)
        except FileExistsError:
            kept.append(original.name)
            if copied_edition(copy) not in (current, None):
                changed.append(original.name)

    said = f"{copies.name}/: added {', '.join(added) or 'nothing'}"
    said += f"; kept {', '.join(kept)} as you left it." if kept else "."
    if changed:
        said += (
            f" The course has a newer edition of {', '.join(changed)}:"
            " to get it, rename yours and start again."
        )
    return said


if __name__ == "__main__":
    print(update(ROOT / "notebooks", ROOT / "my_course"))
