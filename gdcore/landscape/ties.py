"""Models whose misses are equally long on average, while the mean of their squares differs.

Both measures are of the residuals r of some rows. Where the mean of |r| is convex in the
parameters, the models at which it is no larger than at a given one are a convex region around the
best fit. Each ray from there crosses the region's edge once; along the edge the mean of |r| stays,
and the mean of r² does not, because squares weigh large residuals more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats, frozen
from gdcore.landscape.few import FewRows

__all__ = ["Tie", "tie"]

_HALF: Final = 360
"""So many rays on each side of the first."""
_MARCH: Final = np.linspace(0.0, 8.0, 161)[1:]
_BISECTIONS: Final = 60
_JUMP: Final = 2.0
"""Neighbouring rays whose crossings differ by a larger factor are not of one edge."""
_LEAST: Final = 1e-6
_ROOM: Final = 0.06
"""Predictions are within the observed values, and this share of their extent beyond."""
_DIFFERENT: Final = 1.1
_FALLS: Final = 0.98
"""A mean square that is still so large a share of what it was is not seen to have fallen."""


@dataclass(frozen=True, eq=False)
class Tie:
    """Models that tie when the lengths of their residuals are compared.

    Parameters
    ----------
    models : Floats, shape (k, p)
        Side by side, all with one mean length; the mean square rises, and is not seen to fall
        in between.
    """

    models: Floats


def tie(few: FewRows, theta: Floats) -> Tie | None:
    """Return models with the same mean length of residuals as a given one.

    Of all stretches along which the mean square rises, they are the one with the largest rise.

    Parameters
    ----------
    few : FewRows
    theta : Floats, shape (p,)
        The given model; not the best fit.

    Returns
    -------
    Tie or None
        None if there are none: one parameter has two such models only, and not beside each other.
        None also if their mean squares hardly differ.
    """
    plane = _plane(few, theta)
    if plane is None:
        return None
    centre = few.experiment.best
    angles = np.linspace(-np.pi, np.pi, 2 * _HALF + 1)
    ways = np.column_stack([np.cos(angles), np.sin(angles)]) @ plane
    edge = centre + _crossings(few, ways, float(few.mean_length(theta)))[:, None] * ways
    edge[_HALF] = theta
    run = _run(
        np.linalg.norm(few.residuals(edge) - few.residuals(centre), axis=1), _seen(few, edge)
    )
    models = _rising(edge[run], few.mean_square(edge[run]))
    first, last = few.mean_square(models[[0, -1]])
    return Tie(frozen(models)) if last > _DIFFERENT * first else None


def _plane(few: FewRows, theta: Floats) -> Floats | None:
    """Return two ways from the best fit, shape (2, p), that change predictions by as much.

    The first leads to the given model; the second is the parameter whose changes of the predictions
    are least like those on the first way, less what is like them.
    """
    best = few.experiment.best
    features, _ = few.experiment.objective.tangent(best)
    features = features[list(few.rows)]
    first = theta - best
    moved = features @ first
    size = float(np.linalg.norm(moved))
    if not (np.isfinite(features).all() and 0.0 < size < np.inf):
        return None
    alike = moved @ features / size**2
    rests = features - np.outer(moved, alike)
    sizes = np.linalg.norm(rests, axis=0)
    whole = np.linalg.norm(features, axis=0)
    shares = sizes / np.where(whole > 0.0, whole, 1.0)
    k = int(shares.argmax())
    if shares[k] < _LEAST:
        return None
    second = -alike[k] * first
    second[k] += 1.0
    return np.array([first, second * size / sizes[k]])


def _crossings(few: FewRows, ways: Floats, length: float) -> Floats:
    """Return how far along each way the mean length first is as large as a given one, or NaN."""
    centre = few.experiment.best
    low, high = np.zeros(len(ways)), np.full(len(ways), np.nan)
    for reach in _MARCH.tolist():
        is_over = ~(few.mean_length(centre + reach * ways) < length)
        high = np.where(np.isnan(high) & is_over, reach, high)
        low = np.where(np.isnan(high), reach, low)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2.0
        is_over = ~(few.mean_length(centre + middle[:, None] * ways) < length)
        low, high = np.where(is_over, low, middle), np.where(is_over, middle, high)
    return (low + high) / 2.0


def _seen(few: FewRows, thetas: Floats) -> NDArray[np.bool_]:
    """Return which models predict nothing far beyond what was observed in all rows.

    What the middle one predicts is not beyond.
    """
    y = few.experiment.objective.data.y.values
    predicted = y[list(few.rows)] - few.residuals(thetas)
    room, middle = _ROOM * np.ptp(y), predicted[_HALF]
    low, high = min(y.min() - room, middle.min()), max(y.max() + room, middle.max())
    return ((predicted >= low) & (predicted <= high)).all(axis=1)


def _run(sizes: Floats, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which crossings are reached from the middle one without a jump, all of them seen."""
    with np.errstate(all="ignore"):
        ratios = sizes[1:] / sizes[:-1]
    sound = (ratios < _JUMP) & (ratios > 1.0 / _JUMP) & seen[1:] & seen[:-1]
    after = np.logical_and.accumulate(sound[_HALF:])
    before = np.logical_and.accumulate(sound[:_HALF][::-1])[::-1]
    return np.concatenate([before, [True], after])


def _rising(edge: Floats, squares: Floats) -> Floats:
    """Return the neighbours, in one of both orders, along which the squares rise, and most."""
    ways = [(edge, squares), (edge[::-1], squares[::-1])]
    stretches = [
        (heights[last] - heights[first], models[first : last + 1])
        for models, heights in ways
        for first, last in _rises(heights.tolist())
    ]
    return max(stretches, key=lambda stretch: stretch[0])[1]


def _rises(heights: list[float]) -> Iterator[tuple[int, int]]:
    """Yield where stretches along which heights rise begin, and where they are highest."""
    first = top = 0
    for k, height in enumerate(heights):
        if height < _FALLS * heights[top]:
            yield first, top
            first = top = k
        elif height > heights[top]:
            top = k
    yield first, top
