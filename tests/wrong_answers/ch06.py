"""Plausible wrong answers to the exercises of notebook 6."""

import numpy as np

KNOWN = np.array([[2, 3], [1, 6], [6, 2], [9, 8]])
NEW = np.array([[2, 2], [6, 6], [5, 6]])


def neighbour_itself(features, labels):
    distances = np.linalg.norm(features[:, None] - features[None], axis=2)
    return labels[distances.argmin(axis=1)]


def neighbour_by_city_blocks(features, labels):
    distances = np.abs(features[:, None] - features[None]).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    return labels[distances.argmin(axis=1)]


def neighbour_by_largest_difference(features, labels):
    distances = np.abs(features[:, None] - features[None]).max(axis=2)
    np.fill_diagonal(distances, np.inf)
    return labels[distances.argmin(axis=1)]


def second_smallest(features, labels):
    distances = np.linalg.norm(features[:, None] - features[None], axis=2)
    return labels[distances.argsort(axis=1, kind="stable")[:, 1]]


def smallest_above_zero(features, labels):
    predicted = []
    for row in features:
        best, label = np.inf, labels[0]
        for other, other_label in zip(features, labels, strict=True):
            distance = np.sum((other - row) ** 2)
            if 0 < distance < best:
                best, label = distance, other_label
        predicted.append(label)
    return np.array(predicted)


def thousand_on_the_diagonal(features, labels):
    distances = np.sum((features[:, None] - features[None]) ** 2, axis=2)
    np.fill_diagonal(distances, 1000)
    return labels[distances.argmin(axis=1)]


def places_among_others(features, labels):
    predicted = []
    for i in range(len(features)):
        others = np.delete(features, i, axis=0)
        predicted.append(np.linalg.norm(others - features[i], axis=1).argmin())
    return np.array(predicted)


def neighbour_by_signed_sum(features, labels):
    distances = (features[None] - features[:, None]).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    return labels[distances.argmin(axis=1)]


def neighbour_sum_squared(features, labels):
    distances = (features[None] - features[:, None]).sum(axis=2) ** 2
    np.fill_diagonal(distances, np.inf)
    return labels[distances.argmin(axis=1)]


def neighbour_places(features, labels):
    distances = np.linalg.norm(features[:, None] - features[None], axis=2)
    np.fill_diagonal(distances, np.inf)
    return distances.argmin(axis=1)


def neighbour_of_shortened(features, labels):
    predicted = []
    for i in range(len(features)):
        others = np.delete(features, i, axis=0)
        place = np.linalg.norm(others - features[i], axis=1).argmin()
        predicted.append(labels[place])
    return np.array(predicted)


def neighbour_first_feature(features, labels):
    distances = np.abs(features[:, None, 0] - features[None, :, 0])
    np.fill_diagonal(distances, np.inf)
    return labels[distances.argmin(axis=1)]


def farthest(features, labels):
    distances = np.linalg.norm(features[:, None] - features[None], axis=2)
    return labels[distances.argmax(axis=1)]


def neighbour_before(features, labels):
    predicted = labels.copy()
    for i in range(1, len(features)):
        predicted[i] = labels[np.linalg.norm(features[:i] - features[i], axis=1).argmin()]
    return predicted


def most_frequent(features, labels):
    values, counts = np.unique(labels, return_counts=True)
    return np.full(len(labels), values[counts.argmax()])


def neighbour_as_list(features, labels):
    return list(neighbour_right(features, labels))


def neighbour_right(features, labels):
    return labels[neighbour_places(features, labels)]


def scale(table, ruler):
    return (table - ruler.mean(axis=0)) / ruler.std(axis=0)


def each_by_itself(train, test):
    return np.concatenate([scale(train, train), scale(test, test)])


def by_everything(train, test):
    together = np.vstack([train, test])
    return scale(together, together)


def by_the_test(train, test):
    return scale(np.vstack([train, test]), test)


def one_ruler(train, test):
    return (np.vstack([train, test]) - train.mean()) / train.std()


def by_variance(train, test):
    return (np.vstack([train, test]) - train.mean(axis=0)) / train.var(axis=0)


def test_as_it_is(train, test):
    return np.vstack([scale(train, train), test])


def with_n_minus_one(train, test):
    return (np.vstack([train, test]) - train.mean(axis=0)) / train.std(axis=0, ddof=1)


def side_by_side(train, test):
    shorter = min(len(train), len(test))
    return np.concatenate([scale(train, train)[:shorter], scale(test, train)[:shorter]], axis=1)


def not_centred(train, test):
    return np.vstack([train, test]) / train.std(axis=0)


def only_the_test(train, test):
    return scale(test, train)


def scaled_in_place(train, test):
    centre, spread = train.mean(axis=0), train.std(axis=0)
    for table in (train, test):
        table -= centre
        table /= spread
    return np.concatenate([train, test])


def kernel(frequency, theta, sigma, radius, wave=np.cos, power=2):
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    bell = np.exp(-(x**2 + y**2) / (2 * sigma**power))
    return bell * wave(2 * np.pi * frequency * (x * np.cos(theta) + y * np.sin(theta)))


def kernel_swapped(frequency, theta, sigma, radius):
    rows, columns = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    along = rows * np.cos(theta) + columns * np.sin(theta)
    bell = np.exp(-(rows**2 + columns**2) / (2 * sigma**2))
    return bell * np.cos(2 * np.pi * frequency * along)


def kernel_along_the_wave(frequency, theta, sigma, radius):
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    along = x * np.cos(theta) + y * np.sin(theta)
    return np.exp(-(along**2) / (2 * sigma**2)) * np.cos(2 * np.pi * frequency * along)


def kernel_normalised(frequency, theta, sigma, radius):
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    bell = np.exp(-(x**2 + y**2) / (2 * sigma**2))
    bell /= bell.sum()
    return bell * np.cos(2 * np.pi * frequency * (x * np.cos(theta) + y * np.sin(theta)))


def kernel_by_parts(bell, wave, join=np.multiply):
    """A kernel from a bell (of x² + y² and σ) and a wave (of the way along it and f)."""

    def weights(frequency, theta, sigma, radius):
        y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
        along = x * np.cos(theta) + y * np.sin(theta)
        return join(bell(x**2 + y**2, sigma), wave(along, frequency))

    return weights


def right_bell(squared, sigma):
    return np.exp(-squared / (2 * sigma**2))


def right_wave(along, frequency):
    return np.cos(2 * np.pi * frequency * along)


def kernel_of_rings(frequency, theta, sigma, radius):
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    bell = np.exp(-(x**2 + y**2) / (2 * sigma**2))
    return bell * np.cos(2 * np.pi * frequency * np.hypot(x, y))


def kernel_short(frequency, theta, sigma, radius):
    return kernel(frequency, theta, sigma, radius)[:-1, :-1]


def statistics(values, axis=(1, 2)):
    return [values.mean(axis=axis), values.std(axis=axis), values.max(axis=axis)]


def pooled_by_kernel(responses):
    features = []
    for response in np.abs(responses):
        features.extend([response.mean(), response.std(), response.max()])
    return np.array(features)


def pooled_sample_spread(responses):
    size = np.abs(responses)
    return np.hstack([size.mean((1, 2)), size.std((1, 2), ddof=1), size.max((1, 2))])


def magnitude_of_means(responses):
    size = np.abs(responses)
    return np.hstack([abs(responses.mean((1, 2))), size.std((1, 2)), size.max((1, 2))])


def pooled_other_spread(spread):
    """Means and maxima as they should be, and something else for the standard deviations."""

    def wrong(responses):
        size = np.abs(responses)
        return np.hstack([size.mean((1, 2)), spread(responses), size.max((1, 2))])

    return wrong


def one_maximum(responses):
    size = np.abs(responses)
    return np.hstack([size.mean((1, 2)), size.std((1, 2)), np.full(len(size), size.max())])


def mean_max_std(responses):
    size = np.abs(responses)
    return np.hstack([size.mean((1, 2)), size.max((1, 2)), size.std((1, 2))])


def pooled_max_of_real(responses):
    size = np.abs(responses)
    return np.hstack([size.mean((1, 2)), size.std((1, 2)), responses.real.max((1, 2))])


def mismatch(before, after):
    return [np.sum((np.roll(before, s) - after) ** 2) for s in range(len(before))]


def by_size_of_differences(pool):
    """Steps by the sum or the largest of the absolute differences."""

    def wrong(before, after):
        return int(np.argmin([pool(abs(np.roll(before, s) - after)) for s in range(len(before))]))

    return wrong


def turned_back(before, after):
    return int(np.argmin([np.sum((np.roll(after, s) - before) ** 2) for s in range(len(after))]))


WRONG = {
    "6.1": [
        ("counted from one", [1, 4, 2]),
        ("not squared", np.abs(NEW[:, None] - KNOWN).sum(axis=2).argmin(axis=1)),
        ("not squared", np.abs(NEW[:, :1] - KNOWN[:, 0]).argmin(axis=1)),
        ("second feature only", np.abs(NEW[:, 1:] - KNOWN[:, 1]).argmin(axis=1)),
        ("farthest", ((NEW[:, None] - KNOWN) ** 2).sum(axis=2).argmax(axis=1)),
        ("largest difference", np.abs(NEW[:, None] - KNOWN).max(axis=2).argmin(axis=1)),
        ("mirrored", [1, 3, 0]),
        ("", [1, 13, 16]),
    ],
    "6.2": [
        ("its own neighbour", neighbour_itself),
        ("place instead of label", neighbour_places),
        ("labels not shortened", neighbour_of_shortened),
        ("place instead of label", places_among_others),
        ("twins passed over", second_smallest),
        ("twins passed over", smallest_above_zero),
        ("its own neighbour", thousand_on_the_diagonal),
        ("largest difference", neighbour_by_largest_difference),
        ("not squared", neighbour_by_city_blocks),
        ("sign kept", neighbour_by_signed_sum),
        ("summed before squaring", neighbour_sum_squared),
        ("first feature only", neighbour_first_feature),
        ("farthest", farthest),
        ("", neighbour_before),
        ("", most_frequent),
        ("list", neighbour_as_list),
    ],
    "6.3": [
        ("test scaled by itself", each_by_itself),
        ("scaled by everything", by_everything),
        ("scaled by the test rows", by_the_test),
        ("one ruler for all columns", one_ruler),
        ("divided by the variance", by_variance),
        ("test rows not scaled", test_as_it_is),
        ("spread with n − 1", with_n_minus_one),
        ("not centred", not_centred),
        ("border cut off", only_the_test),
        ("not one below the other", side_by_side),
        ("not one below the other", lambda train, test: (scale(train, train), scale(test, train))),
        ("input changed", scaled_in_place),
    ],
    "6.5": [
        ("rows and columns swapped", kernel_swapped),
        ("sine", lambda f, theta, sigma, r: kernel(f, theta, sigma, r, np.sin)),
        ("2π missing", lambda f, theta, sigma, r: kernel(f / (2 * np.pi), theta, sigma, r)),
        ("π instead of 2π", lambda f, theta, sigma, r: kernel(f / 2, theta, sigma, r)),
        ("factor 2 missing", lambda f, theta, sigma, r: kernel(f, theta, sigma / np.sqrt(2), r)),
        ("sigma not squared", lambda f, theta, sigma, r: kernel(f, theta, sigma, r, power=1)),
        ("bell along the wave only", kernel_along_the_wave),
        ("turned the other way", lambda f, theta, sigma, r: kernel(f, -theta, sigma, r)),
        ("angle in degrees", lambda f, theta, sigma, r: kernel(f, np.deg2rad(theta), sigma, r)),
        ("no bell", lambda f, theta, sigma, r: kernel(f, theta, 1e9, r)),
        ("factor in front", kernel_normalised),
        (
            "factor in front",
            kernel_by_parts(lambda d, s: right_bell(d, s) / (2 * np.pi * s**2), right_wave),
        ),
        ("times sigma squared", kernel_by_parts(lambda d, s: np.exp(-d / 2 * s**2), right_wave)),
        ("growing outwards", kernel_by_parts(lambda d, s: np.exp(d / (2 * s**2)), right_wave)),
        ("no wave", kernel_by_parts(right_bell, lambda along, f: np.ones(along.shape))),
        ("complex", kernel_by_parts(right_bell, lambda along, f: np.exp(2j * np.pi * f * along))),
        ("middle only", kernel_by_parts(right_bell, lambda along, f: abs(right_wave(along, f)))),
        ("middle only", kernel_by_parts(right_bell, lambda along, f: right_wave(along, 1 / f))),
        ("middle only", kernel_by_parts(lambda d, s: right_bell(d**2, s), right_wave)),
        ("middle only", kernel_by_parts(lambda d, s: right_bell(d**0.5, s), right_wave)),
        ("middle only", kernel_of_rings),
        ("", kernel_by_parts(right_bell, right_wave, np.add)),
        ("border cut off", kernel_short),
    ],
    "6.6": [
        ("no magnitude", lambda z: np.concatenate(statistics(z))),
        ("real part instead", lambda z: np.concatenate(statistics(z.real))),
        ("size of the real part", lambda z: np.concatenate(statistics(abs(z.real)))),
        ("energy instead", lambda z: np.concatenate(statistics(abs(z) ** 2))),
        ("kernel by kernel", pooled_by_kernel),
        ("a table instead of a row", lambda z: np.array(statistics(abs(z)))),
        ("pooled over everything", lambda z: np.array(statistics(abs(z), axis=None))),
        ("pooled over the kernels", lambda z: np.concatenate(statistics(abs(z), axis=0)).ravel()),
        ("spread with n − 1", pooled_sample_spread),
        ("kernel by kernel", mean_max_std),
        ("magnitude too late", lambda z: abs(np.concatenate(statistics(z)))),
        ("magnitude too late", magnitude_of_means),
        ("means right", pooled_max_of_real),
        ("means right", pooled_other_spread(lambda z: z.std(axis=(1, 2)))),
        ("means right", pooled_other_spread(lambda z: abs(z).var(axis=(1, 2)))),
        ("means right", pooled_other_spread(lambda z: (abs(z) ** 2).mean(axis=(1, 2)) ** 0.5)),
        ("means right", one_maximum),
        ("one statistic only", lambda z: abs(z).mean(axis=(1, 2))),
    ],
    "6.8": [
        ("the other way round", turned_back),
        ("not round the circle", lambda a, b: b.argmax() - a.argmax()),
        ("peaks only", lambda a, b: (b.argmax() - a.argmax()) % len(a)),
        ("worst instead of best", lambda a, b: int(np.argmax(mismatch(a, b)))),
        ("the mismatch itself", lambda a, b: min(mismatch(a, b))),
        ("", lambda a, b: int(b.argmax())),
        ("not squared", by_size_of_differences(np.sum)),
        ("not squared", by_size_of_differences(np.max)),
        (
            "",
            lambda a, b: int(np.argmin([np.sum(np.roll(a, s) - b) for s in range(len(a))])),
        ),
        ("no integer", lambda a, b: float(np.argmin(mismatch(a, b)))),
        ("", lambda a, b: 0),
        ("", lambda a, b: len(a) - 1),
        ("", lambda a, b: int(np.argmin((a - b) ** 2))),
        ("", lambda a, b: 1 + int(np.argmin(mismatch(a, b)[1:-1]))),
    ],
}


WORKED = {
    "6.1": ((), [0, 3, 1]),
    "6.2": (
        (np.array([[0.0, 0], [3, 0], [0, 4], [3, 5]]), np.array([1, 2, 3, 4])),
        [2, 1, 4, 3],
    ),
    "6.3": (
        (np.array([[1.0, 10], [3, 30]]), np.array([[4.0, 10], [2, 40]])),
        [[-1, -1], [1, 1], [2, -1], [0, 2]],
    ),
    "6.5": (
        (0.25, 0.0, 1.0, 1),
        [[0, 0.60653066, 0], [0, 1, 0], [0, 0.60653066, 0]],
    ),
    "6.6": ((np.array([[[3 + 4j, 0]], [[1j, -2]]]),), [2.5, 1.5, 2.5, 0.5, 5, 2]),
    "6.8": ((np.array([1.0, 5, 2, 0, 0, 1]), np.array([0.0, 1, 1, 5, 2, 0])), 2),
}
