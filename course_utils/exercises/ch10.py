"""Exercises of notebook 10, convolutional networks."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import convolve2d

from .inputs import noise, normal, ramp
from .mistakes import as_mistakes, single_number
from .model import Case, Choice, Mistake, Task


def output_side(side, kernel, padding, stride):
    last_start = side + 2 * padding - kernel
    return last_start // stride + 1


def conv_layer(image, kernels, bias):
    height, width, _, filters = kernels.shape
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    result = np.zeros((rows, columns, filters))
    for row in range(rows):
        for column in range(columns):
            window = image[row : row + height, column : column + width]
            for number in range(filters):
                products = window * kernels[:, :, :, number]
                result[row, column, number] = products.sum() + bias[number]
    return result


def max_pool(image, size):
    rows, columns = image.shape[0] // size, image.shape[1] // size
    result = np.zeros((rows, columns))
    for row in range(rows):
        for column in range(columns):
            top, left = row * size, column * size
            result[row, column] = image[top : top + size, left : left + size].max()
    return result


def input_gradient(gradient, kernel):
    height, width = kernel.shape
    rows, columns = gradient.shape
    result = np.zeros((rows + height - 1, columns + width - 1))
    for row in range(rows):
        for column in range(columns):
            share = gradient[row, column] * kernel
            result[row : row + height, column : column + width] += share
    return result


def numbers_of_parameters():
    first = 3 * 3 * 1 * 6 + 6  # 20 × 20 becomes 18 × 18, and 9 × 9 by pooling
    second = 3 * 3 * 6 * 12 + 12  # 9 × 9 becomes 7 × 7, and 3 × 3 by pooling
    dense = 3 * 3 * 12 * 10 + 10
    return [first, second, dense]


def kernel_gradient(image, gradient):
    rows, columns = gradient.shape
    height, width = image.shape[0] - rows + 1, image.shape[1] - columns + 1
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            result[i, j] = (gradient * image[i : i + rows, j : j + columns]).sum()
    return result


def adam_step(parameters, gradient, mean, square, step, learning_rate):
    mean = 0.9 * mean + 0.1 * gradient
    square = 0.999 * square + 0.001 * gradient**2
    corrected_mean = mean / (1 - 0.9**step)
    corrected_square = square / (1 - 0.999**step)
    change = learning_rate * corrected_mean / (np.sqrt(corrected_square) + 1e-8)
    return parameters - change, mean, square


def _overlapping(image, size):
    return sliding_window_view(image, (size, size)).max(axis=(2, 3))


def _blocks(image, size):
    """The values of each block, shape (rows, columns, size · size)."""
    windows = sliding_window_view(image, (size, size))[::size, ::size]
    return windows.reshape(*windows.shape[:2], -1)


def _mixed(image, size):
    rows, columns = image.shape[0] // size, image.shape[1] // size
    return image[: rows * size, : columns * size].reshape(rows, columns, -1).max(axis=2)


def _overwritten(gradient, kernel):
    result = np.zeros(np.array(gradient.shape) + kernel.shape - 1)
    for row, column in np.ndindex(*gradient.shape):
        here = np.s_[row : row + kernel.shape[0], column : column + kernel.shape[1]]
        result[here] = gradient[row, column] * kernel
    return result


def _adam(change):
    """A step in which `change` makes the move of (mean, square, step), both already new."""

    def wrong(parameters, gradient, mean, square, step, learning_rate):
        _, mean, square = adam_step(parameters, gradient, mean, square, step, learning_rate)
        return parameters - learning_rate * change(mean, square, step), mean, square

    return wrong


_PAPER_IMAGE = np.array([[[1.0, 0], [2, 1], [0, 1]], [[0, 2], [1, 0], [3, 0]]])
_PAPER_KERNELS = np.array([[[[1.0, 0, 2], [2, 1, -1]], [[-1, 1, 3], [0, 1, 1]]]])
_STEEP = np.array([3.0, -4.0, 1e-7])  # so small that the 1e-8 below the line counts


EXERCISES = (
    Task(
        "10.1",
        "How large will it be?",
        output_side,
        "the last window begins at the padded side less the kernel; up to there every stride-th "
        "pixel begins one, and the first begins at 0, which is the one that is added.",
        cases=(
            Case("side 7, kernel 2, no padding, stride 2", (7, 2, 0, 2)),
            Case("side 16, kernel 9, padding 4, stride 2", (16, 9, 4, 2)),
            Case("side 10, kernel 4, padding 3, stride 3", (10, 4, 3, 3)),
            Case("side 224, kernel 11, padding 2, stride 4", (224, 11, 2, 4)),
        ),
        hints=(
            "with padding p on *both* sides, how long is the side? And at which pixel of it does "
            "the last window begin that still fits?",
            "windows begin at 0, s, 2s, … How many of these numbers are not above the last "
            "possible beginning? `//` divides and rounds down.",
        ),
        mistakes=as_mistakes(
            (
                "windows divided, rounded down",
                "of ten windows every third is kept: those at 0, 3, 6 and 9. Does 10 // 3 count "
                "them? Divide first and add the one at 0 afterwards.",
                lambda n, k, p, s: (n + 2 * p - k + 1) // s,
            ),
            (
                "one window too few",
                "one window is missing. How many numbers are there from 0 to 3?",
                lambda n, k, p, s: output_side(n, k, p, s) - 1,
            ),
            (
                "padding on one side only",
                "this looks as if there were padding at one end. How many pixels does it add in "
                "all?",
                lambda n, k, p, s: (n + p - k) // s + 1,
            ),
            (
                "padding forgotten",
                "this is the side without padding. What is added at both ends?",
                lambda n, k, p, s: (n - k) // s + 1,
            ),
            (
                "stride forgotten",
                "this counts the windows that begin at every pixel. Which of them are left when "
                "only every s-th pixel begins one?",
                lambda n, k, p, s: n + 2 * p - k + 1,
            ),
            (
                "not a whole number",
                "there is no half window. What happens to pixels that are left over at the end?",
                lambda n, k, p, s: (n + 2 * p - k) / s + 1,
            ),
            (
                "rounded up",
                "the last of these windows reaches beyond the picture. Which way is to be rounded?",
                lambda n, k, p, s: -(-(n + 2 * p - k) // s) + 1,
            ),
        ),
    ),
    Task(
        "10.2",
        "A layer of kernels, by loops",
        conv_layer,
        "a window has all channels of the picture and so has every kernel; whatever their "
        "number, the sum over rows, columns and channels is a single value a filter.",
        cases=(
            Case(
                "a 2×3 picture with 2 channels, 3 filters of 1×2 pixels",
                (_PAPER_IMAGE, _PAPER_KERNELS, np.array([10.0, -1.0, 0.5])),
            ),
            Case(
                "a 3×4 picture with 1 channel, 1 filter of 2×3 pixels",
                (ramp(3, 4)[..., np.newaxis] ** 2, normal(2, 3, 1, 1, seed=3), np.array([0.5])),
            ),
            Case(
                "a 6×5 picture with 3 channels, 4 filters of 3×2 pixels",
                (normal(6, 5, 3, seed=1), normal(3, 2, 3, 4, seed=2), np.array([1.0, -2, 5, 3])),
            ),
        ),
        hints=(
            "one value of the result first: which window of the picture belongs to row 0, column "
            "0, and which part of `kernels` to filter 0? Do the two have the same shape?",
            "`image[row : row + height, column : column + width] * kernels[:, :, :, number]` "
            "holds all the products. Over which axes is their sum, and what is added once?",
        ),
        mistakes=as_mistakes(
            (
                "filters added up",
                "the maps of all filters were added into one. How many channels does the result "
                "have?",
                lambda *args: conv_layer(*args).sum(axis=2),
            ),
            (
                "kernels turned",
                "the kernels were turned round. Is that what a layer of a network does?",
                lambda image, kernels, bias: conv_layer(image, kernels[::-1, ::-1], bias),
                lambda image, kernels, bias: conv_layer(image, kernels[::-1, ::-1, ::-1], bias),
            ),
            (
                "bias forgotten",
                "every map is too large or too small by one number. What is added after the sum?",
                lambda image, kernels, bias: conv_layer(image, kernels, 0 * bias),
            ),
            (
                "bias added to every product",
                "the bias was added more than once. Inside which loop does it stand?",
                lambda x, k, b: conv_layer(x, k, b * k[..., 0].size),
                lambda image, kernels, bias: conv_layer(image, kernels, bias * kernels.shape[2]),
            ),
            (
                "last product only",
                "this is the last product of each window alone. Does the loop add, or does it "
                "write over what was there?",
                lambda x, k, b: conv_layer(
                    x[len(k) - 1 :, k.shape[1] - 1 :, -1:], k[-1:, -1:, -1:], b
                ),
            ),
            (
                "first channel only",
                "only the first channel was looked at.",
                lambda image, kernels, bias: conv_layer(image[..., :1], kernels[:, :, :1], bias),
            ),
            Mistake(
                "channels kept apart",
                lambda a: a.got.shape[2] == np.prod(a.args[1].shape[2:]) != a.args[1].shape[3],
                "there is a map for each channel and filter. What becomes of the channels of one "
                "filter?",
            ),
            (
                "filters first",
                "the maps are right and lie along the first axis. Along which one are they asked "
                "for?",
                lambda *args: np.moveaxis(conv_layer(*args), 2, 0),
            ),
            Mistake(
                "size kept",
                lambda attempt: np.shape(attempt.got)[:2] >= np.shape(attempt.args[0])[:2],
                "the picture was padded. Keep only the windows that fit.",
            ),
            (
                "rectified",
                "negative values were set to zero. That is a layer of its own.",
                lambda *args: np.maximum(conv_layer(*args), 0),
            ),
        ),
    ),
    Task(
        "10.3",
        "Find the bug: windows that forget each other",
        input_gradient,
        "a pixel lies in several windows and has a share in the cost through each of them, so "
        "the shares are added; `=` kept that of the last window alone.",
        cases=(
            Case(
                "a 2×2 gradient and a 2×2 kernel",
                (np.array([[1.0, 2], [0, -1]]), np.array([[1.0, 3], [2, 0]])),
            ),
            Case(
                "a 1×3 gradient and a 1×2 kernel",
                (np.array([[1.0, 5, 2]]), np.array([[3.0, -1]])),
            ),
            Case(
                "a 4×3 gradient and a 2×3 kernel",
                (normal(4, 3, seed=8), normal(2, 3, seed=9)),
            ),
        ),
        hints=(
            "in the example, which windows does the pixel in row 0, column 1 lie in? What does "
            "each of them ask of it?",
            "what does the second window write into the pixels that it shares with the first?",
        ),
        mistakes=as_mistakes(
            (
                "overwritten",
                "where two windows overlap only the last one is remembered. What is the gradient "
                "of a sum of two terms?",
                _overwritten,
            ),
            (
                "kernel turned",
                "the shares are added now, but the kernel was turned round. Laying down copies "
                "of the kernel *as it is* already makes the convolution.",
                lambda gradient, kernel: convolve2d(gradient, kernel[::-1, ::-1]),
            ),
            (
                "shared out",
                "the sums were divided by the number of windows. Two windows that both ask for "
                "more ask for twice as much.",
                lambda g, kernel: convolve2d(g, kernel) / convolve2d(g**0, kernel**0),
            ),
            (
                "first window only",
                "only the first window has laid down its share. Is the `return` inside a loop?",
                lambda g, kernel: convolve2d(g * (ramp(*g.shape) == 0), kernel),
            ),
            (
                "begun anew",
                "only the last window has laid down its share. Where are the zeros made: before "
                "the loops, or in them?",
                lambda g, kernel: convolve2d(g * (ramp(*g.shape) == g.size - 1), kernel),
            ),
            Mistake(
                "size of the gradient",
                lambda attempt: np.shape(attempt.got) == np.shape(attempt.args[0]),
                "there must be a number for each pixel of the *input*, which is larger than the "
                "output. By how much?",
            ),
        ),
    ),
    Task(
        "10.4",
        "Max pooling",
        max_pool,
        "whole blocks only: the integer division drops the rows and columns left over, and the "
        "maximum of a block that is negative everywhere is negative.",
        cases=(
            Case(
                "a 3×5 picture, blocks of 2×2",
                (np.array([[-1.0, -5, 2, 0, 7], [-3, -4, 6, 1, 9], [8, 8, 8, 8, 8]]), 2),
            ),
            Case("a 4×6 picture of whole blocks of 2×2", (normal(4, 6, seed=5), 2)),
            Case("a 7×10 picture, blocks of 3×3", (20 * noise(7, 10, seed=6) - 30, 3)),
            Case("a 5×4 picture, blocks of 1×1", (normal(5, 4, seed=7), 1)),
        ),
        hints=(
            "how many whole blocks fit along the rows, and along the columns? Where does block "
            "(row, column) begin in the picture?",
            "block (row, column) begins at pixel (row * size, column * size). What is the largest "
            "value of the slice that begins there?",
        ),
        mistakes=as_mistakes(
            (
                "negative values lost",
                "where a whole block is negative, too much came out. From which number does the "
                "search for the largest begin?",
                lambda image, size: np.maximum(max_pool(image, size), 0),
                lambda image, size: np.maximum(max_pool(image, size), -1),
            ),
            Mistake(
                "reshaped with the rest",
                lambda attempt: "reshape" in str(attempt.error),
                "there are rows or columns left over. How is the picture cut to whole blocks, "
                "before `reshape`?",
            ),
            Mistake(
                "rest kept",
                lambda a: {*np.subtract(a.got.shape, a.expected.shape)} in ({0, 1}, {1}),
                "there are blocks that are not whole. What is to become of rows and columns left "
                "over?",
            ),
            (
                "windows overlap",
                "these windows overlap: each begins one pixel after the one before. Where does "
                "the next *block* begin?",
                _overlapping,
                lambda image, n: _overlapping(image, n)[: len(image) // n, : image.shape[1] // n],
            ),
            (
                "mean instead of maximum",
                "these are the means of the blocks.",
                lambda image, size: _blocks(image, size).mean(axis=2),
            ),
            (
                "summed",
                "these are the sums of the blocks.",
                lambda image, size: _blocks(image, size).sum(axis=2),
            ),
            (
                "smallest value",
                "these are the smallest values of the blocks.",
                lambda image, size: _blocks(image, size).min(axis=2),
            ),
            (
                "first pixel of each block",
                "this is the first pixel of each block, whatever the others are.",
                lambda image, size: _blocks(image, size)[:, :, 0],
            ),
            (
                "rows and blocks mixed",
                "`reshape` reads along the rows: the axes are (block row, row in it, block "
                "column, column in it). Which two of them belong to one block?",
                _mixed,
            ),
            (
                "absolute values",
                "−5 is not larger than 2. Was the sign taken off?",
                lambda image, size: np.abs(_blocks(image, size)).max(axis=2),
            ),
            Mistake(
                "one number for the picture",
                single_number,
                "this is one number for the whole picture. How many blocks are there?",
            ),
        ),
    ),
    Choice(
        "10.5",
        "The digit moves",
        "c",
        {
            "a": "the first part is right. But a number that the dense layer multiplies with one "
            "weight comes, two pixels further, to another weight: can the scores stay the same?",
            "b": "a convolution does the same at every place. If the digit moves, what does the "
            "map of an edge detector do?",
            "c": "the same kernel works at every place, so the maps move with the picture (a few "
            "pixels at the border aside). The dense layer has a weight of its own for each "
            "place, so its sums change, unless training has taught it otherwise.",
            "d": "both cannot stay: what would the maps have to know about where the digit is?",
        },
        hints=(
            "think of one kernel and one pixel of the digit: where in the map is the answer to "
            "it, before and after?",
            "and in the dense layer, with which weight does that answer meet, before and after?",
        ),
    ),
    Task(
        "10.6",
        "The gradient of a kernel",
        kernel_gradient,
        "weight (i, j) met pixel (row + i, column + j) at every place, so its gradient is the "
        "sum of those pixels, each times the gradient there: a correlation of picture and "
        "gradient.",
        cases=(
            Case(
                "a 2×3 picture and a 1×2 gradient",
                (np.array([[1.0, 2, 0], [3, 1, 4]]), np.array([[1.0, -2]])),
            ),
            Case(
                "a 4×4 picture and a 2×3 gradient",
                (ramp(4, 4) ** 2, np.array([[1.0, 0, 2], [0, -1, 3]])),
            ),
            Case(
                "a 7×6 picture and a 5×5 gradient",
                (normal(7, 6, seed=10), normal(5, 5, seed=11)),
            ),
        ),
        hints=(
            "which shape has the kernel, if a picture of (R, C) gave an output of the shape of "
            "`gradient`?",
            "with which pixel was weight (0, 0) multiplied for the output at (0, 0)? For the one "
            "at (0, 1)? With which ones weight (0, 1)?",
            "for weight (i, j): the slice of the picture that begins at (i, j) and is as large as "
            "`gradient`.",
        ),
        mistakes=as_mistakes(
            (
                "gradient turned",
                "this looks like a true convolution, with the gradient turned round. Which pixel "
                "met weight (0, 0) at the first place?",
                lambda image, gradient: kernel_gradient(image, gradient[::-1, ::-1]),
            ),
            (
                "result turned",
                "the values are right and stand in the wrong order, as if the kernel had been "
                "turned round.",
                lambda image, gradient: kernel_gradient(image, gradient)[::-1, ::-1],
            ),
            (
                "averaged",
                "these are means over the places. The cost is a sum over them: what is the "
                "gradient?",
                lambda image, gradient: kernel_gradient(image, gradient) / gradient.size,
            ),
            (
                "last place only",
                "this is the share of the last place alone. Does the loop add, or write over?",
                lambda image, g: g[-1, -1] * image[g.shape[0] - 1 :, g.shape[1] - 1 :],
            ),
            (
                "gradient not used",
                "these are sums of pixels. By what is each pixel to be multiplied?",
                lambda image, gradient: kernel_gradient(image, np.ones(gradient.shape)),
            ),
            Mistake(
                "window too large",
                lambda attempt: np.shape(attempt.got) > np.shape(attempt.expected),
                "the result must have the shape of the kernel. Which shape is that?",
            ),
            Mistake(
                "one number for the kernel",
                single_number,
                "this is one number. Each weight of the kernel has a gradient of its own.",
            ),
        ),
    ),
    Task(
        "10.7",
        "Count the weights",
        numbers_of_parameters,
        "each filter has a weight for every pixel of its window in every channel that comes in, "
        "and one bias; a dense layer has one weight for each pair of input and output.",
        cases=(Case("the network of the task"),),
        hints=(
            "how many numbers does one filter of the first layer see at a time, and how many does "
            "one filter of the second see, which looks at six maps?",
            "follow the side of the maps: 20, after the first layer 18, after pooling 9, … How "
            "many numbers reach the dense layer?",
        ),
        mistakes=as_mistakes(
            (
                "biases forgotten",
                "the weights are right. What else does each filter, and each output, have?",
                lambda: [54, 648, 1080],
            ),
            (
                "one bias a layer",
                "one bias a layer is too few: how many filters are there, and how many outputs?",
                lambda: [55, 649, 1081],
            ),
            (
                "channels forgotten",
                "a filter of the second layer looks at a 3 × 3 window of how many maps?",
                lambda: [60, 120, 1090],
            ),
            (
                "border not lost",
                "nothing is padded: what is the side after a kernel of 3 × 3?",
                lambda: [60, 660, 3010],
            ),
            (
                "rest kept",
                "seven is odd: what does pooling do with the row left over?",
                lambda: [60, 660, 1930],
            ),
            (
                "first pooling forgotten",
                "the first pooling was left out on the way to the dense layer.",
                lambda: [60, 660, 7690],
            ),
            (
                "last pooling forgotten",
                "the last pooling was left out: which side do the maps have after it?",
                lambda: [60, 660, 5890],
            ),
            (
                "all layers",
                "all layers are here. Give the three that have parameters.",
                lambda: [60, 0, 0, 660, 0, 0, 0, 1090],
            ),
            (
                "one sum",
                "the sum is right. Give the three numbers that it is made of.",
                lambda: 1810,
                lambda: [1810],
            ),
            (
                "side instead of area",
                "a kernel has rows *and* columns, and so has a map: 3 × 3, not 3.",
                lambda: [24, 228, 370],
            ),
            Mistake(
                "not three numbers",
                lambda a: np.shape(a.got) != (3,),
                "three numbers in square brackets, `[…, …, …]`. Which layers have parameters?",
            ),
            Mistake(
                "layers of kernels",
                lambda a: a.got[0] != 60 or a.got[1] != 660,
                "look at the layers of kernels: how many weights has a filter on a window of 3 × 3 "
                "of one map in the first layer, of six in the second, and what else has it?",
            ),
            Mistake(
                "dense layer",
                lambda a: a.got[2] != 1090,
                "the layers of kernels are right. How many numbers reach the dense layer, and "
                "what has each of its ten outputs besides a weight for each of them?",
            ),
        ),
        by_value=True,
    ),
    Task(
        "10.8",
        "A step of Adam",
        adam_step,
        "both running means begin at zero and are too small at first by a known factor; divided "
        "by it they are as large as they should be, and the move is about as long as the "
        "learning rate.",
        cases=(
            Case(
                "the first step, gradient (3, −4), learning rate 0.01",
                (np.array([1.0, 2]), _STEEP[:2], np.zeros(2), np.zeros(2), 1, 0.01),
            ),
            Case(
                "the third step, with running means",
                (normal(3, seed=16), _STEEP, _STEEP / 50, _STEEP**2 / 500, 3, 0.1),
            ),
            Case(
                "step 200, parameters of shape (2, 3)",
                (*normal(3, 2, 3, seed=12), noise(2, 3, seed=15) + 0.1, 200, 0.05),
            ),
        ),
        hints=(
            "the new mean keeps 0.9 of the old one. What makes up the other tenth?",
            "by which factor is a mean too small that began at zero and has made `step` steps? "
            "At the first step it is 0.1 of the gradient, and 1 − 0.9 is 0.1.",
            "the parameters move against the corrected mean, divided by the root of the corrected "
            "square. Are the *uncorrected* means returned for the next step?",
        ),
        mistakes=as_mistakes(
            (
                "not corrected",
                "the means were used as they are. They began at zero: by what are they to be "
                "divided at this step?",
                _adam(lambda mean, square, step: mean / (np.sqrt(square) + 1e-8)),
            ),
            (
                "root forgotten",
                "the mean of the squares has the unit of a square. What brings it back to that "
                "of the gradient?",
                _adam(lambda mean, square, t: mean / (1 - 0.9**t) / square * (1 - 0.999**t)),
            ),
            (
                "uphill",
                "the parameters have moved uphill: along the gradient, or against it?",
                lambda *args: (2 * args[0] - adam_step(*args)[0], *adam_step(*args)[1:]),
            ),
            (
                "plain descent",
                "the parameters were moved by the learning rate times the gradient. Which two "
                "running means should decide instead?",
                lambda *args: (args[0] - args[5] * args[1], *adam_step(*args)[1:]),
            ),
            Mistake(
                "corrected means returned",
                lambda a: np.allclose(a.got[2], a.expected[2] / (1 - 0.999 ** a.args[4])),
                "the next step needs the means as they run, not the corrected ones, or they "
                "would be corrected twice.",
            ),
            Mistake(
                "gradient not squared",
                lambda a: np.allclose(a.got[2], 0.999 * a.args[3] + 0.001 * a.args[1]),
                "the third result should be the mean of the *squared* gradients.",
            ),
            Mistake(
                "means exchanged",
                lambda a: np.allclose(a.got[1], 0.999 * a.args[2] + 0.001 * a.args[1]),
                "which of the two means keeps 0.9 of itself, and which 0.999?",
            ),
            Mistake(
                "sum instead of mean",
                lambda a: np.allclose(a.got[1], 0.9 * a.args[2] + a.args[1]),
                "0.9 of the old mean and the whole gradient: that is a growing sum. How much of "
                "the new gradient is missing to one?",
            ),
            (
                "step forgotten",
                "this is right at the first step only. Which exponent has 0.9 at step 3?",
                _adam(lambda mean, square, step: mean / 0.1 / (np.sqrt(square / 0.001) + 1e-8)),
            ),
            Mistake(
                "wrong order",
                lambda a: np.allclose(a.got[1:], a.expected[:0:-1]),
                "the two running means come back in the wrong order. Which is asked for first?",
            ),
            Mistake(
                "means right, move wrong",
                lambda a: np.allclose(a.got[1:], a.expected[1:]),
                "both running means are right, the move is not. Is each *new* mean divided by its "
                "factor, with brackets round `1 - 0.9**step`, and is 1e-8 added after the root?",
            ),
            Mistake(
                "parameters alone",
                lambda attempt: np.shape(attempt.got) == np.shape(attempt.args[0]),
                "three things are to come back: the parameters and both running means, which the "
                "next step needs.",
            ),
        ),
    ),
)
