"""The house in order: layers, sizes, commands, documents, the set-up, style and types."""

from __future__ import annotations

import ast
import base64
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
BASE = ["data", "figures", "validation", "interactive"]
LESSONS = [
    "images",
    "filtering",
    "edges",
    "fourier",
    "gabor",
    "bovw",
    "neuron",
    "projections",
    "cnn",
    "speech",
]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# The package: layers, and small modules.


def module_of(name: str) -> str:
    """The module that a file belongs to: for a file of a package, the package."""
    return name.partition(".")[0]


def internal_imports(name: str, code: str, modules: Iterable[str]) -> set[str]:
    """The modules of the course that the file `name` imports, "" for the course itself."""
    home = ["course_utils", *name.split(".")[:-1]]
    found = set()
    for node in ast.walk(ast.parse(code)):
        paths = []
        if isinstance(node, ast.Import):
            paths = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = home[: len(home) + 1 - node.level] if node.level else []
            paths = [".".join([*start, node.module or "", alias.name]) for alias in node.names]
        for path in paths:
            first, *rest = path.replace("..", ".").split(".")
            if first == "course_utils":
                found.add(rest[0] if rest and rest[0] in modules else "")
    return found - {module_of(name)}


def layer_faults(sources: dict[str, str]) -> list[str]:
    """Imports against the order: `_checks`, the base, the lessons as taught, then the rest."""
    modules = {module_of(name) for name in sources} - {"__init__"}
    imports: dict[str, set[str]] = {module: set() for module in modules}
    for name, code in sources.items():
        if name != "__init__":
            imports[module_of(name)] |= internal_imports(name, code, modules)
    faults = []
    for module, used in imports.items():
        if module in {"exercises", "__main__"}:
            continue
        if module in LESSONS:
            below = {*BASE, *LESSONS[: LESSONS.index(module)]}
        elif module in BASE:
            below = {*BASE}
        elif module.startswith("_"):
            below = set()
        else:
            faults.append(f"{module} is no module of the plan")
            continue
        wrong = {u for u in used - below if not (u.startswith("_") and not module.startswith("_"))}
        faults += [f"{module} imports {other or 'the package itself'}" for other in sorted(wrong)]
    return faults + cycles(imports)


def cycles(graph: dict[str, set[str]]) -> list[str]:
    """Modules that import each other in a circle, each circle named once for each way in."""

    def walk(path: tuple[str, ...]) -> Iterator[str]:
        for other in sorted(graph.get(path[-1], ())):
            if other == path[0]:
                yield " imports ".join((*path, other))
            elif other not in path:
                yield from walk((*path, other))

    return [circle for name in graph for circle in walk((name,))]


def package_sources() -> dict[str, str]:
    """Code by dotted name below course_utils, a package's own file as `__init__`."""
    folder = ROOT / "course_utils"
    return {
        ".".join(path.relative_to(folder).with_suffix("").parts): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
    }


def test_layers_of_the_package() -> None:
    assert layer_faults(package_sources()) == []


@pytest.mark.parametrize(
    ("name", "code", "fault"),
    [
        ("figures", "from .images import to_float", "figures imports images"),
        ("images", "import course_utils.filtering", "images imports filtering"),
        ("images", "def f():\n    from . import edges", "images imports edges"),
        ("edges", "from course_utils import check", "edges imports the package itself"),
        ("edges", "from .exercises import check", "edges imports exercises"),
        ("_checks", "from .data import load_image", "_checks imports data"),
        ("helpers", "", "helpers is no module of the plan"),
        ("data.__init__", "from ..images import to_float", "data imports images"),
        ("data.sets", "from ..exercises import check", "data imports exercises"),
        ("data.sets", "from .. import check", "data imports the package itself"),
        ("data.sets", "from ..figures import show", "figures imports data imports figures"),
        ("data.filtering", "from ..filtering import convolve", "data imports filtering"),
        ("filtering", "from .edges.canny import x", "filtering imports edges"),
        ("helpers.sets", "", "helpers is no module of the plan"),
    ],
)
def test_a_wrong_import_is_seen(name: str, code: str, fault: str) -> None:
    sources = dict.fromkeys(["__init__", "_checks", "exercises.__init__", *BASE[1:], *LESSONS], "")
    sources["__init__"] = "from .exercises import check"
    sources["data.__init__"] = "from .sets import load_digits"
    sources["data.sets"] = "from . import pictures\nfrom .._checks import one_of"
    sources["data.pictures"] = "from course_utils.data.sets import other"
    sources["figures"] = "from .data import load_image\nfrom ._checks import positive"
    sources["validation"] = "from .data.sets import load_digits"
    sources["edges"] = "from .filtering import convolve\nimport numpy as np"
    sources["exercises.ch01"] = "from ..edges import canny\nfrom .model import Task"
    assert layer_faults(sources) == []
    assert fault in layer_faults(sources | {name: code})


DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
LAYOUT = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def lines_of_code(code: str, *, prose: bool = True) -> int:
    """Lines that hold code: docstrings, comments and blank lines are not counted.

    Nor, with `prose=False`, lines that hold nothing but text and the brackets around it.
    """
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        text = token.type == tokenize.STRING or token.string in set("(),")
        if token.type not in {tokenize.COMMENT, *LAYOUT} and (prose or not text):
            lines |= set(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            lines -= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return len(lines)


def test_lines_of_code_leave_out_what_explains() -> None:
    code = '"""Title.\n\nMore."""\n\n# why\nx = [\n    1,\n]\n\n\n'
    code += 'def f():\n    """Doc."""\n    return x\n'
    assert lines_of_code(code) == 5
    assert lines_of_code('text = """a\nb"""\n') == 2


def test_prose_can_be_left_out() -> None:
    code = 'hints = (\n    "What is here?",\n    "And there?",\n)\nwhy = "so"\n'
    assert lines_of_code(code) == 5
    assert lines_of_code(code, prose=False) == 2


def is_chapter(name: str) -> bool:
    """Whether a module holds a notebook's exercises: data, and mostly sentences."""
    return re.fullmatch(r"exercises\.ch\d\d", name) is not None


def test_modules_are_small() -> None:
    sizes = {n: lines_of_code(c, prose=not is_chapter(n)) for n, c in package_sources().items()}
    assert {name: size for name, size in sizes.items() if size > 250} == {}
    assert sum(size for name, size in sizes.items() if not name.startswith("exercises")) <= 2700


# Commands, documents, and what must not be committed.

needs_make = pytest.mark.skipif(
    os.name == "nt" or shutil.which("make") is None, reason="needs make"
)


def make(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=clean, text=True, capture_output=True
    )


def targets(makefile: str) -> set[str]:
    """The targets that `make` lists: those with a description."""
    return set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))


def scripts_of(makefile: str) -> set[str]:
    return set(re.findall(r"\$\(python\) (\S+\.py)", makefile))


@needs_make
def test_bare_make_lists_every_command() -> None:
    listed = set(re.findall(r"^make (\w+) +\S", make().stdout, re.MULTILINE))
    phony = re.findall(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)[0].split()
    assert listed == targets(read("Makefile")) == set(phony)


def test_commands_run_scripts_that_exist() -> None:
    assert [name for name in scripts_of(read("Makefile")) if not (ROOT / name).exists()] == []


def unknown_commands(document: str, makefile: str) -> set[str]:
    """Words after `make` in code that are no target."""
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", document, re.DOTALL))
    return set(re.findall(r"\bmake ([a-z]+)\b", code)) - targets(makefile)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_commands_in_documents_exist(name: str) -> None:
    assert unknown_commands(read(name), read("Makefile")) == set()


def test_an_unknown_command_is_seen() -> None:
    document = "We make tea. `make tea`\n```\nmake lab PYTHON=x\n```\n"
    assert unknown_commands(document, read("Makefile")) == {"tea"}


def test_ci_runs_the_command_of_the_readme() -> None:
    commands = [line for line in read(".ci/run").splitlines() if line.startswith("make")]
    assert commands == ["make test"]
    assert "make test" in read("README.md")
    assert "bash .ci/run" in read(".github/workflows/test.yml")


def dead_links(document: str) -> list[str]:
    """Links to files of this repository that are not there."""
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)|<img[^>]+src=\"([^\"]+)\"", document)
    local = [a or b for a, b in links if not re.match(r"\w+:", a or b)]
    return [link for link in local if not (ROOT / link).exists()]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    assert dead_links(read(name)) == []


def test_a_dead_link_is_seen() -> None:
    assert dead_links("[a](LICENSE) [b](gone.md#x) [c](https://example.org/)") == ["gone.md"]


def test_map_of_the_course_names_every_notebook() -> None:
    linked = set(re.findall(r"\]\((notebooks/[^)]+)\)", read("README.md")))
    assert linked == {f"notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}


def test_citation_has_the_version_of_the_project() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert yaml.safe_load(read("CITATION.cff"))["version"] == version
    assert f"\n## {version}" in read("CHANGELOG.md")


HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "anaconda" + ".org"]
FOLDERS = ["/root" + "/", "/tmp" + "/", "/work" + "/", "/home" + r"/\w+/", "/Users" + r"/\w+/"]
PRIVATE = re.compile(
    # not within base64, where such letters come up by chance
    "|".join([r"(?<![\w.+/<>-])(?:" + "|".join(FOLDERS) + ")", *map(re.escape, HOSTS)])
    + r"|[A-Z]:\\+Users\\"
)


def files_in_git() -> list[str]:
    """The names of the files that are in git, or will be; the test is skipped without git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: there is no telling what belongs to the course")
    return [name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]


def test_no_committed_file_names_a_host_or_a_path_of_a_machine() -> None:
    found = {}
    for name in files_in_git():
        text = (ROOT / name).read_bytes().decode("utf-8", errors="ignore")
        found[name] = PRIVATE.findall(text)
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_a_machine_path_is_seen() -> None:
    for text in ("'/ro" + "ot/x'", "File /ho" + "me/ada/course", "C:\\Us" + "ers\\ada", HOSTS[0]):
        assert PRIVATE.search(text)
    for text in ("tests/data/x", "iVBORw0KGgo/tm" + "p/AAAA", "<root/>", "figures/work/"):
        assert not PRIVATE.search(text)


# Set-up: refused with a clear sentence, and never half done.


@pytest.fixture
def bare_course(tmp_path: Path) -> Path:
    folder = tmp_path / "a course with spaces"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


def fake_python(folder: Path, code: str) -> str:
    """A stand-in for Python that runs `code` before what it is asked for with -c."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\nexec '{sys.executable}' -c '{code}' \"$@\"\n")
    path.chmod(0o755)
    return f"PYTHON={path}"


@needs_make
def test_an_old_python_is_refused(bare_course: Path) -> None:
    old = 'import sys; sys.version_info = (3, 10); sys.version = "3.10.4 x"; exec(sys.argv[2])'
    run = make("test", fake_python(bare_course, old), folder=bare_course)
    assert run.returncode != 0
    assert "The course needs Python 3.11 or newer" in run.stderr
    assert "is 3.10.4" in run.stderr
    assert not (bare_course / ".venv").exists()


@needs_make
def test_no_python_is_told(bare_course: Path) -> None:
    run = make("lab", "PYTHON=python-of-nobody", folder=bare_course)
    assert run.returncode != 0
    assert "There is no python-of-nobody here" in run.stderr


@needs_make
def test_a_failed_set_up_leaves_no_stamp(bare_course: Path) -> None:
    (bare_course / "requirements.lock").write_text("no-such-file @ file:///nowhere.whl\n")
    run = make("test", f"PYTHON={sys.executable}", folder=bare_course)
    assert run.returncode != 0
    assert (bare_course / ".venv").exists()
    assert not (bare_course / ".venv" / ".installed").exists()


# Style and types.


def lint_commands() -> list[str]:
    recipe = re.findall(r"^lint:.*\n((?:\t.+\n)+)", read("Makefile"), re.MULTILINE)[0]
    return re.findall(r"\$\(python\) -m (.+)", recipe)


@pytest.mark.parametrize("command", lint_commands())
def test_lint(command: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", *command.split()], cwd=ROOT, text=True, capture_output=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_lint_sees_notebooks_and_types(tmp_path: Path) -> None:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": 1}
    bad = {"cells": [cell | {"source": "undefined_name"}], "nbformat": 4, "nbformat_minor": 5}
    bad["metadata"] = {"language_info": {"name": "python"}}
    (tmp_path / "bad.ipynb").write_text(json.dumps(bad), encoding="utf-8")
    (tmp_path / "bad.py").write_text("def f(x: int) -> str:\n    return x\n")
    settings = str(ROOT / "pyproject.toml")
    ruff = [sys.executable, "-m", "ruff", "check", "--config", settings, "bad.ipynb"]
    mypy = [sys.executable, "-m", "mypy", "--config-file", settings, "bad.py"]
    style = subprocess.run(ruff, cwd=tmp_path, text=True, capture_output=True)
    types = subprocess.run(mypy, cwd=tmp_path, text=True, capture_output=True)
    assert "F821" in style.stdout
    assert "return-value" in types.stdout


def test_the_picture_of_the_readme_is_that_of_the_notebook():
    """A picture that the notebook no longer makes must not stand in the README."""
    path = ROOT / "notebooks/03_convolution_and_smoothing.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    stored = [
        base64.b64decode(output["data"]["image/png"])
        for cell in cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert (ROOT / ".github/heart.png").read_bytes() in stored


def test_the_minutes_of_the_map_are_those_of_the_notebooks():
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        text = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
        reading, exercises = re.findall(r"^\| core: [^|]*\| (\d+) \|$", text, re.M)
        (row,) = [line for line in read("README.md").splitlines() if path.name in line]
        assert row.endswith(f"| {reading} + {exercises} |"), row
