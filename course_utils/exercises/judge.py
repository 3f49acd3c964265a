"""Judge an answer: try it on the cases, and recognise what went wrong on the first that fails."""

from __future__ import annotations

import copy
import traceback
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from .compare import (
    as_array,
    difference,
    equal_inputs,
    is_list_for_array,
    problem_of_kind,
    shares_memory,
)
from .mistakes import COMMON
from .model import Attempt, Case, Choice, Mistake, Task, Verdict
from .sandbox import Stopped, run
from .stubs import blanks_left, has_empty_body
from .words import describe_call, describe_error, describe_value, short

NOT_STARTED = Verdict("not started")

_ERROR_HINTS: dict[type[BaseException], str] = {
    IndexError: "an index reached beyond the end of an array. Which is the last one allowed, "
    "and which comes first, the row or the column?",
    RecursionError: "the function calls itself and never comes to an end. Is it meant to?",
    NameError: "a name is used that nothing was assigned to. Is it spelt as in the signature? "
    "Has the cell with the imports been run?",
    UnboundLocalError: "a name is used before it has a value. Which line should give it one?",
    ZeroDivisionError: "something is divided by zero. On which input can that happen?",
    AttributeError: "that name is not to be found there. Is it spelt right, and in which module "
    "does it live?",
    TypeError: "something is of a kind that this line cannot use. Are round brackets missing after "
    "a function's name, or too many? (And `/` always gives a float, `//` a whole number.)",
    ValueError: "two shapes, or a value, do not fit here. What are the shapes just before this "
    "line?",
    np.linalg.LinAlgError: "two shapes do not fit here. What are those of the matrix and "
    "of the right side, just before this line?",
    ModuleNotFoundError: "that package is not part of the course. Which of the imported ones "
    "can do this?",
}


def judge(exercise: Task | Choice, answer: object) -> Verdict:
    """Return the verdict on `answer`; whatever a learner wrote, nothing is raised."""
    try:
        if isinstance(exercise, Choice):
            return _judge_choice(exercise, answer)
        return _judge_task(exercise, answer)
    except (Exception, SystemExit) as error:
        return Verdict(
            "not yet",
            (f"the answer could not be compared: {describe_error(error)}",),
            "what does the function return, and what does the exercise ask for?",
            "not comparable",
        )


def _judge_choice(exercise: Choice, answer: object) -> Verdict:
    if answer is ...:
        return NOT_STARTED
    letters = ", ".join(f'"{letter}"' for letter in exercise.feedback)
    if not isinstance(answer, str):
        return Verdict(
            "not yet",
            (f"expected one of the letters {letters}, got {describe_value(answer)}",),
            "write the letter in quotation marks.",
            "no letter",
        )
    letter = answer.strip().strip("().").lower()
    if letter not in exercise.feedback:
        return Verdict(
            "not yet",
            (f"expected one of the letters {letters}, got {short(repr(answer))}",),
            "which of the statements above is it?",
            "no such letter",
        )
    if letter == exercise.answer:
        return Verdict("passed", (exercise.feedback[letter],))
    return Verdict(
        "not yet", (f"you chose {letter}",), exercise.feedback[letter], f"chose {letter}"
    )


def _judge_task(task: Task, answer: Any) -> Verdict:
    if task.by_value:
        if answer is ...:
            return NOT_STARTED
        value = answer
        answer = lambda: value  # noqa: E731
    elif not callable(answer):
        if answer is ...:
            return NOT_STARTED
        return Verdict(
            "not yet",
            (f"expected the function itself, got {describe_value(answer)}",),
            "give `check` the function's name without parentheses behind it.",
            "not a function",
        )
    else:
        blanks = blanks_left(answer)
        if has_empty_body(answer) or 0 < task.blanks <= blanks:
            return NOT_STARTED
        if blanks:
            left = "one `...` is" if blanks == 1 else f"{blanks} `...` are"
            return Verdict(
                "not yet", (f"{left} still to be filled in",), task.hints[0], "unfinished"
            )
    for number, case in enumerate(task.cases, start=1):
        verdict = _judge_case(task, answer, case)
        if verdict is not None:
            if task.by_value:
                return verdict
            where = f"case {number} of {len(task.cases)}: {case.description}"
            return replace(verdict, lines=(where, *verdict.lines))
    return Verdict("passed")


def _judge_case(task: Task, answer: Callable[..., Any], case: Case) -> Verdict | None:
    """Return what is wrong on this case, or None where it is right."""
    expected = task.reference(*copy.deepcopy(case.args))
    args = copy.deepcopy(case.args)
    outcome = run(answer, args)
    attempt = Attempt(
        case,
        expected,
        error=outcome.error,
        printed=outcome.printed,
        warned=outcome.warned,
        changed_input=not equal_inputs(args, case.args),
    )
    if outcome.error is not None:
        return _verdict_on_error(task, attempt)
    if outcome.value is None:
        return _verdict_on_none(task, attempt)
    problem = problem_of_kind(task, expected, outcome.value)
    if problem:
        return _verdict_on_kind(task, replace(attempt, got=outcome.value), problem)
    attempt = replace(
        attempt,
        expected=as_array(expected),
        got=as_array(outcome.value),
        shares_memory=shares_memory(outcome.value, args),
        is_list=not task.by_value and is_list_for_array(expected, outcome.value),
    )
    return _verdict_on_values(task, attempt)


def _verdict_on_error(task: Task, attempt: Attempt) -> Verdict:
    error = attempt.error
    if isinstance(error, Stopped):
        return Verdict("not yet", (f"the function {error}",), "", "stopped", attempt)
    if isinstance(error, KeyboardInterrupt):
        return Verdict("not yet", ("the check was interrupted",), "", "stopped", attempt)
    assert error is not None
    lines = (
        f"the function stopped with {describe_error(error)}",
        *_failing_line(error),
        f"it was called with {describe_call(attempt.args)}",
        *_printed(attempt),
    )
    if isinstance(error, TypeError) and "positional argument" in str(error):
        hint = "does the first line still read as in the task? `check` calls the function so."
    else:
        hint = _ERROR_HINTS.get(type(error), "which name or argument does the message complain of?")
    unrecognised = Verdict("not yet", lines, hint, type(error).__name__, attempt)
    return _recognised(task.mistakes, unrecognised)


def _verdict_on_kind(task: Task, attempt: Attempt, problem: str) -> Verdict:
    lines = (problem, *_printed(attempt))
    unrecognised = Verdict("not yet", lines, task.hints[0], "wrong type", attempt)
    return _recognised(task.mistakes, unrecognised)


def _verdict_on_none(task: Task, attempt: Attempt) -> Verdict:
    if task.by_value:
        hint = "which value should stand in the place of the `...`?"
    elif attempt.printed:
        hint = "is a `return` missing? Printing a result is not returning it."
    else:
        hint = "is a `return` missing?"
    lines = ("the answer is None", *_printed(attempt))
    return Verdict("not yet", lines, hint, "no return", attempt)


def _verdict_on_values(task: Task, attempt: Attempt) -> Verdict | None:
    differs = difference(task, attempt)
    if differs is None:
        return _verdict_on_manners(task, attempt)
    lines = (differs, *_printed(attempt))
    verdict = Verdict("not yet", lines, task.hints[0], "", attempt)
    verdict = _recognised((*task.mistakes, *COMMON), verdict)
    if attempt.changed_input and not verdict.mistake:
        return replace(verdict, lines=(*lines, "the input was changed on the way"))
    return verdict


def _verdict_on_manners(task: Task, attempt: Attempt) -> Verdict | None:
    """A right result may still have been got in a way that harms the caller.

    An exercise whose mistakes have an "input changed" of their own gives its hint; the others
    are not asked, for they look for wrong values.
    """
    if attempt.is_list:
        return Verdict(
            "not yet",
            ("the numbers are right, but they come as a list, not as an array",),
            "the next step will want to calculate with all of them at once. What turns a list "
            "into an array?",
            "list",
            attempt,
        )
    if attempt.changed_input:
        verdict = Verdict(
            "not yet",
            ("the result is right, but the input was changed on the way",),
            "whoever called the function still needs it. Work on a copy: `.copy()`.",
            "input changed",
            attempt,
        )
        own = tuple(mistake for mistake in task.mistakes if mistake.name == verdict.mistake)
        return _recognised(own, verdict)
    if task.check_copy and attempt.shares_memory:
        return Verdict(
            "not yet",
            ("the values are right, but the result shares its memory with the input",),
            "whoever draws into the result also draws into the original. What makes a slice "
            "independent?",
            "view",
            attempt,
        )
    return None


def _recognised(mistakes: tuple[Mistake, ...], verdict: Verdict) -> Verdict:
    """Return the verdict with the hint of the first mistake that is seen, if one is."""
    assert verdict.attempt is not None
    for mistake in mistakes:
        try:
            with warnings.catch_warnings(action="ignore"):
                seen = mistake.seen(verdict.attempt)
            if seen:
                return replace(verdict, hint=mistake.hint, mistake=mistake.name)
        except Exception:  # a predicate that does not fit this answer has not recognised it
            continue
    return verdict


def _failing_line(error: BaseException) -> tuple[str, ...]:
    """Quote the line of the learner's cell in which the error arose."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "ipykernel" in frame.filename or "<" in frame.filename]
    if not own or not own[-1].line:
        return ()
    return (f"in the line: {short(own[-1].line)}",)


def _printed(attempt: Attempt) -> tuple[str, ...]:
    lines = [f"printed: {line}" for line in attempt.printed.strip().splitlines()]
    lines += [f"Python warned: {warning}" for warning in attempt.warned]
    shown = tuple(short(line) for line in lines[:5])
    more = len(lines) - len(shown)
    return (*shown, f"… and {more} more lines") if more > 0 else shown
