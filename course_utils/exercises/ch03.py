"""Exercises of notebook 3, convolution and smoothing."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from .inputs import impulse, noise, ramp, step
from .mistakes import looks_like
from .model import Case, Choice, Mistake, Task


def convolution_by_hand():
    copies = [
        [2, 4, 0, 0, 0],
        [0, 4, 8, 0, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 6, 12],
    ]
    return np.sum(copies, axis=0)


def box_blur(image, size):
    margin = size // 2
    padded = np.pad(image, margin, mode="symmetric")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size))
    return windows.mean(axis=(2, 3))


def gaussian_weights(sigma, radius):
    positions = np.arange(-radius, radius + 1)
    bell = np.exp(-(positions**2) / (2 * sigma**2))
    return bell / bell.sum()


def smooth_three(samples):
    smoothed = samples.copy()
    for n in range(1, len(samples) - 1):
        smoothed[n] = (samples[n - 1] + samples[n] + samples[n + 1]) / 3
    return smoothed


def find_three_weights(samples, filtered):
    columns = [samples[2:], samples[1:-1], samples[:-2]]
    weights, *_ = np.linalg.lstsq(np.stack(columns, axis=1), filtered[1:-1])
    return weights


def window_difference(first, second, size):
    windows = np.lib.stride_tricks.sliding_window_view((first - second) ** 2, (size, size))
    return windows.sum(axis=(2, 3))


def _correlate_full(signal, kernel):
    return np.convolve(signal, kernel[::-1])


def _padded_box(mode):
    def wrong(image, size):
        return ndimage.uniform_filter(np.asarray(image, float), size, mode=mode)

    return wrong


def _blurred_along(axis):
    return lambda image, size: ndimage.uniform_filter1d(np.asarray(image, float), size, axis=axis)


def _normalised(exponent):
    weights = np.exp(exponent)
    return weights / weights.sum()


def _smeared(signal):
    smoothed = signal.copy()
    for n in range(1, len(signal) - 1):
        smoothed[n] = (smoothed[n - 1] + smoothed[n] + smoothed[n + 1]) / 3
    return smoothed


def _weights_from(columns_of, rows_of):
    def wrong(signal, filtered):
        columns = np.stack(columns_of(signal), axis=1)
        return np.linalg.lstsq(columns, rows_of(filtered))[0]

    return wrong


def _signal(length, seed):
    return np.random.default_rng(seed).random(length)


def _filtered_pair(length, seed, weights, noise_level=0.0):
    signal = _signal(length, seed)
    errors = noise_level * np.random.default_rng(seed + 100).normal(size=length)
    return signal, ndimage.convolve1d(signal, np.asarray(weights, float)) + errors


def _windows(image, size):
    padded = np.pad(image, size // 2, mode="symmetric")
    return np.lib.stride_tricks.sliding_window_view(padded, (size, size))


EXERCISES = (
    Task(
        "3.1",
        "Four numbers, two weights",
        convolution_by_hand,
        "each number of the signal lays down a copy of the kernel, scaled by itself, where it "
        "stands; the copies are added up.",
        cases=(Case("the signal 2, 4, 0, 6 and the kernel 1, 2"),),
        hints=(
            "let each number of the signal lay down its own scaled copy of the kernel: the 2 "
            "lays down 2, 4 at places 0 and 1. What does the 4 lay down, and where?",
            "four copies of length two, each one place further on, fill five places. Add up "
            "what lies on each place.",
        ),
        mistakes=(
            Mistake(
                "kernel not flipped",
                looks_like(lambda: _correlate_full([2, 4, 0, 6], [1, 2])),
                "this is what comes out when the kernel is laid down back to front. A single 1 "
                "in the signal should leave 1, 2, in this order.",
            ),
            Mistake(
                "same instead of full",
                lambda attempt: np.shape(attempt.got) == (4,),
                "there are five results: the last number of the signal also lays down two "
                "values, and the second of them lies beyond the end.",
            ),
            Mistake(
                "only full overlap",
                lambda attempt: np.shape(attempt.got) == (3,),
                "only the places where both weights meet a number were kept. Outside the "
                "signal there are zeros, and they count too: five results.",
            ),
        ),
        by_value=True,
    ),
    Choice(
        "3.2",
        "One weight beside the centre",
        "c",
        {
            "a": "look at the weights: they add up to one, and only one of them is not zero. "
            "Is there any averaging?",
            "b": "that is what correlation does. Convolution flips the kernel first: where does "
            "the 1 stand then?",
            "c": "y[n] = Σ x[n − m] k[m] and only k[+1] is not zero, so y[n] = x[n − 1]: every "
            "sample moves one place to the right.",
            "d": "nothing would be changed by a single 1 in the *centre* of the kernel.",
        },
        hints=(
            "what comes out if the signal is a single 1? The impulse response is the kernel.",
            "write the sum for y[5] and strike out all terms with weight zero.",
        ),
    ),
    Task(
        "3.3",
        "Blur with a box",
        box_blur,
        "padding by half the window on each side gives every pixel, those at the border too, "
        "a whole window; the mean of each window is the result.",
        cases=(
            Case("a 3×3 picture with one bright pixel, size 3", (9 * impulse(3, 3), 3)),
            Case("a 5×5 ramp, size 3", (ramp(5, 5), 3)),
            Case("a 4×6 picture of noise, size 3", (noise(4, 6, seed=0), 3)),
            Case("a 6×7 picture of noise, size 1", (noise(6, 7, seed=1), 1)),
            Case("a 9×12 picture with a step, size 5", (step(9, 12) + ramp(9, 12) / 100, 5)),
            Case("a 6×6 picture of integers, size 3", (ramp(6, 6).astype(np.uint8) * 7, 3)),
        ),
        hints=(
            "what is the smallest number of rows and columns that must be added on each side "
            "so that the pixel in the corner has a whole window?",
            "`np.pad(image, size // 2, mode=…)` adds them. Which of NumPy's names is the one "
            "that SciPy calls `reflect`? The table is in section 7.",
            "`np.lib.stride_tricks.sliding_window_view(padded, (size, size))` has four axes: "
            "two say which window, two say where in the window. Take the mean over the last two.",
        ),
        mistakes=(
            Mistake(
                "mean over the wrong axes",
                looks_like(lambda image, size: _windows(image, size).mean(axis=(0, 1))),
                "the mean was taken over *which window*, not over *where in it*. What do the four "
                "axes of the windows stand for?",
            ),
            Mistake(
                "size ignored",
                looks_like(lambda image, size: box_blur(image, 3)),
                "this is the blur of size 3. Is `size` used everywhere?",
            ),
            Mistake(
                "median instead of mean",
                looks_like(lambda image, size: np.median(_windows(image, size), axis=(2, 3))),
                "this is the value in the middle of each window, not the mean.",
            ),
            Mistake(
                "uint8 wrapped",
                looks_like(
                    lambda image, size: (
                        _windows(image, size).sum(axis=(2, 3), dtype=image.dtype) / size**2
                    )
                ),
                "these pixels are uint8: a sum beyond 255 wraps around. Convert to float first.",
            ),
            Mistake(
                "only the windows that fit",
                lambda attempt: (
                    np.shape(attempt.got)
                    == tuple(n - attempt.args[1] + 1 for n in attempt.args[0].shape)
                ),
                "only the windows that fit were kept. The picture should keep its size: which "
                "neighbours does a pixel at the border have here?",
            ),
            Mistake(
                "zeros outside",
                looks_like(_padded_box("constant")),
                "the border is too dark, as if the picture stood in the night. Which border "
                "does the task ask for?",
            ),
            Mistake(
                "NumPy's reflect",
                looks_like(_padded_box("mirror")),
                "this is what SciPy calls `mirror` and NumPy calls `reflect`: the pixel on the "
                "edge is not repeated. Look at the table of names in section 7.",
            ),
            Mistake(
                "edge repeated",
                looks_like(_padded_box("nearest")),
                "this is SciPy's `nearest`, NumPy's `edge`: the outermost pixel is repeated "
                "again and again. The task asks for the mirror image.",
            ),
            Mistake(
                "wrapped around",
                looks_like(_padded_box("wrap")),
                "the left border has taken its neighbours from the right one.",
            ),
            Mistake(
                "sum instead of mean",
                looks_like(lambda image, size: box_blur(image, size) * size**2),
                "this is the sum over each window. How does a sum become a mean?",
            ),
            Mistake(
                "divided by size only",
                looks_like(lambda image, size: box_blur(image, size) * size),
                "the window has size × size pixels, not size.",
            ),
            Mistake(
                "one axis only",
                looks_like(_blurred_along(0), _blurred_along(1)),
                "the picture is blurred along one axis only. Is the window a strip or a square?",
            ),
        ),
    ),
    Task(
        "3.4",
        "Find the bug: a trail of brightness",
        smooth_three,
        "`smoothed = samples` gives the same array a second name; every mean then reads a "
        "left neighbour that has been overwritten already. A copy keeps the readings apart.",
        cases=(
            Case("one bright sample: 0, 0, 3, 0, 0, 0", (np.array([0.0, 0, 3, 0, 0, 0]),)),
            Case("a step: 0, 0, 0, 3, 3, 3", (np.array([0.0, 0, 0, 3, 3, 3]),)),
            Case("20 samples of noise", (_signal(20, seed=2),)),
        ),
        hints=(
            "print the samples before and after the call. What has happened to them?",
            "when the mean at place n is formed, which value stands at place n − 1: the old "
            "one or the new one?",
            "`smoothed = samples` does not make a second array (notebook 1: views and copies).",
        ),
        mistakes=(
            Mistake(
                "writes into its input",
                lambda attempt: attempt.changed_input and looks_like(_smeared)(attempt),
                "the brightness leaves a trail to the right. Print the samples before and after "
                "the call: are they still the same?",
            ),
            Mistake(
                "reads what it has written",
                looks_like(_smeared),
                "the brightness leaves a trail to the right. From which array is the left "
                "neighbour read, and has it been overwritten by then?",
            ),
            Mistake(
                "median instead of mean",
                looks_like(
                    lambda samples: np.concatenate(
                        [samples[:1], ndimage.median_filter(samples, 3)[1:-1], samples[-1:]]
                    )
                ),
                "this is the value in the middle of the three, not the mean.",
            ),
            Mistake(
                "sum instead of mean",
                looks_like(
                    lambda samples: np.concatenate(
                        [samples[:1], 3 * smooth_three(samples)[1:-1], samples[-1:]]
                    )
                ),
                "this is the sum of the three, not their mean.",
            ),
            Mistake(
                "ends not kept",
                looks_like(lambda signal: np.pad(smooth_three(signal)[1:-1], 1)),
                "the first and the last sample should stay as they are.",
            ),
        ),
    ),
    Task(
        "3.5",
        "The weights of a bell",
        gaussian_weights,
        "dividing by the sum makes the weights add up to one exactly, so that a constant "
        "picture stays as it is, wherever the bell is cut off.",
        cases=(
            Case("sigma 1, radius 1", (1.0, 1)),
            Case("sigma 1, radius 4", (1.0, 4)),
            Case("sigma 2.5, radius 10", (2.5, 10)),
            Case("sigma 0.6, radius 2", (0.6, 2)),
        ),
        hints=(
            "the positions run from −radius to +radius, both included: how many are there?",
            "the bell at position t is exp(−t² / (2σ²)). The factor in front does not matter "
            "if you divide by the sum at the end.",
        ),
        mistakes=(
            Mistake(
                "last position missing",
                lambda attempt: np.shape(attempt.got) == (2 * attempt.args[1],),
                "one weight is missing. Does `np.arange(a, b)` contain b?",
            ),
            Mistake(
                "not normalised",
                looks_like(
                    lambda sigma, radius: np.exp(
                        -(np.arange(-radius, radius + 1) ** 2) / (2 * sigma**2)
                    )
                ),
                "the shape is right, but the weights do not add up to one. What would they do "
                "to a constant picture?",
            ),
            Mistake(
                "normalised as a density",
                looks_like(
                    lambda sigma, radius: (
                        np.exp(-(np.arange(-radius, radius + 1) ** 2) / (2 * sigma**2))
                        / (sigma * np.sqrt(2 * np.pi))
                    )
                ),
                "1/(σ√2π) makes the area under the curve one. These are a few samples of the "
                "curve, cut off at the radius: do they add up to one?",
            ),
            Mistake(
                "factor 2 missing",
                looks_like(lambda sigma, radius: gaussian_weights(sigma / np.sqrt(2), radius)),
                "the bell is too narrow. What stands below t² in the formula?",
            ),
            Mistake(
                "brackets",
                looks_like(
                    lambda sigma, radius: _normalised(
                        -(np.arange(-radius, radius + 1) ** 2) / 2 * sigma**2
                    )
                ),
                "in Python, `a / 2 * b` is (a / 2) · b. Is the whole of 2σ² below the line?",
            ),
            Mistake(
                "sigma not squared",
                looks_like(lambda sigma, radius: gaussian_weights(np.sqrt(sigma), radius)),
                "the width is not that of σ. Is σ squared in the exponent?",
            ),
            Mistake(
                "sign of the exponent",
                looks_like(
                    lambda sigma, radius: _normalised(
                        np.arange(-radius, radius + 1) ** 2 / (2 * sigma**2)
                    )
                ),
                "the weights grow away from the middle. Which sign has the exponent?",
            ),
        ),
        blanks=3,
    ),
    Task(
        "3.6",
        "Find three weights",
        find_three_weights,
        "every sample with two neighbours is one equation for the three weights; with more "
        "samples than weights, least squares uses them all.",
        cases=(
            Case(
                "12 samples, weights that smooth",
                _filtered_pair(12, 3, [0.25, 0.5, 0.25]),
            ),
            Case(
                "12 samples, weights 0.6, 0.3, 0.1",
                _filtered_pair(12, 4, [0.6, 0.3, 0.1]),
            ),
            Case(
                "200 samples, weights −1, 5, 2",
                _filtered_pair(200, 5, [-1.0, 5.0, 2.0]),
            ),
            Case(
                "30 samples, measured with a little noise",
                _filtered_pair(30, 6, [0.2, 0.6, 0.2], noise_level=0.01),
            ),
        ),
        hints=(
            "the sample in the middle of three gives the equation filtered[n] = k[−1]·samples[n+1] "
            "+ k[0]·samples[n] + k[+1]·samples[n−1]. How many such equations are there without "
            "the two ends?",
            "the matrix has a row for each equation and a column for each weight. The column "
            "of k[−1] holds samples[2:], all right neighbours. What do the others hold?",
            "`np.linalg.lstsq(matrix, filtered[1:-1])[0]` returns the weights.",
        ),
        mistakes=(
            Mistake(
                "weights back to front",
                looks_like(_weights_from(lambda s: (s[:-2], s[1:-1], s[2:]), lambda f: f[1:-1])),
                "these are the weights of a correlation: the kernel back to front. Which "
                "neighbour does k[−1] meet, the left or the right one?",
            ),
            Mistake(
                "border used",
                looks_like(
                    _weights_from(
                        lambda s: (np.append(s[1:], 0), s, np.insert(s[:-1], 0, 0)),
                        lambda f: f,
                    )
                ),
                "nearly right: the two ends were used as equations, but there one of the three "
                "neighbours is made up by the border. Leave them out.",
            ),
            Mistake(
                "equations shifted",
                looks_like(
                    _weights_from(lambda s: (s[2:], s[1:-1], s[:-2]), lambda f: f[:-2]),
                    _weights_from(lambda s: (s[2:], s[1:-1], s[:-2]), lambda f: f[2:]),
                ),
                "left and right side of the equations do not belong together: filtered[1] goes "
                "with samples[0], samples[1] and samples[2].",
            ),
            Mistake(
                "all of lstsq",
                lambda attempt: isinstance(attempt.got, tuple),
                "`np.linalg.lstsq` returns four things; the weights are the first.",
            ),
        ),
        tolerance=1e-5,
    ),
    Task(
        "3.7",
        "Where do two pictures differ?",
        window_difference,
        "the squared difference is formed once for every pixel, and then each window is summed.",
        cases=(
            Case("two 4×4 pictures, size 3", (ramp(4, 4), ramp(4, 4) + 2, 3)),
            Case("two 4×5 pictures, size 2", (ramp(4, 5), noise(4, 5, seed=6), 2)),
            Case(
                "two 8×11 pictures of noise, size 3",
                (noise(8, 11, seed=7), noise(8, 11, seed=8), 3),
            ),
        ),
        hints=(
            "which single picture could you compute first, so that only a sum over windows "
            "remains?",
            "`sliding_window_view` of that picture, summed over the last two axes.",
        ),
        mistakes=(
            Mistake(
                "squared after summing",
                looks_like(
                    lambda first, second, size: (
                        np.lib.stride_tricks.sliding_window_view(first - second, (size, size)).sum(
                            axis=(2, 3)
                        )
                        ** 2
                    )
                ),
                "differences of opposite sign have cancelled: they were added first and squared "
                "then. Which comes first?",
            ),
            Mistake(
                "mean instead of sum",
                looks_like(
                    lambda first, second, size: window_difference(first, second, size) / size**2
                ),
                "this is the mean over each window. The task asks for the sum.",
            ),
            Mistake(
                "difference of squares",
                looks_like(
                    lambda first, second, size: np.lib.stride_tricks.sliding_window_view(
                        first**2 - second**2, (size, size)
                    ).sum(axis=(2, 3))
                ),
                "this is Σ(A² − B²), not Σ(A − B)². Is (5 − 3)² the same as 5² − 3²?",
            ),
            Mistake(
                "absolute difference",
                looks_like(
                    lambda first, second, size: np.lib.stride_tricks.sliding_window_view(
                        np.abs(first - second), (size, size)
                    ).sum(axis=(2, 3))
                ),
                "these are absolute differences. The task asks for squares.",
            ),
            Mistake(
                "sum over the wrong axes",
                looks_like(
                    lambda first, second, size: np.lib.stride_tricks.sliding_window_view(
                        (first - second) ** 2, (size, size)
                    ).sum(axis=(0, 1))
                ),
                "the sum was taken over *which window*, not over *where in it*. What do the four "
                "axes of the windows stand for?",
            ),
            Mistake(
                "picture padded",
                lambda attempt: np.shape(attempt.got) == attempt.args[0].shape,
                "the result is as large as the picture. Here only the windows that fit are "
                "wanted: how many are there along each axis?",
            ),
        ),
    ),
)
