"""A logarithmic scale for E above its lowest: the first fall and the last are both seen on it."""

from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.descent.verdict import End
from gdcore.experiment import Experiment
from gdcore.landscape.sublevel import half_decades

__all__ = ["LogScale", "log_scale"]

_ROOM = 2.5
"""How many times the start's height the scale reaches at least."""

_DEPTH, _DEEPEST = 1.0 / 800.0, 1e-9
"""How deep it reaches, as a share of the start's height; where a descent ends before it is
there, as deep as that, but for this."""

_ROUNDING = 1e-9
_FARTHEST = 1e12
_MOST_LEVELS = 24


@dataclass(frozen=True, slots=True, eq=False)
class LogScale:
    """Heights of E above a base, on a logarithmic scale whose top grows if the descent needs it.

    Parameters
    ----------
    base : float
        The lowest E, or 0 if no lowest one is known: losses are never below.
    lowest : float
        The height above the base at which the scale begins, positive.
    tops : Floats, shape (k + 1,)
        The height at which it ends, at each step of the descent; never less than before.
    """

    base: float
    lowest: float
    tops: Floats

    @property
    def levels(self) -> Floats:
        """Heights above the base that are marked: 1 and 3 times powers of ten, ascending."""
        found = half_decades(self.lowest, float(self.tops[-1]))
        thinned = found[:: 2 * -(-len(found) // (2 * _MOST_LEVELS))]
        return found if len(found) <= _MOST_LEVELS else thinned

    def above(self, values: Floats) -> Floats:
        """Return how high values of E are above the base, not below 0."""
        return np.maximum(values - self.base, 0.0)

    def top(self, step: float) -> float:
        """Return where the scale ends at a step, or on the way from one to the next."""
        steps = np.arange(len(self.tops))
        return float(np.exp(np.interp(step, steps, np.log(self.tops))))

    def shares(self, heights: Floats, top: float) -> Floats:
        """Return how far up heights above the base are, from 0 to 1.

        Parameters
        ----------
        heights : Floats
            What is beyond an end of the scale is put at that end.
        top : float
            Where the scale ends.
        """
        with np.errstate(divide="ignore"):
            up = np.log(heights / self.lowest) / np.log(top / self.lowest)
        return np.clip(np.where(np.isnan(up), 1.0, up), 0.0, 1.0)


def log_scale(experiment: Experiment) -> LogScale:
    """Return the scale on which the errors of a descent are seen.

    Parameters
    ----------
    experiment : Experiment
    """
    values, best = experiment.trajectory.values, experiment.best_loss
    base = best if experiment.fit.settled else 0.0
    heights = np.maximum(values - base, 0.0)
    start = float(heights[0])
    if start <= _ROUNDING * abs(float(values[0])):
        start = abs(best) or 1.0
    lowest = _DEPTH * start
    if experiment.verdict.end is not End.CLOSE:
        lowest = min(lowest, max(float(heights.min()) / 3.0, _DEEPEST * start))
    tops = np.maximum.accumulate(np.append(_ROOM * start, heights[1:] * 1.5))
    return LogScale(base, lowest, frozen(np.minimum(tops, _FARTHEST * start)))
