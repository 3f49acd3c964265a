"""Exercises: `check` an answer, ask for a `hint`, look at a `solution`.

Each lesson's exercises are data in a module of their own (`ch03` for notebook 3); `judge`
tries an answer on them, `mistakes` holds what is recognised, `sandbox` keeps what a learner
wrote from doing harm, `report` turns the verdict into words and pictures.
"""

from __future__ import annotations

import inspect
import logging
import textwrap
from collections import Counter
from importlib import import_module

from .judge import judge
from .model import Choice, Task
from .report import report, show_difference, wrapped

__all__ = ["check", "find_exercise", "hint", "solution"]

SHOW_SOLUTIONS = True

_hints_given: Counter[str] = Counter()
_log = logging.getLogger(__name__)  # silent, unless a teacher's run listens


def find_exercise(number: str) -> Task | Choice:
    """Return the exercise with this number, such as "3.2".

    Raises
    ------
    ValueError
        If there is none; the message lists those of the lesson.
    """
    if not isinstance(number, str):
        raise ValueError(f'`exercise` must stand in quotation marks: "{number}"')
    chapter = number.partition(".")[0]
    try:
        exercises = import_module(f"{__name__}.ch{int(chapter):02d}").EXERCISES
    except (ValueError, ModuleNotFoundError):
        raise ValueError(f'`exercise` must be a number such as "3.2", got {number!r}') from None
    for exercise in exercises:
        if exercise.number == number:
            return exercise  # type: ignore[no-any-return]
    known = ", ".join(exercise.number for exercise in exercises)
    raise ValueError(
        f"`exercise` must be one of {known} (an open exercise is not checked), got {number!r}"
    )


def check(exercise: str, answer: object) -> None:
    """Say whether `answer` solves the exercise, and if not, what it looks like.

    Parameters
    ----------
    exercise : str
        Its number, such as "3.2".
    answer : object
        The function (its name without parentheses), the value, or the letter of a concept
        question. Whatever it does, nothing is raised.

    Raises
    ------
    ValueError
        If there is no such exercise.
    """
    found = find_exercise(exercise)
    verdict = judge(found, answer)
    _log.info("%s\t%s\t%s", found.number, verdict.status, verdict.mistake)
    print(report(found, verdict))
    show_difference(verdict)


def hint(exercise: str) -> None:
    """Print the next hint of an exercise; after the last one they begin again.

    Raises
    ------
    ValueError
        If there is no such exercise.
    """
    found = find_exercise(exercise)
    given = _hints_given[exercise] % len(found.hints)
    _hints_given[exercise] += 1
    print(wrapped(f"hint {given + 1} of {len(found.hints)}", found.hints[given], margin=0))
    if given + 1 == len(found.hints):
        print(f'That was the last one; solution("{exercise}") shows an answer.')


def solution(exercise: str) -> None:
    """Print the reference solution of an exercise and a sentence why it is so.

    An edition for marked work shows none.

    Raises
    ------
    ValueError
        If there is no such exercise.
    """
    found = find_exercise(exercise)
    if not SHOW_SOLUTIONS:
        print(f"This edition shows no solutions; hint({exercise!r}) helps on.")
        return
    print(f"Exercise {found.number} · the reference solution\n")
    if isinstance(found, Choice):
        print(f"{found.answer}: {textwrap.fill(found.feedback[found.answer], 88)}")
        return
    source = textwrap.dedent(inspect.getsource(found.reference))
    print(f"{source}\n{wrapped('why', found.why, margin=0)}")
