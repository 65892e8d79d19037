"""The plain counterpart of a descent: the same data from the same start, taught by one rule."""

from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.experiment import USUAL_STEPS, Experiment, run
from gdcore.rules.recipes import FIXED, rule_named, sampling_named

X, Y = np.array([1.0, 2.0, 4.0]), np.array([3.0, 1.0, 2.0])
LIMIT = 2.0 / np.linalg.eigvalsh(2.0 * np.array([[7.0, 7.0 / 3.0], [7.0 / 3.0, 1.0]]))[-1]
"""E of a line has the second derivatives 2 mean(x²) = 14, 2 mean(x) = 14/3 and 2."""


def made(rule: str = "fixed", method: str = "batch", **options: Any) -> Experiment:
    data = Dataset((Column("x", X),), Column("y", Y))
    rows = sampling_named(method, 5 if method != "batch" else None)
    return run(data, units=Units.OWN, rule=rule_named(rule), sampling=rows, **options)


def test_a_plain_descent_is_its_own_counterpart() -> None:
    done = made(steps=3)
    assert done.plain is done


@pytest.mark.parametrize("rule", ["decay:0.1", "momentum:0.5", "nesterov:0.5", "fixed"])
def test_a_rate_of_a_like_rule_serves_and_the_way_is_that_of_all_rows(rule: str) -> None:
    rate = 0.3 * LIMIT
    done = made(rule, "stochastic", rate=rate, start={"m": 2.0, "b": 1.0}).plain
    assert (done.rule, done.rate, done.plain_rate) == (FIXED, rate, rate)
    misses = 2.0 * X + 1.0 - Y
    first = np.array([2.0, 1.0]) - rate * 2.0 * np.array([(misses * X).mean(), misses.mean()])
    assert done.trajectory.points[1] == pytest.approx(first, rel=1e-12)
    assert done.trajectory.steps == USUAL_STEPS
    assert done.plain is done


@pytest.mark.parametrize("rule", ["line-search", "backtracking", "rmsprop", "adam", "newton"])
def test_for_other_rules_the_automatic_rate_serves(rule: str) -> None:
    assert made(rule).plain.rate == made().rate


def test_an_automatic_rate_is_that_of_each_descent() -> None:
    assert made(method="stochastic").plain.rate == made("momentum:0.5").plain.rate == made().rate
    assert made(method="stochastic").rate < made().rate


def test_it_looks_at_as_many_rows_as_the_lesson_did() -> None:
    done = made(method="stochastic", rate=0.01, steps=900)
    assert done.plain.trajectory.work[-1] == done.trajectory.work[-1] == 900.0


def test_a_rate_that_only_the_plain_descent_does_not_bear_is_not_taken() -> None:
    # The heavy ball bears (1 + β) times as much: Polyak 1964.
    borne, too_large = made("momentum:0.5", rate=1.3 * LIMIT), made("momentum:0.5", rate=2 * LIMIT)
    assert not borne.verdict.has_run_away
    assert borne.plain.rate == made().rate
    assert too_large.verdict.has_run_away
    assert too_large.plain.rate == 2 * LIMIT
    assert too_large.plain.verdict.has_run_away
