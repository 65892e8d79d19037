"""The loss of one row over its residual: closed forms, and the derivative by differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.error.loss import MAE, MSE, Loss, huber
from gdcore.error.row_loss import row_loss, row_steepness

RESIDUALS = np.array([-3.0, -0.4, 0.0, 0.7, 2.5])
HUBER = [2.5, 0.08, 0.0, 0.245, 2.0]
"""½ r² up to 1, then |r| − ½."""


@pytest.mark.parametrize(
    ("loss", "expected"),
    [(MSE, RESIDUALS**2), (MAE, np.abs(RESIDUALS)), (huber(1.0), np.array(HUBER))],
)
def test_a_row_costs_what_the_closed_form_says(loss: Loss, expected: np.ndarray) -> None:
    np.testing.assert_allclose(row_loss(loss, RESIDUALS), expected, atol=1e-15)


@given(st.floats(-5.0, 5.0).filter(lambda r: min(abs(r), abs(abs(r) - 1.0)) > 1e-3))
def test_its_steepness_is_that_of_central_differences(residual: float) -> None:
    step = 1e-5
    for loss in (MSE, MAE, huber(1.0)):
        low, high = row_loss(loss, np.array([residual - step, residual + step]))
        steepness = row_steepness(loss, np.array([residual]))
        assert steepness[0] == pytest.approx((high - low) / (2.0 * step), abs=1e-8)


def test_the_steepness_of_a_length_jumps_and_that_of_a_square_does_not() -> None:
    near = np.array([-1e-9, 1e-9])
    assert row_steepness(MAE, near).tolist() == [-1.0, 1.0]
    np.testing.assert_allclose(row_steepness(MSE, near), 2.0 * near)
