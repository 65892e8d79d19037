"""Descents that gather in a bowl: as the loop makes them, and not where there is no bowl."""

import numpy as np

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.gathering import gathering
from gdcore.section import section


def lesson(formula: str) -> Experiment:
    x = np.array([1.0, 2.0, 3.0])
    data = Dataset((Column("x", x),), Column("y", np.exp(0.6 * x)))
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(data, model=model, units=Units.OWN, steps=1)


def test_each_path_is_the_descent_at_three_tenths_over_the_curvature() -> None:
    cut = section(lesson("m*x + b"), 1)
    paths = gathering(cut, -4.0, 9.0)
    assert paths is not None
    assert paths[0, [0, -1]].tolist() == [-4.0, 9.0]
    # E = mean of (m x + b − y)²: its second derivative by m is twice the mean of 1, 4 and 9.
    walked = cut.descend(16, paths[0, 3:4], 0.3 / (28.0 / 3.0))
    np.testing.assert_allclose(paths[:, 3], walked.points[:, 0], rtol=1e-12)


def test_there_is_none_where_e_is_no_bowl() -> None:
    assert gathering(section(lesson("exp(k*x)"), 1), 0.0, 1.0) is None
