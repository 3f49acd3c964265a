"""Plausible wrong answers to the exercises of notebook 5."""

import numpy as np


def bin_over(n_of):
    def wrong(bin_number, n_samples, sample_rate):
        hertz = bin_number * sample_rate / n_of(n_samples)
        return hertz, 1 / hertz

    return wrong


def bin_without_rate(bin_number, n_samples, sample_rate):
    return bin_number / n_samples, n_samples / bin_number


def bin_rate_below(bin_number, n_samples, sample_rate):
    hertz = bin_number / n_samples / sample_rate
    return hertz, 1 / hertz


def bin_in_radians(bin_number, n_samples, sample_rate):
    omega = 2 * np.pi * bin_number / n_samples * sample_rate
    return omega, 1 / omega


def back_by_loops(sign=1, factor=None, bins=None, part=None, turn=2):
    """Go back in a wrong way: another sign, factor, range of bins, kind of part, or turn."""

    def wrong(spectrum):
        n_samples = len(spectrum)
        samples = np.zeros(n_samples)
        for n in range(n_samples):
            for k in range(bins(n_samples) if bins else n_samples):
                wave = np.exp(sign * turn * 1j * np.pi * k * n / n_samples)
                product = part(spectrum[k], wave) if part else (spectrum[k] * wave).real
                samples[n] += product / (factor(n_samples) if factor else n_samples)
        return samples

    return wrong


def folded_once(frequency, sample_rate):
    if frequency <= sample_rate / 2:
        return frequency
    return abs(sample_rate - frequency)


def folded_without_sign(frequency, sample_rate):
    if frequency <= sample_rate / 2:
        return frequency
    return sample_rate - frequency


def kept_disc(image, cutoff):
    rows, columns = image.shape
    down = (np.arange(rows) - rows // 2) / rows
    right = (np.arange(columns) - columns // 2) / columns
    return np.sqrt(down[:, None] ** 2 + right[None, :] ** 2) <= cutoff


def shift_forgotten(image, cutoff):
    return np.real(np.fft.ifft2(np.fft.fft2(image) * kept_disc(image, cutoff)))


def never_shifted_back(image, cutoff):
    centred = np.fft.fftshift(np.fft.fft2(image))
    centred[~kept_disc(image, cutoff)] = 0
    return np.real(np.fft.ifft2(centred))


def never_shifted_back_magnitude(image, cutoff):
    centred = np.fft.fftshift(np.fft.fft2(image))
    centred[~kept_disc(image, cutoff)] = 0
    return np.abs(np.fft.ifft2(centred))


def shifted_twice(image, cutoff):
    centred = np.fft.fftshift(np.fft.fft2(image))
    centred[~kept_disc(image, cutoff)] = 0
    return np.real(np.fft.ifft2(np.fft.fftshift(centred)))


def mask_shifted_by_fftshift(image, cutoff):
    return np.real(np.fft.ifft2(np.fft.fft2(image) * np.fft.fftshift(kept_disc(image, cutoff))))


def high_frequencies(image, cutoff):
    spectrum = np.fft.fft2(image)
    spectrum[np.fft.ifftshift(kept_disc(image, cutoff))] = 0
    return np.real(np.fft.ifft2(spectrum))


def magnitude_of_low(image, cutoff):
    spectrum = np.fft.fft2(image)
    spectrum[~np.fft.ifftshift(kept_disc(image, cutoff))] = 0
    return np.abs(np.fft.ifft2(spectrum))


def complex_low(image, cutoff):
    return np.fft.ifft2(np.fft.fft2(image) * np.fft.ifftshift(kept_disc(image, cutoff)))


def kept_square(image, cutoff):
    spectrum = np.fft.fft2(image)
    spectrum[np.abs(np.fft.fftfreq(image.shape[0])) > cutoff] = 0
    spectrum[:, np.abs(np.fft.fftfreq(image.shape[1])) > cutoff] = 0
    return np.real(np.fft.ifft2(spectrum))


def masked_by(distance_of, keep=np.less_equal):
    """Multiply the spectrum by a mask made from another distance, or compared in another way."""

    def wrong(image, cutoff):
        down, right = (distance_of(n) for n in image.shape)
        kept = keep(np.sqrt(down[:, None] ** 2 + right[None, :] ** 2), cutoff)
        return np.real(np.fft.ifft2(np.fft.fft2(image) * kept))

    return wrong


def centred(n):
    return (np.arange(n) - n // 2) / n


def unshifted(n):
    return np.arange(n) / n


def multiplied_at(length_of):
    def wrong(samples, kernel):
        length = length_of(len(samples), len(kernel))
        spectra = np.fft.fft(samples, length), np.fft.fft(kernel, length)
        return np.fft.ifft(spectra[0] * spectra[1]).real

    return wrong


def without_irfft_length(samples, kernel):
    length = len(samples) + len(kernel) - 1
    return np.fft.irfft(np.fft.rfft(samples, length) * np.fft.rfft(kernel, length))


def with_conjugate(samples, kernel):
    length = len(samples) + len(kernel) - 1
    return np.fft.ifft(np.fft.fft(samples, length) * np.conj(np.fft.fft(kernel, length))).real


def combined(combine, back=np.fft.ifft):
    def wrong(samples, kernel):
        length = len(samples) + len(kernel) - 1
        spectrum = combine(np.fft.fft(samples, length), np.fft.fft(kernel, length))
        return back(spectrum).real

    return wrong


def centred_kernel(samples, kernel):
    length = len(samples) + len(kernel) - 1
    padded = np.zeros(length)
    padded[: len(kernel)] = kernel
    padded = np.roll(padded, -(len(kernel) // 2))
    return np.fft.ifft(np.fft.fft(samples, length) * np.fft.fft(padded)).real


def complex_product(samples, kernel):
    length = len(samples) + len(kernel) - 1
    return np.fft.ifft(np.fft.fft(samples, length) * np.fft.fft(kernel, length))


def zero(image, *places):
    spectrum = np.fft.fft2(image)
    for place in places:
        spectrum[place] = 0
    return spectrum


def without(*places_of):
    def wrong(image, row_bin, column_bin):
        places = [place_of(row_bin, column_bin) for place_of in places_of]
        return np.real(np.fft.ifft2(zero(image, *places)))

    return wrong


def here(r, c):
    return r, c


def opposite(r, c):
    return -r, -c


def mirrored_from_the_size(image, r, c):
    rows, columns = image.shape
    return np.real(np.fft.ifft2(zero(image, (r, c), (rows - r, columns - c))))


def magnitude_without(image, r, c):
    return np.abs(np.fft.ifft2(zero(image, (r, c), (-r, -c))))


WRONG = {
    "5.2": [
        ("cycles per sample", bin_without_rate),
        ("period in samples", lambda k, n, rate: (k * rate / n, n / k)),
        ("divided by the rate", bin_rate_below),
        ("one sample fewer", bin_over(lambda n: n - 1)),
        ("half of the samples", bin_over(lambda n: n // 2)),
        ("angular frequency", bin_in_radians),
        ("results the other way round", lambda k, n, rate: (n / rate / k, rate / n * k)),
        ("not two results", lambda k, n, rate: k * rate / n),
        ("not two results", lambda k, n, rate: np.array([k * rate / n, n / rate / k])),
        ("rounded down", lambda k, n, rate: (k * rate // n, 1 / (k * rate // n))),
        ("", lambda k, n, rate: (k * rate / n, rate / k)),
        ("", bin_over(lambda n: n + 1)),
    ],
    "5.1": [
        ("sign of the exponent", back_by_loops(sign=-1)),
        ("not divided by N", back_by_loops(factor=lambda n: 1)),
        ("divided by the root of N", back_by_loops(factor=np.sqrt)),
        ("half of the bins", back_by_loops(bins=lambda n: n // 2 + 1)),
        ("real parts multiplied", back_by_loops(part=lambda x, w: x.real * w.real)),
        ("magnitude of the coefficients", back_by_loops(part=lambda x, w: abs(x) * w.real)),
        ("factor 2 missing", back_by_loops(turn=1)),
        ("magnitude instead of the real part", lambda spectrum: abs(np.fft.ifft(spectrum))),
        ("magnitude instead of the real part", back_by_loops(part=lambda x, w: abs(x * w))),
        ("still complex", lambda spectrum: np.fft.ifft(spectrum)),
        ("list", lambda spectrum: list(np.fft.ifft(spectrum).real)),
        ("", lambda spectrum: np.abs(np.fft.fft(spectrum))),
        ("all zero", lambda spectrum: np.fft.ifft(spectrum).imag * 0),
        ("", back_by_loops(bins=lambda n: n // 2)),
    ],
    "5.3": [
        ("not folded", lambda frequency, sample_rate: frequency),
        ("remainder only", lambda frequency, sample_rate: frequency % sample_rate),
        ("remainder of the half", lambda frequency, sample_rate: frequency % (sample_rate / 2)),
        ("clipped at the half", lambda frequency, sample_rate: min(frequency, sample_rate / 2)),
        ("negative", lambda frequency, rate: frequency - rate * round(frequency / rate)),
        ("folded once", folded_without_sign),
        ("folded once", folded_once),
        ("folded once", lambda frequency, sample_rate: abs(sample_rate - frequency)),
        ("", lambda frequency, sample_rate: frequency / sample_rate),
        ("", lambda frequency, sample_rate: sample_rate / 4),
    ],
    "5.5": [
        ("mask and spectrum in different orders", shift_forgotten),
        ("not shifted back", never_shifted_back),
        ("magnitude instead of the real part", never_shifted_back_magnitude),
        ("shifted the wrong way for odd sizes", shifted_twice),
        ("shifted the wrong way for odd sizes", mask_shifted_by_fftshift),
        ("high pass", high_frequencies),
        ("magnitude instead of the real part", magnitude_of_low),
        ("square instead of disc", kept_square),
        ("still complex", complex_low),
        ("mask inverted", masked_by(centred, np.greater)),
        ("everything kept", lambda image, cutoff: image),
        ("everything kept", masked_by(np.fft.fftfreq, lambda d, cutoff: d**2 <= 8 * cutoff)),
        ("cutoff missed", masked_by(np.fft.fftfreq, np.less)),
        ("no negative frequencies", masked_by(unshifted)),
        ("transposed", lambda image, cutoff: np.real(complex_low(image, cutoff)).T),
        ("", lambda image, cutoff: np.real(complex_low(image, 1.7 * cutoff))),
    ],
    "5.6": [
        ("wrapped round", multiplied_at(lambda n, m: n)),
        ("wrapped round", multiplied_at(max)),
        ("one sample too many", multiplied_at(lambda n, m: n + m)),
        ("last sample lost", without_irfft_length),
        ("correlation", with_conjugate),
        ("correlation", lambda samples, kernel: np.correlate(samples, kernel, mode="full")),
        ("cut to the signal's length", lambda a, b: np.convolve(a, b)[: len(a)]),
        ("cut to the signal's length", lambda a, b: np.convolve(a, b, mode="same")),
        ("magnitude instead of the real part", lambda a, b: abs(complex_product(a, b))),
        ("moved to the middle", lambda a, b: np.fft.fftshift(complex_product(a, b)).real),
        ("kernel rolled", centred_kernel),
        ("kernel rolled", lambda a, b: np.roll(complex_product(a, b).real, -(len(b) // 2))),
        ("real parts multiplied", combined(lambda x, h: x.real * h.real)),
        ("spectra added", combined(np.add)),
        ("transformed there instead of back", combined(np.multiply, np.fft.fft)),
        ("matrix product", combined(np.matmul)),
        ("still complex", complex_product),
        ("border cut off", lambda a, b: np.convolve(a, b, mode="valid")),
        ("list", lambda a, b: np.convolve(a, b).tolist()),
    ],
    "5.7": [
        ("mirror left in", without(here)),
        ("mirror left in", without(opposite)),
        ("mirrored along one axis", without(here, lambda r, c: (-r, c))),
        ("mirrored along one axis", without(here, lambda r, c: (r, -c))),
        ("mirror one too far", without(here, lambda r, c: (-r - 1, -c - 1))),
        ("rows and columns swapped", without(lambda r, c: (c, r), lambda r, c: (-c, -r))),
        ("wave kept", lambda image, r, c: image - without(here, opposite)(image, r, c)),
        (
            "a cross removed",
            without(
                lambda r, c: r,
                lambda r, c: -r,
                lambda r, c: (slice(None), c),
                lambda r, c: (slice(None), -c),
            ),
        ),
        ("magnitude instead of the real part", magnitude_without),
        ("mirror beyond the end", mirrored_from_the_size),
        ("still complex", lambda image, r, c: np.fft.ifft2(zero(image, (r, c), (-r, -c)))),
        ("shifted in brightness", without(here, opposite, lambda r, c: (0, 0))),
        ("nothing done", lambda image, r, c: image),
        ("", without(here, opposite, lambda r, c: (1, 1))),
    ],
}


WORKED = {
    "5.2": ((5, 100, 50.0), (2.5, 0.4)),
    "5.1": ((np.array([8, -1 + 5j, -2, -1 - 5j]),), [1, 0, 2, 5]),
    "5.3": ((27.0, 10.0), 3),
    # 3 + 2 cos(πc/2) and, beyond the cutoff, (−1)ʳ (1 + cos(πc/2)).
    "5.5": (
        (np.array([[7.0, 4, 1, 4], [3, 2, 1, 2]]), 0.25),
        [[5, 3, 1, 3], [5, 3, 1, 3]],
    ),
    "5.6": ((np.array([2.0, 4, 0, 6]), [1, 2]), [2, 8, 8, 6, 12]),
    # The row is 3 + 2 cos(πn/2) + cos(πn): the bins 0, 1 and 2.
    "5.7": (
        (np.array([[6.0, 2, 2, 2], [6, 2, 2, 2]]), 0, 1),
        [[4, 2, 4, 2], [4, 2, 4, 2]],
    ),
}
