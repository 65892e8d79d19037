"""A part of a formula that leaves the place of another part and flies to its own."""

from collections.abc import Callable
from math import pi, sin
from typing import Final

import numpy as np

from scenes.kit.ink.motion import eased
from scenes.kit.text.formula import Part, Pose

__all__ = ["flying"]

_BEND: Final = 0.35


def flying(part: Part, source: Part) -> Callable[[float], None]:
    """Return a function of progress that takes a part from over another one to where it stands.

    It flies on an arc above the straight way, and is as large as the other one at first.

    Parameters
    ----------
    part, source : Part
        Both at their places.
    """
    home, over = part.pose, _over(part, source)

    def function(progress: float) -> None:
        share = eased(progress)
        x, y, unit = (
            (1.0 - share) * a + share * b for a, b in zip(over.numbers, home.numbers, strict=True)
        )
        part.take(Pose(x, y + _BEND * sin(pi * share), unit)).veil(1.0)

    return function


def _over(part: Part, source: Part) -> Pose:
    """Return the pose that lays a part over another, middle on middle and as high."""
    high, wished = (float(np.ptp(p.box, axis=0)[1]) for p in (part, source))
    unit = part.pose.unit * wished / high
    x, y = source.box.mean(axis=0) - part.extent.mean(axis=0) * unit
    return Pose(float(x), float(y), unit)
