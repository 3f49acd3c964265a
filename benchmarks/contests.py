"""Who races against whom, on what, and what is to be reached.

To add a contest, write a function that takes one setting (a size, a width) and returns a
`Contest`, and put `@contest(…)` with its settings above it.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial

import jax
import keras
import loops
import numpy as np
import skimage
from numpy.lib.stride_tricks import sliding_window_view
from scipy import ndimage, signal
from sklearn.cluster import KMeans
from sklearn.datasets import load_breast_cancer
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import pairwise_distances_argmin
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils import (
    bovw,
    cnn,
    data,
    edges,
    filtering,
    gabor,
    images,
    neuron,
    projections,
    validation,
)

try:
    import cv2
except ImportError:
    cv2 = None
else:
    cv2.setNumThreads(1)

CAMERA = skimage.data.camera() / 255


def within(tolerance):
    return lambda ours, theirs: bool(np.abs(ours - theirs).max() <= tolerance)


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
    equal: Callable[[np.ndarray, np.ndarray], bool] = field(default=within(1e-10))
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


@contest(0.1, 0.01)
def single_neuron(l2):
    table, y = load_breast_cancer(return_X_y=True)
    X = StandardScaler().fit_transform(table)
    ours = neuron.SingleNeuron(l2=l2)
    theirs = LogisticRegression(C=1 / (len(X) * l2))
    ways = {
        "course_utils.SingleNeuron": lambda: ours.fit(X, y).predict_proba(X)[:, 1],
        "sklearn LogisticRegression": lambda: theirs.fit(X, y).predict_proba(X)[:, 1],
    }
    if l2 >= 0.1:  # with a weaker penalty the loop takes half a minute
        ways["loop"] = lambda: loops.single_neuron(X, y, l2)
    return Contest(f"single neuron, breast cancer, l2 = {l2:g}", ways, [], within(0.01), rounds=5)


@contest((660, 27), (1797, 64))
def pca(shape):
    X = np.random.default_rng(0).normal(size=shape) * np.linspace(1, 3, shape[1])
    ours, theirs = projections.PCA(), PCA(svd_solver="full")

    def of_the_covariance():
        centred = X - X.mean(axis=0)
        _, directions = np.linalg.eigh(centred.T @ centred)
        return centred @ directions[:, ::-1]

    def equal_up_to_sign(ours, theirs):
        return within(1e-10)(np.abs(ours), np.abs(theirs))

    ways = {
        "course_utils.PCA": lambda: ours.fit_transform(X),
        "NumPy, eigenvectors of the covariance": of_the_covariance,
        "sklearn PCA, full": lambda: theirs.fit_transform(X),
    }
    limits = [Limit(1.5, ("sklearn PCA, full",))]
    return Contest("PCA, {} × {}".format(*shape), ways, limits, equal_up_to_sign)


@contest((660, 27))
def accuracy_by_components(shape):
    rng = np.random.default_rng(0)
    y = np.arange(shape[0]) % 3
    X = rng.normal(size=shape) + 0.5 * y[:, np.newaxis] * rng.normal(size=shape[1])
    counts = range(1, shape[1] + 1)

    def one_by_one():
        pipelines = (make_pipeline(PCA(k), KNeighborsClassifier(1)) for k in counts[12:15])
        predicted = (cross_val_predict(each, X, y, cv=LeaveOneOut()) for each in pipelines)
        return np.array([np.mean(labels == y) for labels in predicted])

    ways = {
        "course_utils.accuracy_by_components": lambda: projections.accuracy_by_components(
            X, y, counts
        ),
        "sklearn cross_val_predict for each number": one_by_one,
    }
    limits = [Limit(1 / 300, ("sklearn cross_val_predict for each number",))]
    name = "accuracy by components, one left out, {} × {}".format(*shape)
    return Contest(name, ways, limits, rounds=3)


@contest((32, 6, 6, 8))
def convolution_layer(shape):
    rng = np.random.default_rng(0)
    layer = cnn.Conv2D(16, 3)
    layer.build(shape[1:], rng)
    x, kernels = (
        values.astype("float32") for values in (rng.normal(size=shape), layer.parameters[0])
    )
    layer.parameters = kernels, np.zeros(16, "float32")
    gradient = rng.normal(size=layer.forward(x).shape).astype("float32")

    def ours():
        layer.forward(x)
        return layer.backward(gradient)

    @jax.jit
    def both_passes(x, kernels, gradient):
        def correlate(x, kernels):
            axes = ("NHWC", "HWIO", "NHWC")
            return jax.lax.conv_general_dilated(x, kernels, (1, 1), "VALID", dimension_numbers=axes)

        output, backward = jax.vjp(correlate, x, kernels)
        return output, *backward(gradient)

    ways = {
        "course_utils.Conv2D": ours,
        "loop": lambda: loops.convolution_layer(x, kernels, gradient, 2),
        "jax.lax.conv_general_dilated": lambda: np.asarray(both_passes(x, kernels, gradient)[1]),
    }
    name = "convolution layer, forward and backward, 32 pictures 6 × 6 × 8, 16 filters"
    return Contest(name, ways, [], within(1e-4))


@contest(32)
def cnn_epoch(batch_size):
    digits = data.load_digits()
    X, y = digits.data[..., np.newaxis].astype("float32"), digits.target
    layers = [cnn.Conv2D(8, 3), cnn.ReLU(), cnn.Conv2D(16, 3), cnn.ReLU(), cnn.MaxPool()]
    layers += [cnn.Flatten(), cnn.Dense(64), cnn.ReLU(), cnn.Dense(10)]
    ours = cnn.Sequential(layers, epochs=1, batch_size=batch_size, verbose=False)
    ours.build((8, 8, 1))
    order = deepcopy(ours.rng).permutation(len(X))  # of our first epoch, the one compared

    of = keras.layers
    layers = [of.Conv2D(8, 3), of.ReLU(), of.Conv2D(16, 3), of.ReLU(), of.MaxPooling2D()]
    layers += [of.Flatten(), of.Dense(64), of.ReLU(), of.Dense(10)]
    theirs = keras.Sequential([keras.Input((8, 8, 1)), *layers])
    theirs.set_weights([values.copy() for values in ours.parameters])  # JAX shares memory
    theirs.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))

    def epoch_of_ours():
        return all_of(ours.fit(X, y).parameters)

    def epoch_of_keras():
        theirs.fit(X[order], y[order], batch_size, shuffle=False, verbose=0)
        return all_of(variable.value for variable in theirs.trainable_variables)

    def all_of(weights):
        return np.concatenate([np.ravel(values) for values in weights])

    ways = {"course_utils.cnn": epoch_of_ours, "keras, JAX": epoch_of_keras}
    limits = [Limit(1.5, ("keras, JAX",))]
    name = f"an epoch on 1797 digits 8 × 8, two convolutions, batches of {batch_size}"
    return Contest(name, ways, limits, within(1e-3))
