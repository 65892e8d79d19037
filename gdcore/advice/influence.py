"""Which rows carry the fit: what leaving one of them out would change."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.error.objective import Objective
from gdcore.error.quadratic import triangle
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
    shifts = _dffits(objective, experiment.best)
    found = np.flatnonzero(shifts > CARRIES)
    order = found[np.argsort(-shifts[found], kind="stable")[:most]]
    return tuple(Influence(int(k), float(shifts[k])) for k in order)


def _dffits(objective: Objective, best: Floats) -> Floats:
    """Return by how many standard errors each prediction moves without its row, shape (n,).

    The rows are gone over three times in blocks, so that memory does not grow with their number.
    """
    n, p = objective.n, len(best)
    largest = max(float(np.abs(residuals).max()) for _, residuals in objective.tangents(best))
    if n <= p + 1 or largest <= _ROUNDING * objective.data.y.magnitude:
        return np.zeros(n)
    reduced = triangle(
        np.column_stack([features, residuals / largest])
        for features, residuals in objective.tangents(best)
    )
    unit, total = _unit_ways(reduced[:, :-1]), float(reduced[:, -1] @ reduced[:, -1])
    return np.concatenate([
        _shifts(((features @ unit) ** 2).sum(axis=1), residuals / largest, total, n - p - 1)
        for features, residuals in objective.tangents(best)
    ])


def _shifts(leverage: Floats, unit: Floats, total: float, freedom: int) -> Floats:
    """Return DFFITS of some rows, shape (m,), from residuals whose squares add up to a total."""
    rest = np.maximum(1.0 - leverage, _ROUNDING)
    others = (total - unit**2 / rest) / freedom
    deviation = np.sqrt(np.where(others > _ROUNDING, others, 0.0))
    with np.errstate(divide="ignore"):
        shifts = np.abs(unit) * np.sqrt(leverage) / (deviation * rest)
    return np.where((leverage < 1.0 - _ROUNDING) & (unit != 0.0), shifts, 0.0)


def _unit_ways(features: Floats) -> Floats:
    """Return what makes features orthonormal, shape (p, rank): the hat matrix is F W Wᵀ Fᵀ.

    Parameters
    ----------
    features : Floats, shape (k, p)
        Or what they are reduced to, with the same sums of products.
    """
    lengths = np.hypot.reduce(features, axis=0)
    lengths = np.where(lengths > 0.0, lengths, 1.0)
    _, sizes, ways = np.linalg.svd(features / lengths, full_matrices=False)
    kept = sizes > _ROUNDING * sizes[0]
    return ways[kept].T / sizes[kept] / lengths[:, None]


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
