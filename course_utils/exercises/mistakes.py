"""Mistakes that many exercises share, each a small predicate with the question it raises.

A predicate says "looks like": two mistakes at once may hide each other, and then the
fallback of the judge still leads on.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .model import Attempt, Mistake

Seen = Callable[[Attempt], bool]


def _close(a: Any, b: Any) -> bool:
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape or a.dtype.kind not in "buif" or b.dtype.kind not in "buif":
        return False
    a, b = a.astype(float), b.astype(float)
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return False
    scale = max(float(np.abs(b).max(initial=0.0)), 1e-12)
    return bool(np.abs(a - b).max(initial=0.0) <= 1e-6 * scale)


def looks_like(*ways: Callable[..., Any]) -> Seen:
    """Return a predicate: the answer is what one of the wrong ways gives on the failing case.

    Where a wrong way happens to give the right result, nothing is recognised.
    """

    def seen(attempt: Attempt) -> bool:
        results = (wrong(*attempt.args) for wrong in ways)
        return any(
            _close(attempt.got, result) and not _close(result, attempt.expected)
            for result in results
        )

    return seen


def as_mistakes(*rows: Mistake | tuple[Any, ...]) -> tuple[Mistake, ...]:
    """Return mistakes out of rows: a name, the hint, and the wrong ways that it looks like."""
    return tuple(
        row if isinstance(row, Mistake) else Mistake(row[0], looks_like(*row[2:]), row[1])
        for row in rows
    )


def not_finite(attempt: Attempt) -> bool:
    """Tell whether the answer holds NaN or infinity."""
    return not np.isfinite(np.asarray(attempt.got, float)).all()


def single_number(attempt: Attempt) -> bool:
    """Tell whether the answer is one number, where an array was asked for."""
    return attempt.error is None and np.ndim(attempt.got) == 0


def _same_shape(attempt: Attempt) -> bool:
    return bool(np.shape(attempt.got) == np.shape(attempt.expected))


def _transposed(attempt: Attempt) -> bool:
    got, expected = np.asarray(attempt.got), np.asarray(attempt.expected)
    if got.ndim != expected.ndim or got.ndim < 2:
        return False
    turned = np.swapaxes(got, -1, -2)
    if got.shape != expected.shape:
        return bool(turned.shape == expected.shape)
    return _close(turned, expected)


def _mirrored(attempt: Attempt) -> bool:
    if not _same_shape(attempt):
        return False
    got = np.asarray(attempt.got)
    flips = [flip for flip in product((False, True), repeat=got.ndim) if any(flip)]
    return any(
        _close(np.flip(got, tuple(np.flatnonzero(flip).tolist())), attempt.expected)
        for flip in flips
    )


def _ratio(attempt: Attempt) -> float | None:
    """Return c where the answer is c times the expected result, c neither 0 nor 1."""
    got, expected = np.asarray(attempt.got, float), np.asarray(attempt.expected, float)
    if got.shape != expected.shape or not expected.any():
        return None
    ratio = float((got * expected).sum() / (expected * expected).sum())
    if abs(ratio) < 1e-9 or abs(ratio - 1) < 1e-6 or not _close(got, ratio * expected):
        return None
    return ratio


def _negated(attempt: Attempt) -> bool:
    ratio = _ratio(attempt)
    return ratio is not None and abs(ratio + 1) < 1e-6


def _scaled(attempt: Attempt) -> bool:
    magnitudes = np.unique(np.round(np.abs(np.asarray(attempt.expected, float)), 9))
    return bool(np.count_nonzero(magnitudes) > 1) and _ratio(attempt) is not None


def _offset(attempt: Attempt) -> bool:
    if not _same_shape(attempt) or np.size(attempt.expected) < 2:
        return False
    difference = np.asarray(attempt.got, float) - np.asarray(attempt.expected, float)
    return not _close(difference, 0 * difference) and _close(
        difference, np.full_like(difference, difference.mean())
    )


def _wrapped(attempt: Attempt) -> bool:
    """The difference is a multiple of 256, up to a scaling to [0, 1]."""
    if not _same_shape(attempt):
        return False
    difference = np.asarray(attempt.got, float) - np.asarray(attempt.expected, float)
    wrong = difference[np.abs(difference) > 1e-9]
    turns = wrong / (256.0 if np.abs(attempt.expected).max(initial=0) > 2 else 256 / 255)
    return bool(wrong.size) and bool((np.abs(turns - np.round(turns)) < 1e-6).all())


def _truncated(attempt: Attempt) -> bool:
    """The answer is the expected result with its decimals cut off or rounded away."""
    if not _same_shape(attempt) or np.size(attempt.got) < 2:
        return False
    expected = np.asarray(attempt.expected, float)
    return any(_close(attempt.got, cut(expected)) for cut in (np.floor, np.trunc, np.round))


def _clipped(attempt: Attempt) -> bool:
    if np.size(attempt.got) < 2:
        return False
    expected = np.asarray(attempt.expected, float)
    return any(
        _close(attempt.got, np.clip(expected, 0, top)) and not _close(attempt.got, expected)
        for top in (None, 1.0, 255.0)
    )


def _nothing_done(attempt: Attempt) -> bool:
    return any(
        isinstance(value, np.ndarray) and _close(attempt.got, value) for value in attempt.args
    )


def _all_zero(attempt: Attempt) -> bool:
    return np.size(attempt.got) > 1 and not np.any(attempt.got) and bool(np.any(attempt.expected))


def _interior(array: NDArray[Any], margin: int) -> NDArray[Any]:
    return array[tuple(slice(margin, size - margin) for size in array.shape)]


def _border_only(attempt: Attempt) -> bool:
    if not _same_shape(attempt) or np.size(attempt.got) < 5:
        return False
    got, expected = np.asarray(attempt.got, float), np.asarray(attempt.expected, float)
    margins = range(1, (min(got.shape) - 1) // 2 + 1)
    scale = max(float(np.abs(expected).max()), 1e-12)
    return any(
        (margin == 1 or _interior(got, margin).size >= max(4, got.size // 16))
        and np.abs(_interior(got - expected, margin)).max() <= 1e-6 * scale
        for margin in margins
    )


def _off_by_one(attempt: Attempt) -> bool:
    """Rolled by one pixel along some axes, the answer agrees away from the border."""
    if not _same_shape(attempt) or not np.ndim(attempt.got) or min(np.shape(attempt.got)) < 5:
        return False
    got, expected = np.asarray(attempt.got, float), np.asarray(attempt.expected, float)
    axes = tuple(range(got.ndim))
    inside = _interior(expected, 2)
    return any(
        any(shift) and _close(_interior(np.roll(got, shift, axes), 2), inside)
        for shift in product((-1, 0, 1), repeat=got.ndim)
    )


def _extra_axis(attempt: Attempt) -> bool:
    got, expected = np.squeeze(attempt.got), np.squeeze(attempt.expected)
    return np.ndim(attempt.got) != np.ndim(attempt.expected) and _close(got, expected)


def _smaller(attempt: Attempt) -> bool:
    got, expected = np.shape(attempt.got), np.shape(attempt.expected)
    return (
        len(got) == len(expected)
        and got != expected
        and all(a <= b for a, b in zip(got, expected, strict=True))
    )


def _larger(attempt: Attempt) -> bool:
    got, expected = np.shape(attempt.got), np.shape(attempt.expected)
    return (
        len(got) == len(expected)
        and got != expected
        and all(a >= b for a, b in zip(got, expected, strict=True))
    )


NOT_FINITE = Mistake(
    "not finite",
    not_finite,
    "NaN and infinity come from dividing by zero, from the root or logarithm of a negative "
    "number, or from an array made by `np.empty` and never filled. Where could that happen?",
)
EXTRA_AXIS = Mistake(
    "one axis too many or too few",
    _extra_axis,
    "the numbers are right, the shape is not. Is there a pair of brackets too many, or an axis "
    "of length one?",
)
TRANSPOSED = Mistake(
    "transposed",
    _transposed,
    "rows and columns look swapped. Rows come first: image[row, column].",
)
SMALLER = Mistake(
    "border cut off",
    _smaller,
    "the result is too small. Which of the expected values are missing: along one axis, or "
    "at the border?",
)
LARGER = Mistake(
    "border kept",
    _larger,
    "the result is too large. What is there too often, or was added and not cut off again?",
)
ALL_ZERO = Mistake(
    "all zero",
    _all_zero,
    "every value is zero. Was the result filled, or only made? Were the values written into "
    "an array of integers?",
)
NOTHING_DONE = Mistake(
    "nothing done",
    _nothing_done,
    "this looks like the input, unchanged. Is the new array returned, or the old one?",
)
NEGATED = Mistake(
    "sign",
    _negated,
    "all values have the wrong sign. Which of the two is subtracted from which?",
)
SCALED = Mistake(
    "not normalised",
    _scaled,
    "all values are wrong by the same factor. What do the weights add up to, and what should they?",
)
OFFSET = Mistake(
    "shifted in brightness",
    _offset,
    "all values are wrong by the same amount. Is something added once too often?",
)
MIRRORED = Mistake(
    "mirrored",
    _mirrored,
    "the result looks mirrored. In which direction does the index run?",
)
TRUNCATED = Mistake(
    "decimals cut off",
    _truncated,
    "the decimals are lost. Which dtype has the array that the values are written to?",
)
WRAPPED = Mistake(
    "uint8 wrapped",
    _wrapped,
    "some values are off by 256, as if an odometer had turned over. What is the largest "
    "number that uint8 can hold? Convert to float first.",
)
CLIPPED = Mistake(
    "clipped",
    _clipped,
    "values outside a range were cut off. Is that asked for here?",
)
BORDER = Mistake(
    "border only",
    _border_only,
    "the middle is right, the border is not. What does a value at the very edge need that "
    "the others have?",
)
OFF_BY_ONE = Mistake(
    "off by one",
    _off_by_one,
    "the result looks moved by one pixel. Does an index or a range begin or end one too early?",
)

COMMON = (
    NOT_FINITE,
    EXTRA_AXIS,
    TRANSPOSED,
    SMALLER,
    LARGER,
    ALL_ZERO,
    NOTHING_DONE,
    NEGATED,
    SCALED,
    OFFSET,
    MIRRORED,
    TRUNCATED,
    WRAPPED,
    CLIPPED,
    BORDER,
    OFF_BY_ONE,
)
