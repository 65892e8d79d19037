"""A long descent in motion: the point on the map, the line among the data, and the clock."""

from collections.abc import Callable, Sequence
from typing import Final, Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.log_scale import log_scale
from gdcore.landscape.long_valley import MILLION, TEN, LongDescent
from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Dots, Inked, Path, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_map import plot_error_map
from scenes.kit.plots.intercept_gap import InterceptGap
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.plots.scatter import Scatter
from scenes.kit.plots.step_clock import StepClock, decades, steps_at
from scenes.kit.text.emphasis import Glow
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, along, place
from scenes.kit.text.readout import Readout

__all__ = ["LongWalk"]

_SAMPLES: Final = 400
_BESIDE, _DROP, _ABOVE, _BELOW = 0.2, 0.07, 0.22, 0.34
_MARGIN: Final = 0.14
_COUNT_PX, _COUNT_AIR, _UNDER, _ABOVE_FLOOR, _DESCENT = 40.0, 0.2, 0.18, 1.3, 0.22


class LongWalk:
    """The moving parts of the linked pictures; `at` puts them where a step left them.

    Parameters
    ----------
    descent : LongDescent
    box : Box
        Of the map.
    scatter : Scatter
    clock : StepClock
    named : sequence of int
        The steps whose numbers stand beside their places on the map.
    note : str
        What stands under the number of steps on the map.
    look : Look

    Attributes
    ----------
    map : ErrorMap
    step : float
        Where it is.
    line : ModelLine
    gap : InterceptGap
        From the line to the best one, at x = 0.
    point : Dots
    best : tuple of Inked
        The ring of the best fit, and its name.
    names : dict of int to Type
        The numbers beside the way.
    count, note : Readout, Type
        The steps made, and what stands under that.
    way_left : Path
        From the point to the best fit; see `measure`.
    """

    def __init__(
        self,
        descent: LongDescent,
        box: Box,
        scatter: Scatter,
        clock: StepClock,
        named: Sequence[int],
        note: str,
        look: Look,
    ) -> None:
        self.descent, self._look, self.clock, self.step = descent, look, clock, 0.0
        scale, window = log_scale(descent.whole), _walked_window(descent)
        self.map = plot_error_map(box, 0.0, descent.whole, scale, look, window)
        clip = self.map.plot.area.clip
        self._steps = _sampled(named)
        self._marked = (self._steps <= TEN) | np.isin(self._steps, named)
        self._places = self.map.plot.places(descent.points(self._steps))
        self._path = Path(np.zeros((1, 2)), look.step, 4.0, clip=clip).cast("path")
        self._dots = Dots(np.zeros((1, 2)), 4.5, look.step, clip=clip)
        self.glow = Glow(26.0, look.model).cast("glow")
        self.point = Dots(np.zeros((1, 2)), 8.0, look.model, clip=clip).cast("point")
        self.line = ModelLine(descent.whole, scatter.plot, look)
        self.gap = InterceptGap(descent.whole, scatter, self.line, look)
        told = look.numerals.counted
        self.names: dict[int, Type] = {}
        for step in named:
            self.names[step] = self._beside(told(step), descent.at(step), look.model)
        best_name = self._beside(look.label("best-fit"), descent.whole.best, look.best)
        self.best = (self.map.mark, best_name)
        self.count, self.note = self._count(note)
        self.way_left = Path(np.zeros((1, 2)), look.slope, 3.0, dashes_px=(8.0, 6.0), clip=clip)
        self.at(0.0)

    def _beside(self, text: str, point: Floats, colour: str) -> Type:
        """Return words beside a place, where they do not lie on the way."""
        x, y = self.map.plot.places(point[None])[0].tolist()
        above = (x, y + _ABOVE, 0.5)
        level = y - _DROP
        spots = [(x + _BESIDE, level, 0.0), (x - _BESIDE, level, 1.0), above, (x, y - _BELOW, 0.5)]
        boxes = tuple(name.box for name in self.names.values())
        taken = Obstacles(along(self._places, _DROP), boxes, self.map.plot.area)
        return place(Type(escaped(text), NAME_PX, colour), spots, taken)

    def _count(self, note: str) -> tuple[Readout, Type]:
        """Return the number of steps and a note under it, where the way does not lead."""
        look, area = self._look, self.map.plot.area
        told = look.numerals.counted(self.descent.steps_needed)
        widest = Type(escaped(told), _COUNT_PX, look.step)
        under = Type(escaped(note), NAME_PX, look.muted)
        low, high = area.bottom + _ABOVE_FLOOR, area.top - _ABOVE_FLOOR
        left = area.left + _BESIDE
        right = area.right - _BESIDE - max(widest.advance, under.advance)
        spots = [(x, y, 0.0) for y in (low, high) for x in (left, right)]
        place(widest, spots, Obstacles(along(self._places, _DROP), air=_COUNT_AIR))
        x, y = widest.box[0].tolist()
        base = y + _DESCENT * _COUNT_PX * PX
        return Readout(_COUNT_PX, look.step, x, base), under.at(x, y - _UNDER)

    def measure(self, progress: float) -> None:
        """Draw what is left of the way, as a function of progress."""
        here, there = self.point.points[0, :2], self.map.mark.points[0, :2]
        self.way_left.veil(1.0)
        self.way_left.put(np.vstack([here, here + eased(progress) * (there - here)]))

    @property
    def trail(self) -> tuple[Inked, ...]:
        """The way that it has come, and the dots on it."""
        return (self._path, self._dots)

    def at(self, step: float) -> Self:
        """Put everything where it is at a step, or on the straight way to the next."""
        self.step = step
        theta = self.descent.at(step)
        here = self.map.plot.places(theta[None])
        kept = self._steps <= step
        self._path.put(np.vstack([self._places[kept], here]))
        self._dots.put(self._places[kept & self._marked])
        self.point.put(here)
        self.glow.put(here)
        self.line.at(theta)
        self.gap.look_again()
        self.clock.at(step)
        self.count.tell(self._look.numerals.counted(int(step)))
        return self

    def leap(self, last: float) -> Callable[[float], None]:
        """Return a function of progress that goes on, or back, to a step, evenly along the clock.

        From one step on all that is shown are whole steps.
        """
        first, end = (float(decades(np.array(step))) for step in (self.step, last))

        def function(progress: float) -> None:
            step = steps_at(first + progress * (end - first))
            self.at(last if progress == 1.0 else step if step < TEN else round(step))

        return function


def _walked_window(descent: LongDescent) -> Window:
    """Return a window that holds the way of a long descent, and its goal."""
    way = descent.points(np.array([0.0, TEN]))
    return Window.around(np.vstack([way, descent.whole.best]), _MARGIN)


def _sampled(named: Sequence[int]) -> Floats:
    later = np.geomspace(TEN, MILLION, _SAMPLES).round()
    return np.unique(np.concatenate([np.arange(TEN + 1), later, named]))
