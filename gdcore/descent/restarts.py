"""Restarts: the same descent from many starts, and the lowest end among them.

This is not stochastic descent, which looks at a few rows at a time from one start: a restart looks
for another valley.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from gdcore.arrays import Floats, frozen
from gdcore.descent.loop import descend
from gdcore.descent.sampling import Sampling
from gdcore.descent.stopping import Stop
from gdcore.descent.trajectory import Trajectory
from gdcore.error.objective import Objective
from gdcore.rules.update import Update

__all__ = ["Restarts", "restart", "scattered"]


@dataclass(frozen=True, slots=True, eq=False)
class Restarts:
    """The descents from many starts.

    Parameters
    ----------
    runs : tuple of Trajectory
        One for each start, in their order; at least one.
    """

    runs: tuple[Trajectory, ...]

    @property
    def chosen(self) -> int:
        """The index of the run that ends lowest; of equals, the first."""
        return int(np.argmin([run.values[-1] for run in self.runs]))

    @property
    def best(self) -> Trajectory:
        """The run that ends lowest: no other ends at a smaller E."""
        return self.runs[self.chosen]

    @property
    def work(self) -> float:
        """The rows that all runs together looked at."""
        return float(sum(run.work[-1] for run in self.runs))


def restart(
    objective: Objective,
    update: Update[Any, Any],
    starts: Sequence[Floats] | Floats,
    steps: int,
    stops: tuple[Stop, ...] = (),
    sampling: Sampling | None = None,
) -> Restarts:
    """Descend from each of several starts.

    Parameters
    ----------
    objective : Objective
    update : Update
    starts : sequence of Floats, or Floats of shape (s, p)
        At least one.
    steps : int
        How many updates each run may make.
    stops : tuple of Stop
        They end each run by itself.
    sampling : Sampling, optional
        Each run sees the rows in the same order, so that runs differ by their starts alone.

    Raises
    ------
    ValueError
        If `starts` is empty; and as `gdcore.descent.loop.descend`.
    """
    if len(starts) == 0:
        raise ValueError("`starts` must hold at least one point, got none")
    return Restarts(
        tuple(descend(objective, update, start, steps, stops, sampling) for start in starts)
    )


def scattered(low: ArrayLike, high: ArrayLike, count: int, seed: int) -> Floats:
    """Return starts that are spread evenly at random over a box.

    Parameters
    ----------
    low, high : array_like, shape (p,)
        Opposite corners, finite, `low` not above `high` anywhere.
    count : int
        How many, 1 or more.
    seed : int
        0 or more. The first k of more starts are the k starts of the same seed.

    Returns
    -------
    Floats, shape (count, p)

    Raises
    ------
    ValueError
        If one is out of range.

    Examples
    --------
    >>> starts = scattered([-1.0, 0.0], [1.0, 5.0], 3, seed=4)
    >>> bool((starts >= [-1.0, 0.0]).all() and (starts <= [1.0, 5.0]).all())
    True
    """
    bottom, top = frozen(low), frozen(high)
    if bottom.ndim != 1 or bottom.shape != top.shape:
        shapes = f"{bottom.shape} and {top.shape}"
        raise ValueError(f"`low` and `high` must have one shape (p,), got {shapes}")
    if not (np.isfinite(top).all() and np.isfinite(bottom).all() and (bottom <= top).all()):
        raise ValueError(f"`low` must be at most `high`, both finite, got {low} and {high}")
    if count < 1:
        raise ValueError(f"`count` must be 1 or more, got {count}")
    if seed < 0:
        raise ValueError(f"`seed` must be 0 or more, got {seed}")
    share = np.random.default_rng(seed).random((count, bottom.size))
    # Not low + share · (high − low), whose difference overflows for the widest boxes.
    return frozen((1.0 - share) * bottom + share * top)
