"""Formulas above their data: a straight line at first, which bends into a curve."""

from collections.abc import Callable

from gdcore.experiment import Experiment
from scenes.kit.descent.formula_fit import FormulaFit
from scenes.kit.ink.between import travelling
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import Panel
from scenes.kit.plots.scatter import scatter

__all__ = ["CurveFitPair"]

_NAME_ROOM = 0.3


class CurveFitPair:
    """The descents of a straight line and of a curve on one data set, one after the other.

    Parameters
    ----------
    panel : Box
    parts : tuple of Box
        Of the panel: where the formulas are, and where the data are.
    straight, curved : Experiment
        Of the same data.
    look : Look

    Attributes
    ----------
    panel : Panel
    scatter : Scatter
    straight, curve : FormulaFit
    """

    def __init__(
        self,
        panel: Box,
        parts: tuple[Box, Box],
        straight: Experiment,
        curved: Experiment,
        look: Look,
    ) -> None:
        above, below = parts
        self.panel = Panel(panel, look)
        self.scatter = scatter(below, curved, look, (), _NAME_ROOM)
        self.straight, self.curve = (
            FormulaFit(above, self.scatter.plot, experiment, look)
            for experiment in (straight, curved)
        )
        (marks,) = self.scatter.marks
        self._rows = marks.points.copy()

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        fits, axes = (self.straight, self.curve), self.scatter.plot.axes
        written = [part for fit in fits for part in fit.card.shapes]
        residuals, lines = [f.line.residuals for f in fits], [f.line.line for f in fits]
        return (self.panel, *written, *axes.shapes, *residuals, *self.scatter.marks, *lines)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: the curve, its formula, and all residuals."""
        return (*self.curve.shapes, self.straight.line.residuals)

    def count(self, progress: float) -> None:
        """Show one row after the other."""
        (marks,) = self.scatter.marks
        shown = round(progress * len(self._rows))
        marks.points = self._rows[: max(shown, 1)].copy()

    def bend(self) -> Callable[[float], None]:
        """Return a function of progress that makes the straight line the curve."""
        one, other = self.straight.line.line, self.curve.line.line
        residuals = self.straight.line.residuals
        other.veil(1.0)
        between, seen = travelling(one, other), residuals.veiled

        def function(progress: float) -> None:
            between(eased(progress))
            residuals.veil(seen * (1.0 - min(2.0 * progress, 1.0)))
            one.veil(float(progress < 1.0))
            other.veil(float(progress >= 1.0))

        return function
