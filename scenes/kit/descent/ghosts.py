"""Ghosts: the lines that a descent has left behind, faint, the older the fainter."""

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from scenes.kit.ink.shapes import PX, Inked
from scenes.kit.look.look import Look
from scenes.kit.plots.standing import DataPlot, ghost_shape, model_places, show_model

__all__ = ["Ghosts"]

_FAINTEST, _BRIGHTEST = 0.24, 0.58
_MOST, _LOOKED_AT = {1: 24, 2: 5}, 400
"""So many at most of one column and of two; of more, guesses leave the first ones only."""
_APART = 7 * PX
"""A line that is nowhere so far from the last ghost leaves none."""


class Ghosts:
    """Earlier lines among the data; `at` shows those of steps that have been left.

    Parameters
    ----------
    experiment : Experiment
    plot : Plot or SpacePlot
        Of the data, in their own units.
    look : Look

    Attributes
    ----------
    steps : tuple of int
        Whose lines they are.
    lines : tuple of Path or Dots
    """

    def __init__(self, experiment: Experiment, plot: DataPlot, look: Look) -> None:
        self._experiment, self._plot = experiment, plot
        self._most = _MOST.get(len(experiment.data.predictors), 1)
        self.steps = self._chosen()
        faint = np.linspace(_FAINTEST, _BRIGHTEST, len(self.steps)).tolist()
        self.lines = tuple(
            ghost_shape(plot, experiment, look.model).light(share) for share in faint
        )
        self.look_again()
        self.at(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that they draw, the oldest first."""
        return self.lines

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.lines

    def _chosen(self) -> tuple[int, ...]:
        """Return the steps whose lines are told apart by eye, from the first on."""
        points = self._experiment.trajectory.points
        chosen, last = [0], self._places(points[0])
        for step in range(1, min(len(points) - 1, _LOOKED_AT)):
            places = self._places(points[step])
            if np.abs(places - last).max() > _APART:
                chosen.append(step)
                last = places
        return tuple(chosen[: self._most])

    def _places(self, theta: Floats) -> Floats:
        return model_places(self._plot, self._experiment, theta)

    def look_again(self) -> None:
        """Find their places anew, after the picture has come to show another window."""
        points = self._experiment.trajectory.points
        for step, line in zip(self.steps, self.lines, strict=True):
            show_model(line, self._plot, self._experiment, points[step])

    def at(self, step: float) -> None:
        """Show the lines of the steps that have been left."""
        for left, line in zip(self.steps, self.lines, strict=True):
            line.veil(float(step > left))
