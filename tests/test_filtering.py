"""Filtering is held to SciPy, to its own formulas, and to what must hold for any picture."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage, signal
from skimage import data

from course_utils import filtering
from course_utils.filtering import (
    BORDERS,
    convolve,
    correlate,
    gaussian_filter,
    gaussian_kernel1d,
    recover_kernel,
    window_sum,
)

PAIRS = {
    "convolve": (convolve, ndimage.convolve, signal.convolve),
    "correlate": (correlate, ndimage.correlate, signal.correlate),
}
REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=25)
MANY_MORE = settings(REPRODUCIBLE, max_examples=100)


def assert_close(actual, expected, *terms):
    """Equal within 1e-12 of the largest value.

    Two ways of adding up the same `terms` may also differ by their rounding; that matters only
    where they cancel, and only on processors that fuse multiplication and addition.
    """
    rounding = 1e-15 * np.prod([np.abs(term).sum() for term in terms]) if terms else 0
    assert actual.shape == expected.shape
    assert actual.dtype == np.float64
    assert np.abs(actual - expected).max() <= 1e-12 * np.abs(expected).max() + rounding


def numbers(largest, smallest=1e-6):
    """Zero, or a number of a magnitude between the two: SciPy leaves out tiny weights."""
    return st.floats(smallest, largest) | st.floats(-largest, -smallest) | st.just(0.0)


@st.composite
def pictures(draw, longest=12, ndim=None):
    shape = draw(st.lists(st.integers(1, longest), min_size=ndim or 1, max_size=ndim or 2))
    return draw(arrays(np.float64, tuple(shape), elements=numbers(1e9)))


@st.composite
def pictures_with_kernels(draw, fitting=False):
    image = draw(pictures())
    shape = [draw(st.integers(1, n if fitting else 13)) for n in image.shape]
    return image, draw(arrays(np.float64, tuple(shape), elements=numbers(100.0)))


@pytest.fixture(scope="module")
def photograph():
    return data.camera()[100:228, 200:300] / 255


# --- convolve and correlate against SciPy -------------------------------------------------------


@pytest.mark.parametrize(("name", "border"), [*product(PAIRS, BORDERS)])
@REPRODUCIBLE
@given(case=pictures_with_kernels())
def test_same_is_ndimage_also_for_even_and_oversized_kernels(name, border, case):
    ours, theirs, _ = PAIRS[name]
    image, kernel = case
    expected = theirs(image, kernel, mode=border)
    assert_close(ours(image, kernel, border=border), expected, np.abs(image).max(), kernel)


@pytest.mark.parametrize(("name", "border"), [*product(PAIRS, BORDERS)])
@pytest.mark.parametrize("shape", [(9, 9), (12, 7), (31, 31), (8, 200), (1, 65), (66, 1)])
def test_kernels_large_enough_for_the_fft(name, border, shape, photograph):
    ours, theirs, _ = PAIRS[name]
    kernel = np.random.default_rng(0).normal(size=shape)
    expected = theirs(photograph, kernel, mode=border)
    assert_close(ours(photograph, kernel, border=border), expected)


@pytest.mark.parametrize("name", PAIRS)
@REPRODUCIBLE
@given(case=pictures_with_kernels(fitting=True))
def test_valid_is_scipy_signal(name, case):
    ours, _, theirs = PAIRS[name]
    image, kernel = case
    expected = theirs(image, kernel, mode="valid", method="direct")
    assert_close(ours(image, kernel, mode="valid"), expected, np.abs(image).max(), kernel)


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize(("border", "boundary"), [("constant", "fill"), ("wrap", "wrap")])
@pytest.mark.parametrize("shape", [(3, 3), (1, 5), (7, 3), (11, 9)])
def test_same_is_scipy_signal_for_odd_kernels(name, border, boundary, shape, photograph):
    kernel = np.random.default_rng(1).normal(size=shape)
    theirs = {"convolve": signal.convolve2d, "correlate": signal.correlate2d}[name]
    expected = theirs(photograph, kernel, mode="same", boundary=boundary)
    assert_close(PAIRS[name][0](photograph, kernel, border=border), expected)


def test_the_size_of_the_kernel_decides_between_additions_and_fft(monkeypatch, photograph):
    def refuse(image, weights):
        raise NotImplementedError

    monkeypatch.setattr(filtering, "_add_shifted", refuse)
    convolve(photograph, np.ones((9, 9)))
    with pytest.raises(NotImplementedError):
        convolve(photograph, np.ones((8, 8)))


def test_large_signals_are_summed_in_blocks():
    samples, kernel = np.random.default_rng(2).normal(size=(2, 70_001))
    kernel = kernel[:5]
    expected = np.convolve(samples, kernel, mode="same")
    assert_close(convolve(samples, kernel, border="constant"), expected)


# --- ... and against their formulas -------------------------------------------------------------


@pytest.mark.parametrize(("n", "longest"), [*product([1, 2, 3, 4, 5, 70], [1, 4, 9])])
def test_the_formulas_hold_to_the_last_digit_for_whole_numbers(n, longest):
    rng = np.random.default_rng(n)
    image, kernel = rng.integers(-9, 10, longest), rng.integers(-9, 10, n)
    if n > 64:
        kernel[64:] = 0  # so few weights are still added one by one

    def at(i):
        return image[i] if 0 <= i < longest else 0

    flipped = [sum(kernel[j] * at(i + n // 2 - j) for j in range(n)) for i in range(longest)]
    unflipped = [sum(kernel[j] * at(i + j - n // 2) for j in range(n)) for i in range(longest)]
    np.testing.assert_array_equal(convolve(image, kernel, border="constant"), flipped)
    np.testing.assert_array_equal(correlate(image, kernel, border="constant"), unflipped)


@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (4, 5), (2, 2), (6, 1), (11, 13), (12, 12)])
def test_the_response_to_an_impulse_is_the_kernel(shape):
    kernel = np.random.default_rng(3).normal(size=shape)
    impulse = np.zeros((30, 30))
    impulse[15, 15] = 1
    around = tuple(slice(15 - n // 2, 15 - n // 2 + n) for n in shape)
    response = convolve(impulse, kernel)
    assert_close(response[around], kernel)
    response[around] = 0
    assert np.abs(response).max() < 1e-15


@pytest.mark.parametrize("border", [b for b in BORDERS if b != "constant"])
@MANY_MORE
@given(value=numbers(1e9), kernel=arrays(np.float64, (3, 4), elements=st.floats(0.01, 1)))
def test_a_constant_picture_stays_constant_under_weights_that_sum_to_one(border, value, kernel):
    constant = np.full((5, 2), value)
    assert_close(convolve(constant, kernel / kernel.sum(), border=border), constant)


@pytest.mark.parametrize("shape", [(3, 3), (11, 11)])
def test_cancellation_leaves_no_trace_of_the_fft(shape):
    kernel = np.arange(float(np.prod(shape))).reshape(shape)
    kernel -= kernel.mean()
    np.testing.assert_array_equal(convolve(np.full((40, 50), 3.0), kernel), np.zeros((40, 50)))


def test_values_near_the_largest_float_do_not_overflow_on_the_way():
    image = np.full((20, 20), 1e307)
    with np.errstate(over="ignore", invalid="ignore"):
        blurred = convolve(image, np.full((9, 9), 1 / 81))
    assert_close(blurred, image)


@MANY_MORE
@given(case=pictures_with_kernels(), other=pictures(), factor=numbers(100.0))
def test_linearity(case, other, factor):
    image, kernel = case
    other = np.resize(other, image.shape)
    expected = convolve(image, kernel) + factor * convolve(other, kernel)
    largest = np.abs(image).max() + abs(factor) * np.abs(other).max()
    assert_close(convolve(image + factor * other, kernel), expected, largest, kernel)


@pytest.mark.parametrize("size", [5, 15])
def test_commutative_and_associative_where_nothing_leaves_the_picture(size):
    image, first, second = np.zeros((3, 63, 63))
    middle = slice(31 - size // 2, 32 + size // 2)
    for picture in (image, first, second):
        picture[middle, middle] = np.random.default_rng(4).normal(size=(size, size))
    second[30, 31] += 1

    def then(a, b):
        return convolve(a, b, border="constant")

    assert_close(then(image, second), then(second, image))
    assert_close(then(then(image, first), second), then(image, then(first, second)))


@pytest.mark.parametrize("border", BORDERS)
def test_convolving_is_correlating_with_the_flipped_kernel_if_it_is_odd(border, photograph):
    rng = np.random.default_rng(5)
    odd, even = rng.normal(size=(5, 3)), rng.normal(size=(4, 3))
    flipped = correlate(photograph, odd[::-1, ::-1], border=border)
    np.testing.assert_array_equal(convolve(photograph, odd, border=border), flipped)
    shifted = correlate(photograph, even[::-1, ::-1], border=border)
    np.testing.assert_array_equal(convolve(photograph, even, border=border)[:-1], shifted[1:])


# --- the other filters --------------------------------------------------------------------------


@pytest.mark.parametrize("border", BORDERS)
@REPRODUCIBLE
@given(image=pictures(), rows=st.integers(1, 15), columns=st.integers(1, 15))
def test_window_sum_is_correlation_with_ones(border, image, rows, columns):
    shape = (rows, columns)[: image.ndim]
    expected = ndimage.correlate(image, np.ones(shape), mode=border)
    longest = np.full(image.size + 15, np.abs(image).max())
    assert_close(window_sum(image, shape, border=border), expected, longest, np.ones(shape))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 31, 200])
def test_window_sum_keeps_its_precision_on_a_whole_photograph(size, photograph):
    expected = ndimage.uniform_filter(photograph, size, mode="constant") * size**2
    assert_close(window_sum(photograph, size), expected)


def test_window_sum_is_not_drowned_by_the_rest_of_a_large_picture():
    image = np.random.default_rng(10).random((512, 512))
    assert_close(window_sum(image, 3), ndimage.correlate(image, np.ones((3, 3)), mode="constant"))


@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (7, 7), (6, 12)])
def test_window_sum_of_whole_numbers_is_exact_and_does_not_wrap(shape):
    levels = data.camera()[:90, :80]
    exact = ndimage.correlate(levels.astype(int), np.ones(shape, dtype=int), mode="constant")
    np.testing.assert_array_equal(window_sum(levels, shape), exact)


@pytest.mark.parametrize("order", [0, 1, 2])
@MANY_MORE
@given(sigma=st.floats(0.05, 20), truncate=st.floats(0.5, 6))
def test_gaussian_kernel_is_the_one_scipy_convolves_with(order, sigma, truncate):
    kernel = gaussian_kernel1d(sigma, order=order, truncate=truncate)
    impulse = np.zeros(kernel.size + 2)
    impulse[impulse.size // 2] = 1
    theirs = ndimage.gaussian_filter1d(impulse, sigma, order=order, truncate=truncate, mode="wrap")
    assert_close(np.pad(kernel, 1), theirs)


def test_gaussian_kernels_smooth_and_differentiate():
    smooth, slope, bend = (gaussian_kernel1d(2.0, order=order, truncate=8) for order in range(3))
    x = np.arange(80.0)
    assert smooth.sum() == pytest.approx(1, abs=1e-15)
    for kernel, picture, expected in [
        (smooth, 3 * x, 3 * x),
        (slope, 3 * x, np.full(80, 3.0)),
        (slope, x**2, 2 * x),
        (bend, x**2, np.full(80, 2.0)),
    ]:
        inside = slice(kernel.size // 2, -(kernel.size // 2))
        np.testing.assert_allclose(
            convolve(picture, kernel, mode="valid"), expected[inside], rtol=1e-8
        )


@pytest.mark.parametrize("border", BORDERS)
@REPRODUCIBLE
@given(
    image=pictures(ndim=2),
    sigma=st.tuples(st.floats(0.3, 6), st.floats(0.3, 6)),
    order=st.tuples(st.integers(0, 2), st.integers(0, 2)),
)
def test_gaussian_filter_is_ndimage(border, image, sigma, order):
    expected = ndimage.gaussian_filter(image, sigma, order=order, mode=border)
    kernels = [gaussian_kernel1d(sigma[axis], order=order[axis]) for axis in (0, 1)]
    actual = gaussian_filter(image, sigma, order=order, border=border)
    assert_close(actual, expected, np.abs(image).max(), *kernels)


def test_gaussian_filter_is_two_convolutions(photograph):
    along_rows, along_columns = gaussian_kernel1d(1.5), gaussian_kernel1d(3.0, order=1)
    expected = convolve(photograph, np.outer(along_rows, along_columns))
    assert_close(gaussian_filter(photograph, (1.5, 3.0), order=(0, 1)), expected)
    brighter_to_the_right = np.tile(np.arange(30.0), (20, 1))
    slope = gaussian_filter(brighter_to_the_right, 1.0, order=(0, 1))[10, 15]
    assert slope == pytest.approx(1, rel=1e-2)


def test_sigma_zero_leaves_an_axis_alone(photograph):
    expected = ndimage.gaussian_filter1d(photograph, 2.0, axis=1, mode="reflect")
    assert_close(gaussian_filter(photograph, (0, 2.0)), expected)
    untouched = gaussian_filter(photograph, 0)
    np.testing.assert_array_equal(untouched, photograph)
    assert not np.shares_memory(untouched, photograph)
    with pytest.raises(ValueError, match="`sigma` is 0 along axis 0, where `order` asks for"):
        gaussian_filter(photograph, (0, 2.0), order=(1, 0))


# --- recovering a kernel ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "border"), [*product([(1, 1), (3, 3), (4, 4), (5, 2), (13, 13)], BORDERS)]
)
def test_the_kernel_comes_back_from_floats(shape, border, photograph):
    kernel = np.random.default_rng(6).normal(size=shape)
    found = recover_kernel(photograph, convolve(photograph, kernel, border=border), shape)
    np.testing.assert_allclose(found, kernel, atol=1e-10)


@pytest.mark.parametrize("n", [1, 2, 7, 8])
def test_the_kernel_comes_back_from_a_signal(n):
    rng = np.random.default_rng(n)
    samples, kernel = rng.normal(size=300), rng.normal(size=n)
    found = recover_kernel(samples, ndimage.convolve(samples, kernel), n)
    np.testing.assert_allclose(found, kernel, atol=1e-12)


def test_recovery_is_least_squares_over_the_pixels_free_of_borders(photograph):
    rng = np.random.default_rng(7)
    filtered = rng.normal(size=photograph.shape)
    found = recover_kernel(photograph, filtered, (3, 2))
    windows = np.lib.stride_tricks.sliding_window_view(photograph, (3, 2)).reshape(-1, 6)
    values = filtered[1:-1, : photograph.shape[1] - 1].ravel()
    expected = np.linalg.lstsq(windows, values, rcond=None)[0][::-1].reshape(3, 2)
    assert_close(found, expected)


def test_eight_bits_give_the_kernel_nearly(photograph):
    kernel = np.outer(gaussian_kernel1d(1.0), gaussian_kernel1d(1.0))
    filtered = np.rint(convolve(photograph, kernel) * 255) / 255
    error = np.abs(recover_kernel(photograph, filtered, kernel.shape) - kernel).max()
    assert 1e-6 < error < 0.1 * kernel.max()


@pytest.mark.parametrize(
    ("image", "shape", "message"),
    [
        (np.ones((20, 20)), (3, 3), "its 324 windows of that shape have rank 1, 9 unknown"),
        (np.zeros((20, 20)), (3, 3), "have rank 0, 9 unknown weights need rank 9"),
        (np.tile(np.arange(20.0), (20, 1)), (3, 3), "have rank 2, 9 unknown"),
        (np.random.default_rng(8).normal(size=(4, 4)), (3, 3), "its 4 windows .* rank 4, 9 unk"),
        (np.eye(4), (5, 5), r"`shape` must fit on `image` of shape \(4, 4\).* got \(5, 5\)"),
    ],
)
def test_a_picture_that_does_not_determine_the_kernel_is_named(image, shape, message):
    with pytest.raises(ValueError, match=message):
        recover_kernel(image, image, shape)


# --- what comes in ------------------------------------------------------------------------------

FILTERS = {
    "convolve": lambda image: convolve(image, [[0, 1, 2], [3, 4, 5]]),
    "convolve by FFT": lambda image: convolve(image, np.arange(1, 82).reshape(9, 9)),
    "correlate": lambda image: correlate(image, [[0, 1, 2], [3, 4, 5]]),
    "window_sum": lambda image: window_sum(image, (2, 3)),
    "gaussian_filter": lambda image: gaussian_filter(image, 1.0),
    "recover_kernel": lambda image: recover_kernel(image, image, (2, 2)),
}


@pytest.fixture(params=FILTERS)
def any_filter(request):
    return FILTERS[request.param]


LEVELS = np.random.default_rng(9).integers(0, 256, (14, 15)).astype(np.uint8)


@pytest.mark.parametrize(
    "variant",
    [
        LEVELS,
        LEVELS.astype(np.int16),
        LEVELS.astype(np.float32),
        LEVELS.astype(">f8"),
        LEVELS.tolist(),
        np.asfortranarray(LEVELS),
        np.repeat(LEVELS, 2, axis=1)[:, ::2],
        LEVELS[::-1].copy()[::-1],
    ],
    ids=["uint8", "int16", "float32", "big-endian", "list", "fortran", "strided", "reversed"],
)
def test_every_layout_gives_the_same_float64(any_filter, variant):
    if isinstance(variant, np.ndarray):
        variant.flags.writeable = False
    before = np.array(variant)
    expected = any_filter(LEVELS.astype(np.float64))
    actual = any_filter(variant)
    assert actual.flags.writeable
    assert actual.dtype == np.float64
    np.testing.assert_allclose(actual, expected, rtol=0, atol=1e-12 * np.abs(expected).max())
    np.testing.assert_array_equal(variant, before)


def test_booleans_count_as_zero_and_one(any_filter):
    mask = LEVELS > 99
    np.testing.assert_array_equal(any_filter(mask), any_filter(mask.astype(float)))


@pytest.mark.parametrize("name", [name for name in FILTERS if name != "recover_kernel"])
def test_nothing_is_written_into_the_argument_and_nothing_shared(name):
    image = LEVELS.astype(np.float64)
    result = FILTERS[name](image)
    result[...] = -1
    np.testing.assert_array_equal(image, LEVELS)


def test_a_single_pixel():
    pixel = [[2.0]]
    np.testing.assert_allclose(convolve(pixel, np.ones((3, 4))), [[24.0]])
    np.testing.assert_allclose(convolve(pixel, np.ones((3, 4)), border="constant"), [[2.0]])
    np.testing.assert_allclose(convolve(pixel, [[3.0]], mode="valid"), [[6.0]])
    np.testing.assert_allclose(correlate(pixel, np.ones((9, 9)), border="mirror"), [[162.0]])
    np.testing.assert_allclose(window_sum(pixel, 5), [[2.0]])
    np.testing.assert_allclose(window_sum(pixel, 5, border="wrap"), [[50.0]])
    np.testing.assert_allclose(gaussian_filter(pixel, 3.0), [[2.0]])
    np.testing.assert_allclose(recover_kernel(pixel, [[8.0]], 1), [[4.0]])


@pytest.mark.parametrize(
    ("image", "error", "message"),
    [
        (np.empty((0, 5)), ValueError, r"`image` must not be empty, got shape \(0, 5\)"),
        (np.full((5, 5), np.nan), ValueError, "`image` must be finite, got NaN"),
        (np.full((5, 5), -np.inf), ValueError, "`image` must be finite, got infinity"),
        (np.ones((5, 5), complex), TypeError, "`image` must hold real numbers, got dtype compl"),
        (np.array([["a"]]), TypeError, "`image` must hold real numbers, got dtype <U1"),
        (np.ones((5, 5, 3)), ValueError, r"colour picture one channel at a time.*\(5, 5, 3\)"),
        (np.float64(1), ValueError, r"`image` must be 1-D or 2-D .*got shape \(\)"),
    ],
)
def test_unusable_pictures_are_named(any_filter, image, error, message):
    with pytest.raises(error, match=message):
        any_filter(image)


SQUARE = np.eye(5)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: convolve(SQUARE, [1, 2]), ValueError, "`kernel` must be 2-D like `image`"),
        (lambda: convolve(SQUARE, np.empty((0, 1))), ValueError, "`kernel` must not be empty"),
        (lambda: convolve(SQUARE, [[np.nan]]), ValueError, "`kernel` must be finite, got NaN"),
        (lambda: convolve(SQUARE, [[1j]]), TypeError, "`kernel` must hold real numbers"),
        (lambda: convolve(SQUARE, [[1], [1, 2]]), ValueError, "`kernel` must be a regular array"),
        (lambda: convolve(SQUARE, [[1]], border="symm"), ValueError, "`border` must be one of 're"),
        (lambda: convolve(SQUARE, [[1]], border=["wrap"]), ValueError, "`border` must be one of"),
        (lambda: correlate(SQUARE, [[1]], mode="full"), ValueError, "`mode` must be one of 'same'"),
        (
            lambda: correlate(SQUARE, np.ones((2, 6)), mode="valid"),
            ValueError,
            r"`kernel` must fit on `image` of shape \(5, 5\).*got \(2, 6\)",
        ),
        (lambda: window_sum(SQUARE, 0), ValueError, r"`shape` must be 2 positive whole .*got \(0"),
        (lambda: window_sum(SQUARE, (3, -1)), ValueError, "`shape` must be 2 positive whole"),
        (lambda: window_sum(SQUARE, 2.0), TypeError, "`shape` must be 2 positive whole"),
        (lambda: window_sum(SQUARE, True), TypeError, "`shape` must be 2 positive whole"),
        (lambda: window_sum(SQUARE, (3,)), ValueError, "`shape` must be one value or one for each"),
        (lambda: window_sum(SQUARE, 3, border="zero"), ValueError, "`border` must be one of"),
        (lambda: gaussian_kernel1d(0), ValueError, "`sigma` must be positive and finite, got 0"),
        (lambda: gaussian_kernel1d("1"), TypeError, "`sigma` must be a number, got str"),
        (lambda: gaussian_kernel1d(1, order=3), ValueError, "`order` must be one of 0, 1, 2"),
        (lambda: gaussian_kernel1d(1, truncate=-1), ValueError, "`truncate` must be positive"),
        (lambda: gaussian_filter(SQUARE, -1), ValueError, "`sigma` must be positive and finite"),
        (lambda: gaussian_filter(SQUARE, np.nan), ValueError, "`sigma` must be positive and fin"),
        (lambda: gaussian_filter(SQUARE, (1, 2, 3)), ValueError, "`sigma` must be one value or"),
        (lambda: gaussian_filter(SQUARE, 1, order=(0, 3)), ValueError, "`order` must be one of"),
        (lambda: gaussian_filter(SQUARE, 1, border="fill"), ValueError, "`border` must be one of"),
        (
            lambda: recover_kernel(SQUARE, SQUARE[1:], 3),
            ValueError,
            r"`filtered` must have the shape of `image`, \(5, 5\), got \(4, 5\)",
        ),
        (lambda: recover_kernel(SQUARE, SQUARE, (3, 1.5)), TypeError, "`shape` must be 2 positi"),
    ],
)
def test_unusable_arguments_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
