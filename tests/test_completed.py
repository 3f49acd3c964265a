"""With every exercise solved, each notebook runs to its end, and its sliders to theirs."""

import inspect
import sys
import textwrap
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from course_utils.exercises import find_exercise
from course_utils.exercises.model import Choice

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from kernel_environment import kernel_environment  # noqa: E402

NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))

# Replaces `explore` in the kernel: draws both ends and the middle of every slider.
DRAW_ENDS_AND_MIDDLE = """
import itertools
import matplotlib.figure
import matplotlib.pyplot
import course_utils.interactive

def _draw_ends_and_middle(draw, **ranges):
    stops = [
        (values[0], values[len(values) // 2], values[-1]) if isinstance(values, list)
        else (values[0], type(values[0])((values[0] + values[1]) / 2), values[1])
        for values in ranges.values()
    ]
    for choice in itertools.product(*stops):
        figure = draw(**dict(zip(ranges, choice)))
        assert isinstance(figure, matplotlib.figure.Figure), type(figure)
        matplotlib.pyplot.close(figure)
    print("sliders moved:", ", ".join(ranges))

course_utils.interactive.explore = _draw_ends_and_middle
"""


def completed(path):
    """Return the notebook with a right answer in the place of every stub."""
    notebook = nbformat.read(path, as_version=4)
    for stub, check in zip(notebook.cells, notebook.cells[1:], strict=False):
        if "exercise" in stub.metadata.get("tags", []):
            stub.source = answer_to(check.source)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(DRAW_ENDS_AND_MIDDLE))
    return notebook


def answer_to(check):
    """Return the source of a right answer, under the name that the check cell hands over."""
    number = check.split('"')[1]
    name = check.removesuffix(")").split(", ")[1]
    exercise = find_exercise(number)
    if isinstance(exercise, Choice):
        return f'{name} = "{exercise.answer}"'
    source = textwrap.dedent(inspect.getsource(exercise.reference))
    if exercise.by_value:
        return f"{source}\n{name} = {exercise.reference.__name__}()"
    return source


def outputs_of(notebook, tag):
    return [
        "".join(output.get("text", "") for output in cell.outputs)
        for cell in notebook.cells
        if tag in cell.metadata.get("tags", [])
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_solved_the_notebook_runs_to_its_end(path):
    notebook = completed(path)
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    )
    with kernel_environment() as environment:
        client.execute(env=environment)
    verdicts = outputs_of(notebook, "check")
    assert len(verdicts) >= 4
    assert all("· passed" in verdict for verdict in verdicts), verdicts
    explored = [cell for cell in notebook.cells if cell.source.startswith("explore(")]
    moved = [text for text in outputs_of(notebook, "nbval-ignore-output") if "moved" in text]
    assert len(moved) == len(explored)
