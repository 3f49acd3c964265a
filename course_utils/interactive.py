"""Sliders for a figure function."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets
import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.figure import Figure

Range = tuple[float, float] | Sequence[Any]


def explore(draw: Callable[..., Figure], **ranges: Range) -> None:
    """Show `draw(...)` with a slider for each of its arguments.

    Parameters
    ----------
    draw : callable
        Takes the arguments named in `ranges` and returns a Matplotlib figure.
    **ranges : tuple or list
        A tuple (lowest, highest) of two integers or two floats becomes a slider that starts
        in the middle; a list becomes one that steps through its values.

    Raises
    ------
    ValueError
        If a range is neither.

    Examples
    --------
    >>> explore(draw_blurred, sigma=(0.5, 8.0))  # doctest: +SKIP
    """
    sliders = {name: _slider(name, values) for name, values in ranges.items()}
    picture = widgets.Image(format="png", layout={"max_width": "100%", "object_fit": "contain"})

    def redraw(_change: object = None) -> None:
        fig = draw(**{name: slider.value for name, slider in sliders.items()})
        content = io.BytesIO()
        fig.savefig(content, format="png")
        plt.close(fig)
        picture.value = content.getvalue()

    for slider in sliders.values():
        slider.observe(redraw, names="value")
    redraw()
    display(widgets.VBox([*sliders.values(), picture]))


def _slider(name: str, values: Range) -> widgets.Widget:
    look = {
        "description": name.replace("_", " "),
        "continuous_update": False,
        "style": {"description_width": "initial"},
        "layout": {"width": "60%"},
    }
    if isinstance(values, list) and values:
        return widgets.SelectionSlider(options=values, **look)
    if isinstance(values, tuple) and len(values) == 2 and values[0] < values[1]:
        low, high = values
        if isinstance(low, int) and isinstance(high, int):
            return widgets.IntSlider(value=(low + high) // 2, min=low, max=high, **look)
        step = (high - low) / 50
        return widgets.FloatSlider(value=(low + high) / 2, min=low, max=high, step=step, **look)
    raise ValueError(
        f"`{name}` must be a tuple (lowest, highest) or a list of values, got {values!r}"
    )
