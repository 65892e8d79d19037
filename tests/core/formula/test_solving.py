"""Equations are turned round: the solutions are by hand."""

import sympy

from gdcore.formula.solving import solved

a, k, r = sympy.symbols("a k r", real=True)


def test_what_is_added_to_the_unknown_goes_to_the_other_side() -> None:
    assert solved([(a + k, r)], {a}) == {a: r - k}


def test_what_is_added_to_a_function_of_the_unknown_goes_first() -> None:
    (solution,) = solved([(sympy.log(a) + k, r)], {a}).values()
    assert solution == sympy.exp(r - k)
