"""Measure what a learner takes on a hub: JupyterLab's server, and notebooks run by it.

Each notebook of a learner's copy is run from top to bottom, with every exercise not started,
by a server of its own; then the three that took most by one server, none closed. A page of
memory that several of the learner's processes share counts once (PSS, on Linux).
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import sleep
from uuid import uuid4

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from kernel_environment import kernel_environment  # noqa: E402
from make_lab import update  # noqa: E402

TOKEN = "learner"
PAUSE = 0.2  # seconds between two looks at the processes
START_UP = 5  # seconds until a server has loaded all its parts


class Meter(Thread):
    """Watches a process and all that it starts: `peak` in bytes, `cpu` in seconds."""

    def __init__(self, process_id: int) -> None:
        super().__init__(daemon=True)
        self.root = psutil.Process(process_id)
        self.peak, self.cpu, self.stopped = 0, 0.0, Event()

    def run(self) -> None:
        while not self.stopped.wait(PAUSE):
            memory, cpu = 0, 0.0
            for process in [self.root, *self.root.children(recursive=True)]:
                try:
                    memory += process.memory_full_info().pss
                    cpu += sum(process.cpu_times()[:4])
                except psutil.Error:  # it has just ended
                    continue
            self.peak, self.cpu = max(self.peak, memory), max(self.cpu, cpu)


@contextmanager
def server(folder: Path, environment: dict[str, str]) -> Iterator[tuple[str, Meter]]:
    """Start JupyterLab on a folder; yield its address, and the meter that watches it."""
    with TemporaryDirectory() as runtime:
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += ["--port=0", f"--IdentityProvider.token={TOKEN}", str(folder)]
        settings = environment | {"JUPYTER_RUNTIME_DIR": runtime}
        process = subprocess.Popen(command, env=settings, stderr=subprocess.DEVNULL)
        meter = Meter(process.pid)
        meter.start()
        try:
            while not (notes := [*Path(runtime).glob("jpserver-*.json")]):
                if process.poll() is not None:
                    raise RuntimeError("JupyterLab did not start")
                sleep(PAUSE)
            sleep(START_UP)
            yield json.loads(notes[0].read_text())["url"], meter
            sleep(2 * PAUSE)
        finally:
            meter.stopped.set()
            process.terminate()
            process.wait()


async def run_notebook(address: str, path: Path) -> None:
    """Run the cells of a notebook in a kernel of its own, and leave it open."""
    wanted = {"name": path.name, "path": path.name, "type": "notebook"}
    wanted |= {"kernel": {"name": "python3"}}
    headers = {"Authorization": f"token {TOKEN}"}
    post = HTTPRequest(
        f"{address}api/sessions", "POST", headers, json.dumps(wanted), request_timeout=120
    )
    session = json.loads((await AsyncHTTPClient().fetch(post)).body)
    channels = f"ws{address.removeprefix('http')}api/kernels/{session['kernel']['id']}/channels"
    socket = await websocket_connect(f"{channels}?token={TOKEN}", max_message_size=2**30)
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            await run_cell(socket, "".join(cell["source"]))


async def run_cell(socket, code: str) -> None:
    """Send code to a kernel and read all that comes back, until it is idle."""
    header = {"msg_id": uuid4().hex, "msg_type": "execute_request", "session": TOKEN}
    header |= {"username": TOKEN, "version": "5.3", "date": "2000-01-01T00:00:00Z"}
    message = {"header": header, "parent_header": {}, "metadata": {}, "buffers": []}
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
    await socket.write_message(json.dumps(message | {"content": content, "channel": "shell"}))
    missing = {"execute_reply", "idle"}
    while missing:
        received = await socket.read_message()
        if received is None:
            raise RuntimeError("the server has closed the connection")
        if isinstance(received, bytes):  # a picture for a slider
            continue
        answer = json.loads(received)
        if answer["parent_header"].get("msg_id") == header["msg_id"]:
            if answer["content"].get("status") == "error":
                raise RuntimeError("\n".join(answer["content"]["traceback"]))
            missing -= {answer["msg_type"], answer["content"].get("execution_state")}


def measure(name: str, paths: list[Path], folder: Path, environment: dict[str, str]) -> int:
    """Run notebooks by one server, print a line of the table, return the peak in bytes."""
    with server(folder, environment) as (address, meter):
        for path in paths:
            asyncio.run(run_notebook(address, path))
    print(f"| {name} | {meter.peak / 2**20:.0f} | {meter.cpu:.0f} |", flush=True)
    return meter.peak


def main() -> None:
    print("| open | peak memory, MiB | CPU, s |\n|---|--:|--:|", flush=True)
    with TemporaryDirectory() as name, kernel_environment() as environment:
        folder = Path(name) / "my_course"
        update(ROOT / "notebooks", folder)
        measure("no notebook", [], folder, environment)
        peaks = {
            path: measure(path.stem, [path], folder, environment)
            for path in sorted(folder.glob("*.ipynb"))
        }
        three = sorted(peaks, key=peaks.__getitem__)[-3:]
        together = " and ".join(str(int(path.stem[:2])) for path in sorted(three))
        measure(f"{together}, none closed", sorted(three), folder, environment)


if __name__ == "__main__":
    main()
