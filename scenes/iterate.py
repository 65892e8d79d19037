"""Scene `iterate`: each step on the map of the error moves the line among the data."""

from scenes.kit.descent.descent_marks import DescentMarks
from scenes.kit.descent.step_arrows import StepArrows
from scenes.kit.descent.step_names import MapNames
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import BOTTOM, LEFT, RIGHT, TITLE_Y, TOP, Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Type
from scenes.kit.panels.parameter_table import ParameterTable
from scenes.kit.plots.error_chart import plot_error_chart
from scenes.kit.plots.error_plot import plot_error
from scenes.kit.plots.scatter import scatter
from scenes.kit.text.glyphs import escaped
from scenes.scripts.iterate import SHOWN_STEPS, note, zero_is_outside
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["IteratingLine"]

NOTE_PX = 22.0
FLOOD_S, RESIDUALS_S, STEP_S, NAME_S, REST_S = 1.2, 2.0, 1.5, 0.5, 1.5
RISE_SHARE, TURN_SHARE, FOLLOW_SHARE, REST_SHARE = 0.2, 0.26, 0.36, 0.18
"""Of one slow step: the arrow uphill, its turn, the point, a rest."""


class IteratingLine(Stage):
    """Three linked pictures of one descent: the map, the line, the error against the step."""

    scene_id = "iterate"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        left, right = Box("map", LEFT, BOTTOM, RIGHT, TOP).split_across(0.43)
        upper, lower = right.split_down(0.6)
        chart_box, table_box = lower.split_across(0.47)
        self.error_plot = plot_error(left, experiment, look)
        self.scatter = scatter(upper, experiment, look, tells_zero=True)
        self.chart = plot_error_chart(chart_box, experiment, look)
        self.table = ParameterTable(table_box, experiment, look)
        self.descent = DescentMarks(
            experiment, self.error_plot, self.scatter.plot, self.chart, look
        )
        gradient = "gradient" if self.error_plot.is_cut else "uphill"
        words = look.label(gradient), look.label("step")
        self.arrow_names = MapNames(self.error_plot, words, look)
        self.arrows = StepArrows(self.descent.projection, look, self.arrow_names)
        self.rate = self.note("rate", look.muted)
        self.verdict = tuple(self.note(key, look.slope) for key in note(experiment))
        descent, line = self.descent, self.descent.model_line
        self.hang(self.title(), self.error_plot.plot, self.scatter.plot, self.chart.plot)
        self.hang(*self.table.frame, waiting(*self.error_plot.marks, *self.error_plot.best))
        self.hang(
            waiting(line.residuals), *self.scatter.marks, waiting(line.line, *descent.trail.shapes)
        )
        self.hang(waiting(*descent.errors), self.arrows, waiting(descent.point, *descent.lost))
        self.hang(waiting(descent.crossing, self.scatter.zero, self.rate, *self.verdict))
        self.hang(waiting(*self.table.hidden, *self.scatter.best, *self.chart.best))

    def note(self, key: str, colour: str) -> Type:
        """Return a few words beside the title."""
        return Type(escaped(self.label(key)), NOTE_PX, colour).at(RIGHT, TITLE_Y, 1.0)

    def link_map_and_line(self, shot: Shot) -> None:
        """Show the start, the line that it stands for, and the error around it."""
        shot.until("point")
        line = self.descent.model_line
        shot.appear(self.descent.point, line.line, *((line.lost,) if line.is_lost else ()))
        shot.until("blue")
        shot.appear(*self.error_plot.marks, seconds=FLOOD_S)

    def ring_the_best_fit(self, shot: Shot) -> None:
        """Ring the best fit."""
        shot.until("ring")
        shot.appear(*self.error_plot.best)

    def doubt_the_best_fit(self, shot: Shot) -> None:
        """Stand still where it is said that the best fit is not proven, or that there is none."""

    def show_the_misses(self, shot: Shot) -> None:
        """Draw the residuals, then the error that they make on the chart and in the table."""
        descent, table = self.descent, self.table

        def grow(progress: float) -> None:
            descent.model_line.residuals.veil(1.0)
            descent.grow_residuals(progress)

        shot.until("residuals")
        shot.drive(grow, RESIDUALS_S)
        shot.until("error")
        shot.appear(*descent.errors, *table.names, table.head, *table.live)

    def take_the_first_step(self, shot: Shot) -> None:
        """Turn the uphill arrow round into the step, and follow it."""
        self._turn_into_a_step(shot)
        shot.until("moves")
        self.follow(shot, 0, STEP_S)

    def _turn_into_a_step(self, shot: Shot) -> None:
        """Let the uphill arrow grow, and turn it into the step."""
        arrows, names = self.arrows, self.arrow_names
        arrows.stand(self.descent.parameters, self.descent.there)
        shot.until("arrow")
        shot.drive(arrows.rise, STEP_S)
        shot.until("uphill")
        shot.appear(names.uphill, seconds=NAME_S)
        shot.until("step")
        shot.vanish(names.uphill, seconds=NAME_S)
        shot.drive(arrows.turn, STEP_S)
        shot.until("rate")
        shot.appear(names.step, self.rate, seconds=NAME_S)
        shot.vanish(names.step, seconds=NAME_S)

    def leave_all_bounds(self, shot: Shot) -> None:
        """Turn the uphill arrow round into a step that leads too far to be followed."""
        self._turn_into_a_step(shot)
        self.follow(shot, 0, STEP_S)

    def stay_at_the_start(self, shot: Shot) -> None:
        """Take a step of length zero."""
        self.follow(shot, 0, STEP_S)

    def step_slowly(self, shot: Shot) -> None:
        """Take the next few steps one by one, each with its own gradient."""
        last = min(SHOWN_STEPS, self.descent.steps)
        each_s = (shot.left_s - NAME_S) / (last - 1)
        for step in range(1, last):
            self.arrows.stand(self.descent.parameters, self.descent.there)
            shot.drive(self.arrows.rise, RISE_SHARE * each_s)
            shot.drive(self.arrows.turn, TURN_SHARE * each_s)
            self.follow(shot, step, FOLLOW_SHARE * each_s)
            shot.pause(REST_SHARE * each_s)

    def follow(self, shot: Shot, step: int, seconds: float) -> None:
        """Let the point follow the green arrow, which fades as it is used up."""

        def move(progress: float) -> None:
            for shape in self.descent.trail.shapes:
                shape.veil(1.0)
            self.go(step + eased(progress))
            self.arrows.use_up(progress)

        shot.drive(move, seconds)

    def step_faster(self, shot: Shot) -> None:
        """Run through the remaining steps, ever faster."""
        first, last = SHOWN_STEPS, self.descent.steps
        shot.drive(lambda t: self.go(first * (last / first) ** t), shot.left_s - REST_S)

    def tell_the_intercept(self, shot: Shot) -> None:
        """Ring the intercept in the table, and show where x = 0 is."""
        crossing = (
            self.scatter.zero if zero_is_outside(self.brief.experiment) else self.descent.crossing
        )
        shot.until("height")
        shot.appear(self.table.mark, crossing)
        shot.pause(shot.left_s - NAME_S)
        shot.vanish(self.table.mark, crossing, seconds=NAME_S)

    def compare_with_the_best_fit(self, shot: Shot) -> None:
        """Lay the exact best fit over the result, in the data, on the chart and in numbers."""
        shot.until("dashed")
        shot.appear(*self.chart.best, *self.table.best, *self.scatter.best)
        if self.verdict:
            shot.vanish(self.rate)
            shot.appear(*self.verdict)

    def lose_the_line(self, shot: Shot) -> None:
        """Let the residuals go, and compare what is left with the exact best fit."""
        shot.vanish(self.descent.model_line.residuals)
        self.compare_with_the_best_fit(shot)

    def go(self, step: float) -> None:
        """Put everything where it is at a step, or between two."""
        self.descent.at(step)
        self.table.tell(self.descent.step)
