"""Expressions that stay as they are written: built without evaluation, taken apart by position."""

from typing import Any

import sympy

__all__ = ["Path", "arguments", "part_at", "power_of", "unevaluated", "with_part"]

Path = tuple[int, ...]
"""Where a part is in an expression: its index among the arguments, level by level from outside."""


def arguments(expression: sympy.Basic) -> tuple[Any, ...]:
    """Return the arguments of an expression, which sympy only types as `Basic`."""
    return expression.args


def unevaluated(kind: Any, *args: sympy.Expr) -> sympy.Expr:
    """Return `kind` of the arguments as it stands; one term or factor alone is itself.

    Examples
    --------
    >>> x = sympy.Symbol("x")
    >>> unevaluated(sympy.Add, unevaluated(sympy.Mul, x, sympy.Integer(1)), sympy.Integer(0))
    x*1 + 0
    """
    return kind(*args, evaluate=False)


def power_of(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    """Return the power as it stands, without an exponent of 1.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> power_of(x**2, sympy.S.Half), power_of(x, sympy.S.One)
    (sqrt(x**2), x)
    """
    return base if exponent == 1 else unevaluated(sympy.Pow, base, exponent)


def part_at(expression: sympy.Expr, path: Path) -> sympy.Expr:
    """Return the part of an expression at a path.

    Examples
    --------
    >>> x, y = sympy.symbols("x y")
    >>> part_at(sympy.sin(x) ** y, (0, 0))
    x
    """
    for index in path:
        expression = arguments(expression)[index]
    return expression


def with_part(expression: sympy.Expr, path: Path, part: sympy.Expr) -> sympy.Expr:
    """Return the expression with the part at a path exchanged, and nothing evaluated.

    Parameters
    ----------
    expression : sympy.Expr
        Made of sums, products, powers, functions and Σ down to the path.
    path : Path
        Where the part is to be.
    part : sympy.Expr
        What is put there.

    Examples
    --------
    >>> m, x = sympy.symbols("m x")
    >>> with_part(m * x, (0,), sympy.Integer(1))
    1*x
    """
    if not path:
        return part
    args = list(arguments(expression))
    args[path[0]] = with_part(args[path[0]], path[1:], part)
    kind: Any = expression.func
    return kind(*args) if isinstance(expression, sympy.Sum) else unevaluated(kind, *args)
