"""Losses: what one row costs, as a sympy expression, and how the rows are put together."""

from dataclasses import dataclass

import sympy

from gdcore.model import RESPONSE

__all__ = ["LOSSES", "MSE", "PREDICTION", "SSE", "Loss"]

PREDICTION = sympy.Symbol("f", real=True)
"""Stands for the prediction in a row's loss."""


@dataclass(frozen=True)
class Loss:
    """The loss of one row, and whether rows are averaged or added.

    Parameters
    ----------
    name : str
        The name on the command line.
    title : str
        The name in a sentence.
    row : sympy.Expr
        The loss of one row in `PREDICTION` and `gdcore.model.RESPONSE`.
    averaged : bool
        True for the mean over rows, False for the sum.
    """

    name: str
    title: str
    row: sympy.Expr
    averaged: bool

    def weight(self, n: int) -> float:
        """Return what each of `n` rows' losses is multiplied with."""
        return 1.0 / n if self.averaged else 1.0

    @property
    def curvature(self) -> sympy.Expr:
        """The second derivative of a row's loss by the prediction; a number if it is quadratic."""
        return sympy.diff(self.row, PREDICTION, 2)


_SQUARE = (RESPONSE - PREDICTION) ** 2

MSE = Loss("mse", "mean of squared residuals", _SQUARE, averaged=True)
SSE = Loss("sse", "sum of squared residuals", _SQUARE, averaged=False)
LOSSES = {loss.name: loss for loss in (MSE, SSE)}
