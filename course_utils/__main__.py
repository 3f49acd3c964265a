"""`python -m course_utils`: say in plain words whether everything is there to begin."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import psutil
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from matplotlib.font_manager import findfont
from packaging.requirements import Requirement

from .data.pictures import FOLDER

COURSE = "pixels-to-networks"
OLDEST_PYTHON = (3, 11)
NEEDED_GIGABYTES = 2.0  # the largest notebook takes about one, JupyterLab and a browser another

Check = Callable[[], Iterator[str]]


def python() -> Iterator[str]:
    """Yield what is wrong with the version of Python."""
    if sys.version_info < OLDEST_PYTHON:
        yield f"Python is {sys.version.split()[0]}, the course needs 3.11 or newer: install it"


def libraries() -> Iterator[str]:
    """Yield each library that is missing or too old."""
    for line in metadata.requires(COURSE) or []:
        needed = Requirement(line)
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            found = metadata.version(needed.name)
        except metadata.PackageNotFoundError:
            found = "not installed"
        if found == "not installed" or not needed.specifier.contains(found, prereleases=True):
            yield f'{needed.name} is {found}: python -m pip install "{needed}"'


def data_files() -> Iterator[str]:
    """Yield each data file that is missing or is not what its checksum says."""
    table = (FOLDER / "README.md").read_text(encoding="utf-8")
    sums = (FOLDER / "speech" / "SHA256SUMS").read_text(encoding="utf-8")
    expected = dict(re.findall(r"\| `([^`]+)` \| \d+ \| `([0-9a-f]{64})` \|", table))
    expected |= {f"speech/{name}": found for found, name in re.findall(r"(\w{64}) +(\S+)", sums)}
    for name, checksum in expected.items():
        path = FOLDER / name
        if not path.is_file():
            yield f"data/{name} is missing: get the course again"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != checksum:
            yield f"data/{name} has been changed or damaged: get the course again"


def fonts() -> Iterator[str]:
    """Yield what is wrong with the font of the figures."""
    if "DejaVuSans" not in Path(findfont("DejaVu Sans")).name:
        yield "the font DejaVu Sans is missing: python -m pip install --force-reinstall matplotlib"


def kernel() -> Iterator[str]:
    """Yield what is wrong with the kernel that runs the notebooks."""
    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        yield "JupyterLab finds no kernel python3: python -m pip install ipykernel"
        return
    started = Path(spec.argv[0])
    if started.is_absolute() and started.parent != Path(sys.executable).parent:
        yield (
            "JupyterLab would run another Python than this one: start it by `make lab`, or by "
            "python -m jupyterlab"
        )


def memory() -> Iterator[str]:
    """Yield whether little memory is free."""
    free = psutil.virtual_memory().available / 2**30
    if free < NEEDED_GIGABYTES:
        yield f"{free:.1f} GB of memory are free, {NEEDED_GIGABYTES:g} are wanted: close something"


CHECKS: dict[str, Check] = {
    "Python": python,
    "libraries": libraries,
    "data files": data_files,
    "fonts": fonts,
    "kernel": kernel,
    "memory": memory,
}


def main() -> int:
    """Print a line for each check, more where something is missing; return how many failed."""
    failed = 0
    for name, check in CHECKS.items():
        try:
            wrong = list(check())
        except Exception as error:
            wrong = [f"could not be looked at ({type(error).__name__}: {error})"]
        failed += bool(wrong)
        print(f"{name + ':':12}{'in order' if not wrong else ''}".rstrip())
        for sentence in wrong:
            print(f"    {sentence}")
    print("\nEverything is there." if not failed else "\nMend what is named above, then try again.")
    return failed


if __name__ == "__main__":
    sys.exit(main())
