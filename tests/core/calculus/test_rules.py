"""Each rule against the table of derivatives in the back of a calculus book."""

from typing import Any

import pytest
import sympy

from gdcore.calculus.rules import Rule, rewrite
from gdcore.formula.functions import Sigmoid

m, x, b, k, u, v = sympy.symbols("m x b k u v", real=True)
i, n = sympy.symbols("i n", integer=True, positive=True)
xs = sympy.IndexedBase("x", real=True)


def d(function: Any) -> Any:
    return sympy.Derivative(function, m)


TABLE: list[tuple[Any, Rule, Any]] = [
    (b**2, Rule.CONSTANT, 0),
    (m, Rule.IDENTITY, 1),
    (m**3, Rule.POWER, 3 * m**2),
    (sympy.sqrt(m), Rule.POWER, 1 / (2 * sympy.sqrt(m))),
    (1 / m, Rule.POWER, -1 / m**2),
    (m**k, Rule.POWER, k * m ** (k - 1)),
    (2**m, Rule.EXPONENTIAL, 2**m * sympy.log(2)),
    (sympy.exp(m), Rule.EXP, sympy.exp(m)),
    (sympy.log(m), Rule.LOG, 1 / m),
    (sympy.sin(m), Rule.SIN, sympy.cos(m)),
    (sympy.cos(m), Rule.COS, -sympy.sin(m)),
    (sympy.tan(m), Rule.TAN, 1 + sympy.tan(m) ** 2),
    (sympy.atan(m), Rule.ATAN, 1 / (1 + m**2)),
    (sympy.tanh(m), Rule.TANH, 1 - sympy.tanh(m) ** 2),
    (sympy.Abs(m), Rule.ABS, sympy.sign(m)),
    (Sigmoid(m), Rule.SIGMOID, Sigmoid(m) * (1 - Sigmoid(m))),
    (m * x + m**2 + b, Rule.SUM, d(m * x) + d(m**2) + d(b)),
    (x * b * m**2, Rule.CONSTANT_FACTOR, x * b * d(m**2)),
    (m / 3, Rule.CONSTANT_FACTOR, d(m) / 3),
    (m * sympy.exp(m), Rule.PRODUCT, d(m) * sympy.exp(m) + m * d(sympy.exp(m))),
    (
        sympy.sin(m) / sympy.log(m),
        Rule.QUOTIENT,
        (d(sympy.sin(m)) * sympy.log(m) - sympy.sin(m) * d(sympy.log(m))) / sympy.log(m) ** 2,
    ),
    ((m * x - b) ** 2, Rule.CHAIN, 2 * (m * x - b) * d(m * x - b)),
    (sympy.exp(m * x), Rule.CHAIN, sympy.exp(m * x) * d(m * x)),
    (sympy.Sum(m * xs[i], (i, 1, n)), Rule.SUM_OVER_DATA, sympy.Sum(d(m * xs[i]), (i, 1, n))),
]


@pytest.mark.parametrize(("function", "rule", "expected"), TABLE, ids=str)
def test_a_rule_makes_what_the_table_says(function: Any, rule: Rule, expected: Any) -> None:
    made = rewrite(function, m)
    assert made.rule is rule
    assert (
        sympy.expand(made.replacement.doit(deriv=False) - expected) == 0
        or sympy.simplify((made.replacement - expected).doit()) == 0
    )


RULES_OF_ONE_FUNCTION = {
    Rule.POWER,
    Rule.EXPONENTIAL,
    Rule.EXP,
    Rule.LOG,
    Rule.SIN,
    Rule.COS,
    Rule.TAN,
    Rule.TANH,
    Rule.ABS,
    Rule.SIGMOID,
}
SLOPES = [(function, slope) for function, rule, slope in TABLE if rule in RULES_OF_ONE_FUNCTION]


@pytest.mark.parametrize(("function", "slope"), SLOPES, ids=str)
def test_an_elementary_rule_speaks_of_the_function_and_its_slope(function: Any, slope: Any) -> None:
    named, named_slope = rewrite(function, m).pieces
    assert named == function
    assert sympy.simplify(named_slope - slope) == 0


@pytest.mark.parametrize(("function", "slope"), SLOPES, ids=str)
def test_the_chain_rule_speaks_of_the_outer_function_in_u(function: Any, slope: Any) -> None:
    made = rewrite(function.subs(m, m * x + b), m)
    outer, inner, outer_slope = made.pieces
    assert made.rule is Rule.CHAIN
    assert (outer, inner) == (function.subs(m, u), m * x + b)
    assert sympy.simplify(outer_slope - slope.subs(m, u)) == 0


def test_a_power_of_the_parameter_by_itself_becomes_an_exponential() -> None:
    made = rewrite(m**m, m)
    assert made.rule is Rule.POWER_AS_EXP
    assert made.replacement == d(sympy.exp(m * sympy.log(m)))


def test_constant_terms_are_taken_together() -> None:
    made = rewrite(m * x + b - k + 3, m)
    assert len(made.pieces) == 2
    assert made.pieces[1].doit() == b - k + 3


def test_the_letter_of_the_inner_function_is_not_one_of_the_formula() -> None:
    names = [sympy.Symbol(name, real=True) for name in ("u", "v", "w", "z", "u1")]
    letters = [
        rewrite((m * sympy.Mul(*names[:count]) + 1) ** 2, m).pieces[0].free_symbols.pop().name
        for count in range(6)
    ]
    assert letters == ["u", "v", "w", "z", "u1", "u2"]


def test_a_sum_up_to_the_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^`parameter` must not be in the limits of a sum, got n"):
        rewrite(sympy.Sum(xs[i], (i, 1, n)), n)


def test_a_function_that_no_formula_holds_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^`function` must be made of .* got gamma\(m\)$"):
        rewrite(sympy.gamma(m), m)
