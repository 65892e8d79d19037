"""From where a descent on a surface is seen best, the first parameter running to the right."""

from dataclasses import replace
from itertools import product
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.height_field import HeightField
from gdcore.landscape.region import Region
from scenes.kit.ink.layout import Box
from scenes.kit.surface.axes import SurfaceAxes, framed
from scenes.kit.surface.eye import SWAY
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import View

__all__ = ["viewpoint", "with_headroom"]

_SIDES: Final = (-15.0, 15.0, -30.0, 30.0)
"""Degrees from the front: the axes run as they do on the map from above, only slanting."""
_HEIGHTS: Final = (42.0, 54.0, 66.0)
"""Degrees; from further up a near wall hides less, and heights are shorter."""
_UPHILL: Final = 0.2
"""How far an arrow uphill leads from the start, about, in units of the reach."""


def viewpoint(surface: Surface, region: Region, box: Box) -> View:
    """Return from where start and end are seen, and most of the way; the lowest such view.

    Of the sides the one is taken from which the ground lies across: what slants looks tilted.
    What is seen is seen wherever the eye sways; so is an arrow that leads up from the start.

    Parameters
    ----------
    surface : Surface
    region : Region
        What it shows.
    box : Box
        What has to hold it.
    """
    points, ground, start = region.path.points, region.height_field, region.path.start
    ends = np.array([start, region.section.best, start + _uphill(region)])
    rim = np.column_stack([ground.rim, np.zeros(len(ground.rim))])

    def seen(view: View) -> tuple[float, float, float, float]:
        swayed = [replace(view, azimuth=view.azimuth + aside) for aside in (-SWAY, SWAY)]
        way, ends_too = (
            np.all([surface.visible(each, view) for view in swayed], axis=0)
            for each in (points, ends)
        )
        (wide, slant), _ = np.cov(view.project(rim)[0].T).tolist()
        return ends_too.sum(), round(float(way.mean()), 1), -view.elevation, -abs(slant / wide)

    sides = product(np.radians(_SIDES).tolist(), np.radians(_HEIGHTS).tolist())
    return max((framed(box, ground, *side) for side in sides), key=seen)


def with_headroom(box: Box, ground: HeightField, axes: SurfaceAxes, side: View) -> View:
    """Return a view that shows all words, too, wherever the eye sways.

    The upright axis stands at the ground's far end and may be taller on the screen than the ground.

    Parameters
    ----------
    box : Box
        What has to hold them.
    ground : HeightField
    axes : SurfaceAxes
    side : View
        From where it is seen; how large is found.
    """

    def within(room: Box) -> View:
        return framed(room, ground, side.azimuth, side.elevation, axes.beyond_margin)

    def over(view: View) -> float:
        swayed = [replace(view, azimuth=view.azimuth + aside) for aside in (-SWAY, 0.0, SWAY)]
        return max(axes.name_top(view, each) for each in swayed) - box.top

    view = within(box)
    much = max(over(view), 0.0)
    lower = within(box.inset(0.0, 0.0, 0.0, much))
    # What is as wide as its room stands in the middle of the height, and sinks by half.
    return lower if over(lower) <= 0.0 else within(box.inset(0.0, 0.0, 0.0, 2.0 * much))


def _uphill(region: Region) -> Floats:
    """Return about how the gradient's arrow at the start is drawn, shape (2,)."""
    with np.errstate(all="ignore"):
        gradient = region.section.objective.gradient(region.path.start) / region.reach
        size = float(np.hypot(*gradient))
    is_drawn = not region.is_level and 0.0 < size < np.inf
    return _UPHILL * region.reach * gradient / size if is_drawn else np.zeros(2)
