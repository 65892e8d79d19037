"""Where rows and a model stand in a picture of the data."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.standing import GRID, across, floor, samples

RANDOM = np.random.default_rng(3)
COLUMNS = RANDOM.normal(size=(3, 400))
Y = 2.0 * COLUMNS[0] - COLUMNS[1] + 0.5 * COLUMNS[2] + RANDOM.normal(size=400)


def _fitted(count: int, rows: int = 40) -> Experiment:
    """Descend on so many columns, all of them in one sum."""
    names = "pqr"[:count]
    columns = (Column(n, v[:rows]) for n, v in zip(names, COLUMNS, strict=False))
    formula = " + ".join(f"a_{n}*{n}" for n in names) + " + b"
    model = Model.from_formula(parse_formula(formula, list(names)))
    data = Dataset(tuple(columns), Column("y", Y[:rows]))
    return run(data, model=model, units=Units.ROUND)


def test_rows_of_one_column_stand_along_it() -> None:
    assert across(_fitted(1)).tolist() == COLUMNS[0, :40].tolist()


def test_rows_of_several_columns_stand_where_least_squares_guesses_them() -> None:
    table = np.column_stack([COLUMNS[:, :40].T, np.ones(40)])
    weights, *_ = np.linalg.lstsq(table, Y[:40])
    np.testing.assert_allclose(across(_fitted(3)), table @ weights, atol=1e-9)


def test_a_floor_holds_both_columns_with_room_around_them() -> None:
    ground = floor(_fitted(2).data)
    (left, bottom), (right, top) = COLUMNS[:2, :40].min(axis=1), COLUMNS[:2, :40].max(axis=1)
    assert ground.left == pytest.approx(left - 0.06 * (right - left))
    assert ground.top == pytest.approx(top + 0.06 * (top - bottom))


def test_a_model_of_one_column_is_evaluated_from_edge_to_edge() -> None:
    at = samples(_fitted(1), -1.0, 3.0, 5)
    assert at.across.tolist() == [-1.0, 0.0, 1.0, 2.0, 3.0]
    assert at.table.tolist() == [[-1.0], [0.0], [1.0], [2.0], [3.0]]


def test_a_model_of_two_columns_is_evaluated_on_a_grid_from_corner_to_corner() -> None:
    experiment = _fitted(2)
    at, ground = samples(experiment, -1.0, 3.0, 5), floor(experiment.data)
    assert len(at.table) == GRID**2
    assert set(at.across.tolist()) == {1.0}
    corners = at.table[[0, GRID - 1, -GRID, -1]]
    expected = [(x, z) for z in (ground.bottom, ground.top) for x in (ground.left, ground.right)]
    np.testing.assert_allclose(corners, expected)


def test_a_model_of_more_columns_is_evaluated_at_some_rows_in_their_order() -> None:
    experiment = _fitted(3, rows=400)
    at = samples(experiment, 0.0, 1.0, 5)
    assert len(at.across) == 300
    assert (np.diff(at.across) >= 0.0).all()
    assert {at.across[0], at.across[-1]} == {across(experiment).min(), across(experiment).max()}
    np.testing.assert_allclose(experiment.predict(experiment.best, at.table), at.across)
