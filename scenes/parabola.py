"""Scene `parabola`: of one knob the error is a bowl, and the search sees only where it stands."""

from collections.abc import Callable
from math import pi, sin

import numpy as np

from gdcore.section import section
from scenes.kit.descent.questions import Questions
from scenes.kit.ink.exhibit import waiting
from scenes.kit.ink.layout import BOTTOM, LEFT, RIGHT, TOP, Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots
from scenes.kit.panels.curve_readings import CurveReadings
from scenes.kit.plots.error_curve import plot_error_curve
from scenes.kit.plots.fog import Fog
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.parabola_overlay import ParabolaOverlay
from scenes.kit.plots.scatter import scatter
from scenes.shot import Shot
from scenes.stage import Stage

__all__ = ["ParabolaAnalogy"]

FIT_S, FOG_S = 2.0, 1.5


class ParabolaAnalogy(Stage):
    """Two linked pictures: the line that one knob turns, and its error as a height."""

    scene_id = "parabola"

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        left, right = Box("panels", LEFT, BOTTOM, RIGHT, TOP).split_across(0.44)
        self.scatter = scatter(left, experiment, look)
        self.model_line = ModelLine(experiment, self.scatter.plot, look)
        self.error_curve = plot_error_curve(right, section(experiment, 1), look)
        self.readings = CurveReadings(self.error_curve, look)
        self.overlay = ParabolaOverlay(self.error_curve, look)
        self.fog = Fog(self.error_curve.plot.area, look)
        self.point = Dots(np.zeros((1, 2)), 9.0, look.model, clip=right.clip)
        self.questions = Questions(self.error_curve, look, self.label)
        self.hang(self.title(), self.scatter.plot, self.error_curve.plot, self.model_line.residuals)
        self.hang(*self.scatter.marks, self.model_line.line, self.model_line.lost)
        self.hang(waiting(*self.scatter.best, self.error_curve.drop, self.overlay.path))
        self.hang(waiting(self.error_curve.curve, self.error_curve.mark, self.fog, self.point))
        self.hang(waiting(self.readings, *self.overlay.formulas, *self.questions.shapes))
        self.turn(self.error_curve.start)

    def turn(self, value: float) -> None:
        """Turn the knob to a value: the line, the point and the numbers follow."""
        self.model_line.at(self.error_curve.section.lift(np.array([value])))
        self.point.put(self.error_curve.place(value)[None])
        self.error_curve.hang(value)
        self.readings.tell(value)

    def turn_one_knob(self, shot: Shot) -> None:
        """Turn the line to and fro, by one knob."""
        start, way = self.error_curve.start, self.error_curve.best - self.error_curve.start
        shot.until("knobs")
        shot.appear(self.point, self.error_curve.drop, *self.readings.shapes)
        shot.until("turn")
        shot.drive(lambda t: self.turn(start + way * sin(pi * eased(t))), shot.left_s)

    def sweep_the_bowl(self, shot: Shot) -> None:
        """Show the error as a height, and let it draw its curve."""
        curve, (low, high) = self.error_curve, self.error_curve.visible
        window = curve.plot.window
        shot.until("height")
        shot.drive(self.turning(curve.start, low), to="turn")

        def draw(progress: float) -> None:
            value = window.left + eased(progress) * window.width
            self.turn(min(max(value, low), high))
            curve.curve.put(curve.stretch(window.left, value)).veil(1.0)

        shot.drive(draw, shot.left_s)

    def turning(self, start: float, end: float) -> Callable[[float], None]:
        """Return a function of progress that turns the knob from one value to another."""
        return lambda progress: self.turn(start + eased(progress) * (end - start))

    def mark_the_lowest_point(self, shot: Shot) -> None:
        """Go down to where the error is lowest, and show the best fit there."""
        curve = self.error_curve
        shot.drive(self.turning(curve.visible[1], curve.best), to="lowest")
        shot.appear(curve.mark)
        shot.until("fits")
        shot.appear(*self.scatter.best)

    def lay_the_parabola_over_it(self, shot: Shot) -> None:
        """Move and stretch the plain parabola until it lies on the curve."""
        shot.until("plain")
        shot.appear(self.overlay.path, *self.overlay.plain.shapes)
        shot.until("moved")
        shot.drive(self.overlay.move, FIT_S)

    def bring_the_fog(self, shot: Shot) -> None:
        """Take the knob back to the start, and the sight of everything else away."""
        curve = self.error_curve
        shot.vanish(curve.mark, self.overlay.path, *self.overlay.placed.shapes, *self.scatter.best)
        shot.drive(self.turning(curve.best, curve.start), to="fog")
        self.fog.around(curve.place(curve.start))
        shot.appear(self.fog, seconds=FOG_S)

    def ask_the_two_questions(self, shot: Shot) -> None:
        """Ask which way, and how far."""
        shot.until("way")
        shot.appear(*self.questions.ways)
        shot.until("far")
        shot.appear(*self.questions.lengths)
