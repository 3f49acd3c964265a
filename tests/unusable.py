"""Inputs that no function on signals or pictures takes, and what each one is told."""

import numpy as np
import pytest

# for tests with the arguments spoil, error and message; the message follows the argument's name
each_unusable_input = pytest.mark.parametrize(
    ("spoil", "error", "message"),
    [
        (lambda a: np.where(a == a.max(), np.nan, a), ValueError, "must be finite, got NaN"),
        (lambda a: np.where(a == a.max(), -np.inf, a), ValueError, "must be finite, got infinity"),
        (lambda a: a + 0j, TypeError, "must hold real numbers, got dtype complex128"),
        (lambda a: a[:0], ValueError, "must not be empty"),
        (lambda a: a.astype(str), TypeError, "must hold real numbers"),
        (lambda a: np.ma.masked_greater(a, 99), ValueError, "must not have masked values"),
        (lambda a: np.zeros((4, 5, 3)), ValueError, r"must be .*-D.*, got shape \(4, 5, 3\)"),
        (lambda a: 3.0, ValueError, r"must be .*-D.*, got shape \(\)"),
    ],
    ids=["NaN", "infinity", "complex", "empty", "text", "masked", "three axes", "number"],
)
