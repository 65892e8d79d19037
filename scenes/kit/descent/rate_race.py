"""The same curve side by side, one descent on each, all in step: what different rates do."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from gdcore.descent.trajectory import Trajectory
from gdcore.landscape.rate_sweep import RateSweep
from gdcore.landscape.view import Window
from scenes.kit.descent.projection import CurveProjection
from scenes.kit.descent.trail import Trail
from scenes.kit.descent.way_out import way_out
from scenes.kit.ink.layout import GUTTER, Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked, Path, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.error_curve import ErrorCurve, plot_error_curve
from scenes.kit.plots.plot import Panel, fitted, passing
from scenes.kit.text.glyphs import escaped

__all__ = ["Racer", "merging", "race_boxes", "racing"]

_HEAD, _RATE, _WORD, _GONE = 0.78, 0.4, 0.78, 0.4
_RATE_PX, _WORD_PX, _POINT_PX, _OUT_PX = 24.0, 22.0, 9.0, 3.0
_ROOM: Final = 0.1
_LOW: Final = 1.5
"""So many times as wide as it is high."""


def race_boxes(box: Box, count: int) -> tuple[Box, ...]:
    """Return so many boxes side by side, gutters between them; in two rows unless it is low."""
    if box.width > _LOW * box.height:
        return _side_by_side(box, count)
    above, below = box.split_down(0.5)
    first = (count + 1) // 2
    return (*_side_by_side(above, first), *_side_by_side(below, count - first))


def _side_by_side(box: Box, count: int) -> tuple[Box, ...]:
    width = (box.width - (count - 1) * GUTTER) / count
    lefts = [box.left + k * (width + GUTTER) for k in range(count)]
    return tuple(Box(box.name, x, box.bottom, x + width, box.top) for x in lefts)


class Racer:
    """One curve and the descent on it, under its rate and a word about it.

    Parameters
    ----------
    box : Box
    sweep : RateSweep
    rate : float
    steps : int
        How many it makes at most; if numbers run out before, it leaves the picture.
    window : Window
        What is seen at the start.
    words : tuple of str
        How the rate is, such as "too small"; and E when it is no number.
    look : Look

    Attributes
    ----------
    panel : Panel
    curve : ErrorCurve
    trail : Trail
    point : Dots
    out : Path
        The way beyond all numbers.
    rate, word, gone : Type
    """

    def __init__(
        self,
        box: Box,
        sweep: RateSweep,
        rate: float,
        steps: int,
        window: Window,
        words: tuple[str, str],
        look: Look,
    ) -> None:
        self.path: Trajectory = sweep.path(rate, steps)
        self._windows = sweep.windows(window, rate, steps)
        self._side = sweep.way_out(self.path, rate) if self.path.steps < steps else 0.0
        self.panel = Panel(box, look)
        self.curve: ErrorCurve = plot_error_curve(
            box.inset(0.0, 0.0, 0.0, _HEAD), sweep.cut, look, window, later=self._windows
        )
        self.trail = Trail(self.path, CurveProjection(self.curve), look)
        self.point = Dots(np.zeros((1, 2)), _POINT_PX, look.model, clip=self.curve.plot.area.clip)
        self.point.cast("point")
        middle, room = (box.left + box.right) / 2, box.width - 2 * _ROOM
        told = look.label("eta", rate=look.numerals.significant(rate))
        self.rate = Type(escaped(told), _RATE_PX, look.muted).at(middle, box.top - _RATE, 0.5)
        self.word = fitted(words[0], _WORD_PX, look.text, room).at(middle, box.top - _WORD, 0.5)
        clip, area = self.curve.plot.area.clip, self.curve.plot.area
        dashes = (5.0, 5.0)
        self.out = Path(np.zeros((1, 2)), look.step, _OUT_PX, dashes_px=dashes, clip=clip)
        self.gone = Type(escaped(words[1]), _WORD_PX, look.slope)
        self.gone.at((area.left + area.right) / 2, area.top - _GONE, 0.5)
        self.at(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        ground = (self.panel, self.rate, self.word, *self.curve.plot.axes.shapes)
        marks = (self.curve.curve, self.curve.mark, *self.trail.shapes, self.out, self.point)
        return (*ground, *marks, self.gone)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: rate and words."""
        return (self.rate, self.word, self.gone)

    def at(self, step: float) -> None:
        """Show the descent after so many steps, or on the way from one to the next."""
        beyond = min(max(step - self.path.steps, 0.0), 1.0) if self._side else 0.0
        step = min(step, float(self.path.steps))
        window = passing(self._windows, step)
        if window != self.curve.plot.window:
            self.curve.look_at(window)
            self.trail.look_again()
        self.trail.at(step)
        value = float(self.path.at(step)[0])
        place = self.curve.place(value)
        here = place + beyond * (way_out(self.curve.plot, place, self._side) - place)
        self.point.put(here[None])
        self.out.put(np.vstack([place, here]))
        self.gone.veil(float(beyond == 1.0))


def racing(racers: Sequence[Racer], first: int, last: int, hop: float) -> Callable[[float], None]:
    """Return a function of progress by which all take the same steps at the same time.

    Parameters
    ----------
    racers : sequence of Racer
    first, last : int
        From which iterate to which.
    hop : float
        The share of a step's time in which the point moves; then it rests.
    """

    def function(progress: float) -> None:
        done = progress * (last - first)
        whole = min(int(done), last - first - 1)
        share = eased(min((done - whole) / hop, 1.0))
        for racer in racers:
            racer.at(first + whole + share)

    return function


def merging(racers: Sequence[Racer], curve: ErrorCurve, room: Box) -> Callable[[float], None]:
    """Return a function of progress by which the small curves become one that is large.

    Parameters
    ----------
    racers : sequence of Racer
    curve : ErrorCurve
        Where they end.
    room : Box
        They are not cut off before its edges.
    """
    end = curve.curve.points[:, :2].copy()
    starts = [racer.curve.curve.points[:, :2].copy() for racer in racers]

    def function(progress: float) -> None:
        share = eased(progress)
        for racer, start in zip(racers, starts, strict=True):
            racer.curve.curve.clip = room.clip
            racer.curve.curve.put(start + share * (end - start))

    return function
