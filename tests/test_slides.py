"""Slides show what was asked for and nothing else, legibly, and ask nothing of the network."""

import re
import sys
from html import unescape

import nbformat
import pytest
from matplotlib.font_manager import findSystemFonts
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from .browser import Visit, needs_chromium, package
from .test_house import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from make_slides import make_all, make_deck, shown_and_told

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FONTS = re.findall(r"LiberationSans-Regular|arial\.ttf", " ".join(findSystemFonts()), re.IGNORECASE)
NOTES = re.compile(r'<aside class="notes">(.*?)</aside>', re.DOTALL)
SHEET = '<section class="sheet">'
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="

FAULTS = """() => Reveal.getSlides().flatMap((slide, number) => {
  const { h, v } = Reveal.getIndices(slide), faults = [];
  Reveal.slide(h, v, 99);
  slide.querySelectorAll('details').forEach((answer) => (answer.open = true));
  const page = slide.querySelector('.page'), edge = page.getBoundingClientRect();
  if (edge.left < 0 || edge.top < 0 || edge.right > innerWidth || edge.bottom > innerHeight)
    faults.push('not on the stage');
  for (const part of [page, ...page.querySelectorAll('pre')]) {
    if (part.scrollHeight > part.clientHeight) faults.push('too high');
    if (part.scrollWidth > part.clientWidth) faults.push('too wide');
  }
  for (const part of page.querySelectorAll('*')) {
    const words = [...part.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (part.closest('.notes, mjx-assistive-mml') || !(words || part.matches('mjx-container')))
      continue;
    const size = parseFloat(getComputedStyle(part).fontSize);
    const small = part.closest('pre, code, .again, .jp-OutputArea-child p') ? 22 : 28;
    if (size < small) faults.push(`type of ${size} pixels`);
    if (part.getBoundingClientRect().right > edge.right + 1) faults.push('too wide');
  }
  if (page.querySelector('[data-mml-node="merror"]')) faults.push('a wrong formula');
  for (const formula of page.querySelectorAll('mjx-container > svg')) {
    const em = (1000 * formula.getBoundingClientRect().width) / formula.viewBox.baseVal.width;
    if (!formula.closest('.notes') && em < 22) faults.push('a small formula');
  }
  for (const image of page.querySelectorAll('img')) {
    if (!image.alt) faults.push('no alt text');
    if (image.getBoundingClientRect().height < 250) faults.push('a small figure');
  }
  const shown = [...page.querySelectorAll('img, table, pre, p, li, audio')];
  if (shown.every((part) => part.closest('.notes'))) faults.push('nothing but a heading');
  return faults.map((fault) => `slide ${number + 1}: ${fault}`);
})"""


def sheets(deck):
    """Return the HTML of each slide of a deck."""
    return deck.read_text(encoding="utf-8").split("<script>")[0].split(SHEET)[1:]


def words(html):
    """Return the text of a piece of HTML."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def shown_words(html):
    return words(NOTES.sub("", html))


def told_words(html):
    return words(" ".join(NOTES.findall(html)))


def alts(html):
    """Return the alternative texts of the figures, in order."""
    return [unescape(alt)[1:-1] for alt in re.findall(r"""<img alt=("[^"]*"|'[^']*')""", html)]


def slide(kind, **more):
    return {"slideshow": {"slide_type": kind, **more}}


def figure(alt):
    data, metadata = {"image/png": DOT}, {"image/png": {"alt": alt}}
    caption = new_output("display_data", data={"text/markdown": "*A caption.*"})
    return [new_output("display_data", data=data, metadata=metadata), caption]


def printed(text):
    return [new_output("stream", text=text)]


CELLS = [
    new_markdown_cell("# 0 · Small\n\n*Why?*\n\nTold first.", metadata=slide("slide")),
    new_code_cell("draw()", outputs=figure("a white dot"), metadata=slide("skip", teaser=True)),
    new_markdown_cell("## 1 · Not asked for (3 min)"),
    new_code_cell("hide()", outputs=printed("came out"), metadata=slide("slide")),
    new_markdown_cell("Plain $a<b$. A **bold** word.", metadata=slide("fragment")),
    new_code_cell("pass", outputs=printed("nobody asked")),
    new_markdown_cell("## 2 · A table (9 min)\n\n|a|\n|-|\n|1|", metadata=slide("subslide")),
    new_markdown_cell("### For the speaker", metadata=slide("notes")),
    new_code_cell("x = 'y'", outputs=figure('"x" < y'), metadata=slide("slide", whole=True)),
    new_markdown_cell("Every word is shown.", metadata=slide("-", whole=True)),
    new_markdown_cell(
        "Told.\n\n### Later\n\n- b\n\n## 3 · **New**\n\n> word", metadata=slide("slide")
    ),
    new_markdown_cell(
        "## Question\n\n### Exercise 0.1 · Try\n\n*core*", metadata=slide("subslide")
    ),
    new_code_cell("pass", outputs=printed("done"), metadata=slide("subslide")),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    package("reveal.js@4.6.1"), package("mathjax@3.2.2")
    nbformat.write(new_notebook(cells=CELLS), folder / "small.ipynb")
    make_deck(folder / "small.ipynb", folder)
    return folder / "small.html"


@pytest.fixture(scope="module")
def decks(small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("slides")
    make_all(folder)
    return folder


def opened(browser, deck, query=""):
    """Return a visit to a deck that is opened as a file, once it stands ready."""
    visit = Visit(browser.new_page(viewport={"width": 1280, "height": 720}))
    visit.page.goto(deck.as_uri() + query)
    visit.page.wait_for_function("window.Reveal && Reveal.isReady()")
    return visit


@pytest.fixture(scope="module")
def standing(browser, small):
    return opened(browser, small)


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("## Title", "Plain."),
        ("- a list\n- of two", "(Aside.)"),
        ("1. one\n2. two", "(Aside.)"),
        ("|a|\n|-|\n|1|", "`code` first."),
        ("> quoted", ""),
        ("$$x = 1$$", "$x$ is one."),
        ("**Predict.** What? Why?", ""),
        ("*What can a pixel learn?*", "A trick. Here it is."),
    ],
)
def test_what_begins_with_a_mark_is_shown_and_prose_is_told(shown, told):
    assert shown_and_told(f"{shown}\n\n{told}") == (shown, told)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One. The **second** one. Three.", "The **second** one."),
        ("(Aside.) About 0.5 of **it**, e.g. this.", "About 0.5 of **it**, e.g. this."),
        ("<details><summary>1. Why?</summary>So.</details>", "1. Why?"),
        ("<details><summary>Answer</summary>So?</details>", ""),
    ],
)
def test_of_prose_bold_sentences_and_open_questions_are_shown(text, shown):
    assert shown_and_told(text) == (shown, text)


def test_a_deck_holds_the_asked_cells_each_as_asked(small):
    pages = sheets(small)
    assert [(shown_words(page), told_words(page)) for page in pages] == [
        ("0 · Small Why?", "Told first."),
        ("1 · Not asked for came out A bold word.", "Plain $a<b$. A bold word."),
        ("2 · A table a 1", "For the speaker"),
        ("For the speaker x = 'y' A caption. Every word is shown.", ""),
        ("Later b", "Told."),
        ("3 · New word", ""),
        ("Question Exercise 0.1 · Try core", ""),
        ("Question done", ""),
    ]
    assert [alts(page) for page in pages] == [["a white dot"], [], [], ['"x" < y'], *[[]] * 4]
    assert [page.count('class="fragment"') for page in pages] == [0, 1, *[0] * 6]
    assert [page.count('<h2 class="again"') for page in pages] == [0, 1, 0, 1, 0, 0, 0, 1]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])
def test_every_deck_is_a_lesson_with_its_figures_described(decks, path):
    cells = nbformat.read(path, as_version=4).cells
    wishes = [cell.metadata.get("slideshow", {}) for cell in cells]
    kinds = [wish.get("slide_type", "skip") for wish in wishes]
    figures, on_first = [], []
    for cell, wish, kind in zip(cells, wishes, kinds, strict=True):
        found = [o.metadata["image/png"]["alt"] for o in cell.get("outputs", []) if is_figure(o)]
        on_first += found if "teaser" in wish else []
        figures += found if kind != "skip" else []
    pages = sheets(decks / f"{path.stem}.html")
    assert kinds[0] == "slide"
    assert f"# {words(pages[0].split('</h1>')[0])}" == cells[0].source.splitlines()[0]
    assert 25 <= kinds.count("slide") + kinds.count("subslide") <= len(pages) <= 45
    assert len(on_first) <= 1
    assert alts("".join(pages)) == on_first + figures
    assert sum(bool(told_words(page)) for page in pages) >= len(pages) / 4


def is_figure(output):
    return "image/png" in output.get("data", {})


def test_the_list_leads_to_every_deck(decks):
    page = (decks / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="([^"]+)"', page) == [f"{path.stem}.html" for path in NOTEBOOKS]
    assert "3 · Convolution and smoothing" in page


def test_a_deck_is_one_file(decks):
    for deck in [*decks.glob("*.html")]:
        page = re.sub(r"(?s)<script>.*?</script>", "", deck.read_text(encoding="utf-8"))
        assert re.findall(r"""(?:src=|url\(|@import )["']?(?!["']?data:)\S+""", page) == []
        assert re.findall(r'<link (?!href="data:)', page) == []


@needs_chromium
@pytest.mark.skipif(
    not FONTS, reason="needs Arial or Liberation Sans, in which slides are measured"
)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem[:2])
def test_every_slide_is_legible_and_nothing_is_asked_or_goes_wrong(decks, browser, path):
    visit = opened(browser, decks / f"{path.stem}.html")
    assert visit.page.evaluate(FAULTS) == []
    assert visit.outside == []
    assert visit.errors == []
    visit.page.close()


@needs_chromium
def test_slides_and_their_list_are_accessible(standing, decks, browser):
    assert standing.violations() == []
    lesson = decks / "03_convolution_and_smoothing.html"
    paper = opened(browser, lesson, "?print-pdf")
    paper.page.wait_for_function("document.querySelector('.pdf-page')")
    bare = "parts => parts.forEach((part) => part.removeAttribute('aria-hidden'))"
    paper.page.eval_on_selector_all("section", bare)
    assert paper.violations() == []
    visit = Visit(browser.new_page())
    visit.page.goto((decks / "index.html").as_uri())
    assert visit.violations() == []


@needs_chromium
@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("page.append('word '.repeat(900))", "too high"),
        ("page.querySelector(':scope > p').style.fontSize = '27px'", "type of 27 pixels"),
        ("page.querySelector('pre').style.fontSize = '21px'", "type of 21 pixels"),
        ("page.querySelector('pre').textContent = 'x'.repeat(100)", "too wide"),
        ("page.querySelector(':scope > p').style.width = '1300px'", "too wide"),
        ("page.querySelector('img').alt = ''", "no alt text"),
        ("page.querySelector('img').style.flex = '0 0 240px'", "a small figure"),
        ("page.style.marginLeft = '-200px'", "not on the stage"),
        (
            "page.querySelectorAll('p, pre, img').forEach((p) => p.remove())",
            "nothing but a heading",
        ),
    ],
)
def test_a_fault_is_seen(standing, planted, fault):
    before = standing.page.evaluate("Reveal.getSlides()[3].innerHTML")
    standing.page.evaluate(f"const page = Reveal.getSlides()[3].firstElementChild; {planted}")
    found = standing.page.evaluate(FAULTS)
    standing.page.evaluate("html => { Reveal.getSlides()[3].innerHTML = html }", before)
    assert [one for one in found if one == f"slide 4: {fault}"] != []
    assert standing.page.evaluate(FAULTS) == []


@needs_chromium
def test_a_question_to_another_host_and_an_error_are_seen(browser, small):
    visit = opened(browser, small)
    visit.page.evaluate("fetch('https://example.org/').catch(() => undefined)")
    visit.page.evaluate("setTimeout(() => { throw new Error('planted') })")
    visit.page.wait_for_timeout(200)
    assert visit.outside == ["https://example.org/"]
    assert [error for error in visit.errors if "planted" in error] != []


@needs_chromium
def test_formulas_are_drawn_and_type_is_as_large_as_fits(standing):
    assert standing.page.locator(".notes mjx-container svg").count() == 1
    assert standing.page.locator(".notes mjx-assistive-mml").count() == 0
    sizes = "pages => pages.map((page) => parseFloat(page.style.fontSize))"
    found = standing.page.eval_on_selector_all(".page", sizes)
    assert found == [28, 40, 40, 28, 40, 40, 40, 40]


@needs_chromium
def test_the_speaker_reads_the_notes_in_a_window_of_their_own(browser, small):
    page = opened(browser, small).page
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    reads = "text => document.querySelector('.speaker-controls-notes .value').innerText.trim()"
    popup.value.wait_for_function(f"{reads} === text", arg="Told first.")
    page.evaluate("Reveal.slide(1, 0, 0)")
    popup.value.wait_for_function(f"{reads}.endsWith(text)", arg="A bold word.")


@needs_chromium
def test_every_slide_is_printed_on_one_page(browser, small):
    page = opened(browser, small, "?print-pdf").page
    page.wait_for_selector(".pdf-page")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) == len(sheets(small))
