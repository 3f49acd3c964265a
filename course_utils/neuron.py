"""A single neuron: a weighted sum, a sigmoid, and weights that it finds by gradient descent."""

from __future__ import annotations

from typing import Any
from warnings import warn

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from ._checks import as_float_array, positive, whole_number

Floats = NDArray[np.float64]


def sigmoid(z: ArrayLike) -> Floats:
    """Return 1 / (1 + exp(-z)), which squeezes any number between 0 and 1.

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray of float64, shape of `z`
        Rising, ½ at 0, and 1 - sigmoid(z) at -z. Only exponentials of numbers below zero are
        taken, so nothing overflows. Far from 0 the value rounds to 0 (below -745) or 1 (above
        37): the sigmoid is saturated.

    Raises
    ------
    TypeError, ValueError
        If `z` does not hold real numbers, is empty or not finite.
    """
    z = as_float_array("z", z)
    small = np.exp(-np.abs(z))
    return np.where(z < 0, small, 1.0) / (1.0 + small)


def cross_entropy(y: ArrayLike, logits: ArrayLike) -> float:
    """Return the mean cross-entropy between labels and the probabilities sigmoid(logits).

    For one sample it is -y ln p - (1 - y) ln(1 - p) with p = sigmoid(z). Where the sigmoid is
    saturated ln p is lost, so it is worked out from the logit z instead, as
    max(z, 0) - y z + ln(1 + exp(-|z|)).

    Parameters
    ----------
    y : array_like of numbers from 0 to 1
        The labels, 0 or 1, or the probabilities of class 1 that are wanted.
    logits : array_like, shape of `y`
        The weighted sums *before* the sigmoid.

    Returns
    -------
    float
        In nats; ln 2 where every logit is 0, and about |z| for a single sample that is firmly
        wrong.

    Raises
    ------
    TypeError, ValueError
        If `y` or `logits` does not hold real numbers, is empty or not finite.
    ValueError
        If their shapes differ, or `y` has a value outside 0…1.
    """
    y, z = as_float_array("y", y), as_float_array("logits", logits)
    if y.shape != z.shape:
        raise ValueError(f"`y` must have the shape of `logits`, {z.shape}, got {y.shape}")
    if y.min() < 0 or y.max() > 1:
        raise ValueError(f"`y` must lie between 0 and 1, got {y.min():g} to {y.max():g}")
    return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))


class SingleNeuron(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Tell two classes apart by one neuron: logistic regression by plain gradient descent.

    With the logits z = X w + b the cost is::

        J(w, b) = cross_entropy(y, z) + l2/2 · ‖w‖²

    the mean over the samples and a penalty on the weights, but not on the bias. Every step uses
    all samples, and goes down the gradient::

        ∂J/∂w = Xᵀ (sigmoid(z) - y) / n + l2 · w        ∂J/∂b = mean(sigmoid(z) - y)

    It is `sklearn.linear_model.LogisticRegression` with C = 1 / (n · l2) for n samples.

    Parameters
    ----------
    learning_rate : "auto" or float, default "auto"
        How far to go down the gradient in a step. "auto" is 1/L with
        L = λmax(X̃ᵀX̃ / n) / 4 + l2, where X̃ is X with a column of ones for the bias and λmax
        the largest eigenvalue. No second derivative of the cost exceeds L, so with this step the
        cost never rises [1]_; with a larger one it may.
    l2 : float, default 0.001
        Strength of the penalty. With 0 two classes that a plane separates have no best weights:
        they grow for ever.
    max_iter : int, default 10000
        The largest number of steps.
    tol : float, default 1e-4
        Stop when the gradient's Euclidean norm, weights and bias together, is below.

    Attributes
    ----------
    classes_ : ndarray, shape (2,)
        The labels in sorted order; the neuron gives the probability of the second one.
    coef_ : ndarray of float64, shape (1, n_features)
        The weights, one for each feature, in the shape that `LogisticRegression` uses.
    intercept_ : ndarray of float64, shape (1,)
        The bias.
    cost_history_ : ndarray of float64, shape (n_iter_ + 1,)
        The cost after 0, 1, 2, … steps. It begins at ln 2, the cost of zero weights.
    n_iter_ : int
        The number of steps taken.
    n_features_in_, feature_names_in_
        As in every estimator of scikit-learn.

    Raises
    ------
    TypeError, ValueError
        By `fit`, if `X` is no finite table of numbers, if `y` does not have exactly two classes,
        if a parameter is unusable, or if `learning_rate` is so large that the cost overflows.

    Warns
    -----
    ConvergenceWarning
        If the gradient's norm is still `tol` or more after `max_iter` steps.

    Notes
    -----
    The number of steps grows with the ratio of the largest to the smallest curvature of the
    cost: scale the features first.

    References
    ----------
    .. [1] Y. Nesterov, *Lectures on Convex Optimization*, Springer 2018, section 2.1,
       doi:10.1007/978-3-319-91578-4.
    """

    def __init__(
        self,
        learning_rate: float | str = "auto",
        *,
        l2: float = 1e-3,
        max_iter: int = 10_000,
        tol: float = 1e-4,
    ) -> None:
        self.learning_rate = learning_rate
        self.l2 = l2
        self.max_iter = max_iter
        self.tol = tol

    def fit(self, X: ArrayLike, y: ArrayLike) -> SingleNeuron:
        """Find the weights and the bias.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_features)
        y : array_like, shape (n_samples,)
            Labels of any kind, of exactly two classes.

        Returns
        -------
        SingleNeuron
            Itself.
        """
        if self.l2 != 0:
            positive("l2", self.l2)
        whole_number("max_iter", self.max_iter)
        positive("tol", self.tol)
        table, labels = validate_data(self, X, y, dtype=np.float64)
        check_classification_targets(labels)
        self.classes_, target = np.unique(labels, return_inverse=True)
        if (n := len(self.classes_)) != 2:
            raise ValueError(f"Only binary classification is supported: `y` has {n} class(es)")
        inputs = np.column_stack([table, np.ones(len(table))])
        if self.learning_rate == "auto":
            step = 1 / (float(np.linalg.norm(inputs, 2)) ** 2 / len(inputs) / 4 + self.l2)
        else:
            step = positive("learning_rate", self.learning_rate)
        weights = np.zeros(inputs.shape[1])
        cost, gradient = _cost_and_gradient(weights, inputs, target, self.l2)
        history = [cost]
        while np.linalg.norm(gradient) >= self.tol and len(history) <= self.max_iter:
            weights -= step * gradient
            if np.abs(weights).max() > 1e100:  # the squares must not overflow
                raise ValueError(f"`learning_rate` {step:g} is too large: the weights overflow")
            cost, gradient = _cost_and_gradient(weights, inputs, target, self.l2)
            history.append(cost)
        self.coef_, self.intercept_ = weights[np.newaxis, :-1], weights[-1:]
        self.cost_history_, self.n_iter_ = np.array(history), len(history) - 1
        if (norm := np.linalg.norm(gradient)) >= self.tol:
            state = f"after {self.n_iter_} steps the gradient's norm is {norm:.2g}, not below `tol`"
            warn(f"{state}: scale the features or raise `max_iter`", ConvergenceWarning, 2)
        return self

    def decision_function(self, X: ArrayLike) -> Floats:
        """Return the logits X w + b, shape (n_samples,): positive for the second class."""
        check_is_fitted(self)
        X = validate_data(self, X, dtype=np.float64, reset=False)
        return np.asarray(X @ self.coef_[0] + self.intercept_[0])

    def predict_proba(self, X: ArrayLike) -> Floats:
        """Return the probabilities of the two classes, shape (n_samples, 2)."""
        logits = self.decision_function(X)
        return np.column_stack([sigmoid(-logits), sigmoid(logits)])

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the more probable label of each sample, shape (n_samples,)."""
        second = self.decision_function(X) > 0
        return np.asarray(self.classes_[second.astype(int)])

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        return tags


def _cost_and_gradient(w: Floats, X: Floats, y: NDArray[Any], l2: float) -> tuple[float, Floats]:
    """Return the cost and its gradient; the last column of X is 1, and the last of w the bias."""
    logits = X @ w
    penalised = np.append(w[:-1], 0.0)
    cost = cross_entropy(y, logits) + l2 / 2 * float(penalised @ penalised)
    return cost, X.T @ (sigmoid(logits) - y) / len(X) + l2 * penalised
