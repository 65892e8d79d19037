"""What a curve of E is made of: the loss of single rows, and of ever more rows together."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats
from gdcore.error.objective import Objective
from gdcore.error.rows import RowSums
from gdcore.section import Section

__all__ = ["errors_of_first", "herded", "spread_order", "spread_rows"]

Rows = NDArray[np.int64]

_GOLDEN: Final = (5.0**0.5 - 1.0) / 2.0
_SPREAD: Final = (0.02, 0.5, 0.98)
"""Shares of the rows' order at which three well-spread ones stand."""


def errors_of_first(
    objective: Objective, points: Floats, order: Sequence[int] | Rows, counts: Sequence[int]
) -> Floats:
    """Return E of the first so many rows, as if there were no others: their mean or their sum.

    Parameters
    ----------
    objective : Objective
    points : Floats, shape (k, p)
        Parameters.
    order : sequence of int
        Indices of rows.
    counts : sequence of int
        How many of them, each at least 1, ascending; a single row's own loss is that of the first
        one.

    Returns
    -------
    Floats, shape (len(counts), k)
        Infinite where E overflows or has no value.

    Examples
    --------
    >>> from gdcore.data.dataset import Column, Dataset
    >>> from gdcore.error.loss import MSE
    >>> from gdcore.error.model import line
    >>> data = Dataset((Column("x", [1.0, 2.0]),), Column("y", [3.0, 3.0]))
    >>> errors_of_first(Objective(line(), MSE, data), np.zeros((1, 2)), [1, 0], [1, 2]).tolist()
    [[9.0], [9.0]]
    """
    symbols = [*objective.model.predictors, objective.response]
    sums = RowSums.of([objective.row], symbols, objective.model.parameters)
    columns = [column.values[np.asarray(order)] for column in objective.data.columns]
    total, found = np.zeros(len(points)), np.empty((len(counts), len(points)))
    for k, (first, last) in enumerate(pairwise((0, *counts))):
        total = total + sums([column[first:last] for column in columns], points)[:, 0]
        found[k] = total * objective.loss.weight(last)
    return np.where(np.isnan(found), np.inf, found)


def spread_rows(cut: Section, reach: float) -> tuple[int, ...]:
    """Return three rows whose own curves have their lowest points well apart, or as many as are.

    To first order a row is met exactly where the parameter is (y − f) / f′ beyond its best value, f
    the row's prediction at the best fit and f′ its derivative. Of the half of the rows with the
    larger |f′|, whose curves bend most, and of these of the ones met within reach, the ones in the
    middle and near both ends of the order of these places are taken, from left to right.

    Parameters
    ----------
    cut : Section
        Of one parameter.
    reach : float
        How far from the best value a picture goes.
    """
    features, predicted = cut.objective.tangent(cut.best)
    slopes = features[:, 0]
    with np.errstate(all="ignore"):
        away = (cut.objective.data.y.values - predicted) / slopes
    sound = np.flatnonzero(np.isfinite(away))
    bent = sound[np.argsort(-np.abs(slopes[sound]), kind="stable")]
    near = _most(bent, len(bent) // 2)
    near = near[np.argsort(np.abs(away[near]), kind="stable")]
    near = _most(near, int((np.abs(away[near]) <= reach).sum()))
    ranked = near[np.argsort(away[near], kind="stable")]
    return tuple(
        dict.fromkeys(int(ranked[int(share * len(near))]) for share in _SPREAD if len(near))
    )


def _most(rows: Rows, count: int) -> Rows:
    """Return the first so many rows, three at least if there are so many."""
    return rows[: max(count, len(_SPREAD))]


def spread_order(count: int, first: Sequence[int]) -> Rows:
    """Return all of so many rows in an order in which any beginning is spread over the table.

    Parameters
    ----------
    count : int
    first : sequence of int
        Rows that come first.
    """
    # Multiples of the golden section modulo 1 fill the interval evenly (Knuth, The Art of Computer
    # Programming 3, 2nd ed., 1998, section 6.4, theorem S).
    order = np.argsort(np.arange(count) * _GOLDEN % 1.0, kind="stable")
    return np.concatenate([np.array(first, dtype=np.int64), order[~np.isin(order, first)]])


def herded(curves: Floats, count: int, most: int) -> Rows:
    """Return the first rows, and others that join them one by one so that the mean curve stays.

    Each time the row joins that leaves the mean nearest to that of the first ones (herding; Chen,
    Welling & Smola, "Super-samples from kernel herding", UAI 2010).

    Parameters
    ----------
    curves : Floats, shape (k, n)
        A curve of k values for each row.
    count : int
        How many come first, at least 1.
    most : int
        How many are returned, from `count` to n.

    Examples
    --------
    >>> herded(np.array([[2.0, 9.0, 3.0, 1.0, 7.0]]), 1, 4).tolist()
    [0, 2, 3, 4]
    """
    order, left = list(range(count)), list(range(count, curves.shape[1]))
    target, total = curves[:, :count].mean(axis=1), curves[:, :count].sum(axis=1)
    while len(order) < most:
        with np.errstate(all="ignore"):
            sums = total[:, None] + curves[:, left]
            away = np.linalg.norm(sums - (len(order) + 1) * target[:, None], axis=0)
        order.append(left.pop(int(np.where(np.isnan(away), np.inf, away).argmin())))
        total = total + curves[:, order[-1]]
    return np.array(order)
