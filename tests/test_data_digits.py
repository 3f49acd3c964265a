"""The digits are the library's, split as they say; scattered ones are the same, moved."""

import re
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
import sklearn.datasets
from sklearn.linear_model import RidgeClassifier
from sklearn.neighbors import KNeighborsClassifier

from course_utils.data import load_digits, load_scattered_digits

README = Path(__file__).resolve().parent.parent / "data" / "README.md"
LIBRARY = sklearn.datasets.load_digits()


def test_the_digits_are_those_of_the_library_in_its_order():
    digits = load_digits()
    assert digits.data.shape == (1797, 8, 8)
    assert digits.data.dtype == np.float64
    assert (digits.data.min(), digits.data.max()) == (0, 1)
    np.testing.assert_array_equal(digits.data * 16, LIBRARY.images)
    np.testing.assert_array_equal(digits.target, LIBRARY.target)
    assert digits.target_names == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    assert {digits.target.dtype, digits.groups.dtype} == {np.dtype(np.int64)}
    assert "not recorded" in digits.DESCR


def test_the_datasheet_holds_their_checksum_source_and_licence():
    text = README.read_text(encoding="utf-8")
    (written,) = re.findall(r"\| the 1797 × 64 pixels .+ \| `([0-9a-f]{64})` \|", text)
    values = np.concatenate([LIBRARY.data.ravel(), LIBRARY.target])
    assert sha256(values.astype(np.uint8).tobytes()).hexdigest() == written
    for words in ("Alpaydin", "doi:10.24432/C50P49", "CC BY 4.0", "not recorded"):
        assert words in text


@pytest.mark.parametrize("load", [load_digits, load_scattered_digits])
def test_the_random_split_takes_a_quarter_of_each_digit(load):
    digits = load()
    in_all, in_test = (np.bincount(digits.target[digits.groups >= g]) for g in (0, 1))
    assert set(digits.groups) == {0, 1}
    assert np.abs(in_test - in_all / 4).max() <= 0.5
    test = np.flatnonzero(digits.groups)
    assert np.diff(test).max() < 60, "the test part is spread over the file"
    assert np.any(load(rng=1).groups != digits.groups)


@pytest.mark.parametrize("load", [load_digits, load_scattered_digits])
def test_the_ordered_split_takes_the_end_of_the_file(load):
    for rng in (0, 1):
        np.testing.assert_array_equal(load("ordered", rng=rng).groups, np.arange(1797) >= 1348)


@pytest.mark.parametrize("load", [load_digits, load_scattered_digits])
@pytest.mark.parametrize("split", ["random", "ordered"])
def test_digits_are_the_same_each_time_and_nobodys_but_the_callers(load, split):
    first = load(split)
    kept = {name: np.copy(first[name]) for name in first}
    generator = load(split, rng=np.random.default_rng(0))
    first.data[:], first.target[:], first.groups[:] = 7, 7, 7
    first.target_names.clear()
    second = load(split)
    for name, values in kept.items():
        np.testing.assert_array_equal(second[name], values)
        np.testing.assert_array_equal(generator[name], values)


@pytest.mark.parametrize("canvas", [8, 9, 20])
@pytest.mark.parametrize("split", ["random", "ordered"])
def test_each_scattered_digit_is_the_digit_at_its_corner_and_black_around(canvas, split):
    digits, scattered = (
        load_digits(split, rng=3),
        load_scattered_digits(split, canvas=canvas, rng=3),
    )
    assert scattered.data.shape == (1797, canvas, canvas)
    assert scattered.data.dtype == np.float64
    for name in ("target", "target_names", "groups", "DESCR"):
        np.testing.assert_array_equal(scattered[name], digits[name])
    assert scattered.corners.dtype == np.int64
    for picture, digit, (row, column) in zip(
        scattered.data, digits.data, scattered.corners, strict=True
    ):
        np.testing.assert_array_equal(picture[row : row + 8, column : column + 8], digit)
        assert picture.sum() == digit.sum()


def test_every_place_of_the_canvas_is_as_likely():
    corners = load_scattered_digits(canvas=10).corners
    places, counts = np.unique(corners, axis=0, return_counts=True)
    np.testing.assert_array_equal(places, [(r, c) for r in range(3) for c in range(3)])
    assert counts.min() > 1797 / 9 - 60
    assert counts.max() < 1797 / 9 + 60
    assert np.any(load_scattered_digits(canvas=10, rng=1).corners != corners)


def accuracy(classifier, digits):
    X, train = digits.data.reshape(len(digits.data), -1), digits.groups == 0
    return classifier.fit(X[train], digits.target[train]).score(X[~train], digits.target[~train])


def test_what_is_easy_becomes_harder_for_strangers_and_hard_when_scattered():
    nearest = KNeighborsClassifier(1)
    assert accuracy(nearest, load_digits()) > 0.97
    assert 0.93 < accuracy(nearest, load_digits("ordered")) < 0.975
    assert 0.40 < accuracy(nearest, load_scattered_digits()) < 0.65
    assert accuracy(RidgeClassifier(), load_digits()) > 0.9
    assert 0.10 < accuracy(RidgeClassifier(), load_scattered_digits()) < 0.30


@pytest.mark.parametrize("load", [load_digits, load_scattered_digits])
@pytest.mark.parametrize("split", ["Random", None, True, 0])
def test_an_unknown_split_is_refused(load, split):
    with pytest.raises(ValueError, match="`split` must be one of 'random', 'ordered', got"):
        load(split)


@pytest.mark.parametrize(
    ("canvas", "error", "message"),
    [
        (7, ValueError, "`canvas` must be at least 8, the side of a digit, got 7"),
        (0, ValueError, "`canvas` must be a positive whole number, got 0"),
        (20.0, TypeError, "`canvas` must be a positive whole number, got 20.0"),
        (True, TypeError, "`canvas`"),
    ],
)
def test_a_canvas_that_holds_no_digit_is_refused(canvas, error, message):
    with pytest.raises(error, match=message):
        load_scattered_digits(canvas=canvas)
