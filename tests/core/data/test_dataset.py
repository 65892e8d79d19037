"""Moments and standardising, against exact fractions and the statistics module, at any scale."""

import math
import statistics
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset

EPS = float(np.finfo(np.float64).eps)

spreads = st.lists(st.integers(-1000, 1000), min_size=2, max_size=30)
"""Whole numbers, which are spread out and then moved to any scale and offset."""

scales = st.floats(1e-250, 1e250)
offsets = st.integers(-(10**9), 10**9)


def exact_mean(values: ArrayLike) -> Fraction:
    numbers = [Fraction(float(v)) for v in np.asarray(values)]
    return sum(numbers, Fraction(0)) / len(numbers)


def exact_std(values: ArrayLike) -> float:
    """Return the root of the exact variance, rounded once in 60 bits beyond float64."""
    numbers = [Fraction(float(v)) for v in np.asarray(values)]
    mean = exact_mean(values)
    variance = sum(((n - mean) ** 2 for n in numbers), Fraction(0)) / len(numbers)
    if variance == 0:
        return 0.0
    shift = 2 * (120 - (variance.numerator.bit_length() - variance.denominator.bit_length()) // 2)
    root = math.isqrt(int(variance * Fraction(2) ** shift))
    return float(Fraction(root) / Fraction(2) ** (shift // 2))


@settings(deadline=None)
@given(spreads, scales, offsets)
@example([0, 1, 3], 1.0, 10**9)
def test_mean_and_deviation_are_right_to_the_last_digits(
    spread: list[int], scale: float, offset: int
) -> None:
    values = (np.array(spread, dtype=np.float64) + offset) * scale
    column = Column("x", values)
    largest = float(np.abs(values).max())
    assert abs(Fraction(column.mean) - exact_mean(values)) <= Fraction(0.6 * EPS * largest)
    expected = exact_std(values)
    assert column.std == pytest.approx(expected, rel=1e-13, abs=0.0)


def test_exact_deviation_agrees_with_the_standard_library() -> None:
    values = [58.0, 59.5, 61.25, 72.0]
    assert exact_std(values) == pytest.approx(statistics.pstdev(values), rel=1e-15)


@pytest.mark.parametrize("value", [0.0, 0.1, -7.3e11, 1.7e308, 5e-324])
def test_constant_column_has_no_deviation(value: float) -> None:
    column = Column("x", [value] * 7)
    assert column.std == 0.0
    assert column.mean == pytest.approx(value, rel=EPS)
    assert (column.standardised().values == 0.0).all()


def test_extreme_values_neither_overflow_nor_vanish() -> None:
    huge = Column("x", [-1.7e308, 1.7e308])
    assert (huge.mean, huge.std) == (0.0, 1.7e308)
    assert huge.standardised().values.tolist() == [-1.0, 1.0]
    tiny = Column("x", [2e-320, 4e-320])
    assert tiny.standardised().values.tolist() == [-1.0, 1.0]


@settings(deadline=None)
@given(spreads, scales, offsets)
def test_standardised_column_has_mean_0_and_deviation_1(
    spread: list[int], scale: float, offset: int
) -> None:
    assume(min(spread) < max(spread))
    column = Column("x", (np.array(spread, dtype=np.float64) + offset) * scale, "kg")
    moved = column.standardised()
    # The shift is a float, and the way back is exact: half a digit of the mean may be left.
    assert abs(moved.mean) <= 1e-13 + EPS * abs(column.mean) / column.std
    assert moved.std == pytest.approx(1.0, rel=1e-13)
    assert moved.unit == ""


@settings(deadline=None)
@given(spreads, st.integers(-40, 40), st.integers(-1000, 1000))
def test_standardising_does_not_see_units_or_origin(
    spread: list[int], power: int, offset: int
) -> None:
    # Powers of two and whole offsets round nothing, so the columns must be equal to the digit.
    assume(min(spread) < max(spread))
    values = np.array(spread, dtype=np.float64)
    first = Column("x", values).standardised().values
    second = Column("x", np.ldexp(values + offset, power)).standardised().values
    assert second == pytest.approx(first, rel=0, abs=1e-12)


def test_columns_are_copies_that_nobody_changes() -> None:
    source = np.array([1.0, 2.0])
    column = Column("x", source)
    source[0] = 99.0
    assert column.values.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="read-only"):
        column.values[0] = 5.0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], r"must have shape \(n,\), n >= 1, got \(0,\)"),
        ([[1.0, 2.0]], r"must have shape \(n,\), n >= 1, got \(1, 2\)"),
        ([1.0, math.nan], "must be finite"),
        ([1.0, -math.inf], "must be finite"),
    ],
)
def test_bad_values_are_refused(values: list[float], said: str) -> None:
    with pytest.raises(ValueError, match=f"`values` of column 'x' {said}"):
        Column("x", values)


def test_bad_tables_are_refused() -> None:
    x, y = Column("x", [1.0, 2.0]), Column("y", [1.0, 2.0])
    with pytest.raises(ValueError, match="`predictors` must hold at least one column"):
        Dataset((), y)
    with pytest.raises(ValueError, match="must have different names"):
        Dataset((x, x), y)
    with pytest.raises(ValueError, match=r"must be equally long, got \[2, 1\] rows"):
        Dataset((x,), Column("y", [1.0]))


def test_table_names_its_parts() -> None:
    x, z, y = Column("x", [1.0, 2.0], "mm"), Column("z", [3.0, 4.0]), Column("y", [5.0, 6.0], "g")
    data = Dataset((x, z), y)
    assert (data.n, data.x, data.y, data.columns) == (2, x, y, (x, z, y))
    assert (x.label, z.label) == ("x (mm)", "z")
    assert data.select(["z", "x"]).predictors == (z, x)
    with pytest.raises(ValueError, match=r"`names` must be among \['x', 'z'\], got \['w'\]"):
        data.select(["x", "w"])


def test_whole_numbers_of_four_digits_without_a_unit_look_like_years() -> None:
    years = [1790.0, 1800.0, 2020.0]
    assert Column("year", years).is_years
    assert not Column("mass", years, "g").is_years
    assert not any(Column("x", [*years, odd]).is_years for odd in (999.0, 3000.0, 1800.5))


def test_numbers_that_are_told_of_are_read_when_they_are_asked_for() -> None:
    read: list[str] = []

    def numbers() -> Floats:
        read.append("once")
        return np.array([2.0, 4.0, 9.0])

    told = Column.told("x", "g", 3, (2.0, 9.0), (5.0, math.sqrt(26.0 / 3.0)), numbers)
    assert (told.size, told.limits, told.label) == (3, (2.0, 9.0), "x (g)")
    assert (told.mean, told.std) == pytest.approx((5.0, math.sqrt(26.0 / 3.0)), rel=1e-15)
    assert read == []
    assert told.values.tolist() == [2.0, 4.0, 9.0]
    assert not told.values.flags.writeable
    assert read == ["once"]


def test_another_name_leaves_the_numbers_as_they_are() -> None:
    mass = Column("mass", [1.0, 3.0], "g")
    weight = mass.named("weight", "grams")
    assert (weight.label, weight.values.tolist()) == ("weight (grams)", [1.0, 3.0])
    assert mass.label == "mass (g)"
