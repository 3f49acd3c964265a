"""The pictures are those of the libraries, the course's own are what the datasheet says."""

import os
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
from scipy.spatial.distance import cdist
from skimage import color, util
from sklearn.datasets import load_sample_image
from sklearn.model_selection import GroupKFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

from course_utils import data
from course_utils.data import (
    image_path,
    list_images,
    load_faces,
    load_glyphs,
    load_image,
    load_rhythms,
    load_textures,
    read_images,
)

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data"
OURS = ["camera_16bit", "disc_rgba", "photo_1", "photo_2", "photo_10"]
TRAINED = {"letters_network.npz", "transfer.csv"}  # by other scripts, in minutes
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
    endings = (".jpg", ".png", ".bin", ".npz", ".csv")
    shipped = {path.name for path in FOLDER.iterdir() if path.suffix in endings}
    assert set(checksums()) == shipped
    for name, (size, checksum) in checksums().items():
        content = (FOLDER / name).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (size, checksum), name
        assert re.search(rf"\| `{name}` \| .+ \| .+ \| .*(CC0|public domain|CC BY)", datasheet())


def test_the_datasheet_names_every_borrowed_picture():
    for name in SCIKIT_IMAGES + SCIKIT_LEARNS:
        assert re.search(rf"^\| `{name}` \| .+ \| .+ \|$", datasheet(), re.MULTILINE), name


def make_all(folder):
    spec = spec_from_file_location("make_data", FOLDER / "make_data.py")
    script = module_from_spec(spec)
    spec.loader.exec_module(script)
    script.make_all(folder)


def test_the_script_makes_the_files_again(tmp_path):
    make_all(tmp_path)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = all(
        f"\n{name}=={version(name)}\n" in lock
        for name in ("pillow", "numpy", "scikit-image", "scipy")
    )
    assert {path.name for path in tmp_path.iterdir()} == set(checksums()) - TRAINED
    for name in set(checksums()) - TRAINED:
        made, kept = tmp_path / name, FOLDER / name
        if name.endswith(".bin") or (locked and os.name == "posix"):
            assert made.read_bytes() == kept.read_bytes(), name
        elif name.endswith(".npz"):
            with np.load(made) as new, np.load(kept) as old:
                assert new.files == old.files
                for key in old.files:
                    new_values, old_values = new[key].astype(float), old[key].astype(float)
                    np.testing.assert_allclose(new_values, old_values, atol=1, err_msg=key)
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


# Examples to learn from.

LOADERS = [load_rhythms, load_textures, load_faces]


@pytest.mark.usefixtures("_without_network")
@pytest.mark.parametrize("load", LOADERS)
def test_examples_are_whole_offline_and_the_same_each_time(load):
    data.faces._faces_and_others.cache_clear()
    first, second = load(), load()
    assert set(first) >= {"data", "target", "target_names", "DESCR"}
    for name in set(first) - {"DESCR", "target_names", "source_names", "sample_rate"}:
        assert len(first[name]) == len(first.data), name
        assert first[name].dtype == (np.int64 if name in ("target", "groups") else np.float64)
        assert np.isfinite(first[name]).all(), name
        assert first[name].tobytes() == second[name].tobytes(), name
        assert not np.shares_memory(first[name], second[name]), name
    counts = np.bincount(first.target)
    assert len(counts) == len(first.target_names)
    assert np.ptp(counts) == 0
    assert len(np.unique(first.data.reshape(len(first.data), -1), axis=0)) == len(first.data)


@pytest.mark.parametrize("load", LOADERS)
def test_changing_examples_does_not_change_those_loaded_next(load):
    before = load()
    kept = before.data.copy()
    before.data[:] = 7
    before.target_names[:] = []
    np.testing.assert_array_equal(load().data, kept)
    assert load().target_names


def test_rhythms_are_what_they_say():
    rhythms = load_rhythms()
    assert "synthetic" in rhythms.DESCR
    assert rhythms.data.shape == (660, 300)
    assert rhythms.target_names == ["hum", "knock", "rattle"]
    np.testing.assert_array_equal(rhythms.target, np.repeat([0, 1, 2], 220))
    assert rhythms.sample_rate == 100
    with np.load(FOLDER / "rhythms.npz") as stored:
        np.testing.assert_array_equal(np.rint(1000 * rhythms.data), stored["thousandths"])
        np.testing.assert_array_equal(rhythms.target, stored["kinds"])
        np.testing.assert_array_equal(rhythms.rates, stored["rates"])
    assert 2.4 <= rhythms.rates.min() < 2.5
    assert 3.3 < rhythms.rates.max() <= 3.4


def spectra(signals):
    return np.abs(np.fft.rfft(signals - signals.mean(axis=1, keepdims=True))) ** 2


def test_the_hidden_rate_is_the_strongest_frequency_where_there_is_a_knock_or_a_hum():
    rhythms = load_rhythms()
    frequencies = np.fft.rfftfreq(300, 1 / rhythms.sample_rate)
    strongest = frequencies[spectra(rhythms.data).argmax(axis=1)]
    near = np.abs(strongest - rhythms.rates) < 1 / 3
    assert near[rhythms.target == 0].all()
    assert near[rhythms.target == 1].mean() > 0.95
    assert near[rhythms.target == 2].mean() < 0.3


def test_the_kinds_differ_in_their_high_frequencies():
    rhythms = load_rhythms()
    power = spectra(rhythms.data)
    share = power[:, 3 * 14 : 3 * 28].sum(axis=1) / power.sum(axis=1)
    hum, knock, rattle = (np.median(share[rhythms.target == kind]) for kind in range(3))
    assert hum < rattle / 2
    assert knock < rattle / 2


def leave_one_out_hits(features, target):
    distances = cdist(features, features)
    np.fill_diagonal(distances, np.inf)
    return np.mean(target[distances.argmin(axis=1)] == target)


def test_rhythms_are_hard_for_samples_harder_for_summaries_easy_for_frequencies():
    rhythms = load_rhythms()
    signals, target = rhythms.data, rhythms.target
    summaries = np.column_stack([signals.mean(1), signals.std(1), signals.max(1)])
    amplitudes = np.sqrt(spectra(signals))
    assert 0.35 < leave_one_out_hits(summaries, target) < 0.55
    assert 0.60 < leave_one_out_hits(signals, target) < 0.80
    assert leave_one_out_hits(amplitudes, target) > 0.93


def test_textures_have_their_shapes_and_labels():
    textures = load_textures(16)
    assert textures.data.shape == (360, 16, 16)
    assert textures.target_names == ["brick", "grass", "gravel"]
    np.testing.assert_array_equal(textures.target, np.repeat([0, 1, 2], 120))
    np.testing.assert_array_equal(textures.groups, np.tile(np.repeat([0, 1], 60), 3))
    assert not textures.angles.any()
    assert load_textures(1).data.shape == (360, 1, 1)
    assert "photograph" in textures.DESCR


@pytest.mark.parametrize("side", [2, 33, 181])
def test_a_patch_holds_nothing_of_the_other_half(monkeypatch, side):
    """With one half marked, only its own patches change; and all of them are of one level."""

    def halves(_):
        picture = np.full((512, 512), 0.25)
        picture[:, 256:] = 0.75
        return picture

    monkeypatch.setattr(data.textures, "_PATCHES_PER_HALF", 20)
    monkeypatch.setattr(data.textures, "load_image", halves)
    textures = load_textures(side, rotate="both")
    expected = np.where(textures.groups == 0, 0.25, 0.75)[:, None, None]
    np.testing.assert_allclose(textures.data, np.broadcast_to(expected, textures.data.shape))


@pytest.mark.parametrize("side", [2, 33, 181])
def test_patches_stay_on_the_photograph_and_reach_its_borders(monkeypatch, side):
    """A picture that holds its own coordinates shows where each pixel was read."""
    monkeypatch.setattr(data.textures, "_PATCHES_PER_HALF", 20)
    row, column = np.mgrid[:512, :512].astype(float)
    for place, length in ((row, 512), (column % 256, 256)):
        monkeypatch.setattr(data.textures, "load_image", lambda _, place=place: place)
        read = load_textures(side, rotate="both").data
        assert read.min() > -0.3, "beyond the first pixel"
        assert read.max() < length - 1 + 0.3, "beyond the last pixel"
        centres = read.mean(axis=(1, 2))
        free = length - 1 - np.sqrt(2) * (side - 1)
        assert np.ptp(centres) > 0.9 * free
        assert abs(centres.mean() - (length - 1) / 2) < 0.1 * free + 1


def test_patches_are_turned_by_their_angles_from_x_towards_y(monkeypatch):
    row, column = np.mgrid[:512, :512].astype(float)
    for rotate, turned in ((None, ()), ("right", (1,)), ("both", (0, 1))):
        for ramp, quarter in ((column % 256, 0), (row, np.pi / 2)):
            monkeypatch.setattr(data.textures, "load_image", lambda _, ramp=ramp: ramp)
            textures = load_textures(9, rotate=rotate)
            dy, dx = np.gradient(textures.data, axis=(1, 2))
            np.testing.assert_allclose(dx[:, 4, 4], np.cos(textures.angles + quarter), atol=0.02)
            np.testing.assert_allclose(dy[:, 4, 4], np.sin(textures.angles + quarter), atol=0.02)
        of_turned = np.isin(textures.groups, turned)
        assert not textures.angles[~of_turned].any()
        if turned:
            angles = textures.angles[of_turned]
            assert 0 < angles.min() < 0.2
            assert 6 < angles.max() < 2 * np.pi


def test_turning_leaves_places_and_the_other_half_alone():
    plain, right, both = (load_textures(rotate=rotate) for rotate in (None, "right", "both"))
    left = plain.groups == 0
    np.testing.assert_array_equal(plain.data[left], right.data[left])
    np.testing.assert_array_equal(right.data[~left], both.data[~left])
    assert np.abs(plain.data[~left] - right.data[~left]).max() > 0.1
    middle = np.s_[:, 15:17, 15:17]  # turning keeps the middle
    difference = plain.data[middle].mean(axis=(1, 2)) - both.data[middle].mean(axis=(1, 2))
    assert np.median(np.abs(difference)) < 0.01


def test_turned_patches_are_as_sharp_as_others():
    def sharpness(textures):
        roughness = np.abs(np.diff(textures.data, 2, axis=1)).mean(axis=(1, 2))
        roughness += np.abs(np.diff(textures.data, 2, axis=2)).mean(axis=(1, 2))
        return roughness[textures.target == 2].mean()  # gravel has no direction

    plain, both = load_textures(64), load_textures(64, rotate="both")
    assert sharpness(both) == pytest.approx(sharpness(plain), rel=0.05)


def test_patches_differ_from_seed_to_seed():
    assert np.abs(load_textures(rng=1).data - load_textures(rng=0).data).max() > 0.1
    generator = np.random.default_rng(0)
    np.testing.assert_array_equal(load_textures(8, rng=generator).data, load_textures(8).data)
    assert np.any(load_textures(8, rng=generator).data != load_textures(8).data)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"patch_size": 0}, ValueError, "`patch_size` must be a positive whole number"),
        ({"patch_size": 2.5}, TypeError, "`patch_size` must be a positive whole number"),
        ({"patch_size": True}, TypeError, "`patch_size`"),
        ({"patch_size": 182}, ValueError, "`patch_size` must be at most 181, .* got 182"),
        ({"rotate": "left"}, ValueError, "`rotate` must be one of None, 'right', 'both', got"),
        ({"rotate": True}, ValueError, "`rotate` must be one of"),
    ],
)
def test_textures_say_what_is_wrong(arguments, error, message):
    with pytest.raises(error, match=message):
        load_textures(**arguments)


def test_faces_are_those_of_the_library_and_the_others_are_not():
    faces = load_faces()
    assert faces.data.shape == (200, 25, 25)
    assert 0 <= faces.data.min() < faces.data.max() <= 1
    assert faces.target_names == ["not a face", "face"]
    np.testing.assert_array_equal(faces.data[faces.target == 1], skimage.data.lfw_subset()[:100])
    assert "no licence" in faces.DESCR
    assert not {"astronaut", "camera", "coins", "china"} & set(faces.source_names)


def test_each_other_was_cut_from_the_source_of_its_group():
    faces = load_faces()
    np.testing.assert_array_equal(faces.groups[:100], faces.groups[100:])
    np.testing.assert_array_equal(np.bincount(faces.groups), np.full(10, 20))
    for group, source in enumerate(faces.source_names):
        picture = load_image(source, gray=True)
        for other in faces.data[:100][faces.groups[:100] == group]:
            assert any(holds(shrunk(picture, factor), other) for factor in (1, 2, 4)), source


def shrunk(picture, factor):
    rows, columns = (length // factor for length in picture.shape)
    blocks = picture[: rows * factor, : columns * factor].reshape(rows, factor, columns, factor)
    return blocks.mean(axis=(1, 3))


def holds(picture, crop):
    rows, columns = (length - 24 for length in picture.shape)
    possible = np.ones((rows, columns), bool)
    for r, c in ((0, 0), (12, 12), (24, 24)):
        possible &= np.abs(picture[r : r + rows, c : c + columns] - crop[r, c]) < 1e-12
    corners = np.argwhere(possible)
    return any(np.allclose(picture[r : r + 25, c : c + 25], crop, atol=1e-12) for r, c in corners)


def numbers(images):
    """Mean, standard deviation, mean horizontal and mean vertical difference."""
    across, down = (np.abs(np.diff(images, axis=axis)).mean((1, 2)) for axis in (2, 1))
    return np.column_stack([images.mean((1, 2)), images.std((1, 2)), across, down])


def best_threshold(values, target):
    """The share that the best threshold, on either side, gets right."""
    above = np.mean((values[:, None] > values) == target[:, None], axis=0)
    return max(above.max(), 1 - above.min())


def test_no_single_number_tells_faces_from_hard_negatives_but_from_the_own_ones():
    faces, own = load_faces(), skimage.data.lfw_subset()
    for values in numbers(faces.data).T:
        assert best_threshold(values, faces.target) < 0.70
    assert best_threshold(numbers(own)[:, 2], np.repeat([1, 0], 100)) > 0.95


def test_each_other_is_near_its_face_in_brightness_and_contrast():
    faces = load_faces()
    described = numbers(faces.data)
    described[:, 2] = (described[:, 2] + described[:, 3]) / 2
    others, people = described[:100, :3], described[100:, :3]
    gap = np.linalg.norm((others - people) / people.std(axis=0), axis=1)
    strangers = np.linalg.norm((others - np.roll(people, 7, 0)) / people.std(axis=0), axis=1)
    assert gap.mean() < 1
    assert gap.mean() < strangers.mean() / 2


def test_faces_are_hard_for_pixels_and_harder_when_shifted():
    def score(shift):
        faces = load_faces(shift=shift)
        flat = faces.data.reshape(200, -1)
        nearest = KNeighborsClassifier(1, algorithm="brute")
        folds = GroupKFold(10)
        return cross_val_score(nearest, flat, faces.target, groups=faces.groups, cv=folds).mean()

    assert 0.70 < score(0) < 0.90
    assert 0.55 < score(3) < score(0) - 0.05


@pytest.mark.parametrize("shift", [1, 3, 8])
def test_a_shifted_picture_is_a_window_of_the_whole(shift):
    whole, shifted = load_faces(), load_faces(shift=shift)
    side = 25 - 2 * shift
    assert shifted.data.shape == (200, side, side)
    windows = np.lib.stride_tricks.sliding_window_view(whole.data, (side, side), axis=(1, 2))
    same = (windows == shifted.data[:, None, None]).all(axis=(3, 4))
    assert same.any(axis=(1, 2)).all()
    rows, columns = np.argwhere(same)[:, 1:].T
    assert set(rows) == set(columns) == set(range(2 * shift + 1))
    assert np.any(load_faces(shift=shift, rng=1).data != shifted.data)


@pytest.mark.parametrize("shift", [-1, 9, 1.5, "1", True, None])
def test_faces_say_what_is_wrong(shift):
    with pytest.raises(ValueError, match="`shift` must be one of 0, 1, 2, 3, 4, 5, 6, 7, 8, got"):
        load_faces(shift=shift)


def test_the_datasheet_speaks_of_rights_and_limits():
    for words in ("Faces in the Wild", "no licence", "were not asked", "No machine was measured"):
        assert words in datasheet()
