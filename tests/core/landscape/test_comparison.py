"""What is shown of a lesson's squares follows from its data by rules."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MSE, SSE, Loss
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.comparison import comparison
from gdcore.landscape.missing import miss

RANDOM = np.random.default_rng(3)
X = RANDOM.uniform(0.5, 4.0, 30)
Y = 1.0 + 2.0 * X + RANDOM.normal(size=30)


def experiment(formula: str = "m*x + b", y: np.ndarray = Y, loss: Loss = MSE) -> Experiment:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    data = Dataset((Column("x", X),), Column("y", y))
    return run(data, model=model, units=Units.ROUND, loss=loss)


@pytest.mark.parametrize("formula", ["m*x + b", "m*x", "a*exp(k*x)"])
def test_the_model_is_turned_up_and_down_by_one_parameter(formula: str) -> None:
    shown = comparison(experiment(formula))
    few, k = shown.few, shown.chosen
    for model in (shown.worse, shown.better):
        assert np.flatnonzero(model != shown.theta).tolist() in ([k], [])
    before = float(few.mean_square(shown.theta))
    assert few.mean_square(shown.worse) == pytest.approx(1.5 * before, rel=0.05)
    values = shown.theta[k] + shown.reach * np.linspace(-1.0, 1.0, 2001)
    lowest = float(few.mean_square(shown.turned(values)).min())
    assert few.mean_square(shown.better) == pytest.approx(lowest, rel=1e-3)


@pytest.mark.parametrize(("loss", "most"), [(MSE, 9), (SSE, 4)])
def test_the_hero_is_the_row_that_shows_the_miss_best(loss: Loss, most: int) -> None:
    lesson = experiment(loss=loss)
    shown = comparison(lesson)
    first = miss(lesson)
    assert len(shown.few.rows) == most
    assert shown.few.rows[shown.hero] == first.row
    residual = abs(first.residual) / lesson.scaling.scales[-1]
    assert abs(shown.few.residuals(shown.theta)[shown.hero]) == pytest.approx(residual)


def test_the_highest_error_is_that_of_the_tie_s_end() -> None:
    shown = comparison(experiment())
    assert shown.tie is not None
    assert shown.highest == float(shown.few.error(shown.tie.models[-1]))
    alone = comparison(experiment("m*x"))
    assert alone.tie is None
    assert alone.highest == float(alone.few.error(alone.worse))


def test_a_model_that_cannot_be_turned_so_far_is_turned_as_far_as_it_goes() -> None:
    # A step from 0 to 1 of any steepness misses by no more than 1.
    lesson = experiment("1/(1 + exp(-(w*x + b)))", (X > 2.0).astype(float))
    shown = comparison(lesson)
    k = shown.chosen
    values = np.linspace(shown.theta[k] - shown.reach, shown.theta[k] + shown.reach, 2001)
    sides = np.sort(values[[0, -1]])
    squares = shown.few.mean_square(shown.turned(values))
    assert sides[0] <= shown.worse[k] <= sides[1]
    assert float(shown.few.mean_square(shown.worse)) <= squares.max() * (1.0 + 1e-9)


def yes_no(seed: int) -> Experiment:
    """Return rows that are no below a threshold and yes above it, with a little noise."""
    random = np.random.default_rng(seed)
    x = random.uniform(0.5, 4.0, 40)
    y = (2.0 + 0.5 * random.normal(size=40) < x).astype(float)
    model = Model.from_formula(parse_formula("1/(1 + exp(-(w*x + b)))", ["x"]))
    return run(Dataset((Column("x", x),), Column("y", y)), model=model)


def test_a_parameter_is_turned_whose_curve_has_a_valley() -> None:
    # Where a steep step fits best, E over w hardly rises as it gets steeper still. A threshold that
    # is too low misses the rows below it, one too high those above: E over b rises on both sides.
    shown = comparison(yes_no(1))
    assert shown.few.experiment.model.names[shown.chosen] == "b"
    values = shown.theta[shown.chosen] + shown.reach * np.linspace(-1.0, 1.0, 501)
    squares = shown.few.mean_square(shown.turned(values))
    assert squares[[0, -1]].min() > 1.5 * squares.min()
    assert comparison(experiment()).chosen == 0


def test_a_best_fit_that_is_endlessly_steep_does_not_turn_the_model_endlessly() -> None:
    lesson = yes_no(7)
    assert np.abs(lesson.best).max() > 100.0
    assert comparison(lesson).reach < 100.0
