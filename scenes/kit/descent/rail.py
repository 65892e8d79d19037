"""The arrows of one step on an error curve: uphill at the point, and the step along the axis."""

import numpy as np

from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Arrow, Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.text.glyphs import escaped

__all__ = ["Rail"]

_LIFT, _NAME_LIFT, _NAME_DROP = 12 * PX, 13 * PX, 28 * PX
_LONGEST_GAP = 1.7
_ROOM_SHARE = 0.92


class Rail:
    """The slope's arrow at a point of the curve, and the step's along the axis below it.

    The red one is as long as the slope says, on a scale at which the slope where the scene stands
    fits the picture; it does not lie on the axis, whose scale is another. The green one does: it
    is the step.

    Parameters
    ----------
    error_curve : ErrorCurve
    stand : float
        The parameter's value where the scene stands.
    look : Look
    names : tuple of str
        What the red and the green arrow are called.

    Attributes
    ----------
    uphill, step : Arrow
    uphill_name, step_name : Type
    scale : float
        How many scene units of the red arrow a slope of 1 is.
    """

    def __init__(
        self, error_curve: ErrorCurve, stand: float, look: Look, names: tuple[str, str]
    ) -> None:
        self._error_curve = error_curve
        clip = error_curve.plot.area.clip
        self.uphill = Arrow(look.slope, 5.0, clip=clip)
        self.step = Arrow(look.step, 5.0, clip=clip)
        self.uphill_name = Type(escaped(names[0]), NAME_PX, look.slope)
        self.step_name = Type(escaped(names[1]), NAME_PX, look.step)
        slope = error_curve.slope(stand)
        self.scale = self._longest(stand, slope) / abs(slope) if slope else 0.0

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.uphill, self.step, self.uphill_name, self.step_name)

    def _longest(self, stand: float, slope: float) -> float:
        """Return how long the slope's arrow is where the scene stands, in scene units."""
        area, x = self._error_curve.plot.area, float(self._error_curve.floor(stand)[0])
        room = area.right - x if slope > 0.0 else x - area.left
        return min(_LONGEST_GAP, max(_ROOM_SHARE * room, 0.0))

    def _length(self, value: float) -> float:
        """Return the length of the slope's arrow, with its sign, in scene units."""
        return self.scale * self._error_curve.slope(value)

    def rise(self, value: float, share: float = 1.0) -> None:
        """Draw the slope's arrow at a value of the parameter, a share of its length."""
        start = self._error_curve.place(value)
        tip = start + np.array([share * self._length(value), 0.0])
        self.uphill.point(start, tip).veil(1.0)
        self._place(self.uphill_name, start, tip, -_NAME_DROP)

    def turn(self, value: float, progress: float) -> None:
        """Turn the slope's arrow round, about the point."""
        angle = np.pi * eased(progress)
        # Over the top, on whichever side it points: there the bowl leaves room.
        way = np.array([np.cos(angle), np.sin(angle) * np.sign(self._length(value))])
        start = self._error_curve.place(value)
        self.uphill.point(start, start + self._length(value) * way).veil(1.0)

    def shorten(self, value: float, there: float, progress: float) -> None:
        """Make the turned arrow the step to a value `there`: let it down, as long as the step."""
        share, lift = eased(progress), np.array([0.0, _LIFT])
        ends = np.array([self._error_curve.floor(value), self._error_curve.floor(there)]) + lift
        above = np.array([self._error_curve.place(value)] * 2)
        above[1, 0] -= self._length(value)
        start, tip = (1.0 - share) * above + share * ends
        self.step.point(start, tip).veil(share)
        self.uphill.point(start, tip).veil(1.0 - share)
        self._place(self.step_name, start, tip, _NAME_LIFT)

    def lead(self, value: float, there: float, progress: float) -> None:
        """Turn the slope's arrow round and make it the step, in one go."""
        if progress < 0.5:
            self.turn(value, 2.0 * progress)
        else:
            self.shorten(value, there, 2.0 * progress - 1.0)

    def _place(self, name: Type, start: Positions, tip: Positions, lift: float) -> None:
        """Put a name above or below its arrow, inside the picture and beside the drop line."""
        area, half = self._error_curve.plot.area, name.advance / 2
        side = 1.0 if tip[0] >= start[0] else -1.0
        x = start[0] + side * max(side * (tip[0] - start[0]) / 2, half + _LIFT)
        low, high = area.left + half + _LIFT, area.right - half - _LIFT
        y = float(np.clip(tip[1] + lift, area.bottom + _NAME_LIFT, area.top - 3 * _NAME_LIFT))
        name.at(float(np.clip(x, low, high)), y, 0.5)
