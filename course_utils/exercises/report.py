"""Show a verdict: a few lines of text and, for pictures, expected | yours | difference."""

from __future__ import annotations

import textwrap

import numpy as np

from ..figures import compare_images
from .model import Choice, Task, Verdict

WIDTH = 88


def wrapped(label: str, text: str, *, margin: int = 2) -> str:
    """Wrap `text` behind `label`, later lines indented under its first word."""
    indent = " " * (margin + len(label) + 2)
    return textwrap.fill(
        f"{label}: {text}", WIDTH, initial_indent=" " * margin, subsequent_indent=indent
    )


def report(exercise: Task | Choice, verdict: Verdict) -> str:
    """Return the verdict as the learner reads it."""
    status = verdict.status
    if status == "passed" and isinstance(exercise, Task) and len(exercise.cases) > 1:
        status += f" · all {len(exercise.cases)} cases"
    lines = [f"Exercise {exercise.number} · {status}"]
    lines += [
        textwrap.fill(line, WIDTH, initial_indent="  ", subsequent_indent="    ")
        for line in verdict.lines
    ]
    if verdict.hint:
        lines.append(wrapped("hint", verdict.hint))
    return "\n".join(lines)


def show_difference(verdict: Verdict) -> None:
    """Draw the first failing picture beside the expected one, where both are pictures."""
    if verdict.attempt is None:
        return
    expected, got = verdict.attempt.expected, verdict.attempt.got
    if not (isinstance(expected, np.ndarray) and isinstance(got, np.ndarray)):
        return
    if expected.shape == got.shape and expected.ndim == 2 and min(expected.shape) >= 8:
        compare_images(expected.astype(float), got.astype(float))
