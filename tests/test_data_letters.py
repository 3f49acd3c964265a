"""Letters look like the digits, the stored network reads them, what it learned transfers."""

import importlib.util
import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib import get_data_path
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath

from course_utils import data
from course_utils.data import file_path, load_letters, load_scattered_digits

FOLDER = Path(__file__).resolve().parent.parent / "data"
LETTERS = load_letters(2)
DIGITS = load_scattered_digits()
SHAPES = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def script(name):
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def make_network():
    return script("make_letters_network")


@pytest.fixture(scope="module")
def make_transfer():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FOLDER)  # as when the script is started: it imports another one
        return script("make_transfer")


def ink_boxes(pictures):
    """Return first and last row, first and last column of each picture's ink."""
    inked = [np.nonzero(picture) for picture in pictures]
    return np.array([[f(axis) for axis in where for f in (np.min, np.max)] for where in inked])


# The letters.


def test_letters_are_sorted_by_font_and_letter_and_capitals_count_with_the_small_ones():
    assert LETTERS.data.shape == (22 * 52 * 2, 20, 20)
    assert LETTERS.data.dtype == np.float64
    assert LETTERS.target_names == list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert {LETTERS.target.dtype, LETTERS.groups.dtype} == {np.dtype(np.int64)}
    one_font = [LETTERS.target_names.index(shape.upper()) for shape in SHAPES for _ in range(2)]
    np.testing.assert_array_equal(LETTERS.target, one_font * 22)
    np.testing.assert_array_equal(LETTERS.groups, np.repeat(np.arange(22), 104))
    assert len(set(LETTERS.font_names)) == 22
    assert "Nobody wrote them" in LETTERS.DESCR


def test_pixels_are_sixteenths_and_a_letter_fills_the_height_of_a_digit():
    np.testing.assert_array_equal(LETTERS.data * 16 % 1, 0)
    assert (LETTERS.data.min(), LETTERS.data.max()) == (0, 1)
    top, bottom, left, right = ink_boxes(LETTERS.data).T
    np.testing.assert_array_equal(bottom - top, 7)
    digit_top, digit_bottom, digit_left, digit_right = ink_boxes(DIGITS.data).T
    assert set(digit_bottom - digit_top) == {7}
    assert (right - left).max() <= 7
    assert abs(np.mean(right - left) - np.mean(digit_right - digit_left)) < 1


def test_letters_hold_about_as_much_ink_as_digits():
    letters, digits = (pictures.mean() for pictures in (LETTERS.data, DIGITS.data))
    assert 0.85 < letters / digits < 1.15


def test_letters_lie_everywhere():
    top, _, left, _ = ink_boxes(LETTERS.data).T
    counts = np.bincount(top, minlength=13)
    assert len(counts) == 13
    assert counts.min() > len(top) / 13 / 2
    assert left.min() == 0
    assert abs(np.corrcoef(top, left)[0, 1]) < 0.1


def outlined(shape, font_name):
    """Draw a letter on 8 × 8 pixels by its outline: which of 32 × 32 points are within?"""
    file = Path(get_data_path()) / "fonts" / "ttf" / f"{font_name}.ttf"
    path = TextPath((0, 0), shape, prop=FontProperties(fname=file))
    (x0, y0), (x1, y1) = path.get_extents().get_points()
    width = min(24, 32 * (x1 - x0) / (y1 - y0))
    column, row = np.meshgrid((np.arange(32) - 16) / width + 0.5, (np.arange(32) + 0.5) / 32)
    points = np.column_stack([(x0 + column * (x1 - x0)).ravel(), (y1 - row * (y1 - y0)).ravel()])
    parts = [Outline(part).contains_points(points) for part in path.to_polygons()]
    return np.logical_xor.reduce(parts).reshape(8, 4, 8, 4).mean(axis=(1, 3))


def cut_out(pictures):
    """Return the ink of each picture in the middle of 8 × 8 pixels."""
    cut = np.zeros((len(pictures), 8, 8))
    for small, picture, (top, _, left, right) in zip(
        cut, pictures, ink_boxes(pictures), strict=True
    ):
        start = (8 - (right + 1 - left)) // 2
        small[:, start : start + right + 1 - left] = picture[top : top + 8, left : right + 1]
    return cut


def test_each_is_the_letter_that_it_says():
    """The mean over fonts and copies is most like the outline of that letter."""
    shapes = np.tile(np.repeat(np.arange(52), 2), 22)
    cut = cut_out(LETTERS.data)
    means = np.array([cut[shapes == shape].mean(axis=0).ravel() for shape in range(52)])
    outlines = np.array([outlined(shape, "DejaVuSans").ravel() for shape in SHAPES])
    most_alike = np.corrcoef(means, outlines)[:52, 52:].argmax(axis=1)
    right = np.array(list(SHAPES.upper()))[most_alike] == list(SHAPES.upper())
    assert right.mean() > 0.5


def test_bold_fonts_are_bolder():
    ink = cut_out(LETTERS.data).mean(axis=(1, 2))
    by_font = dict(zip(LETTERS.font_names, ink.reshape(22, -1).mean(axis=1), strict=True))
    for bold in [name for name in by_font if name.endswith(("-Bold", "Bol"))]:
        assert by_font[bold] > by_font[bold.removesuffix("-Bold").removesuffix("Bol")] + 0.03


def test_copies_differ_and_the_seed_decides():
    pairs = cut_out(LETTERS.data).reshape(-1, 2, 64)
    assert (pairs[:, 0] != pairs[:, 1]).any(axis=1).mean() > 0.99
    one = load_letters(1, canvas=9, rng=5)
    kept = one.data.copy()
    assert kept.shape == (1144, 9, 9)
    assert (cut_out(kept[:1]) != cut_out(LETTERS.data[:1])).any()
    one.data[:] = 7
    one.font_names.clear()
    one.target_names.clear()
    again = load_letters(1, canvas=9, rng=np.random.default_rng(5))
    np.testing.assert_array_equal(again.data, kept)
    assert (len(again.font_names), len(again.target_names)) == (22, 26)


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"copies": 0}, ValueError, "`copies`.* 0"),
        ({"copies": 1.5}, TypeError, "`copies`.* 1.5|`copies`.*float"),
        ({"copies": 1, "canvas": 7}, ValueError, "`canvas` must be at least 8.* got 7"),
        ({"copies": 1, "canvas": "20"}, TypeError, "`canvas`"),
    ],
)
def test_unusable_settings_are_named(monkeypatch, settings, error, message):
    monkeypatch.setattr(data.letters, "_FONTS", ["cmr10"])
    with pytest.raises(error, match=message):
        load_letters(**settings)


# The files.


def test_files_are_found_by_name():
    assert file_path("letters_network.npz") == FOLDER / "letters_network.npz"
    (path,) = FOLDER.glob("speech/heron_1_2.wav")
    assert file_path("speech/heron_1_2.wav") == path
    with pytest.raises(ValueError, match=r"'letter_network.npz'.*'letters_network.npz'"):
        file_path("letter_network.npz")
    for name in ("../README.md", "speech", "", "zzz"):
        with pytest.raises(ValueError, match=f"`name` must be .*, got '{name}'"):
            file_path(name)
    with pytest.raises(TypeError, match="`name` must be a string, got int"):
        file_path(3)


# The stored network.


@pytest.fixture(scope="module")
def reader(make_network):
    return make_network.build_network(26).load(file_path("letters_network.npz"))


def test_the_stored_network_reads_letters_of_fonts_it_never_saw(reader, make_network):
    (seen, seen_labels), (unseen, unseen_labels) = make_network.letters_in_two_parts(1)
    assert (len(seen), len(unseen)) == (18 * 52, 4 * 52)
    np.testing.assert_array_equal(reader.classes_, list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assert reader.score(unseen, unseen_labels) > 0.6
    assert reader.score(seen, seen_labels) > 0.75
    shuffled = np.random.default_rng(0).permutation(unseen_labels)
    assert reader.score(unseen, shuffled) < 0.15


def test_the_stored_weights_began_where_the_script_begins(reader, make_network):
    """Training moves weights; what they were drawn as can be seen in each layer all the same."""
    begun = make_network.build_network(26)
    for parameter, first in zip(reader.parameters[::2], begun.parameters[::2], strict=True):
        assert parameter.dtype == np.float32
        assert 0.1 < np.corrcoef(parameter.ravel(), first.ravel())[0, 1] < 0.99


def test_the_script_trains_a_reader(make_network, monkeypatch, tmp_path, capsys):
    """The same steps with a sixteenth of the letters and a few epochs are well above chance."""
    monkeypatch.setattr(make_network, "COPIES", 1)
    monkeypatch.setattr(make_network, "EPOCHS", (5, 1))
    make_network.make_network(tmp_path / "small.npz")
    small = make_network.build_network(26).load(tmp_path / "small.npz")
    _, held_out = make_network.letters_in_two_parts(1)
    assert small.score(*held_out) > 4 / 26
    assert f"fonts held out {small.score(*held_out):.3f}" in capsys.readouterr().out


def test_keras_computes_the_same_features(reader, monkeypatch, tmp_path):
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    import keras

    layers = [
        keras.Input((20, 20, 1)),
        keras.layers.Conv2D(16, 3, activation="relu"),
        keras.layers.MaxPooling2D(2),
        keras.layers.Conv2D(64, 4, activation="relu"),
        keras.layers.MaxPooling2D(6),
        keras.layers.Flatten(),
        keras.layers.Dense(64, activation="relu"),
    ]
    network = keras.Sequential(layers)
    network.set_weights([parameter.copy() for parameter in reader.parameters[:-2]])
    values = pictures = DIGITS.data[:100, ..., np.newaxis].astype(np.float32)
    for layer in reader.layers[:-1]:
        values = layer.forward(values)
    difference = np.abs(values - np.asarray(network(pictures))).max()
    assert difference < 1e-5 * values.max()


# What transfers.


@pytest.fixture(scope="module")
def table():
    return pd.read_csv(file_path("transfer.csv"))


def test_the_table_holds_every_way_number_and_seed_once(table, make_transfer):
    assert list(table.columns) == ["way", "examples", "seed", "accuracy"]
    wanted = itertools.product(make_transfer.WAYS, make_transfer.EXAMPLES, make_transfer.SEEDS)
    assert list(table[["way", "examples", "seed"]].itertuples(index=False, name=None)) == [*wanted]
    n_test = make_transfer.TEST.sum()
    right = table["accuracy"] * n_test
    assert np.abs(right - right.round()).max() < 0.5e-4 * n_test + 1e-9
    assert table["accuracy"].between(0, 1).all()


def stored(table, way, examples):
    rows = table[(table["way"] == way) & (table["examples"] == examples)]
    return rows.sort_values("seed")["accuracy"].to_numpy()


@pytest.mark.parametrize(
    ("way", "examples", "seeds", "tolerance"),
    [
        ("pixels, nearest", (1, 100), range(10), 0.005),
        ("cut out, nearest", (1, 5), range(10), 0.005),
        ("amplitudes, nearest", (1, 5), range(10), 0.005),
        ("frozen", (1, 5, 20), range(4), 0.02),
        ("frozen, augmented", (1,), range(3), 0.03),
        ("untrained, frozen", (1, 5), range(4), 0.02),
        ("centred, frozen", (1, 5), range(3), 0.02),
        ("centred, untrained", (1,), range(3), 0.02),
        ("maxima, frozen", (1, 5), range(3), 0.02),
        ("scratch", (1,), range(1), 0.06),
        ("scratch, one layer", (1,), range(1), 0.06),
        ("scratch, augmented", (1,), range(1), 0.08),
        ("fine-tuned, augmented", (1,), range(1), 0.08),
    ],
)
def test_a_part_made_again_gives_the_stored_accuracies(
    table, make_transfer, way, examples, seeds, tolerance
):
    made = make_transfer.results([way], examples, seeds)
    for number in examples:
        expected = stored(table, way, number)[: len(seeds)]
        np.testing.assert_allclose(stored(made, way, number), expected, rtol=0, atol=tolerance)


def test_examples_come_from_the_training_part_and_more_hold_fewer(make_transfer):
    m = make_transfer
    for seed in (0, 1):
        few, many = m.draw(2, seed), m.draw(20, seed)
        assert not m.TEST[many].any()
        assert set(few) < set(many)
        np.testing.assert_array_equal(np.bincount(m.LABELS[many]), [20] * 10)
    assert set(m.draw(5, 0)) != set(m.draw(5, 1))


def test_digits_laid_anew_are_whole_and_go_everywhere(make_transfer):
    pictures = make_transfer.PICTURES[:300]
    moved = make_transfer.laid_anew(pictures, np.random.default_rng(0))
    np.testing.assert_array_equal(cut_out(moved[..., 0]), cut_out(pictures[..., 0]))
    top, bottom, left, right = ink_boxes(moved[..., 0]).T
    assert set(top) == set(range(13))
    assert (left.min(), right.max(), bottom.max()) == (0, 19, 19)


def test_centred_digits_forget_their_place(make_transfer):
    pictures = make_transfer.PICTURES[:100]
    moved = make_transfer.laid_anew(pictures, np.random.default_rng(0))
    middle = make_transfer.centred(pictures)
    np.testing.assert_array_equal(make_transfer.centred(moved), middle)
    np.testing.assert_allclose(middle[:, 6:14, 6:14].sum(axis=(1, 2, 3)), pictures.sum((1, 2, 3)))


def test_what_the_table_says(table):
    """Letters help where examples are few, a new place helps everybody, a simple way does too."""
    for examples in (1, 2, 5, 10):
        assert (stored(table, "frozen", examples) > stored(table, "scratch", examples)).all()
    mean = table.groupby(["way", "examples"])["accuracy"].mean()
    assert mean["frozen", 100] < mean["scratch", 100] - 0.02
    assert mean["untrained, frozen", 1] < 0.2 < mean["frozen", 1] - 0.2
    for examples in (1, 5):
        new_place = mean["scratch, augmented", examples]
        assert mean["fine-tuned, augmented", examples] > new_place + 0.02
        assert new_place > mean["scratch", examples] + 0.2
    assert mean["cut out, nearest", 100] > mean["fine-tuned, augmented", 100]


def test_letters_teach_shapes_and_not_only_that_the_place_does_not_matter(table):
    for examples in (1, 5):
        centred = stored(table, "centred, frozen", examples)
        for rival in ("centred, untrained", "cut out, nearest", "maxima, frozen"):
            assert (centred > stored(table, rival, examples)).sum() >= 9
