"""Tidying changes how a line looks, never what it is worth."""

from typing import Any

import pytest
import sympy

from gdcore.calculus.tidying import factored_out, tidied
from gdcore.calculus.written import power_of, unevaluated
from gdcore.formula.functions import Sigmoid

m, x, b = sympy.symbols("m x b", real=True)
i, j, n = sympy.symbols("i j n", integer=True, positive=True)
xs, ys = sympy.IndexedBase("x", real=True), sympy.IndexedBase("y", real=True)


def add(*terms: Any) -> Any:
    return unevaluated(sympy.Add, *map(sympy.sympify, terms))


def mul(*factors: Any) -> Any:
    return unevaluated(sympy.Mul, *map(sympy.sympify, factors))


LINES: list[tuple[Any, str]] = [
    (add(mul(x, 1), 0), "x"),
    (mul(2, add(mul(m, x), b), add(1, 0)), "2*(b + m*x)"),
    (mul(-1, add(m, x)), "-m - x"),
    (mul(2, add(m, mul(-1, m))), "0"),
    (mul(0, add(m, x)), "0"),
    (mul(x, power_of(x, sympy.Integer(-1))), "1"),
    (mul(3, mul(2, m)), "6*m"),
    (sympy.Abs(mul(m, x), evaluate=False), "Abs(m*x)"),
    (Sigmoid(add(m, 0), evaluate=False), "Sigmoid(m)"),
    (sympy.exp(mul(m, 1), evaluate=False), "exp(m)"),
    (sympy.exp(mul(m, sympy.log(x)), evaluate=False), "x**m"),
    (
        sympy.exp(mul(sympy.log(m), sympy.log(x)), evaluate=False),
        "exp(log(m)*log(x))",
    ),
    (sympy.Sum(mul(xs[i], 1), (i, 1, n)), "Sum(x[i], (i, 1, n))"),
]


@pytest.mark.parametrize(("line", "expected"), LINES, ids=str)
def test_a_tidied_line_reads_as_expected(line: Any, expected: str) -> None:
    assert str(tidied(line)) == expected


@pytest.mark.parametrize("line", [line for line, _ in LINES], ids=str)
def test_a_tidied_line_is_worth_the_same_and_needs_no_tidying(line: Any) -> None:
    values = {m: 0.7, x: 1.9, b: -0.4, n: 2, xs[1]: 0.3, xs[2]: 0.8}
    worth = [e.subs(n, 2).doit().subs(values).evalf() for e in (line, tidied(line))]
    assert float(worth[0]) == pytest.approx(float(worth[1]), rel=1e-12, abs=1e-15)
    assert tidied(tidied(line)) == tidied(line)


def test_what_does_not_depend_on_the_row_comes_in_front_of_the_sum() -> None:
    limits = (i, 1, n)
    total = sympy.Sum(2 * m * xs[i] * (m * xs[i] + b), limits)
    assert factored_out(total / n) == 2 * m * sympy.Sum(xs[i] * (m * xs[i] + b), limits) / n
    assert factored_out(b + total) == b + 2 * m * sympy.Sum(xs[i] * (m * xs[i] + b), limits)
    double = sympy.Sum(b * xs[i] * ys[j], limits, (j, 1, n))
    assert factored_out(double) == b * sympy.Sum(xs[i] * ys[j], limits, (j, 1, n))


def test_a_term_that_does_not_depend_on_the_row_is_no_factor() -> None:
    total = sympy.Sum(xs[i] + b, (i, 1, n))
    assert factored_out(total) == total


def test_a_line_without_a_sum_is_left_alone() -> None:
    line = 2 * m * sympy.exp(x) + b
    assert factored_out(line) == line
