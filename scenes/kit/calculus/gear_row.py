"""Three gears in a row that mesh, and a spare one that the last can be changed for."""

from itertools import pairwise
from typing import Final, Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.calculus.gears import FEWEST
from scenes.kit.calculus.gear import Gear
from scenes.kit.calculus.involute import ADDENDUM, in_mesh
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look

__all__ = ["GearRow"]

_AWAY: Final = 3.0
"""How far the last gear goes aside when it is changed, in modules: a little more than a tooth."""


class GearRow:
    """Gears whose middles are on one level line, as large as a box lets them be.

    Two that mesh turn against each other. Between two that are to turn the same way a small grey
    one stands, which turns the direction round and leaves the ratio as it is.

    Parameters
    ----------
    box : Box
    teeth : tuple of int
        Of the three gears.
    same_way : tuple of bool
        Whether the second turns the same way as the first, and the third as the second.
    spare : int, optional
        The teeth of the gear that the last one can be changed for.
    look : Look

    Attributes
    ----------
    gears : list of Gear
        The three that are in the row now.
    between : tuple of Gear
        The grey ones.
    spare : Gear, optional
        The one that is not in the row.
    module : float
        The diameter of a pitch circle over the number of teeth, scene units.
    """

    def __init__(
        self,
        box: Box,
        teeth: tuple[int, int, int],
        same_way: tuple[bool, bool],
        spare: int | None,
        look: Look,
    ) -> None:
        colours = (look.model, look.slope, look.text)
        self.gears = [Gear(n, colour) for n, colour in zip(teeth, colours, strict=True)]
        self._idlers = [Gear(FEWEST, look.muted, pointed=False) if s else None for s in same_way]
        self.between = tuple(idler for idler in self._idlers if idler)
        self.spare = None if spare is None else Gear(spare, look.text)
        self._lay(box)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        spare = () if self.spare is None else (self.spare,)
        every = (*self.between, *self.gears, *spare)
        return tuple(shape for gear in every for shape in gear.shapes)

    def _row(self) -> list[Gear]:
        """Return all gears in the row, from left to right."""
        first, second, third = self.gears
        row = [first, self._idlers[0], second, self._idlers[1], third]
        return [gear for gear in row if gear]

    def _lay(self, box: Box) -> None:
        """Put all gears in mesh, as large as they can be."""
        row = self._row()
        last = max(row[-1].teeth, self.spare.teeth if self.spare else 0)
        counts, tips = [*(gear.teeth for gear in row[:-1]), last], 2.0 * ADDENDUM
        long = sum(counts) + tips + (_AWAY if self.spare else 0.0)
        self.module = min(box.width / long, box.height / (max(counts) + tips))
        x = box.left + (box.width - self.module * long) / 2 + self.module * (counts[0] + tips) / 2
        row[0].at(np.array([x, (box.bottom + box.top) / 2]), self.module)
        for before, gear in pairwise(row):
            self._beside(before, gear)
        if self.spare:
            self._beside(row[-2], self.spare)

    def _beside(self, before: Gear, gear: Gear, away: float = 0.0) -> None:
        """Put a gear right of another, so far out of mesh."""
        gear.rest = in_mesh(gear.teeth, before.teeth, before.stands)
        aside = self.module * (before.teeth + gear.teeth) / 2.0 + away
        gear.at(before.middle + np.array([aside, 0.0]), self.module)

    def turn(self, angles: Floats) -> Self:
        """Turn the three gears, clockwise, by angles in radians, shape (3,)."""
        for gear, idler, angle in zip(self.gears, (*self._idlers, None), angles, strict=True):
            gear.turn(float(angle))
            if idler:
                idler.turn(-float(angle) * gear.teeth / idler.teeth)
        return self

    def settle(self) -> None:
        """Count from now on how far all are turned from where they stand now."""
        for gear in self._row():
            gear.settle()

    def take_out(self, progress: float) -> None:
        """Let the last gear go aside and fade, as a function of progress."""
        last, before = self.gears[-1], self._row()[-2]
        aside = last.radius + before.radius + _AWAY * self.module * progress
        last.at(before.middle + np.array([aside, 0.0]), self.module)
        for shape in last.shapes:
            shape.veil(1.0 - progress)

    def bring_in(self, progress: float) -> None:
        """Let the spare gear come and mesh, as a function of progress."""
        assert self.spare is not None
        self._beside(self._row()[-2], self.spare, _AWAY * self.module * (1.0 - progress))
        for shape in self.spare.shapes:
            shape.veil(progress)

    def change(self) -> None:
        """Have the spare gear in the row, in place of the last one."""
        assert self.spare is not None
        self.gears[-1], self.spare = self.spare, self.gears[-1]
