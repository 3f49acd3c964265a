"""Plausible wrong answers to the exercises of notebook 3."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import ndimage


def box_without_padding(image, size):
    return sliding_window_view(image, (size, size)).mean(axis=(2, 3))


def box_with(mode):
    def box(image, size):
        padded = np.pad(image, size // 2, mode=mode)
        return sliding_window_view(padded, (size, size)).mean(axis=(2, 3))

    return box


def box_sum(image, size):
    padded = np.pad(image, size // 2, mode="symmetric")
    return sliding_window_view(padded, (size, size)).sum(axis=(2, 3))


def box_divided_by_size(image, size):
    return box_sum(image, size) / size


def box_along_rows(image, size):
    padded = np.pad(image, ((0, 0), (size // 2, size // 2)), mode="symmetric")
    return sliding_window_view(padded, size, axis=1).mean(axis=-1)


def box_padded_by_size(image, size):
    padded = np.pad(image, size, mode="symmetric")
    return sliding_window_view(padded, (size, size)).mean(axis=(2, 3))


def box_in_the_dtype_of_the_picture(image, size):
    padded = np.pad(image, size // 2, mode="symmetric")
    return sliding_window_view(padded, (size, size)).mean(axis=(2, 3)).astype(image.dtype)


def box_wrapping(image, size):
    padded = np.pad(image, size // 2, mode="symmetric")
    windows = sliding_window_view(padded, (size, size))
    return windows.sum(axis=(2, 3), dtype=image.dtype) / size**2


def box_rows_and_columns_swapped(image, size):
    return box_with("symmetric")(image, size).T


def box_only_the_middle(image, size):
    result = np.array(image, float)
    m = size // 2
    if m:
        result[m:-m, m:-m] = box_without_padding(image, size)
    return result


def box_over_the_wrong_axes(image, size):
    padded = np.pad(image, size // 2, mode="symmetric")
    return sliding_window_view(padded, (size, size)).mean(axis=(0, 1))


def weights(sigma, radius):
    t = np.arange(-radius, radius + 1)
    return np.exp(-(t**2) / (2 * sigma**2))


def weights_short(sigma, radius):
    t = np.arange(-radius, radius)
    bell = np.exp(-(t**2) / (2 * sigma**2))
    return bell / bell.sum()


def weights_as_density(sigma, radius):
    return weights(sigma, radius) / (sigma * np.sqrt(2 * np.pi))


def weights_without_two(sigma, radius):
    t = np.arange(-radius, radius + 1)
    bell = np.exp(-(t**2) / sigma**2)
    return bell / bell.sum()


def weights_sigma_not_squared(sigma, radius):
    t = np.arange(-radius, radius + 1)
    bell = np.exp(-(t**2) / (2 * sigma))
    return bell / bell.sum()


def weights_without_brackets(sigma, radius):
    t = np.arange(-radius, radius + 1)
    bell = np.exp(-(t**2) / 2 * sigma**2)
    return bell / bell.sum()


def weights_growing(sigma, radius):
    t = np.arange(-radius, radius + 1)
    bell = np.exp(t**2 / (2 * sigma**2))
    return bell / bell.sum()


def trail(signal):
    smoothed = signal
    for n in range(1, len(signal) - 1):
        smoothed[n] = (signal[n - 1] + signal[n] + signal[n + 1]) / 3
    return smoothed


def trail_in_a_copy(signal):
    smoothed = signal.copy()
    for n in range(1, len(signal) - 1):
        smoothed[n] = (smoothed[n - 1] + smoothed[n] + smoothed[n + 1]) / 3
    return smoothed


def three_with_dark_ends(signal):
    smoothed = np.zeros(len(signal))
    for n in range(1, len(signal) - 1):
        smoothed[n] = (signal[n - 1] + signal[n] + signal[n + 1]) / 3
    return smoothed


def three_medians(signal):
    middle = np.median(sliding_window_view(signal, 3), axis=1)
    return np.concatenate([signal[:1], middle, signal[-1:]])


def three_inner_only(signal):
    return (signal[:-2] + signal[1:-1] + signal[2:]) / 3


def three_not_divided(signal):
    smoothed = signal.copy()
    smoothed[1:-1] = signal[:-2] + signal[1:-1] + signal[2:]
    return smoothed


def solve(matrix, right):
    return np.linalg.lstsq(matrix, right)[0]


def weights_back_to_front(signal, filtered):
    return solve(np.stack([signal[:-2], signal[1:-1], signal[2:]], axis=1), filtered[1:-1])


def weights_with_zeros_at_the_ends(signal, filtered):
    padded = np.pad(signal, 1)
    return solve(np.stack([padded[2:], padded[1:-1], padded[:-2]], axis=1), filtered)


def weights_equations_shifted(signal, filtered):
    return solve(np.stack([signal[2:], signal[1:-1], signal[:-2]], axis=1), filtered[:-2])


def weights_equations_shifted_the_other_way(signal, filtered):
    return solve(np.stack([signal[2:], signal[1:-1], signal[:-2]], axis=1), filtered[2:])


def weights_from_three_equations(signal, filtered):
    matrix = np.stack([signal[2:5], signal[1:4], signal[:3]], axis=1)
    return np.linalg.solve(matrix, filtered[1:4])


def weights_with_mirrored_ends(signal, filtered):
    padded = np.pad(signal, 1, mode="symmetric")
    return solve(np.stack([padded[2:], padded[1:-1], padded[:-2]], axis=1), filtered)


def weights_as_a_column(signal, filtered):
    matrix = np.stack([signal[2:], signal[1:-1], signal[:-2]], axis=1)
    return solve(matrix, filtered[1:-1, np.newaxis])


def all_of_lstsq(signal, filtered):
    matrix = np.stack([signal[2:], signal[1:-1], signal[:-2]], axis=1)
    return np.linalg.lstsq(matrix, filtered[1:-1])


def windowed(picture, size):
    return sliding_window_view(picture, (size, size)).sum(axis=(2, 3))


WRONG = {
    "3.1": [
        ("kernel not flipped", [4, 10, 4, 12, 6]),
        ("same instead of full", [2, 8, 8, 6]),
        ("only full overlap", [8, 8, 6]),
        ("mirrored", [12, 6, 8, 8, 2]),
        ("", [2, 9, 8, 6, 12]),
    ],
    "3.3": [
        ("only the windows that fit", box_without_padding),
        ("zeros outside", box_with("constant")),
        ("NumPy's reflect", box_with("reflect")),
        ("edge repeated", box_with("edge")),
        ("wrapped around", box_with("wrap")),
        ("sum instead of mean", box_sum),
        ("divided by size only", box_divided_by_size),
        ("one axis only", box_along_rows),
        ("border kept", box_padded_by_size),
        ("decimals cut off", box_in_the_dtype_of_the_picture),
        ("transposed", box_rows_and_columns_swapped),
        ("border only", box_only_the_middle),
        ("nothing done", lambda image, size: image),
        ("mean over the wrong axes", box_over_the_wrong_axes),
        ("size ignored", lambda image, size: box_with("symmetric")(image, 3)),
        ("median instead of mean", lambda image, size: ndimage.median_filter(image, size)),
        ("uint8 wrapped", box_wrapping),
        ("list", lambda image, size: box_with("symmetric")(image, size).tolist()),
        ("one axis too many or too few", lambda image, size: [box_with("symmetric")(image, size)]),
    ],
    "3.5": [
        ("last position missing", weights_short),
        ("not normalised", weights),
        ("normalised as a density", weights_as_density),
        ("factor 2 missing", weights_without_two),
        ("sigma not squared", weights_sigma_not_squared),
        ("sign of the exponent", weights_growing),
        ("brackets", weights_without_brackets),
    ],
    "3.4": [
        ("writes into its input", trail),
        ("reads what it has written", trail_in_a_copy),
        ("ends not kept", three_with_dark_ends),
        ("border cut off", three_inner_only),
        ("median instead of mean", three_medians),
        ("sum instead of mean", three_not_divided),
    ],
    "3.6": [
        ("weights back to front", weights_back_to_front),
        ("border used", weights_with_zeros_at_the_ends),
        ("equations shifted", weights_equations_shifted),
        ("equations shifted", weights_equations_shifted_the_other_way),
        ("all of lstsq", all_of_lstsq),
        ("", weights_from_three_equations),
        ("", weights_with_mirrored_ends),
        ("one axis too many or too few", weights_as_a_column),
    ],
    "3.7": [
        ("squared after summing", lambda a, b, size: windowed(a - b, size) ** 2),
        ("mean instead of sum", lambda a, b, size: windowed((a - b) ** 2, size) / size**2),
        ("difference of squares", lambda a, b, size: windowed(a**2 - b**2, size)),
        ("absolute difference", lambda a, b, size: windowed(np.abs(a - b), size)),
        ("picture padded", lambda a, b, size: (a - b) ** 2),
        (
            "sum over the wrong axes",
            lambda a, b, size: sliding_window_view((a - b) ** 2, (size, size)).sum(axis=(0, 1)),
        ),
    ],
}


WORKED = {
    "3.1": ((), [2, 8, 8, 6, 12]),
    "3.3": ((np.array([[0, 0, 0], [0, 9, 0], [0, 0, 0]]), 3), [[1, 1, 1], [1, 1, 1], [1, 1, 1]]),
    "3.5": ((1.0, 1), [0.27406862, 0.45186276, 0.27406862]),
    "3.4": ((np.array([0.0, 0, 3, 0, 0, 0]),), [0, 1, 1, 1, 0, 0]),
    "3.6": (
        (np.array([0.0, 0, 1, 0, 0, 2, 0, 1]), np.array([7, 0.6, 0.3, 0.1, 1.2, 0.6, 0.8, 7])),
        [0.6, 0.3, 0.1],
    ),
    "3.7": ((np.zeros((3, 3)), np.full((3, 3), 2.0), 3), [[36]]),
}
