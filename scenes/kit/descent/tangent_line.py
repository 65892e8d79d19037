"""The tangent at a point of an error curve, with its slope as a number, and the point itself."""

from typing import Self

import numpy as np

from scenes.kit.ink.shapes import Dots, Inked, Path
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.model_line import outside
from scenes.kit.text.readout import Readout

__all__ = ["TangentLine"]

_TOLD_PX = 24.0
_ASIDE, _ABOVE = 0.3, 0.28
_BESIDE_SHARE = 0.25
_ROUNDING = 1e-9
_OLD, _FAR = 0.25, 0.4
"""A number of another place dims to this share, at this distance from it in scene units."""


class TangentLine:
    """A point that moves along an error curve and takes its tangent with it.

    Parameters
    ----------
    error_curve : ErrorCurve
    look : Look
    label : str
        What stands before the slope's number.

    Attributes
    ----------
    error_curve : ErrorCurve
    point, line, told : Dots, Path, Readout
    lost : Type
        Says so when the point has left the picture.
    value : float
        The parameter's value at the point.
    """

    def __init__(self, error_curve: ErrorCurve, look: Look, label: str) -> None:
        self.error_curve, self._label = error_curve, label
        self._numerals = look.numerals
        clip = error_curve.plot.area.clip
        self.point = Dots(np.zeros((1, 2)), 9.0, look.model, clip=clip).cast("point")
        self.line = Path(np.zeros((2, 2)), look.slope, 4.0, clip=clip)
        self.told = Readout(_TOLD_PX, look.slope, 0.0, 0.0)
        self.lost = outside("point", error_curve.plot, look)
        self._steepest = max(abs(error_curve.slope(value)) for value in error_curve.visible)
        self.value = 0.0
        self.at(float(error_curve.section.start[0]))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.line, self.point, self.told, self.lost)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    @property
    def slope(self) -> float:
        """dE/dθ at the point."""
        return self.error_curve.slope(self.value)

    def at(self, value: float, told: float | None = None) -> Self:
        """Move the point to a value of the parameter.

        Parameters
        ----------
        value : float
        told : float, optional
            Where the slope that is told was measured, if not here: on the way from one place of a
            descent to the next it is that of the last place, and dims the further that is.
        """
        self.value = value
        here = self.error_curve.place(value)
        self.point.put(here[None])
        self.line.put(self.error_curve.touching(value))
        there = here if told is None else self.error_curve.place(told)
        self.told.light(max(_OLD, 1.0 - float(np.hypot(*(there - here))) / _FAR))
        self._tell(self.error_curve.slope(value if told is None else told))
        return self

    def _tell(self, slope: float) -> None:
        """Show the slope inside the bowl, right of the point on the left side, above the curve."""
        here, area = self.error_curve.place(self.value), self.error_curve.plot.area
        best = float(self.error_curve.place(self.error_curve.best)[0])
        side = float(np.clip((here[0] - best) / (_BESIDE_SHARE * area.width), -1.0, 1.0))
        shown = slope if abs(slope) > _ROUNDING * self._steepest else 0.0
        words = f"{self._label} {self._numerals.significant(shown)}"
        is_seen = area.holds(*here)
        self.told.tell(words if is_seen else "")
        self.lost.veil(float(not is_seen))
        wide = self.told.advance
        left = here[0] - _ASIDE * side - (1.0 + side) / 2.0 * wide
        left = float(np.clip(left, area.left + 0.1, max(area.left + 0.1, area.right - 0.1 - wide)))
        y = max(self._highest(left, left + wide), float(here[1])) + _ABOVE
        self.told.at(left, min(y, area.top - 0.3))

    def _highest(self, left: float, right: float) -> float:
        """Return how high curve and tangent reach between two places across the screen."""
        plot, x = self.error_curve.plot, np.linspace(left, right, 9)
        share = (x - plot.area.left) / plot.area.width
        curve = self.error_curve.places(plot.window.left + share * plot.window.width)[:, 1]
        (x0, y0), (x1, y1) = self.line.points[:, :2]
        tangent = np.interp(x, *((x0, x1), (y0, y1)), left=-np.inf, right=-np.inf)
        return float(max(curve.max(), tangent.max()))
