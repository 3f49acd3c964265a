"""Pictures: side by side, pixel by pixel, many on one sheet."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from .._checks import as_float_array, whole_number
from ._titled import titled

SIGNED_MAP = "RdBu_r"


def show_images(
    images: Sequence[ArrayLike],
    titles: Sequence[str],
    *,
    columns: int | None = None,
    signed: bool = False,
    limits: tuple[float, float] | None = None,
) -> Figure:
    """Draw pictures side by side, all on one scale of brightness.

    Parameters
    ----------
    images : sequence of array_like
        Each (rows, columns) or (rows, columns, 3); colour in [0, 1].
    titles : sequence of str
        One for each picture.
    columns : int, optional
        Pictures in a row; all of them by default.
    signed : bool, default False
        Whether values have a sign: then zero is white, negative blue and positive red, with
        a colour bar.
    limits : tuple of float, optional
        The values drawn black and white; (0, 1) by default, or the largest magnitude on both
        sides where `signed` is set.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there are no pictures, or not a title for each.
    """
    arrays = titled("images", images, titles, ndim=(2, 3))
    if limits is None:
        largest = max(float(np.abs(array).max()) for array in arrays) or 1.0
        limits = (-largest, largest) if signed else (0.0, 1.0)
    fig, axes = _side_by_side(arrays, columns)
    for ax, array, title in zip(axes, arrays, titles, strict=True):
        drawn = ax.imshow(
            array, vmin=limits[0], vmax=limits[1], cmap=SIGNED_MAP if signed else "gray"
        )
        ax.set_title(title)
        ax.set_axis_off()
    if signed:
        fig.colorbar(drawn, ax=axes, shrink=0.8)
    return fig


def show_weights(
    weights: Sequence[ArrayLike], titles: Sequence[str], *, columns: int | None = None
) -> Figure:
    """Draw weights as pictures side by side, each on a scale of its own.

    Zero is white, negative weights are blue, positive ones red; the darkest colour is the
    largest magnitude of that picture alone, so that strong and weak weights show their pattern
    alike. `show_images` with `signed` draws all on one scale instead.

    Parameters
    ----------
    weights : sequence of array_like, each of shape (rows, columns)
        Or one array of shape (n, rows, columns).
    titles : sequence of str
        One for each picture.
    columns : int, optional
        Pictures in a row; all of them by default.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there are no weights, or not a title for each.
    """
    arrays = titled("weights", weights, titles, ndim=(2,))
    fig, axes = _side_by_side(arrays, columns)
    for ax, array, title in zip(axes, arrays, titles, strict=True):
        largest = float(np.abs(array).max()) or 1.0
        ax.imshow(array, vmin=-largest, vmax=largest, cmap=SIGNED_MAP)
        ax.set_title(title)
        ax.set_axis_off()
    return fig


def show_pixels(
    image: ArrayLike,
    title: str = "",
    *,
    decimals: int = 2,
    signed: bool = False,
    limits: tuple[float, float] | None = None,
    ax: Axes | None = None,
) -> Figure:
    """Draw a small picture with the value of each pixel written over it.

    Parameters
    ----------
    image : array_like, shape (rows, columns)
        A picture of at most 1,000 pixels.
    title : str, default ""
        Written above it.
    decimals : int, default 2
        Digits behind the point; whole numbers are written without.
    signed : bool, default False
        Whether zero is drawn white, negative values blue, positive ones red.
    limits : tuple of float, optional
        The values drawn darkest and brightest; the smallest and largest value by default.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the picture is not two-dimensional or too large to be read.
    """
    array = as_float_array("image", image, ndim=(2,), shape_hint="(rows, columns)")
    if array.size > 1000:
        raise ValueError(f"`image` must have at most 1,000 pixels, got shape {array.shape}")
    rows, columns = array.shape
    if ax is None:
        _, ax = plt.subplots(figsize=(0.8 * columns + 0.6, 0.7 * rows + 1.0))
    if limits is None:
        low, high = float(array.min()), float(array.max())
        largest = max(abs(low), abs(high), 1e-12)
        limits = (-largest, largest) if signed else (low, high if high > low else low + 1)
    drawn = ax.imshow(array, cmap=SIGNED_MAP if signed else "gray", vmin=limits[0], vmax=limits[1])
    whole = bool((array == np.round(array)).all())
    colours = np.asarray(drawn.to_rgba(array))
    for (row, column), value in np.ndenumerate(array):
        red, green, blue, _ = colours[row, column]
        bright = 0.299 * red + 0.587 * green + 0.114 * blue > 0.5
        ax.text(
            column,
            row,
            f"{value:.0f}" if whole else f"{value:z.{decimals}f}",
            ha="center",
            va="center",
            fontsize=14 if whole or array.shape[1] < 9 else 12,
            color="black" if bright else "white",
        )
    ax.set(xticks=range(columns), yticks=range(rows), xlabel="column", ylabel="row", title=title)
    return ax.get_figure(root=True)  # type: ignore[return-value]


def montage(images: ArrayLike, *, columns: int = 10, title: str = "") -> Figure:
    """Draw many small pictures next to each other, all on one scale, a thin gap between them.

    Parameters
    ----------
    images : array_like, shape (n, rows, columns)
        The smallest value of all is black, the largest white.
    columns : int, default 10
        Pictures in a row.
    title : str, default ""
        Written above them all.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the pictures are not all of one shape, or `columns` is not positive.
    """
    stack = as_float_array("images", images, ndim=(3,), shape_hint="(n, rows, columns)")
    wanted = whole_number("columns", columns)
    n, height, width = stack.shape
    across = min(wanted, n)
    down = -(-n // across)
    gap = 1 + height // 20
    padding = ((0, down * across - n), (0, gap), (0, gap))
    tiles = np.pad(stack, padding, constant_values=np.nan)
    lines = tiles.reshape(down, across, height + gap, width + gap).swapaxes(1, 2)
    sheet = lines.reshape(down * (height + gap), -1)[:-gap, :-gap]
    inches = min(1.2 * across, 12)
    page = (max(inches, 6), inches * sheet.shape[0] / sheet.shape[1] + 0.5)  # the title fits
    fig, ax = plt.subplots(figsize=page)
    ax.imshow(sheet, cmap="gray")
    ax.set_title(title)
    ax.set_axis_off()
    return fig


def _side_by_side(
    arrays: Sequence[NDArray[np.float64]], columns: int | None
) -> tuple[Figure, list[Axes]]:
    """Return a figure with axes for each picture, in rows of `columns`."""
    columns = columns or len(arrays)
    rows = -(-len(arrays) // columns)
    tallest = max(array.shape[0] / array.shape[1] for array in arrays)
    width = min(4.0, 13 / columns)
    fig, axes = plt.subplots(
        rows, columns, figsize=(width * columns, rows * (width * tallest + 0.4)), squeeze=False
    )
    for ax in axes.flat[len(arrays) :]:
        ax.remove()
    return fig, list(axes.flat[: len(arrays)])
