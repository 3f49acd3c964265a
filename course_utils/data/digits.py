"""Handwritten digits: as they are, and each at a random place of a larger picture."""

from __future__ import annotations

import numpy as np
import sklearn.datasets
from numpy.typing import NDArray
from sklearn.utils import Bunch

from .._checks import one_of, whole_number

_DESCR = (
    "1797 handwritten digits of 13 people (E. Alpaydin and C. Kaynak, Optical Recognition of "
    "Handwritten Digits, UCI Machine Learning Repository, 1998), read from scikit-learn. The "
    "stored order seems to go on from writer to writer, but who wrote what is not recorded. An "
    "accuracy on the random split is one for writers that were met in training."
)


def load_digits(split: str = "random", *, rng: int | np.random.Generator = 0) -> Bunch:
    """Return 1797 handwritten digits of 8 × 8 pixels, three quarters of them to train on.

    They are those of `sklearn.datasets.load_digits`, in the same order.

    Parameters
    ----------
    split : {"random", "ordered"}, default "random"
        Which quarter is the test part: a random one, drawn from each digit alone so that all
        have their share of it, or the last quarter of the file. The file's order separates the
        writers roughly, so the second asks about strangers; who wrote what is not recorded.
    rng : int or numpy.random.Generator, default 0
        Where the random split comes from.

    Returns
    -------
    Bunch
        data : ndarray of float64 in [0, 1], shape (1797, 8, 8)
            Ink is bright: the share of inked dots among 16 (4 × 4) of the scan.
        target : ndarray of int64, shape (1797,)
            The digit, and an index into `target_names`.
        target_names : list of str
            "0" to "9".
        groups : ndarray of int64, shape (1797,)
            0 to train on, 1 to test on.
        DESCR : str
            What this is and what it is not good for.

    Raises
    ------
    ValueError
        If `split` is neither of the two.

    Examples
    --------
    >>> digits = load_digits()
    >>> train, test = digits.groups == 0, digits.groups == 1
    """
    one_of("split", split, ("random", "ordered"))
    pixels, target = sklearn.datasets.load_digits(return_X_y=True)
    groups = np.zeros(len(target), dtype=np.int64)
    if split == "ordered":
        groups[-(len(target) // 4) :] = 1
    else:
        generator = np.random.default_rng(rng)
        for digit in range(10):
            members = generator.permutation(np.flatnonzero(target == digit))
            groups[members[: round(len(members) / 4)]] = 1
    return Bunch(
        data=pixels.reshape(-1, 8, 8) / 16,
        target=target.astype(np.int64),
        target_names=[str(digit) for digit in range(10)],
        groups=groups,
        DESCR=_DESCR,
    )


def load_scattered_digits(
    split: str = "random", *, canvas: int = 20, rng: int | np.random.Generator = 0
) -> Bunch:
    """Return each digit of `load_digits` once, at a random place of a larger black picture.

    Parameters
    ----------
    split : {"random", "ordered"}, default "random"
        As in `load_digits`: no digit stands on both sides.
    canvas : int, default 20
        Side of the pictures in pixels, at least 8.
    rng : int or numpy.random.Generator, default 0
        Where the split comes from, the same as that of `load_digits`, and then the places.

    Returns
    -------
    Bunch
        data : ndarray of float64 in [0, 1], shape (1797, canvas, canvas)
            0 outside the digit.
        corners : ndarray of int64, shape (1797, 2)
            Row and column of the digit's top left pixel, each from 0 to canvas - 8.
        target, target_names, groups, DESCR
            As in `load_digits`.

    Raises
    ------
    TypeError, ValueError
        If `split` is neither of the two, or `canvas` no whole number of at least 8.
    """
    generator = np.random.default_rng(rng)
    digits = load_digits(split, rng=generator)
    pictures, corners = scatter(digits.data, canvas, generator)
    return Bunch(**{**digits, "data": pictures, "corners": corners})


def scatter(
    small: NDArray[np.float64], canvas: int, generator: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Lay each picture of 8 × 8 pixels on a black one; return these and the corners."""
    side = whole_number("canvas", canvas)
    if side < 8:
        raise ValueError(f"`canvas` must be at least 8, the side of a digit, got {side}")
    corners = generator.integers(side - 8, size=(len(small), 2), endpoint=True)
    pictures = np.zeros((len(small), side, side))
    for picture, content, (row, column) in zip(pictures, small, corners, strict=True):
        picture[row : row + 8, column : column + 8] = content
    return pictures, corners
