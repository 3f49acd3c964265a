"""Plausible wrong answers to the exercises of notebook 10."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import convolve, convolve2d, correlate2d


def side_of(padded, kernel, stride):
    return (padded - kernel) // stride + 1


def layer(image, kernels, bias, turn=False, mode="valid", channels=None):
    maps = []
    for number in range(kernels.shape[3]):
        total = 0
        for channel in range(image.shape[2]) if channels is None else channels:
            kernel = kernels[:, :, channel, number]
            slide = convolve2d if turn else correlate2d
            total = total + slide(image[:, :, channel], kernel, mode=mode)
        maps.append(total + bias[number])
    return np.stack(maps, axis=-1)


def bias_each_time(image, kernels, bias):
    result = np.zeros(layer(image, kernels, bias).shape)
    for row, column, number in np.ndindex(*result.shape):
        for i, j, channel in np.ndindex(*kernels.shape[:3]):
            product = image[row + i, column + j, channel] * kernels[i, j, channel, number]
            result[row, column, number] += product + bias[number]
    return result


def last_product_only(image, kernels, bias):
    result = np.zeros(layer(image, kernels, bias).shape)
    for row, column, number in np.ndindex(*result.shape):
        for i, j, channel in np.ndindex(*kernels.shape[:3]):
            product = image[row + i, column + j, channel] * kernels[i, j, channel, number]
            result[row, column, number] = product + bias[number]
    return result


def one_window_too_few(image, kernels, bias):
    return layer(image, kernels, bias)[:-1, :-1]


def all_kernels_added(image, kernels, bias):
    return layer(image, kernels, bias).sum(axis=2)


def channels_apart(image, kernels, bias):
    maps = [
        correlate2d(image[:, :, channel], kernels[:, :, channel, number], mode="valid")
        + bias[number]
        for number in range(kernels.shape[3])
        for channel in range(image.shape[2])
    ]
    return np.stack(maps, axis=-1)


def convolved_in_depth(image, kernels, bias):
    maps = [convolve(image, kernels[..., f], "valid")[..., 0] for f in range(kernels.shape[3])]
    return np.stack(maps, axis=-1) + bias


def all_kernels_at_once(image, kernels, bias):
    height, width, _, filters = kernels.shape
    result = np.zeros((image.shape[0] - height + 1, image.shape[1] - width + 1, filters))
    for row, column in np.ndindex(*result.shape[:2]):
        window = image[row : row + height, column : column + width]
        result[row, column] = np.sum(window * kernels) + bias
    return result


def layer_by_names(image, kernels, bias):
    return np.tensordot(windows, kernels, axes=3) + bias  # noqa: F821


def blocks_of(image, size):
    rows, columns = image.shape[0] // size, image.shape[1] // size
    kept = image[: rows * size, : columns * size]
    return kept.reshape(rows, size, columns, size)


def pooled_from_zero(image, size):
    rows, columns = image.shape[0] // size, image.shape[1] // size
    result = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            for value in image[
                row * size : (row + 1) * size, column * size : (column + 1) * size
            ].flat:
                if value > result[row, column]:
                    result[row, column] = value
    return result


def pooled_with_the_rest(image, size):
    rows, columns = -(-image.shape[0] // size), -(-image.shape[1] // size)
    return np.array(
        [
            [
                image[r * size : (r + 1) * size, c * size : (c + 1) * size].max()
                for c in range(columns)
            ]
            for r in range(rows)
        ]
    )


def reshaped_with_the_rest(image, size):
    rows, columns = image.shape[0] // size, image.shape[1] // size
    return image.reshape(rows, size, columns, size).max(axis=(1, 3))


def pooled_and_repeated(image, size):
    return np.repeat(np.repeat(blocks_of(image, size).max(axis=(1, 3)), size, 0), size, 1)


def pooled_without_start(image, size):
    shape = image.shape[0] // size, image.shape[1] // size
    result = np.zeros(shape)
    for row in range(shape[0]):
        for column in range(shape[1]):
            result[row, column] = image[row : row + size, column : column + size].max()
    return result


def pooled_mixed_blocks(image, size):
    rows, columns = image.shape[0] // size, image.shape[1] // size
    kept = image[: rows * size, : columns * size]
    return kept.reshape(rows, columns, size, size).max(axis=(2, 3))


def spread_out(gradient, kernel, add=True, turn=False):
    height, width = kernel.shape
    rows, columns = gradient.shape
    result = np.zeros((rows + height - 1, columns + width - 1))
    used = kernel[::-1, ::-1] if turn else kernel
    for row in range(rows):
        for column in range(columns):
            part = gradient[row, column] * used
            if add:
                part = part + result[row : row + height, column : column + width]
            result[row : row + height, column : column + width] = part
    return result


def shared_out(gradient, kernel):
    overlaps = spread_out(np.ones_like(gradient), np.ones_like(kernel))
    return spread_out(gradient, kernel) / overlaps


def returned_too_early(gradient, kernel):
    result = np.zeros(
        (gradient.shape[0] + kernel.shape[0] - 1, gradient.shape[1] + kernel.shape[1] - 1)
    )
    result[: kernel.shape[0], : kernel.shape[1]] += gradient[0, 0] * kernel
    return result


def begun_anew(gradient, kernel):
    height, width = kernel.shape
    rows, columns = gradient.shape
    for row in range(rows):
        for column in range(columns):
            result = np.zeros((rows + height - 1, columns + width - 1))
            result[row : row + height, column : column + width] += gradient[row, column] * kernel
    return result


def largest_share(gradient, kernel):
    result = np.zeros(spread_out(gradient, kernel).shape)
    for row, column in np.ndindex(*gradient.shape):
        here = np.s_[row : row + kernel.shape[0], column : column + kernel.shape[1]]
        result[here] = np.maximum(result[here], gradient[row, column] * kernel)
    return result


def share_at_one_pixel(gradient, kernel):
    result = np.zeros(spread_out(gradient, kernel).shape)
    result[: gradient.shape[0], : gradient.shape[1]] = gradient * kernel.sum()
    return result


def by_place(image, gradient, reverse=False, mean=False):
    height = image.shape[0] - gradient.shape[0] + 1
    width = image.shape[1] - gradient.shape[1] + 1
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            part = image[i : i + gradient.shape[0], j : j + gradient.shape[1]]
            other = gradient[::-1, ::-1] if reverse else gradient
            result[i, j] = np.mean(part * other) if mean else np.sum(part * other)
    return result


def last_place_only(image, gradient):
    height = image.shape[0] - gradient.shape[0] + 1
    width = image.shape[1] - gradient.shape[1] + 1
    for row in range(gradient.shape[0]):
        for column in range(gradient.shape[1]):
            result = gradient[row, column] * image[row : row + height, column : column + width]
    return result


def windows_added(image, gradient):
    return by_place(image, np.ones_like(gradient))


def adam(
    p,
    g,
    m,
    v,
    t,
    rate,
    first=0.9,
    second=0.999,
    fix=True,
    root=True,
    square=True,
    old=False,
    inside=False,
    tiny=1e-8,
):
    new_m = first * m + (1 - first) * g
    new_v = second * v + (1 - second) * (g**2 if square else g)
    used_m, used_v = (m, v) if old else (new_m, new_v)
    if fix:
        used_m, used_v = used_m / (1 - first**t), used_v / (1 - second**t)
    below = np.sqrt(np.abs(used_v)) if root else used_v
    below = np.sqrt(used_v + tiny) if inside else below + tiny
    return p - rate * used_m / below, new_m, new_v


def adam_moving(p, g, m, v, t, rate, corrected):
    """A step along `corrected(m, t)`, with the right means."""
    _, m, v = adam(p, g, m, v, t, rate)
    return p - rate * corrected(m, t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8), m, v


def adam_at_step_one(p, g, m, v, t, rate):
    _, m, v = adam(p, g, m, v, t, rate)
    return p - rate * m / (1 - 0.9) / (np.sqrt(v / (1 - 0.999)) + 1e-8), m, v


def adam_along_the_gradient(p, g, m, v, t, rate):
    _, m, v = adam(p, g, m, v, t, rate)
    return p - rate * g / (np.sqrt(v / (1 - 0.999**t)) + 1e-8), m, v


def adam_sum(p, g, m, v, t, rate):
    return adam(p, g, m + g / 0.9 - g * 0.1 / 0.9, v, t, rate)


WRONG = {
    "10.1": [
        ("one window too few", lambda n, k, p, s: (n + 2 * p - k) // s),
        ("padding on one side only", lambda n, k, p, s: side_of(n + p, k, s)),
        ("padding forgotten", lambda n, k, p, s: side_of(n, k, s)),
        ("stride forgotten", lambda n, k, p, s: side_of(n + 2 * p, k, 1)),
        ("not a whole number", lambda n, k, p, s: (n + 2 * p - k) / s + 1),
        ("", lambda n, k, p, s: (n + 2 * p - k + 1) / s),
        ("rounded up", lambda n, k, p, s: -(-(n + 2 * p - k) // s) + 1),
        ("windows divided, rounded down", lambda n, k, p, s: (n + 2 * p - k + 1) // s),
        ("", lambda n, k, p, s: (n + 2 * p) // k),
        ("", lambda n, k, p, s: n // k),
        ("NameError", lambda n, k, p, s: (side + 2 * p - k) // s + 1),  # noqa: F821
    ],
    "10.2": [
        ("kernels turned", lambda x, k, b: layer(x, k, b, turn=True)),
        ("bias forgotten", lambda x, k, b: layer(x, k, 0 * b)),
        ("bias added to every product", bias_each_time),
        ("last product only", last_product_only),
        ("first channel only", lambda x, k, b: layer(x, k, b, channels=[0])),
        ("channels kept apart", channels_apart),
        ("filters added up", all_kernels_added),
        ("size kept", lambda x, k, b: layer(x, k, b, mode="same")),
        ("size kept", lambda x, k, b: layer(x, k, b, mode="full")),
        ("border cut off", one_window_too_few),
        ("kernels turned", convolved_in_depth),
        ("bias added to every product", lambda x, k, b: layer(x, k, b * x.shape[2])),
        ("ValueError", all_kernels_at_once),
        ("filters first", lambda x, k, b: np.moveaxis(layer(x, k, b), 2, 0)),
        ("rectified", lambda x, k, b: np.maximum(layer(x, k, b), 0)),
        ("list", lambda x, k, b: layer(x, k, b).tolist()),
        ("NameError", layer_by_names),
        ("", lambda x, k, b: layer(x, k, -b)),
    ],
    "10.3": [
        ("overwritten", lambda g, k: spread_out(g, k, add=False)),
        ("", lambda g, k: spread_out(g, k, add=False, turn=True)),
        ("kernel turned", lambda g, k: spread_out(g, k, turn=True)),
        ("shared out", shared_out),
        ("first window only", returned_too_early),
        ("begun anew", begun_anew),
        ("", largest_share),
        ("", share_at_one_pixel),
        ("size of the gradient", lambda g, k: convolve2d(g, k, mode="same")),
        ("size of the gradient", lambda g, k: correlate2d(g, k, mode="same")),
        ("list", lambda g, k: spread_out(g, k).tolist()),
    ],
    "10.4": [
        ("negative values lost", pooled_from_zero),
        ("negative values lost", lambda x, n: np.maximum(blocks_of(x, n).max(axis=(1, 3)), -1)),
        ("negative values lost", lambda x, n: np.maximum(blocks_of(x, n).max(axis=(1, 3)), 0)),
        ("rest kept", pooled_with_the_rest),
        ("reshaped with the rest", reshaped_with_the_rest),
        ("NameError", lambda x, n: imag.max()),  # noqa: F821
        ("TypeError", lambda x, n: np.zeros((x.shape[0] / n, x.shape[1] / n))),
        ("transposed", lambda x, n: blocks_of(x, n).max(axis=(1, 3)).T),
        ("summed", lambda x, n: blocks_of(x, n).sum(axis=(1, 3))),
        ("windows overlap", lambda x, n: sliding_window_view(x, (n, n)).max(axis=(2, 3))),
        ("windows overlap", pooled_without_start),
        ("mean instead of maximum", lambda x, n: blocks_of(x, n).mean(axis=(1, 3))),
        ("smallest value", lambda x, n: blocks_of(x, n).min(axis=(1, 3))),
        ("first pixel of each block", lambda x, n: blocks_of(x, n)[:, 0, :, 0]),
        ("rows and blocks mixed", pooled_mixed_blocks),
        ("absolute values", lambda x, n: np.abs(blocks_of(x, n)).max(axis=(1, 3))),
        ("border kept", pooled_and_repeated),
        ("one number for the picture", lambda x, n: blocks_of(x, n).max()),
        ("list", lambda x, n: blocks_of(x, n).max(axis=(1, 3)).tolist()),
        ("", lambda x, n: np.median(blocks_of(x, n), axis=(1, 3))),
    ],
    "10.6": [
        ("gradient turned", lambda x, g: by_place(x, g, reverse=True)),
        ("result turned", lambda x, g: by_place(x, g)[::-1, ::-1]),
        ("averaged", lambda x, g: by_place(x, g, mean=True)),
        ("last place only", last_place_only),
        ("gradient not used", windows_added),
        ("window too large", lambda x, g: correlate2d(x, g, mode="full")),
        ("window too large", lambda x, g: correlate2d(x, g, mode="same")),
        ("list", lambda x, g: by_place(x, g).tolist()),
        ("one number for the kernel", lambda x, g: by_place(x, g).sum()),
        ("ValueError", lambda x, g: x * g),
        ("NameError", lambda x, g: np.zeros(kernel.shape)),  # noqa: F821
        ("sign", lambda x, g: -by_place(x, g)),
    ],
    "10.7": [
        ("biases forgotten", [54, 648, 1080]),
        ("one bias a layer", [55, 649, 1081]),
        ("channels forgotten", [60, 120, 1090]),
        ("border not lost", [60, 660, 3010]),
        ("rest kept", [60, 660, 1930]),
        ("first pooling forgotten", [60, 660, 7690]),
        ("last pooling forgotten", [60, 660, 5890]),
        ("all layers", [60, 0, 0, 660, 0, 0, 0, 1090]),
        ("one sum", 1810),
        ("one sum", [1810]),
        ("side instead of area", [24, 228, 370]),
        ("dense layer", [60, 660, 1000]),
        ("dense layer", [60, 660, 130]),
        ("dense layer", [60, 660, 1080]),
        ("layers of kernels", [55, 649, 1090]),
        ("layers of kernels", [60, 648, 1090]),
        ("not three numbers", [60, 660]),
        ("not three numbers", "60, 660, 1090"),
    ],
    "10.8": [
        ("not corrected", lambda *a: adam(*a, fix=False)),
        ("root forgotten", lambda *a: adam(*a, root=False)),
        ("gradient not squared", lambda *a: adam(*a, square=False)),
        ("means right, move wrong", lambda *a: adam(*a, old=True)),
        ("means right, move wrong", lambda *a: adam_moving(*a, lambda m, t: m / (1 - 0.9 * t))),
        ("means right, move wrong", lambda *a: adam_moving(*a, lambda m, t: m / 1 - 0.9**t)),
        (
            "means right, move wrong",
            lambda *a: adam_moving(*a, lambda m, t: m / (1 - 0.9 ** (t + 1))),
        ),
        ("means right, move wrong", adam_along_the_gradient),
        ("means right, move wrong", lambda *a: adam(*a, inside=True)),
        ("means right, move wrong", lambda *a: adam(*a, tiny=0)),
        ("step forgotten", adam_at_step_one),
        ("wrong order", lambda *a: (adam(*a)[0], adam(*a)[2], adam(*a)[1])),
        ("uphill", lambda p, g, m, v, t, r: adam(p, g, m, v, t, -r)),
        ("means exchanged", lambda *a: adam(*a, first=0.999, second=0.9)),
        ("sum instead of mean", adam_sum),
        (
            "corrected means returned",
            lambda p, g, m, v, t, r: (
                adam(p, g, m, v, t, r)[0],
                adam(p, g, m, v, t, r)[1] / (1 - 0.9**t),
                adam(p, g, m, v, t, r)[2] / (1 - 0.999**t),
            ),
        ),
        ("plain descent", lambda p, g, m, v, t, r: (p - r * g, *adam(p, g, m, v, t, r)[1:])),
        ("parameters alone", lambda *a: adam(*a)[0]),
        ("", lambda *a: adam(*a, second=0.99)),
    ],
}


WORKED = {
    "10.1": ((28, 3, 1, 2), 14),
    "10.2": (
        (
            np.array([[[1.0, 0], [2, 1], [0, 1]], [[0, 2], [1, 0], [3, 0]]]),
            np.array([[[[1.0, 0], [2, 1]], [[-1, 1], [0, 1]]]]),
            np.array([10.0, -1]),
        ),
        [[[9, 2], [14, 1]], [[13, 2], [8, 2]]],
    ),
    "10.3": (
        (np.array([[1, 2], [0, -1]]), np.array([[1, 3], [2, 0]])),
        [[1, 5, 6], [2, 3, -3], [0, -2, 0]],
    ),
    "10.4": (
        (np.array([[-1, -5, 2, 0, 7], [-3, -4, 6, 1, 9], [8, 8, 8, 8, 8]]), 2),
        [[-1, 6]],
    ),
    "10.6": (
        (np.array([[1, 2, 0], [3, 1, 4]]), np.array([[1, -2]])),
        [[-3, 2], [1, -7]],
    ),
    "10.7": ((), [60, 660, 1090]),
    "10.8": (
        (np.array([1.0, 2]), np.array([3.0, -4]), np.zeros(2), np.zeros(2), 1, 0.01),
        ([0.99, 2.01], [0.3, -0.4], [0.009, 0.016]),
    ),
}
