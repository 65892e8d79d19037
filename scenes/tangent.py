"""Scene `tangent`: the slope of the error says which way to go, and how far."""

from contextlib import suppress

import numpy as np

from gdcore.section import section
from gdcore.typeset.expressions import name_typst
from scenes.kit.descent.projection import curve_projection
from scenes.kit.descent.step_arrows import StepArrows
from scenes.kit.descent.step_names import CurveNames
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.descent.trail import Trail
from scenes.kit.ink.layout import BOTTOM, LEFT, RIGHT, TOP, Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.panels.table import Column, Table
from scenes.kit.panels.update_rule import Derived, UpdateRule
from scenes.kit.plots.error_curve import plot_error_curve
from scenes.kit.plots.plot import NAME_PX, Panel
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.morph import morph
from scenes.scripts.tangent import across, stand, walked
from scenes.stage import Shot, Stage
from scenes.telling.numerals import significant

__all__ = ["TangentSlopes"]


EDGE_GAP, HEADING_HEIGHT, HEADING_GAP = 0.3, 0.6, 0.42


class TangentSlopes(Stage):
    """A tangent on the error curve of one knob, and the step that it leads to."""

    scene_id = "tangent"

    def construct(self) -> None:
        """Tell the scene, beat by beat."""
        self.lay_out()
        self.show_the_curve()
        self.draw_the_tangent()
        self.slide_the_tangent()
        self.point_uphill()
        self.turn_the_arrow_round()
        self.take_the_step()
        self.try_the_other_side()
        self.walk_down()

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        look, cut = self.look, section(self.brief.experiment, 1)
        left, right = Box("panels", LEFT, BOTTOM, RIGHT, TOP).split_across(0.645)
        self.stand, self.path = stand(cut), walked(cut)
        self.error_curve = plot_error_curve(left, cut, look, room_below=0.11)
        self.tangent = TangentLine(self.error_curve, look, self.label("here")).at(self.stand)
        step = float(self.path.points[min(1, self.path.steps), 0]) - self.stand
        names = self.label("uphill"), f"{self.label('step')} {significant(step)}"
        projection = curve_projection(self.error_curve, self.stand)
        self.arrow_names = CurveNames(self.error_curve.plot.area, names, look)
        self.rail = StepArrows(projection, look, self.arrow_names)
        self.trail = Trail(self.path, projection, look)
        self.write_the_formulas(right)
        self.add(
            self.title(),
            *self.error_curve.plot.furniture,
            Panel(right, look),
            self.error_curve.curve,
        )
        self.hide(
            self.error_curve.mark, self.error_curve.drop, *self.trail.shapes, *self.rail.shapes
        )
        self.hide(*self.tangent.shapes, *self.heads, *self.error.shapes, *self.slope.shapes)
        self.hide(*self.rule_lines, *self.rule.worked, *self.table.shapes)
        self.error_curve.hang(self.stand)

    def write_the_formulas(self, box: Box) -> None:
        """Set the derivative, the update rule, and the table of steps, one under the other."""
        look, cut = self.look, self.error_curve.section
        self.derived = Derived.of(cut, box.width - 2 * EDGE_GAP, look)
        self.error, self.slope = self.derived.error, self.derived.slope
        upper, rest = box.split_down((HEADING_HEIGHT + self.derived.height + EDGE_GAP) / box.height)
        self.derived.at(box.left + EDGE_GAP, upper.top - HEADING_HEIGHT - self.derived.height / 2)
        self.heads = tuple(self.heading(key, upper) for key in ("error", "calculus"))
        self.rule = UpdateRule(
            cut, self.path, self.brief.experiment.rate, rest.inset(0.0, 0.0, 0.0, 1.05), look
        )
        self.rule_lines = (self.heading("rule", rest), *self.rule.rule.shapes)
        self.table = self.table_of_steps(rest.inset(EDGE_GAP, 0.1, EDGE_GAP, 1.65))

    def heading(self, key: str, box: Box) -> Type:
        """Return a few muted words at the top of a box."""
        words = Type(escaped(self.label(key)), NAME_PX, self.look.muted)
        return words.at(box.left + EDGE_GAP, box.top - HEADING_GAP)

    def table_of_steps(self, box: Box) -> Table:
        """Return the table of the steps: number, value, slope, step; less if it is too wide."""
        look, points = self.look, self.path.points[:, 0]
        slopes = self.error_curve.section.objective.gradient(self.path.points)[:, 0]
        told = [[significant(float(v)) for v in column] for column in (points, slopes)]
        changes = [significant(float(change)) for change in np.diff(points)]
        counts = tuple(str(k) for k in range(1, len(changes) + 1))
        name = f"${name_typst(self.error_curve.section.names[0])}$"
        columns = (
            Column(escaped(self.label("count")), counts, look.muted),
            Column(name, tuple(told[0][:-1]), look.model),
            Column(escaped(self.label("slope")), tuple(told[1][:-1]), look.slope),
            Column("$Delta$" + name, tuple(changes), look.step),
        )
        for shown in (columns, columns[1:], columns[1:3]):
            with suppress(ValueError):
                return Table(box, shown, look)
        return Table(box, columns[2:3], look)

    def show_the_curve(self) -> None:
        """Show the point where the search stands."""
        with self.beat(self.told("curve")) as shot:
            shot.hold(0.1)
            shot.appear(self.heads[0], *self.error.shapes, share=0.1)
            shot.hold(0.36)
            shot.appear(self.error_curve.drop, self.tangent.point, share=0.1)

    def draw_the_tangent(self) -> None:
        """Draw the tangent, its slope, and the formula of the slope."""
        with self.beat("slope") as shot:
            shot.hold(0.1)
            shot.appear(self.tangent.line, share=0.1)
            shot.hold(0.25)
            shot.appear(self.tangent.told, share=0.08)
            shot.hold(0.14)
            self.derive(shot, 0.16)

    def derive(self, shot: Shot, share: float) -> None:
        """Let the formula of the error become that of its slope."""
        become, (old, new) = morph(self.error, self.slope), self.heads

        def move(progress: float) -> None:
            become(progress)
            old.veil(1.0 - eased(min(2.0 * progress, 1.0)))
            new.veil(eased(max(2.0 * progress - 1.0, 0.0)))

        shot.drive(move, old, share)

    def slide_the_tangent(self) -> None:
        """Slide to the left edge, down to the bottom, and up the right side."""
        low, high = self.error_curve.visible
        with self.beat(self.told("slide")) as shot:
            self.slide(shot, self.stand, low, 0.08)
            shot.hold(0.06)
            self.slide(shot, low, self.error_curve.best, 0.34)
            shot.appear(self.error_curve.mark, share=0.05)
            shot.hold(0.1)
            self.slide(shot, self.error_curve.best, high, 0.25)

    def slide(self, shot: Shot, start: float, end: float, share: float) -> None:
        """Slide the point and its tangent along the curve.

        Parameters
        ----------
        shot : Shot
        start, end : float
            From which value of the parameter to which.
        share : float
            Of the beat.
        """
        shot.drive(lambda t: self.go(start + eased(t) * (end - start)), self.lowest_mover, share)

    @property
    def lowest_mover(self) -> Inked:
        """What is painted first of all that moves."""
        return self.error_curve.drop

    def go(self, value: float) -> None:
        """Put the point, its tangent and the drop line at a value."""
        self.tangent.at(value)
        self.error_curve.hang(value)

    def point_uphill(self) -> None:
        """Go back to where the search stands, and let the slope grow as an arrow."""
        with self.beat("uphill") as shot:
            self.slide(shot, self.tangent.value, self.stand, 0.16)
            shot.hold(0.06)
            self.rail.stand(self.path.start, self.path.at(min(1, self.path.steps)))
            shot.drive(self.rail.rise, self.rail.uphill, share=0.16)
            shot.appear(self.arrow_names.uphill, share=0.06)

    def turn_the_arrow_round(self) -> None:
        """Show the rule; turn the arrow round, then make it as long as the rate says."""
        rail = self.rail
        with self.beat(self.told("minus")) as shot:
            shot.appear(*self.rule_lines, share=0.1)
            shot.hold(0.16)
            shot.vanish(self.arrow_names.uphill, share=0.04)
            shot.drive(rail.turn_round, rail.uphill, share=0.2)
            shot.hold(0.1)
            if self.path.steps:
                shot.drive(rail.settle, rail.uphill, share=0.18)
                shot.appear(self.arrow_names.step, share=0.05)

    def take_the_step(self) -> None:
        """Put the numbers into the rule, and let the point take the step."""
        if not self.path.steps:
            return
        with self.beat("step") as shot:
            shot.drive(self.rule.fill_in, self.rule.worked[0], share=0.2)
            for line in self.rule.lines[1:]:
                shot.hold(0.04)
                shot.appear(*line.shapes, share=0.06)
            shot.hold(0.06)
            shot.vanish(self.arrow_names.step, share=0.04)
            self.step_down(shot, 0, 0.2)

    def step_down(self, shot: Shot, step: int, share: float) -> None:
        """Let the point take a step; the green arrow is used up, and the path grows."""
        start, end = (float(value) for value in self.path.points[step : step + 2, 0])
        for shape in self.trail.shapes:
            shape.veil(1.0)

        def move(progress: float) -> None:
            self.go(start + eased(progress) * (end - start))
            self.trail.at(step + eased(progress))
            self.rail.use_up(progress)

        shot.drive(move, self.lowest_mover, share)

    def try_the_other_side(self) -> None:
        """Stand as far away on the other side, turn the arrow round there, and take that step."""
        if not self.tells("other"):
            return
        rail, other = self.rail, across(self.error_curve.section)
        there = other - self.brief.experiment.rate * self.error_curve.slope(other)
        with self.beat(self.told("other")) as shot:
            shot.vanish(*self.rule.worked, *self.trail.shapes, share=0.05)
            self.slide(shot, self.tangent.value, other, 0.14)
            rail.stand(np.array([other]), np.array([there]))
            shot.drive(rail.rise, rail.uphill, share=0.1)
            shot.appear(self.arrow_names.uphill, share=0.04)
            shot.hold(0.1)
            shot.vanish(self.arrow_names.uphill, share=0.03)
            shot.drive(rail.turn, rail.uphill, share=0.24)
            shot.hold(0.06)
            self.slide(shot, other, there, 0.14)
            shot.vanish(rail.step, share=0.04)

    def walk_down(self) -> None:
        """Take the steps one by one, and list them."""
        if not self.path.steps:
            return
        with self.beat(self.told("walk")) as shot:
            shot.vanish(*self.rule.worked, *self.trail.shapes, share=0.03)
            self.slide(shot, self.tangent.value, self.stand, 0.1)
            shot.appear(*self.table.head, share=0.04)
            share = 0.66 / self.path.steps
            lines = [self.table.line_of(step) for step in range(self.path.steps)]
            for step, line in enumerate(lines):
                if line not in lines[:step]:
                    shot.appear(*self.table.lines[line], share=0.2 * share)
                self.rail.stand(*self.path.points[step : step + 2])
                shot.drive(self.rail.turn, self.rail.uphill, share=0.3 * share)
                self.step_down(shot, step, 0.4 * share)
