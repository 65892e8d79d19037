"""A formula, its derivatives and its descent among the data of a picture."""

import math
from collections.abc import Callable

import numpy as np

from gdcore.experiment import Experiment
from scenes.kit.descent.pace import Pace
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import appearing
from scenes.kit.ink.shapes import PX, Inked
from scenes.kit.look.look import Look
from scenes.kit.panels.formula_card import FormulaCard
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.plot import Plot

__all__ = ["FormulaFit"]

_TURN, _SOON = 0.4, 4.0
"""How far a knob is turned, in the units descended in, and how soon the curve is seen."""


class FormulaFit:
    """A model's formula above a picture of data, and its line or curve in that.

    Parameters
    ----------
    box : Box
        Where the formula is.
    plot : Plot
        Of the data, in their own units.
    experiment : Experiment
    look : Look

    Attributes
    ----------
    experiment : Experiment
    card : FormulaCard
    line : ModelLine
    """

    def __init__(self, box: Box, plot: Plot, experiment: Experiment, look: Look) -> None:
        self.experiment, self._plot = experiment, plot
        self.card = FormulaCard(box, experiment.model, look)
        self.line = ModelLine(experiment, plot, look)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.card.shapes, self.line.residuals, self.line.line)

    @property
    def last_seen(self) -> int:
        """The last step before which the curve still is further than a pixel from its end."""
        experiment, plot = self.experiment, self._plot
        x = experiment.data.x.values
        heights = [experiment.predict(point, x) for point in experiment.trajectory.points]
        away = np.abs(np.array(heights) - heights[-1]).max(axis=1) / plot.window.height
        moving = np.flatnonzero(away * plot.area.height > PX)
        return int(moving[-1]) + 1 if moving.size else 0

    def turn(self, knob: int) -> Callable[[float], None]:
        """Return a function of progress that turns one knob to and fro, as a hand would."""
        start = self.experiment.trajectory.start

        def function(progress: float) -> None:
            theta = start.copy()
            theta[knob] += _TURN * math.sin(2.0 * math.pi * progress)
            self.line.at(theta)

        return function

    def descend(self, pace: Pace) -> Callable[[float], None]:
        """Return a function of progress that makes the descent at a pace, and ends at its end."""
        trajectory = self.experiment.trajectory
        seen = appearing(*(s for s in (self.line.residuals, self.line.line) if not s.veiled))

        def function(progress: float) -> None:
            at, _ = pace.at(progress)
            self.line.at(trajectory.at(at) if progress < 1.0 else trajectory.final)
            seen(min(_SOON * progress, 1.0))

        return function
