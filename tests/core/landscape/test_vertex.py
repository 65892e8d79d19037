"""The parabola about its lowest point: the equation holds for the moved curve and for no other."""

import pytest
import sympy

from gdcore.landscape.vertex import (
    PLAIN_PARABOLA,
    VERTEX_LABELS,
    is_plain_seen,
    moved_parabola,
)
from gdcore.typeset.expressions import typst

M = sympy.Symbol("m", real=True)


def _by_name(equation: sympy.Eq) -> dict[str, sympy.Symbol]:
    return {str(symbol): symbol for symbol in equation.free_symbols}


def test_the_plain_one_is_x_squared() -> None:
    names = _by_name(PLAIN_PARABOLA)
    assert set(names) == {"x", "y"}
    assert PLAIN_PARABOLA.lhs == names["y"]
    assert PLAIN_PARABOLA.rhs.subs(names["x"], -3) == 9


@pytest.mark.parametrize("below_zero", [False, True])
def test_the_moved_one_touches_its_lowest_point(below_zero: bool) -> None:
    # At 7 (or −7) it is 2 high; 3 to either side of that it is 2 + 5 · 3² = 47 high.
    moved = moved_parabola(M, below_zero=below_zero)
    names = _by_name(moved)
    height = moved.rhs.subs({names["E_0"]: 2, names["c"]: 5, names["d"]: 7})
    middle = -7 if below_zero else 7
    assert moved.lhs == names["E"]
    assert [height.subs(M, middle + step) for step in (-3, 0, 3)] == [47, 2, 47]


@pytest.mark.parametrize("below_zero", [False, True])
def test_each_part_has_a_label(below_zero: bool) -> None:
    moved = moved_parabola(M, below_zero=below_zero)
    labels = {**VERTEX_LABELS, M: "knob"}
    assert moved.free_symbols <= set(labels)
    source = typst(moved, labels)
    for label in ("error", "low", "stretch", "knob", "middle"):
        assert source.count(f": {label} }}}}") == 1
    assert ("+ {{ d" in source) is below_zero
    assert ("- {{ d" in source) is not below_zero


def test_the_plain_one_and_the_moved_one_have_the_same_height() -> None:
    source = typst(PLAIN_PARABOLA, VERTEX_LABELS)
    assert source.index(": height }}") < source.index(": knob }}")
    moved = typst(moved_parabola(M, below_zero=False, stretched=False), VERTEX_LABELS)
    assert ": height }}" in moved
    assert ": error }}" not in moved


@pytest.mark.parametrize("below_zero", [False, True])
def test_the_one_that_is_moved_only_is_not_stretched(below_zero: bool) -> None:
    # At 7 (or −7) it is 2 high; 3 to either side of that it is 2 + 3² = 11 high.
    moved = moved_parabola(M, below_zero=below_zero, stretched=False)
    names = _by_name(moved)
    height = moved.rhs.subs({names["E_0"]: 2, names["d"]: 7})
    middle = -7 if below_zero else 7
    assert moved.lhs == names["y"]
    assert [height.subs(M, middle + step) for step in (-3, 0, 3)] == [11, 2, 11]


@pytest.mark.parametrize(
    ("stretch", "low", "high", "is_seen"),
    [
        (7.9, -1.0, 1.0, True),
        (8.1, -1.0, 1.0, False),
        (0.12, -1.0, 1.0, False),
        (0.13, -2.0, 0.1, True),
        (1.0, 0.1, 1.0, False),
        (1.0, -2.0, -0.1, False),
    ],
)
def test_x_squared_is_seen_on_axes_with_zero_and_a_like_curve(
    stretch: float, low: float, high: float, is_seen: bool
) -> None:
    assert is_plain_seen(stretch, low, high) == is_seen
