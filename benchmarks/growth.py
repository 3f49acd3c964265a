"""How the time grows with the size of the problem, ours and the libraries', as one figure."""

from collections.abc import Callable, Iterator
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from scipy import ndimage
from sklearn.cluster import KMeans
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier
from timing import seconds

from course_utils import bovw, filtering, validation

Pair = tuple[int, Callable[[], object], Callable[[], object]]
ALT = (
    "Three panels with logarithmic axes, each with two rising lines of seconds over size. "
    "Convolution: two lines that rise with the square of the picture's side. Nearest neighbour, "
    "one left out: ours runs far below scikit-learn's line. k-means: both lines rise side by side."
)
CAPTION = (
    "*How the time grows.* Equal steps on both axes are equal factors. Where two lines run side "
    "by side, one way costs a constant factor more; where they draw near each other or apart, "
    "the factor depends on the size."
)


def convolutions() -> Iterator[Pair]:
    kernel = np.random.default_rng(0).normal(size=(7, 7))
    for side in (64, 128, 256, 512, 1024):
        image = np.random.default_rng(side).random((side, side))
        yield (
            side,
            lambda image=image: filtering.convolve(image, kernel),
            lambda image=image: ndimage.convolve(image, kernel),
        )


def neighbours() -> Iterator[Pair]:
    nearest = KNeighborsClassifier(1, algorithm="brute")
    for n in (80, 160, 320, 640, 1280):
        X, y = np.random.default_rng(n).normal(size=(n, 27)), np.arange(n) % 3
        yield (
            n,
            lambda X=X, y=y: validation.nearest_neighbour_loo(X, y),
            lambda X=X, y=y: cross_val_predict(nearest, X, y, cv=LeaveOneOut()),
        )


def clusters() -> Iterator[Pair]:
    for n in (500, 1000, 2000, 4000, 8000, 16000):
        X = np.random.default_rng(n).normal(size=(n, 128))
        settings = {"init": X[:100], "max_iter": 10, "tol": 0}
        yield (
            n,
            lambda X=X, settings=settings: bovw.kmeans(X, 100, **settings),
            lambda X=X, settings=settings: KMeans(100, n_init=1, **settings).fit(X),
        )


SERIES = {
    "convolve, kernel 7 × 7": ("side of the picture in pixels", "scipy.ndimage", convolutions),
    "leave-one-out nearest neighbour": ("samples of 27 features", "scikit-learn", neighbours),
    "kmeans, 10 turns, 100 clusters": ("samples of 128 features", "scikit-learn", clusters),
}


def measure(rounds: int) -> list[dict[str, object]]:
    """Return the median seconds of both ways at each size; both run in turns."""
    results = []
    for name, (unit, library, pairs) in SERIES.items():
        sizes, ours, theirs = [], [], []
        for size, *ways in pairs():
            _warm_up, *turns = ([seconds(way) for way in ways] for _ in range(rounds + 1))
            mine, other = np.median(turns, axis=0)
            sizes.append(size)
            ours.append(float(f"{mine:.3g}"))
            theirs.append(float(f"{other:.3g}"))
        results.append(
            {"name": name, "unit": unit, "sizes": sizes, "course_utils": ours, library: theirs}
        )
    return results


def draw(results: list[dict[str, object]], path: Path) -> None:
    plt.style.use("course_utils.course")
    fig, axes = plt.subplots(1, len(results), figsize=(17, 5.5))
    for ax, result in zip(axes, results, strict=True):
        *_, ours, library = result
        for way, marker in ((ours, "o"), (library, "s")):
            ax.loglog(result["sizes"], result[way], marker=marker, label=way)
        ax.set(title=result["name"], xlabel=result["unit"], ylabel="seconds")
        ax.set_xticks(result["sizes"], [f"{size:,}".replace(",", " ") for size in result["sizes"]])
        ax.tick_params(axis="x", rotation=45)
        ax.minorticks_off()
        ax.legend()
    fig.savefig(path)
    plt.close(fig)


def text(results: list[dict[str, object]], picture: str) -> str:
    """Return the section of the report: the figure and its numbers."""
    lines = ["## Growth with size\n", f"![{ALT}]({picture})\n", f"{CAPTION}\n"]
    for result in results:
        *_, ours, library = result
        lines += [f"| {result['name']}: {result['unit']} | {ours}, ms | {library}, ms | × |"]
        lines += ["|--:|--:|--:|--:|"]
        lines += [
            f"| {size} | {1e3 * a:.3g} | {1e3 * b:.3g} | {b / a:.3g} |"
            for size, a, b in zip(result["sizes"], result[ours], result[library], strict=True)
        ]
        lines.append("")
    return "\n".join(lines)
