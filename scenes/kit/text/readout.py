"""Numbers that change while one looks: their glyphs are drawn once and put side by side."""

from typing import Self

import numpy as np

from scenes.kit.ink.shapes import PX, Type
from scenes.kit.text.glyphs import escaped, outline

__all__ = ["Readout"]


class Readout(Type):
    """A line of digits and words that can be told anew at every frame for next to nothing.

    Digits are of one width, so a running number does not tremble.

    Parameters
    ----------
    size_px : float
    colour : str
    x, y : float
        Where the line stands; see `Type.at`.
    anchor : float
        Which share of the line's width is at `x`.

    Attributes
    ----------
    told : str
        What it shows.
    """

    def __init__(
        self, size_px: float, colour: str, x: float, y: float, anchor: float = 0.0
    ) -> None:
        super().__init__(escaped(" "), size_px, colour)
        self._place = (x, y, anchor)
        self.told = ""

    @property
    def letters(self) -> object:
        """What no other one has: between two running numbers there is none to show."""
        return self

    def tell(self, text: str) -> Self:
        """Show a text."""
        unit = self.size_px * PX
        self.told = text
        pieces, across = [np.empty((0, 2))], 0.0
        for letter in text:
            glyph = outline(escaped(letter))
            pieces.append(glyph.curves.reshape(-1, 2) + np.array([across, 0.0]))
            across += glyph.advance
        self.advance = across * unit
        self._origin = np.zeros(2)
        self.put(np.concatenate(pieces) * unit)
        return self.at(*self._place)

    def move(self, x: float, y: float) -> Self:
        """Stand elsewhere, with the same text."""
        self._place = (x, y, self._place[2])
        return self.at(*self._place)

    def slide(self, across: float, up: float) -> Self:
        """Move so far, scene units, with the same text."""
        x, y, anchor = self._place
        self._place = (x + across, y + up, anchor)
        return self.at(*self._place)

    def keep_under(self, other: Type, air: float) -> Self:
        """Stand so much lower that it does not lie over another text, nor touch it.

        Parameters
        ----------
        other : Type
        air : float
            The least distance, scene units.
        """
        (low, high), (below, above) = self.box, other.box
        if (low < above + air).all() and (high > below - air).all():
            x, y, _ = self._place
            self.move(x, y - float(high[1] + air - below[1]))
        return self
