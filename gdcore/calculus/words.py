"""The rules of differentiation in words: a sentence a rule, with the formula's own pieces in it."""

import re
from typing import Any, Final

import sympy
from sympy.printing.str import StrPrinter

from gdcore.calculus.rules import Rule
from gdcore.typeset.term_order import ordered_terms

__all__ = ["SENTENCES", "plain", "sentence"]

SENTENCES: Final[dict[Rule, str]] = {
    Rule.CONSTANT: "constant: {0} does not contain {1}, so its derivative is 0",
    Rule.IDENTITY: "the derivative of {0} by {0} itself is 1",
    Rule.SUM: "sum rule: differentiate each term alone: {all}",
    Rule.SUM_OVER_DATA: "sum rule: the derivative of a sum over {0} is the sum of the derivatives",
    Rule.CONSTANT_FACTOR: "constant factor: {0} does not contain {2} and stays in front of {1}",
    Rule.PRODUCT: "product rule: u′·v + u·v′ with u = {0} and v = {1}",
    Rule.QUOTIENT: "quotient rule: (u′·v − u·v′)/v² with u = {0} and v = {1}",
    Rule.CHAIN: "chain rule: outer {0}, inner {1}; the derivative of the outer is {2}",
    Rule.POWER: "power rule: the derivative of {0} is {1}",
    Rule.EXPONENTIAL: "exponential: the derivative of {0} is {1}",
    Rule.POWER_AS_EXP: "{2} is in the base and in the exponent: write {0} as {1}",
    Rule.EXP: "exp: the derivative of {0} is {1} itself",
    Rule.LOG: "log: the derivative of {0} is {1}",
    Rule.SIN: "sin: the derivative of {0} is {1}",
    Rule.COS: "cos: the derivative of {0} is {1}",
    Rule.TAN: "tan: the derivative of {0} is {1}",
    Rule.ATAN: "atan: the derivative of {0} is {1}",
    Rule.TANH: "tanh: the derivative of {0} is {1}",
    Rule.ABS: "abs: the derivative of {0} is {1}",
    Rule.SIGMOID: "sigmoid: the derivative of {0} is {1}",
    Rule.SIMPLIFY: "tidy up: leave out zeros and ones, put like factors together",
    Rule.FACTOR_OUT: "what is the same in every term comes in front of the sum",
}
"""A template for each rule; {0}, {1}, … are the step's pieces, {all} is the list of them."""

_KINK = "; at the kink, where it is 0, there is no derivative and sign(0) = 0 stands in for it"
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class _Plain(StrPrinter):
    """Sympy's text, with sums in textbook order, x_i for x[i], |u| for Abs(u) and Σ for Sum."""

    # Else Indexed would print itself, by its method `_sympystr`.
    printmethod = ""

    def _as_ordered_terms(self, expr: Any, order: Any = None) -> list[sympy.Expr]:
        del order
        return ordered_terms(expr)

    def _print_Indexed(self, expr: Any) -> str:  # noqa: N802
        return f"{expr.base}_{','.join(map(str, expr.indices))}"

    def _print_Abs(self, expr: Any) -> str:  # noqa: N802
        return f"|{self._print(expr.args[0])}|"

    def _print_Sigmoid(self, expr: Any) -> str:  # noqa: N802
        return f"sigmoid({self._print(expr.args[0])})"

    def _print_Sum(self, expr: Any) -> str:  # noqa: N802
        return f"Σ({self._print(expr.args[0])})"


def plain(expression: sympy.Expr) -> str:
    """Return an expression as one line of plain text.

    Examples
    --------
    >>> m, x, k = sympy.symbols("m x k")
    >>> plain((m * x - 1) ** 2), plain(-x ** k)
    ('(m·x − 1)²', '−x^k')
    """
    text = _Plain({"full_prec": False}).doprint(expression)
    text = re.sub(r"\*\*(\d+)(?![\d.])", lambda match: match[1].translate(_SUPERSCRIPTS), text)
    return text.replace("**", "^").replace("*", "·").replace("-", "−")


def sentence(rule: Rule, pieces: tuple[sympy.Expr, ...]) -> str:
    """Return the rule's sentence with its pieces written out.

    Examples
    --------
    >>> m, x = sympy.symbols("m x")
    >>> sentence(Rule.CONSTANT_FACTOR, (x, m, m))
    'constant factor: x does not contain m and stays in front of m'
    """
    texts = [plain(piece) for piece in pieces]
    kink = _KINK if rule in {Rule.ABS, Rule.CHAIN} and isinstance(pieces[0], sympy.Abs) else ""
    return SENTENCES[rule].format(*texts, all=", ".join(texts)) + kink
