"""The objective E(θ): one sympy expression gives value, gradient, Hessian and what is typeset."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gdcore.algebra import sympy
from gdcore.arrays import Floats
from gdcore.data.dataset import Dataset
from gdcore.error import loss as losses
from gdcore.error import model as models
from gdcore.error.loss import Loss
from gdcore.error.model import Model
from gdcore.error.quadratic import UNSEEN, Quadratic
from gdcore.error.rows import RowSums
from gdcore.formula.compiling import compiled

__all__ = ["Objective", "smooth_diff"]


@dataclass(frozen=True)
class Objective:
    """A model, a loss and the data that they are evaluated on.

    A model that is linear in its parameters, with squared residuals, is a bowl that is known once
    and for all: value and gradient then cost O(p²) whatever the number of rows. All else is
    evaluated over the rows, in blocks.

    Parameters
    ----------
    model : Model
    loss : Loss
    data : Dataset
        Its predictors match the model's, in order.

    Raises
    ------
    ValueError
        If the numbers of predictors differ, or a yes/no loss meets a response that is not 0 or 1.

    Examples
    --------
    >>> from gdcore.data.dataset import Column, Dataset
    >>> from gdcore.error.loss import SSE
    >>> from gdcore.error.model import line
    >>> data = Dataset((Column("x", [0.5, 2.3, 2.9]),), Column("y", [1.4, 1.9, 3.2]))
    >>> objective = Objective(line(), SSE, data)
    >>> objective.gradient_rows[1]
    2*b + 2*m*x - 2*y
    >>> round(float(objective.value(np.array([0.64, 0.0]))), 5)
    3.15592
    """

    model: Model
    loss: Loss
    data: Dataset

    def __post_init__(self) -> None:
        expected, got = len(self.model.columns), len(self.data.predictors)
        if expected != got:
            raise ValueError(
                f"`data` must have {expected} predictor columns for this model, got {got}"
            )
        if self.loss.yes_no:
            self._check_yes_no(self.data.y.values)

    def _check_yes_no(self, values: Floats) -> None:
        others = values[(values != 0) & (values != 1)]
        if others.size:
            raise ValueError(
                f"`data` must have a response of 0 and 1 only for {self.loss.name}, "
                f"got {others[0]:g}"
            )

    @property
    def n(self) -> int:
        """The number of rows."""
        return self.data.n

    @cached_property
    def response(self) -> sympy.Symbol:
        """The symbol of the observed value: y, or y_0, y_1, ... if the model has an own y."""
        taken = {symbol.name for symbol in (*self.model.predictors, *self.model.parameters)}
        usual = models.RESPONSE.name
        names = (usual, *(f"{usual}_{k}" for k in range(len(taken))))
        return sympy.Symbol(next(name for name in names if name not in taken), real=True)

    @cached_property
    def row(self) -> sympy.Expr:
        """The loss of one row, in the symbols of the model and the response."""
        return self._of_row(self.loss.row)

    @cached_property
    def gradient_rows(self) -> tuple[sympy.Expr, ...]:
        """The partial derivatives of one row's loss, by each parameter.

        Multiplied out for a bowl; else as the chain rule leaves them, which is better to evaluate.
        """
        if self.is_quadratic:
            return tuple(sympy.expand(slope) for slope in self._slopes)
        return self._slopes

    @cached_property
    def hessian_rows(self) -> tuple[tuple[sympy.Expr, ...], ...]:
        """The second partial derivatives of one row's loss; at kinks, of the pieces beside."""
        return tuple(
            tuple(smooth_diff(slope, parameter) for parameter in self.model.parameters)
            for slope in self.gradient_rows
        )

    @cached_property
    def is_quadratic(self) -> bool:
        """Whether E is a bowl: the model linear in its parameters, the loss a parabola."""
        return self.loss.is_quadratic and self.model.is_linear

    @cached_property
    def quadratic(self) -> Quadratic | None:
        """The bowl that E is, from features and curvature on all rows once; None if it is none."""
        if not self.is_quadratic:
            return None
        if self.data.sums is not None and self.model.is_line:
            return Quadratic.from_blocks([np.array(self.data.sums.rows)], self._curvature)
        return Quadratic.from_blocks(self._feature_blocks(), self._curvature)

    def value(self, points: Floats) -> Floats:
        """Return E at points of shape (..., p), of shape (...).

        Infinite where E overflows or has no value, such as the logarithm of a negative number.
        """
        if self.quadratic is not None:
            return self.quadratic.value(points)
        sums = self._sums(self._value_sums, points)[..., 0]
        return np.where(np.isnan(sums), np.inf, sums)

    def gradient(self, points: Floats) -> Floats:
        """Return the gradient of E at points of shape (..., p), of the same shape.

        Entries are infinite or NaN only where E or a derivative leaves the range of float64.
        """
        if self.quadratic is not None:
            return self.quadratic.gradient(points)
        return self._sums(self._gradient_sums, points)

    def value_and_gradient(self, point: Floats) -> tuple[float, Floats]:
        """Return E and its gradient at a point of shape (p,), in one pass over the rows."""
        if self.quadratic is not None:
            return float(self.quadratic.value(point)), self.quadratic.gradient(point)
        sums = self._sums(self._both_sums, point)
        return float(np.where(np.isnan(sums[0]), np.inf, sums[0])), sums[1:]

    def hessian(self, point: Floats | None = None) -> Floats:
        """Return the Hessian of E at a point, of shape (p, p).

        Parameters
        ----------
        point : Floats, shape (p,), optional
            May be left out for a bowl, whose Hessian is the same everywhere.

        Raises
        ------
        ValueError
            If it is left out and E is no bowl.
        """
        if self.quadratic is not None:
            return self.quadratic.hessian
        if point is None:
            raise ValueError("`point` must be given unless E is a quadratic bowl, got None")
        size = len(self.model.parameters)
        upper = np.triu_indices(size)
        full = np.zeros((size, size))
        full[upper] = full.T[upper] = self._sums(self._hessian_sums, point)
        return full

    def tangent(self, point: Floats) -> tuple[Floats, Floats]:
        """Return the features at a point, of shape (n, p), and the prediction, of shape (n,).

        Infinite or NaN where they leave the range of float64.
        """
        return self._tangent_on(self._columns[:-1], point)

    def tangents(self, point: Floats) -> Iterator[tuple[Floats, Floats]]:
        """Yield the features and the residuals at a point, shapes (m, p) and (m,), in blocks."""
        for columns in self._blocks():
            features, prediction = self._tangent_on(columns[:-1], point)
            yield features, columns[-1] - prediction

    def _tangent_on(self, columns: Sequence[Floats], point: Floats) -> tuple[Floats, Floats]:
        with np.errstate(all="ignore"):
            values = self._tangent_function(*columns, *point)
        table = np.column_stack([np.broadcast_to(value, len(columns[0])) for value in values])
        return table[:, :-1], table[:, -1]

    def curve(self, point: Floats, *x: Floats) -> Floats:
        """Return the prediction at other values of each predictor, all of shape (k,).

        Infinite or NaN where it leaves the range of float64.
        """
        with np.errstate(all="ignore"):
            return np.broadcast_to(self._tangent_function(*x, *point)[-1], np.shape(x[0]))

    def through(self, row: int, point: Floats, x: Floats) -> Floats:
        """Return the prediction at values of the first predictor, both of shape (k,).

        All other predictors are as they are in a row: in this cut, that row's residual is true.
        """
        others = (np.full(np.shape(x), c.values[row]) for c in self.data.predictors[1:])
        return self.curve(point, x, *others)

    @cached_property
    def _tangent_function(self) -> Any:
        model = self.model
        if model.is_line:
            return _line_tangent
        symbols = [*model.predictors, *model.parameters]
        return compiled(symbols, [*model.features, model.expression])

    def error_of(self, shift: float, factor: float) -> float:
        """Return the E of misses that are made of the responses: factor · (y − shift) on each row.

        It is NaN where the loss has no value, as the log loss of a certainty.
        """
        y = self.data.y
        with np.errstate(all="ignore"):
            if self.loss.is_quadratic:
                size = factor * np.hypot(y.std, y.mean - shift)
                return float(0.5 * self._curvature * self.n * size**2)
            sums = [
                float(np.sum(self._loss_function(block - factor * (block - shift), block)[0]))
                for block in y.blocks()
            ]
        return sum(sums) * self.loss.weight(self.n)

    @cached_property
    def rounding(self) -> float:
        """What E is of misses that are rounding beside the responses: such an error is 0."""
        if self.quadratic is not None:
            return self.quadratic.rounding
        return 0.0 if self.loss.yes_no else self.error_of(0.0, UNSEEN)

    @cached_property
    def _loss_function(self) -> Any:
        return compiled([losses.PREDICTION, models.RESPONSE], [self.loss.row])

    def gradient_on(self, point: Floats, rows: NDArray[np.int64]) -> Floats:
        """Return the gradient of the loss over some rows: of their mean, or of their sum.

        Parameters
        ----------
        point : Floats, shape (p,)
        rows : array of int, shape (m,)
            Indices of rows, at least one; a row given twice counts twice.

        Returns
        -------
        Floats, shape (p,)
        """
        columns = [column[rows] for column in self._columns]
        weight = self.loss.weight(len(rows))
        if self.is_quadratic:
            table = self._features_of(columns)
            with np.errstate(over="ignore", invalid="ignore"):
                misses = table[:, :-1] @ point - table[:, -1]
                return (self._row_curvature * weight) * (misses @ table[:, :-1])
        return self._gradient_sums(columns, point[None])[0] * weight

    def row_gradients(self, point: Floats) -> Floats:
        """Return the gradient of each row's loss at a point of shape (p,), of shape (n, p)."""
        features, predicted = self.tangent(point)
        with np.errstate(all="ignore"):
            slopes = self._slope_function(predicted, self.data.y.values)[0]
        return np.broadcast_to(slopes, self.n)[:, None] * features

    @cached_property
    def _slope_function(self) -> Any:
        return compiled([losses.PREDICTION, models.RESPONSE], [self.loss.slope])

    @cached_property
    def _columns(self) -> list[Floats]:
        return [column.values for column in self.data.columns]

    def _blocks(self) -> Iterator[tuple[Floats, ...]]:
        return zip(*(column.blocks() for column in self.data.columns), strict=True)

    @property
    def _symbols(self) -> list[sympy.Symbol]:
        return [*self.model.predictors, self.response]

    def _of_row(self, expression: sympy.Expr) -> Any:
        """Put the model's prediction and the response into an expression of the loss."""
        return expression.xreplace({
            losses.PREDICTION: self.model.expression,
            models.RESPONSE: self.response,
        })

    @cached_property
    def _slopes(self) -> tuple[sympy.Expr, ...]:
        if self.loss.is_smooth:
            return tuple(sympy.diff(self.row, p) for p in self.model.parameters)
        # Not the derivative of |y - f(θ)|: sympy wants a proof that f is real, and log(x) has none.
        slope = self._of_row(self.loss.slope)
        return tuple(slope * feature for feature in self.model.features)

    @cached_property
    def _value_sums(self) -> RowSums:
        return self._row_sums([self.row])

    @cached_property
    def _gradient_sums(self) -> RowSums:
        return self._row_sums(self._slopes)

    @cached_property
    def _both_sums(self) -> RowSums:
        return self._row_sums([self.row, *self._slopes])

    @cached_property
    def _hessian_sums(self) -> RowSums:
        size = len(self.model.parameters)
        return self._row_sums([
            self.hessian_rows[i][j] for i in range(size) for j in range(i, size)
        ])

    def _row_sums(self, expressions: list[sympy.Expr] | tuple[sympy.Expr, ...]) -> RowSums:
        return RowSums.of(expressions, self._symbols, self.model.parameters)

    def _sums(self, sums: RowSums, points: Floats) -> Floats:
        """Return weighted sums over all rows, of shape (..., count)."""
        flat = np.asarray(points, dtype=np.float64)
        totals = sums(self._columns, flat.reshape(-1, flat.shape[-1]))
        return (totals * self.loss.weight(self.n)).reshape(*flat.shape[:-1], sums.count)

    @cached_property
    def _row_curvature(self) -> float:
        return self.loss.bend

    @property
    def _curvature(self) -> float:
        return self._row_curvature * self.loss.weight(self.n)

    @cached_property
    def _feature_function(self) -> Any:
        target = self.response - self.model.offset
        return compiled(self._symbols, [*self.model.features, target])

    def _features_of(self, columns: Sequence[Floats]) -> Floats:
        """Return features and targets on some rows, of shape (m, p + 1)."""
        if self.model.is_line:
            x, y = columns
            return np.column_stack([x, np.ones_like(x), y])
        values = self._feature_function(*columns)
        table = np.empty((len(columns[0]), len(values)))
        for k, value in enumerate(values):
            table[:, k] = value
        return table

    def _feature_blocks(self) -> Iterator[Floats]:
        first = 0
        for columns in self._blocks():
            with np.errstate(all="ignore"):
                table = self._features_of(columns)
            known = np.isfinite(table)
            if not known.all():
                row = first + int(known.all(axis=1).argmin())
                raise ValueError(
                    f"`data` must give {self.model.expression} a finite value on every row, "
                    f"got none on row {row + 1}"
                )
            yield table
            first += len(table)


def _line_tangent(x: Floats, m: float, b: float) -> tuple[Floats, float, Floats]:
    """Return the features and the prediction of a line, which nobody has to work out."""
    return x, 1.0, m * x + b


def smooth_diff(expression: sympy.Expr, parameter: sympy.Symbol) -> Any:
    """Differentiate, with sign(u) as the constant that it is on either side of its jump."""
    signs = {jump: sympy.Dummy(real=True) for jump in expression.atoms(sympy.sign)}
    back = {dummy: jump for jump, dummy in signs.items()}
    return sympy.diff(expression.xreplace(signs), parameter).xreplace(back)
