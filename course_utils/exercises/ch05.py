"""Exercises of notebook 5, Fourier and the convolution theorem."""

from __future__ import annotations

import numpy as np

from .inputs import noise, normal, ramp, step
from .mistakes import as_mistakes
from .model import Case, Choice, Mistake, Task


def inverse_dft(spectrum):
    n_samples = len(spectrum)
    samples = np.zeros(n_samples)
    for n in range(n_samples):
        for k in range(n_samples):
            coefficient = spectrum[k]
            wave = np.exp(2j * np.pi * k * n / n_samples)
            part = (coefficient * wave).real / n_samples
            samples[n] += part
    return samples


def frequency_and_period(bin_number, n_samples, sample_rate):
    frequency = bin_number * sample_rate / n_samples
    return frequency, 1 / frequency


def alias_frequency(frequency, sample_rate):
    remainder = frequency % sample_rate
    return min(remainder, sample_rate - remainder)


def low_pass_by_mask(image, cutoff):
    rows, columns = image.shape
    row_frequency = (np.arange(rows) - rows // 2) / rows
    column_frequency = (np.arange(columns) - columns // 2) / columns
    keep = np.hypot(row_frequency[:, np.newaxis], column_frequency) <= cutoff
    spectrum = np.fft.fft2(image)
    return np.fft.ifft2(spectrum * np.fft.ifftshift(keep)).real


def fft_convolve(samples, kernel):
    length = len(samples) + len(kernel) - 1
    product = np.fft.fft(samples, length) * np.fft.fft(kernel, length)
    return np.fft.ifft(product).real


def remove_wave(image, row_bin, column_bin):
    spectrum = np.fft.fft2(image)
    spectrum[row_bin, column_bin] = 0
    spectrum[-row_bin, -column_bin] = 0
    return np.fft.ifft2(spectrum).real


def _magnitude(right):
    return (
        "magnitude instead of the real part",
        "negative values came out positive. Is it the magnitude or the real part that is wanted?",
        lambda *args: np.abs(right(*args)),
    )


STILL_COMPLEX = Mistake(
    "still complex",
    lambda attempt: np.iscomplexobj(attempt.got),
    "an inverse transform gives complex numbers, also where the imaginary parts are nothing but "
    "rounding errors. Which attribute of an array leaves them out?",
)


def _keep(image, cutoff):
    rows, columns = ((np.arange(n) - n // 2) / n for n in image.shape)
    return np.hypot.outer(rows, columns) <= cutoff


def _masked(mask_of):
    def wrong(image, cutoff):
        return np.fft.ifft2(np.fft.fft2(image) * mask_of(image, cutoff)).real

    return wrong


def _centred(image, cutoff):
    return np.fft.fftshift(np.fft.fft2(image)) * _keep(image, cutoff)


def _product(length_of, multiply=np.multiply):
    def wrong(samples, kernel):
        length = length_of(len(samples), len(kernel))
        spectra = np.fft.fft(samples, length), np.fft.fft(kernel, length)
        return np.fft.ifft(multiply(*spectra)).real

    return wrong


def _full(n, m):
    return n + m - 1


def _without_bins(*places_of):
    def wrong(image, row_bin, column_bin):
        spectrum = np.fft.fft2(image)
        for place_of in places_of:
            spectrum[place_of(row_bin, column_bin)] = 0
        return np.fft.ifft2(spectrum).real

    return wrong


def _here(row, column):
    return row, column


def _mirror(row, column):
    return -row, -column


EXERCISES = (
    Task(
        "5.1",
        "The way back",
        inverse_dft,
        "each sample is the mean over all bins of coefficient times wave; with the sign in the "
        "exponent opposite to the way there.",
        cases=(
            Case("the spectrum 8, −1 + 5j, −2, −1 − 5j", (np.array([8, -1 + 5j, -2, -1 - 5j]),)),
            Case("a spectrum of 5 bins", (np.fft.fft(normal(5, seed=1)),)),
            Case("a spectrum of 8 bins", (np.fft.fft(normal(8, seed=2)),)),
        ),
        hints=(
            "on the way there, every sample was multiplied by a wave and added up. On the way "
            "back, what is multiplied by a wave and added up?",
            "compare the two formulas: what stands in the exponent, and what stands before the "
            "sum?",
            "the sum over all bins is real, up to rounding: its imaginary parts cancel. So take "
            "`.real` of each part, rather than let NumPy drop the rest with a warning.",
        ),
        mistakes=as_mistakes(
            (
                "sign of the exponent",
                "the first sample is right and the others run backwards. Which sign does "
                "the exponent have on the way back?",
                lambda spectrum: np.fft.fft(spectrum).real / len(spectrum),
            ),
            (
                "not divided by N",
                "every sample is too large by the number of samples. What stands before the sum?",
                lambda spectrum: inverse_dft(spectrum) * len(spectrum),
            ),
            (
                "divided by the root of N",
                "1/√N is the custom where both ways share the factor. Here the way there has "
                "none: what must the way back have?",
                lambda spectrum: inverse_dft(spectrum) * np.sqrt(len(spectrum)),
            ),
            (
                "half of the bins",
                "the bins above the half are missing. They mirror the others, but they carry half "
                "of every wave: over which k does the sum go?",
                lambda spectrum: inverse_dft(
                    spectrum * (np.arange(len(spectrum)) <= len(spectrum) // 2)
                ),
            ),
            (
                "real parts multiplied",
                "the real part of a product is not the product of the real parts: i · i = −1 adds "
                "to it. Multiply first, then take `.real`.",
                lambda spectrum: inverse_dft(spectrum.real),
            ),
            (
                "magnitude of the coefficients",
                "`np.abs` has thrown the phases away, so that all waves begin at their crest. Is "
                "the coefficient itself used?",
                lambda spectrum: inverse_dft(np.abs(spectrum)),
            ),
            (
                "factor 2 missing",
                "bin 1 should turn round once in the N samples. Which angle is one turn?",
                lambda spectrum: 2 * np.fft.ifft(spectrum, 2 * len(spectrum)).real[: len(spectrum)],
            ),
            (
                *_magnitude(inverse_dft),
                lambda spectrum: np.full(len(spectrum), np.abs(spectrum).mean()),
            ),
            STILL_COMPLEX,
        ),
        blanks=2,
    ),
    Task(
        "5.2",
        "From bin to hertz",
        frequency_and_period,
        "bin k is the wave that fits k times into the whole recording, and the recording lasts "
        "n_samples / sample_rate seconds.",
        cases=(
            Case("bin 5 of 100 samples at 50 per second", (5, 100, 50.0)),
            Case("bin 4 of 15 samples at 30 per second", (4, 15, 30.0)),
            Case("bin 7 of 101 samples at 10 per second", (7, 101, 10.0)),
            Case("bin 2 of 9 samples at 1.5 per second", (2, 9, 1.5)),
        ),
        hints=(
            "how many seconds does the whole recording last, if `sample_rate` samples were taken "
            "in each second?",
            "the wave of bin k goes up and down k times in that time. How many times is that in "
            "one second, and how long does one time take?",
        ),
        mistakes=as_mistakes(
            (
                "cycles per sample",
                "these are cycles per sample and samples per cycle. How many samples are there in "
                "a second?",
                lambda k, n, rate: (k / n, n / k),
            ),
            (
                "period in samples",
                "the frequency is right; the period is in samples. How long is it in seconds?",
                lambda k, n, rate: (k * rate / n, n / k),
            ),
            (
                "divided by the rate",
                "sampled twice as fast, the same number of samples lasts half as long. Does the "
                "frequency of bin 1 then rise or fall?",
                lambda k, n, rate: (k / (n * rate), n * rate / k),
            ),
            (
                "one sample fewer",
                "nearly right: n samples, each standing for 1 / sample_rate seconds, last how "
                "long? (There are n of them, not n − 1 gaps: the signal is taken to go on.)",
                lambda k, n, rate: (k * rate / (n - 1), (n - 1) / (k * rate)),
            ),
            (
                "half of the samples",
                "a real signal has about n/2 different bins, but the last of them is at half the "
                "sample rate. How far apart are two bins then?",
                lambda k, n, rate: (k * rate / (n // 2), (n // 2) / (k * rate)),
            ),
            (
                "angular frequency",
                "2π turns cycles into radians. Hertz are cycles per second.",
                lambda k, n, rate: (2 * np.pi * k * rate / n, n / (2 * np.pi * k * rate)),
            ),
            (
                "results the other way round",
                "both numbers are right, in the other order: the frequency comes first.",
                lambda k, n, rate: (n / (k * rate), k * rate / n),
            ),
            (
                "rounded down",
                "the decimals of the frequency are lost: `//` rounds down.",
                lambda k, n, rate: (k * rate // n, 1 / (k * rate // n)),
            ),
            Mistake(
                "not two results",
                lambda attempt: isinstance(attempt.expected, tuple),  # not yet an array: no pair
                "`return frequency, period` gives two results. What does yours give?",
            ),
        ),
    ),
    Task(
        "5.3",
        "What does the camera see?",
        alias_frequency,
        "adding a multiple of the sample rate changes no sample, and neither does the sign; so "
        "the frequency is folded until it lies between 0 and half the rate.",
        cases=(
            Case("27 cycles a second, 10 pictures a second", (27.0, 10.0)),
            Case("7 cycles a second, 10 pictures a second", (7.0, 10.0)),
            Case("3 cycles a second, 10 pictures a second", (3.0, 10.0)),
            Case("12 cycles a second, 10 pictures a second", (12.0, 10.0)),
            Case("44 cycles a second, 8 pictures a second", (44.0, 8.0)),
            Case("0.24 cycles a pixel, every fourth pixel", (0.24, 0.25)),
            Case("24 cycles a second, 8 pictures a second", (24.0, 8.0)),
        ),
        hints=(
            "which frequencies give the same samples as 12 cycles a second, if there are 10 "
            "samples a second?",
            "`frequency % sample_rate` takes whole turns away. What is left lies between 0 and the "
            "sample rate: and if it is more than half of it?",
        ),
        mistakes=as_mistakes(
            (
                "not folded",
                "this is the true frequency. Which slower wave goes through the same samples?",
                lambda frequency, rate: frequency,
            ),
            (
                "remainder only",
                "taking away whole turns is right. What is left is above half the rate: 7 and −3 "
                "have the same samples at 10 a second, so which is seen?",
                lambda frequency, rate: frequency % rate,
            ),
            (
                "remainder of the half",
                "the samples repeat when the whole sample rate is added, not half of it. And the "
                "half is where the frequency is folded back: just above it, is the alias fast or "
                "slow?",
                lambda frequency, rate: frequency % (rate / 2),
            ),
            (
                "clipped at the half",
                "what is too fast is not stopped at half the sample rate, it comes back as "
                "something slower. As what?",
                lambda frequency, rate: min(frequency, rate / 2),
            ),
            (
                "negative",
                "this is negative. A wheel that seems to turn backwards 3 times a second is seen "
                "to turn how often?",
                lambda frequency, rate: frequency - rate * np.round(frequency / rate),
            ),
            (
                "folded once",
                "the sample rate was taken away once. Is that right below half the rate, and is it "
                "enough far above it?",
                lambda frequency, rate: abs(frequency - rate),
                lambda frequency, rate: rate - frequency,
                lambda frequency, rate: frequency - rate,
            ),
        ),
    ),
    Choice(
        "5.4",
        "Two bright points",
        "b",
        {
            "a": "stripes that stand upright change from column to column. Along which axis does "
            "the wave with column frequency 0 change?",
            "b": "the wave changes from row to row only, once in 1/0.125 = 8 of them: level "
            "stripes. The two points are one wave, since each real wave has its mirror point.",
            "c": "0.125 is a frequency, in cycles per pixel. How many pixels does one cycle take?",
            "d": "every point of a spectrum stands for a wave that fills the whole picture. "
            "Can one such wave make two bright pixels?",
            "e": "two points opposite to each other belong together: a wave and its mirror are one "
            "and the same real wave.",
        },
        hints=(
            "the row frequency says how the picture changes as you go from row to row, downwards.",
            "draw it with pencil: does the brightness change when you walk to the right? When you "
            "walk down? After how many pixels is it as before?",
        ),
    ),
    Task(
        "5.5",
        "Find the bug: a blur that sharpens",
        low_pass_by_mask,
        "`fft2` puts frequency 0 into the corner [0, 0]; the mask has it in the middle. "
        "`ifftshift` carries the middle of the mask to the corner (for odd sizes `fftshift` would "
        "miss it by one).",
        cases=(
            Case("a 2×4 picture, cutoff 0.25", (np.array([[7.0, 4, 1, 4], [3, 2, 1, 2]]), 0.25)),
            Case("a 6×8 picture of noise, cutoff 0.2", (noise(6, 8, seed=1), 0.2)),
            Case("a 5×7 picture of noise, cutoff 0.3", (noise(5, 7, seed=2), 0.3)),
            Case("a 9×12 picture with a step, cutoff 0.15", (step(9, 12) + ramp(9, 12) / 99, 0.15)),
            Case("a 7×4 picture with negative values", (noise(7, 4, seed=3) - 0.5, 0.31)),
        ),
        hints=(
            "what does the mask look like: where is it True? And where, in what `fft2` returns, do "
            "the low frequencies stand?",
            "`spectrum[0, 0]` is the sum of all pixels, frequency 0. Which element of `keep` is "
            "it multiplied by?",
            "bring both into the same order: `np.fft.fftfreq(rows)` lists the frequencies in the "
            "order of `fft2`, and `np.fft.ifftshift` moves the middle to the corner.",
        ),
        mistakes=as_mistakes(
            (
                "mask and spectrum in different orders",
                "quick changes were kept and slow ones dropped, though `keep` is True for the low "
                "frequencies. `spectrum[0, 0]` is frequency 0: which element of `keep` is it "
                "multiplied by?",
                _masked(_keep),
            ),
            (
                "mask inverted",
                "the mask itself was right, and inverting it does not help: its middle is not "
                "where `fft2` has frequency 0. Where is that?",
                _masked(lambda image, cutoff: ~_keep(image, cutoff)),
            ),
            (
                "everything kept",
                "nothing was thrown away. Is any element of `keep` False, and is `cutoff` in "
                "cycles per pixel on both sides of the comparison?",
                lambda image, cutoff: image,
            ),
            (
                "cutoff missed",
                "the wave whose frequency is the cutoff itself is gone. The task says: up to it.",
                lambda image, cutoff: low_pass_by_mask(image, cutoff - 1e-9),
            ),
            (
                "no negative frequencies",
                "half of a wave is gone. The bins beyond the middle are negative frequencies: "
                "which one is the last of 4 columns, 0.75 or −0.25?",
                _masked(
                    lambda image, cutoff: (
                        np.hypot.outer(*(np.arange(n) / n for n in image.shape)) <= cutoff
                    )
                ),
            ),
            (
                "not shifted back",
                "the spectrum was centred and masked, and then? `ifft2` expects frequency 0 in the "
                "corner again.",
                lambda image, cutoff: np.fft.ifft2(_centred(image, cutoff)).real,
            ),
            (
                "shifted the wrong way for odd sizes",
                "right where rows and columns are even, wrong where they are odd: `fftshift` twice "
                "does not come back to where it began. What undoes an `fftshift`?",
                lambda image, cutoff: np.fft.ifft2(np.fft.fftshift(_centred(image, cutoff))).real,
                _masked(lambda image, cutoff: np.fft.fftshift(_keep(image, cutoff))),
            ),
            (
                "high pass",
                "this is what should be taken away. Which frequencies does a low pass keep?",
                lambda image, cutoff: image - low_pass_by_mask(image, cutoff),
            ),
            (
                "square instead of disc",
                "this keeps a square of frequencies. How far from 0 is a wave with the same "
                "frequency along rows and columns?",
                _masked(
                    lambda image, cutoff: np.logical_and.outer(
                        *(np.abs(np.fft.fftfreq(n)) <= cutoff for n in image.shape)
                    )
                ),
            ),
            _magnitude(low_pass_by_mask),
            STILL_COMPLEX,
        ),
    ),
    Task(
        "5.6",
        "Convolve by multiplying",
        fft_convolve,
        "padded with zeros to the length of the full result, nothing is long enough to wrap "
        "round; then the product of the spectra is the spectrum of the convolution.",
        cases=(
            Case("2, 4, 0, 6 and the kernel 1, 2", (np.array([2.0, 4, 0, 6]), np.array([1.0, 2]))),
            Case("1, 3, 2 and the kernel 1, 2, 3", (np.array([1.0, 3, 2]), np.array([1.0, 2, 3]))),
            Case("7 samples and 4 weights", (normal(7, seed=3), normal(4, seed=4))),
            Case("3 samples and 6 weights", (normal(3, seed=5), normal(6, seed=6))),
            Case("20 samples and 9 weights", (normal(20, seed=7), normal(9, seed=8))),
        ),
        hints=(
            "how long is the full result? Notebook 3 counted it: 4 samples and 2 weights gave 5.",
            "the second argument of `np.fft.fft(samples, length)` pads with zeros up to that "
            "length. Which length must both have so that nothing wraps round?",
            "multiply the two spectra bin by bin, transform back, and take `.real`. (With `rfft`, "
            "`irfft` must be told the length.)",
        ),
        mistakes=as_mistakes(
            (
                "wrapped round",
                "the end has wrapped round to the beginning: a circular convolution. How many "
                "zeros must follow the samples so that the last copy of the kernel fits?",
                _product(max),
                _product(lambda n, m: n),
            ),
            (
                "one sample too many",
                "there is a superfluous zero at the end. How long is the full result exactly?",
                _product(lambda n, m: n + m),
            ),
            (
                "last sample lost",
                "`irfft` without a length takes it to be even. Tell it the length.",
                lambda samples, kernel: np.fft.irfft(np.fft.rfft(np.convolve(samples, kernel))),
            ),
            (
                "correlation",
                "this is a correlation: the kernel was flipped, or its spectrum conjugated. The "
                "convolution theorem needs neither.",
                _product(_full, lambda x, h: x * h.conj()),
                lambda samples, kernel: np.convolve(samples, kernel[::-1]),
            ),
            (
                "cut to the signal's length",
                "the right values, but some are missing: the task asks for all of them, as in mode "
                "`full`.",
                lambda samples, kernel: np.convolve(samples, kernel, mode="same"),
                lambda samples, kernel: fft_convolve(samples, kernel)[: len(samples)],
            ),
            (
                "kernel rolled",
                "in mode `full` the kernel's first weight stands on the sample, so nothing is "
                "rolled: that is for a blur whose kernel is centred on the pixel.",
                lambda x, kernel: np.roll(fft_convolve(x, kernel), -(len(kernel) // 2)),
                lambda x, kernel: np.roll(fft_convolve(x, kernel), -((len(kernel) - 1) // 2)),
            ),
            (
                "moved to the middle",
                "`fftshift` is for looking at spectra. Is there anything to be centred here?",
                lambda *args: np.fft.fftshift(fft_convolve(*args)),
                lambda *args: np.fft.ifftshift(fft_convolve(*args)),
            ),
            (
                "real parts multiplied",
                "the imaginary parts were dropped too early. Multiply the complex spectra, "
                "transform back, and take `.real` at the very end.",
                _product(_full, lambda x, h: x.real * h.real),
            ),
            (
                "spectra added",
                "the spectra were added, so the result is the sum of the two signals. What does "
                "the convolution theorem do with the spectra?",
                _product(_full, np.add),
            ),
            (
                "transformed there instead of back",
                "the values are too large, and backwards. Which transform leads from a spectrum "
                "to samples?",
                _product(_full, lambda x, h: len(x) * (x * h).conj()),
            ),
            _magnitude(fft_convolve),
            Mistake(
                "matrix product",
                lambda attempt: isinstance(attempt.error, IndexError),
                "is one of the results a single number? `@` adds all products up; `*` multiplies "
                "bin by bin.",
            ),
            STILL_COMPLEX,
        ),
    ),
    Task(
        "5.7",
        "Take one wave out",
        remove_wave,
        "a real wave stands at two places of the spectrum, at its frequency and at the mirror of "
        "it; negative indices count from the end, and that is just where the mirror is.",
        cases=(
            Case("a 4×5 picture of noise, bins 1 and 2", (noise(4, 5, seed=8), 1, 2)),
            Case("a 5×7 picture of noise, bins 1 and 2", (noise(5, 7, seed=4), 1, 2)),
            Case("a 6×4 picture of noise, bins 2 and −1", (noise(6, 4, seed=5), 2, -1)),
            Case("a 6×5 picture of noise, bins 1 and 0", (noise(6, 5, seed=6), 1, 0)),
            Case("a 4×6 picture of noise, bins 2 and 3", (noise(4, 6, seed=7) - 0.5, 2, 3)),
        ),
        hints=(
            "at how many places of the spectrum does a real wave stand, and which index has the "
            "second of them?",
            "`spectrum[-2, -3]` is the mirror of `spectrum[2, 3]`: bin −2 stands two before the "
            "end.",
        ),
        mistakes=as_mistakes(
            (
                "mirror left in",
                "half of the wave is still there. A real wave has two bright points: where is the "
                "other?",
                _without_bins(_here),
                _without_bins(_mirror),
            ),
            (
                "mirrored along one axis",
                "the mirror of a point lies opposite to it through the middle: both of its "
                "frequencies change sign.",
                _without_bins(_here, lambda row, column: (-row, column)),
                _without_bins(_here, lambda row, column: (row, -column)),
            ),
            (
                "mirror one too far",
                "bin 0 is its own mirror, so bin 1 is mirrored by the last bin, index −1. Which "
                "index mirrors bin 2?",
                _without_bins(_here, lambda row, column: (-row - 1, -column - 1)),
            ),
            (
                "wave kept",
                "this is the wave alone. What should be left is everything else.",
                lambda image, *bins: image - remove_wave(image, *bins),
            ),
            (
                "rows and columns swapped",
                "another wave is missing, one in another direction. Which index comes first?",
                lambda image, row, column: remove_wave(image, column, row),
            ),
            (
                "a cross removed",
                "whole rows and columns of the spectrum are gone, and with them many other waves. "
                "Set two single points to zero.",
                _without_bins(
                    lambda row, column: ([row, -row], slice(None)),
                    lambda row, column: (slice(None), [column, -column]),
                ),
            ),
            _magnitude(remove_wave),
            Mistake(
                "mirror beyond the end",
                lambda attempt: isinstance(attempt.error, IndexError),
                "size − bin is beyond the end for the bins 0 and −1, whose mirrors are 0 and 1. "
                "Which index, without the size, is right for all of them?",
            ),
            STILL_COMPLEX,
        ),
    ),
)
