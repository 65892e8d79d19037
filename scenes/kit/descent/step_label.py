"""The number of the step, beside the point that walks, on the side where it is least in the way."""

from typing import Final

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX
from scenes.kit.text.placing import Obstacles
from scenes.kit.text.readout import Readout

__all__ = ["StepLabel"]

Side = tuple[float, float, float]
_SIDES: Final[tuple[Side, ...]] = (
    *((-0.16, -0.34, 1.0), (0.16, 0.16, 0.0), (-0.16, 0.16, 1.0), (0.16, -0.34, 0.0)),
    *((0.24, -0.07, 0.0), (-0.24, -0.07, 1.0), (-0.6, -0.07, 1.0), (0.6, -0.07, 0.0)),
    *((-0.9, 0.6, 1.0), (0.9, 0.6, 0.0), (-0.9, -0.8, 1.0), (0.9, -0.8, 0.0), (0.0, 1.2, 0.5)),
)
"""Where its baseline stands against the point, and which share of its width is left of there."""
_LOOKED_AT: Final = 40
_EDGE: Final = 0.1
_CORNER: Final = (-0.1, -0.75, 1.0)
_NAMES: Final = 500
"""Lying on a name is as bad as lying on so many points of the path."""


class StepLabel:
    """The words "step 14" beside the point, on one side of it unless a name is there; see `at`.

    Parameters
    ----------
    path : Positions, shape (k, 2)
        Where the point will be.
    taken : Obstacles
        What it should not lie on, and where it stays.
    area : Box
        Where it stays.
    look : Look

    Attributes
    ----------
    readout : Readout
    """

    def __init__(self, path: Positions, taken: Obstacles, area: Box, look: Look) -> None:
        self._area, self._look, self._taken = area, look, taken
        self.readout = Readout(NAME_PX, look.step, 0.0, 0.0)
        self.readout.tell(look.label("step-number", number=look.numerals.counted(len(path))))
        seen = path[np.unique(np.linspace(0, len(path) - 1, _LOOKED_AT).astype(int))]
        self._sides = sorted(_SIDES, key=lambda side: self._hits(side, seen))
        self.at(path[0], 0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws."""
        return (self.readout,)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, here: Positions, step: int) -> None:
        """Stand beside a place, shape (2,), with the number of a step.

        Of a place outside the picture it is told in the upper right corner, under what says so.
        """
        number = self._look.numerals.counted(step)
        self.readout.tell(self._look.label("step-number", number=number))
        if not self._area.holds(*here):
            self._put(_CORNER, np.array([self._area.right, self._area.top]))
            return
        for side in (*self._sides, self._sides[0]):
            if not self._taken.hit_by(self._put(side, here))[1]:
                break

    def _put(self, side: Side, here: Positions) -> Positions:
        """Stand on a side of a place; return the box that is covered."""
        area, (across, up, share), width = self._area, side, self.readout.advance
        left = float(here[0]) + across - share * width
        x = min(max(left, area.left + _EDGE), area.right - _EDGE - width)
        y = float(np.clip(here[1] + up, area.bottom + _EDGE, area.top - 2.5 * _EDGE))
        return self.readout.move(x, y).box

    def _hits(self, side: Side, path: Positions) -> int:
        """Return how much is covered on the way, if it stands on a side all along."""
        hits = [self._taken.hit_by(self._put(side, here)) for here in path]
        return sum(_NAMES * met + points for _, met, points in hits)
