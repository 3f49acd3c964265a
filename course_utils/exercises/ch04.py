"""Exercises of notebook 4, edges and derivatives."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from .inputs import noise, ramp, step
from .mistakes import looks_like
from .model import Case, Choice, Mistake, Task


def slopes_by_hand():
    return np.array([(4 - 3) / 2, (8 - 5) / 2, (8 - 4) / 2])


def sobel_y(image):
    smoothed = (image[:, :-2] + 2 * image[:, 1:-1] + image[:, 2:]) / 4
    return (smoothed[2:] - smoothed[:-2]) / 2


def edge_strength_of(image):
    to_the_right = (image[1:-1, 2:] - image[1:-1, :-2]) / 2
    downwards = (image[2:, 1:-1] - image[:-2, 1:-1]) / 2
    return np.sqrt(to_the_right**2 + downwards**2)


def step_sizes(image):
    image = image.astype(float)
    return np.abs(image[:, 1:] - image[:, :-1])


def bend_weights(sigma, radius):
    t = np.arange(-radius, radius + 1)
    bell = np.exp(-(t**2) / (2 * sigma**2))
    return (t**2 / sigma**4 - 1 / sigma**2) * bell / bell.sum()


def hysteresis(strength, low, high):
    kept = np.zeros(len(strength), dtype=bool)
    start = 0
    for n in range(len(strength) + 1):
        if n == len(strength) or strength[n] < low:
            kept[start:n] = (strength[start:n] >= high).any()
            start = n + 1
    return kept


def _is_one_of(ways):
    """Return a predicate: the answer is one of the results that `ways(*args)` lists."""
    return lambda attempt: any(
        looks_like(lambda *_, result=way: result)(attempt) for way in ways(*attempt.args)
    )


def _smoothed(image):
    return (image[:, :-2] + 2 * image[:, 1:-1] + image[:, 2:]) / 4


def _equal_weights(image):
    sums = image[:, :-2] + image[:, 1:-1] + image[:, 2:]
    return sums[2:] - sums[:-2]


def _slopes(image):
    to_the_right = (image[1:-1, 2:] - image[1:-1, :-2]) / 2
    downwards = (image[2:, 1:-1] - image[:-2, 1:-1]) / 2
    return np.array([to_the_right, downwards])


def _squares_subtracted(attempt):
    across, down = np.abs(_slopes(*attempt.args))
    no_root = np.isnan(attempt.got)
    return np.array_equal(no_root, across < down) or np.array_equal(no_root, across > down)


def _by_steps_of_one(image):
    """Return the lengths made of forward and of backward differences."""
    down, right = np.diff(image, axis=0)[:, 1:-1], np.diff(image, axis=1)[1:-1]
    return np.hypot(down[1:], right[:, 1:]), np.hypot(down[:-1], right[:, :-1])


def _bell(sigma, radius):
    bell = np.exp(-(np.arange(-radius, radius + 1) ** 2) / (2 * sigma**2))
    return bell / bell.sum()


def _divided_by_the_area(sigma, radius):
    return bend_weights(sigma, radius) / _bell(sigma, radius)[radius] / sigma / np.sqrt(2 * np.pi)


def _wrong_powers(sigma, radius):
    t, bell = np.arange(-radius, radius + 1), _bell(sigma, radius)
    return [(t**2 / sigma**a - 1 / sigma**b) * bell for a, b in ((0, 0), (2, 0), (2, 2), (4, 4))]


def _brackets_missing(sigma, radius):
    t, factor = np.arange(-radius, radius + 1), bend_weights(sigma, radius) / _bell(sigma, radius)
    wide = np.exp(-(t**2) / 2 * sigma**2)
    return t**2 / sigma**4 - 1 / sigma**2 * _bell(sigma, radius), factor * wide / wide.sum()


def _differences_of_the_bell(sigma, radius):
    bell = _bell(sigma, radius)
    return np.gradient(np.gradient(bell)), np.convolve(bell, [1, -2, 1], mode="same")


def _grown_to_the_right(strength, low, high):
    kept = strength >= high
    for n in range(1, len(kept)):
        kept[n] |= kept[n - 1] and strength[n] >= low
    return kept


def _grown_k_times(strength, low, high):
    strong, weak = strength >= high, strength >= low
    return [
        ndimage.binary_dilation(strong, mask=weak, iterations=k) for k in range(1, len(strength))
    ]


def _last_run_forgotten(strength, low, high):
    kept = hysteresis(strength, low, high)
    ends = np.flatnonzero(strength < low)
    kept[ends[-1] + 1 if ends.size else 0 :] = False
    return kept


def _strictly_above(strength, low, high):
    more = np.nextafter([low, high], np.inf)
    thresholds = ((more[0], high), (low, more[1]), more)
    return [hysteresis(strength, *pair) for pair in thresholds]


EXERCISES = (
    Task(
        "4.1",
        "Slopes by hand",
        slopes_by_hand,
        "the central difference is half of the right neighbour minus the left one: the three "
        "samples in the middle have both.",
        cases=(Case("the samples 3, 5, 4, 8, 8"),),
        hints=(
            "which two numbers are the neighbours of the 5, and by how much do they differ?",
            "from the left neighbour to the right one it is two samples far. What does that "
            "mean for the slope per sample?",
        ),
        mistakes=(
            Mistake(
                "not halved",
                looks_like(lambda: [1, 3, 4]),
                "these are the differences over two samples. How much is that for one?",
            ),
            Mistake(
                "forward differences",
                _is_one_of(lambda: ([2, -1, 4, 0], [-1, 4, 0], [2, -1, 4])),
                "these are forward differences, each between a sample and the next one. The "
                "central one leaves the sample itself out: which two does it use?",
            ),
            Mistake(
                "left minus right",
                looks_like(lambda: [-0.5, -1.5, -2]),
                "the signs are turned round. From the left neighbour 3 of the 5 to the right one, "
                "4, do the samples rise or fall?",
            ),
            Mistake(
                "ends made up",
                lambda attempt: np.shape(attempt.got) == (5,),
                "five values came, but the first and the last sample lack a neighbour. How many "
                "have both?",
            ),
        ),
        by_value=True,
    ),
    Task(
        "4.2",
        "The other Sobel",
        sobel_y,
        "smoothing along the rows and the difference down the columns are the two factors of "
        "the outer product; each takes away one row or column on either side.",
        cases=(
            Case(
                "the rows 1, 1, 1 and 2, 2, 2 and 7, 7, 7",
                (np.repeat([1.0, 2.0, 7.0], 3).reshape(3, 3),),
            ),
            Case("a 5×5 ramp", (ramp(5, 5),)),
            Case("a 6×8 picture that is brighter on the right", (step(6, 8) + ramp(6, 8) / 50,)),
            Case("a 7×9 picture of noise", (noise(7, 9, seed=0),)),
        ),
        hints=(
            "for `smoothed`, each pixel needs its left and its right neighbour. Which three "
            "slices, each two columns shorter than the picture, hold left, middle and right?",
            "`image[:, :-2]`, `image[:, 1:-1]` and `image[:, 2:]` are those slices. With which "
            "weights are they added, and what is the sum divided by?",
            "the central difference downwards: the row below minus the row above, halved. It is "
            "taken of `smoothed`, no longer of the picture.",
        ),
        mistakes=(
            Mistake(
                "d/dx instead of d/dy",
                looks_like(lambda image: sobel_y(image.T).T),
                "this is d/dx, the slope to the right. Which axis runs downwards?",
            ),
            Mistake(
                "divided by 4 only",
                looks_like(lambda image: 2 * sobel_y(image)),
                "all values are twice too large. From the row above to the row below it is two "
                "pixels far: was the difference halved?",
            ),
            Mistake(
                "divided by 2 only",
                looks_like(lambda image: 4 * sobel_y(image)),
                "all values are four times too large. What do the weights 1, 2, 1 add up to?",
            ),
            Mistake(
                "not divided at all",
                looks_like(lambda image: 8 * sobel_y(image)),
                "this is Sobel in whole numbers, without the 8. What is it per pixel?",
            ),
            Mistake(
                "above minus below",
                looks_like(lambda image: -sobel_y(image)),
                "the sign is turned round: positive should mean that brightness grows downwards. "
                "Which row has the larger number, the upper or the lower one?",
            ),
            Mistake(
                "forward difference",
                _is_one_of(
                    lambda image: [
                        np.diff(_smoothed(image), axis=0)[k:][: len(image) - 2] for k in (0, 1)
                    ]
                ),
                "this is the difference of two rows next to each other. The central one leaves "
                "the row in the middle out: which two does it use, and how far apart are they?",
            ),
            Mistake(
                "brackets forgotten",
                looks_like(lambda image: _smoothed(image)[2:] - _smoothed(image)[:-2] / 2),
                "only the row above was halved. What is computed first, the minus or the division?",
            ),
            Mistake(
                "not smoothed",
                looks_like(lambda image: _slopes(image)[1]),
                "this is the central difference of the middle column alone. Is it taken of "
                "`smoothed`, and does `smoothed` hold all three columns?",
            ),
            Mistake(
                "middle counted once",
                _is_one_of(lambda image: [_equal_weights(image) / by for by in (6, 8)]),
                "the middle column has the weight 1 here. Which weight has it in 1, 2, 1?",
            ),
        ),
        blanks=2,
    ),
    Choice(
        "4.3",
        "Bright above, dark below",
        "c",
        {
            "a": "the angle 0 points to the right. Does brightness change at all if one walks to "
            "the right along the border?",
            "b": "π/2 points down, and downwards this picture gets darker. The gradient points "
            "towards the bright side. Where is that?",
            "c": "d/dx is 0 and d/dy is negative, since brightness falls downwards: "
            "arctan2(negative, 0) = −π/2, which points up, to the bright side.",
            "d": "the ratio d/dy ÷ d/dx does not exist then, but the arrow (0, negative) has a "
            "clear direction. Why was `arctan2` used, and not the arc tangent of the ratio?",
        },
        hints=(
            "walk downwards across the border: does brightness rise or fall? Which sign has d/dy?",
            "the arrow is (d/dx, d/dy). Rows count downwards, so where does an arrow with a "
            "negative second component point?",
        ),
    ),
    Task(
        "4.4",
        "The strength of edges",
        edge_strength_of,
        "the two central differences are the sides of a right triangle, and the length of the "
        "gradient is its longest side; slices one pixel inside the frame keep the two aligned.",
        cases=(
            Case(
                "a 4×5 picture, column² − 3 · row",
                (np.add.outer(-3.0 * np.arange(4), np.arange(5.0) ** 2),),
            ),
            Case(
                "a 4×5 picture, 3 · column − 4 · row",
                (np.add.outer(-4.0 * np.arange(4), 3.0 * np.arange(5)),),
            ),
            Case("a 6×8 picture with a step to the right", (step(6, 8),)),
            Case("the same, falling to the right", (1 - step(6, 8),)),
            Case("a 7×9 picture of noise", (noise(7, 9, seed=1),)),
        ),
        hints=(
            "how large is the slope to the right in a picture of 3 · column − 4 · row, and the "
            "slope downwards? How do 3 and −4 make 5?",
            "both differences must have the shape (R − 2, C − 2). For the slope to the right, "
            "which rows of the picture may be used?",
            "`(image[1:-1, 2:] - image[1:-1, :-2]) / 2` is the slope to the right. `np.hypot` "
            "makes a length of two sides.",
        ),
        mistakes=(
            Mistake(
                "not halved",
                looks_like(lambda image: 2 * edge_strength_of(image)),
                "everything is twice too large. How many pixels is it from the left neighbour to "
                "the right one?",
            ),
            Mistake(
                "root missing",
                looks_like(lambda image: edge_strength_of(image) ** 2),
                "this is the square of the length. What is missing?",
            ),
            Mistake(
                "sizes added",
                looks_like(lambda image: np.abs(_slopes(image)).sum(axis=0)),
                "the sizes of the two slopes were added: 3 and 4 make 7. How long is the diagonal "
                "of a rectangle of 3 by 4?",
            ),
            Mistake(
                "signed sum",
                looks_like(lambda image: sum(_slopes(image))),
                "the two slopes were added with their signs, so that they can cancel. How long is "
                "an arrow with these two components?",
            ),
            Mistake(
                "one direction only",
                _is_one_of(lambda image: np.abs(_slopes(image))),
                "only one of the two slopes is in it. What about edges that run the other way?",
            ),
            Mistake(
                "one direction twice",
                _is_one_of(lambda image: np.sqrt(2) * np.abs(_slopes(image))),
                "the same slope was taken twice. Which slices belong to the other direction?",
            ),
            Mistake(
                "squares subtracted",
                _squares_subtracted,
                "the root of a negative number: was a square subtracted, or a slope not squared? "
                "What does Pythagoras do with them?",
            ),
            Mistake(
                "angle",
                _is_one_of(lambda image: [np.arctan2(*_slopes(image)[::k]) for k in (1, -1)]),
                "this is the direction of the arrow. The task asks for its length.",
            ),
            Mistake(
                "both slopes apart",
                lambda attempt: np.shape(attempt.got) == (2, *np.shape(attempt.expected)),
                "both slopes came back, one beside the other. What is the length of the arrow that "
                "has them as its components?",
            ),
            Mistake(
                "forward differences",
                _is_one_of(_by_steps_of_one),
                "these are differences between a pixel and the one beside it. The central ones "
                "leave the pixel itself out: which two neighbours do they use?",
            ),
            Mistake(
                "Sobel instead of central",
                looks_like(lambda image: np.hypot(sobel_y(image), sobel_y(image.T).T)),
                "this is Sobel's gradient, smoothed along the edge. The task asks for the plain "
                "central differences: how many neighbours do they use?",
            ),
        ),
    ),
    Task(
        "4.5",
        "Find the bug: edges that come and go",
        step_sizes,
        "the difference of two uint8 pixels is uint8 again and wraps around below zero; "
        "converting afterwards keeps the wrong number. Convert before subtracting.",
        cases=(
            Case("the row 10, 20, 10", (np.array([[10, 20, 10]], np.uint8),)),
            Case("a 2×3 picture in black and white", (np.array([[0, 255, 0]] * 2, np.uint8),)),
            Case("a 6×7 picture of noise", ((256 * noise(6, 7, seed=2)).astype(np.uint8),)),
        ),
        hints=(
            "what is 10 − 20 in `uint8`? Try `row = np.array([20, 10], np.uint8)` and then "
            "`row[1] - row[0]`.",
            "which comes first in the function, the difference or the conversion? In which of "
            "the two orders is there a number below zero?",
        ),
        mistakes=(
            Mistake(
                "converted too late",
                looks_like(lambda image: np.diff(image, axis=1)),
                "a step of −10 has become 246. What is 246 − 256, and which line could have done "
                "that?",
            ),
            Mistake(
                "size taken in uint8",
                looks_like(lambda image: np.abs(np.diff(image, axis=1).view(np.int8).astype(int))),
                "small steps are right, but steps of more than 128 are not. In which dtype was the "
                "difference taken?",
            ),
            Mistake(
                "sign kept",
                looks_like(lambda image: np.diff(image.astype(float), axis=1)),
                "these are signed steps. The task asks for their sizes.",
            ),
            Mistake(
                "falling steps lost",
                looks_like(lambda image: np.maximum(np.diff(image.astype(float), axis=1), 0)),
                "the steps downwards have become zero. How large is the step from 20 to 10?",
            ),
        ),
    ),
    Task(
        "4.6",
        "The weights of a bend",
        bend_weights,
        "the bell is divided by its own sum first; the factor t²/σ⁴ − 1/σ² comes after it, for "
        "the weights of a derivative add up to about zero and cannot be divided by their sum.",
        cases=(
            Case("sigma 1.5, radius 3", (1.5, 3)),
            Case("sigma 1, radius 2", (1.0, 2)),
            Case("sigma 2.5, radius 10", (2.5, 10)),
            Case("sigma 0.7, radius 3", (0.7, 3)),
        ),
        hints=(
            "the bell and its sum are as in exercise 3.5. At which positions t?",
            "what should the weights of a derivative add up to? So which of the two can be divided "
            "by its sum, the bell or the derivative?",
            "multiply the normalised bell by t²/σ⁴ − 1/σ²: t is a whole array, `np.arange(-radius, "
            "radius + 1)`.",
        ),
        mistakes=(
            Mistake(
                "sign turned round",
                looks_like(lambda *args: -bend_weights(*args)),
                "all signs are turned round. Which sign has t²/σ⁴ − 1/σ² at t = 0, on top of the "
                "bell?",
            ),
            Mistake(
                "bell not normalised",
                looks_like(lambda *args: bend_weights(*args) / _bell(*args)[args[1]]),
                "the shape is right, the size is not. Was the bell divided by its sum?",
            ),
            Mistake(
                "divided by σ√2π instead of its own sum",
                looks_like(_divided_by_the_area),
                "very near: the bell is divided by σ√2π, the area under the whole curve. But it "
                "is sampled and cut off here. What do these samples add up to?",
            ),
            Mistake(
                "derivative divided by its sum",
                looks_like(lambda *args: bend_weights(*args) / bend_weights(*args).sum()),
                "the weights of the derivative were divided by their sum, which is nearly zero "
                "for a wide kernel. Of what should the sum be 1?",
            ),
            Mistake(
                "powers of sigma",
                _is_one_of(_wrong_powers),
                "this is right for σ = 1 only. Which power of σ stands under t², and which under "
                "the 1?",
            ),
            Mistake(
                "brackets missing",
                _is_one_of(_brackets_missing),
                "a pair of brackets is missing. What does `-(t**2) / 2 * sigma**2` divide by, and "
                "what does `a - b * bell` multiply?",
            ),
            Mistake(
                "first order",
                looks_like(lambda s, r: np.arange(r, -r - 1, -1) / s**2 * _bell(s, r)),
                "these are the weights of the slope, order 1. Which factor has the second one?",
            ),
            Mistake(
                "bell without derivative",
                looks_like(_bell),
                "this is the bell itself, which smooths. By what must each of its weights be "
                "multiplied?",
            ),
            Mistake(
                "differences of the bell",
                _is_one_of(_differences_of_the_bell),
                "these are differences of the bell's samples. The task wants the formula of the "
                "derivative, sampled: by what is each weight of the bell multiplied?",
            ),
            Mistake(
                "last position missing",
                lambda attempt: np.shape(attempt.got) == (2 * attempt.args[1],),
                "one weight is missing. Does `np.arange(a, b)` contain b?",
            ),
        ),
    ),
    Task(
        "4.7",
        "Hysteresis on a line",
        hysteresis,
        "a run ends where the value falls below `low`, or where the signal ends; only then is "
        "it known whether the run has reached `high`.",
        cases=(
            Case("1, 2, 2, 3, 2, 1, 0, 1", (np.array([1.0, 2, 2, 3, 2, 1, 0, 1]), 1, 3)),
            Case(
                "two runs that stay: 0, 1, 1, 1, 3, 1, 1, 0, 2, 3",
                (np.array([0.0, 1, 1, 1, 3, 1, 1, 0, 2, 3]), 1, 3),
            ),
            Case("60 samples of noise", (noise(1, 60, seed=3)[0], 0.3, 0.9)),
            Case("a signal below both", (np.full(4, 0.1), 0.3, 0.9)),
            Case("40 samples 1, then a 3", (np.append(np.full(40, 1.0), 3), 1, 3)),
            Case("a 3, then 40 samples 1", (np.append(3, np.full(40, 1.0)), 1, 3)),
        ),
        hints=(
            "walk along the signal. Where does a run begin, and at which moment do you know "
            "whether it stays?",
            "when a run ends, ask for its slice: is there any value ≥ high in it? And what about "
            "a run that reaches the end of the signal?",
            "`ndimage.label(strength >= low)` numbers the runs, if you would rather not loop.",
        ),
        mistakes=(
            Mistake(
                "not Boolean",
                lambda attempt: np.asarray(attempt.got).dtype != bool,
                "the answer is to hold True and False, so that it can pick values. Of which type "
                "is a comparison, and of which type is your array?",
            ),
            Mistake(
                "high only",
                looks_like(lambda strength, low, high: strength >= high),
                "only the strong values themselves are kept. What about their weaker neighbours "
                "in the same run?",
            ),
            Mistake(
                "low only",
                looks_like(lambda strength, low, high: strength >= low),
                "every run is kept, also those that never reach `high`.",
            ),
            Mistake(
                "grown to the right only",
                looks_like(_grown_to_the_right),
                "the run is kept from its strong value on, to the right. What about the part on "
                "its left?",
            ),
            Mistake(
                "grown to the left only",
                looks_like(
                    lambda strength, *both: _grown_to_the_right(strength[::-1], *both)[::-1]
                ),
                "the run is kept up to its strong value. What about the part on its right?",
            ),
            Mistake(
                "grown k times",
                _is_one_of(_grown_k_times),
                "the strong values have spread by a fixed number of steps. How far does a run "
                "reach, and does everybody know that beforehand?",
            ),
            Mistake(
                "last run forgotten",
                looks_like(_last_run_forgotten),
                "the run that reaches the end of the signal is missing. Is it ever closed?",
            ),
            Mistake(
                "strictly above",
                _is_one_of(_strictly_above),
                "a value that equals a threshold counts too: ≥, not >.",
            ),
            Mistake(
                "turned round",
                looks_like(lambda *args: ~hysteresis(*args)),
                "True and False are exchanged. What does True stand for here?",
            ),
        ),
        check_dtype=True,
    ),
)
