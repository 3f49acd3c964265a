"""Sound: a player with its words, and what a sound holds at which time."""

from __future__ import annotations

import base64
import io
from html import escape

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import Markdown, display
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike
from scipy.io import wavfile

from .._checks import as_float_array, whole_number
from .display import check_words

_PEAK = 0.9


def play(signal: ArrayLike, sample_rate: int, caption: str, *, alt: str) -> None:
    """Display a player for a sound with its caption under it; nothing plays by itself.

    The sound is embedded as a WAV of 16 bits, scaled so that its largest magnitude is 0.9 of
    what the format can hold: a player says nothing about loudness.

    Parameters
    ----------
    signal : array_like, shape (n,) or (n, channels)
        The samples, in any unit.
    sample_rate : int
        Samples per second.
    caption : str
        What the sound means, in Markdown.
    alt : str
        What is to be heard, for readers who do not hear it; stored with the player.

    Raises
    ------
    TypeError, ValueError
        If `caption` or `alt` is empty, the signal is no array of finite numbers of that shape,
        or `sample_rate` no positive whole number.
    """
    check_words(caption, alt)
    samples = as_float_array("signal", signal, ndim=(1, 2), shape_hint="(n,) or (n, channels)")
    peak = float(np.abs(samples).max()) or 1.0
    scaled = np.rint(samples / peak * (_PEAK * 2**15)).astype(np.int16)
    wav = io.BytesIO()
    wavfile.write(wav, whole_number("sample_rate", sample_rate), scaled)
    # of a notebook that it does not trust, JupyterLab keeps title and src, but not aria-label
    player = (
        f'<audio controls aria-label="{escape(alt)}" title="{escape(alt)}" '
        f'src="data:audio/wav;base64,{base64.b64encode(wav.getvalue()).decode()}"></audio>'
    )
    display({"text/html": player, "text/plain": f"Sound: {alt}"}, raw=True)
    display(Markdown(f"*{caption.strip()}*"))


def plot_spectrogram(
    frequencies: ArrayLike,
    times: ArrayLike,
    power: ArrayLike,
    *,
    title: str = "",
    floor: float = -60,
    ax: Axes | None = None,
) -> Figure:
    """Draw the power of a sound over time and frequency, in decibels below the largest.

    Parameters
    ----------
    frequencies : array_like, shape (f,)
        In hertz, rising in equal steps; drawn upwards in kilohertz.
    times : array_like, shape (t,)
        In seconds, rising in equal steps; drawn across.
    power : array_like, shape (f, t)
        Not negative, and not zero everywhere.
    title : str, default ""
        Written above it.
    floor : float, default -60
        Decibels below which everything is drawn alike, negative.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If shapes do not match, a power is negative or all are zero, or `floor` is not negative.
    """
    frequencies = as_float_array("frequencies", frequencies, ndim=(1,))
    times = as_float_array("times", times, ndim=(1,))
    power = as_float_array("power", power, ndim=(2,), shape_hint="(frequencies, times)")
    if power.shape != (len(frequencies), len(times)):
        raise ValueError(
            f"`power` must have shape ({len(frequencies)}, {len(times)}), one row for each "
            f"frequency and one column for each time, got {power.shape}"
        )
    if power.min() < 0 or power.max() == 0:
        raise ValueError("`power` must not be negative, and not zero everywhere")
    if not floor < 0:
        raise ValueError(f"`floor` must be negative, got {floor!r}")
    if ax is None:
        _, ax = plt.subplots(figsize=(9, 4))
    decibels = 10 * np.log10(np.maximum(power / power.max(), 10 ** (floor / 10)))
    drawn = ax.pcolormesh(times, frequencies / 1000, decibels, vmin=floor, vmax=0, cmap="magma")
    ax.set(xlabel="time (s)", ylabel="frequency (kHz)", title=title)
    ax.figure.colorbar(drawn, ax=ax, label="dB")
    return ax.get_figure(root=True)  # type: ignore[return-value]
