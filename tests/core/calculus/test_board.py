"""A board's lines against those written by hand, and against central differences."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import sympy

from gdcore.calculus.board import INSIDE, Board, board, has_board, of_row
from gdcore.calculus.rules import Rule
from gdcore.error.loss import LOGLOSS, MAE, MSE, SSE, Loss, huber
from gdcore.error.model import RESPONSE, Model, line
from gdcore.formula.functions import Sigmoid
from gdcore.formula.parsing import parse_formula
from gdcore.typeset.expressions import plain_text


def model_of(formula: str) -> Model:
    return Model.from_formula(parse_formula(formula, ["x"]))


def made(formula: str, loss: Loss, index: int = 0) -> Board:
    model = model_of(formula)
    return board(model, loss, model.parameters[index])


def told(lines: Any) -> list[str]:
    return [plain_text(line.expression).replace("[i]", "") for line in lines]


LOGISTIC = "1/(1 + exp(-(w*x + b)))"
FORMULAS = (
    *("m*x + b", "m*x", "a*exp(k*x)", "a*x**3 + b*x**2 + c*x + d", LOGISTIC, "sigmoid(w*x + b)"),
    *("a*sin(w*x)", "a*log(x + c)", "(k*x)**2 + c", "a*x**b", "a*x/(c + x)", "k*x*exp(k*x)"),
)
CASES = [(f, loss) for f in FORMULAS for loss in (MSE, SSE, MAE)]
CASES += [(LOGISTIC, LOGLOSS), ("sigmoid(w*x + b)", LOGLOSS), ("0.2 + a*x/9", LOGLOSS)]


def test_a_line_takes_a_line_for_the_outside_and_one_for_the_inside() -> None:
    shown = made("m*x + b", MSE)
    assert (shown.outer, shown.outer_slope) == (INSIDE**2, 2 * INSIDE)
    assert told(shown.lines) == ["Derivative(y - (m*x + b), m)", "-x"]
    assert shown.is_residual
    assert shown.is_worked_out_at_once
    assert shown.shortened is None


def test_of_the_other_parameter_only_the_last_factor_differs() -> None:
    first, second = (made("m*x + b", MSE, k) for k in (0, 1))
    assert (first.outer_slope, first.inside) == (second.outer_slope, second.inside)
    assert told(second.lines)[-1] == "-1"
    assert first.is_direct
    assert second.is_direct


def test_what_takes_lines_or_is_no_residual_cannot_be_read_off() -> None:
    assert not made("a*exp(k*x)", MSE, 1).is_direct
    assert not made("0.2 + a*x/9", LOGLOSS).is_direct


def test_a_chain_in_the_inside_takes_a_line_of_its_own() -> None:
    shown = made("a*exp(k*x)", MSE, 1)
    assert told(shown.lines) == [
        "Derivative(y - a*exp(k*x), k)",
        "-a*exp(k*x)*Derivative(k*x, k)",
        "-a*exp(k*x)*x",
    ]
    assert not shown.is_worked_out_at_once
    assert shown.lines[1].rules[-1] is Rule.CHAIN
    assert Rule.CHAIN not in shown.lines[2].rules


@pytest.mark.parametrize("formula", [LOGISTIC, "sigmoid(w*x + b)"])
def test_the_log_loss_of_a_sigmoid_is_prediction_less_response(formula: str) -> None:
    # Bishop, Pattern Recognition and Machine Learning (2006), equation (4.91): (y_n - t_n) phi_n.
    shown = made(formula, LOGLOSS)
    w, b = model_of(formula).parameters
    x, y = (
        of_row(symbol, model_of(formula)) for symbol in (sympy.Symbol("x", real=True), RESPONSE)
    )
    assert not shown.is_residual
    assert shown.shortened is not None
    front, factor = shown.shortened
    assert sympy.simplify(front - (Sigmoid(w * x + b) - y)) == 0
    assert factor == x
    assert made(formula, LOGLOSS, 1).shortened == (front, 1)


def test_a_sum_that_is_no_sigmoid_is_not_taken_for_one() -> None:
    assert made("1/(2 + exp(-x*w))", LOGLOSS).shortened is None
    assert made("1/(1 + exp(w*x) + exp(b))", LOGLOSS).shortened is None


@pytest.mark.no_cover
@pytest.mark.parametrize(("formula", "loss"), CASES, ids=lambda case: getattr(case, "name", case))
def test_each_line_is_equal_to_the_row_loss_derivative(formula: str, loss: Loss) -> None:
    model = model_of(formula)
    for parameter in model.parameters:
        for known, expected in samples(model, loss, parameter):
            for shown in board(model, loss, parameter).whole:
                assert value(shown.expression, known) == pytest.approx(expected, rel=1e-6, abs=1e-8)


def samples(model: Model, loss: Loss, parameter: Any) -> Iterator[tuple[dict[Any, float], float]]:
    """Yield generic points, and the row's loss differentiated there by central differences."""
    random = np.random.default_rng(20261128)
    symbols = [*model.parameters, *(of_row(x, model) for x in model.predictors)]
    row = of_row(loss.row.xreplace({sympy.Symbol("f", real=True): model.expression}), model)
    y = 1.0 if loss.yes_no else 2.7
    for _ in range(2):
        known = dict(zip(symbols, random.uniform(0.4, 1.3, len(symbols)).tolist(), strict=True))
        known[of_row(RESPONSE, model)] = y
        step = 1e-5
        low, high = (
            value(row, known | {parameter: known[parameter] + sign * step}) for sign in (-1, 1)
        )
        yield known, (high - low) / (2.0 * step)


def value(expression: Any, known: dict[Any, float]) -> float:
    """Evaluate a line, its standing derivatives taken by sympy."""
    done = expression.replace(sympy.Derivative, lambda f, p: sympy.diff(f, p[0]))
    done = done.replace(Sigmoid, lambda z: 1 / (1 + sympy.exp(-z)))
    return float(done.subs(known))


def test_the_lines_together_begin_with_the_question() -> None:
    question, chained, result = made("m*x + b", MSE).whole
    assert plain_text(question.expression) == "Derivative((y[i] - (m*x[i] + b))**2, m)"
    assert (question.rules, chained.rules) == ((), (Rule.CHAIN,))
    assert result.expression.args[-1] == made("m*x + b", MSE).factor
    *_, last = made(LOGISTIC, LOGLOSS).whole
    assert last.rules == (Rule.SIMPLIFY,)


@pytest.mark.parametrize("loss", [MSE, SSE, MAE, LOGLOSS])
def test_a_loss_of_one_formula_has_a_board(loss: Loss) -> None:
    assert has_board(loss)


def test_a_loss_of_pieces_has_none() -> None:
    assert not has_board(huber(0.5))


def test_a_board_is_made_once() -> None:
    model = line()
    assert board(model, MSE, model.parameters[0]) is board(line(), MSE, model.parameters[0])


def test_a_square_has_its_exponent_and_a_number_in_front() -> None:
    shown = made("m*x + b", MSE)
    assert (shown.exponent, shown.multiple) == (2, 2)
    assert made("m*x + b", MAE).exponent == 1


@pytest.mark.parametrize(
    ("formula", "moving"), [("m*x + b", "m*x[i]"), ("a*x**2 + b*x + a", "a*x[i]**2 + a")]
)
def test_the_rest_of_the_prediction_does_not_change(formula: str, moving: str) -> None:
    assert plain_text(made(formula, MSE).moving) == moving
    assert plain_text(made("a*exp(k*x)", MSE, 1).moving) == "a*exp(k*x[i])"
