"""Scene `parabola`: of one knob the error is a bowl, and the search sees only where it stands."""

from math import pi, sin

import numpy as np

from gdcore.section import section
from scenes.kit.descent.questions import Questions
from scenes.kit.ink.layout import BOTTOM, LEFT, RIGHT, TOP, Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots
from scenes.kit.panels.curve_readings import CurveReadings
from scenes.kit.plots.error_curve import plot_error_curve
from scenes.kit.plots.fog import Fog
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.parabola_overlay import ParabolaOverlay
from scenes.kit.plots.scatter import scatter
from scenes.scripts.parabola import shape
from scenes.stage import Shot, Stage

__all__ = ["ParabolaAnalogy"]


class ParabolaAnalogy(Stage):
    """Two linked pictures: the line that one knob turns, and its error as a height."""

    scene_id = "parabola"

    def construct(self) -> None:
        """Tell the scene, beat by beat."""
        self.lay_out()
        self.turn_one_knob()
        self.sweep_the_bowl()
        self.mark_the_lowest_point()
        self.lay_the_parabola_over_it()
        self.bring_the_fog()
        self.ask_the_two_questions()

    def lay_out(self) -> None:
        """Hang up the pictures, in painting order; what is told later is still hidden."""
        experiment, look = self.brief.experiment, self.look
        left, right = Box("panels", LEFT, BOTTOM, RIGHT, TOP).split_across(0.44)
        self.scatter = scatter(left, experiment, look)
        self.model_line = ModelLine(experiment, self.scatter.plot, look)
        self.error_curve = plot_error_curve(right, section(experiment, 1), look)
        self.tally = CurveReadings(self.error_curve, look)
        self.overlay = ParabolaOverlay(self.error_curve, look)
        self.fog = Fog(self.error_curve.plot.area, look)
        self.point = Dots(np.zeros((1, 2)), 9.0, look.model, clip=right.clip)
        self.questions = Questions(self.error_curve, look, self.label)
        self.add(self.title(), *self.scatter.plot.furniture, *self.error_curve.plot.furniture)
        self.add(
            self.model_line.residuals,
            *self.scatter.marks,
            self.model_line.line,
            self.model_line.lost,
        )
        self.hide(
            *self.scatter.best, self.error_curve.drop, self.overlay.path, self.error_curve.curve
        )
        self.hide(self.error_curve.mark, self.fog, self.point, *self.tally.shapes)
        self.hide(*self.overlay.formulas, *self.questions.shapes)
        self.turn(self.error_curve.start)

    def turn(self, value: float) -> None:
        """Turn the knob to a value: the line, the point and the numbers follow."""
        self.model_line.at(self.error_curve.section.lift(np.array([value])))
        self.point.put(self.error_curve.place(value)[None])
        self.error_curve.hang(value)
        self.tally.tell(value)

    def turn_one_knob(self) -> None:
        """Turn the line to and fro, by one knob."""
        start, way = self.error_curve.start, self.error_curve.best - self.error_curve.start
        with self.beat(self.told("freeze")) as shot:
            shot.hold(0.2)
            shot.appear(self.point, self.error_curve.drop, *self.tally.shapes, share=0.06)
            shot.hold(0.14)
            shot.drive(
                lambda t: self.turn(start + way * sin(pi * eased(t))),
                self.model_line.residuals,
                share=0.5,
            )

    def sweep_the_bowl(self) -> None:
        """Show the error as a height, and let it draw its curve."""
        error_curve, (low, high) = self.error_curve, self.error_curve.visible
        with self.beat("sweep") as shot:
            shot.hold(0.34)
            self.turn_from(shot, error_curve.start, low, 0.14)
            left, right = error_curve.plot.window.left, error_curve.plot.window.right
            error_curve.curve.put(error_curve.stretch(left, left)).veil(1.0)

            def draw(progress: float) -> None:
                value = left + eased(progress) * (right - left)
                self.turn(min(max(value, low), high))
                error_curve.curve.put(error_curve.stretch(left, value))

            shot.drive(draw, self.model_line.residuals, share=0.42)

    def turn_from(self, shot: Shot, start: float, end: float, share: float) -> None:
        """Turn the knob.

        Parameters
        ----------
        shot : Shot
        start, end : float
            From which value of the parameter to which.
        share : float
            Of the beat.
        """
        shot.drive(
            lambda t: self.turn(start + eased(t) * (end - start)), self.model_line.residuals, share
        )

    def mark_the_lowest_point(self) -> None:
        """Go down to where the error is lowest, and show the best fit there."""
        error_curve = self.error_curve
        with self.beat(self.told("bowl")) as shot:
            self.turn_from(shot, error_curve.visible[1], error_curve.best, 0.4)
            shot.appear(error_curve.mark, *self.scatter.best, share=0.1)

    def lay_the_parabola_over_it(self) -> None:
        """Move and stretch the plain parabola until it lies on the curve."""
        if not shape(self.brief.experiment):
            return
        with self.beat(self.told("same")) as shot:
            shot.hold(0.2)
            shot.appear(self.overlay.path, *self.overlay.plain.shapes, share=0.08)
            shot.hold(0.14)
            shot.drive(self.overlay.move, self.overlay.path, share=0.3)
            shot.hold(0.2)

    def bring_the_fog(self) -> None:
        """Take the knob back to the start, and the sight of everything else away."""
        with self.beat("fog") as shot:
            gone = (self.overlay.path, *self.overlay.placed.shapes, *self.scatter.best)
            shot.vanish(*gone, share=0.06)
            self.turn_from(shot, self.error_curve.best, self.error_curve.start, 0.2)
            self.fog.around(self.error_curve.place(self.error_curve.start))
            shot.appear(self.fog, share=0.2)

    def ask_the_two_questions(self) -> None:
        """Ask which way, and how far."""
        with self.beat("decide") as shot:
            shot.hold(0.3)
            shot.appear(*self.questions.ways, share=0.1)
            shot.hold(0.12)
            shot.appear(*self.questions.lengths, share=0.1)
