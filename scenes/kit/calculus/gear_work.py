"""The chain rule as gears: a parameter, what is inside a row's loss, and that loss."""

from collections.abc import Callable
from math import pi, sin
from typing import Final

import numpy as np

from gdcore.landscape.gear_train import TOLD_DIGITS, GearTrain, Turned
from gdcore.typeset.expressions import typst
from scenes.kit.calculus.gear import Gear
from scenes.kit.calculus.gear_row import GearRow
from scenes.kit.calculus.written import chain_colours, chain_labels
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Inked
from scenes.kit.look.look import Look
from scenes.kit.text.formula import Formula
from scenes.kit.text.readout import Readout

__all__ = ["GearWork"]

_ABOVE, _BELOW, _NOTE = 0.62, 0.62, 0.36
_NAME_PX, _LEAST_PX, _NUMBER_PX = 52.0, 30.0, 26.0
_NAME_LOW, _NAME_HIGH, _DOWN, _UP = 0.62, 0.5, 0.5, 0.24
_INSIDE: Final = 1.2
"""A name is written into a gear if it is no wider than so many radii."""


class GearWork:
    """Three gears with their names, and over each the number that it counts.

    Parameters
    ----------
    box : Box
    train : GearTrain
    other : Turned, optional
        Tells the gear that the last one can be changed for.
    look : Look

    Attributes
    ----------
    row : GearRow
    names : tuple of Formula
    numbers : tuple of Readout
    same_way : tuple of bool
        See `GearRow`.
    slope : float
        dL/du where the knob is turned from, as far as which the last gear turns.
    """

    def __init__(
        self,
        box: Box,
        train: GearTrain,
        other: Turned | None,
        look: Look,
    ) -> None:
        self.train, self._numerals = train, look.numerals
        self.slope, self._value = train.slopes[1], train.value
        self.same_way = (train.slopes[0] > 0.0, train.slopes[1] > 0.0)
        below = _BELOW if train.units == (1.0, 1.0) else _BELOW + _NOTE
        room = box.inset(0.0, below, 0.0, _ABOVE)
        self.row = GearRow(room, train.teeth, self.same_way, other.teeth if other else None, look)
        chain = train.chain
        labels = chain_labels(chain)
        written = (typst(part, labels) for part in (chain.parameter, chain.letter, chain.outer))
        named = [Formula(part, _NAME_PX, chain_colours(look), look.text) for part in written]
        gears = [*self.row.gears, *([self.row.spare] if self.row.spare else [])]
        fits = [_fits(name, gear) for name, gear in zip((*named, named[-1]), gears, strict=False)]
        self._within = all(fits)
        self.names = tuple(map(self._named, named, self.row.gears))
        colours = (look.model, look.slope, look.text)
        self.numbers = tuple(
            Readout(_NUMBER_PX, colour, *_over(gear), 0.5)
            for gear, colour in zip(self.row.gears, colours, strict=True)
        )
        self.turn(0.0)

    def _named(self, name: Formula, gear: Gear) -> Formula:
        """Put a gear's name into its lower half; under it if some gear has no room for its own."""
        x, y = gear.middle.tolist()
        if _fits(name, gear) and self._within:
            return name.at(x, y - _NAME_LOW * gear.radius, 0.5)
        name.size_px = _LEAST_PX
        return name.at(x, y - gear.radius - _DOWN, 0.5)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        names = tuple(part for name in self.names for part in name.shapes)
        return (*self.row.shapes, *names, *self.numbers)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def shown(self, k: int) -> tuple[Inked, ...]:
        """Return all of the gear number k that is seen when it has come, but its number."""
        idlers = self.row.between if k else ()
        parts = (shape for gear in (self.row.gears[k], *idlers) for shape in gear.shapes)
        return (*parts, *self.names[k].shapes)

    def turn(self, share: float) -> None:
        """Turn the first gear by a share of its small step; the others answer by their slopes."""
        changes = share * self.train.changes
        changes[2] = changes[1] * self.slope
        self.row.turn(self.train.angles * changes / self.train.changes)
        self._tell(share * self.train.step)

    def turning(self, start: float, end: float) -> Callable[[float], None]:
        """Return a function of progress that turns the first gear between two such shares."""
        return lambda progress: self.turn(start + eased(progress) * (end - start))

    def swinging(self, progress: float) -> None:
        """Turn the gears to and fro, as a function of progress."""
        self.turn(sin(2.0 * pi * eased(progress)))

    def turn_two(self, change: float) -> None:
        """Turn the first gear by a change of the parameter; the last one is out, and stays."""
        angles = self.train.angles * change / self.train.step
        angles[2] = self.row.gears[-1].angle
        self.row.turn(angles)
        self._tell(change, self.numbers[:2])

    def _tell(self, change: float, numbers: tuple[Readout, ...] | None = None) -> None:
        """Tell what parameter, inside and loss truly change by."""
        spans, true = np.abs(self.train.changes), self.train.answers(change, self._value)
        for number, value, span in zip(numbers or self.numbers, true, spans, strict=False):
            told = self._numerals.steady(float(value), float(span), TOLD_DIGITS)
            number.tell(told if value <= 0.0 else f"+{told}")

    def change(self, other: Turned) -> None:
        """Have the other gear as the last one, at which dL/du is another; count anew from here."""
        self.row.change()
        self.row.settle()
        self.slope, self._value, last = other.slope, other.value, self.row.gears[-1]
        self._named(self.names[-1], last)
        self.numbers[-1].move(*_over(last))


def _fits(name: Formula, gear: Gear) -> bool:
    """Return whether a gear has room for a name, which takes the size that it would have there."""
    size = min(_NAME_PX, _NAME_HIGH * gear.radius / PX)
    name.size_px = max(size, _LEAST_PX)
    return size >= _LEAST_PX and name.advance <= _INSIDE * gear.radius


def _over(gear: Gear) -> tuple[float, float]:
    x, y = gear.middle.tolist()
    return x, y + gear.radius + _UP
