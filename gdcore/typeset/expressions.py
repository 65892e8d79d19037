"""Expressions as pictures and as text: Typst for the film, plain text, LaTeX, MathML to read.

All four forms put terms in the order of `gdcore.typeset.term_order` and survive any column name:
Typst, LaTeX and MathML escape it, and every form drops control characters.
"""
# ruff: noqa: N802 (sympy dispatches by names like `_print_Symbol`)

import re
from collections.abc import Mapping
from html import escape
from html.entities import html5
from typing import Any, Final

import sympy
from sympy.core.function import AppliedUndef
from sympy.printing.latex import LatexPrinter
from sympy.printing.mathml import MathMLPresentationPrinter
from sympy.printing.str import StrPrinter

from gdcore.typeset.names import clean_name, is_word
from gdcore.typeset.printer import TypstPrinter
from gdcore.typeset.term_order import ordered_terms

__all__ = ["latex", "mathml", "name_text", "name_typst", "plain_text", "typst"]

_LABEL: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# Manim takes `root`, numbered groups, and g with hexadecimal digits for ids of its own or Typst's.
_TAKEN_LABEL: Final = re.compile(r"root|numbered_group_.*|g[0-9A-Fa-f]+|.*__manim_typst_dup_.*")
_LATEX_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {character: f"\\{character}" for character in "{}#$%&_"}
_NAMED_ENTITY: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w+;)")


def typst(
    expression: sympy.Basic,
    labels: Mapping[sympy.Expr, str] | None = None,
    *,
    partial: bool | None = None,
) -> str:
    """Return the Typst mathematics of `expression`, without the dollar signs.

    Parameters
    ----------
    expression
        Symbols, numbers, sums, products, powers, functions, `Eq`, and unevaluated `Derivative` and
        `Sum`, data being `Indexed`. What was built with ``evaluate=False`` keeps its order.
    labels
        Parts to be selected in the scenes, each with its label. A part is a node of the
        expression (in 2*m*x: 2, m and x, but not m*x); wherever it occurs it is written
        ``{{ source : label }}``, which Manim's `MathTypst` selects. Labels nest: an inner part then
        answers to both. A part that does not occur is ignored, so that one mapping serves a
        whole derivation. Parentheses around a part, and a minus before it, are not in it.
    partial
        Whether derivatives carry the curly d. Without it: if the expression holds more than one
        symbol besides data, indices and bounds of sums. Pass it to keep the lines of one
        derivation alike.

    Raises
    ------
    ValueError
        If a label is not a Typst label or means something else to Manim, or if the expression holds
        something that has no form here.

    Examples
    --------
    >>> from sympy.abc import b, m, x
    >>> print(typst(m * x + b, {m: "slope"}))
    {{ m : slope }} thin x + b
    """
    _check_functions(expression)
    labels = _checked_labels(labels or {})
    several = len(_parameters(expression)) > 1 if partial is None else partial
    has_sigma = any(symbol.name in {"sigma", "σ"} for symbol in expression.atoms(sympy.Symbol))
    return TypstPrinter(labels, partial=several, word_sigmoid=has_sigma).doprint(expression)


def plain_text(expression: sympy.Basic) -> str:
    """Return `expression` as one line of text, as sympy writes it (``2*x``, ``exp(x)``, ``x[i]``).

    Raises
    ------
    ValueError
        If a function in it has a name that is not an identifier.

    Examples
    --------
    >>> from sympy.abc import b, m, x, y
    >>> plain_text((m * x + b - y) ** 2)
    '(m*x + b - y)**2'
    """
    _check_functions(expression)
    return _PlainPrinter({"full_prec": False}).doprint(expression)


def name_typst(name: str) -> str:
    """Return the Typst mathematics of a symbol by its name.

    Examples
    --------
    >>> name_typst("beta_1")
    'beta_1'
    """
    return typst(sympy.Symbol(name, real=True))


def name_text(name: str) -> str:
    """Return a symbol's name as it stands in a sentence."""
    return plain_text(sympy.Symbol(name, real=True))


def latex(expression: sympy.Basic) -> str:
    r"""Return `expression` as LaTeX mathematics, without dollar signs.

    Raises
    ------
    ValueError
        If a function in it has a name that is not an identifier.

    Examples
    --------
    >>> print(latex(sympy.Symbol("flipper_length") / 2))
    \frac{\text{flipper\_length}}{2}
    """
    _check_functions(expression)
    return _LatexPrinter({"ln_notation": True}).doprint(expression)


def mathml(expression: sympy.Basic) -> str:
    """Return `expression` as presentation MathML: one `math` element with its namespace.

    Raises
    ------
    ValueError
        If a function in it has a name that is not an identifier.

    Examples
    --------
    >>> mathml(sympy.Symbol("a < b"))
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><mtext>a &lt; b</mtext></math>'
    """
    _check_functions(expression)
    source = _MathMLPrinter({"ln_notation": True}).doprint(expression)
    body = _NAMED_ENTITY.sub(lambda entity: html5[entity.group(1)], source)  # XML knows only five
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML">{body}</math>'


class _TextbookOrder:
    """What sympy's own printers are given: our order of terms."""

    def _as_ordered_terms(self, expr: sympy.Add, order: Any = None) -> list[sympy.Expr]:
        del order
        return ordered_terms(expr)


class _PlainPrinter(_TextbookOrder, StrPrinter):
    def _print_Symbol(self, expr: sympy.Symbol) -> str:
        return clean_name(expr.name)


class _LatexPrinter(_TextbookOrder, LatexPrinter):
    def _print_Symbol(self, expr: sympy.Symbol, style: str = "plain") -> str:
        if not is_word(expr.name):
            return super()._print_Symbol(expr, style=style)
        name = clean_name(expr.name)
        return rf"\text{{{''.join(_LATEX_SPECIAL.get(letter, letter) for letter in name)}}}"

    def _print_Sigmoid(self, expr: sympy.Function, exp: str | None = None) -> str:
        source = rf"\sigma\left({self._print(expr.args[0])}\right)"
        return source if exp is None else f"{source}^{{{exp}}}"


class _MathMLPrinter(_TextbookOrder, MathMLPresentationPrinter):
    def _print_Symbol(self, sym: sympy.Symbol, style: str = "plain") -> Any:
        if not is_word(sym.name):
            return super()._print_Symbol(sym, style=style)
        # sympy writes text nodes as they are, so that the name must be escaped here.
        return self._element("mtext", escape(clean_name(sym.name), quote=False))

    def _print_Sigmoid(self, expr: sympy.Function) -> Any:
        row = self.dom.createElement("mrow")
        row.appendChild(self._element("mi", "σ"))
        row.appendChild(self._paren_comma_separated(*expr.args))
        return row

    def _element(self, tag: str, text: str) -> Any:
        element = self.dom.createElement(tag)
        element.appendChild(self.dom.createTextNode(text))
        return element


def _parameters(expression: sympy.Basic) -> set[sympy.Basic]:
    """Return the free symbols that are neither data nor an index or bound of a sum."""
    indexed: set[sympy.Basic] = set().union(
        *(part.free_symbols for part in expression.atoms(sympy.Indexed))
    )
    limits: list[Any] = [limit for total in expression.atoms(sympy.Sum) for limit in total.limits]
    counted: set[sympy.Basic] = set().union(*(limit.free_symbols for limit in limits))
    return expression.free_symbols - indexed - counted


def _check_functions(expression: sympy.Basic) -> None:
    for applied in expression.atoms(AppliedUndef):
        name = type(applied).__name__
        if not name.isidentifier():
            raise ValueError(f"`expression` must name functions by identifiers, got {name!r}")


def _checked_labels(labels: Mapping[sympy.Expr, str]) -> Mapping[sympy.Expr, str]:
    for label in labels.values():
        if not _LABEL.fullmatch(label) or _TAKEN_LABEL.fullmatch(label):
            raise ValueError(
                "`labels` must be Latin letters, digits, - and _, not begin with a digit or -, and "
                "be no word of Manim's (root, numbered_group_…, g with hexadecimals), "
                f"got {label!r}"
            )
    return labels
