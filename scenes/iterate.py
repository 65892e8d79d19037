"""Scene `iterate`: each step on the ground of the error moves the guess among the data."""

from scenes.kit.course import SLOW_STEPS, has_arrived
from scenes.kit.glyphs import escaped
from scenes.kit.ground import ground
from scenes.kit.layout import BOTTOM, LEFT, RIGHT, TITLE_Y, TOP, Box
from scenes.kit.ledger import Ledger
from scenes.kit.motion import eased
from scenes.kit.names import is_line
from scenes.kit.numerals import rounded
from scenes.kit.pictures import error_chart
from scenes.kit.scatter import scatter
from scenes.kit.shapes import Inked, Type
from scenes.kit.stage import Shot, Stage
from scenes.kit.stride import Stride
from scenes.kit.walk import Walk
from scenes.scripts.iterate import verdict, zero_is_outside

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
        experiment, theme = self.brief.experiment, self.theme
        left, right = Box("map", LEFT, BOTTOM, RIGHT, TOP).split_across(0.43)
        upper, lower = right.split_down(0.6)
        chart_box, ledger_box = lower.split_across(0.47)
        self.ground = ground(left, experiment, theme)
        self.scatter = scatter(upper, experiment, theme, tells_zero=True)
        self.chart = error_chart(chart_box, experiment, theme)
        self.ledger = Ledger(ledger_box, experiment, theme)
        self.walk = Walk(experiment, self.ground, self.scatter.plot, self.chart, theme)
        self.stride = Stride(self.walk, theme)
        self.rate = self.note(f"learning rate {rounded(experiment.rate)}", theme.muted)
        self.verdict = self.note(verdict(experiment) or " ", theme.slope)
        self.add(self.title(), *self.ground.plot.furniture, *self.scatter.plot.furniture)
        self.add(*self.chart.plot.furniture, *self.ledger.frame)
        self.hide(*self.ground.marks, *self.ground.best, self.walk.guess.residuals)
        self.add(*self.scatter.marks)
        self.hide(*self.walk.moving[1:], *self.stride.shapes, self.walk.point, *self.walk.lost)
        self.hide(self.walk.crossing, self.scatter.zero, self.rate, self.verdict)
        self.hide(*self.ledger.names, self.ledger.head, *self.ledger.live, self.ledger.mark)
        self.hide(*self.scatter.best, *self.chart.best, *self.ledger.best)

    def note(self, text: str, colour: str) -> Type:
        """Return a few words beside the title."""
        return Type(escaped(text), NOTE_PX, colour).at(RIGHT, TITLE_Y, 1.0)

    def link_ground_and_guess(self) -> None:
        """Show the start, the line that it stands for, the ground around and its lowest point."""
        with self.beat(self.told("map")) as shot:
            shot.hold(0.06)
            shot.appear(self.walk.point, self.walk.guess.line, share=0.12)
            shot.hold(0.3)
            shot.appear(*self.ground.marks, share=0.14)
            shot.hold(0.14)
            if self.ground.best:
                shot.appear(*self.ground.best, share=0.08)

    def doubt_the_best_fit(self) -> None:
        """Stand still where it is said that the best fit is not proven, or that there is none."""
        for beat in self.timeline.beats:
            if beat.id.startswith("sure"):
                with self.beat(beat.id):
                    pass

    def show_the_misses(self) -> None:
        """Draw the residuals, then the error that they make on the chart and in the ledger."""
        walk, ledger = self.walk, self.ledger
        table = (*ledger.names, ledger.head, *ledger.live)
        with self.beat(self.told("misses")) as shot:
            walk.guess.residuals.veil(1.0)
            shot.drive(walk.grow_residuals, walk.guess.residuals, share=0.2)
            shot.hold(0.2)
            shot.appear(*walk.errors, *table, share=0.1)

    def take_the_first_step(self) -> None:
        """Turn the uphill arrow round into the step, and follow it."""
        stride, walk = self.stride, self.walk
        with self.beat(self.told("first")) as shot:
            shot.hold(0.02)
            if not has_arrived(self.brief.experiment, 0):
                shot.drive(stride.rise, stride.lowest, share=0.12)
                shot.appear(stride.uphill_name, share=0.04)
                shot.hold(0.12)
                shot.vanish(stride.uphill_name, share=0.02)
                shot.drive(stride.turn, stride.lowest, share=0.16)
                shot.appear(stride.step_name, self.rate, share=0.05)
                shot.hold(0.12)
                shot.vanish(stride.step_name, share=0.02)
            walk.path.veil(1.0)
            walk.steps_made.veil(1.0)
            self.follow(shot, 0, 0.24)

    def step_slowly(self) -> None:
        """Take the next few steps one by one, each with its own gradient."""
        last = min(SLOW_STEPS, self.walk.steps)
        if not any(beat.id.startswith("slow") for beat in self.timeline.beats):
            return
        with self.beat(self.told("slow")) as shot:
            share = 0.9 / (last - 1)
            for step in range(1, last):
                shot.drive(self.stride.rise, self.stride.lowest, share=0.2 * share)
                shot.drive(self.stride.turn, self.stride.lowest, share=0.26 * share)
                self.follow(shot, step, 0.36 * share)
                shot.hold(0.18 * share)

    def follow(self, shot: Shot, step: int, share: float) -> None:
        """Let the point follow the green arrow, which fades as it is used up."""

        def move(progress: float) -> None:
            self.go(step + eased(progress))
            self.stride.use_up(progress)

        shot.drive(move, self.walk.guess.residuals, share=share)

    def step_faster(self) -> None:
        """Run through the remaining steps, ever faster."""
        first, last = SLOW_STEPS, self.walk.steps
        if last <= first:
            return
        with self.beat(self.told("fast")) as shot:
            shot.drive(
                lambda t: self.go(first * (last / first) ** t), self.walk.guess.residuals, share=0.8
            )

    def tell_the_intercept(self) -> None:
        """Ring the intercept in the ledger, and show where x = 0 is."""
        if not is_line(self.brief.experiment):
            return
        outside = zero_is_outside(self.brief.experiment)
        pointed: tuple[Inked, ...] = (
            self.ledger.mark,
            self.scatter.zero if outside else self.walk.crossing,
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
                shot.vanish(self.walk.guess.residuals, share=0.05)
            best = (*self.chart.best, *self.ledger.best, *self.scatter.best)
            shot.appear(*best, share=0.12)
            if verdict(self.brief.experiment):
                shot.vanish(self.rate, share=0.05)
                shot.appear(self.verdict, share=0.08)

    def go(self, step: float) -> None:
        """Put everything where it is at a step, or between two."""
        self.walk.at(step)
        self.ledger.tell(self.walk.step)
