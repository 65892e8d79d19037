"""A formula above its data: the curve descends among them, and its derivatives stand above."""

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
from scenes.kit.plots.plot import Panel
from scenes.kit.plots.scatter import scatter

__all__ = ["CurveFitPair"]

_NAME_ROOM = 0.3
_SWAY, _SOON = 0.4, 4.0
"""How far a knob is turned, in the units descended in, and how soon the curve is seen."""


class CurveFitPair:
    """A model's formula and its descent on a data set.

    Parameters
    ----------
    panel : Box
    parts : tuple of Box
        Of the panel: where the formula is, and where the data are.
    experiment : Experiment
    look : Look

    Attributes
    ----------
    experiment : Experiment
    panel : Panel
    card : FormulaCard
    line : ModelLine
    """

    def __init__(
        self, panel: Box, parts: tuple[Box, Box], experiment: Experiment, look: Look
    ) -> None:
        above, below = parts
        self.panel = Panel(panel, look)
        self.experiment = experiment
        self.card = FormulaCard(above, experiment.model, look)
        self.scatter = scatter(below, experiment, look, (), _NAME_ROOM)
        self.line = ModelLine(experiment, self.scatter.plot, look)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.panel, *self.card.shapes, *self.parts)

    @property
    def parts(self) -> tuple[Inked, ...]:
        """The data, and the curve among them."""
        line, marks = self.line, self.scatter.marks
        return (*self.scatter.plot.axes.shapes, line.residuals, *marks, line.line)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: the formula and the curve."""
        return (*self.card.shapes, self.line.residuals, self.line.line)

    @property
    def last_seen(self) -> int:
        """The last step before which the curve still is further than a pixel from its end."""
        experiment, plot = self.experiment, self.scatter.plot
        x = experiment.data.x.values
        heights = [experiment.predict(point, x) for point in experiment.trajectory.points]
        away = np.abs(np.array(heights) - heights[-1]).max(axis=1) / plot.window.height
        moving = np.flatnonzero(away * plot.area.height > PX)
        return int(moving[-1]) + 1 if moving.size else 0

    def sway(self, progress: float) -> None:
        """Turn one knob after the other to and fro, as a hand would, the curve in sight."""
        start = self.experiment.trajectory.start
        turn = min(progress, 1.0 - 1e-9) * len(start)
        theta = start.copy()
        theta[int(turn)] += _SWAY * math.sin(2.0 * math.pi * (turn - int(turn)))
        self.line.at(theta)
        appearing(self.line.line)(min(_SOON * progress, 1.0))

    def descend(self, pace: Pace) -> Callable[[float], None]:
        """Return a function of progress that makes the descent at a pace, and ends at its end."""
        trajectory = self.experiment.trajectory
        seen = appearing(self.line.residuals, self.line.line)

        def function(progress: float) -> None:
            at, _ = pace.at(progress)
            self.line.at(trajectory.at(at) if progress < 1.0 else trajectory.final)
            seen(min(4.0 * progress, 1.0))

        return function
