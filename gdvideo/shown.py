"""What is told, made safe to print: nothing out of a file moves, hides or turns what is read."""

import unicodedata

__all__ = ["shown", "visible"]

_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
"""The categories of controls, lone surrogates, and the separators of lines and paragraphs."""

_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What Unicode's bidirectional algorithm (UAX 9) takes orders from."""

_EMPTY = "\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"
"""What has no width and joins no letters; the joiners of Persian and of emoji are not among it."""


def shown(text: str, width: int = 40) -> str:
    """Quote a cell or a name for a message, cut to some `width` characters.

    Examples
    --------
    >>> shown("abc"), shown("a" * 100, width=5)
    ("'abc'", "'aaaa…'")
    """
    return repr(text if len(text) <= width else text[: width - 1] + "…")


def visible(line: str) -> str:
    r"""Return a line with its unseen characters escaped as in Python; letters stay as they are.

    Examples
    --------
    >>> print(visible("a\x1b[31m\n\u202eb"))
    a\x1b[31m\n\u202eb
    """
    return "".join(_escaped(letter) if _is_unseen(letter) else letter for letter in line)


def _is_unseen(letter: str) -> bool:
    return letter in _TURNING + _EMPTY or unicodedata.category(letter) in _UNSEEN


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode()
