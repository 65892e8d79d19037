"""Ground that is cut off at the picture's top, on a grid: the cut is where E says, not the grid.

Between points of a grid ground is drawn straight. From a point in the picture to one far above its
top a straight line crosses the top at once, wherever E does: the edge of the cut would be the
grid's staircase. So points just outside are given the height at which it crosses where E does.
"""

from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats

__all__ = ["topped"]

_HALVINGS: Final = 20
_FILED: Final = 2
_WAYS: Final = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))
_LEAST: Final = 1e-6
"""A share of the heights, and of the way to the next point, that counts as none."""


class _Heights(Protocol):
    """E(θ) of two parameters."""

    def value(self, points: Floats, /) -> Floats:
        """Return E at points of shape (..., 2), of shape (...)."""
        ...


def topped(
    objective: _Heights, points: Floats, heights: Floats, ends: tuple[float, float]
) -> Floats:
    """Return heights with those just above the top moved, so that the cut is where E says.

    Each line from a neighbour in the picture wants a height of its own; the mean is weighed by how
    far below the top the neighbour is, for there it matters most.

    Parameters
    ----------
    objective
        E of two parameters.
    points : Floats, shape (n, n, 2)
        A grid.
    heights : Floats, shape (n, n)
        E there; it may be not finite.
    ends : tuple of float
        The lowest height and that of the picture's top, the lower one first.

    Returns
    -------
    Floats, shape (n, n)
    """
    lowest, top = ends
    least = _LEAST * (top - lowest)
    above, weights = np.zeros(heights.shape), np.zeros(heights.shape)
    inside = _without_teeth(heights <= top)
    for way in _WAYS:
        here, there = _pairs(inside, way)
        share = _crossing(objective, points[here], points[there], top)
        below = np.maximum(top - heights[here], least)
        # One neighbour a way: no index comes twice.
        above[there] += below * below * (1.0 / share - 1.0)
        weights[there] += below
    found = weights > 0.0
    moved = np.where(inside, heights, np.maximum(heights, top + least))
    moved[found] = top + np.maximum(above[found] / weights[found], least)
    return moved


def _without_teeth(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which points are in the picture, but for single ones of a tongue too thin to show."""
    for _ in range(_FILED):
        framed = np.pad(inside, 1, mode="edge")
        sides = (framed[:-2, 1:-1], framed[2:, 1:-1], framed[1:-1, :-2], framed[1:-1, 2:])
        inside = inside & (np.sum(sides, axis=0) > 1)
    return inside


def _pairs(
    inside: NDArray[np.bool_], way: tuple[int, int]
) -> tuple[tuple[NDArray[np.int64], ...], tuple[NDArray[np.int64], ...]]:
    """Return the points in the picture whose neighbours in a direction are not, and those."""
    rows, columns = np.nonzero(inside)
    there = rows + way[0], columns + way[1]
    on_grid = np.all([(k >= 0) & (k < len(inside)) for k in there], axis=0)
    rows, columns, *there = (k[on_grid] for k in (rows, columns, *there))
    out = ~inside[there[0], there[1]]
    return (rows[out], columns[out]), (there[0][out], there[1][out])


def _crossing(objective: _Heights, here: Floats, there: Floats, top: float) -> Floats:
    """Return at which share of the way E first reaches the top, by halving, shape (k,)."""
    low, high = np.zeros(len(here)), np.ones(len(here))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_low = objective.value(here + middle[:, None] * (there - here)) <= top
        low, high = np.where(is_low, middle, low), np.where(is_low, high, middle)
    return np.maximum(low, _LEAST)
