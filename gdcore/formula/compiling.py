"""Expressions become functions of numpy; what that takes is loaded with the first of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gdcore.algebra import sympy
    from gdcore.formula.stable import Compiled

__all__ = ["compiled"]


def compiled(arguments: Sequence[sympy.Symbol], expressions: Sequence[sympy.Expr]) -> Compiled:
    """Return what `gdcore.formula.stable.compiled` does.

    Parameters
    ----------
    arguments : sequence of sympy.Symbol
    expressions : sequence of sympy.Expr
    """
    from gdcore.formula.stable import compiled

    return compiled(arguments, expressions)
