"""Train the network of notebook 10 on letters and write it to letters_network.npz.

The fonts of one family, STIX, are held out: the network never sees them, and how well it reads
them is printed. It takes about a minute. On another machine sums are rounded otherwise, so the
weights come out a little different; README.md says which ones the course keeps.
"""

import sys
from hashlib import sha256
from pathlib import Path

import numpy as np

from course_utils.cnn import Adam, Conv2D, Dense, Flatten, MaxPool, ReLU, Sequential
from course_utils.data import load_letters

COPIES = 16
EPOCHS = 8, 2
RATES = 0.003, 0.0005


def build_network(n_outputs: int, seed: int = 0) -> Sequential:
    """Return the reader of digits at random places, untrained, with that many outputs."""
    layers = [Conv2D(16, 3), ReLU(), MaxPool(2), Conv2D(64, 4), ReLU(), MaxPool(6)]
    layers += [Flatten(), Dense(64), ReLU(), Dense(n_outputs)]
    network = Sequential(layers, random_state=seed, verbose=False)
    network.build((20, 20, 1))
    return network


def letters_in_two_parts(copies: int, seed: int = 0) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return pictures and labels to train on, and those of the fonts held out."""
    letters = load_letters(copies, rng=seed)
    held_out = np.char.startswith(letters.font_names, "STIX")[letters.groups]
    labels = np.array(letters.target_names)[letters.target]
    pictures = letters.data[..., np.newaxis]
    return [(pictures[part], labels[part]) for part in (~held_out, held_out)]


def train(network: Sequential, pictures: np.ndarray, labels: np.ndarray) -> None:
    """Train fast, then slowly."""
    for network.epochs, rate in zip(EPOCHS, RATES, strict=True):
        network.optimizer = Adam(rate)
        network.fit(pictures, labels)


def make_network(path: Path) -> None:
    """Train on all fonts but those held out, and write the weights."""
    training, held_out = letters_in_two_parts(COPIES)
    network = build_network(len(np.unique(training[1])))
    train(network, *training)
    for name, part in (("in training", training), ("fonts held out", held_out)):
        print(f"{name:15s}{network.score(*part):.3f}", flush=True)
    network.save(path)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    make_network(folder / "letters_network.npz")
    content = (folder / "letters_network.npz").read_bytes()
    print(len(content), sha256(content).hexdigest(), "letters_network.npz")
