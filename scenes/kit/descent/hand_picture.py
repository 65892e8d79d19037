"""What is worked out by hand as two pictures: the line among few rows, and their E as a curve."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from gdcore.data.dataset import Column, Dataset
from gdcore.descent.by_hand import HandStep, HandWalk
from gdcore.descent.hand_lesson import HandLesson
from gdcore.landscape.view import Window
from gdcore.section import section
from scenes.kit.descent.axis_arrows import AxisArrows
from scenes.kit.descent.pace import Pace
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Dots, Inked, Path, Positions, Segments
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX, NAME_Y
from scenes.kit.plots.error_curve import curve_window, plot_error_curve
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.scatter import data_window, scatter
from scenes.kit.plots.space_plot import SpacePlot
from scenes.kit.text.names import column_tail
from scenes.kit.text.readout import Readout

__all__ = ["HandPicture"]

_ROOM, _BELOW_ROOM, _BESIDE_NAME = 0.06, 0.2, 1.8
_SIDES: Final = 1.2
"""So many times as far as the start the curve is shown to both sides of its lowest point."""
_MOST_DOTS: Final = 400
_GAP_ABOVE, _TICK = 20 * PX, 6 * PX
_ROW_PX, _OTHER_PX, _RING_PX = 7.0, 4.0, 15.0
_JUMP_S, _SINGLE_STEPS = 0.35, 7
_GROWN: Final = 0.5
"""Of a hop, how long the arrow grows before the point follows."""


class HandPicture:
    """Two plots, one over the other, in the units that are calculated in.

    Parameters
    ----------
    lesson : HandLesson
    upper, lower : Box
        For the rows, and for their E over the parameter.
    look : Look

    Attributes
    ----------
    scatter : Scatter
        The rows that are worked out, and the line that is best for them.
    others : Dots
        The rows of the whole lesson, or some of them if they are very many.
    line : ModelLine
    curve : ErrorCurve
    tangent : TangentLine
    arrows : AxisArrows
    read : Path
        From a row to both axes.
    ring : Dots
        Around the row that is spoken of.
    gap : Segments
        From the point to the best value, along the axis.
    counter : Readout
        The number of the step.
    value : float
        The parameter that is shown.
    """

    def __init__(self, lesson: HandLesson, upper: Box, lower: Box, look: Look) -> None:
        self._lesson, self._look = lesson, look
        done = replace(lesson.experiment, data=_named(lesson, look))
        rows = _all_rows(lesson)
        seen = np.vstack([rows[:, [0, -1]], _corners(data_window(done))])
        both = Window.around(seen, _ROOM)
        self.scatter = scatter(upper, done, look, (both,), _BESIDE_NAME)
        plot = self.scatter.plot
        (dots,) = self.scatter.marks
        self.dots = dots.cast("rows")
        self.dots.radius = _ROW_PX * PX
        self.others = Dots(plot.places(rows), _OTHER_PX, look.data, clip=plot.area.clip)
        self.others.cast("data")
        self.line = ModelLine(done, plot, look)
        work = lesson.work
        reach = _SIDES * abs(float(work.start - work.best))
        interval = (float(work.best) - reach, float(work.best) + reach)
        cut = section(done, 1)
        window = curve_window(cut, interval=interval, room_below=_BELOW_ROOM)
        self.curve = plot_error_curve(lower, cut, look, window)
        self.tangent = TangentLine(self.curve, look, "")
        self.arrows = AxisArrows(self.curve, look)
        area = self.curve.plot.area
        self.ring = Dots(np.zeros((1, 2)), _RING_PX, look.text, stroke_px=2.5, clip=plot.area.clip)
        self.read = Path(np.zeros((3, 2)), look.data, 2.0, dashes_px=(4.0, 5.0))
        self.gap = Segments(np.zeros((2, 2)), look.text, 3.0, clip=self.curve.plot.area.clip)
        self.counter = Readout(NAME_PX, look.step, area.right, area.top + NAME_Y, 1.0)
        self.at(float(work.start))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        above = (self.others, *self.scatter.best, self.line.residuals, self.dots)
        below = (self.curve.curve, self.curve.mark, self.arrows.step)
        return (
            *(*self.scatter.plot.furniture, *self.curve.plot.furniture, *below, *above),
            *(self.line.line, self.line.lost, self.read, self.ring),
            *(self.gap, self.tangent.line, self.tangent.point, self.counter),
        )

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first."""
        waits = (*self.scatter.best, self.line.residuals, self.dots, self.curve.mark)
        return (
            *waits,
            self.read,
            self.ring,
            self.gap,
            self.arrows.step,
            self.tangent.line,
            self.counter,
        )

    def place(self, row: int) -> Positions:
        """Return where one of the rows that are worked out is on the screen, shape (2,)."""
        return self.dots.points[row, :2]

    def ringing(self, row: int) -> Callable[[float], None]:
        """Return a function of progress by which a ring closes on one of these rows."""

        def function(progress: float) -> None:
            self.ring.put(self.place(row)[None]).veil(eased(progress))
            self.ring.radius = _RING_PX * PX * (2.0 - eased(progress))

        return function

    def reading(self, row: int) -> Callable[[float], None]:
        """Return a function of progress by which lines go from one of these rows to both axes."""
        ends, here = self._read_ends(row), self.place(row)

        def function(progress: float) -> None:
            gone = eased(progress)
            foot, side = (here + gone * (end - here) for end in ends)
            self.read.put(np.array([foot, here, side])).veil(float(progress > 0.0))

        return function

    def _read_ends(self, row: int) -> tuple[Positions, Positions]:
        """Return where one of these rows is read: on both axes; or below it on the floor alone."""
        plot, here = self.scatter.plot, self.place(row)
        if isinstance(plot, SpacePlot):
            across = self._lesson.experiment.data.table[row]
            return plot.places(np.array([[*across, plot.window.bottom]]))[0], here
        area = plot.area
        return np.array([here[0], area.bottom]), np.array([area.left, here[1]])

    def at(self, value: float) -> None:
        """Show the line of a value of the parameter, and where it is on the curve."""
        self.value = value
        self.line.at(np.array([value]))
        self.tangent.at(value)

    def turning(self, start: float, end: float) -> Callable[[float], None]:
        """Return a function of progress that turns the parameter from one value to another."""
        return lambda progress: self.at(start + eased(progress) * (end - start))

    def hopping(self, step: HandStep) -> Callable[[float], None]:
        """Return a function of progress that makes a step: first its arrow, then the line."""
        start, change = float(step.before), float(step.change)

        def function(progress: float) -> None:
            grown = eased(min(progress / _GROWN, 1.0))
            gone = eased(max((progress - _GROWN) / (1.0 - _GROWN), 0.0))
            self.at(start + gone * change)
            self.arrows.lead(start, grown * change)

        return function

    def count(self, step: int) -> None:
        """Show the number of a step."""
        number = self._look.numerals.counted(step)
        self.counter.tell(self._look.label("step-number", number=number)).veil(1.0)

    def walking(self, walk: HandWalk, seconds: float) -> Callable[[float], None]:
        """Return a function of progress through all steps of a walk, the first ones slowly."""
        values = [float(walk.steps[0].before), *(float(step.after) for step in walk.steps)]
        pace = Pace(len(walk.steps), seconds)

        def function(progress: float) -> None:
            at, made = pace.at(progress)
            place = int(at)
            if place == at > _SINGLE_STEPS and progress < 1.0:
                # To the eye a point that jumps in each frame would only flicker.
                place -= (place + int(progress * seconds / _JUMP_S)) % 2
                at = float(place)
            ahead = min(place + 1, len(values) - 1)
            self.at(values[place] + (at - place) * (values[ahead] - values[place]))
            self.count(min(made, int(at)))

        return function

    def measure(self, progress: float) -> None:
        """Draw how far it is from the point to the best value, along the axis."""
        here, best = self.curve.floor(self.value), self.curve.floor(self.curve.best)
        here, best = (place + np.array([0.0, _GAP_ABOVE]) for place in (here, best))
        tip, tick = here + eased(progress) * (best - here), np.array([0.0, _TICK])
        ends = [here, tip, here - tick, here + tick, tip - tick, tip + tick]
        self.gap.put(np.array(ends)).veil(1.0)


def _named(lesson: HandLesson, look: Look) -> Dataset:
    """Return the rows, their columns named as they are measured."""
    whole, data = lesson.whole, lesson.experiment.data
    if not whole.rescaled:
        return data
    named = [
        Column(column.name + column_tail(whole, k, look), column.values)
        for k, column in enumerate(data.columns)
    ]
    return Dataset(tuple(named[:-1]), named[-1])


def _all_rows(lesson: HandLesson) -> Positions:
    """Return all rows of the lesson in the units descended in, or some of very many."""
    data = lesson.whole.objective.data
    rows = np.column_stack([data.table, data.y.values])
    if data.n <= _MOST_DOTS:
        return rows
    return rows[np.linspace(0, data.n - 1, _MOST_DOTS).astype(int)]


def _corners(window: Window) -> Positions:
    return np.array([[window.left, window.bottom], [window.right, window.top]])
