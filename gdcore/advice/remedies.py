"""Other ways down to the same best fit, each counted until its first digits are right."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from gdcore.advice.arrival import arrival, most_walked
from gdcore.arrays import Floats
from gdcore.data.units import Units
from gdcore.data.way_in import way_in
from gdcore.descent.sampling import AllRows
from gdcore.experiment import Experiment, run
from gdcore.landscape.curvature import best_rate
from gdcore.rules.rates import auto_rate
from gdcore.rules.recipes import Rule, rule_named

__all__ = ["MOMENTUM", "Remedy", "remedies"]

MOMENTUM: Final = 0.9
"""The share of the last step that is kept; the usual one."""


@dataclass(frozen=True, eq=False)
class Remedy:
    """Another way down.

    Parameters
    ----------
    kind : str
        "standardise", "rate", "momentum", "search" or "batch".
    option : str
        What asks for it on the command line.
    whole : Experiment
        The lesson with it, from the same start where that has a counterpart.
    """

    kind: str
    option: str
    whole: Experiment

    @cached_property
    def steps(self) -> int | None:
        """After how many steps it has arrived; see `arrival`."""
        return arrival(self.whole)

    @property
    def most(self) -> int:
        """How many steps were walked at most if it has not."""
        return most_walked(self.whole)


def remedies(experiment: Experiment) -> tuple[Remedy, ...]:
    """Return what a lesson does not do yet and could: standardised columns, another rate or rule.

    Each is by itself, all rows a step. None where no best fit is known.

    Parameters
    ----------
    experiment : Experiment
    """
    if not experiment.fit.settled or experiment.fit.endless:
        return ()
    plain = replace(experiment, sampling=AllRows())
    found = [*_standardised(plain), *_better_rate(plain), *_other_rules(plain)]
    if not isinstance(experiment.sampling, AllRows):
        found.insert(0, Remedy("batch", "--method batch", _at_auto_rate(plain, plain.rule)))
    return tuple(found)


def _standardised(plain: Experiment) -> Iterator[Remedy]:
    """Measure columns in standard deviations, from the same line if it is straight.

    Nothing where the formula has no counterpart on such columns.
    """
    if plain.units is Units.STANDARD:
        return
    try:
        made = run(
            plain.data,
            model=plain.model,
            loss=plain.objective.loss,
            units=Units.STANDARD,
            rule=plain.rule,
            steps=0,
        )
    except ValueError:
        return
    if made.rescaled:
        yield Remedy("standardise", "--scale standard", _from_same_start(made, plain))


def _from_same_start(made: Experiment, plain: Experiment) -> Experiment:
    """Begin where another lesson begins, if parameters in own units are an affine map of these."""
    if not made.model.is_linear:
        return made
    own = plain.original(plain.trajectory.start)
    return _from(made, way_in(made.original, own))


def _from(whole: Experiment, start: Floats) -> Experiment:
    path = whole.trajectory
    here = replace(path, points=start[None], values=whole.objective.value(start[None]))
    return replace(whole, trajectory=here.first(0))


def _better_rate(plain: Experiment) -> Iterator[Remedy]:
    """Take the fixed rate that is fastest in the worst case, in two digits, never above it."""
    if not (plain.objective.is_quadratic and plain.plain_rate is not None):
        return
    best = best_rate(plain.bowl)
    digits = 10.0 ** (np.floor(np.log10(best)) - 1.0)
    rate = float(f"{np.floor(best / digits) * digits:.2g}")
    if rate != plain.rate:
        yield Remedy("rate", f"--rate {rate:g}", replace(plain, rate=rate))


def _other_rules(plain: Experiment) -> Iterator[Remedy]:
    """Keep a share of each step, or search for its length: exactly on a bowl, else by halving."""
    search = "line-search" if plain.objective.is_quadratic else "backtracking"
    for kind, name in (("momentum", f"momentum:{MOMENTUM:g}"), ("search", search)):
        if plain.rule.name not in {name, "newton"}:
            yield Remedy(kind, f"--rule {name}", _at_auto_rate(plain, rule_named(name)))


def _at_auto_rate(plain: Experiment, rule: Rule) -> Experiment:
    start = plain.trajectory.start
    rate = auto_rate(rule, plain.objective, start, plain.fit, AllRows())
    return replace(plain, rule=rule, rate=rate)
