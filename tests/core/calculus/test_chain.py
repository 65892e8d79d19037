"""A row's loss taken apart: together it is the loss again, and slopes are differences."""

from typing import Any

import numpy as np
import pytest
import sympy

from gdcore.calculus.chain import chain, sees_residual, square
from gdcore.error.loss import LOGLOSS, MAE, MSE, PREDICTION, SSE, Loss, huber
from gdcore.error.model import RESPONSE, Model, line
from gdcore.formula.parsing import parse_formula

SMALL = 1e-6


def _model(formula: str) -> Model:
    return Model.from_formula(parse_formula(formula, ["x"]))


@pytest.mark.parametrize(
    ("loss", "outer", "slope"),
    [(MSE, "r**2", "2*r"), (SSE, "r**2", "2*r"), (MAE, "Abs(r)", "sign(r)")],
)
def test_the_residual_is_inside_and_what_is_made_of_it_outside(
    loss: Loss, outer: str, slope: str
) -> None:
    taken = chain(line(), loss, line().parameters[0], 1.0, 0.0)
    assert (str(taken.outer), str(taken.outer_slope)) == (outer, slope)
    assert (str(taken.inner_slope), str(taken.letter)) == ("-x", "r")


@pytest.mark.parametrize(("prediction", "slope"), [(0.7, "r"), (-1.5, "2*sign(r)")])
def test_the_piece_of_a_loss_that_applies(prediction: float, slope: str) -> None:
    # Huber with delta 2: r² / 2 as far as 2, then 2 (|r| − 1).
    assert (
        str(chain(line(), huber(2.0), line().parameters[0], 1.0, prediction).outer_slope) == slope
    )


@pytest.mark.parametrize(("response", "outer"), [(1.0, "-log(p)"), (0.0, "-log(1 - p)")])
def test_the_prediction_is_inside_a_log_loss(response: float, outer: str) -> None:
    model = _model("sigmoid(w*x + b)")
    taken = chain(model, LOGLOSS, model.parameters[0], response, 0.4)
    assert (str(taken.outer), taken.inner) == (outer, model.expression)
    assert sees_residual(MSE)
    assert not sees_residual(LOGLOSS)


def test_a_letter_that_the_formula_has_is_not_taken() -> None:
    model = _model("r*x + u")
    assert chain(model, MSE, model.parameters[0], 1.0, 0.0).letter.name == "v"


@pytest.mark.parametrize("formula", ["m*x + b", "a*exp(k*x)", "a*x**3 + b*x", "a*sin(w*x) + c"])
@pytest.mark.parametrize("loss", [MSE, MAE, huber(0.5)])
@pytest.mark.parametrize("numbers", [(0.7, 1.3, 0.9, 1.6), (1.9, 0.4, 1.1, 0.3)])
def test_the_product_of_both_slopes_is_the_derivative(
    formula: str, loss: Loss, numbers: tuple[float, ...]
) -> None:
    model = _model(formula)
    *theta, x, y = (*numbers[: len(model.parameters)], *numbers[-2:])
    values: dict[Any, float] = dict(zip(model.parameters, theta, strict=True))
    values |= {model.predictors[0]: x, RESPONSE: y}
    predicted = float(model.expression.subs(values))
    for parameter in model.parameters:
        taken = chain(model, loss, parameter, y, predicted)
        inside = float(taken.inner.subs(values))
        found = float(taken.inner_slope.subs(values))
        found *= float(taken.outer_slope.subs(taken.letter, inside))
        row = loss.row.xreplace({PREDICTION: model.expression})
        sides = (values | {parameter: values[parameter] + side} for side in (SMALL, -SMALL))
        ends = [float(row.subs(beside)) for beside in sides]
        assert found == pytest.approx((ends[0] - ends[1]) / (2.0 * SMALL), rel=1e-4, abs=1e-4)
        assert float(taken.whole.subs(values)) == pytest.approx(float(row.subs(values)))


def test_the_grown_square_is_the_sum_of_its_parts() -> None:
    grown = square()
    assert sympy.expand(grown.whole - grown.parts) == 0
    assert grown.parts.args[0] == grown.area or grown.area in grown.parts.args
    assert (grown.area, grown.exponent) == (grown.side**2, 2)
    u = np.linspace(-2.0, 2.0, 9)
    found = sympy.lambdify(grown.side, grown.slope)(u)
    np.testing.assert_allclose(
        found, ((u + SMALL) ** 2 - (u - SMALL) ** 2) / (2 * SMALL), atol=1e-8
    )
