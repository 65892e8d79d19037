"""Three cures for a narrow valley, each descent made by its own rule and counted in steps."""

from dataclasses import dataclass, replace
from typing import Final

from gdcore.arrays import Floats
from gdcore.data.units import Units
from gdcore.data.way_in import way_in
from gdcore.descent.loop import descend
from gdcore.experiment import Experiment, run
from gdcore.landscape.curvature import max_stable_rate
from gdcore.landscape.long_valley import LongDescent, settled
from gdcore.rules.recipes import Rule, rule_named

__all__ = ["MOMENTUM", "MOST_STEPS", "Cure", "searched", "standardised", "with_momentum"]

MOMENTUM: Final = 0.99
"""The share of the last step that is kept."""

MOST_STEPS: Final = 10_000
"""So many are made at most."""

_FIRST_STEPS: Final = 10
_LONGER: Final = 1.25
"""A path is looked at for longer than it took to arrive: one with momentum swings."""


@dataclass(frozen=True, eq=False)
class Cure:
    """Another descent to the same best line.

    Parameters
    ----------
    whole : Experiment
        With its trajectory, on the columns that it descends on.
    steps : int, optional
        From which step on the intercept, in the data's own units, is all but there; see `settled`.
        None if it is not within the steps that are made at most.
    """

    whole: Experiment
    steps: int | None


def standardised(descent: LongDescent) -> Cure:
    """Descend on standardised columns from the same line, at the same share of the limit.

    There a line's columns are uncorrelated with the constant and both of variance 1: the bowl is
    round, and the way back is an affine map, which is solved for the start.
    """
    raw = descent.whole
    made = run(raw.data, units=Units.STANDARD, steps=0)
    rate = raw.rate / descent.limit * max_stable_rate(made.bowl)
    return _counted(descent, replace(made, rate=rate), way_in(made.original, descent.start))


def searched(descent: LongDescent, start: Floats) -> Cure:
    """Descend on the raw columns by an exact line search, from a start of shape (2,)."""
    return _counted(descent, _by(descent, rule_named("line-search")), start)


def with_momentum(descent: LongDescent) -> Cure:
    """Descend on the raw columns at the same rate, keeping `MOMENTUM` of each step."""
    return _counted(descent, _by(descent, rule_named(f"momentum:{MOMENTUM}")), descent.start)


def _by(descent: LongDescent, rule: Rule) -> Experiment:
    return replace(descent.whole, rule=rule)


def _counted(
    descent: LongDescent, whole: Experiment, start: Floats, steps: int = _FIRST_STEPS
) -> Cure:
    """Make ten times as many steps until some more than it took are made, or there are too many."""
    first, best = descent.intercepts
    path = descend(whole.objective, whole.update, start, steps)
    found = settled(whole.original(path.points)[:, 1], best, best - first)
    is_sure = found is not None and _LONGER * found <= steps
    if not is_sure and steps < MOST_STEPS:
        return _counted(descent, whole, start, 10 * steps)
    return Cure(replace(whole, trajectory=path if found is None else path.first(found)), found)
