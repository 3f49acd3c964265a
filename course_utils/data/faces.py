"""Faces, and crops of other pictures that are matched with them."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from skimage.data import lfw_subset
from skimage.transform import downscale_local_mean
from sklearn.utils import Bunch

from .._checks import one_of
from .pictures import FloatArray, load_image

_WITHOUT_FACES = (
    "brick",
    "chelsea",
    "coffee",
    "grass",
    "gravel",
    "hubble_deep_field",
    "immunohistochemistry",
    "page",
    "rocket",
    "text",
)


def load_faces(*, shift: int = 0, rng: int | np.random.Generator = 0) -> Bunch:
    """Return 100 faces, and 100 crops of other pictures as bright and as rich in contrast.

    The faces are those of `skimage.data.lfw_subset`. To each belongs a crop of one of ten
    pictures without people, ten of each picture, chosen so that mean, standard deviation and
    mean gradient come near the face's: the non-faces of `lfw_subset` itself differ so much in
    them that one number tells them apart.

    Parameters
    ----------
    shift : int, default 0
        From 0 to 8: of each picture of 25 × 25 pixels a window of side 25 - 2·shift is returned,
        displaced at random by up to `shift` pixels along each axis.
    rng : int or numpy.random.Generator, default 0
        Where the displacements come from.

    Returns
    -------
    Bunch
        data : ndarray of float64 in [0, 1], shape (200, 25 - 2·shift, 25 - 2·shift)
            First the 100 others, then the 100 faces they are matched with, in the same order.
        target : ndarray of int64, shape (200,)
            An index into `target_names`.
        target_names : list of str
            "not a face", "face".
        groups : ndarray of int64, shape (200,)
            The picture that an other was cut from, an index into `source_names`; a face has the
            group of its partner. Leave out whole groups, or crops of one picture stand on both
            sides. Who the faces show is not known: one person may be in several groups.
        source_names : list of str
            The ten pictures, see `list_images`.
        DESCR : str
            What this is, its rights, and what it is not good for.

    Raises
    ------
    ValueError
        If `shift` is not a whole number from 0 to 8.
    """
    one_of("shift", shift, range(9))
    others, faces, sources = _faces_and_others()
    side = faces.shape[1] - 2 * int(shift)
    corners = np.random.default_rng(rng).integers(2 * int(shift), size=(200, 2), endpoint=True)
    pictures = zip(np.concatenate([others, faces]), corners, strict=True)
    return Bunch(
        data=np.stack([image[y : y + side, x : x + side] for image, (y, x) in pictures]),
        target=np.repeat(np.arange(2), 100),
        target_names=["not a face", "face"],
        groups=np.tile(sources, 2),
        source_names=list(_WITHOUT_FACES),
        DESCR="100 faces of Labeled Faces in the Wild, read from scikit-image, and 100 crops of "
        "pictures without people matched with them in mean, standard deviation and mean "
        "gradient. The photographs of LFW carry no licence and nobody in them was asked: show "
        "averages and weights, not persons, and store nothing. A hundred press photographs of "
        "unknown people stand for no population; nothing built on them should judge anyone.",
    )


@cache
def _faces_and_others() -> tuple[FloatArray, FloatArray, NDArray[np.int64]]:
    """Return crops without faces, the faces they are matched with, and the crops' sources."""
    faces: FloatArray = lfw_subset()[:100]
    crops = [_crops(load_image(name, gray=True), faces.shape[1]) for name in _WITHOUT_FACES]
    scale = _brightness_and_contrast(faces).std(axis=0)
    wanted = _brightness_and_contrast(faces) / scale
    distances = [cdist(wanted, _brightness_and_contrast(crop) / scale) for crop in crops]
    quota = len(faces) // len(crops)
    nearest = np.column_stack([distance.min(axis=1) for distance in distances])
    _, slots = linear_sum_assignment(np.repeat(nearest, quota, axis=1))
    sources = slots // quota
    others = np.empty_like(faces)
    for source, (crop, distance) in enumerate(zip(crops, distances, strict=True)):
        partners = np.flatnonzero(sources == source)
        others[partners] = crop[linear_sum_assignment(distance[partners])[1]]
    return others, faces, sources


def _crops(image: FloatArray, side: int) -> FloatArray:
    """Return crops of a picture and of the picture at a half and a quarter of its size."""
    crops = []
    for factor in (1, 2, 4):
        rows, columns = (length // factor * factor for length in image.shape)
        smaller = downscale_local_mean(image[:rows, :columns], factor)
        windows = sliding_window_view(smaller, (side, side))[:: side // 2, :: side // 2]
        crops.append(windows.reshape(-1, side, side))
    return np.concatenate(crops)


def _brightness_and_contrast(images: FloatArray) -> FloatArray:
    """Return mean, standard deviation and mean gradient of each picture."""
    across, down = (np.abs(np.diff(images, axis=axis)).mean((1, 2)) for axis in (2, 1))
    return np.column_stack([images.mean((1, 2)), images.std((1, 2)), (across + down) / 2])
