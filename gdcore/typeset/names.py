r"""Names as Typst mathematics: theta_0 is a Greek letter with a subscript, `flipper length` a word.

A name may be a column heading of somebody's table, so it is untrusted: apart from single Latin
letters, Greek letters and digits it is only ever emitted inside a Typst string, whose two special
characters (the quote and the backslash) are escaped. Nothing in it can become markup or a call.
"""

import re
import unicodedata
from typing import Final

__all__ = ["clean_name", "is_greek", "is_word", "name_source", "quoted"]

_SMALL: Final = "αβγδεζηθικλμνξοπρστυφχψω"


def _greek_name(letter: str) -> str:
    """Return Typst's name of a small Greek letter, which is Unicode's but for `lamda`."""
    return unicodedata.name(letter).split()[-1].lower().replace("lamda", "lambda")


_GREEK: Final = {letter: _greek_name(letter) for letter in _SMALL} | {
    letter.upper(): _greek_name(letter).capitalize() for letter in _SMALL
}
_HEAD: Final = "|".join(["[A-Za-z]", "lamda", *_GREEK, *_GREEK.values()])
_SUBSCRIPTED: Final = re.compile(rf"({_HEAD})(?:_?([0-9]+)|_(\w+))?")
# Embeddings, overrides and isolates turn the reading direction of what follows them.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_name(name: str) -> str:
    r"""Return `name` on one line, without characters that no document may hold.

    White space is folded to single spaces; control characters, lone surrogates, code points that
    are no characters and marks that turn the direction of writing are left out; a name of which
    nothing is left is shown as a question mark.

    Examples
    --------
    >>> clean_name("flipper\n length\x00")
    'flipper length'
    """
    kept = (
        letter
        for letter in name
        if letter.isspace()
        or (letter not in _TURNING and unicodedata.category(letter) not in {"Cc", "Cs", "Cn"})
    )
    return " ".join("".join(kept).split()) or "?"


def quoted(text: str) -> str:
    r"""Return `text`, cleaned, as a Typst string literal: upright in mathematics, and inert.

    Examples
    --------
    >>> print(quoted('#panic() "now"'))
    "#panic() \"now\""
    """
    return '"' + clean_name(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def name_source(name: str) -> str:
    """Return the Typst mathematics for a name.

    One letter, Latin or Greek (spelled out or not), is italic; digits after it, or whatever follows
    an underscore, are its subscript; every other name is an upright word.

    Examples
    --------
    >>> [name_source(name) for name in ("m", "p2", "theta_0", "w_rain", "rain", "rain2")]
    ['m', 'p_2', 'theta_0', 'w_"rain"', '"rain"', '"rain2"']
    """
    parts = _SUBSCRIPTED.fullmatch(name)
    if parts is None:
        return quoted(name)
    head, digits, tail = parts.groups()
    if digits or tail:
        return f"{_letter(head)}_{digits or _subscript(tail)}"
    return _letter(head)


def is_word(name: str) -> bool:
    """Return whether `name` is printed as an upright word (and so needs room in a product)."""
    return _SUBSCRIPTED.fullmatch(name) is None


def is_greek(name: str) -> bool:
    """Return whether `name` is printed as a Greek letter, with or without a subscript."""
    parts = _SUBSCRIPTED.fullmatch(name)
    return parts is not None and _letter(parts.group(1)) in _GREEK.values()


def _letter(head: str) -> str:
    # `lamda` is how Python formulas avoid the keyword `lambda`.
    return "lambda" if head == "lamda" else _GREEK.get(head, head)


def _subscript(tail: str) -> str:
    letter = _SUBSCRIPTED.fullmatch(tail)
    return quoted(tail) if letter is None or letter.group(0) != letter.group(1) else _letter(tail)
