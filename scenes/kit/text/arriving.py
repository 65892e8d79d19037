"""Words and numbers that fly from somewhere to the places where they stand."""

from collections.abc import Callable

import numpy as np

from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Positions, Type
from scenes.kit.text.formula import Part, Pose

__all__ = ["arriving"]

_SEEN = 0.25
"""After this share of the flight all of it is seen."""
_UP, _DOWN = 0.35, 0.8
"""Between these shares of the flight it keeps to its lane."""
_DESCENT_EM = 0.22


def arriving(start: Positions, *shapes: Type, lane: float = 0.0) -> Callable[[float], None]:
    """Return a function of progress by which each shape comes from a place to where it is now.

    Parameters
    ----------
    start : Positions, shape (2,)
        Where their middles are at first.
    *shapes : Type
        Hung up, at the places where they land.
    lane : float
        So much higher than that they come along, such as between two lines; straight if it is 0.
    """
    landing = [_landing(shape) for shape in shapes]
    ways = [start - shape.box.mean(axis=0) for shape in shapes]

    def function(progress: float) -> None:
        gone = eased(progress)
        for shape, land, way in zip(shapes, landing, ways, strict=True):
            up = np.interp(gone, [0.0, _UP, _DOWN, 1.0], [way[1], lane, lane, 0.0])
            land(np.array([(1.0 - gone) * way[0], up if lane else (1.0 - gone) * way[1]]))
            shape.veil(min(progress / _SEEN, 1.0))
            shape.flies = 0.0 < progress < 1.0

    return function


def _landing(shape: Type) -> Callable[[Positions], None]:
    """Return a function that puts a shape so far from where it is now."""
    if isinstance(shape, Part):
        pose = shape.pose

        def move_part(away: Positions) -> None:
            shape.take(Pose(pose.x + float(away[0]), pose.y + float(away[1]), pose.unit))

        return move_part
    x, low = shape.box[0].tolist()
    y = low + _DESCENT_EM * shape.size_px * PX

    def move(away: Positions) -> None:
        shape.at(x + float(away[0]), y + float(away[1]))

    return move
