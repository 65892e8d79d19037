"""Which parameters can change together without changing any prediction.

Parameters are (locally) identifiable if the Jacobian of the predictions, one row a data row and one
column a parameter, has full column rank at almost every parameter point (T. J. Rothenberg,
"Identification in parametric models", Econometrica 39, 1971, theorem 1). The rank found at any one
point is a lower bound, so a single point of full rank is a proof, and seeded random points at
several scales are tried. Columns such as 1, x, x^2 on the years 2000 to 2020 are nearly parallel
but not confounded: where float64 cannot tell, the Jacobian is worked out again with 50 digits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import sympy

from gdcore.arrays import Floats
from gdcore.formula.functions import numpy_function

__all__ = ["confounded", "generic_rows"]

_SEED: Final = 20_11
_SCALES: Final = 6
_LEAST: Final = 1e-300
_MAX_ROWS: Final = 20_000
_CLEAR: Final = 1e-7
"""Relative singular value above which float64 proves full rank."""

_DIGITS: Final = 50
_ZERO: Final = sympy.Float(10, _DIGITS) ** -25
_POINTS_IN_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class _Model:
    """The gradient of a prediction with respect to its parameters, and how to evaluate it."""

    expression: sympy.Expr
    predictors: Sequence[sympy.Symbol]
    parameters: Sequence[sympy.Symbol]

    @property
    def gradient(self) -> list[Any]:
        """The derivative of the prediction with respect to each parameter."""
        return [self.expression.diff(parameter) for parameter in self.parameters]


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """The rows on which everything is finite at one parameter point, and the Jacobian there."""

    point: Floats
    rows: Floats
    jacobian: Floats


def confounded(
    expression: sympy.Expr,
    predictors: Sequence[sympy.Symbol],
    parameters: Sequence[sympy.Symbol],
    rows: Floats,
) -> tuple[frozenset[sympy.Symbol], ...]:
    """Return the groups of parameters that these rows cannot tell apart; none if all is well.

    A group of one is a parameter without any influence. The groups come in the order of their first
    parameters. Of more than 20 000 rows, that many are
    used, evenly spaced, with those where a predictor is smallest and largest.

    Parameters
    ----------
    expression : sympy.Expr
        The prediction.
    predictors, parameters : sequence of sympy.Symbol
        Together all symbols of the expression.
    rows : ndarray, shape (n, len(predictors))
        The predictors' values.

    Raises
    ------
    ValueError
        If the prediction or its gradient is not finite on any row, at any point that was tried.

    Examples
    --------
    >>> a, b, x = sympy.symbols("a b x", real=True)
    >>> confounded(a * x + b, [x], [a, b], np.array([[1.0], [2.0]]))
    ()
    >>> [sorted(map(str, group)) for group in confounded(a * b * x, [x], [a, b], np.array([[1.0]]))]
    [['a', 'b']]
    """
    model = _Model(expression, predictors, parameters)
    samples: list[_Sample] = []
    for sample in _samples(model, _thinned(rows)):
        if _clearly_full_rank(sample.jacobian):
            return ()
        samples.append(sample)
    if not samples:
        raise ValueError("`rows` must have one on which the prediction and its gradient are finite")
    samples.sort(key=_promise, reverse=True)
    found = [_groups(model, sample) for sample in samples[:_POINTS_IN_DIGITS]]
    return min(found, key=lambda groups: sum(len(group) for group in groups))


def generic_rows(rows: Floats) -> Floats:
    """Return 64 seeded random rows like those given, but with no relation between the columns.

    Signs and magnitudes stay: a formula with log(x) must stay defined.
    """
    random = np.random.default_rng(_SEED)
    drawn = np.column_stack([random.choice(column, 64) for column in rows.T])
    return np.where(drawn == 0, 1.0, drawn) * random.uniform(0.5, 1.5, drawn.shape)


def _thinned(rows: Floats) -> Floats:
    if len(rows) <= _MAX_ROWS:
        return rows
    spaced = np.linspace(0, len(rows) - 1, _MAX_ROWS).astype(np.int64)
    return rows[np.concatenate([spaced, rows.argmin(axis=0), rows.argmax(axis=0)])]


def _samples(model: _Model, rows: Floats) -> Iterator[_Sample]:
    """Yield the Jacobian at each point where it is finite on some row.

    Powers and functions inside the prediction must be finite too: exp(-exp(1000)) is 0 in floats,
    but working it out with 50 digits would take forever.
    """
    inner = sorted(model.expression.atoms(sympy.Function, sympy.Pow), key=str)
    function = numpy_function([*model.predictors, *model.parameters], [*model.gradient, *inner])
    for point in _points(len(model.parameters), rows):
        with np.errstate(all="ignore"):
            values = function(*rows.T, *point)
        table = np.column_stack([np.broadcast_to(value, len(rows)) for value in values])
        finite = np.isfinite(table.astype(np.float64)).all(axis=1)
        if finite.any():
            jacobian = table[finite, : len(model.parameters)].astype(np.float64)
            yield _Sample(point, rows[finite], jacobian)


def _points(count: int, rows: Floats) -> Iterator[Floats]:
    """Yield parameter points of three kinds at scales from 1 down to 1/x^2.

    Positive ones; ones of mixed signs; and ones where half of the parameters lie among the values
    of a predictor, as k does in |x - k|.
    """
    random = np.random.default_rng(_SEED)
    magnitude = float(np.abs(rows).max())
    least = max((1.0 + magnitude) ** -2.0, _LEAST)
    for scale in np.geomspace(1.0, least, _SCALES):
        point = scale * random.uniform(0.5, 1.5, count)
        yield point
        yield point * random.choice([-1.0, 1.0], count)
        columns = random.integers(rows.shape[1], size=count)
        first, second = rows[random.integers(len(rows), size=(2, count)), columns]
        among = first + random.random(count) * (second - first)
        yield np.where(random.random(count) < 0.5, among, point)


def _scaled(jacobian: Floats) -> Floats:
    """Return the Jacobian with each column divided by its largest magnitude."""
    magnitudes = np.abs(jacobian).max(axis=0)
    return jacobian / np.where(magnitudes == 0, 1.0, magnitudes)


def _clearly_full_rank(jacobian: Floats) -> bool:
    rows, columns = jacobian.shape
    if rows < columns:
        return False
    singular = np.linalg.svd(_scaled(jacobian), compute_uv=False)
    return bool(singular[-1] > _CLEAR * singular[0])


def _promise(sample: _Sample) -> tuple[int, int]:
    """Return what orders the points: the rank as floats see it, then how many rows are finite."""
    return int(np.linalg.matrix_rank(_scaled(sample.jacobian))), len(sample.rows)


def _groups(model: _Model, sample: _Sample) -> tuple[frozenset[sympy.Symbol], ...]:
    """Return the confounded parameters at one point, worked out with 50 digits."""
    chosen = _spanning_rows(_scaled(sample.jacobian), len(model.parameters) + 3)
    matrix = [_precise_row(model, sample.rows[row], sample.point) for row in chosen]
    groups = sorted(_merged(_relations(matrix)), key=min)
    return tuple(frozenset(model.parameters[index] for index in group) for group in groups)


def _spanning_rows(jacobian: Floats, count: int) -> list[int]:
    """Return the rows that span the row space best: each the farthest from those before it."""
    residual = jacobian.copy()
    chosen: list[int] = []
    for _ in range(min(count, len(jacobian))):
        lengths = (residual**2).sum(axis=1)
        lengths[chosen] = -1.0
        row = int(lengths.argmax())
        chosen.append(row)
        direction = residual[row] / (np.linalg.norm(residual[row]) or 1.0)
        residual -= np.outer(residual @ direction, direction)
    return chosen


def _precise_row(model: _Model, row: Floats, point: Floats) -> list[Any]:
    symbols = [*model.predictors, *model.parameters]
    values = {
        symbol: sympy.Float(float(v)) for symbol, v in zip(symbols, [*row, *point], strict=True)
    }
    return [_precise(entry, values) for entry in model.gradient]


def _precise(entry: Any, values: dict[sympy.Symbol, Any]) -> Any:
    """Return the value with 50 digits, or 0 if even 100 digits cancel: 1e-434 is no 0, noise is."""
    try:
        return entry.evalf(_DIGITS, subs=values, strict=True)
    except ArithmeticError:
        return sympy.S.Zero


def _relations(matrix: list[list[Any]]) -> list[set[int]]:
    """Return the columns that each basis vector of the null space combines.

    Gauss-Jordan elimination with full pivoting: a column without a pivot is the sum of the pivot
    columns, with the entries that are left in it as factors.
    """
    columns = list(range(len(matrix[0])))
    rest = _column_scaled(matrix)
    pivots: dict[int, list[Any]] = {}
    while free := [column for column in columns if column not in pivots]:
        row, column = max(
            ((row, column) for row in rest for column in free),
            key=lambda place: abs(place[0][place[1]]),
            default=([sympy.S.Zero] * len(columns), free[0]),
        )
        if abs(row[column]) < _ZERO:
            break
        rest = [_eliminated(other, row, column) for other in rest if other is not row]
        pivots = {key: _eliminated(other, row, column) for key, other in pivots.items()}
        pivots[column] = [entry / row[column] for entry in row]
    return [
        {column, *(pivot for pivot, row in pivots.items() if abs(row[column]) > _ZERO)}
        for column in free
    ]


def _column_scaled(matrix: list[list[Any]]) -> list[list[Any]]:
    largest = [max(abs(entry) for entry in column) or 1 for column in zip(*matrix, strict=True)]
    return [[entry / size for entry, size in zip(row, largest, strict=True)] for row in matrix]


def _eliminated(row: list[Any], pivot: list[Any], column: int) -> list[Any]:
    """Return the row minus the multiple of the pivot's row that clears the column."""
    factor = row[column] / pivot[column]
    return [entry - factor * other for entry, other in zip(row, pivot, strict=True)]


def _merged(groups: list[set[int]]) -> list[set[int]]:
    """Return the groups, those that share a parameter joined."""
    merged: list[set[int]] = []
    for group in groups:
        apart = [other for other in merged if not other & group]
        joined = group.union(*(other for other in merged if other & group))
        merged = [*apart, joined]
    return merged
