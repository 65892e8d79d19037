"""A picture of the data over a floor of two columns: a panel with three axes."""

from dataclasses import dataclass
from functools import partial
from itertools import product
from math import asin, cos, radians, sin
from typing import Final

from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import label_width
from scenes.kit.plots.in_panel import InPanel, Panel
from scenes.kit.plots.space_axes import SpaceAxes, Standpoint
from scenes.kit.surface.view import View

__all__ = ["SpacePlot"]

_ASIDE: Final = radians(40.0)
"""How far the eye is to the right or to the left of the front."""
_STEEPEST, _DEPTH = 0.36, 0.36
"""The sine of the elevation at most, and the share of the picture's height that the floor takes."""
_WIDEST, _LOW_ROOM, _TICK_ROOM = 2.4, 0.4, 0.3
"""How many times as wide as high it is at most: a flat box shows nothing. Room below one that would
be wider, and for a tick upwards, scene units."""
_MARGINS = (0.74, 0.28, 0.52)
_LABEL = 0.34


@dataclass(eq=False)
class SpacePlot(InPanel):
    """Two columns on a floor and one upwards, seen from one side; lengths upwards are true.

    Parameters
    ----------
    box : Box
        The panel.
    area : Box
        Where all that is plotted is; it is cut there.
    window : Window
        From its bottom to its top the third column is shown; see `look_at`.
    panel : Panel
    axes : SpaceAxes
    stands : Standpoint
    """

    box: Box
    area: Box
    window: Window
    panel: Panel
    axes: SpaceAxes
    stands: Standpoint

    @classmethod
    def build(
        cls,
        box: Box,
        floor: Window,
        windows: tuple[Window, ...],
        names: tuple[str, str, str],
        look: Look,
        rises: tuple[float, float],
        wanted: int,
    ) -> "SpacePlot":
        """Lay out axes in a panel.

        Parameters
        ----------
        box : Box
        floor : Window
            The first column from left to right, the second from bottom to top.
        windows : tuple of Window
            What it looks at, the first at once; there is room for the labels of all.
        names : tuple of str
            Typst markup: the first column, the one upwards, the second.
        look : Look
        rises : tuple of float
            How much what is looked at rises along the first column and along the second, in
            heights of the picture: it is seen from where its upper side is seen best.
        wanted : int
            About how many ticks there are upwards.
        """
        told = (look.numerals.ticks(w.bottom, w.top, wanted).labels for w in windows)
        widest = max((label_width(label) for labels in told for label in labels), default=0.0)
        area = _area(box, _LABEL + widest)
        stands = _seen_in(area, floor, rises)
        wanted = max(min(wanted, int(stands.height / _TICK_ROOM)), 1)
        left, up, right = names if _left_is_first(stands) else names[::-1]
        axes = SpaceAxes(stands, (left, up, right), wanted, look)
        axes.lay(box, area, windows[0])
        return cls(box, area, windows[0], Panel(box, look), axes, stands)

    @property
    def unit_height(self) -> float:
        """How high a unit upwards is on the screen, scene units."""
        return self.stands.height / self.window.height

    def places(self, points: Positions) -> Positions:
        """Return where numbers of shape (n, 3) are on the screen now, shape (n, 2)."""
        return self.stands.places(self.window, points)

    def look_at(self, window: Window) -> None:
        """Show other numbers upwards; what is plotted stays until it is put to its new `places`."""
        self.window = window
        self.axes.lay(self.box, self.area, window)


def _area(box: Box, left: float) -> Box:
    """Return what is left of a panel; of a low one the middle, with the names beside it."""
    area = box.inset(left, *_MARGINS)
    if area.width <= _WIDEST * area.height:
        return area
    area = box.inset(left, _LOW_ROOM, *_MARGINS[1:])
    aside = max(area.width - _WIDEST * area.height, 0.0) / 2.0
    return area.inset(aside, 0.0, aside, 0.0)


def _left_is_first(stands: Standpoint) -> bool:
    """Return whether the first column runs along the left front edge of the floor."""
    return (stands.view.azimuth < 0.0) is not stands.is_swapped


def _seen_in(area: Box, floor: Window, rises: tuple[float, float]) -> Standpoint:
    """Return from where the floor takes the area's width, and a share of its height."""
    turned = Window(floor.bottom, floor.top, floor.left, floor.right)
    is_swapped, azimuth = max(product((False, True), (-_ASIDE, _ASIDE)), key=partial(_open, rises))
    scale = area.width / (2.0 * (cos(_ASIDE) + sin(_ASIDE)))
    steep = min(_STEEPEST, _DEPTH * area.height / area.width)
    deep = steep * area.width
    centre = ((area.left + area.right) / 2, area.bottom + deep / 2)
    view = View(azimuth, asin(steep), scale, centre)
    return Standpoint(turned if is_swapped else floor, view, area.height - deep, is_swapped)


def _open(rises: tuple[float, float], side: tuple[bool, float]) -> float:
    """Return how far a plane's upper side is turned to the eye, from one side of the floor.

    With u and v along the floor and the azimuth a, a place is u cos a − v sin a across, and its
    height on the screen grows with u and v by what the plane rises, beside what the floor does. A
    unit of the floor then fills cos a · rise along v + sin a · rise along u.
    """
    is_swapped, azimuth = side
    u, v = rises[::-1] if is_swapped else rises
    return cos(azimuth) * v + sin(azimuth) * u
