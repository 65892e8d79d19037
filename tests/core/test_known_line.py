"""What is known of the line m·x + b without algebra is what algebra finds of it."""

import pickle
from unittest.mock import ANY

import numpy as np
import pytest
import sympy

from gdcore.arrays import Floats
from gdcore.data.algebraic_way import written_way
from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Change, Units
from gdcore.data.way_back import way_back
from gdcore.error.loss import MSE, SSE, Loss
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.experiment import run
from gdcore.formula.parsing import parse_formula

M, X, B = sympy.symbols("m x b", real=True)
WRITTEN = Model(M * X + B, (X,), (M, B))


def test_it_is_the_model_that_is_written_down() -> None:
    assert line() == WRITTEN
    assert hash(line()) == hash(WRITTEN)
    assert pickle.loads(pickle.dumps(line())) == WRITTEN
    assert (line().columns, line().names) == (WRITTEN.columns, WRITTEN.names)
    others = [M * X, B * X + M, M * X + B**2, M * X - B]
    assert line() not in [
        Model(o, (X,), tuple(sorted(o.free_symbols - {X}, key=str))) for o in others
    ]


def test_its_derivatives_are_known() -> None:
    assert [sympy.diff(line().expression, p) for p in line().parameters] == [X, 1]
    assert sympy.hessian(line().expression, (M, B)).is_zero_matrix
    assert sympy.diff(line().expression, X, 2) == 0


def test_its_way_back_is_known() -> None:
    way = way_back(line())
    written = written_way(line(), Change.FULL, Change.FULL)
    assert way is not None
    assert written is not None
    given = [3.0, -7.0, 2.0, 5.0, 0.3, -0.4]
    names = [*written.shifts, *written.scales, M, B]
    exact = [e.evalf(30, subs=dict(zip(names, given, strict=True))) for e in written.expressions]
    assert way.function(*given) == pytest.approx([float(e) for e in exact], rel=1e-15)


@pytest.mark.parametrize("loss", [MSE, SSE])
def test_the_square_is_known(loss: Loss) -> None:
    f, y = sympy.symbols("f y", real=True)
    assert loss.row == (y - f) ** 2
    assert float(sympy.diff(loss.row, f, 2)) == loss.bend
    assert loss == Loss(loss.name, loss.title, (y - f) ** 2, averaged=loss.averaged)


@pytest.mark.parametrize("units", Units)
@pytest.mark.parametrize("loss", [MSE, SSE])
def test_a_lesson_of_it_is_that_of_any_other_straight_line(units: Units, loss: Loss) -> None:
    x: Floats = np.linspace(-3.0, 8.0, 40) ** 2
    data = Dataset((Column("x", x),), Column("y", 3.0 - 0.2 * x + np.sin(x)))
    other = Model.from_formula(parse_formula("k*x + c", ["x"]))
    assert not other.is_line
    known, found = (run(data, model=m, loss=loss, units=units, rate=1e-5) for m in (line(), other))
    for made in (known, found):
        assert made.model.is_linear
        assert made.model.is_straight
    assert known.trajectory.points.tolist() == found.trajectory.points.tolist()
    assert known.original(known.best).tolist() == found.original(found.best).tolist()


@pytest.mark.parametrize("known", [line(), MSE])
def test_what_it_equals_of_another_kind_is_for_that_kind_to_say(known: Model | Loss) -> None:
    assert known == ANY
    assert known not in ("m*x + b", "mse")


def test_its_features_and_predictions_are_known() -> None:
    x = np.array([-1.5, 0.0, 2e5])
    objective = Objective(line(), MSE, Dataset((Column("x", x),), Column("y", [1.0, 2.0, 3.0])))
    features, prediction = objective.tangent(np.array([0.5, -3.0]))
    assert features.tolist() == [[-1.5, 1.0], [0.0, 1.0], [2e5, 1.0]]
    assert prediction.tolist() == [-3.75, -3.0, 99_997.0]
