"""Exercises of notebook 8, the single neuron."""

from __future__ import annotations

import numpy as np

from .inputs import noise, normal
from .mistakes import as_mistakes, not_finite
from .model import Case, Choice, Mistake, Task


def forward(X, weights, bias):
    logits = X @ weights + bias
    return 1 / (1 + np.exp(-logits))


def cost_from_logits(y, logits):
    never_overflows = np.log1p(np.exp(-np.abs(logits)))
    return np.mean(np.maximum(logits, 0) - y * logits + never_overflows)


def gradient(X, y, weights, bias):
    errors = 1 / (1 + np.exp(-(X @ weights + bias))) - y
    return np.append(X.T @ errors / len(y), errors.mean())


def share_right(logits, y):
    answers = logits[:, 0] > 0
    return np.mean(answers == y)


def descend(X, y, learning_rate, l2, steps):
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(steps):
        errors = 1 / (1 + np.exp(-(X @ weights + bias))) - y
        for_weights = X.T @ errors / len(y) + l2 * weights
        weights = weights - learning_rate * for_weights
        bias = bias - learning_rate * errors.mean()
    return np.append(weights, bias)


def smallest_nudge(picture, weights, bias):
    logit = np.sum(weights * picture) + bias
    return np.abs(logit) / np.abs(weights).sum()


def _sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def _mean_surprise(measure):
    """Return the mean of a measure of p and y where nothing is saturated."""
    return lambda y, logits: np.mean(measure(_sigmoid(logits), y))


def _three_terms(third):
    """Return the cost by the formula with logits, with another third term."""
    return lambda y, z: np.mean(np.maximum(z, 0) - y * z + third(z))


def _slopes(X, errors):
    return np.append(X.T @ errors, np.sum(errors)) / len(X)


def _errors(X, y, weights, bias):
    return _sigmoid(X @ weights + bias) - y


def _squared_slopes(X, y, weights, bias):
    p = _sigmoid(X @ weights + bias)
    return _slopes(X, (p - y) * p * (1 - p))


def _descent(step, start=0.0):
    """Return a descent whose `step(X, y, w, b, rate, l2)` gives the next weights and bias."""

    def wrong(X, y, learning_rate, l2, steps):
        weights, bias = np.full(X.shape[1], start), start
        for _ in range(steps):
            weights, bias = step(X, y, weights, bias, learning_rate, l2)
        return np.append(weights, bias)

    return wrong


def _by(errors=_errors, penalty=np.positive, bias_factor=1.0, bias_l2=0.0, total=False):
    """Return a step with the given departures from the right one."""

    def step(X, y, w, b, rate, l2):
        e = errors(X, y, w, b)
        n = 1 if total else len(y)
        down = X.T @ e / n + l2 * penalty(w)
        return w - rate * down, b - rate * (bias_factor * e.sum() / n + bias_l2 * l2 * b)

    return step


def _bias_after_weights(X, y, w, b, rate, l2):
    w = w - rate * (X.T @ _errors(X, y, w, b) / len(y) + l2 * w)
    return w, b - rate * _errors(X, y, w, b).mean()


def _steps_changed(by):
    return lambda X, y, rate, l2, steps: descend(X, y, rate, l2, max(steps + by, 0))


def _nudge(divisor):
    """Return the distance of the logit from 0, divided by something else of the weights."""
    return lambda picture, w, bias: np.abs(np.sum(w * picture) + bias) / divisor(w)


def _table(n_samples, n_features, seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n_samples, n_features))
    return X, (X[:, 0] + rng.normal(size=n_samples) > 0.3).astype(int)


SMALL_X = np.array([[1.0, 2], [3, -1], [2, 4]])
SMALL_Y = np.array([1, 1, 0])
OVERFLOW = "e to the power of a large number is infinite for the computer, and "

EXERCISES = (
    Task(
        "8.1",
        "The neuron's answer",
        forward,
        "one product of the table with the weights gives all logits at once; the sigmoid is "
        "taken of each of them, the bias included.",
        cases=(
            Case(
                "three samples of two features, the weights ln 3 and -ln 2, the bias ln 2",
                (np.array([[1.0, 0], [0, 1], [2, 1]]), np.log([3, 0.5]), np.log(2)),
            ),
            Case(
                "four samples of three features",
                (_table(4, 3, seed=1)[0], np.array([0.5, -2, 1]), -0.75),
            ),
            Case(
                "logits of 900 and -700",
                (np.array([[9.0, 0], [0, 7]]), np.array([100.0, -100]), 0.0),
            ),
        ),
        hints=(
            "a product, plus the bias, then the sigmoid: which of the three departs in your "
            "version? Print the logits: in the first case they are ln 6, 0 and ln 9.",
            "the logit of one sample is the sum of weight times feature, plus the bias. Which "
            "product of `X` and `weights` gives these sums for all rows?",
            "the sigmoid of z is 1 / (1 + e to the power of -z), and `np.exp` takes arrays.",
        ),
        mistakes=as_mistakes(
            Mistake(
                "overflow",
                lambda attempt: attempt.error is None and not_finite(attempt),
                OVERFLOW + "infinite divided by infinite is no number. Which way of writing the "
                "sigmoid has the exponential below the line only?",
            ),
            (
                "logits returned",
                "these are the logits, which can be any number. What squeezes them into 0…1?",
                lambda X, weights, bias: X @ weights + bias,
                lambda X, weights, bias: X @ weights,
            ),
            (
                "sign of the exponent",
                "large logits give small probabilities here. Which sign has z in the exponent?",
                lambda X, weights, bias: _sigmoid(-X @ weights - bias),
                lambda X, weights, bias: _sigmoid(-X @ weights + bias),
            ),
            (
                "bias forgotten",
                "the bias is missing.",
                lambda X, weights, bias: _sigmoid(X @ weights),
            ),
            (
                "bias after the sigmoid",
                "the bias was added to the probability. Where does it belong: before or after the "
                "sigmoid?",
                lambda X, weights, bias: _sigmoid(X @ weights) + bias,
            ),
            (
                "rounded to a class",
                "these are the classes, 0 or 1. Asked for are the probabilities.",
                lambda X, weights, bias: X @ weights + bias > 0,
            ),
            (
                "shares of a whole",
                "these add up to 1 over the samples. Each sample is judged by itself: by what "
                "should each exponential be divided?",
                lambda X, w, b: np.exp(X @ w + b) / np.exp(X @ w + b).sum(),
            ),
            (
                "no sum over the features",
                "this has one number for each feature. Which product adds up over the features?",
                lambda X, weights, bias: _sigmoid(X * weights + bias),
            ),
        ),
        blanks=2,
    ),
    Task(
        "8.2",
        "The cost, from the logits",
        cost_from_logits,
        "the exponential is only taken of numbers not above zero, so it cannot overflow; and a "
        "firm mistake costs as much as its logit is large.",
        cases=(
            Case(
                "the labels 1, 0, 1 and the logits 0, ln 6, ln 2",
                (np.array([1, 0, 1]), np.log([1, 6, 2])),
            ),
            Case(
                "five samples",
                (np.array([0, 1, 1, 0, 1]), np.array([-2.0, 0.5, -1.5, 3, 4])),
            ),
            Case(
                "the labels 0, 1, 1 and the logits 1000, -800, 900",
                (np.array([0, 1, 1]), np.array([1000.0, -800, 900])),
            ),
        ),
        hints=(
            "three terms for each sample: max(z, 0), minus y z, plus ln(1 + e to the power of "
            "-|z|); then the mean. Work them out by hand for z = ln 2 and y = 1: ln 2, -ln 2 and "
            "ln 3/2. Which of them does your function have otherwise?",
            "what becomes of `np.exp` at 1000, and of `np.log` at 0? Which of the three terms in "
            "the formula can meet such a number?",
            "`np.maximum(logits, 0)`, `y * logits` and `np.log1p(np.exp(-np.abs(logits)))` are the "
            "three terms. Which signs do they have, and what is done with the n results?",
        ),
        blanks=2,
        mistakes=as_mistakes(
            Mistake(
                "logits taken for probabilities",
                lambda attempt: np.isnan(attempt.got) and np.abs(attempt.args[1]).max() < 100,
                "a logarithm met a number that is not positive. Are these probabilities, or "
                "logits?",
            ),
            Mistake(
                "max of arrays",
                lambda attempt: "ambiguous" in str(attempt.error),
                "`max` compares single numbers. What takes the larger of each element and 0?",
            ),
            Mistake(
                "overflow",
                lambda attempt: attempt.error is None and not_finite(attempt),
                OVERFLOW + "so is the logarithm of a probability that is rounded to 0, up to its "
                "sign. Can the cost be had from the logits alone? And which exponent is never "
                "above 0, whatever the sign of z?",
            ),
            Mistake(
                "probabilities clipped",
                lambda attempt: (
                    np.abs(attempt.args[1]).max() > 100 and 0 < attempt.got < attempt.expected
                ),
                "probabilities were kept away from 0 and 1, so that a firm mistake costs no more "
                "than a smaller one, and nothing draws the neuron back. What would it cost by the "
                "formula with logits?",
            ),
            (
                "no third term",
                "the third term is missing. What would a shrug, z = 0, cost?",
                _three_terms(np.zeros_like),
            ),
            (
                "label's term added",
                "the second term is subtracted: with the right label it makes a firm answer cheap.",
                lambda y, logits: cost_from_logits(y, logits) + 2 * np.mean(y * logits),
            ),
            (
                "exponent above zero",
                "the third term takes e to the power of -|z|. Which sign is missing?",
                _three_terms(lambda z: np.log1p(np.exp(np.abs(z)))),
            ),
            (
                "one added twice",
                "`np.log1p(t)` already adds the 1. What is left for t?",
                _three_terms(lambda z: np.log1p(1 + np.exp(-np.abs(z)))),
            ),
            (
                "labels swapped",
                "samples of class 1 are charged as if they were of class 0. Which term is it that "
                "the label switches on?",
                lambda y, logits: cost_from_logits(1 - y, logits),
            ),
            (
                "only class 1 counted",
                "samples of class 0 cost nothing here. What should they pay when p is large?",
                _mean_surprise(lambda p, y: -y * np.log(p)),
            ),
            (
                "sum instead of mean",
                "this is the sum over the samples. By what is it divided?",
                lambda y, logits: len(y) * cost_from_logits(y, logits),
            ),
            (
                "absolute value forgotten",
                "this is right where the logit is positive. Which exponent keeps the exponential "
                "small on *both* sides of 0?",
                _three_terms(lambda z: np.log1p(np.exp(-z))),
            ),
            (
                "sign of the cost",
                "this is below zero. Logarithms of probabilities are negative: what makes a cost "
                "of them?",
                lambda y, logits: -cost_from_logits(y, logits),
            ),
            (
                "another logarithm",
                "this is the right cost in other units. Which base has the logarithm here?",
                lambda y, logits: cost_from_logits(y, logits) / np.log(2),
                lambda y, logits: cost_from_logits(y, logits) / np.log(10),
            ),
            (
                "squared error",
                "this is the mean of the squared errors, (p - y)². Where is the logarithm?",
                _mean_surprise(lambda p, y: (p - y) ** 2),
                _mean_surprise(lambda p, y: (p - y) ** 2 / 2),
            ),
            Mistake(
                "one cost a sample",
                lambda attempt: np.shape(attempt.got) == np.shape(attempt.args[0]),
                "this is one cost for each sample. What makes a single number of them?",
            ),
        ),
    ),
    Task(
        "8.3",
        "The gradient",
        gradient,
        "each sample pulls with its error, p - y: the weights in proportion to its features, the "
        "bias as if by a feature that is always 1.",
        cases=(
            Case(
                "three samples, all weights and the bias zero",
                (SMALL_X, SMALL_Y, np.zeros(2), 0.0),
            ),
            Case(
                "the same samples, other weights and a bias",
                (SMALL_X, SMALL_Y, np.array([0.5, -1]), 0.25),
            ),
            Case(
                "five samples of four features", (*_table(5, 4, 2), np.array([1, -1, 2, 0.5]), -1)
            ),
        ),
        hints=(
            "every sample has an error, p - y: one array of n numbers. How is it weighted for "
            "weight j, and how for the bias?",
            "`X.T @ errors` adds up, for each feature, error times feature over the samples. What "
            "is still to be done to get a mean, and how does `np.append` add the bias?",
        ),
        mistakes=as_mistakes(
            Mistake(
                "several results",
                lambda attempt: isinstance(attempt.got, tuple),
                "these are several results, and one array is asked for: what does "
                "`np.append(slopes, slope_of_bias)` give?",
            ),
            Mistake(
                "a column met a row",
                lambda attempt: np.shape(attempt.got) == (attempt.args[0].size + 1,),
                "a column has met a row: n times n errors. Print the shape of your errors: is it "
                "(n,)?",
            ),
            (
                "label minus probability",
                "every slope has the wrong sign: going against it would lead uphill. What is the "
                "error, p - y or y - p?",
                lambda X, y, w, b: -gradient(X, y, w, b),
            ),
            (
                "sum instead of mean",
                "these are sums over the samples, and the cost is a mean. What is missing?",
                lambda X, y, w, b: len(y) * gradient(X, y, w, b),
            ),
            (
                "only the weights divided",
                "the slope of the bias is a sum, the others are means.",
                lambda X, y, w, b: gradient(X, y, w, b) * np.append(np.ones(X.shape[1]), len(y)),
            ),
            (
                "only the bias divided",
                "the slope of the bias is a mean, the others are sums.",
                lambda X, y, w, b: gradient(X, y, w, b) * np.append(np.full(X.shape[1], len(y)), 1),
            ),
            (
                "divided by something else",
                "the sums were not divided by the number of samples. By what, then: the number of "
                "features, n - 1?",
                lambda X, y, w, b: len(y) / X.shape[1] * gradient(X, y, w, b),
            ),
            (
                "bias left out of the logit",
                "the logits were computed without the bias. What is z?",
                lambda X, y, w, b: gradient(X, y, w, 0.0),
            ),
            (
                "sigmoid left out",
                "the error was taken from the logit. What squeezes it between 0 and 1 first?",
                lambda X, y, w, b: _slopes(X, X @ w + b - y),
            ),
            (
                "gradient of the squared error",
                "each error carries an extra factor p (1 - p): that is the slope of the squared "
                "error. What does it cancel against when the cost is the cross-entropy?",
                _squared_slopes,
                lambda X, y, w, b: 2 * _squared_slopes(X, y, w, b),
            ),
            Mistake(
                "one slope a sample",
                lambda attempt: np.shape(attempt.got) == attempt.args[0].shape,
                "every sample has its own row of slopes here. The cost is their mean: along which "
                "axis are they to be added up?",
            ),
            Mistake(
                "bias missing",
                lambda attempt: np.shape(attempt.got) == np.shape(attempt.args[2]),
                "there is one slope for each weight. Where is the one for the bias?",
            ),
            (
                "bias first",
                "the numbers are right, and the bias comes first. Where is it asked for?",
                lambda X, y, w, b: np.roll(gradient(X, y, w, b), 1),
            ),
        ),
    ),
    Task(
        "8.4",
        "Find the bug: a column meets a row",
        share_right,
        "`logits` is a column, shape (n, 1), and `y` a flat array of n numbers: compared as they "
        "are, every answer meets every label. `[:, 0]` takes the column out first.",
        cases=(
            Case(
                "the logits 2, -1, 0.4, -3, 1.5 and the labels 1, 0, 0, 0, 1",
                (np.array([[2.0], [-1], [0.4], [-3], [1.5]]), np.array([1, 0, 0, 0, 1])),
            ),
            Case("one sample", (np.array([[0.2]]), np.array([1]))),
            Case(
                "six samples, every answer wrong",
                (
                    np.array([[1.0], [-2], [3], [-0.3], [0.1], [4]]),
                    np.array([0, 1, 0, 1, 0, 0]),
                ),
            ),
            Case(
                "fifty samples",
                (normal(50, 1, seed=5), _table(50, 1, seed=6)[1]),
            ),
        ),
        hints=(
            "let the function print the shapes of `answers`, of `y`, and of `answers == y`. How "
            "many comparisons are there for five samples?",
            "`answers` is a column: `answers[:, 0]` or `answers.ravel()` is the flat array of its "
            "numbers.",
        ),
        mistakes=as_mistakes(
            (
                "every answer against every label",
                "n samples, but how many comparisons? Shapes (n, 1) and (n,) make a table of n "
                "rows and n columns. Print `(answers == y).shape`.",
                lambda logits, y: np.mean((logits > 0) == y),
                lambda logits, y: np.sum((logits > 0) == y) / len(y),
            ),
            (
                "threshold of a half",
                "the answers were cut at 0.5. These are logits: which logit belongs to the "
                "probability 0.5?",
                lambda logits, y: np.mean((logits[:, 0] > 0.5) == y),
            ),
            (
                "share of the wrong ones",
                "this is the share of wrong answers.",
                lambda logits, y: np.mean((logits[:, 0] > 0) != y),
            ),
            (
                "first sample alone",
                "only the first sample's logit was used: `[0]` takes a row. How is a column taken?",
                lambda logits, y: np.mean((logits[0] > 0) == y),
            ),
            (
                "number instead of share",
                "this is how many are right. Asked for is the share, from 0 to 1.",
                lambda logits, y: np.sum((logits[:, 0] > 0) == y),
            ),
            Mistake(
                "one answer a sample",
                lambda attempt: np.size(attempt.got) > 1,
                "this says of each sample whether it is right. What makes one number of it?",
            ),
        ),
    ),
    Choice(
        "8.5",
        "The cost climbs",
        "b",
        {
            "a": "more steps climb on in both cases. In what would the two differ?",
            "b": "with a tiny step down the gradient the cost *must* fall. If it still climbs, the "
            "direction is wrong; if it falls now, the step was too large.",
            "c": "from another start a wrong sign leads uphill, and too large a step may do so, "
            "too. What does the gradient promise about *small* steps?",
            "d": "a wrong sign climbs faster, and too large a step leaps further: both look alike. "
            "Which steps would make them differ?",
        },
        hints=(
            "for each run ask: what would it show if the sign were wrong, and what if the rate "
            "were too large?",
            "what does the gradient promise about *very small* steps?",
        ),
    ),
    Task(
        "8.6",
        "Six steps, in a loop",
        descend,
        "weights and bias go down the gradient together, both from where they stood before the "
        "step; the penalty pulls the weights towards zero and leaves the bias alone.",
        cases=(
            Case("three samples, one step of 0.6", (SMALL_X, SMALL_Y, 0.6, 0.5, 1)),
            Case("the same, three steps and a penalty of 0.5", (SMALL_X, SMALL_Y, 0.6, 0.5, 3)),
            Case("the same, no step at all", (SMALL_X, SMALL_Y, 0.6, 0.5, 0)),
            Case("12 samples of 4 features, 40 steps", (*_table(12, 4, seed=3), 0.5, 0.1, 40)),
        ),
        hints=(
            "compare one step by hand: the errors are -1/2, -1/2 and 1/2, the slopes of the "
            "weights -1/3 and 1/2, and the step is the rate times the slope. Which of your "
            "numbers departs first?",
            "in the loop: logits, probabilities, errors; the gradient for the weights (with "
            "`l2 * weights` added) and for the bias; then both updates.",
            "take both gradients *before* you change anything: is the bias still computed with "
            "the old weights?",
        ),
        blanks=3,
        mistakes=as_mistakes(
            (
                "uphill",
                "the weights moved up the gradient. Is it added or subtracted?",
                lambda X, y, rate, l2, steps: descend(X, y, -rate, l2, steps),
                _descent(_by(errors=lambda *a: -_errors(*a))),
            ),
            (
                "sum instead of mean",
                "the gradient is the sum over the samples here. The cost is their mean.",
                _descent(_by(total=True)),
            ),
            (
                "bias never moved",
                "the bias is still 0. Which gradient moves it?",
                _descent(_by(bias_factor=0.0)),
            ),
            (
                "bias penalised",
                "the bias is pulled towards zero as well. Which parameters does the penalty name?",
                _descent(_by(bias_l2=1.0)),
            ),
            (
                "penalty forgotten",
                "the penalty has no effect. What does it add to the gradient for the weights?",
                _descent(_by(penalty=np.zeros_like)),
            ),
            (
                "penalty with another factor",
                "the penalty is l2 / 2 · ‖w‖². Its slope: with or without the 2, and divided by n "
                "or not?",
                _descent(_by(penalty=lambda w: 2 * w)),
                _descent(_by(penalty=lambda w: w / 2)),
                lambda X, y, rate, l2, steps: descend(X, y, rate, l2 / len(y), steps),
            ),
            (
                "penalty pushes outwards",
                "the penalty makes the weights larger. Which sign has it in the gradient?",
                _descent(_by(penalty=np.negative)),
            ),
            (
                "penalty itself subtracted",
                "this subtracts the penalty, a number. Asked for is its slope for each weight.",
                _descent(_by(penalty=lambda w: w @ w / 2)),
            ),
            (
                "penalty without the rate",
                "the step is the rate times the *whole* gradient. Is the penalty's part of it in "
                "the bracket?",
                lambda X, y, rate, l2, steps: descend(X, y, rate, l2 / rate, steps),
            ),
            (
                "bias without the rate",
                "the bias takes another step than the weights. By what is its slope multiplied?",
                lambda *args: _descent(_by(bias_factor=1 / args[2]))(*args),
            ),
            (
                "bias left out of the logit",
                "the logits were computed without the bias. What is z?",
                _descent(_by(errors=lambda X, y, w, b: _errors(X, y, w, 0.0))),
            ),
            (
                "no probabilities",
                "the errors were not taken from the probabilities. What squeezes a logit between "
                "0 and 1, without rounding it?",
                _descent(_by(errors=lambda X, y, w, b: X @ w + b - y)),
                _descent(_by(errors=lambda X, y, w, b: (X @ w + b > 0) - y)),
            ),
            (
                "bias first",
                "the numbers are right, and the bias comes first. Where is it asked for?",
                lambda *args: np.roll(descend(*args), 1),
            ),
            (
                "learning rate forgotten",
                "every step has the length of the whole gradient. Which factor makes it shorter?",
                lambda X, y, rate, l2, steps: descend(X, y, 1.0, l2, steps),
            ),
            (
                "bias after weights",
                "the bias was moved with errors of the *new* weights. Both gradients belong to the "
                "place before the step: what must be computed first?",
                _descent(_bias_after_weights),
            ),
            (
                "one step too many or too few",
                "the path is right, its length is not. How often is the loop run?",
                _steps_changed(1),
                _steps_changed(-1),
            ),
            (
                "only one step",
                "this is where one step leads. Is the `return` inside the loop, or is the loop "
                "missing?",
                lambda X, y, rate, l2, steps: descend(X, y, rate, l2, 1),
            ),
            (
                "started elsewhere",
                "the start is not zero. Which weights does the task begin with?",
                _descent(_by(), start=1.0),
            ),
            Mistake(
                "bias missing",
                lambda attempt: np.shape(attempt.got) == (attempt.args[0].shape[1],),
                "these are the weights. Where is the bias?",
            ),
        ),
    ),
    Task(
        "8.7",
        "The smallest nudge",
        smallest_nudge,
        "moving every pixel by ε in the direction that its weight asks for changes the logit by ε "
        "times the sum of the weights' magnitudes: so many small pushes add up.",
        cases=(
            Case(
                "a picture of 2 × 2 pixels",
                (np.array([[0.5, 0.25], [0.5, 0]]), np.array([[2.0, -4], [1, 3]]), 2.0),
            ),
            Case(
                "2 × 3 pixels, a negative logit",
                (
                    np.array([[0.2, 0.9, 0.4], [0.1, 0.6, 0.8]]),
                    np.array([[1.0, -2, 0.5], [3, -1, -0.5]]),
                    -0.3,
                ),
            ),
            Case(
                "8 × 8 pixels",
                (
                    noise(8, 8, seed=8),
                    normal(8, 8, seed=9),
                    0.7,
                ),
            ),
        ),
        hints=(
            "by how much does the logit change if the pixel with weight -4 grows by ε? And in "
            "which direction should that pixel go, to bring the logit down?",
            "if every pixel goes in its best direction, the changes add up to ε times the sum of "
            "which numbers? And how far is the logit from 0?",
        ),
        mistakes=as_mistakes(
            (
                "negative nudge",
                "a size cannot be negative. How far is the logit from 0?",
                lambda picture, w, bias: -smallest_nudge(picture, w, bias),
            ),
            (
                "weights of both signs cancel",
                "weights of opposite sign have cancelled: that is the nudge if all pixels go the "
                "same way. Which way should a pixel with a negative weight go?",
                _nudge(np.sum),
            ),
            (
                "bias forgotten",
                "the bias is missing in the logit.",
                lambda picture, w, bias: smallest_nudge(picture, w, 0.0),
            ),
            (
                "bias for each pixel",
                "the bias was added once for each pixel. How often does the logit hold it?",
                lambda picture, w, bias: smallest_nudge(picture, w, bias * w.size),
            ),
            (
                "norm of a matrix",
                "for a matrix `norm(…, 1)` is the largest sum of a column. What adds up all?",
                _nudge(lambda w: np.linalg.norm(w, 1)),
            ),
            (
                "length of the weights",
                "this divides by the length of the weights, and answers another question: how far "
                "in a straight line? Here each pixel may move by ε.",
                _nudge(np.linalg.norm),
                _nudge(lambda w: np.sum(w**2)),
            ),
            (
                "mean instead of sum",
                "this is as if one pixel alone had to move. How many help?",
                _nudge(lambda w: np.abs(w).mean()),
            ),
            (
                "largest weight alone",
                "only the pixel with the largest weight moves here. What if all of them do?",
                _nudge(lambda w: np.abs(w).max()),
            ),
            (
                "logit returned",
                "this is how far the logit is from 0. How large a step of each pixel covers that?",
                _nudge(lambda w: 1.0),
            ),
        ),
    ),
)
