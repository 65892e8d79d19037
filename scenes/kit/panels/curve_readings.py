"""The error of a point on a curve as a running number, beside the point."""

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.text.readout import Readout

__all__ = ["CurveReadings"]

_PX = 24.0
_GAP, _EDGE = 0.12, 0.1
_ASIDE, _RAISED, _DROPPED = 0.3, 0.28, -0.08
_BESIDE_SHARE = 0.2
"""So far from the middle, as a share of the width, it stands beside the point, else above it."""


class CurveReadings:
    """“E =” and a number, beside a point that moves over a picture.

    It stands on the side where the curve is lower, and above its lowest point; beside a narrow
    curve on the other side, if there is room for it.

    Parameters
    ----------
    area : Box
        The picture.
    look : Look
    narrow : bool
        Whether there is no room for it inside the curve, close to its lowest point.

    Attributes
    ----------
    shapes : tuple of Inked
        All that it draws, in painting order.
    hidden : tuple of Inked
        Those that wait unseen: none.
    error : Readout
    """

    def __init__(self, area: Box, look: Look, *, narrow: bool = False) -> None:
        self._area, self._numerals, self._narrow = area, look.numerals, narrow
        self._name = Type("$E =$", _PX, look.text)
        self.error = Readout(_PX, look.text, 0.0, 0.0)
        self.shapes: tuple[Inked, ...] = (self._name, self.error)
        self.hidden: tuple[Inked, ...] = ()
        self.tell(0.0, np.array([area.left, area.bottom]), area.left)

    def tell(self, error: float, place: Positions, middle: float) -> None:
        """Show an error.

        Parameters
        ----------
        error : float
        place : Positions, shape (2,)
            Where the point is.
        middle : float
            Where across the screen the curve is lowest.
        """
        area = self._area
        self.error.tell(self._numerals.significant(error))
        width = self._name.advance + _GAP + self.error.advance
        reach = _BESIDE_SHARE * area.width
        side = float(np.clip((place[0] - middle) / reach, -1.0, 1.0))
        if self._narrow:
            side = self._outer(float(place[0]), side, width)
        left = float(place[0]) - side * (_ASIDE + width / 2) - width / 2
        left = min(max(left, area.left + _EDGE), area.right - _EDGE - width)
        y = float(place[1]) + _DROPPED + (1.0 - side * side) ** 0.5 * (_RAISED - _DROPPED)
        y = min(max(y, area.bottom + _EDGE), area.top - _RAISED)
        self._name.at(left, y)
        self.error.at(left + width, y, 1.0)

    def _outer(self, x: float, side: float, width: float) -> float:
        """Return where it stands beside a narrow curve: 1 for the left, −1 for the right."""
        outer = 1.0 if side < 0.0 else -1.0
        beyond = x - outer * (_ASIDE + width + _EDGE)
        return outer if self._area.left < beyond < self._area.right else -outer
