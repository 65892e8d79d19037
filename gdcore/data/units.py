"""Units to descend in: the data's own, standard deviations, or round steps from a round number.

Round units keep numbers small and can be undone in the head: "flipper length from 190 mm, in
tens". Both numbers are decimals of few digits, so the way back is as exact as the data are.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from gdcore.arrays import Floats, frozen
from gdcore.data.dataset import Column, Dataset

__all__ = ["Change", "Scaling", "Units", "rescaled", "round_step"]

_STEPS = (1, 2, 5, 10)


class Units(StrEnum):
    """What a lesson's columns are measured in while it descends."""

    ROUND = "round"
    STANDARD = "standard"
    OWN = "none"


class Change(StrEnum):
    """What may be done to a column before the descent."""

    FULL = "shifted and scaled"
    SCALED = "scaled"
    NONE = "left as it is"


@dataclass(frozen=True, slots=True, eq=False)
class Scaling:
    """How descended columns relate to the data's own: own = shift + scale * descended.

    Parameters
    ----------
    shifts, scales : array_like, shape (p + 1,)
        One entry a column, predictors first; scales are positive.
    """

    shifts: Floats
    scales: Floats

    def __init__(self, shifts: ArrayLike, scales: ArrayLike) -> None:
        object.__setattr__(self, "shifts", frozen(shifts))
        object.__setattr__(self, "scales", frozen(scales))

    @classmethod
    def none(cls, columns: int) -> "Scaling":
        """Return the scaling of `columns` columns that changes nothing."""
        return cls(np.zeros(columns), np.ones(columns))


def rescaled(
    dataset: Dataset,
    units: Units,
    predictors: Change = Change.FULL,
    response: Change = Change.FULL,
    *,
    straight: bool = True,
) -> tuple[Dataset, Scaling]:
    """Measure each column in other units; one that does not vary is not scaled.

    Parameters
    ----------
    dataset : Dataset
    units : Units
        Standard: from the mean, in (population) standard deviations. Round: in the round step next
        to a standard deviation, from about the mean.
    predictors, response : Change
        What is done to them, if less: formulas such as a·x^b need positive values.
    straight : bool
        Whether a straight line is to be fitted. Its round predictors are measured from about one
        standard deviation below their mean: the intercept is still read inside the picture, but the
        parameters hang together, so that contours are tilted and the path bends. Powers of x that
        is measured from its middle hang together by themselves.

    Returns
    -------
    tuple of Dataset and Scaling
        The changed data, without units, and the way back.

    Examples
    --------
    >>> data = Dataset((Column("x", [172, 190, 231]),), Column("y", [2700, 3600, 6300]))
    >>> small, scaling = rescaled(data, Units.ROUND)
    >>> small.x.values.tolist(), scaling.shifts.tolist(), scaling.scales.tolist()
    ([-0.4, 0.5, 2.55], [180.0, 4000.0], [20.0, 2000.0])
    """
    changes = [predictors] * len(dataset.predictors) + [response]
    changed = [
        _changed(column, change, units, below=straight and column is not dataset.response)
        for column, change in zip(dataset.columns, changes, strict=True)
    ]
    moved, shifts, scales = zip(*changed, strict=True)
    sums = dataset.sums and dataset.sums.measured(shifts, scales)
    return Dataset(tuple(moved[:-1]), moved[-1], sums), Scaling(shifts, scales)


def _changed(
    column: Column, change: Change, units: Units, *, below: bool
) -> tuple[Column, float, float]:
    """Return the column in its new units, and its shift and scale: own = shift + scale * new."""
    deviation = column.std
    if change is Change.NONE or units is Units.OWN:
        return column, 0.0, 1.0
    if change is Change.SCALED and (units is Units.STANDARD or not deviation):
        return column.scaled(), 0.0, deviation or 1.0
    if units is Units.STANDARD or not deviation:
        return column.standardised(), column.mean, deviation or 1.0
    factor, power = round_step(deviation)
    target = column.mean - (deviation if below else 0.0)
    steps = 0 if change is Change.SCALED else _steps_to(column, target, factor, power)
    origin, step = _decimal(steps * factor, power), _decimal(factor, power)
    return column.measured(origin, step), origin, step


def round_step(size: float) -> tuple[int, int]:
    """Return the round number next to a size, as a ratio: 1, 2 or 5, and its power of ten.

    Parameters
    ----------
    size : float
        Positive.

    Examples
    --------
    >>> round_step(14.06), round_step(802.0), round_step(0.0003)
    ((1, 1), (1, 3), (2, -4))
    """
    power = math.floor(math.log10(size))
    factor = min(_STEPS, key=lambda f: abs(math.log10(size) - power - math.log10(f)))
    return (1, power + 1) if factor == 10 else (factor, power)


def _steps_to(column: Column, target: float, factor: int, power: int) -> int:
    """Return the multiple of a step that is nearest to a target, and inside the data."""
    step = _decimal(factor, power)
    lowest, highest = column.limits
    return min(max(round(target / step), math.ceil(lowest / step)), math.floor(highest / step))


def _decimal(number: int, power: int) -> float:
    """Return number · 10^power, rounded once."""
    return float(f"{number}e{power}")
