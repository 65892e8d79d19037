"""Steps to three right digits, against walks and closed forms that are written out here."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.advice.arrival import MOST_STEPS, arrival, most_walked
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS
from gdcore.error.model import Model
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.rules.recipes import rule_named, sampling_named

X, Y = np.array([1.0, 2.5, 4.0, 7.0]), np.array([2.3, 3.1, 5.9, 8.2])


def data(x: np.ndarray = X, y: np.ndarray = Y) -> Dataset:
    return Dataset((Column("x", x),), Column("y", y))


def walked(x: np.ndarray, y: np.ndarray, rate: float, most: int) -> int:
    """Walk the normal equations' bowl and return from which step on both have three digits."""
    table = np.column_stack([x, np.ones_like(x)])
    best, point, last = np.linalg.lstsq(table, y)[0], np.zeros(2), 0
    for step in range(most + 1):
        if (np.abs(point - best) > 0.005 * np.abs(best)).any():
            last = step + 1
        point = point - rate * 2.0 / len(x) * table.T @ (table @ point - y)
    return last


@settings(max_examples=25)
@given(rate=st.floats(0.004, 0.044))
def test_a_bowl_is_reckoned_as_it_is_walked(rate: float) -> None:
    made = run(data(), units=Units.OWN, rate=rate, start={"m": 0.0, "b": 0.0}, steps=0)
    assert arrival(made) == walked(X, Y, rate, 4_000)


def test_a_rate_at_or_above_the_limit_never_arrives() -> None:
    limit = run(data(), units=Units.OWN, steps=0).max_stable_rate
    assert limit is not None
    assert arrival(run(data(), units=Units.OWN, rate=limit * 1.01, steps=0)) is None


def test_from_the_best_fit_it_takes_no_step() -> None:
    made = run(data(), units=Units.OWN, steps=0)
    start = dict(zip("mb", made.best.tolist(), strict=True))
    assert arrival(run(data(), units=Units.OWN, start=start, steps=0)) == 0


def test_on_a_round_bowl_each_step_keeps_one_share() -> None:
    # Standardised, H = 2 I, and m and b are affine in what is descended in; both begin at 0 there.
    made = run(data(), units=Units.STANDARD, rate=0.1, start={"m": 0.0, "b": 0.0}, steps=0)
    best = np.polyfit(X, Y, 1)
    start = np.array([0.0, Y.mean()])
    share = 0.005 * np.abs(best / (start - best))
    assert arrival(made) == math.ceil(max(np.log(share) / math.log(0.8)))


def test_a_best_value_of_zero_counts_by_its_way() -> None:
    # y = 3 everywhere: m = 0, whose way from 1 is 1; then 0.005 × 0.001 of it may be left.
    x = np.array([-1.0, 1.0])
    flat = data(x, np.array([3.0, 3.0]))
    made = run(flat, units=Units.OWN, rate=0.25, start={"m": 1.0, "b": 3.0}, steps=0)
    assert arrival(made) == math.ceil(math.log(0.005 * 0.001) / math.log(0.5))


def test_where_many_fits_are_best_the_one_across_is_the_goal() -> None:
    # Both columns are the same, so a and c move together: their sum goes from 6 to 2, a to 3 and
    # c to −1, each with half of what is left of it.
    twins = Dataset((Column("u", X), Column("v", X)), Column("y", 2.0 * X))
    model = Model.from_formula(parse_formula("a*u + c*v", ["u", "v"]))
    made = run(twins, model=model, units=Units.OWN, rate=0.01, start={"a": 5.0, "c": 1.0}, steps=0)
    kept = 1.0 - 0.01 * 2.0 * 2.0 * float(X @ X) / len(X)
    assert arrival(made) == math.ceil(math.log(0.005 * 1.0 / 2.0) / math.log(abs(kept)))


def test_momentum_is_walked_until_it_swings_no_more() -> None:
    rule = rule_named("momentum:0.5")
    made = run(data(), units=Units.OWN, rule=rule, rate=0.01, start={"m": 0.0, "b": 0.0}, steps=0)
    table = np.column_stack([X, np.ones_like(X)])
    best = np.linalg.lstsq(table, Y)[0]
    point, change, last = np.zeros(2), np.zeros(2), 0
    for step in range(1, 2_000):
        change = 0.5 * change - 0.01 * 2.0 / len(X) * table.T @ (table @ point - Y)
        point = point + change
        last = step if (np.abs(point - best) > 0.005 * np.abs(best)).any() else last
    assert arrival(made) == last + 1


def test_a_walk_has_an_end() -> None:
    rule = rule_named("momentum:0.1")
    slow = run(data(X + 1e4), units=Units.OWN, rule=rule, steps=0)
    assert arrival(slow) is None
    assert most_walked(slow) == MOST_STEPS


def test_single_rows_at_a_fixed_rate_jump_to_and_fro() -> None:
    made = run(data(), units=Units.OWN, sampling=sampling_named("stochastic", None), steps=0)
    assert arrival(made) is None


@pytest.mark.parametrize(("rows", "steps"), [(4, 10_000), (10_000, 2_000), (10_000_000, 100)])
def test_fewer_steps_are_walked_where_each_looks_at_many_rows(rows: int, steps: int) -> None:
    made = run(data(), units=Units.OWN, sampling=sampling_named("stochastic", None), steps=0)
    assert most_walked(replace(made, data=Rows(rows))) == steps


class Rows:
    """Data of which only the number of rows is asked."""

    def __init__(self, n: int) -> None:
        self.n = n


def test_without_a_best_fit_there_is_nothing_to_arrive_at() -> None:
    model = Model.from_formula(parse_formula("1/(1 + exp(-(a + k*x)))", ["x"]))
    apart = data(X, np.array([0.0, 0.0, 1.0, 1.0]))
    assert arrival(run(apart, model=model, loss=LOGLOSS, steps=0)) is None


def test_a_valley_that_takes_more_steps_than_an_integer_holds_is_reckoned() -> None:
    # Curvatures 2 X²/n ≈ 1e30 and about 1: along the valley each step keeps 1 − r λ, r λ ≈ 1e-31.
    wide = data(X * 1e15, Y)
    made = run(wide, units=Units.OWN, start={"m": 0.0, "b": 0.0}, steps=0)
    slow = float(2.0 * X.var() / (X * X).mean())
    assert arrival(made) == pytest.approx(math.log(200.0) / (made.rate * slow), rel=0.5)
