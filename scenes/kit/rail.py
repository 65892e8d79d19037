"""Two arrows along an axis: the slope, which points uphill, and the step against it."""

import numpy as np

from scenes.kit.glyphs import escaped
from scenes.kit.knob import Knob
from scenes.kit.motion import eased
from scenes.kit.plot import NAME_PX
from scenes.kit.shapes import Arrow, Inked, Positions, Type
from scenes.kit.theme import Theme

__all__ = ["Rail"]

_LIFT, _NAME_LIFT = 0.13, 0.27
_LONGEST = 1.7
_ROOM_SHARE = 0.92


class Rail:
    """Arrows just above the axis of one parameter.

    The red one is as long as the slope says, on a scale at which the slope where the scene stands
    fits the picture; the green one is the step, on the axis's own scale.

    Parameters
    ----------
    knob : Knob
    stand : float
        The parameter's value where the scene stands.
    theme : Theme
    names : tuple of str
        What the red and the green arrow are called.

    Attributes
    ----------
    uphill, step : Arrow
    uphill_name, step_name : Type
    """

    def __init__(self, knob: Knob, stand: float, theme: Theme, names: tuple[str, str]) -> None:
        self._knob = knob
        clip = knob.plot.area.clip
        self.uphill = Arrow(theme.slope, 5.0, clip=clip)
        self.step = Arrow(theme.step, 5.0, clip=clip)
        self.uphill_name = Type(escaped(names[0]), NAME_PX, theme.slope)
        self.step_name = Type(escaped(names[1]), NAME_PX, theme.step)
        slope = knob.slope(stand)
        self.scale = self._longest(stand, slope) / abs(slope) if slope else 0.0

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.uphill, self.step, self.uphill_name, self.step_name)

    def _longest(self, stand: float, slope: float) -> float:
        """Return how long the slope's arrow is where the scene stands, in scene units."""
        area, x = self._knob.plot.area, float(self._knob.floor(stand)[0])
        room = area.right - x if slope > 0.0 else x - area.left
        return min(_LONGEST, max(_ROOM_SHARE * room, 0.0))

    def _from(self, value: float) -> Positions:
        return self._knob.floor(value) + np.array([0.0, _LIFT])

    def rise(self, value: float, share: float = 1.0) -> None:
        """Draw the slope's arrow at a value of the parameter, a share of its length."""
        start = self._from(value)
        tip = start + np.array([share * self.scale * self._knob.slope(value), 0.0])
        self.uphill.point(start, tip)
        self._place(self.uphill_name, start, tip)

    def turn(self, value: float, there: float, progress: float) -> None:
        """Pull the slope's arrow in, and out on the other side as the step to a value `there`."""
        share = eased(progress)
        self.rise(value, max(1.0 - 2.0 * share, 0.0))
        self.uphill.veil(float(share < 0.5))
        start, end = self._from(value), self._from(there)
        tip = start + max(2.0 * share - 1.0, 0.0) * (end - start)
        self.step.point(start, tip).veil(float(share > 0.5))
        self._place(self.step_name, start, tip)

    def _place(self, name: Type, start: Positions, tip: Positions) -> None:
        """Put a name above the middle of its arrow, inside the picture and beside the drop line."""
        area, half = self._knob.plot.area, name.advance / 2
        side = 1.0 if tip[0] >= start[0] else -1.0
        x = (start[0] + tip[0]) / 2
        x = start[0] + side * max(side * (x - start[0]), half + 0.1)
        low, high = area.left + half + 0.1, area.right - half - 0.1
        name.at(float(np.clip(x, low, high)), float(start[1]) - _LIFT + _NAME_LIFT, 0.5)
