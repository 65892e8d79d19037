"""Tidying a line after the last derivative is gone: ones and zeros, and factors out of sums."""

from collections.abc import Sequence
from typing import Any

import sympy

from gdcore.calculus.written import arguments, unevaluated

__all__ = ["factored_out", "tidied"]


def tidied(expression: sympy.Expr) -> sympy.Expr:
    """Return an equal expression without needless zeros and ones, like factors put together.

    A number times a bracket keeps its bracket: 2·(m·x + b), as it is read, not 2·m·x + 2·b.
    Functions are not evaluated, so that |…| and sign(…) stay what they are.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> shown = sympy.Mul(2, x + 1, sympy.Add(x, 0, evaluate=False), 1, evaluate=False)
    >>> tidied(shown)
    2*x*(x + 1)
    """
    if not isinstance(expression, (sympy.Add, sympy.Mul, sympy.Pow, sympy.Sum, sympy.Function)):
        return expression
    kind: Any = expression.func
    parts = [tidied(part) for part in arguments(expression)]
    if isinstance(expression, sympy.Mul):
        return _product(parts)
    if isinstance(expression, sympy.exp):
        return _exponential(parts[0])
    if isinstance(expression, sympy.Function):
        return unevaluated(kind, *parts)
    return kind(*parts)


def factored_out(expression: sympy.Expr) -> sympy.Expr:
    """Return an equal expression with what is the same in every term of a Σ taken in front of it.

    Examples
    --------
    >>> i, n = sympy.symbols("i n", integer=True)
    >>> x = sympy.IndexedBase("x")
    >>> factored_out(sympy.Sum(2 * x[i], (i, 1, n)) / n)
    2*Sum(x[i], (i, 1, n))/n
    """
    if isinstance(expression, sympy.Sum):
        term, *limits = arguments(expression)
        indices = [limit[0] for limit in limits]
        same, rest = term.as_independent(*indices, as_Add=False)
        total: Any = sympy.Sum(rest, *limits)
        return _product([same, total])
    if isinstance(expression, sympy.Mul):
        return _product([factored_out(part) for part in arguments(expression)])
    if isinstance(expression, sympy.Add):
        return sympy.Add(*(factored_out(part) for part in arguments(expression)))
    return expression


def _product(factors: Sequence[sympy.Expr]) -> sympy.Expr:
    """Multiply, without multiplying a number other than −1 into a bracket."""
    number = sympy.Mul(*(factor for factor in factors if factor.is_Number))
    rest = sympy.Mul(*(factor for factor in factors if not factor.is_Number))
    if rest.is_Add and number not in {0, 1, -1}:
        return sympy.Mul(number, rest, evaluate=False)
    return number * rest


def _exponential(argument: sympy.Expr) -> sympy.Expr:
    """Return exp(argument), and a^b for exp(b·log a)."""
    factors = sympy.Mul.make_args(argument)
    logarithms = [factor for factor in factors if isinstance(factor, sympy.log)]
    if len(logarithms) != 1:
        return sympy.exp(argument)
    exponent = sympy.Mul(*(factor for factor in factors if factor is not logarithms[0]))
    return arguments(logarithms[0])[0] ** exponent
