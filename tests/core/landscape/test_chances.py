"""The probability of what happened, by hand and by the loss that is made of it."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.error.loss import LOGLOSS
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.chances import chances

X, Y = [-1.0, 0.5, 2.0, 3.0], [0.0, 1.0, 0.0, 1.0]


def test_yes_has_the_prediction_and_no_the_rest() -> None:
    model = Model.from_formula(parse_formula("sigmoid(w*x + b)", ["x"]))
    objective = Objective(model, LOGLOSS, Dataset((Column("x", X),), Column("y", Y)))
    theta = np.array([0.8, -0.3])
    yes = 1.0 / (1.0 + np.exp(-(0.8 * np.array(X) - 0.3)))
    found = chances(objective, theta)
    np.testing.assert_allclose(found, [1 - yes[0], yes[1], 1 - yes[2], yes[3]], rtol=1e-12)
    # The log loss is the mean of their minus logarithms (Bishop, Pattern Recognition, eq. 4.90).
    assert float(objective.value(theta)) == pytest.approx(float(np.mean(-np.log(found))))
