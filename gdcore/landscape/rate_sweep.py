"""Descents down a curve of E from one start at any rate: how each goes, and which rate is which.

In a bowl E = E* + ½ λ d² at the distance d from the lowest point, and a step at the rate η leaves
d − η λ d: the factor 1 − η λ of the way. So 1/λ lands in one step, 2/λ is the limit, and everything
is known by formula. Elsewhere λ is the curvature at the lowest point, the limit is the one close to
it, and what is told of a rate is what its descent really does.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.trajectory import Trajectory
from gdcore.landscape.curvature import steps_to
from gdcore.landscape.sharpest import sharpest
from gdcore.landscape.stand import stand
from gdcore.landscape.view import Window
from gdcore.landscape.walk import windows_along
from gdcore.section import Section

__all__ = ["COUNTED_STEPS", "LONG", "NEAR", "RateSweep", "rate_sweep"]

LONG: Final = 40
"""From so many steps on, a descent is long."""

_BEYOND: Final = 1.25
"""A sweep goes so far beyond the limit, times the limit."""

COUNTED_STEPS: Final = 60
"""In a curve that is no bowl so many steps are made at most to see whether a rate arrives."""

NEAR: Final = 0.01
"""It has arrived when so small a share of the way is left."""

_BARS: Final = 30
_SMALL, _GOOD, _TENTH, _FIFTH = 0.05, 0.5, 0.1, 0.2
_ABOUT: Final = 0.1
"""A step that leaves so much more or less than half of the way about halves it."""
_EDGE: Final = 0.08
_DECADES: Final = 6
_TIMES: Final = 4.0
_TRIES, _LOST_STEPS = 10, 12
"""To lose all numbers so many rates are tried, each four times the last, so many steps each."""
_SLACK: Final = 1e-9
_CLEAR: Final = 0.98
"""Rates below a limit are so much lower at least, so that their numbers differ from its own."""


@dataclass(frozen=True, eq=False)
class RateSweep:
    """One start on a curve of E, and descents from there at any rate.

    Parameters
    ----------
    cut : Section
        Of one parameter, with a curvature at its best value.
    start : float
        Not the best value.
    """

    cut: Section
    start: float

    @property
    def best(self) -> float:
        """The parameter's best value, θ*."""
        return float(self.cut.best[0])

    @property
    def is_bowl(self) -> bool:
        """Whether E is a parabola, so that all is known by formula."""
        return self.cut.objective.is_quadratic

    @property
    def curvature(self) -> float:
        """The second derivative of E at the best value, λ."""
        return float(self.cut.bowl.hessian[0, 0])

    @property
    def limit(self) -> float:
        """Return 2/λ: below it, and only below, a descent comes to rest at the best value."""
        return float(self.cut.max_stable_rate)

    @cached_property
    def safe(self) -> float:
        """The limit with all parameters free, 2/λ_max: no higher than with one, see `sharpest`."""
        found = sharpest(self.cut)
        return min(self.limit, found.limit) if found else self.limit

    def is_safe(self, rate: float) -> bool:
        """Return whether a rate is clearly below the limit with all parameters free."""
        return rate < _CLEAR * self.safe

    @property
    def highest(self) -> float:
        """The highest rate of the sweep."""
        return _BEYOND * self.limit

    def factor(self, rate: float) -> float:
        """Return 1 − η λ, the share of the way that a step leaves; below 0 on the other side."""
        return 1.0 - rate * self.curvature

    def path(self, rate: float, steps: int) -> Trajectory:
        """Return the first steps of the descent at a rate, in a bowl by the exact formula."""
        return self.cut.descend(steps, np.array([self.start]), rate)

    def windows(self, home: Window, rate: float, steps: int) -> tuple[Window, ...]:
        """Return for each point of a path the window that follows it; it never touches an edge.

        Parameters
        ----------
        home : Window
            What is seen at the start.
        rate : float
        steps : int
            As for `path`.
        """
        followed = windows_along(home, self.path(rate, steps))
        return tuple(home if window == home else _roomy(window) for window in followed)

    def steps_needed(self, rate: float) -> int | None:
        """Return after how many steps a hundredth of the way is left, for good; None if never.

        In a curve that is no bowl it is never if it is not within the first `COUNTED_STEPS`.
        """
        if self.is_bowl:
            return steps_to(self.cut.bowl, np.array([self.start]), rate, NEAR)
        path = self.path(rate, COUNTED_STEPS)
        away = np.abs(path.points[:, 0] - self.best) > NEAR * abs(self.start - self.best)
        if away[-1] or path.steps < COUNTED_STEPS:
            return None
        return int(np.flatnonzero(away)[-1]) + 1

    @cached_property
    def counts(self) -> dict[float, int | None]:
        """The steps that rates need, evenly spaced up to the highest, by rate."""
        rates = self.highest * np.arange(1, _BARS + 1) / _BARS
        return {rate: self.steps_needed(rate) for rate in rates.tolist()}

    def falls(self, rate: float) -> bool:
        """Return whether no step at a rate lands higher than it began, and E is lower at last."""
        if self.is_bowl:
            return rate < self.limit * (1.0 - _SLACK)
        path = self.path(rate, COUNTED_STEPS)
        values = path.values
        rises = bool((np.diff(values) > _SLACK * values[0]).any())
        return path.steps == COUNTED_STEPS and bool(values[-1] < values[0]) and not rises

    @cached_property
    def one_step(self) -> float | None:
        """1/λ, at which a bowl's lowest point is one step away; None if E is no bowl."""
        return 1.0 / self.curvature if self.is_bowl else None

    @property
    def takes_own(self) -> bool:
        """Whether the lesson's own rate is a good one: in a bowl it about halves the way."""
        own = self.cut.whole.plain_rate
        if own is None or not self.is_bowl:
            return False
        return self.is_safe(own) and abs(self.factor(own) - _GOOD) <= _ABOUT

    @cached_property
    def good(self) -> float | None:
        """A good rate, below the limit with all parameters free if there is one.

        In a bowl the lesson's own if it about halves the way, else 1/(2 λ), which halves it. In
        another curve the counted one that is fastest; None if none is known to lead to the best
        value.
        """
        if self.is_bowl:
            return self.cut.whole.plain_rate if self.takes_own else _GOOD / self.curvature
        counts = {rate: n for rate, n in self.counts.items() if n and self.falls(rate)}
        safe = {rate: n for rate, n in counts.items() if self.is_safe(rate)}
        return min(safe or counts, key=lambda rate: counts[rate], default=None)

    @property
    def small(self) -> float:
        """A rate that is too small: 1/(20 λ), or less.

        It is at most a tenth of the good one and a fifth of the lesson's own, with which a film
        goes on.
        """
        own = self.cut.whole.plain_rate or math.inf
        good = self.good or self.limit
        return min(_SMALL / self.curvature, _TENTH * good, _FIFTH * own)

    @property
    def large(self) -> float:
        """A rate that is too large.

        In a bowl (1 + √2)/λ: the factor is −√2, so that each step doubles E above its lowest. Else
        the highest.
        """
        return (1.0 + math.sqrt(2.0)) / self.curvature if self.is_bowl else self.highest

    def doubled(self, steps: int) -> float:
        """Return a bowl's E after so many steps at the large rate, infinite if it is no double.

        The part of it above the lowest is ½ λ d² 2ᵏ after k steps.
        """
        if steps >= self.overflow:
            return math.inf
        return self.cut.whole.best_loss + math.ldexp(self._rise, steps)

    @property
    def overflow(self) -> int:
        """After how many steps at the large rate a bowl's E is beyond the largest double.

        A rise is m 2ᵉ with m below 1 and at least a half; from 2¹⁰²⁴ on there are no doubles.
        """
        return int(np.finfo(np.float64).maxexp) + 1 - math.frexp(self._rise)[1]

    @cached_property
    def lost(self) -> tuple[float, Floats] | None:
        """A rate at which E leaves all numbers, and E at each step, infinite at the last one.

        In a bowl the large rate, at which E is known at each step. Else the large rate if E soon
        leaves them, or four times that, and so on; None if none is found.
        """
        if self.is_bowl:
            return self.large, np.array([self.doubled(k) for k in range(self.overflow + 1)])
        tries = (
            (rate, self._until_lost(rate)) for rate in self.large * _TIMES ** np.arange(_TRIES)
        )
        return next(((float(rate), values) for rate, values in tries if values is not None), None)

    def _until_lost(self, rate: float) -> Floats | None:
        """Return E at each step until it is infinite; None if that does not come soon."""
        errors = list(islice(self._errors(rate), _LOST_STEPS + 1))
        return np.array(errors[: errors.index(math.inf) + 1]) if math.inf in errors else None

    def _errors(self, rate: float) -> Iterator[float]:
        """Yield E at each step, though the steps leave all numbers."""
        point = np.array([self.start])
        while True:
            yield float(self.cut.objective.value(point))
            with np.errstate(all="ignore"):
                point = point - rate * self.cut.objective.gradient(point)

    def way_out(self, path: Trajectory, rate: float) -> float:
        """Return to which side a path's next step leads out of all numbers: −1 or 1; 0 if it stays.

        Parameters
        ----------
        path : Trajectory
            Of `path`, at that rate.
        rate : float
        """
        with np.errstate(all="ignore"):
            step = -rate * self.cut.objective.gradient(path.final)
            is_lost = not np.isfinite(self.cut.objective.value(path.final + step))
        return float(np.sign(step[0])) if is_lost else 0.0

    @property
    def mean_square(self) -> float | None:
        """The mean of x², half the curvature of what x is multiplied with, by the mean of squares.

        None if E is another, or of another parameter.
        """
        whole = self.cut.whole
        loss, feature = whole.objective.loss, whole.model.features[self.cut.chosen[0]]
        if feature not in whole.model.predictors or loss.curvature != 2 or not loss.averaged:
            return None
        column = whole.objective.data.predictors[whole.model.predictors.index(feature)]
        return float((column.values**2).mean())

    @property
    def _rise(self) -> float:
        """E at the start above a bowl's lowest, ½ λ d²."""
        return 0.5 * self.curvature * (self.start - self.best) ** 2

    @cached_property
    def rungs(self) -> tuple[float, ...]:
        """Rates to try, each about three times the one before: 1 and 3 times powers of ten.

        All are below the limit with all parameters free. The last is the largest of these that is
        known to arrive, or the next one below the good rate, and the two before are the next lower
        ones.
        """
        top = math.ceil(math.log10(self.safe))
        ladder = [float(f"{rung}e{top - k}") for k in range(_DECADES) for rung in (3, 1)]
        least = self.good or self.limit
        below = (k for k, rate in enumerate(ladder) if self.is_safe(rate))
        first = next(k for k in below if ladder[k] <= least or self.steps_needed(ladder[k]))
        return tuple(ladder[first : first + 3][::-1])

    @cached_property
    def taken(self) -> float:
        """Of the rungs the one that needs the fewest steps; of equal ones the highest."""
        needs = {rate: self.steps_needed(rate) or math.inf for rate in self.rungs[::-1]}
        return min(needs, key=lambda rate: needs[rate])


def _roomy(window: Window) -> Window:
    aside, above = _EDGE * window.width, _EDGE * window.height
    return Window(window.left - aside, window.right + aside, window.bottom, window.top + above)


@lru_cache(maxsize=64)
def rate_sweep(cut: Section) -> RateSweep | None:
    """Return the sweep from where a scene stands on a curve.

    None if there is no curvature at the best value, the best value is not known, or it is not so
    that a good rate leads there and a large one does not.

    Parameters
    ----------
    cut : Section
        Of one parameter.
    """
    if not cut.whole.fit.settled or not 0.0 < float(cut.bowl.hessian[0, 0]) < math.inf:
        return None
    sweep = RateSweep(cut, stand(cut))
    return sweep if sweep.good and sweep.steps_needed(sweep.large) is None else None
