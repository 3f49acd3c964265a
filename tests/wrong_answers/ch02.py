"""Plausible wrong answers to the exercises of notebook 2, and what each should be seen as."""

import numpy as np


def left_and_share(samples, positions):
    left = np.floor(positions).astype(int)
    return left, positions - left


def between_reaching_beyond(samples, positions):
    left, share = left_and_share(samples, positions)
    return samples[left] * (1 - share) + samples[left + 1] * share


def between_swapped(samples, positions):
    left, share = left_and_share(samples, positions)
    return samples[left] * share + samples[left + 1] * (1 - share)


def between_mean(samples, positions):
    left, _ = left_and_share(samples, positions)
    return 0.5 * samples[left] + 0.5 * samples[left + 1]


def between_wrapping(samples, positions):
    left, share = left_and_share(samples, positions)
    return samples[left] * (1 - share) + np.roll(samples, -1)[left] * 2 * share


def between_share_from_elsewhere(samples, positions):
    left = np.clip(positions.astype(int), 0, len(samples) - 2)
    return (1 - positions % 1) * samples[left] + positions % 1 * samples[left + 1]


def enlarge_rounding(image, factor):
    rows = np.clip(np.rint(np.arange(len(image) * factor) / factor), 0, len(image) - 1)
    columns = np.clip(np.rint(np.arange(image.shape[1] * factor) / factor), 0, image.shape[1] - 1)
    return image[rows.astype(int), :][:, columns.astype(int)]


def enlarge_rounding_up(image, factor):
    rows = np.ceil(np.arange(len(image) * factor) / factor).clip(max=len(image) - 1)
    columns = np.ceil(np.arange(image.shape[1] * factor) / factor).clip(max=image.shape[1] - 1)
    return image[rows.astype(int)][:, columns.astype(int)]


def enlarge_pairs(image, factor):
    rows = np.arange(len(image) * factor) // factor
    columns = np.arange(image.shape[1] * factor) // factor
    return image[rows[: len(columns)], columns[: len(rows)]]


def bilinear_beyond(image, row, column):
    r, c = int(row), int(column)
    a, b = row - r, column - c
    return (
        (1 - a) * (1 - b) * image[r, c]
        + (1 - a) * b * image[r, c + 1]
        + a * (1 - b) * image[r + 1, c]
        + a * b * image[r + 1, c + 1]
    )


def bilinear_column_first(image, row, column):
    r, c = int(row), int(column)
    a, b = row - r, column - c
    top = image[r, c] * (1 - a) + image[r, c + 1] * a
    bottom = image[r + 1, c] * (1 - a) + image[r + 1, c + 1] * a
    return top * (1 - b) + bottom * b


def bilinear_far_counts_most(image, row, column):
    r, c = int(row), int(column)
    a, b = row - r, column - c
    top = image[r, c] * b + image[r, c + 1] * (1 - b)
    bottom = image[r + 1, c] * b + image[r + 1, c + 1] * (1 - b)
    return top * a + bottom * (1 - a)


def along_the_row(image, row, column):
    return np.interp(column, np.arange(image.shape[1]), image[int(row)])


def along_the_column(image, row, column):
    return np.interp(row, np.arange(image.shape[0]), image[:, int(column)])


def bilinear_of_edges(image, row, column):
    return bilinear_beyond(image, max(row - 0.5, 0), max(column - 0.5, 0))


def bilinear_border_pixel(image, row, column):
    if int(row) == len(image) - 1 or int(column) == len(image.T) - 1:
        return image[int(row), int(column)]
    return bilinear_beyond(image, row, column)


def bilinear_border_caught(image, row, column):
    try:
        return bilinear_beyond(image, row, column)
    except IndexError:
        return image[int(row), int(column)]


def error(original, other):
    return np.square(original - other).mean()


def weights_of(nodes):
    return np.array([np.prod([a - b for b in nodes if b != a]) for a in nodes])


def quotient(weights, nodes, values, x):
    with np.errstate(all="ignore"):
        terms = weights / (x - nodes)
        return (terms * values).sum() / terms.sum()


def above_the_line(nodes, values, x):
    with np.errstate(all="ignore"):
        return sum(
            f / w / (x - a) for a, f, w in zip(nodes, values, weights_of(nodes), strict=True)
        )


def exact(nodes, values, x):
    return np.polyval(np.polyfit(nodes, values, len(nodes) - 1), x)


def broken_lines(nodes, values, x):
    order = np.argsort(nodes)
    return np.interp(x, nodes[order], values[order])


def diagonal_not_left_out(nodes, values, x):
    with np.errstate(all="ignore"):
        return quotient(1 / np.subtract.outer(nodes, nodes).prod(axis=1), nodes, values, x)


WRONG = {
    "2.2": [
        ("no half pixel", [0, 1.5, 3, 4.5]),
        ("corners on corners", [0, 5 / 3, 10 / 3, 5]),
        ("ratio upside down", [-1 / 6, 0.5, 7 / 6, 11 / 6]),
        ("half pixel not taken back", [0.75, 2.25, 3.75, 5.25]),
        ("rounded", [0.2, 1.8, 3.2, 4.8]),
        ("rounded", [0.3, 1.8, 3.3, 4.8]),
        ("counted from one", [1.25, 2.75, 4.25, 5.75]),
        ("", [0.25, 1.5, 3.25, 4.5]),
    ],
    "2.3": [
        ("beyond the last sample", between_reaching_beyond),
        ("index not whole", lambda samples, p: samples[np.floor(p)] + p % 1),
        ("share counted from elsewhere", between_share_from_elsewhere),
        ("shares swapped", between_swapped),
        ("left neighbour only", lambda samples, p: samples[p.astype(int)]),
        ("nearest", lambda samples, p: samples[np.rint(p).astype(int)]),
        ("plain mean", between_mean),
        ("", between_wrapping),
    ],
    "2.4": [
        ("edges rounded", enlarge_rounding),
        ("rows only", lambda image, factor: image.repeat(factor, axis=0)),
        ("tiled", lambda image, factor: np.concatenate([np.hstack([image] * factor)] * factor)),
        ("rounded up", enlarge_rounding_up),
        ("border cut off", lambda image, factor: image),
        ("transposed", lambda image, factor: np.kron(image.T, np.ones((factor, factor)))),
        ("IndexError", lambda image, factor: image[np.arange(len(image) * factor)]),
        ("", enlarge_pairs),
    ],
    "2.5": [
        ("beyond the last pixel", bilinear_beyond),
        ("index not whole", lambda image, row, column: image[np.floor(row), np.floor(column)]),
        ("half a pixel taken off", bilinear_of_edges),
        ("rows and columns swapped", bilinear_column_first),
        ("nearest", lambda image, row, column: image[int(np.rint(row)), int(np.rint(column))]),
        ("plain mean", lambda image, r, c: image[int(r) : int(r) + 2, int(c) : int(c) + 2].mean()),
        ("one axis only", along_the_row),
        ("one axis only", along_the_column),
        ("shares swapped", bilinear_far_counts_most),
        ("border not interpolated", bilinear_border_pixel),
        ("border not interpolated", bilinear_border_caught),
    ],
    "2.6": [
        ("natural logarithm", lambda a, b: -10 * np.log(error(a, b))),
        ("root taken", lambda a, b: -10 * np.log10(error(a, b) ** 0.5)),
        ("factor 20", lambda a, b: -20 * np.log10(error(a, b))),
        ("not in decibels", lambda a, b: -np.log10(error(a, b))),
        ("sum instead of mean", lambda a, b: -10 * np.log10(((a - b) ** 2).sum())),
        ("absolute differences", lambda a, b: -10 * np.log10(abs(a - b).mean())),
        ("white is 255", lambda a, b: 10 * np.log10(255**2 / error(a, b))),
        ("white taken from the picture", lambda a, b: 10 * np.log10(a.max() ** 2 / error(a, b))),
        (
            "white taken from the picture",
            lambda a, b: 20 * np.log10(np.ptp(b) / error(a, b) ** 0.5),
        ),
        ("upside down", lambda a, b: 10 * np.log10(error(a, b))),
        ("more than one number", lambda a, b: -10 * np.log10(np.mean((a - b) ** 2 + 1e-9, axis=0))),
        ("more than one number", lambda a, b: 1 / (1 + (a - b) ** 2)),
        ("mean squared error", error),
    ],
    "2.8": [
        ("divided by zero", diagonal_not_left_out),
        ("divided by zero", lambda n, v, x: quotient(1 / weights_of(n), n, v, x)),
        ("not divided", above_the_line),
        ("weights forgotten", lambda n, v, x: quotient(1, n, v, x)),
        ("weights not inverted", lambda n, v, x: quotient(weights_of(n), n, v, x)),
        ("straight lines", broken_lines),
        ("the node instead of its value", lambda n, v, x: x if x in n else exact(n, v, x)),
        ("node taken for an index", lambda n, v, x: v[int(x)] if x in n else exact(n, v, x)),
    ],
}

WORKED = {
    "2.2": ((), [0.25, 1.75, 3.25, 4.75]),
    "2.3": ((np.array([10.0, 20, 40]), np.array([0, 0.4, 1.6, 2])), [10, 14, 32, 40]),
    "2.4": ((np.array([[1, 2]]), 3), [[1, 1, 1, 2, 2, 2]] * 3),
    "2.5": ((np.array([[0.0, 1], [2, 5]]), 0.25, 0.5), 1.25),
    "2.6": ((np.full((2, 3), 0.4), np.full((2, 3), 0.5)), 20),
    "2.8": ((np.array([0.0, 1, 3]), np.array([0.0, 1, 9]), 2.0), 4),
}
