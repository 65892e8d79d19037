"""A descent on the loss surface and, the same, on the map below it."""

from math import pi, sin
from typing import cast

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.region import Region
from scenes.kit.descent.axis_arrows import factor_below
from scenes.kit.descent.projection import SurfaceInk, SurfaceProjection
from scenes.kit.descent.step_arrows import StepArrows
from scenes.kit.descent.trail import Trail
from scenes.kit.ink.shapes import PX, Dots
from scenes.kit.look.look import Look
from scenes.kit.surface.marks import SurfaceDots, SurfaceDrops, SurfaceMark
from scenes.kit.surface.surface import Surface

__all__ = ["SurfaceDescent"]

_INKS = (SurfaceInk(3.5, 4.5, 5.0), SurfaceInk(2.5, 3.2, 4.0))
"""On the surface, and on the floor."""
_POINT_PX, _RING_PX = (9.0, 7.5), (11.0, 8.0)
_PULSE = 0.7
_THROUGH = 0.45
"""How much is seen of all this through the near wall."""
_LONGEST = 0.5
"""The gradient's arrow at the start is no longer, in units of the reach."""
_SHORTEST, _SAMPLES = 0.1, 201


class SurfaceDescent:
    """The point, the way it has come and the arrows of a step: each above and, the same, below.

    Its marks lie on a surface, which has them in its lists; nothing of them is seen at first.

    Parameters
    ----------
    surface : Surface
    region : Region
        What of the descent is shown.
    look : Look

    Attributes
    ----------
    points, rings : tuple of SurfaceDots
        The point, and the best fit.
    drop : SurfaceDrops
        The line from the point below to the point above.
    trails : tuple of Trail
    arrows : tuple of StepArrows
    dot : Dots
        What stands for the point where a scene begins or ends; it is to be hung up.
    factor : float
        How many times as long as it is a gradient is drawn.
    """

    def __init__(self, surface: Surface, region: Region, look: Look) -> None:
        nowhere = np.zeros((1, 2))
        section = region.section
        self.factor = _factor(region)
        on = [SurfaceProjection(section, self.factor, ink) for ink in _INKS]
        self.points = tuple(SurfaceDots(nowhere, radius, look.model) for radius in _POINT_PX)
        self.drop = SurfaceDrops(nowhere, look.muted, 2.0)
        self.rings = tuple(
            SurfaceDots(section.best[None], radius, look.best, stroke_px=2.5) for radius in _RING_PX
        )
        self.trails = tuple(Trail(region.path, projection, look) for projection in on)
        self.arrows = tuple(StepArrows(projection, look) for projection in on)
        self.dot = Dots(nowhere, _POINT_PX[1], look.model).cast("point").veil(0.0)
        self._surface = surface
        surface.marks += [self.drop, *self._marks(0)]
        surface.floor_marks += self._marks(1)
        for mark in (*self._marks(0), *self._marks(1), self.drop):
            mark.veil(0.0)
            mark.through = _THROUGH

    def _marks(self, k: int) -> tuple[SurfaceMark, ...]:
        """Return the marks above (0) or below (1), in painting order."""
        lines = (*self.trails[k].shapes, *self.arrows[k].shapes)
        # The ink of a surface makes marks of a surface.
        return (self.rings[k], *cast("tuple[SurfaceMark, ...]", lines), self.points[k])

    def at(self, place: Floats) -> None:
        """Put the point at parameters, shape (2,)."""
        for mark in (*self.points, self.drop):
            mark.put(place[None])

    def let_dot_stand(self, k: int) -> None:
        """Let the dot stand where the point is above (0) or below (1), if that is seen clearly."""
        place, surface = self.points[k].positions, self._surface
        is_seen = surface.field.planform.holds(surface.field.places(place))
        if k == 0:
            is_seen &= (self.points[0].veiled == 1.0) & surface.visible(place, surface.view)
        if is_seen[0]:
            self.dot.put(surface.floor_places(place) if k else surface.places(place)).veil(1.0)
            self.dot.radius = self.points[k].radius
            self.points[k].veil(0.0)

    def let_go(self, k: int) -> None:
        """Let the point, above (0) or below (1), be itself again."""
        self.dot.veil(0.0)
        self.points[k].veil(1.0)

    def pulse(self, progress: float) -> None:
        """Let the ring on the floor swell, and shrink back."""
        self.rings[1].radius = _RING_PX[1] * PX * (1.0 + _PULSE * sin(pi * progress) ** 2)

    def lift(self, share: float | None) -> None:
        """Raise the point a share of the way to its error; None for as far as the surface."""
        self.points[0].lift = self.drop.lift = share

    def passed(self, step: float) -> None:
        """Show the way to where the descent is at a step, or between two."""
        for trail in self.trails:
            trail.at(step)

    def stand(self, point: Floats, there: Floats) -> None:
        """Take the step from parameters to others, both (2,), as the one that is shown."""
        for arrows in self.arrows:
            arrows.stand(point, there)

    def rise(self, progress: float) -> None:
        """Let the gradient's arrow grow from the point, uphill."""
        for arrows in self.arrows:
            arrows.rise(progress)

    def dim_gradient(self, progress: float) -> None:
        """Let the gradient's arrow fade away."""
        for arrows in self.arrows:
            arrows.uphill.veil(1.0 - progress)

    def grow_step(self, progress: float) -> None:
        """Let the step's arrow grow from the point."""
        for arrows in self.arrows:
            arrows.grow_step(progress)


def _factor(region: Region) -> float:
    """Return the factor at which the gradient at the start fits the picture, 1 if it is zero."""
    with np.errstate(all="ignore"):
        gradient = region.section.objective.gradient(region.path.start) / region.reach
        size = float(np.hypot(*gradient))
    if region.is_level or not 0.0 < size < np.inf:
        return 1.0
    return factor_below(_room(region, gradient / size) / size)


def _room(region: Region, way: Floats) -> float:
    """Return how far the ground goes from the start in a direction, shape (2,), up to a length.

    All three are in units of the reach.
    """
    field, far = region.height_field, np.linspace(0.0, _LONGEST, _SAMPLES)
    places = field.places(region.path.start[None]) + far[:, None] * way
    is_out = ~field.planform.holds(places) | (field.shares_at(places) > 1.0)
    return max(_SHORTEST, float(far[np.argmax(is_out) - 1] if is_out.any() else _LONGEST))
