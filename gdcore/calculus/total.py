"""E written out as a sum over the rows, as a teacher writes it on the board."""

from typing import Any

import sympy

from gdcore.error.loss import PREDICTION, Loss
from gdcore.error.model import RESPONSE, Model

__all__ = ["ROW", "ROWS", "ROW_LOSS", "total", "total_of_rows"]

ROW = sympy.Symbol("i", integer=True, positive=True)
"""The number of a row."""

ROWS = sympy.Symbol("N", integer=True, positive=True)
"""How many rows there are."""

ROW_LOSS: Any = sympy.Indexed(sympy.IndexedBase("L", real=True), ROW)
"""The loss of row i."""


def total(model: Model, loss: Loss) -> sympy.Expr:
    """Return E as a sum over rows i of the loss of one, divided by N if it is averaged.

    Predictors and response are indexed by the row; nothing is evaluated, the sum stands as it is.

    Examples
    --------
    >>> from gdcore.error.loss import MSE
    >>> from gdcore.error.model import line
    >>> total(line(), MSE)
    Sum((-b - m*x[i] + y[i])**2, (i, 1, N))/N
    """
    row = loss.row.xreplace({PREDICTION: model.expression})
    indexed: dict[Any, Any] = {
        symbol: sympy.Indexed(sympy.IndexedBase(symbol.name, real=True), ROW)
        for symbol in (*model.predictors, RESPONSE)
    }
    added: Any = sympy.Sum(row.xreplace(indexed), (ROW, 1, ROWS))
    share: Any = 1 / ROWS
    return sympy.Mul(share, added, evaluate=False) if loss.averaged else added


def total_of_rows(loss: Loss) -> sympy.Expr:
    """Return E as a sum over rows i of their losses Lᵢ, whatever one row's loss is.

    Examples
    --------
    >>> from gdcore.error.loss import SSE
    >>> total_of_rows(SSE)
    Sum(L[i], (i, 1, N))
    """
    added: Any = sympy.Sum(ROW_LOSS, (ROW, 1, ROWS))
    share: Any = 1 / ROWS
    return sympy.Mul(share, added, evaluate=False) if loss.averaged else added
