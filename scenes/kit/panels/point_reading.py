"""The parameters of the point on a map over those of the best fit, where the map is free."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats
from gdcore.section import Section
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.layout import Box
from scenes.kit.ink.rectangles import Rectangles
from scenes.kit.ink.shapes import PX, Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles
from scenes.kit.text.readout import Readout

__all__ = ["PointReading"]

_EDGE: Final = 0.2
_GAP: Final = 0.32
_ROW: Final = 0.34
_RISE, _FALL = 0.72 * NAME_PX * PX, 0.22 * NAME_PX * PX
_PLATE_ROOM, _PLATE_SHARE = 0.07, 0.92
_SPOT_SHARES: Final = (0.0, 1.0, 0.5, 0.25, 0.75)
"""How far right a table may stand: corners first, then between them, where a curve leaves room."""
_LARGEST_SHARE: Final = 0.75
"""Of a map's width; a wider table is left out."""
_ROUNDED_UP: Final = 2.2e-4
"""How far below a power of ten what three digits write as that is, as a logarithm: log 1/0.9995."""


class PointReading:
    """A table of what varies on a map: names, the values now, and those of the best fit.

    Parameters
    ----------
    cut : Section
        What the map varies.
    area : Box
        The map; the table stands in the corner that has least in it, or between two.
    taken : Obstacles
        What it should not lie on.
    look : Look

    Attributes
    ----------
    plate : Rectangles
        Behind the table: it is read over lines of the map.
    names : tuple of Type
        The head of the table.
    now, best : tuple of Readout
        The rows: a word, and a number a parameter.
    is_clear : bool
        Whether it lies on nothing.
    """

    def __init__(self, cut: Section, area: Box, taken: Obstacles, look: Look) -> None:
        self._cut, self._look = cut, look
        words = look.label("now"), look.label("best")
        numbers = [self._told(point) for point in self._seen()]
        widths = [max(_width(row[k], look) for row in numbers) for k in range(len(numbers[0]))]
        edges = [max(_width(word, look) for word in words)]
        for width in widths:
            edges.append(edges[-1] + _GAP + width)
        left, low = self._spot(area, edges[-1], taken)
        self._is_shown = edges[-1] <= _LARGEST_SHARE * area.width
        self.plate = Rectangles(look.high, 0.0, inside=_PLATE_SHARE)
        self.plate.is_ground = True
        if self._is_shown:
            self.plate.span(self.covered[:1], self.covered[1:])
        xs, ys = [left + edge for edge in edges], [low + k * _ROW for k in range(3)]
        self.names = tuple(
            Type(f"${name_typst(name)}$" if self._is_shown else "", NAME_PX, look.muted).at(
                x, ys[2], 1.0
            )
            for name, x in zip(cut.names, xs[1:], strict=True)
        )
        self.now, self.best = (
            tuple(Readout(NAME_PX, colour, x, y, 1.0) for x in xs)
            for colour, y in ((look.model, ys[1]), (look.best, ys[0]))
        )
        self._write(self.best, words[1], cut.whole.best)
        self.tell(0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.head, *self.now, *self.best)

    @property
    def head(self) -> tuple[Inked, ...]:
        """The plate and the names, which come first."""
        return (self.plate, *self.names)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def box(self) -> Positions:
        """Lower left and upper right corner, shape (2, 2)."""
        return self._box

    @property
    def covered(self) -> Positions:
        """The same of the plate under it, which covers a little more, shape (2, 2)."""
        return self._box + np.array([[-_PLATE_ROOM], [_PLATE_ROOM]])

    def tell(self, step: int) -> None:
        """Show the parameters after a step."""
        point = self._cut.whole.trajectory.points[step]
        self._write(self.now, self._look.label("now"), point)

    def _write(self, row: tuple[Readout, ...], word: str, point: Floats) -> None:
        for cell, text in zip(row, (word, *self._told(point)), strict=True):
            cell.tell(text if self._is_shown else "")

    def _seen(self) -> tuple[Floats, ...]:
        """Return all points that are told, as far as their widths differ."""
        points = self._cut.whole.trajectory.points
        shown = [_of_each_width(values) for values in self._cut.project(points).T]
        return (*points[np.unique(np.concatenate(shown))], self._cut.whole.best)

    def _told(self, point: Floats) -> list[str]:
        told = self._look.numerals.significant
        return [told(float(value)) for value in self._cut.project(point)]

    def _spot(self, area: Box, width: float, taken: Obstacles) -> tuple[float, float]:
        """Return the lower left corner of the table, where it lies on least."""
        height, room = 2 * _ROW + _RISE, area.width - 2 * _EDGE - width
        found: list[tuple[tuple[bool, int, int], float, float, Positions]] = []
        for left in (area.left + _EDGE + share * room for share in _SPOT_SHARES):
            for low in (area.bottom + _EDGE, area.top - _EDGE - height):
                box = np.array([[left, low - _FALL], [left + width, low + height]])
                found.append((taken.hit_by(box), left, low, box))
        hit, left, low, self._box = min(found, key=lambda one: one[0])
        self.is_clear = not any(hit)
        return left, low


def _of_each_width(values: Floats) -> NDArray[np.intp]:
    """Return which values, one of each sign and power of ten, are written in all widths.

    Digits are of one width, and all numbers have as many. What is rounded up to the next power of
    ten counts as that.
    """
    with np.errstate(divide="ignore"):
        powers = np.floor(np.log10(np.abs(values)) + _ROUNDED_UP)
    return np.unique(2.0 * powers + (values < 0.0), return_index=True)[1]


def _width(text: str, look: Look) -> float:
    return Type(escaped(text), NAME_PX, look.muted).advance
