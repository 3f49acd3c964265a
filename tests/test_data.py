"""The pictures are those of the libraries, the course's own are what the datasheet says."""

import re
import socket
import tomllib
from hashlib import sha256
from importlib.metadata import version
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image
from skimage import color, util
from sklearn.datasets import load_sample_image

from course_utils.data import image_path, list_images, load_glyphs, load_image, read_images

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data"
OURS = ["camera_16bit", "disc_rgba", "photo_1", "photo_2", "photo_10"]
SCIKIT_LEARNS = ["china", "flower"]
SCIKIT_IMAGES = [name for name in list_images() if name not in OURS + SCIKIT_LEARNS]
BUILT_UPON = {"camera", "coins", "text", "brick", "grass", "gravel", "astronaut", "chelsea"}


def checksums():
    """Return {file: (bytes, SHA-256)} from the datasheet."""
    rows = re.findall(r"\| `(\S+)` \| (\d+) \| `([0-9a-f]{64})` \|", datasheet())
    return {name: (int(size), checksum) for name, size, checksum in rows}


def datasheet():
    return (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def _without_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("a data set was looked for in the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_the_pictures_that_every_lesson_builds_on_are_there():
    assert BUILT_UPON.union(SCIKIT_LEARNS, OURS) <= set(list_images())
    assert list_images().index("photo_2") < list_images().index("photo_10")


@pytest.mark.parametrize("name", SCIKIT_IMAGES)
def test_scikit_images_pictures(name):
    expected = util.img_as_float64(getattr(skimage.data, name)())
    np.testing.assert_array_equal(load_image(name), expected)


@pytest.mark.parametrize("name", SCIKIT_LEARNS)
def test_scikit_learns_pictures(name):
    expected = util.img_as_float64(load_sample_image(f"{name}.jpg"))
    np.testing.assert_array_equal(load_image(name), expected)


@pytest.mark.usefixtures("_without_network")
def test_every_picture_is_float_between_black_and_white_without_network():
    for name in list_images():
        image = load_image(name)
        assert image.dtype == np.float64
        assert image.ndim == 2 or image.shape[2] == (4 if name == "disc_rgba" else 3)
        assert 0 <= image.min() < image.max() <= 1
        image[0, 0] = 0  # each call gives an array of its own
        gray = load_image(name, gray=True)
        assert gray.shape == image.shape[:2]
        assert 0 <= gray.min() < gray.max() <= 1 + 1e-12


def test_gray_is_the_luminance():
    expected = color.rgb2gray(skimage.data.astronaut())
    np.testing.assert_allclose(load_image("astronaut", gray=True), expected, atol=1e-12)
    np.testing.assert_array_equal(load_image("camera", gray=True), load_image("camera"))


def test_transparency_is_kept_and_laid_on_white_for_gray():
    disc = load_image("disc_rgba")
    assert disc[0, 0, 3] == 0
    assert disc[0, 0, :3].max() > 0.5
    assert load_image("disc_rgba", gray=True)[0, 0] == pytest.approx(1)


def test_the_stored_integers_are_in_the_file():
    stored = np.asarray(Image.open(image_path("camera_16bit")))
    assert stored.dtype == np.uint16
    assert np.any(stored % 257), "every value would have fitted into 8 bits"
    np.testing.assert_array_equal(load_image("camera_16bit"), util.img_as_float64(stored))
    np.testing.assert_array_equal(np.asarray(Image.open(image_path("coins"))), skimage.data.coins())


@pytest.mark.parametrize("function", [load_image, image_path])
def test_an_unknown_name_is_answered_by_near_ones(function):
    for name in ("camra", "CAMERA", "Camera.jpeg"):
        with pytest.raises(ValueError, match=rf"`name` must be .*'{name}': did you mean 'camera'"):
            function(name)
    with pytest.raises(ValueError, match=r"'photo_3': did you mean .*'photo_1'"):
        function("photo_3")
    with pytest.raises(ValueError, match=r"got 'zzzz': \['astronaut', 'brick'"):
        function("zzzz")
    with pytest.raises(TypeError, match="`name` must be a string, got int"):
        function(3)


def test_photographs_are_read_in_natural_order():
    photographs = read_images(FOLDER, "photo_*.jpg")
    assert list(photographs) == ["photo_1.jpg", "photo_2.jpg", "photo_10.jpg"]
    assert sorted(photographs) != list(photographs)
    for name, image in photographs.items():
        np.testing.assert_array_equal(image, load_image(Path(name).stem))


def test_read_images_passes_over_what_is_no_picture_by_name(tmp_path):
    Image.new("L", (3, 2), 255).save(tmp_path / "a.PNG")
    (tmp_path / ".hidden.png").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("not a picture")
    (tmp_path / "folder.png").mkdir()
    assert list(read_images(str(tmp_path))) == ["a.PNG"]
    assert list(read_images(FOLDER)) == [
        "camera_16bit.png",
        "disc_rgba.png",
        "photo_1.jpg",
        "photo_2.jpg",
        "photo_10.jpg",
    ]


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("1", 1, 1.0),
        ("L", 51, 0.2),
        ("I;16", 13107, 0.2),
        ("RGB", (255, 51, 0), [1, 0.2, 0]),
        ("RGBA", (255, 51, 0, 102), [1, 0.2, 0, 0.4]),
        ("LA", (51, 102), [0.2, 0.2, 0.2, 0.4]),
        ("CMYK", (0, 204, 255, 0), [1, 0.2, 0]),
    ],
)
def test_every_kind_of_file_becomes_floats(tmp_path, mode, colour, expected):
    ending = "tif" if mode == "CMYK" else "png"
    Image.new(mode, (3, 2), colour).save(tmp_path / f"picture.{ending}")
    (image,) = read_images(tmp_path).values()
    assert image.dtype == np.float64
    assert image.shape[:2] == (2, 3)
    np.testing.assert_allclose(image, np.broadcast_to(expected, image.shape), atol=1e-12)


def test_a_palette_is_looked_up(tmp_path):
    picture = Image.new("P", (3, 2), 1)
    picture.putpalette([0, 0, 0, 255, 51, 0])
    picture.save(tmp_path / "palette.png")
    (image,) = read_images(tmp_path).values()
    np.testing.assert_allclose(image, np.broadcast_to([1, 0.2, 0], (2, 3, 3)), atol=1e-12)


def test_a_photograph_taken_upright_is_turned(tmp_path):
    picture = Image.fromarray(np.array([[0, 50, 100], [150, 200, 250]], np.uint8))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: rotate by a quarter, clockwise
    picture.save(tmp_path / "turned.png", exif=exif)
    (image,) = read_images(tmp_path).values()
    np.testing.assert_allclose(image * 255, [[150, 0], [200, 50], [250, 100]], atol=1e-9)


def test_read_images_says_what_is_missing_or_broken(tmp_path):
    with pytest.raises(FileNotFoundError, match="`folder` must be an existing folder, got"):
        read_images(tmp_path / "nowhere")
    with pytest.raises(ValueError, match=r"`pattern` '\*.jpg' matches no picture in"):
        read_images(tmp_path, "*.jpg")
    for ending in ("png", "jpg"):
        whole = (FOLDER / {"png": "disc_rgba.png", "jpg": "photo_1.jpg"}[ending]).read_bytes()
        for content in (b"", b"no picture at all", whole[: len(whole) // 2]):
            broken = tmp_path / f"broken.{ending}"
            broken.write_bytes(content)
            with pytest.raises(ValueError, match=rf"broken\.{ending} cannot be read as a picture"):
                read_images(tmp_path)
            broken.unlink()
    damaged = bytearray((FOLDER / "camera_16bit.png").read_bytes())
    damaged[36] ^= 0xFF  # the length of the first chunk of pixels
    (tmp_path / "damaged.png").write_bytes(damaged)
    with pytest.raises(ValueError, match=r"damaged\.png cannot be read as a picture"):
        read_images(tmp_path)


@pytest.mark.parametrize("mode", ["I", "F"])
def test_values_without_a_known_white_are_refused(tmp_path, mode):
    Image.new(mode, (3, 2), 7).save(tmp_path / "wide.tif")
    with pytest.raises(ValueError, match=r"wide\.tif holds 32-bit values"):
        read_images(tmp_path)


def test_the_glyphs_are_eight_bytes_each_and_look_different_when_turned():
    glyphs = load_glyphs()
    assert glyphs.shape == (16, 8)
    assert glyphs.dtype == np.uint8
    pictures = np.unpackbits(glyphs, axis=1).reshape(16, 8, 8)
    assert len({picture.tobytes() for picture in pictures}) == 16
    for digit in (2, 4, 5, 7, 0xF):
        ink = pictures[digit][pictures[digit].any(1)][:, pictures[digit].any(0)]
        assert len({(np.rot90(ink, k).shape, np.rot90(ink, k).tobytes()) for k in range(4)}) == 4
    one = ["..#.....", ".##.....", *["..#....."] * 4, ".####...", "........"]
    np.testing.assert_array_equal(pictures[1], [[dot == "#" for dot in row] for row in one])


def test_the_datasheet_names_every_file_and_its_checksum():
    shipped = {path.name for path in FOLDER.iterdir() if path.suffix in (".jpg", ".png", ".bin")}
    assert set(checksums()) == shipped
    for name, (size, checksum) in checksums().items():
        content = (FOLDER / name).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (size, checksum), name
        assert re.search(rf"\| `{name}` \| .+ \| .+ \| .*(CC0|public domain|CC BY)", datasheet())


def test_the_datasheet_names_every_borrowed_picture():
    for name in SCIKIT_IMAGES + SCIKIT_LEARNS:
        assert re.search(rf"^\| `{name}` \| .+ \| .+ \|$", datasheet(), re.MULTILINE), name


def test_the_script_makes_the_files_again(tmp_path):
    spec = spec_from_file_location("make_data", FOLDER / "make_data.py")
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    script.make_all(tmp_path)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = all(
        f"\n{name}=={version(name)}\n" in lock for name in ("pillow", "numpy", "scikit-image")
    )
    assert {path.name for path in tmp_path.iterdir()} == set(checksums())
    for name in checksums():
        made, kept = tmp_path / name, FOLDER / name
        if locked or name.endswith(".bin"):
            assert made.read_bytes() == kept.read_bytes(), name
        else:
            pixels = [np.asarray(Image.open(path)).astype(int) for path in (made, kept)]
            tolerance = 8 if name.endswith(".jpg") else 1
            np.testing.assert_allclose(*pixels, rtol=0, atol=tolerance, err_msg=name)


def test_an_installed_course_brings_its_data_along():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    setuptools = settings["tool"]["setuptools"]
    assert "course_utils.data_files" in setuptools["packages"]
    assert setuptools["package-dir"] == {"course_utils.data_files": "data"}
    patterns = setuptools["package-data"]["course_utils.data_files"]
    for name in checksums():
        assert any(Path(name).match(pattern) for pattern in patterns)
