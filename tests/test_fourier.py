"""Fourier is held to sums written out, to SciPy and scikit-image, and to Parseval."""

import warnings
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage, signal
from skimage import data, filters, restoration

from course_utils.fourier import (
    fourier_series,
    high_pass,
    keep_largest,
    low_pass,
    notch,
    power_spectrum,
    power_spectrum2d,
    wiener,
)

from .unusable import each_unusable_input

REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=40)
SHAPES = [(1, 1), (1, 8), (7, 1), (2, 2), (6, 8), (7, 5), (5, 6), (8, 9)]


def assert_close(actual, expected, largest=None):
    """Equal within 1e-12 of the largest value of the result, or of what is given instead."""
    largest = np.abs(expected).max() if largest is None else np.abs(largest).max()
    assert actual.shape == expected.shape
    assert actual.dtype == np.float64
    assert np.abs(actual - expected).max() <= 1e-12 * largest


def numbers(largest):
    """Zero, or a number that does not vanish when it is squared."""
    return st.floats(1e-6, largest) | st.floats(-largest, -1e-6) | st.just(0.0)


def signals(longest=30):
    return arrays(np.float64, st.integers(1, longest), elements=numbers(1e6))


def pictures(longest=7):
    sizes = st.integers(1, longest)
    return arrays(np.float64, st.tuples(sizes, sizes), elements=numbers(1e6))


def noise(shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def wave(shape, row, column, amplitude=1.0, phase=0.0):
    """Return a cosine of the given frequencies, in cycles per pixel."""
    rows, columns = np.indices(shape)
    return amplitude * np.cos(2 * np.pi * (row * rows + column * columns) + phase)


def bins(n):
    """Return the frequencies k/n, from ½ on as their negative aliases."""
    return [k / n if 2 * k < n else (k - n) / n for k in range(n)]


def transform(image):
    """Return the coefficients of a picture, one sum for each, as the definition says."""
    rows, columns = np.indices(image.shape)
    spectrum = np.empty(image.shape, dtype=complex)
    for k, row in enumerate(bins(image.shape[0])):
        for m, column in enumerate(bins(image.shape[1])):
            turns = row * rows + column * columns
            spectrum[k, m] = (image * np.exp(-2j * np.pi * turns)).sum()
    return spectrum


def rebuild(spectrum):
    """Add up all waves of a spectrum, as the definition says."""
    rows, columns = np.indices(spectrum.shape)
    image = np.zeros(spectrum.shape, dtype=complex)
    for k, row in enumerate(bins(spectrum.shape[0])):
        for m, column in enumerate(bins(spectrum.shape[1])):
            image += spectrum[k, m] * np.exp(2j * np.pi * (row * rows + column * columns))
    return image.real / spectrum.size


def gains(shape, gain):
    """Return gain(row frequency, column frequency) for each coefficient."""
    return np.array([[gain(row, column) for column in bins(shape[1])] for row in bins(shape[0])])


def test_the_sums_of_these_tests_are_each_other_s_inverse():
    image = noise((5, 6))
    assert_close(rebuild(transform(image)), image)


# --- spectra ------------------------------------------------------------------------------------


@REPRODUCIBLE
@given(samples=signals(), rate=st.floats(0.01, 1e5))
def test_power_spectrum_is_scipys_periodogram(samples, rate):
    frequencies, power = power_spectrum(samples, sample_rate=rate)
    theirs = signal.periodogram(samples, rate, window="boxcar", detrend=False, scaling="spectrum")
    assert_close(frequencies, theirs[0])
    assert_close(power, theirs[1])


@REPRODUCIBLE
@given(samples=signals())
def test_parseval_for_signals(samples):
    frequencies, power = power_spectrum(samples)
    assert len(frequencies) == len(power) == len(samples) // 2 + 1
    assert power.sum() == pytest.approx(np.mean(samples**2), rel=1e-12)


@pytest.mark.parametrize(("n", "k"), [(20, 1), (20, 9), (21, 1), (21, 10), (3, 1)])
@pytest.mark.parametrize("phase", [0.0, 1.0])
def test_a_sine_shows_half_its_squared_amplitude_at_its_frequency(n, k, phase):
    samples = 5 + 3 * np.sin(2 * np.pi * k / n * np.arange(n) + phase)
    frequencies, power = power_spectrum(samples, sample_rate=100)
    assert frequencies[k] == pytest.approx(100 * k / n)
    expected = np.zeros(n // 2 + 1)
    expected[[0, k]] = 25, 4.5
    assert_close(power, expected)


def test_half_the_sample_rate_has_no_pair():
    frequencies, power = power_spectrum([3, -3, 3, -3])
    np.testing.assert_allclose(frequencies, [0, 0.25, 0.5])
    np.testing.assert_allclose(power, [0, 0, 9], atol=1e-15)


@pytest.mark.parametrize("shape", SHAPES)
def test_power_spectrum2d_is_the_squared_sums_about_the_middle(shape):
    image = noise(shape) + 1
    rows, columns, power = power_spectrum2d(image)
    assert_close(rows, np.sort(bins(shape[0])), 1)
    assert_close(columns, np.sort(bins(shape[1])), 1)
    by_frequency = np.ix_(np.argsort(bins(shape[0])), np.argsort(bins(shape[1])))
    assert_close(power, np.abs(transform(image))[by_frequency] ** 2 / image.size**2)
    middle = shape[0] // 2, shape[1] // 2
    assert rows[middle[0]] == columns[middle[1]] == 0
    assert power[middle] == pytest.approx(image.mean() ** 2)


@REPRODUCIBLE
@given(image=pictures(12))
def test_parseval_for_pictures(image):
    assert power_spectrum2d(image)[2].sum() == pytest.approx(np.mean(image**2), rel=1e-12)


@pytest.mark.parametrize("shape", [(20, 30), (15, 25)])
def test_a_wave_shows_twice_in_the_spectrum(shape):
    rows, columns, power = power_spectrum2d(wave(shape, 0.2, -0.4, amplitude=6, phase=0.7))
    bright = {
        (round(float(rows[r]), 9), round(float(columns[c]), 9)): power[r, c]
        for r, c in np.argwhere(power > 1e-20)
    }
    assert bright == pytest.approx({(0.2, -0.4): 9, (-0.2, 0.4): 9})


# --- one period ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "harmonics"), [(n, k) for n in (1, 2, 7, 8) for k in range(n // 2)])
def test_fourier_series_is_the_nearest_sum_of_its_waves(n, harmonics):
    samples = noise(n) + 1
    angle = 2 * np.pi * np.arange(n) / n
    waves = [f(k * angle) for k in range(1, harmonics + 1) for f in (np.cos, np.sin)]
    waves = np.column_stack([np.ones(n), *waves])
    nearest = waves @ np.linalg.lstsq(waves, samples, rcond=None)[0]
    assert_close(fourier_series(samples, harmonics), nearest)


@REPRODUCIBLE
@given(samples=signals())
def test_no_harmonic_is_the_mean_and_all_are_the_signal(samples):
    mean = np.full(len(samples), samples.mean())
    assert_close(fourier_series(samples, 0), mean, samples)
    assert_close(fourier_series(samples, len(samples) // 2), samples)


@pytest.mark.parametrize("n", [9, 10])
def test_harmonics_stop_where_they_should(n):
    x = 2 * np.pi * np.arange(n) / n
    waves = [np.cos(k * x + k) for k in range(n // 2 + 1)]
    for k in range(n // 2 + 1):
        assert_close(fourier_series(sum(waves), k), sum(waves[: k + 1]))


@pytest.mark.parametrize("harmonics", [-1, 4])
def test_harmonics_out_of_range(harmonics):
    message = f"`n_harmonics` must be between 0 and 3, half the 7 samples, got {harmonics}"
    with pytest.raises(ValueError, match=message):
        fourier_series(np.ones(7), harmonics)


@pytest.mark.parametrize("harmonics", [True, np.True_, 1.0, "1", None, [1]])
def test_harmonics_that_are_no_whole_number(harmonics):
    with pytest.raises(TypeError, match="`n_harmonics` must be a whole number, got"):
        fourier_series(np.ones(7), harmonics)


def test_harmonics_of_a_numpy_integer():
    assert_close(fourier_series([1, 2, 3], np.int8(1)), np.array([1.0, 2.0, 3.0]))


# --- low pass and high pass ---------------------------------------------------------------------


@pytest.mark.parametrize(("ours", "high"), [(low_pass, False), (high_pass, True)])
@REPRODUCIBLE
@given(image=pictures(12), cutoff=st.floats(0.01, 0.5), order=st.floats(0.5, 20))
def test_low_and_high_pass_are_scikit_images_butterworth(ours, high, image, cutoff, order):
    theirs = filters.butterworth(image, cutoff, high_pass=high, order=order)
    assert_close(ours(image, cutoff, order=order), theirs, image)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("cutoff", [0.1, 0.6])
def test_low_pass_is_its_formula(shape, cutoff):
    image = noise(shape) + 1
    gain = gains(shape, lambda row, column: 1 / (1 + (np.hypot(row, column) / cutoff) ** 4))
    expected = rebuild(gain * transform(image))
    assert_close(low_pass(image, cutoff), expected)
    assert_close(high_pass(image, cutoff), image - expected, image)


@pytest.mark.parametrize("order", [0.5, 1, 2.0, 7])
@pytest.mark.parametrize(("row", "column"), [(0.25, 0), (0, -0.1), (0.3, 0.4), (-0.3, 0.1)])
def test_a_cosine_is_halved_at_the_cutoff(order, row, column):
    cosine = wave((20, 30), row, column, phase=0.3)
    cutoff = float(np.hypot(row, column))
    assert_close(low_pass(cosine, cutoff, order=order), cosine / 2)
    assert_close(high_pass(cosine, cutoff, order=order), cosine / 2)


@pytest.mark.parametrize("n", [1, 2, 15, 16])
@pytest.mark.parametrize("ours", [low_pass, high_pass])
@pytest.mark.parametrize("order", [2.0, np.inf])
def test_a_signal_is_a_picture_of_one_row_or_one_column(ours, n, order):
    samples = noise(n) + 1
    expected = ours(samples, 0.2, order=order)
    assert expected.shape == (n,)
    assert_close(ours(samples[None], 0.2, order=order)[0], expected, samples)
    assert_close(ours(samples[:, None], 0.2, order=order)[:, 0], expected, samples)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("cutoff", [0.05, 0.2, 0.45, 0.75])
def test_the_ideal_filter_is_its_formula(shape, cutoff):
    image = noise(shape) + 1
    gain = gains(shape, lambda row, column: np.hypot(row, column) <= cutoff + 1e-12)
    expected = rebuild(gain * transform(image))
    assert_close(low_pass(image, cutoff, order=np.inf), expected)
    assert_close(high_pass(image, cutoff, order=np.inf), image - expected, image)


@pytest.mark.parametrize("n", range(3, 60))
def test_the_ideal_filter_keeps_the_cutoff_however_it_is_rounded(n):
    for k in range(1, (n - 1) // 2 + 1):
        cosine = wave((1, n), 0, k / n)
        for cutoff in (k / n, k * (1 / n), np.fft.rfftfreq(n)[k], np.nextafter(k / n, 0)):
            assert_close(low_pass(cosine, cutoff, order=np.inf), cosine)
        assert np.abs(low_pass(cosine, k / n - 1e-9, order=np.inf)).max() < 1e-12


def test_a_very_steep_filter_is_the_ideal_one():
    image = noise((20, 21))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        steep = low_pass(image, 0.223, order=1e6)
    assert_close(steep, low_pass(image, 0.223, order=np.inf))


@pytest.mark.parametrize("ours", [low_pass, high_pass])
@pytest.mark.parametrize("bad", [0, -0.1, np.nan, -np.inf])
def test_cutoff_and_order_must_be_positive(ours, bad):
    with pytest.raises(ValueError, match="`cutoff` must be positive and finite, got"):
        ours(np.eye(4), bad)
    with pytest.raises(ValueError, match="`order` must be positive and finite, got"):
        ours(np.eye(4), 0.1, order=bad)


@pytest.mark.parametrize("bad", ["0.1", None, True, [0.1], np.array([0.1, 0.2]), 1j])
def test_cutoff_and_order_must_be_numbers(bad):
    with pytest.raises(TypeError, match="`cutoff` must be a number, got"):
        low_pass(np.eye(4), bad)
    with pytest.raises(TypeError, match="`order` must be a number, got"):
        low_pass(np.eye(4), 0.1, order=bad)


def test_the_cutoff_is_finite():
    with pytest.raises(ValueError, match="`cutoff` must be positive and finite, got inf"):
        low_pass(np.eye(4), np.inf)


# --- notch --------------------------------------------------------------------------------------


def without(image, row, column):
    """Take the nearest multiple of one wave out of a picture, by least squares."""
    waves = [wave(image.shape, row, column, phase=phase).ravel() for phase in (0, np.pi / 2)]
    waves = np.column_stack(waves)
    return image - (waves @ np.linalg.lstsq(waves, image.ravel(), rcond=1e-9)[0]).reshape(
        image.shape
    )


@pytest.mark.parametrize(
    ("shape", "row", "column"),
    [
        ((20, 30), 0.2, -0.4),
        ((20, 30), 0.5, 0.1),
        ((20, 30), 0.5, 0.5),
        ((20, 30), 0, 1 / 30),
        ((21, 25), 3 / 21, 0),
        ((21, 25), 10 / 21, 12 / 25),
        ((1, 8), 0, 0.25),
        ((1, 8), 0, -0.5),
        ((9, 1), -4 / 9, 0),
    ],
)
def test_notch_removes_a_planted_wave_and_nothing_else(shape, row, column):
    picture = without(noise(shape) + 1, row, column)
    disturbed = picture + wave(shape, row, column, amplitude=3, phase=0.7)
    for named in ((row, column), (-row, -column), (row + 1, column - 2)):
        assert_close(notch(disturbed, named), picture)
        assert_close(notch(disturbed, [named]), picture)


def test_notch_removes_several_waves():
    shape, named = (20, 30), [(0.2, 0.1), (0, 0.4), (-0.35, 0.3)]
    picture = noise(shape)
    for row, column in named:
        picture = without(picture, row, column)
    disturbed = picture + sum(wave(shape, *frequency, phase=1) for frequency in named)
    assert_close(notch(disturbed, named), picture)
    assert np.abs(notch(disturbed, named[:2]) - picture).max() > 0.5


def kept_by_notch(shape, frequencies, radius):
    """Return which coefficients of an impulse, all of which are 1, are left."""
    impulse = np.zeros(shape)
    impulse[0, 0] = 1
    spectrum = transform(notch(impulse, frequencies, radius=radius))
    kept = np.abs(spectrum) > 0.5
    np.testing.assert_allclose(spectrum, kept, atol=1e-12)
    return kept


@settings(REPRODUCIBLE, max_examples=100)
@given(
    shape=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    frequency=st.tuples(st.floats(-1.2, 1.2), st.floats(-1.2, 1.2)),
    radius=st.just(0.0) | st.floats(0.001, 0.6),
)
def test_notch_removes_the_disc_and_its_mirror_round_the_borders(shape, frequency, radius):
    aliases = [(frequency[0] + i, frequency[1] + j) for i, j in product(range(-2, 3), repeat=2)]
    distance = gains(
        shape, lambda row, column: min(np.hypot(row - a, column - b) for a, b in aliases)
    )
    reach = max(radius, distance.min())
    assume(distance[0, 0] > distance.min() + 1e-9)
    assume(np.abs(distance - reach)[distance > distance.min() + 1e-9].min(initial=1) > 1e-9)
    removed = distance <= reach + 1e-9
    removed |= np.roll(removed[::-1, ::-1], 1, axis=(0, 1))
    removed[0, 0] = False
    np.testing.assert_array_equal(kept_by_notch(shape, frequency, radius), ~removed)


def test_notch_by_hand():
    row = kept_by_notch((1, 10), (0, 0.42), 0.0)[0]
    np.testing.assert_array_equal(row, [1, 1, 1, 1, 0, 1, 0, 1, 1, 1])
    halfway = kept_by_notch((1, 10), (0, 0.35), 0.0)[0]
    np.testing.assert_array_equal(halfway, [1, 1, 1, 0, 0, 1, 0, 0, 1, 1])
    on_the_circle = kept_by_notch((1, 10), (0, 0.3), 0.1)[0]
    np.testing.assert_array_equal(on_the_circle, [1, 1, 0, 0, 0, 1, 0, 0, 0, 1])
    too_narrow = kept_by_notch((1, 10), (0, 0.42), 0.001)[0]
    np.testing.assert_array_equal(too_narrow, row)
    round_the_border = kept_by_notch((1, 11), (0, 0.45), 0.1)[0]
    np.testing.assert_array_equal(round_the_border, [1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1])


def test_notch_keeps_the_mean_whatever_the_radius():
    image = noise((9, 10)) + 5
    assert_close(notch(image, (0.2, 0.2), radius=2), np.full((9, 10), image.mean()))


@pytest.mark.parametrize(
    "frequencies", [(0, 0), [(0.3, 0.2), (0, 0)], (1, -2), (0.02, 0.02), (-0.05, 0), (10, 4)]
)
@pytest.mark.parametrize("radius", [0.0, 0.1])
def test_notch_refuses_to_remove_the_mean(frequencies, radius):
    with pytest.raises(ValueError, match=r"must not name the mean \(0, 0\), which is kept, but \("):
        notch(np.eye(10), frequencies, radius=radius)


@pytest.mark.parametrize(
    ("frequencies", "error", "message"),
    [
        ((0.1, 0.2, 0.3), ValueError, r"pairs \(row, column\), .* got shape \(3,\)"),
        ([[0.1], [0.2]], ValueError, r"pairs \(row, column\), .* got shape \(2, 1\)"),
        (0.1, ValueError, r"must be 1-D or 2-D \(n, 2\), got shape \(\)"),
        (np.ones((1, 1, 2)), ValueError, "must be 1-D or 2-D"),
        (np.ones((0, 2)), ValueError, "must not be empty"),
        ((0.1, np.nan), ValueError, "must be finite, got NaN"),
        ((0.1, 1j), TypeError, "must hold real numbers"),
    ],
)
def test_frequencies_that_are_no_pairs(frequencies, error, message):
    with pytest.raises(error, match=f"`frequencies` .*{message}"):
        notch(np.eye(10), frequencies)


@pytest.mark.parametrize(
    ("radius", "error"),
    [
        (-0.1, ValueError),
        (np.nan, ValueError),
        (np.inf, ValueError),
        ("0", TypeError),
        (None, TypeError),
        (True, TypeError),
        ([0.1], TypeError),
        (np.array([0.0, 0.0]), TypeError),
    ],
)
def test_radius_must_be_a_number(radius, error):
    with pytest.raises(error, match="`radius` must be"):
        notch(np.eye(10), (0.2, 0.2), radius=radius)


# --- the largest coefficients -------------------------------------------------------------------


@settings(REPRODUCIBLE, max_examples=100)
@given(
    shape=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    fraction=st.floats(0.001, 1),
    seed=st.integers(0, 99),
)
def test_keep_largest_keeps_so_many_and_none_smaller(shape, fraction, seed):
    image = noise(shape, seed)
    before, after = transform(image), transform(keep_largest(image, fraction))
    kept = np.abs(after) > 1e-9
    np.testing.assert_allclose(after, np.where(kept, before, 0), atol=1e-11)
    wanted = max(1, round(fraction * image.size))
    assert kept.sum() in (wanted, wanted + 1)
    assert np.abs(before)[kept].min() >= np.abs(before)[~kept].max(initial=0)
    if kept.sum() > wanted:
        last = np.abs(before)[kept].argsort()[:2]
        assert_close(*np.abs(before)[kept][last][:, None])


@REPRODUCIBLE
@given(image=pictures(12))
def test_all_coefficients_give_the_picture_back(image):
    assert_close(keep_largest(image, 1.0), image)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("fraction", [0.1, 0.3, 0.5, 0.7])
def test_waves_stay_whole_where_all_are_equally_large(shape, fraction):
    impulse = np.zeros(shape)
    impulse[0, 0] = 1
    after = transform(keep_largest(impulse, fraction))
    wanted = max(1, round(fraction * impulse.size))
    assert after.real.sum() == pytest.approx(np.abs(after).sum())
    assert round(np.abs(after).sum()) in (wanted, wanted + 1)
    np.testing.assert_allclose(np.abs(after), np.abs(after) > 0.9, atol=1e-12)


def test_one_coefficient_of_a_photograph_is_its_mean_and_three_are_its_strongest_wave():
    picture = 9 + wave((20, 30), 0.2, -0.4, 2, 0.7)
    disturbed = picture + wave((20, 30), 0.1, 0.3, 0.1)
    assert_close(keep_largest(disturbed, 1e-9), np.full((20, 30), 9.0))
    assert_close(keep_largest(disturbed, 1.4 / 600), np.full((20, 30), 9.0))
    assert_close(keep_largest(disturbed, 1.6 / 600), picture)
    assert_close(keep_largest(disturbed, 3 / 600), picture)
    assert_close(keep_largest(disturbed, 4 / 600), disturbed)


def test_what_is_lost_is_the_power_that_is_dropped():
    image = data.camera()[::8, ::8] / 255
    sorted_power = np.sort(power_spectrum2d(image)[2].ravel())[::-1]
    for fraction in (0.01, 0.1, 0.5):
        lost = np.mean((keep_largest(image, fraction) - image) ** 2)
        count = round(fraction * image.size)
        assert sorted_power[count + 1 :].sum() - 1e-15 <= lost
        assert lost <= sorted_power[count:].sum() + 1e-15


@pytest.mark.parametrize("fraction", [0, -0.1, 1.0001, 10, np.nan, np.inf])
def test_fraction_out_of_range(fraction):
    with pytest.raises(ValueError, match=r"`fraction` must be (positive|at most 1).*, got"):
        keep_largest(np.eye(4), fraction)


@pytest.mark.parametrize("fraction", [True, "0.5", None, [0.5]])
def test_fraction_that_is_no_number(fraction):
    with pytest.raises(TypeError, match="`fraction` must be a number, got"):
        keep_largest(np.eye(4), fraction)


# --- Wiener -------------------------------------------------------------------------------------


def invertible_kernel(shape, seed):
    """Return a kernel one weight of which is larger than all others together."""
    rng = np.random.default_rng(seed)
    kernel = rng.uniform(-1, 1, shape) / np.prod(shape)
    kernel.flat[rng.integers(kernel.size)] = 2
    return kernel


@settings(REPRODUCIBLE, max_examples=100)
@given(
    shapes=st.integers(1, 2).flatmap(
        lambda ndim: st.tuples(*[st.lists(st.integers(1, 12), min_size=ndim, max_size=ndim)] * 2)
    ),
    seed=st.integers(0, 99),
)
def test_wiener_undoes_ndimage_also_for_even_and_oversized_kernels(shapes, seed):
    image, kernel = noise(shapes[0], seed), invertible_kernel(shapes[1], seed)
    convolved = ndimage.convolve(image, kernel, mode="wrap")
    assert_close(wiener(convolved, kernel, noise_to_signal=1e-15), image)


@REPRODUCIBLE
@given(
    image=pictures(9),
    kernel_shape=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    ratio=st.floats(1e-3, 100),
    seed=st.integers(0, 99),
)
def test_wiener_is_scikit_images_with_the_identity(image, kernel_shape, ratio, seed):
    kernel = noise(np.minimum(kernel_shape, image.shape), seed)
    half = (image.shape[0], image.shape[1] // 2 + 1)
    assume(kernel.shape != half)  # scikit-image would take it for a transform
    theirs = restoration.wiener(image, kernel, ratio, reg=np.ones((1, 1)), clip=False)
    largest = np.abs(image).max() / np.sqrt(ratio)
    assert_close(wiener(image, kernel, noise_to_signal=ratio), theirs, largest)


@pytest.mark.parametrize("shape", SHAPES)
def test_wiener_is_its_formula(shape):
    image = noise(shape) + 1
    kernel = noise((1, 1), 3) if shape == (1, 1) else noise((shape[0], shape[1] // 2 + 1), 3)
    rows, columns = kernel.shape
    response = np.zeros(shape)
    for i, j in np.ndindex(kernel.shape):
        response[(i - rows // 2) % shape[0], (j - columns // 2) % shape[1]] = kernel[i, j]
    transfer = transform(response)
    expected = rebuild(transform(image) * transfer.conj() / (np.abs(transfer) ** 2 + 0.3))
    assert_close(wiener(image, kernel, noise_to_signal=0.3), expected)


def test_a_pixel_that_is_not_blurred_shrinks_by_the_noise():
    np.testing.assert_allclose(wiener([4.0, 8.0], [2.0], noise_to_signal=1), [1.6, 3.2])


def test_what_the_kernel_wipes_out_stays_out():
    stripes = wave((8, 12), 0, 0.25) + 1
    box = np.ones((1, 4)) / 4
    blurred = ndimage.convolve(stripes, box, mode="wrap")
    np.testing.assert_allclose(wiener(blurred, box, noise_to_signal=1e-12), np.ones((8, 12)))


@pytest.mark.parametrize("ratio", [0.01, 1.0])
def test_the_true_ratio_is_best_on_white_pictures_with_white_noise(ratio):
    image = noise((64, 64), 1)
    kernel = [[1, 2, 1], [2, 4, 2], [1, 2, 1]] / np.float64(16)
    disturbed = ndimage.convolve(image, kernel, mode="wrap")
    disturbed += np.sqrt(ratio) * noise((64, 64), 2)

    def error(guess):
        return np.mean((wiener(disturbed, kernel, noise_to_signal=guess) - image) ** 2)

    assert error(ratio) < 0.95 * min(error(ratio / 10), error(ratio * 10))


@pytest.mark.parametrize(
    ("kernel", "error", "message"),
    [
        (np.ones(3), ValueError, r"`kernel` must be 2-D like `image`, got shape \(3,\)"),
        (np.ones((2, 0)), ValueError, "`kernel` must not be empty"),
        ([[np.inf]], ValueError, "`kernel` must be finite, got infinity"),
        ([[1j]], TypeError, "`kernel` must hold real numbers"),
    ],
)
def test_wiener_checks_its_kernel(kernel, error, message):
    with pytest.raises(error, match=message):
        wiener(np.eye(4), kernel, noise_to_signal=0.1)


@pytest.mark.parametrize(
    ("ratio", "error"), [(0, ValueError), (-1, ValueError), (np.nan, ValueError), ("1", TypeError)]
)
def test_wiener_checks_its_ratio(ratio, error):
    with pytest.raises(error, match="`noise_to_signal` must be"):
        wiener(np.eye(4), np.ones((3, 3)), noise_to_signal=ratio)


@pytest.mark.parametrize(
    ("rate", "error"), [(0, ValueError), (-1, ValueError), (np.inf, ValueError), ("1", TypeError)]
)
def test_power_spectrum_checks_its_rate(rate, error):
    with pytest.raises(error, match="`sample_rate` must be"):
        power_spectrum(np.ones(3), sample_rate=rate)


# --- what comes in ------------------------------------------------------------------------------

ON_PICTURES = {
    "power_spectrum2d": lambda image: power_spectrum2d(image)[2],
    "low_pass": lambda image: low_pass(image, 0.2),
    "ideal low_pass": lambda image: low_pass(image, 0.2, order=np.inf),
    "high_pass": lambda image: high_pass(image, 0.2),
    "notch": lambda image: notch(image, [(0.2, 0.1)], radius=0.1),
    "keep_largest": lambda image: keep_largest(image, 0.3),
    "wiener": lambda image: wiener(image, [[0, 1, 2], [3, 4, 5]], noise_to_signal=0.1),
}
ON_SIGNALS = {
    "power_spectrum": lambda samples: power_spectrum(samples)[1],
    "fourier_series": lambda samples: fourier_series(samples, 3),
    "low_pass 1-D": lambda samples: low_pass(samples, 0.2),
    "high_pass 1-D": lambda samples: high_pass(samples, 0.2),
    "wiener 1-D": lambda samples: wiener(samples, [1, 2, 3, 4], noise_to_signal=0.1),
}
LEVELS = np.random.default_rng(9).integers(0, 256, (14, 15)).astype(np.uint8)


@pytest.fixture(params=ON_PICTURES | ON_SIGNALS)
def function_and_levels(request):
    """Return a function of one argument, and eight-bit values that it takes."""
    name = request.param
    return (ON_PICTURES[name], LEVELS) if name in ON_PICTURES else (ON_SIGNALS[name], LEVELS[0])


LAYOUTS = {
    "uint8": lambda levels: levels.copy(),
    "int16": lambda levels: levels.astype(np.int16),
    "float32": lambda levels: levels.astype(np.float32),
    "big-endian": lambda levels: levels.astype(">f8"),
    "longdouble": lambda levels: levels.astype(np.longdouble),
    "list": lambda levels: levels.tolist(),
    "fortran": lambda levels: np.array(levels, order="F"),
    "strided": lambda levels: np.repeat(levels.astype(float), 2, axis=-1)[..., ::2],
    "reversed": lambda levels: levels[::-1].astype(float)[::-1],
    "float64": lambda levels: levels.astype(float),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_float64(function_and_levels, layout):
    function, levels = function_and_levels
    variant = LAYOUTS[layout](levels)
    if isinstance(variant, np.ndarray):
        variant.flags.writeable = False
    actual = function(variant)
    assert actual.flags.writeable
    assert_close(actual, function(levels.astype(float)))
    np.testing.assert_array_equal(variant, levels)


def test_booleans_count_as_zero_and_one(function_and_levels):
    function, levels = function_and_levels
    np.testing.assert_array_equal(function(levels > 99), function((levels > 99).astype(float)))


def test_nothing_is_written_into_the_argument_and_nothing_shared(function_and_levels):
    function, levels = function_and_levels
    argument = levels.astype(float)
    result = function(argument)
    np.testing.assert_array_equal(argument, levels)
    assert not np.shares_memory(result, argument)


@pytest.mark.parametrize("value", [0.0, 3.0])
def test_constant_input_stays_finite(function_and_levels, value):
    function, levels = function_and_levels
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isfinite(function(np.full(levels.shape, value))).all()


@each_unusable_input
def test_unusable_input_is_named(function_and_levels, spoil, error, message):
    function, levels = function_and_levels
    with pytest.raises(error, match=f"`(image|signal)` {message}"):
        function(spoil(levels.astype(float)))


@pytest.mark.parametrize("name", ["power_spectrum", "fourier_series"])
def test_signals_are_no_pictures(name):
    message = r"`signal` must be 1-D \(samples,\), got shape \(14, 15\)"
    with pytest.raises(ValueError, match=message):
        ON_SIGNALS[name](LEVELS)


@pytest.mark.parametrize("name", ["power_spectrum2d", "notch", "keep_largest"])
def test_pictures_are_no_signals(name):
    message = r"`image` must be 2-D \(rows, columns\), a colour picture one channel at a time, got"
    with pytest.raises(ValueError, match=message):
        ON_PICTURES[name](LEVELS[0])
