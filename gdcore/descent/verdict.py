"""The verdict on a descent: how it set out, how its steps went, whether E fell, how it ended.

All that speaks of a descent, pictures and sentences alike, asks here, so that no two contradict
each other.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.descent.reference import (
    Reference,
    hardly_moves,
    is_level,
    rests,
    shares_left,
    slack,
    turns_back,
)
from gdcore.descent.trajectory import Status, Trajectory

__all__ = [
    "AT_LIMIT",
    "CLOSE",
    "SHOWN_STEPS",
    "End",
    "Fall",
    "Pace",
    "Start",
    "Verdict",
    "verdict",
]

SHOWN_STEPS: Final = 5
"""So many steps are looked at for the pace."""

CLOSE: Final = 0.02
"""A descent that has kept so small a share is close to its end."""

_NEAR = 0.25
_VALLEY = 20.0
_EQUAL = 1e-3
_GROWN = 100.0
AT_LIMIT: Final = 1e-9
"""A rate that differs by so small a share from its limit is at it: the limit itself is rounded."""


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
    """All have one length, to a thousandth, and none turns back."""
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
    RUNAWAY = "runaway"
    """Within bounds, but E is a hundred times what it was, and what the mean response would do."""
    ENDLESS = "endless"
    """It is proven that there is no best fit to arrive at."""
    GIVEN_UP = "given up"
    """The search for the best fit ran out before it came to rest."""
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


_RUNAWAYS: Final = (End.LOST, End.DIVERGED, End.RUNAWAY)


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
        Whether E must fall at every step: a bowl, all rows, steepest descent at a fixed
        rate below the limit.
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
    def has_run_away(self) -> bool:
        """Whether E grew until the descent or its steps ended."""
        return self.end in _RUNAWAYS

    @property
    def is_low(self) -> bool:
        """Whether E is all but the lowest, wherever the parameters are."""
        return self.error_left <= CLOSE


def verdict(reference: Reference, path: Trajectory) -> Verdict:
    """Return how a descent went.

    Parameters
    ----------
    reference : Reference
        What it is judged against.
    path : Trajectory
        The whole descent, or a stretch of it from its start.
    """
    # Of a runaway differences and curvatures may be out of range; then no comparison holds.
    with np.errstate(all="ignore"):
        end = _end(reference, path)
        return Verdict(
            start=_start(reference, path),
            pace=_pace(reference, path, diverges=end in _RUNAWAYS),
            fall=_fall(reference, path),
            end=end,
            is_bound_to_fall=_is_below_limit(reference),
            first_rise=_first_rise(reference, path),
            error_left=_error_left(reference, path),
            shares_left=_shares_left(reference, path),
        )


def _is_below_limit(reference: Reference) -> bool:
    is_plain = reference.update is not None and reference.update.plain_rate is not None
    return is_plain and reference.share_of_limit < 1.0 - AT_LIMIT


def _start(reference: Reference, path: Trajectory) -> Start:
    if _is_lost(path):
        return Start.LOST
    if _has_arrived(reference, path, 0):
        return Start.ARRIVED
    level = is_level(reference.objective, reference.fit, path.start)
    return Start.LEVEL if level else Start.SETS_OUT


def _is_lost(path: Trajectory) -> bool:
    return path.steps == 0 and path.status is Status.DIVERGED


def _has_arrived(reference: Reference, path: Trajectory, step: int) -> bool:
    """Return whether nothing to speak of is left of the error after a step."""
    value = float(path.values[min(step, path.steps)])
    return value - reference.fit.value <= slack(reference, path)


def _pace(reference: Reference, path: Trajectory, *, diverges: bool) -> Pace:
    points = path.points[: SHOWN_STEPS + 1]
    lengths = np.hypot.reduce(np.diff(points, axis=0), axis=1)
    turns = turns_back(points)
    # On a bowl the first turn is enough: the part across the valley changes sides for ever.
    is_over = bool(turns.size and turns[: 1 if reference.is_bowl else None].all())
    is_shorter = bool((np.diff(lengths) < 0.0).all()) and not diverges
    paces = {
        Pace.LONGER: diverges and bool((np.diff(lengths) > 0.0).all()),
        Pace.ARRIVES: _has_arrived(reference, path, 1),
        Pace.OVER: is_over,
        Pace.CRAWLS: reference.is_bowl and not diverges and hardly_moves(reference, points),
        Pace.EQUAL: lengths.size > 0 and _is_even(lengths) and not turns.any(),
        Pace.SHORTER: is_shorter,
    }
    return next((pace for pace, is_so in paces.items() if is_so), Pace.VARIED)


def _is_even(lengths: Floats) -> bool:
    return bool(np.ptp(lengths) < _EQUAL * lengths.max())


def _first_rise(reference: Reference, path: Trajectory) -> int:
    rises = np.diff(path.values) > slack(reference, path)
    return int(rises.argmax()) + 1 if rises.any() else 0


def _fall(reference: Reference, path: Trajectory) -> Fall:
    if path.status is Status.DIVERGED or _is_higher(reference, path):
        return Fall.CLIMBS
    if np.ptp(path.values) <= slack(reference, path):
        return Fall.STAYS
    return Fall.RISES if _first_rise(reference, path) else Fall.FALLS


def _is_higher(reference: Reference, path: Trajectory) -> bool:
    return float(path.values[-1] - path.values[0]) > slack(reference, path)


def _error_left(reference: Reference, path: Trajectory) -> float:
    whole = float(path.values[0]) - reference.fit.value
    if whole <= slack(reference, path):
        return 0.0
    return (float(path.values[-1]) - reference.fit.value) / whole


def _shares_left(reference: Reference, path: Trajectory) -> Floats:
    # From a best fit there is no way to go: what the path shows is rounding.
    if _has_arrived(reference, path, 0):
        return frozen(np.zeros_like(path.start))
    return frozen(shares_left(reference, path.points))


def _end(reference: Reference, path: Trajectory) -> End:
    if _is_lost(path):
        return End.LOST
    if path.status is Status.DIVERGED or _runs_away(reference, path):
        return End.DIVERGED
    if _has_grown(reference, path):
        return End.RUNAWAY
    if reference.fit.endless:
        return End.ENDLESS
    return _place(reference, path) if reference.fit.settled else End.GIVEN_UP


def _runs_away(reference: Reference, path: Trajectory) -> bool:
    """Return whether E climbs for ever, though it is within bounds yet."""
    above = reference.share_of_limit > 1.0 + AT_LIMIT
    return above and path.status is Status.EXHAUSTED and _is_higher(reference, path)


def _has_grown(reference: Reference, path: Trajectory) -> bool:
    """Return whether E has grown out of proportion, where no limit of the rate says why.

    Below its limit a ball that rolls on may climb high and come down all the same.
    """
    if path.status is not Status.EXHAUSTED or not math.isnan(reference.share_of_limit):
        return False
    return bool(path.values[-1] > _GROWN * max(float(path.values[0]), reference.spread))


def _place(reference: Reference, path: Trajectory) -> End:
    """Return where a descent has come to."""
    left = float(_shares_left(reference, path).max())
    # A bowl's best fit is one place, if the data tell; elsewhere another may be as good.
    is_alone = reference.is_bowl and reference.bowl.rank == len(reference.fit.point)
    is_as_good = not is_alone and _has_arrived(reference, path, path.steps)
    if is_as_good or max(left, _error_left(reference, path)) <= CLOSE:
        return End.CLOSE
    if not reference.fit.proven and rests(reference, path.final):
        return End.ELSEWHERE
    if _is_higher(reference, path):
        return End.HIGHER
    return End.NEAR if left <= _NEAR else _far(reference, path)


def _far(reference: Reference, path: Trajectory) -> End:
    if turns_back(path.points[-3:]).any():
        return End.BOUNCES
    return End.CRAWLS if reference.is_bowl and reference.condition > _VALLEY else End.SLOW
