"""The tangent at a point of an error curve, with its slope as a number, and the point itself."""

from typing import Self

import numpy as np

from scenes.kit.knob import Knob
from scenes.kit.numerals import significant
from scenes.kit.readout import Readout
from scenes.kit.shapes import PX, Dots, Inked, Path
from scenes.kit.theme import Theme

__all__ = ["Tangent"]

_HALF_LENGTH = 1.45
_TOLD_PX = 24.0
_ASIDE, _ABOVE = 0.3, 0.42
_BESIDE_SHARE = 0.1


class Tangent:
    """A point that moves along an error curve and takes its tangent with it.

    Parameters
    ----------
    knob : Knob
    theme : Theme
    label : str
        What stands before the slope's number.

    Attributes
    ----------
    point, line, told : Dots, Path, Readout
    value : float
        The parameter's value at the point.
    """

    def __init__(self, knob: Knob, theme: Theme, label: str) -> None:
        self._knob, self._label = knob, label
        clip = knob.plot.area.clip
        self.point = Dots(np.zeros((1, 2)), 9.0, theme.model, clip=clip)
        self.line = Path(np.zeros((2, 2)), theme.slope, 4.0, clip=clip)
        self.told = Readout(_TOLD_PX, theme.slope, 0.0, 0.0)
        self.value = 0.0
        self.at(float(knob.section.start[0]))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.line, self.point, self.told)

    @property
    def slope(self) -> float:
        """dE/dθ at the point."""
        return self._knob.slope(self.value)

    def at(self, value: float) -> Self:
        """Move the point to a value of the parameter."""
        self.value = value
        here, along = self._knob.place(value), self._knob.along(value)
        self.point.put(here[None])
        self.line.put(np.array([here - _HALF_LENGTH * along, here + _HALF_LENGTH * along]))
        self._tell()
        return self

    def _tell(self) -> None:
        """Show the slope inside the bowl, above the point: right of it on the left side."""
        here, area = self._knob.place(self.value), self._knob.plot.area
        best = float(self._knob.place(self._knob.best)[0])
        side = float(np.clip((here[0] - best) / (_BESIDE_SHARE * area.width), -1.0, 1.0))
        self.told.tell(f"{self._label} {significant(self.slope)}")
        x = here[0] - _ASIDE * side
        y = here[1] + _ABOVE * (1.0 - abs(side)) + 4 * PX
        anchor = (1.0 + side) / 2.0
        low = area.left + 0.1 + anchor * self.told.advance
        high = area.right - 0.1 - (1.0 - anchor) * self.told.advance
        self.told.at(float(np.clip(x, low, max(low, high))), float(min(y, area.top - 0.3)), anchor)
