"""How the pages are built."""

project = "loyalty"
author = "The loyalty authors"
project_copyright = "2026, The loyalty authors"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
html_theme = "furo"
html_title = "loyalty"
html_copy_source = False
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
nitpicky = True
suppress_warnings = ["misc.highlighting_failure", "toc.empty_glob"]
