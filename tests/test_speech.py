"""Speech is held to SciPy, to files written byte by byte, and to sums and loops written out."""

import math
import struct
import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage, signal
from scipy.io import wavfile

from course_utils.fourier import power_spectrum
from course_utils.gabor import gabor_kernel1d
from course_utils.speech import (
    Sound,
    band_power,
    local_features,
    read_sound,
    resample,
    spectrogram,
    synthesise_vowel,
)

from .unusable import each_unusable_input

REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=40)
RNG = np.random.default_rng(12)


def assert_close(actual, expected, largest=None):
    """Equal within 1e-12 of the largest value of the result, or of what is given instead."""
    expected = np.asarray(expected)
    largest = np.abs(expected).max(initial=0) if largest is None else largest
    assert actual.shape == expected.shape
    assert actual.dtype == np.float64
    assert np.abs(actual - expected).max(initial=0) <= 1e-12 * largest


def signals(shortest=1, longest=40):
    numbers = st.floats(1e-6, 1e3) | st.floats(-1e3, -1e-6) | st.just(0.0)
    return arrays(np.float64, st.integers(shortest, longest), elements=numbers)


def tone(frequency, sample_rate, n, amplitude=1.0):
    return amplitude * np.cos(2 * np.pi * frequency * np.arange(n) / sample_rate + 0.3)


# --- files --------------------------------------------------------------------------------------

PCM, FLOAT, MULAW, EXTENSIBLE = 1, 3, 7, 0xFFFE


def chunk(name, content):
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def wav(samples, *, tag=PCM, bits=16, channels=1, rate=16000, extensible=False, between=b""):
    """Return the bytes of a WAV file, written by the book."""
    frame = channels * bits // 8
    kind = struct.pack("<HHIIHH", tag, channels, rate, rate * frame, frame, bits)
    if extensible:
        guid = struct.pack("<I", tag) + b"\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71"
        kind = struct.pack("<H", EXTENSIBLE) + kind[2:] + struct.pack("<HHI", 22, bits, 0) + guid
    content = b"WAVE" + chunk(b"fmt ", kind) + between + chunk(b"data", samples)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def whole(numbers, n_bytes):
    """Return signed whole numbers as little-endian bytes."""
    return b"".join(number.to_bytes(n_bytes, "little", signed=True) for number in numbers)


@pytest.fixture
def saved(tmp_path):
    """Return a function that writes bytes to a file and returns its path."""

    def save(content, name="voice.wav"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return save


FORMATS = {
    "8": (bytes([0, 64, 128, 129, 255]), PCM, 8, [-1, -0.5, 0, 1 / 128, 127 / 128]),
    "16": (whole([-32768, -1, 0, 16384, 32767], 2), PCM, 16, [-1, -(2**-15), 0, 0.5, 1 - 2**-15]),
    "24": (whole([-(2**23), -1, 0, 2**22, 3], 3), PCM, 24, [-1, -(2**-23), 0, 0.5, 3 * 2**-23]),
    "32": (whole([-(2**31), -1, 0, 2**30, 3], 4), PCM, 32, [-1, -(2**-31), 0, 0.5, 3 * 2**-31]),
    "64": (whole([-(2**63), 0, 2**62], 8), PCM, 64, [-1, 0, 0.5]),
    "float32": (struct.pack("<4f", -1, 0, 0.25, 2.5), FLOAT, 32, [-1, 0, 0.25, 2.5]),
    "float64": (struct.pack("<3d", -1, 0.1, -7), FLOAT, 64, [-1, 0.1, -7]),
}


@pytest.mark.parametrize("extensible", [False, True], ids=["plain", "extensible"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_scale(saved, name, extensible):
    samples, tag, bits, expected = FORMATS[name]
    content = wav(samples, tag=tag, bits=bits, rate=11025, extensible=extensible)
    sound = read_sound(saved(content))
    assert isinstance(sound, Sound)
    assert sound.signal.dtype == np.float64
    assert sound.signal.flags.writeable
    assert sound.signal.tolist() == expected
    assert sound.sample_rate == 11025
    assert type(sound.sample_rate) is int


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("channels", [2, 3])
def test_channels_are_columns(saved, name, channels):
    samples, tag, bits, expected = FORMATS[name]
    content = wav(samples * channels, tag=tag, bits=bits, channels=channels)
    read = read_sound(saved(content)).signal
    assert read.tolist() == np.reshape(expected * channels, (-1, channels)).tolist()


@pytest.mark.parametrize("rate", [1, 7919, 8000, 22050, 44100, 192000])
def test_any_sample_rate(saved, rate):
    assert read_sound(saved(wav(whole([5], 2), rate=rate))).sample_rate == rate


def test_a_size_may_look_like_the_end_of_a_line(saved):
    content = wav(b"\x80" * 230, bits=8)
    assert content[4:6] == b"\n\1"
    assert read_sound(saved(content)).signal.tolist() == [0] * 230


@settings(REPRODUCIBLE, max_examples=20)
@given(
    samples=arrays(np.int16, st.integers(1, 30))
    | arrays(np.uint8, st.integers(1, 30))
    | arrays(np.float32, (7, 2), elements=st.floats(-2, 2, width=32))
)
def test_what_scipy_writes(tmp_path_factory, samples):
    path = tmp_path_factory.getbasetemp() / "scipy.wav"
    wavfile.write(path, 8000, samples)
    offset, scale = {"i": (0, 32768), "u": (128, 128), "f": (0, 1)}[samples.dtype.kind]
    expected = (samples.astype(float) - offset) / scale
    np.testing.assert_array_equal(read_sound(path).signal, expected)


def test_notes_of_other_programs_are_passed_over_without_a_word(saved):
    notes = chunk(b"LIST", b"INFOISFT") + chunk(b"bext", b"odd")
    content = wav(bytes([0, 255, 128]), bits=8, between=notes) + chunk(b"id3 ", b"after the end")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_sound(saved(content)).signal.tolist() == [-1, 127 / 128, 0]


def test_the_content_counts_and_not_the_name(saved):
    path = saved(wav(whole([16384], 2)), "voice.mp3")
    assert read_sound(path).signal.tolist() == read_sound(str(path)).signal.tolist() == [0.5]


OTHERS = {
    "MP3": [b"ID3\x04", *(b"\xff" + bytes([second]) for second in b"\xe2\xe3\xf2\xf3\xfa\xfb")],
    "MPEG-4 (M4A)": [b"\0\0\0\x1cftypM4A ", b"\0\n\0\x20ftypmp42"],
    "Ogg": [b"OggS\0\2"],
    "FLAC": [b"fLaC\0\0"],
    "WebM": [b"\x1a\x45\xdf\xa3\x9f"],
    "AIFF": [b"FORM\0\0\1\0AIFFCOMM", b"FORM\0\0\1\0AIFCFVER"],
    "AAC": [b"\xff\xf1\x50", b"\xff\xf9\x50"],
    "AMR": [b"#!AMR\n", b"#!AMR-WB\n"],
}


@pytest.mark.parametrize(("name", "head"), [(n, head) for n in OTHERS for head in OTHERS[n]])
def test_other_formats_are_named_and_how_to_convert_them(saved, name, head):
    path = saved(head + b"\0" * 50, "my voice.m4a")
    with pytest.raises(ValueError, match="`path` must name a WAV file") as caught:
        read_sound(path)
    assert f"{path} is {name}: convert it by `ffmpeg -i " in str(caught.value)
    assert f'`ffmpeg -i "{path}" "{path.parent / "my voice.wav"}"` or Aud' in str(caught.value)


def test_a_file_with_the_wrong_name_is_not_converted_onto_itself(saved):
    path = saved(b"ID3" + b"\0" * 50)
    with pytest.raises(ValueError, match=r'"converted\.wav"'):
        read_sound(path)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "voice.wav is empty"),
        (b"Dear reader, this is text", "voice.wav begins with b'Dear reader,'"),
        ("Grüße".encode("utf-16"), "voice.wav begins with"),
        (b"\xff", "voice.wav begins with"),
        (b"RIFF\x24\0\0\0AVI LIST", "voice.wav begins with b'RIFF"),
        (b"xRIFF\x24\0\0\0WAVEfmt ", "voice.wav begins with b'xRIFF"),
    ],
    ids=["empty", "text", "utf-16", "one byte", "video", "shifted"],
)
def test_what_is_no_sound_is_named(saved, content, found):
    with pytest.raises(ValueError, match="`path` must name a WAV file, but .*" + found):
        read_sound(saved(content))


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_cut_off_anywhere_is_an_error(saved, name):
    samples, tag, bits, _ = FORMATS[name]
    content = wav(samples, tag=tag, bits=bits, channels=1)
    for length in range(len(content)):
        message = "must name a" if length < 12 else "must name a complete WAV .*is cut off"
        with pytest.raises(ValueError, match=message):
            read_sound(saved(content[:length]))


def with_size(content, size):
    return content[:4] + struct.pack("<I", size) + content[8:]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (with_size(wav(whole([1, 2], 2)), 0), "complete .* 48 bytes, by its own account 8"),
        (with_size(wav(whole([1, 2], 2)), 2**32 - 1), "complete .*cut off or was never finished"),
        (wav(b"\x7f" * 20, tag=MULAW, bits=8), "compressed: .*MULAW"),
        (wav(whole([1], 2), channels=0), "damaged or compressed"),
        (wav(b"\0" * 20).replace(b"data", b"dada"), "damaged or compressed"),
        (wav(b"\0" * 20).replace(b"fmt ", b"fnt "), "damaged or compressed: No fmt chunk"),
        (wav(b"\0" * 20, tag=FLOAT, bits=16), "damaged or compressed: .*bit depth"),
        (wav(b""), "must not be empty, got shape"),
        (wav(b"", channels=2), "must not be empty, got shape"),
        (wav(struct.pack("<2f", 0, np.nan), tag=FLOAT, bits=32), "must be finite, got NaN"),
        (wav(struct.pack("<d", -np.inf), tag=FLOAT, bits=64), "must be finite, got infinity"),
    ],
    ids=[
        *("unfinished", "endless", "μ-law", "no channels", "no data", "no format", "half floats"),
        *("no samples", "no stereo samples", "NaN", "infinity"),
    ],
)
def test_unusable_files_are_named_with_what_is_wrong(saved, content, message):
    path = saved(content)
    with pytest.raises(ValueError, match=message) as caught:
        read_sound(path)
    assert str(path) in str(caught.value)


def test_no_file_and_no_path(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nothing\.wav"):
        read_sound(tmp_path / "nothing.wav")
    with pytest.raises(TypeError):
        read_sound(3)


# --- sample rates -------------------------------------------------------------------------------


@REPRODUCIBLE
@given(samples=signals(), rates=st.tuples(st.integers(1, 60), st.integers(1, 60)))
def test_resampling_is_scipys(samples, rates):
    before, after = rates
    common = math.gcd(before, after)
    expected = signal.resample_poly(samples, after // common, before // common)
    assert_close(resample(samples, before, after), expected)
    assert len(expected) == math.ceil(len(samples) * after / before)


@pytest.mark.parametrize(("before", "after"), [(44100, 16000), (16000, 22050), (8000, 16000)])
def test_a_tone_stays_the_same_tone(before, after):
    resampled = resample(tone(1234.5, before, before // 4), before, after)
    expected = tone(1234.5, after, len(resampled))
    inner = slice(200, -200)  # the silence beyond the ends is felt near them
    assert np.abs(resampled - expected)[inner].max() < 3e-3


def test_what_the_lower_rate_cannot_tell_does_not_come_back_as_an_alias():
    too_high = tone(11000, 32000, 8000)
    frequencies, power = power_spectrum(too_high[::2], sample_rate=16000)
    assert (frequencies[power.argmax()], power.max()) == (5000, pytest.approx(0.5))
    assert np.abs(resample(too_high, 32000, 16000)[50:-50]).max() < 3e-3


@pytest.mark.parametrize(("factor", "gain"), [(0.85, 0.99), (0.9999, 0.5), (1.15, 0.01)])
def test_the_low_pass_is_as_steep_as_is_said(factor, gain):
    weakened = resample(tone(factor * 8000, 32000, 64000), 32000, 16000)[100:-100]
    assert np.sqrt(2 * np.mean(weakened**2)) == pytest.approx(gain, abs=0.02)


def test_channels_are_resampled_each_for_itself():
    stereo = RNG.normal(size=(50, 2))
    ours = resample(stereo, 6, 4)
    assert_close(ours, np.column_stack([resample(channel, 6, 4) for channel in stereo.T]))
    assert ours.shape == (34, 2)


def test_the_same_rate_leaves_the_sound_as_it_is_but_copies_it():
    samples = RNG.normal(size=9)
    same = resample(samples, 11025, 11025)
    np.testing.assert_array_equal(same, samples)
    assert not np.shares_memory(same, samples)


# --- spectrogram --------------------------------------------------------------------------------

LENGTHS = st.tuples(st.integers(1, 40), st.integers(1, 50))


@REPRODUCIBLE
@given(samples=signals(40, 120), lengths=LENGTHS, rate=st.sampled_from([1.0, 8000, 11025, 0.3]))
def test_spectrogram_is_scipys(samples, lengths, rate):
    length, stride = lengths
    assume(stride <= length)  # SciPy's windows touch at least
    ours = spectrogram(samples, rate, window=length / rate, step=stride / rate)
    bell = signal.windows.hann(length, sym=False)
    settings = {"window": bell, "detrend": False, "scaling": "density"}
    theirs = signal.spectrogram(samples, rate, noverlap=length - stride, **settings)
    assert_close(ours[0], theirs[0])
    assert_close(ours[1], length / 2 / rate + np.arange(len(theirs[1])) * stride / rate)
    assert_close(ours[2], theirs[2] * rate / length)


def test_spectrogram_is_that_of_the_short_time_transform():
    samples, bell = RNG.normal(size=1000), signal.windows.hann(200, sym=False)
    transform = signal.ShortTimeFFT(bell, 80, 8000, scale_to="psd", fft_mode="onesided2X")
    frequencies, times, power = spectrogram(samples[60:], 8000)
    assert_close(frequencies, transform.f)
    assert_close(times + 60 / 8000, transform.t(1000, p0=2, p1=12))  # from sample 2 · 80 - 100
    assert_close(power, transform.spectrogram(samples, p0=2, p1=12) * 8000 / 200)


@REPRODUCIBLE
@given(samples=signals(6, 60), length=st.integers(1, 6), stride=st.integers(1, 9))
def test_spectrogram_by_hand(samples, length, stride):
    frequencies, times, power = spectrogram(samples, 100, window=length / 100, step=stride / 100)
    starts = [s for s in range(0, len(samples), stride) if s + length <= len(samples)]
    bell = [0.5 - 0.5 * math.cos(2 * math.pi * i / length) for i in range(length)]
    bell = [1.0] if length == 1 else bell
    expected = np.empty((length // 2 + 1, len(starts)))
    for column, start in enumerate(starts):
        for k in range(length // 2 + 1):
            wave = [np.exp(-2j * np.pi * k * i / length) for i in range(length)]
            total = sum(samples[start + i] * bell[i] * wave[i] for i in range(length))
            pair = 1 if 2 * k in (0, length) else 2
            expected[k, column] = pair * abs(total) ** 2 / length / sum(b * b for b in bell)
    assert_close(power, expected, np.abs(samples).max() ** 2)
    assert_close(frequencies, [k * 100 / length for k in range(length // 2 + 1)])
    assert_close(times, [(start + length / 2) / 100 for start in starts])
    weighted = [
        sum((samples[s + i] * bell[i]) ** 2 for i in range(length)) / sum(b * b for b in bell)
        for s in starts
    ]
    assert_close(power.sum(axis=0), weighted, np.abs(samples).max() ** 2)


def test_a_tone_shows_its_power_where_and_when_it_sounds():
    samples = np.concatenate([np.zeros(8000), tone(1000, 16000, 8000, amplitude=0.6)])
    frequencies, times, power = spectrogram(samples, 16000)
    assert power.shape == (201, 98)
    assert frequencies[power[:, -1].argmax()] == 1000
    np.testing.assert_allclose(power[:, times > 0.52].sum(axis=0), 0.18, rtol=1e-3)
    assert power[:, times < 0.48].max() == 0
    assert times[1] - times[0] == pytest.approx(0.01)


def test_lengths_are_rounded_to_samples():
    frequencies, times, power = spectrogram(RNG.normal(size=3000), 22050)  # 551.25 and 220.5
    assert_close(frequencies, np.arange(276) * (22050 / 551))
    assert_close(times, (np.arange(12) * 220 + 275.5) / 22050)
    assert power.shape == (276, 12)
    frequencies, _, power = spectrogram([1.0, 2.0, 4.0], 10, window=0.27, step=5)
    assert power.shape == (2, 1)
    assert_close(frequencies, [0, 10 / 3])


# --- power in bands -----------------------------------------------------------------------------


def share(low, high, start, end):
    """Return how much of low … high lies within start … end."""
    return max(0.0, min(high, end) - max(low, start)) / (high - low)


def bands_by_hand(samples, rate, edges):
    """Add up the share of each bin in each band, as the definition says."""
    frequencies, power = power_spectrum(samples, sample_rate=rate)
    width = rate / len(samples)
    bins = [(max(0, f - width / 2), min(rate / 2, f + width / 2)) for f in frequencies]
    return [
        sum(p * share(*reach, start, end) for p, reach in zip(power, bins, strict=True))
        for start, end in pairwise(edges)
    ]


@settings(REPRODUCIBLE, max_examples=80)
@given(
    samples=signals(longest=25),
    rate=st.sampled_from([1.0, 16000, 44100, 0.7]),
    cuts=st.sets(st.floats(0, 1), min_size=2, max_size=8),
)
def test_bands_get_the_exact_share_of_each_bin(samples, rate, cuts):
    edges = np.array(sorted(cuts)) * (rate / 2)
    assume((np.diff(edges) > 0).all())
    expected = np.array(bands_by_hand(samples, rate, edges))
    assert_close(band_power(samples, rate, edges), expected, np.mean(samples**2))


@REPRODUCIBLE
@given(samples=signals(), cuts=st.sets(st.floats(0.01, 0.49), min_size=1, max_size=8))
def test_bands_add_up_and_all_together_are_the_mean_square(samples, cuts):
    edges = [0, *sorted(cuts), 0.5]
    bands, power = band_power(samples, 1, edges), np.mean(samples**2)
    assert_close(bands.sum(), power)
    assert_close(band_power(samples, 1, [0, 0.5]), [power])
    assert_close(band_power(samples, 1, [edges[0], edges[2]]), [bands[0] + bands[1]], power)


@pytest.mark.parametrize("n", [1, 2, 3, 8, 9])
def test_a_bin_for_itself_is_its_power(n):
    samples = RNG.normal(size=n)
    _, theirs = signal.periodogram(samples, 90, detrend=False, scaling="spectrum")
    middles = (np.arange(len(theirs) - 1) + 0.5) * 90 / n
    assert_close(band_power(samples, 90, [0, *middles, 45]), theirs)


def test_a_tone_between_two_bands_is_shared_out():
    samples = tone(1000, 16000, 1600, amplitude=0.2)  # bins of 10 Hz, one from 995 to 1005 Hz
    bands = band_power(samples, 16000, [0, 995, 1002, 1005, 8000])
    assert_close(bands, [0, 0.02 * 0.7, 0.02 * 0.3, 0])


def test_rows_are_sounds():
    sounds, edges = RNG.normal(size=(4, 33)), [0.5, 1.7, 3.0, 4.0]
    bands = band_power(sounds, 8, edges)
    assert bands.shape == (4, 3)
    assert_close(bands, [band_power(sound, 8, edges) for sound in sounds])


def test_rounding_makes_no_band_negative():
    frequency, n = 58, 149
    for phase in np.linspace(0, 6, 40):
        samples = np.cos(2 * np.pi * frequency * np.arange(n) / n + phase)
        ends = (np.arange(n // 2) + 0.5) / n * 11025
        edges = np.unique([ends, np.nextafter(ends, 0), np.nextafter(ends, 1e9)])
        assert band_power(samples, 11025, edges).min() >= 0


# --- spikes -------------------------------------------------------------------------------------

FREQUENCIES = [300, 600, 1200, 2400]


def magnitudes_by_hand(samples, rate, frequencies):
    kernels = [gabor_kernel1d(frequency / rate) for frequency in frequencies]
    return np.abs([ndimage.convolve(samples, kernel, mode="reflect") for kernel in kernels])


def spikes_by_hand(loudness):
    """Walk from each maximum to both sides until something higher, and see how deep it goes."""
    found = []
    for middle in range(1, len(loudness) - 1):
        height = loudness[middle]
        if loudness[middle - 1] < height > loudness[middle + 1]:
            depths = []
            for side in (loudness[middle::-1], loudness[middle:]):
                higher = np.flatnonzero(side > height)
                depths.append(height - side[: higher[0] if len(higher) else None].min())
            if min(depths) >= 0.05 * loudness.max():
                found.append(middle)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_spikes_by_hand(seed):
    rng = np.random.default_rng(seed)
    samples = rng.normal(size=700) * np.repeat(rng.random(10), 70) ** 2
    times, features = local_features(samples, 8000, FREQUENCIES)
    magnitudes = magnitudes_by_hand(samples, 8000, FREQUENCIES)
    expected = spikes_by_hand(magnitudes.sum(axis=0))
    assert len(expected) > 10
    assert_close(times, np.array(expected) / 8000)
    rows = magnitudes[:, expected].T
    assert_close(features, rows / np.sqrt((rows**2).sum(axis=1))[:, np.newaxis])


def test_ripples_are_no_spikes():
    carrier, slow = tone(600, 8000, 4000), np.cos(np.arange(4000) / 40)
    assert len(local_features(carrier * (1 + 0.035 * slow), 8000, [600])[0]) == 15  # 7 % deep
    assert len(local_features(carrier * (1 + 0.02 * slow), 8000, [600])[0]) == 0  # 4 % deep


def test_a_burst_gives_a_spike_at_its_middle_and_of_its_frequency():
    seconds = np.arange(8000) / 8000
    samples = np.zeros(8000)
    middles = np.array([0.2, 0.45, 0.8])
    for middle, frequency, strength in zip(middles, [2400, 300, 1200], [1, 0.3, 0.6], strict=True):
        bell = np.exp(-0.5 * ((seconds - middle) / 0.01) ** 2)
        samples += strength * bell * np.cos(2 * np.pi * frequency * seconds)
    times, features = local_features(samples, 8000, FREQUENCIES)
    np.testing.assert_allclose(times, middles, atol=2e-3)
    assert features.argmax(axis=1).tolist() == [3, 0, 2]
    assert_close((features**2).sum(axis=1), np.ones(3))


def test_loudness_and_the_unit_of_time_are_forgotten_and_nothing_else():
    samples = RNG.normal(size=900)
    times, features = local_features(samples, 8000, FREQUENCIES)
    louder = local_features(1000 * samples, 8000, FREQUENCIES)
    np.testing.assert_array_equal(louder[0], times)
    assert_close(louder[1], features)
    faster = local_features(samples, 16000, 2 * np.array(FREQUENCIES))
    assert_close(faster[0], times / 2)
    assert_close(faster[1], features)


@pytest.mark.parametrize("value", [0.0, 0.7])
def test_silence_and_a_constant_have_no_spikes(value):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        times, features = local_features(np.full(500, value), 8000, FREQUENCIES)
    assert times.shape == (0,)
    assert features.shape == (0, 4)
    assert local_features([value], 8000, FREQUENCIES)[1].shape == (0, 4)


# --- vowels -------------------------------------------------------------------------------------

#: As spoken in American English, after Peterson and Barney (1952), table II.
VOWELS = {
    "heed": (270, 2290, 3010),
    "head": (530, 1840, 2480),
    "had": (660, 1720, 2410),
    "hod": (730, 1090, 2440),
    "who'd": (300, 870, 2240),
}


def vowel_by_hand(pitch, formants, bandwidths, n, rate):
    """Add up the harmonics and run through the resonators sample by sample."""
    sound = [
        sum(
            math.cos(2 * math.pi * k * pitch * i / rate) / k
            for k in range(1, 1000)
            if k * pitch <= rate / 2
        )
        for i in range(n)
    ]
    for f, b in zip(formants, bandwidths, strict=True):
        c = -math.exp(-2 * math.pi * b / rate)
        b = 2 * math.exp(-math.pi * b / rate) * math.cos(2 * math.pi * f / rate)
        last, before = 0.0, 0.0
        for i in range(n):
            last, before = (1 - b - c) * sound[i] + b * last + c * before, last
            sound[i] = last
    return np.array(sound) / max(map(abs, sound))


@REPRODUCIBLE
@given(
    pitch=st.floats(60, 4000),
    formants=st.lists(st.floats(100, 4000), min_size=1, max_size=4),
    bandwidth=st.floats(30, 500),
    n=st.integers(1, 80),
)
def test_vowel_by_hand(pitch, formants, bandwidth, n):
    vowel = synthesise_vowel(pitch, formants, n / 8000, 8000, bandwidths=bandwidth)
    expected = vowel_by_hand(pitch, formants, [bandwidth] * len(formants), n, 8000)
    assert_close(vowel, expected)
    each = [bandwidth + 10 * i for i in range(len(formants))]
    vowel = synthesise_vowel(pitch, formants, n / 8000, 8000, bandwidths=each)
    assert_close(vowel, vowel_by_hand(pitch, formants, each, n, 8000))


def test_defaults_of_a_vowel():
    vowel = synthesise_vowel(125, [500, 1500], 0.02)
    assert_close(vowel, vowel_by_hand(125, [500, 1500], [80, 80], 320, 16000))


def test_the_highest_harmonic_is_at_half_the_rate():
    for pitch in (4000, 2000, 160):
        vowel = synthesise_vowel(pitch, [1000], 0.01, 8000)
        assert_close(vowel, vowel_by_hand(pitch, [1000], [80], 80, 8000))


@pytest.mark.parametrize("name", VOWELS)
def test_the_spectrum_of_a_vowel_has_its_formants(name):
    vowel = synthesise_vowel(20, VOWELS[name], 1.1)[1600:]  # one second, settled
    frequencies, power = power_spectrum(vowel, sample_rate=16000)
    harmonics = frequencies[20::20]
    untilted = power[20::20] * harmonics**2
    assert power[20::20].sum() == pytest.approx(power.sum(), rel=1e-3)
    peaks, _ = signal.find_peaks(untilted)
    np.testing.assert_allclose(harmonics[peaks], VOWELS[name], atol=25)


def test_harmonics_are_those_of_source_times_filter():
    """With Klatt's formants and bandwidths of the vowel of "hod" (his table II), at his rate."""
    formants, bandwidths, rate = (700, 1220, 2600), (130, 70, 160), 10000
    vowel = synthesise_vowel(100, formants, 1.5, rate, bandwidths=bandwidths)[5000:]
    frequencies, power = power_spectrum(vowel, sample_rate=rate)
    harmonics = np.arange(1, 50)
    gain = np.ones(49)
    for f, b in zip(formants, bandwidths, strict=True):
        pole = np.exp((-np.pi * b + 2j * np.pi * f) / rate)
        around = np.exp(2j * np.pi * 100 * harmonics / rate)
        resonance = 1 / ((1 - pole / around) * (1 - pole.conjugate() / around))
        gain *= np.abs(resonance * (1 - pole) * (1 - pole.conjugate()))
    expected = (gain / harmonics) ** 2
    assert frequencies[harmonics * 100].tolist() == (100 * harmonics).tolist()
    ours = power[harmonics * 100]
    np.testing.assert_allclose(ours / ours[0], expected / expected[0], rtol=1e-9)


def test_the_bandwidth_is_the_width_at_half_the_power():
    vowel = synthesise_vowel(1, [1000], 3, 8000, bandwidths=60)[8000:16000]
    frequencies, power = power_spectrum(vowel, sample_rate=8000)
    response = power[1:] * frequencies[1:] ** 2
    above = frequencies[1:][response > response.max() / 2]
    assert above[-1] - above[0] == pytest.approx(60, abs=3)
    assert above.mean() == pytest.approx(1000, abs=3)


def test_the_pitch_is_exact_where_the_period_is_no_whole_number_of_samples():
    vowel = synthesise_vowel(300, [500, 1500], 1, 16000)  # 53 1/3 samples
    assert len(vowel) == 16000
    assert np.abs(vowel[3200 : 16000 - 160] - vowel[3200 + 160 :]).max() < 1e-9
    assert np.abs(vowel[3200 : 16000 - 53] - vowel[3200 + 53 :]).max() > 0.02


def test_a_vowel_is_scaled_to_one_and_always_the_same():
    for pitch in (80, 333.3):
        vowel = synthesise_vowel(pitch, VOWELS["had"], 0.3)
        assert np.abs(vowel).max() == 1
        np.testing.assert_array_equal(vowel, synthesise_vowel(pitch, VOWELS["had"], 0.3))
    assert synthesise_vowel(100, [500], 1e-4, 10000).tolist() == [1]


# --- what comes in ------------------------------------------------------------------------------

FUNCTIONS = {
    "resample": lambda samples: resample(samples, 3, 2),
    "spectrogram": lambda samples: spectrogram(samples, 1000)[2],
    "band_power": lambda samples: band_power(samples, 1000, [0, 100, 333.3, 500]),
    "local_features": lambda samples: local_features(samples, 1000, [60, 220])[1],
}
LEVELS = np.random.default_rng(5).integers(0, 256, 90).astype(np.uint8)

LAYOUTS = {
    "uint8": lambda levels: levels.copy(),
    "int16": lambda levels: levels.astype(np.int16),
    "float32": lambda levels: levels.astype(np.float32),
    "big-endian": lambda levels: levels.astype(">f8"),
    "list": lambda levels: levels.tolist(),
    "strided": lambda levels: np.repeat(levels.astype(float), 2)[::2],
    "reversed": lambda levels: levels[::-1].astype(float)[::-1],
    "float64": lambda levels: levels.astype(float),
}


@pytest.fixture(params=FUNCTIONS)
def function(request):
    """Return a function of one argument, a sound."""
    return FUNCTIONS[request.param]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_float64(function, layout):
    variant = LAYOUTS[layout](LEVELS)
    if isinstance(variant, np.ndarray):
        variant.flags.writeable = False
    actual = function(variant)
    assert actual.flags.writeable
    assert_close(actual, function(LEVELS.astype(float)))
    np.testing.assert_array_equal(variant, LEVELS)


def test_booleans_count_as_zero_and_one(function):
    np.testing.assert_array_equal(function(LEVELS > 99), function((LEVELS > 99).astype(float)))


@each_unusable_input
def test_unusable_sound_is_named(function, spoil, error, message):
    with pytest.raises(error, match=f"`signal` {message}"):
        function(spoil(LEVELS.astype(float)))


def test_stereo_is_told_where_one_channel_is_asked_for():
    for name in ("spectrogram", "local_features"):
        with pytest.raises(ValueError, match=r"`signal` must be 1-D \(samples,\), got .*\(90, 2\)"):
            FUNCTIONS[name](np.column_stack([LEVELS, LEVELS]))


S = np.ones(50)
RATES = [0, -8000, np.nan, np.inf]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        *[(lambda r=r: spectrogram(S, r), ValueError, "`sample_rate` must be pos") for r in RATES],
        *[(lambda r=r: band_power(S, r, [0, 1]), ValueError, "`sample_rate` m") for r in RATES],
        *[(lambda r=r: local_features(S, r, [1]), ValueError, "`sample_rate` m") for r in RATES],
        *[(lambda r=r: synthesise_vowel(9, [9], 1, r), ValueError, "`sample_rate`") for r in RATES],
        (lambda: spectrogram(S, "8000"), TypeError, "`sample_rate` must be a number, got str"),
        (lambda: resample(S, 44100.0, 16000), TypeError, "`sample_rate` must be a positive whole"),
        (lambda: resample(S, 44100, 0), ValueError, "`new_rate` must be a positive whole .* got 0"),
        (lambda: resample(S, -1, 16000), ValueError, "`sample_rate` must be a positive whole"),
        (lambda: resample(S, 8000, True), TypeError, "`new_rate` must be a positive whole"),
        (lambda: spectrogram(S, 1000, window=0), ValueError, "`window` must be positive"),
        (lambda: spectrogram(S, 1000, step=-1), ValueError, "`step` must be positive"),
        (lambda: spectrogram(S, 1000, window="long"), TypeError, "`window` must be a number"),
        (
            lambda: spectrogram(S, 1000, window=1e-4),
            ValueError,
            "`window` must be at least one",
        ),
        (
            lambda: spectrogram(S, 1000, step=0.0005),
            ValueError,
            "`step` must be at least one",
        ),
        (lambda: spectrogram(S, 1000, window=0.051), ValueError, "fit into 50 samples, got 51"),
        (lambda: band_power(S, 1000, [0]), ValueError, "`edges` must be two or more freq.*500 Hz"),
        (lambda: band_power(S, 1000, [0, 100, 100]), ValueError, "`edges` must .* increase"),
        (lambda: band_power(S, 1000, [200, 100]), ValueError, "`edges` must .* increase"),
        (lambda: band_power(S, 1000, [-1, 100]), ValueError, "`edges` must .* within 0 and 500 Hz"),
        (lambda: band_power(S, 1000, [0, 500.1]), ValueError, "`edges` must .* 0 and 500 Hz, got"),
        (lambda: band_power(S, 1000, [0, np.nan]), ValueError, "`edges` must be finite, got NaN"),
        (lambda: band_power(S, 1000, 500), ValueError, "`edges` must be 1-D"),
        (lambda: local_features(S, 1000, []), ValueError, "`frequencies` must not be empty"),
        (lambda: local_features(S, 1000, 100), ValueError, "`frequencies` must be 1-D"),
        (lambda: local_features(S, 1000, [0, 9]), ValueError, "`frequencies` must be above 0 and"),
        (lambda: local_features(S, 1000, [501]), ValueError, "`frequencies` .* most 500 Hz, half"),
        (lambda: synthesise_vowel(0, [500], 1), ValueError, "`pitch` must be above 0 and at most"),
        (lambda: synthesise_vowel(8001, [500], 1), ValueError, "`pitch` .* at most 8000 Hz"),
        (lambda: synthesise_vowel(np.nan, [500], 1), ValueError, "`pitch` must be finite"),
        (lambda: synthesise_vowel([100], [500], 1), ValueError, "`pitch` must be 0-D"),
        (lambda: synthesise_vowel("low", [500], 1), TypeError, "`pitch` must hold real numbers"),
        (lambda: synthesise_vowel(100, [], 1), ValueError, "`formants` must not be empty"),
        (lambda: synthesise_vowel(100, 500, 1), ValueError, "`formants` must be 1-D"),
        (lambda: synthesise_vowel(100, [-500], 1), ValueError, r"`formants` .* got \[-500\]"),
        (lambda: synthesise_vowel(100, [500, 8001], 1), ValueError, "`formants` .* 8000 Hz"),
        (lambda: synthesise_vowel(100, [500], 0), ValueError, "`duration` must be positive"),
        (lambda: synthesise_vowel(100, [500], 1e-5), ValueError, "`duration` must be at least one"),
        (
            lambda: synthesise_vowel(100, [500, 900], 1, bandwidths=[9, 9, 9]),
            ValueError,
            "`bandwidths` must be 1 or 2 numbers, got 3",
        ),
        (
            lambda: synthesise_vowel(100, [500, 900], 1, bandwidths=[80]),
            ValueError,
            "`bandwidths` must be 1 or 2 numbers, got 1",
        ),
        (
            lambda: synthesise_vowel(100, [500], 1, bandwidths=0),
            ValueError,
            "`bandwidths` must be above 0",
        ),
    ],
)
def test_unusable_settings_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
