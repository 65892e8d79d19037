"""The size of expressions multiplied out: what is counted is what sympy then finds."""

import itertools

import pytest
import sympy

from gdcore.data.units import Change
from gdcore.data.way_back import way_back
from gdcore.error.model import Model
from gdcore.formula.matching import NoWayError, expanded
from gdcore.formula.parsing import parse_formula
from gdcore.formula.size import MAX_TERMS, is_expandable, terms_expanded

a, b, c, d = sympy.symbols("a b c d", real=True)

SUMS = [
    a,
    a + b,
    (a + b) * (c + d),
    (a + b + c) ** 5,
    a * (b + c * (a + d) ** 2),
    (a + b) ** 3 * (c + d) ** 2,
]


@pytest.mark.parametrize("expression", SUMS, ids=str)
def test_as_many_terms_are_counted_as_multiplying_out_gives(expression: sympy.Expr) -> None:
    assert terms_expanded(expression) == len(sympy.Add.make_args(sympy.expand(expression)))


def test_the_largest_part_counts_wherever_it_stands() -> None:
    assert terms_expanded(1 + sympy.sin((a + b) ** 4)) == 5
    assert terms_expanded(1 / (a + b + c) ** 2) == 6
    assert terms_expanded((a + b) ** c) == 2


def test_the_bound_itself_is_allowed() -> None:
    wide = sympy.Add(*sympy.symbols(f"t:{MAX_TERMS}"))
    assert is_expandable(wide)
    assert not is_expandable(wide + a)


def test_twelve_sigmoids_are_not_multiplied_out(monkeypatch: pytest.MonkeyPatch) -> None:
    expand = sympy.expand

    def bounded(expression: sympy.Expr) -> sympy.Expr:
        assert terms_expanded(expression) <= MAX_TERMS
        return expand(expression)

    monkeypatch.setattr(sympy, "expand", bounded)
    formula = parse_formula("sigmoid(" * 12 + "m*x + b" + ")" * 12, ["x"])
    model = Model.from_formula(formula)
    assert not model.is_linear
    assert model.linear_parameters == ()


def test_a_second_derivative_that_cancels_is_still_multiplied_out() -> None:
    formula = parse_formula("(m + b)^2*x - (m - b)^2*x - 4*m*b*x + m*x + b", ["x"])
    assert Model.from_formula(formula).is_linear


@pytest.mark.parametrize("names", [["sin"], ["cos"], ["atan", "sin"], ["exp", "tanh"]], ids=str)
def test_the_way_back_of_twelve_functions_is_not_multiplied_out(
    names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expand = sympy.expand

    def bounded(expression: sympy.Expr, **hints: bool) -> sympy.Expr:
        assert terms_expanded(expression) <= MAX_TERMS
        return expand(expression, **hints)

    def parted(expression: sympy.Expr) -> sympy.Expr:
        assert not expression.has(sympy.sin, sympy.cos, sympy.tanh), "parted into angles"
        return expression

    monkeypatch.setattr(sympy, "expand", bounded)
    monkeypatch.setattr(sympy, "expand_trig", parted)
    text = "".join(f"{names[k % len(names)]}(" for k in range(12)) + "m*x + b" + ")" * 12
    model = Model.from_formula(parse_formula(text, ["x"]))
    for predictors, response in itertools.product(Change, Change):
        way_back(model, predictors, response)


def test_what_would_be_too_large_multiplied_out_has_no_way() -> None:
    wide = sympy.Add(*sympy.symbols(f"t:{MAX_TERMS // 2}"))
    with pytest.raises(NoWayError):
        expanded(wide * (a + b + c))
