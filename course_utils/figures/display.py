"""What a reader is shown: a figure with its words, a comparison, the road of the course."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import Markdown, display
from matplotlib.figure import Figure
from numpy.typing import ArrayLike
from PIL import Image

from .._checks import as_float_array
from .pictures import SIGNED_MAP


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
    check_words(caption, alt)
    content = {
        "image/png": base64.b64encode(_as_small_png(fig)).decode(),
        "text/plain": f"Figure: {alt}",
    }
    plt.close(fig)
    display(content, metadata={"image/png": {"alt": alt}}, raw=True)
    display(Markdown(f"*{caption.strip()}*"))


def check_words(caption: str, alt: str) -> None:
    """Say which of the two is missing, if one is."""
    for name, text in (("caption", caption), ("alt", alt)):
        if not text.strip():
            raise ValueError(f"`{name}` must be a sentence, got an empty text")


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


def _as_small_png(fig: Figure) -> bytes:
    """Return the figure as a PNG without the constant alpha channel, compressed well."""
    drawn, small = io.BytesIO(), io.BytesIO()
    fig.savefig(drawn, format="png")
    Image.open(drawn).convert("RGB").save(small, format="png", optimize=True)
    return small.getvalue()
