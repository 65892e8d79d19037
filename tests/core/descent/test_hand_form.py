"""How a row's derivative is written: short formulas as they are, long ones with letters."""

from decimal import Decimal
from typing import Any

import pytest
import sympy

from gdcore.descent.hand_form import MOST_SYMBOLS, HandForm, exact, free_parameter
from gdcore.error.model import RESPONSE, Model
from gdcore.formula.parsing import parse_formula

FREE = {
    "m*x + b": "b",
    "m*x": "m",
    "a*exp(k*x)": "a",
    "a*exp(-k*x) + c": "c",
    "a*x**2 + b*x + c": "c",
    "a*x**2 + b*x": "b",
    "(k*x)**2 + c": "c",
    "a*x**3 + b*x**2 + c*x + d": "d",
    "a*x**3 + b*x**2 + c*x": "c",
}
LONG = ("a*x**3 + b*x**2 + c*x + d", "a*x**3 + b*x**2 + c*x")


def model(formula: str) -> Model:
    return Model.from_formula(parse_formula(formula, ["x"]))


def written(formula: str, free: str) -> HandForm:
    made = model(formula)
    return HandForm.of(made, next(p for p in made.parameters if p.name == free), RESPONSE)


@pytest.mark.parametrize(("formula", "free"), FREE.items())
def test_the_last_parameter_that_is_added_descends_or_the_last_that_is_multiplied(
    formula: str, free: str
) -> None:
    found = free_parameter(model(formula))
    assert found is not None
    assert found.name == free


@pytest.mark.parametrize("formula", ["exp(k*x)", "1/(1 + exp(-(w*x + b)))"])
def test_none_descends_if_the_prediction_is_linear_in_none(formula: str) -> None:
    assert free_parameter(model(formula)) is None


@pytest.mark.parametrize(("formula", "free"), FREE.items())
def test_what_is_written_is_the_derivative_of_the_squared_residual(formula: str, free: str) -> None:
    form, prediction = written(formula, free), model(formula).expression
    residual: Any = RESPONSE - prediction
    derivative = sympy.diff(residual**2, form.free)
    filled: Any = form.slope.xreplace(dict(form.folded))
    assert sympy.simplify(filled - derivative) == 0
    assert (form.folded == {}) is (formula not in LONG)


@pytest.mark.parametrize(("formula", "free"), FREE.items())
def test_a_line_of_it_holds_few_symbols(formula: str, free: str) -> None:
    symbols = [n for n in sympy.preorder_traversal(written(formula, free).slope) if n.is_Symbol]
    assert len(symbols) <= MOST_SYMBOLS


def test_symbols_are_those_of_the_line_by_name() -> None:
    assert [s.name for s in written("m*x + b", "b").symbols] == ["b", "m", "x", "y"]
    assert [s.name for s in written(LONG[0], "d").symbols] == ["d", "g", "y"]


def test_letters_are_none_that_the_formula_has() -> None:
    form = written("g*x**3 + h*x**2 + g_0*x + d", "d")
    assert [letter.name for letter in form.folded] == ["g_1"]


def test_what_the_letters_stand_for_is_written_with_four_decimals() -> None:
    form = written("a*x**3 + b*x**2 + c*x", "c")
    names = {s.name: s for s in (*model("a*x**3 + b*x**2 + c*x").parameters, *form.folded)}
    x = next(s for s in model("m*x").predictors)
    given = {x: Decimal("1.23"), RESPONSE: Decimal(2), names["a"]: Decimal("0.7")}
    row = form.row({**given, names["b"]: Decimal("-1.1")})
    assert row is not None
    # 0.7 · 1.23³ − 1.1 · 1.23² = −0.3615831, and φ = x is written as it is.
    assert {s.name: v for s, v in row.items()} == {
        "g": Decimal("-0.3616"),
        "x": Decimal("1.23"),
        "y": Decimal(2),
    }
    assert form.parts(row) == (Decimal("1.23"), Decimal("2.3616"))


def test_a_row_without_a_value_is_none() -> None:
    form = written("a*log(x + c)", "a")
    x, c = sorted(form.slope.free_symbols - {form.free, RESPONSE}, key=str)[::-1]
    row = form.row({x: Decimal(-2), c: Decimal(1), RESPONSE: Decimal(0)})
    assert row is not None
    assert form.parts(row) is None
    folded = written("a*log(x + c) + b*log(x) + d", "d")
    held = {s: Decimal(1) for s in model("a*log(x + c) + b*log(x) + d").parameters}
    assert folded.row({**held, x: Decimal(-3), RESPONSE: Decimal(0)}) is None


def test_exact_values_have_all_their_digits() -> None:
    x = sympy.Symbol("x", real=True)
    assert exact(x**2 / 4, {x: Decimal("0.1")}) == Decimal("0.0025")
    found = exact(sympy.exp(x), {x: Decimal("0.5")})
    # e^0.5 = 1.6487212707001281468486507878…
    assert found is not None
    assert abs(found - Decimal("1.6487212707001281468486508")) < Decimal("1e-23")
    assert exact(sympy.log(x), {x: Decimal(0)}) is None
    assert exact(sympy.sqrt(x), {x: Decimal(-1)}) is None
