"""Exercises of notebook 9, PCA and LDA."""

from __future__ import annotations

import numpy as np

from .inputs import noise
from .mistakes import as_mistakes, looks_like
from .model import Case, Choice, Mistake, Task


def covariance(X):
    centred = X - X.mean(axis=0)
    return centred.T @ centred / (len(X) - 1)


def coordinates(X, mean, components, k):
    return (X - mean) @ components[:k].T


def shares(X):
    singular = np.linalg.svd(X - X.mean(axis=0), compute_uv=False)
    return singular**2 / np.sum(singular**2)


def reconstruct(X, k):
    mean = X.mean(axis=0)
    _, _, directions = np.linalg.svd(X - mean, full_matrices=False)
    kept = directions[:k]
    return (X - mean) @ kept.T @ kept + mean


def fisher_direction(first, second):
    difference = second.mean(axis=0) - first.mean(axis=0)
    first_centred = first - first.mean(axis=0)
    second_centred = second - second.mean(axis=0)
    within = first_centred.T @ first_centred + second_centred.T @ second_centred
    direction = np.linalg.solve(within, difference)
    return direction / np.linalg.norm(direction)


def whiten(X):
    centred = X - X.mean(axis=0)
    covariance = centred.T @ centred / (len(X) - 1)
    variances, vectors = np.linalg.eigh(covariance)
    return centred @ vectors / np.sqrt(variances) @ vectors.T


def _uncentred(X):
    return X.T @ X / (len(X) - 1)


def _shares_of(table, power=2):
    singular = np.linalg.svd(table, compute_uv=False)
    return singular**power / np.sum(singular**power)


def _along(centred, kept):
    return centred @ kept.T @ kept


def _right(table):
    return np.linalg.svd(table, full_matrices=False)[2]


def _left(X):
    return np.linalg.svd(X - X.mean(axis=0), full_matrices=False)[0]


def _directions(X):
    return _right(X - X.mean(axis=0))


def _with_directions(choose):
    """Return a reconstruction from other rows than the first k."""
    return lambda X, k: _along(X - X.mean(axis=0), choose(_directions(X), k)) + X.mean(axis=0)


def _scatter(members):
    return covariance(members) * (len(members) - 1)


def _unit(vector):
    return vector / np.linalg.norm(vector)


def _difference(first, second):
    return second.mean(axis=0) - first.mean(axis=0)


def _within(first, second):
    return _scatter(first) + _scatter(second)


def _fisher_with(within):
    """Return Fisher's direction with another matrix in the place of the scatter within."""
    return lambda first, second: _unit(
        np.linalg.solve(within(first, second), _difference(first, second))
    )


def _powered(power):
    """Return a symmetric whitening with another power of the variances."""

    def wrong(X):
        variances, vectors = np.linalg.eigh(covariance(X))
        return (X - X.mean(axis=0)) @ vectors * variances**power @ vectors.T

    return wrong


def _is_multiple(attempt, sign=1):
    """Tell whether the answer is the right one times a positive (or negative) number."""
    got, expected = np.ravel(attempt.got), np.ravel(attempt.expected)
    alike = np.shape(attempt.got) == np.shape(attempt.expected) and np.any(got)
    return bool(alike) and np.allclose(sign * _unit(got), _unit(expected))


def _off_centre(attempt):
    same = np.shape(attempt.got) == np.shape(attempt.expected)
    return same and not np.allclose(np.mean(attempt.got, axis=0), 0)


def _is_white(attempt):
    return attempt.got.shape == attempt.expected.shape and np.allclose(
        covariance(attempt.got), np.eye(attempt.got.shape[1])
    )


_CROSS = np.array([[7.0, 3], [3, 3], [5, 4], [5, 2]])
_TURNED = np.array([[0.0, 0.6, 0.8], [0, 0.8, -0.6], [1, 0, 0]])
_SKEWED = noise(7, 3, seed=2) @ np.array([[3.0, 1, 0], [0, 1, 2], [1, 0, 1]]) + 4


EXERCISES = (
    Task(
        "9.1",
        "The covariance matrix",
        covariance,
        "one matrix product adds up, for each pair of features, the products of their deviations "
        "over all samples.",
        cases=(
            Case("the points (0, 0), (2, 0), (4, 6)", (np.array([[0.0, 0], [2, 0], [4, 6]]),)),
            Case(
                "four points of three features",
                (np.array([[1.0, 0, 2], [3, 0, 0], [1, 4, 0], [3, 4, 6]]),),
            ),
            Case("ten points of four features", (noise(10, 4, seed=1) + np.arange(4),)),
        ),
        hints=(
            "what must be subtracted from each column, before anything is multiplied?",
            "`centred` has the shape (n, d). Which product of it with its own transpose has the "
            "shape (d, d)?",
        ),
        mistakes=(
            Mistake(
                "one row a sample",
                lambda attempt: np.shape(attempt.got) == 2 * (len(attempt.args[0]),),
                "this is a table of samples by samples. One entry for each pair of *features* is "
                "wanted: which of the two factors is transposed? (`np.cov` takes its variables "
                "in rows.)",
            ),
            Mistake(
                "variances only",
                lambda attempt: np.shape(attempt.got) == (attempt.args[0].shape[1],),
                "these are at most the variances, one a feature. Where are the products of two "
                "different features?",
            ),
            Mistake(
                "place by place",
                lambda attempt: np.shape(attempt.got) == np.shape(attempt.args[0]),
                "this has one entry for each point and feature: `*` multiplies place by place. "
                "Which product adds up over the points?",
            ),
            *as_mistakes(
                (
                    "brackets missing",
                    "1 was subtracted from every entry. By what should the sums be divided, and "
                    "where do brackets belong?",
                    lambda X: _scatter(X) / len(X) - 1,
                ),
                (
                    "zeros off the diagonal",
                    "the variances are in their places. Where are the products of two different "
                    "features?",
                    lambda X: np.diag(np.diag(covariance(X))),
                ),
                (
                    "not centred",
                    "products of the values themselves were added up. From where should the "
                    "deviations be measured?",
                    _uncentred,
                    lambda X: _uncentred(X) * (len(X) - 1) / len(X),
                    lambda X: X.T @ X,
                ),
                (
                    "divided by n",
                    "this was divided by the number of points. In this lesson it is one less, as "
                    "the mean was found from the same points.",
                    lambda X: covariance(X) * (len(X) - 1) / len(X),
                ),
                (
                    "not divided",
                    "these are sums over the points. By what must they be divided?",
                    _scatter,
                ),
                (
                    "one mean for all",
                    "one mean of all numbers was subtracted. Should each feature not have its own?",
                    lambda X: _uncentred(X - X.mean()),
                ),
                (
                    "correlation",
                    "every feature was divided by its standard deviation too: that makes the "
                    "correlation, which is 1 on the diagonal.",
                    lambda X: np.corrcoef(X.T),
                ),
            ),
        ),
    ),
    Task(
        "9.2",
        "Coordinates of new points",
        coordinates,
        "a coordinate along a direction of length 1 is the dot product of the deviation from the "
        "mean with it; new points are measured from the old mean.",
        cases=(
            Case(
                "two points of three features, k = 2",
                (np.array([[3.0, 4, 1], [0, 1, 6]]), np.array([1.0, 2, 3]), _TURNED, 2),
            ),
            Case(
                "four points, k = 1",
                (noise(4, 3, seed=3), np.array([0.5, -1, 2]), _TURNED, 1),
            ),
            Case(
                "one point of five features, k = 2 of 4 components",
                (noise(1, 5, seed=4), np.arange(5.0), np.linalg.qr(noise(5, 5, seed=5))[0][:4], 2),
            ),
        ),
        hints=(
            "from which place are the points measured: from zero, or from the mean?",
            "a component is a *row* of `components`. Which rows are kept, and which product has "
            "the shape (n, k)?",
        ),
        mistakes=(
            Mistake(
                "too many components",
                looks_like(
                    lambda X, mean, components, k: (X - mean) @ components.T,
                    lambda X, mean, components, k: (X - mean) @ components[: k + 1].T,
                ),
                "these are coordinates along more than k components. Which rows of `components` "
                "should be kept?",
            ),
            Mistake(
                "points instead of coordinates",
                looks_like(
                    lambda X, mean, components, k: (X - mean) @ components[:k].T @ components[:k],
                    lambda X, mean, components, k: (
                        (X - mean) @ components[:k].T @ components[:k] + mean
                    ),
                ),
                "these are points again, with as many numbers as features. Only the k coordinates "
                "are asked for: which step is one too many?",
            ),
            *as_mistakes(
                (
                    "points in columns",
                    "one row for each point, one column for each component: here it is the other "
                    "way round.",
                    lambda X, mean, components, k: components[:k] @ (X - mean).T,
                ),
                (
                    "not centred",
                    "the points were measured from zero. Where do the components begin?",
                    lambda X, mean, components, k: X @ components[:k].T,
                ),
                (
                    "own mean",
                    "the points were measured from their own mean. They are new: which mean were "
                    "the components found with?",
                    lambda X, mean, components, k: (X - X.mean(axis=0)) @ components[:k].T,
                ),
                (
                    "components in columns",
                    "the columns of `components` were used. In this course, as in scikit-learn, a "
                    "component is a row.",
                    lambda X, mean, components, k: (X - mean) @ components[:, :k],
                ),
                (
                    "last components",
                    "these are the last components. Which ones come first?",
                    lambda X, mean, components, k: (X - mean) @ components[-k:].T,
                    lambda X, mean, components, k: (X - mean) @ components[::-1][:k].T,
                ),
                (
                    "one component",
                    "this is the coordinate along one component. `components[k]` is a single row, "
                    "`components[:k]` are the first k: which is wanted?",
                    lambda X, mean, components, k: (X - mean) @ components[k],
                    lambda X, mean, components, k: (X - mean) @ components[k - 1],
                ),
            ),
        ),
    ),
    Task(
        "9.3",
        "Find the bug: one direction explains everything",
        shares,
        "without centring the first direction points from zero to the crowd of points, and its "
        "share says how far away the crowd is, not how it is spread.",
        cases=(
            Case("a cross of four points around (5, 3)", (_CROSS,)),
            Case("seven points of three features", (_SKEWED,)),
            Case("five points of six features", (noise(5, 6, seed=6) + 1,)),
        ),
        hints=(
            "move all points by the same amount: should the shares change? Do they?",
            "what does the formula of PCA take apart by the SVD: X, or something made from it?",
        ),
        mistakes=as_mistakes(
            Mistake(
                "number of shares",
                lambda attempt: (
                    np.ndim(attempt.got) == 1 and attempt.got.size != len(attempt.expected)
                ),
                "min(n, d) shares are wanted: n points have at most n directions, and any more are "
                "zeros. Which are too many here, or missing?",
            ),
            (
                "percent",
                "these add up to 100. What should shares add up to?",
                lambda X: 100 * shares(X),
            ),
            (
                "smallest first",
                "the shares are right. Which comes first?",
                lambda X: shares(X)[::-1],
            ),
            (
                "not centred",
                "the shares change when all points are moved by the same amount. What was "
                "forgotten before the SVD?",
                _shares_of,
            ),
            (
                "centred sample by sample",
                "each point lost the mean of its own features. Which mean should it be measured "
                "from: along which axis?",
                lambda X: _shares_of(X - X.mean(axis=1, keepdims=True)),
            ),
            (
                "one mean for all",
                "one mean of all numbers was subtracted. Should each feature not have its own?",
                lambda X: _shares_of(X - X.mean()),
            ),
            (
                "not squared",
                "the points are centred now. A variance is a *squared* spread: are the singular "
                "values still squared?",
                lambda X: _shares_of(X - X.mean(axis=0), power=1),
            ),
            (
                "variances, not shares",
                "these are squared spreads, or variances. What must be done so that they add up "
                "to 1?",
                lambda X: (np.linalg.svd(X - X.mean(axis=0))[1] ** 2) / (len(X) - 1),
                lambda X: np.linalg.svd(X - X.mean(axis=0))[1] ** 2,
            ),
            (
                "features scaled",
                "the features were divided by their standard deviations as well. That is another "
                "question; here their own units stay.",
                lambda X: _shares_of((X - X.mean(axis=0)) / X.std(axis=0)),
            ),
        ),
    ),
    Task(
        "9.4",
        "Rebuild from k components",
        reconstruct,
        "measure from the mean, keep the coordinates along the first k directions, go as far along "
        "these directions, and begin at the mean again. No sign matters: each direction enters "
        "twice.",
        cases=(
            Case("a cross of four points around (5, 3), k = 1", (_CROSS, 1)),
            Case("seven points of three features, k = 2", (_SKEWED, 2)),
            Case("five points of six features, k = 3", (noise(5, 6, seed=6) + 1, 3)),
        ),
        hints=(
            "four steps: centre, find the directions (`np.linalg.svd`), coordinates along k of "
            "them, back. Print each for the cross: which is the first that surprises you?",
            "`np.linalg.svd(A, full_matrices=False)` returns three arrays. In which of them are "
            "the directions, and are they its rows or its columns?",
        ),
        mistakes=(
            Mistake(
                "coordinates only",
                lambda attempt: np.shape(attempt.got) == (len(attempt.args[0]), attempt.args[1]),
                "these are coordinates, k a point. How does one get from them back to points with "
                "all features?",
            ),
            *as_mistakes(
                (
                    "nothing left out",
                    "these are the points themselves. How many directions are kept?",
                    lambda X, k: X,
                ),
                (
                    "one mean for all",
                    "one mean of all numbers was subtracted. Should each feature not have its own?",
                    lambda X, k: X.mean() + _along(X - X.mean(), _right(X - X.mean())[:k]),
                ),
                (
                    "features scaled",
                    "the features were divided by their standard deviations on the way. Here their "
                    "own units stay.",
                    lambda X, k: reconstruct(X / X.std(axis=0), k) * X.std(axis=0),
                ),
                (
                    "the wrong factor",
                    "`svd` returns U first, which has a row for each *point*. In which of the "
                    "three results are the directions?",
                    lambda X, k: X.mean(axis=0) + _along(X - X.mean(axis=0), _left(X)[:k]),
                ),
                (
                    "mean not added",
                    "the rebuilt points lie around zero. Where did the old ones lie?",
                    lambda X, k: reconstruct(X, k) - X.mean(axis=0),
                ),
                (
                    "not centred",
                    "something was done without centring. From where are deviations measured?",
                    lambda X, k: _along(X, np.linalg.svd(X, full_matrices=False)[2][:k]),
                    lambda X, k: _along(X, _directions(X)[:k]),
                    lambda X, k: _along(X, _directions(X)[:k]) + X.mean(axis=0),
                ),
                (
                    "last components",
                    "the directions with the *least* variance were kept. How are they sorted?",
                    _with_directions(lambda rows, k: rows[-k:]),
                ),
                (
                    "one component only",
                    "a single direction was used. `rows[k]` is one row: which slice holds k rows?",
                    _with_directions(lambda rows, k: rows[k - 1 : k]),
                    _with_directions(lambda rows, k: rows[k : k + 1]),
                ),
                (
                    "columns of the matrix",
                    "columns were taken for directions. `svd` returns the directions in rows: the "
                    "third result is already transposed.",
                    _with_directions(lambda rows, k: rows[:, :k].T),
                    _with_directions(lambda rows, k: rows.T[:k]),
                    lambda X, k: (
                        X.mean(axis=0)
                        + (X - X.mean(axis=0)) @ _directions(X)[:k].T @ _directions(X).T[:k]
                    ),
                ),
                (
                    "what was lost",
                    "this is the difference, what the k directions cannot give back.",
                    lambda X, k: X - reconstruct(X, k),
                    lambda X, k: reconstruct(X, k) - X,
                ),
            ),
        ),
    ),
    Task(
        "9.5",
        "Fisher's direction",
        fisher_direction,
        "solving S_W v = difference divides by the scatter in every direction at once. (With the "
        "scatter around the common mean, or of both classes around one of the two means, the "
        "direction is the same, for two classes only: those matrices differ from S_W only along "
        "the difference.)",
        cases=(
            Case(
                "four points around (8, 3), two around (1, 5)",
                (
                    np.array([[10.0, 4], [6, 2], [8, 4], [8, 2]]),
                    np.array([[2.0, 5], [0, 5]]),
                ),
            ),
            Case(
                "nine and five points of three features",
                (
                    noise(9, 3, seed=7) @ np.array([[3.0, 1, 0], [0, 1, 2], [1, 0, 1]]),
                    noise(5, 3, seed=8) + np.array([1, 0, 2]),
                ),
            ),
        ),
        hints=(
            "three steps: the difference of the two means, the scatter within, and a system of "
            "linear equations. Which of them is missing?",
            "S_W is a d × d matrix and the difference has d numbers: which function of `np.linalg` "
            "solves S_W v = difference? And how long should the result be?",
        ),
        mistakes=as_mistakes(
            (
                "difference of the means",
                "this is the difference of the means alone. It ignores along which direction the "
                "classes are wide.",
                lambda first, second: _unit(_difference(first, second)),
                _difference,
            ),
            Mistake(
                "not of length 1",
                _is_multiple,
                "the direction is right, its length is not 1: that would be √(v·v).",
            ),
            Mistake(
                "the other way round",
                lambda attempt: _is_multiple(attempt, sign=-1),
                "the direction is right, but it points from the second class to the first. Is the "
                "difference the right way round, and does something turn it afterwards?",
            ),
            (
                "covariances added",
                "the covariances of the classes were added, so the small class counts as much as "
                "the large one. The sums over the points were asked for, not divided.",
                _fisher_with(lambda first, second: covariance(first) + covariance(second)),
                _fisher_with(
                    lambda first, second: (
                        _scatter(first) / len(first) + _scatter(second) / len(second)
                    )
                ),
            ),
            (
                "multiplied instead of divided",
                "the difference was multiplied by the scatter, which turns it towards where the "
                "classes are widest. Which equation should v solve?",
                lambda first, second: _unit(_within(first, second) @ _difference(first, second)),
            ),
            (
                "feature by feature",
                "each feature was divided by its own scatter; how the features go together, off "
                "the diagonal, was left out.",
                lambda first, second: _unit(
                    _difference(first, second) / np.diag(_within(first, second))
                ),
            ),
            (
                "one class only",
                "only one of the two classes has a say in the scatter. Where is the other?",
                _fisher_with(lambda first, second: _scatter(first)),
                lambda first, second: _unit(
                    np.linalg.pinv(_scatter(second)) @ _difference(first, second)
                ),
            ),
            (
                "not centred",
                "the points were measured from zero. Around what do the points of a class scatter?",
                _fisher_with(lambda first, second: first.T @ first + second.T @ second),
            ),
        ),
    ),
    Choice(
        "9.6",
        "What may be done before the folds",
        "c",
        {
            "a": "the mean and the standard deviation that it subtracts and divides by: of which "
            "samples are they?",
            "b": "it does not look at the labels, so the harm is often small. But the test samples "
            "have had a say in the directions, and nobody has shown you that it is small *here*.",
            "c": "the logarithm of a number depends on this number alone. Nothing is learned from "
            "other samples, so nothing can leak.",
            "d": "which labels did LDA see when it looked for the directions?",
        },
        hints=(
            "ask of each step: does what it does to one sample depend on the *other* samples?",
            "imagine a new sample tomorrow. For which step would nothing have to be remembered?",
        ),
    ),
    Task(
        "9.7",
        "White, but not turned",
        whiten,
        "turn to the axes of the crowd, divide by the standard deviation along each, turn back: "
        "the covariance becomes the unit matrix, and every point stays as near as it can.",
        cases=(
            Case("a cross of four points around (5, 3)", (_CROSS,)),
            Case("seven points of three features", (_SKEWED,)),
            Case("twenty points of four features", (noise(20, 4, seed=9) ** 2 * [1, 2, 3, 4],)),
        ),
        hints=(
            "three products: into the axes of the crowd, divided by a spread along each, and "
            "back. What is the covariance after each of them?",
            "`np.linalg.eigh` returns variances, and vectors in *columns*. A standard deviation is "
            "which function of a variance?",
        ),
        mistakes=(
            Mistake(
                "not centred",
                _off_centre,
                "the points do not lie around zero. Were they measured from their mean, and was "
                "it added again at the end?",
            ),
            *as_mistakes(
                (
                    "divided by the variance",
                    "the crowd is now narrow where it was wide. Divide by the standard deviation: "
                    "what is missing around the variances?",
                    _powered(-1.0),
                ),
                (
                    "multiplied",
                    "the crowd has been stretched along its long axis, not shortened. Multiply or "
                    "divide?",
                    _powered(0.5),
                ),
                (
                    "nothing divided",
                    "the points were centred, turned and turned back. What happens in between?",
                    _powered(0.0),
                ),
                (
                    "divided by n",
                    "the variances were divided by n. In this lesson it is n − 1.",
                    lambda X: whiten(X) * np.sqrt((len(X) - 1) / len(X)),
                    lambda X: whiten(X) * np.sqrt(len(X) / (len(X) - 1)),
                ),
                (
                    "scaled, not whitened",
                    "each feature has been divided by its own standard deviation. Do the features "
                    "still go together?",
                    lambda X: (X - X.mean(axis=0)) / X.std(axis=0, ddof=1),
                ),
            ),
            Mistake(
                "variance not 1",
                _is_multiple,
                "this is round, but the variances are not 1: along direction j the standard "
                "deviation is s_j / √(n − 1).",
            ),
            Mistake(
                "white, but turned",
                _is_white,
                "the covariance is the unit matrix: this is white. But the points have been "
                "turned or mirrored. Which product turns them back?",
            ),
        ),
    ),
)
