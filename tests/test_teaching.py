"""The teacher's pages keep to the course: sections, minutes, exercises, mistakes, plans, links."""

import io
import math
import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise

import nbformat
import pytest

from course_utils.exercises.model import Choice

from . import contract
from .contract import ANY_EXERCISE, SECTION, TIMES, text_of
from .test_house import ROOT, read, unknown_commands

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = sorted(path.name for path in (ROOT / "teaching").glob("*.md"))
EXAMPLE = ROOT / "teaching" / "capstone_example.ipynb"
PAGE_HEADINGS = [
    "Minutes",
    "What to skip",
    "On the board",
    "Questions that learners ask",
    "Common mistakes",
    "Exit tickets",
]
LESSONS = (45, 90)
WIDEST_SKETCH = 62
EXERCISES_NAMED = re.compile(
    r"\b[Ee]xercises? (\d+\.\d+(?:(?:, | and |, and | or | to )\d+\.\d+)*)"
)
SECTIONS_NAMED = re.compile(
    r"(?<!\d, )\b[Ss]ections? (\d+(?:(?:, | and |, and | or | to )\d+)*)\b(?! of notebook)"
)
ANSWER = re.compile(r"<details><summary>Answer</summary>\n\n(.+?)\n\n</details>", re.DOTALL)


@dataclass
class Lesson:
    """What a page may name of its notebook."""

    number: int
    title: str
    core: list[str]
    further: list[str]
    exercises: set[str]
    mistakes: dict[str, set[str]]


@cache
def text_of_notebook(path):
    return text_of(nbformat.read(path, as_version=4))


def lesson(path):
    text = text_of_notebook(path)
    number, title = re.match(r"# (\d+) · (.+)", text).groups()
    sections = [
        (match[2], f"{match[1]} · {match[2] or ''}{match[3]}") for match in SECTION.finditer(text)
    ]
    chapter = f"ch{int(number):02d}"
    checked = import_module(f"course_utils.exercises.{chapter}").EXERCISES
    wrong = import_module(f"tests.wrong_answers.{chapter}").WRONG
    return Lesson(
        int(number),
        title,
        [name for further, name in sections if not further],
        [name for further, name in sections if further],
        set(ANY_EXERCISE.findall(text)),
        {exercise.number: recognised(exercise, wrong) for exercise in checked},
    )


def recognised(exercise, wrong):
    """What `check` is known to call a wrong answer, by the table of wrong answers."""
    if isinstance(exercise, Choice):
        return {f"chose {letter}" for letter in exercise.feedback if letter != exercise.answer}
    return {name for name, _ in wrong[exercise.number]} - {""}


def parts(page):
    """The text under each heading of the second level."""
    pieces = re.split(r"^## (.+)$", page, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def rows(text):
    """The cells of each row of a table, without its head, plain."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [re.split(r"(?<!\\)\|", line.strip("| ")) for line in lines]
    return [[re.sub(r"[*`]", "", cell).strip() for cell in row] for row in cells[2:]]


def numbers_in(pattern, text):
    return [one for found in pattern.findall(text) for one in re.findall(r"\d+(?:\.\d+)?", found)]


def page_faults(page, lesson):
    """Return what is wrong with a teacher's page, as sentences."""
    title = f"# Teaching {lesson.number} · {lesson.title}\n\n"
    found = parts(page)
    if not page.startswith(title):
        return [f"the page must begin with {title!r}"]
    if list(found) != PAGE_HEADINGS:
        return [f"the headings must be {PAGE_HEADINGS}, they are {list(found)}"]
    return [
        *minutes_faults(found["Minutes"], lesson),
        *board_faults(found["On the board"]),
        *question_faults(found["Questions that learners ask"]),
        *mistake_faults(found["Common mistakes"], lesson),
        *ticket_faults(found["Exit tickets"]),
        *name_faults(page, lesson),
    ]


def minutes_faults(text, lesson):
    *table, last = rows(text)
    names = [row[0] for row in table]
    allowed = [*lesson.core, *lesson.further]
    sections = [name for name in names if name in allowed]
    unknown = [
        name
        for name in names
        if name not in allowed
        and name.lower() != "exit ticket"
        and not (name.startswith("Exercise ") and name[9:] in lesson.exercises)
    ]
    if unknown:
        yield f"no section or exercise of the notebook: {unknown}"
    if missing := [name for name in lesson.core if name not in names]:
        yield f"the table of minutes leaves out {missing}"
    if sections != sorted(sections, key=allowed.index) or len(set(names)) != len(names):
        yield "the sections are not in the order of the notebook, or one stands there twice"
    if "exit ticket" not in [name.lower() for name in names]:
        yield "the table of minutes leaves no time for the exit ticket"
    for column, length in enumerate(LESSONS, start=1):
        values = [row[column] for row in table]
        if wrong := [value for value in values if not re.fullmatch(r"–|[1-9]\d*", value)]:
            yield f"neither minutes nor –: {wrong}"
        total = sum(int(value) for value in values if value.isdigit())
        if total != length or last[0] != "in all" or last[column] != str(length):
            yield f"the lesson of {length} minutes adds up to {total}, the last row says {last}"


def board_faults(text):
    sketches = re.findall(r"^```text\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    if len(sketches) != 1:
        yield f"there must be one sketch in a text block, there are {len(sketches)}"
    for line in "".join(sketches).splitlines():
        if len(line) > WIDEST_SKETCH:
            yield f"a line of the sketch has {len(line)} characters: {line!r}"
    if len(re.sub(r"```.*?```", "", text, flags=re.DOTALL).split()) < 30:
        yield "how to draw the sketch is not said"


def question_faults(text):
    answers = re.split(r"^\*\*[^*]+\?\*\*", text, flags=re.MULTILINE)[1:]
    if not 5 <= len(answers) <= 7:
        yield f"there must be five to seven questions in bold, there are {len(answers)}"
    if any(len(answer.split()) < 15 for answer in answers):
        yield "a question has no answer, or hardly one"


def mistake_faults(text, lesson):
    table = rows(text)
    if len(table) < 5:
        yield f"there must be five common mistakes or more, there are {len(table)}"
    for row in table:
        if len(row) != 4 or not all(row):
            yield f"a row must have exercise, what is written, what is said, what helps: {row}"
            continue
        exercise, _, said, _ = row
        if exercise not in lesson.mistakes:
            yield f"{exercise} is no checked exercise of the notebook"
        elif said not in lesson.mistakes[exercise]:
            yield f"the check of exercise {exercise} never says {said!r}"


def ticket_faults(text):
    tickets, rest = ANSWER.findall(text), ANSWER.split(text)[::2]
    if len(tickets) != 3 or text.count("<details>") != 3 or text.count("</details>") != 3:
        yield f"there must be three exit tickets with a folded answer, there are {len(tickets)}"
    if any(len(question.split()) < 8 for question in rest[:-1]) or rest[-1].strip():
        yield "each folded answer must follow its question"


def name_faults(page, lesson):
    own = {
        name for name in numbers_in(EXERCISES_NAMED, page) if name.startswith(f"{lesson.number}.")
    }
    if unknown := own - lesson.exercises:
        yield f"no exercise of the notebook: {sorted(unknown)}"
    n_sections = len(lesson.core) + len(lesson.further)
    if unknown := [name for name in numbers_in(SECTIONS_NAMED, page) if int(name) > n_sections]:
        yield f"the notebook has {n_sections} sections, none is {unknown}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_page_of_a_notebook_keeps_to_it(path):
    assert page_faults(read(f"teaching/{path.stem}.md"), lesson(path)) == []


SAMPLE = Lesson(
    3,
    "Blur",
    ["1 · A step", "2 · A bell"],
    ["3 · Further: a hill"],
    {"3.1", "3.2"},
    {"3.1": {"sign"}, "3.2": {"chose b"}},
)
GOOD = """# Teaching 3 · Blur

What a learner takes home.

## Minutes

| section | 45 min lesson | 90 min lesson |
|---|---|---|
| 1 · A step | 40 | 45 |
| Exercise 3.1 | – | 20 |
| 2 · A bell | – | 20 |
| Exit ticket | 5 | 5 |
| **in all** | **45** | **90** |

## What to skip

Section 3, and Exercises 3.1 and 3.2; never section 2 of notebook 7.

## On the board

```text
 picture ──▶ weighted neighbours
```

{how}

## Questions that learners ask

{questions}

## Common mistakes

| exercise | what is written | what the check says | what helps |
|---|---|---|---|
{mistakes}

## Exit tickets

{tickets}
""".format(
    how="First the picture, then the arrow. " * 6,
    questions="\n\n".join(f"**Why {n}?** {'Because it is so. ' * 5}" for n in range(5)),
    mistakes="\n".join(["| 3.1 | `a - b` | `sign` | which? |"] * 4 + ["| 3.2 | b | chose b | – |"]),
    tickets="\n\n".join(
        f"**{n}.** What becomes of a step that is blurred {n} times?\n\n"
        "<details><summary>Answer</summary>\n\nA slope.\n\n</details>"
        for n in range(3)
    ),
)


def test_a_good_page_has_no_fault():
    assert page_faults(GOOD, SAMPLE) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("# Teaching 3 · Blur", "# Teaching 3 · Blurs", "must begin"),
        ("## What to skip", "## What to leave out", "the headings"),
        ("| 1 · A step |", "| 1 · A stop |", "no section or exercise"),
        ("| Exercise 3.1 |", "| Exercise 3.3 |", "no section or exercise"),
        ("| 2 · A bell | – | 20 |\n", "", "leaves out"),
        ("| 2 · A bell | – | 20 |\n", "| 2 · A bell | – | 20 |\n" * 2, "twice"),
        ("| Exercise 3.1 | – | 20 |", "| 3 · Further: a hill | – | 20 |", "order of the notebook"),
        ("| Exit ticket |", "| Exercise 3.2 |", "no time for the exit ticket"),
        ("| 40 | 45 |", "| 41 | 45 |", "adds up to 46"),
        ("| – | 20 |", "| – | 2x |", "neither minutes"),
        ("**90**", "**95**", "the last row says"),
        ("```text", "```", "one sketch"),
        ("──▶", "─" * 50 + "▶", "a line of the sketch"),
        ("First the picture, then the arrow. ", "", "how to draw"),
        ("**Why 4?**", "Why 4?", "five to seven"),
        ("Because it is so. ", "", "hardly one"),
        ("| 3.2 | b | chose b | – |", "", "five common mistakes"),
        ("| chose b |", "| chose a |", "never says"),
        ("| `a - b` | `sign` |", "| `a - b` | `sine` |", "never says"),
        ("| 3.2 | b |", "| 3.9 | b |", "no checked exercise"),
        ("| which? |", "| |", "a row must have"),
        ("<summary>Answer</summary>\n\n", "<summary>Answer</summary>\n", "exit tickets"),
        ("**1.** What becomes of a step that is blurred 1 times?", "", "follow its question"),
        ("Exercises 3.1 and 3.2", "Exercises 3.1 and 3.4", "no exercise of the notebook"),
        ("Section 3, and", "Section 4, and", "3 sections, none is"),
    ],
)
def test_a_fault_of_a_page_is_seen(old, new, fault):
    assert old in GOOD
    assert [found for found in page_faults(GOOD.replace(old, new), SAMPLE) if fault in found]


def needs():
    """The notebooks that each notebook says it needs."""
    found = {}
    for path in NOTEBOOKS:
        text = text_of_notebook(path)
        said = text[text.index("## You need") : text.index("Three questions")]
        found[int(path.stem[:2])] = {int(n) for n in re.findall(r"[Nn]otebook (\d+)", said)}
    return found


def core_minutes():
    """The minutes of the core path of each notebook, as its table of times says."""
    found = {}
    for path in NOTEBOOKS:
        times = dict(TIMES.findall(text_of_notebook(path)))
        found[int(path.stem[:2])] = int(times["core: reading"]) + int(times["core: exercises"])
    return found


def taught(cell):
    """The notebook whose page a cell of a plan names, if it names one."""
    link = re.match(r"\[(\d+) · .+\]\((\d\d)_\w+\.md\)$", cell)
    return int(link[1]) if link and int(link[1]) == int(link[2]) else None


def minutes(cell):
    return 0 if cell == "–" else int(cell)


def needs_faults(plans, needs):
    table = {int(row[0]): {int(n) for n in re.findall(r"\d+", row[1])} for row in rows(plans)}
    for number in needs:
        if table.get(number) != needs[number]:
            yield f"notebook {number} needs {needs[number]}, the plan says {table.get(number)}"


def term_faults(text, needs, core):
    *weeks, total = rows(text)
    if [row[0] for row in weeks] != [str(week) for week in range(1, 15)]:
        yield "there must be the weeks 1 to 14"
    columns = [[minutes(row[column]) for row in weeks] for column in (2, 3, 4)]
    if [sum(column) for column in columns] != [int(cell) for cell in total[2:]]:
        yield f"the columns add up to {[sum(column) for column in columns]}, not to {total[2:]}"
    done = set()
    for week, what, *times in weeks:
        in_class, at_home, capstone = map(minutes, times)
        if in_class != 90 or at_home + capstone > 150:
            yield f"week {week} takes {in_class} minutes in class and {at_home + capstone} at home"
        if number := taught(what):
            if not needs[number] <= done:
                yield f"notebook {number} comes before {needs[number] - done}"
            if in_class - 5 + at_home < core[number]:
                yield f"notebook {number} has {in_class - 5 + at_home} minutes of {core[number]}"
            done.add(number)
    if done != set(needs):
        yield f"the term leaves out {set(needs) - done}"


def days_faults(text, needs):
    first, second, left = (rows(part) for part in re.split(r"^### ", text, flags=re.M)[1:])
    instead = {int(row[0]): row[2] for row in left}
    done = set()
    for *day, total in (first, second):
        times = [row[0].split(":") for row in (*day, total)]
        starts = [60 * int(hour) + int(minute) for hour, minute in times]
        lengths = [int(row[2]) for row in day]
        if [later - earlier for earlier, later in pairwise(starts)] != lengths:
            yield f"the times of a day do not follow from its minutes: {lengths}"
        if sum(lengths) != int(total[2]) or not 360 <= sum(lengths) <= 420:
            yield f"a day of {sum(lengths)} minutes, said to have {total[2]}"
        for _, what, length in day:
            if number := taught(what):
                done.add(number)
                if int(length) not in LESSONS:
                    yield f"no page has a lesson of {length} minutes"
                for missing in needs[number] - done:
                    if missing not in instead or f"otebook {number}" not in named(instead[missing]):
                        yield f"notebook {number} needs {missing}, and nothing bridges that"
    if done & set(instead) or done | set(instead) != set(needs):
        yield f"taught are {done}, left out {set(instead)}"


def named(text):
    """A text in which `notebooks 4 and 5` names each of them."""
    return re.sub(r"otebooks (\d+) and (\d+)", r"otebook \1 and notebook \2", text)


def plan_faults(page):
    found = parts(page)
    yield from needs_faults(found["What needs what"], needs())
    yield from term_faults(found["One term"], needs(), core_minutes())
    yield from days_faults(found["Two days"], needs())


def test_the_plans_add_up():
    assert list(plan_faults(read("teaching/plans.md"))) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("| 5 | 2, 3, 4 |", "| 5 | 2, 3 |", "notebook 5 needs"),
        ("| 14 | Pres", "| 15 | Pres", "the weeks 1 to 14"),
        ("(02_resizing.md) | 90 | 40 |", "(02_resizing.md) | 90 | 50 |", "add up to"),
        ("(02_resizing.md) | 90 | 40 |", "(02_resizing.md) | 85 | 40 |", "takes 85 minutes"),
        ("| 90 | 40 | 100 |", "| 90 | 40 | 120 |", "160 at home"),
        ("| 90 | 50 | 30 |", "| 90 | 40 | 30 |", "125 minutes of 134"),
        ("[2 · Resizing](02_resizing.md)", "Resizing", "comes before {2}"),
        ("[12 · Sound](12_sound.md)", "Sound", "leaves out {12}"),
        ("| 11:45 | lunch | 60 |", "| 11:45 | lunch | 45 |", "do not follow"),
        ("| **390** |", "| **400** |", "said to have 400"),
        ("| 9:15 | [1 · ", "| 9:15 | break", "taught are"),
        ("Notebooks 4 and 5 lean", "Notebook 4 leans", "notebook 5 needs 2"),
        ("learning](11_transfer_learning.md) | 90", "learning](10_x.md) | 90", "out {11}"),
    ],
)
def test_a_fault_of_the_plans_is_seen(old, new, fault):
    page = read("teaching/plans.md")
    assert old in page
    assert [found for found in plan_faults(page.replace(old, new)) if fault in found]


def outcome(code):
    """What a piece of code prints, up to its end or its error."""
    printed = io.StringIO()
    try:
        with redirect_stdout(printed):
            exec(code, {})
    except Exception as error:
        return printed.getvalue() + f"{type(error).__name__}: {error}\n"
    return printed.getvalue()


def self_test_faults(page):
    """Return what is wrong with the self-test: each answer must be what Python says."""
    pieces = re.split(r"^\*\*(\d+)\.\*\* ", parts(page)["Self-test"], flags=re.M)
    numbers, questions = pieces[1::2], pieces[2::2]
    if [int(n) for n in numbers] != list(range(1, len(numbers) + 1)) or not 12 <= len(
        numbers
    ) <= 15:
        yield f"the questions are numbered {numbers}"
    for number, text in zip(numbers, questions, strict=True):
        asked, *answers = ANSWER.split(text)[:2]
        if len(answers) != 1:
            yield f"question {number} has no folded answer"
            continue
        where = re.search(r"\([Nn]otebook\s+(\d+)\.\)", asked)
        if not where or not 1 <= int(where[1]) <= len(NOTEBOOKS):
            yield f"question {number} does not say where it is needed first"
        for code in re.findall(r"```python\n(.*?)```", asked, re.S):
            said = re.findall(r"```text\n(.*?)```", answers[0], re.S)
            if not said or not outcome(code).endswith(said[0]):
                yield f"question {number} prints {outcome(code)!r}"
        for term, value in re.findall(r"`([^`]+)` is\s+`([^`]+)`", answers[0]):
            if repr(eval(term, {"math": math})) != value:
                yield f"question {number}: {term} is not {value}"


def test_the_answers_of_the_self_test_are_what_python_says():
    page = read("teaching/prerequisites.md")
    assert list(self_test_faults(page)) == []
    assert page.count("```python") >= 6
    assert len(re.findall(r"`[^`]+` is\s+`", page)) >= 6


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("total + 2 * number", "total + 3 * number", "question 1 prints"),
        ("IndexError: list index", "IndexError: index", "question 5 prints"),
        ("`12`.\n\n</details>", "`13`.\n\n</details>", "question 11"),
        ("**15.**", "**16.**", "are numbered"),
        ("(Notebook 4.)", "(Notebook 14.)", "question 14 does not say"),
        (
            "<summary>Answer</summary>\n\n0, 1",
            "<summary>So</summary>\n\n0, 1",
            "question 12 has no",
        ),
    ],
)
def test_a_fault_of_the_self_test_is_seen(old, new, fault):
    page = read("teaching/prerequisites.md")
    assert old in page
    assert [found for found in self_test_faults(page.replace(old, new)) if fault in found]


def bold_numbers(cell):
    return [int(number) for number in re.findall(r"\*\*(\d+)\*\*", cell)]


def marks_of(text):
    """The rows of a table of marks with their stars: criteria, and the last row."""
    lines = [line.strip("| ").split("|") for line in text.splitlines() if line.startswith("|")]
    *criteria, total = [[cell.strip() for cell in line] for line in lines[2:]]
    return criteria, total


def rubric_faults(page):
    criteria, total = marks_of(parts(page)["How it is marked"])
    full = {row[0]: int(row[1]) for row in criteria}
    if sum(full.values()) != 100 or total[1] != "**100**":
        yield f"the rubric adds up to {sum(full.values())}, its last row says {total[1]}"
    if max(full, key=full.get) != "Honest evaluation":
        yield "honest evaluation must weigh most"
    for name, of, *levels in criteria:
        points = [point for level in levels for point in bold_numbers(level)]
        if len(points) != 4 or points[0] != int(of) or points[-1] != 0:
            yield f"{name}: the levels {points} must go from {of} to 0"
        if points != sorted(set(points), reverse=True):
            yield f"{name}: the levels {points} must fall"
    marked, total = marks_of(parts(page)["The worked example, marked"])
    if {row[0]: int(row[1]) for row in marked} != full:
        yield "the example is marked by other criteria than those of the rubric"
    given = [int(row[2]) for row in marked]
    if any(got > of for got, of in zip(given, full.values(), strict=False)):
        yield "the example gets more points than there are"
    if bold_numbers(total[2]) != [sum(given)]:
        yield f"the example gets {sum(given)} points, the last row says {total[2]}"


def test_the_rubric_adds_up():
    assert list(rubric_faults(read("teaching/capstone.md"))) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("| Baseline and chance | 15 | **15**", "| Baseline and chance | 20 | **20**", "up to 105"),
        ("| Honest evaluation | 30 | **30**", "| Honest evaluation | 9 | **9**", "weigh most"),
        ("| Measurement | 15 | **15**", "| Measurement | 15 | **14**", "must go from 15"),
        ("**20**: one of these", "**5**: one of these", "must fall"),
        ("| Measurement | 15 | 13 |", "| Measuring | 15 | 13 |", "other criteria"),
        ("| Measurement | 15 | 13 |", "| Measurement | 15 | 16 |", "more points than"),
        ("| Measurement | 15 | 13 |", "| Measurement | 15 | 12 |", "the example gets 84"),
    ],
)
def test_a_fault_of_the_rubric_is_seen(old, new, fault):
    page = read("teaching/capstone.md")
    assert old in page
    assert [found for found in rubric_faults(page.replace(old, new)) if fault in found]


def test_the_worked_example_is_stored_as_a_notebook_of_the_course():
    notebook = nbformat.read(EXAMPLE, as_version=4)
    checks = [contract.storage_faults, contract.tag_faults]
    checks += [contract.import_faults, contract.figure_faults]
    assert [fault for check in checks for fault in check(notebook)] == []
    assert list(contract.link_faults(notebook, EXAMPLE.parent)) == []
    assert 25 <= len(notebook.cells) <= 40
    assert EXAMPLE.stat().st_size < 1_500_000


def link_faults(page):
    """Return links, commands and files that a page names and that do not exist."""
    for link in re.findall(r"\]\(([^)#\s]+)", page):
        if not re.match(r"\w+:", link) and not (ROOT / "teaching" / link).exists():
            yield f"a link leads nowhere: {link}"
    for command in unknown_commands(page, read("Makefile")):
        yield f"there is no command make {command}"
    for module in re.findall(r"python -m (course_utils[\w.]*)", page):
        if find_spec(module) is None:
            yield f"there is no module {module}"
    for script in re.findall(r"\b(?:tools|benchmarks|data|tests)/\w+\.py\b", page):
        if not (ROOT / script).exists():
            yield f"there is no script {script}"


@pytest.mark.parametrize("name", PAGES)
def test_links_and_commands_of_a_page_exist(name):
    assert list(link_faults(read(f"teaching/{name}"))) == []


@pytest.mark.parametrize(
    "page",
    [
        "see [there](03_blur.md#x)",
        "`make tea`",
        "`python -m course_utils.tea`",
        "`python tools/make_tea.py`",
    ],
)
def test_a_dead_link_or_command_of_a_page_is_seen(page):
    assert len(list(link_faults(page))) == 1


def word_faults(page):
    """Return what is wrong with the order of the glossary, or with where a word is explained."""
    entries = re.findall(r"^(\S.*)\n: (.+(?:\n  .+)*)", page, re.M)
    order = [word.casefold() for word, _ in entries if word[0].isascii()]
    for earlier, later in pairwise(order):
        if earlier > later:
            yield f"{later!r} stands after {earlier!r}"
    for word, meaning in entries:
        found = re.search(
            r"\(notebooks? ((?:\d+(?:, | and |, and )?)+)\)", " ".join(meaning.split())
        )
        numbers = [int(n) for n in re.findall(r"\d+", found[1])] if found else []
        if not numbers or not all(1 <= n <= len(NOTEBOOKS) for n in numbers):
            yield f"{word!r} does not say in which notebook it is explained"


def test_the_glossary_is_sorted_and_names_notebooks():
    page = read("teaching/glossary.md")
    assert list(word_faults(page)) == []
    assert len(re.findall(r"^: ", page, re.M)) > 50


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("\naliasing\n", "\nzaliasing\n", "stands after"),
        ("(notebook 1)", "(notebook 13)", "does not say"),
        ("(notebook 1)", "", "does not say"),
    ],
)
def test_a_fault_of_the_glossary_is_seen(old, new, fault):
    page = read("teaching/glossary.md")
    assert old in page
    assert [found for found in word_faults(page.replace(old, new)) if fault in found]


def test_the_notation_names_notebooks():
    tables = parts(read("teaching/notation.md"))
    said = [row[2] for name in ("Conventions", "Symbols") for row in rows(tables[name])]
    numbers = {int(n) for cell in said for n in cell.split(", ")}
    assert numbers <= set(needs())
    assert len(said) > 25
