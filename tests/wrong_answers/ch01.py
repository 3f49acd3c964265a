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


def frame_of_single_lines(image, width):
    return painted(image, np.s_[:width], np.s_[-width], np.s_[:, :width], np.s_[:, -width])


def frame_with_one_single_row(image, width):
    return painted(image, np.s_[:width], np.s_[-width], np.s_[:, :width], np.s_[:, -width:])


def frame_with_one_single_column(image, width):
    return painted(image, np.s_[:width], np.s_[-width:], np.s_[:, :width], np.s_[:, -width])


def frame_up_to_the_last_line(image, width):
    strips = np.s_[:width], np.s_[-width:-1], np.s_[:, :width], np.s_[:, -width:-1]
    return painted(image, *strips)


def frame_on_zeros(image, width):
    return np.pad(0 * image[width:-width, width:-width], width, constant_values=1)


def frame_of_a_square(image, width):
    return painted(image, np.s_[:width], np.s_[-width:], np.s_[:, :width], np.s_[:, len(image) :])


def frame_too_wide_in_the_original(image, width):
    image[: width + 1] = 1
    image[:, : width + 1] = 1
    return image


def two_colours(image, dark, bright):
    share = image[:, :, None]
    return share * bright + (1 - share) * dark


def channels_in_front(image, dark, bright):
    return np.moveaxis(two_colours(image, dark, bright), -1, 0)


def two_colours_without_an_axis(image, dark, bright):
    return dark + image * (bright - dark)


def two_colours_of_rows_and_columns_swapped(image, dark, bright):
    return two_colours(image.T, dark, bright)


def axis_in_front(image, dark, bright):
    return dark + image[np.newaxis] * (bright - dark)


def axis_in_the_middle(image, dark, bright):
    return dark + image[:, np.newaxis, :] * (bright - dark)


def only_two_shades(image, dark, bright):
    return np.where(image[:, :, np.newaxis] > 0.5, bright, dark)


def brackets_round_the_start(image, dark, bright):
    return (dark + image[:, :, np.newaxis]) * (bright - dark)


def result_of_astype_thrown_away(first, second):
    first.astype(int)
    return (first + second) // 2


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


def stretched_by_the_minima_of_the_rows(image):
    low, high = image.min(axis=1), image.max(axis=1)
    return (image - low) / (high - low)


def stretched_unless(nothing_to_do):
    def stretched(image):
        if nothing_to_do(image):
            return np.zeros(image.shape)
        return (image - image.min()) / np.ptp(image)

    return stretched


def stretched_or_nothing(image):
    return 0 if np.ptp(image) == 0 else (image - image.min()) / np.ptp(image)


def stretched_or_ones(image):
    return np.ones(image.shape) if np.ptp(image) == 0 else (image - image.min()) / np.ptp(image)


def stretched_between_percentiles(image):
    low, high = np.percentile(image, 2), np.percentile(image, 98)
    return np.clip((image - low) / (high - low), 0, 1)


def stretched_to_255(image):
    spread = np.ptp(image)
    return 255 * (image - image.min()) / spread if spread else np.zeros(image.shape)


def constant_left_alone(image):
    spread = np.ptp(image)
    return (image - image.min()) / spread if spread else image.copy()


def stretched_in_pure_python(image):
    low, high = float(image.min()), float(image.max())
    return np.array([[(float(v) - low) / (high - low) for v in row] for row in image])


def stretched_to_bytes(image):
    return stretched_to_255(image).astype(np.uint8)


def mirrored_through_text(eight_bytes):
    return np.array([int(bin(number)[2:][::-1], 2) for number in eight_bytes], dtype=np.uint8)


def mirrored_as_whole_numbers(eight_bytes):
    return np.array([int(f"{number:08b}"[::-1], 2) for number in eight_bytes])


def packed_the_wrong_way_round(eight_bytes):
    return glyph_pixels(eight_bytes)[:, ::-1] @ 2 ** np.arange(8)


def glyph_pixels(eight_bytes):
    return np.unpackbits(eight_bytes).reshape(8, 8)


WRONG = {
    "1.1": [
        ("added", lambda rows, columns, channels: rows + columns + channels),
        ("channels forgotten", pixels_only),
        ("always three channels", lambda rows, columns, channels: 3 * rows * columns),
        ("text", lambda rows, columns, channels: str(rows * columns * channels)),
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
        ("white is 255", frame_of_grey_scale_255),
        ("colon missing", frame_of_single_lines),
        ("colon missing", frame_with_one_single_row),
        ("colon missing", frame_with_one_single_column),
        ("top and left only", frame_up_to_the_last_line),
        ("inside lost", frame_on_zeros),
        ("inside cut out", lambda image, width: image[width:-width, width:-width].copy()),
        ("painted into the caller's picture", frame_too_wide_in_the_original),
        ("", frame_of_a_square),
    ],
    "1.4": [
        ("columns instead of rows", lambda image: np.argmax(image.sum(axis=0))),
        ("row of the brightest pixel", lambda image: np.argwhere(image == image.max())[0, 0]),
        ("place in the line", lambda image: np.argmax(image)),
        ("value instead of place", lambda image: max(row.mean() for row in image)),
        ("axis forgotten", lambda image: image.mean().argmax()),
        ("median for mean", lambda image: np.argmax([np.median(row) for row in image])),
        ("", lambda image: image.std(axis=1).argmax()),
        ("", lambda image: image.min(axis=1).argmax()),
        ("", lambda image: (image**2).sum(axis=1).argmax()),
        ("median for mean", lambda image: np.percentile(image, 60, axis=1).argmax()),
        ("", lambda image: 2),
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
        ("picture turned", two_colours_of_rows_and_columns_swapped),
        ("new axis not last", axis_in_front),
        ("new axis not last", axis_in_the_middle),
        ("formula", only_two_shades),
        ("formula", brackets_round_the_start),
        ("formula", lambda image, dark, bright: image[:, :, np.newaxis] * (bright + dark)),
        ("formula", lambda image, dark, bright: dark + two_colours(image, dark, bright)),
    ],
    "1.6": [
        ("sum wrapped", lambda first, second: (first + second) // 2),
        ("sum wrapped", lambda first, second: (first + second) / 2),
        ("sum wrapped", converted_too_late),
        ("sum wrapped", converted_after_the_sum),
        ("halved first", lambda first, second: (first >> 1) + (second >> 1)),
        ("sum clipped", lambda first, second: np.minimum(first.astype(int) + second, 255) // 2),
        ("not rounded down", mean_of_the_stack),
        ("sum wrapped", result_of_astype_thrown_away),
        ("only one halved", lambda first, second: first + second.astype(int) // 2),
        ("only one halved", lambda first, second: first // 2 + second.astype(int)),
        ("rounded up", lambda first, second: np.round(mean_of_the_stack(first, second))),
        ("rounded up", lambda first, second: -(-(first.astype(int) + second) // 2)),
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
        ("each row on its own", stretched_by_the_minima_of_the_rows),
        ("white is 255", stretched_to_255),
        ("white is 255", stretched_to_bytes),
        ("percentiles", stretched_between_percentiles),
        ("constant picture left as it is", constant_left_alone),
        ("constant picture made white", stretched_or_ones),
        ("constant picture", stretched_or_nothing),
        ("zeros too soon", stretched_unless(lambda image: image[0, 0] == image[-1, -1])),
        ("zeros too soon", stretched_unless(lambda image: image[0, 0] == image[0, 1])),
        ("zeros too soon", stretched_unless(lambda image: np.ptp(image) < 0.1)),
    ],
    "1.9": [
        ("pixels instead of bytes", lambda b: glyph_pixels(b)[:, ::-1]),
        ("pixels instead of bytes", lambda b: glyph_pixels(b)[:, ::-1].ravel()),
        ("upside down", lambda b: np.packbits(glyph_pixels(b)[::-1])),
        ("turned by 180 degrees", lambda b: np.packbits(glyph_pixels(b)[::-1, ::-1])),
        ("quarter turn", lambda b: np.packbits(np.rot90(glyph_pixels(b)))),
        ("quarter turn", lambda b: np.packbits(glyph_pixels(b).T[:, ::-1])),
        ("packed along the columns", lambda b: np.packbits(np.fliplr(glyph_pixels(b)), axis=0)),
        ("leading zeros lost", mirrored_through_text),
        ("another dtype", mirrored_as_whole_numbers),
        ("another dtype", lambda b: np.packbits(np.fliplr(glyph_pixels(b))).astype(float)),
        ("as it was", packed_the_wrong_way_round),
        ("transposed glyph", lambda b: np.packbits(glyph_pixels(b).T)),
        ("ink and paper exchanged", lambda b: np.packbits(1 - glyph_pixels(b))),
        ("as it was", lambda b: b.copy()),
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
