"""Plausible wrong answers to the exercises of notebook 8."""

import numpy as np


def squash(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def both_exponentials(X, w, b):
    with np.errstate(over="ignore", invalid="ignore"):
        growing = np.exp(X @ w + b)
        return growing / (1 + growing)


def softmax_over_samples(X, w, b):
    with np.errstate(over="ignore", invalid="ignore"):
        growing = np.exp(np.dot(X, w) + b)
        return growing / np.sum(growing)


def careless(y, z):
    p = squash(z)
    with np.errstate(divide="ignore", invalid="ignore"):
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def clipped(y, z, eps=1e-12):
    p = np.clip(squash(z), eps, 1 - eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def nudged_logarithm(y, z):
    p = squash(z)
    return -np.mean(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))


def of_logits(y, z):
    with np.errstate(all="ignore"):
        return -np.mean(y * np.log(z) + (1 - y) * np.log(1 - z))


def terms(y, z):
    return np.logaddexp(0, z) - y * z


def only_class_1(y, z):
    return np.mean(y * np.logaddexp(0, -z))


def one_plus_exp(y, z):
    with np.errstate(all="ignore"):
        return np.mean(np.log(1 + np.exp(z)) - y * z)


def two_formulas(y, z):
    with np.errstate(over="ignore"):
        return np.mean(np.where(y == 1, np.log1p(np.exp(-z)), np.log1p(np.exp(z))))


def no_absolute(y, z):
    with np.errstate(over="ignore"):
        return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-z)))


def no_maximum(y, z):
    return np.mean(-y * z + np.log1p(np.exp(-np.abs(z))))


def pulls(X, y, w, b):
    return squash(X @ w + b) - y


def joined(X, errors, n_weights, n_bias):
    return np.append(errors @ X / n_weights, errors.sum() / n_bias)


def without_bias_in_the_logit(X, y, w, b):
    errors = squash(X @ w) - y
    return joined(X, errors, len(y), len(y))


def of_the_squared_error(X, y, w, b):
    p = squash(X @ w + b)
    return joined(X, 2 * (p - y) * p * (1 - p), len(y), len(y))


def half_squared_error(X, y, w, b):
    p = squash(X @ w + b)
    return joined(X, (p - y) * p * (1 - p), len(y), len(y))


def elementwise(X, y, w, b):
    return X * pulls(X, y, w, b)[:, None]


def column_weights(X, y, w, b):
    errors = squash(X @ w[:, None] + b) - y
    return np.append(X.T @ errors / len(y), errors.mean())


def misspelt_errors(X, y, w, b):
    return np.append(X.T @ error / len(y), error.mean())  # noqa: F821


def as_it_stands(logits, y):
    answers = logits > 0
    return np.mean(answers == y)


def summed_table(logits, y):
    return np.sum((logits > 0) == y) / y.size


def counted_one_by_one(logits, y):
    return sum((logits[i] > 0) == y[i] for i in range(len(y))) / len(y)


def walk(step=None, start=0.0, extra=0):
    def answer(X, y, rate, l2, steps):
        w, b = np.full(X.shape[1], start), start
        for _ in range(steps + extra):
            w, b = step(X, y, w, b, rate, l2)
        return np.append(w, b)

    return answer


def slopes(X, y, w, b):
    e = pulls(X, y, w, b)
    return e @ X / len(e), e.sum() / len(e)


def right(X, y, w, b, rate, l2):
    dw, db = slopes(X, y, w, b)
    return w - rate * (dw + l2 * w), b - rate * db


def up(X, y, w, b, rate, l2):
    dw, db = slopes(X, y, w, b)
    return w + rate * (dw + l2 * w), b + rate * db


def swapped_error(X, y, w, b, rate, l2):
    dw, db = slopes(X, y, w, b)
    return w - rate * (l2 * w - dw), b + rate * db


def sums(X, y, w, b, rate, l2):
    e = pulls(X, y, w, b)
    return w - rate * (X.T @ e + l2 * w), b - rate * e.sum()


def still_bias(X, y, w, b, rate, l2):
    return right(X, y, w, b, rate, l2)[0], b


def penalised_bias(X, y, w, b, rate, l2):
    dw, db = slopes(X, y, w, b)
    return w - rate * (dw + l2 * w), b - rate * (db + l2 * b)


def no_penalty(X, y, w, b, rate, l2):
    return right(X, y, w, b, rate, 0.0)


def double_penalty(X, y, w, b, rate, l2):
    return right(X, y, w, b, rate, 2 * l2)


def half_penalty(X, y, w, b, rate, l2):
    return right(X, y, w, b, rate, l2 / 2)


def shared_penalty(X, y, w, b, rate, l2):
    return right(X, y, w, b, rate, l2 / len(y))


def outwards(X, y, w, b, rate, l2):
    return right(X, y, w, b, rate, -l2)


def absolute_penalty(X, y, w, b, rate, l2):
    dw, db = slopes(X, y, w, b)
    return w - rate * (dw + l2 * np.sign(w)), b - rate * db


def stepped(X, w, b, rate, l2, errors):
    return w - rate * (X.T @ errors / len(X) + l2 * w), b - rate * errors.mean()


def penalty_as_a_number(X, y, w, b, rate, l2):
    dw, db = slopes(X, y, w, b)
    return w - rate * (dw + l2 / 2 * np.sum(w**2)), b - rate * db


def penalty_outside(X, y, w, b, rate, l2):
    dw, db = slopes(X, y, w, b)
    return w - rate * dw - l2 * w, b - rate * db


def penalty_of_moved_weights(X, y, w, b, rate, l2):
    dw, db = slopes(X, y, w, b)
    moved = w - rate * dw
    return moved - rate * l2 * moved, b - rate * db


def hasty_bias(X, y, w, b, rate, l2):
    return right(X, y, w, b, rate, l2)[0], b - slopes(X, y, w, b)[1]


def bias_summed(X, y, w, b, rate, l2):
    return right(X, y, w, b, rate, l2)[0], b - rate * pulls(X, y, w, b).sum()


def logits_without_bias(X, y, w, b, rate, l2):
    return stepped(X, w, b, rate, l2, squash(X @ w) - y)


def errors_of_logits(X, y, w, b, rate, l2):
    return stepped(X, w, b, rate, l2, X @ w + b - y)


def errors_of_classes(X, y, w, b, rate, l2):
    return stepped(X, w, b, rate, l2, (X @ w + b > 0) - y)


def one_after_the_other(X, y, w, b, rate, l2):
    w = right(X, y, w, b, rate, l2)[0]
    return w, b - rate * slopes(X, y, w, b)[1]


def return_in_the_loop(X, y, rate, l2, steps):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(max(steps, 1)):
        w, b = right(X, y, w, b, rate, l2)
        return np.append(w, b)


def misspelt(X, y, rate, l2, steps):
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        w = w - rate * gradient_of_w  # noqa: F821
    return w


def integers(X, y, rate, l2, steps):
    w, b = np.zeros(X.shape[1], dtype=int), 0
    for _ in range(steps):
        dw, db = right(X, y, w, b, rate, l2)
        w[:] = dw
        b = db
    return np.append(w, b)


def logit(picture, w, b):
    return float((picture * w).sum() + b)


WRONG = {
    "8.1": [
        ("overflow", both_exponentials),
        ("logits returned", lambda X, w, b: X @ w + b),
        ("logits returned", lambda X, w, b: X @ w),
        ("sign of the exponent", lambda X, w, b: 1 / (1 + np.exp(X @ w + b))),
        ("sign of the exponent", lambda X, w, b: 1 / (1 + np.exp(X @ w - b))),
        ("bias forgotten", lambda X, w, b: squash(X.dot(w))),
        ("bias after the sigmoid", lambda X, w, b: squash(X @ w) + b),
        ("rounded to a class", lambda X, w, b: np.round(squash(X @ w + b))),
        ("rounded to a class", lambda X, w, b: np.where(X @ w + b > 0, 1, 0)),
        ("shares of a whole", softmax_over_samples),
        ("no sum over the features", lambda X, w, b: squash(X * w + b)),
        ("list", lambda X, w, b: [squash(row @ w + b) for row in X]),
        ("one axis too many or too few", lambda X, w, b: squash(X @ w[:, None] + b)),
        ("", lambda X, w, b: (np.tanh(X @ w + b) + 1) / 2),
        ("", lambda X, w, b: np.exp(-(X @ w + b)) / 2),
        ("ValueError", lambda X, w, b: squash(w @ X + b)),
    ],
    "8.2": [
        ("overflow", careless),
        ("overflow", one_plus_exp),
        ("absolute value forgotten", no_absolute),
        ("logits taken for probabilities", of_logits),
        ("probabilities clipped", clipped),
        ("probabilities clipped", lambda y, z: clipped(y, z, 1e-15)),
        ("probabilities clipped", nudged_logarithm),
        ("labels swapped", lambda y, z: np.mean(terms(1 - y, z))),
        ("labels swapped", lambda y, z: np.mean(terms(y, -z))),
        ("only class 1 counted", only_class_1),
        ("sum instead of mean", lambda y, z: np.sum(terms(y, z))),
        ("sign of the cost", lambda y, z: -np.mean(terms(y, z))),
        ("another logarithm", lambda y, z: np.mean(terms(y, z)) / np.log(2)),
        ("another logarithm", lambda y, z: np.mean(terms(y, z)) * np.log10(np.e)),
        ("squared error", lambda y, z: np.mean((y - squash(z)) ** 2)),
        ("squared error", lambda y, z: np.mean((y - squash(z)) ** 2) / 2),
        ("one cost a sample", terms),
        ("max of arrays", lambda y, z: np.mean(max(z, 0) - y * z + np.log1p(np.exp(-abs(z))))),
        ("no third term", lambda y, z: np.mean(np.maximum(z, 0) - y * z)),
        (
            "label's term added",
            lambda y, z: np.mean(np.maximum(z, 0) + y * z + np.log1p(np.exp(-abs(z)))),
        ),
        (
            "exponent above zero",
            lambda y, z: np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(abs(z)))),
        ),
        (
            "one added twice",
            lambda y, z: np.mean(np.maximum(z, 0) - y * z + np.log1p(1 + np.exp(-abs(z)))),
        ),
        ("overflow", two_formulas),
        ("", no_maximum),
        ("", lambda y, z: np.mean(np.abs(y - squash(z)))),
        ("", lambda y, z: np.mean(np.max(z, 0) - y * z + np.log1p(np.exp(-abs(z))))),
        ("", lambda y, z: np.mean(np.maximum(z, 0) - y * z + np.log2(1 + np.exp(-abs(z))))),
        ("", lambda y, z: np.mean(terms(z, y))),
        ("", lambda y, z: np.mean(np.maximum(z, 0) - y * z - np.log1p(np.exp(-abs(z))))),
    ],
    "8.3": [
        (
            "label minus probability",
            lambda X, y, w, b: joined(X, -pulls(X, y, w, b), len(y), len(y)),
        ),
        ("sum instead of mean", lambda X, y, w, b: joined(X, pulls(X, y, w, b), 1, 1)),
        ("only the weights divided", lambda X, y, w, b: joined(X, pulls(X, y, w, b), len(y), 1)),
        ("only the bias divided", lambda X, y, w, b: joined(X, pulls(X, y, w, b), 1, len(y))),
        (
            "divided by something else",
            lambda X, y, w, b: joined(X, pulls(X, y, w, b), len(w), len(w)),
        ),
        ("bias left out of the logit", without_bias_in_the_logit),
        (
            "divided by something else",
            lambda X, y, w, b: joined(X, pulls(X, y, w, b), len(y) - 1, len(y) - 1),
        ),
        ("sigmoid left out", lambda X, y, w, b: joined(X, X @ w + b - y, len(y), len(y))),
        ("gradient of the squared error", of_the_squared_error),
        ("gradient of the squared error", half_squared_error),
        ("bias missing", lambda X, y, w, b: X.T @ pulls(X, y, w, b) / len(y)),
        ("bias first", lambda X, y, w, b: np.roll(joined(X, pulls(X, y, w, b), len(y), len(y)), 1)),
        (
            "list",
            lambda X, y, w, b: [*(X.T @ pulls(X, y, w, b) / len(y)), pulls(X, y, w, b).mean()],
        ),
        ("one slope a sample", elementwise),
        (
            "several results",
            lambda X, y, w, b: (X.T @ pulls(X, y, w, b) / len(y), pulls(X, y, w, b).mean()),
        ),
        ("a column met a row", column_weights),
        (
            "one axis too many or too few",
            lambda X, y, w, b: joined(X, pulls(X, y, w, b), len(y), len(y))[:, None],
        ),
        ("NameError", misspelt_errors),
        ("", lambda X, y, w, b: joined(X, np.abs(pulls(X, y, w, b)), len(y), len(y))),
        ("ValueError", lambda X, y, w, b: np.append(X @ pulls(X, y, w, b), 0)),
    ],
    "8.4": [
        ("every answer against every label", as_it_stands),
        ("every answer against every label", lambda logits, y: np.mean((logits > 0) == y[None])),
        ("every answer against every label", summed_table),
        ("threshold of a half", lambda logits, y: np.mean((logits.ravel() > 0.5) == y)),
        ("share of the wrong ones", lambda logits, y: np.mean((logits.ravel() > 0) != y)),
        ("number instead of share", lambda logits, y: np.sum((logits.ravel() > 0) == y)),
        ("first sample alone", lambda logits, y: np.mean((logits[0] > 0) == y)),
        ("first sample alone", lambda logits, y: np.mean((logits[0, :] > 0) == y)),
        ("one axis too many or too few", counted_one_by_one),
        ("one answer a sample", lambda logits, y: (logits.ravel() > 0) == y),
        ("one answer a sample", lambda logits, y: np.mean((logits > 0) == y, axis=1)),
        ("", lambda logits, y: np.mean((logits > 0) == y[:, None]) * 1.5),
        ("", lambda logits, y: np.mean(logits.ravel() == y)),
        ("", lambda logits, y: float(np.all((logits.ravel() > 0) == y))),
    ],
    "8.6": [
        ("uphill", walk(up)),
        ("uphill", walk(swapped_error)),
        ("sum instead of mean", walk(sums)),
        ("bias never moved", walk(still_bias)),
        ("bias penalised", walk(penalised_bias)),
        ("penalty forgotten", walk(no_penalty)),
        ("penalty with another factor", walk(double_penalty)),
        ("penalty with another factor", walk(half_penalty)),
        ("penalty with another factor", walk(shared_penalty)),
        ("penalty pushes outwards", walk(outwards)),
        ("bias after weights", walk(one_after_the_other)),
        ("one step too many or too few", walk(right, extra=1)),
        ("one step too many or too few", walk(right, extra=-1)),
        ("only one step", return_in_the_loop),
        ("started elsewhere", walk(right, start=1.0)),
        ("bias missing", lambda *args: walk(right)(*args)[:-1]),
        ("", walk(absolute_penalty)),
        ("learning rate forgotten", walk(lambda X, y, w, b, rate, l2: right(X, y, w, b, 1.0, l2))),
        ("bias first", lambda *args: np.roll(walk(right)(*args), 1)),
        ("penalty itself subtracted", walk(penalty_as_a_number)),
        ("penalty without the rate", walk(penalty_outside)),
        ("bias without the rate", walk(hasty_bias)),
        ("bias left out of the logit", walk(logits_without_bias)),
        ("no probabilities", walk(errors_of_logits)),
        ("no probabilities", walk(errors_of_classes)),
        ("", walk(penalty_of_moved_weights)),
        ("", walk(bias_summed)),
        ("NameError", misspelt),
        ("", integers),
    ],
    "8.7": [
        ("negative nudge", lambda x, w, b: logit(x, w, b) / np.abs(w).sum()),
        ("weights of both signs cancel", lambda x, w, b: abs(logit(x, w, b)) / abs(w.sum())),
        ("weights of both signs cancel", lambda x, w, b: logit(x, w, b) / w.sum()),
        ("bias forgotten", lambda x, w, b: abs((x * w).sum()) / np.abs(w).sum()),
        ("length of the weights", lambda x, w, b: abs(logit(x, w, b)) / np.linalg.norm(w)),
        ("length of the weights", lambda x, w, b: abs(logit(x, w, b)) / (w**2).sum()),
        ("mean instead of sum", lambda x, w, b: abs(logit(x, w, b)) / np.abs(w).mean()),
        ("largest weight alone", lambda x, w, b: abs(logit(x, w, b)) / np.abs(w).max()),
        ("logit returned", lambda x, w, b: abs(logit(x, w, b))),
        ("bias for each pixel", lambda x, w, b: abs(np.sum(x * w + b)) / np.abs(w).sum()),
        ("norm of a matrix", lambda x, w, b: abs(logit(x, w, b)) / np.linalg.norm(w, 1)),
        ("", lambda x, w, b: abs(squash(logit(x, w, b)) - 0.5) / np.abs(w).sum()),
        ("", lambda x, w, b: np.abs(w).sum() / abs(logit(x, w, b))),
        ("", lambda x, w, b: abs(logit(x, w, b)) / np.abs(x).sum()),
        ("", lambda x, w, b: abs(logit(x, w, b)) / (np.abs(w).sum() + abs(b))),
    ],
}

WORKED = {
    "8.1": (
        (np.array([[1.0, 0], [0, 1], [2, 1]]), np.log([3, 0.5]), np.log(2)),
        [6 / 7, 1 / 2, 9 / 10],
    ),
    # ln 2 + ln 7 + ln 3/2, a third of it
    "8.2": ((np.array([1, 0, 1]), np.array([0, np.log(6), np.log(2)])), np.log(21) / 3),
    "8.3": (
        (np.array([[1.0, 2], [3, -1], [2, 4]]), np.array([1, 1, 0]), np.zeros(2), 0.0),
        [-1 / 3, 1 / 2, -1 / 6],
    ),
    "8.4": ((np.array([[2.0], [-1], [0.4], [-3], [1.5]]), np.array([1, 0, 0, 0, 1])), 0.8),
    "8.6": (
        (np.array([[1.0, 2], [3, -1], [2, 4]]), np.array([1, 1, 0]), 0.6, 0.5, 1),
        [0.2, -0.3, 0.1],
    ),
    "8.7": ((np.array([[0.5, 0.25], [0.5, 0]]), np.array([[2.0, -4], [1, 3]]), 2.0), 0.25),
}
