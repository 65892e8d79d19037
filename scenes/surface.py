"""Scene `surface`: over the map of all lines the error is a landscape, and the descent a walk."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from math import isfinite, pi, sin

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.region import MOST_STEPS, region
from gdcore.landscape.retreat import retreats
from scenes.kit.descent.knob_turns import KnobTurns
from scenes.kit.descent.pace import Pace
from scenes.kit.descent.surface_descent import SurfaceDescent
from scenes.kit.descent.surface_note import SurfaceNote
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import Move, appearing, eased, pulsing, side_by_side, vanishing
from scenes.kit.ink.shapes import Type
from scenes.kit.panels.readings import Readings
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.plot import NAME_PX, Panel
from scenes.kit.plots.scatter import scatter
from scenes.kit.surface.axes import SurfaceAxes, framed
from scenes.kit.surface.eye import Eye
from scenes.kit.surface.facing import Facing
from scenes.kit.surface.rings import MapLines, Rings
from scenes.kit.surface.surface import GAP, Surface
from scenes.kit.surface.view import View
from scenes.kit.surface.viewpoint import viewpoint, with_headroom
from scenes.kit.surface.zoom_out import ZoomOut
from scenes.kit.text.names import axis_name, short_name
from scenes.scripts.surface import TURN_STEPS, ZOOM_STEPS
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["LossSurface"]

ABOVE = pi / 2
TILT_S, RISE_S, LIFT_S, FACE_S = 2.6, 1.5, 2.0, 2.6
ARROW_S, FADE_S, TURN_S, BACK_S, PULSE_S = 1.0, 0.5, 1.0, 1.2, 0.8
STILL_S = 0.8
"""So long nothing moves at the end."""

SWING_HEIGHT = 0.25
NAME_ROOM = 0.3
"""What the name of the error needs above a curve that is as high as its panel."""


class LossSurface(Stage):
    """The loss surface over its map, and the line that a point of it stands for."""

    scene_id = "surface"

    def nudge(self) -> Callable[[float], None] | None:
        """Return a pulse of the point."""
        return self.descent.pulse

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        left, right = self.grid.parts(0.64, 0.56)
        upper, lower = right.split_across(0.6) if self.grid.is_square else right.split_down(0.6)
        self.region = region(experiment, MOST_STEPS)
        self.scatter = scatter(upper, experiment, look)
        self.model_line = ModelLine(experiment, self.scatter.plot, look)
        colours = (look.model, look.model, look.text)
        best = self.region.section.best.tolist() if experiment.fit.settled else ()
        self.values = Readings(lower, self.names(), colours, look, self.knob_ends(), best)
        self.build_the_surface(left)
        self.hang(self.title(), Panel(left, look), self.scatter.plot, self.model_line.residuals)
        self.hang(*self.scatter.marks, self.model_line.line, self.model_line.lost)
        self.hang(waiting(*self.scatter.best), self.values, self.axes, self.facing)
        self.hang(self.lines, self.surface)
        self.hang(waiting(*self.note.shapes), self.zoom_out)
        self.rings.draw(0.0)
        self.go(self.start)
        self.hang(waiting(self.facing.point), self.descent.dot)
        self.descent.let_dot_stand(1)

    def build_the_surface(self, box: Box) -> None:
        """Make the ground, its axes, its contours, a slice and the marks of the descent."""
        look, ground = self.look, self.region.height_field
        self.start = self.region.path.start
        self.surface = Surface(ground, look, View(0.0, ABOVE), clip=box.clip)
        self.surface.cover, self.surface.gap = 0.0, self.surface.gap_from_zero
        home = viewpoint(self.surface, self.region, box)
        self.axes = SurfaceAxes(self.surface, self.short_names(), self.surface.view, look)
        self.home = with_headroom(box, ground, self.axes, home)
        self.rings = Rings(self.surface, self.region, look)
        self.turns = KnobTurns(self.surface, self.region, TURN_STEPS, look)
        self.descent = SurfaceDescent(self.surface, self.region, look)
        drawn = self.label("drawn")
        self.note = SurfaceNote(drawn, self.surface, self.axes, self.descent, box, look)
        above = framed(box, ground, 0.0, ABOVE, self.axes.widest)
        names = self.short_names()
        stops = retreats(self.region, ZOOM_STEPS)
        pictures = (self.surface, self.region, self.axes, self.rings)
        self.zoom_out = ZoomOut(stops, *pictures, names, self.home, look)
        most = max(sum(map(len, rings.below)) for rings in self.zoom_out.rings)
        self.lines = MapLines(self.surface, most, look)
        self.eye = Eye(self.surface, self.axes, above)
        faced = box if self.grid.is_wide else box.inset(0.0, 0.0, 0.0, NAME_ROOM)
        mark = self.descent.points[0]
        self.facing = Facing(*pictures, self.eye, mark, faced, names, look)

    def names(self) -> tuple[Type, ...]:
        """Return what stands before the running numbers."""
        look, cut = self.look, self.region.section
        named = (Type(axis_name(cut.whole, n, look), NAME_PX, look.muted) for n in cut.names)
        return (*named, Type(look.label("error"), NAME_PX, look.muted))

    def knob_ends(self) -> list[tuple[float, float]]:
        """Return between which values the two knobs are turned: as far as the ground goes."""
        ground = self.region.height_field
        far = ground.reach * ground.planform.extent
        ends = np.column_stack([ground.middle - far, ground.middle + far])
        return [(low, high) for low, high in ends.tolist()]

    def short_names(self) -> tuple[Type, Type, Type]:
        """Return what stands beside the axes."""
        look, cut = self.look, self.region.section
        first, second = (
            Type(short_name(cut.whole, n, look), NAME_PX, look.muted) for n in cut.names
        )
        return first, second, Type(look.label("error"), NAME_PX, look.muted)

    def go(self, place: Floats) -> None:
        """Turn the knobs by hand, or stand at an iterate: point, line and numbers show the same."""
        self.move(place)
        self.tell(place)

    def move(self, place: Floats) -> None:
        """Put the point at two parameters, and the line and the knobs with it."""
        self.descent.at(place)
        self.facing.stand()
        self.values.turn(*place.tolist())
        self.model_line.at(self.region.section.lift(place))

    def tell(self, place: Floats) -> None:
        """Let the numbers be those of two parameters."""
        error = self.region.error(float(self.region.section.objective.value(place)))
        spans = 2.0 * self.region.reach
        told = (
            self.look.numerals.steady(float(v), float(span))
            for v, span in zip(place, spans, strict=True)
        )
        self.values.tell(*told, self.look.numerals.significant(error) if isfinite(error) else "–")

    def show_that_a_point_is_a_line(self, shot: Shot) -> None:
        """Move the point around the map by hand, and let the line follow."""

        def begin(progress: float) -> None:
            self.descent.let_go(1)
            self.roam(progress / 2)

        shot.by_hand(begin, to="point")
        shot.by_hand(lambda progress: self.roam((1 + progress) / 2), to="ring")
        shot.drive(appearing(self.descent.rings[1], *self.values.marks), FADE_S)
        shot.drive(self.descent.pulse)

    def roam(self, progress: float) -> None:
        """Be on a way around the best fit that begins and ends at the start."""
        best, axes = self.region.section.best, self.region.height_field.planform.axes
        turn = 2.0 * pi * progress
        away = self.region.reach * (axes @ [sin(turn), sin(2.0 * turn) / 2.0]) / 2.0
        start, swing = self.start, sin(turn / 2.0)
        self.go(start + (best - start) * swing**2 + away * swing)

    def turn_one_at_a_time(self, shot: Shot) -> None:
        """Turn one knob to its best, then the other, and see the first one off again."""
        shot.until("try")
        shot.drive(self.turns.aim(0))
        shot.until("first")
        shot.by_hand(self.turns.turn(self.go, 0), TURN_S)
        shot.until("second")
        shot.by_hand(self.turns.turn(self.go, 1), TURN_S)
        if "again" in shot.cues:
            shot.until("off")
            shot.drive(self.turns.aim(2), FADE_S)
            shot.until("again")
            for k in range(2, TURN_STEPS):
                shot.by_hand(self.turns.turn(self.go, k), TURN_S)
            shot.until("still")
            marks = (Move(pulsing(mark), PULSE_S) for mark in self.values.marks)
            shot.together(Move(self.descent.pulse, PULSE_S), *marks)
        shot.until("both")
        shot.by_hand(*side_by_side(*self.coming_back()))

    def coming_back(self) -> tuple[Move, Move]:
        """Return what goes back to the start, by hand, and lets the turns fade."""
        here = self.descent.points[1].positions[0].copy()

        def back(progress: float) -> None:
            self.go(here + eased(progress) * (self.start - here))

        return Move(back, BACK_S), Move(vanishing(*self.turns.marks), FADE_S)

    def raise_one_error(self, shot: Shot) -> None:
        """Look from the side, and draw the error of the start as a height."""
        above, eye = self.eye.view, self.eye
        self.descent.lift(0.0)
        self.surface.see(self.surface.view, 0.0)

        def tilt(progress: float) -> None:
            # Raised on the way, so that the corner that swings to the front stays in the panel.
            view, up = above.towards(self.home, eased(progress)), SWING_HEIGHT * sin(pi * progress)
            eye.view = replace(view, centre=(view.centre[0], view.centre[1] + up))
            self.axes.between(above, self.home, eased(progress))
            eye.look()

        def lift(progress: float) -> None:
            self.descent.points[0].veil(1.0)
            self.descent.drop.veil(1.0)
            self.descent.lift(eased(progress))

        shot.until("side")
        shot.drive(tilt, TILT_S)
        shot.until("draw")
        shot.drive(lift, RISE_S)

    def raise_them_all(self, shot: Shot) -> None:
        """Draw lines of equal error, lift each by it, and close the skin between them."""

        def cover(progress: float) -> None:
            self.surface.cover = eased(progress)

        def grow(progress: float) -> None:
            self.eye.look(eased(progress))

        shot.until("grey")
        shot.drive(self.rings.draw, RISE_S)
        shot.until("lift")
        shot.together(Move(self.rings.lift, LIFT_S), Move(grow, LIFT_S))
        self.rings.land()
        self.descent.lift(None)
        shot.until("skin")
        ring = appearing(self.descent.rings[0])
        self._sway(shot)
        shot.together(Move(cover, RISE_S), Move(ring, FADE_S, RISE_S))

    def _sway(self, shot: Shot) -> None:
        """Let the eye sway from now on: depth has to be read."""
        self.eye.sway = 1.0
        shot.meanwhile(self.eye.drift)

    def lift_it_off(self, shot: Shot) -> None:
        """Lift the surface off its map, on which the contours stay."""
        low, surface = self.surface.gap, self.surface

        def lift(progress: float) -> None:
            surface.gap = low + eased(progress) * (GAP - low)
            self.eye.look()

        shot.until("off")
        shot.drive(lift, LIFT_S)

    def cut_a_slice(self, shot: Shot) -> None:
        """Hold the second parameter, look at the cut from the front, and turn the first."""
        best, low, high = self.region.section.best, *self.region.slice_ends
        held = np.array([min(max(self.start[0], low[0]), high[0]), best[1]])

        def hold(progress: float) -> None:
            self.go(self.start + eased(progress) * (held - self.start))

        def turn(progress: float) -> None:
            self.go(held + eased(progress) * (low - held))

        def sweep(progress: float) -> None:
            here = low + eased(progress) * (high - low)
            self.facing.draw(low[0], here[0])
            self.go(here)

        def back(progress: float) -> None:
            self.go(high + eased(progress) * (best - high))

        shot.until("hold")
        shot.by_hand(*side_by_side(Move(hold, TURN_S), Move(self.eye.calm, TURN_S)))
        shot.meanwhile(None)
        shot.until("face")
        shot.drive(lambda progress: self.facing.turn(self.home, eased(progress)), FACE_S)
        shot.until("turn")
        shot.by_hand(turn, FADE_S)
        shot.by_hand(sweep, to="bowl")
        shot.by_hand(back, LIFT_S)

    def show_the_gradient(self, shot: Shot) -> None:
        """Draw the gradient uphill, then, anew, the step the opposite way, if there is one."""
        path, descent, best = self.region.path, self.descent, self.region.section.best

        def home(progress: float) -> None:
            self.facing.turn(self.home, 1.0 - eased(progress))
            self.go(best + eased(progress) * (self.start - best))

        descent.stand(path.start, path.at(min(1, path.steps)))
        fade = Move(vanishing(self.facing.curve), FADE_S, TILT_S - FADE_S)
        shot.until("back")
        shot.by_hand(*side_by_side(Move(home, TILT_S), fade))
        shot.until("gradient")
        if not self.region.is_level:
            gradient = self.region.section.objective.gradient(self.start)
            self.note.choose_place(self.start, gradient)
            shot.drive(self.point_uphill, ARROW_S)
            shot.until("uphill")
            shot.drive(self.descent.rise, ARROW_S)
        else:
            shot.drive(self.descent.pulse)
        shot.until("step")
        if not self.region.is_level:
            shot.together(Move(self.turn_down, FADE_S), Move(descent.grow_step, ARROW_S))
        else:
            shot.drive(self.descent.pulse)
        self._sway(shot)

    def point_uphill(self, progress: float) -> None:
        """Let the gradient's arrow grow, and say beside it how long it is drawn."""
        self.descent.rise(progress)
        self.note.veil(eased(progress))
        self.note.follow()

    def turn_down(self, progress: float) -> None:
        """Let the gradient's arrow go: the step's has another scale, and is no part of it."""
        self.descent.dim_gradient(progress)
        self.note.veil(1.0 - progress)

    def walk_down(self, shot: Shot) -> None:
        """Walk down, the first steps one by one, then faster."""
        path, arrows = self.region.path, [a for both in self.descent.arrows for a in both.shapes]
        for mark in (mark for trail in self.descent.trails for mark in trail.shapes):
            mark.veil(1.0)
        fade, seconds = Move(vanishing(*arrows), FADE_S), max(shot.left_to("end"), 1.0)
        if "out" in shot.cues:
            self.run_away(shot, fade)
        else:
            shot.walk(*side_by_side(self.steps(0, Pace(path.steps, seconds)), fade))
        shot.until("end")
        shot.appear(*self.scatter.best)
        shot.pause(max(shot.left_s - STILL_S - TURN_S, 0.0))
        shot.drive(self.eye.calm, TURN_S)
        shot.meanwhile(None)
        self.lines.stand(self.zoom_out.rings[self.zoom_out.stop])
        self.descent.let_dot_stand(1)

    def steps(self, first: int, pace: Pace) -> Move:
        """Return the way from a step on; numbers are those of the last step that was made."""

        def walk(progress: float) -> None:
            at, made = pace.at(progress)
            self.move(self.region.path.at(first + at))
            self.tell(self.region.path.at(first + made))
            self.descent.passed(first + at)

        return Move(walk, pace.seconds)

    def run_away(self, shot: Shot, fade: Move) -> None:
        """Walk out of the picture, and go back until the point is in it: it is soon out again."""
        stops = [stop.step for stop in self.zoom_out.stops]
        first = self.steps(0, Pace.even(stops[0], shot.left_to("out") - FADE_S))
        shot.walk(*side_by_side(first, fade))
        shot.until("out")
        half = shot.left_to("end") / len(stops) / 2
        for k, (here, there) in enumerate(pairwise([*stops, self.region.path.steps])):
            shot.drive(self.zoom_out.back(k, self.eye), half)
            shot.walk(*self.steps(here, Pace.even(there - here, half))[:2])
