"""The loss of one row as a function of its residual, and how steep that is."""

from typing import Any

import numpy as np

from gdcore.arrays import Floats
from gdcore.error import loss as losses
from gdcore.error import model as models
from gdcore.error.loss import Loss
from gdcore.formula.compiling import compiled

__all__ = ["row_loss", "row_steepness"]


def row_loss(loss: Loss, residuals: Floats) -> Floats:
    """Return what a row costs, elementwise, for a loss that depends on the residual only.

    Parameters
    ----------
    loss : Loss
    residuals : Floats
        Actual minus predicted.

    Examples
    --------
    >>> from gdcore.error.loss import MAE, MSE
    >>> row_loss(MSE, np.array([-2.0, 0.5])).tolist(), row_loss(MAE, np.array([-2.0])).tolist()
    ([4.0, 0.25], [2.0])
    """
    return _evaluated(loss.row, residuals)


def row_steepness(loss: Loss, residuals: Floats) -> Floats:
    """Return the derivative of a row's loss by its residual, elementwise; see `Loss.slope`.

    Examples
    --------
    >>> from gdcore.error.loss import MAE, MSE
    >>> row_steepness(MSE, np.array([-2.0, 0.5])).tolist()
    [-4.0, 1.0]
    >>> row_steepness(MAE, np.array([-2.0, 0.0, 0.5])).tolist()
    [-1.0, 0.0, 1.0]
    """
    # The residual is what the prediction falls short of: its derivative has the other sign.
    return 0.0 - _evaluated(loss.slope, residuals)


def _evaluated(expression: Any, residuals: Floats) -> Floats:
    (values,) = compiled([losses.PREDICTION, models.RESPONSE], [expression])(0.0, residuals)
    return np.broadcast_to(values, residuals.shape) + 0.0
