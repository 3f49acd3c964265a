"""How many digits are read after few examples of each? Write what comes out to transfer.csv.

Each seed draws the examples from the training part of `load_scattered_digits`, the first weights
and the places of augmentation; what was drawn for 5 examples holds what was drawn for 1. Settings
were chosen on a part of the training part; accuracies are those on the test part. The second and
third body are letter networks made like the stored one, from other copies and first weights. It
takes about twenty minutes. On another machine sums are rounded otherwise, and networks that were
trained come out a little different.
"""

import sys
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from make_letters_network import COPIES as LETTER_COPIES
from make_letters_network import build_network, letters_in_two_parts, train
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from course_utils.cnn import Adam, Conv2D, Dense, Flatten, MaxPool, ReLU, Sequential
from course_utils.data import file_path, load_scattered_digits

EXAMPLES = 1, 2, 5, 10, 20, 50, 100
SEEDS = range(10)
EPOCHS = dict(zip(EXAMPLES, (400, 300, 160, 100, 60, 30, 20), strict=True))
COPIES = 10
DIGITS = load_scattered_digits()
PICTURES, LABELS = DIGITS.data[..., np.newaxis], DIGITS.target
TEST = DIGITS.groups == 1
MAXIMA, LAST = 7, 9  # layers of the reader: up to its 64 maxima, all but the decision


def draw(examples: int, seed: int) -> np.ndarray:
    """Return the indices of so many training examples of each digit."""
    order = np.random.default_rng(seed).permutation(np.flatnonzero(~TEST))
    return np.concatenate([order[LABELS[order] == digit][:examples] for digit in range(10)])


def laid_anew(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Lay the ink of each picture at a new random place, all of it still on the picture."""
    moved = np.empty_like(pictures)
    for number, picture in enumerate(pictures):
        rows, columns = np.nonzero(picture[..., 0])
        down = rng.integers(-rows.min(), len(picture) - rows.max())
        right = rng.integers(-columns.min(), len(picture) - columns.max())
        moved[number] = np.roll(picture, (down, right), axis=(0, 1))
    return moved


def centred(pictures: np.ndarray) -> np.ndarray:
    """Lay the ink of each picture in its middle."""
    moved = np.empty_like(pictures)
    for number, picture in enumerate(pictures):
        found = np.nonzero(picture[..., 0])
        middles = [int(where.min() + where.max() + 1) // 2 for where in found]
        moved[number] = np.roll(picture, [10 - middle for middle in middles], axis=(0, 1))
    return moved


def new_network(seed: int) -> Sequential:
    """Return notebook 10's reader of scattered digits, untrained."""
    return build_network(10, seed)


def one_layer(seed: int) -> Sequential:
    """Return kernels of 5 × 5, the maximum over the whole map, and a decision, untrained."""
    layers = [Conv2D(32, 5), ReLU(), MaxPool(16), Flatten(), Dense(10)]
    return Sequential(layers, random_state=seed, verbose=False)


@cache
def letter_weights(body: int) -> list[np.ndarray]:
    """Return the weights of the stored letter network, or of others made like it."""
    if body == 0:
        with np.load(file_path("letters_network.npz")) as stored:
            _, *weights = stored.values()
        return weights
    training, _ = letters_in_two_parts(LETTER_COPIES, body)
    network = build_network(26, body)
    train(network, *training)
    return network.parameters


def with_letters(seed: int, body: int = 0) -> Sequential:
    """Return a network trained on letters, with an untrained last layer for digits."""
    network = new_network(seed)
    weights = letter_weights(body)
    for parameter, weight in zip(network.parameters[:-2], weights[:-2], strict=True):
        parameter[...] = weight
    return network


def features(network: Sequential, pictures: np.ndarray, n_layers: int = LAST) -> np.ndarray:
    """Return what comes out of so many layers."""
    values = pictures.astype(np.float32)
    for layer in network.layers[:n_layers]:
        values = layer.forward(values)
    return values


def trained(network: Sequential, chosen: np.ndarray, augment: bool) -> np.ndarray:
    """Train all layers on the chosen pictures; return the guesses for the test part."""
    network.optimizer, network.epochs = Adam(0.003), EPOCHS[len(chosen) // 10]
    network.augment = laid_anew if augment else None
    network.fit(PICTURES[chosen], LABELS[chosen])
    return network.predict(PICTURES[TEST])


def frozen(network: Sequential, chosen: np.ndarray, places: int) -> np.ndarray:
    """Train logistic regression on features; with places, of each picture at so many others."""
    pictures, labels = PICTURES[chosen], LABELS[chosen]
    if places:
        labels = np.tile(labels, places)
        pictures = laid_anew(np.tile(pictures, (places, 1, 1, 1)), network.rng)
    head = LogisticRegression(max_iter=1000).fit(features(network, pictures), labels)
    return head.predict(features(network, PICTURES[TEST]))


def by_maxima(network: Sequential, chosen: np.ndarray, pictures: np.ndarray) -> np.ndarray:
    """Train logistic regression on the 64 maxima of pictures."""
    table = features(network, pictures, MAXIMA)
    head = LogisticRegression(max_iter=1000).fit(table[chosen], LABELS[chosen])
    return head.predict(table[TEST])


def nearest(rows: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Return the label of the nearest chosen picture."""
    return KNeighborsClassifier(1).fit(rows[chosen], LABELS[chosen]).predict(rows[TEST])


PIXELS = PICTURES.reshape(len(PICTURES), -1)
CENTRED = centred(PICTURES)
CUT_OUT = CENTRED[:, 6:14, 6:14].reshape(len(PICTURES), -1)
AMPLITUDES = np.abs(np.fft.rfft2(DIGITS.data)).reshape(len(PICTURES), -1)
WAYS: dict[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "scratch": lambda chosen, seed: trained(new_network(seed), chosen, False),
    "scratch, augmented": lambda chosen, seed: trained(new_network(seed), chosen, True),
    "fine-tuned, augmented": lambda chosen, seed: trained(with_letters(seed), chosen, True),
    "frozen": lambda chosen, seed: frozen(with_letters(seed), chosen, 0),
    "frozen, augmented": lambda chosen, seed: frozen(with_letters(seed), chosen, COPIES),
    "untrained, frozen": lambda chosen, seed: frozen(new_network(seed), chosen, 0),
    "pixels, nearest": lambda chosen, seed: nearest(PIXELS, chosen),
    "cut out, nearest": lambda chosen, seed: nearest(CUT_OUT, chosen),
    "amplitudes, nearest": lambda chosen, seed: nearest(AMPLITUDES, chosen),
    "scratch, one layer": lambda chosen, seed: trained(one_layer(seed), chosen, False),
    "maxima, frozen": lambda chosen, seed: by_maxima(with_letters(seed), chosen, PICTURES),
    "centred, frozen": lambda chosen, seed: by_maxima(with_letters(seed), chosen, CENTRED),
    "centred, untrained": lambda chosen, seed: by_maxima(new_network(seed), chosen, CENTRED),
    "frozen, second body": lambda chosen, seed: frozen(with_letters(seed, 1), chosen, 0),
    "frozen, third body": lambda chosen, seed: frozen(with_letters(seed, 2), chosen, 0),
}
COLUMNS = ["way", "examples", "seed", "accuracy"]


def results(ways: Iterable[str], examples: Iterable[int], seeds: Iterable[int]) -> pd.DataFrame:
    """Return the accuracy on the test part, one row a way, number of examples and seed."""
    rows = []
    for way, number, seed in product(ways, examples, seeds):
        right = WAYS[way](draw(number, seed), seed) == LABELS[TEST]
        rows.append((way, number, seed, round(right.mean(), 4)))
    return pd.DataFrame(rows, columns=COLUMNS)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    table = results(WAYS, EXAMPLES, SEEDS)
    print(table.groupby(["way", "examples"], sort=False)["accuracy"].mean().unstack().round(3))
    table.to_csv(folder / "transfer.csv", index=False, lineterminator="\n")
    content = (folder / "transfer.csv").read_bytes()
    print(len(content), sha256(content).hexdigest(), "transfer.csv")
