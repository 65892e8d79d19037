"""Models that lengths call equal: on the level, and as far apart in squares as any."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.few import FewRows
from gdcore.landscape.ties import tie

X = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
Y = np.array([0.1, 1.4, 1.7, 3.3, 3.8, 5.2])


def experiment(x: np.ndarray, y: np.ndarray, formula: str = "m*x + b") -> Experiment:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(Dataset((Column("x", x),), Column("y", y)), model=model, units=Units.OWN)


def whole(experiment: Experiment) -> FewRows:
    return FewRows(experiment, tuple(range(experiment.data.n)))


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_lengths_stay_and_squares_rise(seed: int) -> None:
    random = np.random.default_rng(seed)
    x = np.sort(random.uniform(-3.0, 3.0, 8))
    few = whole(experiment(x, random.normal(size=8) + x))
    theta = few.experiment.best + random.uniform(0.05, 0.3, 2)
    found = tie(few, theta)
    if found is None:
        return
    np.testing.assert_allclose(few.mean_length(found.models), few.mean_length(theta), rtol=1e-12)
    squares = few.mean_square(found.models)
    assert squares[-1] == squares.max() > 1.1 * squares[0]
    # They are never seen to fall.
    assert (squares >= 0.98 * np.maximum.accumulate(squares)).all()


def test_where_squares_rise_all_the_way_the_ends_are_the_extremes_of_the_level() -> None:
    # Two more rows, far above and below, let all lines be within what was observed.
    lesson = experiment(np.append(X, [2.5, 2.5]), np.append(Y, [42.6, -37.4]))
    few = FewRows(lesson, tuple(range(6)))
    theta = few.experiment.best + np.array([0.12, 0.1])
    found = tie(few, theta)
    assert found is not None
    # The same level, walked by other rays, each crossing found by Brent's method.
    length = float(few.mean_length(theta))
    squares = []
    for angle in np.linspace(0.0, 2.0 * np.pi, 2000):
        way = np.array([np.cos(angle), 4.0 * np.sin(angle)])
        reach = brentq(lambda t, w=way: few.mean_length(few.experiment.best + t * w) - length, 0, 9)
        squares.append(float(few.mean_square(few.experiment.best + reach * way)))
    ends = few.mean_square(found.models[[0, -1]])
    assert ends == pytest.approx([min(squares), max(squares)], rel=0.02)


def test_models_far_outside_the_data_are_left_out() -> None:
    few = whole(experiment(X, Y))
    theta = few.experiment.best - np.array([0.2, 0.0])
    found = tie(few, theta)
    assert found is not None
    predicted = Y - few.residuals(found.models)
    room = 0.06 * np.ptp(Y)
    own = Y - few.residuals(theta)
    assert predicted.min() >= min(Y.min() - room, own.min())
    assert predicted.max() <= max(Y.max() + room, own.max())
    # Without that, lines with the same lengths would reach further.
    assert max(predicted.max() - Y.max(), Y.min() - predicted.min()) > 0.9 * room


def test_one_parameter_has_no_models_beside_each_other() -> None:
    few = whole(experiment(X, Y, "m*x"))
    assert tie(few, few.experiment.best + 0.2) is None


def test_the_best_fit_itself_has_no_tie() -> None:
    few = whole(experiment(X, Y))
    assert tie(few, few.experiment.best) is None


def test_squares_that_hardly_differ_are_no_tie() -> None:
    # Lines with the same mean length as y = 1, among rows at y = 0, go higher than 1 somewhere, and
    # so far outside what was observed.
    few = whole(experiment(X, np.zeros(6)))
    assert tie(few, np.array([0.0, 1.0])) is None
