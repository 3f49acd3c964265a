"""The neuron is held to its formulas, to numerical derivatives, and to scikit-learn."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import expit
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator

from course_utils.neuron import SingleNeuron, _cost_and_gradient, cross_entropy, sigmoid

REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=40)
logits = arrays(np.float64, st.integers(1, 20), elements=st.floats(-1000, 1000))


@st.composite
def problems(draw, offset=0.0):
    """Samples, targets with both classes among them, and weights with the bias at the end."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    n, d = draw(st.integers(2, 12)), draw(st.integers(1, 5))
    X = rng.normal(size=(n, d)) * rng.uniform(0.1, 3, d) + offset
    y = rng.permutation(np.arange(n) % 2).astype(float)
    return X, y, rng.normal(size=d + 1)


def with_ones(X):
    return np.column_stack([X, np.ones(len(X))])


def cost_of(coef, intercept, X, y, l2):
    """The cost as it is written, for weights that leave the probabilities off 0 and 1."""
    p = 1 / (1 + np.exp(-(X @ coef + intercept)))
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)) + l2 / 2 * np.sum(coef**2)


def safe_step(X, l2):
    inputs = with_ones(X)
    return 1 / (np.linalg.eigvalsh(inputs.T @ inputs / len(X)).max() / 4 + l2)


@pytest.fixture(scope="module")
def cancer():
    X, y = load_breast_cancer(return_X_y=True)
    return StandardScaler().fit_transform(X), y


@pytest.fixture(scope="module")
def threes_and_eights():
    data, target = load_digits(return_X_y=True)
    chosen = np.isin(target, (3, 8))
    return data[chosen] / 16, target[chosen]


# --- sigmoid ------------------------------------------------------------------------------------


@REPRODUCIBLE
@given(logits)
def test_sigmoid_is_scipys_and_its_two_halves_add_up_to_one(z):
    np.testing.assert_allclose(sigmoid(z), expit(z), rtol=1e-14, atol=1e-300)
    np.testing.assert_allclose(sigmoid(z) + sigmoid(-z), 1, rtol=0, atol=1e-15)


def test_sigmoid_on_paper():
    z = [-math.log(3), 0, math.log(3)]
    np.testing.assert_allclose(sigmoid(z), [0.25, 0.5, 0.75], rtol=0, atol=1e-15)


def test_sigmoid_neither_overflows_nor_warns():
    with warnings.catch_warnings(), np.errstate(over="raise", invalid="raise", divide="raise"):
        warnings.simplefilter("error")
        np.testing.assert_array_equal(sigmoid([-1e308, -1000, 1000, 1e308]), [0, 0, 1, 1])
    assert sigmoid(-700) > 0


@pytest.mark.parametrize("shape", [(), (3,), (3, 1), (2, 3, 4)])
def test_sigmoid_keeps_the_shape(shape):
    result = sigmoid(np.ones(shape))
    assert result.shape == shape
    assert result.dtype == np.float64


# --- cross-entropy ------------------------------------------------------------------------------


@REPRODUCIBLE
@given(st.integers(0, 10**6), st.integers(2, 30))
def test_cross_entropy_is_its_formula_and_scikit_learns(seed, n):
    rng = np.random.default_rng(seed)
    z, y = rng.normal(scale=5, size=n), rng.permutation(np.arange(n) % 2)
    assert cross_entropy(y, z) == pytest.approx(cost_of(np.ones(1), 0, z[:, None], y, 0), rel=1e-9)
    assert cross_entropy(y, z) == pytest.approx(log_loss(y, expit(z)), rel=1e-9)


def test_cross_entropy_on_paper():
    assert cross_entropy([0, 1], [0, 0]) == pytest.approx(math.log(2), rel=1e-15)
    assert cross_entropy([1], [math.log(3)]) == pytest.approx(math.log(4 / 3), rel=1e-14)
    assert cross_entropy([0], [math.log(3)]) == pytest.approx(math.log(4), rel=1e-14)
    assert cross_entropy([1, 0], [math.log(3)] * 2) == pytest.approx(math.log(16 / 3) / 2)
    assert isinstance(cross_entropy([1], [0.5]), float)


def test_cross_entropy_takes_wanted_probabilities():
    z = math.log(3)
    expected = 0.25 * math.log(4 / 3) + 0.75 * math.log(4)
    assert cross_entropy([0.25], [z]) == pytest.approx(expected, rel=1e-14)
    assert cross_entropy([[True], [False]], [[z], [-z]]) == pytest.approx(math.log(4 / 3))


def test_cross_entropy_keeps_every_digit_where_the_sigmoid_is_saturated():
    with warnings.catch_warnings(), np.errstate(over="raise", invalid="raise", divide="raise"):
        warnings.simplefilter("error")
        assert cross_entropy([1, 0], [-1000, 1000]) == 1000
        assert cross_entropy([1, 0], [1000, -1000]) == 0
    for y, z in ((1, 40), (0, -40)):
        assert cross_entropy([y], [z]) == pytest.approx(math.exp(-40), rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("y", "z", "message"),
    [
        ([[0], [1]], [0, 1], r"`y` must have the shape of `logits`, \(2,\), got \(2, 1\)"),
        ([0, 1], [[0], [1]], "`y` must have the shape of `logits`"),
        ([3, 8], [0, 1], "`y` must lie between 0 and 1, got 3 to 8"),
        ([-1, 1], [0, 1], "`y` must lie between 0 and 1, got -1 to 1"),
        ([0, 1], [0, np.nan], "`logits` must be finite, got NaN"),
        ([0, np.inf], [0, 1], "`y` must be finite, got infinity"),
        ([], [], "`y` must not be empty"),
    ],
)
def test_what_cross_entropy_cannot_use_is_named(y, z, message):
    with pytest.raises(ValueError, match=message):
        cross_entropy(y, z)


@pytest.mark.parametrize(
    ("z", "error", "message"),
    [
        ([np.nan], ValueError, "`z` must be finite, got NaN"),
        ([-np.inf], ValueError, "`z` must be finite, got infinity"),
        ([], ValueError, "`z` must not be empty"),
        ([1j], TypeError, "`z` must hold real numbers"),
        (["1"], TypeError, "`z` must hold real numbers"),
    ],
)
def test_what_sigmoid_cannot_use_is_named(z, error, message):
    with pytest.raises(error, match=message):
        sigmoid(z)


# --- the gradient -------------------------------------------------------------------------------


@REPRODUCIBLE
@given(problems(), st.sampled_from([0.0, 0.3, 2.0]))
def test_the_gradient_is_the_slope_of_the_cost(problem, l2):
    X, y, weights = problem
    cost, gradient = _cost_and_gradient(weights, with_ones(X), y, l2)
    assert cost == pytest.approx(cost_of(weights[:-1], weights[-1], X, y, l2), rel=1e-10)
    nudge = 1e-5
    for i, slope in enumerate(gradient):
        costs = []
        for sign in (1, -1):
            moved = weights.copy()
            moved[i] += sign * nudge
            costs.append(cost_of(moved[:-1], moved[-1], X, y, l2))
        assert slope == pytest.approx((costs[0] - costs[1]) / (2 * nudge), abs=1e-7)


def test_one_step_on_paper():
    X, y = [[1], [2], [4]], [0, 1, 1]
    with pytest.warns(ConvergenceWarning, match="raise `max_iter`"):
        neuron = SingleNeuron(0.3, l2=0.5, max_iter=1).fit(X, y)
    # At zero every error is ±½: the slopes are (½·1 - ½·2 - ½·4) / 3 and (½ - ½ - ½) / 3.
    np.testing.assert_allclose(neuron.coef_, [[0.25]], rtol=1e-14)
    np.testing.assert_allclose(neuron.intercept_, [0.05], rtol=1e-14)
    assert neuron.n_iter_ == 1
    mean = (
        math.log1p(math.exp(0.3)) + math.log1p(math.exp(-0.55)) + math.log1p(math.exp(-1.05))
    ) / 3
    expected = [math.log(2), mean + 0.5 / 2 * 0.25**2]
    np.testing.assert_allclose(neuron.cost_history_, expected, rtol=1e-14)
    np.testing.assert_allclose(neuron.decision_function([[2.0]]), [0.55], rtol=1e-14)
    np.testing.assert_allclose(neuron.predict_proba([[2.0]]), [[1 - expit(0.55), expit(0.55)]])


# --- gradient descent ---------------------------------------------------------------------------


@REPRODUCIBLE
@given(problems(offset=3.0), st.sampled_from([0.0, 0.1, 5.0]))
def test_the_automatic_step_is_the_safe_one(problem, l2):
    X, y, _ = problem
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        neuron = SingleNeuron(l2=l2, max_iter=1, tol=1e-12).fit(X, y)
    _, gradient = _cost_and_gradient(np.zeros(X.shape[1] + 1), with_ones(X), y, l2)
    moved = np.append(neuron.coef_[0], neuron.intercept_)
    np.testing.assert_allclose(moved, -safe_step(X, l2) * gradient, rtol=1e-9, atol=1e-15)


@REPRODUCIBLE
@given(problems(offset=3.0), st.sampled_from([0.0, 0.1, 5.0]))
def test_with_the_automatic_step_the_cost_never_rises(problem, l2):
    X, y, _ = problem
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        neuron = SingleNeuron(l2=l2, max_iter=200).fit(X, y)
    history = neuron.cost_history_
    assert history[0] == pytest.approx(math.log(2), rel=1e-15)
    assert history.shape == (neuron.n_iter_ + 1,)
    assert np.diff(history).max(initial=0) <= 1e-14
    last = cost_of(neuron.coef_[0], neuron.intercept_, X, y, l2)
    assert history[-1] == pytest.approx(last, rel=1e-9)


def test_a_step_that_is_too_large_overshoots_and_in_the_end_overflows(cancer):
    with pytest.warns(ConvergenceWarning):
        neuron = SingleNeuron(20.0, max_iter=20).fit(*cancer)
    assert np.diff(neuron.cost_history_).max() > 0.1
    with pytest.raises(ValueError, match="`learning_rate` 1000 is too large: the weights overflow"):
        SingleNeuron(1000, l2=1.0, max_iter=60).fit(*cancer)


def test_it_stops_as_soon_as_the_gradient_is_small(threes_and_eights):
    X, digits = threes_and_eights
    y, inputs = (digits == 8).astype(float), with_ones(X)
    neuron = SingleNeuron(l2=0.05, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        neuron.fit(X, digits)
        steps, history = neuron.n_iter_, neuron.cost_history_
        neuron.set_params(max_iter=steps).fit(X, digits)
    weights = np.append(neuron.coef_[0], neuron.intercept_)
    assert np.linalg.norm(_cost_and_gradient(weights, inputs, y, 0.05)[1]) < 1e-3
    with pytest.warns(ConvergenceWarning, match=f"after {steps - 1} steps"):
        neuron.set_params(max_iter=steps - 1).fit(X, digits)
    weights = np.append(neuron.coef_[0], neuron.intercept_)
    assert np.linalg.norm(_cost_and_gradient(weights, inputs, y, 0.05)[1]) >= 1e-3
    np.testing.assert_array_equal(neuron.cost_history_, history[:-1])


def test_where_zero_weights_are_best_no_step_is_taken():
    neuron = SingleNeuron().fit([[-1.0], [1.0], [-1.0], [1.0]], [0, 0, 1, 1])
    assert neuron.n_iter_ == 0
    np.testing.assert_array_equal(neuron.coef_, [[0.0]])
    np.testing.assert_allclose(neuron.cost_history_, [math.log(2)])


def test_without_a_penalty_separable_classes_have_no_best_weights():
    X, y = np.array([[-2.0], [-1.0], [1.0], [2.0]]), [0, 0, 1, 1]
    lengths = []
    for steps in (10, 100, 1000):
        with pytest.warns(ConvergenceWarning):
            neuron = SingleNeuron(l2=0, max_iter=steps, tol=1e-9).fit(X, y)
        lengths.append(neuron.coef_[0, 0])
    assert lengths[0] + 1 < lengths[1]
    assert lengths[1] + 1 < lengths[2]
    assert SingleNeuron(l2=0.1).fit(X, y).coef_[0, 0] < lengths[0]


# --- against scikit-learn -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["cancer", "threes_and_eights"])
@pytest.mark.parametrize("l2", [0.1, 0.01])
def test_its_cost_is_that_of_logistic_regression(name, l2, request):
    X, labels = request.getfixturevalue(name)
    y = (labels == labels.max()).astype(float)
    neuron = SingleNeuron(l2=l2).fit(X, labels)
    theirs = LogisticRegression(C=1 / (len(X) * l2), tol=1e-10, max_iter=10_000).fit(X, labels)
    best = cost_of(theirs.coef_[0], theirs.intercept_, X, y, l2)
    ours = cost_of(neuron.coef_[0], neuron.intercept_, X, y, l2)
    assert -1e-9 <= ours - best < 1e-5
    assert ours == pytest.approx(neuron.cost_history_[-1], rel=1e-10)
    assert neuron.coef_.shape == theirs.coef_.shape
    assert neuron.intercept_.shape == theirs.intercept_.shape
    np.testing.assert_allclose(neuron.predict_proba(X), theirs.predict_proba(X), atol=0.005)
    assert np.mean(neuron.predict(X) == theirs.predict(X)) > 0.995
    assert neuron.score(X, labels) > 0.95


def test_its_weights_are_those_of_logistic_regression():
    rng = np.random.default_rng(3)
    X = rng.normal([2, 0, -1], size=(40, 3))
    y = X @ [1, -2, 0.5] + rng.normal(size=40) > 1.0
    neuron = SingleNeuron(l2=0.02, tol=1e-10).fit(X, y)
    theirs = LogisticRegression(C=1 / (40 * 0.02), tol=1e-12, max_iter=10_000).fit(X, y)
    np.testing.assert_allclose(neuron.coef_, theirs.coef_, atol=1e-5)
    np.testing.assert_allclose(neuron.intercept_, theirs.intercept_, atol=1e-5)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_it_passes_scikit_learns_checks():
    check_estimator(SingleNeuron(max_iter=200))


# --- labels, types, mistakes --------------------------------------------------------------------


@pytest.mark.parametrize("labels", [[0, 1], [3, 8], [-1, 1], [False, True], ["cat", "dog"]])
def test_any_two_labels(labels):
    X = np.array([[0.0], [1.0], [3.0], [4.0]])
    for flip in (1, -1):
        y = np.array(labels)[[0, 0, 1, 1]][::flip]
        neuron = SingleNeuron(l2=0.01).fit(X, y)
        np.testing.assert_array_equal(neuron.classes_, labels)
        np.testing.assert_array_equal(neuron.predict(X), y)
        np.testing.assert_array_equal(neuron.decision_function(X) > 0, y == labels[1])
        assert neuron.predict(X).dtype == y.dtype
        probabilities = neuron.predict_proba(X)
        np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=0, atol=1e-15)
        np.testing.assert_array_equal(probabilities.argmax(axis=1), y == labels[1])


def test_other_memory_and_other_types_give_the_same():
    X = np.random.default_rng(4).integers(0, 2, (20, 3)).astype(float)
    y = np.arange(20) % 2
    expected = SingleNeuron(l2=0.1).fit(X, y)
    frozen = X.copy()
    frozen.flags.writeable = False
    strided = np.repeat(X, 2, axis=1)[:, ::2]
    same = [frozen, np.asfortranarray(X), strided, X.tolist()]
    same += [X.astype(dtype) for dtype in (np.float32, np.int64, np.uint8, bool)]
    for other in same:
        neuron = SingleNeuron(l2=0.1).fit(other, y.tolist())
        np.testing.assert_allclose(neuron.coef_, expected.coef_, rtol=1e-9)
        np.testing.assert_allclose(neuron.decision_function(other), expected.decision_function(X))
        assert neuron.coef_.dtype == neuron.predict_proba(other).dtype == np.float64
    np.testing.assert_array_equal(frozen, X)


@pytest.mark.parametrize(
    ("parameters", "error", "message"),
    [
        ({"learning_rate": "fast"}, TypeError, "`learning_rate` must be a number, got str"),
        ({"learning_rate": -0.1}, ValueError, "`learning_rate` must be positive"),
        ({"learning_rate": np.inf}, ValueError, "`learning_rate` must be positive and finite"),
        ({"l2": -1}, ValueError, "`l2` must be positive"),
        ({"l2": np.nan}, ValueError, "`l2` must be positive and finite"),
        ({"l2": None}, TypeError, "`l2` must be a number"),
        ({"max_iter": 0}, ValueError, "`max_iter` must be"),
        ({"max_iter": 1.5}, TypeError, "`max_iter` must be"),
        ({"tol": 0}, ValueError, "`tol` must be positive"),
        ({"tol": "small"}, TypeError, "`tol` must be a number"),
    ],
)
def test_unusable_parameters_are_named(parameters, error, message):
    with pytest.raises(error, match=message):
        SingleNeuron(**parameters).fit([[0.0], [1.0]], [0, 1])


@pytest.mark.parametrize(
    ("X", "y", "message"),
    [
        ([[0.0], [np.nan]], [0, 1], "Input X contains NaN"),
        ([[0.0], [np.inf]], [0, 1], "Input X contains infinity"),
        (np.zeros((0, 2)), [], r"0 sample\(s\)"),
        ([0.0, 1.0], [0, 1], "Expected 2D array, got 1D"),
        ([[0.0], [1.0]], [0, 1, 1], "inconsistent numbers of samples"),
        ([[0.0], [1.0], [2.0]], [0, 1, 2], r"Only binary .* `y` has 3 class"),
        ([[0.0], [1.0]], [1, 1], r"Only binary .* `y` has 1 class"),
        ([[0.0], [1.0]], [0.2, 0.7], "Unknown label type"),
    ],
)
def test_unusable_samples_are_named(X, y, message):
    with pytest.raises(ValueError, match=message):
        SingleNeuron().fit(X, y)
