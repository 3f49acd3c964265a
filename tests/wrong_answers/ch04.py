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


def prewitt_over_eight(image):
    return inside(ndimage.prewitt(np.asarray(image, float), axis=0)) / 8


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


def weights(sigma, radius, *, end=1, sign=-1, power=2, normalise=True, slope=True):
    t = np.arange(-radius, radius + end)
    bell = np.exp(-0.5 * (t / sigma) ** 2)
    if normalise:
        bell = bell / bell.sum()
    return sign * t / sigma**power * bell if slope else bell


def weights_with(**options):
    return lambda sigma, radius: weights(sigma, radius, **options)


def weights_of_the_second_order(sigma, radius):
    t = np.arange(-radius, radius + 1)
    return (t**2 / sigma**4 - 1 / sigma**2) * weights(sigma, radius, slope=False)


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


def grows_by_one(strength, low, high):
    return ndimage.binary_dilation(strength >= high) & (strength >= low)


def strictly(strength, low, high):
    kept = np.zeros(len(strength), bool)
    labels, n_runs = ndimage.label(strength > low)
    for run in range(1, n_runs + 1):
        kept[labels == run] = (strength[labels == run] > high).any()
    return kept


WRONG = {
    "4.1": [
        ("not halved", [1, 3, 4]),
        ("forward differences", [2, -1, 4, 0]),
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
        ("middle counted once", prewitt_over_eight),
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
        ("Sobel instead of central", strength_by_sobel),
        ("border kept", strength_of_the_same_size),
        ("", strength_forward),
    ],
    "4.5": [
        ("converted too late", steps_converted_late),
        ("size taken in uint8", steps_by_signed_bytes),
        ("sign kept", steps_signed),
        ("falling steps lost", steps_clipped),
    ],
    "4.6": [
        ("sign of a correlation", weights_with(sign=1)),
        ("bell not normalised", weights_with(normalise=False)),
        ("sigma squared missing", weights_with(power=0)),
        ("divided by sigma", weights_with(power=1)),
        ("bell without derivative", weights_with(slope=False)),
        ("last position missing", weights_with(end=0)),
        ("", weights_of_the_second_order),
    ],
    "4.7": [
        ("high only", lambda strength, low, high: strength >= high),
        ("low only", lambda strength, low, high: strength >= low),
        ("grown to the right only", grows_to_the_right),
        ("grown by one", grows_by_one),
        ("strictly above", strictly),
        ("last run forgotten", forgets_the_last_run),
    ],
}


WORKED = {
    "4.1": ((), [0.5, 1.5, 2]),
    "4.2": ((np.array([[0.0, 0, 0], [1, 1, 1], [6, 6, 6]]),), [[3]]),
    "4.4": ((np.array([[0.0, 3, 6], [-4, -1, 2], [-8, -5, -2]]),), [[5]]),
    "4.5": ((np.array([[10, 20, 10]], np.uint8),), [[10, 10]]),
    "4.6": ((1.0, 1), [0.27406862, 0, -0.27406862]),
    "4.7": ((np.array([1.0, 3, 1, 0, 1, 1]), 1, 3), [True, True, True, False, False, False]),
}
