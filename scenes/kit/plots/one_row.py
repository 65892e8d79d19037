"""One row of the data at a time, lit, and how far the model misses it."""

from typing import Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from scenes.kit.ink.shapes import Dots, Inked, Positions, Segments
from scenes.kit.look.look import Look
from scenes.kit.plots.standing import DataPlot, thread_places

__all__ = ["OneRow"]

_LIT_PX, _MISS_PX = 8.0, 3.5


class OneRow:
    """A row's mark among the data; `choose` says which row.

    Parameters
    ----------
    experiment : Experiment
    plot : Plot or SpacePlot
        Of the data, in their own units.
    look : Look

    Attributes
    ----------
    dot : Dots
    miss : Segments
        From the row to the line.
    """

    def __init__(self, experiment: Experiment, plot: DataPlot, look: Look) -> None:
        self._experiment, self._plot = experiment, plot
        clip = plot.area.clip
        self.miss = Segments(np.zeros((2, 2)), look.slope, _MISS_PX, clip=clip)
        self.dot = Dots(np.zeros((1, 2)), _LIT_PX, look.data, clip=clip)
        self.rim = Dots(np.zeros((1, 2)), _LIT_PX, look.text, stroke_px=2.0, clip=clip)
        self.choose(0, experiment.trajectory.start)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.miss, self.dot, self.rim)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def choose(self, row: int, theta: Floats) -> Self:
        """Mark a row, and how far the model with parameters of shape (p,) misses it."""
        whole = self._experiment
        (guess,) = whole.predict(theta, whole.data.table[[row]])
        both = np.array([whole.data.y.values[row], guess])
        self._ends = thread_places(self._plot, whole, both, [row] * 2)
        self.dot.put(self._ends[:1])
        self.rim.put(self._ends[:1])
        return self.grow(1.0)

    def grow(self, share: float) -> Self:
        """Draw the miss from the row a share of the way to the line."""
        here, there = self._ends
        self.miss.put(np.array([here, here + share * (there - here)]))
        return self

    @property
    def place(self) -> Positions:
        """Where the row is on the screen, shape (2,)."""
        return self._ends[0]
