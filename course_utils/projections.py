"""Which directions matter: PCA and LDA, and what their first few components are worth."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import linalg
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, TransformerMixin, clone
from sklearn.covariance import empirical_covariance, shrunk_covariance
from sklearn.model_selection import LeaveOneGroupOut, LeaveOneOut, check_cv
from sklearn.neighbors import KNeighborsClassifier
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data
from tqdm.auto import tqdm

from ._checks import as_float_array, one_of, whole_numbers

Floats = NDArray[np.float64]


class _Projection(ClassNamePrefixFeaturesOutMixin, TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """What PCA and LDA share: subtract `mean_`, and project onto the rows of `components_`."""

    def transform(self, X: ArrayLike) -> Floats:
        """Return the coordinates of samples along the components.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_features)

        Returns
        -------
        ndarray of float64, shape (n_samples, n_components)
        """
        check_is_fitted(self)
        table = validate_data(self, X, dtype=np.float64, reset=False)
        return np.asarray((table - self.mean_) @ self.components_.T)

    @property
    def _n_features_out(self) -> int:
        return len(self.components_)


class PCA(_Projection):
    """Principal components: the directions along which the data vary most [1]_.

    The singular value decomposition of the centred data, X - mean = U S Vᵀ, gives them as the rows
    of Vᵀ, from the largest singular value to the smallest. Equal to `sklearn.decomposition.PCA`
    with svd_solver="full".

    Parameters
    ----------
    n_components : int, optional
        How many to keep; by default all, the smaller of n_samples and n_features.

    Attributes
    ----------
    mean_ : ndarray of float64, shape (n_features,)
    components_ : ndarray of float64, shape (n_components, n_features)
        Directions of length 1, at right angles to each other. Of each the entry of largest
        magnitude is positive, for a direction and its opposite are equally good.
    explained_variance_ : ndarray of float64, shape (n_components,)
        The variance along each direction, with n_samples - 1 in the denominator.
    explained_variance_ratio_ : ndarray of float64, shape (n_components,)
        The same as a share of the whole; 0 where nothing varies.
    n_features_in_, feature_names_in_
        As in every estimator of scikit-learn.

    Raises
    ------
    TypeError, ValueError
        By `fit`, if `X` is no finite table of numbers with two samples or more, or `n_components`
        no whole number from 1 to the smaller of its sides.

    References
    ----------
    .. [1] H. Hotelling, "Analysis of a complex of statistical variables into principal
       components", Journal of Educational Psychology 24 (1933), doi:10.1037/h0071325.
    """

    def __init__(self, n_components: int | None = None) -> None:
        self.n_components = n_components

    def fit(self, X: ArrayLike, y: Any = None) -> PCA:
        """Find the directions.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_features)
        y : ignored
            There because scikit-learn's pipelines pass it.

        Returns
        -------
        PCA
            Itself.
        """
        table = validate_data(self, X, dtype=np.float64, ensure_min_samples=2)
        kept = _how_many(self.n_components, min(table.shape))
        self.mean_ = table.mean(axis=0)
        _, singular, directions = np.linalg.svd(table - self.mean_, full_matrices=False)
        variance = singular**2 / (len(table) - 1)
        self.components_ = _with_fixed_signs(directions[:kept])
        self.explained_variance_ = variance[:kept]
        self.explained_variance_ratio_ = variance[:kept] / (variance.sum() or 1.0)
        return self

    def inverse_transform(self, X: ArrayLike) -> Floats:
        """Return the samples that have these coordinates and lie in the space of the components.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_components)
            As `transform` returns them.

        Returns
        -------
        ndarray of float64, shape (n_samples, n_features)
            Of all points with these coordinates those nearest to the mean. With as many
            components as the data have dimensions, the samples themselves.
        """
        check_is_fitted(self)
        scores = as_float_array("X", X, ndim=(2,), shape_hint="(n_samples, n_components)")
        if scores.shape[1] != self._n_features_out:
            raise ValueError(f"`X` must have one column a component, got shape {scores.shape}")
        return np.asarray(scores @ self.components_ + self.mean_)


class LDA(_Projection):
    """Fisher's linear discriminants: directions that part the classes most clearly [1]_.

    Along a direction v the data have the variance vᵀ S_W v within the classes and vᵀ S_B v
    between their means. The ratio of the second to the first is largest along the solutions of
    the generalised eigenproblem S_B v = λ S_W v with the largest λ. For the share p_c of class
    c, its mean m_c and its covariance S_c (divided by its number of samples)::

        S_W = Σ p_c S_c        S_B = Σ p_c (m_c - m)(m_c - m)ᵀ        m = Σ p_c m_c

    Equal to `sklearn.discriminant_analysis.LinearDiscriminantAnalysis` with solver="eigen" as a
    transformer, but for the sign, and for `mean_`, which that one does not subtract.

    Parameters
    ----------
    n_components : int, optional
        How many directions to keep; by default all, the smaller of the number of classes less 1
        and n_features.
    shrinkage : float from 0 to 1, default 0.0
        How far to move S_W and S_B towards a multiple of the identity: both become
        (1 - shrinkage) S + shrinkage · trace(S)/n_features · I. Needed where S_W is singular,
        of use wherever there are few samples for many features; at 1 nothing is left to prefer
        one direction to another.

    Attributes
    ----------
    classes_ : ndarray, shape (n_classes,)
        The labels in sorted order.
    mean_ : ndarray of float64, shape (n_features,)
    components_ : ndarray of float64, shape (n_components, n_features)
        The directions v, so long that the variance within the classes is 1 along each; they are
        not at right angles. Of each the entry of largest magnitude is positive.
    eigenvalues_ : ndarray of float64, shape (n_components,)
        λ, the variance between the classes over the variance within.
    n_features_in_, feature_names_in_
        As in every estimator of scikit-learn.

    Raises
    ------
    TypeError, ValueError
        By `fit`, if `X` is no finite table of numbers, if `y` has fewer than two classes, if
        `n_components` is no whole number from 1 to the largest possible, or `shrinkage` not from
        0 to 1.
    ValueError
        If S_W is singular: a feature does not vary within the classes, some depend on others, or
        there are fewer samples than features and classes together.

    References
    ----------
    .. [1] R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of
       Eugenics 7 (1936), doi:10.1111/j.1469-1809.1936.tb02137.x.
    """

    def __init__(self, n_components: int | None = None, *, shrinkage: float = 0.0) -> None:
        self.n_components = n_components
        self.shrinkage = shrinkage

    def fit(self, X: ArrayLike, y: ArrayLike) -> LDA:
        """Find the directions.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_features)
        y : array_like, shape (n_samples,)
            Labels of any kind, of two classes or more.

        Returns
        -------
        LDA
            Itself.
        """
        table, labels = validate_data(self, X, y, dtype=np.float64, ensure_min_samples=2)
        check_classification_targets(labels)
        self.classes_, members = np.unique(labels, return_inverse=True)
        if (n_classes := len(self.classes_)) < 2:
            raise ValueError("`y` must have two classes or more, got one class")
        kept = _how_many(self.n_components, min(n_classes - 1, table.shape[1]))
        self.mean_ = table.mean(axis=0)
        means = np.array([table[members == c].mean(axis=0) for c in range(n_classes)])[members]
        between = shrunk_covariance(empirical_covariance(means), self.shrinkage)
        within = shrunk_covariance(empirical_covariance(table - means), self.shrinkage)
        if _is_singular(within, table):
            cure = "drop features that are constant or repeat others, or set `shrinkage` above 0"
            raise ValueError(f"the scatter of `X` within the classes is singular: {cure}")
        ratios, directions = linalg.eigh(between, within)
        self.eigenvalues_ = ratios[::-1][:kept]
        self.components_ = _with_fixed_signs(directions.T[::-1][:kept])
        return self

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.required = True
        return tags


def accuracy_by_components(
    X: ArrayLike,
    y: ArrayLike,
    n_components: Sequence[int],
    *,
    method: str = "pca",
    classifier: Any = None,
    cv: Any = None,
    groups: ArrayLike | None = None,
    verbose: bool = False,
) -> Floats:
    """Return how often left-out samples are recognised by the first k components, for several k.

    The projection is fitted anew in each fold, on its training part alone, once for the largest
    k: fewer components are the first of many. Then a fresh classifier learns from the first k
    coordinates of the training part, for each k. The accuracies are those of cross-validating
    a pipeline of projection and classifier for each k.

    Parameters
    ----------
    X : array_like, shape (n_samples, n_features)
        Used as it is: scale it before where that has to be, sample by sample, or by constants
        that are not learned from it.
    y : array_like, shape (n_samples,)
        Labels of any kind.
    n_components : sequence of int
        The numbers k of components, in any order.
    method : {"pca", "lda"}, default "pca"
        `PCA` or `LDA` (without shrinkage).
    classifier : estimator, optional
        Any of scikit-learn's classifiers, cloned; by default the nearest neighbour.
    cv : splitter, int or iterable, optional
        The folds, as scikit-learn takes them; by default each sample is left out in turn, or each
        group where there are `groups`.
    groups : array_like, shape (n_samples,), optional
        What must not be parted, for splitters that heed it.
    verbose : bool, default False
        Whether to show a progress bar over the folds.

    Returns
    -------
    ndarray of float64, shape (len(n_components),)
        Of all left-out samples the share with the right label, from 0 to 1.

    Raises
    ------
    TypeError, ValueError
        If `X` is no finite table of numbers, `y` has another length, `n_components` does not
        hold positive whole numbers, one is more than a fold's training part permits, or `method`
        is unknown; and whatever projection, classifier and splitter object to.

    Notes
    -----
    PCA with the nearest neighbour, one sample left out at a time, is the case for which there is
    a shortcut. The data are rotated to their own principal axes once; leaving out sample x, at
    d from the mean of n samples, takes n/(n - 1) d dᵀ from the scatter matrix; its eigenvectors
    are the components; and the squared distance for k + 1 components is the one for k with one
    more square. A scatter matrix holds the squares of spreads: components along which the data
    spread less than some 1e-7 of the largest spread drown in rounding. Between neighbours that
    are equally near rounding decides, here as after any projection.
    """
    table = as_float_array("X", X, ndim=(2,), shape_hint="(n_samples, n_features)")
    labels = np.asarray(y)
    if labels.shape != table.shape[:1]:
        raise ValueError(f"`y` must have one label a row of `X`, {len(table)}, got {labels.shape}")
    counts = whole_numbers("n_components", n_components, (max(1, np.size(n_components)),))
    one_of("method", method, ("pca", "lda"))
    if method == "pca" and classifier is None and cv is None and groups is None:
        return _pca_leaving_one_out(table, labels, counts, verbose)
    projection = PCA(max(counts)) if method == "pca" else LDA(max(counts))
    classifier = KNeighborsClassifier(n_neighbors=1) if classifier is None else classifier
    if cv is None:
        cv = LeaveOneOut() if groups is None else LeaveOneGroupOut()
    folds = list(check_cv(cv, labels, classifier=True).split(table, labels, groups))
    correct = np.zeros(len(counts))
    for train, test in tqdm(folds, disable=not verbose):
        known = projection.fit_transform(table[train], labels[train])
        asked = projection.transform(table[test])
        for i, k in enumerate(counts):
            fitted = clone(classifier).fit(known[:, :k], labels[train])
            correct[i] += np.sum(fitted.predict(asked[:, :k]) == labels[test])
    return np.asarray(correct / sum(len(test) for _, test in folds))


def _pca_leaving_one_out(X: Floats, y: NDArray[Any], counts: tuple[int, ...], bar: bool) -> Floats:
    """Return the accuracies of PCA and the nearest neighbour, each sample left out in turn."""
    n, chosen = len(X), np.array(counts) - 1
    largest = _how_many(max(counts), min(n - 1, X.shape[1]))
    scores = PCA().fit_transform(X).T.copy()
    scatter = scores @ scores.T
    correct = np.zeros(len(counts))
    for i in tqdm(range(n), disable=not bar):
        lost = np.outer(scores[:, i], scores[:, i]) * n / (n - 1)
        _, directions = np.linalg.eigh(scatter - lost)
        distances = directions.T[::-1][:largest] @ scores
        distances -= distances[:, [i]]
        distances *= distances
        for k in range(1, largest):
            distances[k] += distances[k - 1]
        distances[:, i] = np.inf
        correct += y[distances[chosen].argmin(axis=1)] == y[i]
    return correct / n


def _how_many(n_components: int | None, largest: int) -> int:
    """Return the number of components to keep, all by default."""
    kept = largest if n_components is None else n_components
    if isinstance(kept, bool) or not isinstance(kept, Integral) or not 1 <= kept <= largest:
        raise ValueError(f"`n_components` must be a whole number from 1 to {largest}, got {kept!r}")
    return int(kept)


def _with_fixed_signs(directions: Floats) -> Floats:
    """Turn round each row whose entry of largest magnitude is negative."""
    peaks = np.abs(directions).argmax(axis=1)
    signs = np.sign(directions[np.arange(len(directions)), peaks])
    return np.asarray(directions * signs[:, np.newaxis])


def _is_singular(covariance: Floats, table: Floats) -> bool:
    """Whether a feature does not vary, or depends on others, as far as rounding lets it be seen."""
    rounding = max(table.shape) * np.finfo(np.float64).eps
    spread = np.sqrt(np.diag(covariance))
    scale = np.where(spread > rounding * np.abs(table).max(axis=0), spread, np.inf)
    correlation = covariance / np.outer(scale, scale)
    rank = np.linalg.matrix_rank(correlation, rtol=rounding, hermitian=True)
    return bool(rank < len(covariance))
