"""Where a point goes that a step takes beyond all numbers: out of its picture, over the top."""

import numpy as np

from scenes.kit.ink.shapes import Positions
from scenes.kit.plots.plot import Plot

__all__ = ["way_out"]

_ASIDE, _ABOVE = 0.3, 0.4
"""How far to a side of the picture it goes, as a share of the width; how far above its top."""


def way_out(plot: Plot, place: Positions, side: float) -> Positions:
    """Return a place above the top of a plot, shape (2,).

    Parameters
    ----------
    plot : Plot
    place : Positions, shape (2,)
        From where the point goes.
    side : float
        −1 to the left, 1 to the right.
    """
    area = plot.area
    x = np.clip(place[0] + side * _ASIDE * area.width, area.left, area.right)
    return np.array([x, area.top + _ABOVE])
