"""Scene `tangent`: the steepness of the error says which way to go, and how far."""

from collections.abc import Callable
from math import pi, sin

import numpy as np

from gdcore.landscape.stand import across, stand
from gdcore.landscape.walk import has_full_length, reaching, windows_along
from gdcore.section import section
from scenes.kit.descent.axis_arrows import AxisArrows, factor_told
from scenes.kit.descent.close_up import CloseUp
from scenes.kit.descent.curve_walk import CurveWalk
from scenes.kit.descent.full_length import FullLength
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import Move, appearing, eased, pulsing, side_by_side, vanishing
from scenes.kit.ink.shapes import Type
from scenes.kit.panels.rule_board import RuleBoard
from scenes.kit.plots.error_curve import curve_window, plot_error_curve
from scenes.kit.plots.line_beside import LineBeside
from scenes.kit.plots.plot import Panel
from scenes.kit.text.formula import swelling
from scenes.kit.text.glyphs import escaped
from scenes.scripts.tangent import walked
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["TangentSlopes"]

FORMULA_S, ARROW_S, STEP_S, NAME_S, REST_S = 2.2, 1.8, 1.8, 0.4, 0.5
LENS_S, FOLD_S, SIDE_S, ZOOM_S, TURN_S = 2.0, 1.4, 1.2, 1.8, 1.0
ROCKING_SHARE, SLID_SHARE, DIM_SHARE, ROW_SHARE = 0.05, 0.85, 0.3, 0.25
BELOW_ROOM, ASIDE_ROOM = 0.17, 0.24
QUESTION_PX, QUESTION_SHARE = 34.0, 0.25


class TangentSlopes(Stage):
    """A tangent on the error curve of one knob, and the step that it leads to."""

    scene_id = "tangent"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        look, whole = self.look, self.grid.whole
        left, right = self.grid.parts(0.6, 0.42)
        self.plot_the_curve(left)
        cut, path = self.error_curve.section, self.path
        self.board = RuleBoard(right, cut, path, look, self.label)
        self.rule, self.table = self.board.rule, self.board.table
        self.data = LineBeside(self.board.free, self.brief.experiment, cut, look)
        self.questions = self.ask(self.board.head)
        self.close_up = CloseUp(self.error_curve, self.stand, right, look, self.label)
        curve = self.error_curve
        panel = Panel(whole, look).cast(curve.plot.panel.role)
        # What moves most is painted last: all below it stays as it is from frame to frame.
        self.hang(self.title(), panel, *curve.plot.axes.shapes, curve.curve)
        self.hang(self.data)
        self.hang(waiting(self.board, *self.questions, curve.mark, curve.drop, self.walk))
        self.hang(waiting(self.arrows, self.tangent, self.close_up))
        self.tangent.point.veil(1.0)
        self.turn(self.stand)

    def turn(self, value: float) -> None:
        """Turn the knob: the point goes along the curve, and the line among the data follows."""
        self.walk.go(value)
        self.data.at(value)

    def plot_the_curve(self, box: Box) -> None:
        """Plot the error, with room at its sides for arrows that point uphill."""
        cut, look = section(self.brief.experiment, 1), self.look
        self.stand, self.path = stand(cut), walked(cut)
        self.near = curve_window(cut, room_below=BELOW_ROOM, room_aside=ASIDE_ROOM)
        windows = windows_along(self.near, self.path)
        slope = float(cut.objective.gradient(self.path.start)[0])
        self.is_full = has_full_length(cut, self.stand)
        self.wide = reaching(self.near, self.stand - slope) if self.is_full else self.near
        later = tuple(dict.fromkeys((self.wide, *windows)))
        self.error_curve = plot_error_curve(box, cut, look, self.near, later=later)
        self.tangent = TangentLine(self.error_curve, look, self.label("here"))
        self.lives = self.tangent.point
        self.arrows = AxisArrows(self.error_curve, look)
        self.factor = self.arrows.factor_to_fit(*self.ends)
        self.walk = CurveWalk(self.tangent, self.arrows, self.path, windows, self.factor, look)

    @property
    def ends(self) -> tuple[float, float]:
        """Between which values of the parameter the point slides."""
        curve = self.error_curve
        low, high = (curve.best + SLID_SHARE * (end - curve.best) for end in curve.visible)
        return low, high

    def ask(self, box: Box) -> tuple[Type, ...]:
        """Return the two questions, side by side in a box."""
        y, quarter = (box.bottom + box.top) / 2, QUESTION_SHARE * box.width
        return tuple(
            Type(escaped(self.label(key)), QUESTION_PX, self.look.text).at(x, y, 0.5)
            for key, x in (("way", box.left + quarter), ("far", box.right - quarter))
        )

    def show_the_curve(self, shot: Shot) -> None:
        """Let the point feel both ways, then tell what the curve is."""
        way, far = self.questions
        shot.by_hand(self.rocking(self.stand, self.turn), to="way")
        shot.together(
            Move(appearing(way), NAME_S), Move(self.rocking(self.stand, self.turn), TURN_S)
        )
        shot.until("far")
        shot.appear(far)
        shot.until("height")
        shot.together(
            Move(appearing(self.error_curve.drop), SIDE_S),
            Move(pulsing(self.error_curve.plot.axes.titles[1]), SIDE_S),
        )
        shot.until("knob")
        shot.by_hand(self.turning_all_the_way(), shot.left_s - REST_S)

    def rocking(self, value: float, turn: Callable[[float], None]) -> Callable[[float], None]:
        """Return a function of progress that turns the knob a little to both sides and back."""
        reach = ROCKING_SHARE * self.near.width
        low, high = (min(max((end - value) / 2, -reach), reach) for end in self.error_curve.visible)

        def function(progress: float) -> None:
            turned = sin(2.0 * pi * eased(progress))
            turn(value + max(high, 0.0) * max(turned, 0.0) + min(low, 0.0) * max(-turned, 0.0))

        return function

    def turning_all_the_way(self) -> Callable[[float], None]:
        """Return a function of progress that turns the knob to one end, the other, and back."""
        low, high = self.ends
        halts = [self.stand, low, high, self.stand]
        shares = np.cumsum(np.abs(np.diff(halts, prepend=self.stand)))
        return lambda progress: self.turn(
            float(np.interp(eased(progress) * shares[-1], shares, halts))
        )

    def look_through_a_lens(self, shot: Shot) -> None:
        """Draw the tangent, and look at it and the curve ever closer."""
        shot.until("near")
        shot.together(
            Move(vanishing(*self.questions, *self.data.shapes), NAME_S),
            Move(appearing(self.tangent.line), SIDE_S),
            Move(self.close_up.look, LENS_S),
        )
        shot.until("far")
        shot.drive(self.close_up.look_closer, LENS_S)
        shot.until("tangent")
        shot.drive(pulsing(self.tangent.point))

    def measure_rise_over_run(self, shot: Shot) -> None:
        """Go along the run, up or down the rise, and divide."""
        triangle = self.close_up.triangle
        shot.until("run")
        shot.drive(triangle.go_along, SIDE_S)
        shot.until("rise")
        shot.drive(triangle.go_up, SIDE_S)
        shot.until("steepness")
        shot.appear(*triangle.formula.shapes)

    def derive_it(self, shot: Shot) -> None:
        """Fold the lenses, keep the number, and let the error's formula become its steepness'."""
        shot.until("lens")
        shot.drive(self.close_up.fold, FOLD_S)
        shot.appear(self.tangent.told, *self.board.error, *self.data.seen, seconds=NAME_S)
        self.data.at(self.stand)
        shot.until("sum")
        shot.drive(swelling(self.board.sums))
        shot.until("formula")
        shot.drive(self.board.deriving(), FORMULA_S)
        for cue in shot.cues[3:]:
            shot.until(cue)
            shot.drive(swelling(self.board.left_side))

    def draw_it_as_an_arrow(self, shot: Shot) -> None:
        """Let the steepness grow as an arrow on the axis."""
        shot.until("arrow")
        shot.drive(self.growing(self.stand), ARROW_S)
        shot.until("uphill")
        shot.appear(self.name_uphill("steepness"))

    def growing(self, value: float) -> Callable[[float], None]:
        """Return a function of progress by which the steepness' arrow grows uphill."""

        def function(progress: float) -> None:
            self.arrows.rise(value, eased(progress) * self.factor)

        return function

    def name_uphill(self, key: str) -> Type:
        """Write what the red arrow is, and how long it is drawn, beside it."""
        words = self.drawn(self.label(key), self.factor)
        return self.arrows.name(self.arrows.uphill_name, words, self.tangent.value)

    def drawn(self, words: str, factor: float) -> str:
        """Return what an arrow is, and how long it is drawn if not as long as it is."""
        told = factor_told(factor, self.look.numerals)
        return words if factor == 1.0 else f"{words}, {self.label('drawn')} {told}"

    def slide_along(self, shot: Shot) -> None:
        """Slide out, down to the bottom, and up the right side, arrow and line with the point."""
        (low, high), best = self.ends, self.error_curve.best
        shot.vanish(self.arrows.uphill_name, seconds=NAME_S)
        shot.until("left")
        shot.by_hand(self.sliding(self.stand, low, both=True), to="in")
        shot.by_hand(self.sliding(low, best, both=True), to="bottom")
        shot.appear(self.error_curve.mark)
        if not self.is_smooth:
            shot.by_hand(self.rocking(best, self.slide_both))
        shot.until("right")
        shot.by_hand(self.sliding(best, high, both=True), shot.left_s)

    def sliding(self, start: float, end: float, *, both: bool = False) -> Callable[[float], None]:
        """Return a function of progress that turns the knob by hand from a value to another."""
        turn = self.slide_both if both else self.slide
        return lambda progress: turn(start + eased(progress) * (end - start))

    def slide(self, value: float) -> None:
        """Put the point at a value, and the red arrow under it."""
        self.walk.go(value)
        self.arrows.rise(value, self.factor)

    def slide_both(self, value: float) -> None:
        """Do the same, and let the line among the data be that of the value."""
        self.slide(value)
        self.data.at(value)

    @property
    def is_smooth(self) -> bool:
        """Whether the curve has no kinks."""
        return self.error_curve.section.objective.loss.is_smooth

    def turn_the_arrow_round(self, shot: Shot) -> None:
        """Go back to where the search stands, show the rule, and turn the arrow about."""
        shot.until("back")
        shot.by_hand(self.sliding(self.tangent.value, self.stand, both=True), STEP_S)
        shot.until("minus")
        shot.vanish(*self.data.shapes, seconds=NAME_S)
        shot.appear(*self.rule.rule.shapes)
        shot.until("turned")
        shot.drive(self.turning(self.stand), TURN_S)
        shot.appear(self.name_uphill("minus"), seconds=NAME_S)

    def turning(self, value: float) -> Callable[[float], None]:
        """Return a function of progress that turns the red arrow about its start."""

        def function(progress: float) -> None:
            self.arrows.rise(value, self.factor, eased(progress))

        return function

    def show_its_full_length(self, shot: Shot) -> None:
        """Let the window grow until the arrow has its full length in it."""
        name = self.arrows.uphill_name
        shot.vanish(name, self.tangent.told, seconds=NAME_S)
        shot.until("full")
        self.full = FullLength(self.walk, self.arrows, self.factor)
        shot.drive(self.full.widening(self.wide, self.stand), ZOOM_S)
        slope = self.look.numerals.significant(abs(self.tangent.slope))
        shot.appear(self.arrows.name(name, f"{self.label('full')}: {slope}", self.stand))

    def make_it_the_step(self, shot: Shot) -> None:
        """Multiply by the rate: the arrow itself if it has its full length, else beside it."""
        shot.until("multiply")
        shot.vanish(self.arrows.uphill_name, seconds=NAME_S)
        name_it = Move(appearing(*self.board.rate_name.shapes), NAME_S)
        shot.together(name_it, Move(self.shortening() if self.is_full else self.dimming, ARROW_S))
        shot.until("choose")
        zoom = self.full.narrowing(self.stand) if self.is_full else self.growing_anew
        shot.drive(zoom, min(ZOOM_S, shot.left_to("step") - NAME_S))
        if self.is_full:
            shot.appear(self.tangent.told, seconds=NAME_S)
        shot.until("step")
        change = self.look.numerals.significant(self.walk.first_change)
        words = self.drawn(f"{self.label('step')} {change}", self.step_factor)
        if self.arrows.leaves(self.stand, self.step_factor * self.walk.first_change):
            words = f"{words}, {self.label('beyond')}"
        shot.appear(self.arrows.name(self.arrows.step_name, words, self.stand))

    @property
    def step_factor(self) -> float:
        """How many times as long as it is the first step is drawn: once, if it can be seen."""
        return 1.0 if self.is_full else self.arrows.factor_to_see(self.walk.first_change)

    def shortening(self) -> Callable[[float], None]:
        """Return a function of progress that multiplies the arrow by the rate."""
        return self.full.shortening(self.brief.experiment.rate, self.stand)

    def dimming(self, progress: float) -> None:
        """Dim the steepness."""
        self.arrows.uphill.light(1.0 - eased(progress) * (1.0 - DIM_SHARE))

    def growing_anew(self, progress: float) -> None:
        """Let the step grow from the point, in place of the dimmed steepness."""
        self.arrows.uphill.light(DIM_SHARE * (1.0 - eased(min(2.0 * progress, 1.0))))
        change = eased(progress) * self.walk.first_change
        self.arrows.lead(self.stand, change, self.step_factor)

    def leave_all_bounds(self, shot: Shot) -> None:
        """Leave the arrow as it is: the step has no end that could be shown."""
        shot.until("multiplied")
        shot.drive(swelling(self.rule.rule.parts["rate"]))

    def take_the_step(self, shot: Shot) -> None:
        """Put the numbers into the rule, and let the point take the step."""
        shot.until("numbers")
        shot.vanish(*self.board.rate_name.shapes, seconds=NAME_S)
        shot.drive(self.rule.fill_in, SIDE_S)
        for cue, line in zip(("from", "to"), self.rule.lines[1:], strict=True):
            shot.until(cue)
            shot.appear(*line.shapes)
        shot.vanish(self.arrows.step_name, self.arrows.uphill, seconds=NAME_S)
        self.arrows.uphill.light(1.0)
        factor = self.step_factor
        shot.drive(lambda progress: self.walk.hop(0, progress, factor), SIDE_S)

    def try_the_other_side(self, shot: Shot) -> None:
        """Stand as far away on the other side, turn the arrow round there, and take that step."""
        other = across(self.error_curve.section)
        change = -self.brief.experiment.rate * self.error_curve.slope(other)
        shot.vanish(*self.rule.worked)
        shot.until("other")
        self.set_back(shot, self.sliding(self.tangent.value, other))
        shot.until("uphill")
        shot.appear(self.name_uphill("steepness"), seconds=NAME_S)
        shot.until("minus")
        shot.vanish(self.arrows.uphill_name, seconds=NAME_S)
        shot.drive(self.turning(other), TURN_S)
        shot.until("down")
        shot.vanish(self.arrows.uphill, seconds=NAME_S)
        shot.drive(self.stepping_from(other, change), STEP_S)

    def set_back(self, shot: Shot, move: Callable[[float], None]) -> None:
        """Put the point elsewhere by hand, as the way behind it fades."""
        fade = Move(vanishing(*self.walk.shapes), NAME_S)
        shot.by_hand(*side_by_side(fade, Move(move, STEP_S)))

    def stepping_from(self, value: float, change: float) -> Callable[[float], None]:
        """Return a function of progress that lets a step's arrow grow, and the point follow it."""

        def function(progress: float) -> None:
            grown, gone = (eased(min(max(2.0 * progress - k, 0.0), 1.0)) for k in (0, 1))
            here = value + gone * change
            self.walk.go(here, value if gone < 1.0 else here)
            self.arrows.lead(here, (grown - gone) * change).step.veil(float(gone < 1.0))

        return function

    def walk_down(self, shot: Shot) -> None:
        """Take the steps one by one, the first ones slowly, and list them."""
        shot.until("walk")
        shot.vanish(*self.rule.worked, seconds=NAME_S)
        self.set_back(shot, self.coming_back())
        shot.appear(*self.table.head, self.name_uphill("steepness"), seconds=NAME_S)
        shot.walk(self.walk.walking(self.list_steps), shot.left_s)

    def coming_back(self) -> Callable[[float], None]:
        """Return a function of progress by which point and window go back to where it starts."""
        plot, value = self.error_curve.plot, self.tangent.value
        if plot.window == self.near:
            return self.sliding(value, self.stand)
        zoom, wide = self.error_curve.zoom(self.near), plot.window.width

        def function(progress: float) -> None:
            zoom(eased(progress))
            # It goes as the window's edges do, and so stays inside.
            share = (wide - plot.window.width) / (wide - self.near.width)
            self.slide(value + share * (self.stand - value))

        return function

    def list_steps(self, taken: float) -> None:
        """Show the rows of the steps that have begun, and the name of the red arrow at first."""
        self.arrows.uphill_name.veil(max(1.0 - taken, 0.0))
        for place, row in enumerate(self.table.shown):
            begins = place if row is None else row
            for cell in self.table.lines[place]:
                cell.veil(min(max((taken - begins) / ROW_SHARE, 0.0), 1.0))

    def look_at_the_end(self, shot: Shot) -> None:
        """Mark where it ends; then turn the knob once more, by hand, for sign and size."""
        shot.until("rest")
        shot.drive(pulsing(self.error_curve.mark), SIDE_S)
        if self.path.values[-1] > self.path.values[0] or not self.is_smooth:
            shot.drive(swelling(self.rule.rule.parts["rate"]))
            if self.error_curve.plot.window != self.near:
                self.set_back(shot, self.coming_back())
        else:
            # The last step that is written down: hardly one is left.
            shot.drive(pulsing(self.table.lines[-1][-1]), SIDE_S)
        (low, high), best, last = self.ends, self.error_curve.best, self.tangent.value
        shot.until("both")
        shot.drive(swelling(self.rule.rule.parts["slope"]))
        shot.until("sign")
        shot.by_hand(self.sliding(last, (low + best) / 2), to="way")
        shot.by_hand(self.sliding(self.tangent.value, (high + best) / 2), to="size")
        shot.by_hand(self.sliding(self.tangent.value, last))
