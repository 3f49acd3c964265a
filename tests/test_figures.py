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
    monkeypatch.setattr(figures.display, "display", lambda *a, **k: shown.append((a, k)))
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


def test_each_weights_picture_has_its_own_symmetric_scale():
    weights = np.stack([RAMP - 0.25, -3 * RAMP, 0 * RAMP])
    fig = figures.show_weights(weights, ["a", "b", "c"], columns=2)
    images = drawn_images(fig)
    assert [image.get_clim() for image in images] == [(-0.75, 0.75), (-3, 3), (-1, 1)]
    for image, array, title in zip(images, weights, "abc", strict=True):
        np.testing.assert_array_equal(image.get_array(), array)
        assert image.get_cmap().name == figures.SIGNED_MAP
        assert image.axes.get_title() == title
        assert not image.axes.axison


@pytest.mark.parametrize("draw", [figures.show_images, figures.show_weights])
def test_pictures_stand_side_by_side_and_no_axes_stay_empty(draw):
    fig = draw([RAMP, RAMP.T, RAMP[:1]], ["a", "b", "c"])
    assert len(drawn_images(fig)) == len(fig.axes) == 3
    assert [ax.get_subplotspec().rowspan.start for ax in fig.axes] == [0, 0, 0]
    fig = draw([RAMP] * 5, list("abcde"), columns=2)
    assert [ax.get_subplotspec().rowspan.start for ax in fig.axes] == [0, 0, 1, 1, 2]
    assert [ax.get_subplotspec().colspan.start for ax in fig.axes] == [0, 1, 0, 1, 0]
    full = draw([RAMP] * 4, list("abcd"), columns=2)
    assert full.axes[0].get_gridspec().nrows == 2


@pytest.mark.parametrize(
    ("weights", "titles", "message"),
    [
        ([], [], "one title for each of `weights`, got 0 for 0"),
        ([RAMP], ["a", "b"], "one title for each of `weights`, got 2 for 1"),
        ([RAMP, RAMP[0]], ["a", "b"], r"`weights\[1\]` must be 2-D"),
        ([RAMP + np.inf], ["a"], r"`weights\[0\]` must be finite"),
    ],
)
def test_what_are_no_weights_is_refused(weights, titles, message):
    with pytest.raises(ValueError, match=message):
        figures.show_weights(weights, titles)


@pytest.mark.parametrize(("images", "titles"), [([], []), ([RAMP], []), ([RAMP], ["a", "b"])])
def test_each_picture_needs_a_title(images, titles):
    message = f"one title for each of `images`, got {len(titles)} for {len(images)}"
    with pytest.raises(ValueError, match=message):
        figures.show_images(images, titles)
    with pytest.raises(ValueError, match=message):
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


def test_signals_lie_under_each_other_over_one_axis():
    signals = [np.arange(50.0) ** 2, [3, 1, 2]]
    fig = figures.plot_signals(signals, ["a", "b"], sample_rate=10, unit="seconds")
    for ax, signal, title in zip(fig.axes, signals, ["a", "b"], strict=True):
        (line,) = ax.get_lines()
        np.testing.assert_array_equal(line.get_ydata(), signal)
        np.testing.assert_allclose(line.get_xdata(), np.arange(len(signal)) / 10)
        assert ax.get_title(loc="left") == title
        assert ax.get_xlim()[0] <= 0 < 4.9 <= ax.get_xlim()[1] < 5.0
    upper, lower = fig.axes
    assert upper.get_position().y0 > lower.get_position().y0
    assert (upper.get_xlabel(), lower.get_xlabel()) == ("", "seconds")
    assert upper.get_ylim() != lower.get_ylim()


def test_a_signal_alone_counts_samples():
    (ax,) = figures.plot_signals(np.zeros((1, 5), np.float32), ["zeros"]).axes
    assert ax.get_xlabel() == "sample"
    np.testing.assert_array_equal(ax.get_lines()[0].get_xdata(), np.arange(5))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([], []), "one title for each of `signals`, got 0 for 0"),
        (([[1, 2]], []), "one title for each of `signals`, got 0 for 1"),
        ((RAMP[:1], ["a", "b"]), "one title for each of `signals`, got 2 for 1"),
        (([RAMP], ["a"]), r"`signals\[0\]` must be 1-D, got shape \(3, 4\)"),
        (([[1, 2], [1, np.nan]], ["a", "b"]), r"`signals\[1\]` must be finite, got NaN"),
    ],
)
def test_what_is_no_signal_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        figures.plot_signals(*arguments)


@pytest.mark.parametrize(("rate", "error"), [(0, ValueError), (-1, ValueError), ("1", TypeError)])
def test_the_sample_rate_must_be_positive(rate, error):
    with pytest.raises(error, match="`sample_rate` must be"):
        figures.plot_signals([[1, 2]], ["a"], sample_rate=rate)


def centred_frequencies(n):
    return np.fft.fftshift(np.fft.fftfreq(n))


@pytest.mark.parametrize("shape", [(8, 6), (7, 5), (1, 4), (3, 1)])
def test_each_bin_of_a_spectrum_is_drawn_at_its_frequency(shape):
    power = np.arange(1.0, 1 + np.prod(shape)).reshape(shape)
    rows, columns = (centred_frequencies(n) for n in shape)
    fig = figures.plot_spectrum2d(rows, columns, power, "powers")
    ax, colours = fig.axes
    (drawn,) = ax.get_images()
    np.testing.assert_allclose(drawn.get_array(), np.log10(power))
    left, right, bottom, top = drawn.get_extent()
    across, down = (right - left) / shape[1], (bottom - top) / shape[0]
    np.testing.assert_allclose(left + across * (np.arange(shape[1]) + 0.5), columns, atol=1e-12)
    np.testing.assert_allclose(top + down * (np.arange(shape[0]) + 0.5), rows, atol=1e-12)
    assert drawn.origin == "upper"
    assert ax.get_xlabel() == "column frequency\n(cycles per pixel)"
    assert ax.get_ylabel() == "row frequency\n(cycles per pixel)"
    assert ax.get_title() == "powers"
    assert "power" in colours.get_ylabel()


def test_a_spectrum_covers_ten_powers_of_ten():
    two = centred_frequencies(2)
    fig = figures.plot_spectrum2d(two, two, [[100, 1e-7], [1e-30, 0]])
    (drawn,) = drawn_images(fig)[:1]
    np.testing.assert_allclose(drawn.get_array(), [[2, -7], [-8, -8]])
    np.testing.assert_allclose(drawn.get_clim(), (-8, 2))
    fig = figures.plot_spectrum2d(two, two, [[100, 99], [98, 97]])
    np.testing.assert_allclose(drawn_images(fig)[0].get_clim(), (-8, 2))


def test_the_spectrum_of_black_is_drawn_without_complaint(recwarn):
    one = centred_frequencies(1)
    fig = figures.plot_spectrum2d(one, one, [[0.0]])
    fig.canvas.draw()
    assert not recwarn.list


def test_a_spectrum_can_be_drawn_into_given_axes():
    given, ax = plt.subplots()
    frequencies = [centred_frequencies(n) for n in RAMP.shape]
    assert figures.plot_spectrum2d(*frequencies, RAMP, ax=ax) is given
    assert len(ax.get_images()) == 1


@pytest.mark.parametrize(
    ("rows", "columns", "power", "message"),
    [
        (3, 4, RAMP.T, r"`power` must have the frequencies' shape \(3, 4\), got \(4, 3\)"),
        (3, 4, -RAMP, "`power` must not be negative, got -1"),
        (3, 4, RAMP[0], r"`power` must be 2-D \(rows, columns\), got shape \(4,\)"),
        (3, 4, RAMP * np.nan, "`power` must be finite, got NaN"),
    ],
)
def test_what_is_no_spectrum_is_refused(rows, columns, power, message):
    with pytest.raises(ValueError, match=message):
        figures.plot_spectrum2d(centred_frequencies(rows), centred_frequencies(columns), power)


@pytest.mark.parametrize(("n", "columns", "down"), [(7, 3, 3), (6, 3, 2), (2, 10, 1), (1, 1, 1)])
def test_a_montage_holds_every_picture_in_order_with_gaps_between(n, columns, down):
    pictures = np.random.default_rng(0).normal(size=(n, 4, 5))
    (drawn,) = drawn_images(figures.montage(pictures, columns=columns, title="many"))
    sheet = drawn.get_array()
    across = min(n, columns)
    assert sheet.shape == (down * 5 - 1, across * 6 - 1)
    found = np.ma.filled(sheet, np.nan)
    for i, picture in enumerate(pictures):
        row, column = divmod(i, across)
        window = np.s_[row * 5 : row * 5 + 4, column * 6 : column * 6 + 5]
        np.testing.assert_array_equal(found[window], picture)
    assert np.isfinite(found).sum() == pictures.size
    assert drawn.get_clim() == (pictures.min(), pictures.max())
    assert drawn.get_cmap().name == "gray"
    assert drawn.axes.get_title() == "many"
    assert not drawn.axes.axison


def test_the_gap_grows_with_the_pictures():
    (drawn,) = drawn_images(figures.montage(np.zeros((2, 64, 64))))
    assert drawn.get_array().shape == (64, 2 * 64 + 4)


@pytest.mark.parametrize(("n", "width"), [(1, 6), (8, 9.6), (10, 12), (20, 12)])
def test_a_montage_is_as_wide_as_the_page_at_most(n, width):
    fig = figures.montage(np.zeros((n, 8, 8)), columns=20)
    assert fig.get_size_inches()[0] == pytest.approx(width)
    assert fig.get_size_inches()[1] == pytest.approx(0.5 + 12 / max(n, 10), rel=0.12)


@pytest.mark.parametrize(
    ("images", "columns", "error", "message"),
    [
        (RAMP, 10, ValueError, r"`images` must be 3-D \(n, rows, columns\), got shape \(3, 4\)"),
        ([RAMP, RAMP.T], 10, ValueError, "`images` must be a regular array"),
        ([RAMP * np.nan], 10, ValueError, "`images` must be finite"),
        ([RAMP], 0, ValueError, "`columns` must be a positive whole number"),
        ([RAMP], 2.5, TypeError, "`columns` must be a positive whole number"),
    ],
)
def test_what_is_no_stack_of_pictures_is_refused(images, columns, error, message):
    with pytest.raises(error, match=message):
        figures.montage(images, columns=columns)


def test_nothing_is_cut_off_at_the_type_size_of_the_course():
    with plt.style.context("course_utils.course"):
        noise = np.random.default_rng(0).normal(size=(3, 40))
        frequencies = [centred_frequencies(n) for n in (3, 40)]
        for fig in (
            figures.plot_signals(noise, ["a", "b", "c"], unit="seconds"),
            figures.plot_spectrum2d(*frequencies, noise**2, "spectrum"),
            figures.montage(np.zeros((3, 8, 8)), title="three pictures and a title that is longer"),
        ):
            fig.canvas.draw()
            drawn, page = fig.get_tightbbox(), fig.get_size_inches()
            assert drawn.x0 >= 0
            assert drawn.y0 >= 0
            assert drawn.x1 <= page[0]
            assert drawn.y1 <= page[1]


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
    monkeypatch.setattr(plt, "close", kept.append)
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
