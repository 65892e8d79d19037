"""The point on the loss surface and on its map, the way it has come, and the arrows of a step."""

import numpy as np

from gdcore.arrays import Floats
from scenes.kit.ink.shapes import Positions
from scenes.kit.look.look import Look
from scenes.kit.surface.marks import (
    SurfaceArrow,
    SurfaceDots,
    SurfaceDrops,
    SurfaceMark,
    SurfacePath,
)
from scenes.kit.surface.surface import Surface

__all__ = ["Hike"]

_ARROW = 0.27


class Hike:
    """Marks of a descent on a surface and, the same, on the floor below it.

    Parameters
    ----------
    surface : Surface
    best : Floats, shape (2,)
    look : Look

    Attributes
    ----------
    points, drop : tuple of GroundDots, GroundDrops
        The point above and below, and the line between.
    trails, rings, uphill, steps : tuple of GroundMark
        The way, the best fit, the gradient and the next step, each above and below.
    """

    def __init__(self, surface: Surface, best: Floats, look: Look) -> None:
        self._surface = surface
        nowhere, lowest = np.zeros((1, 2)), best[None]
        self.points = tuple(SurfaceDots(nowhere, radius, look.model) for radius in (9.0, 7.5))
        self.drop = SurfaceDrops(nowhere, look.muted, 2.0)
        self.trails = tuple(SurfacePath(nowhere, look.step, width) for width in (3.5, 2.5))
        self.dots = tuple(SurfaceDots(nowhere, radius, look.step) for radius in (4.5, 3.2))
        self.rings = tuple(
            SurfaceDots(lowest, radius, look.best, stroke_px=2.5) for radius in (11.0, 8.0)
        )
        self.uphill = tuple(SurfaceArrow(look.slope, width) for width in (5.0, 4.0))
        self.steps = tuple(SurfaceArrow(look.step, width) for width in (5.0, 4.0))
        kinds = (self.rings, self.trails, self.dots, self.uphill, self.steps, self.points)
        surface.marks += [kind[0] for kind in kinds]
        surface.floor_marks += [kind[1] for kind in kinds]
        surface.marks.append(self.drop)
        self.hide(*(mark for kind in kinds for mark in kind), self.drop)

    @staticmethod
    def hide(*marks: SurfaceMark) -> None:
        """Hide marks."""
        for mark in marks:
            mark.veil(0.0)

    def at(self, place: Floats) -> None:
        """Put the point at parameters, shape (2,)."""
        for mark in (*self.points, self.drop):
            mark.put(place[None])

    def lift(self, share: float | None) -> None:
        """Raise the point a share of the way to its error; None for as far as the surface."""
        self.points[0].lift = self.drop.lift = share

    def passed(self, points: Positions) -> None:
        """Show the way through points, shape (k, 2), the last of them not yet made a step."""
        for trail, dots in zip(self.trails, self.dots, strict=True):
            trail.put(points)
            dots.put(points[:-1] if len(points) > 1 else points)

    def point_uphill(self, place: Floats, gradient: Floats, share: float) -> None:
        """Draw the gradient's direction, shape (2,), at a place, a share of its length."""
        tip = place + share * self._scaled(gradient)
        for arrow in self.uphill:
            arrow.point(place, tip)

    def point_step(self, place: Floats, there: Floats, share: float) -> None:
        """Draw a step from a place to another, a share of its length."""
        for arrow in self.steps:
            arrow.point(place, place + share * (there - place))

    def _scaled(self, gradient: Floats) -> Floats:
        """Return the gradient with the length on the map that arrows have, 0 if it is 0."""
        with np.errstate(all="ignore"):
            felt = gradient / np.abs(gradient).max() / self._surface.field.reach
            way = gradient / np.abs(gradient).max() * _ARROW / np.hypot(*felt)
        return np.where(np.isfinite(way), way, 0.0)
