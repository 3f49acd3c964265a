"""Pictures or signals and their titles, checked together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .._checks import as_float_array


def titled(
    name: str, values: Sequence[ArrayLike], titles: Sequence[str], *, ndim: tuple[int, ...]
) -> list[NDArray[np.float64]]:
    """Return pictures or signals as float arrays, or say that one or its title is missing."""
    if not len(values) or len(titles) != len(values):
        raise ValueError(
            f"`titles` must hold one title for each of `{name}`, got {len(titles)} for "
            f"{len(values)}"
        )
    return [as_float_array(f"{name}[{i}]", value, ndim=ndim) for i, value in enumerate(values)]
