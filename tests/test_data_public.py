"""Public sets are fetched only when that is asked for; a stand-in fetches here, no network."""

import socket
from pathlib import Path
from urllib.error import URLError

import numpy as np
import pytest
from sklearn.utils import Bunch

from course_utils.data import load_public, public

README = Path(__file__).resolve().parent.parent / "data" / "README.md"
FETCHERS = {"mnist": "fetch_openml", "lfw": "fetch_lfw_people"}


@pytest.fixture(autouse=True)
def _without_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def fetched(monkeypatch):
    """Replace both fetchers by ones that give few, small pictures; return how they were called."""
    calls = []
    counts = np.arange(60_004)
    digits = Bunch(
        data=np.broadcast_to(counts[:, None].astype(np.uint8), (60_004, 784)),
        target=(counts % 10).astype(str).astype(object),
    )
    ramp = np.linspace(0, 1, 3 * 62 * 47, dtype=np.float32).reshape(3, 62, 47)
    people = Bunch(
        images=ramp, target=np.array([1, 0, 1]), target_names=np.array(["Ada L", "Emmy N"])
    )

    def stand_in(name, result):
        def fetch(*arguments, **options):
            calls.append((name, arguments, options))
            return result

        monkeypatch.setattr(public, name, fetch)

    stand_in("fetch_openml", digits)
    stand_in("fetch_lfw_people", people)
    return calls


def test_mnist_is_shaped_scaled_and_split(fetched):
    mnist = load_public("mnist", download=True)
    assert fetched == [("fetch_openml", ("mnist_784",), {"version": 1, "as_frame": False})]
    assert mnist.data.shape == (60_004, 28, 28)
    assert mnist.data.dtype == np.float64
    assert (mnist.data.min(), mnist.data.max()) == (0, 1)
    np.testing.assert_array_equal(mnist.data[:, 5, 9] * 255, np.arange(60_004) % 256)
    np.testing.assert_array_equal(mnist.target, np.arange(60_004) % 10)
    np.testing.assert_array_equal(mnist.groups, np.arange(60_004) >= 60_000)
    assert {mnist.target.dtype, mnist.groups.dtype} == {np.dtype(np.int64)}
    assert mnist.target_names == [str(digit) for digit in range(10)]
    assert "licence" in mnist.DESCR


def test_lfw_is_grey_and_named(fetched):
    lfw = load_public("lfw", download=True)
    assert fetched == [("fetch_lfw_people", (), {"min_faces_per_person": 70})]
    assert lfw.data.shape == (3, 62, 47)
    assert lfw.data.dtype == np.float64
    assert (lfw.data[0, 0, 0], lfw.data[2, 61, 46]) == (0, 1)
    np.testing.assert_array_equal(lfw.target, [1, 0, 1])
    assert lfw.target.dtype == np.int64
    assert lfw.target_names == ["Ada L", "Emmy N"]
    assert [type(name) for name in lfw.target_names] == [str, str]
    assert "no licence" in lfw.DESCR


@pytest.mark.parametrize("name", FETCHERS)
@pytest.mark.parametrize("options", [{}, {"download": False}])
def test_nothing_is_fetched_unasked(fetched, name, options):
    with pytest.raises(ValueError, match=r"`download` must be True .* MB") as caught:
        load_public(name, **options)
    assert f"load_public('{name}', download=True)" in str(caught.value)
    assert not fetched


@pytest.mark.parametrize(("name", "fetcher"), FETCHERS.items())
@pytest.mark.parametrize("reason", [URLError("no route"), TimeoutError("no route")])
def test_offline_is_told_in_a_sentence(monkeypatch, name, fetcher, reason):
    def fail(*_, **__):
        raise reason

    monkeypatch.setattr(public, fetcher, fail)
    with pytest.raises(
        OSError, match=f"'{name}' could not be fetched: .*online.*no route"
    ) as caught:
        load_public(name, download=True)
    assert type(caught.value) is OSError
    assert caught.value.__cause__ is reason


def test_other_errors_are_not_called_offline(monkeypatch):
    def fail(*_, **__):
        raise KeyError("a mistake of ours")

    monkeypatch.setattr(public, "fetch_openml", fail)
    with pytest.raises(KeyError, match="a mistake of ours"):
        load_public("mnist", download=True)


@pytest.mark.parametrize("name", ["MNIST", "cifar", None, 3])
def test_an_unknown_set_is_refused(fetched, name):
    with pytest.raises(ValueError, match="`name` must be one of 'mnist', 'lfw', got"):
        load_public(name, download=True)
    assert not fetched


def test_the_datasheet_says_what_is_known_of_their_rights():
    text = README.read_text(encoding="utf-8")
    for name, licence in {"mnist": "CC BY-SA 3.0", "lfw": "none"}.items():
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{name}` |")]
        assert licence in row.split("|")[4]
