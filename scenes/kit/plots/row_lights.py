"""The rows that a step looked at, lit among the data."""

from typing import Final

import numpy as np

from gdcore.landscape.first_steps import first_steps
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked
from scenes.kit.look.look import Look
from scenes.kit.plots.scatter import Scatter
from scenes.kit.plots.standing import row_places

__all__ = ["RowLights"]

_RADIUS_PX: Final = 7.5


class RowLights:
    """Larger dots over those of the rows of one step; none where steps look at all rows.

    Parameters
    ----------
    scatter : Scatter
    steps : int
        Of so many steps at most, from the first one on, the rows are shown.
    look : Look

    Attributes
    ----------
    dots : Dots
    """

    def __init__(self, scatter: Scatter, steps: int, look: Look) -> None:
        self._scatter, experiment = scatter, scatter.experiment
        self._steps = first_steps(experiment, steps)
        self.dots = Dots(np.zeros((1, 2)), _RADIUS_PX, look.slope, clip=scatter.plot.area.clip)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that they draw."""
        return (self.dots,)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, step: int) -> None:
        """Stand over the rows that the step after so many others looks at."""
        rows = self._steps[step].rows if step < len(self._steps) else None
        if rows is not None:
            experiment, plot = self._scatter.experiment, self._scatter.plot
            heights = experiment.data.y.values[rows]
            self.dots.put(row_places(plot, experiment, heights, rows))

    def rise(self, progress: float) -> None:
        """Light up over the rows of the first step, if it looks at some only."""
        if self._steps[0].rows is not None:
            self.at(0)
            self.dots.veil(eased(progress))
