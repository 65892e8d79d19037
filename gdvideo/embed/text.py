"""Texts of anybody's, made safe for pages, packages and slides."""

import re

__all__ = ["on_one_line", "printable"]

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What neither XML 1.0 (section 2.2) nor HTML lets stand in a text."""


def printable(text: str) -> str:
    r"""Return a text without what no page may hold.

    Examples
    --------
    >>> printable("a\x00b")
    'ab'
    """
    return _FORBIDDEN.sub("", text)


def on_one_line(text: str) -> str:
    r"""Return a text without what no page may hold, its lines joined.

    Examples
    --------
    >>> on_one_line("a\x00 \n b")
    'a b'
    """
    return " ".join(printable(text).split())
