"""Equations are turned round: the solutions are by hand."""

import pytest
import sympy

from gdcore.formula.matching import NoWayError
from gdcore.formula.solving import solved

a, k, r = sympy.symbols("a k r", real=True)


def test_what_is_added_to_the_unknown_goes_to_the_other_side() -> None:
    assert solved([(a + k, r)], {a}) == {a: r - k}


def test_what_is_added_to_a_function_of_the_unknown_goes_first() -> None:
    (solution,) = solved([(sympy.log(a) + k, r)], {a}).values()
    assert solution == sympy.exp(r - k)


def test_of_two_signs_of_an_absolute_value_one_is_taken() -> None:
    assert solved([(sympy.Abs(a), r * sympy.Abs(k))], {a}) == {a: r * k}


def test_one_equation_for_two_unknowns_has_many_solutions() -> None:
    with pytest.raises(NoWayError):
        solved([(a + k, r)], {a, k})


def test_two_equations_for_two_unknowns_are_solved_together() -> None:
    assert solved([(a + k, 3 * r), (a - k, r)], {a, k}) == {a: 2 * r, k: r}
