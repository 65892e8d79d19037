"""The power rule as a square that grows: two strips are added to it, and a corner."""

from typing import Final, Self

import numpy as np

from gdcore.calculus.chain import Square
from scenes.kit.calculus.written import of_square, square_colours
from scenes.kit.ink.areas import Areas
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Inked, Positions
from scenes.kit.look.look import Look
from scenes.kit.text.emphasis import Brace
from scenes.kit.text.formula import Formula

__all__ = ["MOST", "GrowingSquare"]

MOST: Final = 0.4
"""By this share of its side the square grows at most."""
_AIR: Final = 0.14
_BELOW, _BESIDE, _ABOVE = 0.75, 1.0, 0.5
_AREA_PX, _PART_PX = 64.0, 30.0
_LOW: Final = 0.16
_LITTLE, _TINT, _EDGE_PX = 0.1, 0.75, 2.0 * 100.0 * PX


class _Framed(Areas):
    """A part of the square, in one tint, with an edge of its own."""

    def __init__(self, tint: str, edge: str, inside: float = 1.0) -> None:
        super().__init__(tint, edge)
        self.set_stroke(width=_EDGE_PX)
        self._opacities = (inside, 1.0)
        self._show(1.0)


class GrowingSquare:
    """A square of side u in a corner, two strips along its far sides, and the corner between them.

    Parameters
    ----------
    box : Box
        Holds the square, grown as far as it gets, and what is written around it.
    square : Square
    look : Look

    Attributes
    ----------
    area, strips, corner : Areas
    side, change : tuple of Inked
        The brace along u, and along du, with its letter.
    corner_share : float
        How large the corner is beside both strips.
    named : tuple of Formula
        What is written in the square, beside both strips, and at the corner.
    """

    def __init__(self, box: Box, square: Square, look: Look) -> None:
        self.area = _Framed(look.high, look.text)
        self.strips = _Framed(look.slope, look.slope, _TINT)
        self.corner = _Framed(look.muted, look.muted, _TINT)
        colours, text = square_colours(look), look.text

        def write(part, px):
            return Formula(of_square(square, part), px, colours, text)

        self.named = tuple(
            write(part, px)
            for part, px in (
                (square.area, _AREA_PX),
                (square.strip, _PART_PX),
                (square.strip, _PART_PX),
                (square.corner, _PART_PX),
            )
        )
        self._u, self._du = write(square.side, _PART_PX), write(square.change, _PART_PX)
        self._braces = tuple(Brace(colour, depth=_AIR) for colour in (text, look.slope))
        self.side = (self._braces[0], *self._u.shapes)
        self.change = (self._braces[1], *self._du.shapes)
        room = min(box.width - _BESIDE, box.height - _BELOW - _ABOVE)
        self.whole = room / (1.0 + MOST)
        across = self.whole * (1.0 + MOST) + _BESIDE
        self._foot = np.array([box.left + (box.width - across) / 2.0, box.bottom + _BELOW])
        self.grow(1.0, 0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        parts = tuple(part for formula in self.named for part in formula.shapes)
        return (self.area, self.strips, self.corner, *self.side, *self.change, *parts)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: all but the square and its area."""
        seen = (self.area, *self.named[0].shapes)
        return tuple(shape for shape in self.shapes if shape not in seen)

    def grow(self, side: float, change: float) -> Self:
        """Have a side, and a change of it, both in units of the whole side."""
        u, end = side * self.whole, (side + change) * self.whole
        self.corner_share = change / (2.0 * side)
        area, above, beside, corner = (self._foot + part for part in _parts(u, end))
        self.area.lay((area,))
        self.strips.lay((above, beside))
        self.corner.lay((corner,))
        self._write(u, end)
        return self

    @staticmethod
    def small(box: Box, look: Look) -> tuple[Areas, ...]:
        """Return square, strips and corner in the middle of a box, grown by a little."""
        u = min(box.width, box.height) / (1.0 + _LITTLE)
        whole = u * (1.0 + _LITTLE)
        foot = np.array([box.left + box.right - whole, box.bottom + box.top - whole]) / 2.0
        area, above, beside, corner = (foot + part for part in _parts(u, whole))
        return (
            _Framed(look.high, look.text).lay((area,)),
            _Framed(look.slope, look.slope, _TINT).lay((above, beside)),
            _Framed(look.muted, look.muted, _TINT).lay((corner,)),
        )

    def _write(self, u: float, end: float) -> None:
        """Put the letters where their parts are."""
        x, y = self._foot.tolist()
        area, above, beside, corner = self.named
        area.at(x + u / 2.0, y + u / 2.0 - 1.5 * _LOW, 0.5)
        above.at(x + u / 2.0, y + end + _LOW, 0.5)
        beside.at(x + end + _AIR, y + u / 2.0 - _LOW / 2.0)
        corner.at(x + end + _AIR, y + (u + end) / 2.0 - _LOW / 2.0)
        below = np.array([x, y - 0.5 * _AIR])
        for brace, start, stop in zip(self._braces, (0.0, u), (u, end), strict=True):
            brace.between(below + np.array([stop, 0.0]), below + np.array([start, 0.0]))
        for letter, middle in ((self._u, u / 2.0), (self._du, (u + end) / 2.0)):
            letter.at(x + middle, y - 4.2 * _AIR, 0.5)


def _parts(u: float, end: float) -> tuple[Positions, ...]:
    """Return the outlines of a square of side u, of what it gains above and beside, and between."""
    return (
        _rectangle(0.0, 0.0, u, u),
        _rectangle(0.0, u, u, end),
        _rectangle(u, 0.0, end, u),
        _rectangle(u, u, end, end),
    )


def _rectangle(left: float, bottom: float, right: float, top: float) -> Positions:
    return np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
