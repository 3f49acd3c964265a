"""A headless Chromium for the tests: whom it asks, what goes wrong in it, how accessible it is."""

from __future__ import annotations

import functools
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .test_house import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from npm_packages import npm_package

AXE = "axe-core@4.14.1"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
HERE = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|data:|blob:|file:|about:")
SILENT = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--no-first-run",
]
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium on the path")


class Visit:
    """A page, and what it asked of other hosts (refused) or said went wrong in it."""

    def __init__(self, page):
        self.page = page
        self.outside: list[str] = []
        self.errors: list[str] = []
        page.route("**/*", self._route)
        page.on("websocket", self._websocket)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._console)

    def _route(self, route) -> None:
        if HERE.match(route.request.url):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _websocket(self, socket) -> None:
        if not HERE.match(socket.url):
            self.outside.append(socket.url)

    def _console(self, message) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def violations(self) -> list[str]:
        """Return what axe finds, each with its rule and the first place."""
        self.page.evaluate((package(AXE) / "axe.min.js").read_text(encoding="utf-8"))
        options = "{resultTypes: ['violations'], preload: false}"
        found = self.page.evaluate(f"axe.run({options})")["violations"]
        return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )


def package(name: str) -> Path:
    """Return the folder of an npm package; skip the test where it cannot be had."""
    try:
        return npm_package(name)
    except SystemExit as error:
        pytest.skip(str(error))


@contextmanager
def chromium() -> Iterator:
    """Start the browser; the tests that use it are marked `needs_chromium`."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=SILENT)
        yield browser
        browser.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; yields its address, with a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
