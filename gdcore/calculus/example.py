"""The row with which a derivation is followed in numbers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import numpy as np
import sympy

from gdcore.arrays import Floats
from gdcore.calculus.board import INSIDE, board, of_row
from gdcore.error.model import RESPONSE
from gdcore.error.objective import Objective

__all__ = ["Example", "example", "example_row", "turned"]

_SHARE: Final = 0.5
"""Its residual is longer than about this share of these."""
_NEAR, _PART = 60, 3
"""So many rows with about that residual are looked at, at most, and at most a third of all but for
three."""
_TAKEN: Final = 0.125
"""The share of a residual that a small turn takes off; where predictions are inside, by how much it
moves one at most."""
_WHOLE, _POWER = 1e3, 1e6
"""Numbers between these are written without decimals; beyond, with a power of ten."""
_PLACES: Final = 9
"""Numbers that are the same so far are taken for each other."""


@dataclass(frozen=True, slots=True)
class Example:
    """The numbers of one row in the derivative of its loss by the first parameter.

    Parameters
    ----------
    row : int
        Which row, from 0.
    x : tuple of float
        Its predictors.
    y : float
        Its response.
    prediction, inside, loss : float
        What the model says, what the outer function is of, and the outer function's value.
    front, factor : float
        The derivative of the outer function, and that of the inside.
    small_turn : float
        By how much to turn the parameter so that the loss falls by a little: by as much as takes
        about an eighth off a residual, or moves no prediction by more than an eighth where these
        are the inside; or 0. All to first order.
    """

    row: int
    x: tuple[float, ...]
    y: float
    prediction: float
    inside: float
    loss: float
    front: float
    factor: float
    small_turn: float

    @property
    def slope(self) -> float:
        """The derivative of the row's loss."""
        return self.front * self.factor


def example(objective: Objective, point: Floats) -> Example:
    """Return the numbers of the row that `example_row` takes.

    Parameters
    ----------
    objective : Objective
        With a loss that has a board.
    point : Floats, shape (p,)
        The parameters.
    """
    row = example_row(objective, point)
    features, predicted = objective.tangent(point)
    *x, y = (float(column.values[row]) for column in objective.data.columns)
    shown = board(objective.model, objective.loss, objective.model.parameters[0])
    f, feature = float(predicted[row]), float(features[row, 0])
    inside = y - f if shown.is_residual else f
    known = {INSIDE: sympy.Float(inside), of_row(RESPONSE, objective.model): sympy.Float(y)}
    loss, front = (_value(e.xreplace(known)) for e in (shown.outer, shown.outer_slope))
    factor = -feature if shown.is_residual else feature
    turn = -_TAKEN * inside / factor if factor else 0.0
    if factor and not shown.is_residual:
        turn = -np.copysign(_TAKEN / _steepest(features[:, 0]), front * factor)
    return Example(row, tuple(x), y, f, inside, loss, front, factor, float(turn))


def _value(number: Any) -> float:
    """Return a number as a float; NaN where it is no real one."""
    return float(number) if number.is_real else float("nan")


def example_row(objective: Objective, point: Floats) -> int:
    """Return a row with which one can calculate: its rounded numbers fit, and have few digits.

    Of the rows whose residual y − f gets shorter when the first parameter grows, if there are any,
    one whose residual is about as long as that of most is taken.

    Parameters
    ----------
    objective : Objective
    point : Floats, shape (p,)
        The parameters.

    Returns
    -------
    int
        Its number, from 0; 0 if no row can be calculated with.
    """
    features, predicted = objective.tangent(point)
    with np.errstate(all="ignore"):
        residuals = objective.data.y.values - predicted
        gains = residuals * features[:, 0]
    sound = np.isfinite(gains)
    kinds = (sound & (residuals > 0.0) & (gains > 0.0), sound & (gains > 0.0), sound)
    rows = next((np.flatnonzero(kind) for kind in kinds if kind.any()), None)
    if rows is None:
        return 0
    lengths = np.abs(residuals[rows])
    wanted = np.quantile(lengths, _SHARE)
    count = max(min(_NEAR, len(rows) // _PART), _PART)
    near = rows[np.argsort(np.abs(lengths - wanted), kind="stable")][:count]
    columns = (objective.data.table, objective.data.y.values, predicted, residuals)
    table = np.column_stack([*columns, features[:, 0]])[near]
    keys = [(_misfits(objective, point, row), *_muddle(row)) for row in table.tolist()]
    return int(near[min(range(len(near)), key=keys.__getitem__)])


def _misfits(objective: Objective, point: Floats, numbers: list[float]) -> int:
    """Return how many results differ in what is written from those of what is written.

    Who calculates with the rounded numbers that are shown should find the rounded results.
    """
    *x, y, predicted, residual, feature = map(_written, numbers)
    theta = np.array([_written(value) for value in point.tolist()])
    found = objective.curve(theta, *(np.array([value]) for value in x))
    *_, exact, left, factor = numbers
    results = (
        (float(found[0]), exact),
        (y - predicted, left),
        (residual**2, left**2),
        (residual * feature, left * factor),
    )
    return sum(_written(found) != _written(true) for found, true in results)


def _written(value: float) -> float:
    """Return a number as it is written: three digits, and all before the decimal point."""
    return float(f"{value:.0f}" if _WHOLE <= abs(value) < _POWER else f"{value:.3g}")


def _muddle(numbers: list[float]) -> tuple[bool, int]:
    """Return whether numbers could be taken for others, or for 0, 1 or 2, and all their digits."""
    *given, _, residual, _ = numbers
    told = (*given, residual)
    rounded = {round(abs(number), _PLACES) for number in told} - {0.0, 1.0, 2.0}
    digits = (len(Decimal(repr(number)).normalize().as_tuple().digits) for number in given)
    return len(rounded) < len(told), sum(digits)


def turned(objective: Objective, point: Floats, index: int) -> Floats:
    """Return parameters of which one is turned up, so that the model is seen to move.

    Parameters
    ----------
    objective : Objective
    point : Floats, shape (p,)
    index : int
        Which parameter.

    Returns
    -------
    Floats, shape (p,)
        To first order no prediction moves by more than the responses' span.
    """
    most = _steepest(objective.tangent(point)[0][:, index])
    span = float(np.ptp(objective.data.y.values)) or 1.0
    after = np.array(point, dtype=np.float64)
    after[index] += span / most if most else span
    return after


def _steepest(features: Floats) -> float:
    """Return how fast the prediction that moves most does, of those that are numbers; or 0."""
    sizes = np.abs(features)
    return float(np.max(sizes, where=np.isfinite(sizes), initial=0.0))
