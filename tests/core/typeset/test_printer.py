"""What is printed means what was meant: an independent reader of the Typst source agrees."""

import re
from collections.abc import Callable
from typing import Any

import mpmath
import pytest
import sympy
from hypothesis import assume, example, given
from hypothesis import strategies as st

from gdcore.formula.functions import Sigmoid
from gdcore.typeset.expressions import plain_text, typst

DIGITS = 60
VALUES = {
    "x": mpmath.mpf("0.73"),
    "m": mpmath.mpf("1.37"),
    "k": mpmath.mpf("2.11"),
    "p_2": mpmath.mpf("0.59"),
    "theta": mpmath.mpf("1.83"),
    '"rain"': mpmath.mpf("3.07"),
}
x, m, k, p2, theta, rain = sympy.symbols("x m k p2 theta rain", real=True)
NAMES = {x: "x", m: "m", k: "k", p2: "p_2", theta: "theta", rain: '"rain"'}

LOCALS = {"Sigmoid": Sigmoid} | {symbol.name: symbol for symbol in NAMES}


def logistic(z: Any) -> Any:
    return 1 / (1 + mpmath.exp(-z))


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "sqrt": mpmath.sqrt,
    "abs": abs,
    "ln": mpmath.log,
    "exp": mpmath.exp,
    "sin": mpmath.sin,
    "tanh": mpmath.tanh,
    "sigma": logistic,
}
CLASSES = {"log": "ln", "Abs": "abs", "Sigmoid": "sigma"}
TOKEN = re.compile(
    r"\s*(thin|dot\.op|slash|upright\(e\)|(?:frac|root|sqrt|abs|ln|exp|sin|tanh|sigma)\("
    r'|p_2|theta|"rain"|[a-z]\b|[0-9.]+|[-+^(),])'
)


class Reader:
    """Reads the printed subset by its own grammar and works out the value.

    sum = ["-"] product {("+" | "-") product}; product = power {power}; power = atom ["^" atom].
    """

    def __init__(self, source: str) -> None:
        self.tokens = [t for t in TOKEN.findall(source) if t not in {"thin", "dot.op"}]
        rest = TOKEN.sub("", source)
        assert not rest.strip(), f"unread: {rest!r} in {source!r}"

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def take(self, expected: str = "") -> str:
        token = self.tokens.pop(0)
        assert expected in {"", token}
        return token

    def total(self) -> Any:
        sign = -1 if self.peek() == "-" and self.take() else 1
        value = sign * self.product()
        while self.peek() in {"+", "-"}:
            sign = 1 if self.take() == "+" else -1
            value += sign * self.product()
        return value

    def product(self) -> Any:
        value = self.power()
        while self.peek() not in {"", "+", "-", ")", ",", "slash"}:
            value *= self.power()
        if self.peek() == "slash":
            self.take()
            value /= self.power()
        return value

    def power(self) -> Any:
        base = self.atom()
        if self.peek() != "^":
            return base
        self.take()
        return mpmath.power(base, self.atom())

    def atom(self) -> Any:
        token = self.take()
        if token in VALUES:
            return VALUES[token]
        if token == "upright(e)":
            return mpmath.exp(1)
        if token.endswith("("):
            return self.call(token[:-1])
        return mpmath.mpf(token)

    def call(self, name: str) -> Any:
        values = [self.total()]
        while self.take() == ",":
            values.append(self.total())
        if name == "frac":
            return values[0] / values[1]
        if name == "root":
            return mpmath.power(values[1], 1 / values[0])
        return FUNCTIONS[name](values[0]) if name else values[0]


def value(expression: sympy.Basic) -> Any:
    """Work out the value of the tree node by node, with no printer and no simplification."""
    if isinstance(expression, sympy.Symbol):
        return VALUES[NAMES[expression]]
    if isinstance(expression, sympy.Rational):
        return mpmath.mpf(expression.p) / expression.q
    if expression is sympy.E:
        return mpmath.exp(1)
    values = [value(argument) for argument in expression.args]
    if isinstance(expression, sympy.Add):
        return mpmath.fsum(values)
    if isinstance(expression, sympy.Mul):
        return mpmath.fprod(values)
    if isinstance(expression, sympy.Pow):
        return mpmath.power(*values)
    name = type(expression).__name__
    return FUNCTIONS[CLASSES.get(name, name)](values[0])


def expressions() -> st.SearchStrategy[sympy.Expr]:
    """Formulas from the functions users may write, evaluated by sympy or left as typed."""
    # No zero: sympy 1.14 itself divides by it in `Add.primitive` of unevaluated sums.
    numbers = st.integers(-4, 5).filter(bool).map(sympy.Integer)
    ratios = st.builds(sympy.Rational, numbers, st.integers(1, 4))
    leaves = st.sampled_from(list(NAMES)) | numbers | ratios

    def grow(part: st.SearchStrategy[sympy.Expr]) -> st.SearchStrategy[sympy.Expr]:
        whole, broken = st.sampled_from([-3, -2, -1, 2, 3]), st.sampled_from([1, -1, 3, -3, 2])
        roots = st.builds(sympy.Rational, broken, st.sampled_from([2, 3]))
        typed = st.booleans()
        listed = st.lists(part, min_size=2, max_size=3)
        size = part.map(lambda b: sympy.Abs(b, evaluate=False))
        return st.one_of(
            st.builds(lambda terms, e: sympy.Add(*terms, evaluate=e), listed, typed),
            st.builds(lambda factors, e: sympy.Mul(*factors, evaluate=e), listed, typed),
            st.builds(lambda b, n, e: sympy.Pow(b, n, evaluate=e), part, whole, typed),
            st.builds(lambda b, n, e: sympy.Pow(b, n, evaluate=e), size, roots | part, typed),
            size.map(sympy.log),
            st.builds(
                lambda f, b: f(b),
                st.sampled_from([sympy.exp, sympy.sin, sympy.tanh, Sigmoid]),
                part,
            ),
            size,
        )

    return st.recursive(leaves, grow, max_leaves=7).filter(is_finite)


def is_finite(expression: sympy.Expr) -> bool:
    return not expression.has(sympy.nan, sympy.zoo, sympy.oo, sympy.I)


def computed(work_out: Callable[[], Any]) -> Any:
    """Return the value, or reject the example if it divides by zero or is out of all measure."""
    try:
        with mpmath.workdps(DIGITS):
            result = work_out()
    except (ZeroDivisionError, OverflowError):
        result = mpmath.inf
    assume(mpmath.isfinite(result) and abs(result) < 1e30)
    return result


def agree(left: Any, right: Any) -> bool:
    return bool(abs(left - right) <= mpmath.mpf(10) ** -25 * (1 + abs(right)))


def left(build: type[sympy.Expr], *args: sympy.Expr | int) -> sympy.Expr:
    return build(*map(sympy.sympify, args), evaluate=False)  # type: ignore[call-arg]


@given(expression=expressions())
@example(left(sympy.Mul, 2, left(sympy.Mul, 3, x)))
@example(left(sympy.Mul, x, left(sympy.Add, x, -m), -2))
@example(left(sympy.Add, x, left(sympy.Mul, -1, left(sympy.Add, m, left(sympy.Mul, -1, k)))))
@example(left(sympy.Pow, left(sympy.Mul, -1, x), 2))
@example(left(sympy.Mul, x, left(sympy.Add, 1, 0)))
@example(left(sympy.Pow, left(sympy.Pow, x, -1), -2))
@example(left(sympy.Mul, left(sympy.Mul, -1, x), left(sympy.Mul, -1, m)))
def test_typst_reads_as_what_it_was_printed_from(expression: sympy.Expr) -> None:
    expected = computed(lambda: value(expression))
    assert agree(computed(lambda: Reader(typst(expression)).total()), expected)


@given(expression=expressions())
@example(left(sympy.Abs, sympy.exp(1 / sympy.sqrt(sympy.Abs(x)))))
def test_plain_text_reads_as_what_it_was_printed_from(expression: sympy.Expr) -> None:
    expected = computed(lambda: value(expression))
    # As it is written: sympy, let loose, makes cos(atan2(…)) of the magnitude of an exponential.
    again = sympy.sympify(plain_text(expression), locals=LOCALS, evaluate=False)
    assume(is_finite(again))
    assert agree(computed(lambda: value(again)), expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("2 x^2", 2 * 0.73**2),
        ("-x + 1", 0.27),
        ("x^(3 slash 2)", 0.73**1.5),
        ('frac(1, 2) thin "rain"', 3.07 / 2),
        ("root(3, x) (m - k)", 0.73 ** (1 / 3) * (1.37 - 2.11)),
    ],
)
def test_reader_reads(source: str, expected: float) -> None:
    assert float(Reader(source).total()) == pytest.approx(expected, rel=1e-12)


def test_reader_sees_a_missing_parenthesis() -> None:
    printed = typst(left(sympy.Mul, 2, left(sympy.Add, x, m)))
    assert "(" in printed
    without = re.sub("[()]", "", printed)
    assert not agree(Reader(printed).total(), Reader(without).total())
