"""Exercises of notebook 6, Gabor filter banks."""

from __future__ import annotations

import numpy as np

from .inputs import noise
from .mistakes import looks_like
from .model import Case, Choice, Mistake, Task


def nearest_on_paper():
    known = np.array([[1, 1], [1, 6], [6, 2], [9, 8]])
    new = np.array([[2, 2], [6, 6], [4, 3]])
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


def _labels_not_shortened(features, labels):
    neighbours = _index_of_neighbour(features, labels)
    return labels[neighbours - (neighbours > np.arange(len(labels)))]


def _scaled_by(ruler):
    """Both tables, scaled by what a wrong way takes for centre and spread."""

    def wrong(train, test):
        centre, spread = ruler(train, test)
        return (np.concatenate([train, test]) - centre) / spread

    return wrong


def _of(table, ddof=0):
    return table.mean(axis=0), table.std(axis=0, ddof=ddof)


def _each_by_itself(train, test):
    return np.concatenate([scaled_rows(table, table[:0]) for table in (train, test)])


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


def _mismatches(before, after):
    return [((np.roll(before, steps) - after) ** 2).sum() for steps in range(len(before))]


def _peak_to_peak(before, after):
    return int(np.argmax(after)) - int(np.argmax(before))


def _curve(length, seed):
    return np.random.default_rng(seed).random(length)


_BEFORE = np.array([1.0, 5.0, 2.0, 0.0, 0.0, 1.0])
_TWO_PEAKS = np.array([0.0, 1.0, 3.0, 0.0, 2.0, 5.5, 6.0, 0.0])
_TWO_PEAKS_LATER = np.roll(_TWO_PEAKS, 3) + np.array([0.5, -0.2, 0.1, 0, 0, 0, 0.2, 0.1])


EXERCISES = (
    Task(
        "6.1",
        "Nearest on paper",
        nearest_on_paper,
        "the root does not change which distance is smallest, so the squared distances are "
        "compared: for the second point they are 50, 25, 16 and 13.",
        cases=(Case("three new points"),),
        hints=(
            "from (6, 6) to (6, 2) it is 0 along the first feature and 4 along the second. What "
            "is the squared distance? And from (6, 6) to (9, 8)?",
            "add the squares of the two differences, for each of the four known points, and take "
            "the place of the smallest sum. From which number do places count?",
        ),
        mistakes=(
            Mistake(
                "counted from one",
                looks_like(lambda: nearest_on_paper() + 1),
                "the places count from 0 here, as everywhere in Python.",
            ),
            Mistake(
                "not squared",
                looks_like(lambda: np.array([0, 2, 2])),
                "look at the second point again. Were the differences squared before they were "
                "added? Were both features used?",
            ),
            Mistake(
                "second feature only",
                looks_like(lambda: np.array([2, 1, 2])),
                "this looks like the distances along the second feature alone.",
            ),
            Mistake(
                "farthest",
                looks_like(lambda: np.array([3, 0, 3])),
                "these are the farthest of the known points. Which of the sums is to be taken?",
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
                "12 rows of three features, three labels",
                (noise(12, 3, seed=1), np.arange(12) % 3),
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
        mistakes=(
            Mistake(
                "its own neighbour",
                looks_like(lambda features, labels: labels),
                "every row got its own label: the nearest row to a row is the row itself, at "
                "distance zero. How can it be left out?",
            ),
            Mistake(
                "place instead of label",
                looks_like(_index_of_neighbour),
                "these are the places of the neighbours. Which labels stand there?",
            ),
            Mistake(
                "labels not shortened",
                looks_like(_labels_not_shortened),
                "row i was taken out of the features and not out of the labels: behind it every "
                "place means the next label. Shorten both, or neither.",
            ),
            Mistake(
                "not squared",
                looks_like(_neighbour_by(lambda a, b: np.abs(a - b).sum())),
                "these are the neighbours by the sum of the absolute differences. The task asks "
                "for the squared ones.",
            ),
            Mistake(
                "summed before squaring",
                looks_like(_neighbour_by(lambda a, b: (a - b).sum() ** 2)),
                "differences of opposite sign have cancelled. Which comes first, the square or "
                "the sum?",
            ),
            Mistake(
                "sign kept",
                looks_like(_neighbour_by(lambda a, b: (b - a).sum())),
                "a difference of −5 is smaller than one of 1, but not nearer. What removes the "
                "sign?",
            ),
            Mistake(
                "first feature only",
                looks_like(_neighbour_by(lambda a, b: (a[0] - b[0]) ** 2)),
                "only the first feature was looked at.",
            ),
            Mistake(
                "farthest",
                looks_like(_neighbour_by(lambda a, b: -((a - b) ** 2).sum())),
                "these are the labels of the farthest rows.",
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
                "test scaled by itself",
                looks_like(_each_by_itself),
                "the test rows were measured with a ruler of their own. What would happen to a "
                "single test row? Which rows may centre and spread be computed from?",
            ),
            Mistake(
                "scaled by everything",
                looks_like(_scaled_by(lambda *tables: _of(np.concatenate(tables)))),
                "centre and spread were computed from all rows, so the test rows have had a say "
                "in the ruler. Which rows may?",
            ),
            Mistake(
                "scaled by the test rows",
                looks_like(_scaled_by(lambda train, test: _of(test))),
                "this is the ruler of the test rows, for both tables. Which of the two is known "
                "when the method is built?",
            ),
            Mistake(
                "one ruler for all columns",
                looks_like(_scaled_by(lambda train, test: (train.mean(), train.std()))),
                "all features got the same centre and the same spread. Over which axis are they "
                "to be taken?",
            ),
            Mistake(
                "divided by the variance",
                looks_like(_scaled_by(lambda train, test: (train.mean(axis=0), train.var(axis=0)))),
                "this is divided by the variance, the square of the standard deviation.",
            ),
            Mistake(
                "not centred",
                looks_like(_scaled_by(lambda train, test: (0, train.std(axis=0)))),
                "the spread is right, but the columns of the training rows should have mean 0.",
            ),
            Mistake(
                "test rows not scaled",
                looks_like(
                    lambda train, test: np.concatenate([scaled_rows(train, train[:0]), test])
                ),
                "the test rows came out as they went in. They need the same ruler.",
            ),
            Mistake(
                "spread with n − 1",
                looks_like(_scaled_by(lambda train, test: _of(train, ddof=1))),
                "the spread was divided by n − 1. That is a custom too; here, and in "
                "scikit-learn's StandardScaler, it is n, NumPy's default.",
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
            Case("frequency 0.125, θ = 0, σ = 1, radius 1", (0.125, 0.0, 1.0, 1)),
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
                "rows and columns swapped",
                looks_like(_gabor(swapped=True)),
                "the wave runs in the wrong direction: x is the column, y the row. For θ = 0 the "
                "weights should change along the columns.",
            ),
            Mistake(
                "sine",
                looks_like(_gabor(wave=np.sin)),
                "this is the sine, the imaginary part. What is the weight in the middle?",
            ),
            Mistake(
                "2π missing",
                looks_like(_gabor(full_turn=1.0)),
                "the wave is too slow. How many radians are one full turn?",
            ),
            Mistake(
                "π instead of 2π",
                looks_like(_gabor(full_turn=np.pi)),
                "the wave is half as fast as it should be. How many radians are one full turn?",
            ),
            Mistake(
                "factor 2 missing",
                looks_like(_gabor(halves=1.0)),
                "the bell is too narrow. What stands below x² + y² in the formula?",
            ),
            Mistake(
                "sigma not squared",
                looks_like(lambda f, theta, sigma, r: gabor_weights(f, theta, np.sqrt(sigma), r)),
                "the bell does not have the width σ. Is σ squared in the exponent?",
            ),
            Mistake(
                "bell along the wave only",
                looks_like(_gabor(round_bell=False)),
                "the bell falls off along the wave and not across it. On which distance does "
                "it depend?",
            ),
            Mistake(
                "turned the other way",
                looks_like(_gabor(turn=-1.0)),
                "the wave is turned the other way round. From +x towards +y, which points down: "
                "which sign has the second term?",
            ),
            Mistake(
                "angle in degrees",
                looks_like(_gabor(turn=np.pi / 180)),
                "θ comes in radians, as NumPy's cos and sin take it. Was it converted?",
            ),
            Mistake(
                "no bell",
                looks_like(_gabor(halves=np.inf)),
                "this is a wave without a bell.",
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
            "axis 0 says which kernel. Over which axes is to be pooled, so that one number for "
            "each kernel remains?",
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
                "real part instead",
                looks_like(lambda responses: _pooled(responses.real).ravel()),
                "these are the statistics of the real part: it swings above and below zero, so "
                "its mean says next to nothing. What is the length of 3 + 4i?",
            ),
            Mistake(
                "size of the real part",
                looks_like(lambda responses: _pooled(np.abs(responses.real)).ravel()),
                "the imaginary part was thrown away. What is the length of 3 + 4i?",
            ),
            Mistake(
                "energy instead",
                looks_like(lambda responses: _pooled(np.abs(responses) ** 2).ravel()),
                "these are statistics of the squared magnitude. Is the length of 3 + 4i equal to "
                "25 or to 5?",
            ),
            Mistake(
                "kernel by kernel",
                looks_like(lambda responses: _pooled(np.abs(responses)).T.ravel()),
                "the right numbers in another order: first all the means, then all the standard "
                "deviations, then all the maxima.",
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
                "pooled over the kernels",
                looks_like(lambda responses: _pooled(np.abs(responses), axis=0).ravel()),
                "this is pooled over the kernels, pixel by pixel. Which axes hold the picture?",
            ),
            Mistake(
                "spread with n − 1",
                looks_like(lambda responses: _pooled(np.abs(responses), ddof=1).ravel()),
                "the standard deviation was divided by n − 1; here it is n, NumPy's default.",
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
            "d": "no piece of the right half was seen in training, so it was no mere memory. "
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
            Case("six values, moved on by two", (_BEFORE, np.roll(_BEFORE, 2))),
            Case("six values, not moved", (_BEFORE, _BEFORE + 0.1)),
            Case("seven values, moved on by five", (_curve(7, 3), np.roll(_curve(7, 3), 5))),
            Case("eight values with two peaks and some noise", (_TWO_PEAKS, _TWO_PEAKS_LATER)),
        ),
        hints=(
            "there are only `len(before)` possible answers. How could each of them be tried?",
            "`np.roll(before, steps)` moves the curve on by `steps`, round the circle. How is the "
            "mismatch with `after` measured by one number?",
        ),
        mistakes=(
            Mistake(
                "the other way round",
                looks_like(lambda before, after: steps_turned(after, before)),
                "this turns `after` back into `before`. Which of the two is moved?",
            ),
            Mistake(
                "not round the circle",
                looks_like(_peak_to_peak),
                "a turn past the end should come in at the beginning: answers run from 0 to n − 1, "
                "and one peak alone may mislead. Compare the whole curves?",
            ),
            Mistake(
                "peaks only",
                looks_like(
                    lambda before, after: (
                        (int(np.argmax(after)) - int(np.argmax(before))) % len(before)
                    )
                ),
                "only the two highest peaks were compared, and noise has made another one the "
                "highest. What do the other values say?",
            ),
            Mistake(
                "worst instead of best",
                looks_like(lambda before, after: int(np.argmax(_mismatches(before, after)))),
                "here the mismatch is largest.",
            ),
            Mistake(
                "the mismatch itself",
                looks_like(lambda before, after: min(_mismatches(before, after))),
                "this is the smallest mismatch. At which number of steps does it occur?",
            ),
        ),
    ),
)
