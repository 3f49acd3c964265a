"""Race the course's functions against loops, plain NumPy and the libraries (`make bench`).

    python benchmarks/run.py              all races; stores results.json and results.md
    python benchmarks/run.py canny 3      only those whose name holds one of these words

All ways of a contest first prove that they give the same result, and then run in turns, so that
whatever else the machine is doing slows them all. Every library is held to one thread, and,
where the system can do it, all of them to one core: JAX computes beside Python otherwise.
"""

import os

os.environ.update(
    dict.fromkeys(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"], "1"),
    XLA_FLAGS="--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    KERAS_BACKEND="jax",
)
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import argparse
import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import growth
import numpy as np
from contests import CONTESTS, Contest, Limit, cv2
from timing import seconds

HERE = Path(__file__).parent
PACKAGES = ["numpy", "scipy", "scikit-image", "scikit-learn", "keras", "jax"]
PACKAGES += ["opencv-python-headless"]


def main() -> None:
    parser = argparse.ArgumentParser(description="Race ours, the naive way and the libraries.")
    parser.add_argument("words", nargs="*", help="run only contests whose name has one of these")
    parser.add_argument("--rounds", type=int, default=15, help="turns for each way (15)")
    arguments = parser.parse_args()
    machine = describe()
    print(heading(machine, arguments.rounds))
    results = []
    for prepare in CONTESTS:
        contest = prepare()
        if not arguments.words or any(word in contest.name for word in arguments.words):
            results.append(race(contest, arguments.rounds))
            print(table(results[-1]), flush=True)
    if not arguments.words:
        grown = growth.measure(min(arguments.rounds, 5))
        growth.draw(grown, HERE / "growth.png")
        record = {**machine, "rounds": arguments.rounds, "contests": results, "growth": grown}
        (HERE / "results.json").write_text(
            json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        text = [heading(machine, arguments.rounds), *(table(result) for result in results)]
        text.append(growth.text(grown, "growth.png"))
        (HERE / "results.md").write_text("\n".join(text), encoding="utf-8")


def describe() -> dict[str, Any]:
    versions = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "not installed, left out"
    return {"machine": f"{os.cpu_count()} cores, 1 thread used", "versions": versions}


def race(contest: Contest, rounds: int) -> dict[str, Any]:
    """Assert equal results, let all ways run in turns, and return medians and ratios."""
    rounds = min(rounds, contest.rounds or rounds)
    names = list(contest.ways)
    results = {name: way() for name, way in contest.ways.items()}
    ours = results[names[0]]
    for name in names[1:]:
        if not contest.equal(middle(ours, results[name].shape), results[name]):
            raise AssertionError(f"{contest.name}: {name} gives another result than {names[0]}")
    shares = {name: result.size / ours.size for name, result in results.items()}
    turns = [
        {name: seconds(way) / shares[name] for name, way in contest.ways.items()}
        for _ in range(rounds)
    ]
    ways = [
        {
            "name": name,
            "milliseconds": rounded(1e3 * np.median([turn[name] for turn in turns])),
            "ratio_to_ours": rounded(ratio(turns, name, names[0])),
            "part_of_the_picture": rounded(shares[name]),
        }
        for name in names
    ]
    limits = [judge(limit, turns, names[0]) for limit in contest.limits]
    fewer = {"rounds": rounds} if contest.rounds else {}
    return {"name": contest.name, **fewer, "ways": ways, "limits": limits}


def judge(limit: Limit, turns: list[dict[str, float]], ours: str) -> dict[str, Any]:
    fastest = min(limit.rivals, key=lambda name: ratio(turns, name, ours))
    reached = rounded(1 / ratio(turns, fastest, ours))
    met = reached <= limit.factor
    verdict: dict[str, Any] = {"at_most": limit.factor, "times": fastest, "took": reached}
    verdict["met"] = met
    if not met:
        verdict["why"] = limit.why_missed or "not explained yet"
    return verdict


def ratio(turns: list[dict[str, float]], name: str, ours: str) -> float:
    """Return how many times as long as ours a way takes: the median over the turns."""
    return float(np.median([turn[name] / turn[ours] for turn in turns]))


def middle(image: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    starts = [(n - part) // 2 for n, part in zip(image.shape, shape, strict=True)]
    return image[tuple(slice(a, a + part) for a, part in zip(starts, shape, strict=True))]


def rounded(value: float) -> float:
    return float(f"{value:.3g}")


def heading(machine: dict[str, Any], rounds: int) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    return (
        "# Ours, the naive way and the libraries\n\n"
        f"{machine['machine']}; {versions}. Medians of {rounds} turns, of fewer where that is "
        "said, on the 512 × 512 picture `camera`, or on the data or the table of random numbers "
        "that a title names; the last column says how many times as long as ours a way takes "
        "(above 1 ours is faster).\n"
    )


def table(result: dict[str, Any]) -> str:
    turns = f", {result['rounds']} turns" if "rounds" in result else ""
    lines = [f"## {result['name']}\n", f"| way | ms{turns} | ours × |", "|---|--:|--:|"]
    for way in result["ways"]:
        part = way["part_of_the_picture"]
        scaled = "" if part == 1 else f" (scaled up from {100 * part:.2g} % of the result)"
        lines.append(
            f"| {way['name']}{scaled} | {way['milliseconds']:g} | {way['ratio_to_ours']:g} |"
        )
    lines += [""] if result["limits"] else []
    for limit in result["limits"]:
        lines.append(
            f"- {'reached' if limit['met'] else '**missed**'}: ours takes {limit['took']:g} × "
            f"`{limit['times']}`, to reach {limit['at_most']:g} ×"
            + ("" if limit["met"] else f". {limit['why']}")
        )
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    if cv2 is None:
        print("OpenCV is not installed and left out: pip install -e '.[bench]' adds it.\n")
    main()
