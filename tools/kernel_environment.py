"""The environment in which every notebook kernel of the course runs.

The tests and `make notebooks` both start their kernels in it: otherwise the outputs that are
stored and the outputs that are compared with them would not be the same.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

# A name that never resolves (RFC 6761), for the programs that the guard does not reach.
NO_PROXY_HERE = "http://no-internet.invalid:9"

PINNED = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "http_proxy": NO_PROXY_HERE,
    "https_proxy": NO_PROXY_HERE,
    "all_proxy": NO_PROXY_HERE,
    "no_proxy": "localhost,127.0.0.1,::1",
}

# MPLBACKEND would take the place of inline figures, PYTHONSTARTUP runs a file of the user's,
# and under PYTEST_CURRENT_TEST ipykernel captures less of what is printed.
REMOVED = {"MPLBACKEND", "PYTHONSTARTUP", "PYTEST_CURRENT_TEST"}


def go_offline() -> None:
    """Make every attempt to reach another machine raise an `OfflineError`.

    Loopback addresses and Unix sockets stay open. The function is self-contained, because its
    source becomes the start-up file of the kernels.
    """
    import ipaddress
    import socket

    class OfflineError(RuntimeError):
        """Not an OSError: libraries that try elsewhere after one must not go on."""

    def refuse_unless_loopback(host: object, port: object) -> None:
        name = host.decode() if isinstance(host, bytes) else host
        if name in (None, "", "localhost"):
            return
        try:
            if ipaddress.ip_address(str(name).partition("%")[0]).is_loopback:
                return
        except ValueError:
            pass
        raise OfflineError(
            f"This course works offline: something here tried to reach {name}, port {port}. "
            "What a lesson needs must come with the course or with an installed package."
        )

    def guarded(method):
        def call(self, address):
            if self.family != getattr(socket, "AF_UNIX", None):
                refuse_unless_loopback(*address[:2])
            return method(self, address)

        return call

    look_up = socket.getaddrinfo

    def getaddrinfo(host, port, *args, **kwargs):
        refuse_unless_loopback(host, port)
        return look_up(host, port, *args, **kwargs)

    socket.socket.connect = guarded(socket.socket.connect)
    socket.socket.connect_ex = guarded(socket.socket.connect_ex)
    socket.getaddrinfo = getaddrinfo


@contextmanager
def kernel_environment() -> Iterator[dict[str, str]]:
    """Yield the environment variables for one kernel; its IPython directory goes afterwards.

    Threads and hashing are pinned, IPython, Matplotlib and Keras see none of the user's settings,
    and the start-up file of IPython calls `go_offline`.

    Yields
    ------
    dict of str to str
        A complete environment, as `subprocess` takes it. `os.environ` is not changed.
    """
    # Builds the font cache now, once, rather than with a warning in the first notebook.
    import matplotlib.font_manager  # noqa: F401

    with TemporaryDirectory(prefix="ipython-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        startup = folder / "profile_default" / "startup"
        startup.mkdir(parents=True)
        guard = inspect.getsource(go_offline) + "\ngo_offline()\ndel go_offline\n"
        (startup / "offline.py").write_text(guard, encoding="utf-8")
        (folder / "matplotlibrc").touch()
        kept = {
            key: value
            for key, value in os.environ.items()
            if key not in REMOVED and not key.lower().endswith("_proxy")
        }
        settings = {"MATPLOTLIBRC": str(folder / "matplotlibrc"), "KERAS_HOME": name}
        yield kept | PINNED | settings | {"IPYTHONDIR": name}
