"""Conversion and resizing are held to scikit-image, and to saying what is wrong with an input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from skimage import color, transform, util

from course_utils.images import downscale_local_mean, resize, to_float, to_gray, to_uint8

REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=40)
EVERY = [
    to_float,
    to_uint8,
    to_gray,
    lambda a: resize(a, (2, 2)),
    lambda a: downscale_local_mean(a, 2),
]
NAMES = ["to_float", "to_uint8", "to_gray", "resize", "downscale_local_mean"]
every_function = pytest.mark.parametrize("function", EVERY, ids=NAMES)


def pictures(low=-5.0, high=5.0, longest=12):
    channels = st.sampled_from([(), (1,), (3,), (4,)])
    sides = st.tuples(st.integers(1, longest), st.integers(1, longest))
    shape = st.builds(lambda pair, rest: pair + rest, sides, channels)
    return shape.flatmap(lambda s: arrays(np.float64, s, elements=st.floats(low, high)))


def integer_pictures(dtype):
    return arrays(dtype, st.tuples(st.integers(1, 9), st.integers(1, 9)))


def scikit_image_resize(image, shape, order, antialias):
    return transform.resize(image, shape, order=order, mode="symmetric", anti_aliasing=antialias)


def is_tie(n_in, n_out):
    """Whether an output pixel's centre lies halfway between two input pixels' centres."""
    return (2 * np.arange(n_out) + 1) * n_in % (2 * n_out) == 0


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.bool_])
@REPRODUCIBLE
@given(data=st.data())
def test_to_float_is_img_as_float(dtype, data):
    image = data.draw(integer_pictures(dtype))
    expected = util.img_as_float64(image)
    assert to_float(image).dtype == np.float64
    np.testing.assert_array_equal(to_float(image), expected)


@pytest.mark.parametrize("dtype", [np.int8, np.int16])
def test_to_float_takes_signed_integers_from_black_to_white(dtype):
    white = np.iinfo(dtype).max
    np.testing.assert_array_equal(to_float(np.array([0, white], dtype)), [0.0, 1.0])
    with pytest.raises(ValueError, match=r"`image` must lie in \[0, 1\]"):
        to_float(np.array([-1, white], dtype))


@pytest.mark.parametrize("dtype", [np.int32, np.int64, np.uint32, np.uint64])
@pytest.mark.parametrize("function", [to_float, to_uint8, to_gray, lambda a: resize(a, (2, 2))])
def test_integers_without_a_known_white_are_refused(function, dtype):
    with pytest.raises(ValueError, match=f"got {np.dtype(dtype)}: divide by the value"):
        function(np.array([[0, 255], [128, 7]], dtype))


@pytest.mark.parametrize("values", [[0.0, 255.0], [-0.01, 0.5], [0.5, 1.0000001]])
@pytest.mark.parametrize("function", [to_float, to_uint8, lambda a: to_gray([a])])
def test_floats_outside_the_range_are_named_and_not_clipped(function, values):
    with pytest.raises(ValueError, match=r"`image` must lie in \[0, 1\] as float, got values from"):
        function(values)


def test_to_float_returns_a_new_array():
    image = np.full((2, 2), 0.5)
    to_float(image)[0, 0] = 1
    np.testing.assert_array_equal(image, 0.5)


@REPRODUCIBLE
@given(pictures(0.0, 1.0))
def test_to_uint8_is_img_as_ubyte(image):
    assert to_uint8(image).dtype == np.uint8
    np.testing.assert_array_equal(to_uint8(image), util.img_as_ubyte(image))


def test_to_uint8_brings_every_level_back_and_rounds_to_the_nearest():
    levels = np.arange(256, dtype=np.uint8)
    np.testing.assert_array_equal(to_uint8(to_float(levels)), levels)
    np.testing.assert_array_equal(to_uint8([0.4 / 255, 0.6 / 255, 254.6 / 255]), [0, 1, 255])
    np.testing.assert_array_equal(to_uint8(levels.astype(np.uint16) * 257), levels)
    np.testing.assert_array_equal(to_uint8(np.array([200], np.uint16)), [1])  # 200/257 = 0.78
    np.testing.assert_array_equal(to_uint8(np.array([False, True])), [0, 255])


@REPRODUCIBLE
@given(arrays(np.float64, (4, 5, 4), elements=st.floats(0, 1)))
def test_to_gray_is_rgb2gray_after_rgba2rgb(image):
    rgb = image[..., :3]
    np.testing.assert_allclose(to_gray(rgb), color.rgb2gray(rgb), rtol=0, atol=1e-12)
    expected = color.rgb2gray(color.rgba2rgb(image))
    np.testing.assert_allclose(to_gray(image), expected, rtol=0, atol=1e-12)


def test_to_gray_of_integers_and_of_grey():
    image = np.random.default_rng(0).integers(0, 256, (6, 7, 3), dtype=np.uint8)
    np.testing.assert_allclose(to_gray(image), color.rgb2gray(image), rtol=0, atol=1e-12)
    np.testing.assert_array_equal(to_gray(image[..., 0]), to_float(image[..., 0]))


@pytest.mark.parametrize("shape", [(5,), (4, 5, 1), (4, 5, 2), (4, 5, 5), (2, 4, 5, 3)])
def test_to_gray_names_the_shapes_it_takes(shape):
    with pytest.raises(ValueError, match=r"`image` must be \(rows, columns\), .* got shape"):
        to_gray(np.zeros(shape))


@pytest.mark.parametrize("order", [1, 3])
@REPRODUCIBLE
@given(
    image=pictures(),
    shape=st.tuples(st.integers(1, 20), st.integers(1, 20)),
    antialias=st.sampled_from([None, True, False]),
)
def test_resize_is_scikit_images(order, image, shape, antialias):
    resized = resize(image, shape, order=order, antialias=antialias)
    expected = scikit_image_resize(image, shape, order, antialias)
    assert resized.dtype == np.float64
    np.testing.assert_allclose(resized, expected, rtol=0, atol=1e-10)


@REPRODUCIBLE
@given(
    image=pictures(),
    shape=st.tuples(st.integers(1, 20), st.integers(1, 20)),
    antialias=st.sampled_from([None, True, False]),
)
def test_resize_to_the_nearest_is_scikit_images_where_there_is_no_tie(image, shape, antialias):
    resized = resize(image, shape, order=0, antialias=antialias)
    expected = scikit_image_resize(image, shape, 0, antialias)
    assert resized.shape == expected.shape
    rows, columns = (~is_tie(*n) for n in zip(image.shape[:2], shape, strict=True))
    sure = np.ix_(rows, columns)
    np.testing.assert_allclose(resized[sure], expected[sure], rtol=0, atol=1e-10)


def test_resize_takes_the_later_of_two_equally_near_pixels():
    np.testing.assert_array_equal(resize([[0.1, 0.9]], (1, 1), order=0, antialias=False), [[0.9]])


def test_resize_mirrors_beyond_the_border_as_the_course_does():
    image = np.random.default_rng(1).random((6, 6))
    for order in (1, 3):
        theirs = transform.resize(image, (9, 9), order=order, mode="reflect")
        assert np.abs(resize(image, (9, 9), order=order) - theirs).max() > 1e-3


@pytest.mark.parametrize("order", [0, 1, 3])
def test_resize_keeps_what_must_stay(order):
    image = np.random.default_rng(2).random((7, 9, 3))
    np.testing.assert_allclose(resize(image, (7, 9), order=order), image, rtol=0, atol=1e-12)
    flat = resize(np.full((7, 9), 0.3), (4, 20), order=order)
    np.testing.assert_allclose(flat, 0.3, rtol=0, atol=1e-12)
    turned = resize(image.swapaxes(0, 1), (5, 3), order=order, antialias=False)
    straight = resize(image, (3, 5), order=order, antialias=False)
    np.testing.assert_allclose(turned, straight.swapaxes(0, 1), rtol=0, atol=1e-12)


def test_resize_smooths_only_what_shrinks():
    image = np.random.default_rng(3).random((12, 12))
    for shape in [(6, 12), (6, 20)]:
        assert not np.allclose(resize(image, shape), resize(image, shape, antialias=False))
    wide = resize(image, (12, 20)), resize(image, (12, 20), antialias=False)
    np.testing.assert_array_equal(*wide)
    impulse = np.zeros((5, 12))
    impulse[2, 5] = 1
    shrunk = resize(impulse, (5, 6))
    assert np.all(shrunk[[0, 1, 3, 4]] == 0)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("order", [1, 3])
def test_resize_of_integers_is_scikit_images(dtype, order):
    image = np.random.default_rng(4).integers(0, np.iinfo(dtype).max, (9, 8), dtype=dtype)
    expected = scikit_image_resize(image, (5, 13), order, None)
    np.testing.assert_allclose(resize(image, (5, 13), order=order), expected, rtol=0, atol=1e-6)
    exact = scikit_image_resize(util.img_as_float64(image), (5, 13), order, None)
    np.testing.assert_allclose(resize(image, (5, 13), order=order), exact, rtol=0, atol=1e-10)


@pytest.mark.parametrize("shape", [(3,), (3, 4, 3), (0, 4), (3, -1), ()])
def test_resize_names_a_wrong_shape(shape):
    with pytest.raises(ValueError, match="`shape` must be 2 positive whole numbers, got"):
        resize(np.zeros((4, 4)), shape)


@pytest.mark.parametrize("shape", [5, 2.5, (2.0, 3.0), "ab", None, {3, 4}])
def test_resize_names_a_shape_that_is_no_pair_of_whole_numbers(shape):
    with pytest.raises(TypeError, match="`shape` must be 2 positive whole numbers, got"):
        resize(np.zeros((4, 4)), shape)


@pytest.mark.parametrize("order", [2, 5, -1, "linear", None])
def test_resize_names_a_wrong_order(order):
    with pytest.raises(ValueError, match="`order` must be one of 0, 1, 3, got"):
        resize(np.zeros((4, 4)), (2, 2), order=order)


@REPRODUCIBLE
@given(pictures(), st.tuples(st.integers(1, 14), st.integers(1, 14)))
def test_downscale_local_mean_is_scikit_images(image, factors):
    expected = transform.downscale_local_mean(image, (*factors, 1)[: image.ndim])
    result = downscale_local_mean(image, factors)
    assert result.shape == expected.shape
    assert result.dtype == np.float64
    np.testing.assert_allclose(result, expected, rtol=0, atol=1e-10)


def test_downscale_local_mean_takes_one_factor_two_or_three():
    image = np.random.default_rng(5).random((6, 9, 3))
    expected = transform.downscale_local_mean(image, (3, 3, 1))
    for factors in (3, np.int64(3), (3, 3), [3, 3, 1], np.array([3, 3])):
        np.testing.assert_allclose(downscale_local_mean(image, factors), expected, atol=1e-12)
    expected = transform.downscale_local_mean(image, (2, 3, 3))
    np.testing.assert_allclose(downscale_local_mean(image, (2, 3, 3)), expected, atol=1e-12)


def test_downscale_local_mean_keeps_the_units_of_integers():
    image = np.array([[10, 20], [250, 252]], np.uint8)
    np.testing.assert_array_equal(downscale_local_mean(image, (1, 2)), [[15.0], [251.0]])


@pytest.mark.parametrize("factors", [0, (2,), (2, -1), (2, 2, 1)])
def test_downscale_local_mean_names_wrong_factors(factors):
    with pytest.raises(ValueError, match="`factors` must be 2 positive whole numbers, got"):
        downscale_local_mean(np.zeros((4, 4)), factors)


@pytest.mark.parametrize("factors", [2.0, (1.5, 2), None, "22"])
def test_downscale_local_mean_names_factors_that_are_no_whole_numbers(factors):
    with pytest.raises(TypeError, match="`factors` must be 2 positive whole numbers, got"):
        downscale_local_mean(np.zeros((4, 4)), factors)


@every_function
def test_other_memory_and_other_types_give_the_same(function):
    image = np.random.default_rng(6).integers(0, 2, (8, 6)).astype(np.float64)
    expected = function(image)
    frozen = image.copy()
    frozen.flags.writeable = False
    for same in (frozen, np.asfortranarray(image), image[::-1][::-1], image.astype(np.float32)):
        np.testing.assert_array_equal(function(same), expected)
    np.testing.assert_array_equal(function(image.astype(bool)), expected)
    np.testing.assert_array_equal(function(image.tolist()), expected)
    strided = np.repeat(np.repeat(image, 2, axis=0), 3, axis=1)[::2, ::3]
    np.testing.assert_array_equal(function(strided), expected)


@every_function
def test_a_single_pixel_is_a_picture(function):
    result = function(np.full((1, 1), 1.0))
    assert result.ndim == 2
    assert result[0, 0] in (1.0, 255, 0.25)  # the mean of a block is filled up with zeros


@every_function
def test_no_argument_is_changed(function):
    image = np.random.default_rng(7).random((5, 5))
    before = image.copy()
    function(image)[...] = 0
    np.testing.assert_array_equal(image, before)


@every_function
@pytest.mark.parametrize(
    ("image", "error", "message"),
    [
        (np.zeros((0, 4)), ValueError, "`image` must not be empty"),
        (np.full((3, 3), np.nan), ValueError, "`image` must be finite, got NaN"),
        (np.full((3, 3), np.inf), ValueError, "`image` must be finite, got infinity"),
        (np.ones((3, 3), complex), TypeError, "`image` must hold real numbers"),
        (np.array([["a", "b"]]), TypeError, "`image` must hold real numbers"),
        ([[1.0, 0.5], [0.5]], ValueError, "`image` must be a regular array"),
        (None, TypeError, "`image` must hold real numbers"),
    ],
    ids=["empty", "nan", "infinity", "complex", "text", "ragged", "none"],
)
def test_what_is_no_picture_is_named(function, image, error, message):
    with pytest.raises(error, match=message):
        function(image)


@pytest.mark.parametrize("function", EVERY[3:], ids=NAMES[3:])
@pytest.mark.parametrize("shape", [(), (4,), (2, 4, 4, 3)])
def test_the_number_of_dimensions_is_named(function, shape):
    with pytest.raises(ValueError, match="`image` must be 2-D or 3-D"):
        function(np.zeros(shape))
