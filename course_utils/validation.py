"""Equalities that a notebook asserts in front of the reader."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from ._checks import as_float_array, positive


def agree(*, atol: float = 1e-10, **results: ArrayLike) -> None:
    """Print how far results that should be equal are apart, and raise where it is too far.

    The difference is printed to the decimals of the tolerance, so that rounding errors,
    which vary between machines, print as zero.

    Parameters
    ----------
    atol : float, default 1e-10
        The largest absolute difference that is accepted.
    **results : array_like
        Two or more, of one shape, by the names they are printed under.

    Raises
    ------
    AssertionError
        If two results differ by more than `atol`, or in shape.
    ValueError
        If there are fewer than two results, or one has NaN or infinite values.

    Examples
    --------
    >>> agree(by_hand=[1.0, 2.0], numpy=np.array([1.0, 2.0]))
    by_hand, numpy agree: largest difference 0.0000000000 (allowed: 1e-10)
    """
    positive("atol", atol)
    if len(results) < 2:
        raise ValueError(f"`results` must be two or more, got {len(results)}")
    (first, reference), *others = (
        (name, as_float_array(name, values)) for name, values in results.items()
    )
    largest = 0.0
    for name, values in others:
        if values.shape != reference.shape:
            raise AssertionError(
                f"{first} has shape {reference.shape}, {name} has shape {values.shape}"
            )
        difference = np.abs(values - reference)
        largest = max(largest, float(difference.max()))
        if largest > atol:
            place = tuple(int(i) for i in np.unravel_index(difference.argmax(), difference.shape))
            raise AssertionError(
                f"{first} and {name} differ by {largest:.3g} at {list(place)}: "
                f"{reference[place]:.6g} and {values[place]:.6g} (allowed: {atol:g})"
            )
    decimals = max(0, math.ceil(-math.log10(atol)))
    print(
        f"{', '.join(results)} agree: largest difference {largest:.{decimals}f} (allowed: {atol:g})"
    )
