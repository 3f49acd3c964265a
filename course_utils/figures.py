"""Figures of the course: shown with a caption, described for those who do not see them.

Every function returns a Matplotlib figure; `show` displays it. Begin a notebook with
``plt.style.use("course_utils.course")`` for large type and colours that all can tell apart.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import Markdown, display
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from ._checks import as_float_array, positive, whole_number

SIGNED_MAP = "RdBu_r"


def show(fig: Figure, caption: str, *, alt: str) -> None:
    """Display a figure with its caption under it, and close it.

    Parameters
    ----------
    fig : Figure
        What to show.
    caption : str
        What the figure means, in Markdown.
    alt : str
        What is to be seen, for readers who do not see it; stored with the picture.

    Raises
    ------
    ValueError
        If `caption` or `alt` is empty.
    """
    for name, text in (("caption", caption), ("alt", alt)):
        if not text.strip():
            raise ValueError(f"`{name}` must be a sentence, got an empty text")
    content = {
        "image/png": base64.b64encode(_as_small_png(fig)).decode(),
        "text/plain": f"Figure: {alt}",
    }
    plt.close(fig)
    display(content, metadata={"image/png": {"alt": alt}}, raw=True)
    display(Markdown(f"*{caption.strip()}*"))


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
    arrays = _titled("images", images, titles, ndim=(2, 3))
    columns = columns or len(arrays)
    rows = -(-len(arrays) // columns)
    if limits is None:
        largest = max(float(np.abs(array).max()) for array in arrays) or 1.0
        limits = (-largest, largest) if signed else (0.0, 1.0)
    tallest = max(array.shape[0] / array.shape[1] for array in arrays)
    width = min(4.0, 13 / columns)
    fig, axes = plt.subplots(
        rows, columns, figsize=(width * columns, rows * (width * tallest + 0.4)), squeeze=False
    )
    for ax in axes.flat[len(arrays) :]:
        ax.remove()
    for ax, array, title in zip(axes.flat, arrays, titles, strict=False):
        drawn = ax.imshow(
            array, vmin=limits[0], vmax=limits[1], cmap=SIGNED_MAP if signed else "gray"
        )
        ax.set_title(title)
        ax.set_axis_off()
    if signed:
        fig.colorbar(drawn, ax=list(axes.flat[: len(arrays)]), shrink=0.8)
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
    arrays = _titled("images", images, titles, ndim=(2,))
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
    arrays = _titled("signals", signals, titles, ndim=(1,))
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


def sketch(stages: Sequence[str], *, current: int) -> Figure:
    """Draw the road of the course: boxes joined by arrows, the current one filled.

    Parameters
    ----------
    stages : sequence of str
        What stands in the boxes, from left to right.
    current : int
        The index of the filled box.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is no such box.
    """
    if not 0 <= current < len(stages):
        raise ValueError(f"`current` must be from 0 to {len(stages) - 1}, got {current}")
    fig, ax = plt.subplots(figsize=(3.2 * len(stages), 1.5))
    for place, stage in enumerate(stages):
        here = place == current
        ax.text(
            place,
            0,
            stage,
            ha="center",
            va="center",
            weight="bold" if here else "normal",
            bbox={"boxstyle": "round,pad=0.5", "fc": "#CFE3F1" if here else "white"},
        )
    for place in range(len(stages) - 1):
        ax.annotate(
            "", (place + 0.66, 0), (place + 0.34, 0), arrowprops={"arrowstyle": "->", "lw": 2}
        )
    ax.set(xlim=(-0.5, len(stages) - 0.5), ylim=(-1, 1))
    ax.set_axis_off()
    return fig


def compare_images(expected: ArrayLike, got: ArrayLike) -> None:
    """Show what was expected, what came, and the difference, side by side.

    Parameters
    ----------
    expected, got : array_like, shape (rows, columns)
        Two pictures of the same shape.
    """
    expected = as_float_array("expected", expected, ndim=(2,))
    got = as_float_array("got", got, ndim=(2,))
    difference = got - expected
    low = min(float(expected.min()), float(got.min()))
    high = max(float(expected.max()), float(got.max()), low + 1e-12)
    largest = max(float(np.abs(difference).max()), 1e-12)
    fig, axes = plt.subplots(1, 3, figsize=(11, 3.6))
    for ax, array, title in zip(axes[:2], (expected, got), ("expected", "yours"), strict=True):
        ax.imshow(array, cmap="gray", vmin=low, vmax=high)
        ax.set_title(title)
    drawn = axes[2].imshow(difference, cmap=SIGNED_MAP, vmin=-largest, vmax=largest)
    axes[2].set_title("yours − expected")
    fig.colorbar(drawn, ax=axes[2])
    for ax in axes:
        ax.set_axis_off()
    show(
        fig,
        "The first case that differs: white in the last picture means no difference.",
        alt="Three pictures side by side: the expected result, your result, and their "
        f"difference, whose largest magnitude is {largest:.2g}.",
    )


def _titled(
    name: str, values: Sequence[ArrayLike], titles: Sequence[str], *, ndim: tuple[int, ...]
) -> list[NDArray[np.float64]]:
    """Return pictures or signals as float arrays, or say that one or its title is missing."""
    if not len(values) or len(titles) != len(values):
        raise ValueError(
            f"`titles` must hold one title for each of `{name}`, got {len(titles)} for "
            f"{len(values)}"
        )
    return [as_float_array(f"{name}[{i}]", value, ndim=ndim) for i, value in enumerate(values)]


def _as_small_png(fig: Figure) -> bytes:
    """Return the figure as a PNG without the constant alpha channel, compressed well."""
    drawn, small = io.BytesIO(), io.BytesIO()
    fig.savefig(drawn, format="png")
    Image.open(drawn).convert("RGB").save(small, format="png", optimize=True)
    return small.getvalue()
