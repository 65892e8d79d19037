"""Losses of one row, against definitions, scipy and central differences."""

import math

import numpy as np
import pytest
import scipy.special
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import log_loss

from gdcore.error.loss import LOGLOSS, LOSSES, MAE, MSE, PREDICTION, SSE, Loss, huber, loss_named
from gdcore.error.model import RESPONSE

reals = st.floats(-50, 50)


def at(expression: sympy.Expr, y: float, f: float) -> float:
    return float(expression.subs({RESPONSE: y, PREDICTION: f}))


@settings(deadline=None)
@given(reals, reals)
def test_squares_and_absolute_values(y: float, f: float) -> None:
    assert at(MSE.row, y, f) == at(SSE.row, y, f) == pytest.approx((y - f) ** 2, rel=1e-12)
    assert at(MAE.row, y, f) == pytest.approx(abs(y - f), rel=1e-12)


@settings(deadline=None)
@given(reals, reals, st.floats(0.01, 30))
def test_huber_is_scipys(y: float, f: float, delta: float) -> None:
    expected = float(scipy.special.huber(delta, y - f))
    assert at(huber(delta).row, y, f) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@settings(deadline=None)
@given(st.sampled_from([0, 1]), st.floats(1e-6, 1 - 1e-6))
def test_log_loss_is_sklearns(y: int, probability: float) -> None:
    expected = log_loss([y], [probability], labels=[0, 1])
    assert at(LOGLOSS.row, y, probability) == pytest.approx(expected, rel=1e-9)


@settings(deadline=None)
@given(st.sampled_from([MSE, MAE, huber(0.7), LOGLOSS]), st.floats(0.1, 0.9), st.floats(2.5, 3.5))
def test_slope_is_the_derivative(loss: Loss, f: float, y: float) -> None:
    # Away from kinks: |y - f| lies between 1.6 and 3.4, beyond Huber's 0.7.
    step = 1e-5
    difference = (at(loss.row, y, f + step) - at(loss.row, y, f - step)) / (2 * step)
    assert at(loss.slope, y, f) == pytest.approx(difference, rel=1e-6)


def test_huber_joins_smoothly() -> None:
    loss, step = huber(1.5), 1e-9
    inside, outside = at(loss.slope, 0.0, 1.5 - step), at(loss.slope, 0.0, 1.5 + step)
    assert inside == pytest.approx(1.5, abs=1e-8)
    assert outside == 1.5


def test_subgradient_at_the_kink_is_zero() -> None:
    assert at(MAE.slope, 3.0, 3.0) == 0.0


def test_only_squares_are_quadratic_and_only_corners_are_not_smooth() -> None:
    quadratic = {name for name, loss in LOSSES.items() if loss.is_quadratic}
    smooth = {name for name, loss in LOSSES.items() if loss.is_smooth}
    assert quadratic == {"mse", "sse"}
    assert smooth == {"mse", "sse", "logloss"}
    assert {name for name, loss in LOSSES.items() if loss.yes_no} == {"logloss"}


def test_curvature_is_by_the_prediction() -> None:
    # Of −y log f − (1 − y) log(1 − f): y/f² + (1 − y)/(1 − f)².
    assert at(LOGLOSS.curvature, 1.0, 0.25) == pytest.approx(16.0, rel=1e-14)
    assert at(LOGLOSS.curvature, 0.0, 0.75) == pytest.approx(16.0, rel=1e-14)


def test_fourth_powers_are_a_polynomial_but_no_parabola() -> None:
    quartic = Loss("quartic", "sum of fourth powers", (RESPONSE - PREDICTION) ** 4, averaged=False)
    assert at(quartic.curvature, 3.0, 1.0) == 48.0
    assert not quartic.is_quadratic
    assert quartic.is_smooth


def test_straight_pieces_are_neither_a_parabola_nor_smooth() -> None:
    # The pinball loss, whose mean is lowest at the 0.9-quantile: 0.9 r above, −0.1 r below.
    miss = RESPONSE - PREDICTION
    row = sympy.Piecewise((9 * miss / 10, miss >= 0), (-miss / 10, True))
    pinball = Loss("pinball", "mean pinball loss", row, averaged=True)
    assert (at(pinball.slope, 2.0, 1.0), at(pinball.slope, 1.0, 2.0)) == (-0.9, 0.1)
    assert pinball.curvature == 0
    assert not pinball.is_quadratic
    assert not pinball.is_smooth


def test_mean_and_sum_differ_by_n() -> None:
    assert (MSE.weight(8), SSE.weight(8)) == (0.125, 1.0)


@pytest.mark.parametrize("name", ["mse", "sse", "mae", "huber", "logloss"])
def test_losses_by_name(name: str) -> None:
    assert loss_named(name).name == name


def test_huber_by_name() -> None:
    assert loss_named("huber:1") == huber() == loss_named("huber")
    assert loss_named("huber:2.5") == huber(2.5)
    assert huber(2.5).name == "huber:2.5"
    assert at(loss_named("huber:0.1").row, 0.0, 1.0) == pytest.approx(0.1 * (1 - 0.05))


@pytest.mark.parametrize(
    "name", ["", "rmse", "mse:1", "huber:", "huber:x", "huber:0", "huber:-1", "huber:inf"]
)
def test_unknown_names_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="`loss` must be one of mse, sse, mae, huber, logloss or"):
        loss_named(name)


@pytest.mark.parametrize("delta", [0.0, -1.0, math.inf, math.nan])
def test_bad_delta_is_refused(delta: float) -> None:
    with pytest.raises(ValueError, match="`delta` must be positive and finite, got"):
        huber(delta)


def test_losses_are_convex_in_the_prediction() -> None:
    grid = np.linspace(0.05, 0.95, 19)
    for loss in LOSSES.values():
        heights = np.array([at(loss.row, 1.0, f) for f in grid])
        assert (np.diff(heights, 2) >= -1e-12).all(), loss.name
