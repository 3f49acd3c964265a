"""Derivatives are held to SciPy and to ramps, Canny's edges to scikit-image's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage
from skimage import feature

from course_utils.data import load_image
from course_utils.edges import canny, gradient, gradient_magnitude_orientation

REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=40)
METHODS = ["sobel", "central", "gaussian"]
every_method = pytest.mark.parametrize("method", METHODS)
EVERY = {
    "gradient": gradient,
    "gradient_magnitude_orientation": gradient_magnitude_orientation,
    "canny": lambda image: canny(image, sigma=1.0, low=0.1, high=0.2),
}
every_function = pytest.mark.parametrize("function", EVERY.values(), ids=EVERY)

pictures = arrays(
    np.float64,
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
    elements=st.floats(-1000, 1000),
)


def scipy_gradient(image, method, sigma):
    if method == "sobel":
        return tuple(ndimage.sobel(image, axis=axis) / 8 for axis in (0, 1))
    if method == "central":
        return tuple(ndimage.correlate1d(image, [-0.5, 0, 0.5], axis=axis) for axis in (0, 1))
    return tuple(ndimage.gaussian_filter(image, sigma, order=order) for order in ((1, 0), (0, 1)))


def ramp(down, right, shape=(30, 40)):
    row, column = np.indices(shape)
    return down * row + right * column + 0.25


def dice(a, b):
    return 2 * np.count_nonzero(a & b) / (np.count_nonzero(a) + np.count_nonzero(b))


@every_method
@REPRODUCIBLE
@given(image=pictures, sigma=st.floats(0.3, 4))
def test_gradient_is_scipys(method, image, sigma):
    ours = gradient(image, method=method, sigma=sigma)
    for derivative, expected in zip(ours, scipy_gradient(image, method, sigma), strict=True):
        assert derivative.dtype == np.float64
        np.testing.assert_allclose(derivative, expected, rtol=0, atol=1e-12 * 1000)


@pytest.mark.parametrize("method", ["sobel", "central"])
@pytest.mark.parametrize("slopes", [(0.0, 2.0), (-3.0, 0.0), (0.5, -0.25)])
def test_gradient_is_exact_on_ramps(method, slopes):
    for derivative, slope in zip(gradient(ramp(*slopes), method=method), slopes, strict=True):
        np.testing.assert_allclose(derivative[1:-1, 1:-1], slope, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("sigma", "too_small"), [(1.0, 0.002), (2.3, 0.002), (0.5, 0.15)])
def test_gaussian_gradient_is_as_near_on_ramps_as_its_docstring_says(sigma, too_small):
    edge = int(4 * sigma + 0.5)
    for derivative, slope in zip(
        gradient(ramp(0.5, -2.0), method="gaussian", sigma=sigma), (0.5, -2.0), strict=True
    ):
        share = derivative[edge:-edge, edge:-edge] / slope
        assert np.all((share <= 1 + 1e-12) & (share >= 1 - too_small))


@every_method
def test_gradient_of_a_constant_picture_is_zero(method):
    for derivative in gradient(np.full((9, 8), 0.3), method=method, sigma=2.0):
        np.testing.assert_allclose(derivative, 0, rtol=0, atol=1e-15)


@every_method
def test_gradient_turns_with_the_picture(method):
    image = load_image("coins")[:60, :80]
    down, right = gradient(image, method=method)
    down_of_transposed, right_of_transposed = gradient(image.T, method=method)
    np.testing.assert_allclose(down_of_transposed, right.T, rtol=0, atol=1e-14)
    np.testing.assert_allclose(right_of_transposed, down.T, rtol=0, atol=1e-14)


@pytest.mark.parametrize(
    ("slopes", "angle"),
    [
        ((0, 1), 0),
        ((1, 1), np.pi / 4),
        ((1, 0), np.pi / 2),
        ((1, -1), 3 * np.pi / 4),
        ((0, -1), np.pi),
        ((-1, 0), -np.pi / 2),
    ],
)
@every_method
def test_orientation_points_to_where_brightness_grows(method, slopes, angle):
    magnitude, orientation = gradient_magnitude_orientation(ramp(*slopes), method=method)
    inner = (slice(5, -5), slice(5, -5))
    np.testing.assert_allclose(magnitude[inner], np.hypot(*slopes), rtol=2e-3, atol=1e-12)
    turn = np.angle(np.exp(1j * (orientation[inner] - angle)))
    np.testing.assert_allclose(turn, 0, rtol=0, atol=1e-9)


@every_method
def test_orientation_is_zero_and_not_half_a_turn_where_nothing_changes(method):
    for image in (np.zeros((9, 9)), -np.zeros((9, 9)), -np.eye(30)):
        magnitude, orientation = gradient_magnitude_orientation(image, method=method)
        assert np.all(orientation[magnitude == 0] == 0)


@REPRODUCIBLE
@given(pictures)
def test_magnitude_and_orientation_give_the_gradient_back(image):
    magnitude, orientation = gradient_magnitude_orientation(image)
    d_row, d_column = gradient(image)
    np.testing.assert_allclose(magnitude * np.sin(orientation), d_row, rtol=0, atol=1e-9)
    np.testing.assert_allclose(magnitude * np.cos(orientation), d_column, rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", ["camera", "coins", "text", "brick"])
@pytest.mark.parametrize(
    ("sigma", "low", "high"), [(1, 0.1, 0.2), (2, 0.05, 0.15), (1.4, 0.2, 0.5), (0.5, 0.3, 0.3)]
)
def test_cannys_edges_are_scikit_images(name, sigma, low, high):
    image = load_image(name)
    edges = canny(image, sigma=sigma, low=low, high=high)
    assert edges.dtype == np.bool_
    assert np.count_nonzero(edges) > 1000
    assert dice(edges, feature.canny(image, sigma, low, high)) > 0.999


@REPRODUCIBLE
@given(st.integers(0, 10**6), st.integers(3, 30), st.integers(3, 30), st.floats(0.6, 3))
def test_canny_is_scikit_images_on_noise(seed, rows, columns, sigma):
    image = np.random.default_rng(seed).random((rows, columns))
    expected = feature.canny(image, sigma, 0.1, 0.3)
    np.testing.assert_array_equal(canny(image, sigma=sigma, low=0.1, high=0.3), expected)


def test_cannys_thresholds_are_in_the_units_of_the_picture():
    image = load_image("coins")
    stored = np.rint(image * 255).astype(np.uint8)
    edges = canny(stored, sigma=1.5, low=0.1 * 255, high=0.3 * 255)
    assert dice(edges, feature.canny(stored, 1.5, 0.1 * 255, 0.3 * 255)) > 0.999
    assert dice(edges, canny(image, sigma=1.5, low=0.1, high=0.3)) > 0.999


def test_canny_finds_a_step_once_and_a_constant_picture_has_no_edge():
    step = np.zeros((12, 12))
    step[:, 6:] = np.linspace(1, 1.1, 12)[:, np.newaxis]
    step[:, 5] = 0.2
    edges = canny(step, sigma=1, low=0.1, high=0.5)
    np.testing.assert_array_equal(edges[1:-1].sum(axis=1), 1)
    for value in (0.0, 0.7, 255.0, -3e9):
        assert not canny(np.full((9, 9), value), sigma=1, low=0, high=0).any()


def test_canny_keeps_a_weak_edge_only_where_it_hangs_on_a_strong_one():
    image = np.zeros((20, 40))
    image[10:, :18] = np.linspace(1.0, 0.15, 18)
    image[10:, 24:] = 0.15
    weak_too = canny(image, sigma=1, low=0.2, high=0.2)
    linked = canny(image, sigma=1, low=0.2, high=1.5)
    only_strong = canny(image, sigma=1, low=1.5, high=1.5)
    assert weak_too[:, 28:38].any()
    assert not linked[:, 28:38].any()
    assert np.count_nonzero(linked[:, :18]) > np.count_nonzero(only_strong[:, :18]) > 0


@pytest.mark.parametrize(("low", "high"), [(0.3, 0.2), (-0.1, 0.2), (0.1, np.inf), (np.nan, 1)])
def test_canny_names_unusable_thresholds(low, high):
    with pytest.raises(ValueError, match="`low` and `high` must be 0 ≤ low ≤ high, got"):
        canny(np.zeros((5, 5)), sigma=1, low=low, high=high)


@pytest.mark.parametrize(("name", "value"), [("low", "0.1"), ("high", None), ("low", True)])
def test_canny_names_thresholds_that_are_no_numbers(name, value):
    thresholds = {"low": 0.1, "high": 0.2, name: value}
    with pytest.raises(TypeError, match=f"`{name}` must be a number"):
        canny(np.zeros((5, 5)), sigma=1, **thresholds)


@pytest.mark.parametrize("sigma", [-1.0, np.nan, np.inf])
def test_an_unusable_sigma_is_named(sigma):
    for method in (gradient, gradient_magnitude_orientation):
        with pytest.raises(ValueError, match="`sigma`"):
            method(np.zeros((5, 5)), method="gaussian", sigma=sigma)
    with pytest.raises(ValueError, match="`sigma`"):
        canny(np.zeros((5, 5)), sigma=sigma, low=0.1, high=0.2)


def test_without_smoothing_there_is_canny_but_no_gaussian_derivative():
    image = load_image("coins")
    edges = canny(image, sigma=0, low=0.5, high=1)
    assert dice(edges, feature.canny(image, 0, 0.5, 1)) > 0.999
    with pytest.raises(ValueError, match="`sigma` is 0"):
        gradient(image, method="gaussian", sigma=0)
    with pytest.raises(TypeError, match="`sigma` must be a number"):
        canny(image, sigma="1", low=0.5, high=1)


def test_an_unknown_method_is_named():
    with pytest.raises(ValueError, match="`method` must be one of 'sobel', 'central', 'gaussian'"):
        gradient(np.zeros((5, 5)), method="scharr")


@every_function
def test_other_memory_and_other_types_give_the_same(function):
    image = np.random.default_rng(6).integers(0, 2, (12, 10)).astype(np.float64)
    expected = function(image)
    frozen = image.copy()
    frozen.flags.writeable = False
    strided = np.repeat(np.repeat(image, 2, axis=0), 3, axis=1)[::2, ::3]
    same = [frozen, np.asfortranarray(image), image[::-1][::-1], strided, image.tolist()]
    same += [image.astype(dtype) for dtype in (np.float32, bool, np.uint8, np.int64)]
    for other in same:
        np.testing.assert_array_equal(function(other), expected)
    np.testing.assert_array_equal(frozen, image)


@every_method
def test_unsigned_integers_do_not_wrap(method):
    image = np.array([[200, 10, 200, 10, 0, 255]] * 6, np.uint8)
    for ours, expected in zip(
        gradient(image, method=method), gradient(image.astype(float), method=method), strict=True
    ):
        np.testing.assert_array_equal(ours, expected)
    assert gradient(image)[1].min() < 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 6), (6, 1), (2, 2)])
def test_pictures_of_few_pixels(shape):
    image = np.arange(np.prod(shape), dtype=float).reshape(shape)
    for method in METHODS:
        pairs = zip(gradient(image, method=method), scipy_gradient(image, method, 1), strict=True)
        for ours, expected in pairs:
            np.testing.assert_allclose(ours, expected, rtol=0, atol=1e-12)
    assert not canny(image, sigma=1, low=0, high=0).any()


@every_function
@pytest.mark.parametrize(
    ("image", "error", "message"),
    [
        (np.zeros((0, 4)), ValueError, "`image` must not be empty"),
        (np.full((3, 3), np.nan), ValueError, "`image` must be finite, got NaN"),
        (np.full((3, 3), -np.inf), ValueError, "`image` must be finite, got infinity"),
        (np.ones((3, 3), complex), TypeError, "`image` must hold real numbers"),
        (np.zeros((4, 5, 3)), ValueError, r"`image` must be 2-D .* got shape \(4, 5, 3\)"),
        (np.zeros(4), ValueError, r"`image` must be 2-D .* got shape \(4,\)"),
    ],
    ids=["empty", "nan", "infinity", "complex", "colour", "signal"],
)
def test_what_is_no_grey_picture_is_named(function, image, error, message):
    with pytest.raises(error, match=message):
        function(image)
