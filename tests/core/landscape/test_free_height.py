"""A lesson of one parameter gets a height, by which there are two."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.batch_paths import batch_paths
from gdcore.landscape.free_height import with_height

X, Y = np.array([1.0, 2.0, 4.0, 5.0]), np.array([3.0, 1.0, 2.0, 4.5])


def made(formula: str, y: np.ndarray = Y, **options: object) -> Experiment:
    data = Dataset((Column("x", X),), Column("y", y))
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(data, model=model, **{"units": Units.OWN, **options})


def test_a_line_through_zero_becomes_any_line() -> None:
    wide = with_height(made("m*x"))
    assert wide is not None
    assert wide.is_line
    assert wide.best == pytest.approx(np.polyfit(X, Y, 1), rel=1e-9)


def test_a_name_that_is_taken_is_not_taken_again() -> None:
    wide = with_height(made("b*x"))
    assert wide is not None
    assert wide.model.names == ("b", "c")
    assert wide.best == pytest.approx(np.polyfit(X, Y, 1), rel=1e-9)


def test_chances_of_yes_or_no_have_no_height() -> None:
    chances = made("sigmoid(w*x)", np.array([0.0, 1.0, 0.0, 1.0]), loss=LOGLOSS)
    assert with_height(chances) is None
    assert batch_paths(chances) is None
