"""Build the website into `build/site/`: `make site`. Open `build/site/index.html`, also offline.

The pages are the README, the notebooks with their stored outputs, and the teacher's pages. They
are laid out as in the repository, so that its links hold on the website too; a link to a file
that is no page is led to a copy of it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from make_lab import as_text, cleared
from npm_packages import npm_package

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "build" / "site"
PAGES = ["CHANGELOG.md", "CONTRIBUTING.md", "data/README.md"]
CONTENTS = """

```{toctree}
:hidden:

notebooks/index
teaching/index
project/index
```
"""
SLIDERS = "*In JupyterLab this cell shows the figure with sliders; a page cannot compute it.*"


def build(site: Path) -> None:
    """Write the website into the folder `site`; what it is made from is put beside it."""
    mathjax = npm_package("mathjax@3.2.2") / "es5" / "tex-svg.js"
    source, trees = (site.with_name(f"{site.name}-{name}") for name in ("source", "trees"))
    for folder in (source, trees, site):
        shutil.rmtree(folder, ignore_errors=True)
    lay_out_pages(source)
    lay_out_notebooks(source)
    (source / "_static" / "mathjax").mkdir()
    shutil.copy(mathjax, source / "_static" / "mathjax")
    sphinx = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-j", "auto"]
    subprocess.run([*sphinx, "-d", str(trees), str(source), str(site)], check=True)


def lay_out_pages(source: Path) -> None:
    """Put the pages that are texts, and the files that they link to, into a folder."""
    shutil.copytree(ROOT / "site", source)
    shutil.copytree(ROOT / "teaching", source / "teaching")
    (source / "index.md").write_text(_read(ROOT / "README.md") + CONTENTS, encoding="utf-8")
    for name in PAGES:
        _copy(ROOT / name, source / name)
    for page in ["README.md", *PAGES, *(f"teaching/{p.name}" for p in ROOT.glob("teaching/*.md"))]:
        for link in re.findall(r"\]\(([^)#:\s]+)", _read(ROOT / page)):
            linked = (ROOT / page).parent.joinpath(link).resolve()
            if linked.is_file() and linked.name != "README.md":
                _copy(linked, source / linked.relative_to(ROOT))


def lay_out_notebooks(source: Path) -> None:
    """Put the notebooks there: as pages, and twice to download."""
    for path in sorted([*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("teaching/*.ipynb")]):
        notebook = json.loads(_read(path))
        download = source / "extra" / "download"
        _copy(path, download / "executed" / path.name)
        _write(download / "to_work_on" / path.name, as_text(cleared(notebook)))
        for cell in notebook["cells"]:
            if re.search(r"^explore\(", "".join(cell["source"]), re.MULTILINE):
                said = {"text/markdown": SLIDERS}
                output = {"output_type": "display_data", "data": said, "metadata": {}}
                cell["outputs"].append(output)
        _write(source / path.relative_to(ROOT), as_text(notebook))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, to)


if __name__ == "__main__":
    try:
        build(SITE)
    except subprocess.CalledProcessError as error:
        raise SystemExit(error.returncode) from None
