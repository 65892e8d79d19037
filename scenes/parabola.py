"""Scene `parabola`: of one knob the error is a bowl, and the search sees only where it stands."""

from collections.abc import Callable
from math import cos, pi, sin

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.stand import stand
from gdcore.landscape.turning import astray, knob_ranges, turning_window
from gdcore.section import Section, Shape, section
from scenes.kit.descent.questions import Questions
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.motion import Move, appearing, eased, pulsing, side_by_side, vanishing
from scenes.kit.ink.shapes import Dots, Inked
from scenes.kit.panels.curve_readings import CurveReadings
from scenes.kit.panels.knobs import Knobs
from scenes.kit.plots.error_curve import curve_window, plot_error_curve
from scenes.kit.plots.fog import Fog
from scenes.kit.plots.intercept_mark import InterceptMark
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.parabola_overlay import ParabolaOverlay
from scenes.kit.plots.row_curves import RowCurve, RowCurves
from scenes.kit.plots.scatter import scatter
from scenes.kit.text.emphasis import Glow
from scenes.scripts.parabola import is_alike, is_on_axes
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["ParabolaAnalogy"]

GIVE_S, LOCK_S, UNFOLD_S, SLIDE_S, STRETCH_S, GONE_S, FOG_S = 1.2, 0.8, 1.2, 1.4, 1.4, 0.9, 2.0
APPEAR_S, LOOK_S, PULSE_S, FEEL_S, REACH_S, SWAY_S, GROW_S = 0.5, 1.4, 0.6, 0.8, 3.0, 2.0, 1.4
REST_SHARE, TURN_SHARE = 0.25, 0.8
"""Of the time in which units are told, and of what is then left: nothing moves, then one turn."""
SWAY_SHARE, ROCK_SHARE = 0.7, 0.3
"""How far the other knobs are turned towards their best values, and the knob beside its own."""
NUMBER_WIDTH, NUMBER_HEIGHT = 0.8, 0.35
"""Half the width of the error's number, and how high it stands over the lowest point."""
FIRST_SHARE, LAST_SHARE = 0.7, -0.45
"""Between which shares of the way from the best value to the stand the knob is turned at first."""
STAND_SHARE = 0.8
"""The search stands no further from the best value than this share of what is in the picture."""
CEILING_SHARE = 0.92
"""E stays below this share of the picture's top while the other knobs are not yet at their best."""
CLEAR_ROOM, ALL_CLEAR_ROOM = 0.25, 9.0
"""How far one sees around the point in the fog, and before it comes."""
GLOW_PX = 90.0


class ParabolaAnalogy(Stage):
    """Two linked pictures: the line that knobs turn, and its error as a height."""

    scene_id = "parabola"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look, self.cut = self.brief.experiment, self.look, self._cut()
        left, right = self.grid.parts(0.44, 0.52)
        above, below = Knobs.split_off(left, self.cut)
        self.scatter = scatter(above, experiment, look, (turning_window(experiment),))
        self.model_line = ModelLine(experiment, self.scatter.plot, look)
        self.intercepts = self._intercepts()
        ranges = knob_ranges(experiment)
        self.knobs = Knobs(below, self.cut, ranges, look)
        low, high = ranges[self.cut.chosen[0]].tolist()
        window = curve_window(self.cut, interval=(low, high))
        curve = self.error_curve = plot_error_curve(right, self.cut, look, window)
        ends = curve.best + STAND_SHARE * (np.array(curve.visible) - curve.best)
        self.standing = float(np.clip(stand(self.cut), *ends))
        self.rows = RowCurves(curve, self.scatter.plot, look)
        self.overlays = self._overlays()
        self.fog, self.glow = (
            Fog(right, look),
            Glow(GLOW_PX, look.model, clip=right.clip).cast("glow"),
        )
        self.point = Dots(np.zeros((1, 2)), 9.0, look.model, clip=right.clip).cast("point")
        self.lives = self.point
        area, narrow = curve.plot.area, self._is_narrow()
        self.readings = CurveReadings(area, experiment, look, narrow=narrow)
        self.questions = Questions(curve, self.standing, look, self.label)
        self._hang_up()
        self.others = self._astray(ranges)
        self.turn(self._on_the_way(FIRST_SHARE))

    def _cut(self) -> Section:
        return section(self.brief.experiment, 1)

    def _hang_up(self) -> None:
        curve, rows = self.error_curve, self.rows.rows
        self.heading = self.title()
        self.hang(self.heading, self.scatter.plot, curve.plot, self.knobs)
        self.hang(self.model_line.residuals, *self.scatter.marks)
        self.hang(waiting(*(row.miss for row in rows), *(row.dot for row in rows)))
        self.hang(
            self.model_line.line,
            self.model_line.lost,
            *self.intercepts,
            waiting(*self.scatter.best),
        )
        self.hang(*map(waiting, self.overlays))
        self.hang(waiting(*(row.curve for row in rows), curve.curve, self.rows.mean))
        self.hang(waiting(self.rows.told, curve.mark))
        self.hang(curve.drop, waiting(*(row.rider for row in rows), self.fog, self.glow))
        self.hang(waiting(self.questions.ground), self.point)
        self.hang(waiting(self.readings, *self.questions.ways, *self.questions.lengths))
        curve.drop.veil(0.0)

    def _is_narrow(self) -> bool:
        """Return whether no words have room in the curve, close to its lowest point."""
        curve = self.error_curve
        aside, above = (curve.stretch(*curve.visible) - curve.place(curve.best)).T
        return bool(((np.abs(aside) < NUMBER_WIDTH) & (above > NUMBER_HEIGHT)).any())

    def _astray(self, ranges: Floats) -> Floats:
        """Return the parameters with all knobs but one put where they are not best."""
        values = np.array([self._on_the_way(share) for share in (FIRST_SHARE, 0.0, LAST_SHARE)])
        ceiling = CEILING_SHARE * self.error_curve.plot.window.top
        return astray(self.cut, ranges, values, ceiling, self.scatter.plot.window)

    def _intercepts(self) -> tuple[InterceptMark, ...]:
        """Return the ring where a line's b is read, if that is in the picture."""
        experiment, window = self.brief.experiment, self.scatter.plot.window
        if not experiment.is_line:
            return ()
        mark = InterceptMark(experiment, self.scatter.plot, self.look)
        return (mark,) if window.left <= mark.x <= window.right else ()

    def _overlays(self) -> tuple[ParabolaOverlay, ...]:
        """Return the parabola to be laid over the curve, if that is like one."""
        if self.cut.shape is Shape.OTHER:
            return ()
        ways = {"stretches": not is_alike(self.cut), "on_axes": is_on_axes(self.cut)}
        return (ParabolaOverlay(self.error_curve, self.look, **ways),)

    def _on_the_way(self, share: float) -> float:
        """Return the value at a share of the way from the best one to where the search stands."""
        best, visible = self.error_curve.best, self.error_curve.visible
        return float(np.clip(best + share * (self.standing - best), *visible))

    def turn(self, value: float) -> None:
        """Turn the knob to a value: the line, the point and the numbers follow."""
        self.value = value
        theta = np.array(self.others)
        theta[list(self.cut.chosen)] = value
        curve, error = self.error_curve, self.brief.experiment.objective.value(theta)
        place = curve.heights(np.array([value]), np.atleast_1d(error))[0]
        self.model_line.at(theta)
        self.knobs.at(theta)
        for mark in self.intercepts:
            mark.on(self.model_line)
        self.point.put(place[None])
        curve.drop.put(np.array([place, curve.floor(value)]))
        self.readings.tell(float(error), place, float(curve.floor(curve.best)[0]))
        for row in self.rows.rows:
            if row.dot.veiled:
                row.at(value)

    def turning(self, start: float, end: float) -> Callable[[float], None]:
        """Return a function of progress that turns the knob from one value to another."""
        return lambda progress: self.turn(start + eased(progress) * (end - start))

    def swinging(self, amount: float) -> Callable[[float], None]:
        """Return a function of progress that turns the knob there and back."""
        start = self.value
        return lambda progress: self.turn(start + amount * sin(pi * eased(progress)))

    def rocking(self, amount: float) -> Callable[[float], None]:
        """Return a function of progress that turns the knob to both sides and back."""
        start = self.value
        return lambda progress: self.turn(start + amount * sin(2.0 * pi * eased(progress)))

    def putting(self, start: Floats, end: Floats) -> Callable[[float], None]:
        """Return a function of progress that puts the other knobs elsewhere."""

        def function(progress: float) -> None:
            share = eased(progress)
            self.others = (1.0 - share) * start + share * end
            self.turn(self.value)

        return function

    def ask_which_fits(self, shot: Shot) -> None:
        """Turn the line through the data."""
        shot.by_hand(
            self.turning(self._on_the_way(FIRST_SHARE), self._on_the_way(LAST_SHARE)), shot.left_s
        )

    def tell_the_error(self, shot: Shot) -> None:
        """Show the residuals, and how high the error is."""
        line = self.model_line
        shot.until("residual")
        shot.spotlight(self.heading, line.residuals, line.line, *self.scatter.marks)
        shot.drive(lambda t: line.grow(0.5 + 0.5 * cos(2.0 * pi * t)), GROW_S)
        shot.until("error")
        shot.lights_up()
        shot.appear(*self.readings.shapes, seconds=0.3)
        shot.by_hand(self.turning(self.value, self._on_the_way(FIRST_SHARE)), to="height")
        rise = Move(appearing(self.error_curve.drop), APPEAR_S)
        shot.together(rise, Move(pulsing(self.point), PULSE_S))

    def turn_the_knobs(self, shot: Shot) -> None:
        """Turn the line by the one knob, then by the other."""
        shot.until("first")
        swing = self._on_the_way(LAST_SHARE) - self._on_the_way(FIRST_SHARE)
        shot.by_hand(self.swinging(swing), to="second")
        if self.cut.held:
            ring = [Move(mark.show, APPEAR_S) for mark in self.intercepts]
            sway = Move(self.swaying(self.others), min(SWAY_S, shot.left_s))
            shot.by_hand(*side_by_side(*ring, sway))
            shot.pause(REST_SHARE * shot.left_s)
        shot.by_hand(self.swinging(swing), TURN_SHARE * shot.left_s)

    def swaying(self, astray: Floats) -> Callable[[float], None]:
        """Return a function of progress that turns the other knobs towards their best and back."""
        best = self.brief.experiment.best

        def function(progress: float) -> None:
            self.others = astray + SWAY_SHARE * sin(pi * eased(progress)) * (best - astray)
            self.turn(self.value)

        return function

    def lock_the_others(self, shot: Shot) -> None:
        """Put the other knobs to their best values, and lock them."""
        shot.until("gave")
        shot.by_hand(self.putting(self.others, self.brief.experiment.best), GIVE_S)
        shot.until("lock")
        shot.drive(self.knobs.lock, LOCK_S)

    def sweep_the_bowl(self, shot: Shot) -> None:
        """Let the error, as a height, draw its curve."""
        curve, window = self.error_curve, self.error_curve.plot.window
        shot.until("turn")
        shot.by_hand(self.turning(self.value, curve.visible[0]), to="draw")

        def draw(progress: float) -> None:
            value = self.sweep(window.left, window.right, progress)
            curve.curve.put(curve.stretch(window.left, value)).veil(1.0)

        shot.by_hand(draw, shot.left_s)

    def sweep(self, start: float, end: float, progress: float) -> float:
        """Turn the knob between the picture's edges, as far as the point is seen; return where."""
        value = start + eased(progress) * (end - start)
        low, high = self.error_curve.visible
        self.turn(min(max(value, low), high))
        return value

    def mark_the_lowest_point(self, shot: Shot) -> None:
        """Go down to where the error is lowest, and show the best fit there."""
        curve = self.error_curve
        shot.by_hand(self.turning(self.value, curve.best), to="lowest")
        shot.appear(curve.mark, seconds=0.3)
        shot.by_hand(self.rocking(ROCK_SHARE * (self.standing - curve.best)), to="fits")
        shown = Move(appearing(*self.scatter.best), PULSE_S)
        shot.together(shown, Move(pulsing(self.point), PULSE_S))

    def turn_for_single_rows(self, shot: Shot) -> None:
        """Let three rows draw curves of their own, and take the mean of these and of all."""
        window = self.error_curve.plot.window
        one, *more = self.rows.rows
        shot.until("row")
        shot.spotlight(*self._lit(), *self.rows.shapes)
        fade = Move(appearing(one.dot, one.miss, one.rider), APPEAR_S)
        gone = Move(vanishing(*self.readings.shapes, self.error_curve.drop), APPEAR_S)
        turn = Move(self.turning(self.value, self.error_curve.visible[0]), LOOK_S)
        shot.by_hand(*side_by_side(fade, gone, turn))
        shot.until("draws")
        shot.by_hand(self.drawing(window.left, window.right, one), to="more")
        shot.by_hand(self.drawing(window.right, window.left, *more), to="three")
        shot.appear(self.rows.mean, self.rows.told, seconds=0.4)
        shot.until("all")
        shot.walk(self.rows.average, shot.left_s - GONE_S)
        shot.lights_up()
        shot.vanish(*self.rows.shapes)

    def _lit(self) -> tuple[Inked, ...]:
        """Return what stays bright while single rows are spoken of."""
        axes = (*self.scatter.plot.furniture, *self.error_curve.plot.furniture)
        return (self.heading, *axes, *self.knobs.turned.shapes, self.model_line.line)

    def drawing(self, start: float, end: float, *rows: RowCurve) -> Callable[[float], None]:
        """Return a function of progress that turns the knob, and lets rows draw their curves."""

        def function(progress: float) -> None:
            value = self.sweep(start, end, progress)
            for row in rows:
                row.draw(start, value)
                for shape in row.shapes:
                    shape.veil(1.0)

        return function

    def lay_the_parabola_over_it(self, shot: Shot) -> None:
        """Move the plain parabola, then stretch it, until it lies on the curve."""
        (overlay,) = self.overlays
        shot.by_hand(self.turning(self.value, self.error_curve.best), to="plain")
        shot.vanish(self.error_curve.drop, *self.readings.shapes, seconds=0.2)
        overlay.path.veil(1.0)
        shot.together(
            Move(overlay.unfold, UNFOLD_S), Move(appearing(*overlay.plain.shapes), APPEAR_S)
        )
        shot.until("moved")
        shot.drive(overlay.slide, SLIDE_S)
        if not is_alike(self.cut):
            shot.until("stretch")
            shot.drive(overlay.stretch, STRETCH_S)

    def bring_the_fog(self, shot: Shot) -> None:
        """Take the knob to where a search stands, and the sight of everything else away."""
        curve = self.error_curve
        laid = (shape for overlay in self.overlays for shape in overlay.shapes)
        shot.vanish(curve.mark, *laid, *self.scatter.best, curve.drop, *self.readings.shapes)
        shot.by_hand(self.turning(self.value, self.standing), to="fog")
        self.glow.put(self.point.points[:, :2])
        shot.drive(self.closing_in, FOG_S)
        shot.meanwhile(self.fog.drift)
        shot.until("high")
        shot.appear(curve.drop, *self.readings.shapes)
        shot.until("steep")
        shot.drive(self.feeling, FEEL_S)

    def closing_in(self, progress: float) -> None:
        """Let the fog come from all sides, as a function of progress."""
        clear = CLEAR_ROOM * (ALL_CLEAR_ROOM / CLEAR_ROOM) ** (1.0 - eased(progress))
        self.fog.around(self.error_curve.place(self.standing), clear).veil(1.0)
        self.glow.veil(progress)
        for shape in self.error_curve.plot.axes.shapes:
            shape.veil(1.0 - progress)

    def feeling(self, progress: float) -> None:
        """Show how steep the ground is, as a function of progress."""
        self.questions.feel(progress)
        self.questions.ground.veil(1.0)

    def ask_the_two_questions(self, shot: Shot) -> None:
        """Ask which way, and how far."""
        shot.until("way")
        shot.appear(*self.questions.ways)
        shot.until("far")
        shot.appear(*self.questions.lengths, seconds=0.3)
        shot.drive(self.questions.reach, REACH_S)
