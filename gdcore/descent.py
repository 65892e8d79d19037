"""The descent: blocks of steps, looked at for an end, until there is one."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.objective import Objective
from gdcore.rules import Update
from gdcore.stopping import Stop, first_runaway, first_stop
from gdcore.trajectory import Status, Trajectory

__all__ = ["descend", "leap"]

_FIRST_BLOCK = 16
_LARGEST_BLOCK = 4096

March = Callable[[Floats, int], Floats]
"""Takes the last point, shape (p,), and a count; returns that many next points, (count, p)."""


def descend(
    objective: Objective, update: Update[Any, Any], start: Floats, steps: int, stops: tuple[Stop, ...] = ()
) -> Trajectory:
    """Descend step by step with any update rule.

    Parameters
    ----------
    objective : Objective
    update : Update
        Direction and step length.
    start : Floats, shape (p,)
        In the units that `objective` is in.
    steps : int
        How many updates to make at most, 0 or more.
    stops : tuple of Stop
        The first that fires ends the descent as converged.

    Returns
    -------
    Trajectory
        Divergence is a result, not an error: the path then ends with its last finite point.

    Raises
    ------
    ValueError
        If `start` has another shape than the parameters or is not finite, or `steps` is negative.
    """
    state = update.init(start)

    def march(point: Floats, count: int) -> Floats:
        nonlocal state
        points = np.empty((count, point.size))
        with np.errstate(over="ignore", invalid="ignore"):
            for k in range(count):
                change, state = update.step(objective.gradient(point), state)
                point = points[k] = point + change
        return points

    return _walk(objective, march, start, steps, stops)


def leap(
    objective: Objective, rate: float, start: Floats, steps: int, stops: tuple[Stop, ...] = ()
) -> Trajectory:
    """Descend at a fixed rate by the exact formula for iterate k, without rounding step upon step.

    Parameters, returns and errors are those of `descend`, which walks the same path (to 1e-10 of its
    length in 2000 steps) one update at a time.
    """
    done = 0

    def march(point: Floats, count: int) -> Floats:
        nonlocal done
        del point
        done += count
        return objective.quadratic.iterates(start, rate, np.arange(done - count + 1.0, done + 1.0))

    return _walk(objective, march, start, steps, stops)


class _Ending(NamedTuple):
    """Where in a block of steps the path ends, why, and in which words."""

    count: int
    status: Status
    sentence: str


def _walk(
    objective: Objective, march: March, start: Floats, steps: int, stops: tuple[Stop, ...]
) -> Trajectory:
    """Put blocks of steps together until one of them holds the end."""
    _check(objective, start, steps)
    point = np.asarray(start, dtype=np.float64)
    value = start_value = float(objective.value(point))
    points, values, done, block = [point[None]], [np.array([value])], 0, _FIRST_BLOCK
    ending = _Ending(0, Status.EXHAUSTED, f"The limit of {steps:,} steps was reached.")
    while done < steps:
        ahead = march(point, min(block, steps - done))
        heights = _heights(objective, ahead)
        found = _ending(
            objective, np.vstack([point, ahead]), np.append(value, heights), start_value, stops, done
        )
        count = found.count if found else len(ahead)
        points.append(ahead[:count])
        values.append(heights[:count])
        done += count
        if found:
            ending = found
            break
        point, value, block = ahead[-1], float(heights[-1]), min(2 * block, _LARGEST_BLOCK)
    return Trajectory(
        frozen(np.concatenate(points)), frozen(np.concatenate(values)), ending.status, ending.sentence
    )


def _heights(objective: Objective, points: Floats) -> Floats:
    """Return E at the points, infinite or NaN where it is out of range."""
    with np.errstate(over="ignore", invalid="ignore"):
        return objective.value(points)


def _ending(
    objective: Objective,
    points: Floats,
    values: Floats,
    start_value: float,
    stops: tuple[Stop, ...],
    done: int,
) -> _Ending | None:
    """Return how a block of k steps ends the path, if it does; points are (k + 1, p)."""
    lost = first_runaway(points, values, start_value)
    sound = len(points) if lost is None else lost
    with np.errstate(over="ignore", invalid="ignore"):
        gradients = objective.gradient(points[:sound])
    stop = first_stop(stops, points[:sound], values[:sound], gradients) if sound > 1 else None
    if stop is not None:
        sentence = f"It stopped after {done + stop[0]:,} steps: {stop[1].sentence}."
        return _Ending(stop[0], Status.CONVERGED, sentence)
    if lost is None:
        return None
    return _Ending(
        lost - 1, Status.DIVERGED, f"After {done + lost:,} steps the error was out of all bounds."
    )


def _check(objective: Objective, start: Floats, steps: int) -> None:
    expected = (len(objective.model.parameters),)
    if np.shape(start) != expected or not np.isfinite(start).all():
        raise ValueError(f"`start` must hold {expected[0]} finite numbers, got {start!r}")
    if steps < 0:
        raise ValueError(f"`steps` must be 0 or more, got {steps}")
