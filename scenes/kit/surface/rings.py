"""Lines of equal error, on the map and, lifted by that error, on the surface."""

from typing import Final

import numpy as np

from gdcore.landscape.contours import contours
from gdcore.landscape.region import Region
from gdcore.landscape.view import Window
from scenes.kit.ink.motion import eased
from scenes.kit.look.look import Look
from scenes.kit.surface.marks import SurfacePath
from scenes.kit.surface.surface import Surface

__all__ = ["Rings"]

_COUNT: Final = 8
_PX, _ABOVE = 1.5, 0.8
_FAINT: Final = 0.4
_OVERLAP: Final = 0.5
"""Each line begins when this share of the one below is done, so that the lowest come first."""


class Rings:
    """Contours of a surface; none is seen at first.

    Parameters
    ----------
    surface : Surface
        In whose lists they are hung up.
    region : Region
    look : Look

    Attributes
    ----------
    levels : list of float
        The heights, ascending.
    above, below : list of list of SurfacePath
        For each height, the lowest first, its lines on the surface and on the floor.
    """

    def __init__(self, surface: Surface, region: Region, look: Look) -> None:
        best, reach = region.section.best, region.reach
        (left, low), (right, top) = best - reach, best + reach
        highest = region.height_field.scale.highest
        window = Window(left, right, low, top)
        found = contours(region.section.objective, window, _COUNT, highest=highest)
        self.levels = [each.height for each in found]
        self.above, self.below = (
            [[SurfacePath(line, look.contour, _PX, opacity=share).veil(0.0) for line in each.lines]
             for each in found]
            for share in (_ABOVE, 1.0)
        )  # fmt: skip
        surface.marks += [line for lines in self.above for line in lines]
        surface.floor_marks += [line for lines in self.below for line in lines]

    def draw(self, progress: float) -> None:
        """Let the lines on the floor, which are faint at first, stand out, the lowest first."""
        for lines, share in zip(self.below, self._shares(progress), strict=True):
            for line in lines:
                line.veil(_FAINT + share * (1.0 - _FAINT))

    def lift(self, progress: float) -> None:
        """Let copies of them rise, the lowest first, each by its error."""
        for lines, share in zip(self.above, self._shares(progress), strict=True):
            for line in lines:
                line.veil(1.0 if share else 0.0)
                line.lift = share

    def land(self) -> None:
        """Let the risen ones lie on the surface, wherever that goes."""
        for line in (line for lines in self.above for line in lines):
            line.lift = None

    def veil(self, share: float) -> None:
        """Show all lines with a share of their opacity."""
        for line in (line for lines in (*self.above, *self.below) for line in lines):
            line.veil(share)

    def _shares(self, progress: float) -> list[float]:
        """Return how far each height is, the lowest first."""
        count = max(len(self.above), 1)
        length = 1.0 / (1.0 + _OVERLAP * (count - 1))
        starts = _OVERLAP * length * np.arange(len(self.above))
        return [eased(min(max((progress - s) / length, 0.0), 1.0)) for s in starts.tolist()]
