"""Exercises of notebook 11, transfer learning."""

from __future__ import annotations

import numpy as np

from .inputs import normal
from .mistakes import as_mistakes, single_number
from .model import Case, Choice, Mistake, Task


def kept_thrown_away_trained():
    kept = 80 + 1168 + 510  # all layers but the head, with the weights they have
    thrown_away = 372
    trained = 30 * 5 + 5  # five units, each with 30 weights and a bias
    return [kept, thrown_away, trained]


def first_examples(labels, n):
    rows = []
    for label in np.unique(labels):
        rows.append(np.flatnonzero(labels == label)[:n])
    return np.array(rows)


def nearest_prototype(features, labels, new):
    classes = np.unique(labels)
    prototypes = np.array([features[labels == label].mean(axis=0) for label in classes])
    differences = new[:, np.newaxis] - prototypes
    squared_distances = (differences**2).sum(axis=2)
    return classes[np.argmin(squared_distances, axis=1)]


def train_head(weights, gradients, rate, n_frozen):
    trained = list(weights)
    for number in range(n_frozen, len(weights)):
        trained[number] = trained[number] - rate * gradients[number]
    return tuple(trained)


def nearest_by_angle(train, labels, new):
    train_directions = train / np.linalg.norm(train, axis=1, keepdims=True)
    new_directions = new / np.linalg.norm(new, axis=1, keepdims=True)
    cosines = new_directions @ train_directions.T
    return labels[np.argmax(cosines, axis=1)]


def _chosen(choose):
    """Return a table that holds, a row for each class, what `choose` makes of its positions."""

    def wrong(labels, n):
        return np.array([choose(np.flatnonzero(labels == c), n) for c in np.unique(labels)])

    return wrong


def _squared(differences):
    return (differences**2).sum(axis=-1)


def _prototypes(features, labels, summary=np.mean):
    return np.array([summary(features[labels == label], axis=0) for label in np.unique(labels)])


def _nearest_with(summary=np.mean, distance=_squared, choose=np.argmin):
    def wrong(features, labels, new):
        prototypes = _prototypes(features, labels, summary)
        return np.unique(labels)[choose(distance(new[:, np.newaxis] - prototypes), axis=1)]

    return wrong


def _table(features, labels, new):
    """Squared distances, a row for each new one, a column for each class."""
    return _squared(new[:, np.newaxis] - _prototypes(features, labels))


def _near_on_average(features, labels, new):
    distances = np.sqrt(_squared(features[:, np.newaxis] - new))
    return np.unique(labels)[np.argmin(_prototypes(distances, labels), axis=0)]


def _nearest_example(features, labels, new):
    return labels[np.argmin(_squared(new[:, np.newaxis] - features), axis=1)]


def _stepped(chosen):
    """A step of those arrays alone that `chosen(number of arrays, n_frozen)` names."""

    def wrong(weights, gradients, rate, n_frozen):
        moves = [k in chosen(len(weights), n_frozen) for k in range(len(weights))]
        return np.array(weights) - rate * np.array(gradients) * np.array(moves)[:, None]

    return wrong


def _cosines(train, new, length=np.linalg.norm, axis=1):
    def unit(rows):
        return rows / length(rows, axis=axis, keepdims=True)

    return unit(new) @ unit(train).T


def _by_cosine(length=np.linalg.norm, axis=1, change=np.positive):
    def wrong(train, labels, new):
        return labels[np.argmax(change(_cosines(train, new, length, axis)), axis=1)]

    return wrong


_LABEL_AS_ROW = Mistake(
    "label taken for a row",
    lambda a: any(f"index {label} is out" in str(a.error) for label in np.ravel(a.args[-2])),
    "the label of a class was used as the number of a row. A label may be any number, or a word: "
    "what numbers the classes 0, 1, 2, …? (`enumerate(np.unique(labels))` gives both.)",
)
_OF_LABELS = (
    Mistake(
        "first row only",
        single_number,
        "there must be a label for each row of `new`. Is the `return` inside the loop?",
    ),
    Mistake(
        "the other axis",
        lambda a: a.got.shape in ((len(a.args[0]),), np.unique(a.args[1]).shape),
        "there must be a result for each row of `new`; here there is one for each of those that "
        "the new rows are compared with. Along which axis of the table should the best be looked "
        "for?",
    ),
    Mistake(
        "unknown label",
        lambda a: a.got.dtype.kind in "iuf" and not np.isin(a.got, a.args[1]).all(),
        "something came out that is the label of no example. Is it the number of a row or of a "
        "class? Or has a class that does not occur got a row (of zeros?) that a new one is near?",
    ),
    Mistake(
        "other labels",
        lambda a: a.got.shape == a.expected.shape and bool(np.isin(a.got, a.args[1]).all()),
        "these are labels, but not all of them the right ones. Try your function on the example "
        "of the task and print each step on the way: which is the first that differs from what "
        "you get on paper?",
    ),
)
_NAMES = np.array(["cup", "ant", "cup", "bee", "ant", "bee", "ant", "cup", "ant"])
_MIXED = np.random.default_rng(1).permutation(np.repeat([30, -2, 4, 0, 11, 7, 100], range(5, 12)))
_CLASSES = np.array([7, 2, 7, 9, 2, 9, 9, 7, 9])
_THREE_CROWDS = np.round(4 * normal(9, 2, seed=99))
_SHORT_AND_LONG = np.round(4 * normal(7, 3, seed=34))
_LONGER_AND_LONGER = normal(56, 6, seed=4) * np.arange(1, 57)[:, np.newaxis]
_LAYERS = [np.array(pair) for pair in ([1.0, 2], [4.0, 8], [3.0, 7], [9.0, -5], [6.0, 0])]
_SLOPES = [np.array(pair) for pair in ([2.0, 8], [6.0, -4], [10.0, 1], [-2.0, 12], [3.0, 5])]
_NETWORK = [normal(2, 3, seed=1), normal(3, seed=2), normal(3, 2, seed=3), normal(2, seed=4)]
_GRADIENTS = [normal(2, 3, seed=5), normal(3, seed=6), normal(3, 2, seed=7), normal(2, seed=8)]


EXERCISES = (
    Task(
        "11.1",
        "What is kept, what is new",
        kept_thrown_away_trained,
        "the head knows nothing but leaves, so all of it goes; the rest stays as it is, and only "
        "the new head, which gets 30 features, is trained.",
        cases=(Case("the counted parameters"),),
        hints=(
            "which layer says what *kind* of leaf it is? The 30 numbers that reach it, are they "
            "about leaves alone?",
            "the old head had 12 · (30 + 1) parameters. Where do the 12, the 30 and the 1 come "
            "from, and which of them changes?",
        ),
        mistakes=as_mistakes(
            Mistake(
                "not three numbers",
                lambda attempt: np.shape(attempt.got) != (3,),
                "three whole numbers in a list are wanted: kept, thrown away, trained.",
            ),
            Mistake(
                "another order",
                lambda a: {*a.got.tolist()} == {*a.expected.tolist()},
                "these are the right numbers. In which order are they asked for?",
            ),
            Mistake(
                "old head kept",
                lambda a: a.got[0] == 2130,
                "the old head is counted among what is kept. What do its twelve outputs say about "
                "shells?",
            ),
            (
                "biases forgotten",
                "every unit of the new head has one number more besides its weights. Which?",
                lambda: [1758, 372, 150],
            ),
            (
                "cut too early",
                "the layer with 30 units has been thrown away, too. Which layer alone is the head?",
                lambda: [1248, 882, 85],
            ),
            (
                "everything trained",
                "the third number counts parameters that are frozen. Which ones still change?",
                lambda: [1758, 372, 1913],
            ),
            (
                "part of the old head kept",
                "five of the twelve old outputs were kept. Does any of them know a shell?",
                lambda: [1758, 217, 155],
            ),
            Mistake(
                "old biases kept",
                lambda a: a.got[1] == 360,
                "twelve numbers of the old head are missing among those that are thrown away. "
                "What has a head besides its weights?",
            ),
            Mistake(
                "new head miscounted",
                lambda a: (a.got == a.expected).tolist() == [True, True, False],
                "what is kept and what is thrown away is right. How many numbers reach the new "
                "head, how many outputs has it, and what has each output besides its weights?",
            ),
            Mistake(
                "body miscounted",
                lambda a: (a.got == a.expected).tolist() == [False, True, True],
                "what is thrown away and what is trained is right. How many layers stand before "
                "the head, and does a frozen one stay?",
            ),
        ),
        by_value=True,
    ),
    Task(
        "11.2",
        "The first few of each class",
        first_examples,
        "`np.unique` gives the classes in sorted order, whatever they are called; the positions "
        "where a label occurs come in order, so the first n of them are a slice.",
        cases=(
            Case(
                "the labels 100, 20, 100, 20, 20, 100, 100, 20, 100, three of each class",
                (np.array([100, 20, 100, 20, 20, 100, 100, 20, 100]), 3),
            ),
            Case("nine words of three kinds, one of each", (_NAMES, 1)),
            Case("the same nine words, two of each", (_NAMES, 2)),
            Case("56 labels of seven classes in mixed order, four of each", (_MIXED, 4)),
        ),
        hints=(
            "one class first: how do you find the *positions* at which its label occurs? "
            "(`np.flatnonzero` gives the positions of what is true.) Which of them are wanted?",
            "which classes are there, and in which order does `np.unique` name them? One row is "
            "made for each; how do the rows become one table?",
        ),
        mistakes=as_mistakes(
            _LABEL_AS_ROW,
            Mistake(
                "rows of different lengths",
                lambda a: "inhomogeneous" in str(a.error) or len({np.size(r) for r in a.got}) > 1,
                "the rows are not of the same length, so they make no table. Have you kept n "
                "positions of each class, of a class that occurs? (`np.where` gives a tuple: the "
                "positions are its first entry.)",
            ),
            Mistake(
                "yes and no",
                lambda attempt: np.asarray(attempt.got).dtype == bool,
                "these say of each label whether it is of the class. At which positions does it "
                "say yes?",
            ),
            (
                "labels instead of positions",
                "these are the labels. Where do they stand?",
                lambda labels, n: labels[first_examples(labels, n)],
            ),
            (
                "last ones",
                "these are the last n of each class. Which end of the positions is wanted?",
                _chosen(lambda places, n: places[-n:]),
            ),
            (
                "first one left out",
                "the first of each class is missing. At which number does a slice begin?",
                _chosen(lambda places, n: places[1 : n + 1]),
            ),
            (
                "one too many",
                "there is one too many of each class. Is the end of a slice included?",
                _chosen(lambda places, n: places[: n + 1]),
            ),
            (
                "one too few",
                "there is one too few of each class. Is the end of a slice included?",
                _chosen(lambda places, n: places[: n - 1]),
            ),
            (
                "counted within the class",
                "these count within each class from 0. At which place of `labels` does each stand?",
                _chosen(lambda places, n: np.arange(n)),
            ),
            (
                "positions after sorting",
                "these are positions in the sorted labels. Where did they stand before?",
                lambda labels, n: first_examples(np.sort(labels), n),
            ),
            (
                "one column a class",
                "the positions are right. One *row* for each class is asked for: what are the "
                "rows here?",
                lambda labels, n: first_examples(labels, n).T,
            ),
            (
                "one long row",
                "the positions are right, one after the other. What shape should the table have?",
                lambda labels, n: first_examples(labels, n).ravel(),
            ),
            Mistake(
                "labels taken for 0, 1, 2",
                lambda attempt: np.size(attempt.got) == 0,
                "nothing was found: classes 0, 1, … were looked for, and here they have other "
                "names. Which function names those that occur?",
            ),
            (
                "one class only",
                "only one class has been looked at. Is the `return` inside the loop, or is the "
                "row of each class written over the one before?",
                lambda labels, n: first_examples(labels, n)[0],
                lambda labels, n: first_examples(labels, n)[-1],
            ),
            (
                "filled with the next",
                "each row begins with the right position and counts on from there. Do the examples "
                "of a class stand side by side?",
                lambda labels, n: first_examples(labels, 1) + np.arange(n),
            ),
            (
                "one example a class",
                "there is the first example of each class, and no other. How many are asked for?",
                lambda labels, n: first_examples(labels, 1),
                lambda labels, n: first_examples(labels, 1)[:, 0],
            ),
            Mistake(
                "not whole numbers",
                lambda attempt: np.asarray(attempt.got).dtype.kind == "f",
                "an array takes whole numbers as indices, and these are floats. Which dtype do "
                "`np.zeros` and `np.empty` give when nothing is said?",
            ),
            Mistake(
                "classes in another order",
                lambda a: sorted(a.got.tolist()) == sorted(a.expected.tolist()),
                "the rows are right, their order is not. Should the classes come as they appear, "
                "or sorted, and as numbers or as words?",
            ),
            Mistake(
                "not the first",
                lambda a: (a.args[0][a.got] == a.args[0][a.expected]).all(),
                "each row holds positions of the right class, but not the first ones, rising. Are "
                "they taken in the order in which they stand? (`np.argsort` keeps the order of "
                'equal labels only with `kind="stable"`.)',
            ),
        ),
        check_dtype=True,
    ),
    Task(
        "11.3",
        "The nearest mean",
        nearest_prototype,
        "a class is remembered by one row, the mean of its examples; the answer is the *name* of "
        "the class whose mean is nearest. The root would not change which one that is.",
        cases=(
            Case(
                "9 examples of the classes 2, 7 and 9, seven new rows of two features",
                (_THREE_CROWDS, _CLASSES, np.round(5 * normal(7, 2, seed=101))),
            ),
            Case("a single new row", (normal(9, 4, seed=2), _CLASSES, normal(1, 4, seed=3))),
            Case(
                "56 examples of seven classes, 20 new rows of five features",
                (normal(56, 5, seed=4) + _MIXED[:, np.newaxis] % 3, _MIXED, normal(20, 5, seed=5)),
            ),
        ),
        hints=(
            "one class first: which rows of `features` belong to it, and along which axis is "
            "their mean a row of d numbers?",
            "for one new row: how far is it from each of the means? `np.argmin` says which mean "
            "is the nearest, 0, 1, 2, …; what is the *label* of that class?",
        ),
        mistakes=as_mistakes(
            _LABEL_AS_ROW,
            (
                "class numbers",
                "these number the classes 0, 1, 2, … What are the labels of these classes?",
                lambda *args: np.searchsorted(np.unique(args[1]), nearest_prototype(*args)),
            ),
            (
                "label of another row",
                "the number of a *class* was used to look up a row of `labels`. Which array holds "
                "one label for each class?",
                lambda *args: args[1][np.argmin(_table(*args), axis=1)],
            ),
            (
                "names in another order",
                "the means stand in one order, the names in another. Which order has `np.unique`?",
                lambda *args: np.array([*dict.fromkeys(args[1])])[np.argmin(_table(*args), axis=1)],
            ),
            (
                "farthest",
                "this is the class that is farthest away. Smallest or largest distance?",
                _nearest_with(choose=np.argmax),
            ),
            (
                "nearest example",
                "this is the label of the nearest single example. With what should a new row be "
                "compared instead?",
                _nearest_example,
            ),
            (
                "sums instead of means",
                "each class seems to be remembered by a sum. By what must it be divided: by the "
                "same number for all classes?",
                _nearest_with(np.sum),
                lambda *args: _nearest_with(lambda m, axis: m.sum(axis) / len(args[0]))(*args),
                lambda *args: _nearest_with(lambda m, axis: m.sum(axis) / len(args[0]) * 3)(*args),
            ),
            (
                "medians",
                "each class seems to be remembered by its median. Which average is asked for?",
                _nearest_with(np.median),
            ),
            (
                "one example a class",
                "of each class only one example seems to be used. What about the others?",
                _nearest_with(lambda members, axis: members[0]),
                _nearest_with(lambda members, axis: members[-1]),
            ),
            (
                "city-block distance",
                "the differences were added without being squared. Which distance is asked for?",
                _nearest_with(distance=lambda differences: np.abs(differences).sum(axis=2)),
            ),
            (
                "features added up",
                "a feature that is too large and one that is too small have cancelled out. Over "
                "which axis does a mean go, and what is done to differences before they are "
                "added?",
                _nearest_with(distance=lambda differences: differences.sum(axis=2)),
                _nearest_with(distance=lambda differences: np.abs(differences.sum(axis=2))),
            ),
            (
                "largest product",
                "this is the mean with the largest product with the new row. A long row has large "
                "products with everything: how far apart are the two?",
                lambda x, y, new: np.unique(y)[np.argmax(_prototypes(x, y) @ new.T, axis=0)],
            ),
            (
                "mean of the distances",
                "the distances to the examples of a class were averaged. Is that the distance to "
                "their mean?",
                _near_on_average,
            ),
            (
                "labels taken for 0, 1, 2",
                "classes 0, 1, 2, … were looked for. What are the classes called here?",
                lambda x, y, new: np.zeros(len(new)),  # the nearest to means that are NaN
            ),
            (
                "distances",
                "these are distances. Which class has the smallest in each row?",
                _table,
                lambda *args: np.sqrt(_table(*args)),
            ),
            (
                "prototypes",
                "these are the means of the classes, and right. Now, which of them is nearest to "
                "each new row?",
                lambda x, y, new: _prototypes(x, y),
            ),
            *_OF_LABELS,
        ),
    ),
    Task(
        "11.4",
        "Find the bug: the second experiment begins where the first one ended",
        train_head,
        "`list(weights)` is a new list of the *same* arrays, and `-=` writes into the array "
        "itself; `a = a - b` makes a new array, which only the new list holds.",
        cases=(
            Case("five arrays of two weights, the first two frozen", (_LAYERS, _SLOPES, 0.5, 2)),
            Case("two layers (four arrays), the first one frozen", (_NETWORK, _GRADIENTS, 0.1, 2)),
            Case("the same arrays, nothing frozen", (_NETWORK, _GRADIENTS, 0.2, 0)),
            Case("the same arrays, everything frozen", (_NETWORK, _GRADIENTS, 0.2, 4)),
        ),
        hints=(
            "call it twice with the same `weights`. What has become of `weights` after the first "
            "call?",
            "`list(weights)`, or `weights.copy()`, makes a new list. Does it make new arrays, too? "
            "(Those that stay frozen need not be new.)",
            "which of the two writes into an array that others hold as well: `a -= b`, or "
            "`a = a - b`?",
        ),
        mistakes=as_mistakes(
            Mistake(
                "head only",
                lambda a: type(a.got) in (list, tuple) and len(a.got) < len(a.args[0]),
                "some arrays are missing. The frozen ones belong to the network, too: do they "
                "come back?",
            ),
            Mistake(
                "one table",
                lambda attempt: "inhomogeneous" in str(attempt.error),
                "the arrays have different shapes and make no table. What can hold them all?",
            ),
            (
                "everything trained",
                "the frozen arrays have moved as well. Where should the loop begin?",
                _stepped(lambda count, n_frozen: range(count)),
            ),
            (
                "nothing trained",
                "no array has moved. `weight = weight - …` gives the *name* another array: does "
                "the list know of it?",
                _stepped(lambda count, n_frozen: ()),
            ),
            (
                "frozen ones trained",
                "those that should be frozen have moved, and the others have not. Which side of "
                "n_frozen is which?",
                _stepped(lambda count, n_frozen: range(n_frozen)),
            ),
            (
                "frozen from the wrong end",
                "the *last* arrays were frozen. At which end of a network is the head?",
                _stepped(lambda count, n_frozen: range(count - n_frozen)),
            ),
            (
                "one too many frozen",
                "one array more is frozen than should be. With n_frozen = 2, which number has the "
                "first that moves?",
                _stepped(lambda count, n_frozen: range(n_frozen + 1, count)),
            ),
            (
                "one too few frozen",
                "one array less is frozen than should be. With n_frozen = 2, which number has the "
                "first that moves?",
                _stepped(lambda count, n_frozen: range(n_frozen - 1, count)),
            ),
            (
                "layers counted",
                "too many arrays are frozen. n_frozen counts arrays, not layers: how many of five "
                "move when n_frozen is 2?",
                _stepped(lambda count, n_frozen: range(2 * n_frozen, count)),
            ),
            (
                "uphill",
                "the weights have moved uphill: along the gradient, or against it?",
                lambda w, g, rate, n: train_head(w, g, -rate, n),
            ),
            (
                "rate forgotten",
                "the step is the whole gradient. How long should it be?",
                lambda w, g, rate, n: train_head(w, g, 1, n),
            ),
            (
                "gradients of other arrays",
                "the arrays moved by gradients that belong to others. Which gradient goes with "
                "array number n_frozen?",
                lambda w, g, rate, n: train_head(w, g[-n:] + g[:-n], rate, n),
            ),
            (
                "head first",
                "all arrays are there, in another order. Which come first in a network?",
                lambda *args: np.roll(train_head(*args), -args[3], axis=0),
            ),
            (
                "steps instead of weights",
                "these are the steps alone. What do the weights become by them?",
                lambda w, g, rate, n: train_head(0 * np.array(w), g, rate, n),
            ),
            (
                "frozen set to zero",
                "the frozen weights are zero now, and all that they had learned is lost. What "
                "does *frozen* mean?",
                lambda *args: np.array(train_head(*args)) * (np.arange(5) >= args[3])[:, None],
            ),
            Mistake(
                "input changed",
                lambda attempt: attempt.error is None and attempt.changed_input,
                "what the caller handed over was changed. A copy of the *list* (`list(weights)`, "
                "`weights.copy()`) still holds the caller's own arrays. Which line writes into one "
                "of them, or into the caller's list, and how does it make something new instead?",
            ),
        ),
    ),
    Choice(
        "11.5",
        "Two curves that cross",
        "c",
        {
            "a": "the mean over a row answers a question that nobody has: who has one example a "
            "class *and* a hundred? What does each column say?",
            "b": "with 100 examples a class, is the difference of the two means large or small "
            "beside their spreads? And what was never allowed to change in the frozen network?",
            "c": "few examples cannot make good features, so borrowed ones help; many can, and "
            "then whatever the first task of the borrowed layers did not need is missing from the "
            "frozen ones. Where in between the curves cross, these four columns cannot tell.",
            "d": "overfitting needs freedom: which of the two networks has more numbers that are "
            "trained?",
        },
        hints=(
            "read the table column by column, and hold each difference against the spreads.",
            "what can the network from scratch change that the frozen one cannot? When is that a "
            "danger, and when a merit?",
        ),
    ),
    Task(
        "11.6",
        "The nearest by angle",
        nearest_by_angle,
        "divided by their lengths, two rows have their cosine as dot product, and the largest "
        "cosine belongs to the smallest angle.",
        cases=(
            Case(
                "7 examples of the classes 2, 7 and 9, eight new rows of three features",
                (_SHORT_AND_LONG, _CLASSES[:7], np.round(4 * normal(8, 3, seed=108))),
            ),
            Case("a single new row", (normal(7, 5, seed=2), _CLASSES[:7], normal(1, 5, seed=3))),
            Case(
                "56 examples of seven classes, 20 new rows of six features, some much longer",
                (_LONGER_AND_LONGER, _MIXED, normal(20, 6, seed=5)),
            ),
            Case(
                "3 examples of the classes 2, 7 and 9, all more than 90° from the two new rows",
                (-np.eye(3), _CLASSES[1:4], np.array([[3.0, 2, 1], [2, 1, 4]])),
            ),
        ),
        hints=(
            "what do you divide a row by so that its length is 1? `keepdims=True` helps to divide "
            "each row by its own.",
            "the products of all rows of `new` with all rows of `train` make a table of cosines, "
            "one row for each new one. Does the smallest angle have the smallest cosine?",
        ),
        mistakes=as_mistakes(
            Mistake(
                "begun at 0",
                lambda a: _cosines(*a.args[::2]).max(axis=1)[a.got != a.expected].max() < 0,
                "the cosine may be negative for *all* rows of `train`; the largest still wins. At "
                "which number does your search for the largest begin?",
            ),
            (
                "not normalised",
                "long rows of `train` win too often. By what should each of them be divided?",
                lambda train, labels, new: labels[np.argmax(new @ train.T, axis=1)],
            ),
            (
                "straight distance",
                "this is the nearest by straight distance. Should a row twice as long count as "
                "another one?",
                _nearest_example,
            ),
            (
                "widest angle",
                "this is the row that points the other way. The smaller the angle, the … the "
                "cosine?",
                _by_cosine(change=np.negative),
            ),
            (
                "sign of the cosine lost",
                "a row that points the opposite way was taken for a near one. What is the cosine "
                "of 180°?",
                _by_cosine(change=np.abs),
            ),
            (
                "columns normalised",
                "the *columns* were made of length 1. Along which axis does a row lie?",
                _by_cosine(axis=0),
                lambda x, y, new: y[np.argmax(new @ (x / np.linalg.norm(x, axis=0)).T, axis=1)],
            ),
            (
                "divided by the sum",
                "the rows were divided by their sums. How is the length of a row defined?",
                _by_cosine(np.sum),
                _by_cosine(lambda rows, **axis: np.abs(rows).sum(**axis)),
            ),
            (
                "divided by the squared length",
                "the rows were divided by the squares of their lengths. What is missing?",
                _by_cosine(lambda rows, **axis: (rows**2).sum(**axis)),
            ),
            (
                "class means",
                "this compares with the mean of each class. Here every example stands for itself.",
                lambda x, y, new: nearest_by_angle(_prototypes(x, y), np.unique(y), new),
            ),
            (
                "number of the example",
                "these are the numbers of the nearest rows of `train`. What are their labels?",
                lambda train, labels, new: np.argmax(_cosines(train, new), axis=1),
            ),
            (
                "cosines",
                "these are cosines, and right. Which row of `train` has the largest, and what is "
                "its label?",
                lambda train, labels, new: _cosines(train, new),
                lambda train, labels, new: _cosines(train, new).max(axis=1),
            ),
            *_OF_LABELS,
        ),
    ),
    Choice(
        "11.7",
        "Which network do you leave alone?",
        "b",
        {
            "a": "the licence allows it, if you name the authors. That it has never seen a "
            "mushroom is no reason against borrowing its *features*: a test on your own pictures "
            "will say what they are worth. What could a test not repair?",
            "b": "what can be downloaded is not thereby allowed: without a licence nobody has "
            "given permission, neither for the weights nor for the pictures. Nobody can say what "
            "it has seen, perhaps your test pictures, too. And no accuracy changes any of this.",
            "c": "a known weakness is better than an unknown one: you can measure on your own "
            "pictures, in dim light too, whether it matters. Of which network is nothing known?",
            "d": "it is smaller and less accurate on *its* task, in another field. Does that make "
            "it forbidden, or just something to try?",
        },
        hints=(
            "two questions for each: may I, and what has it seen? Which of them can be answered "
            "by what is written?",
            "what is merely worse shows itself in a test. What does no test show?",
        ),
    ),
)
