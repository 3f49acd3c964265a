"""The learner's copy: no outputs in it, and never written to again."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import make_lab  # noqa: E402

LABCONFIG = ROOT / "tools" / "labconfig" / "default_setting_overrides.json"


def notebook(text: str) -> dict[str, Any]:
    """A notebook that has been run: one cell of prose, one exercise with its output."""
    output = {"output_type": "stream", "name": "stdout", "text": ["answer"]}
    metadata = {"tags": ["exercise"], "execution": {"iopub.status.busy": "2026"}}
    code = {"cell_type": "code", "id": "b", "execution_count": 1, "metadata": metadata}
    prose = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": ["# 1 · Grüße"]}
    cells = [prose, {**code, "outputs": [output], "source": [text]}]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    return {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    for name in ("01_one.ipynb", "02_two.ipynb"):
        text = json.dumps(notebook(name), ensure_ascii=False)
        (tmp_path / "notebooks" / name).write_text(text, encoding="utf-8")
    return tmp_path


def update(course: Path) -> str:
    return make_lab.update(course / "notebooks", course / "my_course")


def test_copies_have_no_outputs_and_lose_nothing_else(course: Path) -> None:
    assert update(course) == "my_course/: added 01_one.ipynb, 02_two.ipynb."
    copy = json.loads((course / "my_course" / "01_one.ipynb").read_text(encoding="utf-8"))
    original = notebook("01_one.ipynb")
    assert copy["metadata"].pop("course").keys() == {"edition"}
    assert (copy["cells"][1]["outputs"], copy["cells"][1]["execution_count"]) == ([], None)
    assert copy["cells"][1]["metadata"] == {"tags": ["exercise"]}
    for cell, source in zip(copy["cells"], original["cells"], strict=True):
        assert cell["source"] == source["source"]
    assert copy["metadata"] == original["metadata"]


@pytest.mark.parametrize("edit", [b"my own words", b"", None], ids=["text", "empty", "untouched"])
def test_a_learners_file_is_never_written_to(course: Path, edit: bytes | None) -> None:
    update(course)
    mine = course / "my_course" / "01_one.ipynb"
    if edit is not None:
        mine.write_bytes(edit)
    before = (mine.read_bytes(), mine.stat().st_mtime_ns)
    (course / "notebooks" / "03_three.ipynb").write_text(json.dumps(notebook("3")), "utf-8")
    said = update(course)
    assert (mine.read_bytes(), mine.stat().st_mtime_ns) == before
    assert said == (
        "my_course/: added 03_three.ipynb; kept 01_one.ipynb, 02_two.ipynb as you left it."
    )


def test_a_newer_original_is_told_and_a_rerun_one_is_not(course: Path) -> None:
    update(course)
    original = course / "notebooks" / "02_two.ipynb"
    rerun = notebook("02_two.ipynb")
    rerun["cells"][1]["outputs"] = []
    original.write_text(json.dumps(rerun), encoding="utf-8")
    assert "newer" not in update(course)
    original.write_text(json.dumps(notebook("rewritten")), encoding="utf-8")
    assert "newer edition of 02_two.ipynb:" in update(course)


def test_copies_of_this_course_are_notebooks(tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    make_lab.update(ROOT / "notebooks", tmp_path)
    names = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {path.name for path in tmp_path.iterdir()} == names
    for path in tmp_path.iterdir():
        nbformat.validate(nbformat.read(path, as_version=4))


def test_settings_for_jupyterlab_are_known_to_it() -> None:
    settings = json.loads(LABCONFIG.read_text(encoding="utf-8"))
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    for plugin, values in settings.items():
        extension, _, name = plugin.partition(":")
        schema = json.loads((schemas / extension / f"{name}.json").read_text(encoding="utf-8"))
        assert values.keys() <= schema["properties"].keys()
