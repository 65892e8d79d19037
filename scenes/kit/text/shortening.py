"""Names of users that are too long for a picture, cut at whole letters before they are typeset."""

import unicodedata
from collections.abc import Callable, Iterator

__all__ = ["letters", "shortened", "shortened_to_fit"]

_LONGEST = 60
"""So many letters of a name are looked at: more never fit in a picture."""
_LOOKED_AT = 8 * _LONGEST
_MARKS = 2
"""So many marks of a letter are kept: more grow into the lines above and below."""

_FEWEST = 3
"""A unit is left out rather than fewer letters of a name kept."""

_ELLIPSIS = "…"
_JOINER = "\N{ZERO WIDTH JOINER}"
_JOINED = _JOINER + "\N{ZERO WIDTH NON-JOINER}\N{VARIATION SELECTOR-16}"


def letters(text: str) -> Iterator[str]:
    """Yield what is seen as one letter: a character with its marks, or several that are joined.

    Controls are left out, those of the writing direction too. This is as much of Unicode's grapheme
    clusters (UAX #29) as tells where a name may be cut.

    Examples
    --------
    >>> [len(letter) for letter in letters("ae" + chr(0x301) + "z")]
    [1, 2, 1]
    """
    letter, marks = "", 0
    for character in text:
        kind = unicodedata.category(character)
        if kind in ("Cc", "Cf", "Cs") and character not in _JOINED:
            character, kind = (" ", "Zs") if character.isspace() else ("", "")
        marks = marks + 1 if kind.startswith("M") else 0
        belongs = marks or character in _JOINED or letter.endswith(_JOINER)
        if letter and character and not belongs:
            yield letter
            letter = ""
        letter += character if marks <= _MARKS else ""
    if letter:
        yield letter


def shortened(name: str, unit: str = "", most: int = _LONGEST) -> str:
    """Return a name with its unit in parentheses, the name cut by an ellipsis if it is too long.

    Parameters
    ----------
    name, unit : str
        Of any length; the unit may be empty. One that is too long itself is left out.
    most : int
        How many letters of the name are kept, 1 or more.

    Examples
    --------
    >>> shortened("body mass", "g"), shortened("body mass", "g", 4), shortened("body mass", most=5)
    ('body mass (g)', 'body… (g)', 'body…')
    """
    kept = list(letters(name[:_LOOKED_AT]))
    is_whole = len(kept) <= most and len(name) <= _LOOKED_AT
    told = "".join(kept) if is_whole else "".join(kept[:most]).rstrip() + _ELLIPSIS
    measured = "".join(letters(unit[:_LOOKED_AT]))
    return f"{told} ({measured})" if 0 < len(measured) <= _LONGEST else told


def shortened_to_fit(name: str, unit: str, fits: Callable[[str], bool]) -> str:
    """Return as much of a name as fits, with its unit if that leaves some letters of the name.

    Parameters
    ----------
    name, unit : str
        As for `shortened`.
    fits : callable
        Whether words have room; asked some dozen times at most.
    """
    whole = shortened(name, unit)
    if fits(whole):
        return whole
    for measured in dict.fromkeys((unit, "")):
        cut = _longest(lambda most, u=measured: fits(shortened(name, u, most)))
        if cut >= (_FEWEST if measured else 1):
            return shortened(name, measured, cut)
    return shortened(name, most=1)


def _longest(fits: Callable[[int], bool]) -> int:
    """Return the largest number of letters that fits, by halving; 0 if none does."""
    low, high = 0, _LONGEST + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low
