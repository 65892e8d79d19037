"""Expressions as trees of plain lists: what another program needs to evaluate them.

A tree is a number; "v0", "v1", ... for a variable and "s0", "s1", ... for an earlier step, both by
their places; or a list of an operation's name and its operands:

    + *         two or more operands
    ^           base, exponent
    /           two whole numbers
    if          condition, what it is if that holds, what it is else
    <= < >= >   two operands, in a condition only
    abs arctan cos exp log sign sin tan tanh Sigmoid Softplus    one operand
    PowerLog    x, b and k, for x^b log(x)^k, which is 0 where x^b is

No name that a user gave is part of a tree, and no other operation.
"""

from collections.abc import Sequence
from typing import Any, Final

import sympy

from gdcore.formula.stable import opaque, stable

__all__ = ["Trees", "trees"]

Trees = dict[str, list[Any]]
"""Trees of "steps", each of which may use those before it, and of "values"."""

_FUNCTIONS: Final = frozenset(
    "abs arctan cos exp log sign sin tan tanh Sigmoid Softplus PowerLog".split()  # noqa: SIM905
)


def trees(variables: Sequence[sympy.Symbol], expressions: Sequence[sympy.Expr]) -> Trees:
    """Return expressions as trees, written so that they keep their digits; see `stable`.

    What occurs more than once is a step of its own.

    Raises
    ------
    ValueError
        If an expression holds a symbol that is no variable, or anything that no tree has.

    Examples
    --------
    >>> x, m = sympy.symbols("x m", real=True)
    >>> trees([x, m], [(m * x + 1) ** 2 + sympy.exp(m * x)])
    {'steps': [['*', 'v1', 'v0']], 'values': [['+', ['^', ['+', 1, 's0'], 2], ['exp', 's0']]]}
    """
    known: dict[Any, Any] = {}
    kept = [opaque(stable(expression), known) for expression in expressions]
    found, values = sympy.cse(kept, list=True)
    names: dict[Any, str] = {symbol: f"v{k}" for k, symbol in enumerate(variables)}
    names |= {symbol: f"s{k}" for k, (symbol, _) in enumerate(found)}
    return {
        "steps": [_tree(step, names) for _, step in found],
        "values": [_tree(value, names) for value in values],
    }


def _tree(part: Any, names: dict[Any, str]) -> Any:
    if part in names:
        return names[part]
    if part.is_Number or part.is_NumberSymbol:
        return _number(part)
    operation = _OPERATIONS.get(type(part)) or _function(part)
    return [operation, *(_tree(operand, names) for operand in _operands(part))]


def _number(part: Any) -> Any:
    if isinstance(part, sympy.Integer):
        return int(part)
    if isinstance(part, sympy.Rational):
        return ["/", int(part.p), int(part.q)]
    if not part.is_finite:
        raise ValueError(f"`expressions` must hold finite numbers, got {part}")
    return float(part)


def _function(part: Any) -> str:
    name = part.func.__name__
    if name not in _FUNCTIONS:
        raise ValueError(f"`expressions` must be made of what a tree has, got {part}")
    return name


def _operands(part: Any) -> list[Any]:
    if isinstance(part, sympy.Piecewise):
        return _choices(part)
    return list(part.args)


def _choices(part: Any) -> list[Any]:
    """Return condition, value and what else of a choice of two pieces."""
    (first, condition), (second, other) = part.args
    if other != sympy.true:
        raise ValueError(f"`expressions` must have a value everywhere, got {part}")
    return [condition, first, second]


_OPERATIONS: Final[dict[Any, str]] = {
    sympy.Add: "+",
    sympy.Mul: "*",
    sympy.Pow: "^",
    sympy.Piecewise: "if",
    sympy.LessThan: "<=",
    sympy.StrictLessThan: "<",
    sympy.GreaterThan: ">=",
    sympy.StrictGreaterThan: ">",
}
