"""The loss of one row as one function inside another: what is inside, what outside, both slopes.

Where the loss looks at the residual alone, that is inside, and the square, or what else is made of
it, outside. Where it looks at the prediction itself, as the log loss does, that is inside.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import sympy

from gdcore.calculus.derivation import derive
from gdcore.calculus.rules import unused_symbol
from gdcore.calculus.written import arguments, unevaluated
from gdcore.error.loss import PREDICTION, Loss
from gdcore.error.model import RESPONSE, Model

__all__ = ["Chain", "Square", "chain", "sees_residual", "square"]


@dataclass(frozen=True, slots=True)
class Chain:
    """A row's loss L(u(θ)), differentiated: dL/dθ = dL/du · du/dθ.

    Parameters
    ----------
    letter : sympy.Symbol
        Stands for what is inside: r for a residual, p for a prediction, if these are free.
    parameter : sympy.Symbol
        The θ of d/dθ.
    predictors : tuple of sympy.Symbol
        The model's.
    inner, outer : sympy.Expr
        u in the predictors, the parameters and the response; L in the letter.
    inner_slope, outer_slope : sympy.Expr
        Their derivatives, by the parameter and by the letter.
    """

    letter: sympy.Symbol
    parameter: sympy.Symbol
    predictors: tuple[sympy.Symbol, ...]
    inner: sympy.Expr
    outer: sympy.Expr
    inner_slope: sympy.Expr
    outer_slope: sympy.Expr

    @property
    def whole(self) -> sympy.Expr:
        """The loss in the parameters: L with u(θ) in the place of its letter."""
        whole: Any = self.outer.xreplace({self.letter: self.inner})
        return whole


@dataclass(frozen=True, slots=True)
class Square:
    """The power rule on a square of side u.

    Parameters
    ----------
    side, change : sympy.Symbol
        u, and what it grows by.
    exponent : sympy.Expr
        The 2 of u².
    area, strip, corner : sympy.Expr
        u²; one of the two strips that are added; and the corner between them.
    whole, parts : sympy.Expr
        The area of the grown square, and the same as the sum of its four parts, as it stands.
    slope : sympy.Expr
        The derivative of u² by u.
    """

    side: sympy.Symbol
    change: sympy.Symbol
    exponent: sympy.Expr
    area: sympy.Expr
    strip: sympy.Expr
    corner: sympy.Expr
    whole: sympy.Expr
    parts: sympy.Expr
    slope: sympy.Expr


@cache
def sees_residual(loss: Loss) -> bool:
    """Return whether a row's loss is made of the residual y − f alone.

    Examples
    --------
    >>> from gdcore.error.loss import LOGLOSS, MAE
    >>> sees_residual(MAE), sees_residual(LOGLOSS)
    (True, False)
    """
    u = sympy.Dummy("u", real=True)
    return RESPONSE not in loss.row.subs(PREDICTION, RESPONSE - u).free_symbols


def chain(
    model: Model, loss: Loss, parameter: sympy.Symbol, response: float, prediction: float
) -> Chain:
    """Take a row's loss apart.

    Parameters
    ----------
    model : Model
    loss : Loss
    parameter : sympy.Symbol
        One of the model's.
    response, prediction : float
        The row's; they decide which piece of the loss applies, where it has several, and which term
        of the log loss is left.

    Examples
    --------
    >>> import sympy
    >>> from gdcore.error.loss import MSE
    >>> from gdcore.error.model import line
    >>> taken = chain(line(), MSE, line().parameters[0], 0.0, 1.0)
    >>> taken.outer, taken.outer_slope, taken.inner_slope
    (r**2, 2*r, -x)
    """
    taken = {*model.predictors, *model.parameters, RESPONSE}
    if sees_residual(loss):
        letter, inside = unused_symbol(taken, "r"), response - prediction
        minus = unevaluated(sympy.Mul, sympy.S.NegativeOne, model.expression)
        inner = unevaluated(sympy.Add, RESPONSE, minus)
        outer = loss.row.subs(PREDICTION, RESPONSE - letter)
    else:
        letter, inside, inner = unused_symbol(taken, "p"), prediction, model.expression
        outer = loss.row.subs({PREDICTION: letter, RESPONSE: sympy.nsimplify(response)})
    outer = _piece(outer, letter, inside)
    slopes = derive(inner, parameter).result, derive(outer, letter).result
    return Chain(letter, parameter, model.predictors, inner, outer, *slopes)


def _piece(function: sympy.Expr, letter: sympy.Symbol, inside: float) -> sympy.Expr:
    """Return the piece of a function that applies."""
    if not isinstance(function, sympy.Piecewise):
        return function
    pairs = (arguments(pair) for pair in arguments(function))
    return next(piece for piece, holds in pairs if holds.subs(letter, inside))


def square() -> Square:
    """Return the square whose side grows.

    Examples
    --------
    >>> grown = square()
    >>> grown.strip, grown.parts, grown.slope
    (du*u, du**2 + 2*du*u + u**2, 2*u)
    """
    u, du = sympy.symbols("u du", real=True)
    area, strip, corner = u**2, u * du, du**2
    whole = unevaluated(sympy.Add, u, du) ** 2
    parts = unevaluated(sympy.Add, area, 2 * strip, corner)
    return Square(
        u, du, sympy.Integer(2), area, strip, corner, whole, parts, derive(area, u).result
    )
