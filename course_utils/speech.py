"""Speech: sound as an array, its power in time and frequency, and vowels made from nothing.

A sound is a line of samples, `sample_rate` of them a second, in [-1, 1] when it comes from a
file. Frequencies are in hertz, from 0 to half the sample rate; times are in seconds, and the
first sample is at 0. Power is one-sided, as in `fourier.power_spectrum`: for n samples ::

    P[k] = 2 · |F[k]|² / n²     at the frequency k · sample_rate / n
                                (not doubled for k = 0 and, for even n, k = n/2)

so that all powers together are the mean square of the samples (Parseval), in squared units of
the signal. Everything computes in float64 and returns new arrays; only `synthesise_vowel`
rescales a sound.

A vowel is made as a voice makes it, by a source and a filter: pulses, whose number a second is
the pitch, pass through resonances, whose frequencies, the formants, tell one vowel from another.
"""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray
from scipy import fft
from scipy.io import wavfile
from scipy.signal import find_peaks, get_window, lfilter, resample_poly

from ._checks import as_float_array, positive, whole_number
from .gabor import bank_responses, gabor_bank1d

FloatArray = NDArray[np.float64]

SPIKE = 0.05  # of the largest loudness: how far it falls beside a spike, at least

#: How files begin that hold sound in another format.
SIGNATURES = {
    "MP3": rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]",
    "MPEG-4 (M4A)": rb"....ftyp",
    "Ogg": rb"OggS",
    "FLAC": rb"fLaC",
    "WebM": rb"\x1a\x45\xdf\xa3",
    "AIFF": rb"FORM....AIF[FC]",
    "AAC": rb"\xff[\xf1\xf9]",
    "AMR": rb"#!AMR",
}


class Sound(NamedTuple):
    """A sound as it lies in a file.

    Attributes
    ----------
    signal : ndarray of float64, shape (n,) or (n, channels)
    sample_rate : int
        Samples a second (of each channel), in hertz.
    """

    signal: FloatArray
    sample_rate: int


def read_sound(path: str | Path) -> Sound:
    """Read a WAV file.

    Parameters
    ----------
    path : str or Path
        A file of whole numbers of 8 to 64 bits, or of floating-point numbers of 32 or 64 bits,
        with any number of channels and any sample rate. What it holds counts, not its name.

    Returns
    -------
    Sound
        `signal` has shape (n,) if there is one channel, otherwise (n, channels). Whole numbers
        are divided by the largest that their bits allow, so that they lie in [-1, 1):
        (x - 128) / 2⁷ for 8 bits, which have no sign in such files, x / 2¹⁵ for 16 bits, x / 2²³
        for 24 and x / 2³¹ for 32. Floating-point numbers stay as they are, also beyond 1.

    Raises
    ------
    OSError
        If there is no such file (FileNotFoundError), or it cannot be opened.
    ValueError
        If it is no WAV file, and for a format that recorders and telephones write (MP3, M4A,
        Ogg, FLAC and others) how to convert it; if it is cut off, damaged or compressed; if it
        has no samples, or some that are NaN or infinite.

    References
    ----------
    IBM and Microsoft, "Multimedia programming interface and data specifications 1.0", 1991 (no
    DOI).
    """
    path = Path(path)
    with path.open("rb") as file:
        head = file.read(12)
    for name, signature in SIGNATURES.items():
        if re.match(signature, head, re.DOTALL):
            copy = path.with_suffix(".wav") if path.suffix != ".wav" else "converted.wav"
            found = f'is {name}: convert it by `ffmpeg -i "{path}" "{copy}"` or Audacity (Export)'
            raise ValueError(f"`path` must name a WAV file, but {path} {found}")
    if not re.match(rb"RIFF....WAVE", head, re.DOTALL):
        found = f"begins with {head!r}" if head else "is empty"
        raise ValueError(f"`path` must name a WAV file, but {path} {found}")
    declared, held = int.from_bytes(head[4:8], "little") + 8, path.stat().st_size
    if not 44 <= declared <= held:  # 44 bytes would be a file without samples
        found = f"is cut off or was never finished: {held} bytes, by its own account {declared}"
        cure = "opening it in Audacity and exporting it may save what is there"
        raise ValueError(f"`path` must name a complete WAV file, but {path} {found}; {cure}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", wavfile.WavFileWarning)  # notes beside the samples
            sample_rate, samples = wavfile.read(path)
    except Exception as error:  # SciPy stumbles in many ways
        found = f"is damaged or compressed: {error}"
        raise ValueError(f"`path` must name a WAV file of samples, but {path} {found}") from error
    signal = as_float_array(str(path), samples)
    if samples.dtype.kind == "u":
        signal = signal - 128
    if samples.dtype.kind in "iu":
        signal = signal / 2.0 ** (8 * samples.dtype.itemsize - 1)
    return Sound(signal, int(sample_rate))


def resample(signal: ArrayLike, sample_rate: int, new_rate: int) -> FloatArray:
    """Return the same sound with another number of samples a second.

    Frequencies above half of the lower of the two rates are removed on the way, so that they do
    not come back as others (aliases). Equal to
    `scipy.signal.resample_poly(signal, new_rate, sample_rate)`.

    Parameters
    ----------
    signal : array_like, shape (n,) or (n, channels)
        Beyond its ends the sound is taken to be silent.
    sample_rate, new_rate : int
        Before and after, in hertz.

    Returns
    -------
    ndarray of float64, shape (m,) or (m, channels)
        m = ⌈n · new_rate / sample_rate⌉. The first sample stays at time 0.

    Raises
    ------
    TypeError, ValueError
        If `signal` is not a 1-D or 2-D array of finite real numbers, or a rate no positive whole
        number.

    Notes
    -----
    The low-pass is a windowed sinc that reaches over 10 samples of the lower rate to each side.
    Its gain falls from 1 to 0 between 0.85 and 1.15 times half the lower rate, so that what lies
    within is neither quite kept nor quite removed.

    References
    ----------
    R. E. Crochiere, L. R. Rabiner, "Interpolation and decimation of digital signals: a tutorial
    review", Proc. IEEE 69 (1981), doi:10.1109/PROC.1981.11969.
    """
    signal = as_float_array("signal", signal, ndim=(1, 2), shape_hint="(n,) or (n, channels)")
    down, up = whole_number("sample_rate", sample_rate), whole_number("new_rate", new_rate)
    return np.asarray(resample_poly(signal, up, down, axis=0))


def spectrogram(
    signal: ArrayLike, sample_rate: float, *, window: float = 0.025, step: float = 0.010
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return how the power of a sound is shared out among frequencies, from moment to moment.

    The signal x is cut into windows that overlap, each is multiplied by a Hann bell w, and its
    power is that of the module's formula, divided by the mean square of the bell. So the powers
    of one moment sum to Σ (w x)² / Σ w², a weighted mean square of the samples there. Equal to
    `scipy.signal.spectrogram(..., window="hann", detrend=False, scaling="density")` times the
    distance of two frequencies.

    Parameters
    ----------
    signal : array_like, shape (n,)
    sample_rate : float
        In hertz.
    window : float, default 0.025
        Length of a window in seconds, rounded to a whole number of samples L. The longer, the
        closer the frequencies that are told apart, and the less is known about when.
    step : float, default 0.010
        From one window to the next, in seconds, rounded likewise.

    Returns
    -------
    frequencies : ndarray of float64, shape (L // 2 + 1,)
        From 0 to half the sample rate (a little less for odd L), in hertz.
    times : ndarray of float64, shape (number of windows,)
        The middle of each window, in seconds. All windows lie within the signal; samples after
        the last one are not looked at.
    power : ndarray of float64, shape (L // 2 + 1, number of windows)
        In squared units of the signal.

    Raises
    ------
    TypeError, ValueError
        If `signal` is not a 1-D array of finite real numbers, another argument no positive
        number, or `window` or `step` shorter than a sample, or `window` longer than the signal.

    References
    ----------
    W. Koenig, H. K. Dunn, L. Y. Lacy, "The sound spectrograph", J. Acoust. Soc. Am. 18 (1946),
    doi:10.1121/1.1916342.
    """
    signal = as_float_array("signal", signal, ndim=(1,), shape_hint="(samples,)")
    sample_rate = positive("sample_rate", sample_rate)
    length = _samples("window", window, sample_rate)
    stride = _samples("step", step, sample_rate)
    if length > len(signal):
        raise ValueError(f"`window` must fit into {len(signal)} samples, got {length}")
    bell = get_window("hann", length)
    windows = sliding_window_view(signal, length)[::stride]
    power = _power(windows * bell) / float(np.mean(bell**2))
    times = (stride * np.arange(len(power), dtype=np.float64) + length / 2) / sample_rate
    return fft.rfftfreq(length, 1 / sample_rate), times, power.T


def band_power(signal: ArrayLike, sample_rate: float, edges: ArrayLike) -> FloatArray:
    """Return the power of a sound in bands of frequency.

    Each frequency of the transform stands for the frequencies around it, half-way to its
    neighbours (and not beyond 0 and half the sample rate), among which its power is spread
    evenly. A band gets from each its exact share. So the powers of two neighbouring bands are
    together that of the one they make, and the band from 0 to half the sample rate has the mean
    square of the samples.

    Parameters
    ----------
    signal : array_like, shape (n,) or (m, n)
        One sound, or one a row.
    sample_rate : float
        In hertz.
    edges : array_like, shape (number of bands + 1,)
        Where one band ends and the next begins, in hertz, increasing, from 0 to half the sample
        rate at most.

    Returns
    -------
    ndarray of float64, shape (number of bands,) or (m, number of bands)
        In squared units of the signal, never negative.

    Raises
    ------
    TypeError, ValueError
        If `signal` is not a 1-D or 2-D array of finite real numbers, `sample_rate` no positive
        one, or `edges` are fewer than two, do not increase or leave the range.

    Notes
    -----
    A band's power is the difference of two sums from 0 on, so its rounding error is some 1e-15
    of the power of the whole sound, however little there is in the band.
    """
    signal = as_float_array("signal", signal, ndim=(1, 2), shape_hint="(n,) or (m, n)")
    half = positive("sample_rate", sample_rate) / 2
    edges = as_float_array("edges", edges, ndim=(1,))
    if len(edges) < 2 or edges[0] < 0 or edges[-1] > half or not (np.diff(edges) > 0).all():
        wanted = f"two or more frequencies that increase, within 0 and {half:g} Hz"
        raise ValueError(f"`edges` must be {wanted}, got {edges}")
    power = _power(signal)
    middles = (np.arange(power.shape[-1]) + 0.5) * (sample_rate / signal.shape[-1])
    ends = np.append(0, np.minimum(middles, half))
    below = np.insert(power.cumsum(axis=-1), 0, 0, axis=-1)  # the power below each of the ends
    below = np.apply_along_axis(lambda line: np.interp(edges, ends, line), -1, below)
    return np.diff(np.maximum.accumulate(below, axis=-1))  # rounding must not make it fall


def local_features(
    signal: ArrayLike, sample_rate: float, frequencies: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Describe a sound at its "Gabor spikes", the moments at which it is loudest.

    A Gabor filter an octave wide is applied for each frequency, and the magnitude of its
    response taken; the sum of these magnitudes is the loudness at a moment. A spike is a maximum
    of it in time, from which on each side it falls by at least 5 % of the largest loudness
    before it rises higher or the signal ends (its prominence): ripples are not counted.

    Parameters
    ----------
    signal : array_like, shape (n,)
        Mirrored beyond its ends ("reflect").
    sample_rate : float
        In hertz.
    frequencies : array_like, shape (number of filters,)
        In hertz, each above 0 and up to half the sample rate.

    Returns
    -------
    times : ndarray of float64, shape (number of spikes,)
        When the spikes are, in seconds, increasing. Silence and a constant have none.
    features : ndarray of float64, shape (number of spikes, number of filters)
        The magnitudes at each spike, scaled to a row of length 1: how loud it was is forgotten.

    Raises
    ------
    TypeError, ValueError
        If `signal` is not a 1-D array of finite real numbers, `sample_rate` no positive one, or
        `frequencies` no line of frequencies in their range.

    References
    ----------
    A simple relative of the spikes of E. C. Smith, M. S. Lewicki, "Efficient auditory coding",
    Nature 439 (2006), doi:10.1038/nature04485.
    """
    signal = as_float_array("signal", signal, ndim=(1,), shape_hint="(samples,)")
    sample_rate = positive("sample_rate", sample_rate)
    bank = gabor_bank1d(_cycles("frequencies", frequencies, sample_rate))
    magnitudes = np.abs(bank_responses(signal, bank))
    loudness = magnitudes.sum(axis=0)
    spikes, _ = find_peaks(loudness, prominence=SPIKE * loudness.max())
    features = magnitudes[:, spikes].T
    return spikes / sample_rate, features / np.linalg.norm(features, axis=1, keepdims=True)


def synthesise_vowel(
    pitch: float,
    formants: ArrayLike,
    duration: float,
    sample_rate: float = 16000,
    *,
    bandwidths: ArrayLike = 80.0,
) -> FloatArray:
    """Make a vowel by source and filter.

    The source is a line of pulses, one every 1 / `pitch` seconds ::

        Σ_k cos(2π k · pitch · t) / k       k · pitch up to half the sample rate

    A pulse is more than one sample, so none has to wait for the next one: the pitch is exact.
    The amplitudes fall by 6 dB an octave, as those of a voice do in the open (12 dB at the vocal
    folds, of which the lips give 6 back). The filter is one resonator after the other, of
    frequency f and bandwidth b, with T = 1 / `sample_rate` ::

        y[i] = A x[i] + B y[i-1] + C y[i-2]
        C = -exp(-2π b T),   B = 2 exp(-π b T) cos(2π f T),   A = 1 - B - C

    which leaves low frequencies as they are and makes those near f louder.

    Parameters
    ----------
    pitch : float
        Pulses a second, in hertz, above 0 and up to half the sample rate.
    formants : array_like, shape (n_formants,)
        Frequencies of the resonators in hertz, above 0 and up to half the sample rate.
    duration : float
        In seconds, rounded to a whole number of samples.
    sample_rate : float, default 16000
        In hertz.
    bandwidths : float or array_like of shape (n_formants,), default 80.0
        Of all resonators or of each, in hertz, above 0 and up to half the sample rate: how far
        the two frequencies about the formant are apart at which half of the greatest power
        passes (nearly, while it is narrow). Klatt has 45 to 400 for vowels.

    Returns
    -------
    ndarray of float64, shape (round(duration · sample_rate),)
        Scaled to a largest magnitude of 1. The first pulse is at 0, and a little later the
        resonances have grown to what they stay.

    Raises
    ------
    TypeError, ValueError
        If an argument is no positive finite number or array of such, or out of its range, or if
        there are not as many bandwidths as formants.

    References
    ----------
    D. H. Klatt, "Software for a cascade/parallel formant synthesizer", J. Acoust. Soc. Am. 67
    (1980), doi:10.1121/1.383940. Formants of vowels as spoken: G. E. Peterson, H. L. Barney,
    "Control methods used in a study of the vowels", J. Acoust. Soc. Am. 24 (1952),
    doi:10.1121/1.1906875.
    """
    sample_rate = positive("sample_rate", sample_rate)
    cycles = _cycles("pitch", pitch, sample_rate, ndim=(0,))
    resonances = _cycles("formants", formants, sample_rate)
    widths = _cycles("bandwidths", bandwidths, sample_rate, ndim=(0, 1))
    if widths.shape not in ((), resonances.shape):
        raise ValueError(f"`bandwidths` must be 1 or {resonances.size} numbers, got {widths.size}")
    count = _samples("duration", duration, sample_rate)
    fundamental = np.exp(2j * np.pi * cycles * np.arange(count))
    wave, sound = np.ones_like(fundamental), np.zeros(count)
    for harmonic in range(1, int(sample_rate / 2 // pitch) + 1):
        wave *= fundamental
        sound += wave.real / harmonic
    for f, width in np.broadcast(resonances, widths):
        c = -np.exp(-2 * np.pi * width)
        b = 2 * np.exp(-np.pi * width) * np.cos(2 * np.pi * f)
        sound = lfilter([1 - b - c], [1, -b, -c], sound)
    return np.asarray(sound / np.abs(sound).max())


def _power(samples: FloatArray) -> FloatArray:
    """Return the one-sided power along the last axis, as the module's formula says."""
    n = samples.shape[-1]
    power = np.abs(fft.rfft(samples) / n) ** 2
    power[..., 1 : (n + 1) // 2] *= 2
    return np.asarray(power)


def _samples(name: str, seconds: float, sample_rate: float) -> int:
    """Return a time as a whole number of samples, at least one."""
    count = round(positive(name, seconds) * sample_rate)
    if count < 1:
        raise ValueError(f"`{name}` must be at least one sample, got {seconds!r} s")
    return count


def _cycles(
    name: str, hertz: ArrayLike, sample_rate: float, ndim: tuple[int, ...] = (1,)
) -> FloatArray:
    """Return frequencies in cycles per sample, or say that they are out of range."""
    cycles = as_float_array(name, hertz, ndim=ndim) / sample_rate
    if not ((cycles > 0) & (cycles <= 0.5)).all():
        wanted = f"above 0 and at most {sample_rate / 2:g} Hz, half the sample rate"
        raise ValueError(f"`{name}` must be {wanted}, got {hertz!r}")
    return cycles
