"""In JupyterLab every notebook runs, its sliders move, and its exercises answer the learner."""

import ast
import inspect
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from importlib import import_module
from types import CodeType, FunctionType

import nbformat
import pytest

from course_utils.exercises.judge import judge
from course_utils.exercises.report import report

from .browser import NAMES, Visit, needs_chromium, served
from .lab import Notebook, jupyterlab
from .test_completed import answer_to
from .test_house import ROOT, needs_make

sys.path.insert(0, str(ROOT / "tools"))

import make_lab

PICTURES = ROOT / "build" / "browser"
SHORT = ("03", "05")
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
CHOSEN = [
    name for name in NOTEBOOKS if name[:2] in SHORT or os.environ.get("COURSE_BROWSER") == "all"
]


@contextmanager
def opened(browser, folder, name):
    """Open a notebook of a folder in JupyterLab; keep a picture of the page if a test fails."""
    picture = PICTURES / f"{name}.png"
    picture.unlink(missing_ok=True)
    own = folder.parent / "settings"
    own.mkdir()
    with jupyterlab(folder, own) as address:
        notebook = Notebook(browser.new_page(viewport={"width": 1400, "height": 1000}))
        try:
            notebook.open(address.format(f"{name}.ipynb"))
            yield notebook
        except Exception as error:
            notebook.keep_picture(picture)
            error.add_note(f"The page at that moment: {picture.relative_to(ROOT)}")
            raise
        finally:
            notebook.page.close()


def count_of_sliders(cells):
    """Count the arguments that the calls of `explore` give a range."""
    calls = [
        node
        for cell in cells
        if "explore(" in cell.source
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "explore"
    ]
    return sum(len(call.keywords) for call in calls)


def mistaken(name):
    """Return the first exercise of a notebook that hints at a mistake one can type, and that."""
    chapter = f"ch{name[:2]}"
    table = import_module(f"tests.wrong_answers.{chapter}")
    for task in import_module(f"course_utils.exercises.{chapter}").EXERCISES:
        for _, answer in table.WRONG.get(task.number, ()):
            if stands_alone(answer, vars(table)) and judge(task, answer).hint:
                return task, answer
    raise AssertionError(f"no wrong answer to {name} stands alone")


def stands_alone(answer, names):
    """Tell whether an answer is a function of its table that uses nothing else there but NumPy."""
    if not isinstance(answer, FunctionType) or names.get(answer.__name__) is not answer:
        return False
    return names_in(answer.__code__) & names.keys() <= {"np"}


def names_in(code):
    """Return the names that code uses, within its functions and comprehensions too."""
    inner = [part for part in code.co_consts if isinstance(part, CodeType)]
    return set(code.co_names).union(*map(names_in, inner))


@needs_chromium
@pytest.mark.parametrize("name", CHOSEN)
def test_a_learner_works_through_it(name, browser, tmp_path):
    folder = tmp_path / "my_course"
    make_lab.update(ROOT / "notebooks", folder)
    cells = nbformat.read(folder / f"{name}.ipynb", as_version=4).cells
    task, wrong = mistaken(name)
    call = f'check("{task.number}", '
    (check,) = [n for n, cell in enumerate(cells) if cell.source.startswith(call)]
    asked_for = cells[check].source.removeprefix(call).removesuffix(")")
    typed = f"{inspect.getsource(wrong)}\n\n{asked_for} = {wrong.__name__}"

    with opened(browser, folder, name) as notebook:
        notebook.run_all()
        assert notebook.faults() == []
        code = [cell for cell in cells if cell.cell_type == "code"]
        for number, (cell, prompt) in enumerate(zip(code, notebook.prompts(), strict=True), 1):
            hidden = cell.metadata.get("jupyter", {}).get("source_hidden")
            assert prompt == ("" if hidden else f"[{number}]:")

        sliders = notebook.sliders()
        assert len(sliders) == count_of_sliders(code)
        for slider in sliders:
            notebook.slide(slider, "End")
            notebook.slide(slider, "Home")
            assert notebook.faults() == []

        said = notebook.answer(check - 1, typed)
        assert said.startswith(f"Exercise {task.number} · not yet\n")
        assert said.endswith(
            "hint: " + report(task, judge(task, wrong)).partition("hint: ")[2] + "\n"
        )
        passed = report(task, judge(task, task.reference))
        assert passed in notebook.answer(check - 1, answer_to(cells[check].source))
        assert notebook.faults() == []


FAULTY = """
<img src="https://example.org/picture.png"><script>
new WebSocket("wss://example.com/socket"); console.error("one"); throw Error("two")
</script>
"""


@needs_chromium
def test_a_page_that_asks_another_host_or_fails_is_seen(browser, tmp_path):
    (tmp_path / "page.html").write_text(FAULTY)
    with served(tmp_path) as address:
        visit = Visit(browser.new_page())
        visit.page.goto(f"{address}page.html")
        visit.page.close()
    assert sorted(visit.outside) == [
        "https://example.org/picture.png",
        "wss://example.com/socket",
    ]
    assert {"one", "two"} <= set(visit.errors)


# `.ci/run` installs what the browser tests need, where it can, and then runs the suite.

INSTALLS = 'echo "$@" >> "$0.log"; case "$2" in install) ln -s make "${0%/*}/$3";; esac'
ONLY_SAYS_SO = 'echo "$@" >> "$0.log"'
FAILS = "exit 100"
PACKAGES = {"chromium": "chromium fonts-liberation", "npm": "npm"}


@pytest.fixture
def commands(tmp_path):
    """A folder of commands to be the whole path: what `.ci/run` calls, and a `make` that talks."""
    for name in ("bash", "dirname", "env", "ln"):
        (tmp_path / name).symlink_to(shutil.which(name))
    add(tmp_path, "make", 'echo "make $*"')
    add(tmp_path, "id", "echo 0")
    return tmp_path


def add(folder, name, code):
    """Put a command into a folder."""
    (folder / name).write_text(f"#!{shutil.which('bash')}\n{code}\n")
    (folder / name).chmod(0o755)


def run_ci(folder):
    """Run `.ci/run` with nothing but these commands; return what it says."""
    run = subprocess.run(
        ["bash", ROOT / ".ci/run"], env={"PATH": str(folder)}, text=True, capture_output=True
    )
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout.splitlines()


def installed(folder):
    """Return what `apt-get` was asked to install, each time."""
    log = folder / "apt-get.log"
    lines = log.read_text().splitlines() if log.exists() else []
    return [line.split(maxsplit=2)[2] for line in lines if " install " in line]


def skipped(names):
    return [
        f"No {name}, and apt-get could not install it: the tests that need it will be skipped."
        for name in names
    ]


@needs_make
@pytest.mark.parametrize("name", NAMES)
def test_ci_installs_nothing_that_is_there(commands, name):
    add(commands, name, "")
    add(commands, "npm", "")
    add(commands, "apt-get", INSTALLS)
    assert run_ci(commands) == ["make test"]
    assert installed(commands) == []


@needs_make
@pytest.mark.parametrize("there", [None, *PACKAGES])
def test_ci_installs_what_is_missing(commands, there):
    add(commands, "apt-get", INSTALLS)
    if there:
        add(commands, there, "")
    assert run_ci(commands) == ["make test"]
    assert installed(commands) == [p for name, p in PACKAGES.items() if name != there]


@needs_make
@pytest.mark.parametrize("apt", [None, FAILS, ONLY_SAYS_SO])
def test_ci_goes_on_where_it_cannot_install(commands, apt):
    if apt:
        add(commands, "apt-get", apt)
    assert run_ci(commands) == [*skipped(PACKAGES), "make test"]


@needs_make
@pytest.mark.parametrize("sudo", [None, 'test "$1" = -n && exec "${@:2}"', FAILS])
def test_ci_installs_as_root_or_not_at_all(commands, sudo):
    add(commands, "id", "echo 1000")
    add(commands, "apt-get", INSTALLS)
    if sudo:
        add(commands, "sudo", sudo)
    works = sudo not in (None, FAILS)
    assert run_ci(commands) == [*([] if works else skipped(PACKAGES)), "make test"]
    assert installed(commands) == ([*PACKAGES.values()] if works else [])
