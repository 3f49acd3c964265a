"""Exercises of notebook 2, resizing."""

from __future__ import annotations

import numpy as np

from .inputs import noise, ramp
from .mistakes import looks_like, not_finite
from .model import Attempt, Case, Choice, Mistake, Task


def positions_by_hand():
    n_in, n_out = 6, 4
    return (np.arange(n_out) + 0.5) * n_in / n_out - 0.5


def between(samples, positions):
    before = np.minimum(np.floor(positions).astype(int), len(samples) - 2)
    share = positions - before
    return (1 - share) * samples[before] + share * samples[before + 1]


def enlarge(image, factor):
    rows = np.arange(image.shape[0] * factor) // factor
    columns = np.arange(image.shape[1] * factor) // factor
    return image[rows][:, columns]


def bilinear(image, row, column):
    top = min(int(row), image.shape[0] - 2)
    left = min(int(column), image.shape[1] - 2)
    down, right = row - top, column - left
    upper = (1 - right) * image[top, left] + right * image[top, left + 1]
    lower = (1 - right) * image[top + 1, left] + right * image[top + 1, left + 1]
    return (1 - down) * upper + down * lower


def psnr(original, other):
    mean_squared_error = np.mean((original - other) ** 2)
    return 10 * np.log10(1 / mean_squared_error)


def barycentric(nodes, values, x):
    if x in nodes:
        return values[list(nodes).index(x)]
    differences = nodes[:, np.newaxis] - nodes + np.eye(len(nodes))
    shares = 1 / differences.prod(axis=1) / (x - nodes)
    return np.sum(shares * values) / np.sum(shares)


def _reaches_beyond(attempt: Attempt) -> bool:
    return isinstance(attempt.error, IndexError) and "out of bounds" in str(attempt.error)


def _index_not_whole(attempt: Attempt) -> bool:
    return isinstance(attempt.error, IndexError) and "integer" in str(attempt.error)


def _rounded(attempt: Attempt) -> bool:
    return bool(np.abs(attempt.got - attempt.expected).max() < 0.051)


def _more_than_one_number(attempt: Attempt) -> bool:
    return np.size(attempt.got) > 1


def _neighbours(samples, positions):
    before = np.floor(positions).astype(int)
    return samples[before], samples[before + 1]


def _share_from_elsewhere(samples, positions):
    before = np.minimum(np.floor(positions).astype(int), len(samples) - 2)
    return samples[before] + positions % 1 * (samples[before + 1] - samples[before])


def _picked(rounding):
    def wrong(image, factor):
        places = (np.arange(n * factor) / factor for n in image.shape)
        last = (n - 1 for n in image.shape)
        return image[np.ix_(*map(np.minimum, (rounding(p).astype(int) for p in places), last))]

    return looks_like(wrong)


def _border_not_interpolated(attempt: Attempt) -> bool:
    image, row, column = attempt.args
    on_border = row == image.shape[0] - 1 or column == image.shape[1] - 1
    return on_border and looks_like(lambda *_: image[int(row), int(column)])(attempt)


def _mean_squared_error(original, other):
    return np.mean((original - other) ** 2)


def _with_white(white):
    return lambda a, b: psnr(a, b) + 20 * np.log10(white(a, b))


def _straight_lines(nodes, values, x):
    order = np.argsort(nodes)
    return np.interp(x, nodes[order], values[order])


def _products(nodes):
    return (nodes[:, np.newaxis] - nodes + np.eye(len(nodes))).prod(axis=1)


def _quotient(weights, nodes, values, x):
    return np.sum(weights / (x - nodes) * values) / np.sum(weights / (x - nodes))


def _at_a_node(wrong):
    return lambda attempt: attempt.args[2] in attempt.args[0] and looks_like(wrong)(attempt)


def _picture_and_noisy(rows, columns, seed):
    picture = noise(rows, columns, seed)
    return picture, 0.9 * picture + 0.1 * noise(rows, columns, seed + 1)


_THREE = np.array([10.0, 20.0, 40.0])
_SQUARE = np.array([[0.0, 1.0], [2.0, 5.0]])
_LAST = noise(4, 6, seed=11)
_INDEX_NOT_WHOLE = Mistake(
    "index not whole",
    _index_not_whole,
    "`np.floor` gives floats, and an index must be a whole number. What turns it into one?",
)
_CHEBYSHEV = np.cos(np.pi * (np.arange(8) + 0.5) / 8)

EXERCISES = (
    Choice(
        "2.1",
        "A fence in every fourth column",
        "b",
        {
            "a": "that is where the bars should be, 5 / 4 pixels apart; but no bar can stand "
            "between two pixels. Write down the first ten columns that are kept: which of "
            "them meet a bar?",
            "b": "columns 0, 4, 8, 12, 16, 20 are kept, and of these only 0 and 20 meet a bar: "
            "in the small picture they are five pixels apart, a fence four times as coarse.",
            "c": "4 is the step. Which of the kept columns 0, 4, 8, 12, 16, 20 are multiples of 5?",
            "d": "detail that is too fine does not vanish when pixels are skipped. Is column "
            "20 kept? Does it meet a bar?",
        },
        hints=(
            "the bars stand in columns 0, 5, 10, 15, 20, … Which columns are kept?",
            "a bar survives where the column is a multiple of 4 and of 5.",
        ),
    ),
    Task(
        "2.2",
        "Six pixels become four",
        positions_by_hand,
        "half a pixel is added before the scaling and taken off after it, so that pixel "
        "centres are compared with pixel centres.",
        cases=(Case("six input pixels, four output pixels"),),
        hints=(
            "draw six boxes in a row and, below them, four wider boxes over the same length. "
            "Where is the middle of the first wide box?",
            "each output pixel is 6 / 4 = 1.5 input pixels wide. The first centre is 0.75 "
            "from the left edge; how far from the edge is the centre of input pixel 0?",
        ),
        mistakes=(
            Mistake(
                "no half pixel",
                looks_like(lambda: np.arange(4) * 1.5),
                "these are left edges, not centres: the picture would move. Where is the "
                "middle of an output pixel?",
            ),
            Mistake(
                "corners on corners",
                looks_like(lambda: np.linspace(0, 5, 4)),
                "this lays the outermost centres on each other, as `np.linspace` does. Do the "
                "outer edges of the two pictures then lie on each other, too?",
            ),
            Mistake(
                "ratio upside down",
                looks_like(lambda: (np.arange(4) + 0.5) * 4 / 6 - 0.5),
                "the last of these lies far from the last input pixel. How many input pixels "
                "does one output pixel cover?",
            ),
            Mistake(
                "half pixel not taken back",
                looks_like(lambda: (np.arange(4) + 0.5) * 1.5),
                "these are distances from the left *edge* of the picture. Where does input "
                "pixel 0 have its centre on that scale?",
            ),
            Mistake(
                "rounded",
                _rounded,
                "nearly: something was rounded. Write two decimals.",
            ),
            Mistake(
                "counted from one",
                looks_like(lambda: (np.arange(4) + 0.5) * 1.5 + 0.5),
                "are the input pixels numbered from 0 or from 1?",
            ),
        ),
        by_value=True,
    ),
    Task(
        "2.3",
        "Between two samples, all at once",
        between,
        "an array of left neighbours picks all samples in one go; the last sample has no "
        "right neighbour, so there the pair before it is taken, with a share of one.",
        cases=(
            Case("the samples 10, 20, 40 at 0, 0.4, 1.6", (_THREE, np.array([0, 0.4, 1.6]))),
            Case("six samples, twenty places inside", (noise(1, 6, 3)[0], np.linspace(0, 4.9, 20))),
            Case("the samples 10, 20, 40 at 1 and 2, the last one", (_THREE, np.array([1.0, 2]))),
        ),
        hints=(
            "at the position 1.6, which sample lies to the left, and how far has one come "
            "from it towards the right one?",
            "`np.floor(positions).astype(int)` gives the left neighbours, and `samples[…]` "
            "takes a whole array of indices.",
            "at the last sample there is no right neighbour: `np.minimum` can keep `before` "
            "at most at len(samples) − 2. What is the share there?",
        ),
        mistakes=(
            _INDEX_NOT_WHOLE,
            Mistake(
                "beyond the last sample",
                _reaches_beyond,
                "at the last sample, `before + 1` points beyond the end. Which pair of "
                "neighbours can be used there, and with which share?",
            ),
            Mistake(
                "share counted from elsewhere",
                looks_like(_share_from_elsewhere),
                "when `before` was lowered at the last sample, is the share still counted from it?",
            ),
            Mistake(
                "shares swapped",
                looks_like(lambda s, p: sum(_neighbours(s, p)) - between(s, p)),
                "close to the left sample, the left one should count more. Which of the two "
                "gets the weight `share`?",
            ),
            Mistake(
                "left neighbour only",
                looks_like(lambda samples, positions: _neighbours(samples, positions)[0]),
                "this is the left neighbour alone, a staircase. How much of the right one "
                "belongs to it?",
            ),
            Mistake(
                "nearest",
                looks_like(lambda samples, positions: samples[np.round(positions).astype(int)]),
                "this is the nearest sample. The task asks for what lies between two.",
            ),
            Mistake(
                "plain mean",
                looks_like(lambda samples, positions: sum(_neighbours(samples, positions)) / 2),
                "both neighbours count the same here. Should that be so at 0.4?",
            ),
        ),
        blanks=3,
    ),
    Task(
        "2.4",
        "Find the bug: the first pixel is too thin",
        enlarge,
        "the centre of output row i lies at (i + ½) / factor from the edge, and the input row "
        "that holds it is that number rounded down: the same as i // factor.",
        cases=(
            Case("a 1×2 picture, factor 3", (np.array([[1.0, 2.0]]), 3)),
            Case("a 2×3 ramp, factor 2", (ramp(2, 3), 2)),
            Case("a 3×4 picture of noise, factor 5", (noise(3, 4, seed=5), 5)),
            Case("a 3×4 picture of noise, factor 1", (noise(3, 4, seed=6), 1)),
        ),
        hints=(
            "count how often each input pixel occurs. Which ones come too rarely, which too often?",
            "print `np.arange(6) / 3`. From which output pixel on does rounding give 1?",
            "output pixel 2 covers 2/3 to 3/3 of the first input pixel: its *centre* is at "
            "2.5 / 3. Which input pixel holds that place?",
        ),
        mistakes=(
            Mistake(
                "edges rounded",
                _picked(np.round),
                "count how often each input pixel comes. Which of them come too rarely, which too "
                "often? Everything has moved up and to the left.",
            ),
            Mistake(
                "rows only",
                looks_like(lambda image, factor: np.repeat(image, factor, axis=0)),
                "the rows are repeated, the columns are not.",
            ),
            Mistake(
                "tiled",
                looks_like(lambda image, factor: np.tile(image, (factor, factor))),
                "the whole picture is repeated. Each *pixel* should become a block.",
            ),
            Mistake(
                "rounded up",
                _picked(np.ceil),
                "now the first pixel occurs only once. What does rounding *down* do?",
            ),
        ),
    ),
    Task(
        "2.5",
        "One value between four pixels",
        bilinear,
        "two linear interpolations along the rows and one between their results; on the last "
        "row or column the pair before it is used with a share of one.",
        cases=(
            Case("the picture 0, 1 / 2, 5 at (0.8, 0.7)", (_SQUARE, 0.8, 0.7)),
            Case("the picture 0, 1 / 2, 5 at (0.5, 0.5)", (_SQUARE, 0.5, 0.5)),
            Case("the picture 0, 1 / 2, 5 at (0.25, 0.5)", (_SQUARE, 0.25, 0.5)),
            Case("a 4×6 picture of noise at (1.3, 3.9)", (noise(4, 6, seed=7), 1.3, 3.9)),
            Case("a 4×6 picture of noise at (2.0, 0.6)", (noise(4, 6, seed=8), 2.0, 0.6)),
            Case("a 4×6 picture of noise at (3.0, 0.6), its last row", (_LAST, 3.0, 0.6)),
            Case("a 4×6 picture of noise at (1.3, 5.0), its last column", (_LAST, 1.3, 5.0)),
            Case("a 4×6 picture of noise at (3.0, 5.0)", (noise(4, 6, seed=9), 3.0, 5.0)),
        ),
        hints=(
            "interpolate along the upper row first, then along the lower row: two numbers. "
            "What is left to do with them?",
            "the upper row is `int(row)`, the left column `int(column)`; what is left of "
            "`row` and `column` are the shares.",
            "in the last row there is no row below. Which pair of rows can be used instead, "
            "and with which share? `min` keeps an index in its range.",
        ),
        mistakes=(
            _INDEX_NOT_WHOLE,
            Mistake(
                "beyond the last pixel",
                _reaches_beyond,
                "an index reached beyond the picture. On the last row there is none below: "
                "which two rows can be used there?",
            ),
            Mistake(
                "rows and columns swapped",
                looks_like(lambda i, r, c: bilinear(i, int(r) + c % 1, int(c) + r % 1)),
                "the row's share is used along the columns, and the column's along the rows. "
                "Rows run downward, and come first.",
            ),
            Mistake(
                "nearest",
                looks_like(lambda image, row, column: image[round(row), round(column)]),
                "this is one pixel's value. What about the other three?",
            ),
            Mistake(
                "plain mean",
                looks_like(lambda i, r, c: i[int(r) : int(r) + 2, int(c) : int(c) + 2].mean()),
                "all four pixels count the same here. Which one is nearest, and should it not "
                "count more?",
            ),
            Mistake(
                "half a pixel taken off",
                looks_like(lambda image, row, column: bilinear(image, row - 0.5, column - 0.5)),
                "here the centres lie at whole numbers already: is there a half to take off?",
            ),
            Mistake(
                "border not interpolated",
                _border_not_interpolated,
                "on the last row there is nothing below, but there is still a neighbour to the "
                "right; in the last column it is the other way round. Which of the two shares "
                "is zero there, and what of the other one?",
            ),
            Mistake(
                "one axis only",
                looks_like(
                    lambda image, row, column: bilinear(image, row, int(column)),
                    lambda image, row, column: bilinear(image, int(row), column),
                ),
                "this is interpolated along one axis only; two of the four pixels were not asked.",
            ),
            Mistake(
                "shares swapped",
                looks_like(lambda i, r, c: bilinear(i, 2 * int(r) + 1 - r, 2 * int(c) + 1 - c)),
                "the farthest pixel counts most. Which neighbour gets the weight 1 − share?",
            ),
        ),
    ),
    Task(
        "2.6",
        "How many decibels?",
        psnr,
        "the mean of the squared differences is compared with the square of white, which is "
        "1; ten times the logarithm to base 10 makes decibels of it.",
        cases=(
            Case(
                "two 2×2 pictures that differ by 0.1 in one pixel",
                (np.array([[0.3, 0.1], [0.3, 0.3]]), np.array([[0.4, 0.1], [0.3, 0.3]])),
            ),
            Case("an 8×6 picture and a noisy copy", _picture_and_noisy(8, 6, seed=10)),
            Case("a 30×20 picture and a noisy copy", _picture_and_noisy(30, 20, seed=12)),
        ),
        hints=(
            "first the mean squared error: in which order do difference, square and mean come?",
            "a mean squared error of 0.01 is 20 dB: `np.log10(1 / 0.01)` is 2.",
        ),
        mistakes=(
            Mistake(
                "more than one number",
                _more_than_one_number,
                "this is more than one number. Over which axes should the mean go?",
            ),
            Mistake(
                "mean squared error",
                looks_like(_mean_squared_error),
                "that is the mean squared error. What makes decibels of it?",
            ),
            Mistake(
                "upside down",
                looks_like(lambda original, other: -psnr(original, other)),
                "small errors should give many decibels: 1 / MSE, or MSE?",
            ),
            Mistake(
                "natural logarithm",
                looks_like(lambda a, b: 10 * np.log(1 / _mean_squared_error(a, b))),
                "which logarithm is `np.log`? Decibels use the one to base 10.",
            ),
            Mistake(
                "root taken",
                looks_like(lambda original, other: psnr(original, other) / 2),
                "this is half of what it should be: was the root taken of the mean squared "
                "error, or is the factor 10 missing a power?",
            ),
            Mistake(
                "factor 20",
                looks_like(lambda original, other: 2 * psnr(original, other)),
                "this is twice too much. The factor 20 goes with the *root* of the mean "
                "squared error, the factor 10 with the mean squared error itself.",
            ),
            Mistake(
                "not in decibels",
                looks_like(lambda original, other: psnr(original, other) / 10),
                "this is in bel. How many decibels are one bel?",
            ),
            Mistake(
                "sum instead of mean",
                looks_like(lambda a, b: 10 * np.log10(1 / np.sum((a - b) ** 2))),
                "a larger picture would be worse by its size alone. Sum or mean?",
            ),
            Mistake(
                "absolute differences",
                looks_like(lambda a, b: 10 * np.log10(1 / np.mean(np.abs(a - b)))),
                "the differences are not squared.",
            ),
            Mistake(
                "white is 255",
                looks_like(_with_white(lambda a, b: 255)),
                "these pictures are floats: which number is white?",
            ),
            Mistake(
                "white taken from the picture",
                looks_like(
                    _with_white(lambda a, b: a.max()),
                    _with_white(lambda a, b: b.max()),
                    _with_white(lambda a, b: np.ptp(a)),
                    _with_white(lambda a, b: np.ptp(b)),
                ),
                "white was read off the picture. Is the brightest pixel of a dark picture white? "
                "Which number means white, whatever the picture shows?",
            ),
        ),
    ),
    Choice(
        "2.7",
        "A colder south",
        "d",
        {
            "a": "rescale smooths with a Gaussian first, so kilometres outside a square count, "
            "too. What was asked for is the mean of each square, and of nothing else.",
            "b": "402 rows become 101: each new row covers 402 / 101 of the old ones, a little "
            "less than 4. Do the squares then still lie where they should?",
            "c": "four does not divide 402. What does the last row of blocks consist of, and what "
            "does this function put where the data end?",
            "d": "the rest is cropped first: 400 rows are 100 complete squares, and each new "
            "number is the exact mean of its own sixteen. With all 402 rows the southernmost "
            "blocks would be half full of zeros, and half as warm.",
        },
        hints=(
            "does four divide 402? And 600?",
            "which of the three functions takes the mean of a block and of nothing else? What "
            "does it do with a block that is not complete?",
        ),
    ),
    Task(
        "2.8",
        "A polynomial without its coefficients",
        barycentric,
        "each node has a weight that depends on the nodes alone; no power of x and no "
        "system of equations is needed, and at a node the value is taken as it is.",
        cases=(
            Case(
                "the parabola x² through 0, 1, 3, at 2",
                (np.array([0.0, 1.0, 3.0]), np.array([0.0, 1.0, 9.0]), 2.0),
            ),
            Case(
                "noise at eight Chebyshev nodes, at 0.1",
                (_CHEBYSHEV, noise(1, 8, seed=14)[0], 0.1),
            ),
            Case(
                "the values 7, 3, 4 at the nodes 2, 0, 5, at the node 2",
                (np.array([2.0, 0.0, 5.0]), np.array([7.0, 3.0, 4.0]), 2.0),
            ),
        ),
        hints=(
            "begin with the weights: for the nodes 0, 1, 3 the first one is "
            "1 / ((0 − 1)(0 − 3)) = 1/3. What are the other two?",
            "what becomes of w / (x − node) when x is a node? Treat that case first.",
            "`nodes[:, np.newaxis] - nodes` holds all differences; its diagonal is zero. "
            "`np.eye` can turn those zeros into ones before you take the product.",
        ),
        mistakes=(
            Mistake(
                "divided by zero",
                not_finite,
                "something was divided by zero. Was k = j left out of the product? Is x one "
                "of the nodes? Then the answer is known already.",
            ),
            Mistake(
                "the node instead of its value",
                _at_a_node(lambda nodes, values, x: x),
                "at a node, this is the node. Which *value* belongs to it?",
            ),
            Mistake(
                "node taken for an index",
                _at_a_node(lambda nodes, values, x: values[int(x)]),
                "x is a place, not an index: the nodes come in any order. At which index of "
                "`nodes` does x stand?",
            ),
            Mistake(
                "not divided",
                looks_like(lambda n, v, x: np.sum(v / _products(n) / (x - n))),
                "this is the sum above the line of the fraction. What stands below it?",
            ),
            Mistake(
                "weights forgotten",
                looks_like(lambda nodes, values, x: _quotient(1, nodes, values, x)),
                "all weights are one here. What does the product over the other nodes give?",
            ),
            Mistake(
                "weights not inverted",
                looks_like(lambda n, v, x: _quotient(_products(n), n, v, x)),
                "does the product stand above or below the line of the fraction?",
            ),
            Mistake(
                "straight lines",
                looks_like(_straight_lines),
                "this joins the neighbouring points by straight lines. One polynomial should "
                "go through all of them.",
            ),
        ),
    ),
)
