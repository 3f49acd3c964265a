"""Makes nbval strict: offline, pinned, figures and sounds compared, dead kernels noticed.

nbval by itself ignores pictures, wants the samples of sounds to the last bit, compares nothing
where the execution count is null, and waits for a dead kernel until the time limit of the cell.
"""

from __future__ import annotations

import base64
import io
import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from queue import Empty
from typing import Any

import numpy as np
import pytest
from nbformat import NotebookNode
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel, start_new_kernel
from nbval.plugin import IPyNbCell, IPyNbFile
from PIL import Image
from scipy.io import wavfile
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "tools"))

from compare_figures import departures, difference  # noqa: E402
from kernel_environment import kernel_environment  # noqa: E402

PICTURES = ("image/png", "image/jpeg")
SOUND = re.compile(r"(?<=data:audio/wav;base64,)[\w+/=]+")
SOUND_STEPS = 2  # of 32768: what rounding and other processors may change in a sample
WIDGET = "application/vnd.jupyter.widget-view+json"  # never stored: empty without a kernel
POLL_SECONDS = 0.5
SOLVED = "tests/test_completed.py"  # the file whose tests run a whole notebook each
IN_CHROMIUM = ("test_site.py", "test_slides.py", "test_browser.py")  # minutes each

departures_key = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to run where no notebook would be collected, or none compared."""
    if not config.option.nbval or config.option.nbval_lax:
        raise pytest.UsageError("the notebooks are only proved with --nbval and no --nbval-lax")
    config.stash[departures_key] = departures(ROOT / "requirements.lock")


class WholeFiles(LoadScopeScheduling):
    """With `-n`, the tests of a file stay together and in order: cells share a kernel.

    The solved notebooks, one test each, are spread.
    """

    def _split_scope(self, nodeid: str) -> str:
        path, _, test = nodeid.partition("::")
        return test if path == SOLVED else path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> WholeFiles:
    """Hand the files out in the order of `pytest_collection_modifyitems`."""
    config.option.loadscopereorder = False
    return WholeFiles(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first, so that no process waits for another one at the end."""
    items.sort(key=_lesson, reverse=True)


def _lesson(item: pytest.Item) -> str:
    """Return the name of the notebook that an item runs; "~" before all, "" after all others."""
    path, _, test = item.nodeid.partition("::")
    if path == SOLVED:
        return test.partition("[")[2]
    if item.path.name in IN_CHROMIUM:
        return "~"
    return item.path.name if isinstance(item.parent, StrictNotebook) else ""


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Iterator[None]:
    """Put a strict notebook where nbval puts one of its own."""
    collected = yield
    return [
        StrictNotebook.from_parent(parent, path=file_path) if isinstance(one, IPyNbFile) else one
        for one in collected
    ]


class KernelDied(Exception):
    """The process of the kernel is gone."""


class Kernel(RunningKernel):
    """A kernel in the course's environment that is watched while it is waited for."""

    def __init__(self, folder: Path, environment: dict[str, str], startup_timeout: float) -> None:
        self.km, self.kc = start_new_kernel(
            startup_timeout=startup_timeout,
            kernel_name=CURRENT_ENV_KERNEL_NAME,
            stderr=open(os.devnull, "w"),  # noqa: SIM115 - the kernel manager closes it
            cwd=str(folder),
            env=environment,
        )
        self._ensure_iopub_up()

    def get_message(self, stream: str, timeout: float) -> dict:
        """Return the next message; `Empty` after `timeout` seconds, `KernelDied` at once."""
        deadline = time.monotonic() + timeout
        while True:
            left = max(0.0, deadline - time.monotonic())
            try:
                return super().get_message(stream, timeout=min(POLL_SECONDS, left))
            except Empty:
                if not self.is_alive():
                    raise KernelDied from None
                if left <= POLL_SECONDS:
                    raise

    def peak_memory(self) -> int | None:
        """Return the largest resident memory of the process so far in kilobytes, on Linux."""
        try:
            status = Path(f"/proc/{self.km.provisioner.pid}/status").read_text()
        except OSError:
            return None
        peak = re.search(r"VmHWM:\s*(\d+) kB", status)
        return int(peak[1]) if peak else None


class StrictNotebook(IPyNbFile):
    """A notebook whose stored state is checked first and whose first failure is the last."""

    def setup(self) -> None:
        """Start no kernel yet: a notebook that is not stored as it should be needs none."""
        self.first_failure: str | None = None
        self.resources = ExitStack()

    def start(self) -> None:
        """Start the kernel, unless it runs."""
        if self.kernel is None:
            self.started = time.monotonic()
            environment = self.resources.enter_context(kernel_environment())
            startup_timeout = self.config.option.nbval_kernel_startup_timeout
            self.kernel = Kernel(self.path.parent, environment, startup_timeout)
            self.setup_sanitize_files()

    def teardown(self) -> None:
        """Stop the kernel, dead or alive, and remove its directory."""
        if hasattr(self.kernel, "km"):
            self.kernel.stop()
        self.resources.close()

    def collect(self) -> Iterator[pytest.Item]:
        """Yield the check of the stored state, then the code cells, counted as readers do."""
        cells = list(super().collect())
        yield StoredState.from_parent(self, name="stored")
        for number, cell in enumerate(cells, start=1):
            yield StrictCell.from_parent(
                self, name=f"Cell {number}", cell_num=number, cell=cell.cell, options=cell.options
            )


class StoredState(pytest.Item):
    """The code cells were run in order, 1…n; only then does nbval compare them at all."""

    def runtest(self) -> None:
        cells = [cell for cell in self.parent.nb.cells if cell.cell_type == "code"]
        faults = [
            f"  code cell {number} has {_count(cell)}: {_first_line(cell)}"
            for number, cell in enumerate(cells, start=1)
            if cell.execution_count != number
        ]
        if faults:
            self.parent.first_failure = self.name
            pytest.fail(
                f"{self.path.name}: execution counts must be 1…{len(cells)}, "
                "run `make notebooks` to store it executed\n" + "\n".join(faults),
                pytrace=False,
            )

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.path.name}: execution counts"


def _count(cell: NotebookNode) -> str:
    return "no count" if cell.execution_count is None else f"count {cell.execution_count}"


def _first_line(cell: NotebookNode) -> str:
    return next(iter(cell.source.splitlines()), "(empty: remove the cell)")


class StrictCell(IPyNbCell):
    """A cell whose pictures and sounds are compared too, and which is skipped after a failure."""

    def setup(self) -> None:
        if self.parent.first_failure:
            pytest.skip(f"not run after the failure of {self.parent.first_failure}")

    def runtest(self) -> None:
        try:
            self.parent.start()
            super().runtest()
            self.compare_pictures()
            self.compare_sounds()
        except KernelDied:
            self.parent.first_failure = self.name
            self.raise_cell_error("The kernel died while it ran this cell (out of memory?)")
        except Exception:
            self.parent.first_failure = self.name
            raise
        finally:
            self.measure()

    def compare_pictures(self) -> None:
        """Raise what nbval does not see: pictures, their alt text, outputs that were cleared."""
        shown = [output for output in self.test_outputs if WIDGET not in output.get("data", {})]
        if shown and not self.cell.outputs:
            self.raise_cell_error("Its stored output is gone: run `make notebooks`")
        if not self.options["check"]:
            return
        stored, fresh = _pictures(self.cell.outputs), _pictures(self.test_outputs)
        if len(stored) != len(fresh):
            self.raise_cell_error(f"Pictures: {len(stored)} stored, {len(fresh)} fresh")
        strict = not self.config.stash[departures_key]
        for number, (old, new) in enumerate(zip(stored, fresh, strict=True), start=1):
            if old[1] != new[1]:
                self.raise_cell_error(
                    f"Alt text of picture {number} differs\n  stored: {old[1]}\n  fresh:  {new[1]}"
                )
            found = difference(old[0], new[0], strict=strict)
            if found:
                name = f"{self.path.stem}-cell-{self.cell_num}-picture-{number}"
                folder = self.config.rootpath / "figure-differences"
                folder.mkdir(exist_ok=True)
                (folder / f"{name}-stored.png").write_bytes(old[0])
                (folder / f"{name}-fresh.png").write_bytes(new[0])
                Image.fromarray(found.picture).save(folder / f"{name}-difference.png")
                self.raise_cell_error(
                    f"Picture {number} differs: {found.sentence}\n"
                    f"  see {folder.name}/{name}-difference.png (and -stored, -fresh)"
                )

    def sanitize(self, text: Any) -> Any:
        """Leave the samples of sounds out of what nbval compares; their players stay."""
        text = super().sanitize(text)
        return SOUND.sub("…", text) if isinstance(text, str) else text

    def compare_sounds(self) -> None:
        """Raise where a sound has other samples; nbval has compared how many there are."""
        if not self.options["check"]:
            return
        sounds = zip(_sounds(self.cell.outputs), _sounds(self.test_outputs), strict=True)
        for number, ((old_rate, old), (new_rate, new)) in enumerate(sounds, start=1):
            if (old_rate, old.shape) != (new_rate, new.shape):
                self.raise_cell_error(
                    f"Sound {number} differs: stored {old.shape} samples at {old_rate} Hz, "
                    f"fresh {new.shape} at {new_rate} Hz"
                )
            steps = np.abs(old.astype(int) - new)
            if steps.max(initial=0) > SOUND_STEPS:
                self.raise_cell_error(
                    f"Sound {number} differs: {np.mean(steps > SOUND_STEPS):.2%} of its samples "
                    f"by more than {SOUND_STEPS} of 32768 steps, one by {steps.max()}"
                )

    def measure(self) -> None:
        """Note seconds and memory so far; properties of a report also reach xdist's controller."""
        kernel = self.parent.kernel
        if kernel is not None:
            seconds = time.monotonic() - self.parent.started
            peak = kernel.peak_memory() if hasattr(kernel, "km") else None
            self.user_properties.append(("notebook", (str(self.path), seconds, peak)))


def _pictures(outputs: list[NotebookNode]) -> list[tuple[bytes, str | None]]:
    """Return each picture among the outputs of a cell with its alt text."""
    return [
        (base64.b64decode(output["data"][kind]), output["metadata"].get(kind, {}).get("alt"))
        for output in outputs
        for kind in PICTURES
        if kind in output.get("data", {})
    ]


def _sounds(outputs: list[NotebookNode]) -> list[tuple[int, np.ndarray]]:
    """Return sample rate and samples of each sound among the outputs of a cell."""
    found = [SOUND.findall(output.get("data", {}).get("text/html", "")) for output in outputs]
    return [wavfile.read(io.BytesIO(base64.b64decode(sound))) for one in found for sound in one]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print seconds and peak memory of each notebook, and how its figures were compared."""
    measured: dict[str, list[tuple[float, int | None]]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == "notebook" and report.when == "call":
                    measured.setdefault(value[0], []).append((value[1], value[2]))
    if not measured:
        return
    terminalreporter.section("notebooks")
    for path, measures in sorted(measured.items()):
        seconds = max(second for second, _ in measures)
        peaks = [peak for _, peak in measures if peak is not None]
        memory = f"{max(peaks) / 1024:5.0f} MB" if peaks else "memory not known"
        terminalreporter.write_line(f"{seconds:6.1f} s  {memory}  {Path(path).name}")
    because = terminalreporter.config.stash[departures_key]
    how = f"by tolerance ({'; '.join(because)})" if because else "near-exactly (locked versions)"
    terminalreporter.write_line(f"figures were compared {how}")
