"""Letters drawn from fonts and made to look like the handwritten digits of the course."""

from __future__ import annotations

from pathlib import Path
from string import ascii_letters, ascii_uppercase

import numpy as np
from matplotlib import get_data_path
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import distance_transform_edt, find_objects, map_coordinates
from sklearn.utils import Bunch

from .._checks import whole_number
from .digits import scatter

_FONTS = (
    [f"DejaVuSans{style}" for style in ("", "-Bold", "-Oblique", "-BoldOblique")]
    + [f"DejaVuSansMono{style}" for style in ("", "-Bold", "-Oblique", "-BoldOblique")]
    + [f"DejaVuSerif{style}" for style in ("", "-Bold", "-Italic", "-BoldItalic")]
    + [f"STIXGeneral{style}" for style in ("", "Bol", "Italic", "BolIta")]
    + ["cmb10", "cmmi10", "cmr10", "cmss10", "cmti10", "cmtt10"]
)
_DESCR = (
    "Letters A to Z and a to z, drawn from the fonts that come with Matplotlib and made to look "
    "like the course's handwritten digits: turned, sheared, bent, made bolder or lighter at random "
    "and brought to the digits' size. Nobody wrote them. A and a are the same letter here. At this "
    "size I and l are often alike, and some letters are like digits: O and 0, I and 1, S and 5."
)
_SIDE = 48
_MIDDLE = (_SIDE - 1) / 2
_GRID = np.mgrid[:_SIDE, :_SIDE].reshape(2, -1) - _MIDDLE
_WAVES = np.cos(np.pi * np.outer(np.arange(_SIDE) + 0.5, np.arange(9)) / _SIDE)


def load_letters(copies: int = 4, *, canvas: int = 20, rng: int | np.random.Generator = 0) -> Bunch:
    """Return letters of 22 fonts that look like `load_scattered_digits`, drawn when asked for.

    A copy of a letter is turned by up to 10°, sheared, bent by smooth waves, made bolder or
    lighter, all at random, and brought to the height and about the width of the digits, 32 × 32
    dots. A pixel is the share of inked dots among 4 × 4, as in the scans of the digits. Then it
    is laid at a random place of a black picture.

    Parameters
    ----------
    copies : int, default 4
        How often each of the 52 capital and small letters of each font is drawn, differently
        each time: 22 × 52 = 1144 pictures a copy, in about a second.
    canvas : int, default 20
        Side of the pictures in pixels, at least 8.
    rng : int or numpy.random.Generator, default 0
        Where all that is random comes from.

    Returns
    -------
    Bunch
        data : ndarray of float64 in [0, 1], shape (1144 × copies, canvas, canvas)
            Ink is bright. Sorted by font, then a to z, then A to Z.
        target : ndarray of int64, shape (1144 × copies,)
            The letter, capital or small, an index into `target_names`.
        target_names : list of str
            "A" to "Z".
        groups : ndarray of int64, shape (1144 × copies,)
            The font, an index into `font_names`.
        font_names : list of str
            The 22 fonts, as their files are called.
        DESCR : str
            What this is and what it is not good for.

    Raises
    ------
    TypeError, ValueError
        If `copies` is no positive whole number, or `canvas` none of at least 8.
    """
    whole_number("copies", copies)
    generator = np.random.default_rng(rng)
    small = [
        _copy(distances, generator)
        for name in _FONTS
        for distances in _distances(name)
        for _ in range(copies)
    ]
    data, _ = scatter(np.array(small), canvas, generator)
    letters = np.arange(len(ascii_letters)) % len(ascii_uppercase)
    return Bunch(
        data=data,
        target=np.tile(np.repeat(letters, copies), len(_FONTS)),
        target_names=list(ascii_uppercase),
        groups=np.repeat(np.arange(len(_FONTS)), len(ascii_letters) * copies),
        font_names=list(_FONTS),
        DESCR=_DESCR,
    )


def _distances(font_name: str) -> list[NDArray[np.float64]]:
    """Return, for each letter, how far outside its ink each dot of a square is."""
    file = Path(get_data_path()) / "fonts" / "ttf" / f"{font_name}.ttf"
    font = ImageFont.truetype(str(file), 30)
    found = []
    for letter in ascii_letters:
        square = Image.new("L", (_SIDE, _SIDE))
        ImageDraw.Draw(square).text((_SIDE / 2, _SIDE / 2), letter, 255, font, anchor="mm")
        ink = np.asarray(square) > 127
        found.append(distance_transform_edt(~ink) - distance_transform_edt(ink))
    return found


def _copy(distances: NDArray[np.float64], generator: np.random.Generator) -> NDArray[np.float64]:
    """Return a letter of 8 × 8 pixels, turned, sheared, bent, bolder or lighter."""
    turn, shear = generator.uniform(-1, 1, 2) * (np.deg2rad(10), 0.25)
    cosine, sine = np.cos(turn), np.sin(turn)
    affine = np.array([[cosine, -sine], [sine, cosine]]) @ [[1, 0], [shear, 1]]
    bent = _WAVES @ generator.normal(scale=0.2, size=(2, 9, 9)) @ _WAVES.T
    places = (affine @ _GRID).reshape(bent.shape) + _MIDDLE + bent
    ink = map_coordinates(distances, places, order=1, mode="nearest") < generator.uniform(-0.3, 1.6)
    ink = ink[find_objects(ink.astype(int))[0]]
    rows, columns = ink.shape
    width = max(4, int(min(32 * columns / rows, generator.uniform(20, 27))))
    taken = np.arange(32) * rows // 32, np.arange(width) * columns // width
    left = (32 - width) // 2
    dots = np.zeros((32, 32))
    dots[:, left : left + width] = ink[np.ix_(*taken)]
    pixels: NDArray[np.float64] = dots.reshape(8, 4, 8, 4).mean(axis=(1, 3))
    return pixels
