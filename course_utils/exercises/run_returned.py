"""Run one returned notebook and write down each verdict: what `marking` starts as a process.

`python -m course_utils.exercises.run_returned NOTEBOOK VERDICTS` runs the notebook in the current
folder. Cells that raise do not end it. Each `check` adds a line to the file VERDICTS: the
exercise, the verdict and the recognised mistake, with tabs between them.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def listen(path: str) -> None:
    """Let every `check` of this process add a line to a file."""
    log = logging.getLogger(__package__)
    log.addHandler(logging.FileHandler(path, encoding="utf-8"))
    log.setLevel(logging.INFO)


def run(notebook_path: str, verdicts_path: str) -> None:
    """Run a notebook whose first cell, put there, listens."""
    notebook = nbformat.read(notebook_path, as_version=4)
    first = f"from {__spec__.name} import listen; listen({str(Path(verdicts_path).resolve())!r})"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(first))
    NotebookClient(notebook, timeout=None, kernel_name="python3", allow_errors=True).execute()


if __name__ == "__main__":
    run(*sys.argv[1:])
