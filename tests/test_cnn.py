"""Networks are held to central differences, to SciPy, to paper and to Keras."""

import numpy as np
import pytest
from scipy import signal
from sklearn.datasets import load_digits
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score

from course_utils.cnn import (
    SGD,
    Adam,
    Conv1D,
    Conv2D,
    Dense,
    Flatten,
    MaxPool,
    ReLU,
    Sequential,
    softmax_cross_entropy,
)

LAYERS = {
    "dense": (lambda: Dense(4), (6,)),
    "relu": (ReLU, (5, 4, 2)),
    "flatten": (Flatten, (3, 4, 2)),
    "conv2d": (lambda: Conv2D(3, 2), (5, 4, 2)),
    "conv2d that sees all": (lambda: Conv2D(2, 4), (4, 4, 3)),
    "conv2d of one pixel": (lambda: Conv2D(3, 1), (3, 2, 2)),
    "conv1d": (lambda: Conv1D(3, 4), (9, 2)),
    "pool": (MaxPool, (4, 6, 2)),
    "pool with a rest": (lambda: MaxPool(3), (7, 5, 2)),
    "pool of a signal": (lambda: MaxPool(2), (7, 3)),
}


def digit_network(**settings):
    layers = [Conv2D(8, 3), ReLU(), Conv2D(16, 3), ReLU(), MaxPool(), Flatten(), Dense(10)]
    return Sequential(layers, **{"verbose": False, **settings})


def signal_network(**settings):
    layers = [Conv1D(4, 5), ReLU(), MaxPool(3), Flatten(), Dense(8), ReLU(), Dense(3)]
    return Sequential(layers, **{"verbose": False, **settings})


def small_network(**settings):
    layers = [Flatten(), Dense(6), ReLU(), Dense(2)]
    return Sequential(layers, **{"verbose": False, **settings})


def two_kinds(n=40, seed=0):
    """Pictures of 3 × 3 pixels that are brighter on the left, or on the right."""
    rng = np.random.default_rng(seed)
    kinds = np.arange(n) % 2
    X = rng.normal(scale=0.3, size=(n, 3, 3, 1))
    X[:, :, 0, 0] += kinds[:, np.newaxis]
    X[:, :, 2, 0] += 1 - kinds[:, np.newaxis]
    return X, kinds


@pytest.fixture(scope="module")
def digits():
    """Training and test samples, then their labels."""
    images, target = load_digits().images[..., np.newaxis] / 16, load_digits().target
    order = np.random.default_rng(0).permutation(len(target))
    train, test = order[:1300], order[1300:]
    return images[train], images[test], target[train], target[test]


def slopes(f, x, step=1e-5):
    """The derivatives of f() with respect to each value of x, by central differences."""
    result = np.empty_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + step
        above = f()
        x[index] = kept - step
        result[index] = (above - f()) / (2 * step)
        x[index] = kept
    return result


def assert_close(actual, expected, tolerance):
    assert actual.shape == expected.shape
    assert np.abs(actual - expected).max() <= tolerance * np.abs(expected).max()


# --- the gradient check -------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", LAYERS)
def test_backward_of_each_layer_is_its_slope(name, seed):
    make, shape = LAYERS[name]
    rng = np.random.default_rng(seed)
    layer, x = make(), rng.normal(size=(3, *shape))
    layer.build(shape, rng)
    for parameter in layer.parameters:
        parameter += rng.normal(scale=0.1, size=parameter.shape)
    weights = rng.normal(size=layer.forward(x).shape)
    of_input = layer.backward(weights.copy())
    assert len(layer.gradients) == len(layer.parameters)
    for actual, values in zip([of_input, *layer.gradients], [x, *layer.parameters], strict=True):
        expected = slopes(lambda: np.sum(layer.forward(x) * weights), values)
        assert_close(actual, expected, 1e-6)


@pytest.mark.parametrize(("make", "shape"), [(digit_network, (7, 8, 1)), (signal_network, (20, 2))])
def test_backward_of_a_network_is_its_slope(make, shape):
    rng = np.random.default_rng(1)
    network, x = make(dtype="float64"), rng.normal(size=(2, *shape))
    (n_classes,) = network.build(shape)
    true = rng.integers(0, n_classes, 2)

    def loss():
        return softmax_cross_entropy(network.forward(x), true)[0]

    of_input = network.backward(softmax_cross_entropy(network.forward(x), true)[1])
    gradients = network.gradients
    assert_close(of_input, slopes(loss, x), 1e-6)
    for parameter, gradient in zip(network.parameters, gradients, strict=True):
        assert_close(gradient, slopes(loss, parameter), 1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_gradient_of_the_loss_is_its_slope(seed):
    rng = np.random.default_rng(seed)
    logits, true = rng.normal(scale=3, size=(4, 5)), rng.integers(0, 5, 4)
    expected = slopes(lambda: softmax_cross_entropy(logits, true)[0], logits)
    assert_close(softmax_cross_entropy(logits, true)[1], expected, 1e-6)


def test_loss_on_paper():
    loss, gradient = softmax_cross_entropy(np.array([[np.log(3), 0], [0, 0]]), np.array([0, 1]))
    assert loss == pytest.approx((np.log(4 / 3) + np.log(2)) / 2, rel=1e-14)
    np.testing.assert_allclose(gradient, [[-0.125, 0.125], [0.25, -0.25]], rtol=0, atol=1e-15)


def test_loss_does_not_overflow():
    loss, gradient = softmax_cross_entropy(np.array([[1e4, -1e4]] * 2), np.array([0, 1]))
    assert loss == 1e4
    np.testing.assert_array_equal(gradient, [[0, 0], [0.5, -0.5]])


# --- each layer ---------------------------------------------------------------------------------


def built(layer, shape):
    layer.build(shape, np.random.default_rng(0))
    return layer


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_convolution_is_scipys_correlation(size):
    rng = np.random.default_rng(size)
    layer, x = built(Conv2D(3, size), (6, 5, 2)), rng.normal(size=(4, 6, 5, 2))
    kernels, bias = layer.parameters
    bias += rng.normal(size=3)
    output = layer.forward(x)
    assert kernels.shape == (size, size, 2, 3)
    for n, k in np.ndindex(4, 3):
        expected = bias[k] + sum(
            signal.correlate(x[n, :, :, c], kernels[:, :, c, k], "valid") for c in range(2)
        )
        np.testing.assert_allclose(output[n, :, :, k], expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_input_gradient_of_a_convolution_is_a_true_convolution(size):
    rng = np.random.default_rng(size)
    layer, x = built(Conv2D(3, size), (6, 5, 2)), rng.normal(size=(4, 6, 5, 2))
    kernels, _ = layer.parameters
    gradient = rng.normal(size=layer.forward(x).shape)
    of_input = layer.backward(gradient)
    for n, c in np.ndindex(4, 2):
        expected = sum(
            signal.convolve(gradient[n, :, :, k], kernels[:, :, c, k], "full") for k in range(3)
        )
        np.testing.assert_allclose(of_input[n, :, :, c], expected, rtol=0, atol=1e-12)


def test_conv1d_is_conv2d_on_one_row():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(3, 12, 2))
    layer = built(Conv1D(4, 5), (12, 2))
    kernels, bias = layer.parameters
    assert kernels.shape == (5, 2, 4)
    bias += rng.normal(size=4)
    for n, k in np.ndindex(3, 4):
        expected = bias[k] + sum(
            signal.correlate(x[n, :, c], kernels[:, c, k], "valid") for c in range(2)
        )
        np.testing.assert_allclose(layer.forward(x)[n, :, k], expected, rtol=0, atol=1e-12)


def test_pool_on_paper():
    x = np.arange(20.0).reshape(1, 4, 5, 1)
    layer = built(MaxPool(), (4, 5, 1))
    np.testing.assert_array_equal(layer.forward(x)[0, :, :, 0], [[6, 8], [16, 18]])
    of_input = layer.backward(np.array([1.0, 2, 3, 4]).reshape(1, 2, 2, 1))[0, :, :, 0]
    expected = np.zeros((4, 5))
    expected[[1, 1, 3, 3], [1, 3, 1, 3]] = [1, 2, 3, 4]
    np.testing.assert_array_equal(of_input, expected)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pool_takes_the_largest_of_each_block(size):
    x = np.random.default_rng(size).normal(size=(5, 6, 12, 2))
    blocks = x.reshape(5, 6 // size, size, 12 // size, size, 2)
    output = built(MaxPool(size), (6, 12, 2)).forward(x)
    np.testing.assert_array_equal(output, blocks.max(axis=(2, 4)))


def test_of_equal_values_in_a_pool_the_first_one_gets_the_gradient():
    layer = built(MaxPool(), (2, 6, 1))
    x = np.array([[5.0, 5, 0, 7, 1, 2], [5, 5, 7, 7, 3, 3]]).reshape(1, 2, 6, 1)
    np.testing.assert_array_equal(layer.forward(x).ravel(), [5, 7, 3])
    of_input = layer.backward(np.array([1.0, 2, 3]).reshape(1, 1, 3, 1))
    expected = [[1, 0, 0, 2, 0, 0], [0, 0, 0, 0, 3, 0]]
    np.testing.assert_array_equal(of_input[0, :, :, 0], expected)


def test_relu_at_zero():
    layer = ReLU()
    np.testing.assert_array_equal(layer.forward(np.array([[-2.0, 0, 3]])), [[0, 0, 3]])
    np.testing.assert_array_equal(layer.backward(np.ones((1, 3))), [[0, 0, 1]])


def test_first_weights_keep_the_size_of_values():
    layer = built(Conv2D(32, 3), (8, 8, 16))
    kernels, bias = layer.parameters
    limit = np.sqrt(6 / (9 * (16 + 32)))
    assert 0.98 * limit < np.abs(kernels).max() <= limit
    assert kernels.std() == pytest.approx(limit / np.sqrt(3), rel=0.03)
    assert not bias.any()


@pytest.mark.parametrize("name", LAYERS)
def test_no_layer_changes_its_input_or_its_gradient(name):
    make, shape = LAYERS[name]
    x = np.random.default_rng(0).normal(size=(2, *shape))
    x.flags.writeable = False
    layer = built(make(), shape)
    gradient = np.ones_like(layer.forward(x))
    gradient.flags.writeable = False
    layer.backward(gradient)


# --- optimizers ---------------------------------------------------------------------------------


def test_sgd_on_paper():
    p = np.array([1.0, -2.0])
    SGD(0.1).step([p], [np.array([5.0, -10.0])])
    np.testing.assert_allclose(p, [0.5, -1.0], rtol=1e-15)


def test_first_steps_of_adam_on_paper():
    optimizer, p, q = Adam(0.01), np.array([1.0]), np.array([[2.0]])
    optimizer.step([p, q], [np.array([4.0]), np.array([[-0.5]])])
    np.testing.assert_allclose([p[0], q[0, 0]], [0.99, 2.01], rtol=0, atol=1e-7)
    optimizer.step([p, q], [np.array([-2.0]), np.array([[-0.5]])])
    m, v = 0.9 * 0.1 * 4 - 0.1 * 2, 0.999 * 0.001 * 16 + 0.001 * 4
    second = 0.01 * (m / (1 - 0.9**2)) / np.sqrt(v / (1 - 0.999**2))
    np.testing.assert_allclose([p[0], q[0, 0]], [0.99 - second, 2.02], rtol=0, atol=1e-6)


def test_adam_moves_by_the_learning_rate_at_first_whatever_the_scale():
    for scale in (1e-3, 1.0, 1e6):
        p = np.zeros(2)
        Adam(0.5).step([p], [np.array([scale, -scale])])
        np.testing.assert_allclose(p, [-0.5, 0.5], rtol=0.01)


def test_the_small_number_of_adam_stands_beside_the_root():
    p = np.zeros(1)
    gradient = 1e-6
    Adam(1.0).step([p], [np.array([gradient])])
    root = np.sqrt(0.001) * gradient
    assert p[0] == pytest.approx(-root / (root + 1e-7), rel=1e-9)


@pytest.mark.parametrize("make", [SGD, Adam])
@pytest.mark.parametrize("rate", [0, -1, np.nan, np.inf])
def test_an_unusable_learning_rate_is_named(make, rate):
    with pytest.raises(ValueError, match="`learning_rate` must be positive and finite"):
        make(rate).step([np.zeros(1)], [np.zeros(1)])


# --- training -----------------------------------------------------------------------------------


def test_a_network_learns_digits(digits):
    X, X_test, y, y_test = digits
    network = digit_network(epochs=5, optimizer=Adam(0.01))
    network.fit(X, y, validation_data=(X_test, y_test))
    assert network.score(X_test, y_test) > 0.9
    history = network.history_
    assert set(history) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert {len(values) for values in history.values()} == {5}
    assert history["loss"][-1] < history["loss"][0] / 3
    assert history["accuracy"][-1] > 0.9
    assert history["val_accuracy"][-1] == np.mean(network.predict(X_test) == y_test)
    probabilities = network.predict_proba(X_test)
    true = probabilities[np.arange(len(y_test)), y_test]
    assert history["val_loss"][-1] == pytest.approx(-np.log(true).mean(), rel=1e-4)


def test_history_is_the_mean_over_the_batches_as_they_came():
    X, y = two_kinds(7)
    network = small_network(batch_size=3, dtype="float64", random_state=3)
    network.set_params(epochs=1).fit(X, y)
    twin = small_network(dtype="float64", random_state=3)
    twin.build((3, 3, 1))
    order, optimizer, losses, right = twin.rng.permutation(7), Adam(), [], []
    for chosen in (order[:3], order[3:6], order[6:]):
        scores = twin.forward(X[chosen])
        loss, gradient = softmax_cross_entropy(scores, y[chosen])
        losses += [loss] * len(chosen)
        right += list(scores.argmax(axis=1) == y[chosen])
        twin.backward(gradient)
        optimizer.step(twin.parameters, twin.gradients)
    assert network.history_["loss"] == [pytest.approx(np.mean(losses), rel=1e-12)]
    assert network.history_["accuracy"] == [pytest.approx(np.mean(right), rel=1e-12)]
    for ours, theirs in zip(network.parameters, twin.parameters, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_signal_network_learns():
    rng = np.random.default_rng(0)
    y = np.arange(90) % 3
    t, shift = np.arange(40), rng.uniform(0, 40, 90)
    X = np.sin(2 * np.pi * (t + shift[:, np.newaxis]) * np.array([0.05, 0.12, 0.25])[y, np.newaxis])
    network = (
        signal_network(optimizer=Adam(0.01)).set_params(epochs=20).fit(X[:60, :, None], y[:60])
    )
    assert network.score(X[60:, :, None], y[60:]) > 0.8


def test_same_seed_same_network():
    X, y = two_kinds()

    def weights(**settings):
        augment = settings.pop("augment", lambda batch, rng: batch + rng.normal(size=batch.shape))
        network = small_network(augment=augment, **settings).set_params(epochs=2).fit(X, y)
        return np.concatenate([parameter.ravel() for parameter in network.parameters])

    np.testing.assert_array_equal(weights(random_state=1), weights(random_state=1))
    assert not np.array_equal(weights(random_state=1), weights(random_state=2))


def test_samples_come_in_a_new_order_each_epoch():
    X, y = two_kinds(6)
    seen = []
    network = small_network(batch_size=6, augment=lambda batch, rng: seen.append(batch) or batch)
    network.set_params(epochs=2).fit(X, y)
    first, second = (batch[:, 0, 0, 0] for batch in seen)
    assert sorted(first) == sorted(second) == sorted(X[:, 0, 0, 0].astype("float32"))
    assert list(first) != list(second)


def test_fit_goes_on_and_build_begins_anew():
    X, y = two_kinds()
    network = small_network().set_params(epochs=2).fit(X, y)
    before = [parameter.copy() for parameter in network.parameters]
    network.optimizer = SGD(1e-9)
    network.set_params(epochs=1).fit(X, y)
    assert len(network.history_["loss"]) == 3
    for ours, old in zip(network.parameters, before, strict=True):
        np.testing.assert_allclose(ours, old, rtol=0, atol=1e-6)
    network.build((3, 3, 1))
    assert network.history_ == {}
    assert not np.allclose(network.parameters[0], before[0], atol=1e-3)


def test_fit_leaves_the_optimizer_that_it_was_given():
    X, y = two_kinds()
    optimizer = Adam(0.01)
    small_network(optimizer=optimizer).set_params(epochs=1).fit(X, y)
    assert optimizer.n_steps == 0


def test_early_stopping_restores_the_best_weights():
    X, y = two_kinds()
    settings = {"optimizer": SGD(0.2), "random_state": 1, "epochs": 50}
    X_held_out, y_held_out = two_kinds(seed=1)
    y_held_out[:12] = 1 - y_held_out[:12]  # too sure of itself costs more and more
    network = small_network(patience=3, **settings)
    network.fit(X, y, validation_data=(X_held_out, y_held_out))
    losses = network.history_["val_loss"]
    best = int(np.argmin(losses))
    assert 0 < best < 46
    assert len(losses) == best + 1 + 3
    twin = small_network(**settings).set_params(epochs=best + 1).fit(X, y)
    for ours, theirs in zip(network.parameters, twin.parameters, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_training_goes_on_while_the_validation_loss_falls():
    X, y = two_kinds()
    network = small_network(patience=2, epochs=20, optimizer=SGD(0.1))
    network.fit(X, y, validation_data=(X / 5, y))  # pale pictures cost more than those trained on
    history = network.history_
    assert np.all(np.diff(history["val_loss"]) < 0)
    assert len(history["val_loss"]) == 20
    assert history["val_loss"][-1] > history["loss"][5]


def test_without_patience_the_last_weights_stay():
    X, y = two_kinds()
    settings = {"optimizer": SGD(0.5), "random_state": 1}
    network = small_network(**settings).set_params(epochs=9).fit(X, y, validation_data=(X, 1 - y))
    twin = small_network(**settings).set_params(epochs=9).fit(X, y)
    assert len(network.history_["val_loss"]) == 9
    for ours, theirs in zip(network.parameters, twin.parameters, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_what_is_trained_on_is_what_augment_returns():
    X, y = two_kinds()
    network = small_network(augment=lambda batch, rng: batch[:, :, ::-1], optimizer=Adam(0.02))
    network.set_params(epochs=30).fit(X, y)
    assert network.score(X[:, :, ::-1], y) > 0.9
    assert network.score(X, y) < 0.1


def test_augment_may_change_its_batch_but_not_the_samples():
    X, y = two_kinds()
    before = X.copy()

    def blacken(batch, rng):
        batch[...] = 0
        return batch

    small_network(augment=blacken, dtype="float64").set_params(epochs=1).fit(X, y)
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_everything_has_the_dtype_of_the_network(dtype):
    rng = np.random.default_rng(0)
    network = digit_network(dtype=dtype, augment=lambda batch, rng: batch.astype("float64"))
    X, y = rng.normal(size=(20, 8, 8, 1)), np.arange(20) % 10
    for optimizer in (SGD(), Adam()):
        network.optimizer = optimizer
        network.set_params(epochs=1).fit(X, y)
        optimizer.step(network.parameters, network.gradients)
    of_input = network.backward(softmax_cross_entropy(network.forward(X), y)[1])
    arrays = [*network.parameters, *network.gradients, *optimizer.means, *optimizer.squares]
    arrays += [of_input, network.predict_proba(X), network.decision_function(X)]
    for layer in network.layers:
        x = np.zeros((2, 8), dtype)
        arrays += [layer.forward(x)] if isinstance(layer, ReLU | Flatten) else []
    assert {array.dtype.name for array in arrays} == {dtype}


@pytest.mark.parametrize(
    "names",
    [
        ["left", "right"],
        np.array(["left", "right"], dtype=object),
        [7, -3],
        [False, True],
        [0.5, 1.5],
    ],
)
def test_labels_of_any_kind(names, tmp_path):
    X, kinds = two_kinds()
    y = np.asarray(names)[kinds]
    network = small_network(epochs=30, optimizer=Adam(0.02)).fit(X, y, validation_data=(X, y))
    assert list(network.classes_) == sorted(names)
    assert np.mean(network.predict(X) == y) > 0.9
    assert network.history_["val_accuracy"][-1] > 0.9
    best = network.classes_[network.predict_proba(X).argmax(axis=1)]
    np.testing.assert_array_equal(best, network.predict(X))
    network.save(tmp_path / "weights")
    other = small_network(random_state=9)
    other.build((3, 3, 1))
    np.testing.assert_array_equal(other.load(tmp_path / "weights").predict(X), network.predict(X))


def test_samples_of_any_kind():
    X, y = two_kinds()
    X = np.round(X * 10)
    expected = small_network().set_params(epochs=2).fit(X, y).predict_proba(X)
    for other in (X.astype(int), X.astype("float32"), np.asfortranarray(X), X.tolist()):
        np.testing.assert_array_equal(
            small_network().set_params(epochs=2).fit(other, y).predict_proba(X), expected
        )
    assert small_network().set_params(epochs=1).fit(X > 3, y).predict(X > 3).shape == y.shape


def test_predictions_do_not_depend_on_how_many_are_asked_for():
    X, y = two_kinds(600)
    network = small_network(dtype="float64").set_params(epochs=1).fit(X, y)
    whole = network.predict_proba(X)
    assert whole.shape == (600, 2)
    np.testing.assert_allclose(whole.sum(axis=1), 1, rtol=0, atol=1e-12)
    np.testing.assert_allclose(network.predict_proba(X[255:258]), whole[255:258], rtol=1e-12)
    np.testing.assert_allclose(network.decision_function(X), network.forward(X), rtol=1e-12)


def test_a_network_that_was_built_knows_its_classes_by_number():
    network = small_network()
    assert network.build((3, 3, 1)) == (2,)
    assert set(network.predict(two_kinds()[0])) <= {0, 1}


def test_cross_validation_begins_anew_in_each_fold():
    X, y = two_kinds()
    network = small_network(optimizer=Adam(1e-6)).set_params(epochs=1).fit(X, y)
    network.set_params(optimizer=Adam(0.02)).set_params(epochs=30).fit(X, y)
    assert network.score(X, y) > 0.9
    network.set_params(optimizer=SGD(1e-12))
    folds = [(np.arange(k, 40, 2), np.arange(1 - k, 40, 2)) for k in (0, 1)]
    y = np.arange(40) // 2 % 2
    fresh = [
        small_network(optimizer=SGD(1e-12)).fit(X[a], y[a]).score(X[b], y[b]) for a, b in folds
    ]
    np.testing.assert_array_equal(cross_val_score(network, X, y, cv=folds), fresh)


def test_a_network_shows_itself_without_addresses():
    assert repr(digit_network().layers) == (
        "[Conv2D(filters=8, kernel_size=3), ReLU(), Conv2D(filters=16, kernel_size=3), ReLU(), "
        "MaxPool(size=2), Flatten(), Dense(units=10)]"
    )


def test_progress_is_shown_if_wanted(capsys):
    X, y = two_kinds()
    small_network().set_params(epochs=2).fit(X, y)
    assert capsys.readouterr().err == ""
    small_network(verbose=True).set_params(epochs=2).fit(X, y)
    shown = capsys.readouterr().err
    assert "2/2" in shown
    assert "loss=" in shown


# --- saving and loading -------------------------------------------------------------------------


def test_saved_and_loaded(tmp_path):
    X, y = two_kinds()
    path = tmp_path / "network.weights"
    network = small_network().set_params(epochs=5).fit(X, y)
    network.save(path)
    assert path.exists()
    other = small_network(random_state=5)
    other.build((3, 3, 1))
    assert not np.array_equal(other.forward(X), network.forward(X))
    assert other.load(path) is other
    np.testing.assert_array_equal(other.forward(X), network.forward(X))


@pytest.mark.parametrize("kind", ["other layers", "text", "npy", "foreign", "no labels"])
def test_a_wrong_file_is_named_and_changes_nothing(kind, tmp_path):
    X, y = two_kinds()
    path = tmp_path / "wrong"
    network = small_network().set_params(epochs=1).fit(X, y)
    before = network.forward(X)
    with open(path, "wb") as file:
        if kind == "text":
            file.write(b"weights")
        elif kind == "npy":
            np.save(file, np.zeros(3))
        elif kind == "foreign":
            np.savez(file, a=np.zeros(3))
        elif kind == "no labels":
            np.savez(file, *network.parameters)
    if kind == "other layers":
        Sequential([Flatten(), Dense(2)], verbose=False).set_params(epochs=1).fit(X, y).save(path)
    with pytest.raises(ValueError, match=r"wrong must hold labels and weights shaped \[\(2,\)"):
        network.load(path)
    np.testing.assert_array_equal(network.forward(X), before)


def test_no_file_is_named(tmp_path):
    network = small_network()
    network.build((3, 3, 1))
    with pytest.raises(FileNotFoundError, match="nowhere"):
        network.load(tmp_path / "nowhere")


def test_a_network_without_weights_says_so(tmp_path):
    path = tmp_path / "weights"
    X = np.zeros((1, 3, 3, 1))
    calls = [Sequential.forward, Sequential.predict, Sequential.predict_proba]
    for call in calls:
        with pytest.raises(NotFittedError):
            call(small_network(), X)
    for call in (Sequential.save, Sequential.load):
        with pytest.raises(NotFittedError):
            call(small_network(), path)
    assert not path.exists()


# --- what cannot be used ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "shape", "message"),
    [
        (
            lambda: Conv2D(2, 3),
            (8, 8),
            r"Conv2D needs samples of .*'columns', 'channels'\), got \(8, 8\)",
        ),
        (
            lambda: Conv1D(2, 3),
            (8,),
            r"Conv1D needs .*'samples', 'channels'\), got \(8,\)",
        ),
        (lambda: Dense(2), (8, 8, 1), r"Dense needs samples of \('inputs',\), got \(8, 8, 1\)"),
        (lambda: Conv2D(2, 5), (8, 4, 1), r"`kernel_size` 5 does not fit on .* \(8, 4, 1\)"),
        (lambda: Conv1D(2, 9), (8, 1), r"`kernel_size` 9 does not fit on .* \(8, 1\)"),
        (lambda: MaxPool(3), (2, 8, 1), r"`size` 3 does not fit on .* \(2, 8, 1\)"),
        (lambda: MaxPool(2), (8,), r"`size` 2 does not fit on .* \(8,\)"),
        (lambda: Dense(0), (8,), "`units` must be a positive whole number, got 0"),
        (lambda: Conv2D(0, 3), (8, 8, 1), "`filters` must be a positive whole number, got 0"),
        (lambda: Conv2D(2, 0), (8, 8, 1), "`kernel_size` must be a positive whole number, got 0"),
        (lambda: MaxPool(-1), (8, 8, 1), "`size` must be a positive whole number, got -1"),
    ],
)
def test_a_layer_that_does_not_fit_is_named(make, shape, message):
    with pytest.raises(ValueError, match=message):
        Sequential([make()]).build(shape)


@pytest.mark.parametrize(
    "make", [lambda: Dense(2.5), lambda: Conv2D(2, (3, 3)), lambda: MaxPool("2")]
)
def test_sizes_are_whole_numbers(make):
    with pytest.raises(TypeError, match="must be a positive whole number"):
        Sequential([Flatten(), make()] if make().__class__ is Dense else [make()]).build((8, 8, 1))


@pytest.mark.parametrize(
    ("settings", "arguments", "message"),
    [
        ({"batch_size": 0}, {}, r"\(epochs, batch_size\)` must be 2 positive whole numbers"),
        ({"epochs": 0}, {}, r"\(epochs, batch_size\)` must be 2 positive whole numbers, got \(0"),
        ({"dtype": "int8"}, {}, "`dtype` must be one of 'float32', 'float64', got 'int8'"),
        ({"patience": 2}, {}, "`validation_data` must be given with `patience`"),
        ({"optimizer": SGD(-1)}, {}, "`learning_rate` must be positive"),
        ({}, {"X": np.full((4, 3, 3, 1), np.nan)}, "`X` must be finite, got NaN"),
        ({}, {"y": [0, 1, 0]}, r"`y` must hold 4 labels, got shape \(3,\)"),
        ({}, {"y": [[0], [1], [0], [1]]}, r"`y` must hold 4 labels, got shape \(4, 1\)"),
        ({}, {"y": [0, 1, 2, 0]}, r"`y` has labels \[0 1 2\], the outputs are \(2,\)"),
        ({}, {"y": [0, 0, 0, 0]}, r"has labels \[0\], the"),
        (
            {},
            {"validation_data": (np.zeros((1, 3, 3, 1)), [5])},
            r"`y` must hold labels of \[0 1\], got \{5\}",
        ),
        ({}, {"validation_data": (np.zeros((1, 4, 3, 1)), [0])}, r"\(n, \*\(3, 3, 1\)\), got"),
        ({"augment": lambda batch, rng: batch[:, 1:]}, {}, r"\(n, \*\(3, 3, 1\)\), got shape"),
        ({"augment": lambda batch, rng: batch * np.nan}, {}, "must be finite, got NaN"),
    ],
)
def test_what_fit_cannot_use_is_named(settings, arguments, message):
    X, y = two_kinds(4)
    with pytest.raises(ValueError, match=message):
        small_network(**settings).fit(**{"X": X, "y": y, **arguments})


def test_an_unknown_label_in_a_second_fit_is_named():
    X, y = two_kinds(4)
    network = small_network().set_params(epochs=1).fit(X, y)
    with pytest.raises(ValueError, match="`y` must hold labels of"):
        network.set_params(epochs=1).fit(X, ["a", "b", "a", "b"])


@pytest.mark.parametrize("shape", [(4, 8, 8), (4, 8, 8, 3), (4, 64), (8, 8, 1)])
def test_samples_of_another_shape_are_named(shape):
    network = digit_network()
    network.build((8, 8, 1))
    with pytest.raises(ValueError, match=r"`X` must be \(n, \*\(8, 8, 1\)\), got shape"):
        network.predict(np.zeros(shape))


@pytest.mark.parametrize(
    ("X", "error", "message"),
    [
        (np.full((1, 3, 3, 1), np.inf), ValueError, "`X` must be finite, got infinity"),
        (np.zeros((0, 3, 3, 1)), ValueError, "`X` must not be empty"),
        (np.full((1, 3, 3, 1), "a"), TypeError, "`X` must hold real numbers"),
    ],
)
def test_samples_that_are_no_numbers_are_named(X, error, message):
    network = small_network()
    network.build((3, 3, 1))
    with pytest.raises(error, match=message):
        network.predict_proba(X)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_learning_rate_that_is_too_large_is_named():
    X, y = two_kinds()
    with pytest.raises(ValueError, match="`learning_rate` is too large"):
        small_network(optimizer=SGD(1e30)).set_params(epochs=5).fit(X, y)


def test_a_layer_must_not_come_twice():
    relu = ReLU()
    with pytest.raises(ValueError, match="`layers` must all be different objects"):
        Sequential([Flatten(), Dense(3), relu, Dense(3), relu, Dense(2)]).build((3, 3, 1))


# --- Keras --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def keras(tmp_path_factory):
    """Keras on JAX, imported here only, and with its own settings instead of the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KERAS_BACKEND", "jax")
        patch.setenv("KERAS_HOME", str(tmp_path_factory.mktemp("keras")))
        import keras
    assert keras.backend.backend() == "jax"
    return keras


@pytest.fixture(params=["pictures", "signals"])
def twins(request, keras):
    """Our network, Keras's with the same weights, a batch and its classes."""
    layers, rng = keras.layers, np.random.default_rng(0)
    if request.param == "pictures":
        ours, shape, n_classes = digit_network(), (8, 7, 2), 10
        theirs = [layers.Conv2D(8, 3), layers.ReLU(), layers.Conv2D(16, 3), layers.ReLU()]
        theirs += [layers.MaxPooling2D(), layers.Flatten(), layers.Dense(10)]
    else:
        ours, shape, n_classes = signal_network(), (21, 2), 3
        theirs = [layers.Conv1D(4, 5), layers.ReLU(), layers.MaxPooling1D(3), layers.Flatten()]
        theirs += [layers.Dense(8), layers.ReLU(), layers.Dense(3)]
    ours.build(shape)
    theirs = keras.Sequential([keras.Input(shape), *theirs])
    for parameter in ours.parameters:
        parameter[...] = rng.normal(scale=0.3, size=parameter.shape)
    theirs.set_weights([parameter.copy() for parameter in ours.parameters])
    x = rng.normal(size=(12, *shape)).astype("float32")
    return ours, theirs, x, rng.integers(0, n_classes, 12)


def keras_gradients(keras, network, x, classes):
    """Those of the weights and of the input."""
    import jax

    def loss(weights, x):
        scores, _ = network.stateless_call(weights, [], x)
        losses = keras.ops.sparse_categorical_crossentropy(classes, scores, from_logits=True)
        return losses.mean()

    weights = [variable.value for variable in network.trainable_variables]
    of_weights, of_input = jax.jit(jax.grad(loss, argnums=(0, 1)))(weights, x)
    return [np.asarray(gradient) for gradient in (*of_weights, of_input)]


def test_forward_is_that_of_keras(twins):
    ours, theirs, x, _ = twins
    assert_close(ours.forward(x), theirs.predict(x, verbose=0), 1e-5)


def test_backward_is_that_of_keras(twins, keras):
    ours, theirs, x, classes = twins
    of_input = ours.backward(softmax_cross_entropy(ours.forward(x), classes)[1])
    expected = keras_gradients(keras, theirs, x, classes)
    for mine, wanted in zip([*ours.gradients, of_input], expected, strict=True):
        assert_close(mine, wanted, 1e-5)


def test_of_equal_values_keras_takes_the_first_too(keras):
    import jax

    x = np.random.default_rng(0).integers(0, 3, (4, 6, 7, 2)).astype("float32")
    layer = built(MaxPool(), (6, 7, 2))
    gradient = np.random.default_rng(1).normal(size=layer.forward(x).shape).astype("float32")
    pool = keras.layers.MaxPooling2D()
    wanted = jax.jit(jax.grad(lambda x: (pool(x) * gradient).sum()))(x)
    np.testing.assert_array_equal(layer.backward(gradient), wanted)


@pytest.mark.parametrize("name", ["SGD", "Adam"])
def test_steps_are_those_of_keras(name, keras):
    rng = np.random.default_rng(0)
    ours, theirs = {"SGD": SGD, "Adam": Adam}[name](0.05), getattr(keras.optimizers, name)(0.05)
    values = rng.normal(size=(3, 4)).astype("float32")
    variable = keras.Variable(values)
    for _ in range(10):
        gradient = rng.normal(size=(3, 4)).astype("float32")
        ours.step([values], [gradient])
        theirs.apply([keras.ops.convert_to_tensor(gradient)], [variable])
    assert_close(values, np.asarray(variable.value), 1e-5)
