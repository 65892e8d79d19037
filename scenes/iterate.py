"""Scene `iterate`: each step on the map of the error moves the line among the data."""

import math
from collections.abc import Callable

import numpy as np

from gdcore.landscape.log_scale import log_scale
from gdcore.landscape.view import Window
from scenes.kit.descent.descent_marks import DescentMarks
from scenes.kit.descent.hand import opening, reaching, swaying
from scenes.kit.descent.map_words import MapWords
from scenes.kit.descent.runaway import looking_back, pointing, running_away
from scenes.kit.descent.step_arrows import StepArrows
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.motion import Move, appearing, eased, lighting, pulsing, side_by_side, vanishing
from scenes.kit.ink.shapes import Type
from scenes.kit.panels.miss_reading import MissReading
from scenes.kit.panels.rule_formula import rule_beside
from scenes.kit.plots.error_plot import plot_error
from scenes.kit.plots.error_scale import ErrorScale
from scenes.kit.plots.row_lights import RowLights
from scenes.kit.plots.scatter import line_windows, scatter, window_from_zero
from scenes.kit.text.emphasis import Sweep
from scenes.kit.text.glyphs import escaped
from scenes.scripts.iterate import SHOWN_STEPS, is_read_inside, note
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["IteratingLine"]

NOTE_PX, AXIS_PX = 22.0, 4.0
MAP_SHARE, TALL_SHARE, NAME_ROOM = 0.533, 0.55, 2.0
SWAY_S, LINE_S, RISE_S, SLIDE_S, STEP_S, FADE_S = 1.2, 1.4, 2.0, 1.4, 0.9, 2.4
NAME_S, FADE_IN_S, PULSE_S, ZOOM_S, REST_S = 0.4, 0.6, 0.8, 2.0, 0.6
SWAY_SHARE, SLIGHT_SHARE = 0.22, 0.04
"""How far the point is moved by hand, as a share of the map."""
FAINT_SHARE, DIMMED_SHARE, GHOST_SHARE = 0.3, 0.4, 0.12
"""Shares that are left of residuals, a gradient's arrow and ghosts when they have been seen."""
ARROW_SHARE, FOLLOW_SHARE, REST_SHARE = 0.38, 0.5, 0.12
"""Of one slow step: the arrow, the point, a rest."""
QUICK_STEPS, QUICK_S = 14, 0.25
LAST_S = 1.2


class IteratingLine(Stage):
    """Two linked pictures of one descent: the map with the error's scale, and the line."""

    scene_id = "iterate"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        left, right = self.grid.parts(MAP_SHARE, TALL_SHARE)
        heights = log_scale(experiment)
        self.error_plot = plot_error(left, experiment, heights, look)
        self.scale = ErrorScale(self.error_plot.plot.area, experiment, heights, look)
        windows = line_windows(experiment)
        self.miss = (MissReading(experiment, look),) if experiment.has_typical_miss else ()
        room = max((miss.room for miss in self.miss), default=NAME_ROOM)
        self.scatter = scatter(right, experiment, look, self._seen_later(windows), room)
        self.descent = DescentMarks(
            experiment, self.error_plot, self.scatter, windows, self.scale, look
        )
        self.lives = self.descent.point
        self.heading = self.title()
        self.build_the_words()
        descent, line, plot = self.descent, self.descent.model_line, self.error_plot
        self.hang(self.heading, *plot.plot.furniture, plot.ground, self.scatter.plot)
        self.hang(waiting(*self.scale.frame, *plot.best, descent.ghosts, line.residuals))
        self.lights = RowLights(self.scatter, QUICK_STEPS, look)
        self.hang(
            *self.scatter.marks,
            waiting(self.lights),
            line.line,
            waiting(*self.scatter.best, descent.intercept),
        )
        self.hang(waiting(self.scale.marks, *descent.trail.shapes, self.arrows))
        self.axis_light = Sweep(look.model, AXIS_PX)
        self.hang(waiting(self.axis_light, self.scale.span))
        self.hang(descent.glow, descent.point, waiting(*self.scale.live, self.words.step))
        self.hang(line.lost, waiting(*self.rate, *self.verdict, self.reading, *self.miss))

    def _seen_later(self, windows: tuple[Window, ...]) -> tuple[Window, ...]:
        """Return what the picture of the data will look at: its first window, and far ones."""
        experiment = self.brief.experiment
        far = [window for window in dict.fromkeys(windows) if window != windows[0]]
        if self.zooms_out:
            far.append(window_from_zero(experiment, windows[0]))
        return (windows[0], *far)

    @property
    def zooms_out(self) -> bool:
        """Whether the lesson tells of an intercept that is read outside the picture."""
        return any(beat.id == "tell_the_intercept" for beat in self.timeline.played)

    def build_the_words(self) -> None:
        """Make the words on the map, the numbers, and what stands beside the title."""
        experiment, look = self.brief.experiment, self.look
        self.words = MapWords(self.descent, look)
        self.reading = self.words.reading
        self.arrows = StepArrows(self.descent.projection, look, self.words.names)
        for miss in self.miss:
            miss.above(self.scatter.plot)
        is_plain = experiment.plain_rate is not None
        rate = (self.note("rate", look.muted),)
        self.rate = rate if is_plain else rule_beside(self.heading, experiment, look)
        self.verdict = tuple(self.note(key, look.slope) for key in note(experiment))

    def note(self, key: str, colour: str) -> Type:
        """Return a few words beside the title."""
        return self.heading.beside(Type(escaped(self.label(key)), NOTE_PX, colour))

    def link_map_and_line(self, shot: Shot) -> None:
        """Let the map rise, and turn the point's two numbers by hand: the line follows."""
        descent, marks = self.descent, self.scatter.marks
        shot.drive(self.error_plot.ground.flood, to="point")
        shot.pulse(descent.point)
        shot.until("line")
        shot.pulse(descent.model_line.line)
        for axis, cue in enumerate(("across", "up")[: len(self.error_plot.section.chosen)]):
            shot.until(cue)
            self.sway(shot, axis)
        shown = {"stands": marks[0], "rings": descent.model_line.line}
        for cue in filter(shown.__contains__, shot.cues):
            shot.until(cue)
            shot.pulse(shown[cue])
        if is_read_inside(self.brief.experiment):
            shot.until("foot")
            shot.drive(descent.intercept.show, NAME_S)

    def sway(self, shot: Shot, axis: int, share: float = SWAY_SHARE) -> None:
        """Move the point along one axis, which lights up, and back, as a hand would turn a knob."""
        area = self.error_plot.plot.area
        corner, end = [area.left, area.bottom], [[area.right, area.bottom], [area.left, area.top]]
        light = self.axis_light.along(np.array(corner), np.array(end[axis]))
        sway = Move(swaying(self.descent, axis, share), SWAY_S)
        shot.by_hand(*side_by_side(sway, Move(light, SWAY_S)))

    def tell_the_tints(self, shot: Shot) -> None:
        """Raise the scale whose tints are the map's."""
        shot.until("scale")
        shot.drive(self.scale.rise, RISE_S)
        if self.error_plot.is_cut:
            shot.until("map")
            shot.pulse(self.descent.point)

    def ring_the_best_fit(self, shot: Shot) -> None:
        """Let a ring close on the best fit, and draw its line."""
        shot.until("ring")
        if self.error_plot.best:
            seen = Move(appearing(*self.error_plot.best), RISE_S)
            closing, _ = side_by_side(seen, Move(self.error_plot.closing, RISE_S))
            shot.drive(closing, to="dashed")
        shot.until("dashed")
        shot.appear(*self.scatter.best, seconds=LINE_S)

    def doubt_the_best_fit(self, shot: Shot) -> None:
        """Point at what is not proven, or at the point for which there is no goal."""
        shown = self.error_plot.best[:1] if self.brief.experiment.fit.settled else ()
        for cue in shot.cues:
            shot.until(cue)
            shot.pulse(*(shown or (self.descent.point,)))

    def show_the_misses(self, shot: Shot) -> None:
        """Draw the residuals, then the error that they make, on the scale."""
        shot.until("residuals")
        shot.drive(self.descent.model_line.sweep, to="error")
        shot.together(
            Move(self.scale.slide, SLIDE_S),
            Move(appearing(*self.reading.head, *self.reading.now), NAME_S),
        )
        if "height" in shot.cues:
            shot.until("height")
            shot.together(
                Move(self.scale.measure(), SLIDE_S), Move(pulsing(self.scale.number), PULSE_S)
            )

    def tell_the_typical_miss(self, shot: Shot) -> None:
        """Show the root of the error, in the response's own unit."""
        (miss,) = self.miss
        shot.until("root")
        shot.appear(miss.name, miss.now)
        shot.until("typical")
        shot.pulse(miss.now)

    def tell_the_error_s_unit(self, shot: Shot) -> None:
        """Point at the number beside the scale."""
        shot.until("squares")
        shot.pulse(self.scale.number)

    def tell_the_units(self, shot: Shot) -> None:
        """Point at the numbers along the axes of the map, one after the other."""
        axes = self.error_plot.plot.axes
        labels = [label for label in (*axes.across, *axes.up) if len(label.points)]
        shot.until("handy")
        each_s = max((shot.left_s - REST_S) / len(labels), PULSE_S / 2.0)
        shot.together(*(Move(pulsing(x), PULSE_S, k * each_s) for k, x in enumerate(labels)))

    def take_the_first_step(self, shot: Shot) -> None:
        """Draw the gradient's arrow, then the step's, and follow that."""
        self._draw_the_arrows(shot)
        names, residuals = self.words.names, self.descent.model_line.residuals
        if "hides" in shot.cues:
            shot.until("hides")
            gone, swelling = vanishing(names.step), pulsing(self.descent.point)
            shot.together(Move(gone, NAME_S), Move(swelling, PULSE_S))
        shot.until("moves")
        shot.together(
            Move(vanishing(names.step, self.arrows.uphill), NAME_S),
            Move(lighting(FAINT_SHARE, residuals), STEP_S),
            Move(appearing(*self.words.step.shapes), STEP_S),
            Move(self.following(0), STEP_S),
        )

    def _draw_the_arrows(self, shot: Shot) -> None:
        """Let the gradient's arrow grow uphill; dim it, and let the step's grow from the point."""
        arrows, names = self.arrows, self.words.names
        arrows.stand(self.descent.parameters, self.descent.there)
        shot.until("arrow")
        shot.drive(arrows.rise, to="uphill")
        shot.appear(names.uphill, seconds=NAME_S)
        if "rows" in shot.cues:
            shot.until("rows")
            shot.drive(self.lights.rise, NAME_S)
        shot.until("step")
        shot.together(
            Move(lighting(DIMMED_SHARE, arrows.uphill), NAME_S),
            Move(vanishing(names.uphill, *self.words.in_the_way), NAME_S),
        )
        shot.drive(pointing(self.descent, arrows, with_uphill=False), to="rate")
        shot.appear(names.step, *self.rate, seconds=NAME_S)
        shot.pulse(*self.rate)
        if self.error_plot.is_cut:
            shot.until("others")
            shot.pulse(names.step)

    def leave_all_bounds(self, shot: Shot) -> None:
        """Draw the gradient's arrow, and a step that leads too far to be followed."""
        self._draw_the_arrows(shot)
        shot.until("far")
        shot.pulse(self.descent.point)

    def stay_at_the_start(self, shot: Shot) -> None:
        """Take a step of length zero."""
        shot.pulse(self.descent.point)
        self.lights.rise(1.0)
        self.follow(shot, 0, STEP_S)
        shot.until("still")
        shot.pulse(self.descent.point)

    def step_slowly(self, shot: Shot) -> None:
        """Take the next few steps one by one: arrow, then point, line and scale, then a rest."""
        last = min(SHOWN_STEPS, self.descent.steps)
        each_s = shot.left_s / (last - 1)
        for step in range(1, last):
            self.lights.at(step)
            shot.drive(pointing(self.descent, self.arrows, with_uphill=True), ARROW_SHARE * each_s)
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
            self.descent.arrive(step, eased(progress))
            self.lights.at(step)
            self.tell()
            self.arrows.use_up(progress)

        return move

    def step_faster(self, shot: Shot) -> None:
        """Take some more steps, a quarter of a second each, then run through what is left."""
        last = self.descent.steps
        if self.brief.experiment.verdict.has_run_away:
            self.lights.dots.veil(0.0)
            run = running_away(self.descent, SHOWN_STEPS, self.go)
            shot.walk(run, shot.left_s - REST_S)
            return
        quick = min(QUICK_STEPS, last)
        for step in range(SHOWN_STEPS, quick):
            self.follow(shot, step, QUICK_S)
        self.lights.dots.veil(0.0)
        seen = self.descent.last_seen
        if quick < seen < last:
            self.run(shot, quick, seen, shot.left_s - REST_S - LAST_S)
            quick = seen
        self.run(shot, quick, last, shot.left_s - REST_S)

    def run(self, shot: Shot, first: int, last: int, seconds: float) -> None:
        """Run through steps, ever faster; readings are those of the steps that are passed.

        Parameters
        ----------
        shot : Shot
        first, last : int
        seconds : float
        """
        if first < last:
            shot.walk(lambda t: self.go(last * (first / last) ** (1.0 - t)), seconds)

    def tell_the_intercept(self, shot: Shot) -> None:
        """Open the picture of the data to where x is 0, and ring the line there; then go back."""
        home, mark = self.scatter.plot.window, self.descent.intercept
        far, origin = window_from_zero(self.brief.experiment, home), mark.x
        shot.until("out")
        shot.by_hand(opening(self.descent, (home, far), (origin, 0.0)), to="height")
        shot.until("height")
        shot.pulse(mark.ring)
        shot.pause(max(shot.left_s - ZOOM_S, 0.0))
        shot.by_hand(opening(self.descent, (far, home), (0.0, origin)), ZOOM_S)

    def compare_with_the_best_fit(self, shot: Shot) -> None:
        """Lay the exact best fit beside the result, in the data and in numbers; ghosts fade."""
        cues, actions = shot.cues, self.actions()
        residuals, ghosts = self.descent.model_line.residuals, self.descent.ghosts.lines
        fade, _ = side_by_side(
            Move(vanishing(residuals), 1.0), Move(lighting(GHOST_SHARE, *ghosts), 1.0)
        )
        shot.drive(fade, to=cues[0])
        for cue in cues:
            shot.until(cue)
            actions[cue](shot)

    def lose_the_line(self, shot: Shot) -> None:
        """Compare with the exact best fit, back where that is seen, and the way that led away."""
        for cue in shot.cues:
            shot.until(cue)
            self.actions()[cue](shot)

    def looking_back(self) -> Callable[[float], None]:
        """Return a function of progress that looks back at how it ran away."""
        look = looking_back(self.descent)

        def function(progress: float) -> None:
            look(progress)
            self.words.tell()

        return function

    def actions(self) -> dict[str, Callable[[Shot], None]]:
        """Return what moves on each word with which a result is told."""
        return {
            "dashed": self._show_the_best,
            "values": lambda shot: shot.pulse(*self.reading.now[1:]),
            "second": lambda shot: shot.pulse(self.reading.now[-1]),
            "lowest": lambda shot: shot.pulse(self.scale.lowest, self.error_plot.mark),
            "valley": lambda shot: shot.pulse(*self.error_plot.best),
            "numbers": lambda shot: shot.pulse(*self.reading.best[1:]),
            "error": lambda shot: shot.pulse(self.scale.number),
            "limit": lambda shot: shot.pulse(*(self.verdict or self.rate)),
            "under": lambda shot: shot.pulse(*self.verdict),
            "point": lambda shot: shot.pulse(self.descent.point),
            "start": lambda shot: shot.pulse(self.descent.trail.dots),
            "across": lambda shot: self.sway(shot, 0, SLIGHT_SHARE),
            "along": lambda shot: shot.by_hand(reaching(self.descent), FADE_S),
        }

    def _show_the_best(self, shot: Shot) -> None:
        """Show the best fit's line and numbers, and what is to be said of the end in short."""
        best = (*self.scatter.best, *self.words.at_the_end, *(miss.best for miss in self.miss))
        self.lights.dots.veil(0.0)
        moves = [Move(appearing(*(shape for shape in best if shape.veiled < 1.0)), FADE_IN_S)]
        if self.verdict:
            moves.append(Move(vanishing(*self.rate), NAME_S))
            moves.append(Move(appearing(*self.verdict), FADE_IN_S, NAME_S))
        if self.brief.experiment.verdict.has_run_away:
            moves.append(Move(self.looking_back(), ZOOM_S))
        shot.together(*moves)

    def tell_how_far_it_came(self, shot: Shot) -> None:
        """Light up the first line once more, then point at the typical miss: the answer."""
        first, (miss,) = self.descent.ghosts.lines[0], self.miss

        def light(progress: float) -> None:
            first.light(GHOST_SHARE + (1.0 - GHOST_SHARE) * math.sin(math.pi * progress))

        shot.until("first")
        shot.drive(light, to="miss")
        shot.pulse(miss.now)

    def go(self, step: float) -> None:
        """Put everything where it is at a step, or between two; numbers are those of a step."""
        self.descent.at(step)
        self.tell()

    def tell(self) -> None:
        """Show the numbers of the last step that has been made."""
        self.words.tell()
        for miss in self.miss:
            miss.tell(self.descent.step)
