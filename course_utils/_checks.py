"""Argument checks that the whole package shares: one sentence for each kind of mistake."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import index
from typing import SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray


def as_float_array(
    name: str, value: ArrayLike, *, ndim: Collection[int] | None = None, shape_hint: str = ""
) -> NDArray[np.float64]:
    """Return `value` as a float64 array, or say what is wrong with it.

    Parameters
    ----------
    name : str
        The argument's name as the caller knows it, used in the messages.
    value : array_like
        Booleans, integers or real floating-point numbers. Never modified; integers are
        converted to float64 and not rescaled.
    ndim : collection of int, optional
        The numbers of dimensions that are accepted; any by default.
    shape_hint : str, default ""
        How the axes are called, such as "(rows, columns)", added to the message.

    Returns
    -------
    ndarray of float64
        May share memory with `value`.

    Raises
    ------
    TypeError
        If `value` does not hold real numbers.
    ValueError
        If it is empty, has NaN, infinite or masked values, or the wrong number of dimensions.
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"`{name}` must be a regular array of numbers: {error}") from error
    if np.ma.is_masked(value):
        raise ValueError(f"`{name}` must not have masked values: fill them first, or cut them out")
    if array.dtype.kind not in "buif":
        raise TypeError(f"`{name}` must hold real numbers, got dtype {array.dtype}")
    if ndim is not None and array.ndim not in ndim:
        wanted = " or ".join(f"{n}-D" for n in sorted(ndim))
        hint = f" {shape_hint}" if shape_hint else ""
        raise ValueError(f"`{name}` must be {wanted}{hint}, got shape {array.shape}")
    if array.size == 0:
        raise ValueError(f"`{name}` must not be empty, got shape {array.shape}")
    array = array.astype(np.float64, copy=False)
    if not np.isfinite(array).all():
        bad = "NaN" if np.isnan(array).any() else "infinity"
        raise ValueError(f"`{name}` must be finite, got {bad} among its values")
    return array


def one_of(name: str, value: object, allowed: Collection[object]) -> None:
    """Raise a ValueError that lists what is allowed unless `value` is among it."""
    if isinstance(value, bool | np.ndarray) or value not in allowed:
        choices = ", ".join(repr(choice) for choice in allowed)
        raise ValueError(f"`{name}` must be one of {choices}, got {value!r}")


def positive(name: str, value: object) -> float:
    """Return `value` as a float, or say that it is no positive finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.number):
        raise TypeError(f"`{name}` must be a number, got {type(value).__name__}")
    number = float(value)
    if not (np.isfinite(number) and number > 0):
        raise ValueError(f"`{name}` must be positive and finite, got {value!r}")
    return number


def whole_number(name: str, value: object) -> int:
    """Return `value` as a positive integer, or say that it is none."""
    message = f"`{name}` must be a positive whole number, got {value!r}"
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise TypeError(message)
    if index(value) < 1:
        raise ValueError(message)
    return index(value)


def whole_numbers(name: str, value: object, lengths: tuple[int, ...]) -> tuple[int, ...]:
    """Return `value` as a tuple of positive integers, or say what is wrong with it."""
    wanted = " or ".join(str(n) for n in lengths)
    message = f"`{name}` must be {wanted} positive whole numbers, got {value!r}"
    if not isinstance(value, Sequence | np.ndarray) or any(n is True or n is False for n in value):
        raise TypeError(message)
    try:
        numbers = tuple(index(number) for number in value)
    except TypeError as error:
        raise TypeError(message) from error
    if len(numbers) not in lengths or min(numbers) < 1:
        raise ValueError(message)
    return numbers
