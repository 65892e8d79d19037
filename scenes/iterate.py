"""Scene `iterate`: each step on the map of the error turns the line among the data."""

from scenes.kit.glyphs import escaped
from scenes.kit.layout import BOTTOM, LEFT, RIGHT, TITLE_Y, TOP, Box
from scenes.kit.ledger import Ledger
from scenes.kit.motion import eased
from scenes.kit.pictures import error_chart, loss_map, scatter
from scenes.kit.shapes import Arrow, Type
from scenes.kit.stage import Stage
from scenes.kit.walk import Walk
from scenes.scripts.iterate import SLOW_STEPS, notes, zero_is_outside

__all__ = ["IteratingLine"]

NOTE_PX = 22.0


class IteratingLine(Stage):
    """Three linked pictures of one descent: map, line, error against step."""

    scene_id = "iterate"

    def construct(self) -> None:
        """Tell the scene, beat by beat."""
        self.lay_out()
        self.link_map_and_line()
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
        upper, lower = right.split_down(0.565)
        chart_box, ledger_box = lower.split_across(0.47)
        self.map = loss_map(left, experiment, theme)
        self.scatter = scatter(upper, experiment, theme)
        self.chart = error_chart(chart_box, experiment, theme)
        self.ledger = Ledger(ledger_box, experiment, theme)
        self.walk = Walk(experiment, self.map.plot, self.scatter.plot, self.chart, theme)
        self.uphill = Arrow(theme.slope, 4.0, clip=self.walk.map_clip)
        self.downhill = Arrow(theme.step, 4.0, clip=self.walk.map_clip)
        self.add(self.title(), *self.map.plot.furniture, *self.scatter.plot.furniture)
        self.add(*self.chart.plot.furniture, *self.ledger.furniture)
        self.hide(*self.map.rings, *self.map.best, self.walk.residuals)
        self.add(*self.scatter.marks)
        self.hide(*self.walk.moving[1:], *self.ledger.names)
        self.hide(self.uphill, self.downhill, self.walk.point, self.walk.crossing)
        self.hide(self.ledger.head, *self.ledger.live)
        self.hide(*self.scatter.best, *self.chart.best, *self.ledger.best, *self.notes())

    def notes(self) -> tuple[Type, Type]:
        """Make what stands beside the title: the rate, and in the end what came of it."""
        rate, verdict = (
            Type(escaped(text), NOTE_PX, colour).at(RIGHT, TITLE_Y, 1.0)
            for text, colour in zip(
                notes(self.brief.experiment), (self.theme.muted, self.theme.slope), strict=True
            )
        )
        self.rate, self.verdict = rate, verdict
        return rate, verdict

    def link_map_and_line(self) -> None:
        """Show the start on the map, the line that it stands for, rings and the lowest point."""
        with self.beat("map") as shot:
            shot.hold(0.06)
            shot.appear(self.walk.point, self.walk.line, share=0.12)
            shot.hold(0.36)
            shot.appear(*self.map.rings, share=0.14)
            shot.hold(0.12)
            shot.appear(*self.map.best, share=0.08)

    def show_the_misses(self) -> None:
        """Draw the residuals, and the error that they make on the chart and in the ledger."""
        walk, ledger = self.walk, self.ledger
        with self.beat(self.told("misses")) as shot:
            shot.appear(*walk.errors, *ledger.names, ledger.head, *ledger.live, share=0.1)
            shot.hold(0.2)
            walk.residuals.veil(1.0)
            shot.drive(lambda t: walk.grow_residuals(eased(t)), walk.residuals, share=0.25)

    def take_the_first_step(self) -> None:
        """Turn the uphill arrow round into the step, and follow it."""
        walk, uphill, downhill = self.walk, self.uphill, self.downhill
        with self.beat("first") as shot:
            uphill.veil(1.0)
            shot.drive(lambda t: walk.raise_slope(uphill, eased(t)), uphill, share=0.14)
            shot.appear(self.rate, share=0.06)
            shot.hold(0.12)
            downhill.veil(1.0)
            shot.drive(lambda t: walk.turn_round(uphill, downhill, eased(t)), uphill, share=0.2)
            shot.hold(0.08)
            walk.path.veil(1.0)
            walk.steps_made.veil(1.0)
            shot.drive(lambda t: self.go(eased(t)), walk.residuals, share=0.26)
            shot.vanish(downhill, share=0.05)

    def step_slowly(self) -> None:
        """Take the next few steps one by one."""
        last = min(SLOW_STEPS, self.walk.steps)
        if last < 2:
            return
        with self.beat(self.told("slow")) as shot:
            for first in range(1, last):
                shot.drive(
                    lambda t, first=first: self.go(first + eased(t)),
                    self.walk.residuals,
                    share=0.55 / (last - 1),
                )
                shot.hold(0.3 / (last - 1))

    def step_faster(self) -> None:
        """Run through the remaining steps, ever faster."""
        first, last = SLOW_STEPS, self.walk.steps
        if last <= first:
            return
        with self.beat(self.told("fast")) as shot:
            shot.drive(
                lambda t: self.go(first * (last / first) ** t), self.walk.residuals, share=0.8
            )

    def tell_the_intercept(self) -> None:
        """Single the intercept out, in the ledger and, if x = 0 is in the picture, on the line."""
        walk, ledger = self.walk, self.ledger
        crossing = [] if zero_is_outside(self.brief.experiment) else [walk.crossing]
        with self.beat(self.told("intercept")) as shot:
            shot.hold(0.06)
            shot.drive(
                lambda t: ledger.single_out(1, eased(t)), self.lowest(*ledger.names), share=0.08
            )
            if crossing:
                shot.appear(*crossing, share=0.08)
            shot.hold(0.68)
            if crossing:
                shot.vanish(*crossing, share=0.06)
            shot.drive(
                lambda t: ledger.single_out(1, 1.0 - eased(t)),
                self.lowest(*ledger.names),
                share=0.08,
            )

    def compare_with_the_best_fit(self) -> None:
        """Lay the exact best fit over the result, in the data, on the chart and in numbers."""
        with self.beat(self.told("compare")) as shot:
            shot.hold(0.06)
            best = (*self.chart.best, *self.ledger.best, *self.scatter.best)
            shot.appear(*best, share=0.12)
            if self.told("compare") == "compare_diverged":
                shot.vanish(self.rate, share=0.05)
                shot.appear(self.verdict, share=0.08)

    def go(self, step: float) -> None:
        """Put everything where it is at a step, or between two."""
        self.walk.at(step)
        self.ledger.tell(self.walk.step)
