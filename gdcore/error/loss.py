"""Losses: what one row costs, as a sympy expression, and how the rows are put together."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import sympy

from gdcore.error.model import RESPONSE

__all__ = [
    "LOGLOSS",
    "LOSSES",
    "MAE",
    "MSE",
    "PREDICTION",
    "SSE",
    "Loss",
    "huber",
    "loss_named",
]

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
        The loss of one row in `PREDICTION` and `gdcore.error.model.RESPONSE`, convex in the
        prediction.
    averaged : bool
        True for the mean over rows, False for the sum.
    yes_no : bool
        True if the response must be 0 or 1 and the prediction a probability between them.
    """

    name: str
    title: str
    row: sympy.Expr
    averaged: bool
    yes_no: bool = False

    def weight(self, n: int) -> float:
        """Return what each of `n` rows' losses is multiplied with."""
        return 1.0 / n if self.averaged else 1.0

    @cached_property
    def slope(self) -> sympy.Expr:
        """The derivative of a row's loss by the prediction.

        At the kink of |y − f|, where every number from −1 to 1 is a subgradient, sign(0) = 0 is
        taken: the one of smallest norm, by which a point that fits the row exactly stays there.
        """
        return sympy.diff(self.row, PREDICTION)

    @cached_property
    def curvature(self) -> sympy.Expr:
        """The second derivative of a row's loss by the prediction; a number if it is quadratic."""
        return sympy.diff(self.row, PREDICTION, 2)

    @cached_property
    def is_quadratic(self) -> bool:
        """Whether a row's loss is a parabola in the prediction."""
        return bool(self.row.is_polynomial(PREDICTION) and self.curvature.is_number)

    @property
    def is_smooth(self) -> bool:
        """Whether a row's loss is one formula without kinks or pieces."""
        return not self.row.has(sympy.Abs, sympy.Piecewise)


_RESIDUAL: Final = RESPONSE - PREDICTION


def huber(delta: float = 1.0) -> Loss:
    """Return the mean Huber loss: ½ r² for |r| ≤ delta, beyond that delta (|r| − ½ delta).

    P. J. Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35
    (1964), p. 75. Value and slope join without a jump; the curvature drops from 1 to 0.

    Parameters
    ----------
    delta : float
        Positive and finite, in the units of the response that is descended on.

    Raises
    ------
    ValueError
        If `delta` is not.

    Examples
    --------
    >>> huber(2.0).row.subs({PREDICTION: 0, RESPONSE: 5})
    8
    """
    if not 0.0 < delta < float("inf"):
        raise ValueError(f"`delta` must be positive and finite, got {delta}")
    bound = sympy.Rational(repr(float(delta)))
    size = sympy.Abs(_RESIDUAL)
    row = sympy.Piecewise((_RESIDUAL**2 / 2, size <= bound), (bound * (size - bound / 2), True))
    name = "huber" if delta == 1.0 else f"huber:{delta:g}"
    return Loss(name, f"mean Huber loss with delta {delta:g}", row, averaged=True)


MSE: Final = Loss("mse", "mean of squared residuals", _RESIDUAL**2, averaged=True)
SSE: Final = Loss("sse", "sum of squared residuals", _RESIDUAL**2, averaged=False)
MAE: Final = Loss("mae", "mean of absolute residuals", sympy.Abs(_RESIDUAL), averaged=True)
LOGLOSS: Final = Loss(
    "logloss",
    "mean log loss",
    -RESPONSE * sympy.log(PREDICTION) - (1 - RESPONSE) * sympy.log(1 - PREDICTION),
    averaged=True,
    yes_no=True,
)
"""The mean of −log(probability given to what happened): the cross-entropy, in nats."""

LOSSES: Final = {loss.name: loss for loss in (MSE, SSE, MAE, huber(), LOGLOSS)}


def loss_named(name: str) -> Loss:
    """Return a loss by its name on the command line.

    Parameters
    ----------
    name : str
        One of `LOSSES`, or "huber:DELTA" with a positive number.

    Raises
    ------
    ValueError
        If there is no such loss.

    Examples
    --------
    >>> loss_named("huber:1.5").title
    'mean Huber loss with delta 1.5'
    """
    if name in LOSSES:
        return LOSSES[name]
    kind, _, number = name.partition(":")
    try:
        delta = float(number) if kind == "huber" else 0.0
    except ValueError:
        delta = 0.0
    if not 0.0 < delta < float("inf"):
        listed = ", ".join(LOSSES)
        raise ValueError(
            f"`loss` must be one of {listed} or huber:DELTA, DELTA positive, got {name!r}"
        )
    return huber(delta)
