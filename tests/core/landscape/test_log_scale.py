"""A scale of errors: by hand on three rows, and what holds of descents that go wrong."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS
from gdcore.error.model import Model
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.log_scale import LogScale, log_scale

DATA = Dataset((Column("x", [0.5, 2.3, 2.9]),), Column("y", [1.4, 1.9, 3.2]))
SCALE = LogScale(2.0, 0.01, np.array([10.0, 10.0, 1000.0]))


def test_equal_ratios_are_equally_far_apart() -> None:
    assert SCALE.shares(np.array([0.01, 0.1, 1.0, 10.0]), 10.0) == pytest.approx([
        0,
        1 / 3,
        2 / 3,
        1,
    ])


def test_what_is_beyond_an_end_is_put_there() -> None:
    assert SCALE.shares(np.array([0.0, 1e-9, 99.0, np.inf, np.nan]), 10.0).tolist() == [
        0,
        0,
        1,
        1,
        1,
    ]
    assert SCALE.above(np.array([1.5, 2.0, 5.0])).tolist() == [0.0, 0.0, 3.0]


def test_between_two_steps_the_top_grows_by_ratios() -> None:
    assert [SCALE.top(step) for step in (0.0, 1.0, 1.5, 2.0, 9.0)] == pytest.approx([
        10.0,
        10.0,
        100.0,
        1000.0,
        1000.0,
    ])


def test_levels_are_one_and_three_times_powers_of_ten_or_fewer() -> None:
    assert SCALE.levels[:3].tolist() == [0.01, 0.03, 0.1]
    far = LogScale(0.0, 1e-9, np.array([1e20])).levels
    assert len(far) <= 24
    ratios = np.diff(np.log10(far))
    assert ratios == pytest.approx(np.full(len(ratios), ratios[0]))


def test_a_descent_that_arrives_is_seen_down_to_a_small_share_of_its_start() -> None:
    # At m = b = 0, E is the mean of y²; the least squares line by the normal equations.
    experiment = run(DATA, units=Units.OWN, start={"m": 0.0, "b": 0.0}, rate=0.15, steps=500)
    x, y = DATA.x.values, DATA.y.values
    best = float(np.mean((np.polyval(np.polyfit(x, y, 1), x) - y) ** 2))
    start = float(np.mean(y**2)) - best
    found = log_scale(experiment)
    assert found.base == pytest.approx(best)
    assert found.lowest == pytest.approx(start / 800)
    assert found.tops == pytest.approx(np.full(501, 2.5 * start))


def test_a_descent_that_has_not_arrived_is_not_below_the_scale() -> None:
    experiment = run(DATA, units=Units.OWN, start={"m": 0.0, "b": 0.0}, rate=0.15, steps=12)
    found = log_scale(experiment)
    last = float(found.above(experiment.trajectory.values)[-1])
    assert found.lowest == pytest.approx(min(last / 3, found.tops[0] / 2000))


def test_the_top_follows_a_runaway_so_far() -> None:
    experiment = run(DATA, units=Units.OWN, rate=0.9, steps=300)
    found = log_scale(experiment)
    heights = found.above(experiment.trajectory.values)
    assert (np.diff(found.tops) >= 0).all()
    assert (found.tops >= np.minimum(heights, found.tops[-1])).all()
    assert found.tops[-1] <= 1e12 * heights[0]


def test_a_start_at_the_best_fit_has_a_scale_too() -> None:
    exact = Dataset((Column("x", [1.0, 2.0, 3.0]),), Column("y", [1.0, 2.0, 3.0]))
    at_best = run(exact, units=Units.OWN, start={"m": 1.0, "b": 0.0}, rate=0.01, steps=3)
    found = log_scale(at_best)
    assert 0.0 < found.lowest < found.tops[0] < np.inf


def test_where_no_lowest_error_is_known_errors_are_seen_above_zero() -> None:
    steps = Dataset((Column("x", [0.0, 1.0, 2.0, 3.0]),), Column("y", [0.0, 0.0, 1.0, 1.0]))
    model = Model.from_formula(parse_formula("1/(1 + exp(-(w*x + b)))", ["x"]))
    found = log_scale(run(steps, model=model, loss=LOGLOSS, steps=20))
    assert found.base == 0.0


def test_a_start_at_the_best_fit_has_a_scale_around_the_best_error() -> None:
    line = Dataset((Column("x", [1.0, 2.0, 3.0]),), Column("y", [1.0, 3.0, 2.0]))
    # By hand: m = 1/2, b = 1, residuals −1/2, 1, −1/2, so E = (1/4 + 1 + 1/4) / 3 = 1/2.
    rests = log_scale(run(line, units=Units.OWN, start={"m": 0.5, "b": 1.0}, steps=3))
    assert rests.base == pytest.approx(0.5)
    assert rests.lowest < 0.5 < rests.top(0.0)
    assert rests.shares(np.zeros(2), rests.top(0.0)).tolist() == [0.0, 0.0]
