"""A tally: so many of a number of dots are lit, with a heading and a number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from scenes.kit.ink.layout import GUTTER, Box
from scenes.kit.ink.motion import Move, eased, side_by_side
from scenes.kit.ink.shapes import PX, Dots, Inked, Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import Panel, fitted
from scenes.kit.text.readout import Readout

__all__ = ["Tally", "TallyBoard"]

_HEAD, _FOOT, _SIDE = 0.42, 0.5, 0.22
_NAME_PX, _NUMBER_PX = 20.0, 20.0
_PAIR: Final = 2
_LARGEST_PX, _SHARE = 10.0, 0.3


class Tally:
    """How many of how many, in a panel that can become another rectangle.

    Parameters
    ----------
    box : Box
        The narrowest that it will have.
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
        places = np.zeros((number, 2))
        self._all = Dots(places, 0.0, look.edge)
        self._lit = Dots(places[:0], 0.0, look.model)
        self._number = Readout(_NUMBER_PX, look.muted, 0.0, 0.0)
        self.stand(box)
        self.show(0)

    def stand(self, box: Box) -> None:
        """Fill a rectangle."""
        self._lay(_Laid.in_box(box, len(self._all.points)))

    def moving(self, box: Box) -> Callable[[float], None]:
        """Return a function of progress by which it comes to fill another rectangle."""
        start, end = self._laid, _Laid.in_box(box, len(self._all.points))
        return lambda progress: self._lay(start.towards(end, eased(progress)))

    def _lay(self, laid: "_Laid") -> None:
        """Put everything in place."""
        self._laid, box = laid, laid.box
        self._panel.fill(box)
        self._name.at(box.left + _SIDE, box.top - _HEAD)
        self._number.move(box.left + _SIDE, box.bottom + 0.2)
        self._all.put(laid.places)
        self._lit.put(laid.places[: len(self._lit.points)])
        self._all.radius = self._lit.radius = laid.radius

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
            self._lit.put(self._laid.places[:lit])


class TallyBoard:
    """Tallies that share a rectangle: two at first, then another one, and another.

    Parameters
    ----------
    box : Box
    numbers : mapping of str to int
        What each is called, and how many dots it has.
    told : callable
        Takes how many dots there are, and returns what `Tally` has as `told`.
    look : Look
    is_wide : bool
        Whether they stand in one row, else two in each.

    Attributes
    ----------
    tallies : tuple of Tally
    """

    def __init__(
        self,
        box: Box,
        numbers: Mapping[str, int],
        told: Callable[[int], Callable[[int], str]],
        look: Look,
        *,
        is_wide: bool,
    ) -> None:
        self._box, self._is_wide = box, is_wide
        self.tallies = tuple(
            Tally(cell, name, number, told(number), look)
            for cell, (name, number) in zip(self._cells(len(numbers)), numbers.items(), strict=True)
        )
        for tally, cell in zip(self.tallies, self._cells(_PAIR), strict=False):
            tally.stand(cell)

    def _cells(self, count: int) -> tuple[Box, ...]:
        return _boxes(self._box, count, is_wide=self._is_wide)

    def adding(self, tally: Tally) -> Callable[[float], None]:
        """Return a function of progress by which those before a tally make room for it."""
        before = self.tallies[: self.tallies.index(tally)]
        *cells, free = self._cells(len(before) + 1)
        tally.stand(free)
        return side_by_side(
            *(Move(each.moving(cell), 1.0) for each, cell in zip(before, cells, strict=True))
        )[0]


def _boxes(box: Box, count: int, *, is_wide: bool) -> tuple[Box, ...]:
    """Return so many boxes that fill one, side by side; more than two in two rows if not wide."""
    if not is_wide and count > _PAIR:
        upper, lower = box.split_down(0.5)
        pair = _boxes(upper, _PAIR, is_wide=True)
        return (*pair, *_boxes(lower, count - _PAIR, is_wide=True))
    width = (box.width - (count - 1) * GUTTER) / count
    lefts = [box.left + k * (width + GUTTER) for k in range(count)]
    return tuple(Box(box.name, x, box.bottom, x + width, box.top) for x in lefts)


@dataclass(frozen=True, slots=True)
class _Laid:
    """Where everything is: in which rectangle, the dots' places, shape (n, 2), and their radius."""

    box: Box
    places: Positions
    radius: float

    @classmethod
    def in_box(cls, box: Box, number: int) -> "_Laid":
        """Return where so many dots are in a rectangle."""
        places, pitch = _spread(box.inset(_SIDE, _FOOT, _SIDE, _HEAD + 0.1), number)
        return cls(box, places, min(_LARGEST_PX * PX, _SHARE * pitch))

    def towards(self, other: "_Laid", share: float) -> "_Laid":
        """Return what is a share of the way to another one."""
        edges = (
            (each.box.left, each.box.bottom, each.box.right, each.box.top) for each in (self, other)
        )
        ours, theirs = map(np.array, edges)
        return _Laid(
            Box(self.box.name, *(ours + share * (theirs - ours)).tolist()),
            self.places + share * (other.places - self.places),
            self.radius + share * (other.radius - self.radius),
        )


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
