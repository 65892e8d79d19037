"""The sharpest bend of E: by hand for a line, and against all other directions for a curve."""

import math
from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.sharpest import Sharpest, sharpest
from gdcore.section import section


def lesson(formula: str, x: Any, y: Any) -> Experiment:
    data = Dataset((Column("x", x),), Column("y", y))
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(data, model=model, units=Units.OWN, steps=1)


def found(experiment: Experiment) -> Sharpest:
    taken = sharpest(section(experiment, 1))
    assert taken is not None
    return taken


def test_of_a_line_it_is_the_eigenvector_by_hand() -> None:
    # mean x = 1 and mean x² = 2, so that H = 2 (2 1; 1 1), whose eigenvalues are 3 ± √5.
    x = np.array([0.0, 2.0])
    taken = found(lesson("m*x + b", x, np.array([1.0, 4.0])))
    assert taken.limit == pytest.approx(2.0 / (3.0 + math.sqrt(5.0)))
    golden = (1.0 + math.sqrt(5.0)) / 2.0
    np.testing.assert_allclose(taken.direction, np.array([golden, 1.0]) / np.hypot(golden, 1.0))
    # Through both rows: E is λ_max d² / 2.
    distances = np.array([-2.0, 0.0, 0.3])
    expected = (3.0 + math.sqrt(5.0)) / 2.0 * distances**2
    np.testing.assert_allclose(taken.errors(distances), expected, atol=1e-12)


@pytest.mark.parametrize("formula", ["a*x**2 + b*x + c", "a*exp(k*x)", "b + m*x"])
def test_no_direction_bends_more_sharply(formula: str) -> None:
    x = np.linspace(0.1, 2.0, 12)
    experiment = lesson(formula, x, np.exp(0.8 * x) + 0.1 * np.sin(9.0 * x))
    taken, best = found(experiment), experiment.best
    small = 1e-3

    def bend(direction: np.ndarray) -> float:
        points = best + small * np.array([[-1.0], [0.0], [1.0]]) * direction
        below, here, above = experiment.objective.value(points).tolist()
        return (below - 2.0 * here + above) / small**2

    assert np.hypot.reduce(taken.direction) == pytest.approx(1.0)
    assert bend(taken.direction) == pytest.approx(2.0 / taken.limit, rel=1e-3)
    for other in np.random.default_rng(3).normal(size=(40, best.size)):
        assert bend(other / np.hypot.reduce(other)) <= 2.0 / taken.limit * (1.0 + 1e-3)
    assert taken.direction[section(experiment, 1).chosen[0]] > 0.0


def test_it_points_to_where_the_first_parameter_grows() -> None:
    # With x below zero the slope falls as the intercept grows.
    x = np.array([-4.0, -3.0, -2.0, -0.5])
    for formula in ("m*x + b", "b + m*x"):
        experiment = lesson(formula, x, 2.0 * x + 1.0)
        first = section(experiment, 1).chosen[0]
        direction = found(experiment).direction
        assert direction[first] > 0.0
        assert direction[1 - first] < 0.0


def test_a_limit_is_lower_that_can_be_seen_to_be() -> None:
    taken = found(lesson("m*x + b", np.array([0.0, 2.0]), np.array([1.0, 4.0])))
    # The slope alone bends by 2 · mean x² = 4, all together by 3 + √5.
    assert taken.lowers(2.0 / 4.0)
    assert not taken.lowers(2.0 / (3.0 + math.sqrt(5.0)))
    assert not taken.lowers(2.0 / (3.0 + math.sqrt(5.0)) * 1.004)


def test_far_out_it_may_be_beyond_all_numbers() -> None:
    x = np.linspace(0.1, 2.0, 12)
    taken = found(lesson("a*exp(k*x)", x, np.exp(0.8 * x)))
    assert taken.errors(np.array([1e6])).tolist() == [math.inf]


def test_one_parameter_has_no_other_direction() -> None:
    x = np.array([1.0, 2.0, 3.0])
    assert sharpest(section(lesson("m*x", x, 2.0 * x), 1)) is None
