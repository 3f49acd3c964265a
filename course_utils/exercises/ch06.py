"""Exercises of notebook 6, Gabor filter banks."""

from __future__ import annotations

import numpy as np
from scipy.spatial.distance import cdist

from .inputs import noise
from .mistakes import SCALED, as_mistakes
from .model import Case, Choice, Mistake, Task


def nearest_on_paper():
    known = np.array([[2, 3], [1, 6], [6, 2], [9, 8]])
    new = np.array([[2, 2], [6, 6], [5, 6]])
    squared_distances = ((new[:, np.newaxis] - known) ** 2).sum(axis=2)
    return squared_distances.argmin(axis=1)


def leave_one_out_labels(features, labels):
    predicted = labels.copy()
    for left_out in range(len(features)):
        squared_distances = ((features - features[left_out]) ** 2).sum(axis=1)
        squared_distances[left_out] = np.inf
        predicted[left_out] = labels[squared_distances.argmin()]
    return predicted


def scaled_rows(train, test):
    centre, spread = train.mean(axis=0), train.std(axis=0)
    rows = []
    for table in [train, test]:
        rows.append((table - centre) / spread)
    return np.concatenate(rows)


def gabor_weights(frequency, theta, sigma, radius):
    rows, columns = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    squared_distance = rows**2 + columns**2
    along = columns * np.cos(theta) + rows * np.sin(theta)
    bell = np.exp(-squared_distance / (2 * sigma**2))
    return bell * np.cos(2 * np.pi * frequency * along)


def pool(responses):
    strength = np.abs(responses)
    means = strength.mean(axis=(1, 2))
    spreads = strength.std(axis=(1, 2))
    maxima = strength.max(axis=(1, 2))
    return np.concatenate([means, spreads, maxima])


def steps_turned(before, after):
    mismatches = [np.sum((np.roll(before, steps) - after) ** 2) for steps in range(len(before))]
    return int(np.argmin(mismatches))


def _neighbour_by(distance):
    """Leave-one-out with another distance between two rows."""

    def wrong(features, labels):
        table = np.array([[distance(a, b) for b in features] for a in features], float)
        np.fill_diagonal(table, np.inf)
        return labels[table.argmin(axis=1)]

    return wrong


def _index_of_neighbour(features, labels):
    return _neighbour_by(lambda a, b: ((a - b) ** 2).sum())(features, np.arange(len(labels)))


def _place_among_others(features, labels):
    neighbours = _index_of_neighbour(features, labels)
    return neighbours - (neighbours > np.arange(len(labels)))


def _scaled_by(ruler):
    """Both tables, scaled by what a wrong way takes for centre and spread."""

    def wrong(train, test):
        centre, spread = ruler(train, test)
        return (np.concatenate([train, test]) - centre) / spread

    return wrong


def _of(table, ddof=0):
    return table.mean(axis=0), table.std(axis=0, ddof=ddof)


def _gabor(wave=np.cos, turn=1.0, full_turn=2 * np.pi, halves=2.0, round_bell=True, swapped=False):
    """Gabor weights with one thing changed."""

    def wrong(frequency, theta, sigma, radius):
        rows, columns = np.mgrid[-radius : radius + 1, -radius : radius + 1]
        if swapped:
            rows, columns = columns, rows
        along = columns * np.cos(turn * theta) + rows * np.sin(turn * theta)
        squared = rows**2 + columns**2 if round_bell else along**2
        bell = np.exp(-squared / (halves * sigma**2))
        return bell * wave(full_turn * frequency * along)

    return wrong


def _pooled(values, axis=(1, 2), ddof=0):
    spread = values.std(axis=axis, ddof=ddof)
    return np.array([values.mean(axis=axis), spread, values.max(axis=axis)])


def _complex(n_kernels, rows, columns, seed):
    return np.random.default_rng(seed).normal(size=(n_kernels, rows, columns, 2)) @ [1, 1j]


def _differences(before, after):
    return np.array([np.roll(before, steps) - after for steps in range(len(before))])


def _mismatches(before, after):
    return (_differences(before, after) ** 2).sum(axis=1)


def _peak_to_peak(before, after):
    return int(np.argmax(after)) - int(np.argmax(before))


_SEVEN = np.random.default_rng(3).random(7)
_BEFORE = np.array([1.0, 5.0, 2.0, 0.0, 0.0, 1.0])
_AFTER = np.roll(_BEFORE, 4) + np.array([0.2, -0.1, 0.1, 0.3, -0.2, 0.1])
_TWO_PEAKS = np.array([0.0, 1.0, 3.0, 0.0, 2.0, 5.5, 6.0, 0.0])
_TWO_PEAKS_LATER = np.roll(_TWO_PEAKS, 3) + np.array([0.5, -0.2, 0.1, 0, 0, 0, 0.2, 0.1])
_NOISY = np.array([2.0, 4.0, 4.0, 1.0, 1.0])
_NOISY_LATER = np.array([2.0, -3.0, 6.0, 1.0, 1.0])


EXERCISES = (
    Task(
        "6.1",
        "Nearest on paper",
        nearest_on_paper,
        "the root does not change which distance is smallest, so the squared distances are "
        "compared: for the second point they are 25, 25, 16 and 13.",
        cases=(Case("three new points"),),
        hints=(
            "from (6, 6) to (6, 2) it is 0 along the first feature and 4 along the second. What "
            "is the squared distance? And from (6, 6) to (9, 8)?",
            "add the squares of the two differences, for each of the four known points, and take "
            "the place of the smallest sum. From which number do places count?",
        ),
        mistakes=as_mistakes(
            (
                "counted from one",
                "the places count from 0 here, as everywhere in Python.",
                lambda: nearest_on_paper() + 1,
            ),
            (
                "not squared",
                "look at the second point again. Were the differences squared before they were "
                "added? Were both features used?",
                lambda: np.array([0, 2, 1]),
                lambda: np.array([0, 2, 2]),
            ),
            (
                "largest difference",
                "this looks like the larger of the two differences alone. What does the sum of "
                "both squares say about the third point?",
                lambda: np.array([0, 3, 0]),
            ),
            (
                "second feature only",
                "this looks like the distances along the second feature alone.",
                lambda: np.array([2, 1, 1]),
            ),
            (
                "farthest",
                "these are the farthest of the known points. Which of the sums is to be taken?",
                lambda: np.array([3, 0, 3]),
            ),
        ),
        by_value=True,
    ),
    Task(
        "6.2",
        "Leave one out",
        leave_one_out_labels,
        "infinity at its own place keeps a row from being its own nearest neighbour, and nothing "
        "else has to be moved or renumbered.",
        cases=(
            Case(
                "five rows of one feature, 0, 1, 4, 6 and 6.5, labels 3, 5, 4, 8, 6",
                (np.array([[0.0], [1.0], [4.0], [6.0], [6.5]]), np.array([3, 5, 4, 8, 6])),
            ),
            Case(
                "four rows of two features, labels 1, 2, 3, 4",
                (
                    np.array([[0.0, 0.0], [1.0, 3.5], [3.0, 2.0], [1.2, 8.0]]),
                    np.array([1, 2, 3, 4]),
                ),
            ),
            Case(
                "rows 1, 5, 1 and 6 of one feature, two of them equal, labels 1, 2, 3, 4",
                (np.array([[1.0], [5.0], [1.0], [6.0]]), np.array([1, 2, 3, 4])),
            ),
            Case(
                "rows 0, 2000, 5000 and 9000 of one feature, labels 4, 1, 3, 2",
                (np.array([[0.0], [2000.0], [5000.0], [9000.0]]), np.array([4, 1, 3, 2])),
            ),
            Case(
                "12 rows of three features, three labels",
                (noise(12, 3, seed=8), np.arange(12) % 3),
            ),
            Case(
                "9 rows of two features around zero, three labels",
                (noise(9, 2, seed=4) - 0.5, np.array([2, 2, 5, 7, 7, 5, 2, 5, 7])),
            ),
        ),
        hints=(
            "for row i: what are the squared distances to all rows? One of them is zero: which "
            "one, and what keeps it from being the smallest?",
            "`squared_distances[i] = np.inf` does. Then which label belongs to the place of the "
            "smallest?",
            "`((features - features[i]) ** 2).sum(axis=1)` holds the squared distances from row "
            "i to every row.",
        ),
        mistakes=as_mistakes(
            (
                "its own neighbour",
                "every row got its own label: the nearest row to a row is the row itself, at "
                "distance zero. How can it be left out? (A large number in that place must be "
                "larger than every distance, whatever the units.)",
                lambda features, labels: labels,
            ),
            (
                "place instead of label",
                "these are places in the table, not labels. Which labels stand there?",
                _index_of_neighbour,
                _place_among_others,
            ),
            (
                "labels not shortened",
                "row i was taken out of the features and not out of the labels: behind it every "
                "place means the next label. Shorten both, or neither.",
                lambda rows, labels: labels[_place_among_others(rows, labels)],
            ),
            (
                "not squared",
                "these are the neighbours by the sum of the absolute differences. The task asks "
                "for the squared ones.",
                _neighbour_by(lambda a, b: np.abs(a - b).sum()),
            ),
            (
                "twins passed over",
                "two rows are equal here: each is the nearest other row of the other, at distance "
                "zero. Is the row itself left out by its place, or by its distance?",
                lambda rows, labels: labels[cdist(rows, rows).argsort(axis=1)[:, 1]],
                _neighbour_by(lambda a, b: ((a - b) ** 2).sum() or np.inf),
            ),
            (
                "largest difference",
                "these are the neighbours by the largest of the differences. The task asks for "
                "the sum of all squared ones.",
                _neighbour_by(lambda a, b: np.abs(a - b).max()),
            ),
            (
                "summed before squaring",
                "differences of opposite sign have cancelled. Which comes first, the square or "
                "the sum?",
                _neighbour_by(lambda a, b: (a - b).sum() ** 2),
            ),
            (
                "sign kept",
                "a difference of −5 is smaller than one of 1, but not nearer. What removes the "
                "sign?",
                _neighbour_by(lambda a, b: (b - a).sum()),
            ),
            (
                "first feature only",
                "only the first feature was looked at.",
                _neighbour_by(lambda a, b: (a[0] - b[0]) ** 2),
            ),
            (
                "farthest",
                "these are the labels of the farthest rows.",
                _neighbour_by(lambda a, b: -((a - b) ** 2).sum()),
            ),
        ),
    ),
    Task(
        "6.3",
        "Find the bug: a ruler of its own",
        scaled_rows,
        "centre and spread are measured once, on the training rows, and serve for both tables; "
        "inside the loop each table was measured by itself.",
        cases=(
            Case(
                "training rows (1, 10) and (3, 30), test rows (4, 10) and (2, 40)",
                (
                    np.array([[1.0, 10.0], [3.0, 30.0]]),
                    np.array([[4.0, 10.0], [2.0, 40.0]]),
                ),
            ),
            Case(
                "5 training rows and 3 test rows of four features",
                (noise(5, 4, seed=2), 2 + 3 * noise(3, 4, seed=3)),
            ),
            Case(
                "6 training rows and a single test row",
                (10 * noise(6, 2, seed=5), np.array([[4.0, -1.0]])),
            ),
        ),
        hints=(
            "a test row of (4, 10) and a training row of (4, 10) should become the same numbers. "
            "Do they?",
            "how often are `centre` and `spread` computed, and from which rows?",
        ),
        mistakes=(
            Mistake(
                "not one below the other",
                lambda attempt: np.shape(attempt.got)[1:] != np.shape(attempt.expected)[1:],
                "one table is wanted, with as many columns as each of the two: the training rows, "
                "and below them the test rows. Along which axis are they joined?",
            ),
            *as_mistakes(
                (
                    "test scaled by itself",
                    "the test rows were measured with a ruler of their own. What would happen to a "
                    "single test row? Which rows may centre and spread be computed from?",
                    lambda *tables: np.concatenate([scaled_rows(t, t[:0]) for t in tables]),
                ),
                (
                    "scaled by everything",
                    "centre and spread were computed from all rows, so the test rows have had a "
                    "say in the ruler. Which rows may?",
                    _scaled_by(lambda *tables: _of(np.concatenate(tables))),
                ),
                (
                    "scaled by the test rows",
                    "this is the ruler of the test rows, for both tables. Which of the two is "
                    "known when the method is built?",
                    _scaled_by(lambda train, test: _of(test)),
                ),
                (
                    "one ruler for all columns",
                    "all features got the same centre and the same spread. Over which axis are "
                    "they to be taken?",
                    _scaled_by(lambda train, test: (train.mean(), train.std())),
                ),
                (
                    "divided by the variance",
                    "this is divided by the variance, the square of the standard deviation.",
                    _scaled_by(lambda train, test: (train.mean(axis=0), train.var(axis=0))),
                ),
                (
                    "not centred",
                    "the spread is right, but the columns of the training rows should have mean 0.",
                    _scaled_by(lambda train, test: (0, train.std(axis=0))),
                ),
                (
                    "test rows not scaled",
                    "the test rows came out as they went in. They need the same ruler.",
                    lambda train, test: np.concatenate([scaled_rows(train, train[:0]), test]),
                ),
                (
                    "spread with n − 1",
                    "the spread was divided by n − 1. That is a custom too; here, and in "
                    "scikit-learn's StandardScaler, it is n, NumPy's default.",
                    _scaled_by(lambda train, test: _of(train, ddof=1)),
                ),
            ),
        ),
    ),
    Choice(
        "6.4",
        "What pooling forgets",
        "b",
        {
            "a": "a slow hum and a fast buzz drive different filters. Which of the nine means "
            "would be large for the one, and which for the other?",
            "b": "the mean over all samples is the same in whichever order they come: the pooled "
            "features say that both frequencies occur and how strongly, not which came first.",
            "c": "twice the signal means twice every response, and so twice the mean.",
            "d": "a click drives all filters for a moment, a steady tone drives one all the "
            "time. Would nine means not show that?",
        },
        hints=(
            "which of these changes only alters *where* something happens?",
            "think of the mean of a column of numbers: what may you do to the numbers without "
            "changing it?",
        ),
    ),
    Task(
        "6.5",
        "A Gabor kernel from the formula",
        gabor_weights,
        "the bell depends on the distance from the middle alone, the wave on the distance along "
        "its direction alone; their product is the kernel.",
        cases=(
            Case("frequency 0.15, θ = 0, σ = 1.5, radius 1", (0.15, 0.0, 1.5, 1)),
            Case("frequency 0.1, θ = π/6, σ = 3, radius 6", (0.1, np.pi / 6, 3.0, 6)),
            Case("frequency 0.2, θ = 2, σ = 2, radius 4", (0.2, 2.0, 2.0, 4)),
        ),
        hints=(
            "`along` is a picture too: how far does each pixel lie from the middle, measured in "
            "the direction θ? For θ = 0 it should be the column, for θ = π/2 the row.",
            "x cos θ + y sin θ. Which of `rows` and `columns` is x, and which is y?",
            "the bell is exp(−(x² + y²) / (2σ²)), the wave cos(2π · frequency · along).",
        ),
        mistakes=(
            Mistake(
                "complex",
                lambda attempt: np.iscomplexobj(attempt.got),
                "the real part of the kernel is asked for: a bell times a cosine.",
            ),
            Mistake(
                "factor in front",
                SCALED.seen,
                "all weights are wrong by the same factor. The factor in front was to be left "
                "out: what is the weight in the middle?",
            ),
            *as_mistakes(
                (
                    "rows and columns swapped",
                    "the wave runs in the wrong direction: x is the column, y the row. For θ = 0 "
                    "the weights should change along the columns.",
                    _gabor(swapped=True),
                ),
                (
                    "sine",
                    "this is the sine, the imaginary part. What is the weight in the middle?",
                    _gabor(wave=np.sin),
                ),
                (
                    "2π missing",
                    "the wave is too slow. How many radians are one full turn?",
                    _gabor(full_turn=1.0),
                ),
                (
                    "π instead of 2π",
                    "the wave is half as fast as it should be. How many radians are one full turn?",
                    _gabor(full_turn=np.pi),
                ),
                (
                    "factor 2 missing",
                    "the bell is too narrow. What stands below x² + y² in the formula?",
                    _gabor(halves=1.0),
                ),
                (
                    "sigma not squared",
                    "the bell does not have the width σ. Is σ squared in the exponent?",
                    lambda f, theta, sigma, r: gabor_weights(f, theta, np.sqrt(sigma), r),
                ),
                (
                    "bell along the wave only",
                    "the bell falls off along the wave and not across it. On which distance does "
                    "it depend?",
                    _gabor(round_bell=False),
                ),
                (
                    "turned the other way",
                    "the wave is turned the other way round. From +x towards +y, which points "
                    "down: which sign has the second term?",
                    _gabor(turn=-1.0),
                ),
                (
                    "angle in degrees",
                    "θ comes in radians, as NumPy's cos and sin take it. Was it converted?",
                    _gabor(turn=np.pi / 180),
                ),
                (
                    "no bell",
                    "this is a wave without a bell.",
                    _gabor(halves=np.inf),
                ),
                (
                    "no wave",
                    "this is the bell alone: where is the wave?",
                    _gabor(full_turn=0.0),
                ),
                (
                    "growing outwards",
                    "the weights grow outwards. Which sign has the exponent?",
                    _gabor(halves=-2.0),
                ),
                (
                    "times sigma squared",
                    "`a / 2 * b` divides by 2 and multiplies by b. Which brackets put σ² below the "
                    "line as well?",
                    lambda f, theta, sigma, r: gabor_weights(f, theta, 1 / sigma, r),
                ),
            ),
            Mistake(
                "middle only",
                lambda a: np.isclose(a.got, a.expected)[a.args[3], a.args[3]],
                "the weight in the middle is right, as it is for every bell and every wave. Work "
                "out its right neighbour, x = 1 and y = 0, by the formula: what should stand "
                "there, and what does?",
            ),
        ),
        blanks=3,
    ),
    Task(
        "6.6",
        "Pool the responses",
        pool,
        "the magnitude comes first, since the signed parts cancel; then each statistic is taken "
        "over rows and columns, one number for each kernel.",
        cases=(
            Case(
                "two kernels, pictures of 1×2 pixels: 3+4i, 0 and i, −2",
                (np.array([[[3 + 4j, 0]], [[1j, -2]]]),),
            ),
            Case("three kernels, 4×5 pixels of noise", (_complex(3, 4, 5, seed=0),)),
            Case("one kernel, 6×2 pixels of noise", (_complex(1, 6, 2, seed=1),)),
        ),
        hints=(
            "what is the length of 3 + 4i? Which NumPy function gives it for all responses at "
            "once?",
            "axis 0 says which kernel. Over which axes must one pool, so that one number "
            "for each kernel remains?",
            "three arrays of shape (n_kernels,), one after the other: which function joins them?",
        ),
        mistakes=(
            Mistake(
                "no magnitude",
                lambda attempt: np.iscomplexobj(np.asarray(attempt.got)),
                "the numbers are still complex. Which of their properties stays the same while "
                "the wave slides under the bell?",
            ),
            Mistake(
                "a table instead of a row",
                lambda attempt: np.shape(attempt.got) == (3, attempt.expected.size // 3),
                "the features of one picture should be one row of numbers, so that many pictures "
                "make a table. Which function joins arrays end to end?",
            ),
            Mistake(
                "pooled over everything",
                lambda attempt: np.shape(attempt.got) == (3,) and attempt.expected.size > 3,
                "the kernels were pooled too: three numbers are left for all of them together. "
                "Which axes hold the picture?",
            ),
            Mistake(
                "one statistic only",
                lambda attempt: np.shape(attempt.got) == (attempt.expected.size // 3,),
                "this is one number for each kernel; three are wanted. Which statistics are "
                "missing?",
            ),
            *as_mistakes(
                (
                    "real part instead",
                    "these are the statistics of the real part: it swings above and below zero, so "
                    "its mean says next to nothing. What is the length of 3 + 4i?",
                    lambda responses: _pooled(responses.real).ravel(),
                ),
                (
                    "magnitude too late",
                    "the magnitude comes first, then the mean: a wave that swings above and below "
                    "zero has cancelled before.",
                    lambda z: np.abs(_pooled(z)).ravel(),
                    lambda z: np.concatenate([np.abs(z.mean(axis=(1, 2))), pool(z)[len(z) :]]),
                ),
                (
                    "size of the real part",
                    "the imaginary part was thrown away. What is the length of 3 + 4i?",
                    lambda responses: _pooled(np.abs(responses.real)).ravel(),
                ),
                (
                    "energy instead",
                    "these are statistics of the squared magnitude. Is the length of 3 + 4i equal "
                    "to 25 or to 5?",
                    lambda responses: _pooled(np.abs(responses) ** 2).ravel(),
                ),
                (
                    "kernel by kernel",
                    "the right numbers in another order: first all the means, then all the "
                    "standard deviations, then all the maxima.",
                    lambda responses: _pooled(np.abs(responses)).T.ravel(),
                    lambda responses: _pooled(np.abs(responses))[[0, 2, 1]].ravel(),
                ),
                (
                    "pooled over the kernels",
                    "this is pooled over the kernels, pixel by pixel. Which axes hold the picture?",
                    lambda responses: _pooled(np.abs(responses), axis=0).ravel(),
                ),
                (
                    "spread with n − 1",
                    "the standard deviation was divided by n − 1; here it is n, NumPy's default.",
                    lambda responses: _pooled(np.abs(responses), ddof=1).ravel(),
                ),
            ),
            Mistake(
                "means right",
                lambda a: np.allclose(*np.reshape([a.got, a.expected], (2, 3, -1))[:, 0]),
                "the means are right, and so are the magnitude and the axes there. Are the "
                "standard deviations and the maxima taken of the same magnitudes, each kernel by "
                "itself?",
            ),
        ),
    ),
    Choice(
        "6.7",
        "What has been shown?",
        "c",
        {
            "a": "how many walls were there, in the training half and in the test half together?",
            "b": "chance is what guessing reaches, a third. Was that what came out?",
            "c": "same photograph, same light, same camera, same wall: the right half is new to "
            "the method, but it is not a new wall. A second photograph of each would be the "
            "first step further.",
            "d": "the examples are its memory, but no piece of the right half was among them. "
            "What did both halves share all the same?",
        },
        hints=(
            "count the photographs, not the pieces.",
            "of what is the right half a fair sample: of all walls, or of something smaller?",
        ),
    ),
    Task(
        "6.8",
        "How far has it turned?",
        steps_turned,
        "the whole curve is compared at every possible turn, and the fingerprint is a circle, so "
        "what leaves at the end comes in at the beginning.",
        cases=(
            Case("six values, moved on by four, with noise", (_BEFORE, _AFTER)),
            Case("six values, not moved", (_BEFORE, _BEFORE + 0.1)),
            Case("seven values, moved on by five", (_SEVEN, np.roll(_SEVEN, 5))),
            Case("eight values with two peaks and some noise", (_TWO_PEAKS, _TWO_PEAKS_LATER)),
            Case("five values with much noise", (_NOISY, _NOISY_LATER)),
        ),
        hints=(
            "there are only `len(before)` possible answers. How could each of them be tried?",
            "`np.roll(before, steps)` moves the curve on by `steps`, round the circle. How is the "
            "mismatch with `after` measured by one number?",
        ),
        mistakes=(
            Mistake(
                "no integer",
                lambda attempt: np.size(attempt.got) == 1 and attempt.got == attempt.expected,
                "the number is right, its type is not: steps are counted. What makes an integer "
                "of 2.0?",
            ),
            *as_mistakes(
                (
                    "the other way round",
                    "this turns `after` back into `before`. Which of the two is moved?",
                    lambda before, after: steps_turned(after, before),
                ),
                (
                    "not round the circle",
                    "a turn past the end should come in at the beginning: answers run from 0 to "
                    "n − 1, and one peak alone may mislead. Compare the whole curves?",
                    _peak_to_peak,
                ),
                (
                    "not squared",
                    "with much noise it matters how the mismatch is measured: the task asks for "
                    "the sum of the *squared* differences.",
                    lambda before, after: np.abs(_differences(before, after)).sum(axis=1).argmin(),
                    lambda before, after: np.abs(_differences(before, after)).max(axis=1).argmin(),
                ),
                (
                    "peaks only",
                    "only the two highest peaks were compared, and noise has made another one the "
                    "highest. What do the other values say?",
                    lambda before, after: _peak_to_peak(before, after) % len(before),
                ),
                (
                    "worst instead of best",
                    "here the mismatch is largest.",
                    lambda before, after: _mismatches(before, after).argmax(),
                ),
                (
                    "the mismatch itself",
                    "this is the smallest mismatch. At which number of steps does it occur?",
                    lambda before, after: min(_mismatches(before, after)),
                ),
            ),
        ),
        check_dtype=True,
    ),
)
