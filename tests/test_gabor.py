"""Gabor filters are held to scikit-image and SciPy, the estimators to scikit-learn's own checks."""

import math
import tracemalloc
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joblib import parallel_config
from scipy import ndimage
from skimage import data, filters
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.utils.estimator_checks import check_estimator

from course_utils import gabor
from course_utils._pictures import as_stack
from course_utils.filtering import BORDERS
from course_utils.gabor import (
    GaborFeatures,
    GaborFeatures1D,
    bank_responses,
    gabor_bank1d,
    gabor_bank2d,
    gabor_kernel1d,
    gabor_kernel2d,
)

REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=60)
RNG = np.random.default_rng(6)
PATCHES = data.brick()[:64, :96].reshape(2, 32, 3, 32).swapaxes(1, 2).reshape(6, 32, 32) / 255
SIGNALS = RNG.normal(size=(7, 120))


def assert_close(actual, expected, tolerance=1e-12):
    assert actual.shape == expected.shape
    assert actual.dtype == expected.dtype
    assert np.abs(actual - expected).max() <= tolerance * np.abs(expected).max()


def complex_normal(*shape):
    return RNG.normal(size=shape) + 1j * RNG.normal(size=shape)


# --- kernels ------------------------------------------------------------------------------------


@REPRODUCIBLE
@given(frequency=st.floats(0.04, 0.5), theta=st.floats(-10.0, 10.0), bandwidth=st.floats(0.5, 5.0))
def test_kernel2d_is_that_of_scikit_image(frequency, theta, bandwidth):
    ours = gabor_kernel2d(frequency, theta, bandwidth=bandwidth)
    assert_close(ours, filters.gabor_kernel(frequency, theta, bandwidth))


@pytest.mark.parametrize("theta", np.arange(-8, 9) * np.pi / 8)
@pytest.mark.parametrize("frequency", [0.01, 0.06, 0.25, 0.5])
def test_kernel2d_is_that_of_scikit_image_at_the_usual_angles(frequency, theta):
    assert_close(gabor_kernel2d(frequency, theta), filters.gabor_kernel(frequency, theta))


@REPRODUCIBLE
@given(frequency=st.floats(0.01, 0.5), bandwidth=st.floats(0.5, 5.0))
def test_kernel1d_is_the_middle_row_of_the_upright_kernel(frequency, bandwidth):
    ours = gabor_kernel1d(frequency, bandwidth=bandwidth)
    upright = filters.gabor_kernel(frequency, 0.0, bandwidth)
    middle_row = upright[len(upright) // 2]
    assert_close(ours, middle_row / np.sqrt(middle_row.real.max()))


def test_kernel1d_by_hand():
    sigma = math.sqrt(math.log(2) / 2) / math.pi * 3 / 0.25  # one octave: (2 + 1) / (2 - 1)
    radius = 7  # 3σ = 6.7
    bell = [math.exp(-(x**2) / (2 * sigma**2)) for x in range(-radius, radius + 1)]
    quarter_turns = np.array([1j**x for x in range(-radius, radius + 1)])
    expected = quarter_turns * bell / (math.sqrt(2 * math.pi) * sigma)
    assert_close(gabor_kernel1d(0.25), expected)


def test_the_widest_band_still_has_samples_around_the_middle():
    assert gabor_kernel1d(0.5, bandwidth=5000.0).shape == (5,)
    assert gabor_kernel2d(0.5, np.pi / 4, bandwidth=5000.0).shape == (3, 3)


@pytest.mark.parametrize("bandwidth", [0.5, 1.0, 2.0])
def test_bandwidth_is_the_width_of_the_transform_at_half_its_height(bandwidth):
    kernel = gabor_kernel1d(0.05, bandwidth=bandwidth)
    frequencies = np.linspace(0.0, 0.15, 3001)
    x = np.arange(len(kernel)) - len(kernel) // 2
    transform = np.abs(np.exp(-2j * np.pi * frequencies[:, np.newaxis] * x) @ kernel)
    assert frequencies[transform.argmax()] == pytest.approx(0.05, rel=0.02)
    above = frequencies[transform >= transform.max() / 2]
    assert np.log2(above[-1] / above[0]) == pytest.approx(bandwidth, rel=0.03)


def test_the_angle_is_the_direction_of_the_wave():
    y, x = np.mgrid[:64, :64]
    for theta in (0.0, np.pi / 6, np.pi / 2, 2.5):
        wave = np.cos(2 * np.pi * 0.2 * (x * np.cos(theta) + y * np.sin(theta)))
        turns = theta + np.arange(6) * np.pi / 6
        bank = [gabor_kernel2d(0.2, turn) for turn in turns]
        strengths = np.abs(bank_responses(wave, bank)[:, 20:44, 20:44]).mean(axis=(1, 2))
        assert strengths.argmax() == 0
        assert strengths[0] > 10 * strengths[3]
        assert strengths[0] == pytest.approx(0.5, rel=0.05)


def test_banks_are_frequency_major():
    frequencies, bandwidth = [0.1, 0.3], 1.5
    ours = gabor_bank2d(frequencies, 3, bandwidth=bandwidth)
    angles = [0.0, np.pi / 3, 2 * np.pi / 3]
    expected = [filters.gabor_kernel(f, a, bandwidth) for f in frequencies for a in angles]
    assert isinstance(ours, list)
    assert len(ours) == 6
    for kernel, other in zip(ours, expected, strict=True):
        assert_close(kernel, other)
    line = gabor_bank1d(frequencies, bandwidth=bandwidth)
    assert isinstance(line, list)
    for kernel, f in zip(line, frequencies, strict=True):
        np.testing.assert_array_equal(kernel, gabor_kernel1d(f, bandwidth=bandwidth))


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: gabor_kernel1d(0.0), ValueError, "`frequency` must be positive"),
        (lambda: gabor_kernel1d(0.51), ValueError, "`frequency` must be at most 0.5 .* got 0.51"),
        (lambda: gabor_kernel1d("low"), TypeError, "`frequency` must be a number, got str"),
        (lambda: gabor_kernel1d(0.1, bandwidth=-1), ValueError, "`bandwidth` must be positive"),
        (lambda: gabor_kernel2d(np.nan, 0.0), ValueError, "`frequency`"),
        (lambda: gabor_kernel2d(8.0, 0.0), ValueError, "`frequency` must be at most 0.5"),
        (lambda: gabor_kernel2d(0.1, np.inf), ValueError, "`theta` must be finite, got infinity"),
        (lambda: gabor_kernel2d(0.1, [0.0, 1.0]), ValueError, r"`theta` must be 0-D"),
        (lambda: gabor_bank1d(0.1), ValueError, r"`frequencies` must be 1-D"),
        (lambda: gabor_bank1d([]), ValueError, "`frequencies` must not be empty"),
        (lambda: gabor_bank1d([0.1, 0.7]), ValueError, "`frequency` .* got 0.7"),
        (lambda: gabor_bank2d([0.1, np.nan], 4), ValueError, "`frequencies` must be finite"),
        (lambda: gabor_bank2d([0.1], 0), ValueError, "`n_orientations` must be"),
        (lambda: gabor_bank2d([0.1], 2.0), TypeError, "`n_orientations` must be"),
        (lambda: gabor_bank2d([0.1], True), TypeError, "`n_orientations` must be"),
    ],
)
def test_kernels_and_banks_say_what_is_wrong(make, error, message):
    with pytest.raises(error, match=message):
        make()


# --- responses ----------------------------------------------------------------------------------

SIZES = [(1, 1), (3, 3), (2, 2), (4, 3), (1, 6), (15, 8), (9, 23)]


@pytest.mark.parametrize(
    ("border", "shape"), [*product(BORDERS, [(9, 14), (2, 3), (1, 5), (1, 1)])]
)
def test_pictures_as_ndimage(border, shape):
    image = RNG.normal(size=shape)
    bank = [complex_normal(*size) for size in SIZES]
    expected = np.array([ndimage.convolve(image, kernel, mode=border) for kernel in bank])
    assert_close(bank_responses(image, bank, border=border), expected)


@pytest.mark.parametrize(("border", "size"), [*product(BORDERS, [23, 4, 1])])
def test_signals_as_ndimage(border, size):
    signal = RNG.normal(size=size)
    bank = [complex_normal(n) for n in (1, 2, 5, 8, 31)]
    expected = np.array([ndimage.convolve(signal, kernel, mode=border) for kernel in bank])
    assert_close(bank_responses(signal, bank, border=border), expected)


def test_a_kernel_many_times_as_long_as_the_signal():
    """Where a kernel reaches four lengths away, SciPy's "reflect" reads outside the array."""
    signal, kernel = RNG.normal(size=4), complex_normal(33)
    there_and_back = np.concatenate([signal, signal[::-1]])
    expected = [
        sum(kernel[j] * there_and_back[(i + 16 - j) % 8] for j in range(33)) for i in range(4)
    ]
    assert_close(bank_responses(signal, [kernel]), np.array([expected]))


@pytest.mark.parametrize("size", SIZES)
def test_a_bank_of_one_kernel_as_ndimage(size):
    image, kernel = RNG.normal(size=(10, 11)), complex_normal(*size)
    expected = ndimage.convolve(image, kernel, mode="reflect")[np.newaxis]
    assert_close(bank_responses(image, [kernel]), expected)


def test_a_photograph_as_scikit_image():
    image = data.brick()[:90, :70] / 255
    for frequency, theta in [(0.08, 0.3), (0.4, 2.0)]:
        real, imaginary = filters.gabor(image, frequency, theta)
        ours = bank_responses(image, [gabor_kernel2d(frequency, theta)])
        assert_close(ours[0], real + 1j * imaginary)


@pytest.mark.parametrize("dtype", [np.bool_, np.uint8, np.int16, np.float32])
def test_kinds_of_numbers_are_not_rescaled(dtype):
    image = (RNG.random((6, 7)) * 250).astype(dtype)
    bank = gabor_bank2d([0.2], 2)
    np.testing.assert_array_equal(
        bank_responses(image, bank), bank_responses(image.astype(np.float64), bank)
    )


def test_arguments_are_left_alone_and_may_lie_anyhow_in_memory():
    image, kernel = RNG.normal(size=(12, 9)), complex_normal(4, 5)
    expected = bank_responses(image, [kernel])
    for array in (image, kernel):
        array.flags.writeable = False
    reversed_twice = bank_responses(image[::-1, ::-1].copy()[::-1, ::-1], [kernel.T.copy().T])
    np.testing.assert_array_equal(reversed_twice, expected)
    np.testing.assert_array_equal(bank_responses(image.tolist(), [kernel.tolist()]), expected)


def test_kernels_may_be_real_or_whole_numbers():
    image = RNG.normal(size=(8, 8))
    kernel = np.arange(6).reshape(2, 3)
    expected = ndimage.convolve(image, kernel.astype(float)).astype(complex)[np.newaxis]
    assert_close(bank_responses(image, [kernel]), expected)
    assert_close(bank_responses(image, np.array([kernel])), expected)


@pytest.mark.parametrize(
    ("image", "bank", "border", "error", "message"),
    [
        (np.ones((4, 4, 3)), [np.ones((2, 2))], "reflect", ValueError, "`image` must be 1-D or 2"),
        (np.ones((0, 4)), [np.ones((2, 2))], "reflect", ValueError, "`image` must not be empty"),
        ([[1, np.nan]], [np.ones((2, 2))], "reflect", ValueError, "`image` must be finite"),
        (np.ones(4) * 1j, [np.ones(2)], "reflect", TypeError, "`image` must hold real numbers"),
        (np.ones(4), [], "reflect", ValueError, "`bank` must hold at least one kernel"),
        (np.ones(4), [np.ones((2, 2))], "reflect", ValueError, r"`bank` must be 1-D .*\(2, 2\)"),
        (np.ones((4, 4)), np.ones((3, 3)), "reflect", ValueError, r"`bank` must be 2-D .*\(3,\)"),
        (np.ones(4), [np.ones(2), np.ones(0)], "reflect", ValueError, "`bank` must not be empty"),
        (np.ones(4), [[1, np.inf]], "reflect", ValueError, "`bank` must be finite, got inf"),
        (np.ones(4), [[1, 1j * np.nan]], "reflect", ValueError, "`bank` must be finite, got NaN"),
        (np.ones(4), [["a"]], "reflect", TypeError, "`bank` must hold real numbers"),
        (np.ones(4), [np.ones(2)], "symmetric", ValueError, "`border` must be one of 'reflect'"),
    ],
)
def test_responses_say_what_is_wrong(image, bank, border, error, message):
    with pytest.raises(error, match=message):
        bank_responses(image, bank, border=border)


def test_memory_is_that_of_the_result_and_a_few_pictures():
    image = np.zeros((256, 256))
    bank = gabor_bank2d([0.2, 0.4], 8)
    plane = 16 * image.size

    def peak():
        tracemalloc.start()
        bank_responses(image, bank)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak() < (len(bank) + 6) * plane
    features = GaborFeatures([0.2, 0.4], 8)
    features.fit(image[np.newaxis])
    tracemalloc.start()
    features.transform(image[np.newaxis])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 8 * plane


# --- estimators ---------------------------------------------------------------------------------

#: scikit-learn runs this one only where SCIPY_ARRAY_API is set before SciPy is imported.
LEFT_OUT = {"check_array_api_input"}


@pytest.mark.parametrize(
    "estimator",
    [
        GaborFeatures(image_shape=(1, -1)),
        GaborFeatures([0.2], 2, image_shape=(-1, 1), rotation_invariant=True, pooling=["max"]),
        GaborFeatures1D(),
    ],
    ids=["pictures", "rotation_invariant", "signals"],
)
def test_scikit_learn_finds_nothing_wrong(estimator):
    outcomes = check_estimator(estimator, on_skip=None)
    assert len(outcomes) > 40
    skipped = {run["check_name"] for run in outcomes if run["status"] != "passed"}
    assert skipped <= LEFT_OUT


def expected_features(magnitudes, poolings):
    """The long way: one plane of magnitudes after the other, by its definition."""
    flat = [plane.ravel() for plane in magnitudes]
    ways = {
        "mean": lambda v: v.sum() / v.size,
        "std": lambda v: math.sqrt(((v - v.sum() / v.size) ** 2).sum() / v.size),
        "max": lambda v: np.sort(v)[-1],
    }
    return np.array([ways[name](plane) for name in poolings for plane in flat])


@pytest.mark.parametrize("poolings", [("mean", "std", "max"), ("max", "mean"), ["std"]])
def test_features_are_pooled_magnitudes_pooling_by_pooling(poolings):
    features = GaborFeatures([0.1, 0.3], 3, bandwidth=1.4, pooling=poolings)
    bank = [filters.gabor_kernel(f, k * np.pi / 3, 1.4) for f in (0.1, 0.3) for k in range(3)]
    expected = [
        expected_features(
            [np.abs(ndimage.convolve(patch, kernel, mode="reflect")) for kernel in bank], poolings
        )
        for patch in PATCHES
    ]
    assert_close(features.fit_transform(PATCHES), np.array(expected))


def test_features_of_signals_are_pooled_magnitudes_pooling_by_pooling():
    features = GaborFeatures1D([0.05, 0.2, 0.4], bandwidth=0.7)
    bank = gabor_bank1d([0.05, 0.2, 0.4], bandwidth=0.7)
    expected = [
        expected_features([np.abs(ndimage.convolve(s, k)) for k in bank], ("mean", "std", "max"))
        for s in SIGNALS
    ]
    assert_close(features.fit_transform(SIGNALS), np.array(expected))


def test_defaults():
    assert GaborFeatures().fit_transform(PATCHES).shape == (6, 4 * 4 * 3)
    assert GaborFeatures1D().fit_transform(SIGNALS).shape == (7, 27)


def test_flat_pictures_are_stacks_in_disguise():
    stack = GaborFeatures([0.2], 2).fit(PATCHES[:, :20])
    expected = stack.transform(PATCHES[:, :20])
    flat = PATCHES[:, :20].reshape(6, -1)
    for image_shape in [(20, 32), (20, -1), (-1, 32), [20, 32], np.array([20, 32])]:
        features = GaborFeatures([0.2], 2, image_shape=image_shape).fit(flat)
        np.testing.assert_array_equal(features.transform(flat), expected)
        assert features.n_features_in_ == stack.n_features_in_ == 640


def test_names_of_features():
    features = GaborFeatures([0.06, 0.25], 2, pooling=("std", "mean")).fit(PATCHES)
    kernels = ["f=0.06 θ=0°", "f=0.06 θ=90°", "f=0.25 θ=0°", "f=0.25 θ=90°"]
    expected = [f"std {name}" for name in kernels] + [f"mean {name}" for name in kernels]
    assert features.get_feature_names_out().tolist() == expected
    invariant = clone(features).set_params(rotation_invariant=True).fit(PATCHES)
    expected = ["std f=0.06", "std f=0.25", "mean f=0.06", "mean f=0.25"]
    assert invariant.get_feature_names_out().tolist() == expected
    signals = GaborFeatures1D([0.1, 0.4], pooling=("max",)).fit(SIGNALS)
    assert signals.get_feature_names_out().tolist() == ["max f=0.1", "max f=0.4"]
    assert GaborFeatures([0.1], 3).fit(PATCHES).get_feature_names_out()[2] == "mean f=0.1 θ=120°"
    with pytest.raises(ValueError, match="input_features should have length equal to"):
        features.get_feature_names_out(["one name"])


def test_a_feature_that_is_named_for_a_wave_responds_to_it():
    y, x = np.mgrid[:48, :48]
    upright, flat = np.cos(2 * np.pi * 0.25 * x), np.cos(2 * np.pi * 0.125 * y)
    features = GaborFeatures((0.125, 0.25), 2, pooling=("mean",)).fit([upright, flat])
    strongest = features.transform([upright, flat]).argmax(axis=1)
    names = features.get_feature_names_out()[strongest]
    assert names.tolist() == ["mean f=0.25 θ=0°", "mean f=0.125 θ=90°"]


@pytest.mark.parametrize("n_orientations", [2, 4, 6])
def test_quarter_turns_change_nothing_where_turning_must_not(n_orientations):
    turned = np.rot90(PATCHES, axes=(1, 2))
    plain = GaborFeatures([0.1, 0.3], n_orientations).fit(PATCHES)
    invariant = clone(plain).set_params(rotation_invariant=True).fit(PATCHES)
    assert invariant.transform(PATCHES).shape == (6, 6)
    assert_close(invariant.transform(turned), invariant.transform(PATCHES))
    before, after = plain.transform(PATCHES), plain.transform(turned)
    assert np.abs(after - before).max() > 0.1 * before.max()


def test_invariant_features_are_means_over_directions():
    plain = GaborFeatures([0.1, 0.2, 0.4], 4).fit(PATCHES)
    invariant = clone(plain).set_params(rotation_invariant=True).fit(PATCHES)
    by_direction = plain.transform(PATCHES).reshape(6, 3, 3, 4)
    assert_close(invariant.transform(PATCHES), by_direction.mean(axis=3).reshape(6, 9))


@pytest.mark.parametrize("estimator", [GaborFeatures([0.2], 2), GaborFeatures1D([0.2, 0.4])])
def test_workers_and_blocks_change_nothing(estimator, monkeypatch):
    X = PATCHES if isinstance(estimator, GaborFeatures) else SIGNALS
    at_once = estimator.fit_transform(X)
    monkeypatch.setattr(gabor, "BLOCK", 2 * X[0].size + 1)
    in_blocks = estimator.fit_transform(X)
    assert_close(in_blocks, at_once)
    with parallel_config(backend="threading"):
        workers = clone(estimator).set_params(n_jobs=2).fit_transform(X)
    np.testing.assert_array_equal(workers, in_blocks)
    monkeypatch.setattr(gabor, "BLOCK", 1)
    assert_close(estimator.fit_transform(X), at_once)


def test_processes_give_identical_features(monkeypatch):
    monkeypatch.setattr(gabor, "BLOCK", 2 * PATCHES[0].size)
    alone = GaborFeatures([0.2], 2).fit_transform(PATCHES)
    with parallel_config(backend="loky"):
        together = GaborFeatures([0.2], 2, n_jobs=2).fit_transform(PATCHES)
    np.testing.assert_array_equal(together, alone)


def test_the_backend_is_the_readers(monkeypatch):
    used = []
    parallel = gabor.Parallel

    def spy(*args, **options):
        used.append((args, options))
        return parallel(*args, **options)

    monkeypatch.setattr(gabor, "Parallel", spy)
    GaborFeatures([0.2], 2, n_jobs=1).fit_transform(PATCHES)
    assert used == [((), {"n_jobs": 1})]


def test_pictures_are_left_alone():
    X = PATCHES.astype(np.float32)
    X.flags.writeable = False
    kept = X.copy()
    GaborFeatures([0.2], 2).fit(X).transform(X[::-1])
    np.testing.assert_array_equal(X, kept)


@pytest.mark.parametrize(
    ("estimator", "X", "error", "message"),
    [
        (GaborFeatures(), np.ones((2, 6)), ValueError, r"`X` must be a stack .*\(2, 6\): if each"),
        (GaborFeatures(), np.ones((2, 6, 0)), ValueError, "`X` must not be empty"),
        (GaborFeatures(), np.ones((2, 3, 4, 3)), ValueError, "`X` must be a stack"),
        (GaborFeatures(), np.full((2, 3, 4), np.nan), ValueError, "X contains NaN"),
        (GaborFeatures(), np.full((2, 3, 4), np.inf), ValueError, "X contains infinity"),
        (GaborFeatures(image_shape=(2, 3)), np.ones((2, 2, 3)), ValueError, "leave `image_shape`"),
        (GaborFeatures(image_shape=(4, 2)), np.ones((2, 6)), ValueError, "have 6 pixels"),
        (GaborFeatures(image_shape=(4, -1)), np.ones((2, 6)), ValueError, "have 6 pixels"),
        (GaborFeatures(image_shape=(-1, -1)), np.ones((2, 6)), ValueError, "one of them may be"),
        (GaborFeatures(image_shape=(-2, -3)), np.ones((2, 6)), ValueError, "one of them may be"),
        (GaborFeatures(image_shape=(0, -1)), np.ones((2, 6)), ValueError, "one of them may be"),
        (GaborFeatures(image_shape=(6,)), np.ones((2, 6)), ValueError, "one of them may be"),
        (GaborFeatures(image_shape=6), np.ones((2, 6)), TypeError, "one of them may be"),
        (GaborFeatures(image_shape=(2.0, 3)), np.ones((2, 6)), TypeError, "one of them may be"),
        (GaborFeatures([0.6]), PATCHES, ValueError, "`frequency` must be at most 0.5"),
        (GaborFeatures(0.2), PATCHES, ValueError, "`frequencies` must be 1-D"),
        (GaborFeatures(n_orientations=0), PATCHES, ValueError, "`n_orientations`"),
        (GaborFeatures(bandwidth=0), PATCHES, ValueError, "`bandwidth`"),
        (GaborFeatures(pooling="mean"), PATCHES, ValueError, "sequence of names, got 'mean'"),
        (GaborFeatures(pooling=()), PATCHES, ValueError, "sequence of names"),
        (GaborFeatures(pooling=("median",)), PATCHES, ValueError, "must be one of 'mean', 'std'"),
        (GaborFeatures1D(pooling=["sum"]), SIGNALS, ValueError, "`pooling` must be one of"),
        (GaborFeatures1D([]), SIGNALS, ValueError, "`frequencies` must not be empty"),
        (GaborFeatures1D(), PATCHES, ValueError, "Found array with dim 3"),
    ],
)
def test_estimators_say_what_is_wrong(estimator, X, error, message):
    with pytest.raises(error, match=message):
        estimator.fit(X)


def test_pictures_of_another_size_are_refused_and_fit_comes_first():
    features = GaborFeatures([0.2], 2)
    with pytest.raises(NotFittedError):
        features.transform(PATCHES)
    with pytest.raises(ValueError, match="has 512 features, but GaborFeatures is expecting 1024"):
        features.fit(PATCHES).transform(PATCHES[:, ::2])


def test_as_stack_converts_without_rescaling():
    whole = np.arange(12, dtype=np.uint8).reshape(2, 6)
    stack = as_stack(whole, (3, -1))
    assert stack.dtype == np.float64
    np.testing.assert_array_equal(stack, whole.reshape(2, 3, 2))
    np.testing.assert_array_equal(as_stack(stack.tolist(), None), stack)
