"""Glyphs and rhythms: drawn by the course's own script, and read from the files it made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.utils import Bunch

from .pictures import FOLDER


def load_glyphs() -> NDArray[np.uint8]:
    """Return the sixteen hexadecimal digits 0…9, A…F as pictures of eight bytes each.

    Each byte is a row of eight pixels, its highest bit the leftmost one and 1 the ink:
    `np.unpackbits(load_glyphs()[10]).reshape(8, 8)` is the letter A.

    Returns
    -------
    ndarray of uint8, shape (16, 8)
    """
    return np.fromfile(FOLDER / "glyphs.bin", dtype=np.uint8).reshape(16, 8)


def load_rhythms() -> Bunch:
    """Return 660 synthetic signals of three kinds, as a sensor on a turning machine might give.

    A "hum" is a smooth wave once a turn, a "knock" a short pulse once a turn, a "rattle" a
    short burst of a faster wave once a turn; knocks and rattles hum a little, too. Where the
    signal starts, its rate, strength, noise and drift differ from signal to signal, the rate
    and strength also within one, and each has a click at a random place.

    Returns
    -------
    Bunch
        data : ndarray of float64, shape (660, 300)
            Three seconds each, in arbitrary units; the kinds one after the other, 220 each.
        target : ndarray of int64, shape (660,)
            The kind: an index into `target_names`.
        target_names : list of str
            "hum", "knock", "rattle".
        rates : ndarray of float64, shape (660,)
            Turns per second of each, from 2.4 to 3.4 Hz: what is hidden in the signal.
        sample_rate : float
            100 samples per second.
        DESCR : str
            What this is and what it is not good for.
    """
    with np.load(FOLDER / "rhythms.npz") as stored:
        return Bunch(
            data=stored["thousandths"] / 1000,
            target=stored["kinds"].astype(np.int64),
            target_names=["hum", "knock", "rattle"],
            rates=stored["rates"].astype(np.float64),
            sample_rate=100.0,
            DESCR="660 synthetic signals, drawn by a program from random numbers: no machine was "
            "measured. They serve to learn methods; nothing follows from them for real machines.",
        )
