"""Descents at many rates: a bowl by hand, other curves step by step, and which rate is which."""

import math
import sys
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MAE, SSE, huber
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.rate_sweep import COUNTED_STEPS, LONG, RateSweep, rate_sweep
from gdcore.landscape.view import Window
from gdcore.rules.recipes import rule_named
from gdcore.section import Section, section

START, CURVATURE = 0.5, 28 / 3
"""y = 2 x on 1, 2, 3: E = 14/3 (m − 2)², its second derivative 28/3."""


def experiment(formula: str = "m*x", **options: Any) -> Experiment:
    x = np.array([1.0, 2.0, 3.0])
    y = 2.0 * x if formula == "m*x" else np.exp(0.6 * x)
    data = Dataset((Column("x", x),), Column("y", y))
    model = Model.from_formula(parse_formula(formula, ["x"]))
    options = {"start": {"m": START}} | options
    return run(data, model=model, units=Units.OWN, steps=1, **options)


def sweep_of(**options: Any) -> RateSweep:
    found = rate_sweep(section(experiment(**options), 1))
    assert found is not None
    return found


def curve() -> RateSweep:
    """Return E of e^(k x) on rows of e^(0.6 x), from k = 0."""
    return sweep_of(formula="exp(k*x)", start={"k": 0.0})


def steps_by_hand(sweep: RateSweep, rate: float, count: int) -> np.ndarray:
    places = [sweep.start]
    for _ in range(count):
        slope = float(sweep.cut.objective.gradient(np.array(places[-1:]))[0])
        places.append(places[-1] - rate * slope)
    return np.array(places)


def test_a_bowl_s_rates_are_shares_of_its_curvature() -> None:
    sweep = sweep_of()
    assert sweep.is_bowl
    assert (sweep.start, sweep.best) == (START, pytest.approx(2.0))
    assert sweep.curvature == pytest.approx(CURVATURE)
    assert sweep.limit == pytest.approx(2.0 / CURVATURE)
    assert sweep.one_step == pytest.approx(1.0 / CURVATURE)
    assert sweep.good == pytest.approx(0.5 / CURVATURE)
    # The lesson's own rate is left to the program: a tenth of the limit, with one parameter.
    own = sweep.cut.whole.rate
    assert sweep.small == pytest.approx(min(0.05 / CURVATURE, own / 5.0))
    assert sweep.highest == pytest.approx(2.5 / CURVATURE)
    assert sweep.limit < sweep.large < sweep.highest


@given(st.floats(1e-3, 1.24))
def test_a_step_leaves_the_factor_of_the_way(share: float) -> None:
    sweep = sweep_of()
    rate = share * 2.0 / CURVATURE
    kept = 1.0 - 2.0 * share
    assert sweep.factor(rate) == pytest.approx(kept, abs=1e-12)
    path = sweep.path(rate, 6)
    away = 1.5 * kept ** np.arange(7.0)
    np.testing.assert_allclose(path.points[:, 0], 2.0 - away, rtol=1e-9)
    np.testing.assert_allclose(path.values, 14 / 3 * away**2, rtol=1e-7, atol=1e-12)
    assert sweep.falls(rate) is (abs(kept) < 1.0)


def test_the_limit_itself_bounces_and_does_not_fall() -> None:
    sweep = sweep_of()
    places = sweep.path(sweep.limit, 5).points[:, 0]
    np.testing.assert_allclose(places, [0.5, 3.5] * 3, rtol=1e-12)
    assert not sweep.falls(sweep.limit)
    assert sweep.steps_needed(sweep.limit) is None


def test_one_step_lands() -> None:
    sweep = sweep_of()
    assert sweep.path(sweep.one_step or 0.0, 1).final[0] == pytest.approx(2.0)
    assert sweep.steps_needed(sweep.one_step or 0.0) == 1


@pytest.mark.parametrize("share", [0.02, 0.11, 0.25, 0.47, 0.73, 0.96])
def test_steps_are_counted_until_a_hundredth_is_left(share: float) -> None:
    sweep, left, steps = sweep_of(), 1.0, 0
    while left > 0.01:
        left, steps = left * abs(1.0 - 2.0 * share), steps + 1
    assert sweep.steps_needed(share * sweep.limit) == steps


def test_the_large_rate_doubles_the_error_until_it_is_no_number() -> None:
    sweep = sweep_of()
    risen = Fraction(14, 3) * Fraction(9, 4)
    values = sweep.path(sweep.large, 20).values
    np.testing.assert_allclose(values, [float(risen * 2**k) for k in range(21)], rtol=1e-9)
    largest = Fraction(sys.float_info.max)
    first = next(k for k in range(3000) if risen * 2**k > largest)
    assert sweep.overflow == first
    assert sweep.doubled(first) == math.inf
    assert sweep.doubled(first - 1) == pytest.approx(float(risen * 2 ** (first - 1)))
    assert sweep.doubled(0) == pytest.approx(float(risen))


def test_windows_follow_with_room_at_the_edges() -> None:
    sweep, home = sweep_of(), Window(0.0, 4.0, -1.0, 12.0)
    windows = sweep.windows(home, sweep.large, 9)
    path = sweep.path(sweep.large, 9)
    assert windows[0] == home
    for window, value, error in zip(windows, path.points[:, 0], path.values, strict=True):
        across, up = (value - window.left) / window.width, (error - window.bottom) / window.height
        assert 0.05 < across < 0.95
        assert up < 0.95
    assert sweep.windows(home, sweep.small, 3) == (home,) * 4


def test_counts_are_even_and_end_beyond_the_limit() -> None:
    sweep = sweep_of()
    rates = np.array(list(sweep.counts))
    np.testing.assert_allclose(rates, sweep.highest * np.arange(1, 31) / 30)
    assert [n is None for n in sweep.counts.values()] == (rates >= sweep.limit).tolist()
    assert max(n for n in sweep.counts.values() if n) >= LONG


@pytest.mark.parametrize("times", [1.0, 7.0, 300.0, 1e-4])
def test_rungs_are_ones_and_threes_below_the_limit(times: float) -> None:
    x = times * np.array([1.0, 2.0, 3.0])
    data = Dataset((Column("x", x),), Column("y", 2.0 * x))
    model = Model.from_formula(parse_formula("m*x", ["x"]))
    sweep = rate_sweep(section(run(data, model=model, units=Units.OWN, steps=1), 1))
    assert sweep is not None
    limit = 3.0 / 14.0 / times**2
    ladder = [m * 10.0**k for k in range(-12, 14) for m in (1.0, 3.0)]
    below = [rate for rate in ladder if rate < limit]
    np.testing.assert_allclose(sweep.rungs, below[-3:], rtol=1e-12)
    kept = [abs(1.0 - 2.0 * rate / limit) for rate in sweep.rungs]
    assert sweep.taken == sweep.rungs[int(np.argmin(kept))]


@pytest.mark.parametrize(("share", "is_taken"), [(0.5, True), (0.41, True), (0.3, False)])
def test_the_own_rate_is_the_good_one_if_it_about_halves_the_way(
    share: float, is_taken: bool
) -> None:
    sweep = sweep_of(rate=share / CURVATURE)
    assert sweep.takes_own is is_taken
    good = share if is_taken else 0.5
    assert sweep.good == pytest.approx(good / CURVATURE)
    assert sweep.small == pytest.approx(min(0.05, good / 10.0) / CURVATURE)


def test_momentum_has_no_rate_that_compares() -> None:
    sweep = sweep_of(rule=rule_named("momentum:0.9"), rate=0.5 / CURVATURE)
    assert not sweep.takes_own
    assert sweep.small == pytest.approx(0.05 / CURVATURE)


def line_sweep(x: list[float], rate: float) -> RateSweep:
    """Return the sweep of the slope of a line, on two parameters."""
    data = Dataset((Column("x", x),), Column("y", [3.0, 1.0, 2.0]))
    sweep = rate_sweep(section(run(data, units=Units.OWN, steps=1, rate=rate), 1))
    assert sweep is not None
    return sweep


@given(st.floats(-1.5, 1.5), st.floats(-3.0, 0.0))
def test_rates_that_are_tried_are_safe_with_all_parameters(middle: float, power: float) -> None:
    x = [middle - 0.5, middle, middle + 0.75]
    sweep = line_sweep(x, 10.0**power)
    # The Hessian of the mean of squares of a line is 2 [[mean x², mean x], [mean x, 1]].
    square, mean = float(np.mean(np.square(x))), float(np.mean(x))
    bend = float(np.linalg.eigvalsh(2.0 * np.array([[square, mean], [mean, 1.0]]))[-1])
    assert sweep.safe == pytest.approx(2.0 / bend)
    assert sweep.safe <= sweep.limit * (1.0 + 1e-9)
    assert sweep.rungs[-1] < 2.0 / bend
    assert sweep.small <= 10.0**power / 5.0 * (1.0 + 1e-9)
    if sweep.takes_own:
        assert sweep.good == 10.0**power < 2.0 / bend


def test_another_curve_s_good_rate_is_safe_if_one_is() -> None:
    x = np.array([1.0, 2.0, 3.0])
    data = Dataset((Column("x", x),), Column("y", 2.0 * np.exp(0.6 * x)))
    model = Model.from_formula(parse_formula("a*exp(k*x)", ["x"]))
    start = {"a": 2.5, "k": 0.5}
    found = run(data, model=model, units=Units.OWN, steps=1, start=start)
    sweep = rate_sweep(Section(found, (1,)))
    assert sweep is not None
    assert not sweep.is_bowl
    assert sweep.is_safe(sweep.good or math.inf)


def test_another_curve_s_steps_are_those_by_hand() -> None:
    sweep = curve()
    assert not sweep.is_bowl
    assert sweep.one_step is None
    assert sweep.good is not None
    for rate in (sweep.good, sweep.small, 0.7 * sweep.limit):
        places = steps_by_hand(sweep, rate, 12)
        np.testing.assert_allclose(sweep.path(rate, 12).points[:, 0], places, rtol=1e-9)
    own = sweep.cut.whole.rate
    assert sweep.small == pytest.approx(min(0.1 * sweep.good, sweep.limit / 40, own / 5.0))
    assert sweep.large == sweep.highest


def test_another_curve_s_counts_are_those_by_hand() -> None:
    sweep = curve()
    for rate, steps in list(sweep.counts.items())[::7]:
        away = np.abs(steps_by_hand(sweep, rate, COUNTED_STEPS) - 0.6) / 0.6
        if steps is None:
            assert away[-1] > 0.01
        else:
            assert (away[steps:] <= 0.01).all()
            assert away[steps - 1] > 0.01
    good = sweep.good or 0.0
    assert sweep.falls(good)
    falling = [n for rate, n in sweep.counts.items() if n and sweep.falls(rate)]
    assert sweep.steps_needed(good) == min(falling)
    assert all(sweep.steps_needed(rate) or rate <= good for rate in sweep.rungs)


def test_close_to_its_lowest_point_the_limit_is_one() -> None:
    sweep = curve()
    for share, shrinks in ((0.97, True), (1.03, False)):
        place = 0.6 + 1e-4
        for _ in range(80):
            slope = float(sweep.cut.objective.gradient(np.array([place]))[0])
            place -= share * sweep.limit * slope
        assert (abs(place - 0.6) < 1e-4) is shrinks


def test_a_rate_that_loses_all_numbers_neither_falls_nor_arrives() -> None:
    sweep = curve()
    assert not sweep.falls(1e6)
    assert sweep.steps_needed(1e6) is None


def test_the_rate_that_loses_all_numbers_is_the_first_of_four_times_the_last() -> None:
    sweep = curve()
    assert sweep.lost is not None
    rate, values = sweep.lost
    tries = [sweep.large * 4.0**k for k in range(10)]
    assert rate in tries
    with np.errstate(over="ignore", invalid="ignore"):
        for tried in tries[: tries.index(rate) + 1]:
            errors = [error_of_exponential(place) for place in bare_steps(tried, 12)]
            first = next((k for k, error in enumerate(errors) if not np.isfinite(error)), None)
            assert (first is not None) is (tried == rate)
    assert first == len(values) - 1
    np.testing.assert_allclose(values[:-1], errors[:first], rtol=1e-9)
    assert values[-1] == math.inf


def error_of_exponential(k: float) -> float:
    x = np.array([1.0, 2.0, 3.0])
    return float(((np.exp(0.6 * x) - np.exp(k * x)) ** 2).mean())


def bare_steps(rate: float, count: int) -> list[float]:
    """Return k of e^(k x) after each step, from 0; the derivative of E is −2 mean(r x e^(k x))."""
    x, places = np.array([1.0, 2.0, 3.0]), [0.0]
    for _ in range(count):
        f = np.exp(places[-1] * x)
        places.append(places[-1] + 2.0 * rate * float(((np.exp(0.6 * x) - f) * x * f).mean()))
    return places


def test_a_bowl_loses_all_numbers_at_the_large_rate() -> None:
    sweep = sweep_of()
    assert sweep.lost is not None
    rate, errors = sweep.lost
    assert rate == sweep.large
    # E = E* + ½ λ d² 2ᵏ, here with E* = 0 and d = 1.5.
    first = CURVATURE / 2.0 * 1.5**2
    np.testing.assert_allclose(errors[:9], first * 2.0 ** np.arange(9.0), rtol=1e-9)
    assert np.isfinite(errors[:-1]).all()
    assert errors[-1] == math.inf


def test_a_bounded_steepness_never_loses_all_numbers() -> None:
    sweep = sweep_of(loss=huber(0.5))
    assert not sweep.is_bowl
    assert sweep.lost is None


def test_the_way_out_is_where_the_next_step_would_lead() -> None:
    sweep = curve()
    # From 0 the error falls as k grows.
    far = 1e6
    assert sweep.path(far, 3).steps == 0
    assert sweep.way_out(sweep.path(far, 3), far) == 1.0
    assert sweep.way_out(sweep.path(sweep.small, 3), sweep.small) == 0.0


def test_half_the_curvature_of_a_slope_is_the_mean_of_x_squared() -> None:
    sweep = sweep_of()
    assert sweep.mean_square == pytest.approx(14 / 3)
    assert sweep.limit == pytest.approx(1.0 / (14 / 3))
    assert sweep_of(loss=SSE).mean_square is None
    assert curve().mean_square is None


def test_where_no_rate_is_known_to_arrive_there_is_no_sweep() -> None:
    assert rate_sweep(section(experiment(loss=MAE), 1)) is None
    uphill = experiment(formula="sin(k*x)", start={"k": 2.9})
    assert rate_sweep(section(uphill, 1)) is None
