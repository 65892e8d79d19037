"""Scene `fit`: a line is two numbers, and it is wrong by lengths that can be seen."""

from collections.abc import Callable

import numpy as np

from gdcore.landscape.turning import turn_range
from gdcore.section import section
from gdcore.typeset.expressions import name_typst
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import Move, appearing, eased, lighting, pulsing, side_by_side, vanishing
from scenes.kit.ink.shapes import Positions, Type
from scenes.kit.panels.knob_column import KnobColumn
from scenes.kit.panels.subtraction import Subtraction
from scenes.kit.panels.worked_guess import WorkedGuess
from scenes.kit.plots.axis_reading import AxisReading
from scenes.kit.plots.chance_bar import ChanceBar
from scenes.kit.plots.foot_reading import FootReading
from scenes.kit.plots.intercept_mark import InterceptMark
from scenes.kit.plots.log_loss import LogLoss
from scenes.kit.plots.miss_picture import miss_picture
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.plots.probe import Probe
from scenes.kit.plots.row_miss import RowMiss
from scenes.kit.plots.standing import row_places
from scenes.kit.plots.unit_rulers import UnitRulers
from scenes.kit.text.formula import swelling
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, dense, place
from scenes.shot import Shot
from scenes.stage import Stage
from scenes.telling.columns import has_several
from scenes.telling.measuring import with_unit
from scenes.telling.one_loss import told_loss
from scenes.telling.one_miss import told_miss

__all__ = ["FittingALine"]

SHOW_S, RISE_S, BRACE_S, WORD_S, DIM_S, PULSE_S, TURN_S, FOLD_S = (
    0.5,
    1.2,
    0.4,
    0.4,
    0.4,
    1.0,
    2.4,
    0.3,
)
DIMMED_SHARE, FAINT_SHARE = 0.4, 0.45
LOWER_ROOM, ASIDE_ROOM = 0.14, 0.16


class FittingALine(Stage):
    """The data large, a line turned by its knobs, and one row's miss told in words and digits."""

    scene_id = "fit"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        picture = miss_picture(experiment, look, grid=self.grid)
        self.scatter, self.miss = picture.scatter, picture.miss
        self.theta, self.chosen = self.miss.theta, section(experiment, 2).chosen
        self.told = told_miss(self.miss, look.vocabulary)
        plot = self.scatter.plot
        self.model_line = ModelLine(experiment, plot, look).at(self.theta)
        self.ranges = [turn_range(experiment, self.theta, k, plot.window) for k in self.chosen]
        self.column = KnobColumn(
            picture.aside, experiment, self.chosen, self.ranges, self.label("guess"), look
        )
        self.subtraction = self.subtract(self.column.below)
        self.row = self.tell_the_row()
        self.lives = self.row.dot
        self.reading, self.ways_up = self.read(), self.go_up()
        self.intercept = self.read_b()
        self.worked = WorkedGuess(self.column.below, self.miss, look)
        self.losing = self._losing()
        is_of_one = not has_several(experiment)
        self.probe = (Probe(self.model_line, plot, look),) if is_of_one else ()
        self.rulers = (UnitRulers(plot, experiment, look),) if is_of_one else ()
        self.hang_up()
        self.turn(self.theta)

    def hang_up(self) -> None:
        """Hang up all, what stands still below what moves."""
        plot = self.scatter.plot
        self.hang(self.title(), plot, *self.scatter.marks, self.column)
        self.hang(waiting(self.model_line.residuals), *map(waiting, self.intercept))
        self.hang(*map(waiting, self.reading), self.model_line.line, self.model_line.lost)
        self.hang(*map(waiting, self.ways_up))
        self.hang(waiting(self.row, self.subtraction, *self.probe, self.worked, *self.rulers))
        self.hang(*map(waiting, self.losing))

    def _losing(self) -> tuple[()] | tuple[LogLoss, ChanceBar]:
        """Return how the miss of a yes or no becomes a number; nothing of other data."""
        miss, look, names = self.miss, self.look, (self.label("chance"), self.label("loss"))
        if not miss.experiment.objective.loss.yes_no:
            return ()
        told = told_loss(miss, look.vocabulary)
        bar = ChanceBar(self.scatter.plot, miss, told.chance, self._taken(), look)
        return LogLoss(self.column.under, miss, told, names, look), bar

    def subtract(self, box: Box) -> Subtraction:
        """Return the subtraction at the bottom of the panel beside the data."""
        names = tuple(self.label(f"{kind}-name") for kind in ("actual", "guess", "residual"))
        told = self.told
        low = Box("rows", box.left, box.bottom, box.right, box.bottom + Subtraction.HEIGHT)
        return Subtraction(low, names, (told.actual, told.predicted, told.residual), self.look)

    def tell_the_row(self) -> RowMiss:
        """Return the row that is looked at, with words beside its miss."""
        miss, plot, told = self.miss, self.scatter.plot, self.told
        ends = self.stand(miss.actual, miss.predicted)
        words = (self.label("this-one"), f"{told.difference} {told.more}", self.label("than"))
        return RowMiss(plot, ends, words, self._taken(), self.look)

    def _taken(self) -> Positions:
        """Return places on the data and along the line, shape (n, 2)."""
        (marks,) = self.scatter.marks
        return np.vstack([marks.points[:, :2], dense(self.model_line.outline)])

    def stand(self, *heights: float) -> Positions:
        """Return where heights of the row that is looked at are on the screen, shape (n, 2)."""
        plot, rows = self.scatter.plot, [self.miss.row] * len(heights)
        return row_places(plot, self.miss.experiment, np.array(heights), rows)

    @property
    def _free(self) -> Obstacles:
        """What words in the picture of the data keep clear of."""
        (marks,), plot = self.scatter.marks, self.scatter.plot
        words = (*self.row.words, *(label for label in plot.axes.across if len(label.points)))
        return Obstacles(marks.points[:, :2], tuple(each.box for each in words), plot.area)

    def read(self) -> tuple[AxisReading, ...]:
        """Return how the row's x and y are read on the axes, if there is one x."""
        miss, told = self.miss, self.told
        if has_several(miss.experiment):
            return ()
        row, wanted = np.array([miss.x, miss.actual]), f"$y$ {escaped(f'= {told.actual}')}"
        shown = ((row, 0, self._x_told()), (row, 1, wanted))
        plot, colour = self.scatter.plot, self.look.data
        return tuple(AxisReading(plot, *each, colour, self._free) for each in shown)

    def _x_told(self) -> str:
        """Return the markup of the row's x."""
        x = with_unit(self.look.numerals.rounded(self.miss.x), self.miss.experiment.data.x)
        return f"$x$ {escaped(f'= {x}')}"

    def go_up(self) -> tuple[AxisReading | FootReading, ...]:
        """Return how one goes up to the model, and how the guess is read."""
        miss, look, plot = self.miss, self.look, self.scatter.plot
        guessed = escaped(f"{self.label('guess')} {self.told.predicted}")
        if has_several(miss.experiment):
            ends = self.stand(plot.window.bottom, miss.predicted)
            return (FootReading(plot, ends, guessed, look.model, self._free),)
        guess = np.array([miss.x, miss.predicted])
        return (
            AxisReading(plot, guess, 0, self._x_told(), look.data, self._free),
            AxisReading(plot, guess, 1, guessed, look.model, self._free),
        )

    def read_b(self) -> tuple[InterceptMark | Type, ...]:
        """Return the ring where a line's b is read, and words that say so, if that is in sight."""
        experiment, plot = self.brief.experiment, self.scatter.plot
        window, look = plot.window, self.look
        if not experiment.is_line:
            return ()
        mark = InterceptMark(experiment, plot, look)
        if not window.left <= mark.x <= window.right:
            return ()
        name = f"${name_typst(experiment.model.names[1])}$ {escaped(self.label('height-here'))}"
        words, area = Type(name, NAME_PX, look.model), plot.area
        foot = float(self.model_line.height(mark.x)[0])
        low = area.bottom + LOWER_ROOM
        spots = [(foot + ASIDE_ROOM, low, 0.0), (foot - ASIDE_ROOM, low, 1.0)]
        (marks,) = self.scatter.marks
        taken = tuple(reading.words.box for reading in self.reading)
        place(words, spots, Obstacles(marks.points[:, :2], taken, area))
        return (mark, words)

    def turn(self, theta: np.ndarray) -> None:
        """Turn the knobs: the line, its ring and what it means follow."""
        self.model_line.at(theta)
        self.column.at(theta)
        for mark in self.intercept[:1]:
            mark.on(self.model_line)

    def turning(self, number: int) -> Callable[[float], None]:
        """Return a function of progress that turns one knob all the way to both sides, and back."""
        k, (low, high) = self.chosen[number], self.ranges[number]
        halts = np.array([self.theta[k], low, high, self.theta[k]])
        shares = np.cumsum(np.abs(np.diff(halts, prepend=halts[0])))

        def function(progress: float) -> None:
            theta = np.array(self.theta)
            theta[k] = np.interp(eased(progress) * shares[-1], shares, halts)
            self.turn(theta)

        return function

    def ask_for_y(self, shot: Shot) -> None:
        """Let a line be turned among the data, then read one row on both axes."""
        (marks,) = self.scatter.marks
        shot.by_hand(self.turning(0), to="dot")
        shot.together(Move(pulsing(marks), SHOW_S), Move(appearing(self.row.dot), SHOW_S))
        shot.until("know")
        if self.reading:
            known, wanted = self.reading
            shot.drive(known.draw, to="want")
            shot.drive(wanted.draw, shot.left_s)
            return
        *known, wanted = self._titles()
        shot.pulse(*known)
        shot.until("want")
        shot.pulse(wanted)

    def _titles(self) -> tuple[Type, ...]:
        """Return the names along the axes of several columns, that of the response last."""
        first, upright, *second = self.scatter.plot.axes.titles
        return (first, *second, upright)

    def turn_the_knobs(self, shot: Shot) -> None:
        """Turn one knob after the other, and say what they are in the data's own units."""
        readings = (shape for reading in self.reading for shape in reading.shapes)
        shot.vanish(*readings, self.row.dot)
        shot.until("guess")
        last, units = len(self.chosen) - 1, self.brief.experiment.rescaled
        for probe in self.probe:
            shot.drive(probe.run, to="first")
        if not self.probe:
            shot.by_hand(self.turning(last), to="first")
        if last:
            self.turn_one(shot, 0, "second")
            self._show_b(shot)
        self.turn_one(shot, last, "small" if units else "")
        if units:
            shot.drive(self.column.settle, SHOW_S)
            parts = self.column.formula.parts
            moves = [Move(swelling(parts[f"knob{k}"]), SHOW_S) for k in self.chosen]
            moves.append(Move(vanishing(*self.intercept[1:]), WORD_S))
            shot.together(Move(appearing(*self.worked.units), WORD_S), *moves)
            for rulers in self.rulers:
                shot.drive(rulers.come, shot.left_s)
            if not self.rulers:
                self._point_at_titles(shot)

    def _point_at_titles(self, shot: Shot) -> None:
        """Let the titles pulse, one after another, with as long a pause before each as after."""
        titles = [title for title in self._titles() if len(title.points)]
        pause_s = max(shot.left_s - len(titles) * PULSE_S, 0.0) / (len(titles) + 1)
        for title in titles:
            shot.pause(pause_s)
            shot.drive(pulsing(title), PULSE_S)

    def turn_one(self, shot: Shot, number: int, to: str = "") -> None:
        """Turn a knob to and fro, and let its meaning appear."""
        shown = Move(appearing(self.column.notes[number]), SHOW_S)
        function, seconds = side_by_side(Move(self.turning(number), TURN_S), shown)
        shot.by_hand(function, seconds, to=to)

    def _show_b(self, shot: Shot) -> None:
        """Ring the line where its b is read."""
        moves = [Move(mark.show, WORD_S) for mark in self.intercept[:1]]
        moves += [Move(appearing(*self.intercept[1:]), WORD_S) for _ in moves]
        if moves:
            shot.together(*moves)

    def guess_one(self, shot: Shot) -> None:
        """Look at one row, and go up from its x to the line."""
        up, *guessed = self.ways_up
        (marks,) = self.scatter.marks
        fade = Move(
            vanishing(*self.intercept[1:], *(s for r in self.rulers for s in r.shapes)), DIM_S
        )
        dim = Move(lighting(DIMMED_SHARE, marks), DIM_S)
        if not self.brief.experiment.rescaled:
            shot.drive(self.column.settle, SHOW_S)
        shot.until("one")
        shot.together(fade, dim, Move(appearing(self.row.dot), SHOW_S))
        shot.until("up")
        shot.drive(up.rise, RISE_S)
        shot.appear(self.row.guess, seconds=WORD_S)
        for reading in guessed:
            shot.drive(reading.draw, to="called")
        shot.until("called")
        shot.together(Move(self.worked.write, shot.left_s), Move(pulsing(self.row.guess), PULSE_S))

    def measure_the_miss(self, shot: Shot) -> None:
        """Let the length grow from guess to row, tell it, and subtract, a line a word."""
        row = self.row
        shot.until("truth")
        readings = (shape for reading in self.ways_up for shape in reading.shapes)
        shot.vanish(*readings, *self.worked.shapes)
        shot.drive(row.grow, to="miss")
        shot.drive(row.open_brace, BRACE_S)
        shot.appear(*row.words, seconds=WORD_S)
        meant = (row.dot, row.guess, row.brace)
        cues = ("actual", "guess", "residual")
        for cue, mark, shapes in zip(cues, meant, self.subtraction.rows, strict=True):
            shot.until(cue)
            shot.together(Move(appearing(*shapes), WORD_S), Move(pulsing(mark), PULSE_S))

    def raise_them_all(self, shot: Shot) -> None:
        """Let all other residuals rise, from left to right."""
        residuals, row = self.model_line.residuals, self.row
        residuals.light(FAINT_SHARE)
        shot.until("rise")
        shot.vanish(row.brace, *row.words, seconds=FOLD_S)
        if self.losing:
            shot.drive(self.model_line.sweep, shot.left_s)
            return
        shot.drive(self.model_line.sweep, to="together")
        shot.drive(lighting(1.0, residuals), DIM_S)
        shot.drive(lighting(FAINT_SHARE, residuals), SHOW_S)
        shot.until("number")
        _, _, number = self.subtraction.rows[-1]
        shot.drive(pulsing(number), PULSE_S)

    def take_the_logarithm(self, shot: Shot) -> None:
        """Let the probability of what happened cost its logarithm, then that of all rows."""
        assert self.losing
        curve, bar = self.losing
        subtracted = (shape for row in self.subtraction.rows for shape in row)
        shot.until("probability")
        shot.drive(pulsing(self.row.guess), PULSE_S)
        shot.until("happened")
        shot.vanish(self.model_line.residuals, self.row.length, self.row.glow, seconds=FOLD_S)
        shot.drive(bar.grow, RISE_S)
        shot.appear(bar.number, seconds=WORD_S)
        shot.until("logarithm")
        shot.vanish(*subtracted, *self.column.in_the_way, seconds=FOLD_S)
        shot.appear(*curve.axes, curve.curve, seconds=WORD_S)
        shot.drive(curve.draw, to="loss")
        shot.appear(curve.dot, curve.drop, curve.told, seconds=WORD_S)
        shot.until("wrong")
        shot.appear(curve.others, seconds=SHOW_S)
        shot.drive(pulsing(curve.curve), PULSE_S)
        shot.until("mean")
        curve.mean.veil(1.0)
        shot.drive(curve.level, RISE_S)
        shot.until("number")
        shot.appear(curve.error, seconds=WORD_S)
        shot.drive(pulsing(curve.error), PULSE_S)
