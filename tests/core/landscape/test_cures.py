"""Three cures, counted again by rules that are written out here."""

import math

import numpy as np
import pytest

from gdcore.landscape.cures import MOMENTUM, MOST_STEPS, searched, standardised, with_momentum
from tests.core.landscape.test_long_valley import RATE, X, Y, long_descent

TABLE = np.column_stack([X, np.ones_like(X)])
HESSIAN = 2.0 / len(X) * TABLE.T @ TABLE
BEST = np.linalg.lstsq(TABLE, Y)[0]


def is_away(intercept: float) -> bool:
    return abs(intercept - BEST[1]) > 0.01 * abs(BEST[1])


def test_standardised_the_valley_is_round_and_each_step_keeps_one_share() -> None:
    # On standardised columns H = 2 I: a step leaves 1 − 2 r of the way, and the limit is 1.
    cure = standardised(long_descent())
    share = RATE / (2.0 / np.linalg.eigvalsh(HESSIAN)[1])
    assert cure.whole.rate == pytest.approx(share)
    assert cure.steps == math.ceil(math.log(0.01) / math.log(abs(1.0 - 2.0 * share)))
    assert cure.whole.original(cure.whole.trajectory.start) == pytest.approx([0.0, 0.0])


def test_the_search_takes_steps_to_the_lowest_place_along_the_slope() -> None:
    cure = searched(long_descent(), np.array([0.0, 0.0]))
    point, count = np.zeros(2), 0
    while is_away(point[1]):
        slope = HESSIAN @ (point - BEST)
        point = point - (slope @ slope) / (slope @ HESSIAN @ slope) * slope
        count += 1
    assert cure.steps == count
    assert cure.whole.trajectory.final == pytest.approx(point)


def test_a_search_with_bad_luck_is_given_up() -> None:
    descent = long_descent()
    cure = searched(descent, descent.at(10))
    assert cure.steps is None
    assert cure.whole.trajectory.steps == MOST_STEPS


def test_momentum_adds_a_share_of_the_last_step() -> None:
    cure = with_momentum(long_descent())
    point, last, away = np.zeros(2), np.zeros(2), 0
    for step in range(1, MOST_STEPS + 1):
        last = MOMENTUM * last - RATE * HESSIAN @ (point - BEST)
        point = point + last
        away = step if is_away(point[1]) else away
    assert cure.steps == away + 1
