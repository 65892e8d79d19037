"""The long descent that is shown: the lesson's own on raw columns, else that of a shipped set."""

from functools import cache, lru_cache
from typing import Final, NamedTuple

import numpy as np

from gdcore.data.dataset import Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MSE
from gdcore.experiment import Experiment, run
from gdcore.landscape.cures import Cure, searched, standardised, with_momentum
from gdcore.landscape.long_valley import TEN, LongDescent, is_long
from scenes.telling.shipped import shipped_dataset

__all__ = ["Cures", "cures", "long_descent", "shipped_descent"]

_SHIPPED, _RATE = "study", 1e-4
_ZERO: Final = {"m": 0.0, "b": 0.0}
_SHARES: Final = (0.05, 0.5)
"""Between which shares of the limit a lesson's own rate is kept."""


@lru_cache(maxsize=64)
def long_descent(experiment: Experiment) -> LongDescent:
    """Return the lesson's own descent on raw columns from zero, if it is the longer one.

    A line's with squares whose curvatures differ more than those of the shipped `study` set, and
    whose error is nearly gone when its intercept has hardly begun; else that of `study`.
    """
    shipped = shipped_descent()
    is_raw = experiment.units is Units.OWN and experiment.is_line
    if not is_raw or experiment.objective.loss != MSE:
        return shipped
    if not shipped.whole.condition_number < experiment.condition_number < np.inf:
        return shipped
    own = _from_zero(experiment.data, _own_rate(experiment))
    return own if is_long(own) else shipped


@cache
def shipped_descent() -> LongDescent:
    """Return the long descent of the shipped set."""
    return _from_zero(shipped_dataset(_SHIPPED), _RATE)


def _own_rate(experiment: Experiment) -> float | None:
    """Return the lesson's rate if it suits steepest descent, else none."""
    low, high = (share * float(LongDescent(experiment).limit) for share in _SHARES)
    rate = experiment.plain_rate
    return rate if rate is not None and low <= rate <= high else None


def _from_zero(data: Dataset, rate: float | None) -> LongDescent:
    return LongDescent(run(data, units=Units.OWN, rate=rate, start=_ZERO, steps=TEN))


class Cures(NamedTuple):
    """Ways that are shorter.

    Parameters
    ----------
    standardised, searched, with_momentum : Cure
        From the same start.
    elsewhere : Cure
        By a line search from where the long descent is after `TEN` steps.
    """

    standardised: Cure
    searched: Cure
    with_momentum: Cure
    elsewhere: Cure


@lru_cache(maxsize=64)
def cures(descent: LongDescent) -> Cures:
    """Return the cures of a descent, each path made by its own rule."""
    return Cures(
        standardised(descent),
        searched(descent, descent.start),
        with_momentum(descent),
        searched(descent, descent.at(TEN)),
    )
