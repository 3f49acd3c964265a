"""Exercises of notebook 1, NumPy for images."""

from __future__ import annotations

import numpy as np

from .inputs import noise, ramp
from .mistakes import as_mistakes, looks_like
from .model import Attempt, Case, Choice, Mistake, Task


def count_values(rows, columns, channels):
    return rows * columns * channels


def framed(image, width):
    result = image.copy()
    result[:width] = 1
    result[-width:] = 1
    result[:, :width] = 1
    result[:, -width:] = 1
    return result


def brightest_row(image):
    return image.mean(axis=1).argmax()


def duotone(image, dark, bright):
    share = image[:, :, np.newaxis]
    return dark + share * (bright - dark)


def mean_of_two(first, second):
    return (first.astype(int) + second) // 2


def stretch_contrast(image):
    low, high = image.min(), image.max()
    if low == high:
        return np.zeros(image.shape)
    return (image - low) / (high - low)


def mirror_glyph(eight_bytes):
    pixels = np.unpackbits(eight_bytes).reshape(8, 8)
    return np.packbits(pixels[:, ::-1])


def _painted(strips):
    def wrong(image, width):
        result = image.copy()
        for strip in strips(result, width):
            strip[:] = 1
        return result

    return wrong


def _frame_of(value):
    return lambda image, width: np.where(framed(0 * image, width) == 1, value, image)


def _shape_grown_by(sign):
    return lambda attempt: (
        np.shape(attempt.got)
        == tuple(n + sign * 2 * attempt.args[1] for n in attempt.args[0].shape)
    )


def _third_axis_missing(attempt: Attempt) -> bool:
    if attempt.error is not None:
        return "broadcast" in str(attempt.error)
    return bool(np.shape(attempt.got) == attempt.args[0].shape)


def _axis_not_last(attempt: Attempt) -> bool:
    rows, columns = attempt.args[0].shape
    elsewhere = (f"(1,{rows},{columns})", f"({rows},1,{columns})")
    return any(shape in str(attempt.error) for shape in elsewhere)


def _is_constant(attempt: Attempt) -> bool:
    return bool(np.ptp(attempt.args[0]) == 0)


def _between_percentiles(image):
    low, high = np.percentile(image, [2, 98])
    return (image - low) / (high - low)


def _pixels(eight_bytes):
    return np.unpackbits(eight_bytes).reshape(8, 8)


_HIGH_MEDIAN = np.array([[0.1, 0.2, 0.3], [0.5, 0.5, 0.5], [0.4, 0.4, 0.9]])
_BRIGHT_PIXEL = np.array([[0.1] * 6, [0, 0, 0, 0, 0, 0.7], [0.3] * 6, [0.2] * 6])
_BLUE, _CREAM = np.array([0.0, 0.0, 0.4]), np.array([1.0, 0.8, 0.6])
_LETTER_F = np.array([252, 128, 128, 240, 128, 128, 128, 0], dtype=np.uint8)


def _bytes(seed, *shape):
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


# Chosen so that each mistake on rows leads to another row.
_NINE_ROWS = np.random.default_rng(66062).integers(0, 100, (9, 4)) / 100


EXERCISES = (
    Task(
        "1.1",
        "Warm-up: how many numbers?",
        count_values,
        "each of the rows × columns pixels holds one number for each channel.",
        cases=(
            Case("4 rows, 6 columns, 1 channel", (4, 6, 1)),
            Case("120 rows, 160 columns, 3 channels", (120, 160, 3)),
            Case("1 row, 1 column, 4 channels", (1, 1, 4)),
        ),
        hints=(
            "how many pixels are there in one row? And in all rows together?",
            "each pixel holds one number for each channel. Which operation counts that: a sum "
            "or a product?",
        ),
        mistakes=(
            Mistake(
                "text",
                lambda attempt: isinstance(attempt.got, str),
                "quotation marks: this is text, not a number. Leave out `str`.",
            ),
            *as_mistakes(
                (
                    "added",
                    "this is the sum of the three. Draw a grid of 4 rows and 6 columns on paper: "
                    "are there 4 + 6 squares in it?",
                    lambda rows, columns, channels: rows + columns + channels,
                ),
                (
                    "channels forgotten",
                    "this is the number of pixels. How many numbers does each of them hold?",
                    lambda rows, columns, channels: rows * columns,
                ),
                (
                    "always three channels",
                    "a grey picture has one channel, not three. Which argument says how many "
                    "there are?",
                    lambda rows, columns, channels: rows * columns * 3,
                ),
            ),
        ),
    ),
    Choice(
        "1.2",
        "Which pixel is it?",
        "b",
        {
            "a": "that would be (x, y). Which axis comes first in an array?",
            "b": "row 10 of 300 is near the top, column 200 of 400 is half-way along the row.",
            "c": "the column is right. But where is row 0: at the top or at the bottom?",
            "d": "the first index is compared with 300 rows, the second with 400 columns. Is one "
            "of them too large?",
        },
        hints=(
            "which of the two numbers is the row?",
            "rows are counted from the top downward. Is 10 of 300 near the top?",
        ),
    ),
    Task(
        "1.3",
        "A frame for a photograph",
        framed,
        "the copy is painted, so the caller's picture stays as it was; negative numbers in a "
        "slice count from the last row or column.",
        cases=(
            Case("a 3×4 picture that is 0.5 everywhere, width 1", (np.full((3, 4), 0.5), 1)),
            Case("a 6×9 ramp, width 2", (ramp(6, 9) / 100, 2)),
            Case("a 9×12 picture of noise, width 3", (noise(9, 12, seed=0), 3)),
        ),
        hints=(
            "the frame consists of four strips. Which slice is the strip of the first `width` "
            "rows? Which one is the strip of the last `width` columns?",
            "may the function paint into `image` itself, or does somebody else still need it?",
            "`image.copy()` makes the picture to paint on; `[-width:]` are the last rows.",
        ),
        mistakes=(
            *as_mistakes(
                (
                    "rows only",
                    "the frame is there at the top and at the bottom. Which slices are the strips "
                    "on the left and on the right?",
                    _painted(lambda r, w: (r[:w], r[-w:])),
                ),
                (
                    "columns only",
                    "the frame is there on the left and on the right. Which slices are the strips "
                    "at the top and at the bottom?",
                    _painted(lambda r, w: (r[:, :w], r[:, -w:])),
                ),
                (
                    "top and left only",
                    "two of the four sides are there. How are the last rows reached without "
                    "knowing how many there are?",
                    _painted(lambda r, w: (r[:w], r[:, :w])),
                ),
                (
                    "one pixel wide",
                    "the frame is one pixel wide, whatever `width` says. Where does it enter?",
                    lambda image, width: framed(image, 1),
                ),
                (
                    "colon missing",
                    "`[-width]` is a single row; which colon makes it the last `width` rows?",
                    _painted(lambda r, w: (r[:w], r[-w], r[:, :w], r[:, -w:])),
                    _painted(lambda r, w: (r[:w], r[-w:], r[:, :w], r[:, -w])),
                    _painted(lambda r, w: (r[:w], r[-w], r[:, :w], r[:, -w])),
                ),
                (
                    "inside painted",
                    "the inside is white and the frame is not: just the other way round.",
                    _painted(lambda r, w: (r[w:-w, w:-w],)),
                ),
                (
                    "last line missed",
                    "at the bottom and on the right the last line has no frame. Which is the stop "
                    "of a slice that should go to the very end?",
                    _painted(lambda r, w: (r[:w], r[-w - 1 : -1], r[:, :w], r[:, -w - 1 : -1])),
                ),
                ("black frame", "the frame is black. Which number is white?", _frame_of(0.0)),
                (
                    "white is 255",
                    "the frame has the right place. But in these pictures of floats white is 1.",
                    _frame_of(255.0),
                ),
                (
                    "inside lost",
                    "the frame is right, but the photograph inside it is gone. What should the "
                    "frame be painted on?",
                    lambda image, width: framed(0 * image, width),
                ),
            ),
            Mistake(
                "inside cut out",
                _shape_grown_by(-1),
                "the inside was cut out; the result should keep the shape. What has to be painted?",
            ),
            Mistake(
                "frame around the picture",
                _shape_grown_by(+1),
                "the frame was laid around the picture, which has become larger. Here it covers "
                "the outermost pixels.",
            ),
            Mistake(
                "painted into the caller's picture",
                lambda attempt: attempt.changed_input,
                "the frame is not right yet, and `image` itself was painted: somebody else still "
                "needs it. What must be made first?",
            ),
        ),
        check_copy=True,
    ),
    Task(
        "1.4",
        "The brightest row",
        brightest_row,
        "the mean along axis 1 leaves one value for each row, and `argmax` tells the place of "
        "the largest.",
        cases=(
            Case("9 rows of 4 pixels", (_NINE_ROWS,)),
            Case("3 rows with the medians 0.2, 0.5, 0.4", (_HIGH_MEDIAN,)),
            Case("4 rows, one of them with a single bright pixel", (_BRIGHT_PIXEL,)),
            Case("a 7×4 picture of noise", (noise(7, 4, seed=1),)),
            Case("a 12×4 picture of noise", (noise(12, 4, seed=90),)),
        ),
        hints=(
            "how many means do you need, one for each row or one for each column? Which axis "
            "has to disappear?",
            "print the means. The task asks for the *place* of the largest, not for its value: "
            "`argmax`.",
        ),
        mistakes=as_mistakes(
            (
                "columns instead of rows",
                "this is the brightest column. `axis` names the axis that disappears: which one "
                "should be left?",
                lambda image: image.mean(axis=0).argmax(),
            ),
            (
                "row of the brightest pixel",
                "this is the row that holds the brightest single pixel. Its mean may be small.",
                lambda image: image.max(axis=1).argmax(),
            ),
            (
                "place in the line",
                "without `axis`, `argmax` counts along the ravelled picture, pixel by pixel. "
                "What has to be formed for each row first?",
                lambda image: image.argmax(),
            ),
            (
                "axis forgotten",
                "always 0? Perhaps you averaged the whole picture into one number, and that has "
                "only one place. Which axis should the mean run along?",
                lambda image: image.mean().argmax(),
            ),
            (
                "median for mean",
                "this row has the largest median, the value in the middle. The task asks for "
                "the mean.",
                lambda image: np.median(image, axis=1).argmax(),
            ),
            (
                "value instead of place",
                "this is how bright the row is. Which row is it?",
                lambda image: image.mean(axis=1).max(),
            ),
            (
                "counted from one",
                "one too many: rows are counted from 0.",
                lambda image: brightest_row(image) + 1,
            ),
            ("darkest row", "this is the darkest row.", lambda image: image.mean(axis=1).argmin()),
            (
                "all the means",
                "these are the means of all rows. At which place stands the largest?",
                lambda image: image.mean(axis=1),
            ),
        ),
    ),
    Task(
        "1.5",
        "Two colours",
        duotone,
        "with a third axis of length 1 the shares (rows, columns, 1) meet the colours (3,), and "
        "broadcasting fills in the rest.",
        cases=(
            Case(
                "a 2×4 picture, dark blue and cream",
                (np.array([[0.0, 1.0, 0.2, 0.7], [0.5, 0.25, 0.9, 0.6]]), _BLUE, _CREAM),
            ),
            Case("a 3×3 ramp, dark blue and cream", (ramp(3, 3) / 8, _BLUE, _CREAM)),
            Case(
                "a 4×5 picture of noise, cream and black",
                (noise(4, 5, seed=3), _CREAM, np.zeros(3)),
            ),
        ),
        hints=(
            "which shape must the shares have so that, compared from the right, they fit a "
            "colour of shape (3,)?",
            "the formula stands in the task: dark + share · (bright − dark). What should come "
            "out for a share of 0, and what for 1?",
            "`image[:, :, np.newaxis]` has the shape (rows, columns, 1).",
        ),
        mistakes=(
            Mistake(
                "new axis not last",
                _axis_not_last,
                "the new axis must be the last: compared from the right, it is the one that "
                "meets the 3. Where does `np.newaxis` stand between the colons?",
            ),
            Mistake(
                "third axis missing",
                _third_axis_missing,
                "a picture (rows, columns) meets a colour (3,): compared from the right, the "
                "columns meet the 3. How do the shares get an axis of their own for the channels?",
            ),
            Mistake(
                "channels first",
                lambda attempt: np.shape(attempt.got) == (3, *attempt.args[0].shape),
                "the channels stand in front. In the course they are the last axis.",
            ),
            *as_mistakes(
                (
                    "colours exchanged",
                    "black pixels got the bright colour and white ones the dark one.",
                    lambda image, dark, bright: duotone(image, bright, dark),
                ),
                (
                    "bright instead of the difference",
                    "what does a white pixel become, with a share of 1? It should be `bright` "
                    "and nothing else.",
                    lambda image, dark, bright: dark + duotone(image, 0 * dark, bright),
                ),
                (
                    "dark forgotten",
                    "what does a black pixel become, with a share of 0? It should be `dark`.",
                    lambda image, dark, bright: duotone(image, 0 * dark, bright),
                ),
                (
                    "only the difference",
                    "the way from dark to bright is right, but where does it start?",
                    lambda image, dark, bright: duotone(image, dark, bright) - dark,
                ),
                (
                    "picture turned",
                    "rows and columns of the picture are exchanged. Is there a `.T` too many?",
                    lambda image, dark, bright: duotone(image.T, dark, bright),
                ),
            ),
            Mistake(
                "formula",
                lambda attempt: np.shape(attempt.got) == np.shape(attempt.expected),
                "the shape is right. Now the formula, dark + share · (bright − dark): what should "
                "come out for a share of 0, and what for 1? Are the brackets as in the task?",
            ),
        ),
        blanks=2,
    ),
    Task(
        "1.6",
        "Find the bug: the mean of two photographs",
        mean_of_two,
        "200 + 100 does not fit into 8 bits; converted *before* the addition, the sum has room, "
        "and half of it fits again.",
        cases=(
            Case(
                "one row of three pixels: 200, 101, 3 and 100, 51, 4",
                (np.array([[200, 101, 3]], np.uint8), np.array([[100, 51, 4]], np.uint8)),
            ),
            Case("two 4×5 pictures of noise", (_bytes(5, 4, 5), _bytes(6, 4, 5))),
            Case("two white 2×2 pictures", (np.full((2, 2), 255, np.uint8),) * 2),
        ),
        hints=(
            "what becomes of 200 + 100? Print `first + second` for two arrays of one `uint8` each.",
            "what is the largest number that `uint8` can hold? When is the damage done: at the "
            "addition or at the division? Then when must the type be changed?",
            "`first.astype(int)` has room for the sum. It does not change `first`: it returns a "
            "new array, which must be used or given a name.",
        ),
        mistakes=as_mistakes(
            (
                "sum wrapped",
                "where the photographs are bright, the result is too dark. What becomes of "
                "200 + 100, before it is halved?",
                lambda first, second: (first + second) // 2,
                lambda first, second: (first + second) / 2,
            ),
            (
                "halved first",
                "nothing wraps any more, but for 101 and 51 one is missing: each half was "
                "rounded down on its own.",
                lambda first, second: first // 2 + second // 2,
            ),
            (
                "only one halved",
                "for 200 and 100 you get 250 or 200: is the whole sum halved?",
                lambda first, second: first.astype(int) + second // 2,
                lambda first, second: first // 2 + second.astype(int),
            ),
            (
                "sum clipped",
                "the sum was cut off at 255, so no mean can be above 127. Does the *sum* have to "
                "fit into 8 bits, or only its half?",
                lambda first, second: np.clip(first.astype(int) + second, 0, 255) // 2,
            ),
            (
                "rounded up",
                "for 3 and 4 you get 4. The task asks for 3: rounded down.",
                lambda first, second: (first.astype(int) + second + 1) // 2,
                lambda first, second: np.round((first.astype(int) + second) / 2),
            ),
            (
                "not rounded down",
                "the sum is right. For 3 and 4 the task asks for 3: whole numbers, rounded down.",
                lambda first, second: (first.astype(int) + second) / 2,
            ),
        ),
    ),
    Choice(
        "1.7",
        "Sixteen bits into eight",
        "c",
        {
            "a": "`astype` does not look for the nearest number that fits. What does an odometer "
            "with eight wheels show after 300 steps?",
            "b": "that is what `img_as_ubyte` would do. Does a bare `astype` know which number "
            "means white?",
            "c": "300 = 256 + 44: the ninth bit is dropped and 44 is left, just as with the "
            "black sky. No warning is given.",
            "d": "that would be kind. But whole arrays are converted without a word.",
        },
        hints=(
            "what was left of 200 + 80 in section 11?",
            "what is the remainder of 300 after division by 256?",
        ),
    ),
    Task(
        "1.8",
        "Stretch the contrast",
        stretch_contrast,
        "subtracting the smallest value moves it to 0, dividing by the range moves the largest "
        "to 1; a range of zero must be asked for before it is divided by.",
        cases=(
            Case(
                "the four pixels 0.2, 0.3, 0.4, 0.6",
                (np.array([[0.2, 0.3], [0.4, 0.6]]),),
            ),
            Case("the four pixels 0.2, 0.2, 0.6, 0.2", (np.array([[0.2, 0.2], [0.6, 0.2]]),)),
            Case("a 3×5 picture between 0.50 and 0.52", (0.5 + 0.02 * ramp(3, 5) / 14,)),
            Case("a 4×4 picture that is 0.7 everywhere", (np.full((4, 4), 0.7),)),
            Case("a 9×8 ramp that is stretched already", (ramp(9, 8) / 71,)),
        ),
        hints=(
            "in the formula of section 12, which value of the picture is a, and which is b?",
            "where do the smallest and the largest value go under v − a, and what is then still "
            "to be done?",
            "what is b − a for a picture that has the same value everywhere? Ask with `if` "
            "before you divide.",
        ),
        mistakes=(
            Mistake(
                "constant picture left as it is",
                lambda attempt: _is_constant(attempt) and looks_like(np.copy)(attempt),
                "the constant picture came back unchanged. The task asks for zeros of the same "
                "shape: `image.shape`.",
            ),
            Mistake(
                "constant picture made white",
                lambda attempt: _is_constant(attempt) and looks_like(np.ones_like)(attempt),
                "the constant picture became all ones. The task asks for zeros of the same "
                "shape: `image.shape`.",
            ),
            Mistake(
                "constant picture",
                _is_constant,
                "in this picture the largest value is the smallest, and their difference is "
                "zero. Ask for that before you divide, and return zeros of the same shape: "
                "`image.shape`.",
            ),
            Mistake(
                "zeros too soon",
                lambda attempt: np.size(attempt.got) > 1 and not np.any(attempt.got),
                "zeros came back for a picture that is not constant. Does the `if` ask whether "
                "the smallest and the largest of *all* values are equal?",
            ),
            Mistake(
                "white is 255",
                lambda attempt: np.max(attempt.got) > 200,
                "the largest value became 255. Which number is white in pictures of floats?",
            ),
            *as_mistakes(
                (
                    "divided by the largest",
                    "the largest value is 1 now, but the smallest is not 0.",
                    lambda image: image / image.max(),
                ),
                (
                    "smallest subtracted only",
                    "the smallest value is 0 now. What is the largest, and by what must it be "
                    "divided to become 1?",
                    lambda image: image - image.min(),
                ),
                (
                    "divided by the largest, not by the range",
                    "after the subtraction the largest value is no longer max. How large is it?",
                    lambda image: (image - image.min()) / image.max(),
                ),
                (
                    "brackets",
                    "division comes before subtraction. Where are brackets missing?",
                    lambda image: image - image.min() / np.ptp(image),
                    lambda image: image - image.min() / image.max() - image.min(),
                    lambda image: (image - image.min()) / image.max() - image.min(),
                ),
                (
                    "negative",
                    "bright and dark are exchanged: the largest value has become 0.",
                    lambda image: 1 - stretch_contrast(image),
                ),
                (
                    "percentiles",
                    "these are percentiles: the smallest and the largest value are asked for.",
                    _between_percentiles,
                    lambda image: np.clip(_between_percentiles(image), 0, 1),
                ),
                (
                    "each row on its own",
                    "`axis=1` gives a minimum for each row, so equal pixels of different rows "
                    "are no longer equal. Which minimum is meant?",
                    lambda image: (image.T - image.min(1)).T / np.ptp(image, 1)[:, np.newaxis],
                    lambda image: (image - image.min(1)) / np.ptp(image, 1),
                ),
                (
                    "each column on its own",
                    "each column was stretched on its own, so equal pixels of different columns "
                    "are no longer equal. Which minimum is meant?",
                    lambda image: (image - image.min(0)) / np.ptp(image, 0),
                ),
            ),
        ),
        tolerance=1e-5,
    ),
    Task(
        "1.9",
        "A glyph in the mirror",
        mirror_glyph,
        "unpacked and folded to 8 × 8, left and right are the columns; reversed, they are packed "
        "into bytes again.",
        cases=(
            Case("the letter F", (_LETTER_F,)),
            Case("eight times 240", (np.full(8, 240, np.uint8),)),
            Case("eight bytes of noise", (_bytes(8, 8),)),
        ),
        hints=(
            "where in the bytes are left and right: among the numbers, or among the bits of "
            "each number?",
            "make the 8 × 8 pixels as in section 17. Which axis has to be reversed?",
            "`np.packbits` turns pixels into bytes again.",
        ),
        mistakes=(
            Mistake(
                "pixels instead of bytes",
                lambda attempt: np.size(attempt.got) == 64,
                "these are the 64 pixels. The task asks for eight bytes: which function packs "
                "them again?",
            ),
            Mistake(
                "another dtype",
                lambda attempt: np.array_equal(attempt.got, attempt.expected),
                "the numbers are right, but each of them takes more than one byte. Which "
                "dtype is asked for?",
            ),
            *as_mistakes(
                (
                    "as it was",
                    "these are the eight bytes as they came. Is the reversed array used? And if "
                    "you packed the bits yourself: which end of a byte is the left pixel?",
                    np.copy,
                ),
                (
                    "upside down",
                    "this exchanges top and bottom: the rows are reversed. Left and right are "
                    "another axis.",
                    lambda eight_bytes: eight_bytes[::-1],
                ),
                (
                    "turned by 180 degrees",
                    "this is the glyph turned by 180 degrees: reversing the whole line reverses "
                    "the rows, too. Fold it into 8 × 8 first.",
                    lambda eight_bytes: np.packbits(np.unpackbits(eight_bytes)[::-1]),
                ),
                (
                    "quarter turn",
                    "this is a quarter turn. A mirror leaves the rows where they are: which axis "
                    "is reversed, and is any exchanged?",
                    lambda eight_bytes: np.packbits(np.rot90(_pixels(eight_bytes))),
                    lambda eight_bytes: np.packbits(np.rot90(_pixels(eight_bytes), 3)),
                ),
                (
                    "transposed glyph",
                    "rows and columns are exchanged. A mirror reverses one axis and leaves the "
                    "other.",
                    lambda eight_bytes: np.packbits(_pixels(eight_bytes).T),
                ),
                (
                    "packed along the columns",
                    "each byte was packed from a column. A byte is a row: which axis should the "
                    "bits run along?",
                    lambda eight_bytes: np.packbits(_pixels(eight_bytes)[:, ::-1], axis=0),
                    lambda eight_bytes: np.packbits(_pixels(eight_bytes)[:, ::-1].T),
                ),
                (
                    "leading zeros lost",
                    "`bin` leaves out the zeros in front, and they belong to the picture. How "
                    "are all eight digits written, as in `:08b`?",
                    lambda eight_bytes: np.array([int(f"{n:b}"[::-1], 2) for n in eight_bytes]),
                ),
                (
                    "ink and paper exchanged",
                    "this exchanges ink and paper, not left and right.",
                    lambda eight_bytes: 255 - eight_bytes,
                ),
            ),
        ),
        check_dtype=True,
    ),
)
