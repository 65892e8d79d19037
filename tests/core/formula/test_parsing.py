"""Reading formulas: precedence, meaning, names, errors with their place, and bounds."""

import math
import operator
import pickle
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import mpmath
import pytest
import sympy
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from gdcore.formula.expression import build_expression
from gdcore.formula.functions import Sigmoid, numpy_function
from gdcore.formula.parsing import FormulaError, parse_formula
from gdcore.formula.syntax import parse_tree
from gdcore.formula.tokens import FUNCTIONS

NAMES = ("a", "b", "x", "z")
SYMBOLS = {name: sympy.Symbol(name, real=True) for name in NAMES}
A, B, X, Z = SYMBOLS.values()
BOUNDED = settings(derandomize=True, deadline=timedelta(minutes=1))

# A generated formula is a tree of tuples, printed by `printed` and evaluated by `evaluated`:
# neither shares a line with the parser.
Shape = tuple[Any, ...]


class UndefinedError(Exception):
    """The generated tree has no real value of bearable size at the point."""


def trees(numbers: list[str], exponents: list[str], leaves: int) -> st.SearchStrategy[Shape]:
    leaf = st.tuples(st.just("leaf"), st.sampled_from([*numbers, *NAMES]))
    exponent = st.tuples(st.just("leaf"), st.sampled_from([*exponents, *NAMES]))

    def grown(inner: st.SearchStrategy[Shape]) -> st.SearchStrategy[Shape]:
        return st.one_of(
            st.tuples(st.sampled_from("+-*/"), inner, inner),
            st.tuples(st.just("^"), inner, exponent | inner),
            st.tuples(st.just("neg"), inner),
            st.tuples(st.sampled_from(FUNCTIONS), inner),
        )

    return st.recursive(leaf, grown, max_leaves=leaves)


PLAIN = trees(["2", "0.5", "1.25", "3e-1", ".5", "7.", "1"], ["0", "1", "2", "3", "0.5"], 8)
NASTY = trees(
    ["0", "1", "2", "99", "1e9", "1e-17", "1e90", "0.1", "3.141592653589793"],
    ["0", "2", "12", "0.5", "1e9", "99"],
    20,
)

PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3, "^": 4}


def printed(tree: Shape) -> str:
    """Print with as few parentheses as mathematics needs."""
    kind, *parts = tree
    if kind == "leaf":
        return parts[0]
    if kind == "neg":
        return "-" + guarded(parts[0], 3)
    if kind == "^":
        return f"{guarded(parts[0], 5)}^{guarded(parts[1], 3)}"
    if kind in FUNCTIONS:
        return f"{kind}({printed(parts[0])})"
    level = PRECEDENCE[kind]
    return f"{guarded(parts[0], level)} {kind} {guarded(parts[1], level + 1)}"


def guarded(tree: Shape, level: int) -> str:
    text = printed(tree)
    return f"({text})" if PRECEDENCE.get(tree[0], 5) < level else text


ARITHMETIC: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
    "neg": operator.neg,
    "abs": abs,
    "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    **{
        name: getattr(mpmath, name)
        for name in ("exp", "log", "sqrt", "sin", "cos", "tan", "atan", "tanh")
    },
}


PYTHON_FUNCTIONS: dict[str, Any] = {
    "abs": math.fabs,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    **{
        name: getattr(math, name)
        for name in ("exp", "log", "sqrt", "sin", "cos", "tan", "atan", "tanh")
    },
}


def evaluated(tree: Shape, point: dict[str, Any]) -> Any:
    """Evaluate with mpmath's numbers, refusing what is complex, infinite or above 1e30."""
    kind, *parts = tree
    if kind == "leaf":
        return point[parts[0]] if parts[0] in point else mpmath.mpf(parts[0])
    operands = [evaluated(part, point) for part in parts]
    try:
        value = ARITHMETIC[kind](*operands)
    except (ZeroDivisionError, ValueError):
        raise UndefinedError from None
    if isinstance(value, mpmath.mpc) or not mpmath.isfinite(value) or abs(value) > 1e30:
        raise UndefinedError
    return value


def build(text: str) -> Any:
    return build_expression(parse_tree(text), text, SYMBOLS)


def built_or_refused(text: str) -> tuple[Any, str]:
    """Return the expression and no refusal, or 0 and the refusal."""
    try:
        return build(text), ""
    except FormulaError as error:
        return sympy.S.Zero, str(error)


def at_point(expression: Any, point: dict[str, Any]) -> Any:
    modules = [{"Sigmoid": ARITHMETIC["sigmoid"]}, "mpmath"]
    return sympy.lambdify(list(SYMBOLS.values()), expression, modules=modules)(*point.values())


@settings(BOUNDED, max_examples=300)
@given(PLAIN, st.lists(st.integers(-300, 300).filter(bool), min_size=4, max_size=4))
def test_printed_trees_are_read_back_with_the_same_value(
    tree: Shape, hundredths: list[int]
) -> None:
    with mpmath.workdps(60):
        point = {name: mpmath.mpf(n) / 100 for name, n in zip(NAMES, hundredths, strict=True)}
        try:
            expected = evaluated(tree, point)
        except UndefinedError:
            assume(False)
            raise
        expression, refusal = built_or_refused(printed(tree))
        # bounds may refuse a part that has a value here; "no real value" would be a lie
        assert "no real value" not in refusal
        assume(not refusal)
        assert abs(at_point(expression, point) - expected) <= 1e-9 * (1 + abs(expected))


@settings(BOUNDED, max_examples=300)
@given(PLAIN, st.lists(st.integers(1, 300), min_size=4, max_size=4))
def test_formulas_mean_what_python_means_by_them(tree: Shape, hundredths: list[int]) -> None:
    text = printed(tree)
    point = {name: n / 100 for name, n in zip(NAMES, hundredths, strict=True)}
    expression, refusal = built_or_refused(text)
    assume(not refusal)
    try:
        expected = eval(text.replace("^", "**"), {**PYTHON_FUNCTIONS, **point})
    except (ArithmeticError, ValueError, TypeError):
        assume(False)
        raise
    assume(not isinstance(expected, complex) and abs(expected) < 1e12)
    assert abs(at_point(expression, point) - expected) <= 1e-6 * (1 + abs(expected))


def test_the_generator_prints_and_evaluates_as_done_by_hand() -> None:
    tree = (
        "-",
        ("neg", ("^", ("leaf", "x"), ("neg", ("leaf", "2")))),
        ("/", ("leaf", "a"), ("leaf", "b")),
    )
    point = {"a": 3.0, "b": 8.0, "x": 0.5, "z": 1.0}
    assert printed(tree) == "-x^-2 - a / b"
    assert evaluated(tree, point) == -4.375


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b*x", A + B * X),
        ("a - b - x", A - B - X),
        ("a/b/x", A / (B * X)),
        ("a/b*x", A * X / B),
        ("-x^2", -(X**2)),
        ("(-x)^2", X**2),
        ("-x**2", -(X**2)),
        ("2^-x", sympy.Integer(2) ** (-X)),
        ("a^b^x", A ** (B**X)),
        ("a^-b^x", A ** (-(B**X))),
        ("(a^2)^3", A**6),
        ("2^3^2", sympy.Integer(512)),
        ("a*-b", -A * B),
        ("a--b", A + B),
        ("+a - +b", A - B),
        ("- -a", A),
        ("a*b^x*z", A * B**X * Z),
        ("a − b·x×z ⋅ 2", A - 2 * B * X * Z),
        ("abs(x)", sympy.Abs(X)),
        ("sqrt(x)", sympy.sqrt(X)),
        ("exp(-x) + log(a)", sympy.exp(-X) + sympy.log(A)),
        (
            "sin(x)*cos(x)*tan(x)*tanh(x)",
            sympy.sin(X) * sympy.cos(X) * sympy.tan(X) * sympy.tanh(X),
        ),
        ("sigmoid(a*x + b)", Sigmoid(A * X + B)),
        (" \t\n a\u00a0* x ", A * X),
        ("abs(log(x))", sympy.sqrt(sympy.log(X) ** 2)),
        ("exp(a*log(x/20000))", sympy.exp(A * sympy.log(X / 20000))),
    ],
)
def test_precedence_and_functions(text: str, expected: Any) -> None:
    assert build(text) == expected


@pytest.mark.parametrize(
    ("text", "numerator", "denominator"),
    [
        ("0.5", 1, 2),
        (".125", 1, 8),
        ("7.", 7, 1),
        ("1e3", 1000, 1),
        ("2.5E-3", 1, 400),
        ("3.141592653589793", 3141592653589793, 10**15),
        ("0.1 + 0.2", 3, 10),
        ("0e0", 0, 1),
        ("8^(1/3)", 2, 1),
        ("4^2.5", 32, 1),
    ],
)
def test_numbers_are_exact(text: str, numerator: int, denominator: int) -> None:
    assert build(text) == sympy.Rational(numerator, denominator)


def test_long_fractions_become_floats() -> None:
    assert build("6.02e23").is_Float
    assert float(build("6.02e23")) == 6.02e23
    assert float(build("tan(1e50)")) == pytest.approx(math.tan(1e50))


@pytest.mark.parametrize(
    ("text", "columns", "predictors", "parameters"),
    [
        ("m*x + b", ["x"], ["x"], ["m", "b"]),
        ("b + x*m", ["x"], ["x"], ["b", "m"]),
        ("a*exp(-k*x) + c", ["x"], ["x"], ["a", "k", "c"]),
        ("p2*x^2 + p1*x + p0", ["x"], ["x"], ["p2", "p1", "p0"]),
        ("sigmoid(w*x + b)", ["x"], ["x"], ["w", "b"]),
        ("m1*rain + m2*sun + b", ["sun", "rain", "wind"], ["rain", "sun"], ["m1", "m2", "b"]),
        ("m*`flipper length` + b", ["flipper length"], ["flipper length"], ["m", "b"]),
        ("m*`x` + b", ["x"], ["x"], ["m", "b"]),
        ("m*`exp` + b", ["exp"], ["exp"], ["m", "b"]),
        ("θ1*масса + θ0", ["масса"], ["масса"], ["θ1", "θ0"]),
        ("m*`嘴峰 (mm)`", ["嘴峰 (mm)"], ["嘴峰 (mm)"], ["m"]),
        ("a*x^k", ["x"], ["x"], ["a", "k"]),
        ("lambda*x + __import__", ["x"], ["x"], ["lambda", "__import__"]),
        ("e*pi*x", ["x"], ["x"], ["e", "pi"]),
    ],
)
def test_columns_are_predictors_and_all_other_names_parameters(
    text: str, columns: list[str], predictors: list[str], parameters: list[str]
) -> None:
    formula = parse_formula(text, columns)
    assert [symbol.name for symbol in formula.predictors] == predictors
    assert [symbol.name for symbol in formula.parameters] == parameters
    assert formula.expression.free_symbols == {*formula.predictors, *formula.parameters}
    assert all(symbol.is_real for symbol in formula.expression.free_symbols)
    assert formula.text == text


@pytest.mark.parametrize("column", ["é", "\N{MICRO SIGN}", "\N{ANGSTROM SIGN}"])
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
def test_spellings_that_look_alike_are_one_name_spelled_as_the_column(
    column: str, form: Any
) -> None:
    typed = unicodedata.normalize(form, column)
    formula = parse_formula(f"m*{typed} + {column}*`{typed}`*m", [column])
    assert [symbol.name for symbol in formula.predictors] == [column]
    assert [symbol.name for symbol in formula.parameters] == ["m"]


def test_columns_that_only_compatibility_would_unite_stay_two() -> None:
    formula = parse_formula("m*`x²` + b*x2", ["x2", "x²"])
    assert [symbol.name for symbol in formula.predictors] == ["x²", "x2"]


def test_a_formula_is_a_value() -> None:
    first, second = (parse_formula("m*x + b", ["x"]) for _ in range(2))
    assert first == second
    assert hash(first) == hash(second)
    assert pickle.loads(pickle.dumps(first)) == first
    with pytest.raises(AttributeError):
        setattr(first, "text", "x")  # noqa: B010 - the assignment is what is tested


def test_long_exponents_become_floats_and_short_ones_stay() -> None:
    assert build("x^3.14").exp == sympy.Float(3.14)
    assert build("x^(1/3)") == X ** sympy.Rational(1, 3)
    assert build("exp(x*3.14159)").exp == sympy.Float(3.14159) * X
    assert build("exp(-(x - 150)^2/200)") == sympy.exp(-((X - 150) ** 2) / 200)


def test_absolute_value_of_a_logarithm_can_be_differentiated() -> None:
    # d/dx |log x| at x = 1/2 is -1/x = -2
    slope = build("abs(log(x))").diff(X)
    assert numpy_function([X], [slope])(0.5) == pytest.approx([-2.0])


# Each error: the formula, with ▸ before the character that the caret must point at, and words that
# the message must hold.
@settings(BOUNDED, max_examples=300)
@given(NASTY)
@example((
    "^",
    ("^", ("leaf", "2"), ("*", ("leaf", "1e9"), ("leaf", "x"))),
    ("/", ("leaf", "1"), ("leaf", "x")),
))
def test_random_trees_of_nasty_numbers_are_read_or_refused(tree: Shape) -> None:
    expression, _ = built_or_refused(printed(tree))
    assert not expression.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I)
    assert all(abs(float(number)) <= 1e100 for number in expression.atoms(sympy.Number))
