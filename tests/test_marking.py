"""Returned notebooks are marked one by one; one that misbehaves harms no other."""

import csv

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course_utils.exercises.ch03 import EXERCISES
from course_utils.exercises.marking import (
    NOT_REACHED,
    Row,
    draw_mistakes,
    exercises_of,
    mark,
    write_table,
)
from course_utils.exercises.model import Choice

IMPORTS = "import os\nimport numpy as np\nfrom course_utils import check"
CHOICE = next(exercise for exercise in EXERCISES if isinstance(exercise, Choice))
RIGHT = f'check("{CHOICE.number}", "{CHOICE.answer}")'
SAME = "def box_blur(image, size):\n    return image\n\ncheck('3.3', box_blur)"
STUB = "def box_blur(image, size):\n    ...\n\ncheck('3.3', box_blur)"
LONG = 300.0  # seconds: for those that come to their end


def save(path, *cells, title="# 3 · Convolution and smoothing"):
    path.parent.mkdir(parents=True, exist_ok=True)
    code = [new_code_cell(cell) for cell in cells]
    nbformat.write(new_notebook(cells=[new_markdown_cell(title), *code]), path)


def verdicts(rows):
    return {row.exercise: row.verdict for row in rows if row.exercise}


def what_happened(rows):
    return [row.verdict for row in rows if not row.exercise]


def test_right_wrong_untouched_and_unreached_are_told_apart(tmp_path):
    save(tmp_path / "anna" / "03.ipynb", IMPORTS, STUB, SAME, "1 / 0", RIGHT)
    save(tmp_path / "ben" / "03.ipynb", IMPORTS, STUB)
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "03.ipynb").write_text("old")
    rows = mark(tmp_path, seconds=LONG)
    anna, ben = ([row for row in rows if row.file.startswith(name)] for name in ("anna", "ben"))
    assert len(anna) + len(ben) == len(rows)
    numbers = exercises_of(tmp_path / "anna" / "03.ipynb")
    assert [row.exercise for row in anna] == numbers == [row.exercise for row in ben]
    assert verdicts(anna) == dict.fromkeys(numbers, NOT_REACHED) | {
        CHOICE.number: "passed",
        "3.3": "not yet",
    }
    (mistake,) = [row.mistake for row in anna if row.exercise == "3.3"]
    assert mistake != ""
    assert verdicts(ben)["3.3"] == "not started"


@pytest.mark.parametrize(
    ("cell", "limits", "said"),
    [
        ("while True: pass", {"seconds": 10.0}, "stopped: it took longer than 10 s"),
        ("while True: print('x' * 10_000)", {"seconds": 10.0}, "stopped: it "),
        ("os._exit(3)", {"seconds": LONG}, "stopped: "),
        ("import ctypes; ctypes.string_at(0)", {"seconds": LONG}, "stopped: "),
        (
            "kept = [np.ones(2**22) for _ in range(100)]",
            {"seconds": LONG, "megabytes": 700.0},
            "stopped: it used more than 700 MB",
        ),
    ],
    ids=["loops", "floods", "exits", "crashes", "fills the memory"],
)
def test_what_misbehaves_gets_a_row_that_says_so(tmp_path, cell, limits, said):
    save(tmp_path / "03.ipynb", IMPORTS, RIGHT, cell, SAME)
    rows = mark(tmp_path, **limits)
    (happened,) = what_happened(rows)
    assert happened.startswith(said)
    assert verdicts(rows)["3.3"] == NOT_REACHED
    if limits["seconds"] == LONG:
        assert verdicts(rows)[CHOICE.number] == "passed"


def test_nothing_goes_on_running(tmp_path):
    number = tmp_path / "process.txt"
    save(
        tmp_path / "03.ipynb",
        IMPORTS,
        f"print(os.getpid(), file=open({str(number)!r}, 'w'), flush=True)\nwhile True: pass",
    )
    mark(tmp_path, seconds=15.0)
    left = [one for one in psutil.process_iter() if one.pid == int(number.read_text())]
    assert all(one.status() == psutil.STATUS_ZOMBIE for one in left)


def test_what_is_no_notebook_gets_a_row_too(tmp_path):
    (tmp_path / "text.ipynb").write_text("hello", encoding="utf-8")
    (tmp_path / "bytes.ipynb").write_bytes(bytes(range(256)))
    save(tmp_path / "other.ipynb", title="# Shopping")
    save(tmp_path / "thirteen.ipynb", title="# 13 · There is none")
    rows = mark(tmp_path)
    names = ["bytes", "other", "text", "thirteen"]
    assert [row.file for row in rows] == [f"{name}.ipynb" for name in names]
    assert all(row.verdict.startswith("no notebook of the course: ") for row in rows)


def test_an_empty_folder_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"`folder` must hold notebooks .*, found none in "):
        mark(tmp_path)


ROWS = [
    Row("a.ipynb", "3.1", "passed"),
    Row("a.ipynb", "3.2", "not yet", "border | cut"),
    Row("b.ipynb", "3.2", "not yet", "border | cut"),
    Row("b.ipynb", "3.3", "not yet", ""),
    Row("b.ipynb", "", "stopped: it took longer than 5 s"),
]


def test_tables_hold_every_row(tmp_path):
    write_table(ROWS, tmp_path)
    with (tmp_path / "marks.csv").open(encoding="utf-8", newline="") as file:
        assert [Row(*line) for line in csv.reader(file)] == [Row(*Row._fields), *ROWS]
    lines = (tmp_path / "marks.md").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["| file | exercise | verdict | mistake |", "| --- | --- | --- | --- |"]
    assert lines[3] == r"| a.ipynb | 3.2 | not yet | border \| cut |"
    assert len(lines) == 2 + len(ROWS)


def test_mistakes_are_counted_the_most_frequent_on_top():
    (ax,) = draw_mistakes(ROWS).axes
    names = [label.get_text() for label in ax.get_yticklabels()]
    counts = [bar.get_width() for bar in ax.patches]
    assert list(zip(names, counts, strict=True)) == [
        ("3.3  not recognised", 1),
        ("3.2  border | cut", 2),
    ]
    (ax,) = draw_mistakes(ROWS[:1]).axes
    assert ax.get_title() == "No mistake was made"
