"""Restarts: never worse than any single run, and where they begin."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.arrays import frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.descent.loop import descend
from gdcore.descent.restarts import Restarts, restart, scattered
from gdcore.descent.sampling import Batches, Shuffled
from gdcore.descent.stopping import Stop
from gdcore.descent.trajectory import Status, Trajectory
from gdcore.error.loss import MSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.rules.momentum import HeavyBall
from gdcore.rules.update import FixedRate, SteepestDescent, Update

x, w, p = sympy.symbols("x w p", real=True)
TIMES = np.linspace(0.0, 6.0, 25)
WAVE = Objective(
    Model(sympy.sin(w * x + p), (x,), (w, p)),
    MSE,
    Dataset((Column("x", TIMES),), Column("y", np.sin(2.0 * TIMES + 0.5))),
)
"""A wave of frequency 2: many frequencies are valleys of their own, only one reaches E = 0."""

PLAIN = Update(SteepestDescent(), FixedRate(0.02))


def ending_at(value: float, work: float = 5.0) -> Trajectory:
    return Trajectory(frozen([[0.0]]), frozen([value]), Status.EXHAUSTED, "", frozen([work]))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 8))
def test_the_result_is_never_worse_than_any_single_run(seed: int, count: int) -> None:
    starts = scattered([0.0, -2.0], [4.0, 2.0], count, seed)
    found = restart(WAVE, PLAIN, starts, 60)
    singles = [descend(WAVE, PLAIN, start, 60).values[-1] for start in starts]
    assert found.best.values[-1] <= min(singles)
    assert [run.values[-1] for run in found.runs] == singles


def test_many_starts_find_the_valley_that_one_start_misses() -> None:
    stuck = descend(WAVE, PLAIN, frozen([0.3, 0.0]), 3000)
    found = restart(WAVE, PLAIN, scattered([0.0, -2.0], [4.0, 2.0], 12, seed=1), 3000)
    assert stuck.values[-1] > 0.1
    assert found.best.values[-1] < 1e-6


def test_of_equal_ends_the_first_is_chosen_and_work_is_added_up() -> None:
    found = Restarts((ending_at(3.0), ending_at(2.0, 7.0), ending_at(2.0)))
    assert found.chosen == 1
    assert found.best is found.runs[1]
    assert found.work == 17.0


def test_a_run_that_diverged_does_not_win() -> None:
    line = Objective(
        Model(w * x, (x,), (w,)), MSE, Dataset((Column("x", [1.0, 2.0]),), Column("y", [2.0, 4.0]))
    )
    found = restart(line, Update(HeavyBall(0.9), FixedRate(5.0)), [[2.0], [3.0]], 100)
    assert [run.status for run in found.runs] == [Status.EXHAUSTED, Status.DIVERGED]
    assert found.chosen == 0


def test_stops_and_sampling_reach_each_run() -> None:
    starts = frozen([[1.9, 0.4], [2.1, 0.6]])
    stops, sampling = (Stop("gradient", 1e-3),), Batches(5, Shuffled(3))
    found = restart(WAVE, PLAIN, starts, 5000, stops, sampling)
    for run, start in zip(found.runs, starts, strict=True):
        alone = descend(WAVE, PLAIN, start, 5000, stops, sampling)
        assert run.fired == stops[0]
        assert run.points.tolist() == alone.points.tolist()


def test_there_is_no_restart_without_a_start() -> None:
    with pytest.raises(ValueError, match=r"^`starts` must hold at least one point, got none$"):
        restart(WAVE, PLAIN, [], 10)


corner = st.floats(-1e6, 1e6)


@given(st.tuples(corner, corner), st.tuples(corner, corner), st.integers(0, 2**32))
def test_starts_lie_in_the_box_and_more_starts_begin_with_the_fewer(
    one: tuple[float, float], other: tuple[float, float], seed: int
) -> None:
    low, high = np.minimum(one, other), np.maximum(one, other)
    starts = scattered(low, high, 9, seed)
    slack = 1e-15 * np.abs([low, high]).max()
    assert starts.shape == (9, 2)
    assert ((starts >= low - slack) & (starts <= high + slack)).all()
    assert starts[:4].tolist() == scattered(low, high, 4, seed).tolist()


def test_starts_are_spread_evenly() -> None:
    # 4000 values on [−3, 5]: mean 1 and variance 64/12 = 5.333; four standard errors are 0.146 and
    # 0.302 (the fourth central moment of the uniform is 8⁴/80, so var s² = (51.2 − 28.4)/4000).
    starts = scattered([-3.0], [5.0], 4000, seed=12)
    assert starts.mean() == pytest.approx(1.0, abs=0.146)
    assert starts.var() == pytest.approx(64 / 12, abs=0.302)


def test_the_widest_box_does_not_overflow() -> None:
    assert np.isfinite(scattered([-1.7e308], [1.7e308], 50, seed=0)).all()


def test_a_box_may_be_a_point() -> None:
    assert scattered([2.5], [2.5], 1, seed=0).tolist() == [[2.5]]


@pytest.mark.parametrize(
    ("low", "high", "count", "seed", "message"),
    [
        ([0.0], [1.0, 2.0], 1, 0, r"^`low` and `high` must have one shape \(p,\), got \(1,\) and"),
        (0.0, 1.0, 1, 0, r"^`low` and `high` must have one shape \(p,\), got \(\) and \(\)"),
        ([0.0, 2.0], [1.0, 1.9], 1, 0, r"^`low` must be at most `high`, both finite, got "),
        ([-np.inf], [1.0], 1, 0, r"^`low` must be at most `high`, both finite, got "),
        ([0.0], [np.inf], 1, 0, r"^`low` must be at most `high`, both finite, got "),
        ([0.0], [1.0], 0, 0, r"^`count` must be 1 or more, got 0$"),
        ([0.0], [1.0], 1, -1, r"^`seed` must be 0 or more, got -1$"),
    ],
)
def test_boxes_counts_and_seeds_out_of_range_are_refused(
    low: object, high: object, count: int, seed: int, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        scattered(low, high, count, seed)
