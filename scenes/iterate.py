"""Scene `iterate`: each step on the ground of the error moves the guess among the data."""

from scenes.kit.descent.course import SLOW_STEPS, has_arrived
from scenes.kit.descent.descent_marks import DescentMarks
from scenes.kit.descent.step_arrows import StepArrows
from scenes.kit.descent.step_names import MapNames
from scenes.kit.ink.layout import BOTTOM, LEFT, RIGHT, TITLE_Y, TOP, Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.panels.parameter_table import ParameterTable
from scenes.kit.plots.error_chart import plot_error_chart
from scenes.kit.plots.error_plot import plot_error
from scenes.kit.plots.scatter import scatter
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.names import is_line
from scenes.scripts.iterate import verdict, zero_is_outside
from scenes.stage import Shot, Stage
from scenes.telling.numerals import rounded

__all__ = ["IteratingLine"]

NOTE_PX = 22.0


class IteratingLine(Stage):
    """Three linked pictures of one descent: the ground, the guess, the error against the step."""

    scene_id = "iterate"

    def construct(self) -> None:
        """Tell the scene, beat by beat."""
        self.lay_out()
        self.link_ground_and_guess()
        self.doubt_the_best_fit()
        self.show_the_misses()
        self.take_the_first_step()
        self.step_slowly()
        self.step_faster()
        self.tell_the_intercept()
        self.compare_with_the_best_fit()

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
        words = ("gradient" if self.error_plot.is_cut else "uphill", "step")
        self.arrow_names = MapNames(self.error_plot, words, look)
        self.stride = StepArrows(self.descent.projection, look, self.arrow_names)
        self.rate = self.note(f"learning rate {rounded(experiment.rate)}", look.muted)
        self.verdict = self.note(verdict(experiment) or " ", look.slope)
        self.add(self.title(), *self.error_plot.plot.furniture, *self.scatter.plot.furniture)
        self.add(*self.chart.plot.furniture, *self.table.frame)
        self.hide(*self.error_plot.marks, *self.error_plot.best, self.descent.model_line.residuals)
        self.add(*self.scatter.marks)
        self.hide(
            *self.descent.moving[1:], *self.stride.shapes, self.descent.point, *self.descent.lost
        )
        self.hide(self.descent.crossing, self.scatter.zero, self.rate, self.verdict)
        self.hide(*self.table.names, self.table.head, *self.table.live, self.table.mark)
        self.hide(*self.scatter.best, *self.chart.best, *self.table.best)

    def note(self, text: str, colour: str) -> Type:
        """Return a few words beside the title."""
        return Type(escaped(text), NOTE_PX, colour).at(RIGHT, TITLE_Y, 1.0)

    def link_ground_and_guess(self) -> None:
        """Show the start, the line that it stands for, the ground around and its lowest point."""
        with self.beat(self.told("map")) as shot:
            shot.hold(0.06)
            shot.appear(self.descent.point, self.descent.model_line.line, share=0.12)
            shot.hold(0.3)
            shot.appear(*self.error_plot.marks, share=0.14)
            shot.hold(0.14)
            if self.error_plot.best:
                shot.appear(*self.error_plot.best, share=0.08)

    def doubt_the_best_fit(self) -> None:
        """Stand still where it is said that the best fit is not proven, or that there is none."""
        for beat in self.timeline.beats:
            if beat.id.startswith("sure"):
                with self.beat(beat.id):
                    pass

    def show_the_misses(self) -> None:
        """Draw the residuals, then the error that they make on the chart and in the ledger."""
        descent, table = self.descent, self.table
        table = (*table.names, table.head, *table.live)
        with self.beat(self.told("misses")) as shot:
            descent.model_line.residuals.veil(1.0)
            shot.drive(descent.grow_residuals, descent.model_line.residuals, share=0.2)
            shot.hold(0.2)
            shot.appear(*descent.errors, *table, share=0.1)

    def take_the_first_step(self) -> None:
        """Turn the uphill arrow round into the step, and follow it."""
        stride, descent = self.stride, self.descent
        with self.beat(self.told("first")) as shot:
            shot.hold(0.02)
            if not has_arrived(self.brief.experiment, 0):
                stride.stand(descent.parameters, descent.there)
                shot.drive(stride.rise, stride.uphill, share=0.12)
                shot.appear(self.arrow_names.uphill, share=0.04)
                shot.hold(0.12)
                shot.vanish(self.arrow_names.uphill, share=0.02)
                shot.drive(stride.turn, stride.uphill, share=0.16)
                shot.appear(self.arrow_names.step, self.rate, share=0.05)
                shot.hold(0.12)
                shot.vanish(self.arrow_names.step, share=0.02)
            for shape in descent.trail.shapes:
                shape.veil(1.0)
            self.follow(shot, 0, 0.24)

    def step_slowly(self) -> None:
        """Take the next few steps one by one, each with its own gradient."""
        last = min(SLOW_STEPS, self.descent.steps)
        if not any(beat.id.startswith("slow") for beat in self.timeline.beats):
            return
        with self.beat(self.told("slow")) as shot:
            share = 0.9 / (last - 1)
            for step in range(1, last):
                self.stride.stand(self.descent.parameters, self.descent.there)
                shot.drive(self.stride.rise, self.stride.uphill, share=0.2 * share)
                shot.drive(self.stride.turn, self.stride.uphill, share=0.26 * share)
                self.follow(shot, step, 0.36 * share)
                shot.hold(0.18 * share)

    def follow(self, shot: Shot, step: int, share: float) -> None:
        """Let the point follow the green arrow, which fades as it is used up."""

        def move(progress: float) -> None:
            self.go(step + eased(progress))
            self.stride.use_up(progress)

        shot.drive(move, self.descent.model_line.residuals, share=share)

    def step_faster(self) -> None:
        """Run through the remaining steps, ever faster."""
        first, last = SLOW_STEPS, self.descent.steps
        if last <= first:
            return
        with self.beat(self.told("fast")) as shot:
            shot.drive(
                lambda t: self.go(first * (last / first) ** t),
                self.descent.model_line.residuals,
                share=0.8,
            )

    def tell_the_intercept(self) -> None:
        """Ring the intercept in the ledger, and show where x = 0 is."""
        if not is_line(self.brief.experiment):
            return
        outside = zero_is_outside(self.brief.experiment)
        pointed: tuple[Inked, ...] = (
            self.table.mark,
            self.scatter.zero if outside else self.descent.crossing,
        )
        with self.beat(self.told("intercept")) as shot:
            shot.hold(0.08)
            shot.appear(*pointed, share=0.08)
            shot.hold(0.7)
            shot.vanish(*pointed, share=0.08)

    def compare_with_the_best_fit(self) -> None:
        """Lay the exact best fit over the result, in the data, on the chart and in numbers."""
        beat = self.told("compare")
        has_diverged = beat.startswith("compare_diverged")
        with self.beat(beat) as shot:
            shot.hold(0.06)
            if has_diverged:
                shot.vanish(self.descent.model_line.residuals, share=0.05)
            best = (*self.chart.best, *self.table.best, *self.scatter.best)
            shot.appear(*best, share=0.12)
            if verdict(self.brief.experiment):
                shot.vanish(self.rate, share=0.05)
                shot.appear(self.verdict, share=0.08)

    def go(self, step: float) -> None:
        """Put everything where it is at a step, or between two."""
        self.descent.at(step)
        self.table.tell(self.descent.step)
