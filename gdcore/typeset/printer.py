"""The printer that turns sympy expressions into Typst mathematics.

Products are juxtaposed, with a thin space before letters and a dot only between numbers. What is
printed reads in one way only, given these conventions: a sum sign reaches over the
factors to its right, up to the next plus or minus; d/dm acts on the one thing that follows, power
included; a fraction bar groups.
"""
# ruff: noqa: N802, N815 (sympy dispatches by names like `_print_Add`)

import re
from collections.abc import Mapping
from typing import Any, Final

import sympy
from sympy.core.function import AppliedUndef
from sympy.printing.printer import Printer

from gdcore.typeset.names import name_source, quoted
from gdcore.typeset.term_order import ordered_factors, ordered_terms

__all__ = ["TypstPrinter"]

_OPERATORS: Final = {
    "acos": "arccos",
    "asin": "arcsin",
    "atan": "arctan",
    "ceiling": "ceil",
    "log": "ln",
} | {name: name for name in ("cos", "cosh", "floor", "max", "min", "sin", "sinh", "tan", "tanh")}
_LONGEST_RAISED: Final = 4
"""Operations in the argument up to which an exponential is written as a power of e."""
_TALL: Final = (sympy.Pow, sympy.Function, sympy.Sum, sympy.Derivative)
_OPENS_LABELS: Final = r"(?:\{\{ )*"
_CLOSES_LABELS: Final = r"(?: : [\w-]+ \}\})*"


class TypstPrinter(Printer):
    """Prints one expression; see `gdcore.typeset.expressions.typst`."""

    def __init__(self, labels: Mapping[sympy.Expr, str], *, partial: bool, word_sigmoid: bool):
        super().__init__()
        self._labels = labels
        self._d = "partial" if partial else "upright(d)"
        self._sigmoid = 'op("sigmoid")' if word_sigmoid else "sigma"

    def emptyPrinter(self, expr: object) -> str:
        """Refuse what has no form, instead of printing it as sympy text."""
        raise ValueError(
            f"`expression` must be made of symbols, numbers, sums, products, powers, functions, "
            f"derivatives and sums over data; got a {type(expr).__name__}"
        )

    def _print(self, expr: Any, **kwargs: Any) -> str:
        source = super()._print(expr, **kwargs)
        label = self._labels.get(expr)
        return source if label is None else f"{{{{ {source} : {label} }}}}"

    # -- names and numbers

    def _print_Symbol(self, expr: sympy.Symbol) -> str:
        return name_source(expr.name)

    def _print_Idx(self, expr: sympy.Idx) -> str:
        return self._print(expr.label)

    def _print_IndexedBase(self, expr: sympy.IndexedBase) -> str:
        return self._print(expr.label)

    def _print_Indexed(self, expr: sympy.Indexed) -> str:
        """Print x_i; a base with a subscript of its own shares it: p_(1, i)."""
        base = self._print(expr.base)
        own = re.fullmatch(r"(\w+)_(\w+|\"\w+\")", base)
        indices = [self._print(index) for index in expr.indices]
        if own is not None:
            base, indices = own.group(1), [own.group(2), *indices]
        return f"{base}_{_attached(', '.join(indices))}"

    def _print_Integer(self, expr: sympy.Integer) -> str:
        return str(expr.p)

    def _print_Rational(self, expr: sympy.Rational) -> str:
        sign = "-" if expr.p < 0 else ""
        return f"{sign}frac({abs(expr.p)}, {expr.q})"

    def _print_Float(self, expr: sympy.Float) -> str:
        digits = sympy.sstr(expr, full_prec=False)
        mantissa, _, exponent = digits.partition("e")
        mantissa = mantissa.removesuffix(".0")
        return f"{mantissa} times 10^({int(exponent)})" if exponent else mantissa

    def _print_Exp1(self, _expr: sympy.Expr) -> str:
        return "upright(e)"

    def _print_Pi(self, _expr: sympy.Expr) -> str:
        return "pi"

    def _print_Infinity(self, _expr: sympy.Expr) -> str:
        return "infinity"

    def _print_NegativeInfinity(self, _expr: sympy.Expr) -> str:
        return "-infinity"

    # -- sums, products, powers

    def _print_Equality(self, expr: sympy.Eq) -> str:
        return f"{self._print(expr.lhs)} = {self._print(expr.rhs)}"

    def _print_Add(self, expr: sympy.Add) -> str:
        first, *others = ordered_terms(expr)
        return self._print(first) + "".join(self._next_term(term) for term in others)

    def _next_term(self, term: sympy.Expr) -> str:
        source = self._print(term)
        if isinstance(term, sympy.Add):
            return f" + ({source})"
        if re.match(r"\{\{ -", source):  # the sign belongs to the labelled part
            return f" {source}"
        if source.startswith("-"):
            return f" - {source[1:]}"
        return f" + {source}"

    def _print_Mul(self, expr: sympy.Mul) -> str:
        """Print a product: its sign, one fraction for all that divides, then the big operators."""
        sign, factors = self._without_sign(ordered_factors(expr))
        above, below = self._split_fraction(factors)
        if not below:
            return sign + self._juxtaposed(above, signed=bool(sign))
        split = _big_operator_start(above, below)
        return sign + self._fraction_and_rest(above[:split], below, above[split:])

    def _fraction_and_rest(
        self, above: list[sympy.Expr], below: list[sympy.Expr], rest: list[sympy.Expr]
    ) -> str:
        top = self._juxtaposed(above) if above else "1"
        fraction = f"frac({top}, {self._juxtaposed(below)})"
        gap = " thin " if rest and isinstance(rest[0], sympy.Derivative) else " "
        return f"{fraction}{gap}{self._juxtaposed(rest, signed=True)}" if rest else fraction

    def _without_sign(self, factors: list[sympy.Expr]) -> tuple[str, list[sympy.Expr]]:
        first, *others = factors
        if not first.is_Number or not first.is_negative or first in self._labels:
            return "", factors
        return "-", others if first == -1 else [-first, *others]

    def _split_fraction(
        self, factors: list[sympy.Expr]
    ) -> tuple[list[sympy.Expr], list[sympy.Expr]]:
        """Return what stands above and below; a labelled factor stays whole."""
        above = [factor for factor in factors if not self._divides(factor)]
        below = [_reciprocal(factor) for factor in factors if self._divides(factor)]
        first = above[0] if above else None
        if below and isinstance(first, sympy.Rational) and first.q != 1 and first is factors[0]:
            numerator = [] if first.p == 1 else [sympy.Integer(first.p)]
            return numerator + above[1:], [sympy.Integer(first.q), *below]
        return above, below

    def _divides(self, factor: sympy.Expr) -> bool:
        divides = isinstance(factor, sympy.Pow) and factor.exp.is_Number and factor.exp.is_negative
        return bool(divides) and factor not in self._labels

    def _juxtaposed(self, factors: list[sympy.Expr], *, signed: bool = False) -> str:
        alone = len(factors) == 1 and not signed
        if alone:
            return self._print(factors[0])
        pieces = [
            self._factor(factor, last=factor is factors[-1], first=not k and not signed)
            for k, factor in enumerate(factors)
        ]
        source = pieces[0]
        for left, right, before, after in zip(
            factors, factors[1:], pieces, pieces[1:], strict=False
        ):
            source += _separator(left, right, before, after) + after
        return source

    def _factor(self, factor: sympy.Expr, *, first: bool, last: bool) -> str:
        source = self._print(factor)
        is_negative = re.match(rf"{_OPENS_LABELS}-", source) is not None
        needs = isinstance(factor, sympy.Add) or (is_negative and not first)
        return f"({source})" if needs or (not last and _is_open(factor)) else source

    def _print_Pow(self, expr: sympy.Pow) -> str:
        if expr.exp.is_Number and expr.exp.is_negative:
            return f"frac(1, {self._print(_reciprocal(expr))})"
        if isinstance(expr.exp, sympy.Rational) and expr.exp.p == 1 and expr.exp.q > 1:
            base = self._print(expr.base)
            return f"sqrt({base})" if expr.exp.q == 2 else f"root({expr.exp.q}, {base})"
        base = self._print(expr.base)
        base = base if _is_atomic(expr.base) else f"({base})"
        return f"{base}^{_attached(self._exponent(expr.exp))}"

    def _exponent(self, exponent: sympy.Expr) -> str:
        if isinstance(exponent, sympy.Rational) and exponent.q != 1:
            return f"{exponent.p} slash {exponent.q}"
        return self._print(exponent)

    # -- functions

    def _print_Function(self, expr: sympy.Function) -> str:
        name = type(expr).__name__.lower()
        operator = _OPERATORS.get(name) or f"op({quoted(name)})"
        return f"{operator}({self._listed(expr)})"

    _print_LatticeOp = _print_Function  # Max and Min

    def _print_AppliedUndef(self, expr: AppliedUndef) -> str:
        return f"{name_source(type(expr).__name__)}({self._listed(expr)})"

    def _print_Sigmoid(self, expr: sympy.Function) -> str:
        return f"{self._sigmoid}({self._listed(expr)})"

    def _print_Abs(self, expr: sympy.Abs) -> str:
        return f"abs({self._listed(expr)})"

    def _print_exp(self, expr: sympy.exp) -> str:
        if _is_raised(expr):
            return f"upright(e)^{_attached(self._listed(expr))}"
        return f"exp({self._listed(expr)})"

    def _listed(self, expr: sympy.Basic) -> str:
        return ", ".join(self._print(argument) for argument in expr.args)

    # -- calculus

    def _print_Sum(self, expr: sympy.Sum) -> str:
        signs = [self._sum_sign(limit) for limit in reversed(expr.limits)]
        return f"{' '.join(signs)} {self._operand(expr.function, bare_product=True)}"

    def _sum_sign(self, limit: Any) -> str:
        index, lower, upper = (self._print(part) for part in limit)
        return f"sum_({index} = {lower})^{_attached(upper)}"

    def _print_Derivative(self, expr: sympy.Derivative) -> str:
        variables: Any = expr.variable_count
        order = sum(count for _, count in variables)
        top = self._d if order == 1 else f"{self._d}^{_attached(self._print(order))}"
        below = " thin ".join(self._differential(*pair) for pair in variables)
        if _is_name(expr.expr):
            return f"frac({top} {self._print(expr.expr)}, {below})"
        operand = self._operand(expr.expr, bare_product=False)
        return f"frac({top}, {below}) thin {operand}"

    def _differential(self, variable: sympy.Expr, count: sympy.Expr) -> str:
        raised = "" if count == 1 else f"^{_attached(self._print(count))}"
        return f"{self._d} {self._print(variable)}{raised}"

    def _operand(self, expr: sympy.Basic, *, bare_product: bool) -> str:
        """Print what an operator on the left acts on, a sum always in parentheses."""
        source = self._print(expr)
        is_negative = re.match(rf"{_OPENS_LABELS}-", source) is not None
        is_product = isinstance(expr, sympy.Mul) and not bare_product
        needs = isinstance(expr, sympy.Add) or is_product or is_negative
        return f"({source})" if needs else source


def _attached(source: str) -> str:
    """Return `source` ready to follow `_` or `^`: more than one letter or number is grouped."""
    return source if re.fullmatch(r"[A-Za-z]|[0-9]+", source) else f"({source})"


def _is_name(expr: sympy.Basic) -> bool:
    return isinstance(expr, sympy.Symbol | sympy.Indexed)


def _is_atomic(expr: sympy.Expr) -> bool:
    """Return whether a power of `expr` needs no parentheses around its base."""
    if isinstance(expr, sympy.Symbol):
        return re.fullmatch(r"\w*", expr.name) is not None  # not "rain fall", not "a-b"
    if isinstance(expr, sympy.Integer):
        return expr.p >= 0
    if isinstance(expr, sympy.Float):
        return re.fullmatch(r"[0-9.]+", sympy.sstr(expr, full_prec=False)) is not None
    return _is_name(expr) or isinstance(expr, sympy.NumberSymbol | sympy.Abs)


def _is_raised(expr: sympy.exp) -> bool:
    argument: Any = expr.args[0]
    is_tall = argument.has(*_TALL) or any(not q.is_Integer for q in argument.atoms(sympy.Rational))
    return not is_tall and argument.count_ops() <= _LONGEST_RAISED


def _is_operator(expr: sympy.Basic) -> bool:
    return isinstance(expr, sympy.Sum) or (
        isinstance(expr, sympy.Derivative) and not _is_name(expr.expr)
    )


def _is_open(expr: sympy.Basic) -> bool:
    """Return whether `expr` ends in an operator that would reach over a factor to its right."""
    inside = isinstance(expr, sympy.Mul) and any(_is_operator(factor) for factor in expr.args)
    return inside or _is_operator(expr)


def _reciprocal(power: sympy.Expr) -> sympy.Expr:
    base, exponent = power.args
    return base if exponent == -1 else sympy.Pow(base, -exponent, evaluate=False)  # type: ignore[return-value,operator]


def _big_operator_start(above: list[sympy.Expr], below: list[sympy.Expr]) -> int:
    """Return how many of the factors above go into the fraction; the rest stands behind it."""
    if all(factor.is_Number for factor in below):
        starts = (k for k, factor in enumerate(above) if not factor.is_Number)
    else:
        starts = (k for k, factor in enumerate(above) if _is_open(factor))
    return next(starts, len(above))


def _separator(left: sympy.Expr, right: sympy.Expr, before: str, after: str) -> str:
    """Return a dot before a number, a thin space before letters, else nothing to be seen."""
    if re.match(rf"{_OPENS_LABELS}[0-9]", after):
        return " dot.op "
    if re.match(rf"{_OPENS_LABELS}frac", after) and _ends_in_number(left):
        return " dot.op "
    is_worded = re.search(rf'"{_CLOSES_LABELS}$', before) or re.match(rf'{_OPENS_LABELS}"', after)
    is_lettered = not left.is_Number and _is_letter_like(right)
    return " thin " if is_worded or is_lettered or isinstance(right, sympy.Derivative) else " "


def _is_letter_like(expr: sympy.Expr) -> bool:
    """Return whether `expr` is printed as a letter, or a power or function named by one."""
    base = expr.base if isinstance(expr, sympy.Pow) else expr
    if isinstance(base, sympy.exp):
        return _is_raised(base)
    named = _is_name(base) or isinstance(base, sympy.NumberSymbol | AppliedUndef)
    return named or type(base).__name__ == "Sigmoid"


def _ends_in_number(expr: sympy.Basic) -> bool:
    return _ends_in_number(expr.args[-1]) if expr.is_Mul else bool(expr.is_Number)
