"""Run a learner's function so that nothing it does can hurt the notebook.

This keeps honest mistakes from doing harm; it is no protection against malice.
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import inspect
import io
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

TIME_LIMIT = 5.0
OUTPUT_LIMIT = 10_000


class Stopped(BaseException):
    """The function was stopped; the message is the sentence for the learner.

    It is no `Exception`, so that a learner's own `except Exception` lets it through.
    """


class _TooLong(Stopped):
    def __init__(self) -> None:
        super().__init__(
            f"took longer than {TIME_LIMIT:.0f} seconds: is there a loop that never ends?"
        )


class _LimitedText(io.StringIO):
    def write(self, text: str) -> int:
        if self.tell() + len(text) > OUTPUT_LIMIT:
            raise Stopped(
                f"was stopped after printing more than {OUTPUT_LIMIT:,} characters: "
                "is a print inside a loop?"
            )
        return super().write(text)


@dataclass
class Outcome:
    """What came back: a value or an error, what was printed, and what Python warned of."""

    value: Any = None
    error: BaseException | None = None
    printed: str = ""
    warned: tuple[str, ...] = ()


def _no_input(prompt: object = "") -> str:
    raise Stopped("asked for keyboard input: it gets all that it needs as arguments")


@contextlib.contextmanager
def _input_refused() -> Iterator[None]:
    before = builtins.input
    builtins.input = _no_input
    try:
        yield
    finally:
        builtins.input = before


class _Watchdog:
    """Raises `_TooLong` in the thread that made it, after a while and until it is stopped.

    An exception set from another thread works on every system, unlike a signal. It is seen
    between two steps of Python: a long call into compiled code ends first, and a loop that
    catches everything (a bare `except`) may go on; then only stopping the kernel helps.
    """

    def __init__(self, seconds: float) -> None:
        self._watched = ctypes.c_ulong(threading.get_ident())
        self._finished = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._watch, args=(seconds,), daemon=True)
        self._thread.start()

    def _watch(self, seconds: float) -> None:
        while not self._finished.wait(seconds):
            with self._lock:
                if not self._finished.is_set():
                    self._set(ctypes.py_object(_TooLong))
            seconds = 0.1

    def _set(self, exception: object) -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self._watched, exception)

    def stop(self) -> None:
        """Stop watching and withdraw what was not raised yet; may be called again."""
        self._finished.set()
        with self._lock:
            self._set(None)
        self._thread.join()


def run(function: Callable[..., Any], args: tuple[Any, ...]) -> Outcome:
    """Call `function(*args)` and return what came of it, whatever it does."""
    outcome = Outcome()
    watchdog = _Watchdog(TIME_LIMIT)
    try:
        _call(function, args, outcome)
    except Stopped as error:
        outcome.error = error
    while True:  # the exception may still land here, once, while the watchdog is stopped
        try:
            watchdog.stop()
            return outcome
        except Stopped:
            continue


def _call(function: Callable[..., Any], args: tuple[Any, ...], outcome: Outcome) -> None:
    output = _LimitedText()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        try:
            with (
                contextlib.redirect_stdout(output),
                contextlib.redirect_stderr(output),
                _input_refused(),
            ):
                outcome.value = _finished_value(function(*args))
        except SystemExit:
            outcome.error = Stopped("tried to leave Python: it should end by `return`")
        except BaseException as error:
            outcome.error = error
    outcome.printed = output.getvalue()
    outcome.warned = tuple(f"{one.category.__name__}: {one.message}" for one in caught)


def _finished_value(value: Any) -> Any:
    """Return the value, unless it is the promise of one."""
    if inspect.isgenerator(value) or inspect.iscoroutine(value):
        value.close()
        raise Stopped("gave back a promise instead of a value: `return`, not `yield` or `async`?")
    return value
