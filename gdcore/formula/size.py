"""The size of an expression multiplied out, counted before it is: it may outgrow the memory."""

from math import comb, prod
from typing import Any, Final

import sympy

__all__ = ["MAX_TERMS", "is_expandable", "terms_expanded"]

MAX_TERMS: Final = 1_000
"""The most terms that an expression may be multiplied out to."""


def is_expandable(expression: sympy.Expr) -> bool:
    """Tell whether no part of an expression has more than `MAX_TERMS` terms multiplied out."""
    return terms_expanded(expression) <= MAX_TERMS


def terms_expanded(expression: sympy.Expr) -> int:
    """Return how many terms the largest part of an expression may have, multiplied out.

    Equal parts are looked at once, and like terms are counted apart: a power n of a sum of t terms
    counts as (t + n - 1 choose n), the multinomial theorem's number of terms.

    Examples
    --------
    >>> a, b, c = sympy.symbols("a b c")
    >>> terms_expanded((a + b) * (a + c)), terms_expanded(sympy.exp((a + b + c) ** 2))
    (4, 6)
    """
    counts: dict[Any, int] = {}
    waiting: list[Any] = [expression]
    while waiting:
        part = waiting.pop()
        missing = [argument for argument in part.args if argument not in counts]
        if missing:
            waiting += [part, *missing]
        else:
            counts[part] = _terms(part, counts)
    return max(counts.values())


def _terms(part: Any, counts: dict[Any, int]) -> int:
    inner = [counts[argument] for argument in part.args]
    if part.is_Add:
        return sum(inner)
    if part.is_Mul:
        return prod(inner)
    if part.is_Pow and part.exp.is_Integer:
        power = abs(int(part.exp))
        return comb(inner[0] + power - 1, power)
    return 1
