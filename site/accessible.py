"""Mend what the theme, myst-nb and MathJax leave to readers who do not see the page."""

import re
from typing import Any

from sphinx.application import Sphinx

EMPTY_HEADER = re.compile(r'<th class="head[^"]*">(<p></p>)?</th>')
FORMULA_AS_HEADER = re.compile(
    r'(?<=<th class="head"><p>)<span class="math[^"]*">\\\(([^<]*)\\\)</span>(?=</p></th>)'
)
LABEL_OF_TOGGLE = ' aria-label="Toggle hidden content"'


def mend(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Let an empty corner of a table head nothing, and a toggle be called what it says."""
    if "body" in context:
        body = EMPTY_HEADER.sub("<td></td>", context["body"])
        body = FORMULA_AS_HEADER.sub(as_words, body)
        context["body"] = body.replace(LABEL_OF_TOGGLE, "")


def as_words(formula: re.Match[str]) -> str:
    """Return a short formula as text: set by MathJax it would be a header without any."""
    text = formula[1].replace(r"\ge ", "≥ ").replace(r"\le ", "≤ ")
    return formula[0] if "\\" in text else f"<em>{text}</em>"


def setup(app: Sphinx) -> dict[str, bool]:
    """Take part in the writing of each page."""
    app.connect("html-page-context", mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
