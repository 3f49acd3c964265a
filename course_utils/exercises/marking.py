"""Mark a folder of returned notebooks: run each, tabulate the verdicts and the mistakes.

This is no sandbox. A returned notebook runs with the rights of whoever marks it: it can read and
delete files, use the network, and write verdicts of its own. Limits of time and memory, and a
process and a folder of its own, keep accidents apart, not intentions.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import nbformat
import psutil
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from tqdm.auto import tqdm

POLL_SECONDS = 0.1
NOT_REACHED = "no verdict"


class Row(NamedTuple):
    """A line of the table: a verdict, or, without an exercise, what happened to the file."""

    file: str
    exercise: str
    verdict: str
    mistake: str = ""


def mark(folder: Path, *, seconds: float = 300.0, megabytes: float = 2000.0) -> list[Row]:
    """Run every notebook below a folder, each in its own process and folder.

    Parameters
    ----------
    folder : Path
        Where the returned notebooks lie, also in folders of their own.
    seconds : float, default 300
        How long one may take.
    megabytes : float, default 2000
        How much memory one may use, its processes together.

    Returns
    -------
    list of Row
        For each file a row an exercise of its lesson, in order, and a row that says so if it
        did not run to its end.

    Raises
    ------
    ValueError
        If there is no notebook in `folder`.
    """
    paths = sorted(p for p in folder.rglob("*.ipynb") if ".ipynb_checkpoints" not in p.parts)
    if not paths:
        raise ValueError(f"`folder` must hold notebooks (*.ipynb), found none in {folder}")
    rows: list[Row] = []
    for path in tqdm(paths, unit="notebook"):
        rows += mark_one(path, str(path.relative_to(folder)), seconds, megabytes)
    return rows


def mark_one(path: Path, name: str, seconds: float, megabytes: float) -> list[Row]:
    """Return the rows of one notebook, whatever it does."""
    try:
        exercises = exercises_of(path)
    except Exception as error:
        return [Row(name, "", f"no notebook of the course: {str(error).splitlines()[0]:.100}")]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        shutil.copy(path, Path(work) / "returned.ipynb")
        ended = run_limited(Path(work), seconds, megabytes)
        verdicts = dict(read_verdicts(Path(work) / "verdicts.tsv"))
    rows = [Row(name, number, *verdicts.get(number, (NOT_REACHED, ""))) for number in exercises]
    return [*rows, Row(name, "", ended)] if ended else rows


def exercises_of(path: Path) -> list[str]:
    """Return the numbers of the exercises that a notebook's lesson checks."""
    notebook = nbformat.read(path, as_version=4)
    headings = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    heading = re.search(r"^# (\d+) · ", headings, re.MULTILINE)
    if heading is None:
        raise ValueError("there is no heading such as '# 3 · Convolution'")
    lesson = import_module(f"{__package__}.ch{int(heading[1]):02d}")
    return [exercise.number for exercise in lesson.EXERCISES]


def run_limited(work: Path, seconds: float, megabytes: float) -> str:
    """Run `returned.ipynb` in its folder; say in words if it did not come to its end."""
    command = [sys.executable, "-m", f"{__package__}.run_returned"]
    with (work / "messages.txt").open("w+", encoding="utf-8", errors="replace") as messages:
        process = psutil.Popen(
            [*command, "returned.ipynb", "verdicts.tsv"],
            cwd=work,
            stdin=subprocess.DEVNULL,
            stdout=messages,
            stderr=messages,
        )
        stopped = watch(process, seconds, megabytes)
        messages.seek(0)
        last_lines = [line for line in messages.read().splitlines() if line.strip()][-1:]
    if stopped or process.returncode == 0:
        return stopped
    return f"stopped: {''.join(last_lines):.200}"


def watch(process: psutil.Popen, seconds: float, megabytes: float) -> str:
    """Wait for a process; end it and its children at a limit, and say which one it was."""
    deadline, stopped = time.monotonic() + seconds, ""
    family = [process]
    while process.poll() is None and not stopped:
        time.sleep(POLL_SECONDS)
        family = list(alive(process)) or family
        if memory_of(family) > megabytes * 2**20:
            stopped = f"stopped: it used more than {megabytes:g} MB"
        elif time.monotonic() > deadline:
            stopped = f"stopped: it took longer than {seconds:g} s"
    for member in reversed(family):
        if member.is_running():
            member.kill()
    process.wait()
    return stopped


def alive(process: psutil.Process) -> Iterator[psutil.Process]:
    """Yield a process and its children while they are there."""
    try:
        yield process
        yield from process.children(recursive=True)
    except psutil.NoSuchProcess:
        return


def memory_of(family: list[psutil.Process]) -> int:
    """Return the resident memory of processes in bytes; one that is gone needs none."""
    total = 0
    for member in family:
        try:
            total += member.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


def read_verdicts(path: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield (exercise, (verdict, mistake)) as they came; of several the last one counts."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    for line in lines:
        fields = line.split("\t")
        if len(fields) == 3:
            yield fields[0], (fields[1], fields[2])


def write_table(rows: list[Row], folder: Path) -> None:
    """Write `marks.csv` and `marks.md`."""
    with (folder / "marks.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([Row._fields, *rows])
    cells = [Row._fields, ["---"] * len(Row._fields), *rows]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells]
    (folder / "marks.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def draw_mistakes(rows: list[Row]) -> Figure:
    """Draw how often each mistake was made, the most frequent on top."""
    counts = Counter(f"{row.exercise}  {row.mistake or 'not recognised'}" for row in missed(rows))
    names = [name for name, _ in counts.most_common(20)][::-1]
    figure = Figure(figsize=(9, 1.5 + 0.4 * len(names)), layout="constrained")
    ax = figure.subplots()
    ax.barh(names, [counts[name] for name in names], color="#4477AA")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(xlabel="notebooks", title="Mistakes, by exercise" if names else "No mistake was made")
    return figure


def missed(rows: list[Row]) -> list[Row]:
    """Return the rows of exercises that were tried and not solved."""
    return [row for row in rows if row.verdict == "not yet"]
