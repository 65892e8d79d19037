"""Where a descent is in a picture: on the curve of its error, on the map, on a surface.

A projection says where points, the gradient's arrow and the step's arrow go, and with which ink
they are drawn. On a surface and on the floor below it places are parameters, elsewhere scene units.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gdcore.arrays import Floats
from gdcore.section import Section
from scenes.kit.descent.axis_arrows import factor_below
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Arrow, Clip, Dots, Path, Positions
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.error_plot import ErrorPlot
from scenes.kit.surface.marks import SurfaceArrow, SurfaceDots, SurfacePath

__all__ = [
    "ArrowEnds",
    "CurveProjection",
    "DescentInk",
    "FlatInk",
    "MapProjection",
    "Places",
    "Projection",
    "SurfaceInk",
    "SurfaceProjection",
    "map_projection",
]

_MAP_LONGEST, _MAP_SHARE = 1.8, 0.9
_SHORTEST = 2 * PX
_FAR = 60.0
"""Of a step that leads far outside the map, this much is drawn, in scene units."""


@dataclass(frozen=True, slots=True, eq=False)
class ArrowEnds:
    """Where the two arrows of a step begin and end.

    Parameters
    ----------
    here : Positions, shape (2,)
        Where the point is, and the gradient's arrow begins.
    uphill : Positions, shape (2,)
        From there to the tip of the gradient's arrow; 0 if there is none.
    step : Positions, shape (2, 2)
        Start and tip of the step's arrow.
    """

    here: Positions
    uphill: Positions
    step: Positions


class DescentInk(Protocol):
    """What the parts of a descent are drawn with."""

    def path(self, colour: str) -> Path | SurfacePath:
        """Return a path that leads nowhere yet."""
        ...

    def dots(self, colour: str) -> Dots | SurfaceDots:
        """Return the dots of a path."""
        ...

    def arrow(self, colour: str) -> Arrow | SurfaceArrow:
        """Return an arrow that leads nowhere yet."""
        ...


@dataclass(frozen=True, slots=True)
class FlatInk:
    """Ink in a plot; see `DescentInk`.

    Parameters
    ----------
    clip : Clip
        Where it is cut.
    path_px, dot_px, arrow_px : float
        The width of paths, the radius of dots, the width of arrows' shafts.
    """

    clip: Clip
    path_px: float
    dot_px: float
    arrow_px: float

    def path(self, colour: str) -> Path:
        """Return a path that leads nowhere yet."""
        return Path(np.zeros((1, 2)), colour, self.path_px, clip=self.clip)

    def dots(self, colour: str) -> Dots:
        """Return the dots of a path."""
        return Dots(np.zeros((1, 2)), self.dot_px, colour, clip=self.clip)

    def arrow(self, colour: str) -> Arrow:
        """Return an arrow that leads nowhere yet."""
        return Arrow(colour, self.arrow_px, clip=self.clip)


@dataclass(frozen=True, slots=True)
class SurfaceInk:
    """Ink on a surface, or on the floor below it; see `DescentInk` and `FlatInk`."""

    path_px: float
    dot_px: float
    arrow_px: float

    def path(self, colour: str) -> SurfacePath:
        """Return a path that leads nowhere yet."""
        return SurfacePath(np.zeros((1, 2)), colour, self.path_px)

    def dots(self, colour: str) -> SurfaceDots:
        """Return the dots of a path."""
        return SurfaceDots(np.zeros((1, 2)), self.dot_px, colour)

    def arrow(self, colour: str) -> SurfaceArrow:
        """Return an arrow that leads nowhere yet."""
        return SurfaceArrow(colour, self.arrow_px)


class Places(Protocol):
    """Says where the points of a descent are in a picture.

    Attributes
    ----------
    ink : DescentInk
    """

    @property
    def ink(self) -> DescentInk:
        """What it is drawn with."""
        ...

    def places(self, points: Floats) -> Positions:
        """Return where parameters of shape (k, p) are, shape (k, 2)."""
        ...


class Projection(Places, Protocol):
    """Says where the arrows of a step are, too."""

    def arrows(self, point: Floats, there: Floats) -> ArrowEnds:
        """Return where the arrows of a step from parameters (p,) to others are."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class CurveProjection:
    """The curve of one parameter. Its arrows are `scenes.kit.descent.axis_arrows.AxisArrows`.

    Parameters
    ----------
    error_curve : ErrorCurve
    """

    error_curve: ErrorCurve

    @property
    def ink(self) -> FlatInk:
        """What it is drawn with."""
        return FlatInk(self.error_curve.plot.area.clip, 2.5, 6.0, 5.0)

    def places(self, points: Floats) -> Positions:
        """Return where parameters of shape (k, 1) are on the curve, shape (k, 2)."""
        return self.error_curve.places(points[:, 0])


@dataclass(frozen=True, slots=True, eq=False)
class MapProjection:
    """The map of two parameters; if the model has one only, its curve, with both arrows level.

    Both arrows have their lengths in the axes' own units, the gradient's times a factor. There is
    none where no step leads on, or the point is outside.

    Parameters
    ----------
    error_plot : ErrorPlot
    factor : float
        What the gradient's arrow is drawn times.
    """

    error_plot: ErrorPlot
    factor: float

    @property
    def ink(self) -> FlatInk:
        """What it is drawn with."""
        return FlatInk(self.error_plot.plot.area.clip, 3.0, 4.5, 4.0)

    def places(self, points: Floats) -> Positions:
        """Return where parameters of shape (k, p) are, shape (k, 2)."""
        return self.error_plot.places(points)

    def arrows(self, point: Floats, there: Floats) -> ArrowEnds:
        """Return where the arrows of a step from parameters (p,) to others are."""
        here = self.places(point[None])[0]
        step = self.error_plot.tip(point, there) - here
        is_seen = step.any() and self.error_plot.plot.area.holds(*here)
        gradient = self.error_plot.section.whole.objective.gradient(point)
        uphill = self.factor * self.error_plot.way(gradient) if is_seen else np.zeros(2)
        return ArrowEnds(here, uphill, np.array([here, here + _drawn(step)]))


def map_projection(error_plot: ErrorPlot, point: Floats) -> MapProjection:
    """Return the projection on which the gradient at parameters (p,) fits the map.

    The factor is one that can be said.
    """
    way = error_plot.way(error_plot.section.whole.objective.gradient(point))
    size = float(np.hypot(*way))
    if not 0.0 < size < np.inf:
        return MapProjection(error_plot, 1.0)
    here = error_plot.places(point[None])[0]
    room = _MAP_SHARE * _room(error_plot.plot.area, here, way / size)
    return MapProjection(error_plot, factor_below(max(min(_MAP_LONGEST, room), _SHORTEST) / size))


def _drawn(step: Positions) -> Positions:
    """Return what is drawn of a step on the screen, shape (2,): not all of it far outside."""
    size = float(np.abs(step).max())
    if not size < np.inf or np.hypot(*step) <= _SHORTEST:
        return np.zeros(2)
    return step * min(1.0, _FAR / size)


def _room(area: Box, here: Positions, way: Positions) -> float:
    """Return how far a picture goes from a place in a direction on the screen."""
    far = np.where(way > 0, [area.right, area.top], [area.left, area.bottom])
    return float(min((a / w for a, w in zip(far - here, way, strict=True) if w), default=0.0))


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceProjection:
    """A surface, or the floor below it: places are parameters, and so are the lengths of arrows.

    Parameters
    ----------
    section : Section
        Of two parameters.
    factor : float
        How many times as long as it is a gradient is drawn.
    ink : SurfaceInk
    """

    section: Section
    factor: float
    ink: SurfaceInk

    def places(self, points: Floats) -> Positions:
        """Return the parameters themselves, shape (k, 2)."""
        return points

    def arrows(self, point: Floats, there: Floats) -> ArrowEnds:
        """Return where the arrows of a step from parameters (2,) to others are."""
        gradient = self.section.objective.gradient(point)
        uphill = self.factor * gradient if np.isfinite(gradient).all() else np.zeros(2)
        return ArrowEnds(point, uphill, np.array([point, there]))
