"""The line of least absolute residuals, exactly: from vertex to vertex, always downhill.

The sum of |features θ − targets| is a polyhedron's lower surface. Its lowest point can be taken
where p residuals are zero. From such a vertex p edges lead away, one for each row that is let go;
along an edge the sum is lowest at a weighted median (Barrodale & Roberts, "An improved algorithm
for discrete L1 linear approximation", SIAM J. Numer. Anal. 10, 1973, pp. 839-848).
"""

from typing import Final, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats

__all__ = ["least_absolute"]

_NUDGE: Final = 1e-9
"""Targets are moved apart by this share of their spread, for ties would hide the way downhill."""

_SEED: Final = 1973
_ROUNDING: Final = 1e-12
_DEPENDENT: Final = 1e-11
_EDGES: Final = 100


def least_absolute(features: Floats, targets: Floats) -> Floats:
    """Return θ, shape (p,), that minimises the sum of |features θ − targets|.

    Parameters
    ----------
    features : Floats, shape (n, p)
        Parameters whose columns depend on those before them are left at 0.
    targets : Floats, shape (n,)

    Examples
    --------
    >>> rows = np.array([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0], [3.0, 1.0]])
    >>> least_absolute(rows, np.array([1.0, 3.0, 5.0, 99.0])).round(9).tolist()
    [2.0, 1.0]
    """
    kept = _independent(features)
    solution = np.zeros(features.shape[1])
    if kept.any():
        sizes = np.abs(features[:, kept]).max(axis=0)
        solution[kept] = _lowest(features[:, kept] / sizes, targets) / sizes
    return solution


def _independent(features: Floats) -> NDArray[np.bool_]:
    """Return which columns do not depend on those before them."""
    sizes = np.linalg.norm(features, axis=0)
    triangle = np.linalg.qr(features / np.where(sizes > 0, sizes, 1.0), mode="r")
    kept = np.zeros(sizes.size, dtype=np.bool_)
    kept[: len(triangle)] = np.abs(np.diag(triangle)) > _DEPENDENT
    return kept


def _lowest(features: Floats, targets: Floats) -> Floats:
    """Return the lowest vertex, for independent columns of magnitude 1."""
    residuals = targets - features @ np.linalg.lstsq(features, targets, rcond=None)[0]
    random = np.random.default_rng(_SEED)
    moved = targets + _NUDGE * np.abs(residuals).mean() * random.uniform(-1.0, 1.0, targets.size)
    basis = _vertex(features, residuals)
    for _ in range(_EDGES * len(basis)):
        edge = _descent(features, moved, basis)
        if edge is None:
            break
        basis[edge.leaving] = edge.entering
    return cast("Floats", np.linalg.solve(features[basis], targets[basis]))


class _Edge(NamedTuple):
    """Which entry of the basis to let go, and the row that takes its place."""

    leaving: int
    entering: int


def _vertex(features: Floats, residuals: Floats) -> list[int]:
    """Return p independent rows, of small residuals where there is a choice."""
    order = np.argsort(np.abs(residuals), kind="stable")
    chosen: list[int] = []
    spanned = np.zeros((0, features.shape[1]))
    for row in order:
        rest = features[row] - spanned.T @ (spanned @ features[row])
        length = float(np.linalg.norm(rest))
        if length > 1e-6 * float(np.linalg.norm(features[row])):
            chosen.append(int(row))
            spanned = np.vstack([spanned, rest / length])
        if len(chosen) == features.shape[1]:
            break
    return chosen


def _descent(features: Floats, targets: Floats, basis: list[int]) -> _Edge | None:
    """Return the edge that falls most steeply, with its end, or None at the lowest vertex."""
    inverse = np.linalg.inv(features[basis])
    residuals = targets - features @ (inverse @ targets[basis])
    residuals[basis] = 0.0
    along = features @ inverse
    slopes = np.sign(residuals) @ along
    kinks = np.abs(along[residuals == 0.0]).sum(axis=0)
    gain = np.abs(slopes) - kinks
    leaving = int(gain.argmax())
    if gain[leaving] <= _ROUNDING * np.abs(along[:, leaving]).sum():
        return None
    way = np.copysign(1.0, slopes[leaving]) * along[:, leaving]
    return _Edge(leaving, _weighted_median(residuals, way))


def _weighted_median(residuals: Floats, way: Floats) -> int:
    """Return the row whose residual vanishes where the sum of |residuals − t way| is lowest."""
    ahead = np.flatnonzero((residuals != 0.0) & (residuals * way > 0.0))
    order = ahead[np.argsort(residuals[ahead] / way[ahead], kind="stable")]
    # The slope begins at -(falling) + (the rest) and rises by twice the weight at each zero.
    weights = np.abs(way)
    excess = weights[ahead].sum() - (weights.sum() - weights[ahead].sum())
    passed = np.cumsum(2.0 * weights[order])
    return int(order[min(int(np.searchsorted(passed, excess)), len(order) - 1)])
