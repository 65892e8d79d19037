"""A tally: so many of a number of dots are lit, with a heading and a number."""

from collections.abc import Callable
from typing import Final

import numpy as np

from scenes.kit.ink.layout import GUTTER, Box
from scenes.kit.ink.shapes import Dots, Inked, Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import Panel, fitted
from scenes.kit.text.readout import Readout

__all__ = ["Tally", "tally_boxes"]

_HEAD, _FOOT, _SIDE = 0.42, 0.5, 0.22
_NAME_PX, _NUMBER_PX = 20.0, 20.0
_LARGEST_PX, _SHARE = 6.5, 0.36
_PX: Final = 90.0
"""Pixels in a scene unit."""


def tally_boxes(box: Box, count: int, *, is_wide: bool) -> tuple[Box, ...]:
    """Return so many boxes of one size side by side; in two rows if the frame is not wide."""
    if not is_wide:
        rows = box.split_down(0.5)
        return tuple(cell for row in rows for cell in tally_boxes(row, count // 2, is_wide=True))
    width = (box.width - (count - 1) * GUTTER) / count
    lefts = [box.left + k * (width + GUTTER) for k in range(count)]
    return tuple(Box(box.name, x, box.bottom, x + width, box.top) for x in lefts)


class Tally:
    """How many of how many, in a panel.

    Parameters
    ----------
    box : Box
    name : str
        What was tried.
    number : int
        How many dots there are.
    told : callable
        Takes how many are lit, and returns the words below them.
    look : Look
    """

    def __init__(
        self, box: Box, name: str, number: int, told: Callable[[int], str], look: Look
    ) -> None:
        self._words = told
        self._panel = Panel(box, look)
        self._name = fitted(name, _NAME_PX, look.text, box.width - 2 * _SIDE)
        self._name.at(box.left + _SIDE, box.top - _HEAD)
        room = box.inset(_SIDE, _FOOT, _SIDE, _HEAD + 0.1)
        self._places, pitch = _spread(room, number)
        radius = min(_LARGEST_PX, _SHARE * pitch * _PX)
        self._all = Dots(self._places, radius, look.edge)
        self._lit = Dots(self._places, radius, look.model)
        self._number = Readout(_NUMBER_PX, look.muted, box.left + _SIDE, box.bottom + 0.2)
        self.show(0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self._panel, self._name, self._all, self._lit, self._number)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """Everything: it waits unseen."""
        return self.shapes

    @property
    def told(self) -> str:
        """What stands below the dots."""
        return self._number.told

    def show(self, lit: int) -> None:
        """Light so many dots, and tell the number."""
        told = self._words(lit)
        if told != self._number.told:
            self._number.tell(told)
            self._lit.put(self._places[:lit])


def _spread(room: Box, number: int) -> tuple[Positions, float]:
    """Return places in full rows that fill the room best, from left to right, and how far apart."""
    pitches = {
        rows: min(room.width * rows / number, room.height / rows)
        for rows in range(1, number + 1)
        if number % rows == 0
    }
    rows = max(pitches, key=lambda count: pitches[count])
    pitch, columns, k = pitches[rows], number // rows, np.arange(number)
    x = room.left + (k % columns + 0.5) * pitch
    y = room.top - (k // columns + 0.5) * pitch
    return np.array([x, y]).T, pitch
