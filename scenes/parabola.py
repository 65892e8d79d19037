"""Scene `parabola`: of one knob the error is a bowl, and the search sees only where it stands."""

from math import pi, sin

import numpy as np

from gdcore.section import section
from scenes.kit.fog import Fog
from scenes.kit.guess import Guess
from scenes.kit.knob import knob_picture
from scenes.kit.layout import BOTTOM, LEFT, RIGHT, TOP, Box
from scenes.kit.motion import eased
from scenes.kit.overlay import Overlay
from scenes.kit.questions import Questions
from scenes.kit.scatter import scatter
from scenes.kit.shapes import Dots
from scenes.kit.stage import Shot, Stage
from scenes.kit.tally import Tally
from scenes.scripts.parabola import shape

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
        experiment, theme = self.brief.experiment, self.theme
        left, right = Box("panels", LEFT, BOTTOM, RIGHT, TOP).split_across(0.44)
        self.scatter = scatter(left, experiment, theme)
        self.guess = Guess(experiment, self.scatter.plot, theme)
        self.knob = knob_picture(right, section(experiment, 1), theme)
        self.tally = Tally(self.knob, theme)
        self.overlay = Overlay(self.knob, theme)
        self.fog = Fog(self.knob.plot.area, theme)
        self.point = Dots(np.zeros((1, 2)), 9.0, theme.model, clip=right.clip)
        self.questions = Questions(self.knob, theme, self.label)
        self.add(self.title(), *self.scatter.plot.furniture, *self.knob.plot.furniture)
        self.add(self.guess.residuals, *self.scatter.marks, self.guess.line, self.guess.lost)
        self.hide(*self.scatter.best, self.knob.drop, self.overlay.path, self.knob.curve)
        self.hide(self.knob.mark, self.fog, self.point, *self.tally.shapes)
        self.hide(*self.overlay.formulas, *self.questions.shapes)
        self.turn(self.knob.start)

    def turn(self, value: float) -> None:
        """Turn the knob to a value: the line, the point and the numbers follow."""
        self.guess.at(self.knob.section.lift(np.array([value])))
        self.point.put(self.knob.place(value)[None])
        self.knob.hang(value)
        self.tally.tell(value)

    def turn_one_knob(self) -> None:
        """Turn the line to and fro, by one knob."""
        start, way = self.knob.start, self.knob.best - self.knob.start
        with self.beat(self.told("freeze")) as shot:
            shot.hold(0.2)
            shot.appear(self.point, self.knob.drop, *self.tally.shapes, share=0.06)
            shot.hold(0.14)
            shot.drive(
                lambda t: self.turn(start + way * sin(pi * eased(t))),
                self.guess.residuals,
                share=0.5,
            )

    def sweep_the_bowl(self) -> None:
        """Show the error as a height, and let it draw its curve."""
        knob, (low, high) = self.knob, self.knob.visible
        with self.beat("sweep") as shot:
            shot.hold(0.34)
            self.turn_from(shot, knob.start, low, 0.14)
            left, right = knob.plot.window.left, knob.plot.window.right
            knob.curve.put(knob.stretch(left, left)).veil(1.0)

            def draw(progress: float) -> None:
                value = left + eased(progress) * (right - left)
                self.turn(min(max(value, low), high))
                knob.curve.put(knob.stretch(left, value))

            shot.drive(draw, self.guess.residuals, share=0.42)

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
            lambda t: self.turn(start + eased(t) * (end - start)), self.guess.residuals, share
        )

    def mark_the_lowest_point(self) -> None:
        """Go down to where the error is lowest, and show the best fit there."""
        knob = self.knob
        with self.beat(self.told("bowl")) as shot:
            self.turn_from(shot, knob.visible[1], knob.best, 0.4)
            shot.appear(knob.mark, *self.scatter.best, share=0.1)

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
            self.turn_from(shot, self.knob.best, self.knob.start, 0.2)
            self.fog.around(self.knob.place(self.knob.start))
            shot.appear(self.fog, share=0.2)

    def ask_the_two_questions(self) -> None:
        """Ask which way, and how far."""
        with self.beat("decide") as shot:
            shot.hold(0.3)
            shot.appear(*self.questions.ways, share=0.1)
            shot.hold(0.12)
            shot.appear(*self.questions.lengths, share=0.1)
