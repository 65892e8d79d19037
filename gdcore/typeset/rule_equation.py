"""An update rule as an equation in words."""

from collections.abc import Mapping
from typing import Any, Final

import sympy

from gdcore.rules.update import Update
from gdcore.rules.written import AHEAD, GRADIENT, written_step
from gdcore.typeset.expressions import typst

__all__ = ["rule_equation"]

_STEP: Final = sympy.Symbol("step")


def rule_equation(update: Update[Any, Any], words: Mapping[str, str]) -> str:
    """Return the Typst mathematics of the step that a rule makes, without the dollar signs.

    Parameters
    ----------
    update : Update
    words : mapping of str to str
        What "step" and the symbols of `gdcore.rules.written`, by their names, are called; what is
        not among them keeps its name.

    Returns
    -------
    str
        The step is labelled "step", gradients are labelled "uphill".

    Examples
    --------
    >>> from gdcore.rules.recipes import rule_named
    >>> print(rule_equation(rule_named("momentum:0.5").update(0.25), {"last-step": "before"}))
    {{ "step" : step }} = 0.5 thin "before" - 0.25 thin {{ "gradient" : uphill }}
    """
    equation = sympy.Eq(_STEP, written_step(update), evaluate=False)
    named = {symbol: _called(symbol, words) for symbol in equation.atoms(sympy.Symbol)}
    labels = {_STEP: "step", GRADIENT: "uphill", AHEAD: "uphill"}
    labelled: dict[sympy.Expr, str] = {
        _called(symbol, words): label for symbol, label in labels.items()
    }
    return typst(equation.xreplace(named), labelled)


def _called(symbol: sympy.Symbol, words: Mapping[str, str]) -> sympy.Symbol:
    return sympy.Symbol(words.get(symbol.name, symbol.name))
