"""The rules of differentiation: each rewrites one d/dp f into an expression with smaller ones.

Nothing is simplified here. Sums, products and powers are put together without evaluation, so that
a line reads as it is written on a board: x·1 + 0, not yet x. `gdcore.calculus.tidying` does that
later.

Every rule of an elementary function f serves twice: alone if its argument is the parameter, and as
the outer function of the chain rule (f(g))′ = f′(g)·g′ if it is not. The rules are those of any
first book of calculus, e.g. Spivak, Calculus, 4th ed., chapter 10; a to the power b, with the
parameter in both, is exp(b·log a) (chapter 18).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, count
from typing import Any, Final

import sympy

from gdcore.calculus.written import arguments, power_of, unevaluated
from gdcore.formula.functions import Sigmoid
from gdcore.typeset.term_order import ordered_terms

__all__ = ["Rewrite", "Rule", "rewrite", "unused_symbol"]

Parts = tuple[sympy.Expr, ...]


class Rule(StrEnum):
    """What is done in a step; the value is a stable identifier."""

    CONSTANT = "constant"
    IDENTITY = "identity"
    SUM = "sum"
    SUM_OVER_DATA = "sum-over-data"
    CONSTANT_FACTOR = "constant-factor"
    PRODUCT = "product"
    QUOTIENT = "quotient"
    CHAIN = "chain"
    POWER = "power"
    EXPONENTIAL = "exponential"
    POWER_AS_EXP = "power-as-exp"
    EXP = "exp"
    LOG = "log"
    SIN = "sin"
    COS = "cos"
    TAN = "tan"
    ATAN = "atan"
    TANH = "tanh"
    ABS = "abs"
    SIGMOID = "sigmoid"
    SIMPLIFY = "simplify"
    FACTOR_OUT = "factor-out"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What a rule makes of d/dp f.

    Parameters
    ----------
    rule : Rule
        The rule that applies.
    replacement : sympy.Expr
        Equal to d/dp f, with derivatives of smaller expressions left standing.
    pieces : tuple of sympy.Expr
        What the rule's sentence speaks of, see `gdcore.calculus.words.SENTENCES`.
    """

    rule: Rule
    replacement: sympy.Expr
    pieces: tuple[sympy.Expr, ...]


@dataclass(frozen=True, slots=True)
class _Elementary:
    """A function of one argument, and the factors of its derivative."""

    rule: Rule
    value: Callable[[sympy.Expr], sympy.Expr]
    slope: Callable[[sympy.Expr], Parts]


def rewrite(function: sympy.Expr, parameter: sympy.Symbol) -> Rewrite:
    """Apply to d/dp of `function` the one rule that its outermost shape asks for.

    Parameters
    ----------
    function : sympy.Expr
        A real expression.
    parameter : sympy.Symbol
        The p of d/dp.

    Raises
    ------
    ValueError
        If `function` is none that a formula may hold, or has the parameter in the limits of a sum.

    Examples
    --------
    >>> m = sympy.Symbol("m", real=True)
    >>> rewrite(m**3, m).replacement, rewrite(sympy.sin(2 * m), m).replacement
    (3*m**2, cos(2*m)*Derivative(2*m, m))
    """
    if parameter not in function.free_symbols:
        return Rewrite(Rule.CONSTANT, sympy.S.Zero, (function, parameter))
    if function == parameter:
        return Rewrite(Rule.IDENTITY, sympy.S.One, (parameter,))
    for shape, rule in _BY_SHAPE.items():
        if isinstance(function, shape):
            return rule(function, parameter)
    if type(function) in _ELEMENTARY:
        return _composed(_ELEMENTARY[type(function)], arguments(function)[0], parameter)
    raise ValueError(
        "`function` must be made of numbers, names, + - * / ^, sums over data and the functions "
        f"exp, log, sqrt, sin, cos, tan, atan, tanh, abs and sigmoid, got {function}"
    )


def _sum(function: sympy.Add, parameter: sympy.Symbol) -> Rewrite:
    """(f + g + c)′ = f′ + g′ + c′, all terms without the parameter taken together as c."""
    terms = _constants_together(ordered_terms(function), parameter)
    derivatives = [_d(term, parameter) for term in terms]
    return Rewrite(Rule.SUM, unevaluated(sympy.Add, *derivatives), terms)


def _constants_together(terms: Sequence[sympy.Expr], parameter: sympy.Symbol) -> Parts:
    """Return the terms, those without the parameter as one in the place of their first."""
    moving, fixed = _split(terms, parameter)
    if not fixed:
        return moving
    place = terms.index(fixed[0])
    return (*moving[:place], unevaluated(sympy.Add, *fixed), *moving[place:])


def _sum_over_data(function: sympy.Expr, parameter: sympy.Symbol) -> Rewrite:
    """(Σ f_i)′ = Σ f_i′."""
    term, *limits = arguments(function)
    if any(parameter in limit.free_symbols for limit in limits):
        raise ValueError(
            f"`parameter` must not be in the limits of a sum, got {parameter} in {limits}"
        )
    replacement: Any = sympy.Sum(_d(term, parameter), *limits)
    return Rewrite(Rule.SUM_OVER_DATA, replacement, (limits[0][0], term))


def _product(function: sympy.Expr, parameter: sympy.Symbol) -> Rewrite:
    """Apply the rule of a constant factor, a reciprocal, a quotient or a product."""
    moving, fixed = _split(arguments(function), parameter)
    if fixed:
        rest = unevaluated(sympy.Mul, *moving)
        replacement = unevaluated(sympy.Mul, *fixed, _d(rest, parameter))
        return Rewrite(
            Rule.CONSTANT_FACTOR, replacement, (unevaluated(sympy.Mul, *fixed), rest, parameter)
        )
    below = tuple(factor for factor in moving if _is_below_the_line(factor))
    above = tuple(factor for factor in moving if not _is_below_the_line(factor))
    if not below:
        return _two_factors(moving[0], unevaluated(sympy.Mul, *moving[1:]), parameter)
    denominator = unevaluated(sympy.Mul, *(_reciprocal(f) for f in below))
    if not above:
        return _power(power_of(denominator, sympy.S.NegativeOne), parameter)
    return _quotient(unevaluated(sympy.Mul, *above), denominator, parameter)


def _two_factors(u: sympy.Expr, v: sympy.Expr, parameter: sympy.Symbol) -> Rewrite:
    """(u·v)′ = u′·v + u·v′."""
    left = unevaluated(sympy.Mul, _d(u, parameter), v)
    right = unevaluated(sympy.Mul, u, _d(v, parameter))
    return Rewrite(Rule.PRODUCT, unevaluated(sympy.Add, left, right), (u, v))


def _quotient(u: sympy.Expr, v: sympy.Expr, parameter: sympy.Symbol) -> Rewrite:
    """(u/v)′ = (u′·v − u·v′)/v²."""
    left = unevaluated(sympy.Mul, _d(u, parameter), v)
    right = unevaluated(sympy.Mul, sympy.S.NegativeOne, u, _d(v, parameter))
    above = unevaluated(sympy.Add, left, right)
    below = power_of(v, sympy.Integer(-2))
    return Rewrite(Rule.QUOTIENT, unevaluated(sympy.Mul, above, below), (u, v))


def _power(function: sympy.Expr, parameter: sympy.Symbol) -> Rewrite:
    """(uⁿ)′ = n·uⁿ⁻¹·u′, (cᵘ)′ = cᵘ·log c·u′, and with the parameter in both aᵇ = exp(b·log a)."""
    base, exponent = arguments(function)
    if parameter not in exponent.free_symbols:
        return _composed(_power_function(exponent), base, parameter)
    if parameter not in base.free_symbols:
        return _composed(_exponential_function(base), exponent, parameter)
    logarithm = unevaluated(sympy.log, base)
    rewritten = unevaluated(sympy.exp, unevaluated(sympy.Mul, exponent, logarithm))
    return Rewrite(Rule.POWER_AS_EXP, _d(rewritten, parameter), (function, rewritten, parameter))


def _composed(outer: _Elementary, inner: sympy.Expr, parameter: sympy.Symbol) -> Rewrite:
    """f(p)′ by its own rule, and f(g)′ = f′(g)·g′ by the chain rule."""
    if inner == parameter:
        slope = unevaluated(sympy.Mul, *outer.slope(parameter))
        return Rewrite(outer.rule, slope, (outer.value(parameter), slope))
    u = unused_symbol(outer.value(inner).free_symbols)
    replacement = unevaluated(sympy.Mul, *outer.slope(inner), _d(inner, parameter))
    pieces = (outer.value(u), inner, unevaluated(sympy.Mul, *outer.slope(u)))
    return Rewrite(Rule.CHAIN, replacement, pieces)


def _power_function(exponent: sympy.Expr) -> _Elementary:
    return _Elementary(
        Rule.POWER,
        lambda u: power_of(u, exponent),
        lambda u: (exponent, power_of(u, exponent - 1)),
    )


def _exponential_function(base: sympy.Expr) -> _Elementary:
    return _Elementary(
        Rule.EXPONENTIAL,
        lambda u: power_of(base, u),
        lambda u: (power_of(base, u), unevaluated(sympy.log, base)),
    )


def _function(kind: Any, rule: Rule, slope: Callable[[sympy.Expr], Parts]) -> _Elementary:
    return _Elementary(rule, lambda u: unevaluated(kind, u), slope)


def _of(kind: Any) -> Callable[[sympy.Expr], Parts]:
    return lambda u: (unevaluated(kind, u),)


def _one_plus(sign: int, kind: Any) -> Callable[[sympy.Expr], Parts]:
    """Return u ↦ 1 ± kind(u)²."""

    def slope(u: sympy.Expr) -> Parts:
        square = power_of(unevaluated(kind, u), sympy.Integer(2))
        signed = square if sign > 0 else unevaluated(sympy.Mul, sympy.S.NegativeOne, square)
        return (unevaluated(sympy.Add, sympy.S.One, signed),)

    return slope


def _atan_slope(u: sympy.Expr) -> Parts:
    square = power_of(u, sympy.Integer(2))
    return (power_of(unevaluated(sympy.Add, sympy.S.One, square), sympy.S.NegativeOne),)


def _sigmoid_slope(u: sympy.Expr) -> Parts:
    sigmoid = unevaluated(Sigmoid, u)
    minus = unevaluated(sympy.Mul, sympy.S.NegativeOne, sigmoid)
    return sigmoid, unevaluated(sympy.Add, sympy.S.One, minus)


_ELEMENTARY: Final[dict[Any, _Elementary]] = {
    sympy.exp: _function(sympy.exp, Rule.EXP, _of(sympy.exp)),
    sympy.log: _function(sympy.log, Rule.LOG, lambda u: (power_of(u, sympy.S.NegativeOne),)),
    sympy.sin: _function(sympy.sin, Rule.SIN, _of(sympy.cos)),
    sympy.cos: _function(
        sympy.cos, Rule.COS, lambda u: (sympy.S.NegativeOne, unevaluated(sympy.sin, u))
    ),
    sympy.tan: _function(sympy.tan, Rule.TAN, _one_plus(1, sympy.tan)),
    sympy.atan: _function(sympy.atan, Rule.ATAN, _atan_slope),
    sympy.tanh: _function(sympy.tanh, Rule.TANH, _one_plus(-1, sympy.tanh)),
    sympy.Abs: _function(sympy.Abs, Rule.ABS, _of(sympy.sign)),
    Sigmoid: _function(Sigmoid, Rule.SIGMOID, _sigmoid_slope),
}

_BY_SHAPE: Final[dict[type, Callable[[Any, sympy.Symbol], Rewrite]]] = {
    sympy.Add: _sum,
    sympy.Mul: _product,
    sympy.Pow: _power,
    sympy.Sum: _sum_over_data,
}


def _d(function: sympy.Expr, parameter: sympy.Symbol) -> sympy.Expr:
    return sympy.Derivative(function, parameter, evaluate=False)


def _split(parts: Sequence[sympy.Expr], parameter: sympy.Symbol) -> tuple[Parts, Parts]:
    """Return the parts that contain the parameter, and those that do not."""
    moving = tuple(part for part in parts if parameter in part.free_symbols)
    fixed = tuple(part for part in parts if parameter not in part.free_symbols)
    return moving, fixed


def _is_below_the_line(factor: sympy.Expr) -> bool:
    """Whether a factor is written in the denominator: a power with a minus in its exponent."""
    return isinstance(factor, sympy.Pow) and bool(factor.exp.as_coeff_Mul()[0].is_negative)


def _reciprocal(power: sympy.Expr) -> sympy.Expr:
    base, exponent = arguments(power)
    return power_of(base, -exponent)


def unused_symbol(taken: Iterable[Any], wished: str = "") -> sympy.Symbol:
    """Return a letter for an inner function that is not taken.

    Parameters
    ----------
    taken : iterable
        Symbols, and what else an expression is made of.
    wished : str
        Letters that are tried first; then u, v, w, z, u1, u2, …
    """
    names = {symbol.name for symbol in taken if isinstance(symbol, sympy.Symbol)}
    candidates = chain(wished, "uvwz", (f"u{number}" for number in count(1)))
    return sympy.Symbol(next(name for name in candidates if name not in names), real=True)
