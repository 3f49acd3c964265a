"""PCA and LDA are held to scikit-learn and to what they promise; accuracies to refitting."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import decomposition
from sklearn.datasets import load_digits, load_iris, load_wine
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import (
    GroupKFold,
    KFold,
    LeaveOneGroupOut,
    LeaveOneOut,
    RepeatedKFold,
    StratifiedKFold,
    cross_val_predict,
)
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import check_estimator

from course_utils.projections import LDA, PCA, accuracy_by_components

REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=40)
NEAREST = KNeighborsClassifier(n_neighbors=1, algorithm="brute")


@st.composite
def tables(draw):
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    n, d = draw(st.integers(2, 12)), draw(st.integers(1, 8))
    return rng.normal(size=(n, d)) * rng.uniform(0.5, 3, d) + rng.normal(scale=5, size=d)


@st.composite
def classes(draw):
    """Samples of two to four classes of different sizes, enough of them for their features."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    d, n_classes = draw(st.integers(1, 6)), draw(st.integers(2, 4))
    y = np.repeat(np.arange(n_classes), rng.integers(d + 2, 3 * d + 6, n_classes))
    X = rng.normal(size=(len(y), d)) * rng.uniform(0.5, 3, d) + rng.normal(scale=2, size=d)
    return X + rng.normal(scale=2, size=(n_classes, d))[y], rng.permutation(y)


def assert_same_up_to_sign(ours, theirs):
    """Equal, column by column, within 1e-8 of the largest value."""
    assert ours.shape == theirs.shape
    turned = theirs * np.sign(np.sum(ours * theirs, axis=0))
    np.testing.assert_allclose(ours, turned, rtol=0, atol=1e-8 * np.abs(theirs).max())


def noisy_classes(n=45, d=6, seed=0):
    """Three classes that lie partly on top of each other, in no order."""
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(n) % 3)
    X = rng.normal(size=(n, d)) * np.linspace(2, 0.5, d) + rng.normal(size=(3, d))[y]
    return X, y


def the_usual_way(projection, X, y, numbers, cv, classifier=NEAREST, groups=None):
    """Cross-validate a pipeline for each number of components."""
    accuracies = []
    for k in numbers:
        pipeline = make_pipeline(projection(k), classifier)
        predicted = cross_val_predict(pipeline, X, y, cv=cv, groups=groups)
        accuracies.append(np.mean(predicted == y))
    return accuracies


# --- PCA ----------------------------------------------------------------------------------------


@REPRODUCIBLE
@given(tables())
def test_pca_is_scikit_learns_and_so_are_its_signs(X):
    ours, theirs = PCA().fit(X), decomposition.PCA(svd_solver="full").fit(X)
    np.testing.assert_allclose(ours.explained_variance_, theirs.explained_variance_, atol=1e-10)
    np.testing.assert_allclose(
        ours.explained_variance_ratio_, theirs.explained_variance_ratio_, atol=1e-12
    )
    np.testing.assert_allclose(ours.mean_, theirs.mean_, atol=1e-12)
    assert ours.components_.shape == theirs.components_.shape
    varied = theirs.explained_variance_ > 1e-12  # elsewhere no direction is better than another
    np.testing.assert_allclose(
        ours.components_[varied], theirs.components_[varied], rtol=0, atol=1e-8
    )
    np.testing.assert_allclose(ours.transform(X), theirs.transform(X), rtol=0, atol=1e-8)


@pytest.mark.parametrize("load", [load_iris, load_wine, load_digits])
@pytest.mark.parametrize("n_components", [None, 1, 3])
def test_pca_of_real_data_is_scikit_learns(load, n_components):
    X = load().data
    ours = PCA(n_components).fit(X[::2])
    theirs = decomposition.PCA(n_components, svd_solver="full").fit(X[::2])
    unseen, expected = ours.transform(X[1::2]), theirs.transform(X[1::2])
    assert unseen.dtype == np.float64
    varied = theirs.explained_variance_ > 1e-9
    assert varied.sum() >= min(3, n_components or 3)
    assert_same_up_to_sign(unseen[:, varied], expected[:, varied])
    np.testing.assert_allclose(
        ours.inverse_transform(unseen), theirs.inverse_transform(expected), atol=1e-8
    )
    np.testing.assert_allclose(
        ours.explained_variance_ratio_, theirs.explained_variance_ratio_, atol=1e-12
    )


def test_pca_on_paper():
    pca = PCA().fit([[0, 5], [3, 9], [6, 13]])  # all on a line of slope 4/3, steps of length 5
    np.testing.assert_allclose(pca.mean_, [3, 9])
    np.testing.assert_allclose(pca.components_[0], [0.6, 0.8], rtol=1e-14)
    np.testing.assert_allclose(pca.explained_variance_, [25, 0], atol=1e-12)
    np.testing.assert_allclose(pca.explained_variance_ratio_, [1, 0], atol=1e-14)
    np.testing.assert_allclose(pca.transform([[3, 9], [9, 17]])[:, 0], [0, 10], atol=1e-12)
    one = PCA(1).fit([[0, 5], [3, 9], [6, 13]])
    np.testing.assert_allclose(one.inverse_transform([[10.0]]), [[9, 17]], rtol=1e-14)


@REPRODUCIBLE
@given(tables(), st.data())
def test_what_is_lost_is_the_variance_of_the_other_components(X, data):
    whole = PCA().fit(X)
    kept = data.draw(st.integers(1, min(X.shape)))
    pca = PCA(kept).fit(X)
    np.testing.assert_allclose(pca.components_, whole.components_[:kept])
    np.testing.assert_allclose(pca.components_ @ pca.components_.T, np.eye(kept), atol=1e-12)
    lost = np.sum((pca.inverse_transform(pca.transform(X)) - X) ** 2)
    expected = (len(X) - 1) * whole.explained_variance_[kept:].sum()
    assert lost == pytest.approx(expected, rel=1e-9, abs=1e-9)
    scores = pca.transform(X)
    np.testing.assert_allclose(scores.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(scores.var(axis=0, ddof=1), pca.explained_variance_, atol=1e-10)


def test_pca_of_what_does_not_vary():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pca = PCA().fit(np.full((4, 3), 2.5))
    np.testing.assert_array_equal(pca.explained_variance_ratio_, [0, 0, 0])
    np.testing.assert_array_equal(pca.transform(np.full((1, 3), 2.5)), [[0, 0, 0]])


# --- LDA ----------------------------------------------------------------------------------------


@REPRODUCIBLE
@given(classes(), st.sampled_from([0.0, 0.05, 0.5]))
def test_lda_is_scikit_learns_centred(case, shrinkage):
    X, y = case
    ours = LDA(shrinkage=shrinkage).fit(X, y)
    theirs = LinearDiscriminantAnalysis(solver="eigen", shrinkage=shrinkage or None).fit(X, y)
    expected = theirs.transform(X)
    gaps = np.diff(np.append(ours.eigenvalues_, 0))
    if np.abs(gaps).min() > 1e-3:  # directions of nearly equal ratios may turn into each other
        assert_same_up_to_sign(ours.transform(X), expected - expected.mean(axis=0))


@pytest.mark.parametrize("load", [load_iris, load_wine])
@pytest.mark.parametrize("n_components", [None, 1])
def test_lda_of_real_data_is_that_of_both_of_scikit_learns_solvers(load, n_components):
    X, y = load(return_X_y=True)
    ours = LDA(n_components).fit(X[::2], y[::2])
    unseen = ours.transform(X[1::2])
    assert unseen.dtype == np.float64
    by_eigen = LinearDiscriminantAnalysis("eigen", n_components=n_components).fit(X[::2], y[::2])
    expected = by_eigen.transform(X[1::2]) - by_eigen.transform(X[::2]).mean(axis=0)
    assert_same_up_to_sign(unseen, expected)
    by_svd = LinearDiscriminantAnalysis("svd", n_components=n_components).fit(X[::2], y[::2])
    long, short = (solver.transform(X[::2]).std(axis=0) for solver in (ours, by_svd))
    assert_same_up_to_sign(unseen / long, by_svd.transform(X[1::2]) / short)


@pytest.mark.parametrize("shrinkage", [0.1, 0.9])
def test_shrunk_lda_of_more_features_than_samples_is_scikit_learns(shrinkage):
    X, y = load_digits(return_X_y=True)
    X, y = X[:50], y[:50]
    ours = LDA(shrinkage=shrinkage).fit(X, y).transform(X)
    theirs = LinearDiscriminantAnalysis("eigen", shrinkage=shrinkage).fit(X, y).transform(X)
    assert ours.shape == (50, 9)
    assert_same_up_to_sign(ours, theirs - theirs.mean(axis=0))


def test_lda_on_paper():
    square = np.array([[2, 1], [2, -1], [-2, 1], [-2, -1]], dtype=float)
    X = np.concatenate([square, np.add(square, [0, 3]), [[0, 1.5], [0, 1.5]]])
    lda = LDA().fit(X, [*"aaaabbbbcc"])
    # Within: 8 of 10 samples are at (±2, ±1) from their mean; between: 8 of 10 are at (0, ±1.5).
    np.testing.assert_allclose(lda.mean_, [0, 1.5])
    np.testing.assert_allclose(lda.eigenvalues_, [1.8 / 0.8, 0], atol=1e-12)
    np.testing.assert_allclose(lda.components_[0], [0, 1 / np.sqrt(0.8)], atol=1e-12)
    np.testing.assert_allclose(lda.transform([[7, 1.5], [7, 2.5]])[:, 0], [0, 1 / np.sqrt(0.8)])


@REPRODUCIBLE
@given(classes())
def test_lda_keeps_its_promises(case):
    X, y = case
    lda = LDA().fit(X, y)
    names, members = np.unique(y, return_inverse=True)
    assert len(lda.components_) == min(len(names) - 1, X.shape[1])
    scores = lda.transform(X)
    means = np.array([scores[y == name].mean(axis=0) for name in names])[members]
    identity = np.eye(len(lda.components_))
    np.testing.assert_allclose(scores.mean(axis=0), 0, atol=1e-10)
    np.testing.assert_allclose((scores - means).T @ (scores - means) / len(X), identity, atol=1e-9)
    np.testing.assert_allclose(
        means.T @ means / len(X), identity * lda.eigenvalues_, atol=1e-9 * (1 + lda.eigenvalues_[0])
    )
    assert np.all(np.diff(lda.eigenvalues_) <= 0)
    peaks = np.abs(lda.components_).argmax(axis=1)
    assert np.all(lda.components_[np.arange(len(peaks)), peaks] > 0)
    np.testing.assert_array_equal(LDA(1).fit(X, y).components_, lda.components_[:1])


def test_lda_does_not_mind_units_and_offsets():
    X, y = load_iris(return_X_y=True)
    scale, offset = np.array([1e-6, 1.0, 1e5, 1e3]), np.array([0, 1e6, -1e5, 1])
    expected = LDA().fit_transform(X, y)
    assert_same_up_to_sign(LDA().fit_transform(X * scale + offset, y), expected)


def singular_tables():
    rng = np.random.default_rng(5)
    X, y = rng.normal(size=(30, 3)), np.repeat(["a", "b", "c"], 10)
    members = np.repeat([0.0, 1.0, 2.0], 10)
    return {
        "a feature twice": np.column_stack([X, X[:, 0]]),
        "a sum of features": np.column_stack([X, X @ [0.3, -1.7, 1e3]]),
        "the same once scaled": np.column_stack([X, 1e-5 * X[:, 1] + 7]),
        "always zero": np.column_stack([X, np.zeros(30)]),
        "always 0.1": np.column_stack([X, np.full(30, 0.1)]),
        "constant within the classes": np.column_stack([X, members / 3]),
        "nothing else": members[:, np.newaxis],
        "too many features": rng.normal(size=(30, 28)),
    }, y


@pytest.mark.parametrize("name", singular_tables()[0])
def test_singular_scatter_is_named_and_shrinkage_helps(name):
    X, y = singular_tables()[0][name], singular_tables()[1]
    with pytest.raises(ValueError, match=r"within the classes is singular: .* set `shrinkage`"):
        LDA().fit(X, y)
    if name != "nothing else":
        scores = LDA(shrinkage=0.1).fit_transform(X, y)
        assert np.isfinite(scores).all()
        assert np.abs(scores).max() < 100


def test_as_many_features_as_the_samples_allow_are_not_singular():
    X, y = np.random.default_rng(6).normal(size=(30, 27)), np.repeat([0, 1, 2], 10)
    assert LDA().fit(X, y).components_.shape == (2, 27)


# --- both ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("estimator", [PCA(), PCA(1), LDA(), LDA(1), LDA(shrinkage=0.2)], ids=str)
def test_they_pass_scikit_learns_checks(estimator):
    check_estimator(estimator)


@pytest.mark.parametrize("projection", [PCA, LDA])
def test_other_memory_and_other_types_give_the_same(projection):
    X, y = np.random.default_rng(7).integers(0, 2, (40, 4)).astype(float), np.arange(40) % 3
    expected = projection(2).fit_transform(X, y)
    frozen = X.copy()
    frozen.flags.writeable = False
    strided = np.repeat(X, 2, axis=1)[:, ::2]
    same = [frozen, np.asfortranarray(X), strided, X.tolist()]
    same += [X.astype(dtype) for dtype in (np.float32, np.int64, np.uint8, bool)]
    for other in same:
        scores = projection(2).fit_transform(other, y.tolist())
        np.testing.assert_allclose(scores, expected, rtol=0, atol=1e-9)
        assert scores.dtype == np.float64
    np.testing.assert_array_equal(frozen, X)


@pytest.mark.parametrize("labels", [["cat", "dog", "owl"], [-1, 5, 9], [0.0, 1.0, 2.0]])
def test_lda_takes_any_labels(labels):
    X, members = noisy_classes()
    lda = LDA().fit(X, np.array(labels)[members])
    np.testing.assert_array_equal(lda.classes_, labels)
    np.testing.assert_array_equal(lda.components_, LDA().fit(X, members).components_)


def test_columns_get_names():
    X, y = noisy_classes()
    assert [*PCA(2).fit(X).get_feature_names_out()] == ["pca0", "pca1"]
    assert [*LDA().fit(X, y).get_feature_names_out()] == ["lda0", "lda1"]


@pytest.mark.parametrize("n_components", [0, -1, 4, 1.0, "2", True])
@pytest.mark.parametrize("projection", [PCA, LDA])
def test_an_unusable_number_of_components_is_named(projection, n_components):
    X, y = np.random.default_rng(8).normal(size=(12, 3)), np.arange(12) % 4
    with pytest.raises(ValueError, match="`n_components` must be a whole number from 1 to 3, got"):
        projection(n_components).fit(X, y)


@pytest.mark.parametrize(
    ("y", "largest"), [([0, 1] * 6, 1), ([0, 1, 2] * 4, 2), ([*range(6)] * 2, 3)]
)
def test_lda_has_at_most_one_direction_less_than_classes(y, largest):
    X = np.random.default_rng(9).normal(size=(12, 3))
    assert LDA().fit_transform(X, y).shape == (12, largest)
    with pytest.raises(ValueError, match=f"from 1 to {largest}, got {largest + 1}"):
        LDA(largest + 1).fit(X, y)
    assert PCA().fit_transform(X[:2]).shape == (2, 2)


@pytest.mark.parametrize("shrinkage", [-0.1, 1.1, np.nan, "auto", None])
def test_an_unusable_shrinkage_is_named(shrinkage):
    X, y = noisy_classes()
    with pytest.raises(ValueError, match="shrinkage"):
        LDA(shrinkage=shrinkage).fit(X, y)


@pytest.mark.parametrize("projection", [PCA, LDA])
@pytest.mark.parametrize(
    ("X", "message"),
    [
        ([[0.0, 1.0], [np.nan, 2.0]], "Input X contains NaN"),
        ([[0.0, 1.0], [np.inf, 2.0]], "Input X contains infinity"),
        (np.zeros((0, 2)), r"0 sample\(s\)"),
        ([[1.0, 2.0]], r"1 sample\(s\)"),
        ([0.0, 1.0], "Expected 2D array, got 1D"),
    ],
)
def test_unusable_samples_are_named(projection, X, message):
    with pytest.raises(ValueError, match=message):
        projection().fit(X, [*range(len(X))])


def test_unusable_labels_and_coordinates_are_named():
    X, y = noisy_classes()
    with pytest.raises(ValueError, match="`y` must have two classes or more, got one class"):
        LDA().fit(X, np.zeros(45))
    with pytest.raises(ValueError, match="Unknown label type"):
        LDA().fit(X, y + 0.5)
    with pytest.raises(ValueError, match="requires y to be passed"):
        LDA().fit(X, None)
    pca = PCA(2).fit(X)
    with pytest.raises(
        ValueError, match=r"`X` must have one column a component, got shape \(45, 6"
    ):
        pca.inverse_transform(X)
    with pytest.raises(ValueError, match="`X` must be finite, got NaN"):
        pca.inverse_transform([[np.nan, 0]])
    with pytest.raises(NotFittedError):
        PCA().inverse_transform(X)


# --- accuracy by components ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "d", "numbers"), [(20, 4, [1, 2, 4]), (10, 14, [1, 4, 9]), (9, 1, [1])]
)
def test_the_shortcut_is_refitting_pca_with_each_sample_left_out(n, d, numbers):
    X, y = noisy_classes(n, d, 1)
    expected = the_usual_way(decomposition.PCA, X + 9, y, numbers, LeaveOneOut())
    accuracies = accuracy_by_components(X + 9, y, numbers)
    np.testing.assert_allclose(accuracies, expected, rtol=0, atol=1e-12)
    assert accuracies.shape == (len(numbers),)
    assert accuracies.dtype == np.float64


@REPRODUCIBLE
@given(st.integers(0, 10**6), st.integers(4, 20), st.integers(1, 25))
def test_the_shortcut_is_the_long_way_round(seed, n, d):
    X, y = noisy_classes(n, d, seed)
    numbers = range(1, min(n - 1, d) + 1)
    fast = accuracy_by_components(X, y, numbers)
    slow = [0] * len(numbers)
    for i in range(n):
        rest = np.arange(n) != i
        pca = PCA().fit(X[rest])
        known, asked = pca.transform(X[rest]), pca.transform(X[[i]])
        for place, k in enumerate(numbers):
            distances = np.sum((known[:, :k] - asked[:, :k]) ** 2, axis=1)
            slow[place] += y[rest][distances.argmin()] == y[i]
    np.testing.assert_allclose(fast, np.array(slow) / n, rtol=0, atol=1e-12)


def test_a_sample_that_leads_the_directions_astray_is_really_left_out():
    """One sample far off along the second axis would make that the first component."""
    X = np.array([[0, 0.0], [0.1, 9], [10, 0.1], [10.1, 9.1], [0.2, 90], [10.2, -90]])
    y = [0, 0, 1, 1, 0, 1]
    expected = the_usual_way(decomposition.PCA, X, y, [1, 2], LeaveOneOut())
    np.testing.assert_allclose(accuracy_by_components(X, y, [1, 2]), expected)


@pytest.mark.parametrize("method", ["pca", "lda"])
@pytest.mark.parametrize("cv", [KFold(4), StratifiedKFold(3, shuffle=True, random_state=0)])
def test_it_is_cross_validating_a_pipeline_for_each_number(method, cv):
    X, y = noisy_classes(30, 4, 4)
    projection = {"pca": decomposition.PCA, "lda": LDA}[method]
    expected = the_usual_way(projection, X, y, [2, 1], cv)
    accuracies = accuracy_by_components(X, y, [2, 1], method=method, cv=cv)
    np.testing.assert_allclose(accuracies, expected, rtol=0, atol=1e-12)


def test_who_asks_for_the_defaults_by_name_gets_the_same_the_long_way():
    X, y = noisy_classes(15, 3, 9)
    expected = accuracy_by_components(X, y, [1, 3])
    for named in ({"cv": LeaveOneOut()}, {"classifier": NEAREST}, {"groups": np.arange(15)}):
        np.testing.assert_allclose(accuracy_by_components(X, y, [1, 3], **named), expected)


def test_another_classifier_is_not_taken_for_the_nearest_neighbour():
    X, y = noisy_classes(15, 3, 9)
    five = KNeighborsClassifier(5)
    expected = the_usual_way(decomposition.PCA, X, y, [1, 3], LeaveOneOut(), five)
    assert not np.allclose(expected, accuracy_by_components(X, y, [1, 3]))
    np.testing.assert_allclose(accuracy_by_components(X, y, [1, 3], classifier=five), expected)


def test_lda_leaves_out_one_at_a_time_unless_told_otherwise():
    X, y = noisy_classes(15, 3, 5)
    expected = the_usual_way(LDA, X, y, [1, 2], LeaveOneOut())
    np.testing.assert_allclose(accuracy_by_components(X, y, [1, 2], method="lda"), expected)


def test_any_classifier_and_any_labels_will_do():
    X, members = noisy_classes(40, 5, 6)
    y = np.array(["cat", "dog", "owl"])[members]
    for classifier in (LogisticRegression(), KNeighborsClassifier(5)):
        expected = the_usual_way(decomposition.PCA, X, y, [1, 5], KFold(3), classifier)
        accuracies = accuracy_by_components(X, y, [1, 5], classifier=classifier, cv=KFold(3))
        np.testing.assert_allclose(accuracies, expected, rtol=0, atol=1e-12)
        assert not hasattr(classifier, "classes_")
    np.testing.assert_array_equal(
        accuracy_by_components(X, y, [1, 3]), accuracy_by_components(X, members.tolist(), (1, 3))
    )


def test_groups_stay_together():
    X, y = noisy_classes(30, 4, 7)
    groups = np.arange(30) // 6
    for method, projection in (("pca", decomposition.PCA), ("lda", LDA)):
        expected = the_usual_way(projection, X, y, [1, 2], LeaveOneGroupOut(), groups=groups)
        accuracies = accuracy_by_components(X, y, [1, 2], method=method, groups=groups)
        np.testing.assert_allclose(accuracies, expected, rtol=0, atol=1e-12)
    expected = the_usual_way(decomposition.PCA, X, y, [3], GroupKFold(3), groups=groups)
    accuracies = accuracy_by_components(X, y, [3], cv=GroupKFold(3), groups=groups)
    np.testing.assert_allclose(accuracies, expected, rtol=0, atol=1e-12)


def test_every_left_out_sample_counts_once_each_time():
    X, y = noisy_classes(31, 4, 8)
    both = accuracy_by_components(
        X, y, [2], cv=RepeatedKFold(n_splits=4, n_repeats=2, random_state=1)
    )
    folds = [*RepeatedKFold(n_splits=4, n_repeats=2, random_state=1).split(X)]
    halves = [accuracy_by_components(X, y, [2], cv=part) for part in (folds[:4], folds[4:])]
    np.testing.assert_allclose(both, np.mean(halves, axis=0), rtol=0, atol=1e-12)
    np.testing.assert_allclose(
        accuracy_by_components(X, y, [2], cv=4),
        the_usual_way(decomposition.PCA, X, y, [2], StratifiedKFold(4)),
    )


def test_noise_stays_at_chance():
    """LDA fitted on everything parts even noise; refitted in each fold it does not."""
    rng = np.random.default_rng(10)
    y = np.arange(60) % 3
    honest, leaking = [], []
    for _ in range(4):
        X = rng.normal(size=(60, 40))
        honest += [*accuracy_by_components(X, y, [2], method="lda", cv=KFold(10))]
        seen = LDA().fit_transform(X, y)
        leaking.append(np.mean(cross_val_predict(NEAREST, seen, y, cv=KFold(10)) == y))
    assert np.mean(leaking) > 0.8
    assert np.mean(honest) < 0.5


@pytest.mark.parametrize("cv", [None, KFold(3)])
def test_progress_is_shown_only_on_demand(cv, capsys):
    X, y = noisy_classes()
    quiet = accuracy_by_components(X, y, [1], cv=cv)
    assert capsys.readouterr() == ("", "")
    loud = accuracy_by_components(X, y, [1], cv=cv, verbose=True)
    assert "45/45" in (shown := capsys.readouterr().err) or "3/3" in shown
    np.testing.assert_array_equal(quiet, loud)


def test_arguments_are_not_changed_and_their_memory_does_not_matter():
    X, y = noisy_classes()
    X, kept = np.round(X, 3), np.round(X, 3)
    expected = accuracy_by_components(X, y, [1, 4])
    for other in (np.asfortranarray(X), np.repeat(X, 2, axis=0)[::2], X.tolist()):
        np.testing.assert_array_equal(accuracy_by_components(other, y, [1, 4]), expected)
    for matrix in (X, y):
        matrix.flags.writeable = False
    np.testing.assert_array_equal(accuracy_by_components(X, y, [4, 1, 4]), expected[[1, 0, 1]])
    accuracy_by_components(X, y, [1, 4], cv=KFold(3))
    np.testing.assert_array_equal(X, kept)
    whole = (10 * X).astype(np.int16)
    for same in (whole.astype(np.float32), whole.astype(float)):
        np.testing.assert_array_equal(
            accuracy_by_components(whole, y, [2]), accuracy_by_components(same, y, [2])
        )


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"X": [[np.nan, 1.0]] * 12}, ValueError, "`X` must be finite, got NaN"),
        ({"X": np.zeros((0, 3))}, ValueError, "`X` must not be empty"),
        ({"X": np.zeros(12)}, ValueError, r"`X` must be 2-D \(n_samples, n_features\)"),
        ({"y": [0, 1]}, ValueError, r"`y` must have one label a row of `X`, 12, got \(2,\)"),
        ({"y": [[0]] * 12}, ValueError, "`y` must have one label a row"),
        ({"n_components": []}, ValueError, "`n_components` must be"),
        ({"n_components": 2}, TypeError, "`n_components` must be"),
        ({"n_components": [1.5]}, TypeError, "`n_components` must be"),
        ({"n_components": [1, 0]}, ValueError, "`n_components` must be"),
        ({"n_components": [4]}, ValueError, "`n_components` must be a whole .* 1 to 3, got 4"),
        ({"n_components": [4], "cv": KFold(2)}, ValueError, "1 to 3, got 4"),
        ({"n_components": [3], "method": "lda"}, ValueError, "1 to 2, got 3"),
        ({"method": "svd"}, ValueError, "`method` must be one of 'pca', 'lda', got 'svd'"),
        ({"groups": [1] * 12}, ValueError, "groups"),
    ],
)
def test_what_cannot_be_evaluated_is_named(changed, error, message):
    X, y = noisy_classes(12, 3)
    with pytest.raises(error, match=message):
        accuracy_by_components(**{"X": X, "y": y, "n_components": [1], **changed})


def test_with_few_samples_their_number_is_the_limit():
    X, y = noisy_classes(6, 9)
    assert accuracy_by_components(X, y, [5]).shape == (1,)
    for cv in (None, LeaveOneOut()):
        with pytest.raises(ValueError, match="from 1 to 5, got 6"):
            accuracy_by_components(X, y, [6], cv=cv)
