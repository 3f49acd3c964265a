"""Link the first mention of each glossary word in a notebook to its entry, with the entry as a tip.

The glossary is a definition list; a term is one word or several with commas between them, of
which each is looked for, also with an s at its end, from the notebook on that explains it.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

GLOSSARY = "teaching/glossary"
NOTEBOOK = re.compile(r"notebooks/(\d+)_")
EXPLAINED_IN = re.compile(r"\(notebooks? (\d+)")
UNTOUCHED = (nodes.title, nodes.reference, nodes.literal, nodes.literal_block, nodes.math)
OTHERWISE = (  # a word of the glossary, meant differently
    *("vocal folds", "folds it", "folds the"),
    *("edges cut", "edges of a picture", "edge of a photograph"),
    *("its biases", "takes in view", "This correlation"),
)


def entries(glossary: nodes.document) -> dict[str, tuple[str, str]]:
    """Return {word: (id of its entry, the entry's text)} and give the entries their ids."""
    found = {}
    for item in glossary.findall(nodes.definition_list_item):
        term, definition = item.next_node(nodes.term), item.next_node(nodes.definition)
        words = [word.strip() for word in term.astext().split(",")]
        name = "word-" + nodes.make_id(words[0])
        term["ids"] = [name]
        for word in words:
            found[word.lower()] = name, definition.astext()
    return found


class GlossaryLinks(SphinxPostTransform):
    """Replace the first mention of each word by a link."""

    default_priority = 700

    def run(self, **_: object) -> None:
        notebook = NOTEBOOK.match(self.env.docname)
        if notebook is None:
            return
        left = {
            word: (name, definition)
            for word, (name, definition) in entries(self.env.get_doctree(GLOSSARY)).items()
            if int(EXPLAINED_IN.search(definition)[1]) <= int(notebook[1])
        }
        target = self.app.builder.get_relative_uri(self.env.docname, GLOSSARY)
        longest_first = sorted([*left, *OTHERWISE], key=len, reverse=True)
        words = re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})(?:e?s)?\b", re.I)
        for text in list(self.document.findall(nodes.Text)):
            if not _is_prose(text):
                continue
            parts, end = [], 0
            for mention in words.finditer(text):
                name, definition = left.get(mention[1].lower(), ("", ""))
                if name:
                    link = nodes.reference("", mention[0], refuri=f"{target}#{name}")
                    link["classes"] = ["glossary-word"]
                    link["reftitle"] = definition
                    parts += [nodes.Text(text[end : mention.start()]), link]
                    end = mention.end()
                    left = {word: entry for word, entry in left.items() if entry[0] != name}
            if parts:
                text.parent.replace(text, [*parts, nodes.Text(text[end:])])


def _is_prose(text: nodes.Text) -> bool:
    """Return whether a text stands in a paragraph that is neither output nor a reference.

    Headings, links, formulas and code are no prose either.
    """
    node, paragraph = text.parent, False
    while node is not None:
        if isinstance(node, UNTOUCHED) or "cell_output" in node.get("classes", []):
            return False
        if "further-reading" in node.get("ids", []):
            return False
        paragraph |= isinstance(node, nodes.paragraph)
        node = node.parent
    return paragraph


def anchor(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give the entries of the glossary the ids that the links lead to."""
    if docname == GLOSSARY:
        entries(doctree)


def setup(app: Sphinx) -> dict[str, bool]:
    """Take part in the building of each page."""
    app.add_post_transform(GlossaryLinks)
    app.connect("doctree-resolved", anchor)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
