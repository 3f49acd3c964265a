"""Filtering: every pixel becomes a weighted sum of its neighbours.

A picture f and a kernel h of n weights (one line of them, for brevity) give ::

    convolution   g[i] = Σ_j h[j] · f[i + ⌊n/2⌋ - j]      the kernel is flipped
    correlation   g[i] = Σ_j h[j] · f[i + j - ⌊n/2⌋]      it is not

and in two dimensions the same along each axis. ⌊n/2⌋ is the kernel's origin, the middle where
n is odd; for even n it is the place that `scipy.ndimage` uses, and there convolving is *not*
correlating with the flipped kernel, but differs from it by one pixel.

Everything here takes pictures of shape (rows, columns) or signals of shape (samples,), computes
in float64 and returns a new array. Colour pictures are filtered one channel at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage, signal

from ._checks import as_float_array, one_of, positive, whole_numbers

FloatArray = NDArray[np.float64]

#: The five borders by their names in `scipy.ndimage`, and what `numpy.pad` calls the same thing.
BORDERS: dict[str, Any] = {
    "reflect": "symmetric",  # d c b a | a b c d | d c b a
    "constant": "constant",  # 0 0 0 0 | a b c d | 0 0 0 0
    "nearest": "edge",  #      a a a a | a b c d | d d d d
    "mirror": "reflect",  #    . d c b | a b c d | c b a .
    "wrap": "wrap",  #         a b c d | a b c d | a b c d
}

DIRECT_TAPS = 64  # with more non-zero weights than this the FFT is faster (measured, 512 × 512)
BLOCK = 2**15  # pixels summed at a time, so that the partial sums stay in the processor's cache
CANCELLED = 0.01  # below this share of max|image| · ‖kernel‖ a result of the FFT is not trusted


def convolve(
    image: ArrayLike, kernel: ArrayLike, *, border: str = "reflect", mode: str = "same"
) -> FloatArray:
    """Convolve a picture or a signal with a kernel of any size: flip it, slide it, sum.

    Parameters
    ----------
    image : array_like, shape (rows, columns) or (samples,)
        Booleans and integers are converted to float64 without rescaling, so nothing wraps.
    kernel : array_like, with as many dimensions as `image`
        The weights. In mode "same" it may be larger than the picture.
    border : {"reflect", "constant", "nearest", "mirror", "wrap"}, default "reflect"
        How the picture goes on beyond its border, as in `scipy.ndimage`; "constant" means zeros.
        Without effect in mode "valid".
    mode : {"same", "valid"}, default "same"
        "same" keeps the picture's shape; "valid" keeps only the places where the whole kernel
        lies on the picture, shape (rows - kernel rows + 1, columns - kernel columns + 1).

    Returns
    -------
    ndarray of float64

    Raises
    ------
    TypeError
        If `image` or `kernel` does not hold real numbers.
    ValueError
        If one of them is empty, not finite or of the wrong number of dimensions, if `border` or
        `mode` is unknown, or if in mode "valid" the kernel does not fit on the picture.

    Notes
    -----
    Up to 64 non-zero weights the picture is shifted, multiplied and added once for each of them,
    in the order in which `scipy.ndimage.convolve` adds: zeros stay exactly zero, and integers
    exact. With more weights the fast Fourier transform takes over
    (`scipy.signal.fftconvolve`); its rounding error spreads over the whole picture, also where
    zeros belong: some 1e-15 of the picture's largest magnitude times the kernel's norm (the root
    of the sum of its squared weights). Where the terms cancel so far that the largest value of
    the result is below a hundredth of that product, as with a constant picture under weights
    that sum to zero, the additions are done after all, which takes a while. Either way the error
    stays below 1e-12 of the result's own largest value, as far as additions can keep it there.

    `scipy.ndimage` leaves out weights of magnitude below 2.2e-16; nothing is left out here.
    """
    image, kernel = _checked(image, kernel, border, mode)
    return _slide(image, np.flip(kernel), [(n - 1) // 2 for n in kernel.shape], border, mode)


def correlate(
    image: ArrayLike, kernel: ArrayLike, *, border: str = "reflect", mode: str = "same"
) -> FloatArray:
    """Correlate a picture or a signal with a kernel: slide it as it is, and sum.

    Parameters, result, errors and precision are those of `convolve`, of which this differs only
    in that the kernel is not flipped. What neural networks call convolution is this.
    """
    image, kernel = _checked(image, kernel, border, mode)
    return _slide(image, kernel, [n // 2 for n in kernel.shape], border, mode)


def window_sum(
    image: ArrayLike, shape: int | Sequence[int], *, border: str = "constant"
) -> FloatArray:
    """Sum over a rectangular window around each pixel, at a cost that its size does not change.

    With S[i] = f[0] + … + f[i], the sum of f from a+1 to b is S[b] - S[a]: two look-ups along
    each axis, however long the window (the integral image or summed-area table [1]_).

    Parameters
    ----------
    image : array_like, shape (rows, columns) or (samples,)
    shape : int or sequence of int
        The window's size in pixels, along all axes or along each. An even size reaches one pixel
        further up and left, as in `scipy.ndimage.uniform_filter`: the result equals
        `correlate(image, np.ones(shape), border=border)`.
    border : {"reflect", "constant", "nearest", "mirror", "wrap"}, default "constant"
        As in `convolve`; by default nothing outside the picture counts.

    Returns
    -------
    ndarray of float64, shape of `image`
        The sums; divide by the number of pixels in the window for means.

    Raises
    ------
    TypeError, ValueError
        As `convolve`, and if `shape` is not one positive whole number for each axis.

    Notes
    -----
    Exact for whole numbers while no running sum exceeds 2**53. Otherwise a difference of long
    sums keeps the rounding of the long ones. The integral image is taken along one axis after
    the other, so "long" means a line and not the whole picture: on 512 × 512 random pixels under
    a 3 × 3 window the error is 3e-14 of the largest sum instead of 5e-12. A region of zeros
    beside large values comes out as about 1e-16 of these times the picture's length.

    References
    ----------
    .. [1] F. C. Crow, "Summed-area tables for texture mapping", SIGGRAPH 1984,
       doi:10.1145/800031.808600.
    """
    image = as_float_array("image", image, ndim=(1, 2), shape_hint=_SHAPE_HINT)
    one_of("border", border, list(BORDERS))
    window = _window_shape(shape, image.ndim)
    sums = _pad(image, [n // 2 + 1 for n in window], [n - 1 - n // 2 for n in window], border)
    for axis, n in enumerate(window):
        np.cumsum(sums, axis=axis, out=sums)
        lines = np.moveaxis(sums, axis, 0)
        sums = np.moveaxis(lines[n:] - lines[:-n], 0, axis)
    return sums


def gaussian_kernel1d(sigma: float, *, order: int = 0, truncate: float = 4.0) -> FloatArray:
    """Sample a Gaussian, or its first or second derivative, as a kernel for *convolution*.

    With φ[x] = exp(-x² / 2σ²) divided by its own sum, x = -r … r::

        order 0   φ[x]
        order 1   -x/σ² · φ[x]
        order 2   (x²/σ⁴ - 1/σ²) · φ[x]

    Convolving a rising ramp with order 1 gives its positive slope (correlating, as networks do,
    gives the negative one). These are the weights of `scipy.ndimage.gaussian_filter1d`.

    Parameters
    ----------
    sigma : float
        Standard deviation in pixels, positive.
    order : {0, 1, 2}, default 0
        How often to differentiate.
    truncate : float, default 4.0
        The kernel ends at r = ⌊truncate · sigma + ½⌋ pixels from its centre.

    Returns
    -------
    ndarray of float64, shape (2r + 1,)
        At order 0 the weights sum to 1.

    Raises
    ------
    TypeError, ValueError
        If `sigma` or `truncate` is no positive finite number, or `order` none of 0, 1, 2.

    Notes
    -----
    Sampling is honest only while the bell is wider than a pixel or so: below σ ≈ 0.5 the samples
    of the derivatives are no good derivatives any more, and below σ = 0.125 a single sample is
    left of them (1, 0 and -1/σ² for the three orders).
    """
    sigma = positive("sigma", sigma)
    one_of("order", order, (0, 1, 2))
    radius = int(positive("truncate", truncate) * sigma + 0.5)
    x = np.arange(-radius, radius + 1)
    phi = np.exp(-0.5 * (x / sigma) ** 2)
    phi /= phi.sum()
    if order == 1:
        phi *= -x / sigma**2
    elif order == 2:
        phi *= (x / sigma**2) ** 2 - 1 / sigma**2
    return phi


def gaussian_filter(
    image: ArrayLike,
    sigma: float | Sequence[float],
    *,
    order: int | Sequence[int] = 0,
    border: str = "reflect",
) -> FloatArray:
    """Smooth with a Gaussian, or differentiate the smoothed picture, one axis after the other.

    A two-dimensional Gaussian is the product of two one-dimensional ones, so n² multiplications
    for each pixel become 2n. Equal to `scipy.ndimage.gaussian_filter` on float64.

    Parameters
    ----------
    image : array_like, shape (rows, columns) or (samples,)
    sigma : float or sequence of float
        Standard deviation in pixels, along all axes or along each; 0 leaves an axis as it is.
    order : int or sequence of int, default 0
        0 smooths, 1 and 2 take the first and second derivative per pixel, along all axes or
        along each: `order=(0, 1)` is d/dx, positive where brightness grows to the right.
    border : {"reflect", "constant", "nearest", "mirror", "wrap"}, default "reflect"
        As in `convolve`.

    Returns
    -------
    ndarray of float64, shape of `image`

    Raises
    ------
    TypeError, ValueError
        As `convolve`; if `sigma` or `order` does not have one value for each axis or an unusable
        one; and if a derivative is asked for along an axis whose `sigma` is 0.
    """
    image = as_float_array("image", image, ndim=(1, 2), shape_hint=_SHAPE_HINT)
    one_of("border", border, list(BORDERS))
    sigmas = _per_axis("sigma", sigma, image.ndim)
    orders = _per_axis("order", order, image.ndim)
    result = image.copy()
    for axis, (width, derivative) in enumerate(zip(sigmas, orders, strict=True)):
        if width == 0:
            if derivative != 0:
                raise ValueError(
                    f"`sigma` is 0 along axis {axis}, where `order` asks for derivative "
                    f"{derivative!r}: a derivative needs a positive sigma"
                )
            continue
        kernel = gaussian_kernel1d(width, order=derivative)
        result = ndimage.convolve1d(result, kernel, axis=axis, mode=border)
    return result


def recover_kernel(image: ArrayLike, filtered: ArrayLike, shape: int | Sequence[int]) -> FloatArray:
    """Find the kernel that turned one picture into another, by least squares.

    Each pixel of `filtered` whose whole window lies on the picture is one linear equation, "the
    flipped kernel times this window is that value"; all borders agree there, so none need be
    known. The kernel returned makes the sum of squared errors smallest.

    Parameters
    ----------
    image : array_like, shape (rows, columns) or (samples,)
        The picture before.
    filtered : array_like, shape of `image`
        The picture after, `convolve(image, kernel)` with whatever border.
    shape : int or sequence of int
        The kernel's shape, odd or even, along all axes or along each.

    Returns
    -------
    ndarray of float64, shape `shape`
        The kernel for `convolve`.

    Raises
    ------
    TypeError, ValueError
        If `image` or `filtered` is unusable, if their shapes differ, or if `shape` is not one
        positive whole number for each axis.
    ValueError
        If the picture does not determine the kernel: it is smaller than `shape`, has too few
        pixels, or too little variety (a constant one gives one equation over and over).

    Notes
    -----
    The system has as many rows as pixels. It is brought to triangular form by QR decompositions
    of a few thousand rows at a time, each stacked under the triangle so far, and only the last
    triangle is solved: memory for (number of weights)² values instead of pixels × weights, and
    none of the precision that the normal equations lose, which square the condition number. From
    float64 a 15 × 15 kernel under a photograph comes back within about 1e-12.

    References
    ----------
    J. Demmel, L. Grigori, M. Hoemmen, J. Langou, "Communication-optimal parallel and sequential
    QR and LU factorizations", SIAM J. Sci. Comput. 34 (2012), doi:10.1137/080731992.
    """
    image = as_float_array("image", image, ndim=(1, 2), shape_hint=_SHAPE_HINT)
    filtered = as_float_array("filtered", filtered)
    if filtered.shape != image.shape:
        raise ValueError(
            f"`filtered` must have the shape of `image`, {image.shape}, got {filtered.shape}"
        )
    lengths = _window_shape(shape, image.ndim)
    _fits("shape", lengths, image.shape)
    windows = sliding_window_view(image, lengths)
    interior = tuple(
        slice((n - 1) // 2, (n - 1) // 2 + places)
        for n, places in zip(lengths, windows.shape, strict=False)
    )
    values = filtered[interior]
    unknowns = int(np.prod(lengths))
    step = -(-8 * unknowns * len(values) // values.size)
    triangle: FloatArray = np.empty((0, unknowns + 1))
    for start in range(0, len(values), step):
        part = slice(start, start + step)
        rows = np.column_stack([windows[part].reshape(-1, unknowns), values[part].ravel()])
        triangle = np.asarray(np.linalg.qr(np.vstack([triangle, rows]), mode="r"))
    tolerance = np.finfo(np.float64).eps * max(values.size, unknowns)
    weights, _, rank, _ = np.linalg.lstsq(triangle[:, :-1], triangle[:, -1], rcond=tolerance)
    if rank < unknowns:
        raise ValueError(
            f"`image` does not determine a kernel of shape {lengths}: its {values.size} windows "
            f"of that shape have rank {rank}, {unknowns} unknown weights need rank {unknowns}; "
            "give a picture with more pixels or more variety, or ask for a smaller kernel"
        )
    return np.flip(weights.reshape(lengths)).copy()


_SHAPE_HINT = "(rows, columns), a colour picture one channel at a time"


def _checked(
    image: ArrayLike, kernel: ArrayLike, border: str, mode: str
) -> tuple[FloatArray, FloatArray]:
    """Return picture and kernel as float64 arrays, or say what is wrong with an argument."""
    image = as_float_array("image", image, ndim=(1, 2), shape_hint=_SHAPE_HINT)
    kernel = as_float_array("kernel", kernel, ndim=(image.ndim,), shape_hint="like `image`")
    one_of("border", border, list(BORDERS))
    one_of("mode", mode, ("same", "valid"))
    if mode == "valid":
        _fits("kernel", kernel.shape, image.shape)
    return image, kernel


def _fits(name: str, lengths: tuple[int, ...], shape: tuple[int, ...]) -> None:
    if any(n > size for n, size in zip(lengths, shape, strict=True)):
        raise ValueError(
            f"`{name}` must fit on `image` of shape {shape} for a window free of borders, "
            f"got {lengths}"
        )


def _per_axis(name: str, value: Any, ndim: int) -> tuple[Any, ...]:
    """Return one value for each axis: `value` itself, or the same for all."""
    values = (value,) * ndim if np.ndim(value) == 0 else tuple(value)
    if len(values) != ndim:
        raise ValueError(f"`{name}` must be one value or one for each of {ndim} axes, got {value}")
    return values


def _window_shape(shape: int | Sequence[int], ndim: int) -> tuple[int, ...]:
    return whole_numbers("shape", _per_axis("shape", shape, ndim), (ndim,))


def _pad(image: FloatArray, before: list[int], after: list[int], border: str) -> FloatArray:
    return np.pad(image, list(zip(before, after, strict=True)), mode=BORDERS[border])


def _slide(
    image: FloatArray, weights: FloatArray, before: list[int], border: str, mode: str
) -> FloatArray:
    """Correlate with `weights`, of which `before` along each axis reach to smaller indices."""
    if mode == "same":
        after = [n - 1 - b for n, b in zip(weights.shape, before, strict=True)]
        image = _pad(image, before, after, border)
    if np.count_nonzero(weights) <= DIRECT_TAPS:
        return _add_shifted(image, weights)
    result: FloatArray = signal.fftconvolve(image, np.flip(weights), mode="valid")
    if _peak(result) >= CANCELLED * _peak(image) * np.linalg.norm(weights):
        return result
    return _add_shifted(image, weights)


def _peak(values: FloatArray) -> float:
    return float(max(values.max(), -values.min()))


def _add_shifted(image: FloatArray, weights: FloatArray) -> FloatArray:
    """Add up the picture once for each weight, shifted and scaled, some rows at a time.

    With the rows of the picture one behind the other, every shift is a step along one line, and
    NumPy runs through it without stopping at the ends of rows. What a shift carries from one row
    into the next arrives in columns that are cut off.
    """
    shape = [size - n + 1 for size, n in zip(image.shape, weights.shape, strict=True)]
    weights = weights.reshape(len(weights), -1)
    width, reach = image[0].size, weights.shape[1] - 1
    pixels = image.ravel()
    taps = [(r * width + c, weights[r, c]) for r, c in np.argwhere(weights).tolist()]
    result = np.empty((shape[0], width - reach))
    step = max(1, BLOCK // width)
    sums, scaled = np.empty((2, step * width))
    for start in range(0, len(result), step):
        block = result[start : start + step]
        end = len(block) * width - reach
        sums[:end] = 0
        for offset, weight in taps:
            first = start * width + offset
            np.multiply(pixels[first : first + end], weight, out=scaled[:end])
            sums[:end] += scaled[:end]
        block[:] = sums[: len(block) * width].reshape(-1, width)[:, : width - reach]
    return result.reshape(shape)
