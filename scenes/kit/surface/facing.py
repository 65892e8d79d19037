"""Turning a surface until the eye is in front of its cut, and back: the cut becomes a curve."""

from math import radians
from typing import Final

import numpy as np

from gdcore.landscape.region import Region
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Dots, Path, Type
from scenes.kit.look.look import Look
from scenes.kit.surface.axes import SurfaceAxes, framed
from scenes.kit.surface.eye import Eye
from scenes.kit.surface.marks import SurfaceDots
from scenes.kit.surface.rings import Rings
from scenes.kit.surface.surface import GAP, RELIEF, Surface
from scenes.kit.surface.view import View

__all__ = ["Facing"]

_LEVEL: Final = radians(2.0)
_TALL: Final = 1.0
"""From the lowest point of the cut to its highest, in space: as a curve is drawn."""
_GHOST: Final = 0.2
"""What is seen of the ground behind the cut."""
_HALF_WAY: Final = 0.5
_CURVE_PX, _SAMPLES = 4.0, 121


class Facing:
    """The way from a view to the front of the cut, where axes of their own frame the curve.

    Parameters
    ----------
    surface : Surface
        Drawn at its usual relief and gap.
    region : Region
        What it shows.
    axes : SurfaceAxes
        Seen in the usual view.
    rings : Rings
    eye : Eye
    mark : SurfaceDots
        The point, on ground that is flat between the points of its grid. Where that shows, seen
        from the front, another stands for it.
    box : Box
        What has to hold the curve.
    names : tuple of Type
        What stands beside the axes.
    look : Look

    Attributes
    ----------
    curve : Path
        What has been drawn of the cut's edge.
    ends : tuple of float
        Between which values of the first parameter that is.
    point : Dots
        What stands for the point; to be hung up over the surface.
    shapes, hidden : tuple of Inked
        The curve and its axes, to be hung up behind the surface; all wait unseen.
    """

    def __init__(
        self,
        surface: Surface,
        region: Region,
        axes: SurfaceAxes,
        rings: Rings,
        eye: Eye,
        mark: SurfaceDots,
        box: Box,
        names: tuple[Type, Type, Type],
        look: Look,
    ) -> None:
        self._surface, self._region, self._rings, self._eye = surface, region, rings, eye
        ground, shown = region.height_field, region.slice_scale
        self._relief = _TALL * (ground.scale.spread / shown.spread if shown.spread else 1.0)
        self._gap, self._usual = surface.gap_for(self._relief), axes
        self._view = framed(box, ground, 0.0, _LEVEL, axes.beyond_margin, self._gap, _TALL)
        self._axes = SurfaceAxes(surface, names, self._view, look, scale=shown, gap=self._gap)
        self.curve = Path(np.zeros((2, 2)), look.text, _CURVE_PX, clip=surface.clip).veil(0.0)
        self.ends, self._mark = (0.0, 0.0), mark
        self.point = Dots(np.zeros((1, 2)), mark.radius / PX, look.model).veil(0.0)
        self.shapes: tuple[Inked, ...] = (*self._axes.shapes, self.curve)
        self.hidden = self.shapes

    def turn(self, home: View, share: float) -> None:
        """Be a share of the way from a view to the front of the cut, from 0 to 1."""
        surface, eye = self._surface, self._eye
        surface.front, surface.cover = 1.0 - share, 1.0 - share * (1.0 - _GHOST)
        surface.relief = RELIEF * (self._relief / RELIEF) ** (share * share)
        surface.gap = GAP + share * (self._gap - GAP)
        self._rings.veil(1.0 - share)
        eye.view = home.towards(self._view, share)
        eye.axes, unseen = self._usual, self._axes
        if share >= _HALF_WAY:
            eye.axes, unseen = unseen, eye.axes
        unseen.veil(0.0)
        eye.axes.aside = max(1.0 - 2.0 * share, 0.0)
        eye.axes.between(home, self._view, share)
        eye.look()
        self._lay()
        self._mark.veil(1.0 if share < 1.0 else 0.0)
        self.point.veil(1.0 - self._mark.veiled)
        self.stand()

    def stand(self) -> None:
        """Let the point be where it belongs."""
        place = self._mark.positions
        error = self._region.section.objective.value(place)
        self.point.put(self._surface.places_at(place, error))

    def draw(self, low: float, high: float) -> None:
        """Draw the cut's edge between two values of the first parameter."""
        self.ends = low, high
        self.curve.veil(1.0)
        self._lay()

    def _lay(self) -> None:
        """Put the curve where it is seen now."""
        along = np.linspace(*self.ends, _SAMPLES)
        points = np.column_stack([along, np.full(_SAMPLES, self._region.section.best[1])])
        errors = self._region.section.objective.value(points)
        self.curve.put(self._surface.places_at(points, errors))
