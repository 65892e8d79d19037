"""Where rows and a model stand in a picture of the data, over however many columns.

Of one column, rows stand along it and the model is a line or a curve. Of two, they stand on a floor
and the model is a plane or a sheet over it. More than two have no picture of their own: there rows
stand in the order of what the best fit guesses for them, so that the best fit is the diagonal and
every residual has its true length.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.data.dataset import Dataset
from gdcore.experiment import Experiment
from gdcore.landscape.view import Window

__all__ = ["GRID", "Samples", "across", "corners", "floor", "samples"]

GRID: Final = 9
"""Places along each side of a sheet."""

_MARGIN: Final = 0.06
_MOST_ROWS: Final = 300


@dataclass(frozen=True, eq=False)
class Samples:
    """Where a model is evaluated to be drawn.

    Parameters
    ----------
    across : Floats, shape (k,)
        How far right each stands in a flat picture; of a sheet, the middle.
    table : Floats, shape (k, predictors)
        The predictors there, in their own units.
    """

    across: Floats
    table: Floats


@lru_cache(maxsize=8)
def across(experiment: Experiment) -> Floats:
    """Return how far right each row stands in a flat picture, shape (n,).

    That is its predictor, in its own unit; of several predictors, what the best fit predicts.
    """
    if len(experiment.data.predictors) == 1:
        return experiment.data.x.values
    return frozen(experiment.predict(experiment.best, experiment.data.table))


def corners(experiment: Experiment) -> Floats:
    """Return the corners, lower left and upper right, of what the rows fill in a flat picture."""
    columns = across(experiment), experiment.data.y.values
    return np.array([[column.min(), column.max()] for column in columns]).T


def floor(data: Dataset) -> Window:
    """Return the rectangle that holds two predictors, the first from left to right."""
    return Window.around(data.table, _MARGIN)


def samples(experiment: Experiment, left: float, right: float, count: int) -> Samples:
    """Return where to evaluate the model to draw it.

    Parameters
    ----------
    experiment : Experiment
    left, right : float
        The ends of a flat picture.
    count : int
        How many places along one column, both ends among them.

    Returns
    -------
    Samples
        Along one column; over two, `GRID`² places, row by row from the front; of more, some
        rows in the order in which they stand.
    """
    kinds = len(experiment.data.predictors)
    if kinds == 1:
        x = np.linspace(left, right, count)
        return Samples(x, x[:, None])
    if kinds == 2:
        table = floor(experiment.data).grid(GRID, GRID).reshape(-1, 2)
        return Samples(np.full(len(table), left / 2 + right / 2), table)
    order = np.argsort(across(experiment), kind="stable")
    rows = order[np.linspace(0, order.size - 1, min(order.size, _MOST_ROWS)).astype(int)]
    return Samples(across(experiment)[rows], experiment.data.table[rows])
