"""Plausible wrong answers to the exercises of notebook 11."""

import numpy as np


def positions(labels):
    return {label: np.flatnonzero(labels == label) for label in sorted(set(labels.tolist()))}


def rows_of(labels, cut):
    return np.array([cut(places) for places in positions(labels).values()])


def by_appearance(labels, n):
    names = list(dict.fromkeys(labels.tolist()))
    return np.array([positions(labels)[name][:n] for name in names])


def by_size(labels, n):
    names, counts = np.unique(labels, return_counts=True)
    return np.array([positions(labels)[name][:n] for name in names[np.argsort(-counts)].tolist()])


def as_words(labels, n):
    return np.array([positions(labels)[name][:n] for name in sorted(positions(labels), key=str)])


def filled_in(labels, n):
    table = np.zeros((len(np.unique(labels)), n))
    for row, label in enumerate(np.unique(labels)):
        table[row] = np.flatnonzero(labels == label)[:n]
    return table


def written_over(labels, n):
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)[:n]
    return rows


def returned_early(labels, n):
    for label in np.unique(labels):
        return np.flatnonzero(labels == label)[:n]


def all_from_zero(labels, n):
    return np.array([np.flatnonzero(labels == k)[:n] for k in range(max(labels) + 1)])


def sorted_in_place(labels, n):
    labels.sort()
    return rows_of(labels, lambda places: places[:n])


def row_named_by_label(labels, n):
    table = np.zeros((len(np.unique(labels)), n), dtype=int)
    for label in np.unique(labels):
        table[label] = np.flatnonzero(labels == label)[:n]
    return table


def cut_from_argsort(labels, n):
    """What an `argsort` may give that does not keep the order of equal labels."""
    order = len(labels) - 1 - np.argsort(labels[::-1], kind="stable")
    counts = np.unique(labels, return_counts=True)[1]
    return np.array([order[start : start + n] for start in np.cumsum(counts) - counts])


def drawn(labels, n):
    rng = np.random.default_rng(0)
    return rows_of(labels, lambda places: rng.choice(places, n, replace=False))


def firsts_filled_with_the_next(labels, n):
    firsts = np.unique(labels, return_index=True)[1]
    return firsts[:, None] + np.arange(n)


def stable_blocks(labels, n):
    return np.argsort(labels, kind="stable").reshape(len(np.unique(labels)), -1)[:, :n]


def means_of(features, labels, summary=lambda rows: np.sum(rows, axis=0) / len(rows)):
    return np.stack([summary(features[labels == c]) for c in sorted(set(labels))])


def guess_by(measure, summary=None, best=min):
    """The class whose row has the best `measure(new row, class's row)`."""

    def guess(features, labels, new):
        names = sorted(set(labels.tolist()))
        rows = means_of(features, labels, summary) if summary else means_of(features, labels)
        chosen = []
        for one in new:
            values = [measure(one, row) for row in rows]
            chosen.append(names[values.index(best(values))])
        return np.array(chosen)

    return guess


def straight(a, b):
    return np.sqrt(np.sum((a - b) ** 2))


def mean_again_and_again(rows):
    mean = rows[0]
    for row in rows[1:]:
        mean = (mean + row) / 2
    return mean


def class_number(features, labels, new):
    names = sorted(set(labels.tolist()))
    return np.array([names.index(one) for one in guess_by(straight)(features, labels, new)])


def label_of_another_row(features, labels, new):
    return labels[class_number(features, labels, new)]


def names_as_they_appear(features, labels, new):
    names = np.array(list(dict.fromkeys(labels.tolist())))
    return names[class_number(features, labels, new)]


def neighbour(features, labels, new):
    return np.array([labels[np.argmin([straight(one, row) for row in features])] for one in new])


def divided_by_all(features, labels, new):
    share = guess_by(straight, lambda rows: rows.sum(axis=0) / len(features))
    return share(features, labels, new)


def divided_by_equal_shares(features, labels, new):
    size = len(features) // len(set(labels.tolist()))
    return guess_by(straight, lambda rows: rows.sum(axis=0) / size)(features, labels, new)


def mean_distance(features, labels, new):
    names = np.unique(labels)
    table = np.linalg.norm(new[:, None] - features[None], axis=2)
    return names[np.argmin([table[:, labels == c].mean(axis=1) for c in names], axis=0)]


def classes_from_zero(features, labels, new):
    means = [features[labels == k].mean(axis=0) for k in range(len(np.unique(labels)))]
    return np.linalg.norm(new[:, None] - means, axis=2).argmin(axis=1)


def all_distances(features, labels, new):
    return np.linalg.norm(new[:, None] - means_of(features, labels), axis=2)


def first_new_row(features, labels, new):
    for one in new:
        return guess_by(straight)(features, labels, one[None])[0]


def empty_classes_at_zero(features, labels, new):
    means = np.zeros((labels.max() + 1, features.shape[1]))
    for label in np.unique(labels):
        means[label] = features[labels == label].mean(axis=0)
    return np.linalg.norm(new[:, None] - means, axis=2).argmin(axis=1)


def means_named_by_label(features, labels, new):
    means = np.zeros((len(np.unique(labels)), features.shape[1]))
    for label in np.unique(labels):
        means[label] = features[labels == label].mean(axis=0)
    return np.linalg.norm(new[:, None] - means, axis=2).argmin(axis=1)


def mean_over_rows(features, labels, new):
    means = [features[labels == c].mean(axis=1) for c in np.unique(labels)]
    return np.unique(labels)[np.argmin([np.sum((new - m) ** 2, axis=1) for m in means], axis=0)]


def centred_in_place(features, labels, new):
    centre = features.mean(axis=0)
    features -= centre
    return guess_by(straight)(features, labels, new - centre)


def standardised(features, labels, new):
    centre, spread = features.mean(axis=0), features.std(axis=0) ** 4
    return guess_by(straight)((features - centre) / spread, labels, (new - centre) / spread)


def mean_misspelt(features, labels, new):
    return prototype[labels].mean()  # noqa: F821


def borrowed(weights, gradients, rate, n_frozen):
    trained = list(weights)
    for number in range(n_frozen, len(weights)):
        trained[number] -= rate * gradients[number]
    return tuple(trained)


def list_copied(weights, gradients, rate, n_frozen):
    trained = weights.copy()
    for weight, gradient in zip(trained[n_frozen:], gradients[n_frozen:], strict=True):
        weight -= rate * gradient
    return trained


def written_out(weights, gradients, rate, n_frozen):
    for weight, gradient in zip(weights[n_frozen:], gradients[n_frozen:], strict=True):
        np.subtract(weight, rate * gradient, out=weight)
    return tuple(weights)


def copied_too_late(weights, gradients, rate, n_frozen):
    return tuple(np.copy(weight) for weight in borrowed(weights, gradients, rate, n_frozen))


def undone_too_early(weights, gradients, rate, n_frozen):
    for weight, gradient in zip(weights[n_frozen:], gradients[n_frozen:], strict=True):
        weight -= 3 * rate * gradient
    trained = [weight.copy() for weight in weights]
    for weight, gradient in zip(trained[n_frozen:], gradients[n_frozen:], strict=True):
        weight += 2 * rate * gradient
    return tuple(trained)


def all_in_one_table(weights, gradients, rate, n_frozen):
    trained = np.array(weights)
    trained[n_frozen:] -= rate * np.array(gradients)[n_frozen:]
    return tuple(trained)


def list_filled(weights, gradients, rate, n_frozen):
    for number in range(n_frozen, len(weights)):
        weights[number] = weights[number] - rate * gradients[number]
    return weights


def uphill_in_place(weights, gradients, rate, n_frozen):
    return borrowed(weights, gradients, 3 * rate, n_frozen)


def stopped_half_way(weights, gradients, rate, n_frozen):
    weights[-1] -= rate * gradients[-1]
    return tuple(weights) + gradients


def step(moves, rate_of=lambda rate: rate, of=lambda k, count, n: k):
    """A step of the arrays k for which `moves(k, count, n)`; the borrowed ones stay."""

    def trained(weights, gradients, rate, n_frozen):
        count = len(weights)
        return [
            w - rate_of(rate) * gradients[of(k, count, n_frozen)]
            if moves(k, count, n_frozen)
            else w.copy()
            for k, w in enumerate(weights)
        ]

    return trained


right_step = step(lambda k, count, n: k >= n)


def name_given_anew(weights, gradients, rate, n_frozen):
    trained = [weight.copy() for weight in weights]
    for weight, gradient in zip(trained[n_frozen:], gradients[n_frozen:], strict=True):
        weight = weight - rate * gradient
    return tuple(trained)


def searched_from(start, first=lambda labels: labels[0]):
    """Each example is tried, and the best so far is kept."""

    def wrong(train, labels, new):
        found = []
        for one in new:
            best, name = start, first(labels)
            for row, label in zip(train, labels, strict=True):
                value = row @ one / np.linalg.norm(row) / np.linalg.norm(one)
                if value > best:
                    best, name = value, label
            found.append(name)
        return np.array(found)

    return wrong


def never_named(train, labels, new):
    found = []
    for values in cosine(train, new):
        best = 0
        for value, label in zip(values, labels, strict=True):
            if value > best:
                best, name = value, label
        found.append(name)
    return np.array(found)


def unit(rows, axis=1):
    return rows / np.sqrt((rows**2).sum(axis=axis, keepdims=True))


def by_table(table, best=np.argmax):
    return lambda train, labels, new: labels[best(table(train, new), axis=1)]


def cosine(train, new):
    return unit(new) @ unit(train).T


def straight_table(train, new):
    return np.linalg.norm(new[:, None] - train, axis=2)


def with_size(size):
    """A table of products of rows that were divided by `size(row)`."""
    return lambda train, new: np.array(
        [[np.dot(a / size(a), b / size(b)) for b in train] for a in new]
    )


def one_length_for_all(train, new):
    return new / np.linalg.norm(new) @ (train / np.linalg.norm(train)).T


def units_in_place(train, labels, new):
    train /= np.linalg.norm(train, axis=1)[:, None]
    return labels[np.argmax(new @ train.T, axis=1)]


def without_own_axis(train, labels, new):
    return labels[np.argmax(new @ (train / np.linalg.norm(train, axis=1)).T, axis=1)]


def mean_by_angle(train, labels, new):
    names = np.unique(labels)
    return names[np.argmax(cosine(means_of(train, labels), new), axis=1)]


def first_by_angle(train, labels, new):
    for one in new:
        return labels[np.argmax(unit(train) @ one)]


def correlated(train, new):
    return np.corrcoef(new, train)[: len(new), len(new) :]


WRONG = {
    "11.1": [
        ("biases forgotten", [1758, 372, 150]),
        ("new head miscounted", [1758, 372, 151]),
        ("old head kept", [2130, 0, 65]),
        ("old head kept", [2130, 0, 155]),
        ("old head kept", [2130, 372, 155]),
        ("cut too early", [1248, 882, 85]),
        ("", [1248, 882, 155]),
        ("everything trained", [1758, 372, 1913]),
        ("", [0, 372, 1913]),
        ("part of the old head kept", [1758, 217, 155]),
        ("", [1913, 217, 155]),
        ("", [1758, 217, 0]),
        ("old biases kept", [1758, 360, 155]),
        ("old biases kept", [1758, 360, 150]),
        ("old biases kept", [1770, 360, 155]),
        ("new head miscounted", [1758, 372, 65]),
        ("new head miscounted", [1758, 372, 85]),
        ("new head miscounted", [1758, 372, 5]),
        ("new head miscounted", [1758, 372, 2555]),
        ("new head miscounted", [1758, 372, 372]),
        ("new head miscounted", [1758, 372, 0]),
        ("another order", [1758, 155, 372]),
        ("another order", (155, 372, 1758)),
        ("not three numbers", [80, 1168, 510, 155]),
        ("not three numbers", 2285),
        ("not three numbers", "1758, 372, 155"),
        ("body miscounted", [1678, 372, 155]),
        ("body miscounted", [1248, 372, 155]),
        ("body miscounted", [0, 372, 155]),
    ],
    "11.2": [
        ("last ones", lambda y, n: rows_of(y, lambda places: places[-n:])),
        ("first one left out", lambda y, n: rows_of(y, lambda places: places[1 : n + 1])),
        ("one too many", lambda y, n: rows_of(y, lambda places: places[: n + 1])),
        ("one too few", lambda y, n: rows_of(y, lambda places: places[: n - 1])),
        ("labels instead of positions", lambda y, n: rows_of(y, lambda places: y[places[:n]])),
        (
            "labels instead of positions",
            lambda y, n: np.array([y[y == c][:n] for c in np.unique(y)]),
        ),
        ("counted within the class", lambda y, n: np.tile(np.arange(n), (len(set(y)), 1))),
        ("positions after sorting", lambda y, n: rows_of(np.sort(y), lambda places: places[:n])),
        ("positions after sorting", sorted_in_place),
        ("classes in another order", by_appearance),
        ("classes in another order", by_size),
        ("classes in another order", as_words),
        ("classes in another order", lambda y, n: rows_of(y, lambda places: places[:n])[::-1]),
        ("one column a class", lambda y, n: rows_of(y, lambda places: places[:n]).T),
        ("one long row", lambda y, n: np.concatenate([p[:n] for p in positions(y).values()])),
        ("rows of different lengths", lambda y, n: np.array(list(positions(y).values()))),
        ("rows of different lengths", lambda y, n: list(positions(y).values())),
        ("rows of different lengths", all_from_zero),
        (
            "rows of different lengths",
            lambda y, n: np.array([np.where(y == c)[:n] for c in np.unique(y)]),
        ),
        (
            "labels taken for 0, 1, 2",
            lambda y, n: np.array([np.flatnonzero(y == k)[:n] for k in range(len(set(y)))]),
        ),
        (
            "labels taken for 0, 1, 2",
            lambda y, n: np.array([np.flatnonzero(y == digit)[:n] for digit in range(10)]),
        ),
        (
            "labels taken for 0, 1, 2",
            lambda y, n: np.concatenate([np.flatnonzero(y == digit)[:n] for digit in range(10)]),
        ),
        ("labels taken for 0, 1, 2", lambda y, n: [[] for _ in set(y)]),
        ("label taken for a row", row_named_by_label),
        ("one class only", written_over),
        ("one class only", returned_early),
        ("one example a class", lambda y, n: np.unique(y, return_index=True)[1]),
        ("one example a class", lambda y, n: np.unique(y, return_index=True)[1][:, None]),
        ("not the first", lambda y, n: np.array([[p[0]] * n for p in positions(y).values()])),
        ("not the first", cut_from_argsort),
        ("not whole numbers", filled_in),
        ("yes and no", lambda y, n: y == np.unique(y)[:, None]),
        ("list", lambda y, n: [p[:n].tolist() for p in positions(y).values()]),
        ("ValueError", stable_blocks),
        ("NameError", lambda y, n: np.flatnonzero(label == y)[:n]),  # noqa: F821
        ("filled with the next", firsts_filled_with_the_next),
        ("", lambda y, n: np.argsort(y, kind="stable")[: len(set(y)) * n].reshape(-1, n)),
        ("not the first", drawn),
    ],
    "11.3": [
        ("class numbers", class_number),
        ("label of another row", label_of_another_row),
        ("names in another order", names_as_they_appear),
        ("farthest", guess_by(straight, best=max)),
        ("nearest example", neighbour),
        ("sums instead of means", guess_by(straight, lambda rows: rows.sum(axis=0))),
        ("sums instead of means", divided_by_all),
        ("sums instead of means", divided_by_equal_shares),
        ("other labels", guess_by(straight, mean_again_and_again)),
        ("medians", guess_by(straight, lambda rows: np.median(rows, axis=0))),
        ("features added up", guess_by(straight, np.mean)),
        ("one example a class", guess_by(straight, lambda rows: rows[0])),
        ("one example a class", guess_by(straight, lambda rows: rows[-1])),
        ("city-block distance", guess_by(lambda a, b: np.sum(np.abs(a - b)))),
        ("other labels", guess_by(lambda a, b: np.max(np.abs(a - b)))),
        ("features added up", guess_by(lambda a, b: np.sum(a - b))),
        ("features added up", guess_by(lambda a, b: abs(np.sum(a - b)))),
        ("features added up", guess_by(lambda a, b: np.sum(a - b) ** 2)),
        ("largest product", guess_by(lambda a, b: a @ b, best=max)),
        ("mean of the distances", mean_distance),
        ("labels taken for 0, 1, 2", classes_from_zero),
        ("distances", all_distances),
        ("distances", lambda *args: all_distances(*args) ** 2),
        ("prototypes", lambda x, y, new: means_of(x, y)),
        ("the other axis", lambda *args: all_distances(*args).argmin(axis=0)),
        ("the other axis", lambda x, y, new: np.unique(y)[all_distances(x, y, new).argmin(axis=0)]),
        ("unknown label", empty_classes_at_zero),
        ("unknown label", lambda *args: means_of(*args[:2])[class_number(*args)]),
        ("label taken for a row", means_named_by_label),
        ("first row only", first_new_row),
        ("input changed", centred_in_place),
        ("list", lambda *args: guess_by(straight)(*args).tolist()),
        ("ValueError", mean_over_rows),
        ("NameError", mean_misspelt),
        ("wrong type", lambda *args: guess_by(straight)(*args).astype(str)),
        ("other labels", standardised),
        ("other labels", guess_by(lambda a, b: abs(np.linalg.norm(a) - np.linalg.norm(b)))),
        ("other labels", guess_by(lambda a, b: abs(a[0] - b[0]))),
    ],
    "11.4": [
        ("input changed", borrowed),
        ("input changed", list_copied),
        ("input changed", written_out),
        ("input changed", copied_too_late),
        ("input changed", list_filled),
        ("input changed", uphill_in_place),
        ("head only", lambda w, g, r, n: right_step(w, g, r, n)[n:]),
        ("everything trained", step(lambda k, count, n: True)),
        ("nothing trained", name_given_anew),
        ("nothing trained", lambda w, g, r, n: list(w)),
        ("frozen ones trained", step(lambda k, count, n: k < n)),
        ("frozen from the wrong end", step(lambda k, count, n: k < count - n)),
        ("one too many frozen", step(lambda k, count, n: k > n)),
        ("one too few frozen", step(lambda k, count, n: k >= n - 1)),
        ("layers counted", step(lambda k, count, n: k >= 2 * n)),
        ("layers counted", step(lambda k, count, n: k == count - 1)),
        ("one table", all_in_one_table),
        ("input changed", undone_too_early),
        ("uphill", step(lambda k, count, n: k >= n, lambda rate: -rate)),
        ("rate forgotten", step(lambda k, count, n: k >= n, lambda rate: 1)),
        (
            "gradients of other arrays",
            step(lambda k, count, n: k >= n, of=lambda k, count, n: k - n),
        ),
        ("head first", lambda w, g, r, n: right_step(w, g, r, n)[n:] + w[:n]),
        (
            "steps instead of weights",
            lambda w, g, r, n: right_step([0 * a for a in w], g, r, n),
        ),
        (
            "frozen set to zero",
            lambda w, g, r, n: [0 * a for a in w[:n]] + right_step(w, g, r, n)[n:],
        ),
        ("TypeError", stopped_half_way),
        ("NameError", lambda w, g, r, n: [w[k] - lr * g[k] for k in range(n)]),  # noqa: F821
        ("TypeError", lambda w, g, r, n: w - r * g),
        ("", step(lambda k, count, n: k >= n, lambda rate: rate**2)),
        ("", step(lambda k, count, n: k >= n, of=lambda k, count, n: count - 1)),
        ("wrong type", lambda w, g, r, n: right_step(w, g, r, n)[-1]),
    ],
    "11.6": [
        ("not normalised", by_table(lambda train, new: new @ train.T)),
        ("not normalised", by_table(lambda train, new: unit(new) @ train.T)),
        ("not normalised", by_table(one_length_for_all)),
        ("straight distance", by_table(straight_table, np.argmin)),
        ("widest angle", by_table(cosine, np.argmin)),
        ("widest angle", by_table(lambda train, new: np.arccos(cosine(train, new).clip(-1, 1)))),
        ("sign of the cosine lost", by_table(lambda train, new: np.abs(cosine(train, new)))),
        ("sign of the cosine lost", by_table(lambda train, new: cosine(train, new) ** 2)),
        ("columns normalised", by_table(lambda train, new: unit(new, 0) @ unit(train, 0).T)),
        ("columns normalised", by_table(lambda train, new: new @ unit(train, 0).T)),
        ("divided by the sum", by_table(with_size(np.sum))),
        ("divided by the sum", by_table(with_size(lambda row: np.abs(row).sum()))),
        ("other labels", by_table(with_size(np.max))),
        ("other labels", by_table(with_size(lambda row: np.abs(row).max()))),
        ("divided by the squared length", by_table(with_size(lambda row: row @ row))),
        ("other labels", by_table(with_size(lambda row: 1 / np.sqrt(row @ row)))),
        ("other labels", by_table(correlated)),
        ("class means", mean_by_angle),
        ("number of the example", lambda x, y, new: cosine(x, new).argmax(axis=1)),
        ("the other axis", lambda x, y, new: cosine(x, new).argmax(axis=0)),
        ("the other axis", lambda x, y, new: np.append(y, 0)[cosine(x, new).argmax(axis=0)]),
        ("cosines", lambda x, y, new: cosine(x, new)),
        ("cosines", lambda x, y, new: cosine(x, new).max(axis=1)),
        ("begun at 0", searched_from(0)),
        ("begun at 0", searched_from(0, first=lambda y: 0)),
        ("begun at 0", searched_from(0, first=lambda y: None)),
        ("begun at 0", never_named),
        ("unknown label", lambda x, y, new: 1 + cosine(x, new).argmax(axis=1)),
        ("first row only", first_by_angle),
        ("input changed", units_in_place),
        ("list", lambda x, y, new: list(y[cosine(x, new).argmax(axis=1)])),
        ("ValueError", without_own_axis),
        ("NameError", lambda x, y, new: y[np.argmax(cosines, axis=1)]),  # noqa: F821
        ("AxisError", lambda x, y, new: new / np.linalg.norm(new[0], axis=1)),
        (
            "other labels",
            by_table(lambda x, new: -np.abs(unit(new)[:, None] - unit(x)).sum(axis=2)),
        ),
    ],
}


WORKED = {
    "11.1": ((), [1758, 372, 155]),
    "11.2": ((np.array(["b", "a", "b", "a", "b"]), 2), [[1, 3], [0, 2]]),
    "11.3": (
        (
            np.array([[0.0, 0], [4, 2], [10, 5], [2, 4]]),
            np.array([5, 5, 3, 5]),
            np.array([[7.0, 2], [1, 0]]),
        ),
        [3, 5],
    ),
    "11.4": (
        (
            [np.array([1.0, 2]), np.array([3.0, 4])],
            [np.array([5.0, 5]), np.array([2.0, -6])],
            0.5,
            1,
        ),
        ([1, 2], [2, 7]),
    ),
    "11.6": (
        (np.array([[6.0, 0], [1, 2]]), np.array([8, 4]), np.array([[2.0, 3], [1, 0]])),
        [4, 8],
    ),
}
