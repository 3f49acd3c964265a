"""Small pictures and signals that the exercises' cases are made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def ramp(rows: int, columns: int) -> Array:
    """0, 1, 2, … counted along the rows, so that every pixel is another one."""
    return np.arange(rows * columns, dtype=float).reshape(rows, columns)


def impulse(rows: int, columns: int) -> Array:
    """Zeros with a single one in the middle."""
    image = np.zeros((rows, columns))
    image[rows // 2, columns // 2] = 1.0
    return image


def noise(rows: int, columns: int, seed: int) -> Array:
    """Independent values, uniform in [0, 1)."""
    return np.random.default_rng(seed).random((rows, columns))


def normal(*shape: int, seed: int) -> Array:
    """Independent values with mean 0 and standard deviation 1."""
    return np.random.default_rng(seed).normal(size=shape)


def step(rows: int, columns: int) -> Array:
    """Dark on the left, bright from the middle column on."""
    image = np.zeros((rows, columns))
    image[:, columns // 2 :] = 1.0
    return image
