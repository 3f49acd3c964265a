"""The handout is complete, the same each time, and works without the repository."""

import os
import sys
import zipfile

import nbformat
import pytest
from nbclient import NotebookClient

from course_utils.exercises import find_exercise

from .test_house import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from kernel_environment import kernel_environment
from make_handout import SWITCH, pack

TOP = "pixels-to-networks/"


@pytest.fixture(scope="module")
def editions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handout")
    paths = {solutions: folder / f"{solutions}.zip" for solutions in (True, False)}
    for solutions, path in paths.items():
        pack(path, solutions=solutions)
    return paths


def files(path):
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_packing_again_gives_the_same_bytes(editions, tmp_path):
    pack(tmp_path / "again.zip", solutions=True)
    assert (tmp_path / "again.zip").read_bytes() == editions[True].read_bytes()


def test_it_holds_what_a_learner_needs_and_nothing_else(editions):
    names = {name.removeprefix(TOP) for name in files(editions[True])}
    notebooks = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {f"my_course/{name}" for name in notebooks} <= names
    needed = {"START.html", "pyproject.toml", "requirements.lock", "LICENSE", "data/README.md"}
    needed |= {"course_utils/__main__.py", "course_utils/course.mplstyle", "data/rhythms.npz"}
    needed |= {"data/speech/heron_1_2.wav", "course_utils/exercises/ch12.py"}
    assert needed <= names
    tops = {name.split("/")[0] for name in names if "/" in name}
    assert tops == {"my_course", "course_utils", "data"}
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]


def test_notebooks_have_no_outputs(editions):
    for name, content in files(editions[True]).items():
        if name.endswith(".ipynb"):
            cells = nbformat.reads(content.decode(), as_version=4).cells
            code = [cell for cell in cells if cell.cell_type == "code"]
            assert all(not cell.outputs and cell.execution_count is None for cell in code), name


def test_the_edition_for_marking_differs_in_the_switch_only(editions):
    full, marked = files(editions[True]), files(editions[False])
    assert full.keys() == marked.keys()
    assert [name for name in full if full[name] != marked[name]] == [TOP + SWITCH]
    assert b"SHOW_SOLUTIONS = False" in marked[TOP + SWITCH]


@pytest.mark.parametrize("solutions", [True, False])
def test_it_runs_by_itself_with_every_exercise_not_started(editions, solutions, tmp_path):
    with zipfile.ZipFile(editions[solutions]) as packed:
        packed.extractall(tmp_path)
    folder = tmp_path / TOP / "my_course"
    notebook = nbformat.read(folder / "01_numpy_for_images.ipynb", as_version=4)
    last = "import course_utils; print(course_utils.__file__); solution('1.1')"
    notebook.cells.append(nbformat.v4.new_code_cell(last))
    with kernel_environment() as environment:
        NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}).execute(
            env=environment | {"PYTHONPATH": str(tmp_path / TOP)}
        )
    where, said = notebook.cells[-1].outputs[0].text.split("\n", 1)
    assert os.path.samefile(where, tmp_path / TOP / "course_utils" / "__init__.py")
    assert said.startswith("Exercise 1.1 · the reference" if solutions else "This edition shows no")
    verdicts = [
        output.text.splitlines()[0]
        for cell in notebook.cells
        if "check" in cell.metadata.get("tags", [])
        for output in cell.outputs
    ]
    assert len(verdicts) > 4
    for verdict in verdicts:
        number, status = verdict.removeprefix("Exercise ").split(" · ")
        bug = "bug" in find_exercise(number).title.lower()
        assert status == ("not yet" if bug else "not started"), verdict
