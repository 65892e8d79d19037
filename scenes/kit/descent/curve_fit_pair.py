"""A formula above its data: the curve descends among them, and its derivatives stand above."""

from collections.abc import Callable

from gdcore.experiment import Experiment
from scenes.kit.descent.pace import Pace
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import appearing
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.panels.formula_card import FormulaCard
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.scatter import scatter

__all__ = ["CurveFitPair"]

_NAME_ROOM = 0.3


class CurveFitPair:
    """A model's formula and its descent on a data set.

    Parameters
    ----------
    boxes : tuple of Box
        Of the formula, and of the data.
    experiment : Experiment
    look : Look

    Attributes
    ----------
    card : FormulaCard
    line : ModelLine
    """

    def __init__(self, boxes: tuple[Box, Box], experiment: Experiment, look: Look) -> None:
        above, below = boxes
        self._experiment = experiment
        self.card = FormulaCard(above, experiment.model, look)
        self.scatter = scatter(below, experiment, look, (), _NAME_ROOM)
        self.line = ModelLine(experiment, self.scatter.plot, look)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        data = (*self.scatter.plot.shapes, self.line.residuals, *self.scatter.marks)
        return (*self.card.shapes, *data, self.line.line)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: all but the panels."""
        return tuple(shape for shape in self.shapes if not shape.is_ground)

    @property
    def data(self) -> tuple[Inked, ...]:
        """The rows, and what they are read against."""
        return (*self.scatter.plot.axes.shapes, *self.scatter.marks)

    def descend(self, seconds: float) -> Callable[[float], None]:
        """Return a function of progress that makes the whole descent, the first steps one by one.

        Parameters
        ----------
        seconds : float
            How long it takes.
        """
        trajectory = self._experiment.trajectory
        pace, seen = Pace(trajectory.steps, seconds), appearing(self.line.residuals, self.line.line)

        def function(progress: float) -> None:
            at, _ = pace.at(progress)
            self.line.at(trajectory.at(at))
            self.line.lost.veil(0.0)
            seen(min(4.0 * progress, 1.0))

        return function
