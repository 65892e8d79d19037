"""Who looks at a surface: a view that movements change, and a slow drift about it."""

from dataclasses import replace
from math import pi, radians, sin
from typing import Final

from scenes.kit.ink.motion import eased
from scenes.kit.surface.axes import SurfaceAxes
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import View

__all__ = ["SWAY", "Eye"]

SWAY: Final = radians(6.0)
_SWEEP_S: Final = 9.0
"""From one side to the other."""


class Eye:
    """The eye before a surface and its axes; to sway about its view shows depth.

    Parameters
    ----------
    surface : Surface
    axes : SurfaceAxes
    view : View
        Where it is at first.

    Attributes
    ----------
    axes : SurfaceAxes
        Those that follow.
    view : View
        Where it is but for the drift.
    sway : float
        How much of the drift is seen, from 0 to 1.
    """

    def __init__(self, surface: Surface, axes: SurfaceAxes, view: View) -> None:
        self._surface, self.axes = surface, axes
        self.view, self.sway, self._aside = view, 0.0, 0.0
        self.look()

    def look(self, rise: float | None = None) -> None:
        """Show the surface from where the eye is now, risen as far as is given."""
        azimuth = self.view.azimuth + self.sway * self._aside
        self._surface.see(replace(self.view, azimuth=azimuth), rise)
        self.axes.follow()

    def drift(self, seconds: float) -> None:
        """Be as far aside as so many seconds after the drift began."""
        self._aside = SWAY * sin(pi * seconds / _SWEEP_S)
        self.look()

    def calm(self, progress: float) -> None:
        """Come back from the drift, which may go on, to the view."""
        self.sway = 1.0 - eased(progress)
        self.look()
