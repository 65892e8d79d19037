"""The automatic start: a fair way to go for each parameter, whatever the data's answer is."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.arrays import Floats
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS, MAE, MSE, SSE, Loss, huber
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.region import region

N = 12
ANGLES = 2.0 * np.pi * np.arange(N) / N
U, V = np.sqrt(2.0) * np.cos(ANGLES), np.sqrt(2.0) * np.sin(ANGLES)
"""Of mean 0, standard deviation 1 and correlation 0."""
CORRELATIONS = [*np.linspace(-1.0, 1.0, 20), 0.0, -1e-3, 1e-3, -1e-15]


def correlated(r: float) -> Floats:
    return r * U + np.sqrt(1.0 - r**2) * V


def lesson(x: Floats, y: Floats, formula: str = "m*x + b", **options: Any) -> Experiment:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(Dataset((Column("x", x),), Column("y", y)), model=model, **options)


@pytest.mark.parametrize("r", CORRELATIONS)
def test_from_falling_data_to_rising_ones_a_bowl_is_a_bowl(r: float) -> None:
    done = lesson(30.0 + 4.0 * U, 7.0 + 0.2 * correlated(r), steps=60)
    # On standardised columns E = 1 − r² + (m − r)² + b²: the best fit is (r, 0), the bowl is round.
    start = np.array([1.0 if r < -1e-12 else -1.0, -1.0])
    assert done.trajectory.start.tolist() == start.tolist()
    moved = np.abs(done.trajectory.final - start)
    assert 0.49 < moved[1] / moved[0] < 1.01
    shown = region(done, 60)
    assert shown.reach[0] == pytest.approx(shown.reach[1], rel=1e-12)
    around = np.column_stack([np.cos(ANGLES), np.sin(ANGLES)])
    rim = done.objective.value(shown.section.best + shown.reach * around) - done.best_loss
    assert rim == pytest.approx(np.full(N, shown.reach[0] ** 2), rel=1e-9)


@pytest.mark.parametrize("loss", [MSE, SSE, MAE, huber(0.5)])
@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_the_side_is_the_best_fit_s_whatever_the_loss(loss: Loss, sign: float) -> None:
    done = lesson(U, sign * (U + 0.3 * V), loss=loss, steps=1)
    assert done.trajectory.start[0] == -sign
    assert done.best[0] * sign > 0.5


@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_yes_no_data_that_fall_are_met_from_the_other_side(sign: float) -> None:
    y = (sign * U + 2.0 * V > 0.5).astype(float)
    done = lesson(U, y, "sigmoid(w*x + b)", loss=LOGLOSS, steps=1)
    assert done.trajectory.start[0] == -sign
    assert done.best[0] * sign > 0.0


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(-3.0, 3.0), min_size=4, max_size=4),
    st.sampled_from(["p*x^2 + q*x + r", "p*x^3 + q*x^2 + r*x + s", "m*x", "m*x + n*abs(x) + b"]),
)
def test_no_parameter_of_a_linear_model_starts_beside_its_best(
    truth: list[float], formula: str
) -> None:
    x = np.linspace(1.0, 5.0, 9) + 0.1 * np.cos(np.arange(9.0))
    y = np.polyval(truth, x) + 0.3 * np.sin(3.0 * np.arange(9.0))
    done = lesson(x, y, formula, steps=1)
    assert (np.abs(done.trajectory.start) == 1.0).all()
    assert (np.abs(done.trajectory.start - done.best) > 1.0 - 1e-9).all()


@pytest.mark.parametrize("r", CORRELATIONS)
@pytest.mark.parametrize("x_mean", [0.0, 1.5, 40.0])
@pytest.mark.parametrize("y_mean", [0.0, -0.6, 300.0])
def test_on_raw_columns_each_parameter_has_a_part_in_the_error(
    r: float, x_mean: float, y_mean: float
) -> None:
    x, y = x_mean + U, y_mean + 2.0 * correlated(r)
    done = lesson(x, y, units=Units.OWN, steps=1)
    (m, b), line = done.trajectory.start, np.polyfit(x, y, 1)
    # From a tenth on of what the response's spread, or its size, asks for, 0 is far enough.
    assert m == (0.0 if abs(r) >= 0.1 else -2.0 if r > -1e-12 else 2.0)
    assert abs(b - line[1]) >= 0.1 * np.sqrt(np.mean(y**2))
    assert ([m, b] * line <= 1e-9).all()


def test_on_raw_columns_zero_is_the_start_where_it_is_a_fair_one() -> None:
    done = lesson(3.0 + U, 5.0 - 2.0 * U, units=Units.OWN, steps=1)
    assert done.trajectory.start.tolist() == [0.0, 0.0]
    # Through the origin the best intercept is 0; the response is √(4 · 26) = 10.2 in the root mean.
    through = lesson(5.0 + U, 2.0 * (5.0 + U), units=Units.OWN, steps=1)
    assert through.trajectory.start.tolist() == [0.0, -10.0]


def test_a_start_that_is_given_stays_and_the_rest_is_chosen() -> None:
    done = lesson(U, -U, start={"b": 0.25}, steps=1)
    assert done.trajectory.start.tolist() == [1.0, 0.25]


def test_a_curve_s_start_stays_on_the_side_where_the_curve_is_one() -> None:
    x = np.linspace(1.0, 9.0, 20)
    power = lesson(x, x**-1.5, "a*x^b", steps=1)
    assert power.trajectory.start.tolist() == [-1.0, -1.0]
    pole = lesson(x, 1.0 / (x + 2.0), "a/(x + h)", units=Units.OWN)
    assert pole.trajectory.start.tolist() == [0.0, 0.0]
    assert (pole.trajectory.points[:, 1] > -1.0).all()


def test_no_start_is_chosen_where_the_gradient_is_zero() -> None:
    # At a = w = 0 neither a nor w alone changes anything.
    done = lesson(np.linspace(0.0, 6.0, 30), np.sin(np.arange(30.0) / 4.0), "a*sin(w*x)",
                  units=Units.OWN, steps=1)  # fmt: skip
    assert done.trajectory.start.tolist() == [1.0, 1.0]


def test_a_start_already_the_best_on_all_data_is_left() -> None:
    level = lesson(U, np.zeros(N), units=Units.OWN, steps=1)
    assert level.trajectory.start.tolist() == [1.0, 1.0]


def test_a_given_start_with_no_gradient_is_told_with_another_that_has_one() -> None:
    x = np.linspace(0.0, 6.0, 30)
    y = np.sin(1.3 * x)
    done = lesson(x, y, "a*sin(w*x)", units=Units.OWN, start={"a": 0.0, "w": 0.0})
    assert np.ptp(done.trajectory.points) == 0.0
    assert done.trajectory.sentence.endswith(
        "The gradient is zero at the start, though that is not the best fit that was found, so no "
        "step moves. Another start would, such as a=1,w=1."
    )


def test_so_is_a_plateau_whose_gradient_is_too_small_for_a_number_of_steps() -> None:
    x = np.linspace(1.0, 3.0, 20)
    done = lesson(x, np.exp(-x), "exp(-k*x)", units=Units.OWN, start={"k": 300.0}, rate=1.0)
    # The slope there is about 2·E[x·exp(−x)·exp(−300 x)], of the order of exp(−301) or 1e-131.
    assert 0.0 < np.abs(done.objective.gradient(done.trajectory.start)[0]) < 1e-130
    assert "though that is not the best fit" in done.trajectory.sentence
    assert done.trajectory.sentence.endswith(" Another start would, such as k=0.")


def test_where_all_that_is_tried_is_level_or_no_number_half_the_best_fit_is_the_start() -> None:
    x = np.linspace(15.0, 40.0, 15)
    # At 0 the gradient is zero, from 1 on it is of the order of exp(−225).
    bell = lesson(x, np.exp(-((0.03 * x) ** 2)), "exp(-(k*x)^2)", units=Units.OWN)
    assert np.abs(bell.trajectory.start) == pytest.approx([0.015])
    assert (np.diff(bell.trajectory.values[:5]) < 0.0).all()
    logarithm = lesson(-x, np.log(0.5 * x), "log(h*x)", units=Units.OWN)
    assert logarithm.trajectory.start == pytest.approx([-0.25])
    assert (np.diff(logarithm.trajectory.values[:5]) < 0.0).all()


@pytest.mark.parametrize("start", [{"m": 40.0}, {"m": 0.0, "b": 0.0}, {"m": 1.0, "b": 1e-9}])
def test_on_a_bowl_no_start_but_the_best_has_no_gradient(start: dict[str, float]) -> None:
    done = lesson(U, 3.0 * U + V, units=Units.OWN, start=start, steps=2)
    assert "zero" not in done.trajectory.sentence
    assert done.trajectory.values[1] < done.trajectory.values[0]
