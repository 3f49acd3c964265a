"""Execute notebooks in the environment of the tests and store their outputs: `make notebooks`.

Without arguments, those that are not yet executed as they stand with the package, the data and
the versions as they stand. With names or parts of names (``03``), those; with ``--all``, all.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import sysconfig
import time
from pathlib import Path

import nbformat
from IPython.utils.path import compress_user
from kernel_environment import kernel_environment
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "notebooks", ROOT / "teaching")
RECORDS = ROOT / "build" / "executed"
INPUTS = ("course_utils/**/*.py", "course_utils/*.mplstyle", "data/*", "requirements.lock")
CELL_SECONDS = 120

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}
MACHINE_METADATA = ("execution", "ExecuteTime", "collapsed", "scrolled")


def main(arguments: list[str]) -> int:
    """Execute what was asked for; return 1 if a notebook failed."""
    parser = argparse.ArgumentParser(description="Execute notebooks and store their outputs.")
    parser.add_argument("names", nargs="*", help="parts of the names of notebooks")
    parser.add_argument("--all", action="store_true", help="execute every notebook")
    asked = parser.parse_args(arguments)
    notebooks = [path for folder in FOLDERS for path in sorted(folder.glob("*.ipynb"))]
    if asked.names:
        notebooks = [path for path in notebooks if any(name in path.stem for name in asked.names)]
        if not notebooks:
            parser.error(f"no notebook is called like {' or '.join(asked.names)}")
    elif not asked.all:
        notebooks = [path for path in notebooks if is_stale(path)]
    if not notebooks:
        print("Every notebook is up to date.")
    return int(not all([_execute_and_report(path) for path in notebooks]))


def is_stale(path: Path) -> bool:
    """Tell whether a notebook, or what it builds on, changed since it was executed here."""
    record = _record(path)
    return not record.exists() or record.read_text() != fingerprint(path)


def fingerprint(path: Path) -> str:
    """Return a digest of a notebook, the package, the data and the locked versions."""
    inputs = sorted(file for pattern in INPUTS for file in ROOT.glob(pattern) if file.is_file())
    digest = hashlib.sha256()
    for file in (path, *inputs):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def execute(path: Path) -> None:
    """Execute a notebook in place; where a cell fails, the file stays as it was.

    Raises
    ------
    CellExecutionError, CellTimeoutError, DeadKernelError
        If a cell fails, takes more than two minutes, or takes the kernel with it.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=CELL_SECONDS,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    with kernel_environment() as environment:
        client.execute(env=environment)
    normalise(notebook)
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8", newline="\n")


def normalise(notebook: NotebookNode) -> None:
    """Remove in place what belongs to this run: versions, times, paths in tracebacks, widgets."""
    notebook.metadata = nbformat.from_dict(METADATA)
    places = [sysconfig.get_path("purelib"), str(ROOT), sys.prefix, sysconfig.get_path("stdlib")]
    for cell in notebook.cells:
        for key in MACHINE_METADATA:
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            shown = [output for output in cell.outputs if not _is_widget(output)]
            cell.outputs = _joined(shown)
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                for place in places:
                    for spelling in (place, compress_user(place)):
                        output.traceback = [
                            line.replace(spelling, "…") for line in output.traceback
                        ]


def _is_widget(output: NotebookNode) -> bool:
    """Tell whether an output shows nothing without a kernel."""
    return "application/vnd.jupyter.widget-view+json" in output.get("data", {})


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join what was printed in one go: into how many messages it came is chance."""
    joined: list[NotebookNode] = []
    for output in outputs:
        if joined and _stream(output) and _stream(output) == _stream(joined[-1]):
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def _stream(output: NotebookNode) -> str | None:
    return output.name if output.output_type == "stream" else None


def _record(path: Path) -> Path:
    return RECORDS / f"{path.stem}.sha256"


def _execute_and_report(path: Path) -> bool:
    began = time.monotonic()
    try:
        execute(path)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        print(f"{path.name}: FAILED and left as it was\n{error}", file=sys.stderr)
        return False
    RECORDS.mkdir(parents=True, exist_ok=True)
    _record(path).write_text(fingerprint(path))
    print(f"{path.name}: executed in {time.monotonic() - began:.0f} s")
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
