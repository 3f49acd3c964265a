"""Equalities that a notebook asserts in front of the reader, and honest counts of successes.

What is learned from examples is judged on others: everything that learns is fitted again
without the samples, or the groups of samples, that it is then asked about.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import clone
from sklearn.metrics import euclidean_distances
from sklearn.model_selection import LeaveOneGroupOut, LeaveOneOut, cross_val_score
from tqdm.auto import tqdm

from ._checks import as_float_array, positive


def agree(*, atol: float = 1e-10, **results: ArrayLike) -> None:
    """Print how far results that should be equal are apart, and raise where it is too far.

    The difference is printed to the decimals of the tolerance, so that rounding errors,
    which vary between machines, print as zero.

    Parameters
    ----------
    atol : float, default 1e-10
        The largest absolute difference that is accepted.
    **results : array_like
        Two or more, of one shape, by the names they are printed under.

    Raises
    ------
    AssertionError
        If two results differ by more than `atol`, or in shape.
    ValueError
        If there are fewer than two results, or one has NaN or infinite values.

    Examples
    --------
    >>> agree(by_hand=[1.0, 2.0], numpy=np.array([1.0, 2.0]))
    by_hand, numpy agree: largest difference 0.0000000000 (allowed: 1e-10)
    """
    positive("atol", atol)
    if len(results) < 2:
        raise ValueError(f"`results` must be two or more, got {len(results)}")
    (first, reference), *others = (
        (name, as_float_array(name, values)) for name, values in results.items()
    )
    largest = 0.0
    for name, values in others:
        if values.shape != reference.shape:
            raise AssertionError(
                f"{first} has shape {reference.shape}, {name} has shape {values.shape}"
            )
        difference = np.abs(values - reference)
        largest = max(largest, float(difference.max()))
        if largest > atol:
            place = tuple(int(i) for i in np.unravel_index(difference.argmax(), difference.shape))
            raise AssertionError(
                f"{first} and {name} differ by {largest:.3g} at {list(place)}: "
                f"{reference[place]:.6g} and {values[place]:.6g} (allowed: {atol:g})"
            )
    decimals = max(0, math.ceil(-math.log10(atol)))
    print(
        f"{', '.join(results)} agree: largest difference {largest:.{decimals}f} (allowed: {atol:g})"
    )


class Accuracy(NamedTuple):
    """A share of right answers, how far chance moves it, and what guessing reaches.

    Attributes
    ----------
    value : float
        Share of right answers, from 0 to 1.
    spread : float
        One standard deviation of `value`; of what, the function that made it says.
    chance : float
        Share of the most frequent class: what always guessing that class reaches.
    n : int
        Number of samples.
    """

    value: float
    spread: float
    chance: float
    n: int

    def __str__(self) -> str:
        return (
            f"{100 * self.value:.1f} ± {100 * self.spread:.1f} % of {self.n} "
            f"(chance {100 * self.chance:.1f} %)"
        )


def accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> Accuracy:
    """Count right answers, with the spread that so few samples leave open, and chance.

    Parameters
    ----------
    y_true, y_pred : array_like, shape (n,)
        The true and the predicted labels, of any type.

    Returns
    -------
    Accuracy
        `spread` is the standard error √(p(1 - p)/n) of a share p among n independent samples.
        It is 0 where all or none are right, which does not mean that the next one will be.

    Raises
    ------
    ValueError
        If the two differ in length, are empty or not 1-D, or hold NaN.

    Examples
    --------
    >>> print(accuracy(["brick", "brick", "grass", "grass"], ["brick", "brick", "grass", "brick"]))
    75.0 ± 21.7 % of 4 (chance 50.0 %)
    """
    true = _labels("y_true", y_true, np.size(y_true))
    predicted = _labels("y_pred", y_pred, len(true))
    share = float(np.mean(true == predicted))
    spread = math.sqrt(share * (1 - share) / len(true))
    return Accuracy(share, spread, _chance(true), len(true))


def cross_validated_accuracy(
    estimator: Any, X: ArrayLike, y: ArrayLike, *, cv: Any, groups: Any = None
) -> Accuracy:
    """Fit a classifier afresh on each training fold and count its right answers on the rest.

    Parameters
    ----------
    estimator : scikit-learn classifier
        Cloned for each fold, so that nothing that it learns comes from the test fold: put
        scaling and features that are fitted into the same pipeline.
    X : array_like, shape (n, ...)
    y : array_like, shape (n,)
        Labels of any type.
    cv : scikit-learn splitter
        Such as `RepeatedStratifiedKFold(n_splits=5, n_repeats=10, random_state=0)`.
    groups : array_like, shape (n,), optional
        For splitters that keep groups together, such as `GroupKFold`.

    Returns
    -------
    Accuracy
        `value` is the mean over the folds, `spread` the standard deviation between them (with
        the number of folds less one in the denominator), `n` the number of samples. Folds
        share training samples, so the spread says how much a fold varies, and is no standard
        error of the mean.

    Raises
    ------
    ValueError
        If the lengths differ, `y` is empty, not 1-D or holds NaN, there is only one fold, or
        the estimator cannot be fitted.
    """
    labels = _labels("y", y, len(np.asarray(X)))
    shares = cross_val_score(
        estimator, X, labels, cv=cv, groups=groups, scoring="accuracy", error_score="raise"
    )
    if len(shares) < 2:
        raise ValueError(f"`cv` must make two folds or more, got {len(shares)}")
    return Accuracy(float(shares.mean()), float(shares.std(ddof=1)), _chance(labels), len(labels))


def leave_one_out(
    estimator: Any, X: ArrayLike, y: ArrayLike, *, groups: Any = None, verbose: bool = False
) -> NDArray[Any]:
    """Predict each sample, or each group of samples, by what was learned from all others.

    Parameters
    ----------
    estimator : scikit-learn classifier or regressor
        Cloned and fitted afresh each time, with everything in it.
    X : array_like, shape (n, ...)
    y : array_like, shape (n,)
        Labels of any type, or numbers.
    groups : array_like, shape (n,), optional
        Samples with the same value are left out together: patches of one photograph, words of
        one speaker. By default each sample is a group of its own.
    verbose : bool, default False
        Whether to show a progress bar.

    Returns
    -------
    ndarray, shape (n,)
        The predictions, in the order of the samples.

    Raises
    ------
    ValueError
        If the lengths differ, `y` is empty, not 1-D or holds NaN, or there is only one group.
    """
    samples = np.asarray(X)
    labels = _labels("y", y, len(samples))
    splitter = LeaveOneOut() if groups is None else LeaveOneGroupOut()
    parts = list(splitter.split(samples, labels, groups))
    predictions = [
        clone(estimator).fit(samples[train], labels[train]).predict(samples[test])
        for train, test in tqdm(parts, disable=not verbose)
    ]
    order = np.concatenate([test for _, test in parts])
    return np.asarray(np.concatenate(predictions)[order.argsort()])


def nearest_neighbour_loo(X: ArrayLike, y: ArrayLike) -> NDArray[Any]:
    """Give each sample the label of its nearest other sample, from one matrix of distances.

    Leaving a sample out changes no distance between the others: where nothing is fitted, not
    even the scaling of the features, all n fits are one matrix of which the diagonal is left
    out. Features that need fitting belong into `leave_one_out`.

    Parameters
    ----------
    X : array_like, shape (n, n_features)
        At least two samples.
    y : array_like, shape (n,)
        Labels of any type.

    Returns
    -------
    ndarray, shape (n,)
        The predictions. Of several samples at the same distance the one with the lowest index
        counts. Where there is no such tie this equals `cross_val_predict` of scikit-learn with
        `KNeighborsClassifier(1, algorithm="brute")` and `LeaveOneOut()`.

    Raises
    ------
    TypeError
        If `X` does not hold real numbers.
    ValueError
        If `X` is not 2-D, is not finite or has fewer than two samples, or `y` does not fit it.

    Notes
    -----
    Takes n² numbers of memory. The squared distances ‖a‖² - 2a·b + ‖b‖² come from one matrix
    product and carry its rounding error; where two neighbours are closer to a tie than that,
    their distances are computed again from the differences.
    """
    samples = as_float_array("X", X, ndim=(2,), shape_hint="(n, n_features)")
    labels = _labels("y", y, len(samples))
    if len(samples) < 2:
        raise ValueError(f"`X` must have two samples or more, got shape {samples.shape}")
    distances = euclidean_distances(samples - samples.mean(axis=0), squared=True)
    rounding = 8 * samples.shape[1] * np.finfo(float).eps * distances.max()
    np.fill_diagonal(distances, np.inf)
    close = distances <= distances.min(axis=1, keepdims=True) + rounding
    nearest = close.argmax(axis=1)
    for sample in np.flatnonzero(close.sum(axis=1) > 1):
        rivals = np.flatnonzero(close[sample])
        nearest[sample] = rivals[((samples[rivals] - samples[sample]) ** 2).sum(axis=1).argmin()]
    return np.asarray(labels[nearest])


def _labels(name: str, values: ArrayLike, n: int) -> NDArray[Any]:
    """Return `n` labels as an array, or say what is wrong with them."""
    labels = np.asarray(values)
    if labels.shape != (n,) or n == 0 or (labels != labels).any():
        wanted = f"`{name}` must be 1-D, not empty, without NaN and of length {n}"
        raise ValueError(f"{wanted}, got shape {labels.shape}: {labels!r:.80}")
    return labels


def _chance(labels: NDArray[Any]) -> float:
    """Return the share of the most frequent class."""
    return float(np.unique(labels, return_counts=True)[1].max() / len(labels))
