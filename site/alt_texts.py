"""Give each figure of a notebook the alt text that is stored beside it."""

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx

without_alt = NbElementRenderer.render_image


def render_image(self: NbElementRenderer, data: MimeData) -> list[nodes.Element]:
    """Return myst-nb's image node with `alt` from the metadata of the output."""
    images = without_alt(self, data)
    for image in images:
        image["alt"] = data.output_metadata.get(data.mime_type, {}).get("alt", "")
    return images


def setup(app: Sphinx) -> dict[str, bool]:
    """Put it in the place of myst-nb's own."""
    NbElementRenderer.render_image = render_image
    return {"parallel_read_safe": True, "parallel_write_safe": True}
