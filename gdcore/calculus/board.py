"""The derivative of one row's loss by a parameter, in the lines that a teacher writes on a board.

`gdcore.calculus.derivation` takes each elementary step alone. On a board several of them are one
line: outside first, then the inside. With u for the inside, L for the outer function of a row's
loss, the chain rule gives

    ∂/∂p L(u) = L′(u) · ∂u/∂p

where u is the residual y − f, or the prediction f itself if the loss is none of the residual. Then
∂u/∂p is worked out: a line ends where a chain, product or quotient rule was used, and where no
derivative stands any more. Lines are tidied, each is equal in value to the one before.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import sympy

from gdcore.calculus.derivation import derive
from gdcore.calculus.rules import Rule
from gdcore.calculus.tidying import tidied
from gdcore.calculus.total import ROW
from gdcore.calculus.written import arguments, unevaluated
from gdcore.error.loss import PREDICTION, Loss
from gdcore.error.model import RESPONSE, Model
from gdcore.formula.functions import Sigmoid

__all__ = ["INSIDE", "Board", "BoardLine", "board", "has_board", "of_row"]

INSIDE: Final = sympy.Symbol("u", real=True)
"""Stands for the inside in the outer function and its derivative."""

_ENDS_A_LINE: Final = {Rule.CHAIN, Rule.PRODUCT, Rule.QUOTIENT, Rule.POWER_AS_EXP}


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A line, and what has led to it.

    Parameters
    ----------
    expression : sympy.Expr
        Equal in value to the line before.
    rules : tuple of Rule
        The rules that were used since, in the order of their use, each once; none on a first line.
    """

    expression: sympy.Expr
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The derivative of one row's loss by a parameter: the outside, then the inside.

    Parameters
    ----------
    parameter : sympy.Symbol
        By what.
    prediction : sympy.Expr
        The model's, for row i.
    inside : sympy.Expr
        The residual as it is written, response less prediction, or the prediction.
    outer, outer_slope : sympy.Expr
        In `INSIDE`: the loss of the row, and its derivative.
    lines : tuple of BoardLine
        The derivative of the inside: first as it stands, last without any derivative.
    shortened : tuple of sympy.Expr, optional
        Two factors that are the whole derivative, where one factor of the inside's
        derivative cancels against the outer one.
    """

    parameter: sympy.Symbol
    prediction: sympy.Expr
    inside: sympy.Expr
    outer: sympy.Expr
    outer_slope: sympy.Expr
    lines: tuple[BoardLine, ...]
    shortened: tuple[sympy.Expr, sympy.Expr] | None

    @property
    def factor(self) -> sympy.Expr:
        """The derivative of the inside."""
        return self.lines[-1].expression

    @property
    def is_residual(self) -> bool:
        """Whether the inside is the residual, and not the prediction."""
        return self.inside != self.prediction

    @property
    def moving(self) -> sympy.Expr:
        """The part of the prediction that changes with the parameter."""
        return self.prediction.as_independent(self.parameter, as_Add=True)[1]

    @property
    def exponent(self) -> sympy.Expr:
        """The power that the outer function is; 1 if it is none."""
        return self.outer.as_base_exp()[1]

    @property
    def multiple(self) -> sympy.Expr:
        """What the derivative of the outer function is times the inside; a number for a square."""
        return self.outer_slope / INSIDE

    @property
    def is_worked_out_at_once(self) -> bool:
        """Whether the inside's derivative takes one line: no rule needs an inside of its own."""
        _, *worked = self.lines
        return len(worked) == 1

    @property
    def is_direct(self) -> bool:
        """Whether the inside is a residual whose derivative can be read off."""
        return self.is_worked_out_at_once and self.is_residual

    @property
    def question(self) -> sympy.Expr:
        """The derivative of the row's loss as it stands."""
        loss = self.outer.xreplace({INSIDE: self.inside})
        return sympy.Derivative(loss, self.parameter, evaluate=False)

    @property
    def whole(self) -> tuple[BoardLine, ...]:
        """All lines from the question to the derivative of the row's loss."""
        front: Any = self.outer_slope.xreplace({INSIDE: self.inside})
        chained = [
            BoardLine(unevaluated(sympy.Mul, front, line.expression), line.rules or (Rule.CHAIN,))
            for line in self.lines
        ]
        if self.shortened:
            chained.append(BoardLine(unevaluated(sympy.Mul, *self.shortened), (Rule.SIMPLIFY,)))
        return (BoardLine(self.question, ()), *chained)


def has_board(loss: Loss) -> bool:
    """Return whether a row's loss is one formula, and not put together from pieces."""
    return not loss.row.has(sympy.Piecewise)


def of_row(expression: sympy.Expr, model: Model) -> Any:
    """Return an expression in predictors and response with those of row i in their places."""
    indexed: dict[Any, Any] = {
        symbol: sympy.Indexed(sympy.IndexedBase(symbol.name, real=True), ROW)
        for symbol in (*model.predictors, RESPONSE)
    }
    return expression.xreplace(indexed)


@lru_cache(maxsize=256)
def board(model: Model, loss: Loss, parameter: sympy.Symbol) -> Board:
    """Differentiate one row's loss by a parameter, line by line.

    Parameters
    ----------
    model : Model
    loss : Loss
        Made of one piece, see `has_board`.
    parameter : sympy.Symbol
        One of the model's.

    Examples
    --------
    >>> from gdcore.error.loss import MSE
    >>> from gdcore.error.model import line
    >>> m, _ = line().parameters
    >>> made = board(line(), MSE, m)
    >>> made.outer, made.outer_slope, made.inside, made.factor
    (u**2, 2*u, -(b + m*x[i]) + y[i], -x[i])
    """
    is_residual = not loss.row.xreplace({PREDICTION: RESPONSE - INSIDE}).has(RESPONSE)
    curve: Any = of_row(model.expression if is_residual else _smooth(model), model)
    outer: Any = loss.row.xreplace({PREDICTION: RESPONSE - INSIDE if is_residual else INSIDE})
    outer = of_row(outer, model)
    minus = unevaluated(sympy.Mul, sympy.S.NegativeOne, curve)
    inside = unevaluated(sympy.Add, of_row(RESPONSE, model), minus) if is_residual else curve
    slope = derive(outer, INSIDE).result
    lines = _lines(inside, parameter)
    return Board(
        parameter,
        curve,
        inside,
        outer,
        slope,
        lines,
        _shortened(slope, curve, lines[-1].expression),
    )


def _smooth(model: Model) -> Any:
    """Return a model's expression, 1/(1 + exp(−z)) written as σ(z)."""
    written: Any = model.expression
    below = 1 / written
    exponentials = [term for term in below.args if isinstance(term, sympy.exp)]
    if len(exponentials) == 1 and below - exponentials[0] == 1:
        return unevaluated(Sigmoid, -arguments(exponentials[0])[0])
    return written


def _lines(inside: sympy.Expr, parameter: sympy.Symbol) -> tuple[BoardLine, ...]:
    """Return the lines of the inside's derivative, elementary steps taken together."""
    first: Any = sympy.Derivative(inside, parameter, evaluate=False)
    lines, rules = [BoardLine(first, ())], dict[Rule, None]()
    for step in derive(inside, parameter).steps:
        rules[step.rule] = None
        if step.rule in _ENDS_A_LINE:
            lines.append(BoardLine(tidied(step.after), tuple(rules)))
            rules = {}
    result = derive(inside, parameter).result
    return (*lines, BoardLine(result, tuple(rules)))


def _shortened(
    slope: sympy.Expr, curve: sympy.Expr, factor: sympy.Expr
) -> tuple[sympy.Expr, sympy.Expr] | None:
    """Return the derivative with σ(1 − σ) cancelled against the log loss's own denominator.

    With p = σ(z), the derivative −y/p + (1 − y)/(1 − p) of the log loss is (p − y)/(p (1 − p)),
    and that of p is p (1 − p) z′ (Bishop, Pattern Recognition and Machine Learning, 4.3.2).
    """
    if not isinstance(curve, Sigmoid) or not slope.has(1 / INSIDE):
        return None
    front: Any = sympy.cancel(slope * INSIDE * (1 - INSIDE))
    rest = factor / curve / (1 - curve)
    minus = unevaluated(sympy.Mul, sympy.S.NegativeOne, -(front - INSIDE))
    return unevaluated(sympy.Add, curve, minus), rest
