"""Along the axes of the data: where the columns are counted from, and each step from there."""

import numpy as np

from gdcore.experiment import Experiment
from scenes.kit.ink.shapes import PX, Inked, Segments, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import TICK_PX, label_width
from scenes.kit.plots.plot import Plot
from scenes.kit.text.readout import Readout

__all__ = ["UnitRulers"]

_LONG, _STROKE_PX = 12 * PX, 2.5
_AWAY, _DROP, _APART = 0.1, 0.07, 0.15
_CORNER = 0.42
"""So far from where both axes meet no mark stands."""
_MOST = 40
_EACH = 3.0
"""A mark takes as long to come as so many of them take to begin."""


class UnitRulers:
    """Marks inside both axes with the numbers 0, 1, 2 … that the columns have there.

    Axes whose column is left as it is have none, and of marks that would touch every second, fifth
    … has its number.

    Parameters
    ----------
    plot : Plot
        Of the data, in their own units.
    experiment : Experiment
    look : Look

    Attributes
    ----------
    marks : tuple of tuple of Inked
        Each a tick with its number, in the order in which they come.
    """

    def __init__(self, plot: Plot, experiment: Experiment, look: Look) -> None:
        self._data, self._look = plot, look
        scaling, window = experiment.scaling, plot.window
        ends = ((window.left, window.right), (window.bottom, window.top))
        self.marks: tuple[tuple[Inked, ...], ...] = tuple(
            self._mark(axis, number, shift + number * scale)
            for axis, (shift, scale) in enumerate(
                zip(scaling.shifts.tolist(), scaling.scales.tolist(), strict=True)
            )
            if shift or scale != 1.0
            for number in self._numbers(axis, *ends[axis], shift, scale)
        )
        self.come(1.0)

    def _numbers(self, axis: int, low: float, high: float, shift: float, scale: float) -> list[int]:
        """Return which steps have a mark, from 0 outward."""
        length = (self._data.area.width, self._data.area.height)[axis]
        low += _CORNER / length * (high - low)
        first, last = int(np.ceil((low - shift) / scale)), int(np.floor((high - shift) / scale))
        widest = max(map(label_width, map(self._label, (first, last))))
        room = (widest, TICK_PX * PX)[axis] + _APART
        every = max(int(np.ceil(room / ((length - _CORNER) * scale / (high - low)))), 1)
        if last - first > _MOST * every:
            return []
        found = [number for number in range(first, last + 1) if number % every == 0]
        return sorted(found, key=abs)

    def _label(self, number: int) -> str:
        return self._look.numerals.counted(number)

    def _mark(self, axis: int, number: int, value: float) -> tuple[Inked, ...]:
        area, at = self._data.area, np.array([[value, value]])
        place = np.array([area.left, area.bottom])
        place[axis] = self._data.places(at)[0, axis]
        tip = place.copy()
        tip[1 - axis] += _LONG
        tick = Segments(segment_points(place[None], tip[None]), self._look.text, _STROKE_PX)
        x, y = float(tip[0]) + _AWAY / 2, float(tip[1]) - (_DROP if axis else 0.0)
        return tick, Readout(TICK_PX, self._look.text, x, y).tell(self._label(number))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return tuple(shape for mark in self.marks for shape in mark)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def come(self, progress: float) -> None:
        """Let the marks come one after the other, from 0 outward, first along x."""
        whole = len(self.marks) - 1 + _EACH
        for k, mark in enumerate(self.marks):
            share = min(max((progress * whole - k) / _EACH, 0.0), 1.0)
            for shape in mark:
                shape.veil(share)
