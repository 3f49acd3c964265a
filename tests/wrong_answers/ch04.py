"""Plausible wrong answers to the exercises of notebook 4."""

import numpy as np
from scipy import ndimage

SOBEL_Y = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])


def inside(image):
    return image[1:-1, 1:-1]


def sobel_along(axis, factor):
    def sobel(image):
        return inside(ndimage.sobel(np.asarray(image, float), axis=axis)) * factor

    return sobel


def sobel_by_convolution(image):
    return inside(ndimage.convolve(np.asarray(image, float), SOBEL_Y / 8))


def prewitt_over(divisor):
    return lambda image: inside(ndimage.prewitt(np.asarray(image, float), axis=0)) / divisor


def sobel_without_brackets(image):
    smoothed = ndimage.correlate1d(image, [0.25, 0.5, 0.25], axis=1)[:, 1:-1]
    return smoothed[2:] - smoothed[:-2] / 2


def central_not_smoothed(image):
    return inside(np.gradient(image, axis=0))


def sobel_of_the_same_size(image):
    return ndimage.sobel(np.asarray(image, float), axis=0) / 8


def sobel_forward(image):
    smoothed = (image[:, :-2] + 2 * image[:, 1:-1] + image[:, 2:]) / 4
    return smoothed[1:-1] - smoothed[:-2]


def sobel_one_row_on(image):
    smoothed = (image[:, :-2] + 2 * image[:, 1:-1] + image[:, 2:]) / 4
    return smoothed[2:] - smoothed[1:-1]


def strength(combine, factor=1.0):
    def edges(image):
        down, right = (inside(part) for part in np.gradient(np.asarray(image, float)))
        return factor * combine(down, right)

    return edges


def root(values):
    with np.errstate(invalid="ignore"):
        return np.sqrt(values)


def strength_of_the_same_size(image):
    return np.hypot(*np.gradient(np.asarray(image, float)))


def strength_forward(image):
    return np.hypot(np.diff(image, axis=0)[1:, 1:-1], np.diff(image, axis=1)[1:-1, 1:])


def strength_by_sobel(image):
    parts = (ndimage.sobel(np.asarray(image, float), axis=axis) / 8 for axis in (0, 1))
    return inside(np.hypot(*parts))


def steps_converted_late(image):
    return np.abs(np.diff(image, axis=1).astype(float))


def steps_by_signed_bytes(image):
    return np.abs(np.diff(image, axis=1).astype(np.int8).astype(float))


def steps_signed(image):
    return np.diff(image.astype(int), axis=1)


def steps_clipped(image):
    return np.diff(image.astype(float), axis=1).clip(min=0)


def strength_backward(image):
    return np.hypot(np.diff(image, axis=0)[:-1, 1:-1], np.diff(image, axis=1)[1:-1, :-1])


def bell(sigma, radius, end=1):
    values = np.exp(-0.5 * (np.arange(-radius, radius + end) / sigma) ** 2)
    return values / values.sum()


def bend(sigma, radius, *, end=1, under_square=4, under_one=2):
    t = np.arange(-radius, radius + end)
    return (t**2 / sigma**under_square - 1 / sigma**under_one) * bell(sigma, radius, end)


def bend_with(**options):
    return lambda sigma, radius: bend(sigma, radius, **options)


def bend_turned_round(sigma, radius):
    t = np.arange(-radius, radius + 1)
    return (1 / sigma**2 - t**2 / sigma**4) * bell(sigma, radius)


def bend_not_normalised(sigma, radius):
    t = np.arange(-radius, radius + 1)
    return (t**2 / sigma**4 - 1 / sigma**2) * np.exp(-(t**2) / (2 * sigma**2))


def bend_by_area(sigma, radius):
    return bend_not_normalised(sigma, radius) / (sigma * np.sqrt(2 * np.pi))


def bend_normalised_late(sigma, radius):
    weights = bend_not_normalised(sigma, radius)
    return weights / np.sum(weights)


def bend_of_a_wrong_bell(sigma, radius):
    t = np.arange(-radius, radius + 1)
    values = np.exp(-(t**2) / 2 * sigma**2)
    return (t**2 / sigma**4 - 1 / sigma**2) * (values / values.sum())


def bend_half_multiplied(sigma, radius):
    return np.arange(-radius, radius + 1) ** 2 / sigma**4 - 1 / sigma**2 * bell(sigma, radius)


def weights_of_the_slope(sigma, radius):
    return -np.arange(-radius, radius + 1) / sigma**2 * bell(sigma, radius)


def slope_of_the_slope(sigma, radius):
    return np.gradient(np.gradient(bell(sigma, radius)))


def second_differences(sigma, radius):
    wide = np.pad(bell(sigma, radius), 1)
    return np.diff(wide, n=2)


def runs(strength, low, high):
    labels, n_runs = ndimage.label(strength >= low)
    return [np.flatnonzero(labels == run) for run in range(1, n_runs + 1)]


def forgets_the_last_run(strength, low, high):
    kept = np.zeros(len(strength), bool)
    for places in runs(strength, low, high):
        if places[-1] < len(strength) - 1 and strength[places].max() >= high:
            kept[places] = True
    return kept


def grows_to_the_right(strength, low, high):
    kept, inside_run = [], False
    for value in strength:
        inside_run = value >= high or (inside_run and value >= low)
        kept.append(inside_run)
    return np.array(kept)


def grows_to_the_left(strength, low, high):
    return grows_to_the_right(strength[::-1], low, high)[::-1]


def grows_by_one(strength, low, high):
    return ndimage.binary_dilation(strength >= high) & (strength >= low)


def grows(times):
    return lambda strength, low, high: ndimage.binary_dilation(
        strength >= high, mask=strength >= low, iterations=times
    )


def hysteresis_as(dtype):
    def answer(strength, low, high):
        spread = ndimage.binary_propagation(strength >= high, mask=strength >= low)
        return spread.astype(dtype)

    return answer


def strictly(above_low, above_high):
    def answer(strength, low, high):
        weak = strength > low if above_low else strength >= low
        strong = strength > high if above_high else strength >= high
        return ndimage.binary_propagation(strong, mask=weak)

    return answer


WRONG = {
    "4.1": [
        ("not halved", [1, 3, 4]),
        ("forward differences", [2, -1, 4, 0]),
        ("forward differences", [-1, 4, 0]),
        ("forward differences", [2, -1, 4]),
        ("left minus right", [-0.5, -1.5, -2.0]),
        ("ends made up", [2.0, 0.5, 1.5, 2.0, 0.0]),
        ("", [0.5, 3.0, 2.0]),
    ],
    "4.2": [
        ("d/dx instead of d/dy", sobel_along(1, 1 / 8)),
        ("divided by 4 only", sobel_along(0, 1 / 4)),
        ("divided by 2 only", sobel_along(0, 1 / 2)),
        ("not divided at all", sobel_along(0, 1)),
        ("above minus below", sobel_by_convolution),
        ("middle counted once", prewitt_over(8)),
        ("middle counted once", prewitt_over(6)),
        ("brackets forgotten", sobel_without_brackets),
        ("not smoothed", central_not_smoothed),
        ("border kept", sobel_of_the_same_size),
        ("forward difference", sobel_forward),
        ("forward difference", sobel_one_row_on),
    ],
    "4.4": [
        ("not halved", strength(np.hypot, factor=2)),
        ("root missing", strength(lambda down, right: down**2 + right**2)),
        ("sizes added", strength(lambda down, right: abs(down) + abs(right))),
        ("signed sum", strength(lambda down, right: down + right)),
        ("one direction only", strength(lambda down, right: abs(right))),
        ("one direction only", strength(lambda down, right: abs(down))),
        ("one direction twice", strength(lambda down, right: np.hypot(right, right))),
        ("one direction twice", strength(lambda down, right: np.hypot(down, down))),
        ("squares subtracted", strength(lambda down, right: root(right**2 - down**2))),
        ("squares subtracted", strength(lambda down, right: root(down**2 - right**2))),
        ("angle", strength(lambda down, right: np.arctan2(down, right))),
        ("angle", strength(lambda down, right: np.arctan2(right, down))),
        ("both slopes apart", strength(lambda down, right: np.array([right, down]))),
        ("Sobel instead of central", strength_by_sobel),
        ("border kept", strength_of_the_same_size),
        ("forward differences", strength_forward),
        ("forward differences", strength_backward),
    ],
    "4.5": [
        ("converted too late", steps_converted_late),
        ("size taken in uint8", steps_by_signed_bytes),
        ("sign kept", steps_signed),
        ("falling steps lost", steps_clipped),
    ],
    "4.6": [
        ("sign turned round", bend_turned_round),
        ("bell not normalised", bend_not_normalised),
        ("divided by σ√2π instead of its own sum", bend_by_area),
        ("derivative divided by its sum", bend_normalised_late),
        ("powers of sigma", bend_with(under_square=2)),
        ("powers of sigma", bend_with(under_square=2, under_one=0)),
        ("powers of sigma", bend_with(under_square=0, under_one=0)),
        ("brackets missing", bend_of_a_wrong_bell),
        ("brackets missing", bend_half_multiplied),
        ("first order", weights_of_the_slope),
        ("bell without derivative", bell),
        ("differences of the bell", slope_of_the_slope),
        ("differences of the bell", second_differences),
        ("last position missing", bend_with(end=0)),
        ("list", lambda sigma, radius: list(bend(sigma, radius))),
        ("", bend_with(under_square=3)),
    ],
    "4.7": [
        ("high only", lambda strength, low, high: strength >= high),
        ("low only", lambda strength, low, high: strength >= low),
        ("grown to the right only", grows_to_the_right),
        ("grown to the left only", grows_to_the_left),
        ("grown k times", grows_by_one),
        ("grown k times", grows(5)),
        ("grown k times", grows(39)),
        ("not Boolean", hysteresis_as(int)),
        ("not Boolean", hysteresis_as(float)),
        ("strictly above", strictly(True, False)),
        ("strictly above", strictly(False, True)),
        ("strictly above", strictly(True, True)),
        ("turned round", lambda *args: ~hysteresis_as(bool)(*args)),
        ("last run forgotten", forgets_the_last_run),
    ],
}


WORKED = {
    "4.1": ((), [0.5, 1.5, 2]),
    "4.2": ((np.array([[1.0, 1, 1], [2, 2, 2], [7, 7, 7]]),), [[3]]),
    "4.4": ((np.array([[0.0, 3, 6], [-4, -1, 2], [-8, -5, -2]]),), [[5]]),
    "4.5": ((np.array([[10, 20, 10]], np.uint8),), [[10, 10]]),
    "4.6": ((1.0, 2), [0.16346605, 0, -0.40261995, 0, 0.16346605]),
    "4.7": ((np.array([1.0, 2, 2, 3, 2, 1, 0, 1]), 1, 3), [True] * 6 + [False] * 2),
}
