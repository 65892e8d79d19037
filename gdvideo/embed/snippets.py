"""What an author pastes into a page of their own: the lesson page in a frame, or a video alone."""

import json

from markupsafe import Markup

from gdvideo.embed.course import Course
from gdvideo.embed.files import Files
from gdvideo.embed.names import language_name, page_names
from gdvideo.embed.templates import filled
from gdvideo.embed.text import on_one_line
from gdvideo.rendering.captions import marked

__all__ = ["snippets"]

_TARGETS = ("html.html", "myst.md", "mystmd.md", "quarto.qmd", "sphinx.rst", "links.txt")
_RST_SIGNS = "\\*`|_:<"


def snippets(course: Course) -> Files:
    """Return a file for each kind of site, with a snippet for each video; they need kind `page`.

    Raw HTML is taken where a site's own directives know no captions (MyST, Sphinx, Quarto).
    """
    values = {
        "title": course.film.title,
        "videos": (course.film, *course.clips),
        "pages": page_names(course),
        "home": "gdvideo/",
        "width": course.quality.width,
        "height": course.quality.height,
        "language": course.language,
        "language_name": language_name(course.language),
        "has_captions": course.shows_captions,
        "marked": _marked,
        "quoted": _quoted,
        "underlined": _underlined,
        "plain": _plain,
    }
    return {f"snippets/{name}": filled(f"snippets/{name}", **values) for name in _TARGETS}


def _plain(text: str) -> Markup:
    return Markup(on_one_line(text))


def _marked(text: str) -> Markup:
    """Return text of Markdown."""
    return Markup(marked(on_one_line(text)))


def _quoted(text: str) -> Markup:
    """Return a string of YAML."""
    return Markup(json.dumps(on_one_line(text), ensure_ascii=False))


def _underlined(text: str, sign: str) -> Markup:
    """Return a heading of reStructuredText."""
    line = "".join("\\" + c if c in _RST_SIGNS else c for c in on_one_line(text))
    return Markup(f"{line}\n{sign * (2 * len(line))}")
