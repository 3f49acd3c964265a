"""Plausible wrong answers to the exercises of notebook 7."""

import numpy as np


def squared(X, centers):
    return np.square(X[:, None, :] - centers[None, :, :]).sum(axis=-1)


def nearest(X, centers):
    return np.argmin(squared(X, centers), axis=1)


def summed_over_the_centers(X, centers):
    return ((X[:, None] - centers) ** 2).sum(axis=1).argmin(axis=1)


def sign_of_the_mixed_term(X, centers):
    return ((centers**2).sum(axis=1) + 2 * X @ centers.T).argmin(axis=1)


def groups(X, centers):
    labels = nearest(X, centers)
    return [np.flatnonzero(labels == j) for j in range(len(centers))]


def groups_as_lists(X, centers):
    found = [[] for _ in centers]
    for i, j in enumerate(nearest(X, centers)):
        found[j].append(i)
    return found


def without_square(X, centers):
    return (X[:, None] - centers).sum(axis=2).argmin(axis=1)


def absolute_of_sum(X, centers):
    return np.abs((X[:, None] - centers).sum(axis=2)).argmin(axis=1)


def along_the_streets(X, centers):
    return np.abs(X[:, None] - centers).sum(axis=2).argmin(axis=1)


def one_feature(X, centers):
    return ((X[:, None, 0] - centers[:, 0]) ** 2).argmin(axis=1)


def means_of(pool, empty=None):
    def update(X, labels, centers):
        rows = []
        for j in range(len(centers)):
            members = X[labels == j]
            keep = centers[j] if empty is None else np.full(X.shape[1], empty)
            rows.append(pool(members) * np.ones(X.shape[1]) if len(members) else keep)
        return np.array(rows, dtype=float)

    return update


def update_careless(X, labels, centers):
    return np.array([X[labels == j].mean(axis=0) for j in range(len(centers))])


def update_skipping(X, labels, centers):
    return np.array([X[labels == j].mean(axis=0) for j in range(len(centers)) if j in labels])


def update_by_all(X, labels, centers):
    new = centers.astype(float)
    for j in np.unique(labels):
        new[j] = X[labels == j].sum(axis=0) / len(labels)
    return new


def update_in_place(X, labels, centers):
    for j in range(len(centers)):
        if (labels == j).any():
            centers[j] = X[labels == j].mean(axis=0)
    return centers


def update_keeping_the_dtype(X, labels, centers):
    new = centers.copy()
    for j in range(len(centers)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new


def update_relocating(X, labels, centers):
    far = ((X - centers[labels]) ** 2).sum(axis=1).argmax()
    return np.array(
        [X[labels == j].mean(axis=0) if j in labels else X[far] for j in range(len(centers))]
    )


def update_misspelt(X, labels, centers):
    return [X[label == j].mean(axis=0) for j in range(len(centers))]  # noqa: F821


def turn(X, centers):
    labels = nearest(X, centers)
    return np.array([X[labels == j].mean(axis=0) for j in range(len(centers))])


def as_it_stands(X, centers):
    for _ in range(100):
        new = turn(X, centers)
        moved = np.abs(new - centers).max()
        centers = new
        if moved > 1e-9:
            break
    return centers


def left_before_the_replacement(X, centers):
    for _ in range(100):
        new = turn(X, centers)
        if np.abs(new - centers).max() > 1e-9:
            break
        centers = new
    return centers


def generous(X, centers):
    for _ in range(100):
        new = turn(X, centers)
        moved = np.abs(new - centers).max()
        centers = new
        if moved < 0.1:
            break
    return centers


def without_abs(X, centers):
    for _ in range(100):
        new = turn(X, centers)
        moved = (new - centers).max()
        centers = new
        if moved < 1e-9:
            break
    return centers


def ten_turns(X, centers):
    for _ in range(10):
        centers = turn(X, centers)
    return centers


def twenty_turns(X, centers):
    return ten_turns(X, ten_turns(X, centers))


def two_turns(X, centers):
    return turn(X, turn(X, centers))


def at_rest(X, centers):
    for _ in range(100):
        centers = turn(X, centers)
    return centers


def each_once(words, n_words):
    counts = np.zeros(n_words)
    counts[words] += 1
    return counts / len(words)


def bins(words, n_words):
    return np.histogram(words, bins=n_words)[0] / words.size


def bins_one_too_few(words, n_words):
    return np.histogram(words, bins=np.arange(n_words))[0] / words.size


def chi2_careless(a, b):
    return 0.5 * np.sum((a - b) ** 2 / (a + b))


def chi2_common_words(a, b):
    total = 0.0
    for p, q in zip(a, b, strict=True):
        if p > 0 and q > 0:
            total += (p - q) ** 2 / (p + q)
    return total / 2


def below(a, b):
    return np.where(a + b == 0, 1.0, a + b)


def five(words, n_words, order=(0, 1, 2, 3, 4), scale=None, minlength=True):
    r, c = words.shape[0] // 2, words.shape[1] // 2
    parts = [words, words[:r, :c], words[:r, c:], words[r:, :c], words[r:, c:]]
    rows = []
    for k in order:
        counts = np.bincount(parts[k].ravel(), minlength=n_words if minlength else 0)
        rows.append(counts / (parts[k].size if scale is None else scale))
    return rows


def pyramid_not_flat(words, n_words):
    return np.concatenate([np.bincount(words, minlength=n_words) / words.size] * 5)


def pyramid_misspelt(words, n_words):
    return np.concatenate([np.bincount(region.ravel()) for region in regions])  # noqa: F821


def pyramid_halves_swapped(words, n_words):
    c, r = words.shape[0] // 2, words.shape[1] // 2
    parts = [words, words[:r, :c], words[:r, c:], words[r:, :c], words[r:, c:]]
    with np.errstate(all="ignore"):
        rows = [np.bincount(part.ravel(), minlength=n_words) / part.size for part in parts]
    return np.concatenate(rows)


WRONG = {
    "7.1": [
        ("lists of indices", groups),
        ("lists of indices", groups_as_lists),
        ("largest distance", lambda X, c: squared(X, c).argmax(axis=1)),
        ("nearest sample of each centre", lambda X, c: squared(X, c).argmin(axis=0)),
        ("distances returned", squared),
        ("distances returned", lambda X, c: squared(X, c).min(axis=1)),
        ("distances returned", lambda X, c: np.sqrt(squared(X, c))),
        ("counted from one", lambda X, c: nearest(X, c) + 1),
        ("differences not squared", without_square),
        ("differences not squared", absolute_of_sum),
        ("city-block distance", along_the_streets),
        ("summed over the centres", summed_over_the_centers),
        ("one number for all samples", lambda X, c: squared(X, c).argmin()),
        ("", sign_of_the_mixed_term),
        ("", one_feature),
        ("list", lambda X, c: nearest(X, c).tolist()),
        ("one axis too many or too few", lambda X, c: nearest(X, c)[:, None]),
    ],
    "7.2": [
        ("empty cluster divided by zero", update_careless),
        ("empty cluster at the origin", means_of(lambda m: m.mean(axis=0), empty=0.0)),
        ("empty cluster left out", update_skipping),
        ("sum instead of mean", means_of(lambda m: m.sum(axis=0))),
        ("divided by all samples", update_by_all),
        ("one mean for all features", means_of(np.mean)),
        ("", means_of(lambda m: np.median(m, axis=0))),
        ("empty cluster moved to a sample", update_relocating),
        ("NameError", update_misspelt),
        ("input changed", update_in_place),
        ("decimals cut off", update_keeping_the_dtype),
        ("nothing done", lambda X, labels, centers: centers),
    ],
    "7.3": [
        ("stops after one turn", as_it_stands),
        ("stops after one turn", turn),
        ("nothing done", left_before_the_replacement),
        ("stops too early", generous),
        ("stops too early", two_turns),
        ("stops too early", ten_turns),
        ("stops too early", twenty_turns),
        ("sign of the movement", without_abs),
        ("", lambda X, c: nearest(X, at_rest(X, c))),
    ],
    "7.5": [
        ("minlength forgotten", lambda words, n: np.bincount(words) / len(words)),
        ("minlength forgotten", lambda words, n: np.bincount(words)),
        (
            "only the words that occur",
            lambda words, n: np.unique(words, return_counts=True)[1] / len(words),
        ),
        ("counts", lambda words, n: np.bincount(words, minlength=n)),
        ("each word counted once", each_once),
        ("bins stretched", bins),
        ("bins stretched", lambda words, n: np.histogram(words, bins=n)[0]),
        ("border cut off", bins_one_too_few),
        (
            "not normalised",
            lambda words, n: np.bincount(words, minlength=n) / n,
        ),
        (
            "not normalised",
            lambda words, n: np.bincount(words, minlength=n) / np.bincount(words).max(),
        ),
        ("", lambda words, n: np.array([float(j in words) for j in range(n)])),
        ("list", lambda words, n: [float(np.mean(words == j)) for j in range(n)]),
    ],
    "7.6": [
        ("divided by zero", chi2_careless),
        ("divided by one of the two", lambda a, b: 0.5 * np.sum((a - b)[:3] ** 2 / b[:3])),
        ("words of one picture left out", chi2_common_words),
        ("half forgotten", lambda a, b: np.sum((a - b) ** 2 / below(a, b))),
        ("not squared", lambda a, b: 0.5 * np.sum(np.abs(a - b) / below(a, b))),
        ("not divided", lambda a, b: np.sum((a - b) ** 2)),
        ("not divided", lambda a, b: 0.5 * np.sum((a - b) ** 2)),
        ("", lambda a, b: 0.5 * np.sum((a - b) ** 2) / np.sum(a + b)),
        ("one term a word", lambda a, b: 0.5 * (a - b) ** 2 / below(a, b)),
        ("square root", lambda a, b: np.sqrt(0.5 * np.sum((a - b) ** 2 / below(a, b)))),
        ("", lambda a, b: 0.5 * np.mean((a - b) ** 2 / below(a, b))),
        ("", lambda a, b: 0.5 * np.sum((a - b) ** 2 / (a + b + 0.01))),
    ],
    "7.8": [
        ("minlength forgotten", lambda w, n: np.concatenate(five(w, n, minlength=False))),
        ("whole picture missing", lambda w, n: np.concatenate(five(w, n, (1, 2, 3, 4)))),
        (
            "quarters down the columns",
            lambda w, n: np.concatenate(five(w, n, (0, 1, 3, 2, 4))),
        ),
        ("", lambda w, n: np.concatenate(five(w, n, (1, 2, 3, 4, 0)))),
        ("divided by the whole", lambda w, n: np.concatenate(five(w, n, scale=w.size))),
        ("region not flat", pyramid_not_flat),
        ("NameError", pyramid_misspelt),
        ("", lambda w, n: np.concatenate(five(w, n, scale=1))),
        ("", pyramid_halves_swapped),
        ("five rows", lambda w, n: np.array(five(w, n))),
    ],
}


WORKED = {
    "7.1": (
        (np.array([[0.0, 0], [1, 0], [4, 0], [5, 1]]), np.array([[0.0, 1], [5, 0]])),
        [0, 0, 1, 1],
    ),
    "7.2": (
        (
            np.array([[0.0, 0], [2, 0], [4, 6]]),
            np.array([0, 0, 2]),
            np.array([[9.0, 9], [5, 5], [1, 1]]),
        ),
        [[1, 0], [5, 5], [4, 6]],
    ),
    "7.3": ((np.array([[0.0], [1], [2], [9], [10]]), np.array([[0.0], [1]])), [[1], [9.5]]),
    "7.5": ((np.array([1, 3, 3, 1, 3]), 6), [0, 0.4, 0, 0.6, 0, 0]),
    "7.6": ((np.array([0.5, 0.5, 0, 0]), np.array([0.25, 0, 0.75, 0])), 2 / 3),
    "7.8": (
        (np.array([[0, 0, 1, 2], [2, 2, 1, 1]]), 3),
        [0.25, 0.375, 0.375, 1, 0, 0, 0, 0.5, 0.5, 0, 0, 1, 0, 1, 0],
    ),
}
