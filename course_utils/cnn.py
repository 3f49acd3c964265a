"""Convolutional networks, small enough to be read at one sitting.

A network is a list of layers. Each layer has a forward pass, which remembers what the backward
pass will need, and a backward pass, which takes the gradient of the cost with respect to its
output, stores those of its parameters, and returns the one with respect to its input. What
networks call convolution is a correlation; the gradient of its input is a true convolution.

Batches are (n, rows, columns, channels) or (n, samples, channels), the weights are laid out as
in Keras, and all arrays have the network's `dtype`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import product
from os import PathLike
from typing import Any, ClassVar, Protocol, Self
from zipfile import is_zipfile

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted
from tqdm.auto import tqdm

from ._checks import as_float_array, one_of, positive, whole_number, whole_numbers

Array = NDArray[Any]
Shape = tuple[int, ...]
Data = tuple[ArrayLike, ArrayLike]


class Layer(Protocol):
    """What all layers have: a forward and a backward pass, and perhaps parameters.

    Attributes
    ----------
    parameters, gradients : sequence of ndarray
        The arrays that training changes, and the cost's gradient with respect to each.
    """

    parameters: Sequence[Array] = ()
    gradients: Sequence[Array] = ()

    def build(self, shape: Shape, rng: np.random.Generator) -> None:
        """Get ready for samples of `shape`: draw the parameters."""

    def forward(self, x: Array) -> Array:
        """Return the layer's output for a batch."""

    def backward(self, gradient: Array) -> Array:
        """Return the gradient with respect to the input, given that of the output."""


class _Affine(Layer):
    """x W + b along the last axis of x; W may have any shape that ends in the outputs."""

    axes: ClassVar[tuple[str, ...]]

    def draw(self, shape: Shape, window: Shape, n_outputs: int, rng: np.random.Generator) -> None:
        """Draw weights that keep the size of values from layer to layer [1]_; no bias at first.

        References
        ----------
        .. [1] X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward
           neural networks", AISTATS 2010, equation 16.
        """
        if len(shape) != len(self.axes):
            raise ValueError(f"{type(self).__name__} needs samples of {self.axes}, got {shape}")
        limit = np.sqrt(6 / (np.prod(window) * (shape[-1] + n_outputs)))
        weights = rng.uniform(-limit, limit, (*window, shape[-1], n_outputs))
        self.parameters = weights, np.zeros(n_outputs)

    def forward(self, x: Array) -> Array:
        weights, bias = self.parameters
        self.x = x.reshape(-1, x.shape[-1])
        return (self.x @ weights.reshape(-1, len(bias)) + bias).reshape(*x.shape[:-1], -1)

    def backward(self, gradient: Array) -> Array:
        weights, bias = self.parameters
        rows = gradient.reshape(-1, len(bias))
        self.gradients = (self.x.T @ rows).reshape(weights.shape), rows.sum(axis=0)
        return rows @ weights.reshape(-1, len(bias)).T


@dataclass(eq=False)
class Dense(_Affine):
    """Weighted sums of all inputs: x W + b.

    Parameters
    ----------
    units : int
        How many outputs; the batch must be (n, inputs).

    Notes
    -----
    `parameters` are W, of shape (inputs, units), and b, of shape (units,).
    """

    units: int
    axes = ("inputs",)

    def build(self, shape: Shape, rng: np.random.Generator) -> None:
        self.draw(shape, (), whole_number("units", self.units), rng)


@dataclass(eq=False)
class ReLU(Layer):
    """Zero in the place of everything negative; the slope at 0 is taken as 0."""

    def forward(self, x: Array) -> Array:
        self.output = np.maximum(x, 0)
        return self.output

    def backward(self, gradient: Array) -> Array:
        return gradient * (self.output > 0)


@dataclass(eq=False)
class Flatten(Layer):
    """Each sample as one long row: (n, rows, columns, channels) → (n, inputs)."""

    def forward(self, x: Array) -> Array:
        self.shape = x.shape
        return x.reshape(len(x), -1)

    def backward(self, gradient: Array) -> Array:
        return gradient.reshape(self.shape)


@dataclass(eq=False)
class Conv2D(_Affine):
    """Correlate with learned kernels: each output channel is a sum over all input channels.

    Only the places where the kernel fits are kept ("valid"): (n, rows, columns, channels) →
    (n, rows - kernel rows + 1, columns - kernel columns + 1, filters).

    Parameters
    ----------
    filters : int
        How many kernels, and so output channels.
    kernel_size : int
        Rows, and columns, of a kernel.

    Notes
    -----
    `parameters` are the kernels, (rows, columns, channels, filters), and a bias for each filter.
    """

    filters: int
    kernel_size: int
    axes: ClassVar[tuple[str, ...]] = ("rows", "columns", "channels")

    def build(self, shape: Shape, rng: np.random.Generator) -> None:
        window = (whole_number("kernel_size", self.kernel_size),) * (len(shape) - 1)
        self.draw(shape, window, whole_number("filters", self.filters), rng)
        self.parts = _windows("kernel_size", self.kernel_size, 1, shape)

    def forward(self, x: Array) -> Array:
        self.shape = x.shape
        return super().forward(np.concatenate([x[part] for part in self.parts], axis=-1))

    def backward(self, gradient: Array) -> Array:
        of_windows = super().backward(gradient).reshape(*gradient.shape[:-1], len(self.parts), -1)
        of_input = np.zeros(self.shape, gradient.dtype)
        for number, part in enumerate(self.parts):
            of_input[part] += of_windows[..., number, :]
        return of_input


class Conv1D(Conv2D):
    """`Conv2D` for signals: (n, samples, channels) → (n, samples - kernel size + 1, filters).

    Parameters
    ----------
    filters, kernel_size : int

    Notes
    -----
    `parameters` are the kernels, (size, channels, filters), and a bias for each filter.
    """

    axes = ("samples", "channels")


@dataclass(eq=False)
class MaxPool(Layer):
    """The largest value of each block of size × size pixels (of size samples in a signal).

    Rows and columns left over at the end are dropped. Of equal values the first one counts.

    Parameters
    ----------
    size : int, default 2
        Side of a block in pixels.
    """

    size: int = 2

    def build(self, shape: Shape, rng: np.random.Generator) -> None:
        self.parts = _windows("size", self.size, self.size, shape)

    def forward(self, x: Array) -> Array:
        self.x = x
        self.output = np.max([x[part] for part in self.parts], axis=0)
        return np.asarray(self.output)

    def backward(self, gradient: Array) -> Array:
        of_input = np.zeros_like(self.x)
        for part in self.parts:
            of_input[part] = gradient * (self.x[part] == self.output)
            gradient = gradient - of_input[part]
        return of_input


@dataclass
class SGD:
    """Steps against the gradient: p ← p - learning_rate · gradient."""

    learning_rate: float = 0.01

    def step(self, parameters: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Change the parameters in place."""
        for parameter, gradient in zip(parameters, gradients, strict=True):
            parameter -= positive("learning_rate", self.learning_rate) * gradient


@dataclass
class Adam:
    """Steps of about `learning_rate`, whatever the gradient's scale [1]_.

    m and v are running means of the gradient and of its square, which keep 0.9 and 0.999 of
    themselves at each step. Both start at zero, and are too small at first by the factors
    1 - 0.9ᵗ and 1 - 0.999ᵗ, which are divided out: step t is ::

        p ← p - learning_rate · √(1 - 0.999ᵗ) / (1 - 0.9ᵗ) · m / (√v + 1e-7)

    Parameters
    ----------
    learning_rate : float, default 0.001

    References
    ----------
    .. [1] D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015,
       doi:10.48550/arXiv.1412.6980, the order of computation at the end of its section 2.
    """

    learning_rate: float = 0.001
    n_steps: int = field(default=0, init=False)

    def step(self, parameters: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Change the parameters in place."""
        rate = positive("learning_rate", self.learning_rate)
        if self.n_steps == 0:
            self.means = [np.zeros_like(parameter) for parameter in parameters]
            self.squares = [np.zeros_like(parameter) for parameter in parameters]
        self.n_steps += 1
        rate *= (1 - 0.999**self.n_steps) ** 0.5 / (1 - 0.9**self.n_steps)
        for p, g, m, v in zip(parameters, gradients, self.means, self.squares, strict=True):
            m += 0.1 * (g - m)
            v += 0.001 * (g * g - v)
            p -= rate * m / (np.sqrt(v) + 1e-7)


def softmax_cross_entropy(logits: Array, classes: NDArray[np.intp]) -> tuple[float, Array]:
    """Return the mean cross-entropy of a batch and its gradient with respect to the logits.

    Parameters
    ----------
    logits : ndarray, shape (n, n_classes)
        Scores before the softmax.
    classes : ndarray of int, shape (n,)
        The index of each sample's true class.

    Returns
    -------
    loss : float
        The mean of -log softmax(logits)[class], in nats.
    gradient : ndarray, shape of `logits`
        (softmax(logits) - one-hot) / n.
    """
    true = np.arange(len(logits)), classes
    log_probabilities = log_softmax(logits, axis=1)
    gradient = np.exp(log_probabilities)
    gradient[true] -= 1
    return -float(log_probabilities[true].mean()), gradient / len(logits)


@dataclass(eq=False)
class Sequential(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Layers one after the other, trained as a classifier by softmax cross-entropy.

    Parameters
    ----------
    layers : sequence of Layer
        The last one must give one score a class.
    optimizer : SGD or Adam, default Adam()
        `fit` works with a fresh copy of it.
    epochs : int, default 10
        How often `fit` sees every sample.
    batch_size : int, default 32
        Samples a step.
    patience : int, optional
        Stop after so many epochs without a lower validation loss. With any patience `fit` ends
        with the weights of the lowest.
    augment : callable, optional
        ``augment(batch, rng)`` returns the batch changed at random, in its shape; what is
        trained on is this.
    dtype : {"float32", "float64"}, default "float32"
        Of weights and batches; float64 is for checks of gradients.
    random_state : int, default 0
        Seeds the first weights, the order of the samples and `augment`.
    verbose : bool, default True
        Whether `fit` shows a progress bar.

    Attributes
    ----------
    classes_ : ndarray
        The labels that the first `fit` saw, sorted; the scores are in their order.
    history_ : dict of list of float
        A value an epoch: "loss" and "accuracy", means over the epoch's batches as they came,
        and, with validation data, "val_loss" and "val_accuracy" after it.
    """

    layers: Sequence[Layer]
    optimizer: SGD | Adam = field(default_factory=Adam)
    epochs: int = 10
    batch_size: int = 32
    patience: int | None = None
    augment: Callable[[Array, np.random.Generator], ArrayLike] | None = None
    dtype: str = "float32"
    random_state: int = 0
    verbose: bool = True

    def build(self, input_shape: Shape) -> Shape:
        """Draw the weights for samples of a shape, forget the rest; return the output's shape."""
        one_of("dtype", self.dtype, ("float32", "float64"))
        if len({id(layer) for layer in self.layers}) < len(self.layers):
            raise ValueError("`layers` must all be different objects, got one of them twice")
        self.rng = np.random.default_rng(self.random_state)
        values = np.zeros((1, *input_shape), self.dtype)
        for layer in self.layers:
            layer.build(values.shape[1:], self.rng)
            layer.parameters = [p.astype(self.dtype) for p in layer.parameters]
            values = layer.forward(values)
        self.input_shape, self.output_shape = tuple(input_shape), values.shape[1:]
        self.classes_ = np.arange(self.output_shape[-1])
        self.history_: dict[str, list[float]] = {}
        return self.output_shape

    @property
    def parameters(self) -> list[Array]:
        """The parameters of all layers, from the first to the last."""
        return [parameter for layer in self.layers for parameter in layer.parameters]

    def forward(self, x: ArrayLike) -> Array:
        """Return the scores of a batch, (n, n_classes)."""
        values = self._samples(x)
        for layer in self.layers:
            values = layer.forward(values)
        return values

    def backward(self, gradient: Array) -> Array:
        """Run all layers backward from the scores' gradient; return the input's gradient."""
        for layer in reversed(self.layers):
            gradient = layer.backward(gradient)
        self.gradients = [g for layer in self.layers for g in layer.gradients]
        return gradient

    def fit(self, X: ArrayLike, y: ArrayLike, validation_data: Data | None = None) -> Self:
        """Train, from the weights as they stand; `build` first to begin anew.

        Parameters
        ----------
        X : array_like, shape (n, rows, columns, channels) or (n, samples, channels)
        y : array_like, shape (n,)
            Labels of any kind.
        validation_data : (X, y), optional
            Measured after each epoch and never trained on.

        Returns
        -------
        self

        Raises
        ------
        TypeError, ValueError
            If `X` does not hold finite numbers or does not fit the network, if samples and
            labels differ in number, if the last layer does not give a score a class, if a label
            was not there at the first `fit`, if a setting is unusable, or if the learning rate
            is so large that the loss overflows.
        """
        whole_numbers("(epochs, batch_size)", (self.epochs, self.batch_size), (2,))
        if self.patience is not None and validation_data is None:
            raise ValueError("`validation_data` must be given with `patience`, got None")
        if not hasattr(self, "classes_"):
            self.build(as_float_array("X", X).shape[1:])
        self.classes_ = self.classes_ if self.history_ else np.unique(y)
        if self.classes_.shape != self.output_shape:
            raise ValueError(f"`y` has labels {self.classes_}, the outputs are {self.output_shape}")
        training = self._checked(X, y)
        validation = None if validation_data is None else self._checked(*validation_data)
        optimizer, best = deepcopy(self.optimizer), deepcopy(self.parameters)
        lowest, waited = np.inf, 0
        for _ in (bar := tqdm(range(self.epochs), desc="epochs", disable=not self.verbose)):
            measured = _measure("", self._train_once(*training, optimizer), training[1])
            if validation is not None:
                measured |= _measure("val_", self.decision_function(validation[0]), validation[1])
            bar.set_postfix(measured)
            for name, value in measured.items():
                self.history_.setdefault(name, []).append(value)
            waited += 1
            if measured.get("val_loss", np.inf) < lowest:
                best, lowest, waited = deepcopy(self.parameters), measured["val_loss"], 0
            if waited == self.patience:
                break
        if self.patience is not None:
            self._set_parameters(best)
        return self

    def _train_once(self, samples: Array, classes: Array, optimizer: SGD | Adam) -> Array:
        """See every sample once, in random order; return the scores that each had."""
        all_scores = np.empty((len(samples), len(self.classes_)), self.dtype)
        order = self.rng.permutation(len(samples))
        for chosen in np.split(order, range(self.batch_size, len(order), self.batch_size)):
            batch = samples[chosen]
            scores = self.forward(self.augment(batch, self.rng) if self.augment else batch)
            _, gradient = softmax_cross_entropy(scores, classes[chosen])
            self.backward(gradient)
            optimizer.step(self.parameters, self.gradients)
            all_scores[chosen] = scores
        return all_scores

    def decision_function(self, X: ArrayLike) -> Array:
        """Return the scores before the softmax, (n, n_classes), a few hundred samples at a time."""
        parts = np.split(self._samples(X), range(256, np.shape(X)[0], 256))
        return np.concatenate([self.forward(part) for part in parts])

    def predict_proba(self, X: ArrayLike) -> Array:
        """Return a probability for each class, (n, n_classes), in the order of `classes_`."""
        return np.asarray(softmax(self.decision_function(X), axis=1))

    def predict(self, X: ArrayLike) -> Array:
        """Return the likeliest label of each sample, (n,)."""
        best = self.decision_function(X).argmax(axis=1)
        return np.asarray(self.classes_[best])

    def save(self, path: str | PathLike[str]) -> None:
        """Write labels and weights to a file in NumPy's format .npz."""
        check_is_fitted(self, "classes_")
        with open(path, "wb") as file:
            # through a list, text held as objects becomes plain text, which needs no pickle
            np.savez(file, np.array(list(self.classes_)), *self.parameters)

    def load(self, path: str | PathLike[str]) -> Self:
        """Read what `save` wrote into a network built with the same layers."""
        check_is_fitted(self, "classes_")
        with open(path, "rb") as file:
            stored = [*np.load(file).values()] if is_zipfile(file) else []
        wanted = [self.classes_.shape, *(parameter.shape for parameter in self.parameters)]
        if (found := [array.shape for array in stored]) != wanted:
            raise ValueError(f"{path} must hold labels and weights shaped {wanted}, got {found}")
        self.classes_, *weights = stored
        self._set_parameters(weights)
        return self

    def _set_parameters(self, values: list[Array]) -> None:
        for parameter, value in zip(self.parameters, values, strict=True):
            parameter[...] = value

    def _samples(self, X: ArrayLike) -> Array:
        """Return samples in the network's dtype, or say that they do not fit it."""
        check_is_fitted(self, "classes_")
        samples = as_float_array("X", X).astype(self.dtype, copy=False)
        if samples.shape[1:] != self.input_shape:
            raise ValueError(f"`X` must be (n, *{self.input_shape}), got shape {samples.shape}")
        return samples

    def _checked(self, X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """Return samples, and the place of each one's label in `classes_`."""
        samples, labels = self._samples(X), np.asarray(y)
        if labels.shape != samples.shape[:1]:
            raise ValueError(f"`y` must hold {len(samples)} labels, got shape {labels.shape}")
        if unknown := {*labels.tolist()} - {*self.classes_.tolist()}:
            raise ValueError(f"`y` must hold labels of {self.classes_}, got {unknown} as well")
        return samples, np.searchsorted(self.classes_, labels)


def _measure(prefix: str, scores: Array, classes: Array) -> dict[str, float]:
    loss, _ = softmax_cross_entropy(scores, classes)
    if not np.isfinite(loss):
        raise ValueError("`learning_rate` is too large: the loss is not finite any more")
    accuracy = float((scores.argmax(axis=1) == classes).mean())
    return {f"{prefix}loss": loss, f"{prefix}accuracy": accuracy}


def _windows(name: str, size: int, step: int, shape: Shape) -> list[tuple[slice, ...]]:
    """Return where the first pixel of each window of a batch is, the second one, and so on."""
    counts = [(side - whole_number(name, size)) // step + 1 for side in shape[:-1]]
    if min(counts, default=0) < 1:
        raise ValueError(f"`{name}` {size} does not fit on samples of shape {shape}")
    along = [[slice(o, o + n * step, step) for o in range(size)] for n in counts]
    return [(slice(None), *part) for part in product(*along)]
