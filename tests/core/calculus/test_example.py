"""The row that a derivation is followed with, and its numbers by hand."""

from typing import Any

import numpy as np
import pytest

from gdcore.calculus.example import example, example_row, turned
from gdcore.data.dataset import Column, Dataset
from gdcore.error.loss import LOGLOSS, MAE, MSE, Loss
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.formula.parsing import parse_formula


def objective(x: Any, y: Any, formula: str = "m*x + b", loss: Loss = MSE) -> Objective:
    model = Model.from_formula(parse_formula(formula, ["x"])) if formula != "m*x + b" else line()
    return Objective(model, loss, Dataset((Column("x", x),), Column("y", y)))


LINE = objective([3.0, 1.5, -4.0], [0.7, -0.25, 6.5])
START = np.array([-1.0, 1.0])


def test_the_numbers_of_a_row() -> None:
    # By hand: f = -1 * 3 + 1 = -2, r = 0.7 + 2 = 2.7, r squared = 7.29, 2 r (-x) = -16.2.
    one = objective([3.0], [0.7])
    shown = example(one, START)
    assert (shown.row, shown.x, shown.y) == (0, (3.0,), 0.7)
    assert (shown.prediction, shown.inside) == (-2.0, 2.7)
    assert shown.loss == pytest.approx(7.29)
    assert (shown.front, shown.factor) == (pytest.approx(5.4), -3.0)
    assert shown.slope == pytest.approx(-16.2)


def test_a_small_turn_takes_an_eighth_off_the_residual() -> None:
    shown = example(LINE, START)
    nearer = START + np.array([shown.small_turn, 0.0])
    left = shown.y - float(LINE.curve(nearer, np.array(shown.x))[0])
    assert left == pytest.approx(shown.inside * 7 / 8)


def test_where_the_parameter_does_nothing_it_is_not_turned() -> None:
    assert example(objective([0.0], [3.0]), START).small_turn == 0.0


@pytest.mark.parametrize(("answers", "turn"), [([1.0, 0.0], 1 / 6), ([0.0, 1.0], -1 / 6)])
def test_a_small_turn_of_a_log_loss_moves_no_prediction_far(
    answers: list[float], turn: float
) -> None:
    # f (1 - f) x is largest, 3/4, where x = 3: turned by a sixth, that prediction moves by 1/8.
    # Upward for a yes, so that the loss falls.
    some = objective([1.0, 3.0], answers, "sigmoid(w*x + b)", LOGLOSS)
    shown = example(some, np.zeros(2))
    expected = turn if shown.row == 0 else -turn
    assert shown.small_turn == pytest.approx(expected)


def test_the_absolute_loss_has_a_sign_in_front() -> None:
    shown = example(objective([3.0], [0.7], loss=MAE), START)
    assert (shown.loss, shown.front) == (pytest.approx(2.7), 1.0)


def test_the_log_loss_is_of_the_prediction() -> None:
    # At z = 0 the sigmoid is 1/2: the loss is log 2, its derivative by f is -2, f (1 - f) x = 3/4.
    yes = objective([3.0], [1.0], "sigmoid(w*x + b)", LOGLOSS)
    shown = example(yes, np.zeros(2))
    assert (shown.inside, shown.front, shown.factor) == (0.5, -2.0, 0.75)
    assert shown.loss == pytest.approx(np.log(2.0))


def test_a_loss_that_has_no_value_is_none() -> None:
    beyond = objective([3.0], [1.0], "w*x + b", LOGLOSS)
    assert np.isnan(example(beyond, np.array([-1.0, 0.0])).loss)


def test_a_row_whose_residual_gets_shorter_is_preferred() -> None:
    # Residuals 2.7, 0.25, 1.5: with x < 0 the last grows when the slope does.
    assert example_row(LINE, START) in (0, 1)


def test_without_such_a_row_any_that_gets_shorter_will_do() -> None:
    assert example_row(objective([-1.5, 3.0], [-4.25, 5.5]), np.array([2.0, 0.0])) == 0


def test_without_any_the_row_is_one_that_can_be_calculated() -> None:
    odd = objective([-900.0, 1.5], [1.0, 2.5], "a*exp(-k*x)")
    assert example_row(odd, np.array([1.0, 1.0])) == 1
    never = objective([-900.0, -901.0], [1.0, 2.5], "a*exp(-k*x)")
    assert example_row(never, np.array([1.0, 1.0])) == 0


def test_numbers_that_could_be_taken_for_each_other_are_avoided() -> None:
    # Residuals 3, 2.75: the first row has 3 twice, its x and its residual.
    twins = objective([3.0, 3.5], [5.0, 4.25], "m*x + b")
    assert example_row(twins, np.array([0.0, 2.0])) == 1


def test_few_digits_are_preferred() -> None:
    rows = objective([3.125, 3.0], [4.8125, 4.5])
    assert example_row(rows, np.array([1.0, 0.25])) == 1


def test_rounded_numbers_that_do_not_fit_are_avoided() -> None:
    # 0.0974 - (-2.07) = 2.1674 is 2.17 where 2.16 is the truth; 1.5 + 2.25 = 3.75 is the truth.
    odd = objective([1.0673, 1.25], [0.09742, 1.5])
    assert example_row(odd, np.array([-1.0, -1.0])) == 1


def test_a_row_that_hardly_misses_is_not_taken_for_its_digits() -> None:
    # Six rows with residuals 1.9 and more, all long numbers, and one of 0.5.
    x = np.array([3.0, *(3.0 + 0.123456 * np.arange(1, 7))])
    y = -x + np.array([1.5, *(2.91357 + 0.1 * np.arange(6))])
    assert example_row(objective(x, y), START) != 0


def test_numbers_of_thousands_are_taken_whole() -> None:
    # 4,000.4 is written 4,000, and 1,500.2 is 1,500: 2,500 is not 2,500.2 rounded otherwise.
    rows = objective([1500.2, 1500.0], [4000.4, 4000.0], "m*x")
    assert example_row(rows, np.array([1.0])) == 1


@pytest.mark.parametrize("index", [0, 1])
def test_a_knob_is_turned_until_some_prediction_has_moved_by_the_span(index: int) -> None:
    after = turned(LINE, START, index)
    moved = LINE.tangent(after)[1] - LINE.tangent(START)[1]
    assert np.abs(moved).max() == pytest.approx(6.75)
    assert (after != START).tolist() == [index == 0, index == 1]


def test_a_knob_without_effect_is_turned_by_the_span() -> None:
    assert turned(objective([0.0, 0.0], [1.0, 4.0]), START, 0)[0] == pytest.approx(2.0)
    assert turned(objective([0.0], [4.0]), START, 0)[0] == pytest.approx(0.0)


def test_the_curve_is_the_model_at_other_places() -> None:
    assert LINE.curve(START, np.array([0.0, 2.5])).tolist() == [1.0, -1.5]
    beyond = objective([1.0, 2.0], [1.0, 2.0], "a*exp(k*x)").curve(START, np.array([-1e3, 1e3]))
    assert beyond.tolist() == [0.0, -np.inf]


def test_the_numbers_of_a_row_of_two_columns() -> None:
    columns = (Column("p", [3.0]), Column("q", [-2.0]))
    model = Model.from_formula(parse_formula("a*p + c*q + b", ["p", "q"]))
    # By hand: f = 2 * 3 - 1 * -2 + 0.5 = 8.5, r = 1.5, and 2 r (-p) = -9.
    both = Objective(model, MSE, Dataset(columns, Column("y", [10.0])))
    shown = example(both, np.array([2.0, -1.0, 0.5]))
    assert (shown.x, shown.y, shown.prediction, shown.inside) == ((3.0, -2.0), 10.0, 8.5, 1.5)
    assert shown.slope == pytest.approx(-9.0)
