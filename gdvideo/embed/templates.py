"""Pages from templates: names and titles are anybody's, so all that is filled in is escaped."""

import json
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gdvideo.embed.text import printable
from gdvideo.rendering.clock import clock
from scenes.telling.assets import ASSETS

__all__ = ["WEB", "filled", "inlined"]

WEB = ASSETS / "web"
"""The folder of templates, styles and scripts."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(WEB),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_cleaned,
    )
    environment.filters["inlined"] = inlined
    environment.filters["clock"] = clock
    return environment


def _cleaned(value: Any) -> Any:
    """Take out of a text what no page may hold."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value)
    return value


def filled(template: str, **values: Any) -> bytes:
    """Return a template of `assets/web`, filled in, as UTF-8.

    Values are escaped for HTML and XML, also in attributes; characters that neither may hold are
    left out.

    Raises
    ------
    jinja2.UndefinedError
        If the template asks for a value that is not given.
    """
    return _environment().get_template(template).render(values).encode()


def inlined(value: Any) -> Markup:
    r"""Return a value as JSON that may stand in a `script` element, whatever its texts hold.

    Examples
    --------
    >>> print(inlined({"title": "</script> & <!--"}))
    {"title":"\u003c/script> & \u003c!--"}
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(
        text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )
