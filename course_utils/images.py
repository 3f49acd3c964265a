"""Pictures as numbers: conversion between integers and floats, grey, and resizing.

A picture is float64 in [0, 1], shape (rows, columns) or (rows, columns, channels). Integers
come in at one door, `to_float`, and leave by another, `to_uint8`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage
from skimage.util import img_as_float64

from ._checks import as_float_array, one_of, whole_numbers

_LUMINANCE = np.array([0.2125, 0.7154, 0.0721])
_AXES = "(rows, columns) or (rows, columns, channels)"


def _with_integers_scaled(image: ArrayLike) -> NDArray[np.float64]:
    """Return `image` as float64: 8- and 16-bit integers by their white, floats as they are."""
    values = as_float_array("image", image)
    array = np.asarray(image)
    if array.dtype.kind not in "iu":
        return values
    if array.dtype.itemsize > 2:
        raise ValueError(
            "`image` must be float, bool, or 8- or 16-bit integers, whose white is the largest "
            f"value they can hold; got {array.dtype}: divide by the value that means white"
        )
    scaled: NDArray[np.float64] = img_as_float64(array)
    return scaled


def to_float(image: ArrayLike) -> NDArray[np.float64]:
    """Return a picture as float64 in [0, 1], as `skimage.util.img_as_float64` does.

    Unlike `astype(float)`, which keeps 255 as 255.0, this divides integers by the largest value
    that their type can hold: 255 for uint8, 65535 for uint16.

    Parameters
    ----------
    image : array_like of bool, uint8, uint16, int8, int16 or float, any shape
        Signed integers and floats must lie between black (0) and white already.

    Returns
    -------
    ndarray of float64
        A new array of the same shape; False is 0 and True is 1.

    Raises
    ------
    TypeError
        If `image` does not hold real numbers.
    ValueError
        If it is empty, holds NaN or infinity, a value outside [0, 1], or 32- or 64-bit integers:
        which of their values is white cannot be known (NumPy makes int64 of a list of integers).
    """
    values = _with_integers_scaled(image)
    low, high = values.min(), values.max()
    if low < 0 or high > 1:
        raise ValueError(
            f"`image` must lie in [0, 1] as float, got values from {low:.4g} to {high:.4g}; "
            "integers made float by `astype` have lost what was white: divide by it"
        )
    return values.copy()


def to_uint8(image: ArrayLike) -> NDArray[np.uint8]:
    """Return a picture as integers 0…255, rounded to the nearest.

    On float64 equal to `skimage.util.img_as_ubyte`, except that nothing is clipped; float32 is
    widened first, so at an exact tie it may differ by one level. 16-bit integers are rounded to
    the nearest of 256 levels, where scikit-image drops their low byte.

    Parameters
    ----------
    image : array_like, any shape
        What `to_float` accepts.

    Returns
    -------
    ndarray of uint8
        A new array of the same shape; 0 is black, 255 is white.

    Raises
    ------
    TypeError, ValueError
        As `to_float`: values outside [0, 1] are named, never clipped or wrapped.
    """
    return np.rint(to_float(image) * 255).astype(np.uint8)


def to_gray(image: ArrayLike) -> NDArray[np.float64]:
    """Return the luma of a colour picture: 0.2125 red + 0.7154 green + 0.0721 blue.

    The weights are those of `skimage.color.rgb2gray` (Rec. 709 primaries), applied, as there, to
    the stored, gamma-encoded values. A transparent picture is laid on white first, as by
    `skimage.color.rgba2rgb`.

    Parameters
    ----------
    image : array_like, shape (rows, columns), (rows, columns, 3) or (rows, columns, 4)
        Grey, red-green-blue, or red-green-blue-alpha; types as in `to_float`.

    Returns
    -------
    ndarray of float64 in [0, 1], shape (rows, columns)
        A picture that is grey already comes back as a copy.

    Raises
    ------
    TypeError, ValueError
        As `to_float`, and if the shape is another one.
    """
    picture = to_float(image)
    if picture.ndim == 2:
        return picture
    if picture.ndim != 3 or picture.shape[2] not in (3, 4):
        raise ValueError(
            "`image` must be (rows, columns), (rows, columns, 3) or (rows, columns, 4), "
            f"got shape {picture.shape}"
        )
    gray: NDArray[np.float64] = picture[..., :3] @ _LUMINANCE
    if picture.shape[2] == 4:
        opacity = picture[..., 3]
        gray = opacity * gray + (1 - opacity)
    return gray


def _linear(image: NDArray[np.float64], n_out: int, axis: int) -> NDArray[np.float64]:
    """Interpolate linearly along one axis; beyond the outermost centres the end value holds."""
    n_in = image.shape[axis]
    position = np.clip((np.arange(n_out) + 0.5) * n_in / n_out - 0.5, 0, n_in - 1)
    before = position.astype(int)
    after = np.minimum(before + 1, n_in - 1)
    share = (position - before).reshape(-1, *[1] * (image.ndim - 1 - axis))
    start = image.take(before, axis)
    change: NDArray[np.float64] = image.take(after, axis)
    change -= start
    change *= share
    change += start
    return change


def _nearest(n_in: int, n_out: int) -> NDArray[np.int_]:
    """Return, of `n_in` pixels, those that hold the centres of `n_out` pixels on one line."""
    return (2 * np.arange(n_out) + 1) * n_in // (2 * n_out)


def resize(
    image: ArrayLike, shape: Sequence[int], *, order: int = 1, antialias: bool | None = None
) -> NDArray[np.float64]:
    """Return the picture with another number of rows and columns.

    Pixels are small squares: the centre of output pixel i lies at (i + ½)·n_in/n_out − ½ among
    the input's pixels. Equal to
    `skimage.transform.resize(image, shape, order=order, mode="symmetric")`, that is, beyond the
    border the picture is mirrored with its outermost pixel repeated. That is the course's
    `reflect`, SciPy's name for it; scikit-image's own `reflect`, the default there, is SciPy's
    `mirror` and differs near the border.

    Parameters
    ----------
    image : array_like, shape (rows, columns) or (rows, columns, channels)
        Floats of any range; bool, 8- and 16-bit integers are converted as by `to_float`.
    shape : (int, int)
        Rows and columns of the result; the channels stay.
    order : {1, 0, 3}
        1 is linear; 0 takes the nearest pixel, of two equally near ones the later; 3 is the
        cubic B-spline of `scipy.ndimage`, limited to the range of the picture's values,
        as in scikit-image, so that its overshoot does not leave it.
    antialias : bool, optional
        Whether to smooth first, along each axis that shrinks by a factor f > 1, with a Gaussian
        of standard deviation (f − 1)/2 pixels. By default whenever an axis shrinks.

    Returns
    -------
    ndarray of float64, shape `shape` (and channels)

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described, or `image` is empty or not finite.
    """
    given = as_float_array("image", _with_integers_scaled(image), ndim=(2, 3), shape_hint=_AXES)
    rows, columns = whole_numbers("shape", shape, (2,))
    one_of("order", order, (0, 1, 3))
    factors = np.divide(given.shape[:2], (rows, columns))
    picture = given
    if (antialias or antialias is None) and factors.max() > 1:
        sigma = np.maximum(0, (factors - 1) / 2)
        picture = ndimage.gaussian_filter(given, sigma, axes=(0, 1), mode="reflect")
    if order == 0:
        row, column = _nearest(picture.shape[0], rows), _nearest(picture.shape[1], columns)
        return picture.take(row, axis=0).take(column, axis=1)
    if order == 1:
        return _linear(_linear(picture, columns, axis=1), rows, axis=0)
    zoom = (*(1 / factors), 1)[: picture.ndim]
    spline: NDArray[np.float64] = ndimage.zoom(
        picture, zoom, order=3, mode="reflect", grid_mode=True
    )
    return np.clip(spline, given.min(), given.max())


def downscale_local_mean(image: ArrayLike, factors: int | Sequence[int]) -> NDArray[np.float64]:
    """Return the mean of each block of pixels, as `skimage.transform.downscale_local_mean`.

    Where the factors do not divide the picture, the last blocks are filled up with zeros, as in
    scikit-image, and so come out darker: crop first to avoid it.

    Parameters
    ----------
    image : array_like, shape (rows, columns) or (rows, columns, channels)
        Integers keep their units: the mean of 10 and 20 is 15.
    factors : int or sequence of int
        Rows and columns of a block: one number for both, or two; a third, for the channels,
        is 1 unless given.

    Returns
    -------
    ndarray of float64
        Each axis has its length divided by its factor, rounded up.

    Raises
    ------
    TypeError, ValueError
        If an argument is not as described, or `image` is empty or not finite.
    """
    picture = as_float_array("image", image, ndim=(2, 3), shape_hint=_AXES)
    pair = (factors, factors) if isinstance(factors, int | np.integer) else factors
    block = whole_numbers("factors", pair, tuple(range(2, picture.ndim + 1)))
    block = (*block, 1)[: picture.ndim]
    filled = np.pad(picture, [(0, -n % f) for n, f in zip(picture.shape, block, strict=True)])
    split = [part for n, f in zip(filled.shape, block, strict=True) for part in (n // f, f)]
    means = filled.reshape(split)
    for axis in range(1, picture.ndim + 1):
        means = means.mean(axis=axis)
    return means
