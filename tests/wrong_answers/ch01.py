"""Plausible wrong answers to the exercises of notebook 1."""

import numpy as np


def pixels_only(rows, columns, channels):
    return rows * columns


def painted(image, *strips):
    result = image.copy()
    for strip in strips:
        result[strip] = 1
    return result


def frame_in_the_original(image, width):
    image[:width] = 1
    image[-width:] = 1
    image[:, :width] = 1
    image[:, -width:] = 1
    return image


def frame_of_rows(image, width):
    return painted(image, np.s_[:width], np.s_[-width:])


def frame_of_columns(image, width):
    return painted(image, np.s_[:, :width], np.s_[:, -width:])


def frame_top_and_left(image, width):
    return painted(image, np.s_[:width], np.s_[:, :width])


def frame_of_one_pixel(image, width):
    return painted(image, np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1])


def frame_inverted(image, width):
    return painted(image, np.s_[width:-width, width:-width])


def frame_without_the_last_line(image, width):
    before, behind = np.s_[:width], np.s_[-width - 1 : -1]
    return painted(image, before, behind, np.s_[:, before], np.s_[:, behind])


def black_frame(image, width):
    result = image.copy()
    result[:width] = result[-width:] = 0
    result[:, :width] = result[:, -width:] = 0
    return result


def frame_by_padding(image, width):
    return np.pad(image, width, constant_values=1)


def frame_of_the_inside(image, width):
    return np.pad(image[width:-width, width:-width], 1, constant_values=1)


def frame_of_grey_scale_255(image, width):
    return np.pad(image[width:-width, width:-width], width, constant_values=255)


def two_colours(image, dark, bright):
    share = image[:, :, None]
    return share * bright + (1 - share) * dark


def channels_in_front(image, dark, bright):
    return np.moveaxis(two_colours(image, dark, bright), -1, 0)


def two_colours_without_an_axis(image, dark, bright):
    return dark + image * (bright - dark)


def two_colours_of_rows_and_columns_swapped(image, dark, bright):
    return two_colours(image.T, dark, bright)


def converted_too_late(first, second):
    return ((first + second) / 2).astype(np.uint8)


def converted_after_the_sum(first, second):
    return (first + second).astype(int) // 2


def mean_of_the_stack(first, second):
    return np.mean([first, second], axis=0)


def mean_as_floats(first, second):
    return (first / 255 + second / 255) / 2


@np.errstate(invalid="ignore")
def stretched_without_asking(image):
    return (image - image.min()) / np.ptp(image)


def stretched_by_loops_over_rows(image):
    rows = [(row - row.min()) / (row.max() - row.min()) for row in image]
    return np.array(rows)


def stretched_by_loops_over_columns(image):
    return stretched_by_loops_over_rows(image.T).T


def stretched_to_255(image):
    spread = np.ptp(image)
    return 255 * (image - image.min()) / spread if spread else np.zeros(image.shape)


def constant_left_alone(image):
    spread = np.ptp(image)
    return (image - image.min()) / spread if spread else image.copy()


def stretched_in_pure_python(image):
    low, high = float(image.min()), float(image.max())
    return np.array([[(float(v) - low) / (high - low) for v in row] for row in image])


def glyph_pixels(eight_bytes):
    return np.unpackbits(eight_bytes).reshape(8, 8)


WRONG = {
    "1.1": [
        ("added", lambda rows, columns, channels: rows + columns + channels),
        ("channels forgotten", pixels_only),
        ("", lambda rows, columns, channels: 2 * (rows + columns) * channels),
        ("", lambda rows, columns, channels: (rows - 1) * (columns - 1) * channels),
    ],
    "1.3": [
        ("input changed", frame_in_the_original),
        ("rows only", frame_of_rows),
        ("columns only", frame_of_columns),
        ("top and left only", frame_top_and_left),
        ("one pixel wide", frame_of_one_pixel),
        ("inside painted", frame_inverted),
        ("last line missed", frame_without_the_last_line),
        ("black frame", black_frame),
        ("frame around the picture", frame_by_padding),
        ("border cut off", frame_of_the_inside),
        ("not normalised", frame_of_grey_scale_255),
    ],
    "1.4": [
        ("columns instead of rows", lambda image: np.argmax(image.sum(axis=0))),
        ("row of the brightest pixel", lambda image: np.argwhere(image == image.max())[0, 0]),
        ("place in the line", lambda image: np.argmax(image)),
        ("value instead of place", lambda image: max(row.mean() for row in image)),
        ("counted from one", lambda image: 1 + np.argmax(image.sum(axis=1))),
        ("darkest row", lambda image: np.argsort(image.sum(axis=1))[0]),
        ("all the means", lambda image: np.array([row.mean() for row in image])),
    ],
    "1.5": [
        ("third axis missing", two_colours_without_an_axis),
        ("channels first", channels_in_front),
        ("colours exchanged", lambda image, dark, bright: two_colours(1 - image, dark, bright)),
        (
            "bright instead of the difference",
            lambda image, dark, bright: np.dstack(
                [d + b * image for d, b in zip(dark, bright, strict=True)]
            ),
        ),
        ("dark forgotten", lambda image, dark, bright: two_colours(image, 0 * dark, bright)),
        (
            "only the difference",
            lambda image, dark, bright: two_colours(image, dark, bright) - dark,
        ),
        ("", two_colours_of_rows_and_columns_swapped),
    ],
    "1.6": [
        ("sum wrapped", lambda first, second: (first + second) // 2),
        ("sum wrapped", lambda first, second: (first + second) / 2),
        ("sum wrapped", converted_too_late),
        ("sum wrapped", converted_after_the_sum),
        ("halved first", lambda first, second: (first >> 1) + (second >> 1)),
        ("sum clipped", lambda first, second: np.minimum(first.astype(int) + second, 255) // 2),
        ("not rounded down", mean_of_the_stack),
        ("not rounded down", lambda first, second: -(-(first.astype(int) + second) // 2)),
        ("", mean_as_floats),
    ],
    "1.8": [
        ("constant picture", stretched_without_asking),
        ("constant picture", stretched_in_pure_python),
        ("divided by the largest", lambda image: image / np.max(image)),
        ("smallest subtracted only", lambda image: image - np.min(image)),
        (
            "divided by the largest, not by the range",
            lambda image: (image - np.min(image)) / np.max(image),
        ),
        ("brackets", lambda image: image - image.min() / image.max() - image.min()),
        ("brackets", lambda image: image - image.min() / (image.max() - image.min() or 1)),
        ("brackets", lambda image: (image - image.min()) / image.max() - image.min()),
        ("negative", lambda image: 1 - (image - image.min()) / np.ptp(image)),
        ("each row on its own", stretched_by_loops_over_rows),
        ("each column on its own", stretched_by_loops_over_columns),
        ("not normalised", stretched_to_255),
        ("nothing done", constant_left_alone),
    ],
    "1.9": [
        ("pixels instead of bytes", lambda b: glyph_pixels(b)[:, ::-1]),
        ("pixels instead of bytes", lambda b: glyph_pixels(b)[:, ::-1].ravel()),
        ("upside down", lambda b: np.packbits(glyph_pixels(b)[::-1])),
        ("turned", lambda b: np.packbits(glyph_pixels(b)[::-1, ::-1])),
        ("transposed glyph", lambda b: np.packbits(glyph_pixels(b).T)),
        ("ink and paper exchanged", lambda b: np.packbits(1 - glyph_pixels(b))),
        ("nothing done", lambda b: b.copy()),
    ],
}


WORKED = {
    "1.1": ((4, 6, 1), 24),
    "1.3": ((np.zeros((3, 4)), 1), [[1, 1, 1, 1], [1, 0, 0, 1], [1, 1, 1, 1]]),
    "1.4": ((np.array([[0.1, 0.1], [0.4, 0.5], [0.0, 0.6]]),), 1),
    "1.5": (
        (np.array([[0.5]]), np.array([0, 0, 0.4]), np.array([1, 0.8, 0.6])),
        [[[0.5, 0.4, 0.5]]],
    ),
    "1.6": ((np.array([[200, 3]], np.uint8), np.array([[100, 4]], np.uint8)), [[150, 3]]),
    "1.8": ((np.array([[0.2, 0.3], [0.4, 0.6]]),), [[0, 0.25], [0.5, 1]]),
    "1.9": (
        (np.array([240, 1, 6, 0, 255, 128, 64, 33], np.uint8),),
        [15, 128, 96, 0, 255, 1, 2, 132],
    ),
}
