"""The line of least absolute residuals, exactly: from vertex to vertex, always downhill.

The sum of |features θ − targets| is a polyhedron's lower surface. Its lowest point can be taken
where p residuals are zero. From such a vertex p edges lead away, one for each row that is let go;
along an edge the sum is lowest at a weighted median (Barrodale & Roberts, "An improved algorithm
for discrete L1 linear approximation", SIAM J. Numer. Anal. 10, 1973, pp. 839-848).
"""

from typing import Final, NamedTuple, cast

import numpy as np

from gdcore.arrays import Floats

__all__ = ["EndlessError", "least_absolute"]

_NUDGE: Final = 1e-9
"""Targets are moved apart by this share of their spread, for ties would hide the way downhill."""

_SEED: Final = 1973
_ROUNDING: Final = 1e-12
_DEPENDENT: Final = 1e-11
_PIVOT: Final = 1e-9
_LENGTHS: Final = 10.0 ** -np.arange(3.0, 300.0, 3.0)
_EDGES: Final = 100


class EndlessError(ValueError):
    """The sum falls without end: the pull is stronger than all rows on its way."""


def least_absolute(features: Floats, targets: Floats, pull: Floats | None = None) -> Floats:
    """Return θ, shape (p,), that minimises the sum of |features θ − targets|, less pull · θ.

    Parameters
    ----------
    features : Floats, shape (n, p)
        Parameters whose columns depend on those before them are left at 0.
    targets : Floats, shape (n,)
    pull : Floats, shape (p,), optional
        0 if not given.

    Raises
    ------
    EndlessError
        If there is no lowest place, which only a pull can be the cause of.

    Examples
    --------
    >>> rows = np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0], [3.0, 1.0]])
    >>> least_absolute(rows, np.array([1.0, 3.0, 5.0, 99.0])).round(9).tolist()
    [2.0, 1.0]
    """
    kept = _independent(features)
    solution = np.zeros(features.shape[1])
    if kept:
        sizes = np.abs(features[:, kept]).max(axis=0)
        pulled = np.zeros(len(kept)) if pull is None else pull[kept] / sizes
        solution[kept] = _lowest(features[:, kept] / sizes, targets, pulled) / sizes
    return solution


def _independent(features: Floats) -> list[int]:
    """Return the columns that do not depend on those before them."""
    largest = np.abs(features).max(axis=0)
    scaled = features / np.where(largest > 0, largest, 1.0)
    lengths = np.linalg.norm(scaled, axis=0)
    return _spanning((scaled / np.where(lengths > 0, lengths, 1.0)).T, _DEPENDENT)


def _spanning(vectors: Floats, threshold: float) -> list[int]:
    """Return which vectors, given as rows, reach so far out of the space of those before them."""
    chosen: list[int] = []
    basis = np.zeros((0, vectors.shape[1]))
    for index, vector in enumerate(vectors):
        rest = vector - basis.T @ (basis @ vector)
        rest -= basis.T @ (basis @ rest)
        length = float(np.linalg.norm(rest))
        if length > threshold:
            chosen.append(index)
            basis = np.vstack([basis, rest / length])
        if len(chosen) == vectors.shape[1]:
            break
    return chosen


def _lowest(features: Floats, targets: Floats, pull: Floats) -> Floats:
    """Return the lowest vertex, for independent columns of magnitude 1."""
    residuals = targets - features @ np.linalg.lstsq(features, targets, rcond=None)[0]
    random = np.random.default_rng(_SEED)
    moved = targets + _NUDGE * np.abs(residuals).mean() * random.uniform(-1.0, 1.0, targets.size)
    basis = _vertex(features, residuals)
    walked = 0
    while walked < _EDGES * len(basis) and (edge := _descent(features, moved, pull, basis)):
        basis[edge.leaving] = edge.entering
        walked += 1
    return cast("Floats", np.linalg.solve(features[basis], targets[basis]))


class _Edge(NamedTuple):
    """Which entry of the basis to let go, and the row that takes its place."""

    leaving: int
    entering: int


def _vertex(features: Floats, residuals: Floats) -> list[int]:
    """Return p independent rows, of small residuals where there is a choice."""
    order = np.argsort(np.abs(residuals), kind="stable")
    lengths = np.linalg.norm(features, axis=1).max() * _LENGTHS
    found = (_spanning(features[order], float(length)) for length in lengths)
    rows = next(rows for rows in found if len(rows) == features.shape[1])
    return [int(order[row]) for row in rows]


def _descent(features: Floats, targets: Floats, pull: Floats, basis: list[int]) -> _Edge | None:
    """Return the edge that falls most steeply, with its end, or None at the lowest vertex."""
    inverse = np.linalg.inv(features[basis])
    residuals = targets - features @ (inverse @ targets[basis])
    residuals[basis] = 0.0
    along, pulls = features @ inverse, pull @ inverse
    slopes = np.sign(residuals) @ along + pulls
    kinks = np.abs(along[residuals == 0.0]).sum(axis=0)
    gain = np.abs(slopes) - kinks
    leaving = int(gain.argmax())
    if gain[leaving] <= _ROUNDING * (np.abs(along[:, leaving]).sum() + abs(pulls[leaving])):
        return None
    side = np.copysign(1.0, slopes[leaving])
    entering = _weighted_median(residuals, side * along[:, leaving], side * pulls[leaving])
    return None if entering is None else _Edge(leaving, entering)


def _weighted_median(residuals: Floats, way: Floats, pull: float) -> int | None:
    """Return the row whose residual is 0 where the sum of |residuals − t way|, − t pull, is least.

    Rows that hardly change on the way are no vertex to stand on; None if there is no other.
    """
    weights = np.abs(way)
    towards = (residuals != 0.0) & (np.sign(residuals) == np.sign(way))
    able = np.flatnonzero(towards & (weights > _PIVOT * weights.max()))
    order = able[np.argsort(residuals[able] / way[able], kind="stable")]
    # The slope begins at −(those that fall) + (the rest), and rises by twice a weight at each zero.
    excess = weights[towards].sum() - weights[~towards].sum() + pull
    passed = np.cumsum(2.0 * weights[order])
    index = int(np.searchsorted(passed, excess))
    if pull and index == len(order):
        raise EndlessError("`pull` must be weaker than the rows on its way")
    return int(order[min(index, len(order) - 1)]) if len(order) else None
