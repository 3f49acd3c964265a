"""Put values, errors and calls into words for a learner."""

from __future__ import annotations

import inspect
import re
from types import FunctionType
from typing import Any

import numpy as np

_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+|0x[0-9a-fA-F]{6,}")


def describe_error(error: BaseException) -> str:
    message = short(str(error), 200)
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


def describe_call(args: tuple[Any, ...]) -> str:
    return ", ".join(describe_value(arg) for arg in args) or "no arguments"


def describe_value(value: Any) -> str:
    if isinstance(value, np.ndarray) and value.ndim:
        if value.size <= 9 and value.dtype.kind in "buif":
            return f"the {value.dtype} array {np.array2string(value, precision=3, separator=', ')}"
        return f"an array of shape {value.shape} and dtype {value.dtype}"
    if isinstance(value, bool | np.bool_ | int | float | np.number):
        return number(value)
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    if isinstance(value, str):
        return short(repr(value))
    if isinstance(value, FunctionType):
        return f"the function {value.__name__}"
    if inspect.isclass(value):
        return f"the class {value.__name__}"
    return f"an object of type {type(value).__name__}"


def describe_kind(value: Any) -> str:
    """Say what kind of thing is expected, without giving its values away."""
    if isinstance(value, str):
        return "a text"
    if isinstance(value, bool | np.bool_):
        return "True or False"
    if isinstance(value, tuple):
        return f"{len(value)} results"
    if np.ndim(value):
        return f"an array of numbers of shape {np.shape(value)}"
    return "a number"


def number(value: Any, digits: int = 4) -> str:
    value = np.asarray(value)
    if value.dtype.kind in "bui":
        return str(value.item())
    return f"{float(value):.{digits}g}"


def expected_and_got(expected: Any, got: Any) -> str:
    """Write two different numbers with as many digits as it takes to see the difference."""
    pairs = [(number(expected, digits), number(got, digits)) for digits in (4, 8, 17)]
    wanted, found = next((pair for pair in pairs if pair[0] != pair[1]), pairs[0])
    return f"expected {wanted}, got {found}"


def short(text: str, width: int = 100) -> str:
    text = _ADDRESS.sub("…", " ".join(text.split()))
    return text if len(text) <= width else text[: width - 1] + "…"
