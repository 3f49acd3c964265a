"""The contract of the exercises: references pass, stubs are not started, wrong answers fail."""

import builtins
import contextlib
import re
import sys
import time
from copy import deepcopy
from dataclasses import replace
from importlib import import_module
from itertools import product
from pathlib import Path

import nbformat
import numpy as np
import pytest

from course_utils import check, hint, solution
from course_utils.exercises.judge import judge
from course_utils.exercises.mistakes import looks_like
from course_utils.exercises.model import Case, Choice, Mistake, Task
from course_utils.exercises.report import report

ROOT = Path(__file__).parents[1]
CHAPTERS = sorted(path.stem for path in (ROOT / "course_utils/exercises").glob("ch[0-9][0-9].py"))
EXERCISES = [
    exercise
    for chapter in CHAPTERS
    for exercise in import_module(f"course_utils.exercises.{chapter}").EXERCISES
]
TASKS = [exercise for exercise in EXERCISES if isinstance(exercise, Task)]
FUNCTION_TASKS = [task for task in TASKS if not task.by_value]
CHOICES = [exercise for exercise in EXERCISES if isinstance(exercise, Choice)]
WRONG = {
    number: answers
    for chapter in CHAPTERS
    for number, answers in import_module(f"tests.wrong_answers.{chapter}").WRONG.items()
}
WORKED = {
    number: example
    for chapter in CHAPTERS
    for number, example in getattr(
        import_module(f"tests.wrong_answers.{chapter}"), "WORKED", {}
    ).items()
}
BY_NUMBER = {exercise.number: exercise for exercise in EXERCISES}


def number_of(exercise):
    return exercise.number


def stub_of(number):
    """Return the source of the exercise's stub in the reference edition of its notebook."""
    chapter = int(number.split(".")[0])
    (path,) = (ROOT / "notebooks").glob(f"{chapter:02d}_*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    for here, cell in enumerate(cells):
        if cell.source.startswith(f"### Exercise {number} ·"):
            return cells[here + 1].source
    raise AssertionError(f"{path.name} has no exercise {number}")


def run_stub(number):
    """Return what the untouched stub hands to `check`: the last name that it defines."""
    namespace = {"np": np}
    exec(stub_of(number), namespace)
    names = [name for name in namespace if not name.startswith("__") and name != "np"]
    return namespace[names[-1]]


def changed(answer, result):
    """Return an answer that gives `result(...)` of what `answer` gives."""
    return (lambda *args: result(answer(*args))) if callable(answer) else result(np.asarray(answer))


def numbers(result):
    """Return a result as real or complex floats, so that booleans and integers can be changed."""
    array = np.asarray(result)
    return array if np.iscomplexobj(array) else array.astype(float)


# Second mistakes, each applied to the result: with a table's answers they make the pairs.
SECOND_MISTAKES = {
    "rows and columns swapped": lambda r: np.swapaxes(np.asarray(r), -1, -2),
    "twice as large": lambda r: 2 * numbers(r),
    "minus": lambda r: -numbers(r),
    "one more": lambda r: numbers(r) + 1,
    "moved by one": lambda r: np.roll(np.asarray(r), 1, axis=-1),
    "back to front": lambda r: np.flip(np.asarray(r), axis=-1),
    "first row or value left out": lambda r: np.asarray(r)[1:],
    "zeros": lambda r: np.zeros_like(numbers(r)),
    "nothing": lambda r: None,
}


def matches_reference(task, answer):
    """Tell, independently of the judge, whether `answer` is right on every case after all."""
    for case in task.cases:
        args = deepcopy(case.args)
        expected = task.reference(*case.args)
        try:
            got = answer(*args) if callable(answer) else answer
            if got is None or not _equal(expected, got, task):
                return False
        except (Exception, SystemExit):
            return False
    return True


def _equal(expected, got, task):
    if isinstance(expected, tuple):
        return len(expected) == len(got) and all(
            _equal(a, b, task) for a, b in zip(expected, got, strict=True)
        )
    if isinstance(expected, str):
        return expected == got
    got, expected = np.asarray(got), np.asarray(expected)
    if got.dtype.kind not in "buif" or got.shape != expected.shape:
        return False
    if task.check_dtype and got.dtype != expected.dtype:
        return False
    scale = max(float(np.abs(expected.astype(float)).max(initial=0)), 1e-3)
    return bool(
        np.abs(got.astype(float) - expected.astype(float)).max(initial=0) <= task.tolerance * scale
    )


def is_a_dead_end(verdict):
    """A learner who is told "not yet" must be led on by a hint or by a question."""
    return not verdict.hint and not any("?" in line for line in verdict.lines)


@pytest.mark.parametrize("task", TASKS, ids=number_of)
def test_the_reference_passes(task):
    answer = task.reference() if task.by_value else task.reference
    verdict = judge(task, answer)
    assert verdict.status == "passed", report(task, verdict)


@pytest.mark.parametrize("task", TASKS, ids=number_of)
def test_the_reference_gives_what_was_worked_out_on_paper(task):
    args, expected = WORKED[task.number]
    got = task.reference(*args)
    pairs = zip(got, expected, strict=True) if isinstance(expected, tuple) else [(got, expected)]
    for result, worked in pairs:
        np.testing.assert_allclose(np.asarray(result, float), np.asarray(worked, float), atol=1e-7)


@pytest.mark.parametrize("choice", CHOICES, ids=number_of)
def test_only_the_right_letter_passes(choice):
    assert choice.answer in choice.feedback
    for letter, feedback in choice.feedback.items():
        for written in (letter, letter.upper(), f" {letter}) "):
            verdict = judge(choice, written)
            assert verdict.status == ("passed" if letter == choice.answer else "not yet")
            assert feedback in (verdict.hint, *verdict.lines)


@pytest.mark.parametrize("choice", CHOICES, ids=number_of)
@pytest.mark.parametrize("junk", [None, 3, "", "z", "ab", ["a"], print, np.array(["a"])])
def test_no_letter_is_said_to_be_none(choice, junk):
    verdict = judge(choice, junk)
    assert verdict.status == "not yet"
    assert "one of the letters" in report(choice, verdict)


@pytest.mark.parametrize("exercise", EXERCISES, ids=number_of)
def test_the_untouched_stub_is_not_started_or_a_known_bug(exercise):
    verdict = judge(exercise, run_stub(exercise.number))
    if exercise.title.startswith("Find the bug"):
        assert verdict.status == "not yet"
        assert verdict.mistake in {mistake.name for mistake in exercise.mistakes}
    else:
        assert report(exercise, verdict) == f"Exercise {exercise.number} · not started"


@pytest.mark.parametrize("exercise", EXERCISES, ids=number_of)
def test_every_exercise_has_hints_cases_and_a_reason(exercise):
    assert len(exercise.hints) >= 2
    if isinstance(exercise, Task):
        assert exercise.cases
        assert exercise.why.strip()
        names = [mistake.name for mistake in exercise.mistakes]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("task", TASKS, ids=number_of)
def test_every_mistake_of_an_exercise_is_met_by_a_wrong_answer(task):
    intended = {mistake for mistake, _ in WRONG[task.number]}
    assert {mistake.name for mistake in task.mistakes} <= intended


SINGLE = [(number, mistake, answer) for number, rows in WRONG.items() for mistake, answer in rows]


@pytest.mark.parametrize(
    ("number", "mistake", "answer"), SINGLE, ids=[f"{n} {m or 'other'}" for n, m, _ in SINGLE]
)
def test_a_wrong_answer_is_rejected_with_the_intended_hint(number, mistake, answer):
    task = BY_NUMBER[number]
    verdict = judge(task, answer)
    assert verdict.status == "not yet"
    assert verdict.mistake == mistake, report(task, verdict)
    assert not is_a_dead_end(verdict)


@pytest.mark.parametrize("task", TASKS, ids=number_of)
def test_two_mistakes_at_once_are_rejected_too(task):
    reference = task.reference() if task.by_value else task.reference
    tried = 0
    answers = [reference, *(answer for _, answer in WRONG[task.number])]
    for answer, (name, second) in product(answers, SECOND_MISTAKES.items()):
        both = _survives(answer, second)
        if both is None or matches_reference(task, both):
            continue
        verdict = judge(task, both)
        assert verdict.status == "not yet", f"{answer} and {name} passed"
        assert not is_a_dead_end(verdict)
        tried += 1
    assert tried >= len(SECOND_MISTAKES) // 2


def _survives(answer, second):
    """Return the pair, or None where the second mistake does not fit such a result."""
    if callable(answer):
        return changed(answer, second)
    try:
        return second(np.asarray(answer))
    except (ValueError, TypeError, IndexError):
        return None


def raises(*args):
    raise RuntimeError(f"lost at {object()!r}")


def changes_its_input(*args):
    for arg in args:
        if isinstance(arg, np.ndarray):
            arg[...] = 0
    return None


def prints_instead(*args):
    print("the result is 3")


def leaves(*args):
    sys.exit(3)


def asks(*args):
    return input("a number, please: ")


def recurses(*args):
    return recurses(*args)


def forgets(*args):
    total = len(args)
    total += 1


def promises(*args):
    yield args


async def postpones(*args):
    return args


class Leaves:
    def __array__(self, dtype=None, copy=None):
        raise SystemExit


class Odd:
    def __array__(self, dtype=None, copy=None):
        raise ValueError("no array")

    def __repr__(self):
        raise ValueError("no text")


JUNK = {
    "no arguments": lambda: 1,
    "too many arguments": lambda a, b, c, d, e, f, g, h: 1,
    "raises": raises,
    "changes its input": changes_its_input,
    "prints": prints_instead,
    "exits": leaves,
    "asks": asks,
    "recurses": recurses,
    "text": lambda *args: "a text",
    "object": lambda *args: object(),
    "odd": lambda *args: Odd(),
    "leaves while compared": lambda *args: Leaves(),
    "yields": promises,
    "async": postpones,
    "thirty axes": lambda *args: np.zeros((1,) * 30),
    "masked": lambda *args: np.ma.masked_array(np.ones(3), mask=True),
    "ragged": lambda *args: [[1], [2, 3]],
    "function": lambda *args: print,
    "dictionary": lambda *args: {"a": 1},
    "NaN": lambda *args: np.full(np.shape(args[0]) if args else (3,), np.nan),
    "infinity": lambda *args: np.inf,
    "complex": lambda *args: 1j,
    "empty": lambda *args: np.zeros((0, 3)),
    "many dimensions": lambda *args: np.zeros((1, 2, 1, 2, 1)),
    "a view": lambda *args: np.asarray(args[0])[..., ::-1],
    "forgets": forgets,
}


@pytest.mark.filterwarnings("ignore:coroutine 'postpones' was never awaited")
@pytest.mark.parametrize("task", FUNCTION_TASKS, ids=number_of)
@pytest.mark.parametrize("junk", JUNK)
def test_junk_gets_a_sentence_and_never_a_traceback(task, junk, capsys):
    if matches_reference(task, JUNK[junk]):
        pytest.skip("this happens to be right here")
    capsys.readouterr()
    check(task.number, JUNK[junk])
    printed = capsys.readouterr()
    assert printed.out.startswith(f"Exercise {task.number} · not yet\n")
    assert "Traceback" not in printed.out
    assert not re.search(r"0x[0-9a-f]{6}", printed.out)
    assert printed.err == ""


@pytest.mark.parametrize("task", TASKS, ids=number_of)
@pytest.mark.parametrize("junk", [None, "text", object(), Odd(), {"a": 1}, [[1], [2, 3]], 7e9])
def test_an_answer_of_the_wrong_kind_gets_a_sentence(task, junk, capsys):
    check(task.number, junk)
    assert capsys.readouterr().out.startswith(f"Exercise {task.number} · not yet\n")


# The machinery, on an exercise of its own.

DOUBLE = Task(
    "0.1",
    "Double",
    lambda values: 2 * values,
    "twice is twice.",
    cases=(
        Case("three numbers", (np.array([1.0, 2.0, 3.0]),)),
        Case("a 9×9 picture", (np.arange(81.0).reshape(9, 9),)),
    ),
    hints=("what is twice one?", "multiply by 2."),
    mistakes=(
        Mistake("squared", lambda a: np.allclose(a.got, a.args[0] ** 2), "twice is not squared."),
    ),
)


def explain(answer, task=DOUBLE):
    verdict = judge(task, answer)
    assert verdict.status == "not yet"
    return report(task, verdict)


def test_numbers_that_differ_are_written_differently():
    explained = explain(lambda values: 2 * values + 0.00001)
    assert "at [0] expected 2, got 2.00001; 3 of 3 values differ" in explained


def in_one_line(text):
    return " ".join(text.split())


def test_a_recognised_mistake_brings_its_hint_and_the_place():
    assert explain(lambda values: values**2) == (
        "Exercise 0.1 · not yet\n"
        "  case 1 of 2: three numbers\n"
        "  at [0] expected 2, got 1; 2 of 3 values differ\n"
        "  hint: twice is not squared."
    )


def test_a_missing_return_is_named():
    assert "is a `return` missing?" in explain(forgets)
    assert "Printing a result is not returning it" in explain(prints_instead)


def test_an_error_is_shown_with_its_input():
    text = explain(lambda values: values[7])
    assert "IndexError" in text
    assert "it was called with the float64 array [1., 2., 3.]" in text


def test_a_warning_is_shown_without_the_place_it_came_from():
    text = explain(lambda values: values / np.zeros(3))
    assert "Python warned: RuntimeWarning: divide by zero encountered in divide" in text
    assert ".py" not in text


def test_a_right_result_that_changes_its_input_is_rejected():
    def in_place(values):
        values *= 2
        return values

    assert "the input was changed" in explain(in_place)
    assert "hint: whoever called the function still needs it" in explain(in_place)
    eager = Mistake("eager", lambda attempt: True, "no.")
    own = Mistake("input changed", lambda attempt: attempt.changed_input, "which line wrote?")
    verdict = judge(replace(DOUBLE, mistakes=(eager, own)), in_place)
    assert (verdict.mistake, verdict.hint) == ("input changed", "which line wrote?")
    assert "the input was changed" in verdict.lines[1]


def test_an_endless_loop_is_stopped(monkeypatch):
    monkeypatch.setattr("course_utils.exercises.sandbox.TIME_LIMIT", 0.3)

    def endless(values):
        while True:
            with contextlib.suppress(Exception):
                values = values + 1

    assert "is there a loop that never ends?" in explain(endless)


def test_a_flood_of_output_is_stopped():
    def flood(values):
        while True:
            print(values)

    assert "is a print inside a loop?" in in_one_line(explain(flood))


def test_leaving_python_and_asking_are_refused():
    assert "tried to leave Python" in explain(leaves)
    assert "asked for keyboard input" in explain(asks)


def test_calling_the_function_too_early_is_explained():
    assert "without parentheses" in explain(np.ones(3))


def test_a_view_is_rejected_where_a_copy_is_asked_for():
    crop = Task(
        "0.2",
        "Crop",
        lambda image: image[:2].copy(),
        "a copy.",
        cases=(Case("a ramp", (np.arange(9.0).reshape(3, 3),)),),
        hints=("a", "b"),
        check_copy=True,
    )
    assert judge(crop, crop.reference).status == "passed"
    assert "shares its memory" in explain(lambda image: image[:2], crop)


def test_the_dtype_is_compared_where_it_matters():
    to_bytes = Task(
        "0.3",
        "Bytes",
        lambda image: image.astype(np.uint8),
        "bytes.",
        cases=(Case("a ramp", (np.arange(4.0),)),),
        hints=("a", "b"),
        check_dtype=True,
    )
    assert "expected dtype uint8, got float64" in explain(lambda image: image, to_bytes)


def test_dots_as_an_index_are_no_blank():
    def filled(values):
        result = np.empty_like(values)
        result[...] = 2 * values
        return result

    assert judge(DOUBLE, filled).status == "passed"


def test_what_is_right_by_chance_is_not_taken_for_a_mistake():
    mistake = Mistake("added", looks_like(lambda values: values + values), "no.")
    task = replace(DOUBLE, mistakes=(mistake,))
    assert judge(task, lambda values: 2 * values + 1j).mistake == "wrong type"


def test_nothing_is_left_behind_after_a_time_out(monkeypatch):
    monkeypatch.setattr("course_utils.exercises.sandbox.TIME_LIMIT", 0.02)
    before, printed_to = builtins.input, sys.stdout

    def endless(values):
        while True:
            values = values + 1

    for _ in range(20):
        assert judge(DOUBLE, endless).mistake == "stopped"
    time.sleep(0.3)  # a watchdog that was not stopped would bark here
    assert builtins.input is before
    assert sys.stdout is printed_to


def test_blanks_are_counted():
    faded = Task(
        "0.4",
        "Faded",
        lambda a: 2 * a + 1,
        "so it is.",
        cases=(Case("three", (3.0,)),),
        hints=("a", "b"),
        blanks=2,
    )

    def untouched(a):
        doubled = ...  # noqa: F841
        return ...

    def half(a):
        doubled = 2 * a  # noqa: F841
        return ...

    def done(a):
        doubled = 2 * a
        return doubled + 1

    assert judge(faded, untouched).status == "not started"
    assert "one `...` is still to be filled in" in explain(half, faded)
    assert judge(faded, done).status == "passed"


def test_several_results_are_compared_one_by_one():
    pair = Task(
        "0.5",
        "Pair",
        lambda image: (image + 1, image.sum()),
        "two.",
        cases=(Case("a ramp", (np.arange(4.0),)),),
        hints=("a", "b"),
    )
    assert judge(pair, lambda image: (image + 1, image.sum())).status == "passed"
    assert judge(pair, lambda image: (image + 1, image.sum() + 1)).status == "not yet"
    assert judge(pair, lambda image: image + 1).status == "not yet"
    assert judge(pair, lambda image: (image.sum(), image + 1)).status == "not yet"


def test_a_different_picture_is_drawn(capsys):
    from course_utils.exercises.report import show_difference

    verdict = judge(DOUBLE, lambda values: 2 * values if values.ndim == 1 else values * 3)
    show_difference(verdict)
    assert "expected result" in capsys.readouterr().out


def test_hints_come_one_after_the_other(capsys):
    for _ in range(4):
        hint("3.3")
    printed = capsys.readouterr().out
    places = [printed.index(f"hint {n} of 3: ") for n in (1, 2, 3)]
    assert places == sorted(places)
    last, again = printed.split('That was the last one; solution("3.3") shows an answer.')
    assert "hint 3 of 3" in last
    assert again.startswith("\nhint 1 of 3: ")


def test_the_solution_is_labelled(capsys):
    solution("3.3")
    printed = capsys.readouterr().out
    assert printed.startswith("Exercise 3.3 · the reference solution\n")
    assert "def box_blur(image, size):" in printed
    assert "why: " in printed


def test_a_number_without_quotation_marks_is_explained():
    with pytest.raises(ValueError, match=r'must stand in quotation marks: "3\.2"'):
        hint(3.2)


@pytest.mark.parametrize("number", ["3.99", "99.1", "three", ""])
def test_an_unknown_exercise_is_named(number):
    with pytest.raises(ValueError, match="`exercise` must be"):
        check(number, 1)
