"""The error of a point on a curve as a running number, beside the point."""

import numpy as np

from gdcore.experiment import Experiment
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.readout import Readout
from scenes.telling.measuring import typical_miss

__all__ = ["CurveReadings"]

_PX, _SMALL_PX = 24.0, 18.0
_GAP, _EDGE, _LINE = 0.12, 0.1, 0.3
_ASIDE, _RAISED, _DROPPED, _ROOM = 0.3, 0.4, -0.08, 0.28
_CLEAR = 0.15
_BESIDE_SHARE = 0.2
"""So far from the middle, as a share of the width, it stands beside the point, else above it."""


class CurveReadings:
    """“E =” and a number, and below it the typical miss, beside a point that moves over a picture.

    They stand on the side where the curve is lower, and above its lowest point; beside a narrow
    curve on the other side, if there is room.

    Parameters
    ----------
    area : Box
        The picture.
    experiment : Experiment
    look : Look
    narrow : bool
        Whether there is no room inside the curve, close to its lowest point.

    Attributes
    ----------
    shapes : tuple of Inked
        All that it draws, in painting order.
    hidden : tuple of Inked
        Those that wait unseen: none.
    error, miss : Readout
        The typical miss is empty where E has none, in the response's own unit.
    """

    def __init__(
        self, area: Box, experiment: Experiment, look: Look, *, narrow: bool = False
    ) -> None:
        self._area, self._experiment, self._look = area, experiment, look
        self._narrow = narrow
        self._name = Type("$E =$", _PX, look.text)
        self._meant = Type(escaped(look.label("typical-miss")), _SMALL_PX, look.text)
        self.error = Readout(_PX, look.text, 0.0, 0.0)
        self.miss = Readout(_SMALL_PX, look.text, 0.0, 0.0)
        meaning = (self._meant, self.miss) if experiment.has_typical_miss else ()
        self.shapes: tuple[Inked, ...] = (self._name, self.error, *meaning)
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
        self.error.tell(self._look.numerals.significant(error))
        self.miss.tell(typical_miss(self._experiment, error, self._look.vocabulary))
        side = float(np.clip((place[0] - middle) / (_BESIDE_SHARE * self._area.width), -1.0, 1.0))
        if self._narrow:
            side = self._outer(float(place[0]), side)
        self._stand(place, side)

    @property
    def _rows(self) -> tuple[tuple[Type, Readout], ...]:
        meaning = ((self._meant, self.miss),) if self._experiment.has_typical_miss else ()
        return ((self._name, self.error), *meaning)

    @property
    def _width(self) -> float:
        return max(name.advance + _GAP + told.advance for name, told in self._rows)

    def _stand(self, place: Positions, side: float) -> None:
        """Put the lines beside a place: left of it at 1, right of it at −1, above it at 0."""
        area, high = self._area, (len(self._rows) - 1) * _LINE
        left = float(place[0]) - side * (_ASIDE + self._width / 2) - self._width / 2
        left = min(max(left, area.left + _EDGE), area.right - _EDGE - self._width)
        # A bowl that fills the picture is as wide as the lines are so far above its lowest point.
        raised = max(_RAISED, area.height * (self._width / area.width) ** 2 + _CLEAR)
        y = float(place[1]) + _DROPPED + (1.0 - side * side) ** 0.5 * (raised - _DROPPED)
        y = min(max(y, area.bottom + _EDGE), area.top - high - _ROOM)
        for k, (name, told) in enumerate(self._rows):
            name.at(left, y + high - k * _LINE)
            told.at(left + name.advance + _GAP, y + high - k * _LINE)

    def _outer(self, x: float, side: float) -> float:
        """Return where it stands beside a narrow curve: 1 for the left, −1 for the right."""
        outer = 1.0 if side < 0.0 else -1.0
        beyond = x - outer * (_ASIDE + self._width + _EDGE)
        return outer if self._area.left < beyond < self._area.right else -outer
