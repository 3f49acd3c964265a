"""Gabor filters: which frequency, where, and in which direction.

A Gabor kernel is a wave under a bell ::

    one dimension    g[x]    = exp(2πi f x) · exp(-x² / 2σ²) / (√(2π) σ)
    two dimensions   g[y, x] = exp(2πi f (x cos θ + y sin θ)) · exp(-(x² + y²) / 2σ²) / (2π σ²)

Its transform is a bell too, around the frequency f. The bandwidth b is the width of that bell in
octaves, between the two frequencies where it has fallen to one half: σ f = √(ln2 / 2) / π ·
(2ᵇ + 1) / (2ᵇ - 1), so that a filter for a lower frequency is the same wave under the same bell,
stretched. Kernels end at 3σ. The magnitude of a picture's complex response says how much of the
frequency is there, whatever the phase.

Frequencies are in cycles per pixel or per sample, above 0 and up to 0.5; angles in radians from
+x (to the right) towards +y (down), the direction in which the wave oscillates: at θ = 0 its
crests stand upright.

References
----------
D. Gabor, "Theory of communication", J. IEE 93 (1946), doi:10.1049/ji-3-2.1946.0074.

J. G. Daugman, "Uncertainty relation for resolution in space, spatial frequency, and orientation
optimized by two-dimensional visual cortical filters", J. Opt. Soc. Am. A 2 (1985),
doi:10.1364/JOSAA.2.001160.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Self

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from scipy import fft
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from ._checks import as_float_array, one_of, positive, whole_number
from ._pictures import validated_stack
from .filtering import BORDERS

FloatArray = NDArray[np.float64]
ComplexArray = NDArray[np.complex128]

POOLING: dict[str, Any] = {"mean": np.mean, "std": np.std, "max": np.max}
BLOCK = 2**16  # pixels whose responses are worked out at a time


def gabor_kernel1d(frequency: float, *, bandwidth: float = 1.0) -> ComplexArray:
    """Return a wave under a bell: the filter for one frequency in a signal.

    Parameters
    ----------
    frequency : float
        Cycles per sample, above 0 and up to 0.5.
    bandwidth : float, default 1.0
        Width of the filter's transform at half its height, in octaves. The smaller, the more
        exact the frequency and the longer the bell.

    Returns
    -------
    ndarray of complex128, shape (2r + 1,)
        r = ⌈3σ⌉; the middle is real and the largest, 1 / (√(2π) σ).

    Raises
    ------
    TypeError, ValueError
        If `frequency` or `bandwidth` is no positive finite number, or `frequency` above 0.5.
    """
    frequency, sigma = _checked(frequency, bandwidth)
    return _line(math.ceil(3 * sigma), frequency, sigma)


def gabor_kernel2d(frequency: float, theta: float, *, bandwidth: float = 1.0) -> ComplexArray:
    """Return a plane wave under a round bell: the filter for one frequency and one direction.

    Equal to `skimage.filters.gabor_kernel(frequency, theta, bandwidth)`.

    Parameters
    ----------
    frequency : float
        Cycles per pixel in the direction `theta`, above 0 and up to 0.5.
    theta : float
        The direction in which the wave oscillates, in radians from +x (to the right) towards
        +y (down). θ + π gives the complex conjugate, with the same magnitude of response.
    bandwidth : float, default 1.0
        As in `gabor_kernel1d`.

    Returns
    -------
    ndarray of complex128, shape (2r + 1, 2r + 1)
        r = ⌈3σ · max(\\|cos θ\\|, \\|sin θ\\|)⌉ as in scikit-image: an oblique filter is cut off
        somewhat closer. The middle is real and the largest, 1 / (2π σ²).

    Raises
    ------
    TypeError, ValueError
        As `gabor_kernel1d`, and if `theta` is no finite number.

    Notes
    -----
    As the bell is round, the kernel is the outer product of two one-dimensional ones.
    """
    frequency, sigma = _checked(frequency, bandwidth)
    angle = float(as_float_array("theta", theta, ndim=(0,)))
    right, down = math.cos(angle), math.sin(angle)
    radius = math.ceil(3 * sigma * max(abs(right), abs(down)))
    return np.outer(_line(radius, frequency * down, sigma), _line(radius, frequency * right, sigma))


def gabor_bank1d(frequencies: ArrayLike, *, bandwidth: float = 1.0) -> list[ComplexArray]:
    """Return one `gabor_kernel1d` for each frequency.

    Parameters
    ----------
    frequencies : array_like, shape (n,)
        Cycles per sample, each above 0 and up to 0.5.
    bandwidth : float, default 1.0
        As in `gabor_kernel1d`, the same for all.

    Returns
    -------
    list of n ndarrays of complex128
        The lower the frequency, the longer.

    Raises
    ------
    TypeError, ValueError
        If `frequencies` is no line of usable frequencies, or as `gabor_kernel1d`.
    """
    line = as_float_array("frequencies", frequencies, ndim=(1,))
    return [gabor_kernel1d(f, bandwidth=bandwidth) for f in line]


def gabor_bank2d(
    frequencies: ArrayLike, n_orientations: int, *, bandwidth: float = 1.0
) -> list[ComplexArray]:
    """Return one `gabor_kernel2d` for each frequency and each of `n_orientations` directions.

    Parameters
    ----------
    frequencies : array_like, shape (n,)
        Cycles per pixel, each above 0 and up to 0.5.
    n_orientations : int
        The directions are θ = k · π / n_orientations, k = 0 … n_orientations - 1. Half a turn is
        enough: the other half gives the complex conjugates.
    bandwidth : float, default 1.0
        As in `gabor_kernel1d`, the same for all.

    Returns
    -------
    list of n × n_orientations ndarrays of complex128
        All directions of the first frequency, then all of the second, and so on.

    Raises
    ------
    TypeError, ValueError
        If `frequencies` is no line of usable frequencies, `n_orientations` no positive whole
        number, or as `gabor_kernel1d`.
    """
    line = as_float_array("frequencies", frequencies, ndim=(1,))
    pairs = product(line, _directions(n_orientations))
    return [gabor_kernel2d(f, theta, bandwidth=bandwidth) for f, theta in pairs]


def bank_responses(
    image: ArrayLike, bank: Sequence[ArrayLike], *, border: str = "reflect"
) -> ComplexArray:
    """Convolve a picture or a signal with every kernel of a bank.

    Equal to `scipy.ndimage.convolve(image, kernel, mode=border)` for each kernel, even ones too.

    Parameters
    ----------
    image : array_like, shape (rows, columns) or (samples,)
        Booleans and integers are converted to float64 without rescaling.
    bank : sequence of array_like, each with as many dimensions as `image`
        Real or complex kernels of any sizes, also larger than the picture.
    border : {"reflect", "constant", "nearest", "mirror", "wrap"}, default "reflect"
        How the picture goes on beyond its border, as in `filtering.convolve`.

    Returns
    -------
    ndarray of complex128, shape (number of kernels, \\*shape of `image`)

    Raises
    ------
    TypeError
        If `image` does not hold real numbers or a kernel no numbers.
    ValueError
        If `image` or a kernel is empty, not finite or of the wrong number of dimensions, if the
        bank is empty or `border` unknown.

    Notes
    -----
    By the convolution theorem: the picture, continued beyond its border as far as the largest
    kernel reaches, is transformed once; each kernel's transform is multiplied with it and the
    product transformed back. Kernels come one after the other, so that beside the result there
    is memory for a few pictures only. Rounding errors are those of the fast Fourier transform,
    some 1e-15 of the picture's largest magnitude times the kernel's norm, everywhere.
    """
    picture = as_float_array("image", image, ndim=(1, 2), shape_hint="(rows, columns)")
    kernels = [_checked_kernel(kernel, picture.ndim) for kernel in bank]
    if not kernels:
        raise ValueError("`bank` must hold at least one kernel, got none")
    one_of("border", border, list(BORDERS))
    result = np.empty((len(kernels), *picture.shape), dtype=np.complex128)
    for plane, response in zip(result, _responses(picture, kernels, border), strict=True):
        plane[...] = response
    return result


class _Pooled(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """What both estimators share: magnitudes of responses, pooled over a picture or a signal.

    Where several kernels in a row have one name, their pooled features are averaged.
    """

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Check `X` and the parameters, and make the bank; nothing is learned from the values.

        Parameters
        ----------
        X : array_like
            As in `transform`.
        y : ignored

        Returns
        -------
        self
        """
        self._validated(X, reset=True)
        if isinstance(self.pooling, str) or not len(self.pooling):
            raise ValueError(f"`pooling` must be a sequence of names, got {self.pooling!r}")
        for name in self.pooling:
            one_of("pooling", name, POOLING)
        self.bank_ = self._bank()
        return self

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the features of each picture or signal.

        Parameters
        ----------
        X : array_like
            Like the `X` of `fit`, with as many pixels or samples each.

        Returns
        -------
        ndarray of float64, shape (n, number of features)
        """
        names = self.get_feature_names_out()
        samples = self._validated(X, reset=False)
        step = max(1, BLOCK // samples[0].size)
        pooled = Parallel(n_jobs=self.n_jobs)(
            delayed(_pool)(samples[start : start + step], self.bank_, self.pooling)
            for start in range(0, len(samples), step)
        )
        groups = np.concatenate(pooled).reshape(len(samples), len(names), -1)
        return np.asarray(groups.mean(axis=2))

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[Any]:
        """Return a name for each feature, such as "std f=0.25 θ=45°".

        Parameters
        ----------
        input_features : array_like of str, optional
            Only counted, as scikit-learn asks; the names do not depend on it.

        Returns
        -------
        ndarray of str objects, shape (number of features,)
        """
        check_is_fitted(self)
        if input_features is not None and np.size(input_features) != self.n_features_in_:
            raise ValueError(f"input_features should have length equal to {self.n_features_in_}")
        names = [f"{pool} {kernel}" for pool in self.pooling for kernel in self._kernel_names()]
        return np.array(names, dtype=object)


class GaborFeatures(_Pooled):
    """Describe pictures by how strongly a bank of Gabor filters responds to them.

    Each filter's response is taken by its magnitude and pooled over the picture: the features
    say how much of each frequency and direction there is, and no longer where.

    Parameters
    ----------
    frequencies : array_like, shape (n,), default (0.06, 0.12, 0.24, 0.48)
        Cycles per pixel, each above 0 and up to 0.5.
    n_orientations : int, default 4
        Directions θ = k · π / n_orientations.
    bandwidth : float, default 1.0
        Of each filter, in octaves.
    pooling : sequence of {"mean", "std", "max"}, default ("mean", "std", "max")
        What is taken over all pixels of a magnitude; "std" is the standard deviation.
    rotation_invariant : bool, default False
        Average the pooled features over the directions, so that a picture and the same picture
        turned have nearly the same features; for quarter turns the same, if `n_orientations`
        is even.
    image_shape : (rows, columns), optional
        What a row of a two-dimensional `X` becomes; one of the two may be -1, as in `reshape`.
        None for a stack of shape (n, rows, columns).
    n_jobs : int, optional
        How many pictures at once, as in `joblib.Parallel`; its backend is the one in force
        (`joblib.parallel_config`).

    Attributes
    ----------
    bank_ : list of ndarray of complex128
        The kernels, `gabor_bank2d(frequencies, n_orientations)`.
    n_features_in_ : int
        Number of pixels of a picture.
    feature_names_in_ : ndarray of str
        Names of the pixels, where `X` has such.

    Notes
    -----
    The features come in the order of `pooling`: "mean" of all filters, then "std" of all, then
    "max"; within each of these as in `gabor_bank2d`, all directions of the first frequency
    first. With `rotation_invariant` one feature a frequency and pooling is left. Beyond the
    border the picture is mirrored ("reflect").

    The default frequencies are an octave apart, as wide as each filter's band, and the highest
    stays below the 0.5 at which pixels end. Of the banks compared on the left halves of brick,
    grass and gravel none with all frequencies below 0.5 told patches apart better.
    """

    def __init__(
        self,
        frequencies: ArrayLike = (0.06, 0.12, 0.24, 0.48),
        n_orientations: int = 4,
        *,
        bandwidth: float = 1.0,
        pooling: Sequence[str] = ("mean", "std", "max"),
        rotation_invariant: bool = False,
        image_shape: tuple[int, int] | None = None,
        n_jobs: int | None = None,
    ) -> None:
        self.frequencies = frequencies
        self.n_orientations = n_orientations
        self.bandwidth = bandwidth
        self.pooling = pooling
        self.rotation_invariant = rotation_invariant
        self.image_shape = image_shape
        self.n_jobs = n_jobs

    def _validated(self, X: ArrayLike, *, reset: bool) -> FloatArray:
        return validated_stack(self, X, reset=reset)

    def _bank(self) -> list[ComplexArray]:
        return gabor_bank2d(self.frequencies, self.n_orientations, bandwidth=self.bandwidth)

    def _kernel_names(self) -> list[str]:
        degrees = np.rad2deg(_directions(self.n_orientations))
        turns = [""] if self.rotation_invariant else [f" θ={angle:g}°" for angle in degrees]
        return [f"f={f:g}{turn}" for f in np.asarray(self.frequencies) for turn in turns]


class GaborFeatures1D(_Pooled):
    """Describe signals by how strongly a bank of Gabor filters responds to them.

    Parameters
    ----------
    frequencies : array_like, shape (n,), default nine from 0.02 to 0.4
        Cycles per sample, each above 0 and up to 0.5.
    bandwidth, pooling, n_jobs
        As in `GaborFeatures`.

    Attributes
    ----------
    bank_ : list of ndarray of complex128
        The kernels, `gabor_bank1d(frequencies)`.
    n_features_in_ : int
        Number of samples of a signal.
    feature_names_in_ : ndarray of str
        Names of the samples, where `X` has such.

    Notes
    -----
    `X` has one signal a row, shape (n, samples). The features come in the order of `pooling`:
    "mean" of all filters, then "std" of all, then "max". Beyond the border a signal is mirrored
    ("reflect").
    """

    def __init__(
        self,
        frequencies: ArrayLike = (0.02, 0.03, 0.04, 0.06, 0.09, 0.13, 0.19, 0.28, 0.4),
        *,
        bandwidth: float = 1.0,
        pooling: Sequence[str] = ("mean", "std", "max"),
        n_jobs: int | None = None,
    ) -> None:
        self.frequencies = frequencies
        self.bandwidth = bandwidth
        self.pooling = pooling
        self.n_jobs = n_jobs

    def _validated(self, X: ArrayLike, *, reset: bool) -> FloatArray:
        return np.asarray(validate_data(self, X, dtype=np.float64, reset=reset))

    def _bank(self) -> list[ComplexArray]:
        return gabor_bank1d(self.frequencies, bandwidth=self.bandwidth)

    def _kernel_names(self) -> list[str]:
        return [f"f={f:g}" for f in np.asarray(self.frequencies)]


def _checked(frequency: float, bandwidth: float) -> tuple[float, float]:
    """Return the frequency and the σ of its bell, or say what is wrong with an argument."""
    frequency = positive("frequency", frequency)
    if frequency > 0.5:
        raise ValueError(f"`frequency` must be at most 0.5 cycles per pixel, got {frequency:g}")
    octaves = math.tanh(positive("bandwidth", bandwidth) * math.log(2) / 2)
    return frequency, math.sqrt(math.log(2) / 2) / (math.pi * octaves * frequency)


def _line(radius: int, frequency: float, sigma: float) -> ComplexArray:
    x = np.arange(-radius, radius + 1)
    wave: ComplexArray = np.exp(2j * np.pi * frequency * x - 0.5 * (x / sigma) ** 2)
    return wave / np.float64(math.sqrt(2 * math.pi) * sigma)


def _directions(n_orientations: int) -> FloatArray:
    n = whole_number("n_orientations", n_orientations)
    return np.arange(n) * np.pi / n


def _checked_kernel(kernel: ArrayLike, ndim: int) -> ComplexArray:
    for part in (np.real(kernel), np.imag(kernel)):
        as_float_array("bank", part, ndim=(ndim,), shape_hint="in each kernel, like `image`")
    return np.asarray(kernel, dtype=np.complex128)


def _responses(images: FloatArray, bank: list[ComplexArray], border: str) -> Iterator[ComplexArray]:
    """Yield what each kernel makes of all `images`, which lie along the last axes.

    What is yielded lies in memory that the next response overwrites.
    """
    axes = list(range(-bank[0].ndim, 0))
    longest = np.max([kernel.shape for kernel in bank], axis=0)
    before, after = (longest - 1) // 2, longest // 2
    margins = [(0, 0)] * (images.ndim - len(axes)) + list(zip(before, after, strict=True))
    padded = np.pad(images, margins, mode=BORDERS[border])
    size = [fft.next_fast_len(padded.shape[axis]) for axis in axes]
    spectrum = fft.fftn(padded, size, axes=axes)
    workspace = np.empty_like(spectrum)
    for kernel in bank:
        np.multiply(spectrum, fft.fftn(kernel, size), out=workspace)
        origin = before + np.array(kernel.shape) // 2
        window = map(slice, origin, origin + np.array(images.shape)[axes])
        yield fft.ifftn(workspace, axes=axes, overwrite_x=True)[..., *window]


def _pool(samples: FloatArray, bank: list[ComplexArray], pooling: Sequence[str]) -> FloatArray:
    """Return the pooled magnitudes of responses, shape (n, poolings, kernels)."""
    axes = tuple(range(1, samples.ndim))
    magnitudes = (np.abs(response) for response in _responses(samples, bank, "reflect"))
    pooled = [[POOLING[name](m, axis=axes) for name in pooling] for m in magnitudes]
    return np.asarray(pooled).transpose(2, 1, 0)
