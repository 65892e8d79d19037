"""Scene `surface`: over the map of all lines the error is a landscape, and the descent a walk."""

from math import pi, sin

import numpy as np

from gdcore.landscape.contours import contours
from gdcore.landscape.region import region
from gdcore.landscape.view import Window
from scenes.kit.descent.surface_descent import SurfaceDescent
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import BOTTOM, LEFT, RIGHT, TOP, Box
from scenes.kit.ink.motion import appearing, eased, vanishing
from scenes.kit.ink.shapes import Type
from scenes.kit.panels.readings import Readings
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.plot import NAME_PX, Panel
from scenes.kit.plots.scatter import scatter
from scenes.kit.surface.axes import SurfaceAxes, framed
from scenes.kit.surface.marks import SurfaceDots, SurfacePath
from scenes.kit.surface.surface import GAP, Surface
from scenes.kit.surface.view import View
from scenes.kit.text.names import axis_name, short_name
from scenes.scripts.surface import MOST_STEPS
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["LossSurface"]

SIDE_ANGLES = (-pi / 5, pi / 5)
TILT_ANGLES = (pi / 5, pi / 4.4)
TILT_S, RISE_S, SLICE_S, ARROW_S, FADE_S, REST_S = 3.0, 2.0, 3.0, 1.2, 0.6, 0.4
EVERY_STEPS = 6


class LossSurface(Stage):
    """The loss surface over its map, and the line that a point of it stands for."""

    scene_id = "surface"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        left, right = Box("panels", LEFT, BOTTOM, RIGHT, TOP).split_across(0.64)
        upper, lower = right.split_down(0.66)
        self.region = region(experiment, MOST_STEPS)
        self.scatter = scatter(upper, experiment, look)
        self.model_line = ModelLine(experiment, self.scatter.plot, look)
        self.build_the_surface(left)
        self.values = Readings(lower, self.names(), (look.model, look.model, look.text), look)
        self.hang(self.title(), Panel(left, look), self.scatter.plot, self.model_line.residuals)
        self.hang(*self.scatter.marks, self.model_line.line, self.model_line.lost)
        self.hang(waiting(*self.scatter.best), self.values, self.axes, self.surface)
        self.go(self.region.path.start)

    def build_the_surface(self, box: Box) -> None:
        """Make the terrain, its axes, its contours, a slice and the marks of the descent."""
        look, cut = self.look, self.region.section
        ground = self.region.height_field
        self.surface = Surface(ground, look, framed(box, 0.0, pi / 2), clip=box.clip)
        self.home = self.choose_view(box)
        self.surface.cover, self.surface.gap = 0.0, self.surface.gap_from_zero
        self.rings = self.contour_lines()
        ends = cut.best + self.region.reach * [[-1.0, 0.0], [1.0, 0.0]]
        self.slice = SurfacePath(ends, look.text, 4.0).veil(0.0)
        tops = ground.points[::EVERY_STEPS, ::EVERY_STEPS].reshape(-1, 2)
        self.tops = SurfaceDots(tops, 3.0, look.muted).veil(0.0)
        self.surface.floor_marks += [ring for _, ring in self.rings]
        self.surface.marks += [*(ring for ring, _ in self.rings), self.tops, self.slice]
        self.descent = SurfaceDescent(self.surface, cut, self.region.path, look)
        first, second = (
            Type(short_name(cut.whole, n, look), NAME_PX, look.muted) for n in cut.names
        )
        error = Type(look.label("error"), NAME_PX, look.muted)
        self.axes = SurfaceAxes(self.surface, (first, second, error), self.home, look)
        self.home = framed(box, self.home.azimuth, self.home.elevation, self.axes.beyond_margin)
        self.above = framed(box, 0.0, pi / 2, self.axes.widest)
        self.surface.see(self.above)
        self.axes.follow()

    def choose_view(self, box: Box) -> View:
        """Return from where most of the way is seen, above all its ends and the best fit."""
        points = self.region.path.points
        ends = np.vstack([points[[0, -1]], self.region.section.best])
        views = [framed(box, a, elevation) for elevation in TILT_ANGLES for a in SIDE_ANGLES]

        def seen(view: View) -> float:
            visible = self.surface.visible
            return float(visible(points, view).mean() + visible(ends, view).sum())

        return max(views, key=seen)

    def names(self) -> tuple[Type, ...]:
        """Return what stands before the running numbers."""
        look, cut = self.look, self.region.section
        named = (Type(axis_name(cut.whole, n, look), NAME_PX, look.muted) for n in cut.names)
        return (*named, Type(look.label("error"), NAME_PX, look.muted))

    def contour_lines(self) -> list[tuple[SurfacePath, SurfacePath]]:
        """Return lines of equal error, each on the surface and on the floor."""
        cut, reach, colour = self.region.section, self.region.reach, self.look.contour
        (left, low), (right, top) = cut.best - reach, cut.best + reach
        highest = self.region.height_field.scale.highest
        found = contours(cut.objective, Window(left, right, low, top), highest=highest)
        return [
            (
                SurfacePath(line, colour, 1.5, opacity=0.8).veil(0.0),
                SurfacePath(line, colour, 1.5).veil(0.0),
            )
            for contour in found
            for line in contour.lines
        ]

    def go(self, place: np.ndarray) -> None:
        """Put the point at two parameters; line and numbers follow."""
        self.descent.at(place)
        self.model_line.at(self.region.section.lift(place))
        error = self.region.error(float(self.region.section.objective.value(place)))
        spans = 2.0 * self.region.reach
        told = (
            self.look.numerals.steady(float(v), float(span))
            for v, span in zip(place, spans, strict=True)
        )
        self.values.tell(*told, self.look.numerals.significant(error))

    def show_that_a_point_is_a_line(self, shot: Shot) -> None:
        """Move the point around the map, and let the line follow."""
        start, best = self.region.path.start, self.region.section.best
        reach = self.region.reach

        def move(progress: float) -> None:
            turn = 2.0 * pi * eased(progress)
            away = np.array([sin(turn), sin(2.0 * turn) / 2.0]) * reach / 2.0
            self.go(start + (best - start) * sin(turn / 2.0) ** 2 + away * sin(turn / 2.0))

        shot.drive(appearing(self.descent.points[1]))
        shot.until("point")
        shot.drive(move, shot.left_s - REST_S)

    def raise_one_error(self, shot: Shot) -> None:
        """Look from the side, and draw the error of the start as a height."""
        self.descent.lift(0.0)

        def tilt(progress: float) -> None:
            self.surface.see(self.above.towards(self.home, eased(progress)), 0.0)
            self.axes.follow()

        def lift(progress: float) -> None:
            self.descent.points[0].veil(1.0)
            self.descent.drop.veil(1.0)
            self.descent.lift(eased(progress))

        shot.drive(tilt, TILT_S)
        shot.until("draw")
        shot.drive(lift, RISE_S)

    def raise_them_all(self, shot: Shot) -> None:
        """Raise points all over the map by their errors, and join their tops."""
        self.tops.lift = 0.0

        def lift(progress: float) -> None:
            self.tops.lift = eased(progress)
            self.surface.see(self.home, eased(progress))
            self.axes.follow()

        def join(progress: float) -> None:
            self.surface.cover = eased(progress)

        shot.until("same")
        shot.drive(appearing(self.tops))
        shot.until("raise")
        shot.drive(lift, to="join")
        self.descent.lift(None)
        shot.drive(join, RISE_S)
        shot.drive(vanishing(self.tops))

    def drop_the_contours(self, shot: Shot) -> None:
        """Ring the best fit, draw lines of equal error, and lift the surface off its map."""
        above, below = zip(*self.rings, strict=True) if self.rings else ((), ())
        low, surface = self.surface.gap, self.surface

        def lift(progress: float) -> None:
            for mark in (*below, self.descent.rings[1]):
                mark.veil(1.0)
            surface.gap = low + eased(progress) * (GAP - low)
            surface.see(surface.view)
            self.axes.follow()

        shot.until("ringed")
        shot.drive(appearing(self.descent.rings[0]))
        shot.until("blue")
        shot.drive(appearing(*above), RISE_S)
        shot.until("lift")
        shot.drive(lift, RISE_S)
        shot.drive(vanishing(*above[1::2]))

    def cut_a_slice(self, shot: Shot) -> None:
        """Cut along the first parameter."""
        best, reach = self.region.section.best, self.region.reach

        def cut(progress: float) -> None:
            ends = [[-1.0, 0.0], [2.0 * eased(progress) - 1.0, 0.0]]
            self.slice.put(best + reach * ends).veil(1.0)

        shot.until("turn")
        shot.drive(cut, SLICE_S)

    def show_the_gradient(self, shot: Shot) -> None:
        """Draw the gradient uphill, then the step the opposite way, if there is one."""
        path, descent = self.region.path, self.descent
        descent.stand(path.start, path.at(min(1, path.steps)))
        shot.drive(vanishing(self.slice), FADE_S)
        shot.until("gradient")
        if not self.region.is_level:
            shot.drive(descent.rise, ARROW_S)
        shot.until("step")
        if not self.region.is_level:
            shot.drive(descent.grow_step, ARROW_S)

    def walk_down(self, shot: Shot) -> None:
        """Walk down, as fast on the map all the way."""
        steps = np.hypot(*np.diff(self.surface.field.disc(self.region.path.points), axis=0).T)
        # As far in each frame, so that long steps are seen one by one and short ones run together.
        way = np.concatenate([[0.0], np.cumsum(np.minimum(steps, 1.0))])

        def walk(progress: float) -> None:
            for trail in self.descent.trails:
                for mark in trail.shapes:
                    mark.veil(1.0)
            gone = eased(progress) * way[-1]
            self.stand_at(float(np.interp(gone, way, np.arange(len(way)))))

        arrows = [mark for arrows in self.descent.arrows for mark in arrows.shapes]
        shot.drive(vanishing(*arrows))
        shot.drive(walk, to="end")
        shot.appear(*self.scatter.best)

    def stand_at(self, step: float) -> None:
        """Put the point where the descent is at a step, or between two, and its way behind it."""
        self.go(self.region.path.at(step))
        self.descent.passed(step)
