"""Plausible wrong answers to the exercises of notebook 9."""

import numpy as np

CROSS = np.array([[7.0, 3], [3, 3], [5, 4], [5, 2]])


def deviations(X):
    return X - np.mean(X, axis=0)


def principal(X):
    return np.linalg.svd(deviations(X), full_matrices=False)[2]


def rebuilt_with(rows_of):
    def rebuild(X, k):
        rows = rows_of(principal(X), k)
        return np.mean(X, axis=0) + deviations(X) @ rows.T @ rows

    return rebuild


def rebuilt_uncentred(X, k):
    _, _, rows = np.linalg.svd(X)
    return X @ rows[:k].T @ rows[:k]


def rebuilt_centring_late(X, k):
    rows = principal(X)[:k]
    return X @ rows.T @ rows + X.mean(axis=0)


def right_rebuild(X, k):
    left, singular, rows = np.linalg.svd(deviations(X), full_matrices=False)
    return left[:, :k] * singular[:k] @ rows[:k] + X.mean(axis=0)


def rebuilt_transposing_again(X, k):
    left, singular, rows = np.linalg.svd(deviations(X), full_matrices=False)
    singular[k:] = 0
    return X.mean(axis=0) + left @ np.diag(singular) @ rows.T


def rebuilt_around_one_mean(X, k):
    _, _, rows = np.linalg.svd(X - X.mean(), full_matrices=False)
    return X.mean() + (X - X.mean()) @ rows[:k].T @ rows[:k]


def rebuilt_with_left_factor(X, k):
    left, _, _ = np.linalg.svd(deviations(X), full_matrices=False)
    return X.mean(axis=0) + deviations(X) @ left[:k].T @ left[:k]


def rebuilt_with_smallest(X, k):
    vectors = np.linalg.eigh(np.cov(X.T))[1][:, :k]
    return X.mean(axis=0) + deviations(X) @ vectors @ vectors.T


def rebuilt_misspelt(X, k):
    _, _, rows = np.linalg.svd(centered, full_matrices=False)  # noqa: F821
    return rows[:k]


def squared_shares(A):
    s = np.linalg.svd(A)[1]
    return s**2 / (s**2).sum()


def shares_by_covariance(X):
    values = np.linalg.eigvalsh(np.cov(X.T))[::-1]
    return values / values.sum()


def scatter(members):
    return sum(np.outer(row, row) for row in deviations(members))


def unit(v):
    return v / np.sqrt(v @ v)


def over_sum(v):
    return v / v.sum()


def first_positive(v):
    return v * np.sign(v[0])


def apart(first, second):
    return np.mean(second, axis=0) - np.mean(first, axis=0)


def fisher_by(matrix):
    return lambda a, b: unit(np.linalg.inv(matrix(a, b)) @ apart(a, b))


def within(a, b):
    return scatter(a) + scatter(b)


def axes_of(X):
    return np.linalg.eigh(np.cov(X.T))


def white_by(change, ddof=1):
    def white(X):
        values, vectors = np.linalg.eigh(np.cov(X.T, ddof=ddof))
        return deviations(X) @ vectors @ np.diag(change(values)) @ vectors.T

    return white


def white_from_zero(X):
    values, vectors = axes_of(X)
    return X @ vectors @ np.diag(values**-0.5) @ vectors.T


def white_in_its_axes(X):
    values, vectors = axes_of(X)
    return deviations(X) @ vectors / np.sqrt(values)


def white_by_svd(X):
    left, _, _ = np.linalg.svd(deviations(X), full_matrices=False)
    return left * np.sqrt(len(X) - 1)


def round_by_svd(table):
    left, _, rows = np.linalg.svd(table, full_matrices=False)
    return left @ rows


def white_with_rows(X):
    values, vectors = axes_of(X)
    return deviations(X) @ vectors.T / np.sqrt(values) @ vectors


WRONG = {
    "9.1": [
        ("one row a sample", lambda X: np.cov(X)),
        ("one row a sample", lambda X: deviations(X) @ deviations(X).T / (len(X) - 1)),
        ("variances only", lambda X: X.var(axis=0, ddof=1)),
        ("variances only", lambda X: X.var(axis=0)),
        ("not centred", lambda X: X.T @ X / (len(X) - 1)),
        ("not centred", lambda X: X.T @ X / len(X)),
        ("divided by n", lambda X: np.cov(X.T, bias=True)),
        ("divided by n", lambda X: deviations(X).T @ deviations(X) / len(X)),
        ("not divided", scatter),
        ("one mean for all", lambda X: (X - X.mean()).T @ (X - X.mean()) / (len(X) - 1)),
        ("correlation", lambda X: np.corrcoef(X, rowvar=False)),
        ("zeros off the diagonal", lambda X: np.diag(X.var(axis=0, ddof=1))),
        ("brackets missing", lambda X: deviations(X).T @ deviations(X) / len(X) - 1),
        ("place by place", lambda X: deviations(X) * deviations(X) / (len(X) - 1)),
        ("", lambda X: np.cov((X - X.mean(axis=1, keepdims=True)).T)),
        ("not normalised", lambda X: scatter(X) / (len(X) + 1)),
    ],
    "9.2": [
        ("too many components", lambda X, m, C, k: (X - m) @ C.T),
        ("too many components", lambda X, m, C, k: (X - m) @ C[: k + 1].T),
        ("points instead of coordinates", lambda X, m, C, k: (X - m) @ C[:k].T @ C[:k]),
        ("points instead of coordinates", lambda X, m, C, k: (X - m) @ C[:k].T @ C[:k] + m),
        ("not centred", lambda X, m, C, k: X @ C[:k].T),
        ("own mean", lambda X, m, C, k: deviations(X) @ C[:k].T),
        ("components in columns", lambda X, m, C, k: (X - m) @ C[:, :k]),
        ("last components", lambda X, m, C, k: (X - m) @ C[-k:].T),
        ("one component", lambda X, m, C, k: (X - m) @ C[k]),
        ("one component", lambda X, m, C, k: (X - m) @ C[k - 1]),
        ("points in columns", lambda X, m, C, k: C[:k] @ (X - m).T),
        ("sign", lambda X, m, C, k: (m - X) @ C[:k].T),
        ("", lambda X, m, C, k: (X + m) @ C[:k].T),
        ("", lambda X, m, C, k: X @ C[:k].T - m[:k]),
        ("", lambda X, m, C, k: deviations(X) @ principal(X)[:k].T),
    ],
    "9.3": [
        ("not centred", squared_shares),
        ("centred sample by sample", lambda X: squared_shares(X - X.mean(axis=1)[:, None])),
        ("one mean for all", lambda X: squared_shares(X - X.mean())),
        (
            "not squared",
            lambda X: np.linalg.svd(deviations(X))[1] / np.linalg.svd(deviations(X))[1].sum(),
        ),
        ("features scaled", lambda X: squared_shares(deviations(X) / X.std(axis=0, ddof=1))),
        ("variances, not shares", lambda X: np.linalg.svd(deviations(X))[1] ** 2 / (len(X) - 1)),
        ("variances, not shares", lambda X: np.linalg.svd(deviations(X))[1] ** 2),
        ("smallest first", lambda X: squared_shares(deviations(X))[::-1]),
        ("percent", lambda X: 100 * squared_shares(deviations(X))),
        ("number of shares", lambda X: squared_shares(X)[1:]),
        ("number of shares", shares_by_covariance),
        ("", lambda X: np.linalg.svd(X)[1] / np.linalg.svd(X)[1].sum()),
    ],
    "9.4": [
        ("coordinates only", lambda X, k: deviations(X) @ principal(X)[:k].T),
        ("nothing left out", lambda X, k: right_rebuild(X, min(X.shape))),
        ("mean not added", lambda X, k: right_rebuild(X, k) - X.mean(axis=0)),
        ("not centred", rebuilt_uncentred),
        ("not centred", rebuilt_centring_late),
        ("last components", rebuilt_with(lambda rows, k: rows[-k:])),
        ("last components", rebuilt_with(lambda rows, k: rows[[k]])),
        ("one component only", rebuilt_with(lambda rows, k: rows[k - 1 : k])),
        ("columns of the matrix", rebuilt_with(lambda rows, k: rows[:, :k].T)),
        ("columns of the matrix", rebuilt_transposing_again),
        ("one mean for all", rebuilt_around_one_mean),
        ("features scaled", lambda X, k: right_rebuild(X / X.std(axis=0), k) * X.std(axis=0)),
        ("the wrong factor", rebuilt_with_left_factor),
        ("last components", rebuilt_with_smallest),
        ("what was lost", lambda X, k: X - right_rebuild(X, k)),
        ("NameError", rebuilt_misspelt),
        ("", lambda X, k: right_rebuild(X, k) + X.mean(axis=0)),
    ],
    "9.5": [
        ("difference of the means", lambda a, b: unit(apart(a, b))),
        ("difference of the means", apart),
        ("not of length 1", lambda a, b: np.linalg.inv(within(a, b)) @ apart(a, b)),
        ("not of length 1", lambda a, b: over_sum(np.linalg.inv(within(a, b)) @ apart(a, b))),
        ("not of length 1", lambda a, b: np.linalg.inv(within(a, b)) @ apart(a, b) / 2),
        ("the other way round", lambda a, b: -fisher_by(within)(a, b)),
        ("the other way round", lambda a, b: first_positive(fisher_by(within)(a, b))),
        ("covariances added", fisher_by(lambda a, b: np.cov(a.T) + np.cov(b.T))),
        (
            "covariances added",
            fisher_by(lambda a, b: np.cov(a.T, bias=True) + np.cov(b.T, bias=True)),
        ),
        ("multiplied instead of divided", lambda a, b: unit(within(a, b) @ apart(a, b))),
        ("feature by feature", lambda a, b: unit(apart(a, b) / np.diag(within(a, b)))),
        ("one class only", fisher_by(lambda a, b: scatter(a))),
        ("one class only", lambda a, b: unit(np.linalg.pinv(scatter(b)) @ apart(a, b))),
        ("not centred", fisher_by(lambda a, b: a.T @ a + b.T @ b)),
        ("", lambda a, b: unit((1 / within(a, b).clip(1e-9)) @ apart(a, b))),
    ],
    "9.7": [
        ("divided by the variance", white_by(lambda values: 1 / values)),
        ("multiplied", white_by(np.sqrt)),
        ("nothing divided", white_by(np.ones_like)),
        ("nothing divided", deviations),
        ("not centred", white_from_zero),
        ("not centred", lambda X: white_by(lambda values: values**-0.5)(X) + X.mean(axis=0)),
        ("not centred", lambda X: round_by_svd(X) * np.sqrt(len(X) - 1)),
        ("variance not 1", lambda X: round_by_svd(deviations(X))),
        ("divided by n", white_by(lambda values: values**-0.5, ddof=0)),
        ("scaled, not whitened", lambda X: deviations(X) / X.std(axis=0, ddof=1)),
        ("divided by n", lambda X: deviations(X) / X.std(axis=0)),
        ("white, but turned", white_in_its_axes),
        ("white, but turned", white_by_svd),
        ("", white_with_rows),
    ],
}


WORKED = {
    "9.1": (
        (np.array([[1.0, 0, 2], [3, 0, 0], [1, 4, 0], [3, 4, 6]]),),
        [[4 / 3, 0, 4 / 3], [0, 16 / 3, 8 / 3], [4 / 3, 8 / 3, 8]],
    ),
    "9.2": (
        (
            np.array([[3.0, 4, 1], [0, 1, 6]]),
            np.array([1.0, 2, 3]),
            np.array([[0.0, 0.6, 0.8], [0, 0.8, -0.6], [1, 0, 0]]),
            2,
        ),
        [[-0.4, 2.8], [1.8, -2.6]],
    ),
    "9.3": ((CROSS,), [0.8, 0.2]),
    "9.4": ((CROSS, 1), [[7, 3], [3, 3], [5, 3], [5, 3]]),
    "9.5": (
        (np.array([[10.0, 4], [6, 2], [8, 4], [8, 2]]), np.array([[2.0, 5], [0, 5]])),
        [-0.6, 0.8],
    ),
    "9.7": ((CROSS,), [[1.5**0.5, 0], [-(1.5**0.5), 0], [0, 1.5**0.5], [0, -(1.5**0.5)]]),
}
