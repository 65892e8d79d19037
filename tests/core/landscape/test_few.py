"""A few rows that stand for all: which they are, and what they cost."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MAE, MSE, SSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.few import FewRows, few_rows

RANDOM = np.random.default_rng(8)
X = RANDOM.uniform(0.0, 10.0, 60)
Y = 2.0 + 0.7 * X + RANDOM.normal(size=60)


def experiment(formula: str | None = None, **options: object) -> Experiment:
    data = Dataset((Column("x", X),), Column("y", Y))
    model = Model.from_formula(parse_formula(formula, ["x"])) if formula else None
    return run(data, model=model, **options)  # pyright: ignore[reportArgumentType]


def test_residuals_are_actual_minus_predicted() -> None:
    few = FewRows(experiment(units=Units.OWN), (3, 5))
    # Of m x + b at m = 2, b = 1 and at m = 0, b = 4.
    thetas = np.array([[2.0, 1.0], [0.0, 4.0]])
    x, y = X[[3, 5]], Y[[3, 5]]
    np.testing.assert_allclose(few.residuals(thetas), [y - 2.0 * x - 1.0, y - 4.0])
    assert few.residuals(thetas[0]).shape == (2,)


@pytest.mark.parametrize("formula", [None, "a*exp(k*x)", "exp(k*x)"])
def test_measures_are_those_of_an_objective_of_these_rows_alone(formula: str | None) -> None:
    whole = experiment(formula, units=Units.OWN)
    few = FewRows(whole, (0, 7, 31))
    rows = Dataset((Column("x", X[[0, 7, 31]]),), Column("y", Y[[0, 7, 31]]))
    thetas = np.array([[0.1, 0.2], [0.3, -0.1]])[:, : len(whole.model.names)]
    for loss, got in ((MSE, few.mean_square), (MAE, few.mean_length), (MSE, few.error)):
        expected = Objective(whole.model, loss, rows).value(thetas)
        np.testing.assert_allclose(got(thetas), expected)
    added = FewRows(experiment(formula, units=Units.OWN, loss=SSE), (0, 7, 31))
    np.testing.assert_allclose(added.error(thetas), 3.0 * few.mean_square(thetas))


def test_a_few_rows_are_spread_over_the_predictor_and_over_the_residuals() -> None:
    whole = experiment()
    few = few_rows(whole, 9, 12, whole.best)
    order = np.argsort(X, kind="stable")
    groups = [int(np.flatnonzero(order == row)[0] * 9 // 60) for row in few.rows]
    # Sixty rows in nine groups: the first six of seven rows, the others of six.
    assert len(set(few.rows)) == 9
    assert groups == sorted(groups)
    assert 12 in few.rows
    signs = np.sign(few.residuals(whole.best))
    assert {-1.0, 1.0} <= set(signs.tolist())


def test_all_rows_are_taken_if_there_are_no_more() -> None:
    whole = experiment()
    few = few_rows(whole, 60, 0, whole.best)
    assert list(few.rows) == np.argsort(X).tolist()


@pytest.mark.parametrize("outliers", [(5,), (5, 17, 40), (2, 9, 31, 44, 58)])
def test_a_few_rows_err_about_as_much_as_all(outliers: tuple[int, ...]) -> None:
    y = Y.copy()
    y[list(outliers)] += 20.0
    whole = run(Dataset((Column("x", X),), Column("y", y)), units=Units.OWN)
    theta = np.array([0.7, 2.0])
    few = few_rows(whole, 9, outliers[0], theta)
    every = np.mean((y - 0.7 * X - 2.0) ** 2)
    assert every / 2.0 <= few.mean_square(theta) <= 2.0 * every or len(outliers) == 1


def test_rows_without_a_miss_are_as_good_as_others_without() -> None:
    whole = run(Dataset((Column("x", X),), Column("y", 0.5 * X)), units=Units.OWN)
    few = few_rows(whole, 9, 0, np.array([0.5, 0.0]))
    assert (few.residuals(np.array([0.5, 0.0])) == 0.0).all()
    nearly = np.where(np.arange(60) == 11, 9.0, 0.5 * X)
    whole = run(Dataset((Column("x", X),), Column("y", nearly)), units=Units.OWN)
    assert 11 in few_rows(whole, 9, 11, np.array([0.5, 0.0])).rows
