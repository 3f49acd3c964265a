"""Pictures by name and pictures of a folder, as floats between black (0) and white (1)."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.metadata import distribution
from os import PathLike
from pathlib import Path

import numpy as np
from natsort import natsorted
from numpy.typing import NDArray
from PIL import Image, ImageOps
from skimage.color import rgb2gray, rgba2rgb
from skimage.util import img_as_float64

FloatArray = NDArray[np.float64]

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "data_files"
FOLDER = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "data"

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
        | {path.stem: path for path in FOLDER.iterdir() if path.suffix in (".jpg", ".png")}
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


def file_path(name: str) -> Path:
    """Return where a file of the course's folder `data` lies.

    Parameters
    ----------
    name : str
        As the datasheet names it, with `/` between folder and file: "letters_network.npz",
        "speech/heron_1_2.wav".

    Returns
    -------
    pathlib.Path

    Raises
    ------
    TypeError
        If `name` is no string.
    ValueError
        If the folder holds no such file; the error lists those whose names are near.
    """
    if not isinstance(name, str):
        raise TypeError(f"`name` must be a string, got {type(name).__name__}")
    files = [path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()]
    if name not in files:
        near = get_close_matches(name, files, cutoff=0.5)
        raise ValueError(f"`name` must be a file of the folder data, got {name!r}: near is {near}")
    return FOLDER / name


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
