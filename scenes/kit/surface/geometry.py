"""The loss surface: E as ground over a floor, with what lies on both.

Space is measured in places: x and y are the two parameters from −1 to 1, the floor is at z = 0.
The surface rises out of the floor, so that at rise 0 the picture is a map.
"""

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from gdcore.landscape.height_field import HeightField
from scenes.kit.ink.clipping import REACH
from scenes.kit.ink.shapes import Clip, Inked, Positions
from scenes.kit.look.look import Look
from scenes.kit.surface.horizon import Horizon
from scenes.kit.surface.marks import SurfaceMark
from scenes.kit.surface.mesh import Colours, Mesh
from scenes.kit.surface.view import View

__all__ = ["GAP", "RELIEF", "SurfaceGeometry"]

RELIEF = 0.5
"""From the surface's lowest point to its highest, in space: the near wall of a bowl that is half as
wide as long does not hide its lowest point from an elevation of 42°."""

GAP = 0.62
"""From the floor to the surface's lowest point: a bowl is seen above its floor, not before it."""


class SurfaceGeometry(Inked):
    """A terrain in space; what paints it is `scenes.kit.surface.surface.Surface`.

    Parameters
    ----------
    field : HeightField
    look : Look
    view : View
    clip : Clip, optional

    Attributes
    ----------
    view : View
        From where it is seen; see `see`.
    rise : float
        How far it has grown out of the floor, from 0 to 1.
    gap : float
        From the floor to the surface's lowest point, in space, at most `GAP`.
    relief : float
        From there to its highest, in space.
    drawn : dict
        What the drawing pass knows of the last picture.
    cover : float
        How opaque the ground is, from 0 to 1; the marks on it stay as they are.
    front : float
        How opaque ground with y < 0 is: at 0 the surface is cut open along the first parameter.
    marks : list of SurfaceMark
        What lies on the surface. Where two meet, the later one covers the earlier one.
    floor_marks : list of SurfaceMark
        What lies on the floor, in painting order.
    """

    def __init__(
        self, field: HeightField, look: Look, view: View, *, clip: Clip | None = None
    ) -> None:
        super().__init__(look.contour, filled=True, clip=clip)
        self.field = field
        self.mesh = Mesh(field)
        self.colours = Colours.of(look)
        self.cover = self.front = 1.0
        self.marks: list[SurfaceMark] = []
        self.floor_marks: list[SurfaceMark] = []
        self.rise = 0.0
        self.gap, self.relief = GAP, RELIEF
        self.drawn: dict[str, Any] = {}
        self.see(view)

    def show(self, field: HeightField) -> None:
        """Be another ground, of as many points, seen with the next view."""
        self.field, self.mesh = field, Mesh(field)

    def see(self, view: View, rise: float | None = None) -> Self:
        """Look from elsewhere, and let the surface rise, if a rise from 0 to 1 is given."""
        self.view = view
        self.rise = self.rise if rise is None else rise
        rim = np.column_stack([self.field.rim, np.zeros(len(self.field.rim))])
        top = rim + np.array([0.0, 0.0, self.rise * (GAP + self.relief)])
        outline, _ = view.project(np.vstack([rim, top]))
        return self.put(np.array([outline.min(axis=0), outline.max(axis=0)]))

    @property
    def bleed(self) -> float:
        """As for `Inked`: axes, drops and heads of arrows may be anywhere in its clip."""
        return REACH

    @property
    def changes(self) -> int:
        """How often anything was set of the terrain or of a mark on it; see `Inked`."""
        return self._changes + sum(mark.changes for mark in (*self.marks, *self.floor_marks))

    @property
    def level(self) -> float:
        """How high above the floor, in space, the height stands from which errors are counted."""
        return self.rise * max(self.gap - self.gap_from_zero, 0.0)

    @property
    def gap_from_zero(self) -> float:
        """The gap at which heights over the floor are errors: the floor is at E = 0, if it can."""
        return self.gap_for(self.relief)

    def gap_for(self, relief: float) -> float:
        """Return the same for a relief."""
        scale = self.field.scale
        spread = scale.spread
        if not 0.0 <= scale.lowest < GAP / relief * spread:
            return 0.0
        return relief * scale.lowest / spread

    def space(self, points: Positions, lift: float | None = None) -> Positions:
        """Return where parameters are on the surface, in space.

        Parameters
        ----------
        points : Positions, shape (n, 2)
            On the ground.
        lift : float, optional
            How far up on the way to their height, from 0 to 1, if not as far as the surface.

        Returns
        -------
        Positions, shape (n, 3)
        """
        places = self.field.places(points)
        return self.raised(np.column_stack([places, self.field.shares_at(places)]), lift)

    def raised(self, points: Positions, lift: float | Positions | None = None) -> Positions:
        """Return places and heights from 0 to 1, shape (n, 3), as points in space.

        `lift` is one for all, or of shape (n, 1); see `space`.
        """
        lift = self.rise if lift is None else lift
        height = lift * (self.relief * points[:, 2:] + self.gap)
        return np.hstack([points[:, :2], height])

    def places(self, points: Positions, lift: float | None = None) -> Positions:
        """Return where parameters on the surface are on the screen, both of shape (n, 2)."""
        return self.view.project(self.space(points, lift))[0]

    def places_at(self, points: Positions, errors: Positions) -> Positions:
        """Return where parameters, shape (n, 2), at given errors are on the screen, shape (n, 2).

        The drawn ground is flat between the points of its grid; E itself, shape (n,), is not.
        """
        scale = self.field.scale
        shares = (errors - scale.lowest) / (scale.spread or 1.0)
        space = self.raised(np.column_stack([self.field.places(points), shares]))
        return self.view.project(space)[0]

    def floor_places(self, points: Positions) -> Positions:
        """Return where parameters on the floor are on the screen, both of shape (n, 2)."""
        places = self.field.places(points)
        return self.view.project(np.column_stack([places, np.zeros(len(places))]))[0]

    def horizon(self, view: View, *, only_back: bool = False) -> Horizon:
        """Return what the ground hides, as far as it has risen, from a view."""
        lift = (self.rise * self.gap, self.rise * self.relief)
        return Horizon(self.field, view, lift, only_back=only_back)

    def visible(self, points: Positions, view: View) -> NDArray[np.bool_]:
        """Return which parameters, shape (n, 2), the risen surface shows to a view."""
        lift = (self.gap, self.relief)
        space = self.space(points, 1.0)
        return Horizon(self.field, view, lift).clearance(space) >= 0.0
