"""Solving: equations one after the other, each for the only unknown that is left in it."""

from collections.abc import Iterable
from typing import Any, Final, cast

import sympy

from gdcore.formula.matching import Equation, NoWayError

__all__ = ["solved"]

_TRIALS: Final = 2
_DIGITS: Final = 30
_EQUAL: Final = 1e-15


def solved(equations: Iterable[Equation], unknown: set[Any]) -> dict[Any, Any]:
    """Return the unknowns as expressions in the other symbols.

    Parameters
    ----------
    equations : iterable of pairs of sympy.Expr
        Unknowns stand on the left only.
    unknown : set of sympy.Symbol

    Raises
    ------
    NoWayError
        If no solution is found, or there are many.
    """
    listed, found = list(equations), dict[Any, Any]()
    _check([(a, b) for a, b in listed if not a.free_symbols & unknown])
    while unknown - found.keys():
        open_ = [(a.xreplace(found), b) for a, b in listed]
        single = next((s for s in (_single(a, b, unknown) for a, b in open_) if s), None)
        found |= single or _together(open_, unknown - found.keys())
    _check([(a.xreplace(found), b) for a, b in listed])
    return found


def _check(equations: list[Equation]) -> None:
    for left, right in equations:
        if left != right and not all(_agree(left, right, trial) for trial in range(_TRIALS)):
            raise NoWayError


def _agree(left: Any, right: Any, trial: int) -> bool:
    """Tell whether two expressions have one value, to 15 digits, at arbitrary positive numbers."""
    symbols = sorted(left.free_symbols | right.free_symbols, key=sympy.default_sort_key)
    numbers = {s: sympy.Rational(sympy.prime(9 + 5 * trial + k), 41) for k, s in enumerate(symbols)}
    one, other = (sympy.N(side.xreplace(numbers), _DIGITS) for side in (left, right))
    return bool(abs(one - other) <= _EQUAL * (abs(one) + abs(other)))


def _single(left: Any, right: Any, unknown: set[Any]) -> dict[Any, Any] | None:
    """Solve one equation for its unknown, if it has one only and can be turned round."""
    free = left.free_symbols & unknown
    if len(free) != 1:
        return None
    (symbol,) = free
    value = _turned(left, right, symbol)
    return None if value is None else {symbol: _tidied(value)}


def _turned(left: Any, right: Any, symbol: Any) -> Any:
    """Undo what is done to a symbol on the left, from the outside, or solve a linear equation."""
    if left == symbol:
        return right
    inside = [argument for argument in left.args if argument.has_free(symbol)]
    if len(inside) > 1:
        return _linear(left - right, symbol)
    (inner,) = inside
    undone = _undone(left, right, inner)
    return None if undone is None else _turned(inner, undone, symbol)


def _undone(left: Any, right: Any, inner: Any) -> Any:
    """Return what the only argument with the unknown must be; None if that is not known."""
    if left.is_Add:
        return right - (left - inner)
    if left.is_Mul:
        return sympy.expand(right / (left / inner))
    if isinstance(left, sympy.exp):
        return sympy.expand_log(sympy.log(right), force=True)
    if isinstance(left, sympy.log):
        return sympy.exp(right)
    if left.is_Pow and inner == left.base:
        return sympy.powdenest(sympy.factor(right) ** (1 / left.exp), force=True)
    # |u| = c|v| is taken as u = cv: that is one of the two, and no sign is lost.
    return right.replace(sympy.Abs, sympy.Id) if isinstance(left, sympy.Abs) else None


def _linear(equation: Any, symbol: Any) -> Any:
    """Solve an equation, its denominators cleared, if it is linear in the symbol."""
    cleared: Any = sympy.expand(sympy.numer(sympy.together(equation)))
    slope: Any = sympy.diff(cleared, symbol)
    return None if slope.has_free(symbol) else -cleared.xreplace({symbol: sympy.S.Zero}) / slope


def _together(equations: list[Equation], unknown: set[Any]) -> dict[Any, Any]:
    """Solve for all that is left at once, as a linear system."""
    ordered = sorted(unknown, key=str)
    left = [sympy.numer(sympy.together(a - b)) for a, b in equations if a.free_symbols & unknown]
    try:
        (values,) = cast("Any", sympy.linsolve(left, ordered))
    except ValueError:  # not linear, or no solution
        raise NoWayError from None
    if any(value.free_symbols & unknown for value in values):
        raise NoWayError
    return dict(zip(ordered, values, strict=True))


def _tidied(expression: Any) -> Any:
    """Join exponentials, so that their exponents cancel before they overflow."""
    joined = sympy.powsimp(sympy.expand(expression), combine="exp")
    return joined.replace(sympy.exp, _expanded_exponential)


def _expanded_exponential(exponent: Any) -> Any:
    return sympy.exp(sympy.expand(exponent))
