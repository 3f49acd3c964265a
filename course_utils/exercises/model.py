"""What an exercise is: data, not code that prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Case:
    """One input that the answer is tried on, described in words a learner understands."""

    description: str
    args: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Attempt:
    """What happened when the answer met one case.

    `expected` and `got` are arrays where the results are numeric, and `args` are the
    untouched inputs of the case.
    """

    case: Case
    expected: Any
    got: Any = None
    error: BaseException | None = None
    printed: str = ""
    warned: tuple[str, ...] = ()
    changed_input: bool = False
    shares_memory: bool = False
    is_list: bool = False

    @property
    def args(self) -> tuple[Any, ...]:
        return self.case.args


@dataclass(frozen=True)
class Mistake:
    """A recognisable mistake: `seen(attempt)` tells whether it looks like this one."""

    name: str
    seen: Callable[[Attempt], bool]
    hint: str


@dataclass(frozen=True)
class Task:
    """An exercise answered by a function, or by a value where `by_value` is set.

    Parameters
    ----------
    number, title : str
        As in the heading, "3.2" and "Blur with a box".
    reference : callable
        A right answer; a function without arguments where `by_value` is set.
    why : str
        The sentence that `solution` prints under the reference.
    cases : tuple of Case
        Small ones first.
    hints : tuple of str
        At least two, each saying a little more.
    mistakes : tuple of Mistake, optional
        Those of this exercise; they are asked before the common ones.
    blanks : int, default 0
        How many `...` stand for a value in the untouched stub.
    tolerance : float, default 1e-6
        Largest accepted difference, relative to the largest expected value.
    check_dtype, check_copy : bool, default False
        Whether the result's dtype must be the reference's, and whether it must not share
        memory with the input.
    by_value : bool, default False
        Whether the answer is the value itself.
    """

    number: str
    title: str
    reference: Callable[..., Any]
    why: str
    cases: tuple[Case, ...]
    hints: tuple[str, ...]
    mistakes: tuple[Mistake, ...] = ()
    blanks: int = 0
    tolerance: float = 1e-6
    check_dtype: bool = False
    check_copy: bool = False
    by_value: bool = False


@dataclass(frozen=True)
class Choice:
    """A concept question: one letter is right, and each letter has its feedback."""

    number: str
    title: str
    answer: str
    feedback: Mapping[str, str]
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """The judgement on an answer.

    `status` is "passed", "not yet" or "not started"; `mistake` names what was recognised;
    `lines` are the details for the learner; `attempt` is the first that failed, if any.
    """

    status: str
    lines: tuple[str, ...] = ()
    hint: str = ""
    mistake: str = ""
    attempt: Attempt | None = field(default=None, repr=False)
