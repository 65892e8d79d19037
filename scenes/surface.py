"""Scene `surface`: over the map of all lines the error is a landscape, and the descent a walk."""

from math import pi, sin

import numpy as np

from gdcore.landscape.contours import contours
from gdcore.landscape.view import Window
from scenes.kit.descent.surface_descent import SurfaceDescent
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
from scenes.scripts.surface import MOST_STEPS, region
from scenes.stage import Stage
from scenes.telling.numerals import significant, steady

__all__ = ["LossSurface"]

SIDE_ANGLES = (-pi / 5, pi / 5)
TILT_ANGLES = (pi / 5, pi / 4.4)
STRIDE_STEPS = 6


class LossSurface(Stage):
    """The loss surface over its map, and the line that a point of it stands for."""

    scene_id = "surface"

    def construct(self) -> None:
        """Tell the scene, beat by beat."""
        self.lay_out()
        self.show_that_a_point_is_a_line()
        self.raise_one_error()
        self.raise_them_all()
        self.drop_the_contours()
        self.cut_a_slice()
        self.show_the_gradient()
        self.walk_down()

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        left, right = Box("panels", LEFT, BOTTOM, RIGHT, TOP).split_across(0.64)
        upper, lower = right.split_down(0.66)
        self.region = region(experiment)
        self.scatter = scatter(upper, experiment, look)
        self.model_line = ModelLine(experiment, self.scatter.plot, look)
        self.build_the_surface(left)
        self.values = Readings(lower, self.names(), (look.model, look.model, look.text), look)
        self.add(self.title(), Panel(left, look), *self.scatter.plot.furniture)
        self.add(
            self.model_line.residuals,
            *self.scatter.marks,
            self.model_line.line,
            self.model_line.lost,
        )
        self.hide(*self.scatter.best)
        self.add(*self.values.shapes, *self.axes.shapes, self.surface)
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
        tops = ground.points[::STRIDE_STEPS, ::STRIDE_STEPS].reshape(-1, 2)
        self.tops = SurfaceDots(tops, 3.0, look.muted).veil(0.0)
        self.surface.floor_marks += [ring for _, ring in self.rings]
        self.surface.marks += [*(ring for ring, _ in self.rings), self.tops, self.slice]
        self.hike = SurfaceDescent(self.surface, cut, self.region.path, look)
        first, second = (Type(short_name(cut.whole, n), NAME_PX, look.muted) for n in cut.names)
        error = Type("error $E$", NAME_PX, look.muted)
        self.axes = SurfaceAxes(self.surface, (first, second, error), self.home, look)
        self.above = framed(box, 0.0, pi / 2, self.axes.widest)
        self.surface.see(self.above)
        self.axes.follow()

    def choose_view(self, box: Box) -> View:
        """Return from where most of the way is seen, above all its ends and the best fit."""
        points = self.region.path.points[: MOST_STEPS + 1]
        ends = np.vstack([points[[0, -1]], self.region.section.best])
        views = [framed(box, a, elevation) for elevation in TILT_ANGLES for a in SIDE_ANGLES]

        def seen(view: View) -> float:
            visible = self.surface.visible
            return float(visible(points, view).mean() + visible(ends, view).sum())

        return max(views, key=seen)

    def names(self) -> tuple[Type, ...]:
        """Return what stands before the running numbers."""
        look, cut = self.look, self.region.section
        named = (Type(axis_name(cut.whole, n), NAME_PX, look.muted) for n in cut.names)
        return (*named, Type("error $E$", NAME_PX, look.muted))

    def contour_lines(self) -> list[tuple[SurfacePath, SurfacePath]]:
        """Return lines of equal error, each on the surface and on the floor."""
        cut, reach, colour = self.region.section, self.region.reach, self.look.contour
        (left, low), (right, top) = cut.best - reach, cut.best + reach
        found = contours(cut.objective, Window(left, right, low, top))
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
        self.hike.at(place)
        self.model_line.at(self.region.section.lift(place))
        error = float(self.region.section.objective.value(place))
        spans = 2.0 * self.region.reach
        told = (steady(float(v), float(span)) for v, span in zip(place, spans, strict=True))
        self.values.tell(*told, significant(error))

    def show_that_a_point_is_a_line(self) -> None:
        """Move the point around the map, and let the line follow."""
        start, best = self.region.path.start, self.region.section.best
        reach = self.region.reach

        def move(progress: float) -> None:
            turn = 2.0 * pi * eased(progress)
            away = np.array([sin(turn), sin(2.0 * turn) / 2.0]) * reach / 2.0
            self.go(start + (best - start) * sin(turn / 2.0) ** 2 + away * sin(turn / 2.0))

        with self.beat(self.told("place")) as shot:
            shot.hold(0.05)
            shot.drive(appearing(self.hike.points[1]), self.surface, share=0.06)
            shot.hold(0.25)
            shot.drive(move, self.model_line.residuals, share=0.5)

    def raise_one_error(self) -> None:
        """Look from the side, and draw the error of the start as a height."""
        self.hike.lift(0.0)

        def tilt(progress: float) -> None:
            self.surface.see(self.above.towards(self.home, eased(progress)), 0.0)
            self.axes.follow()

        def lift(progress: float) -> None:
            self.hike.lift(eased(progress))

        with self.beat("height") as shot:
            shot.drive(tilt, self.axes.shapes[0], share=0.34)
            self.hike.points[0].veil(1.0)
            self.hike.drop.veil(1.0)
            shot.drive(lift, self.surface, share=0.3)

    def raise_them_all(self) -> None:
        """Raise points all over the map by their errors, and join their tops."""
        self.tops.lift = 0.0

        def lift(progress: float) -> None:
            self.tops.lift = eased(progress)
            self.surface.see(self.home, eased(progress))
            self.axes.follow()

        def join(progress: float) -> None:
            self.surface.cover = eased(progress)

        with self.beat("rise") as shot:
            shot.hold(0.04)
            shot.drive(appearing(self.tops), self.surface, share=0.1)
            shot.hold(0.08)
            shot.drive(lift, self.axes.shapes[0], share=0.26)
            self.hike.lift(None)
            shot.hold(0.1)
            shot.drive(join, self.surface, share=0.12)
            shot.drive(vanishing(self.tops), self.surface, share=0.06)

    def drop_the_contours(self) -> None:
        """Ring the best fit, draw lines of equal error, and lift the surface off its map."""
        above, below = zip(*self.rings, strict=True) if self.rings else ((), ())
        low, surface = self.surface.gap, self.surface

        def lift(progress: float) -> None:
            surface.gap = low + eased(progress) * (GAP - low)
            surface.see(surface.view)
            self.axes.follow()

        with self.beat(self.told("floor")) as shot:
            shot.drive(appearing(self.hike.rings[0]), self.surface, share=0.08)
            shot.hold(0.16)
            shot.drive(appearing(*above), self.surface, share=0.14)
            shot.hold(0.14)
            for mark in (*below, self.hike.rings[1]):
                mark.veil(1.0)
            shot.drive(lift, self.axes.shapes[0], share=0.22)
            shot.drive(vanishing(*above[1::2]), self.surface, share=0.08)

    def cut_a_slice(self) -> None:
        """Cut along the first parameter."""
        best, reach = self.region.section.best, self.region.reach

        def cut(progress: float) -> None:
            ends = [[-1.0, 0.0], [2.0 * eased(progress) - 1.0, 0.0]]
            self.slice.put(best + reach * ends)

        with self.beat(self.told("slice")) as shot:
            shot.hold(0.16)
            self.slice.veil(1.0)
            shot.drive(cut, self.surface, share=0.3)

    def show_the_gradient(self) -> None:
        """Draw the gradient uphill, then the step the opposite way."""
        path, hike = self.region.path, self.hike
        start, there = path.start, path.points[min(1, path.steps)]
        hike.stand(start, there)
        with self.beat(self.told("uphill")) as shot:
            shot.drive(vanishing(self.slice), self.surface, share=0.06)
            shot.drive(hike.rise, self.surface, share=0.2)
            shot.hold(0.3)
            shot.drive(hike.grow_step, self.surface, share=0.2)

    def walk_down(self) -> None:
        """Walk down, as fast on the map all the way."""
        path, hike = self.region.path, self.hike
        points = path.points[: MOST_STEPS + 1]
        steps = np.hypot(*np.diff(self.surface.field.disc(points), axis=0).T)
        # As far in each frame, so that long steps are seen one by one and short ones run together.
        way = np.concatenate([[0.0], np.cumsum(np.minimum(steps, 1.0))])

        def walk(progress: float) -> None:
            gone = eased(progress) * way[-1]
            self.stand_at(float(np.interp(gone, way, np.arange(len(way)))))

        with self.beat(self.told("walk")) as shot:
            shot.drive(
                vanishing(*hike.arrows[0].shapes, *hike.arrows[1].shapes), self.surface, share=0.05
            )
            for mark in (*hike.trails[0].shapes, *hike.trails[1].shapes):
                mark.veil(1.0)
            shot.drive(walk, self.model_line.residuals, share=0.7)
            shot.appear(*self.scatter.best, share=0.08)

    def stand_at(self, step: float) -> None:
        """Put the point where the descent is at a step, or between two, and its way behind it."""
        self.go(self.region.path.at(step))
        self.hike.passed(step)
