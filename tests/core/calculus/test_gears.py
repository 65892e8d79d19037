"""Teeth: their ratios are the ratios that were wished, so nearly that no tooth touches another."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.calculus.gears import FEWEST, MOST, counting_unit, mate, teeth

RATIOS = st.floats(0.5, 3.0)
POSITIVE = st.floats(-200.0, 200.0).map(lambda exponent: 10.0**exponent)


def slip(first: int, second: int, ratio: float) -> float:
    """Return how far off teeth are, in modules, when the second gear has turned by 45°."""
    return math.pi / 4 * abs(first / second / ratio - 1.0) * second / 2


@given(first=RATIOS, second=RATIOS)
def test_teeth_turn_by_the_ratios(first: float, second: float) -> None:
    counts = teeth(first, second)
    assert FEWEST <= min(counts) <= max(counts) <= MOST
    assert counts[0] / counts[1] == pytest.approx(first, rel=0.03)
    assert counts[1] / counts[2] == pytest.approx(second, rel=0.03)


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [(2.0, 1.5, (36, 18, 12)), (1.0, 1.0, (12, 12, 12)), (0.5, 0.5, (12, 24, 48))],
)
def test_simple_ratios_have_the_fewest_teeth(
    first: float, second: float, counts: tuple[int, ...]
) -> None:
    assert teeth(first, second) == counts


def test_teeth_keep_from_slipping_where_some_numbers_do() -> None:
    # 1.62 = 81 : 50, and 34 : 21 is nearer than 1 : 1000.
    counts = teeth(1.62, 1.5)
    assert slip(counts[0], counts[1], 1.62) < 0.05
    assert counts[1] / counts[2] == 1.5


@pytest.mark.parametrize("ratios", [(0.4, 1.0), (1.0, 3.5), (-1.0, 1.0), (math.nan, 1.0)])
def test_ratios_out_of_range_are_refused(ratios: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r"from 0\.5 to 3"):
        teeth(*ratios)


@given(ratio=POSITIVE)
def test_units_bring_ratios_near_to_one(ratio: float) -> None:
    unit = counting_unit(ratio)
    assert 0.5 <= ratio / unit <= 3.0
    digits = f"{unit:.6e}".split("e")[0]
    assert digits in ("1.000000", "2.000000", "5.000000")


@pytest.mark.parametrize("ratio", [0.5, 1.0, 2.0, 3.0])
def test_a_ratio_near_one_needs_no_unit(ratio: float) -> None:
    assert counting_unit(ratio) == 1.0


@pytest.mark.parametrize(
    ("count", "ratio", "other"), [(18, 0.75, 24), (18, 1.5, 12), (18, 2.0, None), (60, 0.3, None)]
)
def test_the_mate_of_a_gear(count: int, ratio: float, other: int | None) -> None:
    assert mate(count, ratio) == other


def test_a_mate_that_would_slip_is_none() -> None:
    # 20 / 1.06 = 18.87, and 19 teeth turn 0.7 % too slowly.
    assert mate(20, 1.06) == 19
    assert mate(96, 1.0152) is None
