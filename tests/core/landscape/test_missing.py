"""A model that visibly misses: by how much, with which digits, and told by which row."""

from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape import missing
from gdcore.landscape.missing import miss

_RANDOM = np.random.default_rng(20261128)
X = _RANDOM.uniform(0.5, 4.0, 60)
NOISE = _RANDOM.normal(size=60)


def _fitted(x: Any, y: Any, formula: str | None = None, **options: Any) -> Experiment:
    data = Dataset((Column("x", x),), Column("y", y))
    model = Model.from_formula(parse_formula(formula, ["x"])) if formula else None
    return run(data, model=model, **options)


SOUND = {
    "line": lambda: _fitted(X, 3.0 * X + NOISE, units=Units.OWN),
    "round": lambda: _fitted(200 + 10 * X, 4000 + 900 * X + 400 * NOISE, units=Units.ROUND),
    "falling": lambda: _fitted(X, 3.0 - 2.0 * X + NOISE),
    "far from zero": lambda: _fitted(1e4 + X, 3.0 * X + NOISE, units=Units.OWN),
    "perfect": lambda: _fitted(X, 3.0 * X + 1.0),
    "through zero": lambda: _fitted(X, 3.0 * X + NOISE, "m*x", units=Units.OWN),
    "exponential": lambda: _fitted(X, np.exp(0.7 * X) + NOISE, "a*exp(k*x)", units=Units.OWN),
    "alike": lambda: _fitted(X, 3.0 * X + NOISE, "a*x + b*x + c", units=Units.OWN),
    "yes and no": lambda: _fitted(
        X, (2.0 + 0.5 * NOISE < X).astype(float), "sigmoid(w*x + b)", loss=LOGLOSS
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_predictions_are_off_by_a_good_part_of_the_spread(name: str) -> None:
    experiment = SOUND[name]()
    found, x, y = miss(experiment), experiment.data.x.values, experiment.data.y.values
    off = experiment.predict(found.theta, x) - experiment.predict(experiment.best, x)
    assert 0.1 <= np.sqrt(np.mean(off**2)) / np.std(y) <= 0.7
    moved = found.theta != experiment.best
    assert moved.sum() == min(2, moved.size)


@pytest.mark.parametrize("name", SOUND)
def test_the_row_has_a_residual_that_is_seen(name: str) -> None:
    experiment = SOUND[name]()
    found, y = miss(experiment), experiment.data.y.values
    assert found.x == experiment.data.x.values[found.row]
    assert found.actual == y[found.row]
    assert found.predicted + found.residual == pytest.approx(found.actual)
    assert abs(found.residual) >= 0.1 * np.ptp(y)


def test_a_line_is_turned_flatter_and_raised_and_its_numbers_are_round() -> None:
    # Four rows about y = 2 x: least squares by hand gives m = 2, b = 0.
    found = miss(_fitted([-1.0, 1.0, -1.0, 1.0], [-3.0, 1.0, -1.0, 3.0], units=Units.OWN))
    m, b = found.theta.tolist()
    assert 0.0 < m < 2.0
    assert b > 0.0
    # One digit each: both are moved by 0.45 √5 / √2 = 0.71, and are round to tenths.
    assert (m, b) == (pytest.approx(1.3), pytest.approx(0.7))
    assert found.predicted == pytest.approx(1.3 * found.x + 0.7)


def test_the_row_with_room_beside_it_is_taken_and_the_longer_residual() -> None:
    # All rows but three are close to the line; two of these miss by less than the third.
    x = np.linspace(0.0, 10.0, 41)
    y = x + 0.01 * np.cos(37.0 * x)
    y[12] += 2.2
    y[20] += 3.5
    y[28] -= 2.5
    assert miss(_fitted(x, y, units=Units.OWN)).row == 20


def test_a_row_in_the_crowd_is_not_taken() -> None:
    x = np.concatenate([np.full(30, 3.0) + 0.01 * np.arange(30), np.linspace(5.0, 10.0, 12)])
    y = np.concatenate([6.0 + 0.05 * np.arange(30), np.linspace(5.0, 10.0, 12)])
    assert miss(_fitted(x, y, units=Units.OWN)).row >= 30


def test_the_start_is_shown_where_no_round_step_leads_off_as_wanted() -> None:
    # A threshold separates these: the best curve is a cliff, whose parameters hardly matter.
    experiment = _fitted(X, (X > 2.0).astype(float), "sigmoid(w*x + b)", loss=LOGLOSS)
    assert miss(experiment).theta.tolist() == experiment.trajectory.start.tolist()


@pytest.mark.parametrize("level", [7.0, 0.0])
def test_a_response_that_does_not_vary_has_a_model_that_misses_too(level: float) -> None:
    found = miss(_fitted(X, np.full(60, level), units=Units.OWN))
    assert abs(found.residual) > 0.0


def test_of_very_many_rows_some_evenly_spaced_ones_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(missing, "_ROWS", 20)
    experiment = SOUND["line"]()
    found = miss(experiment)
    assert found.row in experiment.data.spaced(20)
    assert found.actual == experiment.data.y.values[found.row]
    m, b = found.theta
    off = (m - experiment.best[0]) * X + b - experiment.best[1]
    assert 0.1 < np.sqrt(np.mean(off**2)) / experiment.data.y.std < 0.7
