"""Losses: what one row costs, as a sympy expression, and how the rows are put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from gdcore.algebra import sympy

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

if TYPE_CHECKING:
    PREDICTION: sympy.Symbol
    """Stands for the prediction in a row's loss."""

    MAE: Loss
    LOGLOSS: Loss
    """The mean of −log(probability given to what happened): the cross-entropy, in nats."""

    LOSSES: dict[str, Loss]


@dataclass(frozen=True, init=False, eq=False)
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
    averaged: bool
    yes_no: bool
    _made: sympy.Expr | None = field(repr=False)
    """None for the square of the residual, which is made when it is asked for."""

    def __init__(
        self,
        name: str,
        title: str,
        row: sympy.Expr | None,
        *,
        averaged: bool,
        yes_no: bool = False,
    ) -> None:
        told = {"name": name, "title": title, "averaged": averaged, "yes_no": yes_no}
        for key, value in {**told, "_made": row}.items():
            object.__setattr__(self, key, value)

    @cached_property
    def row(self) -> sympy.Expr:
        """The loss of one row."""
        return _residual() ** 2 if self._made is None else self._made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Loss):
            return NotImplemented
        mine, its = ((x.name, x.title, x.averaged, x.yes_no) for x in (self, other))
        return mine == its and (self._made == other._made or self.row == other.row)

    def __hash__(self) -> int:
        return hash((self.name, self.averaged))

    def weight(self, n: int) -> float:
        """Return what each of `n` rows' losses is multiplied with."""
        return 1.0 / n if self.averaged else 1.0

    @cached_property
    def slope(self) -> sympy.Expr:
        """The derivative of a row's loss by the prediction.

        At the kink of |y − f|, where every number from −1 to 1 is a subgradient, sign(0) = 0 is
        taken: the one of smallest norm, by which a point that fits the row exactly stays there.
        """
        return sympy.diff(self.row, _prediction())

    @cached_property
    def curvature(self) -> sympy.Expr:
        """The second derivative of a row's loss by the prediction; a number if it is quadratic."""
        return sympy.diff(self.row, _prediction(), 2)

    @cached_property
    def is_quadratic(self) -> bool:
        """Whether a row's loss is a parabola in the prediction."""
        return self._made is None or bool(
            self.row.is_polynomial(_prediction()) and self.curvature.is_number
        )

    @property
    def bend(self) -> float:
        """The curvature of a loss that is quadratic."""
        return 2.0 if self._made is None else float(self.curvature)

    @property
    def is_smooth(self) -> bool:
        """Whether a row's loss is one formula without kinks or pieces."""
        return self._made is None or not self.row.has(sympy.Abs, sympy.Piecewise)


def _residual() -> sympy.Expr:
    from gdcore.error.model import RESPONSE

    return RESPONSE - _prediction()


def _prediction() -> sympy.Symbol:
    return sympy.Symbol("f", real=True)


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
    >>> from gdcore.error.loss import PREDICTION
    >>> from gdcore.error.model import RESPONSE
    >>> huber(2.0).row.subs({PREDICTION: 0, RESPONSE: 5})
    8
    """
    if not 0.0 < delta < float("inf"):
        raise ValueError(f"`delta` must be positive and finite, got {delta}")
    bound = sympy.Rational(repr(float(delta)))
    residual = _residual()
    size = sympy.Abs(residual)
    row = sympy.Piecewise((residual**2 / 2, size <= bound), (bound * (size - bound / 2), True))
    name = "huber" if delta == 1.0 else f"huber:{delta:g}"
    return Loss(name, f"mean Huber loss with delta {delta:g}", row, averaged=True)


MSE: Final = Loss("mse", "mean of squared residuals", None, averaged=True)
SSE: Final = Loss("sse", "sum of squared residuals", None, averaged=False)


@cache
def _absolute() -> Loss:
    return Loss("mae", "mean of absolute residuals", sympy.Abs(_residual()), averaged=True)


@cache
def _log_loss() -> Loss:
    from gdcore.error.model import RESPONSE

    chance = _prediction()
    row = -RESPONSE * sympy.log(chance) - (1 - RESPONSE) * sympy.log(1 - chance)
    return Loss("logloss", "mean log loss", row, averaged=True, yes_no=True)


def _all() -> dict[str, Loss]:
    return {loss.name: loss for loss in (MSE, SSE, _absolute(), huber(), _log_loss())}


_WAITING: Final[dict[str, Callable[[], Any]]] = {
    "PREDICTION": _prediction,
    "MAE": _absolute,
    "LOGLOSS": _log_loss,
    "LOSSES": _all,
}
"""What is made when it is asked for, because sympy is loaded for it."""


def __getattr__(name: str) -> Any:
    if name not in _WAITING:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _WAITING[name]()


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
    for squares in (MSE, SSE):
        if name == squares.name:
            return squares
    known = _all()
    if name in known:
        return known[name]
    kind, _, number = name.partition(":")
    try:
        delta = float(number) if kind == "huber" else 0.0
    except ValueError:
        delta = 0.0
    if not 0.0 < delta < float("inf"):
        listed = ", ".join(known)
        raise ValueError(
            f"`loss` must be one of {listed} or huber:DELTA, DELTA positive, got {name!r}"
        )
    return huber(delta)
