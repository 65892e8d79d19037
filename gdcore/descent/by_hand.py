"""A descent that can be followed with a pocket calculator: few rows, one parameter, short numbers.

Every number is the decimal that is written down: a result is rounded when it is written, and what
follows is calculated from what was written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import count, islice
from typing import Final

import sympy

from gdcore.descent.hand_form import HandForm

__all__ = ["MOST_STEPS", "SMALL_STEP", "ByHand", "HandStep", "HandWalk"]

SMALL_STEP: Final = Decimal("0.001")
"""A descent by hand stops when its step is shorter, in the units descended in."""
MOST_STEPS: Final = 1000
"""It stops after so many steps, too."""

_WANTED, _NEAR_ENOUGH = 8, 2
_SLOWEST: Final = Decimal("0.2")
_LEFT, _FAR = Decimal("0.1"), Decimal("0.5")
_CLEAR: Final = Decimal("1.3") * SMALL_STEP
"""A first step from here on is not written as a small one is when it is rounded up."""
_FIGURES: Final = range(9, 0, -1)
_FEW_DIGITS, _MORE_DIGITS, _MOST_DIGITS = 1, 2, 6
_MEAN_PLACES, _SUM_PLACES = 4, 7
"""A mean of three is never a finished decimal; a sum is, for a while, and then keeps its digits."""


@dataclass(frozen=True, slots=True)
class HandStep:
    """One step, as it is written down.

    Parameters
    ----------
    before : Decimal
        The parameter.
    slopes : tuple of Decimal
        The derivative of each row's loss there.
    steepness : Decimal
        Their mean, or their sum.
    change : Decimal
        Minus the rate times it: the step.
    after : Decimal
        The new parameter.
    """

    before: Decimal
    slopes: tuple[Decimal, ...]
    steepness: Decimal
    change: Decimal
    after: Decimal

    @property
    def is_small(self) -> bool:
        """Whether the first rule stops here."""
        return abs(self.change) < SMALL_STEP


@dataclass(frozen=True, slots=True)
class HandWalk:
    """Steps until a small one, or until there are as many as may be.

    Parameters
    ----------
    rate : Decimal
    steps : tuple of HandStep
        One at least.
    """

    rate: Decimal
    steps: tuple[HandStep, ...]

    @property
    def is_small(self) -> bool:
        """Whether a small step ended it, not the number of steps."""
        return self.steps[-1].is_small

    @property
    def final(self) -> Decimal:
        """The parameter after the last step."""
        return self.steps[-1].after


@dataclass(frozen=True, eq=False)
class ByHand:
    """What it takes to descend by hand; see `gdcore.descent.hand_lesson`.

    Parameters
    ----------
    form : HandForm
        The derivative of one row.
    rows : tuple of mapping of sympy.Symbol to Decimal
        For each row what the symbols of the form stand for, but for the parameter that descends.
    parts : tuple of (Decimal, Decimal)
        For each row φ and y − g, as `HandForm.parts` has them.
    averaged : bool
        Whether rows are averaged, not added.
    start : Decimal
    """

    form: HandForm
    rows: tuple[Mapping[sympy.Symbol, Decimal], ...]
    parts: tuple[tuple[Decimal, Decimal], ...]
    averaged: bool
    start: Decimal

    def written(self, value: Decimal) -> Decimal:
        """Return a number as it is written down: rounded, halves away from zero."""
        places = _MEAN_PLACES if self.averaged else _SUM_PLACES
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    @cached_property
    def curvature(self) -> Decimal:
        """How much steeper E gets for each unit of the parameter."""
        return 2 * self._over_rows([phi * phi for phi, _ in self.parts])

    @cached_property
    def best(self) -> Decimal:
        """The parameter at which E of these rows is lowest, as it is written down."""
        fitted = self._over_rows([phi * target for phi, target in self.parts])
        return self.written(2 * fitted / self.curvature)

    def _over_rows(self, values: list[Decimal] | tuple[Decimal, ...]) -> Decimal:
        """Return the mean or the sum."""
        total = sum(values, Decimal(0))
        return total / len(values) if self.averaged else total

    def step(self, before: Decimal, rate: Decimal) -> HandStep:
        """Make one step."""
        slopes = tuple(
            self.written(-2 * phi * (target - phi * before)) for phi, target in self.parts
        )
        steepness = self.written(self._over_rows(slopes))
        change = self.written(-rate * steepness)
        return HandStep(before, slopes, steepness, change, before + change)

    def walk(self, rate: Decimal) -> HandWalk:
        """Make steps until one is small, or there are as many as may be."""
        return HandWalk(rate, tuple(islice(self._steps(rate), MOST_STEPS)))

    def _steps(self, rate: Decimal) -> Iterator[HandStep]:
        step = self.step(self.start, rate)
        yield step
        while not step.is_small:
            step = self.step(step.after, rate)
            yield step

    @cached_property
    def good(self) -> HandWalk:
        """The walk with the rate of fewest digits that arrives in eight steps, or in a few less."""
        best = self._best_of(_FEW_DIGITS)
        is_near = 0 <= _WANTED - len(best.steps) <= _NEAR_ENOUGH
        return best if is_near else self._best_of(_MORE_DIGITS)

    def _best_of(self, digits: int) -> HandWalk:
        return min(map(self.walk, self._rates(digits)), key=_from_wanted)

    def _rates(self, digits: int) -> Iterator[Decimal]:
        """Yield rates of so many digits, the larger first, that lead down without crossing over."""
        most = (1 / self.curvature).adjusted() - digits + 1
        for power in (most, most - 1):
            for figure in range(10**digits - 1, 10 ** (digits - 1) - 1, -1):
                rate = Decimal(figure).scaleb(power)
                if _SLOWEST <= rate * self.curvature < 1:
                    yield rate

    @cached_property
    def slow(self) -> HandWalk:
        """A walk of so small a rate that a small step ends it far from the lowest point."""
        most = self.good.rate.scaleb(-2)
        figures = (Decimal(k).scaleb(most.adjusted() - down) for down in count() for k in _FIGURES)
        walks = (self.walk(rate) for rate in figures if rate <= most)
        return next(walk for walk in walks if walk.is_small and self._is_far(walk))

    def _is_far(self, walk: HandWalk) -> bool:
        """Return whether a walk ends far off, and not because its first step is all but small."""
        first = abs(walk.steps[0].change)
        if SMALL_STEP <= first < _CLEAR:
            return False
        return abs(walk.final - self.best) > _FAR * abs(self.start - self.best)

    @cached_property
    def endless(self) -> HandWalk:
        """A walk of a rate so near the limit 2/curvature that it jumps to and fro, without end."""
        limit = 2 / self.curvature
        rates = (_cut(limit, digits) for digits in range(1, _MOST_DIGITS + 1))
        return next(walk for walk in map(self.walk, rates) if self._jumps(walk))

    def _jumps(self, walk: HandWalk) -> bool:
        return abs(walk.steps[-1].change) > _LEFT * abs(self.start - self.best)


def _from_wanted(walk: HandWalk) -> tuple[bool, int]:
    steps = len(walk.steps)
    return steps > _WANTED, abs(steps - _WANTED)


def _cut(value: Decimal, digits: int) -> Decimal:
    """Return the largest number of so many digits that is not above a positive one."""
    unit = value.adjusted() - digits + 1
    return Decimal(int(value.scaleb(-unit))).scaleb(unit)
