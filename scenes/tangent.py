"""Scene `tangent`: the steepness of the error says which way to go, and how far."""

from collections.abc import Callable
from contextlib import suppress

import numpy as np

from gdcore.landscape.stand import across, stand
from gdcore.section import section
from gdcore.typeset.expressions import name_typst
from scenes.kit.descent.projection import curve_projection
from scenes.kit.descent.step_arrows import StepArrows
from scenes.kit.descent.step_names import CurveNames
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.descent.trail import Trail
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import BOTTOM, LEFT, RIGHT, TOP, Box
from scenes.kit.ink.motion import Move, eased, vanishing
from scenes.kit.ink.shapes import Type
from scenes.kit.panels.table import Column, Table
from scenes.kit.panels.update_rule import Derived, UpdateRule
from scenes.kit.plots.error_curve import plot_error_curve
from scenes.kit.plots.plot import NAME_PX, Panel
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.morph import morph
from scenes.scripts.tangent import walked
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["TangentSlopes"]


FORMULA_S, ARROW_S, STEP_S, NAME_S, REST_S = 1.5, 1.2, 1.2, 0.4, 1.2
LINE_SHARE, LEAD_SHARE, FOLLOW_SHARE = 0.22, 0.36, 0.42
"""Of a step that is listed: its line, its arrow, the point."""
EDGE_GAP, HEADING_HEIGHT, HEADING_GAP = 0.3, 0.6, 0.42


class TangentSlopes(Stage):
    """A tangent on the error curve of one knob, and the step that it leads to."""

    scene_id = "tangent"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        look, cut = self.look, section(self.brief.experiment, 1)
        left, right = Box("panels", LEFT, BOTTOM, RIGHT, TOP).split_across(0.645)
        self.stand, self.path = stand(cut), walked(cut)
        self.error_curve = plot_error_curve(left, cut, look, room_below=0.11)
        self.tangent = TangentLine(self.error_curve, look, self.label("here")).at(self.stand)
        step = float(self.path.points[min(1, self.path.steps), 0]) - self.stand
        names = self.label("uphill"), f"{self.label('step')} {look.numerals.significant(step)}"
        projection = curve_projection(self.error_curve, self.stand)
        self.arrow_names = CurveNames(self.error_curve.plot.area, names, look)
        self.arrows = StepArrows(projection, look, self.arrow_names)
        self.trail = Trail(self.path, projection, look)
        self.write_the_formulas(right)
        self.hang(self.title(), self.error_curve.plot, Panel(right, look), self.error_curve.curve)
        self.hang(waiting(self.error_curve.mark, self.error_curve.drop), self.trail, self.arrows)
        self.hang(waiting(*self.tangent.shapes, *self.heads, self.error, self.slope))
        self.hang(waiting(*self.rule_lines, *self.rule.worked, self.table))
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
        significant = look.numerals.significant
        told = [[significant(float(v)) for v in column] for column in (points, slopes)]
        changes = [significant(float(change)) for change in np.diff(points)]
        counts = tuple(look.numerals.counted(k) for k in range(1, len(changes) + 1))
        name = f"${name_typst(self.error_curve.section.names[0])}$"
        columns = (
            Column(escaped(self.label("count")), counts, look.muted),
            Column(name, tuple(told[0][:-1]), look.model),
            Column(escaped(self.label("steepness")), tuple(told[1][:-1]), look.slope),
            Column("$Delta$" + name, tuple(changes), look.step),
        )
        for shown in (columns, columns[1:], columns[1:3]):
            with suppress(ValueError):
                return Table(box, shown, look)
        return Table(box, columns[2:3], look)

    def show_the_curve(self, shot: Shot) -> None:
        """Show the point where the search stands."""
        shot.until("curve")
        shot.appear(self.heads[0], *self.error.shapes)
        shot.until("point")
        shot.appear(self.error_curve.drop, self.tangent.point)

    def draw_the_tangent(self, shot: Shot) -> None:
        """Draw the tangent, its slope, and the formula of the slope."""
        shot.until("tangent")
        shot.appear(self.tangent.line)
        shot.until("steepness")
        shot.appear(self.tangent.told)
        shot.until("formula")
        shot.drive(self.deriving(), FORMULA_S)

    def deriving(self) -> Callable[[float], None]:
        """Return a function of progress by which the error's formula becomes its slope's."""
        become, (old, new) = morph(self.error, self.slope), self.heads

        def move(progress: float) -> None:
            become(progress)
            old.veil(1.0 - eased(min(2.0 * progress, 1.0)))
            new.veil(eased(max(2.0 * progress - 1.0, 0.0)))

        return move

    def slide_the_tangent(self, shot: Shot) -> None:
        """Slide to the left edge, down to the bottom, and up the right side."""
        low, high = self.error_curve.visible
        shot.drive(self.sliding(self.stand, low))
        shot.until("left")
        shot.drive(self.sliding(low, self.error_curve.best), to="bottom")
        shot.appear(self.error_curve.mark)
        shot.until("right")
        shot.drive(self.sliding(self.error_curve.best, high), shot.left_s)

    def sliding(self, start: float, end: float) -> Callable[[float], None]:
        """Return a function of progress that slides point and tangent along the curve."""
        return lambda progress: self.go(start + eased(progress) * (end - start))

    def go(self, value: float) -> None:
        """Put the point, its tangent and the drop line at a value."""
        self.tangent.at(value)
        self.error_curve.hang(value)

    def point_uphill(self, shot: Shot) -> None:
        """Go back to where the search stands, and let the slope grow as an arrow."""
        shot.drive(self.sliding(self.tangent.value, self.stand), to="arrow")
        self.arrows.stand(self.path.start, self.path.at(min(1, self.path.steps)))
        shot.drive(self.arrows.rise, ARROW_S)
        shot.until("uphill")
        shot.appear(self.arrow_names.uphill)

    def turn_the_arrow_round(self, shot: Shot) -> None:
        """Show the rule, and turn the arrow round."""
        shot.appear(*self.rule_lines)
        shot.until("turned")
        shot.together(
            Move(vanishing(self.arrow_names.uphill), NAME_S),
            Move(self.arrows.turn_round, ARROW_S),
        )

    def make_it_the_step(self, shot: Shot) -> None:
        """Make the arrow as long as the rate says."""
        shot.until("multiplied")
        shot.drive(self.arrows.settle, ARROW_S)
        shot.until("step")
        shot.appear(self.arrow_names.step)

    def leave_all_bounds(self, shot: Shot) -> None:
        """Leave the arrow as it is: the step has no end that could be shown."""

    def take_the_step(self, shot: Shot) -> None:
        """Put the numbers into the rule, and let the point take the step."""
        shot.until("numbers")
        shot.drive(self.rule.fill_in, FORMULA_S)
        for line in self.rule.lines[1:]:
            shot.appear(*line.shapes)
        shot.until("takes")
        shot.vanish(self.arrow_names.step)
        shot.drive(self.stepping(0), STEP_S)

    def stepping(self, step: int) -> Callable[[float], None]:
        """Return a function of progress by which the point takes a step, its path behind it."""

        def move(progress: float) -> None:
            self.go(float(self.path.at(step + eased(progress))[0]))
            for shape in self.trail.at(step + eased(progress)).shapes:
                shape.veil(1.0)
            self.arrows.use_up(progress)

        return move

    def try_the_other_side(self, shot: Shot) -> None:
        """Stand as far away on the other side, turn the arrow round there, and take that step."""
        other = across(self.error_curve.section)
        there = other - self.brief.experiment.rate * self.error_curve.slope(other)
        shot.vanish(*self.rule.worked, *self.trail.shapes)
        shot.drive(self.sliding(self.tangent.value, other), STEP_S)
        self.arrows.stand(np.array([other]), np.array([there]))
        shot.drive(self.arrows.rise, ARROW_S)
        shot.appear(self.arrow_names.uphill, seconds=NAME_S)
        shot.until("minus")
        shot.vanish(self.arrow_names.uphill, seconds=NAME_S)
        shot.drive(self.arrows.turn, to="down")
        shot.drive(self.sliding(other, there), STEP_S)
        shot.vanish(self.arrows.step)

    def walk_down(self, shot: Shot) -> None:
        """Take the steps one by one, and list them."""
        shot.vanish(*self.rule.worked, *self.trail.shapes)
        shot.drive(self.sliding(self.tangent.value, self.stand))
        shot.appear(*self.table.head)
        each_s = (shot.left_s - REST_S) / self.path.steps
        lines = [self.table.line_of(step) for step in range(self.path.steps)]
        for step, line in enumerate(lines):
            if line not in lines[:step]:
                shot.appear(*self.table.lines[line], seconds=LINE_SHARE * each_s)
            self.arrows.stand(*self.path.points[step : step + 2])
            shot.drive(self.arrows.turn, LEAD_SHARE * each_s)
            shot.drive(self.stepping(step), FOLLOW_SHARE * each_s)
