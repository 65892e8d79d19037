"""A table of numbers that fills row by row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Inked, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.panels.band import Band
from scenes.kit.plots.plot import fitted
from scenes.kit.text.glyphs import escaped

__all__ = ["Column", "Table"]

_LARGEST_PX, _SMALLEST_PX = 22.0, 18.0
_UNIT_PX = 18.0
_ROW_EM = 1.7
_UNIT_WIDTH = 1.6
_LEAST_GAP, _MOST_GAP = 0.22, 1.6
_DROP_EM = 0.25
"""How far the baseline is under the middle of a row."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    head : str
        Its name as Typst markup.
    cells : tuple of str
        What stands in it, a plain text a row, mostly from `scenes.telling.numerals`.
    colour : str
        Of name and numbers, by what they mean.
    unit : str
        Plain text that is shown under the name, cut if it is long; empty for none.
    """

    head: str
    cells: tuple[str, ...]
    colour: str
    unit: str = ""


class Table:
    """Right-aligned numbers under a header.

    A table of more rows than there is room for shows the first ones and the last, and between
    them a line that says how many are left out.

    Parameters
    ----------
    box : Box
        Where it has to fit; it begins at the top.
    columns : sequence of Column
        All with as many cells; the table is as wide as the widest of all, whether shown or not.
    look : Look

    Attributes
    ----------
    shown : tuple of (int or None)
        Which row of the columns each line shows, None for the line that tells of those left out.
    head : tuple of Inked
        Names, units and the rule under them.
    lines : tuple of tuple of Type
        What each line consists of, to be faded in one after the other.
    band : Band
        Marks a line.
    shapes : tuple of Inked
        All, in painting order.
    hidden : tuple of Inked
        Those that wait unseen: the band.

    Raises
    ------
    ValueError
        If the columns differ in length, or do not fit side by side at 18 pixels.
    """

    def __init__(self, box: Box, columns: Sequence[Column], look: Look) -> None:
        if len({len(column.cells) for column in columns}) != 1:
            lengths = [len(column.cells) for column in columns]
            raise ValueError(f"`columns` must be of one length, got {lengths}")
        self._columns, self._look = tuple(columns), look
        self._size_px, self._rights, right = _across(box, self._columns)
        self._pitch = _ROW_EM * self._size_px * PX
        self._width = box.width
        self._box = Box(box.name, box.left, box.bottom, right, box.top)
        deep = 1.8 if any(column.unit for column in columns) else 1.2
        self._top = box.top - deep * self._pitch
        room = max(int((self._top - box.bottom + 1e-9) / self._pitch), 3)
        self.shown = _shown(len(columns[0].cells), room)
        self.head = self._header()
        self.lines = tuple(self._line(place, row) for place, row in enumerate(self.shown))
        self.band = Band(box.left, right, self._pitch, look)
        self.mark(0.0)
        self.shapes: tuple[Inked, ...] = (
            *self.band.shapes,
            *self.head,
            *(cell for line in self.lines for cell in line),
        )
        self.hidden: tuple[Inked, ...] = self.band.shapes

    def mark(self, line: float) -> None:
        """Put the band on a line, counted from 0, or on its way from one to the next."""
        self.band.stand(self._middle(line))

    def _middle(self, line: float) -> float:
        return self._top - (line + 0.5) * self._pitch

    def _header(self) -> tuple[Inked, ...]:
        names = [Type(column.head, self._size_px, column.colour) for column in self._columns]
        units = [
            fitted(column.unit, _UNIT_PX, self._look.muted, _UNIT_WIDTH) if column.unit else None
            for column in self._columns
        ]
        rule = np.array([[self._box.left, self._top], [self._box.right, self._top]])
        rule[:, 1] += 0.1 * self._pitch
        for name, right in zip(names, self._rights, strict=True):
            name.at(right, self._box.top - 0.6 * self._pitch, 1.0)
        shown = [
            unit.at(right, self._top + 0.4 * self._pitch, 1.0)
            for unit, right in zip(units, self._rights, strict=True)
            if unit
        ]
        return (Segments(rule, self._look.muted, 1.5), *names, *shown)

    def _line(self, place: int, row: int | None) -> tuple[Type, ...]:
        y = self._middle(place) - _DROP_EM * self._size_px * PX
        if row is None:
            left_out = len(self._columns[0].cells) - len(self.shown) + 1
            words = "⋮\u2002" + self._look.vocabulary.count("rows-left-out", left_out)
            width = self._width - Band.WIDTH
            note = fitted(words, _SMALLEST_PX, self._look.muted, width)
            return (note.at(self._box.left + Band.WIDTH, y),)
        return tuple(
            Type(escaped(column.cells[row]), self._size_px, column.colour).at(right, y, 1.0)
            for column, right in zip(self._columns, self._rights, strict=True)
        )


def _across(box: Box, columns: tuple[Column, ...]) -> tuple[float, list[float], float]:
    """Return the size of the letters, the right end of each column, and that of the table."""
    for size_px in np.arange(_LARGEST_PX, _SMALLEST_PX - 0.5, -1.0).tolist():
        widths = np.array([_width(column, size_px) for column in columns])
        gap = (box.width - 1.5 * Band.WIDTH - widths.sum()) / max(len(columns) - 1, 1)
        if gap >= _LEAST_GAP:
            gap = min(gap, _MOST_GAP)
            rights = box.left + Band.WIDTH + np.cumsum(widths + gap) - gap
            return size_px, rights.tolist(), float(rights[-1]) + Band.WIDTH / 2
    raise ValueError(
        f"`columns` must fit side by side into {box.width:.2f} at {_SMALLEST_PX:g} px with gaps of "
        f"{_LEAST_GAP}, got {len(columns)} columns"
    )


def _width(column: Column, size_px: float) -> float:
    cells = [Type(escaped(cell), size_px, column.colour) for cell in dict.fromkeys(column.cells)]
    unit = Type(escaped(column.unit), _UNIT_PX, column.colour).advance if column.unit else 0.0
    head = Type(column.head, size_px, column.colour)
    return max([head.advance, min(unit, _UNIT_WIDTH), *(cell.advance for cell in cells)])


def _shown(rows: int, room: int) -> tuple[int | None, ...]:
    """Return the rows that a table of some lines shows: all, or the first, a gap and the last."""
    if rows <= room:
        return tuple(range(rows))
    last = max((room - 1) // 3, 1)
    return (*range(room - 1 - last), None, *range(rows - last, rows))
