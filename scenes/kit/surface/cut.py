"""A landscape cut open by a plane: one parameter is held, the curve of the other is left."""

from math import pi
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.region import Region
from scenes.kit.ink.areas import Areas
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.surface.axes import SurfaceAxes, framed
from scenes.kit.surface.eye import Eye
from scenes.kit.surface.rings import Rings
from scenes.kit.surface.surface import RELIEF, Surface
from scenes.kit.surface.view import View
from scenes.kit.surface.viewpoint import viewpoint
from scenes.kit.text.names import short_name

__all__ = ["SurfaceCut"]

_ABOVE: Final = pi / 2
_CURVE_PX, _TANGENT_PX, _POINT_PX = 4.0, 4.0, 9.0
_PLANE: Final = 0.22
_SAMPLES: Final = 121
_HALF: Final = 0.3
"""Half the length of a tangent along the floor, in units of the reach."""


class _Plane(Areas):
    """A faint upright plane."""

    def __init__(self, look: Look) -> None:
        super().__init__(look.muted, look.muted)
        self._opacities = (_PLANE, 1.0)
        self._show(1.0)


class SurfaceCut:
    """E of two parameters over their map, cut where the second has its best value.

    Parameters
    ----------
    box : Box
    region : Region
    look : Look

    Attributes
    ----------
    surface : Surface
    plane : Areas
        Where the second parameter is held.
    curve, tangent : Path
        The cut's edge, and the line along it at the point.
    point : Dots
    """

    def __init__(self, box: Box, region: Region, look: Look) -> None:
        self._region, cut = region, region.section
        field = region.height_field
        self.surface = Surface(field, look, View(0.0, _ABOVE), clip=box.clip)
        seen = viewpoint(self.surface, region, box)
        names = [Type(short_name(cut.whole, n, look), NAME_PX, look.muted) for n in cut.names]
        error = Type(look.label("error"), NAME_PX, look.muted)
        self._axes = SurfaceAxes(self.surface, (names[0], names[1], error), seen, look)
        room = self._axes.beyond_margin
        gap = self.surface.gap = self.surface.gap_from_zero
        view = framed(box, field, seen.azimuth, seen.elevation, room, gap)
        rings = Rings(self.surface, region, look)
        rings.veil(1.0)
        rings.draw(0.0)
        self._eye = Eye(self.surface, self._axes, view)
        self.plane = _Plane(look)
        self.curve = Path(np.zeros((2, 2)), look.text, _CURVE_PX)
        self.tangent = Path(np.zeros((2, 2)), look.slope, _TANGENT_PX)
        self.point = Dots(np.zeros((1, 2)), _POINT_PX, look.model)
        self._value, self._risen = float(cut.best[0]), 0.0
        self.rise(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self._axes.shapes, self.surface, *self.laid)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def laid(self) -> tuple[Inked, ...]:
        """What lies in the cut."""
        return (self.plane, self.curve, self.tangent, self.point)

    def appear(self, progress: float) -> None:
        """Let surface and axes come, as a function of progress."""
        self.surface.veil(eased(progress))
        self._axes.veil(eased(progress))

    def rise(self, progress: float) -> None:
        """Let the surface rise from its map, as a function of progress."""
        self._risen = eased(progress)
        self._look()

    def open(self, progress: float) -> None:
        """Let the plane come, and the ground before it go, as a function of progress."""
        share = eased(progress)
        self.surface.front = 1.0 - share
        for shape in (self.plane, self.curve, self.point):
            shape.veil(share)
        self._look()

    def go(self, value: float) -> None:
        """Turn the first parameter to a value: the point and its tangent follow."""
        self._value = value
        self._lay()

    def sway(self, seconds: float) -> None:
        """Look from further aside and back, so many seconds after that began."""
        self._eye.sway = 1.0
        self._eye.drift(seconds)
        self._lay()

    def _look(self) -> None:
        self._eye.look(self._risen)
        self._lay()

    def _lay(self) -> None:
        """Put all that lies in the cut to where it is seen now."""
        (low, high), far = self._region.slice_ends[:, 0], self._region.height_field.planform.extent
        values = np.linspace(low, high, _SAMPLES)
        self.curve.put(self._places(values, self._errors(values)))
        x = far[0] * np.array([-1.0, 1.0, 1.0, -1.0])
        top = self.surface.rise * (self.surface.gap + RELIEF)
        corners = np.column_stack([x, np.zeros(4), top * np.array([0.0, 0.0, 1.0, 1.0])])
        self.plane.lay((self._screen(corners),))
        here = np.array([self._value])
        self.point.put(self._places(here, self._errors(here)))
        self._lay_tangent()

    def _lay_tangent(self) -> None:
        """Lay the tangent on the point: as steep as E is along the first parameter."""
        theta = np.array([self._value, self._region.section.best[1]])
        slope = float(self._region.section.objective.gradient(theta)[0])
        half = _HALF * float(self._region.reach[0])
        values = self._value + half * np.array([-1.0, 1.0])
        errors = self._errors(np.array([self._value])) + slope * half * np.array([-1.0, 1.0])
        self.tangent.put(self._places(values, errors))

    def _errors(self, values: Floats) -> Floats:
        best = self._region.section.best
        points = np.column_stack([values, np.full_like(values, best[1])])
        return self._region.section.objective.value(points)

    def _places(self, values: Floats, errors: Floats) -> Positions:
        """Return where errors over the cut are on the screen, both of shape (n,)."""
        best = self._region.section.best[1]
        points = np.column_stack([values, np.full_like(values, best)])
        return self.surface.places_at(points, errors)

    def _screen(self, points: Positions) -> Positions:
        return self.surface.view.project(points)[0]
