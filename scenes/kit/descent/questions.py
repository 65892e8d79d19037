"""What a search must decide where it stands: which way, and how far."""

from collections.abc import Callable
from typing import Self

import numpy as np

from scenes.kit.ink.shapes import Arrow, Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, Spot, place

__all__ = ["Questions"]

_PX = 28.0
_NEAR, _FAR = 0.24, 0.95
_ASIDE, _LINE = 0.42, 0.42
_LOW_EDGE, _HIGH_EDGE = 0.4, 0.75
_RAISED = (0.1, 0.6, 1.1, -1.0)
"""How high the lower question may stand against the point, the best first."""


class _Lines:
    """Two lines of words that are placed together."""

    def __init__(self, upper: Type, lower: Type) -> None:
        self.upper, self.lower = upper, lower

    @property
    def box(self) -> Positions:
        """Lower left and upper right corner, shape (2, 2)."""
        corners = np.vstack([self.upper.box, self.lower.box])
        return np.array([corners.min(axis=0), corners.max(axis=0)])

    def at(self, x: float, y: float, anchor: float = 0.0) -> Self:
        """Put the lower line's baseline at a height, the other above it."""
        self.upper.at(x, y + _LINE, anchor)
        self.lower.at(x, y, anchor)
        return self


class Questions:
    """Arrows both ways along the curve at the start of a descent, and two questions.

    The questions stand on the side that the best fit is on, unless the curve is in their way there.

    Parameters
    ----------
    error_curve : ErrorCurve
    look : Look
    labels : callable
        Returns the words for "way" and "far".

    Attributes
    ----------
    ways, lengths : tuple
        What asks which way, and what asks how far.
    """

    def __init__(self, error_curve: ErrorCurve, look: Look, labels: Callable[[str], str]) -> None:
        here, along = error_curve.place(error_curve.start), error_curve.along(error_curve.start)
        arrows = tuple(
            Arrow(look.muted, 4.0, clip=error_curve.plot.area.clip).point(
                here + side * _NEAR * along, here + side * _FAR * along
            )
            for side in (-1.0, 1.0)
        )
        way, far = (Type(escaped(labels(key)), _PX, look.text) for key in ("way", "far"))
        taken = Obstacles(points=error_curve.curve.points[:, :2], area=error_curve.plot.area)
        place(_Lines(way, far), _spots(error_curve, here), taken)
        self.ways = (*arrows, way)
        self.lengths = (far,)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.ways, *self.lengths)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes


def _spots(error_curve: ErrorCurve, here: Positions) -> list[Spot]:
    """Return where the lower question may stand, the best place first."""
    inward = 1.0 if error_curve.best >= error_curve.start else -1.0
    area = error_curve.plot.area
    level = float(np.clip(here[1], area.bottom + _LOW_EDGE, area.top - _HIGH_EDGE))
    return [
        (float(here[0]) + side * _ASIDE, level + height, (1.0 - side) / 2)
        for side in (inward, -inward)
        for height in _RAISED
    ]
