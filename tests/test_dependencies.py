"""Dependencies: pyproject.toml decides, environment.yml and the lock follow, imports obey."""

from __future__ import annotations

import ast
import functools
import importlib.metadata
import itertools
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ("run", "test", "classroom")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def reasons_in_pyproject(text: str) -> dict[str, str]:
    """Each requirement of pyproject.toml with the comment beside it."""
    return dict(re.findall(r'^    "([\w.-]+>=[\w.]+)",\s*# (.+)$', text, re.MULTILINE))


def reasons_in_environment(text: str) -> dict[str, str]:
    """Each requirement of environment.yml with the comment beside it."""
    return dict(re.findall(r"^  - ([\w.-]+>=[\w.]+)\s+# (.+)$", text, re.MULTILINE))


def declared(pyproject: str) -> dict[str, list[str]]:
    """The requirements of pyproject.toml by group; those of the package itself are "run"."""
    project = tomllib.loads(pyproject)["project"]
    return {"run": project["dependencies"], **project["optional-dependencies"]}


def disagreements(pyproject: str, environment: str) -> set[tuple[str, str | None]]:
    """Requirements, with their reasons, that stand in one of the two files only."""
    reasons = reasons_in_pyproject(pyproject)
    wanted = {name: reasons.get(name) for name in declared(pyproject)["run"]}
    wanted |= {name: reasons.get(name) for name in declared(pyproject)["test"]}
    reasons = reasons_in_environment(environment)
    asked = [entry for entry in yaml.safe_load(environment)["dependencies"] if ">" in str(entry)]
    return wanted.items() ^ {name: reasons.get(name) for name in asked}.items()


def test_environment_and_pyproject_agree() -> None:
    assert disagreements(read("pyproject.toml"), read("environment.yml")) == set()


def test_environment_installs_the_course_itself_on_a_fitting_python() -> None:
    python, *others, course = yaml.safe_load(read("environment.yml"))["dependencies"]
    name, _, version = python.partition("=")
    allowed = tomllib.loads(read("pyproject.toml"))["project"]["requires-python"]
    assert name == "python"
    assert version in SpecifierSet(allowed)
    assert [other for other in others if ">=" not in other] == ["pip"]
    assert course == {"pip": ["-e ."]}


@pytest.mark.parametrize(
    ("before", "after"),
    [("numpy>=2.0 ", "numpy>=1.0 "), ("  - natsort", "  # - natsort"), ("# sliders", "# toys")],
)
def test_a_disagreement_is_seen(before: str, after: str) -> None:
    environment = read("environment.yml")
    assert before in environment
    assert disagreements(read("pyproject.toml"), environment.replace(before, after))


def without_reason(pyproject: str) -> list[str]:
    """Requirements of pyproject.toml that have no comment beside them."""
    reasons = reasons_in_pyproject(pyproject)
    return [name for group in declared(pyproject).values() for name in group if name not in reasons]


def test_each_dependency_has_its_reason() -> None:
    pyproject = read("pyproject.toml")
    assert without_reason(pyproject) == []
    assert without_reason(pyproject.replace("# sliders", "")) == ["ipywidgets>=8.1"]


def pins(lock: str) -> list[Requirement]:
    return [Requirement(line) for line in lock.splitlines() if line and line.lstrip()[0] != "#"]


def unsatisfied(pyproject: str, lock: str) -> list[str]:
    """Requirements without a satisfying pin on some Python or system that the course supports."""
    missing = []
    for name in itertools.chain(*(declared(pyproject)[group] for group in LOCKED)):
        wanted = Requirement(name)
        candidates = [pin for pin in pins(lock) if pin.name == canonicalize_name(wanted.name)]
        for python in ("3.11", "3.12", "3.13", "3.14"):
            for system in ("linux", "darwin", "win32"):
                place = {
                    "python_version": python,
                    "python_full_version": f"{python}.9",
                    "sys_platform": system,
                }
                used = [p for p in candidates if p.marker is None or p.marker.evaluate(place)]
                versions = [next(iter(p.specifier)).version for p in used]
                if len(versions) != 1 or versions[0] not in wanted.specifier:
                    missing.append(f"{name} on Python {python}, {system}: {versions}")
    return missing


def test_lock_satisfies_pyproject() -> None:
    assert unsatisfied(read("pyproject.toml"), read("requirements.lock")) == []


def test_lock_pins_exactly_what_is_declared() -> None:
    pyproject = read("pyproject.toml")
    names = {Requirement(r).name for g in LOCKED for r in declared(pyproject)[g]}
    origin = r"^([\w.-]+)==\S+.*\n(?:    # .*\n)*?    # +(?:via )? *pixels-to-networks"
    assert set(re.findall(origin, read("requirements.lock"), re.MULTILINE)) == names


@pytest.mark.parametrize(
    ("before", "after"),
    [("natsort==", "unnatural-sort=="), ("natsort==8", "natsort==7"), ("natsort==", "#")],
)
def test_an_old_or_missing_pin_is_seen(before: str, after: str) -> None:
    lock = read("requirements.lock")
    assert f"\n{before}" in lock
    broken = lock.replace(f"\n{before}", f"\n{after}")
    assert all("natsort" in line for line in unsatisfied(read("pyproject.toml"), broken))
    assert unsatisfied(read("pyproject.toml"), broken)


def test_lock_holds_versions_only() -> None:
    assert [line for line in read("requirements.lock").splitlines() if line.startswith("-")] == []
    assert all(pin.url is None for pin in pins(read("requirements.lock")))


def left_out(patterns: Iterable[str], folder: Path) -> set[str]:
    """Files below `folder` that no pattern takes along when the course is installed."""
    there = {
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in str(path)
    }
    taken = {path for pattern in patterns for path in folder.glob(pattern)}
    return {path.relative_to(folder).as_posix() for path in there - taken}


def test_every_data_file_is_installed_with_the_course() -> None:
    tools = tomllib.loads(read("pyproject.toml"))["tool"]["setuptools"]
    patterns = tools["package-data"]["course_utils.data_files"]
    assert left_out(patterns, ROOT / "data") == set()
    assert "speech/SHA256SUMS" in left_out([*patterns[:-1], "speech/*.wav"], ROOT / "data")


# Imports: whatever is imported is declared.


def code_of(path: Path) -> str:
    """The Python of a module or of all code cells of a notebook, magics left out."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return text
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    lines = [line for cell in cells for line in "".join(cell["source"]).splitlines()]
    return "\n".join(line for line in lines if not line.startswith(("%", "!")))


def top_level_imports(code: str) -> set[str]:
    """The first words of all absolute imports, wherever they stand."""
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names


@functools.cache
def distributions() -> Mapping[str, list[str]]:
    """The distributions that each importable name comes from, read from the disc once."""
    return importlib.metadata.packages_distributions()


def undeclared(code: str, requirements: Iterable[str], ours: Iterable[str]) -> set[str]:
    """Imports that are neither Python's own, nor ours, nor of a declared distribution."""
    allowed = {canonicalize_name(Requirement(name).name) for name in requirements}
    providers = {"cv2": ["opencv-python-headless"], **distributions()}
    foreign = top_level_imports(code) - set(sys.stdlib_module_names) - set(ours)
    return {
        name
        for name in foreign
        if not allowed & {canonicalize_name(provider) for provider in providers.get(name, [name])}
    }


def files(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


LEARNERS = files("course_utils/**/*.py", "notebooks/*.ipynb", "teaching/*.ipynb")
MAINTAINERS = files(
    "conftest.py", "tests/**/*.py", "tools/*.py", "data/*.py", "benchmarks/*.py", "site/*.py"
)


@pytest.mark.parametrize("path", LEARNERS, ids=label)
def test_what_learners_import_is_declared(path: Path) -> None:
    assert (
        undeclared(code_of(path), declared(read("pyproject.toml"))["run"], {"course_utils"})
        == set()
    )


@pytest.mark.parametrize("path", MAINTAINERS, ids=label)
def test_what_maintainers_import_is_declared(path: Path) -> None:
    groups = declared(read("pyproject.toml")).values()
    everything = [name for group in groups for name in group]
    ours = {"course_utils", "tests", *(module.stem for module in MAINTAINERS)}
    assert undeclared(code_of(path), everything, ours) == set()


def test_an_undeclared_import_is_seen() -> None:
    code = "import numpy.linalg\nfrom PIL import Image\ndef f():\n    from pandas import io\n"
    assert undeclared(code, ["numpy>=2", "pillow>=10"], []) == {"pandas"}
    assert undeclared(code, ["pillow>=10"], []) == {"pandas", "numpy"}


# Networks: what takes long to import is imported where it is taught only.


def numbers_of_those_that_import(name: str, notebooks: Iterable[Path]) -> set[str]:
    return {path.name[:2] for path in notebooks if name in top_level_imports(code_of(path))}


def test_keras_is_imported_by_the_notebooks_on_networks_only() -> None:
    assert numbers_of_those_that_import("keras", files("notebooks/*.ipynb")) <= {"10", "11"}


def test_a_notebook_that_imports_keras_is_seen(tmp_path: Path) -> None:
    for name, source in ("03_a", "import keras"), ("04_b", "keras = 1"), ("05_c", "import numpy"):
        cells = [{"cell_type": "code", "source": [f"%time\n{source}"]}]
        (tmp_path / f"{name}.ipynb").write_text(json.dumps({"cells": cells}))
    assert numbers_of_those_that_import("keras", tmp_path.iterdir()) == {"03"}


def test_no_module_of_the_package_imports_what_only_some_notebooks_need() -> None:
    code = (
        "import pkgutil, sys, course_utils\n"
        "for module in pkgutil.walk_packages(course_utils.__path__, 'course_utils.'):\n"
        "    __import__(module.name)\n"
        "names = [name for name in sys.modules if name.startswith('course_utils.')]\n"
        "print(len(names), {'keras', 'jax', 'seaborn'} & {*sys.modules})"
    )
    command = [sys.executable, "-W", "ignore", "-c", code]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    loaded, found = run.stdout.split(maxsplit=1)
    assert found == "set()\n"
    assert int(loaded) >= len(files("course_utils/**/*.py")) - 1  # all but the package itself
