"""The first steps of a descent: made anew they are those of the path, and say what they saw."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.experiment import Experiment, run
from gdcore.landscape.first_steps import StepMade, first_steps
from gdcore.rules.recipes import RULES, rule_named, sampling_named

X, Y = np.array([1.0, 2.0, 4.0, 5.0]), np.array([3.0, 1.0, 2.0, 4.5])
NAMES = [name.replace(":B", ":0.7").replace(":D", ":0.4") for name in RULES]
HESSIAN = 2.0 * np.array([[(X**2).mean(), X.mean()], [X.mean(), 1.0]])


def made(rule: str, method: str = "batch", **options: float) -> Experiment:
    data = Dataset((Column("x", X),), Column("y", Y))
    rows = sampling_named(method, None if method == "batch" else 3)
    return run(data, units=Units.OWN, rule=rule_named(rule), sampling=rows, **options)


def slopes(m: float, b: float, rows: list[int]) -> list[float]:
    misses = m * X[rows] + b - Y[rows]
    return [2.0 * (misses * X[rows]).mean(), 2.0 * misses.mean()]


@pytest.mark.parametrize("name", NAMES)
def test_they_are_the_steps_of_the_path(name: str) -> None:
    done = made(name, steps=7)
    told = first_steps(done, 5)
    assert len(told) == 5
    points = done.trajectory.points[:6]
    assert np.diff(points, axis=0) == pytest.approx(np.array([s.change for s in told]), rel=1e-9)
    assert told[0].rows is None
    assert told[0].gradient == pytest.approx(slopes(*points[0], [0, 1, 2, 3]), rel=1e-9)


def test_each_says_which_rows_it_saw_and_their_gradient() -> None:
    done = made("momentum:0.7", "minibatch:2", rate=0.01, steps=4)
    for step, point in zip(first_steps(done, 9), done.trajectory.points, strict=False):
        assert step.rows is not None
        assert step.gradient == pytest.approx(slopes(*point, step.rows.tolist()), rel=1e-9)
    seen = [set(step.rows.tolist()) for step in first_steps(done, 9) if step.rows is not None]
    assert [len(rows) for rows in seen] == [2, 2, 2, 2]
    assert seen[0] | seen[1] == seen[2] | seen[3] == {0, 1, 2, 3}


def test_the_rate_of_an_exact_line_search_is_cauchy_s() -> None:
    # gᵀg / gᵀHg: Cauchy 1847; Nocedal and Wright 2006, equation 3.26.
    first = first_steps(made("line-search"), 1)[0]
    g = np.array(slopes(*made("line-search").trajectory.start, [0, 1, 2, 3]))
    assert first.rate == pytest.approx(g @ g / (g @ HESSIAN @ g), rel=1e-9)


def test_a_step_out_of_all_bounds_is_told_though_it_is_none_of_the_path() -> None:
    (only,) = first_steps(made("fixed", rate=1e308, steps=3), 3)
    assert not np.isfinite(only.change).all()


def test_where_the_gradient_is_zero_there_is_no_rate() -> None:
    assert StepMade(None, np.zeros(2), np.zeros(2)).rate == 0.0
