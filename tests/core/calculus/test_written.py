"""Positions in expressions: what is put somewhere is found there, and nothing else moves."""

from typing import Any

import sympy
from hypothesis import given
from hypothesis import strategies as st

from gdcore.calculus.written import part_at, power_of, unevaluated, with_part

m, x, b, new = sympy.symbols("m x b new", real=True)
leaves = st.sampled_from([m, x, b, sympy.Integer(1), sympy.Integer(0)])
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        unevaluated, st.sampled_from([sympy.Add, sympy.Mul, sympy.Pow]), inner, inner
    ),
    max_leaves=10,
)


def paths(expression: Any) -> list[tuple[int, ...]]:
    below = [(k, *rest) for k, part in enumerate(expression.args) for rest in paths(part)]
    return [(), *below]


def shape(expression: Any, without: tuple[int, ...]) -> list[Any]:
    """Return all leaves with their paths, but those at or below `without`."""
    return [
        (path, part_at(expression, path))
        for path in paths(expression)
        if path[: len(without)] != without and not part_at(expression, path).args
    ]


@given(trees, st.data())
def test_a_part_is_found_where_it_was_put_and_nothing_else_moves(tree: Any, data: Any) -> None:
    path = data.draw(st.sampled_from(paths(tree)))
    changed = with_part(tree, path, new)
    assert part_at(changed, path) == new
    assert shape(changed, path) == shape(tree, path)
    assert with_part(changed, path, part_at(tree, path)) == tree


def test_the_term_of_a_sum_over_data_is_exchanged_within_its_limits() -> None:
    i = sympy.Symbol("i", integer=True)
    limits = (i, 1, 5)
    assert with_part(sympy.Sum(i**2, limits), (0,), i) == sympy.Sum(i, limits)


def test_nothing_is_evaluated() -> None:
    assert unevaluated(sympy.Add, x, sympy.Integer(0)).args == (x, 0)
    assert power_of(x**2, sympy.Integer(3)).args == (x**2, 3)
    assert power_of(x, sympy.Integer(1)) == x
