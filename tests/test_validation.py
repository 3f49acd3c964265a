"""`agree` accepts what is equal and nothing else; what learns is judged on what it never saw."""

from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import (
    GroupKFold,
    KFold,
    LeaveOneGroupOut,
    LeaveOneOut,
    RepeatedStratifiedKFold,
    cross_val_predict,
)
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.validation import (
    Accuracy,
    accuracy,
    agree,
    cross_validated_accuracy,
    leave_one_out,
    nearest_neighbour_loo,
)

REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=25)
NEAREST = KNeighborsClassifier(1, algorithm="brute")


def test_equal_results_are_reported_in_one_line(capsys):
    agree(by_hand=[1, 2], numpy=np.array([1.0, 2.0]), scipy=np.array([1.0, 2.0]) + 1e-15)
    assert capsys.readouterr().out == (
        "by_hand, numpy, scipy agree: largest difference 0.0000000000 (allowed: 1e-10)\n"
    )


def test_a_difference_within_the_tolerance_is_printed(capsys):
    agree(atol=1e-2, a=1.0, b=1.004)
    assert "largest difference 0.00 (allowed: 0.01)" in capsys.readouterr().out


@pytest.mark.parametrize("place", [0, 5, 11])
def test_a_single_different_value_is_enough(place):
    values = np.arange(12.0).reshape(3, 4)
    other = values.copy()
    other.flat[place] -= 1e-6
    with pytest.raises(AssertionError, match=r"a and c differ by 1e-06 at \[\d, \d\]"):
        agree(a=values, b=values, c=other)


def test_shapes_must_agree_too():
    with pytest.raises(AssertionError, match=r"a has shape \(2, 1\), b has shape \(2,\)"):
        agree(a=np.ones((2, 1)), b=np.ones(2))


@pytest.mark.parametrize(
    ("results", "message"),
    [
        ({}, "two or more, got 0"),
        ({"a": 1.0}, "two or more, got 1"),
        ({"a": 1.0, "b": np.nan}, "`b` must be finite, got NaN"),
        ({"a": np.inf, "b": np.inf}, "`a` must be finite, got infinity"),
    ],
)
def test_what_cannot_be_compared_is_refused(results, message):
    with pytest.raises(ValueError, match=message):
        agree(**results)


@pytest.mark.parametrize("atol", [0, -1.0, np.nan])
def test_the_tolerance_must_be_positive(atol):
    with pytest.raises(ValueError, match="`atol` must be positive"):
        agree(atol=atol, a=1, b=1)


# --- nearest neighbour, one left out ------------------------------------------------------------


def nearest_by_loops(X, y):
    predictions = []
    for i, sample in enumerate(X):
        distances = [((sample - other) ** 2).sum() for other in X]
        distances[i] = np.inf
        predictions.append(y[np.argmin(distances)])
    return np.array(predictions)


@REPRODUCIBLE
@given(st.integers(2, 15), st.integers(1, 30), st.integers(0, 10**6), st.sampled_from([0, 1e4]))
def test_nearest_neighbour_is_scikit_learn_one_left_out(n, d, seed, far):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, d)) + far, rng.integers(0, 1 + n // 4, n)
    expected = cross_val_predict(NEAREST, X, y, cv=KFold(n))
    np.testing.assert_array_equal(nearest_neighbour_loo(X, y), expected)


@REPRODUCIBLE
@given(
    st.integers(2, 40), st.integers(1, 4), st.integers(0, 10**6), st.sampled_from([0, 1e9 + 0.5])
)
def test_of_equally_near_samples_the_first_counts(n, d, seed, far):
    rng = np.random.default_rng(seed)
    X, y = rng.integers(0, 4, (n, d)) + far, np.arange(n)
    np.testing.assert_array_equal(nearest_neighbour_loo(X, y), nearest_by_loops(X, y))


def test_samples_far_from_the_origin_keep_their_neighbours():
    X = np.random.default_rng(0).integers(-(2**20), 2**20, (60, 3)) / 2**18
    np.testing.assert_array_equal(
        nearest_neighbour_loo(X + 2.0**27, range(60)), nearest_neighbour_loo(X, range(60))
    )


def test_a_sample_is_not_its_own_neighbour_but_its_double_is():
    X = np.array([[0.0, 0.0], [5.0, 0.0], [0.0, 0.0], [5.1, 0.0]])
    assert nearest_neighbour_loo(X, ["a", "b", "c", "d"]).tolist() == ["c", "d", "a", "b"]
    nearly_a_tie = [[0.0], [1 + 4e-16], [-1.0], [9.0]]
    assert nearest_neighbour_loo(nearly_a_tie, range(4))[0] == 2
    assert nearest_neighbour_loo([[1], [1]], [True, False]).tolist() == [False, True]


@pytest.mark.parametrize("dtype", [np.float32, np.uint8, np.int64, bool])
def test_neighbours_of_any_layout(dtype):
    X = np.random.default_rng(0).integers(0, 255, (30, 3)).astype(dtype)
    expected = nearest_by_loops(X.astype(float), np.arange(30))
    X.flags.writeable = False
    before = X.copy()
    for variant in (X, X.tolist(), np.asfortranarray(X), np.repeat(X, 2, axis=0)[::2]):
        np.testing.assert_array_equal(nearest_neighbour_loo(variant, np.arange(30)), expected)
    np.testing.assert_array_equal(X, before)


# --- leaving out, and fitting again -------------------------------------------------------------


class Recorder(ClassifierMixin, BaseEstimator):
    """Writes down what it was fitted on and asked about; answers with the commonest label."""

    log: ClassVar[list] = []

    def fit(self, X, y):
        self.seen_ = X.copy()
        self.classes_, counts = np.unique(y, return_counts=True)
        self.answer_ = self.classes_[counts.argmax()]
        return self

    def predict(self, X):
        self.log.append((id(self), self.seen_[:, 0].tolist(), X[:, 0].tolist()))
        return np.full(len(X), self.answer_)


@pytest.fixture
def recorder():
    Recorder.log.clear()
    return Recorder()


def test_each_sample_is_predicted_by_a_fit_on_all_others(recorder):
    leave_one_out(recorder, np.arange(6.0)[:, None], list("aabbab"))
    assert [asked for _, _, asked in recorder.log] == [[i] for i in range(6)]
    for _, seen, asked in recorder.log:
        assert sorted(seen + asked) == list(range(6))
    assert not hasattr(recorder, "seen_")


def test_groups_are_left_out_whole_and_answers_come_in_order(recorder):
    groups = np.array([3, 1, 2, 1, 3, 3])
    predictions = leave_one_out(recorder, np.arange(6.0)[:, None], list("bcaabb"), groups=groups)
    assert len(recorder.log) == 3
    for _, seen, asked in recorder.log:
        assert len(set(groups[np.array(asked, int)])) == 1
        assert not set(groups[np.array(asked, int)]) & set(groups[np.array(seen, int)])
    assert predictions.tolist() == ["a", "b", "b", "b", "a", "a"]


def test_leaving_out_is_cross_val_predict():
    rng = np.random.default_rng(0)
    X, y, groups = rng.normal(size=(30, 3)), rng.integers(0, 3, 30), rng.integers(0, 5, 30)
    scaled = make_pipeline(StandardScaler(), NEAREST)
    for given_groups, cv in [(None, LeaveOneOut()), (groups, LeaveOneGroupOut())]:
        expected = cross_val_predict(scaled, X, y, cv=cv, groups=given_groups)
        found = leave_one_out(scaled, X, y, groups=given_groups)
        np.testing.assert_array_equal(found, expected)
        numbers = cross_val_predict(LinearRegression(), X, y, cv=cv, groups=given_groups)
        found = leave_one_out(LinearRegression(), X, y, groups=given_groups)
        np.testing.assert_allclose(found, numbers)
    np.testing.assert_array_equal(leave_one_out(NEAREST, X, y), nearest_neighbour_loo(X, y))


def test_pictures_need_not_be_flat_and_labels_may_grow_longer(recorder):
    found = leave_one_out(recorder, np.zeros((3, 4, 5)), ["short", "much longer", "short"])
    assert found.tolist() == ["much longer", "short", "much longer"]


def test_a_bar_only_when_asked_for(capsys):
    X, y = np.arange(4.0)[:, None], [0, 1, 0, 1]
    leave_one_out(NEAREST, X, y)
    assert capsys.readouterr().err == ""
    leave_one_out(NEAREST, X, y, verbose=True)
    assert "4/4" in capsys.readouterr().err


# --- accuracy -----------------------------------------------------------------------------------


def test_accuracy_counts_and_tells_spread_and_chance():
    true = np.repeat(["face", "other"], [150, 50])
    predicted = true.copy()
    predicted[:15] = "other"
    found = accuracy(true, predicted)
    assert found == (pytest.approx(0.925), pytest.approx(0.018624581), 0.75, 200)
    assert str(found) == "92.5 ± 1.9 % of 200 (chance 75.0 %)"
    assert accuracy([1, 0], [1, 0]) == Accuracy(1.0, 0.0, 0.5, 2)
    assert accuracy([True], [False]) == Accuracy(0.0, 0.0, 1.0, 1)


def test_the_spread_is_that_of_repeated_counts():
    rng = np.random.default_rng(0)
    shares = [accuracy(np.ones(50), rng.random(50) < 0.8).value for _ in range(4000)]
    exact = accuracy(np.ones(50), np.arange(50) < 40)
    assert np.std(shares) == pytest.approx(exact.spread, rel=0.05)


def test_cross_validation_gives_mean_and_deviation_of_the_folds(recorder):
    X, y = np.arange(6.0)[:, None], ["a", "a", "a", "a", "b", "b"]
    found = cross_validated_accuracy(recorder, X, y, cv=KFold(3))
    assert found.value == pytest.approx(2 / 3)
    assert found.spread == pytest.approx(np.std([1, 1, 0], ddof=1))
    assert (found.chance, found.n) == (pytest.approx(4 / 6), 6)
    assert len(recorder.log) == 3
    for _, seen, asked in recorder.log:
        assert sorted(seen + asked) == list(range(6))
    repeated = RepeatedStratifiedKFold(n_splits=2, n_repeats=5, random_state=0)
    recorder.log.clear()
    cross_validated_accuracy(recorder, X, y, cv=repeated)
    assert len(recorder.log) == 10


def test_cross_validation_keeps_groups_together(recorder):
    groups = np.array([0, 1, 2, 0, 1, 2])
    X, y = np.arange(6.0)[:, None], list("aabbab")
    cross_validated_accuracy(recorder, X, y, cv=GroupKFold(3), groups=groups)
    for _, seen, asked in recorder.log:
        assert not set(groups[np.array(asked, int)]) & set(groups[np.array(seen, int)])


def test_an_estimator_that_cannot_be_fitted_is_not_counted_as_wrong():
    nobody = KNeighborsClassifier(0)
    with pytest.raises(ValueError, match="n_neighbors"):
        cross_validated_accuracy(nobody, np.ones((4, 1)), [0, 1, 0, 1], cv=KFold(2))


class OneFold:
    def split(self, X, y=None, groups=None):
        yield np.arange(2), np.arange(2, len(X))

    def get_n_splits(self, X=None, y=None, groups=None):
        return 1


COLUMN = np.arange(4.0)[:, None]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: accuracy([], []), "`y_true` must be 1-D, not empty"),
        (lambda: accuracy([1, 2], [1]), r"`y_pred` must be .* of length 2, got shape \(1,\)"),
        (lambda: accuracy([[1], [2]], [1, 2]), "`y_true` must be 1-D"),
        (lambda: accuracy([1, 2], [1, np.nan]), "`y_pred` must be .* without NaN"),
        (lambda: leave_one_out(NEAREST, COLUMN, [1, 2]), "`y` must be .* of length 4"),
        (lambda: leave_one_out(NEAREST, COLUMN, [1, 2, 3, np.nan]), "`y` must be .*without NaN"),
        (lambda: leave_one_out(NEAREST, COLUMN, [0] * 4, groups=[1] * 4), "groups"),
        (lambda: leave_one_out(NEAREST, COLUMN, [0] * 4, groups=[1, 2]), "inconsistent numbers"),
        (lambda: leave_one_out(NEAREST, COLUMN[:1], [0]), "n_samples=1"),
        (
            lambda: cross_validated_accuracy(NEAREST, COLUMN, [0, 1, 0, 1], cv=OneFold()),
            "`cv` must make two folds or more, got 1",
        ),
        (
            lambda: cross_validated_accuracy(NEAREST, COLUMN, [0, 1], cv=KFold(2)),
            "`y` must be .* of length 4",
        ),
        (lambda: nearest_neighbour_loo(COLUMN[:, 0], [0] * 4), r"`X` must be 2-D \(n, n_feat"),
        (lambda: nearest_neighbour_loo(COLUMN * np.nan, [0] * 4), "`X` must be finite, got NaN"),
        (lambda: nearest_neighbour_loo(COLUMN, [0] * 3), "`y` must be .* of length 4"),
        (lambda: nearest_neighbour_loo(COLUMN[:1], [0]), "`X` must have two samples or more"),
    ],
)
def test_what_cannot_be_judged_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
