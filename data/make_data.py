"""Make the files of this folder again: `make data`, or this script with another folder.

The sources come with scikit-image; README.md says whose they are. With the versions in
requirements.lock the files are reproduced byte for byte; other versions of Pillow may write
other bytes, whose pixels are the same or, in the photographs, nearly so.
"""

import sys
from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image

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


def make_all(folder: Path) -> None:
    """Write every file of the data set into `folder`."""
    for make in (make_photographs, make_16bit, make_rgba, make_glyphs):
        make(folder)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    make_all(target)
    for path in sorted(target.iterdir()):
        if path.suffix in (".jpg", ".png", ".bin"):
            print(sha256(path.read_bytes()).hexdigest(), path.name)
