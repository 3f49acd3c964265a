"""What a picture or signal holds, drawn as curves, as a spectrum, as a landscape."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from .._checks import as_float_array, positive
from ._titled import titled


def plot_profile(images: Sequence[ArrayLike], titles: Sequence[str], *, row: int) -> Figure:
    """Draw pictures, and under each the brightness along one of its rows.

    Parameters
    ----------
    images : sequence of array_like, each of shape (rows, columns)
        Drawn on one scale from 0 to 1; the profiles share their vertical axis.
    titles : sequence of str
        One for each picture.
    row : int
        The row whose profile is drawn; marked in the pictures.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there are no pictures, not a title for each, or no such row.
    """
    arrays = titled("images", images, titles, ndim=(2,))
    shortest = min(array.shape[0] for array in arrays)
    if not 0 <= row < shortest:
        raise ValueError(f"`row` must be from 0 to {shortest - 1}, got {row}")
    n = len(arrays)
    fig, axes = plt.subplots(
        2, n, figsize=(3.4 * n, 5.6), squeeze=False, height_ratios=[1.5, 1], sharey="row"
    )
    for picture_ax, profile_ax, array, title in zip(*axes, arrays, titles, strict=True):
        picture_ax.imshow(array, vmin=0, vmax=1, cmap="gray", aspect="auto")
        picture_ax.axhline(row, color="#D55E00", linestyle="--")
        picture_ax.set(title=title, xticks=[])
        profile_ax.plot(array[row])
        profile_ax.set_xlim(-0.5, array.shape[1] - 0.5)
        profile_ax.set_xlabel("column")
    axes[0, 0].set_ylabel("row")
    axes[1, 0].set_ylabel("brightness")
    return fig


def plot_signals(
    signals: Sequence[ArrayLike],
    titles: Sequence[str],
    *,
    sample_rate: float = 1.0,
    unit: str = "sample",
) -> Figure:
    """Draw signals under each other, over one horizontal axis.

    Parameters
    ----------
    signals : sequence of array_like, each of shape (samples,)
        Their lengths may differ; each row has a vertical scale of its own.
    titles : sequence of str
        One for each signal.
    sample_rate : float, default 1.0
        Samples per unit of the horizontal axis.
    unit : str, default "sample"
        The label of the horizontal axis, such as "seconds" for a `sample_rate` in hertz.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there are no signals, or not a title for each.
    """
    positive("sample_rate", sample_rate)
    arrays = titled("signals", signals, titles, ndim=(1,))
    n = len(arrays)
    fig, axes = plt.subplots(n, figsize=(11, 1.7 * n + 0.7), sharex=True, squeeze=False)
    for ax, array, title in zip(axes.flat, arrays, titles, strict=True):
        ax.plot(np.arange(array.size) / sample_rate, array, linewidth=1.5)
        ax.set_title(title, loc="left")
        ax.yaxis.set_major_locator(MaxNLocator(3))
        ax.margins(x=0.01)
    ax.set_xlabel(unit)
    return fig


def plot_spectrum2d(
    row_frequencies: ArrayLike,
    column_frequencies: ArrayLike,
    power: ArrayLike,
    title: str = "",
    *,
    ax: Axes | None = None,
) -> Figure:
    """Draw the power spectrum of a picture, zero frequency in the middle, on a log scale.

    Parameters
    ----------
    row_frequencies, column_frequencies : array_like, shapes (rows,) and (columns,)
        Cycles per pixel, rising in equal steps, as `course_utils.fourier.power_spectrum2d`
        returns them.
    power : array_like, shape (rows, columns)
        Not negative. The colours cover ten powers of ten below the largest one; what is smaller
        is drawn as dark as their end, so that rounding errors do not show.
    title : str, default ""
        Written above it.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the shapes do not fit together, or a power is negative.
    """
    rows = as_float_array("row_frequencies", row_frequencies, ndim=(1,))
    columns = as_float_array("column_frequencies", column_frequencies, ndim=(1,))
    powers = as_float_array("power", power, ndim=(2,), shape_hint="(rows, columns)")
    wanted = (rows.size, columns.size)
    if powers.shape != wanted:
        raise ValueError(f"`power` must have the frequencies' shape {wanted}, got {powers.shape}")
    if powers.min() < 0:
        raise ValueError(f"`power` must not be negative, got {powers.min():.3g}")
    if ax is None:
        _, ax = plt.subplots(figsize=(6.6, 5.4))
    lowest = 1e-10 * (powers.max() or 1.0)
    y, x = 0.5 / rows.size, 0.5 / columns.size  # half a bin: its middle is its frequency
    drawn = ax.imshow(
        np.log10(np.maximum(powers, lowest)),
        vmin=np.log10(lowest),
        cmap="viridis",
        extent=(columns[0] - x, columns[-1] + x, rows[-1] + y, rows[0] - y),
    )
    ax.set_xlabel("column frequency\n(cycles per pixel)")
    ax.set_ylabel("row frequency\n(cycles per pixel)")
    ax.set_title(title)
    fig: Figure = ax.get_figure(root=True)  # type: ignore[assignment]
    fig.colorbar(drawn, ax=ax, label="log$_{10}$ power", shrink=0.8)
    return fig


def surface(values: ArrayLike, title: str = "", *, extent: float | None = None) -> Figure:
    """Draw a two-dimensional array as a landscape.

    Parameters
    ----------
    values : array_like, shape (rows, columns)
        The heights.
    title : str, default ""
        Written above it.
    extent : float, optional
        The axes run from −extent to +extent; they count rows and columns by default.

    Returns
    -------
    Figure
    """
    heights = as_float_array("values", values, ndim=(2,), shape_hint="(rows, columns)")
    rows, columns = heights.shape
    y = np.arange(rows) if extent is None else np.linspace(-extent, extent, rows)
    x = np.arange(columns) if extent is None else np.linspace(-extent, extent, columns)
    fig, ax = plt.subplots(figsize=(7, 5.5), subplot_kw={"projection": "3d"})
    ax.plot_surface(*np.meshgrid(x, y), heights, cmap="viridis", rstride=1, cstride=1)  # type: ignore[attr-defined]
    ax.set_xlabel("column", labelpad=10)
    ax.set_ylabel("row", labelpad=10)
    ax.invert_yaxis()
    ax.zaxis.set_major_locator(MaxNLocator(4))  # type: ignore[attr-defined]
    ax.zaxis.set_tick_params(pad=10)  # type: ignore[attr-defined]
    ax.set_title(title)
    return fig
