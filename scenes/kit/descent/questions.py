"""What a search must decide where it stands: which way, and how far."""

from collections.abc import Callable
from math import pi, sin
from typing import Self

import numpy as np

from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Arrow, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, Spot, place

__all__ = ["Questions"]

_PX = 34.0
_NEAR, _FAR, _FARTHER = 0.55, 1.25, 0.55
_GROUND = 0.4
_ASIDE, _LINE = 0.42, 0.5
_LOW_EDGE, _HIGH_EDGE = 0.4, 0.9
_REACH = _FAR + 0.5 * _FARTHER
_FURTHER = (0.0, 0.7, 1.4, 2.1)
_RAISED = (0.8, 1.3, -1.4, 1.8)
"""How much further aside, and how high, the lower question may stand against the point."""
_TOLD = np.array([[0.2, -0.2], [2.3, 0.55]])
"""Where the point's error is told, on the inner side."""


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
    """The ground underfoot, arrows both ways along it, and two questions.

    The questions stand on the side that the best fit is on, unless the curve is in their way there.

    Parameters
    ----------
    error_curve : ErrorCurve
    value : float
        Where the search stands.
    look : Look
    labels : callable
        Returns the words for "way" and "far".

    Attributes
    ----------
    ground : Path
        A piece of the tangent, as steep as the curve is there; no arrowhead: it must not answer.
    ways, lengths : tuple
        What asks which way, and what asks how far.
    """

    def __init__(
        self, error_curve: ErrorCurve, value: float, look: Look, labels: Callable[[str], str]
    ) -> None:
        self._here, self._along = error_curve.place(value), error_curve.along(value)
        clip = error_curve.plot.area.clip
        self.ground = Path(np.zeros((2, 2)), look.slope, 4.0, clip=clip)
        self._arrows = tuple(Arrow(look.text, 4.0, clip=clip) for _ in range(2))
        way, far = (Type(escaped(labels(key)), _PX, look.text) for key in ("way", "far"))
        along = np.linspace(-_REACH, _REACH, 41)[:, None] * self._along + self._here
        taken = Obstacles(
            points=np.vstack([error_curve.curve.points[:, :2], along]),
            boxes=(_told(error_curve, value, self._here),),
            area=error_curve.plot.area,
        )
        place(_Lines(way, far), _spots(error_curve, value, self._here), taken)
        self.ways = (*self._arrows, way)
        self.lengths = (far,)
        self.feel(1.0)
        self.reach(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.ground, *self.ways, *self.lengths)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def feel(self, progress: float) -> None:
        """Draw the ground underfoot from the point to both sides, as a function of progress."""
        reach = eased(progress) * _GROUND * self._along
        self.ground.put(np.array([self._here - reach, self._here + reach]))

    def reach(self, progress: float) -> None:
        """Let the arrows grow, shrink and grow again, as a function of progress."""
        far = _FAR + _FARTHER * sin(2.0 * pi * progress) * (1.0 - 0.5 * progress)
        for side, arrow in zip((-1.0, 1.0), self._arrows, strict=True):
            start = self._here + side * _NEAR * self._along
            arrow.point(start, self._here + side * max(far, _NEAR) * self._along)


def _told(error_curve: ErrorCurve, value: float, here: Positions) -> Positions:
    """Return the box, shape (2, 2), where the error is told."""
    corners = here + _TOLD * [_inward(error_curve, value), 1.0]
    return np.array([corners.min(axis=0), corners.max(axis=0)])


def _inward(error_curve: ErrorCurve, value: float) -> float:
    """Return 1 if the best fit is on the right, else −1."""
    return 1.0 if error_curve.best >= value else -1.0


def _spots(error_curve: ErrorCurve, value: float, here: Positions) -> list[Spot]:
    """Return where the lower question may stand, the best place first."""
    inward, area = _inward(error_curve, value), error_curve.plot.area
    level = float(np.clip(here[1], area.bottom + _LOW_EDGE, area.top - _HIGH_EDGE))
    return [
        (float(here[0]) + side * (_ASIDE + further), level + height, (1.0 - side) / 2)
        for side in (inward, -inward)
        for further in _FURTHER
        for height in _RAISED
    ]
