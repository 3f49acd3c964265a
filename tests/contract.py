"""The contract of a notebook: each function returns the faults that it finds, as sentences."""

import ast
import json
import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
ALLOWED_TAGS = {"exercise", "check", "hide-input", "nbval-ignore-output"}
HEADINGS = [
    "## You will be able to",
    "## You need",
    "## Time",
    "## 1 · ",
    "## In practice",
    "## Summary",
    "## Exit question",
    "## Where this leads",
    "## Further reading",
]
SECTION = re.compile(r"^## (\d+) · (Further: )?(.+) \((\d+) min\)$", re.M)
EXERCISE = re.compile(
    r"^### Exercise (\d+\.\d+) · (.+)\n\n\*(core|stretch) · (\d+) minutes"
    r"( · open, nothing is checked)?\*$",
    re.M,
)
TIMES = re.compile(r"^\| (core: reading|core: exercises|further)[^|]*\| (\d+) \|$", re.M)
MOST_MINUTES = {"core: reading": 90, "core: exercises": 35}
MOST_MINUTES_10 = {**MOST_MINUTES, "core: reading": 100}
MACHINE_PATHS = re.compile(r"/(?:home|Users|root|tmp)/|[A-Z]:\\\\|site-packages")
ANY_EXERCISE = re.compile(r"^### Exercise (\S+)", re.M)


def markdown(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def text_of(notebook):
    return "\n\n".join(markdown(notebook))


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tags(cell):
    return set(cell.metadata.get("tags", []))


def opening_faults(notebook, number):
    first = notebook.cells[0].source
    if not re.match(rf"# {number} · \S.*\n\n\*[^*]+\?\*\n\n\S", first):
        yield f"the first cell must read '# {number} · Title', the question in italics, the hook"
    if len([text for text in markdown(notebook) if re.match(r"# ", text)]) != 1:
        yield "there must be exactly one heading of the first level"


def empty_faults(notebook):
    for position, cell in enumerate(notebook.cells):
        if not cell.source.strip():
            yield f"cell {position} is empty"


def folded_faults(notebook):
    for text in markdown(notebook):
        for line in re.findall(r"^<details>.*", text, re.M):
            if re.search(r"[*`$]", line):
                yield f"marks are shown as they stand in a line that begins as HTML: {line[:80]}"


def heading_faults(notebook):
    text = text_of(notebook)
    places = [text.find(f"\n{heading}") for heading in HEADINGS]
    for heading, place in zip(HEADINGS, places, strict=True):
        if place < 0:
            yield f"the heading '{heading.strip()}' is missing"
    if places != sorted(places):
        yield "the headings are not in the order of the contract"
    numbers = [int(match[1]) for match in SECTION.finditer(text)]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the sections are numbered {numbers}"
    written = re.findall(r"^## \d+ .*$", text, re.M)
    if len(written) != len(numbers):
        yield "a section's heading is not of the form '## 4 · Title (8 min)'"
    further = [bool(match[2]) for match in SECTION.finditer(text)]
    if further != sorted(further):
        yield "a core section stands after a further one"
    goals = re.search(r"## You will be able to\n\n((?:- .*\n?)+)", text)
    if not goals or not 3 <= goals[1].count("- **") <= 5:
        yield "'You will be able to' must list three to five verbs in bold"
    need = text[text.find("## You need") : text.find("## Time")]
    if need.count("<details>") != 3:
        yield "'You need' must ask three retrieval questions, each with a folded answer"


def time_faults(notebook, number):
    text = text_of(notebook)
    sections = list(SECTION.finditer(text))
    exercises = list(EXERCISE.finditer(text))
    sums = {
        "core: reading": sum(int(m[4]) for m in sections if not m[2]),
        "core: exercises": sum(int(m[4]) for m in exercises if m[3] == "core"),
        "further": sum(int(m[4]) for m in sections if m[2])
        + sum(int(m[4]) for m in exercises if m[3] == "stretch"),
    }
    stated = {part: int(minutes) for part, minutes in TIMES.findall(text)}
    if stated != sums:
        yield f"the table of times says {stated}, the headings add up to {sums}"
    for part, most in (MOST_MINUTES_10 if number == 10 else MOST_MINUTES).items():
        if sums[part] > most:
            yield f"{part} takes {sums[part]} minutes, more than {most}"


def exercise_faults(notebook, number):
    module = import_module(f"course_utils.exercises.ch{number:02d}")
    known = {exercise.number: exercise for exercise in module.EXERCISES}
    found, opens = [], 0
    for here, cell in enumerate(notebook.cells):
        if cell.cell_type != "markdown" or not ANY_EXERCISE.match(cell.source):
            continue
        match = EXERCISE.match(cell.source)
        if not match:
            yield f"the head of an exercise is malformed: {cell.source[:60]!r}"
            continue
        name, title, _, _, is_open = match.groups()
        if is_open:
            opens += 1
            continue
        found.append(name)
        if name not in known:
            yield f"exercise {name} is not in {module.__name__}"
        elif known[name].title != title:
            yield f"exercise {name} is called {title!r} here and {known[name].title!r} there"
        yield from _three_cell_faults(name, notebook.cells[here + 1 : here + 3])
    if set(found) != set(known) or len(found) != len(set(found)):
        yield f"the notebook has the exercises {found}, the module {list(known)}"
    kinds = [type(exercise).__name__ for exercise in known.values()]
    bugs = [exercise for exercise in known.values() if exercise.title.startswith("Find the bug: ")]
    if len(found) < 4 or opens != 1 or len(bugs) < 1 or not 1 <= kinds.count("Choice") <= 2:
        yield (
            "there must be four checked exercises or more, one to find a bug, one or two concept "
            "questions, and one open exercise"
        )


def _three_cell_faults(name, cells):
    if len(cells) < 2 or [tags(cell) for cell in cells] != [{"exercise"}, {"check"}]:
        yield f"exercise {name} must be followed by a cell tagged exercise and one tagged check"
        return
    stub, check = cells
    defined = re.findall(r"^(?:def )?([a-z_]\w*)(?=\(| =)", stub.source, re.M)
    if not defined or check.source != f'check("{name}", {defined[0]})':
        yield f'the check of exercise {name} must read check("{name}", …) with the stub\'s name'
    stored = "".join(output.get("text", "") for output in check.outputs)
    if not re.match(rf"Exercise {re.escape(name)} · not (started|yet)\n", stored):
        yield f"exercise {name} is stored as {stored[:40]!r}: it must be untouched"


def storage_faults(notebook, path=None):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"the cells are not executed once from top to bottom: {counts}"
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "the kernel must be python3"
    if "widgets" in notebook.metadata:
        yield "the state of widgets is stored"
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if output.output_type == "error":
                yield f"an error is stored: {output.ename}"
            if output.get("name") == "stderr":
                yield f"stderr is stored: {output.text[:60]!r}"
            if "application/vnd.jupyter.widget-view+json" in output.get("data", {}):
                yield "a widget is stored, which shows nothing without a kernel"
    found = MACHINE_PATHS.search(json.dumps(notebook))
    if found:
        yield f"a path of a machine is stored: {found[0]!r}"
    if path and path.stat().st_size >= 2_000_000:
        yield f"the file has {path.stat().st_size / 1e6:.1f} MB, 2 are allowed"


def tag_faults(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code" and "nbval" in cell.source.lower():
            yield f"what nbval does is said by tags, not in the code: {cell.source[:40]!r}"
        unknown = tags(cell) - ALLOWED_TAGS
        if unknown:
            yield f"unknown tags: {sorted(unknown)}"
        folded = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        if folded != ("hide-input" in tags(cell)):
            yield f"folded in one place only: {cell.source[:40]!r}"


def import_faults(notebook):
    first, *later = code_cells(notebook)
    if 'plt.style.use("course_utils.course")' not in first.source:
        yield "the first code cell must set the course's style"
    for cell in later:
        if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(_tree(cell))):
            yield f"an import stands outside the first code cell: {cell.source[:40]!r}"


def figure_faults(notebook):
    for cell in code_cells(notebook):
        if "plt.show(" in cell.source or cell.source.rstrip().endswith(";"):
            yield f"no plt.show() and no semicolon at the end: {cell.source[-40:]!r}"
        outputs = cell.outputs
        for output, after in zip(outputs, [*outputs, None][1:], strict=True):
            data = output.get("data", {})
            if "image/png" in data:
                what, alt = "a figure", output.metadata.get("image/png", {}).get("alt", "")
            elif "<audio" in data.get("text/html", ""):
                what, alt = "a player", _spoken_label(data["text/html"])
            else:
                continue
            if len(alt.split()) < 5:
                yield f"{what} has no alt text that describes it: {cell.source[:40]!r}"
            caption = after.get("data", {}).get("text/markdown", "") if after else ""
            if not re.fullmatch(r"\*[^*]{20,}\*", caption, re.S):
                yield f"{what} has no caption: {cell.source[:40]!r}"


def _spoken_label(html):
    """Return what a screen reader says of a player that waits to be started."""
    found = re.match(r'<audio controls aria-label="([^"]*)"', html)
    return found[1] if found else ""


def length_faults(notebook):
    lessons = [
        cell for cell in code_cells(notebook)[1:] if not tags(cell) & {"exercise", "hide-input"}
    ]
    lengths = [len([line for line in cell.source.splitlines() if line.strip()]) for cell in lessons]
    if median(lengths) > 6:
        yield f"the median cell has {median(lengths)} lines"
    if sum(length > 15 for length in lengths) > 0.05 * len(lengths):
        yield f"more than 5 % of the cells are longer than 15 lines: {sorted(lengths)[-6:]}"
    if max(lengths) > 30:
        yield f"a cell has {max(lengths)} lines"


def explore_faults(notebook):
    cells = code_cells(notebook)
    for before, cell in pairwise(cells):
        if not re.search(r"^explore\(", cell.source, re.M):
            continue
        if "nbval-ignore-output" not in tags(cell):
            yield "an interactive cell must be tagged nbval-ignore-output"
        if not any("image/png" in output.get("data", {}) for output in before.outputs):
            yield f"no static figure stands before {cell.source[:40]!r}"


def link_faults(notebook, folder):
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(notebook)):
        if target.startswith("https://"):
            if "doi.org" in target and not re.match(r"https://doi\.org/10\.\d{4,}/\S+$", target):
                yield f"not a DOI: {target}"
        elif not (folder / target.partition("#")[0]).exists():
            yield f"a link leads nowhere: {target}"


def faults(notebook, number, path=None):
    """Return all faults of a notebook."""
    folder = path.parent if path else ROOT / "notebooks"
    return [
        *opening_faults(notebook, number),
        *empty_faults(notebook),
        *folded_faults(notebook),
        *heading_faults(notebook),
        *time_faults(notebook, number),
        *exercise_faults(notebook, number),
        *storage_faults(notebook, path),
        *tag_faults(notebook),
        *import_faults(notebook),
        *figure_faults(notebook),
        *length_faults(notebook),
        *explore_faults(notebook),
        *link_faults(notebook, folder),
    ]


def _tree(cell):
    return ast.parse(cell.source)
