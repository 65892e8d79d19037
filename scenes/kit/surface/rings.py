"""Lines of equal error, on the map and, lifted by that error, on the surface."""

from typing import Final

import numpy as np

from gdcore.landscape.contours import contours
from gdcore.landscape.region import Region
from gdcore.landscape.view import Window
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Path, Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.bands import LINE_PX
from scenes.kit.surface.marks import SurfacePath
from scenes.kit.surface.surface import Surface

__all__ = ["MapLines", "Rings"]

_COUNT: Final = 8
_ABOVE: Final = 0.8
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
            [[_line(points, share, look) for points in each.lines] for each in found]
            for share in (_ABOVE, 1.0)
        )
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


def _line(points: Positions, share: float, look: Look) -> SurfacePath:
    """Return a line through parameters, shape (n, 2), that is not seen yet."""
    return SurfacePath(points, look.contour, LINE_PX, opacity=share).veil(0.0)


class MapLines:
    """What stands for the lines on the floor where a scene ends: they become another map's.

    Parameters
    ----------
    surface : Surface
    most : int
        How many lines there are at most.
    look : Look

    Attributes
    ----------
    shapes, hidden : tuple of Inked
        To be hung up below the surface; all wait unseen.
    """

    def __init__(self, surface: Surface, most: int, look: Look) -> None:
        self._surface, clip = surface, surface.clip
        lines = [Path(np.zeros((2, 2)), look.contour, LINE_PX, clip=clip) for _ in range(most)]
        self._lines = [line.cast("contour").veil(0.0) for line in lines]
        self.shapes: tuple[Inked, ...] = (*self._lines,)
        self.hidden = self.shapes

    def stand(self, rings: Rings) -> None:
        """Take the places of lines on the floor, the highest first, if each goes all around.

        Lines that end at the rim would have to become such as end elsewhere.
        """
        lines = [line for lines in reversed(rings.below) for line in lines]
        if not all(self._goes_around(line.positions) for line in lines):
            return
        for path, line in zip(self._lines, lines, strict=False):
            path.put(self._surface.floor_places(line.positions)).veil(1.0)
            line.veil(0.0)

    def _goes_around(self, points: Positions) -> bool:
        """Return whether a line, shape (n, 2), is a loop on the ground."""
        field = self._surface.field
        places = field.places(points)
        return bool(field.planform.holds(places).all()) and np.allclose(places[0], places[-1])
