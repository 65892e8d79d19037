"""The verdict on a descent: how it set out, how its steps went, whether E fell, how it ended.

All that speaks of a descent, pictures and sentences alike, asks here, so that no two contradict
each other.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.descent.bearings import Ground, hardly_moves, rests, shares_left, slack, turns_back
from gdcore.descent.trajectory import Status, Trajectory

__all__ = ["SHOWN_STEPS", "End", "Fall", "Pace", "Start", "Verdict", "verdict"]

SHOWN_STEPS: Final = 5
"""So many steps are looked at for the pace."""

_CLOSE, _NEAR = 0.02, 0.25
_VALLEY = 20.0
_EQUAL = 1e-3
_AT_LIMIT = 1.0 - 1e-9
"""A rate so near its limit is at it: the limit itself is rounded."""


class Start(StrEnum):
    """What is odd about the start, if anything."""

    SETS_OUT = "sets out"
    ARRIVED = "arrived"
    """It is a best fit already."""
    LEVEL = "level"
    """The gradient is zero, though it is no best fit."""
    LOST = "lost"
    """Not one step could be made."""


class Pace(StrEnum):
    """How the first steps go."""

    ARRIVES = "arrives"
    """After one step nothing to speak of is left of the error, or before it."""
    OVER = "over"
    """Each lands on the other side of the bottom."""
    LONGER = "longer"
    """Of a descent that diverges: each is longer than the one before."""
    CRAWLS = "crawls"
    """Of a bowl: all together they are less than a tenth of the way."""
    EQUAL = "equal"
    """All have one length, to a thousandth."""
    SHORTER = "shorter"
    """Each is shorter than the one before."""
    VARIED = "varied"
    """None of these."""


class Fall(StrEnum):
    """Whether E fell all the way."""

    STAYS = "stays"
    """It is the same all along."""
    FALLS = "falls"
    """No step made it rise."""
    RISES = "rises"
    """It rose at a step, but ends no higher than it began."""
    CLIMBS = "climbs"
    """It ends higher than it began, or out of all bounds."""


class End(StrEnum):
    """How a descent ended; the first of these that is so."""

    LOST = "lost"
    """Not one step could be made."""
    DIVERGED = "diverged"
    """Out of all bounds, or on a bowl uphill at a rate above the limit."""
    ENDLESS = "endless"
    """There is no best fit to arrive at."""
    CLOSE = "close"
    """E is all but the lowest, and each parameter all but the best one; or E is the lowest."""
    ELSEWHERE = "elsewhere"
    """At rest, but not at the best that was found."""
    HIGHER = "higher"
    """Higher than it began, though not out of bounds."""
    NEAR = "near"
    """Each parameter has kept a quarter of its way at most."""
    BOUNCES = "bounces"
    """Far away, and the last two steps go against each other."""
    CRAWLS = "crawls"
    """Far away, in a bowl that is a long valley."""
    SLOW = "slow"
    """Far away: more steps would lead on."""


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """How a descent went.

    Parameters
    ----------
    start : Start
    pace : Pace
        Of the first `SHOWN_STEPS` steps at most.
    fall : Fall
    end : End
    is_bound_to_fall : bool
        Whether E must fall at every step: a bowl, all rows, a fixed rate below the limit.
    first_rise : int
        The first step after which E is higher than before it, 0 if there is none.
    error_left : float
        What is left of E's fall to the best fit, as a share; 0 if there was nothing to fall.
    shares_left : Floats, shape (p,)
        What each parameter has kept of its greatest distance from the best fit.
    """

    start: Start
    pace: Pace
    fall: Fall
    end: End
    is_bound_to_fall: bool
    first_rise: int
    error_left: float
    shares_left: Floats

    @property
    def is_low(self) -> bool:
        """Whether E is all but the lowest, wherever the parameters are."""
        return self.error_left <= _CLOSE


def verdict(ground: Ground, path: Trajectory) -> Verdict:
    """Return how a descent went.

    Parameters
    ----------
    ground : Ground
        What it is judged against.
    path : Trajectory
        The whole descent, or a stretch of it from its start.
    """
    end = _end(ground, path)
    return Verdict(
        start=_start(ground, path),
        pace=_pace(ground, path, diverges=end in (End.DIVERGED, End.LOST)),
        fall=_fall(ground, path),
        end=end,
        is_bound_to_fall=_is_below_limit(ground),
        first_rise=_first_rise(ground, path),
        error_left=_error_left(ground, path),
        shares_left=_shares_left(ground, path),
    )


def _is_below_limit(ground: Ground) -> bool:
    limit = _AT_LIMIT * ground.limit
    return ground.is_bowl and ground.rate is not None and ground.rate < limit


def _start(ground: Ground, path: Trajectory) -> Start:
    if _is_lost(path):
        return Start.LOST
    if _has_arrived(ground, path, 0):
        return Start.ARRIVED
    return Start.SETS_OUT if ground.objective.gradient(path.start).any() else Start.LEVEL


def _is_lost(path: Trajectory) -> bool:
    return path.steps == 0 and path.status is Status.DIVERGED


def _has_arrived(ground: Ground, path: Trajectory, step: int) -> bool:
    """Return whether nothing to speak of is left of the error after a step."""
    value = float(path.values[min(step, path.steps)])
    return value - ground.fit.value <= slack(ground, path)


def _pace(ground: Ground, path: Trajectory, *, diverges: bool) -> Pace:
    points = path.points[: SHOWN_STEPS + 1]
    lengths = np.hypot.reduce(np.diff(points, axis=0), axis=1)
    turns = turns_back(points)
    # On a bowl the first turn is enough: the part across the valley changes sides for ever.
    is_over = bool(turns.size and turns[: 1 if ground.is_bowl else None].all())
    is_shorter = bool((np.diff(lengths) < 0.0).all()) and not diverges
    paces = {
        Pace.LONGER: diverges and bool((np.diff(lengths) > 0.0).all()),
        Pace.ARRIVES: _has_arrived(ground, path, 1),
        Pace.OVER: is_over,
        Pace.CRAWLS: ground.is_bowl and not diverges and hardly_moves(ground, points),
        Pace.EQUAL: bool(np.ptp(lengths) < _EQUAL * lengths.max()) if lengths.size else False,
        Pace.SHORTER: is_shorter,
    }
    return next((pace for pace, is_so in paces.items() if is_so), Pace.VARIED)


def _first_rise(ground: Ground, path: Trajectory) -> int:
    rises = np.diff(path.values) > slack(ground, path)
    return int(rises.argmax()) + 1 if rises.any() else 0


def _fall(ground: Ground, path: Trajectory) -> Fall:
    if path.status is Status.DIVERGED or _is_higher(ground, path):
        return Fall.CLIMBS
    if np.ptp(path.values) <= slack(ground, path):
        return Fall.STAYS
    return Fall.RISES if _first_rise(ground, path) else Fall.FALLS


def _is_higher(ground: Ground, path: Trajectory) -> bool:
    return float(path.values[-1] - path.values[0]) > slack(ground, path)


def _error_left(ground: Ground, path: Trajectory) -> float:
    whole = float(path.values[0]) - ground.fit.value
    if whole <= slack(ground, path):
        return 0.0
    return (float(path.values[-1]) - ground.fit.value) / whole


def _shares_left(ground: Ground, path: Trajectory) -> Floats:
    # From a best fit there is no way to go: what the path shows is rounding.
    if _has_arrived(ground, path, 0):
        return frozen(np.zeros_like(path.start))
    return frozen(shares_left(ground, path.points))


def _end(ground: Ground, path: Trajectory) -> End:
    if _is_lost(path):
        return End.LOST
    if path.status is Status.DIVERGED or _runs_away(ground, path):
        return End.DIVERGED
    return _place(ground, path) if ground.fit.settled else End.ENDLESS


def _runs_away(ground: Ground, path: Trajectory) -> bool:
    """Return whether E climbs for ever, though it is within bounds yet."""
    above = ground.is_bowl and ground.rate is not None and ground.rate > ground.limit
    return above and path.status is Status.EXHAUSTED and _is_higher(ground, path)


def _place(ground: Ground, path: Trajectory) -> End:
    """Return where a descent has come to."""
    left = float(_shares_left(ground, path).max())
    # A bowl's best fit is one place; elsewhere another may be as good.
    is_as_good = not ground.is_bowl and _has_arrived(ground, path, path.steps)
    if is_as_good or max(left, _error_left(ground, path)) <= _CLOSE:
        return End.CLOSE
    if not ground.fit.proven and rests(ground, path.final):
        return End.ELSEWHERE
    if _is_higher(ground, path):
        return End.HIGHER
    return End.NEAR if left <= _NEAR else _far(ground, path)


def _far(ground: Ground, path: Trajectory) -> End:
    if turns_back(path.points[-3:]).any():
        return End.BOUNCES
    return End.CRAWLS if ground.is_bowl and ground.condition > _VALLEY else End.SLOW
