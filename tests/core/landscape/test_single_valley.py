"""Whether a lesson's curve has a single valley, and descents that gather in a bowl."""

from typing import Any

import numpy as np

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS, MAE
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.single_valley import Bend, bend, downward, gathering, own_curve
from gdcore.section import section

X = np.array([1.0, 2.0, 3.0, 4.0])


def lesson(formula: str, y: Any = None, **options: Any) -> Experiment:
    data = Dataset((Column("x", X),), Column("y", np.exp(0.6 * X) if y is None else y))
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(data, model=model, units=Units.OWN, steps=1, **options)


def test_each_path_is_the_descent_at_three_tenths_over_the_curvature() -> None:
    cut = section(lesson("m*x + b"), 1)
    paths = gathering(cut, -4.0, 9.0)
    assert paths is not None
    np.testing.assert_allclose(paths[0, [0, -1]], [-4.0, 9.0], rtol=1e-12)
    # E = mean of (m x + b − y)²: its second derivative by m is twice the mean of 1, 4, 9 and 16.
    walked = cut.descend(16, paths[0, 3:4], 0.3 / 15.0)
    np.testing.assert_allclose(paths[:, 3], walked.points[:, 0], rtol=1e-12)


def test_there_is_none_where_e_is_no_bowl() -> None:
    assert gathering(section(lesson("exp(k*x)"), 1), 0.0, 1.0) is None


def test_why_a_curve_has_one_valley_or_may_have_more() -> None:
    def logistic(y: Any) -> Experiment:
        return lesson("1/(1 + exp(-(w*x + b)))", np.array(y), loss=LOGLOSS)

    assert bend(lesson("m*x + b")) is Bend.SQUARES
    assert bend(lesson("m*x + b", loss=MAE)) is Bend.PROVEN
    assert bend(logistic([0.0, 1.0, 0.0, 1.0])) is Bend.PROVEN
    assert bend(logistic([0.0, 0.0, 1.0, 1.0])) is Bend.ENDLESS
    assert bend(lesson("a*exp(k*x)")) in (Bend.DOWN, Bend.UNKNOWN)


def test_a_curve_that_bends_down_is_seen_to() -> None:
    # y = sin(k x) fitted to sin(x): E turns over within the first wave beside k = 1.
    wavy = lesson("sin(k*x)", np.sin(X), start={"k": 1.4})
    assert bend(wavy) is Bend.DOWN
    values, down = downward(own_curve(wavy))
    errors = ((np.sin(values[:, None] * X) - np.sin(X)) ** 2).mean(axis=1)
    bent = np.diff(errors, 2) < 0.0
    assert np.mean(bent == down[1:-1]) > 0.97
    # exp(k x) fitted to exp(0.6 x): E'' is the mean of 2 x² exp(k x) (2 exp(k x) − exp(0.6 x)),
    # above 0 where k > 0.6 − ln 2 / 4 = 0.43; seen is 0.46 to 0.74.
    assert bend(lesson("exp(k*x)", start={"k": 0.7})) is Bend.UNKNOWN


def test_it_is_cut_where_it_is_no_parabola() -> None:
    assert own_curve(lesson("a*exp(k*x)")).names == ("k",)
    assert own_curve(lesson("a*x + b*x**2")).names == ("a",)
    assert own_curve(lesson("a*x + b", loss=MAE)).names == ("a",)
