"""The objective E(θ): one sympy expression gives value, gradient, Hessian and what is typeset."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy

from gdcore.arrays import Floats
from gdcore.dataset import Dataset
from gdcore.loss import PREDICTION, Loss
from gdcore.model import RESPONSE, Model
from gdcore.quadratic import Quadratic

__all__ = ["Objective"]


@dataclass(frozen=True)
class Objective:
    """A model, a loss and the data that they are evaluated on.

    Parameters
    ----------
    model : Model
        Linear in its parameters.
    loss : Loss
        Quadratic in the prediction.
    data : Dataset
        Its predictors match the model's, in order.

    Raises
    ------
    ValueError
        If the numbers of predictors differ.

    Examples
    --------
    >>> from gdcore.dataset import Column, Dataset
    >>> from gdcore.loss import SSE
    >>> from gdcore.model import line
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
        expected, got = len(self.model.predictors), len(self.data.predictors)
        if expected != got:
            raise ValueError(f"`data` must have {expected} predictor columns for this model, got {got}")

    @cached_property
    def row(self) -> sympy.Expr:
        """The loss of one row, in the symbols of the model and the response."""
        return self.loss.row.subs(PREDICTION, self.model.expression)

    @cached_property
    def gradient_rows(self) -> tuple[sympy.Expr, ...]:
        """The partial derivatives of one row's loss, by each parameter."""
        return tuple(sympy.expand(sympy.diff(self.row, p)) for p in self.model.parameters)

    @cached_property
    def hessian_rows(self) -> tuple[tuple[sympy.Expr, ...], ...]:
        """The second partial derivatives of one row's loss."""
        return tuple(
            tuple(sympy.expand(sympy.diff(g, p)) for p in self.model.parameters)
            for g in self.gradient_rows
        )

    @cached_property
    def quadratic(self) -> Quadratic:
        """The bowl that E is: features and curvature from sympy, evaluated on all rows once."""
        features = np.column_stack([self._column(f) for f in self.model.features])
        targets = self.data.y.values - self._column(self.model.offset)
        curvature = float(self.loss.curvature) * self.loss.weight(self.data.n)
        return Quadratic.from_rows(features, targets, curvature)

    def _column(self, expression: sympy.Expr) -> Floats:
        """Evaluate an expression of the predictors on every row."""
        function = sympy.lambdify([*self.model.predictors, RESPONSE], expression, "numpy")
        values = function(*(c.values for c in self.data.predictors), self.data.y.values)
        return np.broadcast_to(np.asarray(values, dtype=np.float64), self.data.n)

    def value(self, points: Floats) -> Floats:
        """Return E at points of shape (..., p)."""
        return self.quadratic.value(points)

    def gradient(self, point: Floats) -> Floats:
        """Return the gradient of E at a point of shape (p,)."""
        return self.quadratic.gradient(point)

    def hessian(self) -> Floats:
        """Return the Hessian of E, of shape (p, p), the same everywhere."""
        return self.quadratic.hessian
