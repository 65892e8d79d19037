"""Scene `cost`: misses become squares, squares become one bar, and the bar is the error."""

from collections.abc import Callable
from dataclasses import replace
from math import pi, sin, sqrt

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.comparison import comparison
from gdcore.landscape.few import FewRows
from gdcore.section import section
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import Move, appearing, eased, lighting, pulsing, vanishing
from scenes.kit.ink.shapes import Dots, Inked, Positions, Type
from scenes.kit.panels.knob_stack import KnobStack
from scenes.kit.plots.area_bar import AreaBar
from scenes.kit.plots.length_bar import LengthBar
from scenes.kit.plots.loss_pair import LossPair
from scenes.kit.plots.miss_picture import MissPicture, miss_picture
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.plot import Panel
from scenes.kit.plots.row_squares import EverySquare, RowSquares
from scenes.kit.plots.standing import ghost_shape
from scenes.kit.plots.sum_and_mean import SumAndMean
from scenes.kit.text.placing import Obstacles, place
from scenes.scripts.cost import leaves_out, takes_all
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["MeasuringTheError"]

SWEEP_S, SWING_S, FADE_S, POUR_S, CLOSE_S, DIVIDE_S, PULSE_S = 1.6, 0.9, 0.6, 1.4, 1.0, 2.0, 0.7
LAP_S, TELL_S, LIGHT_S = 0.25, 0.3, 0.2
DARK_SHARE, DIM_SHARE, COME_SHARE = 0.25, 0.4, 0.25
"""Of other rows, and of the curve that is not spoken of; of a flight, how long slabs fade in."""
BAR_ROOM, WIDEST_ROOM = 2.6, 0.9
KNOB_MARGINS = 0.2, 0.0, 0.2, 0.12
START_SHARE, ASKED_SHARE = 0.2, 0.5
"""Of the sum, how much is drawn already as it comes, and how much while its use is asked for."""
NUMBER_SHARE, LOW_SHARE, HIGH_SHARE, DOT_ROOM = 0.5, 0.2, 0.8, 0.06
"""Where in the square its number stands, the best first; how far it keeps from a dot's centre."""
SQUARED_PX, WITHIN_SHARE, BASE_Y, GHOST_SHARE = 22.0, 0.9, -0.08, 0.8


class MeasuringTheError(Stage):
    """A few misses among the data, their squares, and the bar that these fill."""

    scene_id = "cost"

    def nudge(self) -> Callable[[float], None] | None:
        """Return a pulse of what is looked at."""
        return pulsing(self.live)

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        shown = self.shown = comparison(experiment)
        picture = self._picture()
        self.scatter, plot = picture.scatter, picture.scatter.plot
        self.model_line = ModelLine(experiment, plot, look)
        self.rows = RowSquares(shown.few, shown.hero, self._models(), plot, look)
        aside, bottom = picture.aside, plot.area.bottom + (picture.aside.bottom - plot.box.bottom)
        beside, aside = aside.split_across(0.5) if self.grid.is_square else (aside, aside)
        knobs, chosen = beside.inset(*KNOB_MARGINS), section(experiment, 2).chosen
        self.knobs = KnobStack(knobs, experiment, chosen, self._models(), look)
        place = Box("bar", aside.left, bottom, aside.right, bottom + BAR_ROOM)
        self.bar = AreaBar(place, self.rows.unit, self._highest(), shown.few, shown.hero, look)
        self.lengths = self._lengths()
        self.losses = LossPair(self.grid.parts(0.5, 0.5), self.label, look)
        whole = self.grid.whole
        self.sums = SumAndMean(whole, shown, look)
        self.ghost = ghost_shape(plot, experiment, look.model).light(GHOST_SHARE)
        self.model_line.leave(self.ghost)
        self.squared = Type(self.label("squared"), SQUARED_PX, look.text)
        self.every = self._every()
        self.live: Inked = self.rows.hero_dot
        self.plot = replace(plot, panel=Panel(whole, look)).cast("data")
        self._hang_up()
        self.at_all = False
        self.turn(shown.theta)

    def _hang_up(self) -> None:
        line = self.model_line
        self.heading = self.title()
        self.hang(self.heading, self.plot)
        self.hang(waiting(*self.every), *self.scatter.marks, line.residuals)
        self.hang(waiting(self.rows.squares, self.rows.hero, self.ghost), line.line, line.lost)
        self.hang(waiting(self.rows.dots, self.rows.hero_dot, self.squared))
        self.hang(self.bar, waiting(self.lengths))
        self.hang(self.knobs)
        self.hang(waiting(self.losses, self.sums))

    def _picture(self) -> MissPicture:
        """Return the picture of the data, in a larger window if squares would be too large."""
        experiment, look = self.brief.experiment, self.look
        picture = miss_picture(experiment, look, grid=self.grid)
        plot, scale = picture.scatter.plot, float(experiment.scaling.scales[-1])
        unit = plot.unit_height * scale
        room = sqrt(self._highest() * unit**2 / BAR_ROOM / WIDEST_ROOM)
        return picture if room <= 1.0 else miss_picture(experiment, look, room, self.grid)

    def _highest(self) -> float:
        """Return the largest E that the bar shows."""
        shown, error = self.shown, self.brief.experiment.objective.value
        if not takes_all(shown):
            return shown.highest
        return max(shown.highest, *error(self._turned_to()).tolist())

    def _models(self) -> Floats:
        """Return all models that are shown, shape (k, p)."""
        tie = self.shown.tie
        return np.vstack([self._turned_to(), *((tie.models,) if tie else ())])

    def _compared(self) -> Floats:
        """Return the model with which lengths and squares begin to be compared."""
        tie = self.shown.tie
        return tie.models[0] if tie else self.shown.worse

    def _turned_to(self) -> Floats:
        """Return the models that one knob alone leads to, shape (3, p)."""
        shown = self.shown
        return np.array([shown.theta, shown.worse, shown.better])

    def _lengths(self) -> LengthBar:
        """Return the bar of lengths, level with that of squares as they begin to be compared."""
        names = (self.label("squares"), self.label("lengths"))
        return LengthBar(self.bar, self.shown.few, self._compared(), names, self.look)

    def _every(self) -> tuple[EverySquare, ...]:
        """Return the squares of all rows, if these are seen one by one."""
        experiment, (marks,) = self.brief.experiment, self.scatter.marks
        if not (takes_all(self.shown) and isinstance(marks, Dots)):
            return ()
        rows = FewRows(experiment, tuple(range(experiment.data.n)))
        return (EverySquare(rows, self._turned_to(), self.scatter.plot, self.look),)

    def turn(self, theta: Floats) -> None:
        """Show another model: knobs, line, squares and bars follow."""
        self.theta = theta
        self.model_line.at(theta)
        self.rows.at(theta)
        self.knobs.at(theta)
        if self.at_all:
            for squares in self.every:
                squares.at(theta)
            self.bar.whole(float(self.brief.experiment.objective.value(theta)))
            return
        self.bar.at(theta)
        self.lengths.at(theta)

    def turning(self, *models: Floats) -> Callable[[float], None]:
        """Return a function of progress that turns the model through others, evenly in time."""
        way = np.array([self.theta, *models])

        def function(progress: float) -> None:
            along = eased(progress) * (len(way) - 1)
            k = min(int(along), len(way) - 2)
            self.turn(way[k] + (along - k) * (way[k + 1] - way[k]))

        return function

    def along(self, way: Floats) -> Callable[[float], None]:
        """Return a function of progress that shows models of shape (k, p) one after the other."""

        def function(progress: float) -> None:
            self.turn(way[round(eased(progress) * (len(way) - 1))])

        return function

    def swaying(self, there: Floats) -> Callable[[float], None]:
        """Return a function of progress that turns the model to another one and back."""
        start = self.theta
        return lambda progress: self.turn(start + sin(pi * eased(progress)) * (there - start))

    def swinging(
        self, first: float, last: float, *, hero: bool, others: bool
    ) -> Callable[[float], None]:
        """Return a function of progress that opens or closes squares.

        Parameters
        ----------
        first, last : float
            How far they are open, from 0 to 1.
        hero, others : bool
            Which of them.
        """
        which = np.where(self.rows.others, others, hero)
        before = self.rows.open.copy()

        def function(progress: float) -> None:
            share = first + eased(progress) * (last - first)
            self.rows.swing(np.where(which, share, before))

        return function

    def ask_how_wrong(self, shot: Shot) -> None:
        """Turn the line, and show by how much it misses."""
        shot.by_hand(self.swaying(self.shown.better), to="look")
        shot.drive(self.model_line.sweep, SWEEP_S)
        shot.by_hand(self.swaying(self.shown.worse), shot.left_s)

    def keep_a_few(self, shot: Shot) -> None:
        """Keep a few rows bright, the others in the dark."""
        shot.until("few")
        shot.together(
            Move(lighting(DARK_SHARE, *self.scatter.marks), FADE_S),
            Move(vanishing(self.model_line.residuals), FADE_S),
            Move(appearing(*self.rows.shapes), FADE_S),
        )
        shot.drive(pulsing(self.rows.hero_dot), PULSE_S)

    def open_the_squares(self, shot: Shot) -> None:
        """Let the hero's residual open into a square, then the others'."""
        shot.until("swing")
        shot.drive(self.swinging(0.0, 1.0, hero=True, others=False), SWING_S)
        self.write_into_the_square()
        shot.until("others")
        shot.drive(self.swinging(0.0, 1.0, hero=False, others=True), SWING_S)

    def write_into_the_square(self) -> None:
        """Tell the hero's square as a number, if there is room for it, off the other rows' dots."""
        (low,), (high,) = self.rows.hero.corners
        if self.squared.advance < WITHIN_SHARE * (high - low)[0]:
            rows = (
                low[1] + BASE_Y + np.array([NUMBER_SHARE, LOW_SHARE, HIGH_SHARE]) * (high - low)[1]
            )
            spots = [(float((low + high)[0] / 2), float(y), 0.5) for y in rows]
            place(self.squared, spots, Obstacles(self.rows.dots.points[:, :2], air=DOT_ROOM))
            self.squared.veil(1.0)

    def fill_the_bar(self, shot: Shot) -> None:
        """Let all squares come to the bar, and tell its height."""
        low, high = (self._inside(corners) for corners in self.rows.corners)
        self.bar.in_order_of(low, high)
        shot.until("pour")
        theta, slabs = self.theta, (self.bar.slabs, self.bar.hero)

        def fly(progress: float) -> None:
            self.bar.fly(theta, low, high, progress)
            for shape in slabs:
                shape.veil(min(progress / COME_SHARE, 1.0))

        shot.drive(fly, to="mean")
        shot.appear(self.bar.number, self.bar.caption, seconds=TELL_S)
        shot.drive(pulsing(self.bar.number), PULSE_S)

    def _inside(self, places: Positions) -> Positions:
        """Return places, shape (n, 2), moved to the edge of the data's picture if they are out."""
        area = self.plot.area
        return places.clip([area.left, area.bottom], [area.right, area.top])

    def compare_with_the_average(self, shot: Shot) -> None:
        """Let the bar become a square of the same area."""
        bar = self.bar.name_average(self.label("average-square"))
        shot.until("average")

        def pour(progress: float) -> None:
            bar.pour(self.theta, progress)
            bar.average.veil(1.0)

        told = Move(appearing(bar.average_name, bar.side), FADE_S, POUR_S)
        shot.together(Move(pour, POUR_S), told)

    def turn_the_line(self, shot: Shot) -> None:
        """Turn the line away from the rows, and back to them."""
        shot.until("turn")
        self.squared.veil(0.0)
        shot.by_hand(self.turning(self.shown.worse), to="back")
        shot.by_hand(self.turning(self.shown.better), shot.left_s)

    def ask_why_squares(self, shot: Shot) -> None:
        """Fold the squares to lines, whose lengths fill a bar of their own."""
        shot.until("square")
        shot.by_hand(self.turning(self._compared()), to="lengths")
        shot.vanish(*self.bar.averages, self.bar.caption, seconds=TELL_S)
        fold = self.swinging(1.0, 0.0, hero=True, others=True)

        def grow(progress: float) -> None:
            self.lengths.grow(eased(progress))
            self.lengths.slab.veil(1.0)

        told = (self.lengths.number, *self.lengths.scale, *self.lengths.names)
        shot.together(
            Move(fold, CLOSE_S), Move(grow, CLOSE_S), Move(appearing(*told), FADE_S, FADE_S)
        )

    def keep_the_lengths(self, shot: Shot) -> None:
        """Turn the line through models that lengths call equal, and squares do not."""
        tie = self.shown.tie
        assert tie is not None
        self.model_line.leave(self.ghost)
        shot.together(
            Move(self.swinging(0.0, 1.0, hero=True, others=True), SWING_S),
            Move(appearing(self.lengths.mark, self.ghost), TELL_S),
        )
        shot.until("turn")
        half = len(tie.models) // 2
        shot.by_hand(self.along(tie.models[: half + 1]), to="same")
        shot.drive(pulsing(self.lengths.number), PULSE_S)
        shot.until("grows")
        shot.by_hand(self.along(tie.models[half:]), to="count")
        shot.drive(pulsing(self.bar.number), PULSE_S)

    def weigh_big_misses(self, shot: Shot) -> None:
        """Turn the line to and fro: the squares' bar moves more than that of the lengths."""
        shot.drive(self.swinging(0.0, 1.0, hero=True, others=True), to="more")
        shot.by_hand(self.swaying(self.shown.better), shot.left_s)

    def pass_through_zero(self, shot: Shot) -> None:
        """Let a residual pass through zero, by its length and by its square."""
        pair, lengths, squares = self.losses, self.losses.lengths, self.losses.squares
        shot.until("squares")
        self.live = squares.dot
        gone = [shape for shape in self._first_half() if shape.veiled]
        shot.together(Move(vanishing(*gone), FADE_S), Move(appearing(*pair.shapes), FADE_S, LAP_S))
        shot.until("miss")
        shot.by_hand(pair.pushing(pair.far, pair.close), to="kink")
        shot.drive(lighting(DIM_SHARE, *squares.shapes), LIGHT_S)
        shot.by_hand(pair.pushing(pair.close, -pair.far), to="smooth")
        shot.together(
            Move(lighting(1.0, *squares.shapes), LIGHT_S),
            Move(lighting(DIM_SHARE, *lengths.shapes), LIGHT_S),
        )
        shot.by_hand(pair.pushing(-pair.far, 0.0), shot.left_s)

    def _first_half(self) -> tuple[Inked, ...]:
        """Return all that stands in the picture of the data, but for the title and the panel."""
        line = self.model_line
        data = (*self.plot.axes.shapes, *self.scatter.marks, *line.shapes, self.ghost)
        return (
            *data,
            *self.rows.shapes,
            *self.bar.shapes,
            *self.lengths.shapes,
            *self.knobs.shapes,
        )

    def divide_the_sum(self, shot: Shot) -> None:
        """Draw the sum over one parameter, and divide it."""
        sums, gone = self.sums, self.losses.shapes
        shown = (*sums.plot.axes.shapes, sums.told[0], sums.sum)
        sums.draw(START_SHARE)
        shot.together(Move(vanishing(*gone), FADE_S), Move(appearing(*shown), FADE_S, LAP_S))
        self.live = sums.marks
        shares = (START_SHARE, ASKED_SHARE, 1.0)
        for before, after, cue in zip(shares, shares[1:], ("sum", "divide"), strict=False):
            shot.drive(lambda t, a=before, b=after: sums.draw(a + (b - a) * t), to=cue)
        sums.divide(0.0)
        for shape in (sums.mean, sums.marks, sums.drop):
            shape.veil(1.0)
        shot.drive(sums.divide, DIVIDE_S)
        shot.appear(sums.told[1], seconds=TELL_S)
        shot.until("where")
        shot.drive(pulsing(sums.marks), PULSE_S)
        if leaves_out(self.shown):
            shot.until("more")
            shot.walk(sums.add, shot.left_s)

    def take_them_all(self, shot: Shot) -> None:
        """Come back to the data, with all rows in the bar."""
        self.at_all = takes_all(self.shown)
        self.turn(self.shown.theta)
        self.live = self.bar.number
        shot.until("all")
        for mark in self.scatter.marks:
            mark.light(1.0)
        gone, shown = self.sums.shapes, self._last_picture()
        shot.together(Move(vanishing(*gone), FADE_S), Move(appearing(*shown), FADE_S, LAP_S))
        shot.by_hand(self.swaying(self.shown.worse), to="wrong")
        shot.by_hand(self.swaying(self.shown.better), shot.left_s)

    def _last_picture(self) -> tuple[Inked, ...]:
        """Return what is seen at last: squares and bar of all rows, if there is room for these."""
        bar, line = self.bar, self.model_line
        data = (*self.plot.axes.shapes, *self.scatter.marks, line.residuals, line.line)
        slabs = (*bar.scale, bar.slabs, bar.hero, bar.number, bar.caption)
        averaged = self.brief.experiment.objective.loss.averaged
        averages = bar.averages if averaged else ()
        exhibits = self.every if self.at_all else (self.rows,)
        squares = (shape for exhibit in exhibits for shape in exhibit.shapes)
        return (*data, *self.knobs.shapes, *slabs, *averages, *squares)
