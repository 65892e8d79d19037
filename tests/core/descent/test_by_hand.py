"""A descent by hand: the published table, and walks worked out in other ways."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gdcore.descent.by_hand import MOST_STEPS, SMALL_STEP, ByHand
from gdcore.descent.hand_form import HandForm
from gdcore.error.model import RESPONSE, line

PUBLISHED = """\
0 −5.704 −0.5704 0.5704
0.5704 −2.2816 −0.22816 0.79856
0.79856 −0.91264 −0.091264 0.889824
0.889824 −0.365056 −0.036506 0.926330
0.926330 −0.146022 −0.014602 0.940932
0.940932 −0.058409 −0.005841 0.946773
0.946773 −0.023364 −0.002336 0.949109
0.949109 −0.009345 −0.000935 0.950044"""
"""The published walk of three points with the slope held at 0.64: intercept, slope of the sum of
squared residuals, step size at the rate 0.1, new intercept."""

M, B = line().parameters
(X,) = line().predictors
FORM = HandForm.of(line(), B, RESPONSE)
POINTS = (("0.5", "1.4"), ("2.3", "1.9"), ("2.9", "3.2"))


def worked(
    points: tuple[tuple[str, str], ...] = POINTS, *, averaged: bool = False, start: str = "0"
) -> ByHand:
    """Return what is worked out for rows of x and y, the slope held at 0.64."""
    slope = Decimal("0.64")
    rows = [{X: Decimal(x), RESPONSE: Decimal(y), M: slope} for x, y in points]
    parts = [(Decimal(1), row[RESPONSE] - slope * row[X]) for row in rows]
    return ByHand(FORM, tuple(rows), tuple(parts), averaged, Decimal(start))


numbers = st.decimals(-9, 9, places=2)
several = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5)


def test_the_published_walk_comes_out_to_its_six_digits() -> None:
    walk = worked().good
    assert walk.rate == Decimal("0.1")
    assert walk.is_small
    shown = [[step.before, step.steepness, -step.change, step.after] for step in walk.steps]
    published = [
        [Decimal(text.replace("−", "-")) for text in row.split()] for row in PUBLISHED.splitlines()
    ]
    six = Decimal("0.000001")
    assert [[value.quantize(six, "ROUND_HALF_UP") for value in row] for row in shown] == [
        [value.quantize(six) for value in row] for row in published
    ]


def test_a_mean_is_written_with_four_decimals_and_a_sum_with_seven() -> None:
    (step, *_), (other, *_) = worked(averaged=True).good.steps, worked().good.steps
    assert str(step.steepness) == "-1.9013"
    assert [str(slope) for slope in step.slopes] == ["-2.1600", "-0.8560", "-2.6880"]
    assert str(other.steepness) == "-5.7040000"


def test_halves_are_written_away_from_zero() -> None:
    work = worked(averaged=True)
    assert work.written(Decimal("0.00005")) == Decimal("0.0001")
    assert work.written(Decimal("-0.00005")) == Decimal("-0.0001")


@given(several, st.decimals("0.01", "0.4", places=2), st.booleans())
def test_each_number_follows_from_the_written_ones(
    rows: list[tuple[Decimal, Decimal]], rate: Decimal, averaged: bool
) -> None:
    parts = tuple((phi, target) for phi, target in rows)
    work = ByHand(FORM, ({},) * len(parts), parts, averaged, Decimal("1.5"))
    assume(rate * work.curvature < 2)
    half = Fraction(1, 2 * 10 ** (4 if averaged else 7))
    before = Decimal("1.5")
    for step in work.walk(rate).steps[:20]:
        assert step.before == before
        for slope, (phi, target) in zip(step.slopes, rows, strict=True):
            exact = -2 * Fraction(phi) * (Fraction(target) - Fraction(phi) * Fraction(before))
            assert abs(Fraction(slope) - exact) <= half
        total = sum(map(Fraction, step.slopes))
        whole = total / len(rows) if averaged else total
        assert abs(Fraction(step.steepness) - whole) <= half
        assert abs(Fraction(step.change) + Fraction(rate) * Fraction(step.steepness)) <= half
        before = step.after
        assert before == step.before + step.change


@pytest.mark.parametrize("averaged", [True, False])
def test_lowest_point_and_curvature_are_those_of_the_squares(averaged: bool) -> None:
    rows = [
        (Decimal("2.5"), Decimal("1.1")),
        (Decimal("-0.5"), Decimal(4)),
        (Decimal(1), Decimal(3)),
    ]
    work = ByHand(FORM, ({},) * 3, tuple(rows), averaged, Decimal(0))
    phi, target = np.array(rows, dtype=float).T
    (best,), *_ = np.linalg.lstsq(phi[:, None], target, rcond=None)
    assert float(work.best) == pytest.approx(best, abs=1e-4)
    squares = np.polyfit([-1.0, 0.0, 1.0], [np.sum((target - phi * t) ** 2) for t in (-1, 0, 1)], 2)
    assert float(work.curvature) == pytest.approx(2 * squares[0] / (3 if averaged else 1))


@given(st.integers(-5000, 5000), st.sampled_from(["0.3", "1", "7.1", "40"]), st.booleans())
def test_the_good_walk_arrives_in_about_eight_steps(away: int, phi: str, averaged: bool) -> None:
    best = Decimal(away or 1) / 10
    parts = ((Decimal(phi), Decimal(phi) * best),) * 3
    walk = ByHand(FORM, ({},) * 3, parts, averaged, Decimal(0)).good
    assert walk.is_small
    assert 6 <= len(walk.steps) <= 8
    assert len(walk.rate.as_tuple().digits) <= 2
    assert abs(walk.final - best) < Decimal("0.002")
    # No step crosses the lowest point by more than rounding.
    assert all(step.change * best > 0 or abs(step.change) < Decimal("0.001") for step in walk.steps)


def test_a_rate_has_one_digit_if_that_will_do() -> None:
    assert worked(averaged=True).good.rate == Decimal("0.3")
    assert worked().good.rate == Decimal("0.1")
    far = ByHand(FORM, ({},), ((Decimal(1), Decimal(5000)),), True, Decimal(0))
    assert len(far.good.rate.as_tuple().digits) == 2


@pytest.mark.parametrize("start", ["0", "-3", "5000"])
@pytest.mark.parametrize("averaged", [True, False])
def test_a_slow_walk_stops_far_from_the_lowest_point(averaged: bool, start: str) -> None:
    work = worked(averaged=averaged, start=start)
    walk = work.slow
    assert walk.is_small
    assert len(walk.steps) < MOST_STEPS
    assert abs(walk.steps[-1].change) < SMALL_STEP
    assert abs(walk.final - work.best) > abs(work.start - work.best) * Decimal("0.5")
    assert (walk.rate / work.good.rate).log10() <= -2


def test_no_slow_walk_begins_with_a_step_that_rounding_alone_keeps_from_being_small() -> None:
    # E = (0.6 − b)²: steps of 1.2 times the rate at first. At 0.002 it ends at 0.24 from the best;
    # at 0.001, 0.0009 and 0.0008 it begins with steps of 0.0012 down to 0.00096, written 0.0010.
    work = ByHand(FORM, ({},), ((Decimal(1), Decimal("0.6")),), True, Decimal(0))
    assert work.slow.rate == Decimal("0.0007")
    assert len(work.slow.steps) == 1


@pytest.mark.parametrize("start", ["0", "-3", "5000"])
@pytest.mark.parametrize("averaged", [True, False])
def test_an_endless_walk_is_stopped_by_the_number_of_its_steps(averaged: bool, start: str) -> None:
    work = worked(averaged=averaged, start=start)
    walk = work.endless
    assert not walk.is_small
    assert len(walk.steps) == MOST_STEPS == 1000
    sides = [step.before > work.best for step in walk.steps]
    assert all(one != other for one, other in pairwise(sides))
    assert float(walk.rate) == pytest.approx(1 if averaged else 1 / 3, rel=2e-3)


def test_rates_that_only_seem_to_jump_are_passed_over() -> None:
    # With 0.6, 1.6 of a limit of 1.677 the steps die down to what rounding keeps alive.
    parts = tuple(
        (Decimal(p), Decimal(t))
        for p, t in (("0.76", "0.96"), ("-0.72", "-0.725"), ("0.83", "0.633"))
    )
    work = ByHand(FORM, ({},) * 3, parts, True, Decimal(0))
    assert abs(work.endless.steps[-1].change) > abs(work.best) / 10


def test_another_start_changes_nothing_else() -> None:
    work = worked()
    assert replace(work, start=Decimal(2)).best == work.best == Decimal("0.9506667")
