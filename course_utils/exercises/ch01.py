"""Exercises of notebook 1, NumPy for images."""

from __future__ import annotations

import numpy as np

from .inputs import noise, ramp
from .mistakes import looks_like
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


def _framed_on(places):
    def wrong(image, width):
        result = image.copy()
        for place in places(width):
            result[place] = 1
        return result

    return wrong


def _rows_only(width):
    return [np.s_[:width], np.s_[-width:]]


def _columns_only(width):
    return [np.s_[:, :width], np.s_[:, -width:]]


def _top_and_left(width):
    return [np.s_[:width], np.s_[:, :width]]


def _inside(width):
    return [np.s_[width:-width, width:-width]]


def _one_pixel(width):
    return _rows_only(1) + _columns_only(1)


def _last_line_missed(width):
    rows, columns = np.s_[:width], np.s_[:, :width]
    return [rows, np.s_[-width - 1 : -1], columns, np.s_[:, -width - 1 : -1]]


def _black_frame(image, width):
    result = np.zeros(image.shape)
    result[width:-width, width:-width] = image[width:-width, width:-width]
    return result


def _framed_outside(attempt: Attempt) -> bool:
    image, width = attempt.args
    return bool(np.shape(attempt.got) == tuple(n + 2 * width for n in image.shape))


def _third_axis_missing(attempt: Attempt) -> bool:
    if attempt.error is not None:
        return "broadcast" in str(attempt.error)
    return bool(np.shape(attempt.got) == attempt.args[0].shape)


def _channels_first(attempt: Attempt) -> bool:
    return bool(np.shape(attempt.got) == (3, *attempt.args[0].shape))


def _is_mean_of_two(*ways):
    return lambda attempt: any(looks_like(way)(attempt) for way in ways)


def _divided_by_zero(attempt: Attempt) -> bool:
    if attempt.error is not None:
        return isinstance(attempt.error, ZeroDivisionError)
    return not np.isfinite(np.asarray(attempt.got, float)).all()


def _range(image, axis=None):
    """Return the smallest value and the range, which is 1 where it would be 0."""
    low, high = image.min(axis=axis, keepdims=True), image.max(axis=axis, keepdims=True)
    return low, np.where(high > low, high - low, 1.0)


def _stretched_along(axis):
    def wrong(image):
        low, spread = _range(image, axis)
        return (image - low) / spread

    return wrong


def _brackets_missing(attempt: Attempt) -> bool:
    (image,) = attempt.args
    low, spread = _range(image)
    high = image.max()
    ways = (image - low / spread, image - low / high - low, (image - low) / high - low)
    return any(looks_like(lambda image, way=way: way)(attempt) for way in ways)


def _bright_and_dark_exchanged(image):
    low, spread = _range(image)
    return 1 - (image - low) / spread


_PAPER_PICTURE = np.array(
    [
        [0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.9],
        [0.3, 0.3, 0.3, 0.3, 0.3, 0.3],
        [0.2, 0.2, 0.2, 0.2, 0.2, 0.2],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.1],
    ]
)
_BLUE, _CREAM = np.array([0.0, 0.0, 0.4]), np.array([1.0, 0.8, 0.6])
_LETTER_F = np.array([252, 128, 128, 240, 128, 128, 128, 0], dtype=np.uint8)


def _bytes(seed, *shape):
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


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
                "added",
                looks_like(lambda rows, columns, channels: rows + columns + channels),
                "this is the sum of the three. Draw a grid of 4 rows and 6 columns on paper: "
                "are there 4 + 6 squares in it?",
            ),
            Mistake(
                "channels forgotten",
                looks_like(lambda rows, columns, channels: rows * columns),
                "this is the number of pixels. How many numbers does each of them hold?",
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
            Case("a 3×4 picture of zeros, width 1", (np.zeros((3, 4)), 1)),
            Case("a 6×9 ramp, width 2", (ramp(6, 9) / 100, 2)),
            Case("a 9×12 picture of noise, width 3", (noise(9, 12, seed=0), 3)),
        ),
        hints=(
            "may the function paint into `image` itself, or does somebody else still need it?",
            "the frame consists of four strips. Which slice is the strip of the first `width` "
            "rows? Which one is the strip of the last `width` columns?",
            "`image.copy()` makes the picture to paint on; `[-width:]` are the last rows.",
        ),
        mistakes=(
            Mistake(
                "rows only",
                looks_like(_framed_on(_rows_only)),
                "the frame is there at the top and at the bottom. Which slices are the strips "
                "on the left and on the right?",
            ),
            Mistake(
                "columns only",
                looks_like(_framed_on(_columns_only)),
                "the frame is there on the left and on the right. Which slices are the strips "
                "at the top and at the bottom?",
            ),
            Mistake(
                "top and left only",
                looks_like(_framed_on(_top_and_left)),
                "two of the four sides are there. How are the last rows reached without knowing "
                "how many there are?",
            ),
            Mistake(
                "one pixel wide",
                looks_like(_framed_on(_one_pixel)),
                "the frame is one pixel wide, whatever `width` says. Where does it enter?",
            ),
            Mistake(
                "inside painted",
                looks_like(_framed_on(_inside)),
                "the inside is white and the frame is not: just the other way round.",
            ),
            Mistake(
                "last line missed",
                looks_like(_framed_on(_last_line_missed)),
                "at the bottom and on the right the frame lies one pixel too far inside. Which "
                "is the stop of a slice that should go to the very end?",
            ),
            Mistake(
                "black frame",
                looks_like(_black_frame),
                "the frame is black. Which number is white?",
            ),
            Mistake(
                "frame around the picture",
                _framed_outside,
                "the frame was laid around the picture, which has become larger. Here it covers "
                "the outermost pixels.",
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
            Case("5 rows, one of them with a single bright pixel", (_PAPER_PICTURE,)),
            Case("a 7×4 picture of noise", (noise(7, 4, seed=1),)),
            Case("a 4×9 picture of noise", (noise(4, 9, seed=4),)),
        ),
        hints=(
            "how many means do you need, one for each row or one for each column? Which axis "
            "has to disappear?",
            "print the means. The task asks for the *place* of the largest, not for its value: "
            "`argmax`.",
        ),
        mistakes=(
            Mistake(
                "columns instead of rows",
                looks_like(lambda image: image.mean(axis=0).argmax()),
                "this is the brightest column. `axis` names the axis that disappears: which one "
                "should be left?",
            ),
            Mistake(
                "row of the brightest pixel",
                looks_like(lambda image: image.max(axis=1).argmax()),
                "this is the row that holds the brightest single pixel. Its mean may be small.",
            ),
            Mistake(
                "place in the line",
                looks_like(lambda image: image.argmax()),
                "without `axis`, `argmax` counts along the ravelled picture, pixel by pixel. "
                "What has to be formed for each row first?",
            ),
            Mistake(
                "value instead of place",
                looks_like(lambda image: image.mean(axis=1).max()),
                "this is how bright the row is. Which row is it?",
            ),
            Mistake(
                "counted from one",
                looks_like(lambda image: brightest_row(image) + 1),
                "one too many: rows are counted from 0.",
            ),
            Mistake(
                "darkest row",
                looks_like(lambda image: image.mean(axis=1).argmin()),
                "this is the darkest row.",
            ),
            Mistake(
                "all the means",
                looks_like(lambda image: image.mean(axis=1)),
                "these are the means of all rows. At which place stands the largest?",
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
                "a 2×2 picture, dark blue and cream",
                (np.array([[0.0, 1.0], [0.5, 0.25]]), _BLUE, _CREAM),
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
            "`image[:, :, np.newaxis]` has the shape (rows, columns, 1).",
            "the formula stands in the task: dark + share · (bright − dark). What should come "
            "out for a share of 0, and what for 1?",
        ),
        mistakes=(
            Mistake(
                "third axis missing",
                _third_axis_missing,
                "a picture (rows, columns) meets a colour (3,): compared from the right, the "
                "columns meet the 3. How do the shares get an axis of their own for the channels?",
            ),
            Mistake(
                "channels first",
                _channels_first,
                "the channels stand in front. In the course they are the last axis.",
            ),
            Mistake(
                "colours exchanged",
                looks_like(lambda image, dark, bright: duotone(image, bright, dark)),
                "black pixels got the bright colour and white ones the dark one.",
            ),
            Mistake(
                "bright instead of the difference",
                looks_like(
                    lambda image, dark, bright: dark + image[:, :, np.newaxis] * bright,
                ),
                "what does a white pixel become, with a share of 1? It should be `bright` and "
                "nothing else.",
            ),
            Mistake(
                "dark forgotten",
                looks_like(lambda image, dark, bright: image[:, :, np.newaxis] * bright),
                "what does a black pixel become, with a share of 0? It should be `dark`.",
            ),
            Mistake(
                "only the difference",
                looks_like(lambda image, dark, bright: image[:, :, np.newaxis] * (bright - dark)),
                "the way from dark to bright is right, but where does it start?",
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
                "three pixels: 200, 101, 3 and 100, 51, 4",
                (np.array([200, 101, 3], np.uint8), np.array([100, 51, 4], np.uint8)),
            ),
            Case("two 4×5 pictures of noise", (_bytes(5, 4, 5), _bytes(6, 4, 5))),
            Case("two white 2×2 pictures", (np.full((2, 2), 255, np.uint8),) * 2),
        ),
        hints=(
            "take 200 and 100. What is their sum, and what is the largest number that `uint8` "
            "can hold?",
            "when is the damage done: at the addition or at the division? Then when must the "
            "type be changed?",
            "`first.astype(int)` has room for the sum.",
        ),
        mistakes=(
            Mistake(
                "sum wrapped",
                _is_mean_of_two(lambda a, b: (a + b) // 2, lambda a, b: (a + b) / 2),
                "in bright parts the result is 128 too dark. How large is the sum of 200 and "
                "100, and what does `uint8` make of it, before anything is halved or converted?",
            ),
            Mistake(
                "halved first",
                looks_like(lambda a, b: a // 2 + b // 2),
                "nothing wraps any more, but for 101 and 51 one is missing: each half was "
                "rounded down on its own.",
            ),
            Mistake(
                "sum clipped",
                looks_like(lambda a, b: np.clip(a.astype(int) + b, 0, 255) // 2),
                "the sum was cut off at 255, so no mean can be above 127. Does the *sum* have to "
                "fit into 8 bits, or only its half?",
            ),
            Mistake(
                "not rounded down",
                _is_mean_of_two(
                    lambda a, b: (a.astype(float) + b) / 2,
                    lambda a, b: np.ceil((a.astype(float) + b) / 2),
                    lambda a, b: np.round((a.astype(float) + b) / 2),
                ),
                "the sum is right. For 3 and 4 the task asks for 3: whole numbers, rounded down.",
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
            Case("a 3×5 picture of noise between 0.3 and 0.7", (0.3 + 0.4 * noise(3, 5, seed=7),)),
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
                "constant picture",
                _divided_by_zero,
                "in this picture the largest value is the smallest, and their difference is "
                "zero. What does the task want here?",
            ),
            Mistake(
                "divided by the largest",
                looks_like(lambda image: image / image.max()),
                "the largest value is 1 now, but the smallest is not 0.",
            ),
            Mistake(
                "smallest subtracted only",
                looks_like(lambda image: image - image.min()),
                "the smallest value is 0 now. What is the largest, and by what must it be "
                "divided to become 1?",
            ),
            Mistake(
                "divided by the largest, not by the range",
                looks_like(lambda image: (image - image.min()) / image.max()),
                "after the subtraction the largest value is no longer max. How large is it?",
            ),
            Mistake(
                "brackets",
                _brackets_missing,
                "division comes before subtraction. Where are brackets missing?",
            ),
            Mistake(
                "negative",
                looks_like(_bright_and_dark_exchanged),
                "bright and dark are exchanged: the largest value has become 0.",
            ),
            Mistake(
                "each row on its own",
                looks_like(_stretched_along(1)),
                "each row was stretched on its own, so equal pixels of different rows are no "
                "longer equal. Which minimum is meant?",
            ),
            Mistake(
                "each column on its own",
                looks_like(_stretched_along(0)),
                "each column was stretched on its own, so equal pixels of different columns are "
                "no longer equal. Which minimum is meant?",
            ),
        ),
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
            "make the 8 × 8 pixels as in section 15. Which axis has to be reversed?",
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
                "upside down",
                looks_like(lambda eight_bytes: eight_bytes[::-1]),
                "this exchanges top and bottom: the rows are reversed. Left and right are "
                "another axis.",
            ),
            Mistake(
                "turned",
                looks_like(lambda eight_bytes: np.packbits(np.unpackbits(eight_bytes)[::-1])),
                "this is the glyph turned by 180 degrees: reversing the whole line reverses the "
                "rows, too. Fold it into 8 × 8 first.",
            ),
            Mistake(
                "transposed glyph",
                looks_like(
                    lambda eight_bytes: np.packbits(np.unpackbits(eight_bytes).reshape(8, 8).T)
                ),
                "rows and columns are exchanged. A mirror reverses one axis and leaves the other.",
            ),
            Mistake(
                "ink and paper exchanged",
                looks_like(lambda eight_bytes: 255 - eight_bytes),
                "this exchanges ink and paper, not left and right.",
            ),
        ),
    ),
)
