"""Exercises of notebook 12, sound."""

from __future__ import annotations

import numpy as np

from .inputs import noise, normal
from .mistakes import as_mistakes
from .model import Case, Choice, Mistake, Task


def to_mono(stereo):
    return stereo.mean(axis=1) / 32768


def frames(signal, length, step):
    n_frames = (len(signal) - length) // step + 1
    result = np.zeros((n_frames, length))
    for number in range(n_frames):
        start = number * step
        result[number] = signal[start : start + length]
    return result


def share_in_band(frequencies, width, low, high):
    starts = np.maximum(frequencies - width / 2, low)
    ends = np.minimum(frequencies + width / 2, high)
    return np.maximum(ends - starts, 0) / width


def decibels(power, floor=-60):
    ratio = power / power.max()
    smallest_ratio = 10 ** (floor / 10)
    return 10 * np.log10(np.maximum(ratio, smallest_ratio))


def pulse_train(pitch, n_samples, sample_rate):
    period = sample_rate / pitch
    places = np.round(np.arange(0, n_samples, period)).astype(int)
    signal = np.zeros(n_samples)
    signal[places[places < n_samples]] = 1
    return signal


def pairs_of_words(words, n_words):
    counts = np.zeros((n_words, n_words))
    for place in range(len(words) - 1):
        counts[words[place], words[place + 1]] += 1
    return counts / (len(words) - 1)


_STEREO = np.array([[30000, 20000], [1000, 3001], [-32768, -32768], [-5, 2]], np.int16)
_PI = np.array([3.0, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7])
_BINS = np.array([100.0, 140, 180, 220])
_POWER = np.array([[3.0, 0, 300], [0.03, 30, 3e-8]])

_ONE_DECISION = Mistake(
    "one decision for all",
    lambda attempt: "truth value" in str(attempt.error),
    "Python's `if`, `and`, `min` and `max` decide once, and here are many numbers. The largest of "
    "*all* elements of an array `x` is `x.max()`. Which function of NumPy takes the larger of two "
    "values for each element by itself?",
)


def _over(number, added=0):
    return lambda stereo: (stereo.mean(axis=1) + added) / number


def _incomplete(attempt):
    """Tell whether rows of unequal lengths came back, or did not fit into an array."""
    error = str(attempt.error)
    misfit = "inhomogeneous" in error or f"into shape ({attempt.args[1]},)" in error
    return misfit or len({len(row) for row in attempt.got}) > 1


def _limited(factor, reference=np.max):
    return lambda power, floor=-60: np.maximum(factor * np.log10(power / reference(power)), floor)


def _raised(attempt):
    """Tell whether no place lost power, and the loudest did not gain far more than the rest."""
    got, loudest = attempt.got, attempt.args[0].argmax()
    added = 10 ** (got / 10) - 10 ** (attempt.expected / 10)
    in_order = got.dtype == float and got.argmax() == loudest
    return in_order and added.min() > -1e-9 and added.flat[loudest] < 3 * added.mean()


def _train(rounding=np.round, later=0, first=0):
    return lambda pitch, n, rate: np.isin(
        np.arange(n), rounding(np.arange(first, n) * rate / pitch) + later
    )


def _every(rounding):
    return lambda f, n, rate: np.arange(n) % rounding(rate / f) == 0


def _table(firsts, seconds, n):
    return np.bincount(np.ravel(firsts * n + seconds), minlength=n**2).reshape(n, n)


def _counted(change):
    """Return a wrong way that does something else with the counts of the pairs."""
    return lambda words, n_words: change(_table(words[:-1], words[1:], n_words))


def _normalised(axis=None):
    return lambda counts: counts / np.maximum(counts.sum(axis, keepdims=True), 1)


EXERCISES = (
    Choice(
        "12.1",
        "Too high for the telephone",
        "d",
        {
            "a": "a tone of 5 kHz needs more than 10,000 samples a second. Draw a wave that goes "
            "up and down five times while eight samples are taken: what do the samples show?",
            "b": "the samples are not zero, and the player joins them by *some* wave. Nothing "
            "would be heard if a filter had taken the tone away before it was sampled.",
            "c": "4 kHz is the highest frequency that 8,000 samples a second can hold. But a tone "
            "that is too high is not held back there: it is folded. To where?",
            "d": "8 − 5 = 3: the samples of both tones are the same, and the player can only make "
            "the lower one. So a telephone takes everything above 4 kHz away *before* it samples.",
            "e": "this is what is left of 5 kHz after taking away half the sample rate. Which "
            "frequencies have the same samples: those that differ by half the rate, or by all of "
            "it?",
        },
        hints=(
            "exercise 5.3 asked this about a camera: which frequencies give the same samples as "
            "5 kHz, if there are 8,000 samples a second?",
            "5 and 5 − 8 = −3 kHz have the same samples. How often a second does a wave of −3 kHz "
            "go up and down?",
        ),
    ),
    Task(
        "12.2",
        "Find the bug: the loud places crackle",
        to_mono,
        "`mean` of whole numbers is calculated in float64, where 30000 + 20000 is 50000 and half "
        "of an odd sum is kept; 32768 takes the lowest int16 to −1 exactly.",
        cases=(
            Case("four samples, two of them loud", (_STEREO,)),
            Case("two quiet samples", (np.array([[3, 5], [-100, 31]], np.int16),)),
            Case("nine loud samples", ((65535 * noise(9, 2, seed=1) - 32768).astype(np.int16),)),
        ),
        hints=(
            "take the sample (30000, 20000) and go through it line by line: what should `left + "
            "right` be, and what is it? Which is the largest number that int16 can hold?",
            "in which dtype should the two channels be added? (`stereo.astype(float)`, or a "
            "function that calculates in float by itself.)",
            "and what does `//` do to 4001?",
        ),
        mistakes=as_mistakes(
            (
                "wrapped",
                "where both channels are loud, the sum does not fit into int16 and comes out at "
                "the other end of its range. What should happen to `stereo` *before* anything "
                "is added?",
                lambda stereo: stereo.sum(axis=1, dtype=np.int16) // 2 / 32768,
                lambda stereo: stereo.sum(axis=1, dtype=np.int16) / 2 / 32768,
            ),
            (
                "halves lost",
                "the loud places are right, and a half is missing now and then: the mean of −5 and "
                "2 is −1.5. Where is it rounded?",
                *(lambda x, cut=cut: cut(x.mean(axis=1)) / 32768 for cut in (np.floor, np.trunc)),
            ),
            (
                "sum",
                "this is the sum of both channels. Both at −1 should give −1 again: by what is it "
                "to be divided?",
                lambda stereo: stereo.sum(axis=1) / 32768,
                lambda stereo: np.clip(stereo.sum(axis=1) / 32768, -1, 1),
            ),
            (
                "another largest number",
                "nearly: the lowest int16, −32768, should become −1. By what is it to be divided?",
                *map(_over, (32767, 65535, 65536)),
            ),
            (
                "as if of 8 bits",
                "128 and 255 belong to samples of 8 bits. How many steps are there below zero with "
                "16?",
                *map(_over, (128, 255, 128), (0, 0, -128)),
            ),
            (
                "not scaled",
                "these are steps of the recording, up to 32768 of them. What takes them to the "
                "range from −1 to 1?",
                lambda stereo: stereo.mean(axis=1),
                lambda stereo: stereo.mean(axis=1) // 1,
            ),
            (
                "scaled to its own loudest place",
                "the loudest sample became ±1. Would a whispered recording still be quieter than a "
                "shouted one?",
                lambda stereo: stereo.mean(axis=1) / np.abs(stereo.mean(axis=1)).max(),
            ),
            (
                "moved to [0, 1]",
                "silence, zero, has become a half. Where should it stay?",
                *map(_over, (65536, 65535), (32768, 32768)),
            ),
            (
                "wrong axis",
                "there is one number for each channel. Over which axis is the mean, if there is to "
                "be one for each sample?",
                lambda stereo: stereo.mean(axis=0) / 32768,
            ),
            (
                "one channel",
                "this is one of the two channels. What about the other?",
                *(lambda stereo, side=side: stereo[:, side] / 32768 for side in (0, 1)),
            ),
            Mistake(
                "both channels kept",
                lambda attempt: attempt.got.shape == attempt.args[0].shape,
                "there are still two columns. Which single number stands for both?",
            ),
            (
                "one number",
                "this is one number for the whole recording. A sound is to come back, with as many "
                "samples as before.",
                lambda stereo: stereo.mean() / 32768,
            ),
        ),
    ),
    Task(
        "12.3",
        "Cut a sound into frames",
        frames,
        "the last frame begins at the latest `length` samples before the end; up to there every "
        "step-th sample begins one, and the one at 0 is added.",
        cases=(
            Case("14 samples, length 3, step 2: one sample is left over", (_PI, 3, 2)),
            Case("14 samples, length 2, step 4: the last frame just fits", (_PI, 2, 4)),
            Case("6 samples, length 6, step 4: one frame", (_PI[:6], 6, 4)),
            Case("30 samples of noise, length 8, step 5", (normal(30, seed=2), 8, 5)),
        ),
        hints=(
            "at which samples do the first, the second and the third frame begin? At which does "
            "the last begin that still fits?",
            "beginnings are 0, step, 2 · step, … How many of them are not above `len(signal) - "
            "length`? (Exercise 10.1 counted windows in the same way.)",
            "frame `number` is a slice of `length` samples from `number * step` on. Into which row "
            "does it go?",
        ),
        mistakes=as_mistakes(
            (
                "frames as columns",
                "each frame lies in a column. Which axis is to count the frames?",
                lambda *args: frames(*args).T,
            ),
            (
                "length and step exchanged",
                "the frames are as long as the step should be. Which of the two says where the "
                "next one begins?",
                lambda signal, length, step: frames(signal, step, length),
            ),
            (
                "step not used",
                "every sample begins a frame. How far should the beginnings be apart?",
                lambda signal, length, step: frames(signal, length, 1),
            ),
            (
                "end to end",
                "each frame begins where the one before has ended. How far should the beginnings "
                "be apart?",
                lambda signal, length, step: frames(signal, length, length),
            ),
            (
                "samples left out",
                "within a frame every sample is wanted. What is it that moves by `step`?",
                lambda signal, length, step: frames(signal[::step], length, 1),
            ),
            (
                "centred",
                "the first frame reaches out of the signal, as if it had its *middle* at sample 0. "
                "Where should it begin?",
                lambda x, length, step: frames(np.pad(x, length // 2), length, step),
            ),
            (
                "one frame too few",
                "the last frame that fits is missing. How many numbers are there from 0 to 3?",
                lambda *args: frames(*args)[:-1],
            ),
            (
                "first frame missing",
                "where does the very first frame begin?",
                lambda *args: frames(*args)[1:],
            ),
            (
                "faded",
                "the frames are where they should be, and faded in and out. Here the samples are "
                "to come out as they are: fading is the step after this one.",
                lambda *args: frames(*args) * np.hanning(args[1]),
                lambda *args: frames(*args) * np.hanning(args[1] + 1)[:-1],
            ),
            (
                "begins one late",
                "all frames begin one sample too late: which index has the first sample?",
                lambda signal, length, step: frames(signal[1:], length, step),
            ),
            Mistake(
                "length missed",
                lambda a: a.got.ndim == 2 and abs(a.got.shape[1] - a.args[1]) == 1,
                "the frames are one sample too long or too short. How many samples has the slice "
                "`signal[2:5]`? Is it `length` that is added to the beginning?",
            ),
            Mistake(
                "more than fit",
                lambda a: a.got.shape[1] == a.args[1] and len(a.got) > len(a.expected),
                "there are more frames than fit. Does the last one have `length` samples of its "
                "own before the signal ends, and does it begin at a multiple of `step`?",
            ),
            Mistake(
                "one long row",
                lambda attempt: attempt.got.ndim == 1,
                "this is one row of numbers. Each frame needs a row of its own.",
            ),
            Mistake(
                "incomplete frames",
                _incomplete,
                "one of the slices does not have `length` samples. Print where each begins and how "
                "long it is: which one is it, and is it to be kept?",
            ),
        ),
    ),
    Task(
        "12.4",
        "How much of a bin is in the band?",
        share_in_band,
        "what two ranges have in common begins at the larger of the beginnings and ends at the "
        "smaller of the ends; if that end comes first, they have nothing in common. (Bins that "
        "touch have common edges: `np.diff` of these, clipped to the band, gives the same.)",
        cases=(
            Case("bins of 40 Hz at 100, 140, 180, 220, band 150 to 230", (_BINS, 40.0, 150.0, 230)),
            Case("the same bins, band 205 to 215 inside one of them", (_BINS, 40.0, 205.0, 215)),
            Case("the same bins, band 120 to 200 from edge to edge", (_BINS, 40.0, 120.0, 200)),
            Case("bins of 5 Hz at 12.5, 17.5, 22.5, 27.5, band 16 to 24", (_BINS / 8, 5.0, 16, 24)),
        ),
        hints=(
            "the bin at 140 with a width of 40: where does it begin, where does it end? How many "
            "of its hertz lie between 150 and 230?",
            "what a bin and the band have in common: does it begin at the larger or at the smaller "
            "of the two beginnings? And where does it end? (`np.maximum`, `np.minimum`)",
            "if the common part ends before it begins, what is its length?",
        ),
        mistakes=as_mistakes(
            (
                "half width mixed up",
                "`width` is a bin's whole width. How far does it reach to each side of its centre, "
                "and by what is the common part to be divided?",
                lambda f, width, *band: 2 * share_in_band(f, 2 * width, *band),
                lambda f, width, *band: share_in_band(f, 2 * width, *band),
                lambda f, width, *band: 2 * share_in_band(f, width, *band),
                lambda f, width, *band: np.clip(2 * share_in_band(f, 2 * width, *band), 0, 1),
            ),
            (
                "centre taken for an end",
                "a frequency is the *centre* of its bin. Where does the bin begin?",
                lambda f, width, *band: share_in_band(f + width / 2, width, *band),
                lambda f, width, *band: share_in_band(f - width / 2, width, *band),
            ),
            (
                "percent",
                "these are percent. A share is from 0 to 1.",
                lambda *args: 100 * share_in_band(*args),
            ),
            (
                "an edge too few",
                "each value lies between two edges here, so one is missing: n bins that touch have "
                "n + 1 edges. Where does the first bin begin, and where does the last end?",
                lambda frequencies, width, *band: np.diff(np.clip(frequencies, *band)) / width,
                lambda f, width, *band: np.diff(np.clip(f - width / 2, *band)) / width,
            ),
            (
                "in hertz",
                "these are the hertz that bin and band have in common. Of how many in the bin?",
                lambda f, width, *band: width * share_in_band(f, width, *band),
            ),
            (
                "share of the band",
                "this is how much of the *band* each bin fills. How much of the bin is asked for.",
                lambda f, w, low, high: share_in_band(f, w, low, high) * w / (high - low),
            ),
            (
                "one edge only",
                "one edge of the band is respected, the other is not. Which bins lie beyond it?",
                lambda f, width, low, high: share_in_band(f, width, low, np.inf),
                lambda f, width, low, high: share_in_band(f, width, -np.inf, high),
            ),
            (
                "both edges in one bin",
                "right as long as a bin holds one edge of the band at most. A band of 10 Hz inside "
                "a bin of 40: what do they have in common?",
                lambda f, w, a, b: share_in_band(f, w, a, np.inf) * share_in_band(f, w, 0, b),
                lambda f, w, a, b: np.fmin(share_in_band(f, w, a, 1e9), share_in_band(f, w, 0, b)),
            ),
            (
                "sign lost",
                "bins outside the band have got a share: a negative length has lost its sign. What "
                "is the length of nothing?",
                lambda f, w, a, b: abs(np.minimum(f + w / 2, b) - np.maximum(f - w / 2, a)) / w,
            ),
            (
                "one number",
                "this is one number. Each bin has a share of its own.",
                lambda *args: share_in_band(*args).sum(),
            ),
            Mistake(
                "all or nothing",
                lambda attempt: set(np.unique(attempt.got)) == {0.0, 1.0},
                "each bin is wholly in or wholly out. The bin from 120 to 160 and a band from 150 "
                "on: how much of it is in?",
            ),
            Mistake(
                "negative shares",
                lambda attempt: bool(np.any(attempt.got < 0)),
                "some shares are negative. What does it mean if the common part ends before it "
                "begins, and how large is it then?",
            ),
            Mistake(
                "limited on one side",
                lambda attempt: bool(np.any(attempt.got > 1)),
                "no bin has more than all of itself in the band. Which of the two ends of the "
                "common part is not limited by the bin?",
            ),
            _ONE_DECISION,
        ),
    ),
    Choice(
        "12.5",
        "Which takes are left out?",
        "a",
        {
            "a": "each test leaves out what will be new when the program is used: for A the "
            "settings, since the voices are the answers and must be known; for B the voices, since "
            "the sentences are the answers.",
            "b": "can A name a voice of which it has never heard a take? And is B tested on "
            "somebody new if each voice is in the training part, too?",
            "c": "with a random split a take of the same voice in the same setting, only with the "
            "other sentence, may lie in the training part. Is that what the two programs will "
            "meet?",
            "d": "the harder split suits B. But A should say *which* of the eight voices speaks: "
            "what could it answer for a voice that was left out?",
        },
        hints=(
            "what will be new to A when it is used, and what to B? What is new in use must be new "
            "in the test.",
            "the answers themselves (A: the voices, B: the sentences) must all occur in the "
            "training part. What may be left out, then?",
        ),
    ),
    Task(
        "12.6",
        "Decibels",
        decibels,
        "the ratio to the largest comes first, so that 0 dB is the loudest place; limiting the "
        "ratio from below before the logarithm also takes care of the zeros.",
        cases=(
            Case("six powers, the largest 300, one of them 0", (_POWER,)),
            Case("the same powers, floor −25", (_POWER, -25)),
            Case("whole numbers, one of them 0", (np.array([[4, 0], [400, 40], [1, 7]]),)),
            Case("a 3×5 spectrogram, floor −30", (noise(3, 5, seed=3) ** 8 / 50, -30)),
            Case("a quiet recording, the largest power 1e-9, floor −110", (_POWER / 3e11, -110)),
        ),
        hints=(
            "what becomes of the largest power, if all are divided by it? How many decibels is "
            "that?",
            "the logarithm of 0 is minus infinity. Which ratio corresponds to `floor` decibels? "
            "Raise smaller ratios to it before taking the logarithm.",
        ),
        mistakes=as_mistakes(
            (
                "factor 20",
                "20 belongs to amplitudes. Power is the square of an amplitude: which factor "
                "belongs to it?",
                _limited(20),
            ),
            (
                "natural logarithm",
                "decibels count powers of ten. Which logarithm does `np.log` take?",
                *map(_limited, 10 / np.log10([np.e, 2])),
            ),
            (
                "factor missing",
                "these are bels. How many *deci*bels is a bel?",
                _limited(1),
            ),
            (
                "one reference a row",
                "every row or column has a largest of its own here. How many numbers should "
                "`power.max()` be?",
                *(_limited(10, lambda p, k=k: p.max(axis=k, keepdims=True)) for k in (0, 1)),
            ),
            (
                "another reference",
                "all are wrong by the same number of decibels, those at the floor aside. To which "
                "power should they be relative?",
                *(_limited(10, reference) for reference in (np.ones_like, np.mean, np.sum)),
                _limited(10, lambda power: power.flat[0]),
            ),
            (
                "floor before the reference",
                "the floor was applied first, and moved along with the reference. Which comes "
                "first, if no value is to lie below the floor?",
                lambda p, floor=-60: 10 * np.log10(np.maximum(p, 10 ** (floor / 10)) / p.max()),
            ),
            (
                "zeros left out",
                "the places where the power is 0 have fallen out, and with them the shape. What "
                "should they become?",
                lambda power, floor=-60: decibels(power[power > 0], floor),
            ),
            (
                "replaced by zero",
                "what is below the floor became 0 dB: as loud as the loudest. What should it be?",
                lambda p, floor=-60: decibels(p, floor) * (p > p.max() * 10 ** (floor / 10)),
            ),
            (
                "only the ratio",
                "these are ratios to the largest power. What makes decibels of them?",
                lambda power, floor=-60: power / power.max(),
            ),
            (
                "floor not used",
                "right for −60. What if another `floor` is given?",
                lambda power, floor=-60: decibels(power),
            ),
            Mistake(
                "log of zero",
                lambda attempt: np.isneginf(attempt.got).any(),
                "one of the powers is 0, and its logarithm minus infinity. What should such a "
                "place become, and is that done before or after the logarithm?",
            ),
            Mistake(
                "below the floor",
                lambda attempt: attempt.got.min() < attempt.expected.min() - 1e-6,
                "some values lie below the floor. What should they become?",
            ),
            Mistake(
                "something added",
                _raised,
                "the quiet places are too loud. Was a small number added, or put in the place of "
                "the zeros? What is small beside 300 is large beside 1e-9. Which *ratio* "
                "corresponds to `floor`, and can smaller ones be raised to it without touching the "
                "others?",
            ),
            _ONE_DECISION,
        ),
    ),
    Task(
        "12.7",
        "A train of pulses",
        pulse_train,
        "each place is rounded by itself, from the exact multiple of the period, so it is never "
        "wrong by more than half a sample; rounding the period first adds its error up.",
        cases=(
            Case("3 pulses a second, 14 samples, 10 a second", (3.0, 14, 10)),
            Case("3 pulses a second, 7 samples: one more would be at 7", (3.0, 7, 10)),
            Case("4 pulses a second, 12 samples, 12 a second", (4, 12, 12)),
            Case("130 Hz, 900 samples, 16,000 a second", (130.0, 900, 16000)),
        ),
        hints=(
            "how many samples long is a period, if there are 10 samples and 3 pulses a second? Is "
            "that a whole number?",
            "at 10/3 samples a period the pulses belong to 0, 3.33, 6.67, 10, … Which samples are "
            "nearest? Does it matter *when* you round?",
            "a place may be before the end and be rounded to it: 6.67 of 7 samples. What becomes "
            "of that pulse?",
        ),
        mistakes=as_mistakes(
            (
                "pushed back",
                "a pulse that belongs after the end was put on the last sample. Should it be there "
                "at all?",
                lambda f, n, r: np.maximum(_train()(f, n, r), np.arange(n) == n - 1),
            ),
            (
                "period rounded",
                "all gaps are equally long, and the pulses drift away from where they belong. When "
                "is it early enough to round?",
                *map(_every, (np.round, np.floor, np.ceil)),
            ),
            (
                "one sample too long",
                "every period is one sample too long. How far is it from a sample to the next but "
                "one?",
                lambda pitch, n, rate: _train()(1 / (1 / pitch + 1 / rate), n, rate),
            ),
            (
                "rounded down",
                "6.67 lies nearer to 7 than to 6: `int` and `//` cut the decimals off. What rounds "
                "to the nearest?",
                _train(np.floor),
            ),
            (
                "rounded up",
                "3.33 lies nearer to 3 than to 4. What rounds to the nearest?",
                _train(np.ceil),
            ),
            (
                "first pulse missing",
                "the multiples of the period begin with 0 times the period. Where is that pulse?",
                _train(first=1),
            ),
            (
                "moved by a sample",
                "the gaps are right, but all pulses are moved by a sample. Where is the first?",
                *(_train(later=later) for later in (-1, 1)),
            ),
            (
                "shared out over the time",
                "there are `pitch` pulses in the whole signal. How many should there be in a "
                "*second*, and how many samples has a second?",
                lambda pitch, n, rate: _train()(pitch * rate / n, n, rate),
            ),
            (
                "period inverted",
                "every sample is a pulse. Which is the period: pulses a sample, or samples a "
                "pulse?",
                lambda pitch, n, rate: np.ones(n),
            ),
            (
                "places",
                "these are the places of the pulses. What has the signal there, and elsewhere?",
                lambda pitch, n, rate: np.round(np.arange(0, n, rate / pitch)),
            ),
            (
                "last pulse missing",
                "the last pulse is missing. How many multiples, counted from 0, lie before the "
                "end?",
                lambda f, n, rate: np.append(_train()(f, n - 1, rate), 0),
            ),
            Mistake(
                "beyond the end",
                lambda attempt: "out of bounds" in str(attempt.error),
                "a place lies beyond the end of the signal. Which is the last pulse that is still "
                "in it, *after* rounding?",
            ),
            Mistake(
                "place not whole",
                lambda a: isinstance(a.error, IndexError) and "integer" in str(a.error),
                "a place in an array must be a whole number, of type int. Which type do division "
                "and `np.round` give?",
            ),
        ),
    ),
    Task(
        "12.8",
        "Pairs of words",
        pairs_of_words,
        "row i, column j: how often word j follows word i. A bag of single words is the same "
        "whichever way the sound is played; this table is not.",
        cases=(
            Case("the words 1, 2, 2, 2, 0, 1 out of 4", (np.array([1, 2, 2, 2, 0, 1]), 4)),
            Case("the words 1, 1 out of 2", (np.array([1, 1]), 2)),
            Case("40 words out of 5", ((5 * noise(1, 40, seed=4)[0] ** 2).astype(int), 5)),
        ),
        hints=(
            "which five pairs do the six words 1, 2, 2, 2, 0, 1 make? Which of them occurs twice?",
            "for the pair at `place`: which word chooses the row, and which the column? At which "
            "place does the last pair begin?",
            "all shares together are 1. By what are the numbers of pairs to be divided?",
        ),
        mistakes=as_mistakes(
            (
                "counted backwards",
                "rows and columns are exchanged, as if the sound were played backwards. Which word "
                "of a pair chooses the row?",
                lambda *args: pairs_of_words(*args).T,
            ),
            (
                "across the end",
                "there is a pair too many: the last word with the first. Are they neighbours?",
                lambda words, n: _table(words, np.roll(words, -1), n) / len(words),
                lambda words, n: _table(words, np.roll(words, -1), n) / (len(words) - 1),
            ),
            (
                "numbers of pairs",
                "these are numbers of pairs. A long sound has more of them than a short one: what "
                "makes the two comparable?",
                _counted(lambda counts: counts),
            ),
            Mistake(
                "rows normalised",
                lambda a: np.allclose(np.nan_to_num(a.got), _counted(_normalised(axis=1))(*a.args)),
                "each row adds up to 1: how often the second word follows, *if* the first was "
                "heard. What should add up to 1 here?",
            ),
            (
                "columns normalised",
                "each column adds up to 1. What should add up to 1 here?",
                _counted(_normalised(axis=0)),
            ),
            (
                "symmetric",
                "2 after 0 and 0 after 2 are counted alike. Which of the two was heard first?",
                _counted(lambda counts: _normalised()(counts + counts.T)),
                lambda *args: pairs_of_words(*args) + pairs_of_words(*args).T,
            ),
            (
                "all pairs",
                "every word was paired with every other, however far apart: that can be calculated "
                "from the bag of single words. Which pairs know the order?",
                lambda words, n: _normalised()(_table(*np.meshgrid(words, words), n)),
            ),
            (
                "every second pair",
                "half of the pairs are missing: each word but the first and the last belongs to "
                "*two* of them. By how much does the place move from one pair to the next?",
                lambda words, n: _table(words[::2], words[1::2], n) / len(words[1::2]),
            ),
            (
                "repeated pairs lost",
                "a pair that occurs twice counts once. With arrays as indices, `+= 1` adds one to "
                "each place, however often it is named: what adds for every time?",
                _counted(lambda counts: (counts > 0) / counts.sum()),
                _counted(lambda counts: _normalised()(counts > 0)),
            ),
            (
                "last pair missing",
                "the last pair is missing. At which place does it begin, if there are six words?",
                lambda words, n: pairs_of_words(words[:-1], n),
                lambda words, n: _table(words[:-2], words[1:-1], n) / (len(words) - 1),
            ),
            (
                "roots",
                "these are the roots of the shares, which section 10 takes afterwards. The shares "
                "themselves are asked for.",
                lambda *args: np.sqrt(pairs_of_words(*args)),
            ),
            (
                "bins not at the words",
                "the bins of the histogram reach from the smallest to the largest word that "
                "*occurs*. From where to where should they reach for every sound? (`range`)",
                lambda words, n: np.histogram2d(words[:-1], words[1:], n)[0] / (len(words) - 1),
            ),
            (
                "equal neighbours lost",
                "pairs of two equal words are missing. Do they count?",
                lambda words, n: pairs_of_words(words, n) * (1 - np.eye(n)),
                _counted(lambda counts: _normalised()(counts * (1 - np.eye(len(counts))))),
            ),
            Mistake(
                "words on their own",
                lambda attempt: np.shape(attempt.got) == (attempt.args[1],),
                "these are single words. Where is the word that follows?",
            ),
            Mistake(
                "one row",
                lambda attempt: np.shape(attempt.got) == (attempt.args[1] ** 2,),
                "the pairs stand in one long row. What shapes it into a table?",
            ),
            (
                "words that do not occur",
                "words of the vocabulary that this sound does not use have no place in the table. "
                "How large should it be for every sound?",
                lambda words, n: pairs_of_words(words, words.max() + 1),
            ),
        ),
    ),
)
