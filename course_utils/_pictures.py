"""Many pictures as one argument `X`, the way scikit-learn's estimators take their samples."""

from __future__ import annotations

from operator import index
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils.validation import check_array, validate_data


def as_stack(X: ArrayLike, image_shape: tuple[int, int] | None) -> NDArray[np.float64]:
    """Return pictures as a stack of shape (n, rows, columns), or say what is wrong with them.

    Parameters
    ----------
    X : array_like, shape (n, rows, columns), or (n, rows × columns) with `image_shape`
        Real finite numbers; integers are converted to float64 and not rescaled.
    image_shape : (rows, columns) or None
        What one row of a 2-D `X` becomes; one of the two may be -1, and is then worked out from
        the number of pixels, as in `reshape`. None if `X` is a stack already.

    Returns
    -------
    ndarray of float64, shape (n, rows, columns)
        May share memory with `X`.

    Raises
    ------
    TypeError
        If `X` is sparse, or `image_shape` holds something else than whole numbers.
    ValueError
        If `X` is empty, complex, not finite or has the wrong number of dimensions, or if
        `image_shape` is no shape of its pictures.
    """
    pictures = check_array(X, dtype=np.float64, allow_nd=True, input_name="X")
    if image_shape is None:
        if pictures.ndim != 3:
            raise ValueError(
                "`X` must be a stack (n, rows, columns) while `image_shape` is None, got shape "
                f"{pictures.shape}: if each row holds the pixels of one picture, say "
                "image_shape=(rows, columns); of a single picture make a stack by X[np.newaxis]"
            )
        if pictures.shape[2] == 0:
            raise ValueError(f"`X` must not be empty, got shape {pictures.shape}")
        return np.asarray(pictures)
    if pictures.ndim != 2:
        raise ValueError(
            f"`X` must be 2-D (n, rows × columns) with image_shape={image_shape}, got shape "
            f"{pictures.shape}: leave `image_shape` out for a stack (n, rows, columns)"
        )
    return np.asarray(pictures.reshape(-1, *_full_shape(image_shape, pictures.shape[1])))


def validated_stack(estimator: Any, X: ArrayLike, *, reset: bool) -> NDArray[np.float64]:
    """Return `as_stack(X, estimator.image_shape)`, and do for it what scikit-learn expects.

    In `fit` (`reset=True`) the estimator learns `n_features_in_`, the number of pixels of a
    picture, and `feature_names_in_` where `X` has names; afterwards `X` is held to them.
    """
    stack = as_stack(X, estimator.image_shape)
    table = stack.reshape(len(stack), -1) if estimator.image_shape is None else X
    validate_data(estimator, table, reset=reset, skip_check_array=True)
    return stack


def _full_shape(image_shape: tuple[int, int], n_pixels: int) -> tuple[int, int]:
    """Return (rows, columns) with a -1 replaced by what `n_pixels` leave for it."""
    message = f"`image_shape` must be (rows, columns), one of them may be -1, got {image_shape!r}"
    try:
        rows, columns = (index(n) for n in image_shape)
    except TypeError as error:
        raise TypeError(message) from error
    except ValueError as error:
        raise ValueError(message) from error
    if min(rows, columns) < -1 or 0 in (rows, columns) or rows == columns == -1:
        raise ValueError(message)
    full = (
        n_pixels // columns if rows == -1 else rows,
        n_pixels // rows if columns == -1 else columns,
    )
    if full[0] * full[1] != n_pixels:
        raise ValueError(
            f"`image_shape` {image_shape} does not fit `X`, whose pictures have {n_pixels} pixels"
        )
    return full
