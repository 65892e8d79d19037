"""What the parts of a board's lines are called."""

from typing import Any

import pytest

from gdcore.calculus.board import board
from gdcore.calculus.parts import named_parts, short_prediction
from gdcore.error.loss import MSE
from gdcore.error.model import Model
from gdcore.formula.parsing import parse_formula


def named(formula: str, index: int) -> dict[str, str]:
    model = model_of(formula)
    found = named_parts(model, board(model, MSE, model.parameters[index]))
    return {str(part).replace("[i]", ""): name for part, name in found.items()}


def model_of(formula: str) -> Model:
    return Model.from_formula(parse_formula(formula, ["x"]))


def test_of_a_sum_the_terms_with_the_parameter_are_moving() -> None:
    assert named("a*x**2 + c*x + d", 0) == {
        "a*x**2 + c*x + d": "prediction",
        "a*x**2": "moving",
        "c*x": "still",
        **{"a": "theta0", "c": "theta1", "d": "theta2"},
        **{"x": "data", "y": "response", "f": "prediction"},
    }


def test_a_term_that_is_a_parameter_is_called_by_that() -> None:
    assert named("m*x + b", 1)["b"] == "theta1"


def test_a_single_term_is_moving_or_still_as_a_whole() -> None:
    assert named("a*exp(k*x)", 1)["a*exp(k*x)"] == "moving"


@pytest.mark.parametrize(
    ("formula", "letter"),
    [("m*x + b", "f"), ("f*x + g", "h"), ("f*x**5 + g*x**4 + h*x**3 + q*x**2 + s*x + v", "f_g_h_")],
)
def test_the_letter_for_the_prediction_is_not_taken(formula: str, letter: Any) -> None:
    model = model_of(formula)
    name = str(short_prediction(model).base)
    assert name.startswith(letter)
    assert name not in model.names
