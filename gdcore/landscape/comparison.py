"""What is shown of squares: a few rows, a model that is turned, and models that lengths call equal.

Nothing is random and nothing typed in: all of it follows from the data by rules.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.experiment import Experiment
from gdcore.landscape.few import FewRows, few_rows
from gdcore.landscape.missing import miss
from gdcore.landscape.ties import Tie, tie
from gdcore.section import section

__all__ = ["Comparison", "comparison"]

_MOST: Final = {True: 9, False: 4}
"""How many rows are shown at most: fewer where their squares are added, not averaged."""
_WORSE: Final = 1.5
"""The model is turned until the mean square is so many times as large."""
_REACH: Final = 2.5
_VALUES: Final = 501


@dataclass(frozen=True, eq=False)
class Comparison:
    """A few rows, and the models that they are shown with, in the units descended in.

    Parameters
    ----------
    few : FewRows
    hero : int
        The place, among these, of the row that is looked at first.
    chosen : int
        Which parameter is turned: of the two that pictures show, one whose curve has a valley.
    theta : Floats, shape (p,)
        The model at first.
    worse, better : Floats, shape (p,)
        The same, turned away from the rows, and turned to where it fits them best.
    tie : Tie, optional
        Models with the same mean length of residuals as the worse one.
    reach : float
        How far the parameter is turned to change the predictions as much as they miss, and more.
    """

    few: FewRows
    hero: int
    chosen: int
    theta: Floats
    worse: Floats
    better: Floats
    tie: Tie | None
    reach: float

    def turned(self, values: Floats) -> Floats:
        """Return the first model with other values of the parameter, (k,), as (k, p)."""
        return _with(self.theta, self.chosen, values)

    @property
    def highest(self) -> float:
        """The largest E of these rows alone that is shown."""
        shown = [self.theta, self.worse, *(self.tie.models if self.tie else ())]
        return float(self.few.error(np.array(shown)).max())


@lru_cache(maxsize=64)
def comparison(experiment: Experiment) -> Comparison:
    """Return what is shown of a lesson's squares.

    Parameters
    ----------
    experiment : Experiment
        Of one predictor, with an E that is made of squared residuals.
    """
    first = miss(experiment)
    most = _MOST[experiment.objective.loss.averaged]
    few = few_rows(experiment, most, first.row, first.theta)
    chosen = _chosen(few, first.theta)
    reach = _reach(few, first.theta, chosen)
    values = first.theta[chosen] + reach * np.linspace(-1.0, 1.0, _VALUES)
    thetas = _with(first.theta, chosen, values)
    worse, better = _swing(few.mean_square(thetas))
    return Comparison(
        few,
        few.rows.index(first.row),
        chosen,
        first.theta,
        frozen(thetas[worse]),
        frozen(thetas[better]),
        tie(few, thetas[worse]),
        reach,
    )


def _chosen(few: FewRows, theta: Floats) -> int:
    """Return which parameter is turned: the first, if there is one, whose curve has a valley."""
    cuts = (section(few.experiment, count).chosen for count in (1, 2))
    options = [*dict.fromkeys(k for chosen in cuts for k in chosen)]
    return next((k for k in options if _has_valley(few, theta, k)), options[0])


def _has_valley(few: FewRows, theta: Floats, k: int) -> bool:
    """Return whether a mean square is much larger on both sides of where it is lowest."""
    values = theta[k] + _reach(few, theta, k) * np.linspace(-1.0, 1.0, _VALUES)
    squares = few.mean_square(_with(theta, k, values))
    low = int(np.nanargmin(squares))
    sides = (squares[:low], squares[low + 1 :])
    return all(np.nanmax(side, initial=-np.inf) >= _WORSE * squares[low] for side in sides)


def _with(theta: Floats, k: int, values: Floats) -> Floats:
    thetas = np.tile(theta, (len(values), 1))
    thetas[:, k] = values
    return thetas


def _reach(few: FewRows, theta: Floats, k: int) -> float:
    """Return how far a parameter is turned: some times what changes predictions as they miss."""
    rows, objective = list(few.rows), few.experiment.objective
    tangents = (objective.tangent(model)[0] for model in (few.experiment.best, theta))
    feature = float(np.fmax(*(np.sqrt(np.mean(table[rows, k] ** 2)) for table in tangents)))
    missed = float(np.sqrt(few.mean_square(theta)))
    reach = _REACH * missed / feature if feature else 0.0
    return reach if 0.0 < reach < np.inf else 1.0


def _swing(squares: Floats) -> tuple[int, int]:
    """Return where a mean square, uphill from the middle, is larger by a given factor; and lowest.

    If it is nowhere so large, where it is largest.
    """
    half = len(squares) // 2
    uphill = 1 if squares[half + 1] > squares[half - 1] else -1
    way = squares[half::uphill]
    large = way >= _WORSE * squares[half]
    worse = int(large.argmax() if large.any() else np.nanargmax(way))
    return half + uphill * worse, int(np.nanargmin(squares))
