"""Figures hold what they were given, and `show` stores what a reader needs."""

import base64
import io

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from course_utils import figures

RAMP = np.linspace(0, 1, 12).reshape(3, 4)


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.fixture
def displayed(monkeypatch):
    shown = []
    monkeypatch.setattr(figures, "display", lambda *a, **k: shown.append((a, k)))
    return shown


def test_show_displays_picture_alt_and_caption_and_closes(displayed):
    fig, ax = plt.subplots(figsize=(2, 1), dpi=50, layout="none")
    ax.plot([1, 2])
    figures.show(fig, "What it means.", alt="A rising line.")
    (content,), options = displayed[0]
    assert options == {"metadata": {"image/png": {"alt": "A rising line."}}, "raw": True}
    assert content["text/plain"] == "Figure: A rising line."
    picture = Image.open(io.BytesIO(base64.b64decode(content["image/png"])))
    assert picture.format == "PNG"
    assert displayed[1][0][0].data == "*What it means.*"
    assert not plt.get_fignums()


@pytest.mark.parametrize("name", ["caption", "alt"])
def test_show_insists_on_words(name):
    words = {"caption": "words", "alt": "words"} | {name: "  "}
    with pytest.raises(ValueError, match=f"`{name}` must be a sentence"):
        figures.show(plt.figure(), words["caption"], alt=words["alt"])


def drawn_images(fig):
    return [image for ax in fig.axes for image in ax.get_images()]


def test_pictures_share_one_scale():
    fig = figures.show_images([RAMP, RAMP / 2, 0 * RAMP], ["a", "b", "c"], columns=2)
    images = drawn_images(fig)
    assert [image.get_clim() for image in images] == [(0, 1)] * 3
    np.testing.assert_array_equal(images[1].get_array(), RAMP / 2)
    assert [image.axes.get_title() for image in images] == ["a", "b", "c"]
    assert {image.get_cmap().name for image in images} == {"gray"}


def test_signed_pictures_have_white_at_zero():
    fig = figures.show_images([RAMP - 0.25, RAMP], ["a", "b"], signed=True)
    for image in drawn_images(fig)[:2]:
        assert image.get_clim() == (-1, 1)
        assert image.get_cmap().name == figures.SIGNED_MAP


@pytest.mark.parametrize(("images", "titles"), [([], []), ([RAMP], []), ([RAMP], ["a", "b"])])
def test_each_picture_needs_a_title(images, titles):
    with pytest.raises(ValueError, match="one title a picture"):
        figures.show_images(images, titles)
    with pytest.raises(ValueError, match="one title a picture"):
        figures.plot_profile(images, titles, row=0)


def test_a_colour_picture_is_drawn_as_it_is():
    fig = figures.show_images([np.dstack([RAMP] * 3)], ["colour"])
    assert drawn_images(fig)[0].get_array().shape == (3, 4, 3)


def test_each_pixel_bears_its_value():
    fig = figures.show_pixels([[0, 1], [2, 3]], "digits")
    texts = {text.get_position(): text.get_text() for text in fig.axes[0].texts}
    assert texts == {(0, 0): "0", (1, 0): "1", (0, 1): "2", (1, 1): "3"}
    fig = figures.show_pixels([[0.125, -0.001]], decimals=2, signed=True)
    assert [text.get_text() for text in fig.axes[0].texts] == ["0.12", "0.00"]


def test_pixel_values_can_be_read_on_dark_and_bright():
    fig = figures.show_pixels([[0, 1]])
    assert [text.get_color() for text in fig.axes[0].texts] == ["white", "black"]


def test_pixels_can_be_drawn_into_given_axes():
    given, ax = plt.subplots()
    assert figures.show_pixels(RAMP, ax=ax) is given


def test_a_large_picture_is_no_table():
    with pytest.raises(ValueError, match=r"at most 1,000 pixels, got shape \(40, 40\)"):
        figures.show_pixels(np.zeros((40, 40)))


def test_the_profile_is_the_row():
    fig = figures.plot_profile([RAMP, RAMP**2], ["a", "b"], row=1)
    lines = [ax.get_lines()[0] for ax in fig.axes if ax.get_xlabel() == "column"]
    np.testing.assert_array_equal(lines[0].get_ydata(), RAMP[1])
    np.testing.assert_array_equal(lines[1].get_ydata(), RAMP[1] ** 2)


@pytest.mark.parametrize("row", [-1, 3])
def test_the_row_must_exist(row):
    with pytest.raises(ValueError, match="`row` must be from 0 to 2"):
        figures.plot_profile([RAMP], ["a"], row=row)


def test_a_surface_has_the_heights():
    fig = figures.surface(RAMP, "hill", extent=2)
    (ax,) = fig.axes
    assert ax.name == "3d"
    assert ax.get_title() == "hill"
    assert ax.get_xlim()[1] >= 2


def test_the_sketch_fills_the_current_box():
    fig = figures.sketch(["picture", "neighbours"], current=1)
    weights = [text.get_weight() for text in fig.axes[0].texts if text.get_text()]
    assert weights == ["normal", "bold"]
    with pytest.raises(ValueError, match="`current` must be from 0 to 1, got 2"):
        figures.sketch(["picture", "neighbours"], current=2)


def test_a_comparison_shows_three_pictures(displayed, monkeypatch):
    kept = []
    monkeypatch.setattr(figures.plt, "close", kept.append)
    figures.compare_images(RAMP, RAMP + 0.5)
    images = drawn_images(kept[0])
    np.testing.assert_allclose(images[2].get_array(), 0.5)
    assert "largest magnitude is 0.5" in displayed[0][1]["metadata"]["image/png"]["alt"]
    monkeypatch.undo()


@pytest.mark.parametrize("bad", [np.zeros(3), np.full((2, 2), np.nan), np.zeros((0, 3))])
def test_what_is_no_picture_is_refused(bad):
    for draw in (figures.show_pixels, figures.surface):
        with pytest.raises(ValueError, match="must"):
            draw(bad)
    with pytest.raises(ValueError, match=r"`images\[0\]` must"):
        figures.show_images([bad], ["bad"])
