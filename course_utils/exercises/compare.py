"""Compare an answer with the expected result, and say in a sentence where they differ."""

from __future__ import annotations

from typing import Any

import numpy as np

from .model import Attempt, Task
from .words import describe_kind, describe_value, expected_and_got, short


def problem_of_kind(task: Task, expected: Any, got: Any) -> str:
    """Say in a sentence that the answer is of another kind than the expected one."""
    if isinstance(expected, str | bool | np.bool_):
        wanted = (str,) if isinstance(expected, str) else (bool, np.bool_)
        if isinstance(got, wanted):
            return ""
        return f"expected {describe_kind(expected)}, got {describe_value(got)}"
    if isinstance(expected, tuple):
        if not isinstance(got, tuple | list) or len(got) != len(expected):
            return f"expected {describe_kind(expected)}, got {describe_value(got)}"
        return next(
            (
                f"result {i} of {len(expected)}: {problem}"
                for i, pair in enumerate(zip(expected, got, strict=True), start=1)
                if (problem := problem_of_kind(task, *pair))
            ),
            "",
        )
    try:
        array = np.asarray(got)
    except ValueError:
        return "expected an array, got rows of different lengths"
    if np.ma.is_masked(got):
        return f"expected {describe_kind(expected)}, got an array with masked values"
    if array.dtype.kind == "c":
        return "the numbers are complex: is `.real` missing after an inverse Fourier transform?"
    if array.dtype.kind not in "buif":
        return f"expected {describe_kind(expected)}, got {describe_value(got)}"
    if task.check_dtype and array.dtype != np.asarray(expected).dtype:
        return f"expected dtype {np.asarray(expected).dtype}, got {array.dtype}"
    return ""


def as_array(value: Any) -> Any:
    """Copy a numeric result into an array; results of one shape are stacked."""
    if isinstance(value, tuple | list) and len({np.shape(part) for part in value}) > 1:
        return tuple(np.array(part) for part in value)
    return value if isinstance(value, str) else np.array(value)


def difference(task: Task, attempt: Attempt) -> str | None:
    """Say where the answer differs first, or None where it is right."""
    expected, got = attempt.expected, attempt.got
    if isinstance(expected, tuple) or isinstance(got, tuple):
        shapes = [", ".join(str(np.shape(part)) for part in results) for results in (expected, got)]
        if shapes[0] != shapes[1]:
            return f"expected results of shapes {shapes[0]}, got {shapes[1]}"
        parts = (
            difference(task, Attempt(attempt.case, *pair))
            for pair in zip(expected, got, strict=True)
        )
        return next((part for part in parts if part), None)
    if isinstance(expected, str):
        return None if expected == got else f"expected {expected!r}, got {short(repr(got))}"
    if got.shape != expected.shape:
        return f"expected shape {expected.shape}, got {got.shape}"
    wanted, values = expected.astype(float), got.astype(float)
    if not np.isfinite(values).all():
        bad = int((~np.isfinite(values)).sum())
        kind = "NaN (not a number)" if np.isnan(values).any() else "infinite"
        return f"{bad} of {values.size} values are {kind}"
    allowed = task.tolerance * max(float(np.abs(wanted).max(initial=0.0)), 1e-3)
    wrong = np.abs(values - wanted) > allowed
    if not wrong.any():
        return None
    if task.by_value:
        return f"{int(wrong.sum())} of {wrong.size} values are not right"
    if not wanted.ndim:
        return expected_and_got(expected, got)
    place = tuple(int(i) for i in np.unravel_index(np.argmax(wrong), wrong.shape))
    return (
        f"at [{', '.join(map(str, place))}] {expected_and_got(expected[place], got[place])}; "
        f"{int(wrong.sum())} of {wrong.size} values differ"
    )


def is_list_for_array(expected: Any, got: Any) -> bool:
    """Tell whether a list or tuple of numbers stands where one array is asked for."""
    return isinstance(got, list | tuple) and isinstance(expected, np.ndarray)


def equal_inputs(after: tuple[Any, ...], before: tuple[Any, ...]) -> bool:
    return all(_same(a, b) for a, b in zip(after, before, strict=True))


def _same(a: Any, b: Any) -> bool:
    if isinstance(b, np.ndarray):
        return a.shape == b.shape and a.dtype == b.dtype and bool(np.array_equal(a, b))
    if isinstance(b, list | tuple):
        return len(a) == len(b) and all(_same(x, y) for x, y in zip(a, b, strict=True))
    return bool(a == b) or callable(b)


def shares_memory(value: Any, args: tuple[Any, ...]) -> bool:
    results = value if isinstance(value, tuple | list) else (value,)
    return any(
        isinstance(a, np.ndarray) and isinstance(b, np.ndarray) and np.shares_memory(a, b)
        for a in results
        for b in args
    )
