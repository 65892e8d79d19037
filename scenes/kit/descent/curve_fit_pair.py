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
from scenes.kit.plots.plot import Panel
from scenes.kit.plots.scatter import scatter

__all__ = ["CurveFitPair"]

_NAME_ROOM = 0.3


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

    def descend(self, pace: Pace) -> Callable[[float], None]:
        """Return a function of progress that makes the whole descent at a pace."""
        trajectory = self.experiment.trajectory
        seen = appearing(self.line.residuals, self.line.line)

        def function(progress: float) -> None:
            at, _ = pace.at(progress)
            self.line.at(trajectory.at(at))
            seen(min(4.0 * progress, 1.0))

        return function
