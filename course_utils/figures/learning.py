"""What a classifier has learned: its regions, its way there, its mistakes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_rgb
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from .._checks import as_float_array

# The colours of Okabe and Ito, which colour-blind people tell apart, and two more.
_COLOURS = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#000000",
    "#882255",
    "#999999",
    "#F0E442",
)
_MARKERS = "os^Dv*P<X>"
_LINES = ("-", "--", "-.", ":")
_GRID = 300
_LETTER = 0.13  # inches that a letter takes in a line of the course's type


def plot_decision_boundary(
    classifier: Any,
    X: ArrayLike,
    y: ArrayLike,
    *,
    names: tuple[str, str] = ("", ""),
    ax: Axes | None = None,
) -> Figure:
    """Draw points with two features, and the regions that a classifier gives to each class.

    Parameters
    ----------
    classifier : fitted classifier
        With `classes_`, at most ten, and `predict`, which is asked at each point of a grid.
    X : array_like, shape (n, 2)
        The points: the first feature is drawn across, the second upwards.
    y : array_like, shape (n,)
        Their labels, each one of `classes_`. Each class has a colour and a marker of its own;
        its region is a tint of the colour.
    names : tuple of str, default ("", "")
        What the two features are called.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the points do not have two features and one label each, if a label is unknown to the
        classifier, or if there are more than ten classes.
    """
    points = as_float_array("X", X, ndim=(2,), shape_hint="(n, 2)")
    if points.shape[1] != 2:
        raise ValueError(f"`X` must have two features, got shape {points.shape}")
    labels = _labels("y", y, len(points))
    classes = np.unique(classifier.classes_)
    if len(classes) > len(_COLOURS):
        raise ValueError(f"`classifier` must know at most 10 classes, got {len(classes)}")
    if unknown := set(labels.tolist()) - set(classes.tolist()):
        raise ValueError(f"`y` must hold labels of the classifier, got {unknown.pop()!r}")
    if ax is None:
        _, ax = plt.subplots(figsize=(7.5, 5.5))
    across, up = (_grid_along(values) for values in points.T)
    grid = np.stack(np.meshgrid(across, up), axis=-1)
    predicted = classifier.predict(grid.reshape(-1, 2))
    regions = np.searchsorted(classes, predicted).reshape(grid.shape[:2])
    tints = ListedColormap([0.7 + 0.3 * np.array(to_rgb(colour)) for colour in _COLOURS])
    ax.pcolormesh(across, up, regions, cmap=tints, vmin=-0.5, vmax=len(_COLOURS) - 0.5)
    for place, (label, colour, marker) in enumerate(zip(classes, _COLOURS, _MARKERS, strict=False)):
        inside = regions == place
        if inside.any() and not inside.all():
            ax.contour(across, up, inside, levels=[0.5], colors="black", linewidths=1.5)
        ax.plot(
            *points[labels == label].T,
            linestyle="none",
            marker=marker,
            color=colour,
            markeredgecolor="black",
            markeredgewidth=0.8,
            label=str(label),
        )
    ax.set(xlabel=names[0], ylabel=names[1])
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return ax.get_figure(root=True)  # type: ignore[return-value]


def plot_learning_curve(
    histories: Mapping[str, ArrayLike],
    *,
    xlabel: str = "step",
    ylabel: str = "cost",
    log: bool = False,
    ax: Axes | None = None,
) -> Figure:
    """Draw what was recorded while something learned: one line for each record.

    Parameters
    ----------
    histories : mapping of str to array_like, shape (steps,)
        The name of each line and its values; the first stands at 0. The lengths may differ.
    xlabel : str, default "step"
        What is counted.
    ylabel : str, default "cost"
        What was recorded.
    log : bool, default False
        Whether the vertical axis is logarithmic; then all values must be positive.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If there is no record, or a record is not one-dimensional, finite and, with `log`,
        positive.
    """
    if not histories:
        raise ValueError("`histories` must hold at least one record, got none")
    if ax is None:
        _, ax = plt.subplots(figsize=(9, 4.5))
    for i, (name, history) in enumerate(histories.items()):
        values = as_float_array(f"histories[{name!r}]", history, ndim=(1,))
        if log and values.min() <= 0:
            raise ValueError(
                f"`histories[{name!r}]` must be positive to be drawn on a log scale, got "
                f"{values.min():.3g}"
            )
        line, colour = _LINES[i % len(_LINES)], _COLOURS[i % len(_COLOURS)]
        ax.plot(values, linestyle=line, color=colour, label=name)
    ax.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return ax.get_figure(root=True)  # type: ignore[return-value]


def plot_confusion(
    y_true: ArrayLike, y_pred: ArrayLike, *, names: Sequence[str] | None = None, title: str = ""
) -> Figure:
    """Draw how often each class was taken for which: true classes down, predicted ones across.

    Parameters
    ----------
    y_true, y_pred : array_like, shape (n,)
        True and predicted labels.
    names : sequence of str, optional
        What the classes 0, 1, 2, … are called, as in the `target_names` of a data set; all of
        them are drawn. By default the labels that occur are drawn, sorted, under their own
        names.
    title : str, default ""
        Written above it.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the labels are not two lists of one length, or if there are `names` and a label is
        not the place of one of them.
    """
    # here, because they take seconds to import and no other figure needs them
    import seaborn as sns
    from sklearn.metrics import confusion_matrix
    from sklearn.utils.multiclass import unique_labels

    actual = _labels("y_true", y_true)
    predicted = _labels("y_pred", y_pred, len(actual))
    found = unique_labels(actual, predicted)
    classes = found if names is None else np.arange(len(names))
    if unknown := set(found.tolist()) - set(classes.tolist()):
        raise ValueError(
            f"`names` must hold a name for each label, which is its place in them; got "
            f"{len(classes)} names and the label {unknown.pop()!r}"
        )
    counts = confusion_matrix(actual, predicted, labels=classes)
    shown = [str(name) for name in (found if names is None else names)]
    longest = _LETTER * max(map(len, shown))
    width = len(shown) * max(0.65, longest + 0.15) + longest + 0.9
    page = (max(width, _LETTER * len(title) + 0.3, 3.5), 0.6 * len(shown) + 1.6)
    fig, ax = plt.subplots(figsize=page)
    sns.heatmap(
        counts,
        annot=True,
        fmt="d",
        cmap="Blues",
        vmin=0,
        cbar=False,
        linewidths=1,
        xticklabels=shown,
        yticklabels=shown,
        ax=ax,
    )
    for text in ax.texts:
        if text.get_text() == "0":
            text.set_color("0.65")
    ax.tick_params(axis="y", rotation=0)
    ax.set(xlabel="predicted", ylabel="true", title=title)
    return fig


def _labels(name: str, values: ArrayLike, n: int | None = None) -> NDArray[Any]:
    """Return labels as an array, or say that there is not one for each of `n` samples."""
    labels = np.asarray(values)
    if labels.dtype.kind == "f":
        as_float_array(name, labels)
    if labels.ndim != 1 or not labels.size or n not in (None, labels.size):
        wanted = "one label for each sample" if n is None else f"{n} labels, one for each sample"
        raise ValueError(f"`{name}` must hold {wanted}, got shape {labels.shape}")
    return labels


def _grid_along(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return places from somewhat below the smallest to somewhat above the largest value."""
    margin = 0.08 * np.ptp(values) or 1.0
    return np.linspace(values.min() - margin, values.max() + margin, _GRID)
