"""Lights: descents from many starts on one curve, dropped onto it and rolling in step."""

import numpy as np

from gdcore.arrays import Floats
from scenes.kit.ink.shapes import Dots, Inked, Segments, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve

__all__ = ["Lights"]

_TAIL_PX = 4.0
_SAMPLES = 481
_FALL_SHARE = 0.35
"""Of the time in which all are dropped, how long one falls."""


class Lights:
    """One light for each start, and the stretches of the curve that they have come along.

    Parameters
    ----------
    curve : ErrorCurve
    starts : Floats, shape (s,)
    look : Look
    radius_px : float

    Attributes
    ----------
    dots : Dots
    tails : Segments
    """

    def __init__(
        self, curve: ErrorCurve, starts: Floats, look: Look, *, radius_px: float = 6.5
    ) -> None:
        self._curve, self._starts = curve, starts
        area, window = curve.plot.area, curve.plot.window
        self.dots = Dots(np.zeros((1, 2)), radius_px, look.model, clip=area.clip)
        self.tails = Segments(np.zeros((2, 2)), look.step, _TAIL_PX, clip=area.clip)
        self._values = np.linspace(window.left, window.right, _SAMPLES)
        self._places = curve.places(self._values)
        self.at(starts)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.tails, self.dots)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """Everything: it waits unseen."""
        return self.shapes

    def at(self, values: Floats) -> None:
        """Stand on the curve at values of its parameter, one for each light."""
        self.dots.put(self._curve.places(values))

    def dropped(self, progress: float) -> None:
        """Fall from the picture's top onto the curve, one after another, from left to right."""
        ends, top = self._curve.places(self._starts), self._curve.plot.area.top
        order = np.linspace(0.0, 1.0 - _FALL_SHARE, len(ends))
        share = ((progress - order) / _FALL_SHARE).clip(0.0, 1.0) ** 2
        begun = progress > order
        heights = top + share * (ends[:, 1] - top)
        self.dots.put(np.column_stack([ends[:, 0], heights])[begun])

    def walked(self, path: Floats, step: float, *, trailing: bool = True) -> None:
        """Stand where paths of shape (k, s) are at a step, or on the way from one to the next.

        Parameters
        ----------
        path : Floats, shape (k, s)
        step : float
            From 0 to k − 1.
        trailing : bool
            Whether the way is marked that each has come.
        """
        whole = min(int(step), len(path) - 2)
        here = path[whole] + (step - whole) * (path[whole + 1] - path[whole])
        self.at(here)
        if trailing:
            self.tails.put(self._along(path[0], here))

    def _along(self, start: Floats, end: Floats) -> Floats:
        """Return the pieces of the curve between starts and ends, both of shape (s,)."""
        low, high = np.minimum(start, end)[:, None], np.maximum(start, end)[:, None]
        first, last = self._values[:-1], self._values[1:]
        covered = ((first >= low) & (last <= high)).any(axis=0)
        return segment_points(self._places[:-1][covered], self._places[1:][covered])
