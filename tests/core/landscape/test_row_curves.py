"""What a curve of E is made of: sums over the first rows by hand, and rows that lie well apart."""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import MSE, SSE, Loss
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.row_curves import errors_of_first, herded, spread_order, spread_rows
from gdcore.section import Section, section

X, Y = [0.5, 2.0, 3.0, 7.0], [1.4, -1.9, 3.2, 0.3]
POINTS = np.array([[0.4, -1.2], [1.7, 0.3], [-2.0, 5.0]])


def _data(x: list[float], y: list[float]) -> Dataset:
    return Dataset((Column("x", x),), Column("y", y))


def _cut(x: list[float], y: list[float], formula: str = "m*x") -> Section:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return section(run(_data(x, y), model=model, units=Units.OWN), 1)


@pytest.mark.parametrize("loss", [MSE, SSE])
def test_errors_of_the_first_rows_are_added_one_by_one(loss: Loss) -> None:
    order, counts = [2, 0, 3, 1], [1, 3, 4]
    found = errors_of_first(Objective(line(), loss, _data(X, Y)), POINTS, order, counts)
    for k, count in enumerate(counts):
        for j, (m, b) in enumerate(POINTS.tolist()):
            squares = [(Y[i] - m * X[i] - b) ** 2 for i in order[:count]]
            expected = sum(squares) / (count if loss is MSE else 1)
            assert found[k, j] == pytest.approx(expected, rel=1e-12)


def test_all_rows_together_are_e() -> None:
    objective = Objective(line(), MSE, _data(X, Y))
    (found,) = errors_of_first(objective, POINTS, range(4), [4])
    np.testing.assert_allclose(found, objective.value(POINTS), rtol=1e-12)


def test_an_error_without_a_value_is_infinite() -> None:
    model = Model.from_formula(parse_formula("log(x + c)", ["x"]))
    objective = Objective(model, MSE, _data([1.0, 5.0], [0.0, 0.0]))
    # log(1 − 3) has no value, log(5 − 3) has.
    found = errors_of_first(objective, np.array([[-3.0]]), [1, 0], [1, 2])
    assert found.tolist() == [[pytest.approx(math.log(2.0) ** 2)], [math.inf]]


def test_rows_have_their_lowest_points_left_of_the_best_at_it_and_right() -> None:
    # The rows' own lowest points are y / x; that of x = 0 has none, and those of x = 1 bend little.
    x = [0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 4.0, 4.0, 4.0, 4.0, 4.0]
    y = [9.0, 5.0, -5.0, 2.0, 0.0, 1.0, 4.0, 8.0, 0.0, 3.0, 5.0]
    cut = _cut(x, y)
    assert spread_rows(cut, 100.0) == (8, 6, 7)
    # The best is (3 + 80) / (5 + 80) = 0.976: only 3/4, 4/4 and 5/4 are as near as 0.3.
    assert spread_rows(cut, 0.3) == (9, 6, 10)
    # If none is near, the three that are nearest.
    assert spread_rows(cut, 0.0) == (9, 6, 10)


def test_of_few_rows_there_are_as_many_as_are() -> None:
    assert spread_rows(_cut([1.0, 2.0], [1.0, 5.0]), 100.0) == (0, 1)
    assert spread_rows(_cut([0.0, 0.0, 2.0], [1.0, 1.0, 5.0]), 100.0) == (2,)


def test_where_no_prediction_changes_there_is_none() -> None:
    model = Model.from_formula(parse_formula("x + m**2", ["x"]))
    cut: Any = SimpleNamespace(
        objective=Objective(model, MSE, _data([1.0, 2.0], [3.0, 4.0])), best=np.zeros(1)
    )
    assert spread_rows(cut, 1.0) == ()


@given(st.integers(3, 400), st.data())
def test_the_order_has_each_row_once_and_begins_with_the_given_ones(
    count: int, data: st.DataObject
) -> None:
    first = data.draw(st.lists(st.integers(0, count - 1), max_size=3, unique=True))
    order = spread_order(count, first)
    assert sorted(order.tolist()) == list(range(count))
    assert order[: len(first)].tolist() == first


def test_any_beginning_of_the_order_is_spread_over_the_table() -> None:
    # Three-distance theorem: with n of N rows taken, gaps are under three times their mean.
    order = spread_order(1000, ())
    for count in (10, 37, 200):
        taken = np.sort(order[:count])
        gaps = np.diff(np.concatenate([[-1], taken, [1000]]))
        assert gaps.max() < 3 * 1000 / count


def test_rows_join_that_leave_the_mean_where_it_is() -> None:
    random = np.random.default_rng(8)
    curves = random.normal(size=(5, 60))
    order = herded(curves, 4, 16)
    assert order[:4].tolist() == [0, 1, 2, 3]
    assert len(set(order.tolist())) == 16
    first = curves[:, :4].mean(axis=1)
    off = [np.linalg.norm(curves[:, o].mean(axis=1) - first) for o in (order, np.arange(16))]
    assert off[0] < 0.2 * off[1]
    # Among those that are left, none is better as the first to join.
    joined = [np.linalg.norm((curves[:, :4].sum(axis=1) + c) / 5 - first) for c in curves[:, 4:].T]
    assert order[4] == 4 + int(np.argmin(joined))


def test_a_row_without_a_value_joins_last() -> None:
    curves = np.array([[1.0, np.nan, 1.0, 5.0], [1.0, 1.0, np.inf, 5.0]])
    assert set(herded(curves, 1, 4).tolist()[:2]) == {0, 3}
