"""Going back from a bowl until a descent that has run out of it is in the picture again."""

from collections.abc import Callable
from dataclasses import replace

from gdcore.landscape.region import Region
from gdcore.landscape.retreat import Retreat
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.look.look import Look
from scenes.kit.surface.axes import SurfaceAxes
from scenes.kit.surface.eye import Eye
from scenes.kit.surface.rings import Rings
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import View

__all__ = ["ZoomOut"]

_FADE = 4.0
"""The axes come and go in one over this of a movement."""


class ZoomOut:
    """A surface from further and further away: the same bowl, with other numbers at its axes.

    Parameters
    ----------
    stops : tuple of Retreat
        When to go back, and how far.
    surface : Surface
    region : Region
        What it shows at first.
    axes : SurfaceAxes
    rings : Rings
        Of the surface, as at first.
    names : tuple of Type
        What stands beside the axes.
    home : View
    look : Look

    Attributes
    ----------
    rings : list of Rings
        Of all looks, from the first one on.
    stop : int
        Which look it is now, the first one being 0.
    shapes, hidden : tuple of Inked
        The axes of the other looks, all of which wait unseen.
    """

    def __init__(
        self,
        stops: tuple[Retreat, ...],
        surface: Surface,
        region: Region,
        axes: SurfaceAxes,
        rings: Rings,
        names: tuple[Type, Type, Type],
        home: View,
        look: Look,
    ) -> None:
        self.stops = stops
        self._surface, self._region = surface, region
        self._axes, self.rings, self.stop = [axes], [rings], 0
        for stop in self.stops:
            far = self._from(stop.times)
            surface.show(far.height_field)
            self._axes.append(SurfaceAxes(surface, names, home, look).veil(0.0))
            self.rings.append(Rings(surface, far, look))
        surface.show(region.height_field)
        self.shapes: tuple[Inked, ...] = tuple(s for axes in self._axes[1:] for s in axes.shapes)
        self.hidden = self.shapes

    def _from(self, times: float) -> Region:
        return replace(self._region, reach=times * self._region.reach)

    def back(self, stop: int, eye: Eye) -> Callable[[float], None]:
        """Return a function of progress that goes back to where a stop, from 0, has the descent."""
        near = self.stops[stop - 1].times if stop else 1.0
        ratio = self.stops[stop].times / near

        def function(progress: float) -> None:
            share, self.stop = eased(progress), stop + 1
            self._surface.show(self._from(near * ratio**share).height_field)
            self.rings[stop].veil(1.0 - share)
            self.rings[stop + 1].veil(share)
            self._axes[stop].veil(max(1.0 - _FADE * progress, 0.0))
            self._axes[stop + 1].veil(max(1.0 - _FADE * (1.0 - progress), 0.0))
            eye.axes = self._axes[stop + (progress > 0.0)]
            eye.look()

        return function
