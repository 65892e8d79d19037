"""The order of terms and factors, against the order in which books write them."""

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from gdcore.formula.functions import Sigmoid
from gdcore.typeset.term_order import is_typed_order, ordered_factors, ordered_terms

a, b, c, m, x, y, w, age, eta, p0, p1, p2, N, i = sympy.symbols(
    "a b c m x y w age eta p0 p1 p2 N i"
)
x_i, y_i = sympy.IndexedBase("x")[i], sympy.IndexedBase("y")[i]
total = sympy.Sum(x_i, (i, 1, N))
slope = sympy.Derivative(sympy.Function("E")(m), m)


@pytest.mark.parametrize(
    "terms",
    [
        [m * x, b, -y],
        [y, -m * x, -b],
        [p2 * x**2, p1 * x, p0],
        [1, -(x**2)],
        [-2 * x**2, 3 * x, 1],
        [-m * x, -b],
        [-m * x, total],
        [x_i, b],
        [b, -y_i],
        [b**2, total],
        [1, sympy.exp(-x)],
        [a * sympy.exp(-x), c],
        [sympy.Float(0.64) * x, b],
        [x, 1 / x],
        [Sigmoid(x), -y],
    ],
)
def test_terms_stand_as_in_a_book(terms: list[sympy.Expr]) -> None:
    assert ordered_terms(sympy.Add(*terms)) == [sympy.sympify(term) for term in terms]


@pytest.mark.parametrize(
    "factors",
    [
        [2, m, x],
        [2, sympy.pi, x],
        [eta, a, x**2],
        [w, age, x_i],
        [x, 1 + x],
        [Sigmoid(x), 1 - Sigmoid(x)],
        [1 - y, sympy.log(x)],
        [1 + x, sympy.exp(-x)],
        [1 + x, slope],
        [slope, total],
    ],
)
def test_factors_stand_as_in_a_book(factors: list[sympy.Expr]) -> None:
    assert ordered_factors(sympy.Mul(*factors)) == [sympy.sympify(f) for f in factors]


@given(terms=st.permutations([-y, m * x, b]))
def test_terms_as_typed_are_kept(terms: list[sympy.Expr]) -> None:
    typed = sympy.Add(*terms, evaluate=False)
    expected = terms if is_typed_order(typed) else [m * x, b, -y]
    assert ordered_terms(typed) == expected


@given(factors=st.permutations([m, x, 1 + y]))
def test_factors_as_typed_are_kept(factors: list[sympy.Expr]) -> None:
    typed = sympy.Mul(*factors, evaluate=False)
    assert ordered_factors(typed) == (factors if is_typed_order(typed) else [m, x, 1 + y])


def test_only_what_sympy_would_reorder_counts_as_typed() -> None:
    assert is_typed_order(sympy.Add(m * x, b, evaluate=False))
    assert not is_typed_order(m * x + b)
    assert is_typed_order(sympy.Mul(1, x, evaluate=False))


def test_a_line_with_a_standing_derivative_keeps_its_order() -> None:
    m, b = sympy.symbols("m b")
    line = sympy.Add(sympy.Integer(1), sympy.Derivative(b * m, b, evaluate=False), evaluate=False)
    assert is_typed_order(line)
    assert ordered_terms(line) == list(line.args)
    assert not is_typed_order(sympy.Integer(1) + b * m)
