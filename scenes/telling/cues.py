"""Cues: marks in the words for the moments at which the picture moves. No Manim here.

`Draw the number as a |height| above the point.` has the cue `height` at the word height. In
another language, or where the word is not the name, the name stands before a colon, as in
`|height:Höhe|`.
"""

import re
from dataclasses import dataclass

__all__ = ["CuedWords", "cued"]

_CUE = re.compile(r"\|(?:(?P<name>[a-z-]+):)?(?P<words>[^|]+)\|")


@dataclass(frozen=True, slots=True)
class CuedWords:
    """Words as they stand in the narration, and where in them the cues are.

    Parameters
    ----------
    pieces : tuple of str
        The words, cut where a cue begins; names in braces are still to be filled in.
    names : tuple of str
        The names of the cues, each at the beginning of a piece but the first.
    """

    pieces: tuple[str, ...]
    names: tuple[str, ...]


def cued(text: str) -> CuedWords:
    """Take the cues out of words.

    Parameters
    ----------
    text : str
        Each cue between bars; names in braces may stand anywhere but in a cue's name.

    Raises
    ------
    ValueError
        If a bar has no partner, or two cues have one name.

    Examples
    --------
    >>> cued("Draw a |height|. |turn:Turn| {m}.")
    CuedWords(pieces=('Draw a ', 'height. ', 'Turn {m}.'), names=('height', 'turn'))
    """
    pieces, names, end = [""], [], 0
    for match in _CUE.finditer(text):
        pieces[-1] += text[end : match.start()]
        names.append(match["name"] or match["words"])
        pieces.append(match["words"])
        end = match.end()
    pieces[-1] += text[end:]
    if any("|" in piece for piece in pieces):
        raise ValueError(f"`text` must have bars in pairs, got {text!r}")
    if len(set(names)) < len(names):
        raise ValueError(f"`text` must name each cue once, got {text!r}")
    return CuedWords(tuple(pieces), tuple(names))
