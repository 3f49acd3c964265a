"""Fourier: a signal or a picture as a sum of waves, and what can be done to them one by one.

For a signal f of n samples, and likewise along each axis of a picture ::

    F[k] = Σ_x f[x] · exp(-2πi k x / n)            the transform, `scipy.fft.fft`
    f[x] = 1/n · Σ_k F[k] · exp(+2πi k x / n)      and back (norm="backward")

F[k] belongs to the frequency k/n, in cycles per sample or per pixel; frequencies that differ by
a whole number are the same on the samples, so -½ … ½ holds them all. What is real has
F[-k] = conj(F[k]): a wave is a pair of coefficients, f and -f, and everything below treats the
two alike.

A filter multiplies each coefficient by a gain. That is a convolution with the border "wrap",
on which the picture's last column is a neighbour of its first; pad a picture before filtering
where that hurts, and cut the result.

Everything here takes pictures of shape (rows, columns), or signals of shape (samples,) where it
says so, computes in float64 and returns new arrays.
"""

from __future__ import annotations

from functools import reduce

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import fft

from ._checks import as_float_array, positive

FloatArray = NDArray[np.float64]

ROUNDING = 1e-12  # cycles per pixel: frequencies closer than this count as equal


def power_spectrum(signal: ArrayLike, *, sample_rate: float = 1.0) -> tuple[FloatArray, FloatArray]:
    """Return how the power of a signal is shared out among its frequencies.

    The power is one-sided: each frequency holds both members of its pair, so a sine of amplitude
    A that fits the signal a whole number of times shows A²/2 in one place, and all powers
    together are the mean square of the signal (Parseval). Equal to
    `scipy.signal.periodogram(signal, sample_rate, window="boxcar", detrend=False,
    scaling="spectrum")`.

    Parameters
    ----------
    signal : array_like, shape (samples,)
        Real numbers. The mean is not subtracted: its square is the first power.
    sample_rate : float, default 1.0
        Samples per second; with 1.0 the frequencies are in cycles per sample.

    Returns
    -------
    frequencies : ndarray of float64, shape (samples // 2 + 1,)
        From 0 to half the sample rate (a little less for an odd number of samples), in hertz.
    power : ndarray of float64, shape (samples // 2 + 1,)
        In squared units of the signal.

    Raises
    ------
    TypeError, ValueError
        If `signal` is not a 1-D array of finite real numbers, or `sample_rate` no positive one.

    References
    ----------
    A. Schuster, "On the investigation of hidden periodicities with application to a supposed 26
    day period of meteorological phenomena", Terr. Magn. 3 (1898), doi:10.1029/TM003i001p00013.
    """
    signal = as_float_array("signal", signal, ndim=(1,), shape_hint="(samples,)")
    sample_rate = positive("sample_rate", sample_rate)
    n = len(signal)
    power = np.abs(fft.rfft(signal) / n) ** 2
    power[1 : (n + 1) // 2] *= 2  # all but the mean and, for even n, half the sample rate
    return fft.rfftfreq(n, 1 / sample_rate), power


def power_spectrum2d(image: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the power of each frequency of a picture, with the mean in the middle.

    Parameters
    ----------
    image : array_like, shape (rows, columns)

    Returns
    -------
    row_frequencies : ndarray of float64, shape (rows,)
        Cycles per pixel downward, rising from -½ (a little more for an odd number of rows).
    column_frequencies : ndarray of float64, shape (columns,)
        Cycles per pixel to the right, rising likewise.
    power : ndarray of float64, shape (rows, columns)
        |F|² / (rows · columns)², the frequency 0 at [rows // 2, columns // 2]. A wave of
        amplitude A shows A²/4 at its frequency f and again at -f; all powers together are the
        mean square of the picture (Parseval).

    Raises
    ------
    TypeError, ValueError
        If `image` is not a 2-D array of finite real numbers.
    """
    image = _picture(image)
    rows, columns = (fft.fftshift(fft.fftfreq(n)) for n in image.shape)
    return rows, columns, fft.fftshift(np.abs(fft.fft2(image) / image.size) ** 2)


def fourier_series(signal: ArrayLike, n_harmonics: int) -> FloatArray:
    """Add up the mean and the first harmonics of one period.

    Harmonic k is the wave that fits the period k times. Of all sums of such waves, this is the
    one nearest to the signal in the sense of least squares.

    Parameters
    ----------
    signal : array_like, shape (samples,)
        One period, sampled evenly, its end (which is the start again) left out.
    n_harmonics : int
        From 0, which leaves the mean, to samples // 2, which gives the signal back.

    Returns
    -------
    ndarray of float64, shape (samples,)

    Raises
    ------
    TypeError, ValueError
        If `signal` is not a 1-D array of finite real numbers, or `n_harmonics` no whole number
        in its range.
    """
    signal = as_float_array("signal", signal, ndim=(1,), shape_hint="(samples,)")
    n = len(signal)
    if isinstance(n_harmonics, bool) or not isinstance(n_harmonics, int | np.integer):
        raise TypeError(f"`n_harmonics` must be a whole number, got {type(n_harmonics).__name__}")
    if not 0 <= n_harmonics <= n // 2:
        raise ValueError(
            f"`n_harmonics` must be between 0 and {n // 2}, half the {n} samples, got {n_harmonics}"
        )
    return _multiply(signal, np.arange(n // 2 + 1) <= n_harmonics)


def low_pass(image: ArrayLike, cutoff: float, *, order: float = 2.0) -> FloatArray:
    """Weaken the waves of high frequency by a Butterworth filter.

    A wave of frequency f, in whatever direction, is multiplied by ::

        H(f) = 1 / (1 + (f / cutoff)^(2·order))

    which is 1 for the mean, ½ at the cutoff, and falls the more steeply the higher the order.
    Equal to `skimage.filters.butterworth(image, cutoff, high_pass=False, order=order)`, which
    takes cutoffs up to ½.

    Parameters
    ----------
    image : array_like, shape (rows, columns) or (samples,)
        The border is "wrap".
    cutoff : float
        Cycles per pixel, positive. Pictures hold frequencies up to ½ along an axis and up to
        0.71 along a diagonal.
    order : float, default 2.0
        Positive; `np.inf` makes the ideal filter, which keeps f ≤ cutoff as it is and removes
        the rest, and rings at every edge.

    Returns
    -------
    ndarray of float64, shape of `image`

    Raises
    ------
    TypeError, ValueError
        If `image` is not a 1-D or 2-D array of finite real numbers, or `cutoff` or `order` no
        positive number.

    Notes
    -----
    In electronics H is the gain of *power*, the square of the filter's gain, which is √½ at the
    cutoff there. In image processing H itself is the gain, as here.

    References
    ----------
    S. Butterworth, "On the theory of filter amplifiers", Experimental Wireless & the Wireless
    Engineer 7 (1930), 536–541 (no DOI).
    """
    image = as_float_array("image", image, ndim=(1, 2), shape_hint=_SHAPE_HINT)
    cutoff = positive("cutoff", cutoff)
    axes = [*map(fft.fftfreq, image.shape[:-1]), fft.rfftfreq(image.shape[-1])]
    frequency = reduce(np.hypot, np.ix_(*axes))
    if isinstance(order, float) and order == np.inf:
        return _multiply(image, frequency <= cutoff + ROUNDING)
    exponent = 2 * positive("order", order)
    with np.errstate(over="ignore"):  # 1 / (1 + infinity) is the 0 that is meant
        return _multiply(image, 1 / (1 + (frequency / cutoff) ** exponent))


def high_pass(image: ArrayLike, cutoff: float, *, order: float = 2.0) -> FloatArray:
    """Return what `low_pass` takes away: the picture minus its low-passed version.

    The gain is 1 - H(f): 0 for the mean, ½ at the cutoff, near 1 far above. Parameters, border
    and errors are those of `low_pass`. The result has negative values.
    """
    low = low_pass(image, cutoff, order=order)
    return np.asarray(image, dtype=np.float64) - low


def notch(image: ArrayLike, frequencies: ArrayLike, *, radius: float = 0.0) -> FloatArray:
    """Remove single waves from a picture, each by its point in the spectrum and the mirror of it.

    Parameters
    ----------
    image : array_like, shape (rows, columns)
        The border is "wrap".
    frequencies : array_like, shape (n, 2) or (2,)
        One (row, column) frequency a wave, in cycles per pixel. -f is removed with f and need
        not be named; frequencies beyond ½ stand for their alias within.
    radius : float, default 0.0
        In cycles per pixel. 0 removes the bin nearest to each frequency, several where they are
        equally near; a radius removes with it all bins within that distance, which is measured
        round the borders of the spectrum too (0.49 and -0.49 are 0.02 apart).

    Returns
    -------
    ndarray of float64, shape of `image`
        The mean brightness is kept, whatever the radius.

    Raises
    ------
    TypeError, ValueError
        If `image` is not a 2-D array of finite real numbers, if `frequencies` does not hold
        pairs of them, or if `radius` is neither 0 nor a positive number.
    ValueError
        If the bin nearest to one of the frequencies is (0, 0), the mean.
    """
    image = _picture(image)
    frequencies = as_float_array("frequencies", frequencies, ndim=(1, 2), shape_hint="(n, 2)")
    if frequencies.shape[-1] != 2:
        raise ValueError(
            "`frequencies` must hold pairs (row, column), shape (n, 2) or (2,), "
            f"got shape {frequencies.shape}"
        )
    reach = 0.0 if np.isscalar(radius) and radius == 0 else positive("radius", radius)
    rows, columns = map(fft.fftfreq, image.shape)
    kept = np.ones(image.shape, dtype=bool)
    for row, column in [*frequencies.reshape(-1, 2), *-frequencies.reshape(-1, 2)]:
        distance = np.hypot(_wrapped(rows - row)[:, None], _wrapped(columns - column))
        nearest = distance.min() + ROUNDING
        if distance[0, 0] <= nearest:
            raise ValueError(
                "`frequencies` must not name the mean (0, 0), which is kept, but "
                f"({row:g}, {column:g}) cycles per pixel is nearest to it"
            )
        kept &= distance > max(nearest, reach + ROUNDING)
    kept[0, 0] = True
    result: FloatArray = fft.ifft2(np.where(kept, fft.fft2(image), 0)).real
    return result


def keep_largest(image: ArrayLike, fraction: float) -> FloatArray:
    """Rebuild a picture from the largest of its Fourier coefficients and forget the others.

    Parameters
    ----------
    image : array_like, shape (rows, columns)
    fraction : float
        How many of the rows × columns coefficients to keep, above 0 and at most 1, rounded to
        the nearest number of coefficients, at least one. The two coefficients of a wave stay
        together, so one more may be kept. Which of several equally large waves stay is fixed
        but arbitrary.

    Returns
    -------
    ndarray of float64, shape of `image`
        Of all pictures with so many coefficients the nearest in the sense of least squares.

    Raises
    ------
    TypeError, ValueError
        If `image` is not a 2-D array of finite real numbers, or `fraction` no number in its
        range.
    """
    image = _picture(image)
    if positive("fraction", fraction) > 1:
        raise ValueError(f"`fraction` must be at most 1, got {fraction!r}")
    spectrum = fft.fft2(image)
    index = np.arange(image.size).reshape(image.shape)
    mirror = np.roll(np.flip(index), 1, axis=(0, 1))
    wave = np.minimum(index, mirror).ravel()  # one number for both coefficients
    largest_first = np.lexsort((wave, -np.abs(spectrum.ravel()[wave])))
    count = max(1, round(fraction * image.size))
    kept = np.isin(wave, wave[largest_first[:count]]).reshape(image.shape)
    result: FloatArray = fft.ifft2(np.where(kept, spectrum, 0)).real
    return result


def wiener(image: ArrayLike, kernel: ArrayLike, *, noise_to_signal: float) -> FloatArray:
    """Undo a convolution as far as the noise allows.

    With H the transform of the kernel, each coefficient is multiplied by ::

        conj(H) / (|H|² + noise_to_signal)

    which divides by H where the kernel passes much, and gives up where it passes less than the
    noise. For noise and pictures whose power is the same at all frequencies, no other gain has
    a smaller mean squared error. Equal to `skimage.restoration.wiener` with
    `balance=noise_to_signal`, the regulariser `reg=np.ones((1, 1))` and `clip=False`.

    Parameters
    ----------
    image : array_like, shape (rows, columns) or (samples,)
        A picture convolved with `kernel`, the border being "wrap", plus noise.
    kernel : array_like, with as many dimensions as `image`
        Its origin is that of `scipy.ndimage.convolve`, also where a size is even. It may be
        larger than the picture.
    noise_to_signal : float
        Power of the noise divided by the power of the picture, positive. The smaller, the
        sharper and the noisier the result. For a photograph choose it by trying: the ratio of
        the two mean squares is far too small, since nearly all of a photograph's power is at
        low frequencies.

    Returns
    -------
    ndarray of float64, shape of `image`

    Raises
    ------
    TypeError, ValueError
        If `image` is not a 1-D or 2-D array of finite real numbers, `kernel` none of as many
        dimensions, or `noise_to_signal` no positive number.

    References
    ----------
    C. W. Helstrom, "Image restoration by the method of least squares", J. Opt. Soc. Am. 57
    (1967), doi:10.1364/JOSA.57.000297.
    """
    image = as_float_array("image", image, ndim=(1, 2), shape_hint=_SHAPE_HINT)
    kernel = as_float_array("kernel", kernel, ndim=(image.ndim,), shape_hint="like `image`")
    noise_to_signal = positive("noise_to_signal", noise_to_signal)
    places = [(np.arange(k) - k // 2) % n for k, n in zip(kernel.shape, image.shape, strict=True)]
    response = np.zeros(image.shape)
    np.add.at(response, np.ix_(*places), kernel)
    transfer = fft.rfftn(response)
    return _multiply(image, transfer.conj() / (np.abs(transfer) ** 2 + noise_to_signal))


_SHAPE_HINT = "(rows, columns), a colour picture one channel at a time"


def _picture(image: ArrayLike) -> FloatArray:
    return as_float_array("image", image, ndim=(2,), shape_hint=_SHAPE_HINT)


def _multiply(image: FloatArray, gain: NDArray[np.generic]) -> FloatArray:
    """Multiply the coefficients that `scipy.fft.rfftn` gives, and transform back."""
    result: FloatArray = fft.irfftn(fft.rfftn(image) * gain, s=image.shape)
    return result


def _wrapped(frequency: FloatArray) -> FloatArray:
    """Return the alias between -½ and ½."""
    return frequency - np.rint(frequency)
