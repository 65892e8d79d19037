"""The descent: blocks of steps, looked at for an end, until there is one."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.descent.ending import Ending, Leg, Watch, ending, heights, limit_of
from gdcore.descent.sampling import AllRows, Rows, Sampling
from gdcore.descent.stopping import Stop, counted
from gdcore.descent.trajectory import Status, Trajectory
from gdcore.error.objective import Objective
from gdcore.rules.update import Slope, Update

__all__ = ["descend", "leap", "walk"]

_FIRST_BLOCK = 16
_LARGEST_BLOCK = 4096

_ROWS_AHEAD = 2**16
"""Steps that need rows are taken ahead of the search for an end as long as they look at fewer than
this together: where a step is dear, none is made in vain."""


def descend(
    objective: Objective,
    update: Update[Any, Any],
    start: Floats,
    steps: int,
    stops: tuple[Stop, ...] = (),
    sampling: Sampling | None = None,
) -> Trajectory:
    """Descend with any update rule: by the exact formula where there is one, else step by step.

    It is known for a fixed rate down a bowl, all rows at each step.

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
        The first that fires ends the descent as converged; of several at the same step the first
        listed.
    sampling : Sampling, optional
        Which rows each step looks at; all of them if not given.

    Returns
    -------
    Trajectory
        Divergence is a result, not an error: the path then ends with its last finite point.

    Raises
    ------
    ValueError
        If `start` has another shape than the parameters or E is not finite there, `steps` is
        negative, the batches of `sampling` are larger than the data, or `update` needs all rows and
        gets samples.

    Examples
    --------
    >>> from gdcore.data.dataset import Column, Dataset
    >>> from gdcore.error.loss import MSE
    >>> from gdcore.error.model import line
    >>> from gdcore.rules.update import FixedRate, SteepestDescent
    >>> data = Dataset((Column("x", [0.5, 2.3, 2.9]),), Column("y", [1.4, 1.9, 3.2]))
    >>> update = Update(SteepestDescent(), FixedRate(0.1))
    >>> path = descend(Objective(line(), MSE, data), update, np.zeros(2), 2000)
    >>> path.final.round(6).tolist(), path.status.value
    ([0.641026, 0.948718], 'exhausted')
    """
    sampling = sampling or AllRows()
    rate = update.plain_rate
    if rate is None or objective.quadratic is None or not isinstance(sampling, AllRows):
        return walk(objective, update, start, steps, stops, sampling)
    return leap(objective, rate, start, steps, stops)


def walk(
    objective: Objective,
    update: Update[Any, Any],
    start: Floats,
    steps: int,
    stops: tuple[Stop, ...] = (),
    sampling: Sampling | None = None,
) -> Trajectory:
    """Descend one update after another, also where `descend` leaps.

    Parameters
    ----------
    objective : Objective
    update : Update
    start : Floats, shape (p,)
    steps : int
    stops : tuple of Stop
    sampling : Sampling, optional
        All as for `descend`.

    Raises
    ------
    ValueError
        As `descend`.
    """
    sampling = sampling or AllRows()
    patience = sampling.steps_per_pass(objective.n)
    batches = sampling.batches(objective.n)
    first, height = _checked(objective, start, steps)
    if update.needs_all_rows and not isinstance(sampling, AllRows):
        why = "searches along a line" if update.length.searches else "asks for the curvature"
        raise ValueError(f"`sampling` must be of all rows for a rule that {why}, got some rows")
    slope = _gradient(objective)
    march = _looped(objective, update, first, slope, batches)
    limit = np.inf if update.direction.is_bounded else limit_of(objective, height)
    return _joined(objective, march, first, height, steps, Watch(stops, slope, patience, limit))


def leap(
    objective: Objective, rate: float, start: Floats, steps: int, stops: tuple[Stop, ...] = ()
) -> Trajectory:
    """Descend at a fixed rate by the exact formula for iterate k, without rounding step upon step.

    `walk` goes the same path, to 1e-10 of its length in 2000 steps, one update at a time.

    Parameters
    ----------
    objective : Objective
        A bowl.
    rate : float
        The learning rate, positive and finite.
    start : Floats, shape (p,)
        In the units that `objective` is in.
    steps : int
        How many updates to make at most, 0 or more.
    stops : tuple of Stop
        As for `descend`.

    Returns
    -------
    Trajectory
        Each step counts as a look at all rows.

    Raises
    ------
    ValueError
        If `objective` is no bowl, `rate` is out of range, `start` has another shape than the
        parameters or is not where E is finite, or `steps` is negative.
    """
    bowl = objective.quadratic
    if bowl is None:
        raise ValueError("`objective` must be quadratic to leap, got one that is not; `walk` goes")
    if not 0.0 < rate < np.inf:
        raise ValueError(f"`rate` must be positive and finite, got {rate}")
    first, height = _checked(objective, start, steps)
    limit, done = limit_of(objective, height), 0

    def march(point: Floats, count: int) -> _Stretch:
        nonlocal done
        del point
        done += count
        points = bowl.iterates(first, rate, np.arange(done - count + 1.0, done + 1.0))
        return _Stretch(points, np.full(count, objective.n))

    watch = Watch(stops, bowl.gradient, 1, limit)
    return _joined(objective, march, first, height, steps, watch)


class _Stretch(NamedTuple):
    """Points that k steps lead to, shape (k, p), and the rows each step looked at, shape (k,)."""

    points: Floats
    rows: Floats


_March = Callable[[Floats, int], _Stretch]
"""Takes the last point, shape (p,), and how many steps to make."""


def _looped(
    objective: Objective,
    update: Update[Any, Any],
    start: Floats,
    slope: Slope,
    batches: Iterator[Rows | None],
) -> _March:
    """Return the march that makes one update after another, beginning at `start`."""
    state, n = update.init(start), objective.n

    def march(point: Floats, count: int) -> _Stretch:
        nonlocal state
        points, rows = np.empty((count, point.size)), np.empty(count)
        with np.errstate(all="ignore"):
            for k in range(count):
                batch = next(batches)
                seen = slope if batch is None else partial(objective.gradient_on, rows=batch)
                change, looks, state = update.step(objective, seen, point, state)
                point = points[k] = point + change
                rows[k] = looks * n + (n if batch is None else batch.size)
        return _Stretch(points, rows)

    return march


def _gradient(objective: Objective) -> Slope:
    """Return the gradient over all rows, of a bowl by the shortest way."""
    bowl = objective.quadratic
    return _remembering(objective.gradient) if bowl is None else bowl.gradient


def _remembering(slope: Slope) -> Slope:
    """Return a slope that knows its last answer, for a stop rule and the next step ask the same."""
    known: list[tuple[Floats, Floats]] = []

    def ask(point: Floats) -> Floats:
        if not known or not np.array_equal(known[0][0], point):
            known[:] = [(point, slope(point))]
        return known[0][1]

    return ask


def _joined(
    objective: Objective, march: _March, start: Floats, height: float, steps: int, watch: Watch
) -> Trajectory:
    """Put stretches of steps together until one of them holds the end."""
    point, runs = start, (0,) * len(watch.stops)
    parts = [(start[None], np.array([height]), np.zeros(1))]
    end = Ending(0, Status.EXHAUSTED, _made(steps))
    for done, ahead in pairwise(_milestones(objective, steps)):
        stretch = march(point, ahead - done)
        values = heights(objective, stretch.points)
        found, runs = ending(watch, Leg(point, height, stretch.points, values), done, runs)
        count = found.steps if found else len(values)
        points = _settled(objective, stretch.points[:count])
        parts.append((points, values[:count], stretch.rows[:count]))
        if found:
            end = found
            break
        point, height = stretch.points[-1], float(values[-1])
    points, values, rows = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    work = frozen(np.cumsum(rows))
    return Trajectory(frozen(points), frozen(values), end.status, end.sentence, work, end.fired)


def _settled(objective: Objective, points: Floats) -> Floats:
    """Return points of a descent, those in the lowest place that are there but for rounding."""
    bowl = objective.quadratic
    with np.errstate(all="ignore"):
        return points if bowl is None else bowl.settled(points)


def _made(steps: int) -> str:
    return f"{counted(steps)} {'was' if steps == 1 else 'were'} made."


def _milestones(objective: Objective, steps: int) -> Iterator[int]:
    """Yield the numbers of steps, from 0 to `steps`, after which an end is looked for."""
    largest = _LARGEST_BLOCK
    if objective.quadratic is None:
        largest = max(1, min(largest, _ROWS_AHEAD // objective.n))
    done, block = 0, min(_FIRST_BLOCK, largest)
    yield done
    while done < steps:
        done = min(steps, done + block)
        block = min(2 * block, largest)
        yield done


def _checked(objective: Objective, start: Floats, steps: int) -> tuple[Floats, float]:
    """Return the start as floats that nobody else can change, and E there."""
    expected = (len(objective.model.names),)
    point = frozen(start)
    if point.shape != expected or not np.isfinite(point).all():
        got = np.asarray(start).tolist()
        raise ValueError(f"`start` must hold {expected[0]} finite numbers, got {got}")
    height = float(heights(objective, point))
    if not np.isfinite(height):
        pairs = zip(objective.model.names, point.tolist(), strict=True)
        got = ", ".join(f"{name} = {value:g}" for name, value in pairs)
        raise ValueError(f"`start` must be where E is finite, got {got}")
    if steps < 0:
        raise ValueError(f"`steps` must be 0 or more, got {steps}")
    return point, height
