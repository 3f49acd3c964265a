"""Plausible wrong answers to the exercises of notebook 12."""

import math
from collections import Counter
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def channels(stereo):
    return stereo[:, 0], stereo[:, 1]


def mono_in_int16(stereo):
    left, right = channels(stereo)
    return (left + right) // 2 / 32768


def mono_in_place(stereo):
    left, right = channels(stereo)
    left += right
    return left / 65536


def mono_by_halves(stereo):
    left, right = channels(stereo)
    return (left // 2 + right // 2) / 32768


def mono_loudest_one(stereo):
    middle = stereo.mean(axis=1)
    return middle / np.abs(middle).max()


def mono_clipped(stereo):
    left, right = channels(stereo / 32768)
    return np.clip(left + right, -1, 1)


def mono_back_in_int16(stereo):
    return stereo.mean(axis=1).astype(np.int16) / 32768


def mono_by_names(stereo):
    return (left.astype(float) + right) / 65536  # noqa: F821


def starts_that_fit(signal, length, step):
    return [start for start in range(0, len(signal), step) if start + length <= len(signal)]


def cut(signal, starts, length):
    return np.array([signal[start : start + length] for start in starts])


def frames_but_the_last(signal, length, step):
    return cut(signal, range(0, len(signal) - length, step), length)


def counted_too_few(signal, length, step):
    return cut(signal, np.arange((len(signal) - length) // step) * step, length)


def with_one_padded(signal, length, step):
    n_frames = -(-(len(signal) - length) // step) + 1
    padded = np.concatenate([signal, np.zeros(step)])
    return cut(padded, np.arange(n_frames) * step, length)


def with_every_start(signal, length, step):
    padded = np.concatenate([signal, np.zeros(length)])
    return cut(padded, range(0, len(signal), step), length)


def last_one_repeated(signal, length, step):
    starts = starts_that_fit(signal, length, step)
    return cut(signal, [*starts, len(signal) - length], length)


def end_to_end(signal, length, step):
    n_frames = len(signal) // length
    return signal[: n_frames * length].reshape(n_frames, length)


def ragged_rows(signal, length, step):
    return [signal[start : start + length] for start in range(0, len(signal), step)]


def written_past_the_end(signal, length, step):
    result = np.zeros((len(signal) // step, length))
    for number in range(len(result)):
        result[number] = signal[number * step : number * step + length]
    return result


def columns_filled(signal, length, step):
    result = np.zeros((length, len(starts_that_fit(signal, length, step))))
    for number, start in enumerate(starts_that_fit(signal, length, step)):
        result[number] = signal[start : start + length]
    return result


def centred_frames(signal, length, step):
    padded = np.pad(signal, length // 2)
    return cut(padded, starts_that_fit(padded, length, step), length)


def shifted_in_place(signal, length, step):
    rows = []
    for _ in starts_that_fit(signal, length, step):
        rows.append(signal[:length].copy())
        signal[:] = np.roll(signal, -step)
    return np.array(rows)


def faded(signal, length, step, in_and_out):
    return sliding_window_view(signal, length)[::step] * in_and_out(length)


def periodic_hann(length):
    return (1 - np.cos(2 * np.pi * np.arange(length) / length)) / 2


def bins(frequencies, width):
    return frequencies - width / 2, frequencies + width / 2


def overlap(starts, ends, low, high):
    result = np.zeros(len(starts))
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if end > low and start < high:
            result[place] = min(end, high) - max(start, low)
    return result


def share(f, width, low, high):
    return overlap(*bins(f, width), low, high) / width


def parts(f, width, low, high):
    starts, ends = bins(f, width)
    return np.clip((ends - low) / width, 0, 1), np.clip((high - starts) / width, 0, 1)


def share_by_builtins(f, width, low, high):
    return max(min(f + width / 2, high) - max(f - width / 2, low), 0) / width


def share_by_if(f, width, low, high):
    if f < low:
        return 0
    return 1


def share_in_place(f, width, low, high):
    f -= width / 2
    return overlap(f, f + width, low, high) / width


def without_max(f, width, low, high):
    starts, ends = bins(f, width)
    return (np.minimum(ends, high) - np.maximum(starts, low)) / width


def any_contact(f, width, low, high):
    starts, ends = bins(f, width)
    return ((ends > low) & (starts < high)).astype(float)


def between_edges(edges, width, low, high):
    return np.diff(np.clip(edges, low, high)) / width


def by_nearness(f, width, low, high):
    middle = (low + high) / 2
    return np.clip(1 - np.abs(f - middle) / width, 0, 1)


def quiet_log10(ratio):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log10(ratio)


def in_decibels(ratio, floor, factor=10):
    return np.maximum(factor * quiet_log10(ratio), floor)


def unfloored(power):
    return 10 * quiet_log10(power / power.max())


def zeros_only(power, floor=-60):
    result = np.full(power.shape, float(floor))
    audible = power > 0
    result[audible] = 10 * quiet_log10(power[audible] / power.max())
    return result


def zeros_replaced(power, floor=-60):
    return in_decibels(np.where(power == 0, 1e-12, power) / power.max(), floor)


def added_before_the_reference(power, floor=-60):
    louder = power + 1e-10
    return in_decibels(louder / louder.max(), floor)


def added_below_the_reference(power, floor=-60):
    return np.maximum(10 * np.log10(power + 1e-9) - 10 * np.log10(power.max()), floor)


def by_mathematics_of_one_number(power, floor=-60):
    return np.maximum(10 * math.log10(power / power.max()), floor)


def replaced_by_zero(power, floor=-60):
    decibels = unfloored(power)
    decibels[decibels < floor] = 0
    return decibels


def floor_then_reference(power, floor=-60):
    decibels = in_decibels(power, floor)
    return decibels - decibels.max()


def power_floored_first(power, floor=-60):
    audible = np.maximum(power, 10 ** (floor / 10))
    return 10 * quiet_log10(audible / power.max())


def decibels_by_builtin(power, floor=-60):
    return max(10 * quiet_log10(power / power.max()), floor)


def decibels_in_place(power, floor=-60):
    peak = power.max()
    power[power < peak * 10 ** (floor / 10)] = peak * 10 ** (floor / 10)
    return 10 * quiet_log10(power / peak)


def in_units_of_the_array(power, floor=-60):
    result = np.zeros_like(power)
    result[...] = in_decibels(power / power.max(), floor)
    return result


def pulses_at(places, n_samples):
    signal = np.zeros(n_samples)
    for place in places:
        signal[int(place)] = 1
    return signal


def multiples(pitch, n_samples, sample_rate):
    period = sample_rate / pitch
    return [number * period for number in range(int(n_samples / period) + 2)]


def train(pitch, n_samples, sample_rate, rounding=np.round, later=0):
    places = [rounding(place) + later for place in multiples(pitch, n_samples, sample_rate)]
    return pulses_at([place for place in places if 0 <= place < n_samples], n_samples)


def every(period, n_samples):
    signal = np.zeros(n_samples)
    signal[::period] = 1
    return signal


def accumulated(pitch, n_samples, sample_rate):
    signal = np.zeros(n_samples)
    place = 0
    while place < n_samples:
        signal[place] = 1
        place = round(place + sample_rate / pitch)
    return signal


def not_left_out(pitch, n_samples, sample_rate):
    period = sample_rate / pitch
    signal = np.zeros(n_samples)
    for number in range(int(n_samples / period) + 1):
        signal[round(number * period)] = 1
    return signal


def pulses_at_floats(pitch, n_samples, sample_rate):
    signal = np.zeros(n_samples)
    signal[np.round(np.arange(0, n_samples, sample_rate / pitch))] = 1
    return signal


def pulses_at_floats_by_loop(pitch, n_samples, sample_rate):
    signal = np.zeros(n_samples)
    for number in range(int(n_samples * pitch / sample_rate)):
        signal[number * sample_rate / pitch] = 1
    return signal


def pushed_back(pitch, n_samples, sample_rate):
    places = np.round(np.arange(0, n_samples, sample_rate / pitch))
    return pulses_at(np.minimum(places, n_samples - 1), n_samples)


def one_pulse_too_few(pitch, n_samples, sample_rate):
    number = int(n_samples * pitch / sample_rate)
    return pulses_at(np.round(np.arange(number) * sample_rate / pitch), n_samples)


def without_the_first(pitch, n_samples, sample_rate):
    signal = train(pitch, n_samples, sample_rate)
    signal[0] = 0
    return signal


def count(firsts, seconds, n_words):
    result = np.zeros((n_words, n_words))
    for first, second in zip(firsts, seconds, strict=False):
        result[first, second] += 1
    return result


def neighbours(words, n_words):
    return count(words[:-1], words[1:], n_words)


def bag_times_bag(words, n_words):
    bag = np.array([np.mean(words == word) for word in range(n_words)])
    return bag[:, np.newaxis] * bag


def one_addition_each(words, n_words):
    counts = np.zeros((n_words, n_words))
    counts[words[:-1], words[1:]] += 1
    return counts / (len(words) - 1)


def one_addition_then_sum(words, n_words):
    counts = np.zeros((n_words, n_words))
    counts[words[:-1], words[1:]] += 1
    return counts / counts.sum()


def by_rows(words, n_words):
    counts = neighbours(words, n_words)
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def by_rows_with_nan(words, n_words):
    counts = neighbours(words, n_words)
    with np.errstate(invalid="ignore"):
        return counts / counts.sum(axis=1, keepdims=True)


def by_columns(words, n_words):
    counts = neighbours(words, n_words)
    return counts / np.maximum(counts.sum(axis=0), 1)


def round_the_corner(words, n_words):
    return count(words, [*words[1:], words[0]], n_words)


def from_the_end(words, n_words):
    result = np.zeros((n_words, n_words))
    for place in range(len(words)):
        result[words[place - 1], words[place]] += 1
    return result / len(words)


def past_the_end(words, n_words):
    result = np.zeros((n_words, n_words))
    for place in range(len(words)):
        result[words[place], words[place + 1]] += 1
    return result / len(words)


def all_but_the_last(words, n_words):
    return count(words[:-2], words[1:-1], n_words)


def words_that_occur(words, n_words):
    return neighbours(words, words.max() + 1) / (len(words) - 1)


def different_neighbours(words, n_words):
    counts = neighbours(words, n_words)
    np.fill_diagonal(counts, 0)
    return counts


def one_row(words, n_words):
    numbers = words[:-1] * n_words + words[1:]
    return np.bincount(numbers, minlength=n_words**2) / len(numbers)


WRONG = {
    "12.2": [
        ("wrapped", mono_in_int16),
        ("wrapped", lambda x: (x[:, 0] + x[:, 1]) / 2 / 32768),
        ("wrapped", lambda x: (x[:, 0] + x[:, 1]) / 65536),
        ("wrapped", lambda x: ((x[:, 0] + x[:, 1]) // 2).astype(float) / 32768),
        ("wrapped", mono_in_place),
        ("wrapped", lambda x: x.sum(axis=1, dtype=np.int16) / 65536),
        ("halves lost", lambda x: x.astype(int).sum(axis=1) // 2 / 32768),
        ("halves lost", lambda x: (x[:, 0].astype(float) + x[:, 1]) // 2 / 32768),
        ("halves lost", mono_by_halves),
        ("halves lost", mono_back_in_int16),
        ("halves lost", lambda x: np.round(x.mean(axis=1)) / 32768),
        ("sum", lambda x: x.sum(axis=1) / 32768),
        ("sum", mono_clipped),
        ("another largest number", lambda x: x.mean(axis=1) / 32767),
        ("another largest number", lambda x: x.mean(axis=1) / 65536),
        ("another largest number", lambda x: x.mean(axis=1) / 65535),
        ("another largest number", lambda x: x.mean(axis=1) / np.iinfo(np.int16).max),
        ("as if of 8 bits", lambda x: x.mean(axis=1) / 128),
        ("as if of 8 bits", lambda x: (x.mean(axis=1) - 128) / 128),
        ("as if of 8 bits", lambda x: x.mean(axis=1) / 255),
        ("not scaled", lambda x: x.mean(axis=1)),
        ("not scaled", lambda x: x.astype(int).sum(axis=1) // 2),
        ("scaled to its own loudest place", mono_loudest_one),
        ("moved to [0, 1]", lambda x: (x.mean(axis=1) + 32768) / 65536),
        ("moved to [0, 1]", lambda x: (x.mean(axis=1) + 32768) / 65535),
        ("wrong axis", lambda x: x.mean(axis=0) / 32768),
        ("one number", lambda x: x.mean() / 32768),
        ("one channel", lambda x: x[:, 0] / 32768),
        ("one channel", lambda x: x[:, 1] / 32768),
        ("", lambda x: (x[:, 0].astype(float) - x[:, 1]) / 65536),
        ("both channels kept", lambda x: x / 32768),
        ("one axis too many or too few", lambda x: x.mean(axis=1, keepdims=True) / 32768),
        ("all zero", lambda x: x.astype(int).sum(axis=1) // 65536 * 0),
        ("list", lambda x: [(int(a) + int(b)) / 65536 for a, b in x]),
        ("no return", lambda x: print(x.mean(axis=1) / 32768)),
        ("NameError", mono_by_names),
        ("AttributeError", lambda x: x.asfloat().mean(axis=1) / 32768),
        ("IndexError", lambda x: (x[:, 1].astype(float) + x[:, 2]) / 65536),
        ("", lambda x: np.sqrt(np.mean(x.astype(float) ** 2, axis=1)) / 32768),
    ],
    "12.3": [
        ("one frame too few", frames_but_the_last),
        ("one frame too few", counted_too_few),
        ("more than fit", with_one_padded),
        ("more than fit", with_every_start),
        ("more than fit", last_one_repeated),
        ("incomplete frames", ragged_rows),
        ("incomplete frames", lambda *a: np.array(ragged_rows(*a))),
        ("incomplete frames", written_past_the_end),
        ("end to end", end_to_end),
        ("end to end", lambda x, n, step: sliding_window_view(x, n)[::n]),
        ("step not used", lambda x, n, step: sliding_window_view(x, n)),
        ("frames as columns", lambda x, n, step: sliding_window_view(x, n)[::step].T),
        ("length and step exchanged", lambda x, n, step: sliding_window_view(x, step)[::n]),
        ("first frame missing", lambda x, n, step: sliding_window_view(x, n)[step::step]),
        ("begins one late", lambda x, n, step: sliding_window_view(x, n)[1::step]),
        ("faded", lambda *a: faded(*a, np.hanning)),
        ("faded", lambda *a: faded(*a, periodic_hann)),
        ("length missed", lambda x, n, step: sliding_window_view(x, n - 1)[::step]),
        ("length missed", lambda x, n, step: sliding_window_view(x, n + 1)[::step]),
        ("one long row", lambda x, n, step: sliding_window_view(x, n)[::step].ravel()),
        ("one long row", lambda x, n, step: x[::step]),
        ("centred", centred_frames),
        ("samples left out", lambda x, n, step: sliding_window_view(x[::step], n)),
        ("ValueError", lambda x, n, step: x.reshape(-1, n)),
        ("ValueError", columns_filled),
        ("TypeError", lambda x, n, step: np.zeros(((len(x) - n) / step + 1, n))),
        ("NameError", lambda x, n, step: sliding_window_view(sound, n)),  # noqa: F821
        ("input changed", shifted_in_place),
        ("all zero", lambda x, n, step: 0 * sliding_window_view(x, n)[::step]),
        ("list", lambda x, n, step: sliding_window_view(x, n)[::step].tolist()),
        ("mirrored", lambda x, n, step: sliding_window_view(x, n)[::step, ::-1]),
        ("", lambda x, n, step: np.cumsum(sliding_window_view(x, n)[::step], axis=1)),
    ],
    "12.4": [
        ("negative shares", without_max),
        ("sign lost", lambda *a: np.abs(without_max(*a))),
        ("all or nothing", lambda f, w, low, high: (f >= low) & (f <= high)),
        ("all or nothing", lambda f, w, low, high: np.where((f > low) & (f < high), 1.0, 0.0)),
        ("all or nothing", any_contact),
        ("all or nothing", lambda f, w, low, high: (f - w / 2 >= low) & (f + w / 2 <= high)),
        ("all or nothing", lambda f, w, low, high: overlap(*bins(f, w), low, high) // w),
        ("all or nothing", lambda f, w, low, high: np.round(share(f, w, low, high))),
        ("half width mixed up", lambda f, w, *band: overlap(f - w, f + w, *band) / w),
        ("half width mixed up", lambda f, w, *band: overlap(f - w, f + w, *band) / (2 * w)),
        ("half width mixed up", lambda f, w, *band: share(f, w, *band) * 2),
        ("half width mixed up", lambda f, w, *band: np.clip(share(f, 2 * w, *band) * 2, 0, 1)),
        ("centre taken for an end", lambda f, w, *band: overlap(f, f + w, *band) / w),
        ("centre taken for an end", lambda f, w, *band: overlap(f - w, f, *band) / w),
        (
            "limited on one side",
            lambda f, w, low, high: np.maximum(np.minimum(f + w / 2, high) - low, 0) / w,
        ),
        (
            "limited on one side",
            lambda f, w, low, high: np.maximum(high - np.maximum(f - w / 2, low), 0) / w,
        ),
        ("one edge only", lambda *a: parts(*a)[0]),
        ("one edge only", lambda *a: parts(*a)[1]),
        ("both edges in one bin", lambda *a: np.prod(parts(*a), axis=0)),
        ("both edges in one bin", lambda *a: np.min(parts(*a), axis=0)),
        ("in hertz", lambda f, w, *band: overlap(*bins(f, w), *band)),
        ("in hertz", lambda f, w, *band: between_edges(np.append(f, f[-1] + w) - w / 2, 1, *band)),
        ("percent", lambda *a: 100 * share(*a)),
        ("an edge too few", between_edges),
        ("an edge too few", lambda f, w, *band: between_edges(f - w / 2, w, *band)),
        ("border cut off", lambda f, w, *band: between_edges(f + w / 2, w, *band)),
        ("", lambda f, w, *band: overlap(f - w // 2, f + w // 2, *band) / w),
        (
            "share of the band",
            lambda f, w, low, high: overlap(*bins(f, w), low, high) / (high - low),
        ),
        ("share of the band", lambda *a: share(*a) / share(*a).sum()),
        ("", lambda *a: 1 - share(*a)),
        ("one number", lambda *a: share(*a).sum()),
        ("one decision for all", share_by_builtins),
        ("one decision for all", share_by_if),
        ("input changed", share_in_place),
        ("list", lambda *a: share(*a).tolist()),
        ("border cut off", lambda *a: share(*a)[share(*a) > 0]),
        ("NameError", lambda f, w, low, high: np.clip(end - start, 0, w) / w),  # noqa: F821
        ("", by_nearness),
    ],
    "12.6": [
        ("log of zero", lambda p, floor=-60: 10 * quiet_log10(p / p.max())),
        ("log of zero", lambda p, floor=-60: 10 * quiet_log10(np.maximum(p / p.max(), floor))),
        ("log of zero", lambda p, floor=-60: 20 * quiet_log10(p)),
        ("below the floor", zeros_only),
        ("below the floor", lambda p, floor=-60: 10 * quiet_log10(p / p.max() + 1e-12)),
        ("zeros left out", lambda p, floor=-60: in_decibels(p[p > 0] / p.max(), floor)),
        (
            "something added",
            lambda p, floor=-60: 10 * quiet_log10(p / p.max() + 10 ** (floor / 10)),
        ),
        ("something added", lambda p, floor=-60: in_decibels((p + 1e-12) / p.max(), floor)),
        ("something added", lambda p, floor=-60: in_decibels(p / p.max() + 1e-10, floor)),
        ("something added", lambda p, floor=-60: in_decibels(p / p.max() + 1e-12, floor)),
        ("something added", lambda p, floor=-60: in_decibels((p + 1e-6) / p.max(), floor)),
        ("", lambda p, floor=-60: in_decibels(p / (p.max() + 1e-12), floor)),
        ("something added", added_before_the_reference),
        ("something added", added_below_the_reference),
        ("something added", zeros_replaced),
        (
            "something added",
            lambda p, floor=-60: in_decibels(np.maximum(p, 1e-12) / p.max(), floor),
        ),
        (
            "something added",
            lambda p, floor=-60: in_decibels(np.maximum(p / p.max(), 1e-10), floor),
        ),
        ("factor 20", lambda p, floor=-60: in_decibels(p / p.max(), floor, factor=20)),
        (
            "natural logarithm",
            lambda p, floor=-60: in_decibels(p / p.max(), floor, factor=10 * np.log(10)),
        ),
        (
            "natural logarithm",
            lambda p, floor=-60: in_decibels(p / p.max(), floor, factor=10 * np.log2(10)),
        ),
        ("factor missing", lambda p, floor=-60: in_decibels(p / p.max(), floor, factor=1)),
        ("another reference", lambda p, floor=-60: in_decibels(p / p[0, 0], floor)),
        ("another reference", lambda p, floor=-60: in_decibels(p / p.mean(), floor)),
        ("another reference", lambda p, floor=-60: in_decibels(p / p.sum(), floor)),
        ("another reference", lambda p, floor=-60: in_decibels(p, floor)),
        ("one reference a row", lambda p, floor=-60: in_decibels(p / p.max(axis=0), floor)),
        (
            "one reference a row",
            lambda p, floor=-60: in_decibels(p / p.max(axis=1, keepdims=True), floor),
        ),
        ("floor before the reference", floor_then_reference),
        ("floor before the reference", power_floored_first),
        (
            "floor before the reference",
            lambda p, floor=-60: in_decibels(p, floor) - 10 * np.log10(p.max()),
        ),
        ("replaced by zero", replaced_by_zero),
        ("floor not used", lambda p, floor=-60: in_decibels(p / p.max(), -60)),
        ("shifted in brightness", lambda p, floor=-60: in_decibels(p / p.max(), floor) - floor),
        ("sign", lambda p, floor=-60: -in_decibels(p / p.max(), floor)),
        ("only the ratio", lambda p, floor=-60: p / p.max()),
        ("one decision for all", decibels_by_builtin),
        ("one decision for all", lambda p, floor=-60: in_decibels(p / max(p), floor)),
        ("TypeError", by_mathematics_of_one_number),
        ("all zero", lambda p, floor=-60: 0 * p),
        ("input changed", decibels_in_place),
        ("decimals cut off", in_units_of_the_array),
        ("list", lambda p, floor=-60: in_decibels(p / p.max(), floor).tolist()),
        ("NameError", lambda p, floor=-60: 10 * quiet_log10(power / power.max())),  # noqa: F821
    ],
    "12.7": [
        ("period rounded", lambda f, n, rate: every(round(rate / f), n)),
        ("period rounded", lambda f, n, rate: every(int(rate / f), n)),
        ("period rounded", lambda f, n, rate: every(rate // int(f), n)),
        ("period rounded", accumulated),
        ("period rounded", lambda f, n, rate: every(int(np.ceil(rate / f)), n)),
        ("period rounded", lambda f, n, rate: every(int(rate / f) + 1, n)),
        ("one sample too long", lambda f, n, rate: train(1 / (1 / f + 1 / rate), n, rate)),
        ("rounded down", lambda *a: train(*a, rounding=np.floor)),
        ("rounded up", lambda *a: train(*a, rounding=np.ceil)),
        ("beyond the end", not_left_out),
        ("beyond the end", lambda *a: pulses_at(np.round(multiples(*a)), a[1])),
        ("place not whole", pulses_at_floats),
        ("place not whole", pulses_at_floats_by_loop),
        ("pushed back", pushed_back),
        ("last pulse missing", one_pulse_too_few),
        ("first pulse missing", without_the_first),
        ("moved by a sample", lambda *a: train(*a, later=1)),
        ("moved by a sample", lambda *a: train(*a, later=-1)),
        ("shared out over the time", lambda f, n, rate: train(f * rate / n, n, rate)),
        ("period inverted", lambda f, n, rate: np.ones(n)),
        ("places", lambda f, n, rate: np.round(np.arange(0, n, rate / f)).astype(int)),
        ("", lambda f, n, rate: np.sin(2 * np.pi * f * np.arange(n) / rate)),
        ("", lambda f, n, rate: np.cos(2 * np.pi * f * np.arange(n) / rate)),
        ("list", lambda *a: train(*a).tolist()),
        ("NameError", lambda f, n, rate: every(period, n)),  # noqa: F821
        ("TypeError", lambda f, n, rate: every(rate / f, n)),
        ("", lambda f, n, rate: train(f * 2, n, rate)),
        ("border kept", lambda f, n, rate: train(f, n + 1, rate)),
        ("border cut off", lambda f, n, rate: train(f, n - 1, rate)),
    ],
    "12.8": [
        ("counted backwards", lambda w, n: neighbours(w, n).T / (len(w) - 1)),
        ("counted backwards", lambda w, n: neighbours(w[::-1], n) / (len(w) - 1)),
        ("across the end", lambda w, n: round_the_corner(w, n) / len(w)),
        ("across the end", lambda w, n: round_the_corner(w, n) / (len(w) - 1)),
        ("across the end", from_the_end),
        ("numbers of pairs", neighbours),
        ("not normalised", lambda w, n: neighbours(w, n) / len(w)),
        ("not normalised", lambda w, n: neighbours(w, n) / n**2),
        ("not normalised", lambda w, n: neighbours(w, n) / n),
        ("rows normalised", by_rows),
        ("rows normalised", by_rows_with_nan),
        ("columns normalised", by_columns),
        ("symmetric", lambda w, n: (neighbours(w, n) + neighbours(w, n).T) / (2 * len(w) - 2)),
        ("symmetric", lambda w, n: (neighbours(w, n) + neighbours(w, n).T) / (len(w) - 1)),
        ("all pairs", bag_times_bag),
        ("every second pair", lambda w, n: count(w[::2], w[1::2], n) / len(w[1::2])),
        ("", lambda w, n: count(w[:-2], w[2:], n) / (len(w) - 2)),
        ("repeated pairs lost", one_addition_each),
        ("repeated pairs lost", one_addition_then_sum),
        ("equal neighbours lost", lambda w, n: different_neighbours(w, n) / (len(w) - 1)),
        (
            "equal neighbours lost",
            lambda w, n: different_neighbours(w, n) / different_neighbours(w, n).sum(),
        ),
        ("words on their own", lambda w, n: np.bincount(w, minlength=n) / len(w)),
        ("one row", one_row),
        ("words that do not occur", words_that_occur),
        ("", lambda w, n: count(w, w, n) / len(w)),
        ("IndexError", past_the_end),
        ("", lambda w, n: neighbours((w + 1) % n, n) / (len(w) - 1)),
        ("list", lambda w, n: (neighbours(w, n) / (len(w) - 1)).tolist()),
        ("all zero", lambda w, n: np.zeros((n, n), int)),
        ("NameError", lambda w, n: neighbours(words, n) / len(w)),  # noqa: F821
        ("roots", lambda w, n: np.sqrt(neighbours(w, n) / (len(w) - 1))),
        ("last pair missing", lambda w, n: all_but_the_last(w, n) / (len(w) - 1)),
        ("last pair missing", lambda w, n: all_but_the_last(w, n) / (len(w) - 2)),
        ("", lambda w, n: neighbours(w[1:], n) / (len(w) - 1)),
        (
            "bins not at the words",
            lambda w, n: np.histogram2d(w[:-1], w[1:], bins=n)[0] / (len(w) - 1),
        ),
        ("wrong type", lambda w, n: Counter(pairwise(w))),
    ],
}


WORKED = {
    # (1000 + 3001) / 2 = 2000.5; 25000; -32768; (-5 + 2) / 2 = -1.5; over 32768 = 2^15
    "12.2": (
        (np.array([[1000, 3001], [30000, 20000], [-32768, -32768], [-5, 2]], np.int16),),
        [2000.5 / 32768, 0.762939453125, -1, -0.0000457763671875],
    ),
    # 7 samples: begins at 0, 2, 4; the last frame ends with the last sample
    "12.3": (
        (np.array([3.0, 1, 4, 1, 5, 9, 2]), 3, 2),
        [[3, 1, 4], [4, 1, 5], [5, 9, 2]],
    ),
    # bins 2.5 to 7.5, 7.5 to 12.5, 12.5 to 17.5, 17.5 to 22.5: 1.5, 5, 1 and 0 of 5 Hz
    "12.4": ((np.array([5.0, 10, 15, 20]), 5.0, 6.0, 13.5), [0.3, 1, 0.2, 0]),
    # ratios 0.01, 1, 0; 1e-10, 0.1, 0.0001
    "12.6": (
        (np.array([[0.2, 20, 0], [2e-9, 2, 0.002]]),),
        [[-20, 0, -60], [-60, -10, -40]],
    ),
    # a period of 8/3 samples: 0, 2.67, 5.33, 8
    "12.7": ((3.0, 9, 8), [1, 0, 0, 1, 0, 1, 0, 0, 1]),
    # pairs 20, 00, 01, 12, 20
    "12.8": (
        (np.array([2, 0, 0, 1, 2, 0]), 3),
        [[0.2, 0.2, 0], [0, 0, 0.2], [0.4, 0, 0]],
    ),
}
