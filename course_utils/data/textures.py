"""Textures: patches of three photographs, from halves kept apart."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import map_coordinates, spline_filter
from sklearn.utils import Bunch

from .._checks import one_of, whole_number
from .pictures import FloatArray, load_image

_TEXTURES = ("brick", "grass", "gravel")
_PATCHES_PER_HALF = 60


def load_textures(
    patch_size: int = 32, *, rotate: str | None = None, rng: int | np.random.Generator = 0
) -> Bunch:
    """Return patches of three photographs, brick, grass and gravel, from halves kept apart.

    The left half of each photograph is group 0, the right half group 1: train on one, test on
    the other. That asks "is this from the same photograph?", not "is this the same material?",
    for there is one photograph of each.

    Parameters
    ----------
    patch_size : int, default 32
        Side of the patches in pixels, at most 181.
    rotate : {None, "right", "both"}, default None
        Which patches are turned, each by an angle of its own: none, those of the right halves,
        or all.
    rng : int or numpy.random.Generator, default 0
        Where places and angles come from. One seed gives the same places for each `rotate`.

    Returns
    -------
    Bunch
        data : ndarray of float64, shape (360, patch_size, patch_size)
            60 patches of each half of each photograph.
        target : ndarray of int64, shape (360,)
            The photograph: an index into `target_names`.
        target_names : list of str
            "brick", "grass", "gravel".
        groups : ndarray of int64, shape (360,)
            0 for the left half, 1 for the right.
        angles : ndarray of float64, shape (360,)
            By how much each patch was turned, radians in [0, 2π), from +x towards +y (down).
        DESCR : str
            What this is and what it is not good for.

    Raises
    ------
    TypeError, ValueError
        If `patch_size` is no whole number from 1 to 181, or `rotate` is none of the three.

    Notes
    -----
    All patches, turned or not, are read between the pixels, at a random real-valued place, from
    a cubic spline through the pixels of their half alone. So a turned patch is not recognised
    by its being smoother, and no pixel of one half takes part in a patch of the other. The
    spline may go a little beyond [0, 1]. The disc around a patch lies within its half: no
    corner is empty. Patches of one half may overlap, so leaving out one patch is not enough.
    """
    one_of("rotate", rotate, (None, "right", "both"))
    side = whole_number("patch_size", patch_size)
    if side > 181:
        raise ValueError(f"`patch_size` must be at most 181, to turn in a half, got {side}")
    generator = np.random.default_rng(rng)
    n = len(_TEXTURES) * 2 * _PATCHES_PER_HALF
    target, groups = np.divmod(np.arange(n) // _PATCHES_PER_HALF, 2)
    places, angles = generator.random((n, 2)), generator.uniform(0, 2 * np.pi, n)
    angles *= np.isin(groups, {None: (), "right": (1,), "both": (0, 1)}[rotate])
    halves = [half for name in _TEXTURES for half in np.hsplit(load_image(name), 2)]
    splines = [spline_filter(half, mode="mirror") for half in halves]
    patches = [
        _turned_patch(splines[2 * kind + half], side, place, angle)
        for kind, half, place, angle in zip(target, groups, places, angles, strict=True)
    ]
    return Bunch(
        data=np.stack(patches),
        target=target,
        target_names=list(_TEXTURES),
        groups=groups,
        angles=angles,
        DESCR="Patches of one photograph each of brick, grass and gravel, all read between the "
        "pixels by a cubic spline. Left and right halves (groups 0 and 1) share no pixel; "
        "patches within a half may overlap. One photograph a class shows how to tell these "
        "photographs apart, not how to tell the materials apart.",
    )


def _turned_patch(spline: FloatArray, side: int, place: FloatArray, angle: float) -> FloatArray:
    """Read a patch out of a spline, `place` in [0, 1]² running over the centres that fit."""
    radius = (side - 1) / np.sqrt(2)
    row, column = radius + place * (np.array(spline.shape) - 1 - 2 * radius)
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    cos, sin = np.cos(angle), np.sin(angle)
    points = [row + y * cos - x * sin, column + y * sin + x * cos]
    patch: FloatArray = map_coordinates(spline, points, mode="mirror", prefilter=False)
    return patch
