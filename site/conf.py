"""Settings of the website. `make site` (tools/make_site.py) lays out the pages and calls Sphinx."""

import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))

project = "From Pixels to Networks"
author = "the authors of From Pixels to Networks"
copyright = f"{author}; text and figures CC BY 4.0"
language = "en"

extensions = ["myst_nb", "alt_texts", "glossary_links", "accessible"]
myst_enable_extensions = ["dollarmath", "amsmath", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "off"
nb_merge_streams = True
nb_render_markdown_format = "myst"  # CommonMark, the default, has no tables

templates_path = ["_templates"]
html_static_path = ["_static"]
html_extra_path = ["extra"]
html_css_files = ["course.css"]
html_title = project
html_favicon = "_static/heart.svg"
html_context = {
    "default_mode": "auto",
    "notebooks": [f"{path.parent.name}/{path.stem}" for path in FOLDER.glob("*/*.ipynb")],
}
html_show_sourcelink = False
html_copy_source = False
html_use_index = False
html_show_sphinx = False
html_theme = "pydata_sphinx_theme"
html_theme_options = {
    "article_header_end": ["downloads"],
    "secondary_sidebar_items": ["page-toc"],
    "show_prev_next": True,
    "navigation_with_keys": False,
    "navbar_persistent": ["search-button"],
    "footer_start": ["copyright"],
    "footer_end": [],
}
mathjax_path = "mathjax/tex-svg.js"
