"""Every data set of the course, by name, from files that are already on this machine.

The pictures come with scikit-image and scikit-learn or lie in the course's folder `data/`; they
are opened where they are, and nothing is ever fetched. The folder's README.md says whose
pictures they are and what may be done with them.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.metadata import distribution
from os import PathLike
from pathlib import Path

import numpy as np
from natsort import natsorted
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from PIL import Image, ImageOps
from scipy.ndimage import map_coordinates, spline_filter
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from skimage.color import rgb2gray, rgba2rgb
from skimage.data import lfw_subset
from skimage.transform import downscale_local_mean
from skimage.util import img_as_float64
from sklearn.utils import Bunch

from ._checks import one_of, whole_number

FloatArray = NDArray[np.float64]

_HERE = Path(__file__).resolve().parent
_INSTALLED = _HERE / "data_files"
_FOLDER = _INSTALLED if _INSTALLED.is_dir() else _HERE.parent / "data"

_SCIKIT_IMAGE = {
    "astronaut": "astronaut.png",
    "brick": "brick.png",
    "camera": "camera.png",
    "cell": "cell.png",
    "checkerboard": "chessboard_GRAY.png",
    "chelsea": "chelsea.png",
    "clock": "clock_motion.png",
    "coffee": "coffee.png",
    "coins": "coins.png",
    "colorwheel": "color.png",
    "grass": "grass.png",
    "gravel": "gravel.png",
    "hubble_deep_field": "hubble_deep_field.jpg",
    "immunohistochemistry": "ihc.png",
    "microaneurysms": "microaneurysms.png",
    "moon": "moon.png",
    "page": "page.png",
    "retina": "retina.jpg",
    "rocket": "rocket.jpg",
    "text": "text.png",
}
_SCIKIT_LEARN = {"china": "china.jpg", "flower": "flower.jpg"}
_TEXTURES = ("brick", "grass", "gravel")
_PATCHES_PER_HALF = 60
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
_STORED_AS_THEY_ARE = {"1", "L", "RGB", "RGBA", "I;16", "I;16B"}
_WITHOUT_A_WHITE = {"I", "F"}


@cache
def _paths() -> dict[str, Path]:
    """Return the file of each picture that has a name here."""
    scikit_image = Path(str(distribution("scikit-image").locate_file("skimage/data")))
    scikit_learn = Path(str(distribution("scikit-learn").locate_file("sklearn/datasets/images")))
    return (
        {name: scikit_image / file for name, file in _SCIKIT_IMAGE.items()}
        | {name: scikit_learn / file for name, file in _SCIKIT_LEARN.items()}
        | {path.stem: path for path in _FOLDER.iterdir() if path.suffix in (".jpg", ".png")}
    )


def list_images() -> list[str]:
    """Return the names that `load_image` knows, in natural order."""
    return natsorted(_paths())


def image_path(name: str) -> Path:
    """Return the file that holds a picture, for those who want to read it themselves.

    `skimage.io.imread(image_path("camera"))` gives the integers as they are stored; the folder
    that `read_images` takes is `image_path("photo_1").parent`.

    Parameters
    ----------
    name : str
        One of `list_images()`.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    TypeError
        If `name` is no string.
    ValueError
        If no picture has that name; the error lists those whose names are near.
    """
    if not isinstance(name, str):
        raise TypeError(f"`name` must be a string, got {type(name).__name__}")
    if name not in _paths():
        near = get_close_matches(Path(name.lower()).stem, list_images(), cutoff=0.5)
        advice = f"did you mean {' or '.join(map(repr, near))}?" if near else list_images()
        raise ValueError(f"`name` must be one of list_images(), got {name!r}: {advice}")
    return _paths()[name]


def load_image(name: str, *, gray: bool = False) -> FloatArray:
    """Return a picture by name, as floats between black (0) and white (1).

    Parameters
    ----------
    name : str
        One of `list_images()`.
    gray : bool, default False
        Whether to turn colour into luminance; what is transparent is laid on white first.

    Returns
    -------
    ndarray of float64 in [0, 1]
        Shape (rows, columns) if the picture is grey or `gray` is true, else
        (rows, columns, 3) for red, green and blue, or (rows, columns, 4) with opacity.
        The stored integers are not here but in the file, see `image_path`.

    Raises
    ------
    TypeError, ValueError
        As `image_path`.
    """
    image = _read(image_path(name))
    if gray and image.ndim == 3:
        opaque = rgba2rgb(image) if image.shape[2] == 4 else image
        luminance: FloatArray = rgb2gray(opaque)
        return luminance
    return image


def read_images(folder: str | PathLike[str], pattern: str = "*") -> dict[str, FloatArray]:
    """Read the pictures of a folder in natural order: photo_2 comes before photo_10.

    Files whose endings are no picture's are passed over, and so are hidden ones.

    Parameters
    ----------
    folder : str or path
        Where the pictures are.
    pattern : str, default "*"
        Which of them: `*` stands for any characters, as in "photo_*.jpg".

    Returns
    -------
    dict of str to ndarray of float64 in [0, 1]
        File names and pictures, in order; shapes as in `load_image`. Photographs are turned
        upright as their camera noted; of an animation this is the first frame. Pillow reads
        colours with 8 bits, grey also with 16.

    Raises
    ------
    FileNotFoundError
        If `folder` is no folder.
    ValueError
        If no picture matches, or one of them cannot be read.
    """
    place = Path(folder)
    if not place.is_dir():
        raise FileNotFoundError(f"`folder` must be an existing folder, got {str(folder)!r}")
    known = Image.registered_extensions()
    endings = {ending for ending, kind in known.items() if kind in Image.OPEN}
    paths = [
        path
        for path in place.glob(pattern)
        if path.suffix.lower() in endings and not path.name.startswith(".") and path.is_file()
    ]
    if not paths:
        raise ValueError(f"`pattern` {pattern!r} matches no picture in {str(folder)!r}")
    names = {path.relative_to(place).as_posix(): path for path in paths}
    return {name: _read(names[name]) for name in natsorted(names)}


def load_glyphs() -> NDArray[np.uint8]:
    """Return the sixteen hexadecimal digits 0…9, A…F as pictures of eight bytes each.

    Each byte is a row of eight pixels, its highest bit the leftmost one and 1 the ink:
    `np.unpackbits(load_glyphs()[10]).reshape(8, 8)` is the letter A.

    Returns
    -------
    ndarray of uint8, shape (16, 8)
    """
    return np.fromfile(_FOLDER / "glyphs.bin", dtype=np.uint8).reshape(16, 8)


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
    with np.load(_FOLDER / "rhythms.npz") as stored:
        return Bunch(
            data=stored["thousandths"] / 1000,
            target=stored["kinds"].astype(np.int64),
            target_names=["hum", "knock", "rattle"],
            rates=stored["rates"].astype(np.float64),
            sample_rate=100.0,
            DESCR="660 synthetic signals, drawn by a program from random numbers: no machine was "
            "measured. They serve to learn methods; nothing follows from them for real machines.",
        )


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


def _turned_patch(spline: FloatArray, side: int, place: FloatArray, angle: float) -> FloatArray:
    """Read a patch out of a spline, `place` in [0, 1]² running over the centres that fit."""
    radius = (side - 1) / np.sqrt(2)
    row, column = radius + place * (np.array(spline.shape) - 1 - 2 * radius)
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    cos, sin = np.cos(angle), np.sin(angle)
    points = [row + y * cos - x * sin, column + y * sin + x * cos]
    patch: FloatArray = map_coordinates(spline, points, mode="mirror", prefilter=False)
    return patch


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


def _read(path: Path) -> FloatArray:
    """Return a picture file as float64 in [0, 1], or say why it cannot be read."""
    try:
        with Image.open(path) as file:
            picture = ImageOps.exif_transpose(file)
    except (OSError, SyntaxError) as error:
        raise ValueError(f"{path.name} cannot be read as a picture: {error}") from error
    if picture.mode in _WITHOUT_A_WHITE:
        raise ValueError(f"{path.name} holds 32-bit values: which of them is white is not known")
    if picture.mode not in _STORED_AS_THEY_ARE:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    image: FloatArray = img_as_float64(np.asarray(picture))
    return image
