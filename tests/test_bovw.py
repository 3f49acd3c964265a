"""k-means is held to scikit-learn and to what it promises, the bag of words to counting by hand."""

import warnings

import joblib
import numpy as np
import pytest
from distributed import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view
from scipy import ndimage
from skimage import data, feature
from sklearn.base import clone
from sklearn.cluster import KMeans
from sklearn.exceptions import SkipTestWarning
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import pairwise_distances_argmin
from sklearn.metrics.pairwise import additive_chi2_kernel
from sklearn.neighbors import KNeighborsClassifier
from sklearn.utils.estimator_checks import check_estimator

from course_utils import bovw
from course_utils.bovw import BagOfVisualWords, chi2_distance, dense_descriptors, kmeans
from course_utils.gabor import gabor_bank2d

REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=150)
CAMERA = data.camera() / 255
PICTURES = np.stack([CAMERA[r : r + 24, c : c + 24] for r in (0, 150, 300) for c in (0, 200, 400)])


# --- k-means ------------------------------------------------------------------------------------


@st.composite
def clusterings(draw):
    """Samples, many of them equal or on a coarse grid, with a start that may leave clusters empty.

    Numbers are drawn by NumPy from a seed: Hypothesis shrinks the sizes, which is what matters.
    """
    n, d = draw(st.integers(1, 40)), draw(st.integers(1, 4))
    k = draw(st.integers(1, n))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    if draw(st.booleans()):
        samples = rng.integers(-3, 4, (n, d)).astype(float)
    else:
        samples = rng.normal(size=(n, d))
    kind = draw(st.sampled_from(["samples", "repeated", "far", "one spot"]))
    if kind == "far":
        return samples, 10 * rng.normal(size=(k, d))
    if kind == "one spot":
        return samples, np.repeat(samples[:1], k, axis=0)
    return samples, samples[rng.choice(n, k, replace=kind == "repeated")]


def theirs(samples, init, tol=1e-4, max_iter=300):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = KMeans(
            len(init), init=init, n_init=1, algorithm="lloyd", tol=tol, max_iter=max_iter
        )
        return model.fit(samples)


def assert_never_rises(history):
    assert np.diff(history).max() <= 1e-12 * max(1.0, history[0])


@REPRODUCIBLE
@given(clusterings(), st.sampled_from([1e-4, 0, 0.1, 2.0]), st.sampled_from([1, 2, 5, 300]))
def test_kmeans_is_scikit_learn_from_the_same_start(case, tol, max_iter):
    samples, init = case
    found = kmeans(samples, len(init), init=init, tol=tol, max_iter=max_iter)
    model = theirs(samples, init, tol, max_iter)
    np.testing.assert_array_equal(found.labels, model.labels_)
    assert found.n_iter == model.n_iter_
    assert_never_rises(found.inertia_history)
    if len(init) <= len(np.unique(samples, axis=0)):
        np.testing.assert_allclose(found.centers, model.cluster_centers_, rtol=0, atol=1e-10)
        np.testing.assert_allclose(found.inertia_history[-1], model.inertia_, atol=1e-10)
    else:  # scikit-learn moves its centres once more, away from samples that they lie on
        assert found.inertia_history[-1] <= model.inertia_ + 1e-10


@REPRODUCIBLE
@given(clusterings(), st.integers(0, 1000))
def test_what_comes_out_fits_together(case, seed):
    samples, init = case
    for found in (
        kmeans(samples, len(init), init=init, tol=0.0),
        kmeans(samples, len(init), rng=seed),
        kmeans(samples, len(init), init=init, max_iter=1),
    ):
        differences = samples[:, None] - found.centers
        distances = (differences**2).sum(axis=2)
        own = distances[np.arange(len(samples)), found.labels]
        np.testing.assert_allclose(own, distances.min(axis=1), atol=1e-9)
        assert found.inertia_history[-1] == pytest.approx(own.sum(), abs=1e-9)
        assert found.inertia_history.shape == (found.n_iter + 1,)
        assert_never_rises(found.inertia_history)
        assert found.labels.shape == (len(samples),)
        assert found.centers.shape == init.shape


def test_three_steps_on_paper():
    found = kmeans([[0], [2], [9], [11]], 2, init=[[0], [2]])
    # 0 | 2 9 11: centres 0 and 22/3;  0 2 | 9 11: centres 1 and 10;  no change
    np.testing.assert_array_equal(found.labels, [0, 0, 1, 1])
    np.testing.assert_allclose(found.centers, [[1], [10]], atol=1e-14)
    first, second = 0 + 0 + 49 + 81, 0 + 4 + (9 - 22 / 3) ** 2 + (11 - 22 / 3) ** 2
    np.testing.assert_allclose(found.inertia_history, [first, second, 4, 4])
    assert found.n_iter == 3


def test_several_empty_clusters_take_over_the_farthest_samples():
    samples = np.array([[0.0], [1], [2], [30], [60]])
    init = np.array([[1.1], [1000], [2000], [3000]])
    found = kmeans(samples, 4, init=init, max_iter=1)
    np.testing.assert_allclose(found.centers, [[1.5], [60], [30], [0]], atol=1e-13)
    np.testing.assert_array_equal(found.labels, [3, 0, 0, 2, 1])
    np.testing.assert_array_equal(found.labels, theirs(samples, init, max_iter=1).labels_)
    assert found.inertia_history[0] == pytest.approx(1.1**2 + 0.1**2 + 0.9**2 + 28.9**2 + 58.9**2)
    assert found.inertia_history[-1] == pytest.approx(0.5)


def test_a_cluster_that_loses_its_only_sample_goes_to_the_largest():
    samples = np.array([[0.0], [1], [2], [30], [60]])
    init = np.array([[1.0], [100], [200], [300]])
    found = kmeans(samples, 4, init=init, max_iter=1)
    np.testing.assert_allclose(found.centers, [[1], [1], [60], [30]], atol=1e-13)
    np.testing.assert_allclose(found.centers, theirs(samples, init, max_iter=1).cluster_centers_)


def test_more_samples_than_a_block_and_a_place_far_from_the_origin(monkeypatch):
    rng = np.random.default_rng(0)
    samples = 1e6 + np.concatenate([rng.normal(c, 0.1, (900, 3)) for c in (0, 1, 2)])
    init = samples[[0, 1, 2, 3]]
    found = kmeans(samples, 4, init=init)
    model = theirs(samples, init)
    np.testing.assert_array_equal(found.labels, model.labels_)
    np.testing.assert_allclose(found.centers, model.cluster_centers_, rtol=0, atol=1e-8)
    assert len(samples) > 2 * bovw.BLOCK
    monkeypatch.setattr(bovw, "BLOCK", 7)
    in_small_blocks = kmeans(samples, 4, init=init)
    np.testing.assert_array_equal(in_small_blocks.labels, found.labels)


def test_one_cluster_and_as_many_as_samples():
    samples = np.random.default_rng(1).normal(size=(9, 2))
    alone = kmeans(samples, 1, rng=0)
    np.testing.assert_allclose(alone.centers, [samples.mean(axis=0)], atol=1e-15)
    assert alone.inertia_history[-1] == pytest.approx(9 * samples.var(axis=0).sum())
    every = kmeans(samples, 9, rng=0)
    assert sorted(every.labels) == list(range(9))
    np.testing.assert_allclose(every.centers[every.labels], samples, atol=1e-14)
    assert every.inertia_history[-1] < 1e-28


def test_more_clusters_than_different_samples():
    samples = np.repeat([[0.0, 1.0], [3.0, 1.0]], 4, axis=0)
    found = kmeans(samples, 5, rng=0)
    assert len(set(found.labels)) == 2
    assert found.inertia_history[-1] == 0
    same = kmeans(np.ones((4, 2)), 3, rng=0)
    np.testing.assert_array_equal(same.centers, np.ones((3, 2)))


def test_a_tie_goes_to_the_first_centre():
    found = kmeans([[-1.0], [0.0], [1.0]], 2, init=[[1.0], [-1.0]], max_iter=1)
    assert found.labels[1] == 0
    np.testing.assert_allclose(found.centers, [[0.5], [-1.0]])


def test_tol_is_the_squared_shift_over_the_mean_variance():
    samples = np.array([[0.0, 0], [2, 0], [9, 0], [11, 4]])
    init = [[0.0, 0], [2, 0]]
    once = kmeans(samples, 2, init=init, max_iter=1)
    shift = ((once.centers - init) ** 2).sum() / samples.var(axis=0).mean()
    assert kmeans(samples, 2, init=init, tol=1.001 * shift).n_iter == 1
    assert kmeans(samples, 2, init=init, tol=0.999 * shift).n_iter > 1
    assert kmeans(samples, 2, init=init, tol=np.inf).n_iter == 1


def test_the_default_tolerance_is_that_of_scikit_learn():
    samples = np.random.default_rng(4).random((3000, 2))
    ours = kmeans(samples, 30, init=samples[:30])
    assert ours.n_iter == theirs(samples, samples[:30]).n_iter_
    assert ours.n_iter < kmeans(samples, 30, init=samples[:30], tol=0).n_iter


def test_plus_plus_starts_better_than_a_uniform_draw():
    """Thirty far apart clumps: a uniform draw misses some and k-means hardly finds them later."""
    rng = np.random.default_rng(2)
    middles = 100 * rng.random((30, 2))
    samples = np.concatenate([rng.normal(middle, 0.1, (20, 2)) for middle in middles])
    careful = [kmeans(samples, 30, rng=seed) for seed in range(10)]
    uniform = [kmeans(samples, 30, init=samples[rng.choice(600, 30)]) for _ in range(10)]
    median = [np.median([run.inertia_history[-1] for run in runs]) for runs in (careful, uniform)]
    assert median[0] < median[1] / 10
    assert np.median([run.inertia_history[0] for run in careful]) < 5 * median[0]


def test_the_start_is_drawn_from_the_generator():
    samples = np.random.default_rng(3).normal(size=(60, 2))
    first, again, other = (kmeans(samples, 6, rng=seed, max_iter=1) for seed in (0, 0, 1))
    np.testing.assert_array_equal(first.centers, again.centers)
    assert not np.array_equal(first.centers, other.centers)
    rng = np.random.default_rng(0)
    np.testing.assert_array_equal(kmeans(samples, 6, rng=rng, max_iter=1).centers, first.centers)
    assert not np.array_equal(kmeans(samples, 6, rng=rng, max_iter=1).centers, first.centers)


LEVELS = np.random.default_rng(5).integers(0, 256, (40, 6)).astype(np.uint8)


@pytest.mark.parametrize(
    "variant",
    [
        LEVELS,
        LEVELS.astype(np.float32),
        LEVELS.tolist(),
        np.asfortranarray(LEVELS),
        np.repeat(LEVELS, 2, axis=0)[::2],
    ],
    ids=["uint8", "float32", "list", "fortran", "strided"],
)
def test_every_layout_gives_the_same_clusters(variant):
    if isinstance(variant, np.ndarray):
        variant.flags.writeable = False
    init = np.array(variant)[:5]
    init.flags.writeable = False
    expected = kmeans(LEVELS.astype(float), 5, init=LEVELS[:5].astype(float))
    found = kmeans(variant, 5, init=init)
    np.testing.assert_array_equal(found.labels, expected.labels)
    np.testing.assert_allclose(found.centers, expected.centers)
    assert found.centers.dtype == found.inertia_history.dtype == np.float64
    np.testing.assert_array_equal(np.array(variant), LEVELS)


def test_booleans_and_a_single_sample():
    found = kmeans([[True, False]], 1, rng=0)
    np.testing.assert_array_equal(found.centers, [[1.0, 0.0]])
    np.testing.assert_array_equal(found.inertia_history, np.zeros(found.n_iter + 1))


SAMPLES = np.arange(12.0).reshape(6, 2)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: kmeans(SAMPLES, 7), ValueError, "`n_clusters` must be at most .* 6, got 7"),
        (lambda: kmeans(SAMPLES, 0), ValueError, "`n_clusters` must be a positive whole"),
        (lambda: kmeans(SAMPLES, 2.0), TypeError, "`n_clusters` must be a positive whole"),
        (lambda: kmeans(SAMPLES, 2, max_iter=0), ValueError, "`max_iter` must be a positive"),
        (lambda: kmeans(SAMPLES, 2, tol=-1.0), ValueError, "`tol` must be zero or positive"),
        (lambda: kmeans(SAMPLES, 2, tol=np.nan), ValueError, "`tol` must be zero or positive"),
        (lambda: kmeans(SAMPLES, 2, init="random"), ValueError, "`init` must be one of 'k-mean"),
        (
            lambda: kmeans(SAMPLES, 2, init=SAMPLES[:3]),
            ValueError,
            r"`init` must have shape \(2, 2\), got \(3, 2\)",
        ),
        (lambda: kmeans(SAMPLES, 2, init=np.ones((2, 5))), ValueError, r"got \(2, 5\)"),
        (lambda: kmeans(SAMPLES, 1, init=[[1, np.nan]]), ValueError, "`init` must be finite"),
        (lambda: kmeans(SAMPLES * np.nan, 2), ValueError, "`X` must be finite, got NaN"),
        (lambda: kmeans(SAMPLES * 1j, 2), TypeError, "`X` must hold real numbers"),
        (lambda: kmeans(SAMPLES[:0], 2), ValueError, "`X` must not be empty"),
        (lambda: kmeans(SAMPLES[0], 2), ValueError, r"`X` must be 2-D \(n_samples, n_features\)"),
    ],
)
def test_what_kmeans_cannot_use_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


# --- descriptors --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "size", "step"),
    [((24, 24), 8, 4), ((25, 31), 7, 3), ((9, 12), 9, 5), ((1, 1), 1, 1), ((10, 8), 3, 9)],
)
def test_patches_are_the_windows_of_the_grid_less_their_means(shape, size, step):
    picture = CAMERA[100:, 200:][: shape[0], : shape[1]]
    descriptors, positions = dense_descriptors(picture, size=size, step=step)
    corners = [
        (r, c)
        for r in range(0, shape[0] - size + 1, step)
        for c in range(0, shape[1] - size + 1, step)
    ]
    np.testing.assert_allclose(positions, np.array(corners) + (size - 1) / 2, rtol=0)
    for descriptor, (r, c) in zip(descriptors, corners, strict=True):
        patch = picture[r : r + size, c : c + size]
        np.testing.assert_allclose(descriptor, (patch - patch.mean()).ravel(), atol=1e-15)


@pytest.mark.parametrize(("size", "step"), [(1, 1), (6, 4)])
def test_gabor_descriptors_are_magnitudes_averaged_over_the_windows(size, step):
    picture = PICTURES[4][:20]
    descriptors, positions = dense_descriptors(picture, kind="gabor", size=size, step=step)
    bank = gabor_bank2d((0.14, 0.25, 0.4), 4)
    planes = [np.abs(ndimage.convolve(picture.astype(complex), k, mode="reflect")) for k in bank]
    windows = [sliding_window_view(plane, (size, size)).mean(axis=(2, 3)) for plane in planes]
    expected = np.stack([w[::step, ::step].ravel() for w in windows], axis=1)
    np.testing.assert_allclose(descriptors, expected, atol=1e-12)
    np.testing.assert_array_equal(positions, dense_descriptors(picture, size=size, step=step)[1])


@pytest.mark.parametrize("size", [3, 8, 9])
@pytest.mark.parametrize("shape", [(24, 24), (23, 18), (9, 9)])
def test_daisy_descriptors_are_those_of_scikit_image(shape, size):
    picture = CAMERA[100:, 200:][: shape[0], : shape[1]]
    descriptors, positions = dense_descriptors(picture, kind="daisy", size=size, step=4)
    radius = (size - 1) // 2
    every = feature.daisy(picture, 1, radius, rings=2, histograms=6, orientations=8)
    expected = [every[int(r) - radius, int(c) - radius] for r, c in positions]
    np.testing.assert_allclose(descriptors, expected, atol=1e-12)
    assert positions.dtype == np.float64
    patches = dense_descriptors(picture, size=size, step=4)[1]
    np.testing.assert_array_equal(positions, np.floor(patches))


@pytest.mark.parametrize("kind", ["patches", "gabor", "daisy"])
def test_descriptors_of_any_layout(kind):
    picture = (255 * PICTURES[4]).astype(np.uint8)
    expected, _ = dense_descriptors(picture.astype(float), kind=kind)
    picture.flags.writeable = False
    for variant in (picture, np.asfortranarray(picture), picture.tolist()):
        np.testing.assert_allclose(dense_descriptors(variant, kind=kind)[0], expected, rtol=1e-9)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: dense_descriptors(CAMERA[0]), ValueError, r"`image` must be 2-D \(rows, colu"),
        (lambda: dense_descriptors(CAMERA - np.inf), ValueError, "`image` must be finite"),
        (lambda: dense_descriptors(np.empty((0, 9))), ValueError, "`image` must not be empty"),
        (lambda: dense_descriptors(CAMERA, kind="sift"), ValueError, "`kind` must be one of"),
        (lambda: dense_descriptors(CAMERA, step=0), ValueError, "`step` must be a positive"),
        (lambda: dense_descriptors(CAMERA, size=2.5), TypeError, "`size` must be a positive"),
        (
            lambda: dense_descriptors(CAMERA[:7]),
            ValueError,
            "`size` must be from 1 to the picture's shorter side, 7, for kind 'patches', got 8",
        ),
        (
            lambda: dense_descriptors(CAMERA, kind="daisy", size=2),
            ValueError,
            "`size` must be from 3 to .* 512, for kind 'daisy', got 2",
        ),
    ],
)
def test_what_cannot_be_described_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


# --- the distance of histograms -----------------------------------------------------------------


def test_chi2_distance_is_that_of_scikit_learn():
    histograms = np.random.default_rng(0).dirichlet(np.full(12, 0.2), 20)
    histograms[histograms < 1e-3] = 0
    ours = [[chi2_distance(a, b) for b in histograms] for a in histograms]
    np.testing.assert_allclose(ours, -0.5 * additive_chi2_kernel(histograms), atol=1e-15)
    assert chi2_distance([0, 1, 0], [0, 0, 1]) == 1
    assert chi2_distance([3, 0], [1, 0]) == pytest.approx(0.5)
    nearest = KNeighborsClassifier(1, metric=chi2_distance, algorithm="brute")
    labels = nearest.fit(histograms, np.arange(20)).predict(histograms[::-1])
    np.testing.assert_array_equal(labels, np.arange(20)[::-1])


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        ([1, 2], [1, 2, 3], r"of one length, got \(2,\) and \(3,\)"),
        ([[1.0]], [[1.0]], "`a` and `b` must be 1-D"),
        ([1, -1e-9], [1, 2], "must not have negative values or NaN"),
        ([1, 1], [np.nan, 2], "must not have negative values or NaN"),
    ],
)
def test_what_is_no_histogram_is_refused(a, b, message):
    with pytest.raises(ValueError, match=message):
        chi2_distance(a, b)


# --- the bag of words ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bag():
    return BagOfVisualWords(12, random_state=0).fit(PICTURES)


@pytest.mark.parametrize(
    "setting", [{"kind": "gabor", "levels": 2}, {"kind": "patches", "tf_idf": True}]
)
def test_scikit_learn_accepts_the_estimator(setting):
    bag = BagOfVisualWords(3, size=1, step=1, image_shape=(1, -1), **setting)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", SkipTestWarning)
        check_estimator(bag)
    skipped = [str(w.message) for w in caught if issubclass(w.category, SkipTestWarning)]
    assert [why for why in skipped if "SCIPY_ARRAY_API is not set" not in why] == []


@pytest.mark.parametrize("kind", ["patches", "gabor", "daisy"])
def test_histograms_count_the_nearest_words(kind):
    bag = BagOfVisualWords(12, kind=kind, size=7, step=3, random_state=0).fit(PICTURES)
    histograms = bag.transform(PICTURES)
    for picture, histogram in zip(PICTURES, histograms, strict=True):
        descriptors, _ = dense_descriptors(picture, kind=kind, size=7, step=3)
        words = pairwise_distances_argmin(descriptors, bag.vocabulary_)
        expected = np.bincount(words, minlength=12) / len(words)
        np.testing.assert_allclose(histogram, expected, atol=1e-15)
    assert bag.get_feature_names_out().shape == (12,)
    assert (bag.idf_ == 1).all()


def test_the_vocabulary_is_found_by_kmeans_in_fit_alone(bag):
    descriptors = np.concatenate([dense_descriptors(picture)[0] for picture in PICTURES])
    nearest = pairwise_distances_argmin(descriptors, bag.vocabulary_)
    means = [descriptors[nearest == word].mean(axis=0) for word in range(12)]
    settled = kmeans(descriptors, 12, init=bag.vocabulary_)
    np.testing.assert_allclose(bag.vocabulary_, means, atol=0.05)
    np.testing.assert_allclose(settled.centers, bag.vocabulary_, atol=0.05)
    before = bag.vocabulary_.copy()
    bag.transform(1 - PICTURES)
    np.testing.assert_array_equal(bag.vocabulary_, before)
    other = clone(bag).fit(PICTURES[:4]).vocabulary_
    assert not np.allclose(other, before)
    alone, together = bag.transform(PICTURES[:1]), bag.transform(PICTURES)
    np.testing.assert_array_equal(alone[0], together[0])


def test_a_table_is_the_same_as_a_stack(bag):
    rows = PICTURES[:, :20].reshape(len(PICTURES), -1)
    for shape in [(20, 24), (-1, 24), (20, -1)]:
        table = clone(bag).set_params(image_shape=shape)
        stack = clone(bag).fit_transform(PICTURES[:, :20])
        np.testing.assert_array_equal(table.fit_transform(rows), stack)
    assert clone(bag).fit(PICTURES[:, :20]).n_features_in_ == 480


def scrambled(picture, size, rng):
    """The picture cut into squares, which are put together again in random order."""
    n = len(picture) // size
    squares = picture.reshape(n, size, n, size).swapaxes(1, 2).reshape(-1, size, size)
    squares = squares[rng.permutation(len(squares))]
    return squares.reshape(n, n, size, size).swapaxes(1, 2).reshape(picture.shape)


def test_scrambling_leaves_the_bag_unchanged_and_not_the_pyramid():
    mixed = np.stack([scrambled(p, 4, np.random.default_rng(i)) for i, p in enumerate(PICTURES)])
    assert not np.array_equal(mixed, PICTURES)
    flat = BagOfVisualWords(12, size=4, step=4, random_state=0).fit(PICTURES)
    np.testing.assert_array_equal(flat.transform(mixed), flat.transform(PICTURES))
    pyramid = clone(flat).set_params(levels=2).fit(PICTURES)
    before, after = pyramid.transform(PICTURES), pyramid.transform(mixed)
    np.testing.assert_array_equal(before[:, :12], after[:, :12])
    assert (np.abs(before[:, 12:] - after[:, 12:]).sum(axis=1) > 0.05).sum() > 4


@pytest.mark.parametrize(("levels", "weights"), [(2, [1 / 2, 1 / 2]), (3, [1 / 4, 1 / 4, 1 / 2])])
def test_the_pyramid_counts_region_by_region(levels, weights):
    bag = BagOfVisualWords(5, size=4, step=2, levels=levels, random_state=0).fit(PICTURES)
    (features,) = bag.transform(PICTURES[4:5])
    descriptors, positions = dense_descriptors(PICTURES[4], size=4, step=2)
    words = pairwise_distances_argmin(descriptors, bag.vocabulary_)
    expected = []
    for level, weight in enumerate(weights):
        side = 24 // 2**level
        for top in range(0, 24, side):
            for left in range(0, 24, side):
                inside = ((positions + 0.5) // side == (top // side, left // side)).all(axis=1)
                counts = np.bincount(words[inside], minlength=5)
                expected.append(weight / 4**level * counts / counts.sum())
    np.testing.assert_allclose(features, np.concatenate(expected), atol=1e-15)
    assert features.sum() == pytest.approx(1)
    assert len(bag.get_feature_names_out()) == features.size


def test_a_region_without_descriptors_stays_empty():
    bag = BagOfVisualWords(2, size=20, step=20, levels=2, random_state=0).fit(PICTURES)
    features = bag.transform(PICTURES)
    np.testing.assert_allclose(
        features.reshape(-1, 5, 2).sum(axis=2), [[1 / 2, 1 / 8, 0, 0, 0]] * 9
    )


def test_tf_idf_is_that_of_scikit_learn(bag):
    plain = bag.transform(PICTURES)
    weighted = clone(bag).set_params(tf_idf=True).fit(PICTURES)
    reference = TfidfTransformer(norm="l1").fit(plain)
    np.testing.assert_allclose(weighted.idf_, reference.idf_)
    assert len(set(weighted.idf_.round(9))) > 1
    expected = reference.transform(plain).toarray()
    np.testing.assert_allclose(weighted.transform(PICTURES), expected)
    both = clone(weighted).set_params(levels=2).fit(PICTURES)
    np.testing.assert_allclose(both.transform(PICTURES)[:, :12], expected / 2)


def test_words_are_found_among_so_many_descriptors(monkeypatch):
    seen = []
    monkeypatch.setattr(bovw, "kmeans", lambda X, n, **rest: seen.append(X) or kmeans(X, n, **rest))
    BagOfVisualWords(4, max_descriptors=224, random_state=0).fit(PICTURES)
    BagOfVisualWords(4, max_descriptors=9 * 25, random_state=0).fit(PICTURES)
    assert [len(X) for X in seen] == [224, 225]
    every = {tuple(row) for row in seen[1]}
    assert len({tuple(row) for row in seen[0]} & every) >= len(every) - 1


def test_the_seed_decides(bag):
    again, other = clone(bag).fit(PICTURES), clone(bag).set_params(random_state=1).fit(PICTURES)
    np.testing.assert_array_equal(again.vocabulary_, bag.vocabulary_)
    assert not np.array_equal(other.vocabulary_, bag.vocabulary_)


@pytest.mark.parametrize("backend", ["loky", "threading", "dask"])
def test_every_backend_gives_the_same_bits(backend):
    setting = BagOfVisualWords(8, tf_idf=True, levels=2, random_state=0)
    alone = clone(setting).fit(PICTURES)
    if backend == "dask":
        with (
            Client(processes=False, dashboard_address=None, n_workers=1, threads_per_worker=2),
            joblib.parallel_config(backend="dask"),
        ):
            spread = clone(setting).fit(PICTURES)
            features = spread.transform(PICTURES)
    else:
        with joblib.parallel_config(backend=backend):
            spread = clone(setting).set_params(n_jobs=2).fit(PICTURES)
            features = spread.transform(PICTURES)
    np.testing.assert_array_equal(spread.vocabulary_, alone.vocabulary_)
    np.testing.assert_array_equal(spread.idf_, alone.idf_)
    np.testing.assert_array_equal(features, alone.transform(PICTURES))


def test_a_bar_is_shown_only_when_asked_for(capsys):
    BagOfVisualWords(3, random_state=0).fit_transform(PICTURES)
    silent = capsys.readouterr()
    assert silent.out + silent.err == ""
    BagOfVisualWords(3, random_state=0, verbose=True).fit_transform(PICTURES)
    assert capsys.readouterr().err.count("9/9") == 2


@pytest.mark.parametrize(
    ("setting", "error", "message"),
    [
        ({"n_words": 226}, ValueError, "`n_words` must be at most .* 225, got 226"),
        ({"n_words": 30, "max_descriptors": 20}, ValueError, "`n_words` must be at most .* 20"),
        ({"n_words": 0}, ValueError, "`n_words` must be a positive"),
        ({"levels": 0}, ValueError, "`levels` must be a positive"),
        ({"levels": 1.5}, TypeError, "`levels` must be a positive"),
        ({"max_descriptors": -1}, ValueError, "`max_descriptors` must be a positive"),
        ({"kind": "orb"}, ValueError, "`kind` must be one of 'patches', 'gabor', 'daisy'"),
        ({"size": 25}, ValueError, "`size` must be from 1 to the picture's shorter side, 24"),
        ({"step": 0}, ValueError, "`step` must be a positive"),
        ({"image_shape": (24, 24)}, ValueError, "`X` must be 2-D"),
    ],
)
def test_unusable_settings_are_named(setting, error, message):
    with pytest.raises(error, match=message):
        BagOfVisualWords(**{"n_words": 4} | setting).fit(PICTURES)
