"""The obvious idea, on the map: one knob is turned to its best, then the other, and so on."""

from collections.abc import Callable

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.region import Region
from gdcore.landscape.turns import one_at_a_time
from scenes.kit.ink.motion import eased
from scenes.kit.look.look import Look
from scenes.kit.surface.marks import SurfacePath
from scenes.kit.surface.surface import Surface

__all__ = ["KnobTurns"]

_FAR = 2.0
"""Further than the ground goes, in units of the reach."""


class KnobTurns:
    """The way made by turning one knob at a time, and the line that a turned knob keeps to.

    Parameters
    ----------
    surface : Surface
        On whose floor they lie.
    region : Region
    count : int
        How many turns there are.
    look : Look

    Attributes
    ----------
    marks : tuple of SurfacePath
    """

    def __init__(self, surface: Surface, region: Region, count: int, look: Look) -> None:
        start = region.path.start
        self._corners = one_at_a_time(region.section.bowl, start, count)
        self._reach = region.reach
        self._guide = SurfacePath(start[None], look.muted, 1.5, opacity=0.7).veil(0.0)
        self._way = SurfacePath(start[None], look.text, 2.5, opacity=0.8)
        self.marks = (self._guide, self._way)
        surface.floor_marks += self.marks

    def aim(self, turn: int) -> Callable[[float], None]:
        """Return what draws the line on which the point moves while one knob is turned."""
        here, along = self._corners[turn], np.eye(2)[turn % 2]

        def function(progress: float) -> None:
            way = _FAR * eased(progress) * self._reach * along
            self._guide.put(np.array([here - way, here + way])).veil(1.0)

        return function

    def turn(self, go: Callable[[Floats], None], turn: int) -> Callable[[float], None]:
        """Return what turns one knob by hand, to where the error is lowest; `go` goes there."""
        start, end = self._corners[turn], self._corners[turn + 1]

        def function(progress: float) -> None:
            self.aim(turn)(1.0)
            here = start + eased(progress) * (end - start)
            self._way.put(np.vstack([self._corners[: turn + 1], here]))
            go(here)

        return function
