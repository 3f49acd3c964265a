"""Make a deck of slides of each notebook in `build/slides/`: `make slides`.

Which cells are slides is said in their metadata, `slideshow.slide_type`, which JupyterLab's
property inspector edits; a cell without it is no slide. A notebook is written to be read, so of
a text cell the slide shows what begins with a mark (headings, lists, tables, formulas, and
paragraphs that begin bold or italic, such as predictions), the sentences with something bold,
and questions whose answer is folded; the rest goes to the speaker notes. A heading within such a
cell begins a slide. Of a code cell it shows what came out. With `slideshow.whole` it shows all of
the text, or the code too; the figure of a cell with `slideshow.teaser` stands on the first slide
as well. A deck is one file that asks nothing of the network.
"""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import nbformat
from nbconvert import SlidesExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from npm_packages import npm_package

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "slides"
WIDGET = "application/vnd.jupyter.widget-view+json"

MINUTES = re.compile(r" \(\d+ min\)$", re.MULTILINE)
HEADING = re.compile(r"^#{1,3} (?!Exercise)(.*)", re.MULTILINE)
BEFORE_A_HEADING = re.compile(r"\n\n(?=#{2,3} )")
MARK = re.compile(r"#|>|\||\*|[-+] |\d+\. |\$\$|```|!\[|\s")
QUESTION = re.compile(r"<summary>(.*?\?)</summary>", re.DOTALL)
BETWEEN_SENTENCES = re.compile(r"(?:(?<=[.?])|(?<=[.?]\)))\s+(?=[^a-z])")


def shown_and_told(text: str) -> tuple[str, str]:
    """Return what of a text cell the slide shows, and what the speaker notes hold."""
    shown, told = [], []
    for block in re.split(r"\n\s*\n", text.strip()):
        if MARK.match(block):
            shown.append(block)
        else:
            told.append(block)
            shown += QUESTION.findall(block)
            shown += [s for s in BETWEEN_SENTENCES.split(block) if "**" in s]
    return "\n\n".join(shown), "\n\n".join(told)


def choose(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """Yield the cells that are slides; their metadata says what is shown and what is told."""
    heading = ""
    for cell in notebook.cells:
        wish = {"slide_type": "skip"} | cell.metadata.get("slideshow", {})
        if cell.cell_type == "code":
            cell.outputs = [o for o in cell.outputs if WIDGET not in o.get("data", {})]
            transient = {"remove_source": not wish.get("whole")}
            cell.metadata.update(heading=heading, transient=transient)
            slides = [cell]
        else:
            text = MINUTES.sub("", cell.source)
            slides = list(text_slides(text, heading, wish))
            heading = [heading, *HEADING.findall(text)][-1]
        if wish["slide_type"] != "skip":
            yield from slides


def text_slides(text: str, heading: str, wish: dict[str, object]) -> Iterator[NotebookNode]:
    """Yield what a text cell becomes: a heading after something shown begins a new slide."""
    pieces = [""]
    for piece in BEFORE_A_HEADING.split(text):
        shown, _ = shown_and_told(pieces[-1])
        if wish["slide_type"] == "notes" or not re.search(r"^[^#\n]", shown, re.MULTILINE):
            pieces[-1] += "\n\n" + piece
        else:
            pieces.append(piece)
    for number, piece in enumerate(pieces):
        shown, told = (piece.strip(), "") if wish.get("whole") else shown_and_told(piece)
        own = "slide" if piece.startswith("## ") else "subslide"
        metadata = {"slideshow": {"slide_type": own if number else wish["slide_type"]}}
        metadata |= {"shown": shown, "told": told, "heading": heading}
        if shown.startswith("#"):
            metadata["heading"] = ""
        yield new_markdown_cell(piece, metadata=metadata)


def teaser(notebook: NotebookNode) -> Iterator[NotebookNode]:
    """Yield the figure that also stands on the first slide, without its caption."""
    for cell in notebook.cells:
        if cell.metadata.get("slideshow", {}).get("teaser"):
            figures = [output for output in cell.outputs if "image/png" in output.get("data", {})]
            metadata = {"slideshow": {"slide_type": "-"}, "transient": {"remove_source": True}}
            yield new_code_cell(outputs=figures, metadata=metadata)


@functools.cache
def parts() -> dict[str, object]:
    """Return what every deck carries within it: styles, scripts and the course's heart."""
    reveal, mathjax = npm_package("reveal.js@4.6.1"), npm_package("mathjax@3.2.2")
    styles = [reveal / "dist" / "reveal.css", SOURCE / "deck.css"]
    scripts = [
        SOURCE / "formulas.js",
        mathjax / "es5" / "tex-svg-full.js",
        reveal / "dist" / "reveal.js",
        reveal / "plugin" / "notes" / "notes.js",
        SOURCE / "deck.js",
    ]
    heart = base64.b64encode((ROOT / "site" / "_static" / "heart.svg").read_bytes()).decode()
    return {
        "heart": f"data:image/svg+xml;base64,{heart}",
        "styles": [path.read_text(encoding="utf-8") for path in styles],
        "scripts": [
            path.read_text(encoding="utf-8").replace("</script", r"<\/script") for path in scripts
        ],
    }


def make_deck(path: Path, folder: Path) -> str:
    """Write the deck of a notebook into a folder; return its title."""
    notebook = nbformat.read(path, as_version=4)
    title = notebook.cells[0].source.splitlines()[0].removeprefix("# ")
    chosen = list(choose(notebook))
    chosen[1:1] = teaser(notebook)
    notebook.cells = chosen
    notebook.metadata.title = title
    exporter = SlidesExporter(
        template_name="slides",
        extra_template_basedirs=[str(ROOT)],
        exclude_anchor_links=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    html, _ = exporter.from_notebook_node(notebook, resources=parts())
    (folder / f"{path.stem}.html").write_text(html, encoding="utf-8")
    return title


def make_all(folder: Path) -> None:
    """Write the decks of all notebooks, and a page that lists them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    titles = {f"{path.stem}.html": make_deck(path, folder) for path in paths}
    decks = [f'<li><a href="{name}">{escape(title)}</a></li>' for name, title in titles.items()]
    page = (SOURCE / "index.html").read_text(encoding="utf-8")
    (folder / "index.html").write_text(page.replace("DECKS", "\n".join(decks)), encoding="utf-8")


if __name__ == "__main__":
    make_all(ROOT / "build" / "slides")
