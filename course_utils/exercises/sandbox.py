"""Run a learner's function so that nothing it does can hurt the notebook.

This keeps honest mistakes from doing harm; it is no protection against malice.
"""

from __future__ import annotations

import builtins
import contextlib
import ctypes
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
            f"was stopped after {TIME_LIMIT:.0f} seconds: is there a loop that never ends?"
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
    """What came back: a value or an error, and what was printed."""

    value: Any = None
    error: BaseException | None = None
    printed: str = ""


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


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise `_TooLong` in this thread after `seconds`, and again until it takes effect.

    An exception set from another thread works on every system, unlike a signal.
    """
    this_thread = ctypes.c_ulong(threading.get_ident())
    set_exception = ctypes.pythonapi.PyThreadState_SetAsyncExc
    finished = threading.Event()
    lock = threading.Lock()

    def watch() -> None:
        wait = seconds
        while not finished.wait(wait):
            with lock:
                if not finished.is_set():
                    set_exception(this_thread, ctypes.py_object(_TooLong))
            wait = 0.1

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with lock:
            finished.set()
            set_exception(this_thread, None)


def run(function: Callable[..., Any], args: tuple[Any, ...]) -> Outcome:
    """Call `function(*args)` and return what came of it, whatever it does."""
    outcome = Outcome()
    output = _LimitedText()
    try:
        with (
            warnings.catch_warnings(record=True) as caught,
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(output),
            _input_refused(),
            _time_limit(TIME_LIMIT),
        ):
            warnings.simplefilter("default")
            outcome.value = function(*args)
    except SystemExit:
        outcome.error = Stopped("tried to leave Python: it should end by `return`")
    except BaseException as error:
        outcome.error = error
    outcome.printed = output.getvalue() + "".join(
        f"{one.category.__name__}: {one.message}\n" for one in caught
    )
    return outcome
