"""How a descent ends: by a stop rule, as a runaway, or not yet."""

from typing import NamedTuple

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.stopping import Stop, counted, first_run, first_runaway, runaway_limit
from gdcore.descent.trajectory import Status
from gdcore.error.objective import Objective
from gdcore.rules.update import Slope

__all__ = ["Ending", "Leg", "Watch", "ending", "heights", "limit_of"]

_ROUNDING = float(np.finfo(np.float64).eps) ** 2
"""Parameters carry a relative error of ε, so E as large as ε² times E(0) may be rounding alone."""


class Watch(NamedTuple):
    """What is looked at for an end.

    Parameters
    ----------
    stops : tuple of Stop
        The rules.
    slope : Slope
        The gradient over all rows, at points of shape (..., p).
    steps_per_pass : int
        How many steps it takes to look at all rows.
    limit : float
        The E above which the descent has run away.
    """

    stops: tuple[Stop, ...]
    slope: Slope
    steps_per_pass: int
    limit: float


class Leg(NamedTuple):
    """A stretch of k steps.

    Parameters
    ----------
    point : Floats, shape (p,)
        Where it begins.
    height : float
        E there.
    points : Floats, shape (k, p)
        Where its steps end.
    heights : Floats, shape (k,)
        E there, not finite where it is out of range.
    """

    point: Floats
    height: float
    points: Floats
    heights: Floats


class Ending(NamedTuple):
    """How a path ends.

    Parameters
    ----------
    steps : int
        After how many steps of a stretch.
    status : Status
    sentence : str
        The same in words.
    fired : Stop, optional
        The rule that ended it.
    """

    steps: int
    status: Status
    sentence: str
    fired: Stop | None = None


def heights(objective: Objective, points: Floats) -> Floats:
    """Return E at the points, 0 where it is rounding, infinite or NaN where it is out of range."""
    with np.errstate(all="ignore"):
        values = objective.value(points)
        return np.where(values <= objective.rounding, 0.0, values)


def limit_of(objective: Objective, height: float) -> float:
    """Return the E above which a descent has run away whose steps grow with the gradient.

    A start on the best fit has no E to compare with; what rounding makes of it is then measured
    against E at zero.
    """
    zero = np.zeros(len(objective.model.names))
    return runaway_limit(np.array([height, _ROUNDING * float(heights(objective, zero))]))


def ending(
    watch: Watch, leg: Leg, done: int, runs: tuple[int, ...]
) -> tuple[Ending | None, tuple[int, ...]]:
    """Find the end of a path in a stretch of its steps.

    Parameters
    ----------
    watch : Watch
    leg : Leg
        The stretch.
    done : int
        How many steps were made before it.
    runs : tuple of int
        For each rule the run of small steps right before the stretch.

    Returns
    -------
    tuple of Ending or None and tuple of int
        How the path ends, if it does; and the runs at the end of the stretch.
    """
    lost = first_runaway(leg.points, leg.heights, watch.limit)
    if lost != 0:
        stop, runs = _first_stop(watch, leg, lost, runs)
        if stop:
            count, rule = stop
            said = rule.sentence_after(done + count, rule.patience(watch.steps_per_pass))
            return Ending(count, Status.CONVERGED, said, rule), runs
    if lost is None:
        return None, runs
    said = f"After {counted(done + lost + 1)} the error was out of all bounds."
    return Ending(lost, Status.DIVERGED, said), runs


def _first_stop(
    watch: Watch, leg: Leg, lost: int | None, runs: tuple[int, ...]
) -> tuple[tuple[int, Stop] | None, tuple[int, ...]]:
    """Return the first step, counted from 1, at which a rule fires, and the rule; and the runs."""
    if not watch.stops:
        return None, runs
    points = np.vstack([leg.point, leg.points[:lost]])
    values = np.append(leg.height, leg.heights[:lost])
    gradients = _gradients(watch, leg.points[:lost])
    found: list[tuple[int, Stop]] = []
    after: list[int] = []
    for stop, run in zip(watch.stops, runs, strict=True):
        small = stop.small(points, values, gradients)
        step, run = first_run(small, stop.patience(watch.steps_per_pass), run)
        after.append(run)
        if step is not None:
            found.append((step, stop))
    return min(found, key=lambda pair: pair[0], default=None), tuple(after)


def _gradients(watch: Watch, points: Floats) -> Floats:
    """Return the gradients at the points, (k, p), or nothing of that shape if no rule asks."""
    if all(stop.kind != "gradient" for stop in watch.stops):
        return np.empty_like(points)
    with np.errstate(all="ignore"):
        # A single point is asked for as the next step will, so that its gradient is known by then.
        return watch.slope(points[0])[None] if len(points) == 1 else watch.slope(points)
