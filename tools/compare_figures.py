"""Are two PNG pictures of a figure the same?

Nearly to the last bit where the versions are those that made the stored figures; within a
tolerance for shifted and differently smoothed letters where they are not.
"""

from __future__ import annotations

import io
import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from packaging.requirements import Requirement
from PIL import Image
from scipy.ndimage import maximum_filter, minimum_filter, uniform_filter

Pixels = NDArray[np.float64]

# The stored figures were made on this machine type, with the lock as this Python reads it.
REFERENCE = {
    "python_version": "3.11",
    "python_full_version": "3.11.7",
    "sys_platform": "linux",
    "platform_machine": "x86_64",
}
DRAWN_WITH = (
    "contourpy",
    "kiwisolver",
    "matplotlib",
    "numpy",
    "pillow",
    "scikit-image",
    "scikit-learn",
    "scipy",
)

STRICT_LEVELS = 2.0
# Measured in units of what is allowed: a shift by a pixel reaches 0.1, other hinting 0.5, a line
# of 2.5 instead of 1.5 points 1.4, cyan instead of blue 1.1, an amplitude of 0.95 instead of 1
# 1.7, noise on a picture 1.8. Matplotlib 3.11 draws letters in a new way: against 3.9 and 3.10
# small ones reach 0.9, titles in the large type of the course 1.4, which is red.
WINDOW = 9
SHIFT = 3
FLAT_LEVELS = 4.0
CONTRAST_LEVELS = 32.0


@dataclass(frozen=True)
class Difference:
    """How two pictures differ: a sentence, and a picture that is dark where they do."""

    sentence: str
    picture: NDArray[np.uint8]


def departures(lock: Path) -> list[str]:
    """List in what this installation departs from the one that drew the stored figures.

    Parameters
    ----------
    lock : Path
        `requirements.lock`, one `name==version ; marker` a line.

    Returns
    -------
    list of str
        Empty where figures can be expected to be the same to the last bit.
    """
    found = []
    here = (sys.platform, platform.machine())
    if here != (REFERENCE["sys_platform"], REFERENCE["platform_machine"]):
        found.append(f"{here[0]} {here[1]} instead of linux x86_64")
    locked = _locked_versions(lock)
    for name in DRAWN_WITH:
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = "none"
        if installed != locked.get(name):
            found.append(f"{name} {installed} instead of {locked.get(name)}")
    from matplotlib import ft2font

    if ft2font.__freetype_build_type__ != "local":
        found.append("the system's FreeType instead of Matplotlib's own")
    return found


def _locked_versions(lock: Path) -> dict[str, str]:
    lines = lock.read_text(encoding="utf-8").splitlines()
    pinned = [Requirement(line) for line in lines if line and not line.startswith((" ", "#", "-"))]
    return {
        pin.name: next(iter(pin.specifier)).version
        for pin in pinned
        if pin.marker is None or pin.marker.evaluate(dict(REFERENCE))
    }


def difference(stored: bytes, fresh: bytes, *, strict: bool) -> Difference | None:
    """Compare two encoded pictures.

    Parameters
    ----------
    stored, fresh : bytes
        PNG or JPEG files.
    strict : bool
        True: the same size, and no channel of any pixel differs by more than 2 of 255 levels.
        False: sizes may differ by 3 pixels, and the mean colour of each 9×9 window must lie
        within the range that it has in the other picture up to 3 pixels around, give or take
        4 levels where both pictures are flat and up to 32 where black meets white. Letters
        that are smoothed or spaced differently pass; other data, another colour and another
        line width do not.

    Returns
    -------
    Difference or None
        None where the pictures are the same.
    """
    one, other = _read(stored), _read(fresh)
    size = np.maximum(one.shape, other.shape)
    padded = _padded(one, size), _padded(other, size)
    levels = np.abs(padded[0] - padded[1])
    picture = np.uint8(255) - levels.max(axis=2).astype(np.uint8)
    if np.abs(np.subtract(one.shape, other.shape)).max() > (0 if strict else SHIFT):
        return Difference(f"stored {_size(one)} pixels, fresh {_size(other)}", picture)
    excess = (levels / STRICT_LEVELS if strict else _tolerant_excess(*padded)).max(axis=2)
    if excess.max() <= 1:
        return None
    row, column = np.unravel_index(excess.argmax(), excess.shape)
    sentence = (
        f"{(excess > 1).mean():.2%} of the pixels differ by more than is allowed, most of all, "
        f"{excess.max():.1f} times as much, those around row {row}, column {column}"
    )
    return Difference(sentence, picture)


def _read(picture: bytes) -> Pixels:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGBA"), dtype=np.float64)


def _padded(pixels: Pixels, size: NDArray[np.intp]) -> Pixels:
    missing = [(0, int(n)) for n in size - pixels.shape]
    return np.pad(pixels, missing, constant_values=255.0)


def _size(pixels: Pixels) -> str:
    return f"{pixels.shape[1]}×{pixels.shape[0]}"


def _tolerant_excess(one: Pixels, other: Pixels) -> Pixels:
    """How far each picture's windows leave the range of the other's nearby, 1 being allowed."""
    means = [uniform_filter(pixels, (WINDOW, WINDOW, 0)) for pixels in (one, other)]
    outside = np.zeros_like(one)
    for here, there in (means, means[::-1]):
        lowest, highest = _range(there, 2 * SHIFT + 1)
        outside = np.maximum(outside, np.maximum(lowest - here, here - highest))
    contrast = np.maximum(*(np.ptp(_range(p, WINDOW + 2 * SHIFT), axis=0) for p in (one, other)))
    excess: Pixels = outside / (FLAT_LEVELS + (CONTRAST_LEVELS - FLAT_LEVELS) * contrast / 255)
    return excess


def _range(pixels: Pixels, window: int) -> tuple[Pixels, Pixels]:
    around = (window, window, 1)
    return minimum_filter(pixels, around), maximum_filter(pixels, around)
