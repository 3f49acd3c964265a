"""The website is whole, leads nowhere wrong, is open to everybody, and asks no other host."""

import functools
import re
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import nbformat
import pytest

from .browser import WIDTHS, Visit, needs_chromium, package, served
from .test_house import ROOT

sys.path.insert(0, str(ROOT / "tools"))

from make_lab import cleared
from make_site import SLIDERS, build

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("myst_nb", reason="needs myst-nb")
    package("mathjax@3.2.2")
    folder = tmp_path_factory.mktemp("website") / "site"
    build(folder)
    return folder


class Page(HTMLParser):
    """What a page holds: its text, its anchors, and the attributes of what leads on."""

    def __init__(self, path):
        super().__init__()
        self.texts, self.anchors, self.leads, self.images, self.sounds = [], set(), [], [], []
        self.code = False
        self.feed(path.read_text(encoding="utf-8"))
        self.text = "".join(text for text, _ in self.texts)
        self.prose = "".join(text for text, code in self.texts if not code)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.code |= tag == "pre"
        self.anchors.add(found.get("id"))
        self.leads += [found] if found.get("href") or found.get("src") else []
        self.images += [found] if tag == "img" else []
        self.sounds += [found] if tag == "audio" else []

    def handle_endtag(self, tag):
        self.code &= tag != "pre"

    def handle_data(self, data):
        self.texts.append((data, self.code))

    def of_class(self, name):
        return [found for found in self.leads if name in (found.get("class") or "").split()]


@functools.cache
def parsed(path):
    return Page(path)


def words(text):
    return "".join(re.findall(r"\w+", text))


def pages(site):
    paths = [path for path in sorted(site.rglob("*.html")) if "_static" not in path.parts]
    return {path: parsed(path) for path in paths}


def broken_links(site):
    """Return what a link, picture or script is led to in vain, of what is here."""
    found, broken = pages(site), []
    for path, page in found.items():
        for lead in page.leads:
            address = urlsplit(lead.get("href") or lead["src"])
            if address.scheme or address.netloc:
                continue
            target = (path.parent / unquote(address.path)).resolve() if address.path else path
            missing = address.fragment and target in found
            missing = missing and unquote(address.fragment) not in found[target].anchors
            if not target.is_file() or missing:
                broken.append(f"{path.relative_to(site)}: {address.geturl()}")
    return broken


def test_no_link_is_broken(site):
    assert broken_links(site) == []


def test_a_broken_link_is_seen(tmp_path):
    text = '<p id="here"><a href="{}">a</a><img src="{}"><a href="https://example.org/no">b</a>'
    (tmp_path / "good.html").write_text(text.format("bad.html#here", "good.html?x=1#here"))
    (tmp_path / "bad.html").write_text(text.format("good.html#gone", "gone.png"))
    assert broken_links(tmp_path) == ["bad.html: good.html#gone", "bad.html: gone.png"]


def test_every_page_is_reached_from_the_first(site):
    found, left, seen = pages(site), [site / "index.html"], set()
    while left:
        path = left.pop()
        if path in found and path not in seen:
            seen.add(path)
            links = [urlsplit(lead.get("href") or "").path for lead in found[path].leads]
            left += [(path.parent / link).resolve() for link in links]
    assert found.keys() - seen == set()
    written = {path.stem for path in ROOT.glob("teaching/*") if path.suffix in {".md", ".ipynb"}}
    assert {path.stem for path in site.glob("teaching/*.html")} == written


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_shown_whole(site, path):
    page = parsed(site / "notebooks" / f"{path.stem}.html")
    text, prose, alts, sounds = words(page.text), words(page.prose), [], 0
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert words(cell.source) in text
            for output in cell.outputs:
                data = output.get("data", {})
                assert words(output.get("text", "")) in text
                assert words(data.get("text/markdown", "")) in prose
                alts += [output.metadata["image/png"]["alt"]] if "image/png" in data else []
                sounds += "<audio" in data.get("text/html", "")
    assert not re.search(r"^\| ", page.prose, re.MULTILINE), "a table is shown as it was typed"
    assert [image["alt"] for image in page.images] == alts
    assert len(page.sounds) == sounds
    assert all("controls" in sound for sound in page.sounds)
    assert all(sound["src"].startswith("data:audio/wav") for sound in page.sounds)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_where_sliders_stand_the_page_says_so(site, path):
    page = parsed(site / "notebooks" / f"{path.stem}.html")
    cells = nbformat.read(path, as_version=4).cells
    sliders = [cell for cell in cells if cell.source.startswith("explore(")]
    assert page.text.count(SLIDERS.strip("*")) == len(sliders)
    assert "widget-view" not in (site / "notebooks" / f"{path.stem}.html").read_text("utf-8")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_there_to_download_with_and_without_outputs(site, path):
    page = parsed(site / "notebooks" / f"{path.stem}.html")
    links = [lead["href"] for lead in page.leads if "download" in lead]
    to_work_on, executed = [site / "notebooks" / link for link in links]
    assert executed.read_bytes() == path.read_bytes()
    assert nbformat.read(to_work_on, as_version=4) == cleared(nbformat.read(path, as_version=4))


def test_one_notebook_leads_to_the_next_and_back(site):
    names = [f"{path.stem}.html" for path in NOTEBOOKS]
    found = [parsed(site / "notebooks" / name) for name in names]
    assert [page.of_class("right-next")[0]["href"] for page in found[:-1]] == names[1:]
    assert [page.of_class("left-prev")[0]["href"] for page in found[1:]] == names[:-1]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_words_of_the_glossary_are_linked_once_from_the_notebook_that_explains_them(site, path):
    links = parsed(site / "notebooks" / f"{path.stem}.html").of_class("glossary-word")
    explained = [int(re.search(r"\(notebooks? (\d+)", link["title"])[1]) for link in links]
    assert len({link["href"] for link in links}) == len(links)
    assert max(explained) == int(path.stem[:2])
    assert {link["href"].split("word-")[0] for link in links} == {"../teaching/glossary.html#"}


def test_notation_and_glossary_are_linked_beside_each_notebook_only(site):
    for path, page in pages(site).items():
        links = {lead.get("href") for lead in page.leads}
        beside = {"../teaching/notation.html", "../teaching/glossary.html"} <= links
        if re.match(r"\d\d_", path.name) and path.parent.name == "notebooks":
            assert beside, path
        if path.parent.name != "notebooks":
            assert page.of_class("glossary-word") == [], path


WIDER = "all => all.some(one => one.scrollWidth > one.clientWidth)"
THIN_OUT = """() => {
    const seen = new Set();
    for (const span of document.querySelectorAll("pre span")) {
        const name = span.className + span.closest("[class*=cell_], .highlight")?.className;
        if (seen.has(name)) span.replaceWith(...span.childNodes);
        seen.add(name);
    }
}"""


def faults(visit):
    """Return what is wrong with the page as it stands in the browser.

    Of the coloured words of code, one of each kind is shown to axe: that takes half the time.
    """
    page = visit.page
    page.evaluate("window.MathJax?.startup?.promise")
    page.evaluate(THIN_OUT)
    found = [*visit.violations(), *visit.outside, *visit.errors]
    if visit.overflow() > 0 or page.locator(".bd-article-container").evaluate_all(WIDER):
        found.append("wider than the window")
    if page.locator(".math:not(:has(mjx-container)), [data-mml-node=merror]").count():
        found.append("a formula is not typeset")
    if page.locator(":is(h1, h2, h3, pre, .cell_output, #further-reading) .glossary-word").count():
        found.append("a word of the glossary is linked where it should not be")
    visit.outside, visit.errors = [], []
    return found


def look(browser, address, names, width, scheme):
    """Return {page: its faults} of the pages that have some."""
    width, height = WIDTHS[width]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    visit, found = Visit(context.new_page()), {}
    for name in names:
        visit.page.goto(address + name)
        found[name] = faults(visit)
    context.close()
    return {name: faults for name, faults in found.items() if faults}


@needs_chromium
@pytest.mark.parametrize(("width", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_no_page_shuts_anybody_out(site, browser, width, scheme):
    names = [path.relative_to(site).as_posix() for path in pages(site)]
    with served(site) as address:
        assert look(browser, address, names, width, scheme) == {}


INSIDE = "<div class='bd-article-container' style='overflow: auto'>{}</div>"
FAULTS = {
    "image-alt": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    "color-contrast": "<pre><span style='color: #bbb'>pale</span></pre>",
    "wider than the window": "<p style='width: 1300px'>wide</p>",
    "wider": INSIDE.format("<p style='width: 1300px'>wide</p>"),
    "it broke": "<script>console.error('it broke')</script>",
    "nowhere is not defined": "<script>nowhere()</script>",
    "https://example.org/a.png": "<img alt='a' src='https://example.org/a.png'>",
    "a formula is not typeset": "<p class='math'>x^2</p>",
    "a word of the glossary": "<h2><a class='glossary-word' href='#'>edge</a></h2>",
}


@needs_chromium
def test_a_fault_is_seen(tmp_path, browser):
    text = "<!doctype html><html lang='en'><meta charset='utf-8'><title>t</title>"
    text += "<link rel='icon' href='data:,'><main><h1>A page</h1>{}</main>"
    (tmp_path / "good.html").write_text(text.format("<p>Nothing is wrong here.</p>"))
    names = ["good.html"]
    for number, body in enumerate(FAULTS.values()):
        names.append(f"{number}.html")
        (tmp_path / names[-1]).write_text(text.format(body))
    with served(tmp_path) as address:
        seen = look(browser, address, names, "desktop", "light")
    assert list(seen) == names[1:]
    for said, fault in zip(seen.values(), FAULTS, strict=True):
        assert fault in " ".join(said)


@needs_chromium
def test_search_finds_what_is_taught_also_without_a_server(site, browser):
    visit = Visit(browser.new_page())
    visit.page.goto(f"{site.as_uri()}/search.html?q=aliasing")
    visit.page.wait_for_selector("#search-results li")
    titles = visit.page.locator("#search-results li > a").all_inner_texts()
    assert any(title.startswith("2 · Resizing") for title in titles), titles
    visit.page.goto(f"{site.as_uri()}/search.html?q=wordthatisnowhere")
    visit.page.wait_for_selector("#search-results p")
    assert visit.page.locator("#search-results li > a").count() == 0
    assert visit.outside == []


@needs_chromium
def test_figures_stay_on_white_in_the_dark(site, browser):
    style = "all => all.map(i => [getComputedStyle(i).backgroundColor, getComputedStyle(i).filter])"
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{site.as_uri()}/notebooks/{NOTEBOOKS[0].stem}.html")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 30)"
    figures = page.locator(".cell_output img").evaluate_all(style)
    assert len(figures) > 5
    assert {tuple(figure) for figure in figures} == {("rgb(255, 255, 255)", "none")}


@needs_chromium
def test_sounds_can_be_played(site, browser):
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/notebooks/12_sound.html")
    sounds = page.locator("audio").all()
    assert sounds
    for sound in sounds:
        sound.evaluate("async sound => { sound.muted = true; await sound.play() }")
        assert sound.evaluate("sound => sound.duration") > 0.5
