"""A player holds the sound and its words; a spectrogram shows power where it is."""

import base64
import io
import re
from html import unescape

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from scipy.io import wavfile

from course_utils import figures
from course_utils.figures import sound


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.fixture
def displayed(monkeypatch):
    calls = []
    monkeypatch.setattr(sound, "display", lambda *args, **kwargs: calls.append((args, kwargs)))
    return calls


def played(calls):
    """Return sample rate and samples of the sound in the first player."""
    (content,), _ = calls[0]
    (source,) = re.findall(r' src="data:audio/wav;base64,([\w+/=]+)"', content["text/html"])
    return wavfile.read(io.BytesIO(base64.b64decode(source)))


# ------------------------------------------------------------------ play


def test_a_player_holds_the_sound_its_words_and_a_caption(displayed):
    signal = np.sin(np.arange(400) / 7) / 5
    figures.play(signal, 8000, " What it means. ", alt="A short tone.")
    (content,), options = displayed[0]
    assert options == {"raw": True}
    assert set(content) == {"text/html", "text/plain"}
    assert content["text/plain"] == "Sound: A short tone."
    assert content["text/html"].startswith('<audio controls aria-label="A short tone." ')
    assert content["text/html"].count("<") == 2
    assert displayed[1][0][0].data == "*What it means.*"
    assert len(displayed) == 2
    rate, samples = played(displayed)
    assert rate == 8000
    assert samples.dtype == np.int16
    expected = signal / np.abs(signal).max() * 0.9 * 32768
    np.testing.assert_allclose(samples, expected, rtol=0, atol=0.5)


@pytest.mark.parametrize("gain", [1e-6, 1, -1, 1e6])
def test_every_sound_is_scaled_to_the_same_peak(displayed, gain):
    signal = np.array([0.5, -1, 0.25, 0])
    kept = signal.copy()
    figures.play(gain * signal, 16000, "Words.", alt="Words.")
    _, samples = played(displayed)
    np.testing.assert_array_equal(samples, np.sign(gain) * np.array([14746, -29491, 7373, 0]))
    np.testing.assert_array_equal(signal, kept)


def test_silence_stays_silent(displayed):
    with np.errstate(all="raise"):
        figures.play(np.zeros(5), 16000, "Words.", alt="Words.")
    np.testing.assert_array_equal(played(displayed)[1], np.zeros(5))


def test_channels_stay_apart(displayed):
    figures.play([[1, 0], [0, -0.5], [0, 0]], np.int64(44100), "Words.", alt="Words.")
    rate, samples = played(displayed)
    assert rate == 44100
    np.testing.assert_array_equal(samples, [[29491, 0], [0, -14746], [0, 0]])


@pytest.mark.parametrize(
    "signal",
    [
        np.array([1, -1, 0], np.int16),
        np.array([1, -1, 0], np.float32),
        np.array([1, 7, -1, 7, 0, 7.0])[::2],
        [1, -1, False],
    ],
)
def test_every_kind_of_array_is_played(displayed, signal):
    figures.play(signal, 16000, "Words.", alt="Words.")
    np.testing.assert_array_equal(played(displayed)[1], [29491, -29491, 0])


def test_words_cannot_break_out_of_the_player(displayed):
    alt = 'He said "no" & <b>left</b>, it\'s over.'
    figures.play([1.0], 8000, "Words.", alt=alt)
    html = displayed[0][0][0]["text/html"]
    assert html.count("<") == 2
    for attribute in ("aria-label", "title"):
        (label,) = re.findall(rf' {attribute}="([^"]*)"', html)
        assert unescape(label) == alt
    assert played(displayed)[0] == 8000
    assert displayed[0][0][0]["text/plain"] == f"Sound: {alt}"


def test_nothing_plays_by_itself_or_is_fetched(displayed):
    figures.play([1.0, 0], 8000, "Words.", alt="Words.")
    html = displayed[0][0][0]["text/html"]
    for word in ("autoplay", "loop", "http", "script", "<source"):
        assert word not in html


@pytest.mark.parametrize("name", ["caption", "alt"])
def test_play_insists_on_words(displayed, name):
    words = {"caption": "words", "alt": "words"} | {name: " \n"}
    with pytest.raises(ValueError, match=f"`{name}` must be a sentence"):
        figures.play([1.0], 8000, words["caption"], alt=words["alt"])
    assert not displayed


@pytest.mark.parametrize(
    ("signal", "rate", "error", "message"),
    [
        ([], 8000, ValueError, "`signal` must not be empty"),
        (1.0, 8000, ValueError, r"`signal` must be 1-D or 2-D \(n,\) or \(n, channels\)"),
        ([1, np.nan], 8000, ValueError, "`signal` must be finite, got NaN"),
        (["a"], 8000, TypeError, "`signal` must hold real numbers"),
        ([1.0], 0, ValueError, "`sample_rate` must be a positive whole number, got 0"),
        ([1.0], 8000.5, TypeError, "`sample_rate` must be a positive whole number"),
    ],
)
def test_play_says_what_is_wrong(displayed, signal, rate, error, message):
    with pytest.raises(error, match=message):
        figures.play(signal, rate, "Words.", alt="Words.")
    assert not displayed


# ------------------------------------------------------------------ plot_spectrogram


def mesh_of(fig):
    (mesh,) = [c for c in fig.axes[0].collections if hasattr(c, "get_coordinates")]
    return mesh


FREQUENCIES = np.array([0, 500, 1000, 1500])
TIMES = np.array([0.1, 0.2, 0.3])
POWER = np.array([[5, 0.5, 0], [0.05, 5e-5, 5e-9], [1, 1, 1], [2, 3, 4]])


def test_a_spectrogram_shows_decibels_below_the_largest():
    kept = POWER.copy()
    mesh = mesh_of(figures.plot_spectrogram(FREQUENCIES, TIMES, POWER))
    drawn = np.asarray(mesh.get_array()).reshape(4, 3)
    np.testing.assert_allclose(drawn[:2], [[0, -10, -60], [-20, -50, -60]], atol=1e-9)
    np.testing.assert_allclose(drawn[2:], 10 * np.log10(POWER[2:] / 5))
    assert mesh.get_clim() == (-60, 0)
    np.testing.assert_array_equal(POWER, kept)


def test_the_floor_is_the_bottom_of_the_scale():
    mesh = mesh_of(figures.plot_spectrogram(FREQUENCIES, TIMES, 7 * POWER, floor=-15))
    drawn = np.asarray(mesh.get_array()).reshape(4, 3)
    np.testing.assert_allclose(drawn[:2], [[0, -10, -15], [-15, -15, -15]], atol=1e-9)
    assert mesh.get_clim() == (-15, 0)


def test_a_value_stands_at_its_time_and_frequency():
    """Cells are centred: half a step around 0.1…0.3 s and 0…1.5 kHz, frequency upwards."""
    fig = figures.plot_spectrogram(FREQUENCIES, TIMES, POWER)
    corners = mesh_of(fig).get_coordinates()
    assert corners.shape == (5, 4, 2)
    np.testing.assert_allclose(corners[0, :, 0], [0.05, 0.15, 0.25, 0.35])
    np.testing.assert_allclose(corners[:, 0, 1], [-0.25, 0.25, 0.75, 1.25, 1.75])
    bottom, top = fig.axes[0].get_ylim()
    assert bottom < top


def test_axes_have_units_and_the_colours_a_scale():
    fig = figures.plot_spectrogram(FREQUENCIES, TIMES, POWER, title="A word")
    ax, bar = fig.axes
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("time (s)", "frequency (kHz)")
    assert ax.get_title() == "A word"
    assert bar.get_ylabel() == "dB"
    assert bar.get_ylim() == (-60, 0)


def test_the_map_gets_steadily_lighter():
    mesh = mesh_of(figures.plot_spectrogram(FREQUENCIES, TIMES, POWER))
    colours = mpl.colormaps[mesh.get_cmap().name](np.linspace(0, 1, 256))[:, :3]
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    luminance = linear @ [0.2126, 0.7152, 0.0722]
    assert np.all(np.diff(luminance) > -1e-4)
    assert luminance[-1] - luminance[0] > 0.5


def test_a_spectrogram_is_drawn_where_it_is_told():
    fig, axes = plt.subplots(1, 2)
    assert figures.plot_spectrogram(FREQUENCIES, TIMES, POWER, ax=axes[1]) is fig
    assert not axes[0].collections
    assert len(axes[1].collections) == 1
    assert figures.plot_spectrogram(FREQUENCIES, TIMES, POWER) is not fig


def test_a_single_spectrum_is_drawn():
    for frequencies, times in ((FREQUENCIES, [0.5]), ([500.0], TIMES), ([500.0], [0.5])):
        power = np.ones((len(frequencies), len(times)))
        figures.plot_spectrogram(frequencies, times, power).canvas.draw()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"power": POWER.T}, r"`power` must have shape \(4, 3\), .* got \(3, 4\)"),
        ({"power": POWER[0]}, r"`power` must be 2-D \(frequencies, times\)"),
        ({"power": -POWER}, "`power` must not be negative, and not zero everywhere"),
        ({"power": 0 * POWER}, "`power` must not be negative, and not zero everywhere"),
        ({"power": np.full((4, 3), np.inf)}, "`power` must be finite, got infinity"),
        ({"times": POWER}, "`times` must be 1-D"),
        ({"frequencies": POWER}, "`frequencies` must be 1-D"),
        ({"floor": 0}, "`floor` must be negative, got 0"),
        ({"floor": np.nan}, "`floor` must be negative, got nan"),
    ],
)
def test_a_spectrogram_says_what_is_wrong(changed, message):
    given = {"frequencies": FREQUENCIES, "times": TIMES, "power": POWER} | changed
    with pytest.raises(ValueError, match=message):
        figures.plot_spectrogram(**given)
