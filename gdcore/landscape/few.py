"""A few rows that stand for all, their residuals, and two measures of how wrong a model is."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.formula.stable import compiled
from gdcore.landscape.standing import across

__all__ = ["FewRows", "few_rows"]

_GOLDEN: Final = (5.0**0.5 - 1.0) / 2.0
_TRIED: Final = 12

Ranks = NDArray[np.intp]
"""Indices of rows, in the order of their residuals."""


@dataclass(frozen=True, eq=False)
class FewRows:
    """Some rows of an experiment's data, as if there were no others.

    Residuals are actual minus predicted, in the units descended in.

    Parameters
    ----------
    experiment : Experiment
    rows : tuple of int
        Their indices, at least one.
    """

    experiment: Experiment
    rows: tuple[int, ...]

    def residuals(self, thetas: Floats) -> Floats:
        """Return the residuals, shape (..., n), of models with parameters of shape (..., p)."""
        columns = self.experiment.objective.data.columns
        *x, y = (column.values[list(self.rows)] for column in columns)
        parameters = np.moveaxis(np.asarray(thetas)[..., None], -2, 0)
        with np.errstate(all="ignore"):
            (predicted,) = self._prediction(*x, *parameters)
            return y - np.broadcast_to(predicted, (*np.shape(thetas)[:-1], len(y)))

    def mean_square(self, thetas: Floats) -> Floats:
        """Return the mean of the squared residuals, shape (...), for parameters (..., p)."""
        with np.errstate(all="ignore"):
            return np.mean(self.residuals(thetas) ** 2, axis=-1)

    def mean_length(self, thetas: Floats) -> Floats:
        """Return the mean of the residuals' absolute values, likewise."""
        return np.mean(np.abs(self.residuals(thetas)), axis=-1)

    def error(self, thetas: Floats) -> Floats:
        """Return E of these rows alone: the mean or the sum of squares, as the lesson has it."""
        count = len(self.rows)
        return self.mean_square(thetas) * self.experiment.objective.loss.weight(count) * count

    @cached_property
    def _prediction(self) -> Any:
        model = self.experiment.model
        return compiled([*model.predictors, *model.parameters], [model.expression])


def few_rows(experiment: Experiment, most: int, first: int, theta: Floats) -> FewRows:
    """Return a few rows that are spread over the data, or all if there are no more.

    The rows, in the order in which they stand, are cut into as many groups as wanted. Each group
    gives one, at another place in the order of its residuals: these places are spread as the
    multiples of the golden section are, so that residuals of all kinds are among them (a Latin
    hypercube of two variables; McKay, Beckman & Conover, Technometrics 21 (1979), p. 239). Of some
    such choices the first is taken whose mean squared residual is within a factor of two of that of
    all rows, else the one that comes nearest: a few large misses may be most of E.

    Parameters
    ----------
    experiment : Experiment
    most : int
        How many, at least 1.
    first : int
        The index of a row that must be among them.
    theta : Floats, shape (p,)
        The model whose mean squares are compared.

    Returns
    -------
    FewRows
        In the order in which they stand; see `gdcore.landscape.standing`.
    """
    count = experiment.data.n
    data = experiment.data
    order = np.lexsort((data.y.values, across(experiment)))
    if count <= most:
        return FewRows(experiment, tuple(order.tolist()))
    at_best, here = FewRows(experiment, tuple(range(count))).residuals(
        np.array([experiment.best, theta])
    )
    groups = [
        group[np.argsort(at_best[group], kind="stable")] for group in np.array_split(order, most)
    ]
    choices = [_choice(groups, offset, first) for offset in range(_TRIED)]
    off = [_unlike(here[list(rows)], here) for rows in choices]
    good = (rows for rows, factor in zip(choices, off, strict=True) if factor <= 2.0)
    return FewRows(experiment, next(good, choices[int(np.argmin(off))]))


def _choice(groups: list[Ranks], offset: int, first: int) -> tuple[int, ...]:
    """Return a row of each group, at places that begin with a multiple of the golden section."""
    return tuple(
        first if first in group else int(group[int((k + 1 + offset) * _GOLDEN % 1.0 * len(group))])
        for k, group in enumerate(groups)
    )


def _unlike(some: Floats, residuals: Floats) -> float:
    """Return the factor, at least 1, between mean squares; infinite if only one of them is 0."""
    one, other = float(np.mean(some**2)), float(np.mean(residuals**2))
    low, high = sorted((one, other))
    return high / low if low > 0.0 else (1.0 if high == 0.0 else np.inf)
