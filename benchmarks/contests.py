"""Who races against whom, on what, and what is to be reached.

To add a contest, write a function that takes one setting (a size, a width) and returns a
`Contest`, and put `@contest(…)` with its settings above it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import loops
import numpy as np
import skimage
from numpy.lib.stride_tricks import sliding_window_view
from scipy import ndimage, signal
from sklearn.cluster import KMeans
from sklearn.metrics import pairwise_distances_argmin
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier

from course_utils import bovw, edges, filtering, gabor, images, validation

try:
    import cv2
except ImportError:
    cv2 = None
else:
    cv2.setNumThreads(1)

CAMERA = skimage.data.camera() / 255


@dataclass(frozen=True)
class Limit:
    """Ours is to take at most `factor` times as long as the fastest of the `rivals`."""

    factor: float
    rivals: tuple[str, ...]
    why_missed: str = ""


@dataclass(frozen=True)
class Contest:
    """Ways to one result; the first is ours, and the others are held to it by `equal`.

    A way that returns a smaller picture than ours worked out the middle of it, and its time is
    scaled up by the number of values. Where a way takes seconds, `rounds` sets fewer turns.
    """

    name: str
    ways: dict[str, Callable[[], np.ndarray]]
    limits: list[Limit]
    equal: Callable[[np.ndarray, np.ndarray], bool] = field(
        default=lambda ours, theirs: bool(np.abs(ours - theirs).max() <= 1e-10)
    )
    rounds: int | None = None


CONTESTS: list[Callable[[], Contest]] = []


def contest(*settings):
    """Hold the contest that a function describes once for each of the settings."""

    def register(function):
        CONTESTS.extend(partial(function, setting) for setting in settings)
        return function

    return register


@contest(3, 7, 15, 31)
def convolve(size):
    kernel = np.random.default_rng(size).normal(size=(size, size)) / size
    flipped = kernel[::-1, ::-1]
    windows = sliding_window_view(np.pad(CAMERA, size // 2), kernel.shape)
    ways = {
        "course_utils.convolve": lambda: filtering.convolve(CAMERA, kernel, border="constant"),
        "loop": lambda: loops.convolve(CAMERA, kernel, max(8, 64 // size)),
        "NumPy, all windows": lambda: np.einsum("ijkl,kl", windows, flipped),
        "scipy.ndimage.convolve": lambda: ndimage.convolve(CAMERA, kernel, mode="constant"),
        "scipy.signal.convolve2d": lambda: signal.convolve2d(CAMERA, kernel, mode="same"),
        "scipy.signal.fftconvolve": lambda: signal.fftconvolve(CAMERA, kernel, mode="same"),
        "scipy.signal.oaconvolve": lambda: signal.oaconvolve(CAMERA, kernel, mode="same"),
    }
    of_scipy = tuple(name for name in ways if name.startswith("scipy"))
    if cv2:
        ways["cv2.filter2D"] = lambda: cv2.filter2D(
            CAMERA, -1, flipped, borderType=cv2.BORDER_CONSTANT
        )
    limits = [Limit(1.5, of_scipy), Limit(1.0, ("scipy.signal.convolve2d",))]
    return Contest(f"convolve, kernel {size} × {size}", ways, limits)


@contest(1.0, 4.0)
def gaussian_filter(sigma):
    kernel = filtering.gaussian_kernel1d(sigma)

    def line_by_line():
        result = np.pad(CAMERA, kernel.size // 2, mode="symmetric")
        for axis in (0, 1):
            result = np.apply_along_axis(np.convolve, axis, result, kernel, mode="valid")
        return result

    ways = {
        "course_utils.gaussian_filter": lambda: filtering.gaussian_filter(CAMERA, sigma),
        "loop": lambda: loops.gaussian(CAMERA, sigma, 64),
        "NumPy, line by line": line_by_line,
        "scipy.ndimage.gaussian_filter": lambda: ndimage.gaussian_filter(CAMERA, sigma),
        "skimage.filters.gaussian": lambda: skimage.filters.gaussian(CAMERA, sigma, mode="reflect"),
    }
    if cv2:
        ways["cv2.sepFilter2D"] = lambda: cv2.sepFilter2D(
            CAMERA, -1, kernel, kernel, borderType=cv2.BORDER_REFLECT
        )
    limits = [Limit(1.5, ("scipy.ndimage.gaussian_filter",))]
    return Contest(f"gaussian_filter, σ = {sigma:g}", ways, limits)


@contest(3, 15)
def window_sum(size):
    padded = np.pad(CAMERA, size // 2)
    windows = sliding_window_view(padded, (size, size))

    def four_corners():
        sums = np.pad(skimage.transform.integral_image(padded), ((1, 0), (1, 0)))
        rows = sums[size:] - sums[:-size]
        return rows[:, size:] - rows[:, :-size]

    ways = {
        "course_utils.window_sum": lambda: filtering.window_sum(CAMERA, size),
        "loop": lambda: loops.window_sum(CAMERA, size, 16),
        "NumPy, all windows": lambda: windows.sum(axis=(2, 3)),
        "scipy.ndimage.uniform_filter": lambda: (
            size**2 * ndimage.uniform_filter(CAMERA, size, mode="constant")
        ),
        "skimage.transform.integral_image": four_corners,
    }
    if cv2:
        ways["cv2.boxFilter"] = lambda: cv2.boxFilter(
            CAMERA, -1, (size, size), normalize=False, borderType=cv2.BORDER_CONSTANT
        )
    limits = [Limit(1.5, ("scipy.ndimage.uniform_filter",))]
    return Contest(f"window_sum, window {size} × {size}", ways, limits)


@contest((800, 900), (200, 300))
def resize(shape):
    ways = {
        "course_utils.resize": lambda: images.resize(CAMERA, shape),
        "skimage.transform.resize": lambda: skimage.transform.resize(
            CAMERA, shape, order=1, mode="symmetric"
        ),
    }
    enlarged = shape > CAMERA.shape
    if enlarged:  # the others do not smooth before they make a picture smaller
        ways["loop"] = lambda: loops.resize(CAMERA, shape, 64)
        ways["NumPy, four neighbours"] = lambda: four_neighbours(CAMERA, shape)
    if enlarged and cv2:
        ways["cv2.resize"] = lambda: cv2.resize(CAMERA, shape[::-1], interpolation=cv2.INTER_LINEAR)
    name = f"resize to {shape[0]} × {shape[1]}" + ("" if enlarged else ", smoothed first")
    return Contest(name, ways, [Limit(1.5, ("skimage.transform.resize",))])


def four_neighbours(image, shape):
    """Interpolate linearly by indexing the picture four times."""
    (row, next_row, down), (column, next_column, right) = (
        neighbours_along(axis, n_in, n_out)
        for axis, (n_in, n_out) in enumerate(zip(image.shape, shape, strict=True))
    )
    above = (1 - right) * image[row, column] + right * image[row, next_column]
    below = (1 - right) * image[next_row, column] + right * image[next_row, next_column]
    return (1 - down) * above + down * below


def neighbours_along(axis, n_in, n_out):
    position = np.clip((np.arange(n_out) + 0.5) * n_in / n_out - 0.5, 0, n_in - 1)
    position = np.expand_dims(position, 1 - axis)
    first = position.astype(int)
    return first, np.minimum(first + 1, n_in - 1), position - first


@contest(2.0)
def canny(sigma):
    low, high = 0.1, 0.2

    def same_edges(ours, theirs):
        dice = 2 * (ours & theirs).sum() / (ours.sum() + theirs.sum())
        return bool(dice >= 0.95)

    ways = {
        "course_utils.canny": lambda: edges.canny(CAMERA, sigma=sigma, low=low, high=high),
        "loop": lambda: loops.canny(CAMERA, sigma, low, high, 64),
        "skimage.feature.canny": lambda: skimage.feature.canny(
            CAMERA, sigma, low_threshold=low, high_threshold=high
        ),
    }
    limits = [Limit(1.5, ("skimage.feature.canny",))]
    return Contest(f"canny, σ = {sigma:g}", ways, limits, same_edges)


@contest(4)
def gabor_bank(n_orientations):
    frequencies = (0.06, 0.12, 0.24, 0.48)
    bank = gabor.gabor_bank2d(frequencies, n_orientations)
    thetas = np.arange(n_orientations) * np.pi / n_orientations

    def filter_by_filter():
        pairs = ((f, theta) for f in frequencies for theta in thetas)
        parts = (skimage.filters.gabor(CAMERA, f, theta) for f, theta in pairs)
        return np.array([real + 1j * imaginary for real, imaginary in parts])

    def transform_by_transform():
        around = (np.pad(CAMERA, len(kernel) // 2, mode="symmetric") for kernel in bank)
        pairs = zip(around, bank, strict=True)
        return np.array([signal.fftconvolve(padded, k, mode="valid") for padded, k in pairs])

    def loop():
        real = [loops.convolve(CAMERA, kernel.real, 8) for kernel in bank]
        imaginary = [loops.convolve(CAMERA, kernel.imag, 8) for kernel in bank]
        return np.array(real) + 1j * np.array(imaginary)

    ways = {
        "course_utils.bank_responses": lambda: gabor.bank_responses(CAMERA, bank),
        "loop": loop,
        "scipy.signal.fftconvolve": transform_by_transform,
        "skimage.filters.gabor": filter_by_filter,
    }
    limits = [Limit(0.025, ("skimage.filters.gabor",))]
    return Contest(f"bank_responses, {len(bank)} complex Gabor filters", ways, limits, rounds=5)


@contest((660, 27))
def nearest_neighbour_loo(shape):
    X = np.random.default_rng(0).normal(size=shape)
    y = np.arange(len(X)) % 3
    nearest = KNeighborsClassifier(1, algorithm="brute")
    ways = {
        "course_utils.nearest_neighbour_loo": lambda: validation.nearest_neighbour_loo(X, y),
        "loop": lambda: loops.nearest_neighbour_loo(X, y, 22),
        "sklearn cross_val_predict": lambda: cross_val_predict(nearest, X, y, cv=LeaveOneOut()),
    }
    limits = [Limit(1 / 300, ("sklearn cross_val_predict",))]
    name = "leave-one-out nearest neighbour, {} × {}".format(*shape)
    return Contest(name, ways, limits, np.array_equal, rounds=5)


@contest((10_000, 128))
def kmeans(shape):
    rng = np.random.default_rng(0)
    X, start = rng.normal(size=shape), rng.normal(size=(100, shape[1]))

    def of_the_library():
        found = KMeans(100, init=start, n_init=1, algorithm="lloyd").fit(X)
        return np.append(found.cluster_centers_, found.n_iter_)

    def ours():
        found = bovw.kmeans(X, 100, init=start)
        return np.append(found.centers, found.n_iter)

    ways = {"course_utils.kmeans": ours, "sklearn.cluster.KMeans": of_the_library}
    limits = [Limit(3, ("sklearn.cluster.KMeans",))]
    return Contest("kmeans, {} × {}, 100 clusters".format(*shape), ways, limits, rounds=5)


@contest((10_000, 128))
def assignment(shape):
    rng = np.random.default_rng(0)
    X, centers = rng.normal(size=shape), rng.normal(size=(100, shape[1]))
    ways = {
        "course_utils, the step within kmeans": lambda: bovw._assigned(X, centers)[0],
        "loop": lambda: loops.nearest_centers(X, centers, 50),
        "sklearn pairwise_distances_argmin": lambda: pairwise_distances_argmin(X, centers),
    }
    limits = [Limit(3, ("sklearn pairwise_distances_argmin",))]
    name = "kmeans, which of 100 centers is nearest, {} × {}".format(*shape)
    return Contest(name, ways, limits, np.array_equal, rounds=5)
