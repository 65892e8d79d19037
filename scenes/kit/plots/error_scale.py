"""The scale of the error beside a map: a bar in the map's tints, a mark a step, and a number."""

import math
from collections.abc import Callable
from typing import Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.trajectory import Trajectory
from gdcore.experiment import Experiment
from gdcore.landscape.log_scale import LogScale
from scenes.kit.ink.areas import Areas
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Arrow, Inked, Positions, Segments, Type, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_DROP, NAME_PX, NAME_Y, TICK_PX
from scenes.kit.plots.bands import tints
from scenes.kit.text.emphasis import Glow, Sweep
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.readout import Readout
from scenes.telling.numerals import Numerals, power_of_ten, told_in_few

__all__ = ["STRIP", "ErrorScale"]

STRIP = 1.2
"""How wide the strip is that the scale needs at the right of a picture, scene units."""

_BAR, _LEFT, _MARGIN = 16 * PX, 0.3, 0.28
_TICK, _BESIDE, _LOWER, _POINTER = 0.05, 0.1, 0.07, 0.14
_MOST_TICKS, _APART = 6, 0.24
_MOST_MARKS = 400
_SPAN_PX, _STEM, _STEM_PX = 7.0, 0.34, 1.5
_SWELL = 0.08
"""Of its width, what a number has room for beside it when it pulses."""


class ErrorScale:
    """A logarithmic bar from the lowest to the highest E that is looked at; see `at`.

    Parameters
    ----------
    area : Box
        What the bar is beside, as high as it; the strip begins at its right side.
    experiment : Experiment
    scale : LogScale
    look : Look

    Attributes
    ----------
    bands : tuple of Areas
        The bar itself, the highest first.
    marks : Segments
        One for each step that has been made.
    live : tuple of Inked
        What moves: a glow, a pointer, a bar and a number.
    span : Sweep
        Measures how high E is above the lowest.
    """

    def __init__(self, area: Box, experiment: Experiment, scale: LogScale, look: Look) -> None:
        self._area, self._scale, self._look = area, scale, look
        # What is above the best is added to it: the numbers say so.
        self._sign = "+" if experiment.fit.settled else ""
        self._trajectory: Trajectory = experiment.trajectory
        self._heights = scale.above(experiment.trajectory.values)
        self._left = area.right + _LEFT
        self._top = scale.top(0.0)
        self.title, self.lowest = self._names(experiment)
        self._stem = Segments(self._under(), look.best, _STEM_PX)
        floor = Areas(look.high, look.muted).lay((self._slab(area.top),))
        areas = (Areas(tint, look.muted) for tint in reversed(tints(scale, look)))
        self.bands = (floor, *areas)
        self.ticks = Segments(np.zeros((2, 2)), look.muted, 1.5)
        self.labels = tuple(Type("", TICK_PX, look.muted) for _ in range(2 * _MOST_TICKS))
        self.marks = Segments(np.zeros((2, 2)), look.step, 2.5)
        self._make_live(look)
        self._lay()
        self.at(0.0)

    def _make_live(self, look: Look) -> None:
        self._glow = Glow(26.0, look.model)
        self._bar = Segments(np.zeros((2, 2)), look.model, 4.0)
        self._pointer = Arrow(look.model, 4.0)
        self.number = Readout(NAME_PX, look.model, 0.0, 0.0)
        self.span = Sweep(look.model, _SPAN_PX)
        self.live = (self._glow, self._pointer, self._bar, self.number)

    def _names(self, experiment: Experiment) -> tuple[Type, Type]:
        """Return what it measures, and what that is measured from if it is known."""
        look, area = self._look, self._area
        fit, middle = experiment.fit, self._left + _BAR / 2
        key = "above-best" if fit.is_certain else "above-found"
        title = Type(look.label(key if fit.settled else "error"), NAME_PX, look.muted)
        told = look.numerals.significant(experiment.best_loss)
        key = "best-error" if fit.is_certain else "found-error"
        words = (look.label(key, number=told), told) if fit.settled else ()
        edge = area.right + _MARGIN + STRIP - _BESIDE
        title.at(min(middle + title.advance / 2, edge), area.top + NAME_Y, 1.0)
        room = (edge - area.right - 2 * _BESIDE) / (1.0 + _SWELL)
        tried = (Type(escaped(word), NAME_PX, look.best) for word in words)
        # Without room for the word, the number alone; it stands below what is measured from it.
        lowest = next((t for t in tried if t.advance <= room), Type("", NAME_PX, look.best))
        return title, lowest.at(edge - _SWELL * lowest.advance, area.bottom + NAME_DROP, 1.0)

    def _under(self) -> Positions:
        """Return from where to where a stem joins the bar and what it is measured from."""
        top = np.array([self._left + _BAR / 2, self._area.bottom])
        is_told = len(self.lowest.points) > 0
        return np.array([top, top - [0.0, _STEM if is_told else 0.0]])

    @property
    def levels(self) -> Floats:
        """Heights above what it is measured from where its tints change, ascending."""
        return self._scale.levels

    @property
    def frame(self) -> tuple[Inked, ...]:
        """What stands still, in painting order."""
        return (*self.bands, self.ticks, *self.labels, self.title, self._stem, self.lowest)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.frame, self.marks, self.span, *self.live)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, step: float) -> Self:
        """Point at E after a step, or on the way from one to the next; the number is a step's."""
        top = self._scale.top(step)
        if top != self._top:
            self._top = top
            self._lay()
        k = min(int(step), len(self._heights) - 1)
        made = self._heights[: k + 1]
        self._draw_marks(made if step > k else made[:-1])
        ahead = self._heights[min(k + 1, len(self._heights) - 1)]
        here, there = (self._y(height) for height in (made[-1], ahead))
        self.number.tell(self._told(float(made[-1])))
        self._point(here + (step - k) * (there - here))
        return self

    def rise(self, progress: float) -> None:
        """Let the bar grow from the bottom, as a function of progress; its words come with it."""
        bottom, share = self._area.bottom, eased(progress)
        levels = [self._area.top, *map(self._y, self._scale.levels[::-1].tolist())]
        for area, level in zip(self.bands, levels, strict=True):
            area.lay((self._slab(bottom + share * (level - bottom)),))
        for shape in self.frame:
            shape.veil(1.0 if shape in self.bands else share)

    def slide(self, progress: float) -> None:
        """Let the pointer come up from the bottom to where it stands, and its number last."""
        height, bottom = self._y(float(self._heights[0])), self._area.bottom
        self._point(bottom + eased(progress) * (height - bottom))
        for shape in self.live:
            shape.veil(min(4.0 * progress, 1.0))
        self.number.veil(float(progress == 1.0))

    def measure(self) -> Callable[[float], None]:
        """Return a function of progress that sweeps up from the bottom to where the pointer is."""
        x, (here, _) = self._left + _BAR / 2, self._bar.points[:, 1].tolist()
        return self.span.along(np.array([x, self._area.bottom]), np.array([x, here]))

    def _told(self, height: float) -> str:
        """Return a height in few digits; what is below the scale is about nothing."""
        numerals = self._look.numerals
        if height < self._scale.lowest:
            return f"≈ {numerals.rounded(0.0)}"
        # Set tight, for the strip is narrow.
        return f"{self._sign}{told_in_few(height, numerals).replace(' ', '')}"

    def _point(self, y: float) -> None:
        left, right = self._left, self._left + _BAR
        self._glow.put(np.array([[left + _BAR / 2, y]]))
        self._bar.put(np.array([[left - 0.02, y], [right + 0.02, y]]))
        tip = np.array([left - _TICK, y])
        self._pointer.point(tip - [_POINTER, 0.0], tip)
        edge = self._area.right + _MARGIN + STRIP - _BESIDE - (1.0 + _SWELL) * self.number.advance
        self.number.move(min(right + _BESIDE, edge), y - _LOWER)
        for label, (text, height) in zip(self.labels, self._told_heights, strict=False):
            shown = "" if abs(height - y) < _APART else escaped(text)
            if shown != label.markup:
                label.write(shown).at(right + _BESIDE, height - _LOWER)

    def _draw_marks(self, heights: Positions) -> None:
        shares = self._scale.shares(heights[-_MOST_MARKS:], self._top)
        y = self._area.bottom + self._area.height * shares
        left, right = (np.full(len(y), x) for x in (self._left, self._left + _BAR))
        none = np.full((2, 2), [self._left, self._area.bottom])
        ends = segment_points(np.column_stack([left, y]), np.column_stack([right, y]))
        self.marks.put(ends if len(y) else none)

    def _y(self, height: float) -> float:
        share = self._scale.shares(np.array([height]), self._top)[0]
        return float(self._area.bottom + self._area.height * share)

    def _slab(self, top: float) -> Positions:
        left, bottom, right = self._left, self._area.bottom, self._left + _BAR
        return np.array([[left, bottom], [right, bottom], [right, top], [left, top]])

    def _lay(self) -> None:
        """Put tints and ticks where the top of now has them."""
        levels = self._scale.levels.tolist()
        for area, level in zip(self.bands[1:], reversed(levels), strict=True):
            area.lay((self._slab(self._y(level)),))
        powers = _powers(self._scale.lowest, self._top)
        heights = [self._y(10.0**power) for power in powers]
        right = self._left + _BAR
        ends = [[[right, y], [right + _TICK, y]] for y in heights]
        self.ticks.put(np.array(ends or [[[right, self._area.bottom]] * 2]).reshape(-1, 2))
        for label in self.labels:
            label.write("")
        texts = (f"{self._sign}{_power_label(power, self._look.numerals)}" for power in powers)
        self._told_heights = list(zip(texts, heights, strict=True))


def _powers(lowest: float, top: float) -> list[int]:
    """Return which powers of ten are labelled: all, or if they are many, every so many."""
    low, high = math.ceil(math.log10(lowest)), math.floor(math.log10(top))
    apart = max(1, math.ceil((high - low + 1) / _MOST_TICKS))
    return [power for power in range(low, high + 1) if power % apart == 0]


def _power_label(power: int, numerals: Numerals) -> str:
    """Return a power of ten as a number, far from 1 with its exponent."""
    return numerals.rounded(10.0**power) if -4 < power < 5 else power_of_ten(power)
