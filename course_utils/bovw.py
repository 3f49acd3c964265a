"""A bag of visual words: a picture told by how often each of a few words occurs in it.

Words are the centres of clusters of local descriptors. k-means finds them (Lloyd's algorithm):
give each sample to its nearest centre, move each centre to the mean of its samples, repeat. Both
steps lower the inertia, the sum of squared distances between the samples and their centres, or
leave it as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Self

import numpy as np
from joblib import Parallel, delayed
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from skimage.feature import daisy
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.cluster import kmeans_plusplus
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted
from tqdm.auto import tqdm

from ._checks import as_float_array, one_of, whole_number
from ._pictures import validated_stack
from .gabor import bank_responses, gabor_bank2d

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]

GABOR_FREQUENCIES = (0.14, 0.25, 0.4)  # cycles per pixel, each in four directions
BLOCK = 1024  # samples whose distances to all centres are held at a time


class KMeansResult(NamedTuple):
    """What `kmeans` found.

    Attributes
    ----------
    labels : ndarray of int, shape (n,)
        The index of the nearest centre of each sample.
    centers : ndarray of float64, shape (k, d)
        The means of the clusters.
    inertia_history : ndarray of float64, shape (n_iter + 1,)
        The inertia each time the samples have been given to their nearest centres; the last
        value is that of `labels` and `centers`. It never rises.
    n_iter : int
        Number of turns: give the samples to the centres, move the centres. The last turn moves
        none if no sample changed its cluster.
    """

    labels: IntArray
    centers: FloatArray
    inertia_history: FloatArray
    n_iter: int


def kmeans(
    X: ArrayLike,
    n_clusters: int,
    *,
    init: str | ArrayLike = "k-means++",
    max_iter: int = 300,
    tol: float = 1e-4,
    rng: np.random.Generator | int | None = None,
) -> KMeansResult:
    """Find `n_clusters` centres such that samples are near to one of them.

    Parameters
    ----------
    X : array_like, shape (n, d)
        The samples.
    n_clusters : int
        From 1 to n.
    init : "k-means++" or array_like, shape (n_clusters, d)
        Where the centres start. "k-means++" draws samples far from those drawn before, each with
        a probability that grows with the square of its distance to the nearest of these [2]_,
        and keeps the best of 2 + ⌊ln k⌋ draws each time.
    max_iter : int, default 300
        The largest number of turns.
    tol : float, default 1e-4
        Stop when the centres together moved by a squared distance of at most `tol` times the
        mean variance of the columns of `X`. Zero waits until no sample changes its cluster,
        which ends the search whatever `tol` is.
    rng : numpy.random.Generator or int
        Or a seed for one. Only "k-means++" draws from it.

    Returns
    -------
    KMeansResult
        `labels`, `centers`, `inertia_history` and `n_iter`.

    Raises
    ------
    TypeError
        If `X` or `init` does not hold real numbers, or a number is not whole where it must be.
    ValueError
        If `X` is not 2-D, is empty or not finite, if there are more clusters than samples, if
        `init` has another shape than (n_clusters, d), or a number is out of its range.

    Notes
    -----
    Where distances tie, the centre with the lowest index gets the sample. A cluster that is left
    without samples is moved onto the sample farthest from its centre, which leaves the cluster it
    was in; several such clusters onto the farthest samples. If every sample lies on a centre
    (more clusters than different samples) clusters stay empty. All this, and `tol`, is as in
    `sklearn.cluster.KMeans`, which from the same array of centres finds the same clusters. Only
    where some stay empty its centres may differ, and its inertia be higher: it moves them once
    more after the last turn.

    The minimum found depends on the start; it need not be the lowest one.

    Labels come from ‖x - c‖² = ‖x‖² - 2x·c + ‖c‖² by matrix products, 1024 samples at a time:
    beside `X` itself there is memory for one copy of it and a few numbers a sample.

    References
    ----------
    .. [1] S. P. Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information
       Theory 28, 1982, doi:10.1109/TIT.1982.1056489.
    .. [2] D. Arthur, S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007,
       pp. 1027-1035.
    """
    samples = as_float_array("X", X, ndim=(2,), shape_hint="(n_samples, n_features)")
    n_clusters = whole_number("n_clusters", n_clusters)
    max_iter = whole_number("max_iter", max_iter)
    if n_clusters > len(samples):
        most = f"the number of samples, {len(samples)}"
        raise ValueError(f"`n_clusters` must be at most {most}, got {n_clusters}")
    if not tol >= 0:
        raise ValueError(f"`tol` must be zero or positive, got {tol!r}")
    still = tol * samples.var(axis=0).mean()
    origin = samples.mean(axis=0)
    samples = samples - origin
    if isinstance(init, str):
        one_of("init", init, ("k-means++",))
        seed = int(np.random.default_rng(rng).integers(2**31))
        centers, _ = kmeans_plusplus(samples, n_clusters, random_state=seed)
    else:
        centers = as_float_array("init", init)
        if centers.shape != (wanted := (n_clusters, len(origin))):
            raise ValueError(f"`init` must have shape {wanted}, got {centers.shape}")
        centers = centers - origin
    labels = np.full(len(samples), -1)
    history = []
    for _ in range(max_iter):
        previous = labels
        labels, distances = _assigned(samples, centers)
        history.append(distances.sum())
        if np.array_equal(labels, previous):
            break
        before, centers = centers, _moved(samples, labels, distances, n_clusters)
        if ((centers - before) ** 2).sum() <= still:
            break
    labels, distances = _assigned(samples, centers)
    history.append(distances.sum())
    return KMeansResult(labels, centers + origin, np.array(history), len(history) - 1)


def dense_descriptors(
    image: ArrayLike, *, kind: str = "patches", size: int = 8, step: int = 4
) -> tuple[FloatArray, FloatArray]:
    """Describe every small window of a regular grid by a line of numbers.

    Parameters
    ----------
    image : array_like, shape (rows, columns)
        Booleans and integers are converted to float64 without rescaling.
    kind : {"patches", "gabor", "daisy"}, default "patches"
        - "patches": the size² pixels of the window, less their mean, row by row;
        - "gabor": the magnitude of twelve Gabor responses, each averaged over the window:
          0.14, 0.25 and 0.4 cycles per pixel, each in the directions 0°, 45°, 90° and 135°;
        - "daisy": 104 numbers, histograms of gradients in the window's middle and on two rings
          of six places around it [1]_, from `skimage.feature.daisy`.
    size : int, default 8
        Side of the square window in pixels; at least 3 for "daisy", which looks half a window
        up and left of the middle where the side is even.
    step : int, default 4
        From one window to the next, in pixels, down and to the right. The first window lies in
        the top left corner, the last one where it still fits on the picture.

    Returns
    -------
    descriptors : ndarray of float64, shape (n, d)
        One line for each window, the windows row by row.
    positions : ndarray of float64, shape (n, 2)
        (row, column) of each window's centre; halves where `size` is even, except for "daisy",
        which has a pixel in its centre.

    Raises
    ------
    TypeError
        If `image` does not hold real numbers, or `size` or `step` is not a whole number.
    ValueError
        If `image` is not 2-D, is empty or not finite, `kind` is unknown, `step` or `size` is not
        positive, or the window does not fit on the picture.

    Notes
    -----
    Only "patches" look at nothing but the window: Gabor filters reach up to 13 pixels further
    and find the picture mirrored beyond its border, DAISY smooths before it takes gradients.

    References
    ----------
    .. [1] E. Tola, V. Lepetit, P. Fua, "DAISY: an efficient dense descriptor applied to
       wide-baseline stereo", IEEE Transactions on Pattern Analysis and Machine Intelligence 32,
       2010, doi:10.1109/TPAMI.2009.77.
    """
    picture = as_float_array("image", image, ndim=(2,), shape_hint="(rows, columns)")
    one_of("kind", kind, ("patches", "gabor", "daisy"))
    size = whole_number("size", size)
    step = whole_number("step", step)
    smallest = 3 if kind == "daisy" else 1
    if not smallest <= size <= min(picture.shape):
        raise ValueError(
            f"`size` must be from {smallest} to the picture's shorter side, "
            f"{min(picture.shape)}, for kind {kind!r}, got {size}"
        )
    centre = float((size - 1) // 2) if kind == "daisy" else (size - 1) / 2
    rows, columns = (np.arange(0, n - size + 1, step) + centre for n in picture.shape)
    positions = np.stack(np.meshgrid(rows, columns, indexing="ij"), axis=-1).reshape(-1, 2)
    if kind == "patches":
        patches = _windows(picture, size, step).reshape(len(positions), -1)
        return patches - patches.mean(axis=1, keepdims=True), positions
    if kind == "gabor":
        magnitudes = np.abs(bank_responses(picture, gabor_bank2d(GABOR_FREQUENCIES, 4)))
        averages = _windows(magnitudes, size, step).mean(axis=(-2, -1))
        return averages.reshape(len(averages), -1).T, positions
    found = daisy(picture, step, int(centre), rings=2, histograms=6, orientations=8)
    return found[: len(rows), : len(columns)].reshape(len(positions), -1), positions


def chi2_distance(a: ArrayLike, b: ArrayLike) -> float:
    """Return ½ Σ (a - b)² / (a + b): how different two histograms are.

    A difference counts for more where both have little. Between histograms that sum to 1 it lies
    between 0 and 1 (no word in common).

    Parameters
    ----------
    a, b : array_like, shape (n,)
        Histograms: no value is negative. Where both are zero, the term is zero.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the shapes differ, or a value is negative or NaN.

    Notes
    -----
    Serves as `KNeighborsClassifier(metric=chi2_distance, algorithm="brute")`. All distances of
    two tables at once are `-0.5 * sklearn.metrics.pairwise.additive_chi2_kernel(A, B)`.
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if a.shape != b.shape or a.ndim != 1:
        raise ValueError(f"`a` and `b` must be 1-D, of one length, got {a.shape} and {b.shape}")
    if not ((a >= 0).all() and (b >= 0).all()):
        raise ValueError("`a` and `b` must not have negative values or NaN: they are histograms")
    total = a + b
    return float(0.5 * ((a - b) ** 2 / np.where(total > 0, total, 1)).sum())


class BagOfVisualWords(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Describe pictures by how often each visual word occurs in them [1]_.

    The words are found in `fit`, by `kmeans` among the local descriptors of the training
    pictures. In `transform` each descriptor counts for the word nearest to it, wherever in the
    picture (or in its quarter, from `levels=2` on) it lies.

    Parameters
    ----------
    n_words : int, default 100
        Size of the vocabulary, at most the number of descriptors.
    kind, size, step
        As in `dense_descriptors`.
    tf_idf : bool, default False
        Multiply the counts of each word by ln((1 + n) / (1 + m)) + 1, where m of the n training
        pictures have it, so that a word that stands in all of them counts for less (as
        scikit-learn's `TfidfTransformer` does).
    levels : int, default 1
        Of the spatial pyramid [2]_: 1 counts over the whole picture; 2 also in each quarter, 3
        also in each sixteenth, and so on. A descriptor belongs where its centre lies.
    max_descriptors : int, default 20000
        If the training pictures have more, the words are found among so many of them, drawn at
        random.
    image_shape : (rows, columns), optional
        What a row of a two-dimensional `X` becomes; one of the two may be -1, as in `reshape`.
        None for a stack of shape (n, rows, columns).
    n_jobs : int, optional
        How many pictures at once, as in `joblib.Parallel`; its backend is the one in force
        (`joblib.parallel_config`). The result does not depend on it.
    random_state : int, RandomState or None
        For the draw of descriptors and the start of `kmeans`.
    verbose : bool, default False
        Whether to show progress bars, which count the pictures handed out.

    Attributes
    ----------
    vocabulary_ : ndarray of float64, shape (n_words, d)
        The words; those of kind "patches" are small pictures, of size² pixels.
    idf_ : ndarray of float64, shape (n_words,)
        The weight of each word, 1 without `tf_idf`.
    n_features_in_ : int
        Number of pixels of a picture.
    feature_names_in_ : ndarray of str
        Names of the pixels, where `X` has such.

    Notes
    -----
    The histograms of the regions follow each other: the whole picture, its quarters (top left,
    top right, bottom left, bottom right), and so on. Each is divided by its sum, then by the
    number of regions of its level, and multiplied by its level's weight, 1/2^(levels - 1) for
    the whole and 1/2^(levels - l) for level l = 1, 2, …: for two levels ½ for the whole and ⅛ for
    each quarter. So the features of a picture sum to 1, if every region has a descriptor.

    References
    ----------
    .. [1] G. Csurka, C. R. Dance, L. Fan, J. Willamowski, C. Bray, "Visual categorization with
       bags of keypoints", ECCV workshop on statistical learning in computer vision, 2004.
    .. [2] S. Lazebnik, C. Schmid, J. Ponce, "Beyond bags of features: spatial pyramid matching
       for recognizing natural scene categories", CVPR 2006, doi:10.1109/CVPR.2006.68.
    """

    def __init__(
        self,
        n_words: int = 100,
        *,
        kind: str = "patches",
        size: int = 8,
        step: int = 4,
        tf_idf: bool = False,
        levels: int = 1,
        max_descriptors: int = 20000,
        image_shape: tuple[int, int] | None = None,
        n_jobs: int | None = None,
        random_state: int | np.random.RandomState | None = None,
        verbose: bool = False,
    ) -> None:
        self.n_words = n_words
        self.kind = kind
        self.size = size
        self.step = step
        self.tf_idf = tf_idf
        self.levels = levels
        self.max_descriptors = max_descriptors
        self.image_shape = image_shape
        self.n_jobs = n_jobs
        self.random_state = random_state
        self.verbose = verbose

    def fit(self, X: ArrayLike, y: object = None) -> Self:
        """Find the vocabulary, and the weights of its words.

        Parameters
        ----------
        X : array_like, shape (n, rows, columns), or (n, rows × columns) with `image_shape`
        y : ignored

        Returns
        -------
        self
        """
        pictures = validated_stack(self, X, reset=True)
        for name in ("n_words", "levels", "max_descriptors"):
            whole_number(name, getattr(self, name))
        rng = np.random.default_rng(check_random_state(self.random_state).randint(2**31 - 1))
        descriptors = np.concatenate(
            [found for found, _ in self._each(dense_descriptors, pictures)]
        )
        if len(descriptors) > self.max_descriptors:
            descriptors = rng.choice(descriptors, self.max_descriptors, replace=False)
        if self.n_words > len(descriptors):
            most = f"the number of descriptors to find them among, {len(descriptors)}"
            raise ValueError(f"`n_words` must be at most {most}, got {self.n_words}")
        self.vocabulary_ = kmeans(descriptors, self.n_words, rng=rng).centers
        self.idf_ = np.ones(self.n_words)
        if self.tf_idf:
            found = np.array(self._each(_histograms, pictures, self.vocabulary_, self.idf_, 1))
            self.idf_ += np.log((1 + len(found)) / (1 + (found > 0).sum(axis=0)))
        self._n_features_out = self.n_words * sum(4**level for level in range(self.levels))
        return self

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return how often each word occurs in each picture, or in each of its regions.

        Parameters
        ----------
        X : array_like
            Like the `X` of `fit`, with as many pixels a picture.

        Returns
        -------
        ndarray of float64, shape (n, n_words × number of regions)
        """
        check_is_fitted(self)
        pictures = validated_stack(self, X, reset=False)
        found = self._each(_histograms, pictures, self.vocabulary_, self.idf_, self.levels)
        return np.array(found)

    def _each(self, function: Callable[..., Any], pictures: FloatArray, *rest: Any) -> list[Any]:
        """Return what a function makes of each picture."""
        settings = {"kind": self.kind, "size": self.size, "step": self.step}
        work = tqdm(pictures, disable=not self.verbose)
        calls = (delayed(function)(picture, *rest, **settings) for picture in work)
        return list(Parallel(n_jobs=self.n_jobs)(calls))


def _histograms(
    picture: FloatArray, vocabulary: FloatArray, idf: FloatArray, levels: int, **settings: Any
) -> FloatArray:
    """Return the weighted histograms of all regions of a picture, one after the other."""
    descriptors, positions = dense_descriptors(picture, **settings)
    words, _ = _assigned(descriptors, vocabulary)
    pyramid = []
    for level in range(levels):
        side = 2**level
        row, column = ((positions + 0.5) * side / picture.shape).astype(int).T
        counts = np.zeros((side**2, len(vocabulary)))
        np.add.at(counts, (row * side + column, words), 1)
        counts *= idf
        sums = counts.sum(axis=1, keepdims=True)
        weight = 2.0 ** (max(level, 1) - levels) / side**2
        pyramid.append(weight * counts / np.where(sums > 0, sums, 1))
    return np.concatenate(pyramid).ravel()


def _windows(planes: FloatArray, size: int, step: int) -> FloatArray:
    """Return the windows of the grid, shape (..., rows, columns, size, size), as a view."""
    windows = sliding_window_view(planes, (size, size), axis=(-2, -1))
    return windows[..., ::step, ::step, :, :]


def _assigned(samples: FloatArray, centers: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return the nearest centre of each sample, and the squared distance to it.

    ‖x - c‖² = ‖x‖² - 2x·c + ‖c‖², and ‖x‖² is the same for all centres.
    """
    norms = np.einsum("ij,ij->i", centers, centers)
    labels, distances = np.empty(len(samples), dtype=np.intp), np.empty(len(samples))
    for start in range(0, len(samples), BLOCK):
        part = slice(start, start + BLOCK)
        labels[part] = (samples[part] @ (-2 * centers.T) + norms).argmin(axis=1)
        distances[part] = ((samples[part] - centers[labels[part]]) ** 2).sum(axis=1)
    return labels, distances


def _moved(samples: FloatArray, labels: IntArray, distances: FloatArray, k: int) -> FloatArray:
    """Return the means of the clusters; empty ones take over the samples farthest off."""
    counts = np.bincount(labels, minlength=k)
    starts = np.arange(len(labels) + 1)
    members = sparse.csc_array((np.ones(len(labels)), labels, starts), (k, len(labels)))
    means: FloatArray = members @ samples
    empty = np.flatnonzero(counts == 0)
    if empty.size and distances.max() > 0:
        farthest = np.argpartition(distances, -empty.size)[: -empty.size - 1 : -1]
        for home, sample in zip(empty, farthest, strict=True):
            means[labels[sample]] -= samples[sample]
            means[home] = samples[sample]
            counts[labels[sample]] -= 1
            counts[home] = 1
    # What is still empty goes where the largest cluster is at that moment, as in scikit-learn.
    largest = counts.argmax()
    for cluster, count in enumerate(counts):
        means[cluster] = means[cluster] * (1 / count) if count else means[largest]
    return means
