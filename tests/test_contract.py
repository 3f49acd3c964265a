"""Every notebook keeps the contract, and the contract notices when one does not."""

import copy
import re
from pathlib import Path

import nbformat
import pytest

from .contract import faults, figure_faults, time_faults

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def load(path):
    return nbformat.read(path, as_version=4)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_notebook_keeps_the_contract(path):
    found = faults(load(path), int(path.name[:2]), path)
    assert not found, "\n".join(found)


def code(notebook, starting):
    return next(
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.source.startswith(starting)
    )


def prose(notebook, starting):
    return next(cell for cell in notebook.cells if cell.source.startswith(starting))


def figure_cell(notebook):
    return next(
        cell
        for cell in notebook.cells
        if any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))
    )


def player(alt, options="controls"):
    """Return the two outputs of a player: the sound and its caption."""
    sound = f'<audio {options} aria-label="{alt}" src="data:audio/wav;base64,UklGRg=="></audio>'
    caption = "*Noise is what is left of a picture.*"
    contents = {"text/html": sound}, {"text/markdown": caption}
    return [nbformat.v4.new_output("display_data", content) for content in contents]


def replace(cell, old, new):
    assert old in cell.source
    cell.source = cell.source.replace(old, new)


def substitute(cell, pattern, new):
    cell.source, count = re.subn(pattern, new, cell.source)
    assert count == 1


def drop(notebook, cell):
    notebook.cells.remove(cell)


def tagged(notebook, tag):
    return next(cell for cell in notebook.cells if tag in cell.metadata.get("tags", []))


BREAKS = {
    "the first cell must read": lambda nb: replace(nb.cells[0], "# 3 ·", "# 4 ·"),
    "the question in italics": lambda nb: replace(nb.cells[0], "?*", "*"),
    "one heading of the first level": lambda nb: replace(prose(nb, "## Summary"), "## S", "# S"),
    "is empty": lambda nb: nb.cells.append(nbformat.v4.new_markdown_cell("\n")),
    "marks are shown": lambda nb: replace(
        prose(nb, "## You need"), "<details><summary>2.", "<details><summary>*2.*"
    ),
    "'## Exit question' is missing": lambda nb: drop(nb, prose(nb, "## Exit question")),
    "order of the contract": lambda nb: nb.cells.append(nb.cells.pop(1)),
    "sections are numbered": lambda nb: replace(prose(nb, "## 2 ·"), "## 2 ·", "## 3 ·"),
    "not of the form": lambda nb: replace(prose(nb, "## 2 ·"), " min)", ")"),
    "after a further one": lambda nb: replace(prose(nb, "## 2 ·"), "2 · ", "2 · Further: "),
    "three to five verbs": lambda nb: replace(prose(nb, "## You will"), "**", ""),
    "three retrieval questions": lambda nb: replace(
        prose(nb, "## You need"), "<details><summary>2.", "<p>2."
    ),
    "the table of times says": lambda nb: substitute(prose(nb, "## 2 ·"), r"\d+ min", "1 min"),
    "more than 90": lambda nb: substitute(prose(nb, "## 2 ·"), r"\d+ min", "99 min"),
    "head of an exercise is malformed": lambda nb: substitute(
        prose(nb, "### Exercise 3.1"), r"\*core.*minutes\*", ""
    ),
    "is called": lambda nb: replace(prose(nb, "### Exercise 3.1"), "Four", "Five"),
    "the notebook has the exercises": lambda nb: drop(nb, prose(nb, "### Exercise 3.1")),
    "followed by a cell tagged": lambda nb: tagged(nb, "exercise").metadata.pop("tags"),
    "with the stub's name": lambda nb: replace(tagged(nb, "check"), "check(", "check( "),
    "it must be untouched": lambda nb: (
        tagged(nb, "check").outputs[0].update(text="Exercise 3.1 · passed\n")
    ),
    "one open exercise": lambda nb: drop(nb, prose(nb, "### Exercise 3.8")),
    "not executed once": lambda nb: code(nb, "flat_noise").update(execution_count=None),
    "kernel must be python3": lambda nb: nb.metadata.kernelspec.update(name="course"),
    "state of widgets": lambda nb: nb.metadata.update(widgets={}),
    "an error is stored": lambda nb: code(nb, "flat_noise").outputs.append(
        nbformat.v4.new_output("error", ename="ValueError", evalue="", traceback=[])
    ),
    "stderr is stored": lambda nb: code(nb, "flat_noise").outputs.append(
        nbformat.v4.new_output("stream", name="stderr", text="Warning")
    ),
    "a widget is stored": lambda nb: code(nb, "explore").outputs.append(
        nbformat.v4.new_output(
            "display_data", {"application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
        )
    ),
    "path of a machine": lambda nb: code(nb, "flat_noise").outputs.append(
        nbformat.v4.new_output("stream", name="stdout", text="/home/" + "somebody")
    ),
    "unknown tags": lambda nb: code(nb, "flat_noise").metadata.update(tags=["excercise"]),
    "said by tags": lambda nb: replace(code(nb, "flat_noise"), "flat", "# NBVAL_SKIP\nflat"),
    "folded in one place only": lambda nb: code(nb, "flat_noise").metadata.update(
        tags=["hide-input"]
    ),
    "the course's style": lambda nb: replace(
        code(nb, "import"), 'plt.style.use("course_utils.course")', ""
    ),
    "outside the first code cell": lambda nb: code(nb, "flat_noise").update(source="import os"),
    "no plt.show()": lambda nb: code(nb, "flat_noise").update(source="plt.show()"),
    "no semicolon": lambda nb: code(nb, "flat_noise").update(source="print(1);"),
    "no alt text": lambda nb: figure_cell(nb).outputs[0].update(metadata={}),
    "no caption": lambda nb: figure_cell(nb).outputs.pop(1),
    "a player has no alt text": lambda nb: code(nb, "flat_noise").outputs.extend(player("")),
    "a player has no caption": lambda nb: code(nb, "flat_noise").outputs.extend(
        player("A hiss that grows louder.")[:1]
    ),
    "the median cell": lambda nb: [
        cell.update(source="x = 1\n" * 7) for cell in nb.cells[6:] if cell.cell_type == "code"
    ],
    "longer than 15 lines": lambda nb: [
        cell.update(source="x = 1\n" * 16)
        for cell in [c for c in nb.cells[6:] if c.cell_type == "code"][:15]
    ],
    "a cell has 31 lines": lambda nb: code(nb, "flat_noise").update(source="x = 1\n" * 31),
    "tagged nbval-ignore-output": lambda nb: code(nb, "explore").metadata.update(tags=[]),
    "no static figure": lambda nb: code(nb, "page").update(outputs=[]),
    "not a DOI": lambda nb: replace(prose(nb, "## Further reading"), "doi.org/10.", "doi.org/1."),
    "leads nowhere": lambda nb: replace(
        prose(nb, "## Summary"), "## Summary", "## Summary\n\n[here](no_such_file.md)"
    ),
}


@pytest.mark.parametrize("expected", BREAKS)
def test_a_broken_notebook_is_noticed(expected):
    (path,) = [path for path in NOTEBOOKS if path.name.startswith("03_")]
    notebook = copy.deepcopy(load(path))
    BREAKS[expected](notebook)
    found = faults(notebook, 3)
    assert any(expected in fault for fault in found), found


def test_a_player_with_its_words_keeps_the_contract_unless_it_plays_by_itself():
    def complaints(options):
        outputs = player("A hiss that grows louder.", options)
        cell = nbformat.v4.new_code_cell("play(hiss)", outputs=outputs)
        return list(figure_faults(nbformat.v4.new_notebook(cells=[cell])))

    assert complaints("controls") == []
    assert len(complaints("controls autoplay")) == 1


@pytest.mark.parametrize(("number", "most"), [(3, 90), (9, 90), (10, 100), (11, 90)])
def test_only_notebook_10_may_take_100_minutes(number, most):
    def complaint(minutes):
        heads = f"## 1 · Filters ({minutes} min)\n\n| core: reading | {minutes} |\n"
        heads += "| core: exercises | 0 |\n| further | 0 |"
        cell = nbformat.v4.new_markdown_cell(heads)
        return list(time_faults(nbformat.v4.new_notebook(cells=[cell]), number))

    assert complaint(most) == []
    assert complaint(most + 1) == [f"core: reading takes {most + 1} minutes, more than {most}"]


def test_a_large_file_is_noticed(tmp_path):
    (path,) = [path for path in NOTEBOOKS if path.name.startswith("03_")]
    notebook = load(path)
    large = tmp_path / path.name
    large.write_text(nbformat.writes(notebook) + " " * 2_000_000)
    assert any("2 are allowed" in fault for fault in faults(notebook, 3, large))
