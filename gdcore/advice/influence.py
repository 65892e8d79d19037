"""Which rows carry the fit: what leaving one of them out would change."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.experiment import Experiment, run

__all__ = ["CARRIES", "Influence", "influential", "without"]

CARRIES: Final = 2.0
"""Without it the prediction on a row moves by more than so many of its standard errors."""

_ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Influence:
    """A row that the fit leans on.

    Parameters
    ----------
    row : int
        Its place among the rows used, from 0.
    dffits : float
        By how many standard errors its own prediction moves without it, positive; infinite if the
        model meets all other rows.
    """

    row: int
    dffits: float


def influential(experiment: Experiment, most: int = 3) -> tuple[Influence, ...]:
    """Return the rows that a least-squares fit leans on, greatest first.

    DFFITS = |r| √h / (s₍ᵢ₎ (1 − h)), with the residual r, the leverage h and the residuals'
    deviation s₍ᵢ₎ without the row (Belsley, Kuh & Welsch, Regression Diagnostics, 1980, eq. 2.11);
    for a model that is not linear in its parameters, of its linearisation at the best fit. A row
    that alone fixes a parameter (h = 1) has none, and there is no fit without it.

    Parameters
    ----------
    experiment : Experiment
    most : int
        How many are returned at most.

    Returns
    -------
    tuple of Influence
        Those above `CARRIES`. Empty for other losses than squares, a fit that is not known, one
        that leaves no residual, or hardly more rows than parameters.
    """
    objective = experiment.objective
    if not (objective.loss.is_quadratic and experiment.fit.settled):
        return ()
    features, predicted = objective.tangent(experiment.best)
    residuals = objective.data.y.values - predicted
    shifts = _dffits(features, residuals, _ROUNDING * objective.data.y.magnitude)
    order = np.argsort(-shifts, kind="stable")[:most]
    return tuple(Influence(int(k), float(shifts[k])) for k in order if shifts[k] > CARRIES)


def _dffits(features: Floats, residuals: Floats, nothing: float) -> Floats:
    """Return by how many standard errors each prediction moves without its row, shape (n,)."""
    n, p = features.shape
    largest = float(np.abs(residuals).max())
    if n <= p + 1 or largest <= nothing:
        return np.zeros(n)
    unit, leverage = residuals / largest, _leverage(features)
    rest = np.maximum(1.0 - leverage, _ROUNDING)
    others = (float(unit @ unit) - unit**2 / rest) / (n - p - 1)
    deviation = np.sqrt(np.where(others > _ROUNDING, others, 0.0))
    with np.errstate(divide="ignore"):
        shifts = np.abs(unit) * np.sqrt(leverage) / (deviation * rest)
    return np.where((leverage < 1.0 - _ROUNDING) & (unit != 0.0), shifts, 0.0)


def _leverage(features: Floats) -> Floats:
    """Return the diagonal of the hat matrix, shape (n,), from columns scaled to one length."""
    lengths = np.hypot.reduce(features, axis=0)
    scaled = features / np.where(lengths > 0.0, lengths, 1.0)
    left, sizes, _ = np.linalg.svd(scaled, full_matrices=False)
    return (left[:, sizes > _ROUNDING * sizes[0]] ** 2).sum(axis=1)


def without(experiment: Experiment, row: int) -> Floats:
    """Return the best fit without a row, in the data's own units, shape (p,).

    Parameters
    ----------
    experiment : Experiment
    row : int
        Its place among the rows, from 0.

    Raises
    ------
    ValueError
        If the data no longer suit the model.
    """
    data = experiment.data

    def shorter(column: Column) -> Column:
        return Column(column.name, np.delete(column.values, row), column.unit)

    rest = Dataset(tuple(map(shorter, data.predictors)), shorter(data.y))
    made = run(
        rest,
        model=experiment.model,
        loss=experiment.objective.loss,
        units=experiment.units,
        steps=0,
    )
    return made.original(made.best)
