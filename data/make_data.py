"""Make the files of this folder again: `make data`, or this script with another folder.

The pictures' sources come with scikit-image; README.md says whose they are. With the versions in
requirements.lock the files are reproduced byte for byte; other versions of Pillow may write
other bytes, whose pixels are the same or, in the photographs, nearly so.
"""

import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter1d

from course_utils.data import load_image
from course_utils.images import downscale_local_mean, to_uint8

# name: (source, topmost row, leftmost column, pixels averaged along each axis)
PHOTOGRAPHS = {
    "photo_1.jpg": ("coffee", 20, 90, 3),
    "photo_2.jpg": ("chelsea", 10, 80, 2),
    "photo_10.jpg": ("rocket", 60, 80, 3),
}
PHOTOGRAPH_SHAPE = (120, 160)

GLYPHS = """
.####... ..#..... .####... .####... ....#... ######.. ..###... ######..
#...##.. .##..... #....#.. #....#.. ...##... #....... .#...... .....#..
#..#.#.. ..#..... .....#.. .....#.. ..#.#... #####... #....... ....#...
#.#..#.. ..#..... ....#... ..###... .#..#... .....#.. #####... ...#....
##...#.. ..#..... ..##.... .....#.. ######.. .....#.. #....#.. ..#.....
#....#.. ..#..... .#...... #....#.. ....#... #....#.. #....#.. ..#.....
.####... .####... ######.. .####... ....#... .####... .####... ..#.....
........ ........ ........ ........ ........ ........ ........ ........

.####... .####... ..##.... #####... ..####.. ####.... ######.. ######..
#....#.. #....#.. .#..#... #....#.. .#...... #...#... #....... #.......
#....#.. #....#.. #....#.. #....#.. #....... #....#.. #....... #.......
.####... .#####.. #....#.. #####... #....... #....#.. ####.... ####....
#....#.. .....#.. ######.. #....#.. #....... #....#.. #....... #.......
#....#.. ....#... #....#.. #....#.. .#...... #...#... #....... #.......
.####... .###.... #....#.. #####... ..####.. ####.... ######.. #.......
........ ........ ........ ........ ........ ........ ........ ........
"""

RHYTHMS_PER_KIND = 220
RHYTHM_SAMPLES = 300
RHYTHM_RATE = 100  # samples per second


def make_photographs(folder: Path) -> None:
    """Cut three photographs and shrink them."""
    rows, columns = PHOTOGRAPH_SHAPE
    for name, (source, top, left, factor) in PHOTOGRAPHS.items():
        crop = load_image(source)[top : top + rows * factor, left : left + columns * factor]
        small = to_uint8(downscale_local_mean(crop, factor))
        Image.fromarray(small).save(folder / name, quality=90)


def make_16bit(folder: Path) -> None:
    """Average 4 × 4 pixels: sixteen times as many levels as eight bits can tell apart."""
    mean = downscale_local_mean(load_image("camera"), 4)
    Image.fromarray(np.rint(mean * 65535).astype(np.uint16)).save(folder / "camera_16bit.png")


def make_rgba(folder: Path) -> None:
    """Draw a coloured disc whose rim fades out; its hidden corners have colours, too."""
    side, radius, rim = 96, 40, 6
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    opacity = np.clip((radius - np.hypot(y, x)) / rim, 0, 1)
    red, green = x / side + 0.5, y / side + 0.5
    rgba = np.stack([red, green, 1 - red, opacity], axis=-1)
    Image.fromarray(to_uint8(rgba)).save(folder / "disc_rgba.png")


def make_glyphs(folder: Path) -> None:
    """Pack each row of eight pixels into a byte, the leftmost pixel into its highest bit."""
    lines = [line.split() for line in GLYPHS.split("\n") if line]
    bits = np.array([[list(row) for row in line] for line in lines]) == "#"
    glyphs = bits.reshape(2, 8, 8, 8).swapaxes(1, 2).reshape(16, 8, 8)
    np.packbits(glyphs, axis=2).tofile(folder / "glyphs.bin")


def make_rhythms(folder: Path) -> None:
    """Draw 220 signals of each kind: a hum, a knock each turn, a rattle each turn."""
    rng = np.random.default_rng(20260)
    kinds = np.repeat(np.arange(3, dtype=np.uint8), RHYTHMS_PER_KIND)
    n_signals = len(kinds)
    time = np.arange(RHYTHM_SAMPLES) / RHYTHM_RATE

    def drawn(low: float, high: float) -> np.ndarray:
        """Return a number for each signal, as a column."""
        return rng.uniform(low, high, (n_signals, 1))

    def noise() -> np.ndarray:
        return rng.normal(size=(n_signals, RHYTHM_SAMPLES))

    def wander(seconds: float) -> np.ndarray:
        """Return noise smoothed over that time, of standard deviation 1."""
        return standardised(gaussian_filter1d(noise(), seconds * RHYTHM_RATE, axis=1))

    rates = drawn(2.4, 3.4) * (1 + 0.02 * wander(0.15))
    turn = 2 * np.pi * (drawn(-0.18, 0.18) + np.cumsum(rates, axis=1) / RHYTHM_RATE)
    overtone = drawn(0, 0.5) * np.cos(2 * turn + 2 * np.pi * drawn(0, 1))
    hum = standardised(np.cos(turn) + overtone)
    knock = np.exp(drawn(6, 14) * (np.cos(turn) - 1))
    rattle = knock * np.cos(2 * np.pi * (drawn(14, 28) * time + drawn(0, 1)))
    beats = np.stack([np.zeros_like(hum), standardised(knock), standardised(rattle)])
    share_of_hum = np.where(kinds[:, None] == 0, 1, drawn(0.15, 0.45))
    machine = standardised(beats[kinds, np.arange(n_signals)] + share_of_hum * hum)

    signals = machine * np.exp(0.25 * wander(0.25))
    signals += drawn(0.1, 0.4) * wander(0.5) + drawn(0.3, 0.9) * noise()
    click = rng.integers(RHYTHM_SAMPLES, size=(n_signals, 1))
    signals += (np.arange(RHYTHM_SAMPLES) == click) * drawn(3, 6)
    signals = np.exp(drawn(-0.35, 0.35)) * signals + 0.3 * rng.normal(size=(n_signals, 1))
    np.savez(
        folder / "rhythms.npz",
        thousandths=np.rint(1000 * signals).astype(np.int16),
        kinds=kinds,
        rates=rates.mean(axis=1).astype(np.float32),
    )


def standardised(signals: np.ndarray) -> np.ndarray:
    """Shift and scale each row to mean 0 and standard deviation 1."""
    centred = signals - signals.mean(axis=1, keepdims=True)
    return centred / centred.std(axis=1, keepdims=True)


def make_all(folder: Path) -> None:
    """Write every file of the data set into `folder`."""
    for make in (make_photographs, make_16bit, make_rgba, make_glyphs, make_rhythms):
        make(folder)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    make_all(target)
    for path in sorted(target.iterdir()):
        if path.suffix in (".jpg", ".png", ".bin", ".npz"):
            print(sha256(path.read_bytes()).hexdigest(), path.name)
