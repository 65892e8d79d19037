"""After how many steps a descent has the best fit's first digits right, for good."""

from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.last_away import there_from
from gdcore.descent.loop import descend
from gdcore.descent.sampling import AllRows
from gdcore.descent.stopping import Flags
from gdcore.experiment import Experiment
from gdcore.landscape.curvature import max_stable_rate, steps_to

__all__ = ["DIGITS", "MOST_STEPS", "arrival", "most_walked"]

DIGITS: Final = 3
"""So many right digits are asked for."""

MOST_STEPS: Final = 10_000
"""So many steps are walked at most where no exact formula leaps over them."""

_SHARE: Final = 0.5 * 10.0 ** (1 - DIGITS)
_OF_WAY: Final = 1e-3
"""A best value of zero has no digits: then this share of the way to it counts as the value."""

_WORK: Final = 20_000_000
"""Steps times rows that may be walked, where each step looks at every row."""

_FIRST_STEPS: Final = 100
_LONGER: Final = 1.25
"""A walk is looked at for longer than it took to arrive: one with momentum swings."""


def arrival(experiment: Experiment) -> int | None:
    """Return from which step on each parameter has three right digits, in the data's own units.

    A parameter θ has d right digits if it is within ½·10^(1 − d) |θ*| of its best value θ*
    (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 1.2). A fixed rate down a
    bowl is reckoned by the exact formula of its iterates, for a million steps as for ten; any other
    descent is walked.

    Parameters
    ----------
    experiment : Experiment
        Its start, rate, rule and sampling; how many steps it made does not matter.

    Returns
    -------
    int or None
        None if it does not arrive: ever, on a bowl at a fixed rate; within `most_walked` steps
        otherwise. Also if there is no best fit that is known.
    """
    if not experiment.fit.settled or experiment.fit.endless:
        return None
    if experiment.objective.is_quadratic and experiment.plain_rate is not None:
        return _reckoned(experiment, experiment.plain_rate)
    return _walked(experiment)


def most_walked(experiment: Experiment) -> int:
    """Return how many steps are walked at most; fewer where each looks at many rows."""
    if experiment.objective.is_quadratic and isinstance(experiment.sampling, AllRows):
        return MOST_STEPS
    return int(np.clip(_WORK // experiment.data.n, _FIRST_STEPS, MOST_STEPS))


def _goal(experiment: Experiment) -> Floats:
    """Return the best fit, shape (p,); of many, the one across from the start."""
    bowl, way = experiment.bowl, experiment.trajectory.start - experiment.best
    if not experiment.objective.is_quadratic or bowl.rank == way.size:
        return experiment.best
    curved = bowl.eigenvectors[:, way.size - bowl.rank :]
    return experiment.best + way - curved @ (curved.T @ way)


def _allowed(experiment: Experiment, goal: Floats) -> Floats:
    """Return how far each parameter may be from its goal, in the data's own units, shape (p,)."""
    start = experiment.original(experiment.trajectory.start)
    return _SHARE * np.fmax(np.abs(goal), _OF_WAY * np.abs(start - goal))


def _away(experiment: Experiment, points: Floats) -> Flags:
    """Return which of some points, shape (k, p), have a parameter without its digits."""
    goal = experiment.original(_goal(experiment))
    off = np.abs(experiment.original(points) - goal)
    is_there: Flags = off <= _allowed(experiment, goal)
    return np.logical_not(is_there.all(axis=1))


def _reckoned(experiment: Experiment, rate: float) -> int | None:
    """Return the step from which on all are there, by the exact formula of the iterates."""
    bowl, start = experiment.bowl, experiment.trajectory.start
    most = steps_to(bowl, start, rate, _tolerance(experiment))
    if rate >= max_stable_rate(bowl) or most is None:
        return None
    return there_from(partial(_is_away_after, experiment, rate), float(most))


def _is_away_after(experiment: Experiment, rate: float, steps: Floats) -> Flags:
    bowl, start = experiment.bowl, experiment.trajectory.start
    return _away(experiment, bowl.iterates(start, rate, steps))


def _tolerance(experiment: Experiment) -> float:
    """Return the share of the start's distance at which each parameter has its digits for sure.

    In the data's own units a parameter is a·θ + c here, so that |a| times the distance in the units
    descended in bounds how far off it is.
    """
    goal = _goal(experiment)
    here, *ends = experiment.original(goal + np.vstack([np.zeros(goal.size), np.eye(goal.size)]))
    reach = np.hypot.reduce(np.array(ends) - here, axis=0)
    distance = float(np.hypot.reduce(experiment.trajectory.start - goal))
    allowed = _allowed(experiment, here)
    tightest = float((allowed / reach).min()) / distance if distance else np.inf
    return min(max(tightest, np.finfo(np.float64).eps), 0.5)


def _walked(experiment: Experiment, steps: int = _FIRST_STEPS) -> int | None:
    """Walk ten times as far until some more steps than it took are made, or there are too many."""
    most = most_walked(experiment)
    start, sampling = experiment.trajectory.start, experiment.sampling
    path = descend(experiment.objective, experiment.update, start, steps, (), sampling)
    away = np.flatnonzero(_away(experiment, path.points))
    found = int(away[-1]) + 1 if away.size else 0
    has_arrived = found <= path.steps
    if has_arrived and (_LONGER * found <= steps or steps >= most):
        return found
    if steps >= most:
        return None
    return _walked(replace(experiment, trajectory=path), min(10 * steps, most))
