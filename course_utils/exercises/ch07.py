"""Exercises of notebook 7, the bag of visual words."""

from __future__ import annotations

import numpy as np

from .inputs import normal
from .mistakes import looks_like, not_finite, single_number
from .model import Case, Choice, Mistake, Task


def assign(X, centers):
    differences = X[:, np.newaxis] - centers
    return (differences**2).sum(axis=2).argmin(axis=1)


def update(X, labels, centers):
    new_centers = np.array(centers, dtype=float)
    for cluster in range(len(centers)):
        members = X[labels == cluster]
        if len(members) > 0:
            new_centers[cluster] = members.mean(axis=0)
    return new_centers


def kmeans_from(X, centers):
    for _ in range(100):
        distances = ((X[:, np.newaxis] - centers) ** 2).sum(axis=2)
        labels = distances.argmin(axis=1)
        means = [X[labels == cluster].mean(axis=0) for cluster in range(len(centers))]
        moved = np.abs(np.array(means) - centers).max()
        centers = np.array(means)
        if moved < 1e-9:
            break
    return centers


def word_histogram(words, n_words):
    return np.bincount(words, minlength=n_words) / len(words)


def chi2(first, second):
    both = first + second
    occurs = both > 0
    return np.sum((first - second)[occurs] ** 2 / both[occurs]) / 2


def pyramid(words, n_words):
    rows, columns = words.shape
    upper, lower = words[: rows // 2], words[rows // 2 :]
    half = columns // 2
    regions = [words, upper[:, :half], upper[:, half:], lower[:, :half], lower[:, half:]]
    return np.concatenate([word_histogram(region.ravel(), n_words) for region in regions])


def _lists_of_indices(attempt):
    """Whether the answer holds the members of each cluster instead of a label a sample."""
    samples, centers = attempt.args
    members = np.concatenate([np.ravel(group) for group in attempt.got])
    return (
        len(attempt.got) == len(centers)
        and np.ndim(attempt.got[0]) == 1
        and np.array_equal(np.sort(members), np.arange(len(samples)))
    )


def _squared_distances(X, centers):
    return ((X[:, np.newaxis] - centers) ** 2).sum(axis=2)


def _nearest(measure):
    """Return an assign step with another measure of the differences, shape (n, k, d)."""
    return lambda X, centers: measure(X[:, np.newaxis] - centers).argmin(axis=1)


def _pooled(pool):
    """Return an update step that pools the members, of n samples, in another way."""

    def wrong(X, labels, centers):
        result = np.array(centers, dtype=float)
        for cluster in np.unique(labels):
            result[cluster] = pool(X[labels == cluster], len(X))
        return result

    return wrong


def _turns(number):
    def wrong(X, centers):
        for _ in range(number):
            centers = update(X, assign(X, centers), centers)
        return centers

    return wrong


def _pieces(words, n_words):
    """Return the five histograms of the pyramid, one a row."""
    return pyramid(words, n_words).reshape(5, n_words)


def _shares(n_words):
    """Return the share of the map that each entry of the pyramid is counted in."""
    return np.repeat([1, 0.25, 0.25, 0.25, 0.25], n_words)


EXERCISES = (
    Task(
        "7.1",
        "The assign step",
        assign,
        "a new axis lets every sample meet every centre; the place of the smallest of its k "
        "squared distances is the number of its cluster.",
        cases=(
            Case(
                "four points and three centres",
                (
                    np.array([[3.0, -3], [2, 2], [0.2, 0.1], [-1, 4]]),
                    np.array([[0.0, 0], [3, 3], [2, -2]]),
                ),
            ),
            Case(
                "four points and two centres",
                (np.array([[0.0, 0], [1, 0], [4, 0], [5, 1]]), np.array([[0.0, 1], [5, 0]])),
            ),
            Case(
                "three points, the first between a centre straight on and one round the corner",
                (np.array([[0.0, 0], [3, 1], [-1, 5]]), np.array([[0.0, 3.2], [2, 2]])),
            ),
            Case(
                "30 samples of 5 features, 4 centres",
                (normal(30, 5, seed=1), normal(4, 5, seed=2)),
            ),
        ),
        hints=(
            "one sample first: which array holds its differences to all k centres, and which "
            "number is to be formed from each of them?",
            "`X[:, np.newaxis] - centers` has shape (n, k, d). Over which axis is the sum of "
            "the squares taken, and over which one does `argmin` look?",
        ),
        mistakes=(
            Mistake(
                "lists of indices",
                _lists_of_indices,
                "these are the members of each cluster, one list a cluster. The task asks the "
                "other way round: for each sample, the number of its cluster.",
            ),
            Mistake(
                "largest distance",
                looks_like(lambda X, centers: _squared_distances(X, centers).argmax(axis=1)),
                "every sample has gone to the centre that is farthest away.",
            ),
            Mistake(
                "nearest sample of each centre",
                looks_like(lambda X, centers: _squared_distances(X, centers).argmin(axis=0)),
                "this says, for each centre, which sample is nearest. Every *sample* should be "
                "asked for its nearest centre: which axis is searched then?",
            ),
            Mistake(
                "distances returned",
                looks_like(
                    _squared_distances,
                    lambda X, centers: np.sqrt(_squared_distances(X, centers)),
                    lambda X, centers: _squared_distances(X, centers).min(axis=1),
                ),
                "these are distances. Which centre do they belong to: `min` or `argmin`?",
            ),
            Mistake(
                "counted from one",
                looks_like(lambda X, centers: assign(X, centers) + 1),
                "the clusters are numbered from 1 here. What is the index of the first row?",
            ),
            Mistake(
                "one number for all samples",
                single_number,
                "this is one number for all samples together. Along which axis should `argmin` "
                "look, so that every sample keeps a place of its own?",
            ),
            Mistake(
                "differences not squared",
                looks_like(
                    _nearest(lambda differences: differences.sum(axis=2)),
                    _nearest(lambda differences: np.abs(differences.sum(axis=2))),
                ),
                "differences of opposite sign have cancelled, or a negative one has won. What "
                "must be done to each before they are added up?",
            ),
            Mistake(
                "city-block distance",
                looks_like(_nearest(lambda differences: np.abs(differences).sum(axis=2))),
                "the absolute differences were added up: the way along the streets, not the "
                "straight line. What would Pythagoras add?",
            ),
            Mistake(
                "summed over the centres",
                looks_like(_nearest(lambda differences: (differences**2).sum(axis=1))),
                "the squares were added up over the centres, so that the distances to all of "
                "them are mixed. Which axis holds the d features?",
            ),
        ),
    ),
    Task(
        "7.2",
        "The update step",
        update,
        "the mean of the members is the point with the smallest sum of squared distances to "
        "them; a cluster without members has no mean, so its centre stays.",
        cases=(
            Case(
                "the last cluster empty",
                (
                    np.array([[1.0, 2, 3], [3, 2, 2], [5, 8, 4], [0, 1, 1]]),
                    np.array([1, 0, 1, 0]),
                    np.array([[0.0, 0, 1], [1, 1, 1], [7, 8, 9]]),
                ),
            ),
            Case(
                "three points, three clusters, one of them empty",
                (
                    np.array([[0.0, 0], [2, 0], [4, 6]]),
                    np.array([0, 0, 2]),
                    np.array([[9.0, 9], [5, 5], [1, 1]]),
                ),
            ),
            Case(
                "centres that came as integers",
                (
                    np.array([[0.0, 1], [1, 4], [7, 8]]),
                    np.array([0, 0, 1]),
                    np.array([[1, 1], [6, 6]]),
                ),
            ),
            Case(
                "30 samples of 5 features, 4 clusters",
                (
                    normal(30, 5, seed=3),
                    np.random.default_rng(4).integers(0, 4, 30),
                    normal(4, 5, seed=5),
                ),
            ),
        ),
        hints=(
            "`labels == 2` is True for the members of cluster 2. What is `X[labels == 2]`, and "
            "what if no label is 2?",
            "begin with a copy of `centers` as floats, and overwrite only the rows of clusters "
            "that have members.",
        ),
        mistakes=(
            Mistake(
                "empty cluster divided by zero",
                lambda attempt: attempt.error is None and not_finite(attempt),
                "the mean of no samples is 0/0. What should become of the centre of a cluster "
                "that nobody has joined?",
            ),
            Mistake(
                "empty cluster at the origin",
                looks_like(lambda X, labels, centers: update(X, labels, 0 * centers)),
                "the centre of the empty cluster has moved to the origin. Where was it before?",
            ),
            Mistake(
                "empty cluster left out",
                looks_like(
                    lambda X, labels, centers: np.array(
                        [X[labels == cluster].mean(axis=0) for cluster in np.unique(labels)]
                    )
                ),
                "a row is missing: the empty cluster has lost its centre, and every later "
                "cluster its number.",
            ),
            Mistake(
                "sum instead of mean",
                looks_like(_pooled(lambda members, n: members.sum(axis=0))),
                "these are sums. By what must each be divided?",
            ),
            Mistake(
                "divided by all samples",
                looks_like(_pooled(lambda members, n: members.sum(axis=0) / n)),
                "the sums were divided by the number of all samples. How many are in *this* "
                "cluster?",
            ),
            Mistake(
                "one mean for all features",
                looks_like(_pooled(lambda members, n: members.mean())),
                "all features of a centre are equal: `mean()` without an axis is one number. "
                "Which axis counts the members?",
            ),
            Mistake(
                "empty cluster moved to a sample",
                lambda attempt: attempt.got[2].tolist() in attempt.args[0].tolist(),
                "a centre has jumped onto one of the samples. That is a rule for empty clusters, "
                "too, but here the centre stays. Where was it before?",
            ),
        ),
    ),
    Task(
        "7.3",
        "Find the bug: k-means that stops after one turn",
        kmeans_from,
        "the loop must end when the centres have moved *less* than a tiny amount; with the "
        "test the other way round it ends as soon as something has happened.",
        cases=(
            Case(
                "the points 0, 1, 2, 9, 10 and the centres 0 and 1",
                (np.array([[0.0], [1], [2], [9], [10]]), np.array([[0.0], [1]])),
            ),
            Case(
                "40 points in a plane, 3 centres",
                (normal(40, 2, seed=6), normal(40, 2, seed=6)[:3] * 0.5),
            ),
            Case(
                "200 points from 0 down to -1, from 4 centres at the upper end",
                (-(np.linspace(0, 1, 200)[:, np.newaxis] ** 2), -np.arange(4)[:, np.newaxis] / 100),
            ),
        ),
        hints=(
            "let the function print `moved` in every turn. How many turns does it make?",
            "put into words when the loop is left: *if the centres have moved by more than …*. "
            "Is that a reason to stop?",
        ),
        mistakes=(
            Mistake(
                "sign of the movement",
                lambda attempt: attempt.args[1].max() <= 0 and looks_like(_turns(2))(attempt),
                "here all centres move downwards, and the loop was left after two turns. Is the "
                "largest of negative movements a large one?",
            ),
            Mistake(
                "stops after one turn",
                looks_like(_turns(1)),
                "these are the centres after a single turn. When is the loop left: when nothing "
                "moves any more, or when something has moved?",
            ),
            Mistake(
                "stops too early",
                looks_like(*[_turns(number) for number in range(2, 30)]),
                "the centres are on their way and not yet at rest: one more turn would move "
                "them. How little movement counts as none?",
            ),
        ),
    ),
    Choice(
        "7.4",
        "The smallest inertia",
        "c",
        {
            "a": "the elbow is where *further* clusters begin to pay little. Do they pay nothing?",
            "b": "k-means does not know the kinds. What happens to the inertia when one of the "
            "clusters is cut in two, and both halves get a centre of their own?",
            "c": "with a centre on every sample all distances are zero. So the smallest inertia "
            "cannot be the reason to choose a k: what the words are *for* must decide.",
            "d": "one can: think of the largest k that there are samples for.",
        },
        hints=(
            "compare the best of k centres with the best of k + 1: can one more centre do harm?",
            "what is the inertia if every sample is a centre?",
        ),
    ),
    Task(
        "7.5",
        "A histogram of words",
        word_histogram,
        "`minlength` keeps the places of words that do not occur, so that the histograms of all "
        "pictures have one length and place j always means word j.",
        cases=(
            Case(
                "the words 1, 3, 3, 1, 3 out of a vocabulary of 6", (np.array([1, 3, 3, 1, 3]), 6)
            ),
            Case("the words 0, 2, 2, 1, 2 out of 5", (np.array([0, 2, 2, 1, 2]), 5)),
            Case("always word 2, out of 3", (np.array([2, 2, 2, 2]), 3)),
            Case(
                "200 words out of a vocabulary of 50",
                (np.random.default_rng(7).integers(3, 40, 200), 50),
            ),
        ),
        hints=(
            "how long must the result be, whatever words occur? And what must it add up to?",
            "`np.bincount(words)` counts 0, 1, 2, … up to the largest word *that occurs*. Which "
            "argument makes it longer?",
        ),
        mistakes=(
            Mistake(
                "minlength forgotten",
                lambda attempt: np.size(attempt.got) == attempt.args[0].max() + 1 < attempt.args[1],
                "the histogram ends at the largest word of this picture, so two pictures would "
                "get histograms of two lengths. Which argument of `np.bincount` prevents that?",
            ),
            Mistake(
                "only the words that occur",
                lambda attempt: np.shape(attempt.got) == (len(np.unique(attempt.args[0])),),
                "words that do not occur have no place here, so that place 0 means another word "
                "in every picture. What should stand there for them?",
            ),
            Mistake(
                "counts",
                looks_like(lambda words, n_words: np.bincount(words, minlength=n_words)),
                "these are counts. A picture twice as large would have twice the counts: by "
                "what should they be divided?",
            ),
            Mistake(
                "each word counted once",
                looks_like(lambda words, n_words: np.isin(range(n_words), words) / len(words)),
                "each word counts once here, however often it occurs: `counts[words] += 1` adds "
                "to every place only once. Which function counts repetitions?",
            ),
            Mistake(
                "bins stretched",
                looks_like(
                    lambda words, n_words: np.histogram(words, bins=n_words)[0] / len(words),
                    lambda words, n_words: np.histogram(words, bins=n_words)[0],
                ),
                "`np.histogram` lays its bins between the smallest and the largest word of this "
                "picture, so that bin j is not word j. Count whole numbers with `np.bincount`.",
            ),
        ),
    ),
    Task(
        "7.6",
        "The χ² distance",
        chi2,
        "a word that is in neither picture says nothing, so its 0/0 counts as 0; a word in one "
        "of them only counts with half of its share.",
        cases=(
            Case(
                "0.5, 0.5, 0, 0 and 0.25, 0, 0.75, 0",
                (np.array([0.5, 0.5, 0, 0]), np.array([0.25, 0, 0.75, 0])),
            ),
            Case(
                "two histograms that share one word, unequally",
                (np.array([0.2, 0.8, 0, 0, 0]), np.array([0, 0.4, 0.5, 0, 0.1])),
            ),
            Case(
                "two histograms without a word in common",
                (np.array([0.3, 0.7, 0, 0, 0]), np.array([0, 0, 0.9, 0, 0.1])),
            ),
            Case(
                "two histograms without a zero",
                (np.array([0.1, 0.2, 0.7]), np.array([0.5, 0.1, 0.4])),
            ),
        ),
        hints=(
            "write down the term of one word: what stands above the line and what below, and "
            "for which words is there nothing to divide by?",
            "a mask, `occurs = both > 0`, picks the places where the quotient exists; at the "
            "others the term is 0.",
        ),
        mistakes=(
            Mistake(
                "divided by zero",
                lambda attempt: np.isnan(attempt.got),
                "a word that neither picture has gives 0/0, which NumPy calls NaN, and one NaN "
                "spoils the sum. What should such a word contribute?",
            ),
            Mistake(
                "divided by one of the two",
                lambda attempt: np.isinf(attempt.got),
                "the squares were divided by one histogram only, so that the distance there is "
                "not the distance back. What stands below the line?",
            ),
            Mistake(
                "words of one picture left out",
                looks_like(lambda a, b: chi2(a[a * b > 0], b[a * b > 0])),
                "words that only one of the two has were left out, and just they tell the "
                "pictures apart. Where exactly is the sum below the line zero?",
            ),
            Mistake(
                "one term a word",
                lambda attempt: attempt.error is None and np.ndim(attempt.got) > 0,
                "this is one number for each word. A distance is one number: what is missing?",
            ),
            Mistake(
                "square root",
                looks_like(lambda a, b: np.sqrt(chi2(a, b))),
                "this is the square root of the right value. Is there a root in the formula?",
            ),
            Mistake(
                "half forgotten",
                looks_like(lambda a, b: 2 * chi2(a, b)),
                "twice the right value. Two histograms without a common word should be at "
                "distance 1.",
            ),
            Mistake(
                "not squared",
                looks_like(lambda a, b: np.nansum(np.abs(a - b) / (a + b)) / 2),
                "the differences were not squared. What stands above the line?",
            ),
            Mistake(
                "not divided",
                looks_like(
                    lambda a, b: np.sum((a - b) ** 2) / 2, lambda a, b: np.sum((a - b) ** 2)
                ),
                "this is the sum of the squared differences. By what is each of them divided?",
            ),
        ),
    ),
    Choice(
        "7.7",
        "Where the words come from",
        "b",
        {
            "a": "k-means sees no labels, so the harm is often small. But can you *know* that it "
            "is, without having done it honestly?",
            "b": "the pictures to be tested have helped to choose the words. In the fold, the "
            "vocabulary is made of the training pictures alone, as it would have to be for a "
            "picture that does not exist yet.",
            "c": "a histogram is normalised for each picture by itself: nothing flows from one "
            "picture to another. What does flow?",
            "d": "the nearest neighbour only keeps its training pictures, true. Are those the only "
            "ones whose pixels have been used before the test?",
        },
        hints=(
            "go through the steps: descriptors, vocabulary, histograms, neighbours. Which of them "
            "mixes pixels of different pictures?",
            "a picture taken tomorrow: which of the four steps must be finished by then?",
        ),
    ),
    Task(
        "7.8",
        "A pyramid of words",
        pyramid,
        "each region has a histogram of its own, and their order says where it was: that is the "
        "part of the layout that the single histogram forgets.",
        cases=(
            Case(
                "4 × 6 words out of a vocabulary of 5",
                (np.random.default_rng(8).integers(0, 4, (4, 6)), 5),
            ),
            Case(
                "2 × 4 words out of a vocabulary of 3", (np.array([[0, 0, 1, 2], [2, 2, 1, 1]]), 3)
            ),
            Case(
                "8 × 4 words out of a vocabulary of 7",
                (np.random.default_rng(9).integers(0, 6, (8, 4)), 7),
            ),
        ),
        hints=(
            "how many histograms are there, how long is each, and which slices of `words` are the "
            "four quarters?",
            "`np.bincount` wants a flat array: `region.ravel()`. A function for one region, called "
            "five times, keeps it short; exercise 7.5 has it.",
        ),
        mistakes=(
            Mistake(
                "whole picture missing",
                looks_like(lambda words, n_words: _pieces(words, n_words)[1:].ravel()),
                "these are the four quarters. The histogram of the whole comes first.",
            ),
            Mistake(
                "region not flat",
                lambda attempt: "too deep" in str(attempt.error),
                "`np.bincount` wants a flat array. What does `.ravel()` make of a region?",
            ),
            Mistake(
                "five rows",
                lambda attempt: np.shape(attempt.got) == (5, attempt.args[1]),
                "these are five rows; one long row is asked for. What joins arrays end to end?",
            ),
            Mistake(
                "divided by the whole",
                looks_like(lambda words, n_words: pyramid(words, n_words) * _shares(n_words)),
                "the quarters were divided by the number of words in the whole map. Each of the "
                "five histograms should add up to 1.",
            ),
            Mistake(
                "minlength forgotten",
                lambda attempt: 1 < np.size(attempt.got) < 5 * attempt.args[1],
                "a histogram is too short where the last words do not occur in its region. "
                "Remember `minlength`.",
            ),
            Mistake(
                "quarters down the columns",
                looks_like(lambda words, n_words: _pieces(words, n_words)[[0, 1, 3, 2, 4]].ravel()),
                "upper right and lower left have changed places. In which order are the quarters "
                "asked for?",
            ),
        ),
    ),
)
