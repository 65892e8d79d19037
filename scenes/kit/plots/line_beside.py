"""The data beside a curve of E over one parameter, and the line that its value stands for."""

import numpy as np

from gdcore.experiment import Experiment
from gdcore.section import Section
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Inked
from scenes.kit.look.look import Look
from scenes.kit.plots.model_line import ModelLine
from scenes.kit.plots.scatter import scatter

__all__ = ["LineBeside"]


class LineBeside:
    """The data, the line among them, and how far it misses.

    Parameters
    ----------
    box : Box
    experiment : Experiment
    cut : Section
        Of one parameter.
    look : Look

    Attributes
    ----------
    seen : tuple of Inked
        All but the words that the line has left the picture.
    """

    def __init__(self, box: Box, experiment: Experiment, cut: Section, look: Look) -> None:
        self._cut = cut
        pictured = scatter(box, experiment, look)
        self._line = ModelLine(experiment, pictured.plot, look)
        line = self._line
        axes = pictured.plot.axes.shapes
        self.seen: tuple[Inked, ...] = (*axes, line.residuals, *pictured.marks, line.line)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.seen, self._line.lost)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: nothing."""
        return ()

    def at(self, value: float) -> None:
        """Let the line be that of a value of the parameter."""
        self._line.at(self._cut.lift(np.array([value])))
