"""What stands under two pictures side by side: a name, what differs, and what is being said."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.layout import WIDE
from scenes.kit.ink.rows import lowest_rows
from scenes.kit.ink.shapes import PX, Type
from scenes.kit.look.look import Look
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.typesetter import lettering

__all__ = ["Sign", "painted_signs"]

_MIDDLE = WIDE.frame.right / 2.0
"""The x of the middle of a frame's right half."""
_WIDEST = WIDE.whole.right - 0.25
_NAME_Y, _TOLD_Y, _WORDS_Y = -1.75, -2.2, -2.85
_WORDS_SPACING = 36.0 * PX


@dataclass(frozen=True, slots=True)
class Sign:
    """The words under one picture.

    Parameters
    ----------
    name, told : str
        What it is called; what is different in it.
    words : tuple of str
        Lines of what is being said.
    """

    name: str
    told: str
    words: tuple[str, ...] = ()

    def lines(self, x: float, look: Look) -> Iterator[Type]:
        """Yield its lines at their places, around a middle."""
        yield _fitted(self.name, 32.0, look.text).at(x, _NAME_Y, anchor=0.5)
        yield _fitted(self.told, 22.0, look.muted).at(x, _TOLD_Y, anchor=0.5)
        for below, words in enumerate(self.words):
            line = _fitted(words, 26.0, look.text)
            yield line.at(x, _WORDS_Y - below * _WORDS_SPACING, anchor=0.5)


def _fitted(text: str, size_px: float, colour: str) -> Type:
    """Return a line; a long one in smaller letters."""
    line = Type(escaped(text), size_px, colour)
    if line.advance > _WIDEST:
        line.size_px *= _WIDEST / line.advance
        line.write(line.markup)
    return line


def painted_signs(
    signs: tuple[Sign, Sign], look: Look, width: int, height: int, rows: int
) -> NDArray[np.uint8]:
    """Return the lowest rows of a frame with two signs on them; see `lowest_rows`.

    Parameters
    ----------
    signs : tuple of Sign
        The left one and the right one.
    look : Look
    width, height : int
        Of the frame, pixels.
    rows : int
        How many of its rows, from below.
    """
    left, right = signs
    with lettering(look.font):
        lines = (*left.lines(-_MIDDLE, look), *right.lines(_MIDDLE, look))
    return lowest_rows(lines, look.ground, width, height, rows)
