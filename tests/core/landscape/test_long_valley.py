"""A million steps by formula against powers of the step's matrix, written out from the data."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.experiment import run
from gdcore.landscape.long_valley import NEAR, SMALL_STEP, LongDescent, is_long, settled

RATE = 1e-4
RNG = np.random.default_rng(1)
X = 50.0 + 11.0 * RNG.normal(size=60)
Y = 20.0 + X + 5.0 * RNG.normal(size=60)


def long_descent(x: np.ndarray = X, y: np.ndarray = Y, rate: float = RATE) -> LongDescent:
    data = Dataset((Column("x", x),), Column("y", y))
    zero = {"m": 0.0, "b": 0.0}
    return LongDescent(run(data, units=Units.OWN, rate=rate, start=zero, steps=10))


def by_powers(steps: int) -> np.ndarray:
    """Multiply the matrix I − r H of one step, H = 2/n XᵀX, with itself."""
    table = np.column_stack([X, np.ones_like(X)])
    best = np.linalg.lstsq(table, Y)[0]
    step = np.eye(2) - RATE * 2.0 / len(X) * table.T @ table
    return best - np.linalg.matrix_power(step, steps) @ best


@pytest.mark.parametrize("steps", [0, 1, 10, 1_000, 1_000_000])
def test_any_step_is_where_the_powers_of_one_step_lead(steps: int) -> None:
    points = long_descent().points(np.array([float(steps)]))
    assert points[0] == pytest.approx(by_powers(steps), rel=1e-7, abs=1e-9)


def test_between_two_steps_it_is_straight() -> None:
    here, ahead = by_powers(3), by_powers(4)
    assert long_descent().at(3.25) == pytest.approx(0.75 * here + 0.25 * ahead)


def test_shares_of_the_error_and_of_the_way_are_those_of_sums_over_rows() -> None:
    descent = long_descent()
    slope, intercept = point = by_powers(1_000)
    best = by_powers(10**9)
    errors = [np.mean((Y - m * X - b) ** 2) for m, b in ((0.0, 0.0), (slope, intercept), best)]
    gone = (errors[0] - errors[1]) / (errors[0] - errors[2])
    assert float(descent.error_gone(point)) == pytest.approx(gone)
    assert float(descent.way_gone(point)) == pytest.approx(intercept / best[1])


def test_it_needs_the_steps_after_which_a_hundredth_is_left() -> None:
    needed, best = long_descent().steps_needed, by_powers(10**9)[1]
    left = [abs(1.0 - by_powers(step)[1] / best) for step in (needed - 1, needed)]
    assert left[0] > NEAR >= left[1]


def test_the_stop_rule_fires_at_the_first_short_step() -> None:
    stopped = long_descent().stopped
    lengths = [np.abs(by_powers(k) - by_powers(k - 1)).max() for k in range(1, stopped + 1)]
    assert min(lengths[:-1]) >= SMALL_STEP > lengths[-1]


def test_along_and_across_make_the_limit_and_a_step_s_share() -> None:
    table = np.column_stack([X, np.ones_like(X)])
    low, high = np.linalg.eigvalsh(2.0 / len(X) * table.T @ table)
    descent = long_descent()
    assert descent.limit == pytest.approx(2.0 / high)
    assert descent.kept_along == pytest.approx(RATE * low, rel=1e-6)
    assert descent.parts_along == round(1.0 / (RATE * low), 2 - len(str(int(1.0 / (RATE * low)))))


def test_a_valley_is_long_if_the_error_is_gone_and_the_way_is_not() -> None:
    assert is_long(long_descent())
    assert not is_long(long_descent(rate=1e-7))
    assert not is_long(long_descent((X - 50.0) / 8.0, Y, rate=0.3))


def test_a_way_is_settled_when_it_stays_within_a_hundredth() -> None:
    way = np.array([0.0, 9.95, 12.0, 9.91, 10.0])
    assert settled(way, 10.0, 10.0) == 3
    assert settled(way[:3], 10.0, -10.0) is None
    assert settled(way[3:], 10.0, 10.0) == 0
