"""Least absolute residuals of very many rows, of which few are held.

Near the fit it is enough to know of a row that is far off on which side it is: there |r| is r or
-r, and the sum over all such rows is one linear term. What is found so is right if no row has
changed sides; rows that have are looked at one by one from then on (S. Portnoy & R. Koenker, "The
Gaussian hare and the Laplacian tortoise", Statistical Science 12, 1997, pp. 279-300, section 4).
"""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats
from gdcore.error.l1 import EndlessError, least_absolute

__all__ = ["Blocks", "least_absolute_of"]

Blocks = Callable[[], Iterable[tuple[Floats, Floats]]]
"""Gives features and targets, shapes (m, p) and (m,), in blocks; the same ones each time."""

_NEAR_SHARE = 0.05
"""So many of the rows, those with the smallest residuals, are looked at one by one at first."""

_SAMPLE = 16
"""Of these, one in so many tells where they end."""


def least_absolute_of(blocks: Blocks) -> Floats:
    """Return θ, shape (p,), that minimises the sum of |features θ − targets|.

    It should be small, so that few targets are passed; if it is not, more rows are held.

    Parameters
    ----------
    blocks : Blocks
        Of finite numbers.

    Examples
    --------
    The line through the first two points misses the others by 0.1 and 95.5; any other misses more.

    >>> rows = np.column_stack([np.arange(4.0), np.ones(4)])
    >>> targets = np.array([-0.1, 0.1, 0.2, 96.0])
    >>> least_absolute_of(lambda: [(rows[:2], targets[:2]), (rows[2:], targets[2:])]).round(9)
    array([ 0.2, -0.1])
    """
    share = _NEAR_SHARE
    near = _near(blocks, share)
    while True:
        try:
            step = least_absolute(*_gathered(blocks, near))
        except EndlessError:
            share *= 2.0
            near |= _near(blocks, share)
            continue
        passed = np.concatenate([_sides(t) != _sides(t - f @ step) for f, t in blocks()])
        if not (passed & ~near).any():
            return step
        near |= passed


def _near(blocks: Blocks, share: float) -> NDArray[np.bool_]:
    """Return which rows are looked at: of small targets, and for each parameter a row that tells.

    Without the latter, rows near the fit might leave a parameter open that all rows do not.
    """
    sample = np.concatenate([np.abs(targets[::_SAMPLE]) for _, targets in blocks()])
    width = np.quantile(sample, share) if share < 1.0 else np.inf
    near = np.concatenate([np.abs(targets) <= width for _, targets in blocks()])
    near[_telling(blocks)] = True
    return near


def _telling(blocks: Blocks) -> NDArray[np.int64]:
    """Return for each parameter the row whose feature is the largest."""
    top, rows, first = np.array(-1.0), np.array(0), 0
    for features, _ in blocks():
        sizes = np.abs(features, order="F")
        found = sizes.argmax(axis=0)
        largest = sizes.max(axis=0)
        rows, top = np.where(largest > top, first + found, rows), np.maximum(top, largest)
        first += len(features)
    return rows


def _gathered(blocks: Blocks, near: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Return features and targets of the rows that are near, and the others' pull, shape (p,)."""
    features: list[Floats] = []
    targets: list[Floats] = []
    pulls: list[Floats] = []
    for f, t, is_near in _split(blocks, near):
        features.append(f[is_near])
        targets.append(t[is_near])
        pulls.append(_sides(t[~is_near]) @ f[~is_near])
    return np.concatenate(features), np.concatenate(targets), np.sum(pulls, axis=0)


def _split(
    blocks: Blocks, near: NDArray[np.bool_]
) -> Iterator[tuple[Floats, Floats, NDArray[np.bool_]]]:
    first = 0
    for features, targets in blocks():
        yield features, targets, near[first : first + len(targets)]
        first += len(targets)


def _sides(targets: Floats) -> Floats:
    return np.where(targets < 0.0, -1.0, 1.0)
