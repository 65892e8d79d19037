"""A descent down a line's narrow valley: any of its steps at once, and how much it has left to go.

In the directions of its curvatures a bowl's descent keeps the factor 1 − r λ of the distance at
each step, so step k is (1 − r λ)ᵏ, for a million as for one; see `Quadratic.iterates`.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.last_away import there_from
from gdcore.descent.loop import descend
from gdcore.descent.stopping import Flags, Stop
from gdcore.experiment import Experiment
from gdcore.landscape.curvature import Valley, max_stable_rate, valley

__all__ = [
    "HUNDRED",
    "HUNDRED_THOUSAND",
    "MILLION",
    "NEAR",
    "SMALL_STEP",
    "TEN",
    "THOUSAND",
    "LongDescent",
    "is_long",
    "settled",
    "two_digits",
]

NEAR: Final = 0.01
"""A parameter has arrived when so small a share of its way is left."""

SMALL_STEP: Final = 1e-3
"""The stop rule that is fooled: no parameter moves by so much."""

_INTERCEPT: Final = 1
TEN, HUNDRED, THOUSAND, HUNDRED_THOUSAND, MILLION = 10, 100, 1_000, 100_000, 1_000_000
"""Numbers of steps at which such a descent is looked at: the error is gone, the way is not."""

_MOSTLY, _HARDLY = 0.95, 0.1


@dataclass(frozen=True, eq=False)
class LongDescent:
    """Steepest descent at a fixed rate on a bowl, and one parameter of it that is last to arrive.

    Parameters
    ----------
    whole : Experiment
        A line's, on the data's own columns, with squares; its rate is below the limit.
    """

    whole: Experiment

    @property
    def start(self) -> Floats:
        """Where it begins, shape (2,)."""
        return self.whole.trajectory.start

    @property
    def intercepts(self) -> tuple[float, float]:
        """The intercept at the start, and the best one."""
        return float(self.start[_INTERCEPT]), float(self.whole.best[_INTERCEPT])

    @property
    def shape(self) -> Valley:
        """The curvatures along the valley and across it."""
        return valley(self.whole.bowl)

    @property
    def limit(self) -> float:
        """The largest stable rate."""
        return max_stable_rate(self.whole.bowl)

    @property
    def kept_along(self) -> float:
        """The share r λ of the way that is left along the valley which one step makes."""
        return self.whole.rate * self.shape.along

    @property
    def parts_along(self) -> int:
        """Of how many parts of the way left along the valley a step makes one, in two digits."""
        return two_digits(1.0 / self.kept_along)

    def points(self, steps: Floats) -> Floats:
        """Return where it is after whole numbers of steps of shape (k,), shape (k, 2)."""
        return self.whole.bowl.iterates(self.start, self.whole.rate, steps)

    def at(self, step: float) -> Floats:
        """Return where it is at a step, or on the straight way to the next, shape (2,)."""
        done = float(np.floor(step))
        here, ahead = self.points(np.array([done, done + 1.0]))
        return here + (step - done) * (ahead - here)

    def error(self, points: Floats) -> Floats:
        """Return E at points of shape (..., 2)."""
        return self.whole.bowl.value(points)

    def error_gone(self, points: Floats) -> Floats:
        """Return which share of what can go of E has gone, at points of shape (..., 2)."""
        highest, best = float(self.error(self.start)), self.whole.best_loss
        return (highest - self.error(points)) / (highest - best)

    def way_gone(self, points: Floats) -> Floats:
        """Return which share of the intercept's way has been gone, at points of shape (..., 2)."""
        first, best = self.intercepts
        return (points[..., _INTERCEPT] - first) / (best - first)

    @cached_property
    def steps_needed(self) -> int:
        """From which step on at most `NEAR` of the intercept's way is left."""
        return there_from(self._is_away, np.log(NEAR / 1e3) / np.log1p(-self.kept_along))

    @cached_property
    def stopped(self) -> int:
        """After how many steps the rule that no parameter moves by `SMALL_STEP` ends it."""
        rule = (Stop("step", SMALL_STEP),)
        whole = self.whole
        return descend(whole.objective, whole.update, self.start, THOUSAND, rule).steps

    def _is_away(self, steps: Floats) -> Flags:
        return np.abs(1.0 - self.way_gone(self.points(steps))) > NEAR


def two_digits(value: float) -> int:
    """Return a positive number of 10 or more in two digits, the rest zeros.

    Examples
    --------
    >>> two_digits(782_107.0)
    780000
    """
    return int(float(f"{value:.2g}"))


def is_long(descent: LongDescent) -> bool:
    """Return whether the error is nearly gone after ten steps, the intercept's way not after 1,000.

    Nor may the stop rule have to wait for longer than that.
    """
    soon, later = descent.points(np.array([TEN, THOUSAND], dtype=np.float64))
    is_gone = float(descent.error_gone(soon)) > _MOSTLY
    return is_gone and abs(float(descent.way_gone(later))) < _HARDLY and descent.stopped < THOUSAND


def settled(values: Floats, goal: float, way: float) -> int | None:
    """Return from which of some values on at most `NEAR` of a way to a goal is left, if any.

    Parameters
    ----------
    values : Floats, shape (k + 1,)
        Of a parameter, at each step.
    goal, way : float
        Its best value, and how far that was from the first.
    """
    away = np.flatnonzero(np.abs(values - goal) > NEAR * abs(way))
    if not away.size:
        return 0
    return None if away[-1] == len(values) - 1 else int(away[-1]) + 1
