"""From which side a descent on a surface is seen best."""

from dataclasses import replace
from math import radians
from typing import Final

import numpy as np

from gdcore.landscape.region import Region
from scenes.kit.ink.layout import Box
from scenes.kit.surface.axes import framed
from scenes.kit.surface.eye import SWAY
from scenes.kit.surface.surface import Surface
from scenes.kit.surface.view import View

__all__ = ["viewpoint"]

_SIDES: Final = (-22.0, 22.0, -45.0, 45.0, -68.0, 68.0, -112.0, 112.0, -135.0, 135.0, -158.0, 158.0)
"""Degrees."""
_HIGH: Final = radians(42.0)
_UPHILL: Final = 1.2
"""So many times as far as the start from the best fit is where an arrow uphill ends, about."""


def viewpoint(surface: Surface, region: Region, box: Box) -> View:
    """Return from where most of the way is seen, its ends first, and the ground is widest.

    What is seen is seen wherever the eye sways; so is an arrow that leads up from the start.

    Parameters
    ----------
    surface : Surface
    region : Region
        What it shows.
    box : Box
        What has to hold it.
    """
    points, ground, best = region.path.points, region.height_field, region.section.best
    start = region.path.start
    ends = np.array([start, best, best + _UPHILL * (start - best)])
    rim = np.column_stack([ground.rim, np.zeros(len(ground.rim))])

    def seen(view: View) -> tuple[float, float]:
        swayed = [replace(view, azimuth=view.azimuth + aside) for aside in (-SWAY, SWAY)]
        way, ends_too = (
            np.all([surface.visible(each, view) for view in swayed], axis=0)
            for each in (points, ends)
        )
        width = float(np.ptp(view.project(rim)[0][:, 0]))
        return float(way.mean() + ends_too.sum()), round(width, 1)

    views = [framed(box, ground, azimuth, _HIGH) for azimuth in np.radians(_SIDES).tolist()]
    return max(views, key=seen)
