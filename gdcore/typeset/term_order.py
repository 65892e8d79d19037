"""The order in which a textbook writes the terms of a sum and the factors of a product.

sympy sorts the operands of what it evaluates: typed m*x + b - y, it holds (b, -y, m*x). The order
typed survives only in sums and products that were built without evaluation, and is then kept.
Everything else is put in this order.

Terms: sums over the data last; then by falling degree, where symbols, data and functions count one
and exponentials nothing; in one degree added before subtracted, numbers before the rest, terms of
more factors before terms of fewer, data first, then by name. A leading minus is avoided if there is
exactly one added term to put in front: y - m x - b, 1 - x^2. (A decimal number counts as a factor,
so that a slope held fixed stays in front: 0.64 x + b.)

Factors: numbers, Greek letters, Latin letters, words, data, functions, sums in parentheses,
exponentials and logarithms, derivatives, sums over the data.
"""

from typing import Any, Final

import sympy
from sympy.core.function import AppliedUndef

from gdcore.typeset.names import is_greek, is_word

__all__ = ["is_typed_order", "ordered_factors", "ordered_terms"]

_RANKS: Final[tuple[tuple[tuple[type, ...], int], ...]] = (
    ((sympy.Number,), 0),
    ((sympy.NumberSymbol,), 1),
    ((sympy.Indexed,), 5),
    ((sympy.exp, sympy.log), 8),
    ((sympy.Function, AppliedUndef), 6),
    ((sympy.Derivative,), 9),
    ((sympy.Sum,), 10),
)
_SUM_RANK: Final = 7


def is_typed_order(expression: sympy.Expr) -> bool:
    """Return whether a sum or product holds its operands in an order that sympy did not choose.

    A sum with standing derivatives is a line of a derivation and keeps its order, or its terms
    would jump from line to line.
    """
    terms: Any = expression.args
    if expression.is_Add and any(isinstance(term, sympy.Derivative) for term in terms):
        return True
    evaluated: Any = expression.func(*terms)
    return evaluated.args != expression.args


def ordered_terms(total: sympy.Add) -> list[sympy.Expr]:
    """Return the terms of a sum as a textbook orders them.

    Examples
    --------
    >>> from sympy.abc import b, m, x, y
    >>> ordered_terms(m * x + b - y)
    [m*x, b, -y]
    """
    terms: list[sympy.Expr] = list(total.args)  # type: ignore[arg-type]
    if is_typed_order(total):
        return terms
    terms.sort(key=_term_key)
    added = [term for term in terms if not _is_subtracted(term) and not term.has(sympy.Sum)]
    if _is_subtracted(terms[0]) and len(added) == 1:
        terms.remove(added[0])
        terms.insert(0, added[0])
    return terms


def ordered_factors(product: sympy.Mul) -> list[sympy.Expr]:
    """Return the factors of a product as a textbook orders them.

    Examples
    --------
    >>> from sympy.abc import m, x
    >>> ordered_factors((1 + x) * m * 2)
    [2, m, x + 1]
    """
    factors: list[sympy.Expr] = list(product.args)  # type: ignore[arg-type]
    return factors if is_typed_order(product) else sorted(factors, key=_rank)


def _is_subtracted(term: sympy.Expr) -> bool:
    return bool(term.as_coeff_Mul()[0].is_negative)


def _term_key(term: sympy.Expr) -> tuple[Any, ...]:
    factors = [factor for factor in sympy.Mul.make_args(term) if not factor.is_Rational]
    return (
        term.has(sympy.Sum),
        -sum(_degree(factor) for factor in factors),
        _is_subtracted(term),
        not term.is_Number,
        -len(factors),
        not term.has(sympy.Indexed),
        sympy.default_sort_key(term),
    )


def _degree(factor: sympy.Expr) -> Any:
    if factor.is_number or isinstance(factor, sympy.exp):
        return 0
    exponent = factor.as_base_exp()[1]
    return exponent if exponent.is_Rational else 1


def _rank(factor: sympy.Expr) -> int:
    if isinstance(factor, sympy.Pow):
        return _rank(factor.base)
    if isinstance(factor, sympy.Symbol):
        return 2 if is_greek(factor.name) else 4 if is_word(factor.name) else 3
    return next((rank for kinds, rank in _RANKS if isinstance(factor, kinds)), _SUM_RANK)
