"""The machinery that proves the notebooks, proved by breaking small notebooks on purpose."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import nbformat
import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.figure import Figure
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import execute_notebooks  # noqa: E402
from compare_figures import DRAWN_WITH, departures, difference  # noqa: E402

import conftest  # noqa: E402

# ------------------------------------------------------------------ the small notebooks

LESSON = (
    """import io
from base64 import b64encode
from IPython.display import display
from matplotlib.figure import Figure

def draw(heights, color, width, title):
    fig = Figure(figsize=(3, 2))
    ax = fig.subplots()
    ax.plot(heights, color=color, lw=width)
    ax.set_title(title)
    picture = io.BytesIO()
    fig.savefig(picture, format="png")
    return b64encode(picture.getvalue()).decode()""",
    "print(f'{6 * 7} pixels')",
    """content = {"text/plain": "a ramp", "image/png": draw([0, 1, 3], "tab:blue", 1.5, "A ramp")}
display(content, metadata={"image/png": {"alt": "It rises."}}, raw=True)""",
    "print('the end')",
    """import wave
from array import array

def player(rate, samples, alt):
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(array("h", samples).tobytes())
    source = "data:audio/wav;base64," + b64encode(file.getvalue()).decode()
    return {"text/html": f'<audio controls aria-label="{alt}" src="{source}"></audio>'}""",
    """display(player(8000, [0, 900, -900], "A click."), raw=True)
display(player(8000, [32767, 0], "A knock."), raw=True)""",
)

SURROUNDINGS = (
    """import os
import socket
import sys
import matplotlib.pyplot as plt
names = "go_offline", "ipaddress"
print([name for name in names if name in globals()])""",
    """for name in "OMP_NUM_THREADS", "PYTHONHASHSEED", "MPLBACKEND", "no_proxy":
    print(name, os.environ.get(name))""",
    "fig, ax = plt.subplots()",
    """def attempt(call, *arguments):
    try:
        call(*arguments)
    except Exception as error:
        print(type(error).__name__, error)

place = "192.0.2.1", 80
with socket.socket() as plain:
    attempt(plain.connect, place)
    attempt(plain.connect_ex, place)
attempt(socket.create_connection, place)
attempt(socket.getaddrinfo, "example.org", 443)
attempt(socket.getaddrinfo, b"example.org", 443)""",
    """with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(("localhost", server.getsockname()[1])).close()
print("loopback is open")""",
    "import json\njson.loads('{')",
    """from IPython.display import Markdown, display
import ipywidgets as widgets
print("before")
sys.stdout.flush()
print("still before")
display(Markdown("between"))
print("after")""",
    "display(widgets.IntSlider())",
)
SURROUNDINGS_TAGS = {5: ["raises-exception"], 7: ["nbval-ignore-output"]}

GOOD = ["lesson", "surroundings"]

# Name: the cell of the lesson that is replaced in part, by what, and what the suite says there.
CHANGED_SOURCES = {
    "number": (2, "6 * 7", "6 * 8", "48 pixels"),
    "text": (2, "} pixels", "} points", "42 points"),
    "data": (3, "[0, 1, 3]", "[0, 2, 3]", "data-cell-3-picture-1-difference.png"),
    "colour": (3, "tab:blue", "tab:green", "colour-cell-3-picture-1-difference.png"),
    "width": (3, "1.5", "2.5", "width-cell-3-picture-1-difference.png"),
    "title": (3, '"A ramp"', '"Another title"', "title-cell-3-picture-1-difference.png"),
    "alt": (3, "It rises.", "It falls.", "Alt text of picture 1 differs"),
    "sample": (6, "-900", "-903", "Sound 1 differs: 33.33% of its samples by more than 2 of 32768"),
    "second": (6, "[32767", "[-32768", "Sound 2 differs: 50.00% of its samples"),
    "length": (6, "7, 0]", "7, 0, 0]", "stored (2,) samples at 8000 Hz, fresh (3,) at 8000 Hz"),
    "rate": (6, "8000, [327", "4000, [327", "stored (2,) samples at 8000 Hz, fresh (2,) at 4000"),
    "label": (6, "A click.", "A clack.", 'aria-label="A clack."'),
    "unheard": (6, "display(player(8000, [32", "_ = dict(player(8000, [32", "number of outputs"),
    "undrawn": (3, "\ndisplay", '\ndel content["image/png"]\ndisplay', "1 stored, 0 fresh"),
}
# The same, and nothing is said.
ROUNDED_SOURCES = {"rounded": (6, "[0, 900, -900]", "[2, 898, -901]", "")}
# Name: the first of two cells, and what is said.
BREAKING_SOURCES = {
    "urllib": ("import urllib.request as r\nr.urlopen('https://example.org')", "works offline"),
    "socket": ("import socket\nsocket.socket().connect(('192.0.2.1', 80))", "192.0.2.1, port 80"),
    "lookup": ("import socket\nsocket.getaddrinfo('example.org', 443)", "reach example.org"),
    "endless": ("while True:\n    pass", "Timeout of 3 seconds exceeded"),
    "dead": ("import os\nos._exit(1)", "The kernel died while it ran this cell"),
}


def notebook(sources: tuple[str, ...], tags: dict[int, list[str]] | None = None) -> NotebookNode:
    """An unexecuted notebook of code cells."""
    cells = [new_code_cell(source) for source in sources]
    for index, names in (tags or {}).items():
        cells[index].metadata.tags = names
    return new_notebook(cells=cells)


def clear_output(broken: NotebookNode) -> None:
    broken.cells[1].outputs = []


def clear_ignored_output(broken: NotebookNode) -> None:
    broken.cells[1].metadata.tags = ["nbval-ignore-output"]
    clear_output(broken)


def take_count(broken: NotebookNode) -> None:
    broken.cells[1].execution_count = None


def take_picture(broken: NotebookNode) -> None:
    del broken.cells[2].outputs[0].data["image/png"]


CHANGED_STORES: dict[str, Callable[[NotebookNode], None]] = {
    "cleared": clear_output,
    "ignored": clear_ignored_output,
    "null": take_count,
    "gone": take_picture,
}


# ------------------------------------------------------------------ running them


@dataclass
class Verdict:
    """What pytest said about one notebook: messages of red cells, reasons of skipped ones."""

    passed: list[str]
    red: dict[str, str]
    skipped: dict[str, str]


@dataclass
class Runs:
    """The verdict on each notebook, all that was printed, and where differences were written."""

    verdicts: dict[str, Verdict]
    printed: str
    differences: Path


def pytest_command(folder: Path, *options: str) -> list[str]:
    """The command that runs the notebooks of a folder with the project's conftest."""
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), "-p", "conftest"]
    quiet = ["-p", "no:cacheprovider", "--color=no", *options]
    return [sys.executable, "-m", "pytest", *settings, *quiet, str(folder)]


def read_verdicts(report: Path) -> dict[str, Verdict]:
    """Read a JUnit report, case by case."""
    verdicts: dict[str, Verdict] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.attrib["classname"].removesuffix(".ipynb")
        verdict = verdicts.setdefault(name, Verdict([], {}, {}))
        red = [*case.iter("failure"), *case.iter("error")]
        skipped = case.find("skipped")
        cell = case.attrib["name"]
        if red:
            verdict.red[cell] = "".join(one.text or "" for one in red)
        elif skipped is not None:
            verdict.skipped[cell] = skipped.attrib["message"]
        else:
            verdict.passed.append(cell)
    return verdicts


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two good notebooks, executed as `make notebooks` does it."""
    folder = tmp_path_factory.mktemp("executed")
    good = {
        "lesson": notebook(LESSON),
        "surroundings": notebook(SURROUNDINGS, SURROUNDINGS_TAGS),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MPLBACKEND", "Agg")
        patch.setenv("OMP_NUM_THREADS", "7")
        for name, content in good.items():
            nbformat.write(content, folder / f"{name}.ipynb")
            execute_notebooks.execute(folder / f"{name}.ipynb")
    return folder


@pytest.fixture(scope="module")
def runs(executed: Path, tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """All notebooks, good and broken, run by three processes: two that share, and one alone."""
    folder = tmp_path_factory.mktemp("runs")
    shared, breaking = parts = [folder / name for name in ("shared", "breaking")]
    for part in parts:
        part.mkdir()

    def store(name: str, change: Callable[[NotebookNode], None]) -> None:
        content = nbformat.read(executed / "lesson.ipynb", as_version=4)
        change(content)
        nbformat.write(content, shared / f"{name}.ipynb")

    for name, (number, old, new, _) in (CHANGED_SOURCES | ROUNDED_SOURCES).items():

        def change(content: NotebookNode, cell=number - 1, old=old, new=new) -> None:
            assert old in content.cells[cell].source
            content.cells[cell].source = content.cells[cell].source.replace(old, new)

        store(name, change)
    for name, (source, _) in BREAKING_SOURCES.items():
        content = notebook((source, "print('the end')"))
        content.cells[0].execution_count, content.cells[1].execution_count = 1, 2
        nbformat.write(content, breaking / f"{name}.ipynb")
    for name, change_store in CHANGED_STORES.items():
        store(name, change_store)
    for name in GOOD:
        shutil.copy(executed / f"{name}.ipynb", shared)

    environment = {**os.environ, "MPLBACKEND": "Agg"}
    processes = [
        subprocess.Popen(
            pytest_command(part, f"--junitxml={part / 'report.xml'}", *options),
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        for part, options in (
            (shared, ("-n2", "-vv")),
            (breaking, ("--nbval-cell-timeout=3",)),
        )
    ]
    printed = "\n".join(process.communicate()[0] for process in processes)
    assert [process.returncode for process in processes] == [1, 1], printed
    verdicts = {}
    for part in parts:
        verdicts |= read_verdicts(part / "report.xml")
    return Runs(verdicts, printed, shared / "figure-differences")


# ------------------------------------------------------------------ what they prove


@pytest.mark.parametrize("name", [*GOOD, *ROUNDED_SOURCES])
def test_a_good_notebook_passes(runs: Runs, name: str) -> None:
    verdict = runs.verdicts[name]
    assert not verdict.red
    assert not verdict.skipped
    assert verdict.passed[:3] == ["stored", "Cell 1", "Cell 2"]


@pytest.mark.parametrize("name", CHANGED_SOURCES)
def test_a_changed_source_is_red_where_it_shows(runs: Runs, name: str) -> None:
    number, _, new, said = CHANGED_SOURCES[name]
    (cell, message), *others = runs.verdicts[name].red.items()
    assert not others
    assert cell == f"Cell {number}"
    assert said in message
    assert new.strip() in message  # the source of the cell


@pytest.mark.parametrize("name", BREAKING_SOURCES)
def test_a_cell_that_breaks_out_is_red(runs: Runs, name: str) -> None:
    source, said = BREAKING_SOURCES[name]
    assert list(runs.verdicts[name].red) == ["Cell 1"]
    assert said in runs.verdicts[name].red["Cell 1"]
    assert source in runs.verdicts[name].red["Cell 1"]


def test_a_cleared_output_is_red(runs: Runs) -> None:
    assert "Unexpected output fields" in runs.verdicts["cleared"].red["Cell 2"]
    assert "Its stored output is gone" in runs.verdicts["ignored"].red["Cell 2"]


def test_a_null_count_is_red_before_a_kernel_starts(runs: Runs) -> None:
    message = runs.verdicts["null"].red["stored"]
    assert "null.ipynb: execution counts must be 1…6" in message
    assert "code cell 2 has no count: print(f'{6 * 7} pixels')" in message
    assert list(runs.verdicts["null"].skipped) == [f"Cell {number}" for number in range(1, 7)]
    assert measured(runs, "null") is None


def test_a_picture_that_is_not_stored_is_red(runs: Runs) -> None:
    assert "Pictures: 0 stored, 1 fresh" in runs.verdicts["gone"].red["Cell 3"]


def test_after_the_first_failure_the_rest_is_skipped_with_a_reason(runs: Runs) -> None:
    assert runs.verdicts["number"].skipped == {
        f"Cell {number}": "not run after the failure of Cell 2" for number in range(3, 7)
    }
    assert runs.verdicts["dead"].skipped == {"Cell 2": "not run after the failure of Cell 1"}


@pytest.mark.parametrize("kind", ["stored", "fresh", "difference"])
def test_pictures_that_differ_are_written(runs: Runs, kind: str) -> None:
    with Image.open(runs.differences / f"colour-cell-3-picture-1-{kind}.png") as picture:
        assert picture.size == (300, 200)


def measured(runs: Runs, name: str) -> re.Match[str] | None:
    """Find the line of the report on a notebook: its seconds and its memory."""
    return re.search(rf"^ +([\d.]+) s +(.+)  {name}\.ipynb$", runs.printed, re.MULTILINE)


def test_the_run_reports_seconds_and_memory(runs: Runs) -> None:
    report = measured(runs, "lesson")
    assert report is not None
    assert float(report[1]) > 0
    if sys.platform == "linux":
        assert 20 < float(report[2].removesuffix(" MB")) < 2000
    assert "figures were compared" in runs.printed


def test_two_processes_share_the_notebooks_and_split_none(runs: Runs) -> None:
    line = re.compile(r"^\[(gw\d)\] .*\b(\w+)(?:\.|::)ipynb::(.+?) *$", re.MULTILINE)
    cells: dict[str, dict[str, list[str]]] = {}
    for worker, name, cell in line.findall(runs.printed):
        cells.setdefault(worker, {}).setdefault(name, []).append(cell)
    first, second = cells.values()
    assert first.keys() | second.keys() == {
        *CHANGED_SOURCES,
        *ROUNDED_SOURCES,
        *CHANGED_STORES,
        *GOOD,
    }
    assert not first.keys() & second.keys()
    for names in first, second:
        assert list(names) == sorted(names, reverse=True)  # as the last lessons come first
    for name, run in (first | second).items():
        n_cells = len(SURROUNDINGS if name == "surroundings" else LESSON)
        assert run == ["stored", *(f"Cell {number}" for number in range(1, n_cells + 1))]


def test_solved_notebooks_are_spread_and_other_tests_are_not() -> None:
    names = "tests/test_completed.py::runs[01_a]", "tests/test_completed.py::runs[02_b]"
    names += "tests/test_data.py::test_a", "tests/test_data.py::Tests::test_b[1::2]"
    a, b, c, d = (conftest.WholeFiles._split_scope(None, name) for name in names)
    assert a != b
    assert c == d == "tests/test_data.py"
    assert (ROOT / conftest.SOLVED).exists()


@pytest.mark.parametrize(("nbval", "lax"), [(False, False), (False, True), (True, True)])
def test_without_strict_nbval_nothing_runs(nbval: bool, lax: bool) -> None:
    config = SimpleNamespace(option=SimpleNamespace(nbval=nbval, nbval_lax=lax))
    with pytest.raises(pytest.UsageError, match="only proved with --nbval"):
        conftest.pytest_configure(config)


# ------------------------------------------------------------------ make notebooks


def test_the_environment_is_pinned_offline_and_leaves_no_names(executed: Path) -> None:
    content = nbformat.read(executed / "surroundings.ipynb", as_version=4)
    printed = [cell.outputs[0].get("text", "") if cell.outputs else "" for cell in content.cells]
    assert printed[0] == "[]\n"
    assert printed[1].splitlines() == [
        "OMP_NUM_THREADS 1",
        "PYTHONHASHSEED 0",
        "MPLBACKEND module://matplotlib_inline.backend_inline",
        "no_proxy localhost,127.0.0.1,::1",
    ]
    assert "image/png" in content.cells[2].outputs[0].data
    refusals = printed[3].splitlines()
    assert len(refusals) == 5
    for refusal in refusals:
        assert refusal.startswith("OfflineError This course works offline: something here tried")
    assert printed[4] == "loopback is open\n"


def test_nothing_of_the_machine_is_stored(executed: Path) -> None:
    path = executed / "surroundings.ipynb"
    content = nbformat.read(path, as_version=4)
    assert content.metadata == execute_notebooks.METADATA
    assert [cell.execution_count for cell in content.cells] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert "json" in "".join(content.cells[5].outputs[0].traceback)
    text = path.read_text(encoding="utf-8")
    for place in (sys.prefix, sys.base_prefix + "/lib", str(ROOT), str(Path.home()) + "/"):
        assert place not in text
    assert "~/" not in text


def test_prints_keep_their_place_and_widgets_are_not_stored(executed: Path) -> None:
    *_, printing, sliding = nbformat.read(executed / "surroundings.ipynb", as_version=4).cells
    before, between, after = printing.outputs
    assert before.text == "before\nstill before\n"
    assert between.data["text/markdown"] == "between"
    assert after.text == "after\n"
    assert sliding.outputs == []


def test_a_second_execution_stores_the_same(executed: Path, tmp_path: Path) -> None:
    again = shutil.copy(executed / "lesson.ipynb", tmp_path)
    execute_notebooks.execute(Path(again))
    assert Path(again).read_bytes() == (executed / "lesson.ipynb").read_bytes()


def test_a_failing_notebook_stays_as_it_was(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = house / "notebooks" / "01_one.ipynb"
    nbformat.write(notebook(("1 / 0",)), path)
    before = path.read_bytes()
    assert execute_notebooks.main([]) == 1
    assert path.read_bytes() == before
    printed = capsys.readouterr().err
    assert "01_one.ipynb: FAILED" in printed
    assert "ZeroDivisionError" in printed
    assert execute_notebooks.is_stale(path)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty course to execute notebooks in."""
    for name in "notebooks", "course_utils", "data":
        (tmp_path / name).mkdir()
    (tmp_path / "requirements.lock").write_text("numpy==2.0.0\n")
    monkeypatch.setattr(execute_notebooks, "ROOT", tmp_path)
    monkeypatch.setattr(execute_notebooks, "FOLDERS", [tmp_path / "notebooks"])
    monkeypatch.setattr(execute_notebooks, "RECORDS", tmp_path / "build" / "executed")
    return tmp_path


def test_only_what_changed_is_executed(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(execute_notebooks, "execute", lambda path: done.append(path.stem))

    def run(*arguments: str) -> list[str]:
        done.clear()
        assert execute_notebooks.main(list(arguments)) == 0
        return list(done)

    one, two = (house / "notebooks" / name for name in ("01_one.ipynb", "02_two.ipynb"))
    for path in (one, two):
        nbformat.write(notebook(("print(6 * 7)",)), path)
    assert run() == ["01_one", "02_two"]
    assert run() == []
    one.write_text(one.read_text(encoding="utf-8").replace("6 * 7", "6 * 8"), encoding="utf-8")
    assert run() == ["01_one"]
    for changed in ("course_utils/filtering.py", "data/glyphs.bin", "requirements.lock"):
        (house / changed).write_text("changed")
        assert run() == ["01_one", "02_two"]
        assert run() == []
    assert run("02") == ["02_two"]
    assert run("--all") == ["01_one", "02_two"]
    with pytest.raises(SystemExit):
        run("03")


# ------------------------------------------------------------------ comparing figures


def png(**changes: Any) -> bytes:
    """A figure with a line, letters and a picture, as a PNG file."""
    drawn: dict[str, Any] = {
        "heights": np.sin(np.arange(30) / 4),
        "color": "tab:blue",
        "width": 1.5,
        "title": "A wave and noise",
        "label": "samples",
        "cmap": "gray",
        "gain": 1.0,
        "place": 0.0,
        "hinting": "force_autohint",
        "smooth": True,
    }
    assert changes.keys() <= drawn.keys()
    drawn |= changes
    settings = {"text.hinting": drawn["hinting"], "text.antialiased": drawn["smooth"]}
    with rc_context(settings):
        fig = Figure(figsize=(6, 2.5))
        left, right = fig.subplots(1, 2)
        left.set_position([0.1 + drawn["place"] / 600, 0.2, 0.35, 0.65])
        left.plot(drawn["heights"], color=drawn["color"], lw=drawn["width"])
        left.set(title=drawn["title"], xlabel=drawn["label"], ylim=(-1.2, 1.2))
        noise = np.random.default_rng(0).normal(size=(20, 20)) * drawn["gain"]
        right.imshow(noise, cmap=drawn["cmap"], vmin=-3, vmax=3)
        file = io.BytesIO()
        fig.savefig(file, format="png")
    return file.getvalue()


def pixels(picture: bytes) -> np.ndarray:
    return np.array(Image.open(io.BytesIO(picture)).convert("RGB"))


def encoded(picture: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, format="png")
    return file.getvalue()


OTHER_FIGURES: dict[str, dict[str, Any]] = {
    "data": {"heights": np.sin(np.arange(30) / 4 + 0.2)},
    "one value": {"heights": np.where(np.arange(30) == 7, 0.5, np.sin(np.arange(30) / 4))},
    "amplitude": {"heights": 0.9 * np.sin(np.arange(30) / 4)},
    "colour": {"color": "tab:green"},
    "another colour": {"color": "tab:orange"},
    "width": {"width": 2.5},
    "no line": {"width": 0},
    "map": {"cmap": "viridis"},
    "picture": {"gain": 1.4},
    "title": {"title": "A wave and a voice"},
}


@pytest.mark.parametrize("name", OTHER_FIGURES)
def test_another_figure_is_found(name: str) -> None:
    drawn, other = png(), png(**OTHER_FIGURES[name])
    for stored, fresh, strict in (
        (drawn, other, True),
        (drawn, other, False),
        (other, drawn, False),
    ):
        found = difference(stored, fresh, strict=strict)
        assert found is not None
        assert "of the pixels differ" in found.sentence
        assert found.picture.min() < 230


@pytest.mark.parametrize("strict", [True, False])
def test_the_same_figure_passes(strict: bool) -> None:
    assert difference(png(), png(), strict=strict) is None


RENDERED_DIFFERENTLY: dict[str, dict[str, Any]] = {
    "hinting": {"hinting": "none"},
    "a third of a pixel": {"place": 0.33},
    "a pixel": {"place": 1.0},
    "unsmoothed letters": {"smooth": False},
}


@pytest.mark.parametrize("name", RENDERED_DIFFERENTLY)
def test_another_rendering_passes_with_tolerance_only(name: str) -> None:
    rendered = png(**RENDERED_DIFFERENTLY[name])
    assert difference(png(), rendered, strict=True) is not None
    assert difference(png(), rendered, strict=False) is None


def test_rounding_passes_strictly_and_a_tick_label_does_not() -> None:
    picture = pixels(png(cmap="viridis"))
    lighter = np.where(picture > 250, picture, picture + 2).astype(np.uint8)
    assert difference(encoded(picture), encoded(lighter), strict=True) is None
    lighter[100, 100] = picture[100, 100] // 2
    found = difference(encoded(picture), encoded(lighter), strict=True)
    assert found is not None
    assert "row 100, column 100" in found.sentence
    assert difference(png(), png(label="sample"), strict=True) is not None


def test_sizes_may_differ_by_a_few_pixels_with_tolerance() -> None:
    picture = pixels(png())
    for more, tolerated in ((1, True), (5, False)):
        larger = np.pad(picture, ((0, more), (0, more), (0, 0)), constant_values=255)
        found = difference(encoded(picture), encoded(larger), strict=True)
        assert found is not None
        assert found.sentence == f"stored 600×250 pixels, fresh {600 + more}×{250 + more}"
        assert (difference(encoded(picture), encoded(larger), strict=False) is None) is tolerated


def test_other_versions_are_named(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lines = [f"{name}==0.0.1 ; python_version < '3.12'\n    # via here" for name in DRAWN_WITH]
    lock.write_text("\n".join(lines))
    found = " ".join(departures(lock))
    for name in DRAWN_WITH:
        assert f"{name} " in found
        assert " instead of 0.0.1" in found
