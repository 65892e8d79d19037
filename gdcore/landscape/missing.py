"""A model that visibly misses the data, and the row that shows it best.

The parameters are round, so that the prediction can be worked out by hand; the row's residual is
long enough to be seen, and there is room for words beside it.
"""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats, frozen
from gdcore.experiment import Experiment
from gdcore.landscape.standing import across, corners
from gdcore.landscape.turning import in_sight
from gdcore.landscape.view import Window
from gdcore.section import section

__all__ = ["Miss", "miss"]

_ROWS: Final = 10_000
_MARGIN: Final = 0.06
_OFF: Final = 0.45
"""How far predictions are off the best ones, as a share of the response's standard deviation."""
_NEXT: Final = 0.15
"""How far off rounding may put them beyond that, in the same measure."""
_LEAST_OFF: Final = 0.1
_MOST_OFF: Final = 0.7
_LEAST: Final = 1e-3
"""Parameters that undo each other's changes to all but this share are not moved together."""
_FAR: Final = 100.0
"""No parameter is moved by so many times the largest number at hand, as on a curve's plateau."""
_HALVED: Final = 8
_MOST_DIGITS: Final = 17
_LENGTHS: Final = (0.12, 0.3)
"""Residuals of between these shares of the picture's height are good to look at."""
_LOOKED_AT: Final = 60
"""So many rows are looked at, those with the longest residuals."""
_MIDDLE: Final = (0.15, 0.85)
"""Between these shares of its width a row stands well."""
_BESIDE: Final = (0.3, 0.1)
"""What is to be free beside a residual: a share of the width, and half of one of the height."""


@dataclass(frozen=True, eq=False)
class Miss:
    """A model that misses, and a row that shows it.

    Parameters
    ----------
    experiment : Experiment
    theta : Floats, shape (p,)
        The model's parameters, in the units descended in.
    row : int
        The row's index.
    """

    experiment: Experiment
    theta: Floats
    row: int

    @property
    def x(self) -> float:
        """How far right the row stands, in own units, as are the three below.

        That is its predictor, or of several what the best fit predicts.
        """
        return float(across(self.experiment)[self.row])

    @property
    def actual(self) -> float:
        """What was measured."""
        return float(self.experiment.data.y.values[self.row])

    @cached_property
    def predicted(self) -> float:
        """What the model says."""
        table = self.experiment.data.table[[self.row]]
        return float(self.experiment.predict(self.theta, table)[0])

    @property
    def residual(self) -> float:
        """Actual minus predicted."""
        return self.actual - self.predicted


@lru_cache(maxsize=64)
def miss(experiment: Experiment) -> Miss:
    """Return a model that misses the data, and the row by which that is told.

    Of the first two parameters that E depends on, the one is nearer to zero than at the best fit,
    the other larger, or whatever else keeps the model in sight; all others are at their best. Of
    the rows whose residuals have a good length, the one with the fewest others beside it is
    taken. Of very many rows, ten thousand that are evenly spaced are looked at.

    Parameters
    ----------
    experiment : Experiment
    """
    window = Window.around(corners(experiment), _MARGIN)
    rows = experiment.data.spaced(_ROWS)
    some = _of_rows(experiment, rows)
    theta = _wrong(some, window)
    return Miss(experiment, theta, int(rows[_telling_row(some, theta, window)]))


def _of_rows(experiment: Experiment, rows: NDArray[np.int64]) -> Experiment:
    """Return the same descent, beside some rows of its data."""
    if len(rows) == experiment.data.n:
        return experiment
    objective = experiment.objective
    few = replace(objective, data=objective.data.only(rows))
    return replace(experiment, data=experiment.data.only(rows), objective=few)


def _wrong(experiment: Experiment, window: Window) -> Floats:
    """Return round parameters at which predictions are off by a good part of the data's spread."""
    best = experiment.best
    for halved in range(_HALVED):
        for way in _ways(experiment):
            theta = _rounded(experiment, best, way * 0.5**halved)
            if _is_off_as_wanted(experiment, theta, window):
                return frozen(theta)
    return experiment.trajectory.start


def _is_off_as_wanted(experiment: Experiment, theta: Floats, window: Window) -> bool:
    """Return whether a model is in sight, and about as far off as it should be."""
    table = experiment.data.table
    off = experiment.predict(theta, table) - experiment.predict(experiment.best, table)
    share = _size(off) / _spread(experiment) / experiment.scaling.scales[-1]
    return bool(_LEAST_OFF <= share <= _MOST_OFF and in_sight(experiment, theta[None], window)[0])


def _ways(experiment: Experiment) -> list[Floats]:
    """Return how parameters may be moved to be off as wanted, to first order, the best first."""
    features, _ = experiment.objective.tangent(experiment.best)
    chosen = section(experiment, 2).chosen
    steps = np.zeros((2, len(experiment.best)))
    for line, k in zip(steps, chosen, strict=False):
        line[k] = 1.0 / _size(features[:, k])
    first = -np.sign(experiment.best[chosen[0]]) or -1.0
    signs = np.array([(first, 1.0), (first, -1.0), (-first, 1.0), (-first, -1.0)])
    ways = [way for way in signs @ steps if _size(features @ way) > _LEAST]
    ways = [_OFF * _spread(experiment) / _size(features @ way) * way for way in ways]
    largest = max(float(np.abs(experiment.best).max()), _spread(experiment), 1.0)
    return [way for way in ways if float(np.abs(way).max()) < _FAR * largest]


def _spread(experiment: Experiment) -> float:
    """Return the response's standard deviation, or its magnitude if it does not vary."""
    y = experiment.objective.data.y
    return float(y.std) or float(y.magnitude) or 1.0


def _size(changes: Floats) -> float:
    return float(np.sqrt(np.mean(changes**2)))


def _rounded(experiment: Experiment, best: Floats, way: Floats) -> Floats:
    """Return moved parameters with as few digits as leave the predictions about where they are."""
    moved, exact = way != 0.0, best + way
    features, _ = experiment.objective.tangent(exact)
    near = _NEXT * _spread(experiment)
    rounded = (_to_digits(exact, way, moved, digits) for digits in range(_MOST_DIGITS))
    return next((theta for theta in rounded if _size(features @ (theta - exact)) <= near), exact)


def _to_digits(exact: Floats, way: Floats, moved: NDArray[np.bool_], digits: int) -> Floats:
    """Return what is moved as multiples of a power of ten, so many digits below its way's first."""
    units = 10.0 ** (np.floor(np.log10(np.abs(way[moved]))) - digits)
    theta = exact.copy()
    theta[moved] = np.round(exact[moved] / units) * units + 0.0
    return theta


def _telling_row(experiment: Experiment, theta: Floats, window: Window) -> int:
    """Return the row whose residual is seen best, with the fewest others beside it."""
    data = experiment.data
    aside = (across(experiment) - window.left) / window.width
    heights = np.column_stack([data.y.values, experiment.predict(theta, data.table)])
    actual, predicted = ((heights - window.bottom) / window.height).T
    lengths = np.abs(actual - predicted)
    shares = ((lengths, _LENGTHS), (aside, _MIDDLE), (predicted, (0.0, 1.0)))
    odd = np.sum([(v < low) | (v > high) for v, (low, high) in shares], axis=0)
    few = np.flatnonzero(odd == odd.min())
    few = few[np.argsort(-lengths[few], kind="stable")[:_LOOKED_AT]]
    middles = np.column_stack([aside, (actual + predicted) / 2])
    points = np.column_stack([aside, actual])
    ranks = [(_beside(points, middles[k]), bool(actual[k] < predicted[k])) for k in few]
    return int(few[min(range(len(few)), key=lambda k: (ranks[k], k))])


def _beside(points: Floats, middle: Floats) -> int:
    """Return how many points, in shares of the picture, are beside a place, on its freer side."""
    wide, half = _BESIDE
    level = points[np.abs(points[:, 1] - middle[1]) < half, 0] - middle[0]
    left, right = ((level < 0.0) & (level > -wide)), ((level > 0.0) & (level < wide))
    sides = (left, middle[0] > wide), (right, middle[0] + wide < 1.0)
    return min((int(side.sum()) for side, has_room in sides if has_room), default=len(points))
