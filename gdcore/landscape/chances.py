"""How probable a model of yes or no had found what happened."""

import numpy as np

from gdcore.arrays import Floats
from gdcore.error.objective import Objective

__all__ = ["chances"]


def chances(objective: Objective, theta: Floats) -> Floats:
    """Return the probability that the model gives to each row's own answer, shape (n,).

    The prediction f is the probability of yes, 1; that of no, 0, is 1 − f. The log loss of a row is
    minus the natural logarithm of the one that happened.

    Parameters
    ----------
    objective : Objective
        Of answers that are 0 or 1.
    theta : Floats, shape (p,)
    """
    _, predicted = objective.tangent(theta)
    return np.where(objective.data.y.values > 0.0, predicted, 1.0 - predicted)
