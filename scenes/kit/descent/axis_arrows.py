"""The steepness and the step as arrows on the axis of the parameter, in the axis' own units.

Both begin where the point stands. The red one is the steepness, times a factor that is said beside
it, and points uphill; the green one is the step. What turns one into the other is the rate alone,
and only where both are drawn with the same factor.
"""

import math
from typing import Self

import numpy as np

from scenes.kit.ink.shapes import PX, Arrow, Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, dense, place
from scenes.telling.numerals import Numerals

__all__ = ["AxisArrows", "factor_below", "factor_told", "name_drawn"]

ABOVE_AXIS = 11 * PX
_WIDTH_PX = 6.0
_NAME_ABOVE = 30 * PX
_ASIDE, _EDGE, _AIR = 0.16, 0.1, 0.05
_FAR = 60.0
_SEEN, _DRAWN = 0.4, 1.2
"""A shorter step is drawn so many times as long that it is about this long, scene units."""
_TIMES = (1, 2, 5)
_PARTS = (10, 15, 20, 25, 30, 40, 50, 60, 80)
_WRITTEN_OUT = 1e5


def factor_below(limit: float) -> float:
    """Return a factor no larger than `limit` that people can say: so many times, or one n-th.

    Parameters
    ----------
    limit : float
        Positive, finite.

    Examples
    --------
    >>> factor_below(730.0), factor_below(1.0), factor_below(0.08) == 1.0 / 15.0
    (500.0, 1.0, True)
    """
    power = math.floor(abs(math.log10(limit)))
    if limit >= 1.0:
        times = (float(f"{n}e{power + k}") for k in (-1, 0) for n in _TIMES)
        return max(step for step in times if step <= limit)
    parts = (float(f"{n}e{power + k}") for k in (-1, 0) for n in _PARTS)
    return 1.0 / min(part for part in parts if part.is_integer() and part >= 1.0 / limit)


def factor_told(factor: float, numerals: Numerals) -> str:
    """Return how many times as long as it is an arrow is drawn, as words beside it.

    Examples
    --------
    >>> from scenes.telling.numerals import numerals
    >>> factor_told(0.05, numerals("en")), factor_told(200.0, numerals("en"))
    ('1/20', '200 ×')
    """
    if 1.0 / _WRITTEN_OUT <= factor < 1.0:
        return f"{numerals.counted(1)}/{numerals.counted(round(1.0 / factor))}"
    return f"{numerals.rounded(factor)} ×"


def name_drawn(name: str, factor: float, look: Look) -> str:
    """Return what an arrow is called, with what it is drawn times if not once."""
    told = factor_told(factor, look.numerals)
    return name if factor == 1.0 else look.label("drawn-at", name=name, factor=told)


class AxisArrows:
    """The two arrows, and a name beside each.

    Parameters
    ----------
    error_curve : ErrorCurve
        Its plot may look at another window at any time: arrows are put anew in each frame then.
    look : Look

    Attributes
    ----------
    uphill, step : Arrow
    uphill_name, step_name : Type
        They stand on the side that leads down, clear of the dashed line; see `name`.
    """

    def __init__(self, error_curve: ErrorCurve, look: Look) -> None:
        self._curve = error_curve
        clip = error_curve.plot.area.clip
        self.uphill = Arrow(look.slope, _WIDTH_PX, clip=clip)
        self.step = Arrow(look.step, _WIDTH_PX, clip=clip)
        self.uphill_name = Type("", NAME_PX, look.slope)
        self.step_name = Type("", NAME_PX, look.step)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that they draw, in painting order."""
        return (self.uphill, self.step, self.uphill_name, self.step_name)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def rise(self, value: float, factor: float, turned: float = 0.0) -> Self:
        """Draw the steepness at a value of the parameter, uphill, or turned about its start.

        Parameters
        ----------
        value : float
        factor : float
            How many times as long as it is in units of the axis.
        turned : float
            From 0, uphill, over the top to 1, downhill.
        """
        start, way = self._start(value), self._length(factor * self._curve.slope(value))
        angle = math.pi * turned * (1.0 if way >= 0.0 else -1.0)
        tip = start + way * np.array([math.cos(angle), math.sin(angle)])
        return self._draw(self.uphill, start, tip)

    def lead(self, value: float, change: float, factor: float = 1.0) -> Self:
        """Draw a step from a value of the parameter."""
        start, length = self._start(value), self._length(factor * change)
        return self._draw(self.step, start, start + np.array([length, 0.0]))

    def _draw(self, arrow: Arrow, start: Positions, tip: Positions) -> Self:
        """Draw an arrow; one that leaves the picture sideways ends at its edge, and is cut."""
        area = self._curve.plot.area
        inside = float(np.clip(tip[0], area.left, area.right))
        is_cut = inside != tip[0] and bool(area.left < start[0] < area.right)
        share = (inside - start[0]) / (tip[0] - start[0]) if is_cut else 1.0
        arrow.point(start, start + share * (tip - start), is_cut=is_cut).veil(1.0)
        return self

    def leaves(self, value: float, change: float) -> bool:
        """Return whether a change from a value of the parameter leads out of the picture."""
        area = self._curve.plot.area
        return not area.left <= self._start(value)[0] + self._length(change) <= area.right

    def name(self, name: Type, words: str, value: float) -> Type:
        """Write a name beside the dashed line at a value, clear of the tangent there and the curve.

        It stands on the side that leads down if it can.
        """
        curve, area = self._curve, self._curve.plot.area
        name.write(escaped(words))
        (x, y), wide = curve.floor(value), name.advance
        side = -1.0 if curve.slope(value) > 0.0 else 1.0
        away = np.arange(_ASIDE, area.width, _ASIDE)
        lefts = np.concatenate([_beside(x, way * away, wide) for way in (side, -side)])
        most = max(area.left + _EDGE, area.right - _EDGE - wide)
        spots = [(left, y + _NAME_ABOVE, 0.0) for left in lefts if area.left < left <= most]
        spots.append((float(np.clip(lefts[0], area.left + _EDGE, most)), y + _NAME_ABOVE, 0.0))
        place(name, spots, Obstacles(points=self._lines_at(value), air=_AIR))
        return name

    def _lines_at(self, value: float) -> Positions:
        """Return places along the curve, its tangent and the dashed line, dense, (n, 2)."""
        curve = self._curve
        lines = (*curve.straight_at(value), curve.curve.points[:, :2])
        return np.vstack([dense(line) for line in lines])

    def factor_to_fit(self, low: float, high: float) -> float:
        """Return how many times as long as it is the steepness fits at both values, uphill."""
        window = self._curve.plot.window
        rooms = ((low, low - window.left), (high, window.right - high))
        limits = [room / abs(slope) for at, room in rooms if (slope := self._curve.slope(at))]
        return factor_below(min(limits, default=1.0))

    def factor_to_see(self, change: float) -> float:
        """Return how many times as long as it is a step is seen: once if it is long enough."""
        seen = self.seen(change)
        return 1.0 if seen >= _SEEN or not seen else factor_below(_DRAWN / seen)

    def seen(self, change: float) -> float:
        """Return how long a change of the parameter is in the window of now, scene units."""
        return abs(self._length(change))

    def _start(self, value: float) -> Positions:
        return self._curve.floor(value) + np.array([0.0, ABOVE_AXIS])

    def _length(self, change: float) -> float:
        plot = self._curve.plot
        return float(np.clip(change / plot.window.width * plot.area.width, -_FAR, _FAR))


def _beside(x: float, away: Positions, wide: float) -> Positions:
    """Return left ends of a name of a width, that begins, or on the left ends, so far away."""
    return x + away - np.where(away < 0.0, wide, 0.0)
