"""Valleys of a curve: its lowest places, and the walls between them.

A descent with small steps ends at the lowest place of the valley that it starts in, so that the
walls say which start has which end.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats, frozen

__all__ = ["Valleys", "bends_down", "valleys"]

_SAMPLES: Final = 2001
_HALVINGS: Final = 60
_SLACK: Final = 1e-9
"""A bend so slight beside the sharpest one is rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Valleys:
    """Where a curve turns, between two values of its one parameter.

    Parameters
    ----------
    low, high : float
        The interval's ends.
    lowest : Floats, shape (k,)
        Values at which the curve stops falling and begins to rise, ascending.
    walls : Floats, shape (w,)
        Values at which it stops rising and begins to fall, ascending.
    """

    low: float
    high: float
    lowest: Floats
    walls: Floats

    @property
    def edges(self) -> tuple[tuple[float, float], ...]:
        """Between which values each valley is: from wall to wall, or to an end of the interval."""
        bounds = np.array([self.low, *self.walls, self.high])
        after = np.searchsorted(self.walls, self.lowest)
        return tuple(zip(bounds[after].tolist(), bounds[after + 1].tolist(), strict=True))

    def ending(self, values: Floats) -> NDArray[np.intp]:
        """Return in which valley each value is, shape (n,); −1 for one that is in none."""
        found = np.full(len(values), -1)
        for k, (left, right) in enumerate(self.edges):
            found[(values >= left) & (values <= right)] = k
        return found

    def counts(self, values: Floats) -> tuple[int, ...]:
        """Return how many of the values, shape (n,), are in each valley."""
        found = self.ending(values)
        return tuple(int(np.sum(found == k)) for k in range(len(self.lowest)))


def valleys(slope: Callable[[Floats], Floats], low: float, high: float) -> Valleys:
    """Return the valleys of a curve that has a slope everywhere.

    Two turns that are nearer to each other than a two thousandth of the interval may be missed.

    Parameters
    ----------
    slope : callable
        Takes values of shape (n,) and returns the curve's slopes there, of the same shape.
    low, high : float
        Ends of the interval, ascending.

    Raises
    ------
    ValueError
        If the ends do not ascend.

    Notes
    -----
    Slopes are looked at on a grid; between neighbours of different signs the turn is found by
    halving, 60 times, so to the last digit.

    Examples
    --------
    >>> found = valleys(lambda x: 4.0 * x**3 - 4.0 * x, -2.0, 2.0)
    >>> found.lowest.round(9).tolist(), abs(found.walls.round(9)).tolist()
    ([-1.0, 1.0], [0.0])
    """
    if not low < high:
        raise ValueError(f"`low` must be below `high`, got {low} and {high}")
    grid = np.linspace(low, high, _SAMPLES)
    rises = slope(grid) > 0.0
    lowest = np.flatnonzero(~rises[:-1] & rises[1:])
    walls = np.flatnonzero(rises[:-1] & ~rises[1:])
    turns = (_halved(slope, grid[k], grid[k + 1]) for k in (lowest, walls))
    return Valleys(low, high, *turns)


def bends_down(slopes: Floats, values: Floats) -> NDArray[np.bool_]:
    """Return where a curve bends down: where its slope falls from one value to the next.

    Parameters
    ----------
    slopes : Floats, shape (n,)
        Of the curve; what is beyond all numbers bends nowhere.
    values : Floats, shape (n,)
        Ascending.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    with np.errstate(all="ignore"):
        rise = np.gradient(slopes, values)
    return rise < -_SLACK * np.abs(rise[np.isfinite(rise)]).max(initial=0.0)


def _halved(slope: Callable[[Floats], Floats], left: Floats, right: Floats) -> Floats:
    """Return where slopes change their sign between ends of shape (k,)."""
    rises = slope(left) > 0.0
    for _ in range(_HALVINGS):
        middle = (left + right) / 2.0
        same = (slope(middle) > 0.0) == rises
        left, right = np.where(same, middle, left), np.where(same, right, middle)
    return frozen((left + right) / 2.0)
