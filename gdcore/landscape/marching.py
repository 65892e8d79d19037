"""Marching squares: the lines of one height through a grid.

W. E. Lorensen and H. E. Cline, Marching cubes, Computer Graphics 21 (1987) 163-169, in two
dimensions; a cell whose corners are high and low in turn is decided by their mean.
"""

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats

__all__ = ["marched"]

Edges = NDArray[np.int64]
"""Numbers of grid edges: first those along rows, then those along columns."""


def marched(heights: Floats, level: float) -> list[Floats]:
    """Return the lines on which linearly interpolated heights are `level`.

    Parameters
    ----------
    heights : Floats, shape (up, across)
        Two or more each way. Cells with a corner that is not finite are left out.
    level : float
        Finite.

    Returns
    -------
    list of Floats, each of shape (n, 2)
        Joined points as (column, row), counted in cells from the first corner; a closed line ends
        where it begins.

    Examples
    --------
    >>> marched(np.array([[0.0, 1.0], [0.0, 1.0]]), 0.25)[0].tolist()
    [[0.25, 0.0], [0.25, 1.0]]
    """
    return [_places(heights, level, chain) for chain in _chains(_segments(heights, level))]


def _segments(heights: Floats, level: float) -> Edges:
    """Return which two crossed edges are joined in each cell, shape (n, 2)."""
    above, edges = heights > level, _cell_edges(heights)
    low, right, high, left = above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1]
    crossed = np.stack([low != right, right != high, high != left, left != low], axis=-1)
    finite = np.isfinite(heights)
    whole = finite[:-1, :-1] & finite[:-1, 1:] & finite[1:, 1:] & finite[1:, :-1]
    simple = whole & (crossed.sum(axis=-1) == 2)
    saddle = whole & crossed.all(axis=-1)
    ends = edges[saddle]
    raised = _centres(heights)[saddle] > level
    around = np.where((raised == low[saddle])[:, None], ends, np.roll(ends, 1, axis=1))
    return np.vstack([edges[simple][crossed[simple]].reshape(-1, 2), around.reshape(-1, 2)])


def _centres(heights: Floats) -> Floats:
    """Return the mean of each cell's corners, shape (up-1, across-1)."""
    quarter = heights / 4
    with np.errstate(invalid="ignore"):
        return quarter[:-1, :-1] + quarter[:-1, 1:] + quarter[1:, 1:] + quarter[1:, :-1]


def _cell_edges(heights: Floats) -> Edges:
    """Return the numbers of each cell's bottom, right, top and left edge, shape (..., 4)."""
    rows = np.arange(heights.size).reshape(heights.shape)
    columns = rows + heights.size
    return np.stack([rows[:-1, :-1], columns[:-1, 1:], rows[1:, :-1], columns[:-1, :-1]], axis=-1)


def _chains(segments: Edges) -> list[Edges]:
    """Join segments (n, 2) that share an end into chains, open ones first."""
    joined: dict[int, list[int]] = {}
    for first, second in segments.tolist():
        joined.setdefault(first, []).append(second)
        joined.setdefault(second, []).append(first)
    ends = [edge for edge, others in joined.items() if len(others) == 1]
    return [_chain(edge, joined) for edge in [*ends, *joined] if joined[edge]]


def _chain(edge: int, joined: dict[int, list[int]]) -> Edges:
    """Walk from an edge as far as segments lead, taking them out of `joined`."""
    chain = [edge]
    while joined[edge]:
        following = joined[edge].pop()
        joined[following].remove(edge)
        chain.append(following)
        edge = following
    return np.array(chain)


def _places(heights: Floats, level: float, chain: Edges) -> Floats:
    """Return where edges are crossed, as (column, row)."""
    upward, corner = np.divmod(chain, heights.size)
    row, column = np.divmod(corner, heights.shape[1])
    first, second = heights[row, column], heights[row + upward, column + 1 - upward]
    share = (level - first) / (second - first)
    return np.column_stack([column + share * (1 - upward), row + share * upward])
