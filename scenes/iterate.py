"""Scene `iterate`: each step on the map of the error moves the line among the data."""

import math
from collections.abc import Callable

import numpy as np

from gdcore.landscape.log_scale import log_scale
from gdcore.landscape.view import Window
from scenes.kit.descent.axis_arrows import factor_told
from scenes.kit.descent.descent_marks import DescentMarks
from scenes.kit.descent.step_arrows import StepArrows
from scenes.kit.descent.step_label import StepLabel
from scenes.kit.descent.step_names import MapNames
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import BOTTOM, LEFT, RIGHT, TITLE_Y, TOP, Box
from scenes.kit.ink.motion import Move, appearing, eased, lighting, pulsing, vanishing
from scenes.kit.ink.shapes import Inked, Type
from scenes.kit.panels.miss_reading import MissReading
from scenes.kit.panels.point_reading import PointReading
from scenes.kit.plots.error_plot import plot_error
from scenes.kit.plots.error_scale import ErrorScale
from scenes.kit.plots.plot import passing
from scenes.kit.plots.scatter import line_windows, scatter, window_from_zero
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles
from scenes.scripts.iterate import SHOWN_STEPS, is_read_inside, note
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["IteratingLine"]

NOTE_PX = 22.0
MAP_SHARE, BESIDE_NAME = 0.533, 4.5
FLOOD_S, SWAY_S, RESIDUALS_S, ARROW_S, STEP_S = 1.4, 0.9, 1.6, 0.7, 0.7
NAME_S, PULSE_S, ZOOM_S, REST_S = 0.4, 0.7, 1.6, 1.5
SWAY = 0.16
"""How far the point is moved by hand, as a share of the map."""
FAINT, DIMMED, GHOSTLY = 0.3, 0.4, 0.12
"""Shares that are left of residuals, a gradient's arrow and ghosts when they have been seen."""
ARROW_SHARE, FOLLOW_SHARE, REST_SHARE = 0.34, 0.42, 0.24
"""Of one slow step: the arrow, the point, a rest."""
QUICK_STEPS, QUICK_S = 14, 0.25
LAST_S = 1.2


class IteratingLine(Stage):
    """Two linked pictures of one descent: the map with the error's scale, and the line."""

    scene_id = "iterate"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        left, right = Box("map", LEFT, BOTTOM, RIGHT, TOP).split_across(MAP_SHARE)
        heights = log_scale(experiment)
        self.error_plot = plot_error(left, experiment, heights, look)
        self.scale = ErrorScale(self.error_plot.plot.area, experiment, heights, look)
        windows = line_windows(experiment)
        self.scatter = scatter(right, experiment, look, self._seen_later(windows), BESIDE_NAME)
        self.descent = DescentMarks(
            experiment, self.error_plot, self.scatter, windows, self.scale, look
        )
        self.build_the_words()
        descent, line, plot = self.descent, self.descent.model_line, self.error_plot
        self.hang(self.title(), *plot.plot.furniture, plot.ground, self.scatter.plot)
        self.hang(waiting(*self.scale.frame, *plot.best, descent.ghosts, line.residuals))
        self.hang(*self.scatter.marks, waiting(*self.scatter.best, line.line, descent.intercept))
        self.hang(waiting(self.scale.marks, *descent.trail.shapes, self.arrows))
        self.hang(waiting(descent.glow, descent.point, *self.scale.live, self.label_of_step))
        self.hang(waiting(*descent.lost, self.rate, *self.verdict, self.reading, *self.miss))

    def _seen_later(self, windows: tuple[Window, ...]) -> tuple[Window, ...]:
        """Return what the picture of the data will look at: its first window, and far ones."""
        experiment = self.brief.experiment
        far = [windows[-1]] if windows[-1] != windows[0] else []
        if self.zooms_out:
            far.append(window_from_zero(experiment, windows[0]))
        return (windows[0], *far)

    @property
    def zooms_out(self) -> bool:
        """Whether the lesson tells of an intercept that is read outside the picture."""
        return any(beat.id == "tell_the_intercept" for beat in self.timeline.beats)

    def build_the_words(self) -> None:
        """Make the names of the arrows, the numbers, and what stands beside the title."""
        experiment, look, plot = self.brief.experiment, self.look, self.error_plot
        gradient = look.label("gradient" if plot.is_cut else "uphill")
        factor = self.descent.projection.factor
        if factor != 1.0:
            told = factor_told(factor, look.numerals)
            gradient = look.label("drawn-at", name=gradient, factor=told)
        self.arrow_names = MapNames(plot, (gradient, look.label("step")), look)
        self.arrows = StepArrows(self.descent.projection, look, self.arrow_names)
        path = plot.places(experiment.trajectory.points[:200])
        taken = Obstacles(path, tuple(s.box for s in plot.best if isinstance(s, Type)))
        self.label_of_step = StepLabel(path, taken, plot.plot.area, look)
        self.reading = PointReading(plot.section, plot.plot, look)
        has_miss = experiment.typical_miss(experiment.best_loss) is not None
        self.miss = (MissReading(self.scatter.plot, experiment, look),) if has_miss else ()
        self.rate = self.note("rate", look.muted)
        self.verdict = tuple(self.note(key, look.slope) for key in note(experiment))

    def note(self, key: str, colour: str) -> Type:
        """Return a few words beside the title."""
        return Type(escaped(self.label(key)), NOTE_PX, colour).at(RIGHT, TITLE_Y, 1.0)

    def link_map_and_line(self, shot: Shot) -> None:
        """Let the map rise, and turn the point's two numbers by hand: the line follows."""
        descent, line = self.descent, self.descent.model_line
        shot.drive(self.error_plot.ground.flood, FLOOD_S)
        shot.until("point")
        shot.appear(descent.glow, descent.point, seconds=NAME_S)
        shot.until("line")
        shot.appear(line.line, *((line.lost,) if line.is_lost else ()), seconds=NAME_S)
        for axis, cue in enumerate(("across", "up")[: len(self.error_plot.section.chosen)]):
            shot.until(cue)
            self.sway(shot, axis)
        if is_read_inside(self.brief.experiment):
            shot.until("foot")
            shot.drive(descent.intercept.show, NAME_S)

    def sway(self, shot: Shot, axis: int) -> None:
        """Move the point along one axis and back, as a hand would turn a knob."""
        cut, window = self.error_plot.section, self.error_plot.plot.window
        start = np.array(self.brief.experiment.trajectory.start)
        k, size = cut.chosen[axis], SWAY * (window.width, window.height)[axis]
        inward = math.copysign(size, window.middle[axis] - start[k])
        one = np.arange(start.size) == k
        shot.drive(
            lambda t: self.descent.stand(start + math.sin(math.pi * eased(t)) * inward * one),
            SWAY_S,
        )

    def tell_the_tints(self, shot: Shot) -> None:
        """Raise the scale whose tints are the map's."""
        shot.until("scale")
        shot.appear(*self.scale.frame)

    def ring_the_best_fit(self, shot: Shot) -> None:
        """Ring the best fit, and draw its line."""
        shot.until("ring")
        shot.appear(*self.error_plot.best)
        shot.until("dashed")
        shot.appear(*self.scatter.best)

    def doubt_the_best_fit(self, shot: Shot) -> None:
        """Point at what is not proven, or at the point for which there is no goal."""
        shown = self.error_plot.best[:1] if self.brief.experiment.fit.settled else ()
        for cue in ("doubt", "search"):
            shot.until(cue)
            self.pulse(shot, *(shown or (self.descent.point,)))

    def pulse(self, shot: Shot, *shapes: Inked) -> None:
        """Let shapes swell and shrink back, side by side."""
        shot.together(*(Move(pulsing(shape), PULSE_S) for shape in shapes))

    def show_the_misses(self, shot: Shot) -> None:
        """Draw the residuals, then the error that they make, on the scale."""
        line = self.descent.model_line

        def grow(progress: float) -> None:
            line.residuals.veil(1.0)
            line.grow(eased(progress))

        shot.until("residuals")
        shot.drive(grow, RESIDUALS_S)
        shot.until("error")
        shot.appear(*self.scale.live, self.reading.now, seconds=NAME_S)

    def tell_the_typical_miss(self, shot: Shot) -> None:
        """Show the root of the error, in the response's own unit."""
        (miss,) = self.miss
        shot.until("miss")
        shot.appear(miss.name, miss.now)

    def tell_the_error_s_unit(self, shot: Shot) -> None:
        """Point at the number beside the scale."""
        shot.until("squares")
        self.pulse(shot, self.scale.number)

    def tell_the_units(self, shot: Shot) -> None:
        """Point at the numbers along the axes of the map."""
        axes = self.error_plot.plot.axes
        shot.until("handy")
        self.pulse(shot, *(label for label in (*axes.across, *axes.up) if label.advance))

    def take_the_first_step(self, shot: Shot) -> None:
        """Draw the gradient's arrow, then the step's, and follow that."""
        self.draw_the_arrows(shot)
        shot.until("moves")
        names, residuals = self.arrow_names, self.descent.model_line.residuals
        shot.together(
            Move(vanishing(names.step, self.arrows.uphill), NAME_S),
            Move(lighting(FAINT, residuals), STEP_S),
            Move(appearing(*self.label_of_step.shapes), STEP_S),
            Move(self.following(0), STEP_S),
        )

    def draw_the_arrows(self, shot: Shot) -> None:
        """Let the gradient's arrow grow uphill; dim it, and let the step's grow from the point."""
        arrows, names = self.arrows, self.arrow_names
        arrows.stand(self.descent.parameters, self.descent.there)
        shot.until("arrow")
        shot.drive(arrows.rise, ARROW_S)
        shot.until("uphill")
        shot.appear(names.uphill, seconds=NAME_S)
        shot.until("step")
        dim = Move(lighting(DIMMED, arrows.uphill), NAME_S)
        shot.together(dim, Move(vanishing(names.uphill), NAME_S), Move(arrows.grow_step, ARROW_S))
        shot.until("rate")
        shot.appear(names.step, self.rate, seconds=NAME_S)

    def leave_all_bounds(self, shot: Shot) -> None:
        """Draw the gradient's arrow, and a step that leads too far to be followed."""
        self.draw_the_arrows(shot)
        self.follow(shot, 0, STEP_S)

    def stay_at_the_start(self, shot: Shot) -> None:
        """Take a step of length zero."""
        self.pulse(shot, self.descent.point)
        self.follow(shot, 0, STEP_S)
        shot.until("still")
        self.pulse(shot, self.descent.point)

    def step_slowly(self, shot: Shot) -> None:
        """Take the next few steps one by one: arrow, then point, line and scale, then a rest."""
        last = min(SHOWN_STEPS, self.descent.steps)
        each_s = shot.left_s / (last - 1)
        for step in range(1, last):
            self.arrows.stand(self.descent.parameters, self.descent.there)
            shot.drive(self.arrows.grow_step, ARROW_SHARE * each_s)
            self.follow(shot, step, FOLLOW_SHARE * each_s)
            shot.pause(REST_SHARE * each_s)

    def follow(self, shot: Shot, step: int, seconds: float) -> None:
        """Let the point follow the green arrow, which fades as it is used up."""
        shot.drive(self.following(step), seconds)

    def following(self, step: int) -> Callable[[float], None]:
        """Return a function of progress that makes the step after one, soft at start and end."""

        def move(progress: float) -> None:
            for shape in (*self.descent.trail.shapes, self.scale.marks):
                shape.veil(1.0)
            self.go(step + eased(progress))
            self.arrows.use_up(progress)

        return move

    def step_faster(self, shot: Shot) -> None:
        """Take some more steps, a quarter of a second each, then run through what is left."""
        first, last = SHOWN_STEPS, self.descent.steps
        for step in range(first, min(QUICK_STEPS, last)):
            self.follow(shot, step, QUICK_S)
        seen = max(self.descent.last_seen, min(QUICK_STEPS, last))
        rest_s = REST_S + (LAST_S if seen < last else 0.0)
        self.run(shot, min(QUICK_STEPS, last), seen, shot.left_s - rest_s)
        self.run(shot, seen, last, LAST_S)

    def run(self, shot: Shot, first: int, last: int, seconds: float) -> None:
        """Run through steps, ever faster; readings are those of the steps that are passed."""
        if first < last:
            shot.drive(lambda t: self.go(first * (last / first) ** t), seconds)

    def tell_the_intercept(self, shot: Shot) -> None:
        """Open the picture of the data to where x is 0, and ring the line there; then go back."""
        home, mark = self.scatter.plot.window, self.descent.intercept
        far, origin = window_from_zero(self.brief.experiment, home), mark.x
        shot.until("out")
        shot.drive(self.opening(home, far, origin, 0.0), ZOOM_S)
        shot.until("height")
        self.pulse(shot, mark.ring)
        shot.pause(max(shot.left_s - ZOOM_S, 0.0))
        shot.drive(self.opening(far, home, 0.0, origin), ZOOM_S)

    def opening(
        self, one: Window, other: Window, start: float, end: float
    ) -> Callable[[float], None]:
        """Return a function of progress that looks from one window to another.

        The ring goes along the line from one x to another, its number with it.
        """
        mark = self.descent.intercept

        def function(progress: float) -> None:
            share = eased(progress)
            for shape in mark.shapes:
                shape.veil(1.0)
            mark.move(start + share * (end - start))
            self.descent.look_at(passing((one, other), share))

        return function

    def compare_with_the_best_fit(self, shot: Shot) -> None:
        """Lay the exact best fit over the result, in the data and in numbers; ghosts fade."""
        line = self.descent.model_line
        shot.together(
            Move(vanishing(line.residuals), REST_S),
            Move(lighting(GHOSTLY, *self.descent.ghosts.lines), REST_S),
        )
        shot.until("dashed")
        best = (*self.scatter.best, self.reading.best, *(miss.best for miss in self.miss))
        shot.appear(*(shape for shape in best if shape.veiled < 1.0))
        if self.verdict:
            shot.vanish(self.rate)
            shot.appear(*self.verdict)

    def lose_the_line(self, shot: Shot) -> None:
        """Compare what is left with the exact best fit."""
        self.compare_with_the_best_fit(shot)

    def tell_how_far_it_came(self, shot: Shot) -> None:
        """Point at the typical miss, which is the answer."""
        (miss,) = self.miss
        shot.until("miss")
        self.pulse(shot, miss.now)

    def go(self, step: float) -> None:
        """Put everything where it is at a step, or between two; numbers are those of a step."""
        self.descent.at(step)
        made = self.descent.step
        self.label_of_step.at(self.descent.here, made)
        self.reading.tell(made)
        for miss in self.miss:
            miss.tell(made)
