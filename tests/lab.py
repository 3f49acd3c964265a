"""JupyterLab as a learner has it: started as `make lab` does, worked in by mouse and keyboard."""

from __future__ import annotations

import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from .browser import Visit
from .test_house import ROOT, read

sys.path.insert(0, str(ROOT / "tools"))

from kernel_environment import kernel_environment

PATIENCE = 600  # seconds for what takes a few where nothing else is at work
NOT_THE_USERS = [
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
]
FAULTS = (b'"msg_type": "error"', b'"name": "stderr"')
# A page asks a new kernel for the sliders of an earlier page before it knows any.
EXPLAINED = (b"No such comm: ", b"No such comm target registered: jupyter.widget")

PROMPTS = """
Array.from(document.querySelectorAll('.jp-CodeCell .jp-InputPrompt'), prompt => prompt.textContent)
"""
# JupyterLab that ends when nobody holds the other end of its input any more, not even a test
# that was killed.
SERVER = """
import os, runpy, signal, sys, threading

def follow():
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=follow, daemon=True).start()
runpy.run_module("jupyterlab", run_name="__main__", alter_sys=True)
"""


@contextmanager
def jupyterlab(folder: Path, own: Path) -> Iterator[str]:
    """Serve a folder, with `own` in the place of the user's settings; yields its address."""
    settings = dict(re.findall(r'(JUPYTER_\w+)="?([^"\s]+)', read("Makefile")))
    settings |= {name: str(own / name) for name in NOT_THE_USERS}
    token = settings["JUPYTER_TOKEN"] = secrets.token_hex()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0"]
    log = own / "log.txt"
    with kernel_environment() as environment, log.open("w") as messages:
        for name, value in settings.items():
            environment[name] = value.replace("$(CURDIR)", str(ROOT))
        server = psutil.Popen(
            [sys.executable, "-c", SERVER, *options, str(folder)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=messages,
            stderr=messages,
        )
        try:
            until(lambda: server.poll() is not None or answers(port), "JupyterLab must start")
            assert server.poll() is None, log.read_text()
            yield f"http://127.0.0.1:{port}/lab/tree/{{}}?token={token}"
        finally:
            end(server)


def answers(port: int) -> bool:
    """Tell whether there is a server on this port."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def end(server: psutil.Popen) -> None:
    """End a server and its kernels: first it is asked, then it is made to."""
    with suppress(psutil.NoSuchProcess):
        family = [server, *server.children(recursive=True)]
        server.stdin.close()
        _, alive = psutil.wait_procs(family, timeout=20)
        for process in alive:
            with suppress(psutil.NoSuchProcess):
                process.kill()


def until(condition: Callable[[], bool], what: str, pause: Callable = time.sleep) -> None:
    """Wait for a condition; `pause` takes seconds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"{what} within {PATIENCE} s"
        pause(0.5)


class Notebook:
    """A notebook open in JupyterLab, and what goes wrong while it is worked in."""

    def __init__(self, page) -> None:
        self.page, self.visit = page, Visit(page)
        self.messages: list[str] = []
        self.executed = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._hear))

    def open(self, address: str) -> None:
        """Open it, and wait for its kernel."""
        self.page.goto(address, timeout=1000 * PATIENCE)
        self.until(lambda: "| Idle" in self.status(), "the kernel must start")

    def _hear(self, frame: bytes | str) -> None:
        """Note an error or a word on stderr of the kernel, in a cell or behind a slider."""
        if isinstance(frame, str) or any(known in frame for known in EXPLAINED):
            return
        if any(fault in frame for fault in FAULTS):
            self.messages.append(frame[-1000:].decode(errors="replace"))

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for a condition while the page goes on."""
        until(condition, what, lambda seconds: self.page.wait_for_timeout(1000 * seconds))

    def faults(self) -> list[str]:
        """Return what went wrong so far."""
        return [*self.messages, *self.visit.errors, *self.visit.outside]

    def keep_picture(self, path: Path) -> None:
        """Store what is on the screen, the first fault or else the cell that runs in view."""
        for place in ('[data-mime-type$=".stderr"]', '[data-mime-type$=".error"]', "text='[*]:'"):
            if self.page.locator(place).count():
                self.page.locator(place).first.scroll_into_view_if_needed()
                break
        self.page.screenshot(path=path)

    def status(self) -> str:
        """Return what stands in the bar at the bottom."""
        return self.page.evaluate("document.querySelector('#jp-main-statusbar')?.textContent ?? ''")

    def prompts(self) -> list[str]:
        """Return what stands before each code cell: "[3]:", "[*]:", or "" where code is hidden."""
        return self.page.evaluate(PROMPTS)

    def run_all(self) -> None:
        """Run all cells, as far as it goes."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.until(self._has_run, "all cells must be run")
        self.executed = len(self.prompts())

    def _has_run(self) -> bool:
        prompts = self.prompts()
        waits = "[*]:" in prompts or ("[ ]:" in prompts and not self.messages)
        return "| Idle" in self.status() and not waits

    def sliders(self) -> list:
        """Return the handles of all sliders."""
        return self.page.get_by_role("slider").all()

    def slide(self, handle, key: str) -> None:
        """Move a slider to an end by "Home" or "End"; the figure below it must change."""
        figure = handle.locator("xpath=ancestor::*[contains(@class, 'widget-vbox')]//img")
        before = figure.get_attribute("src")
        handle.press(key)
        end = {"Home": "aria-valuemin", "End": "aria-valuemax"}[key]
        assert handle.get_attribute("aria-valuenow") == handle.get_attribute(end)
        self.until(
            lambda: figure.get_attribute("src") != before or bool(self.messages),
            f"{key} must change the figure of a slider",
        )

    def answer(self, position: int, source: str) -> str:
        """Type `source` into a cell, run it and the next one; return what that one says."""
        cells = self.page.locator(".jp-Notebook .jp-Cell")
        cells.nth(position).locator(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)
        self.page.keyboard.press("Shift+Enter")
        self.page.keyboard.press("Shift+Enter")
        self.executed += 2
        check = cells.nth(position + 1)
        prompt = check.locator(".jp-InputPrompt")
        self.until(
            lambda: prompt.text_content() == f"[{self.executed}]:" or bool(self.messages),
            "an answer must be checked",
        )
        return "".join(check.locator(".jp-OutputArea-output").all_text_contents())
