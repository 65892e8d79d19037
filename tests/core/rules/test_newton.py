"""Newton's direction: one step on a bowl, quadratic convergence elsewhere."""

from typing import Any

import numpy as np
import pytest
import scipy.optimize
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from gdcore.arrays import Floats, frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.descent.loop import descend
from gdcore.descent.stopping import Stop
from gdcore.descent.trajectory import Status
from gdcore.error.loss import LOGLOSS, MSE, SSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.formula.functions import Sigmoid
from gdcore.rules.newton import Newton
from gdcore.rules.update import FixedRate, Place, SteepestDescent, Update

x1, x2, m1, m2 = sympy.symbols("x1 x2 m1 m2", real=True)
PLANE = Model(m1 * x1 + m2 * x2, (x1, x2), (m1, m2))
STEP = Update(Newton(), FixedRate(1.0))

GENERATOR = np.random.default_rng(5)
X = GENERATOR.normal(1.0, 2.0, 60)
YES = (GENERATOR.random(60) < 1 / (1 + np.exp(-(1.2 * X - 0.8)))).astype(float)
LOGISTIC = Objective(
    Model(Sigmoid(m1 * x1 + m2), (x1,), (m1, m2)),
    LOGLOSS,
    Dataset((Column("x1", X),), Column("y", YES)),
)


class Known:
    """An objective of which only gradient and Hessian at one point are known."""

    quadratic = None

    def __init__(self, hessian: Any) -> None:
        self._hessian = np.array(hessian, dtype=float)

    def hessian(self, point: Floats) -> Floats:
        del point
        return self._hessian


def direction(hessian: Any, gradient: Any) -> Floats:
    known: Any = Known(hessian)
    newton = Newton()
    point = frozen([1.0, 1.0])
    assert newton.look(point, newton.init(point)) is point
    return newton.step(Place(known, point, np.array(gradient, dtype=float)), None)[0]


@given(st.floats(0.0, 10.0), st.floats(-6.0, 6.0), st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_one_step_from_anywhere_lands_on_the_best_fit(
    decades: float, size: float, a: float, b: float
) -> None:
    # Curvatures 10^decades apart, along directions at 30° to the axes, best fit (2, −5).
    turn = np.array([[np.cos(0.5), -np.sin(0.5)], [np.sin(0.5), np.cos(0.5)]])
    features = np.diag([10.0 ** (size + decades / 2), 10.0**size]) @ turn
    y = features @ [2.0, -5.0]
    bowl = Objective(
        PLANE,
        SSE,
        Dataset((Column("x1", features[:, 0]), Column("x2", features[:, 1])), Column("y", y)),
    )
    path = descend(bowl, STEP, frozen([a, b]), 1)
    best = bowl.quadratic.minimum
    assert path.final == pytest.approx(best, rel=1e-12, abs=1e-12 * max(1.0, abs(a), abs(b)))


def test_along_a_direction_that_the_data_leave_open_newton_does_not_move() -> None:
    # x2 = 2 x1: only m1 + 2 m2 counts, here it must be 3; (2, −1) is level.
    data = Dataset((Column("x1", [1.0, 2.0]), Column("x2", [2.0, 4.0])), Column("y", [3.0, 6.0]))
    end = descend(Objective(PLANE, MSE, data), STEP, frozen([10.0, 4.0]), 1).final
    assert end @ [1.0, 2.0] == pytest.approx(3.0, rel=1e-12)
    assert end @ [2.0, -1.0] == pytest.approx(16.0, rel=1e-12)


def test_the_direction_solves_the_equation_with_the_hessian() -> None:
    # [[4, 1], [1, 3]]⁻¹ = [[3, −1], [−1, 4]] / 11, so −H⁻¹ (1, 2) = −(1, 7)/11.
    assert direction([[4, 1], [1, 3]], [1, 2]) == pytest.approx([-1 / 11, -7 / 11], rel=1e-14)


def test_on_a_saddle_newton_heads_for_the_saddle() -> None:
    assert direction([[2, 0], [0, -4]], [2, 4]) == pytest.approx([-1.0, 1.0], rel=1e-14)


def test_a_curvature_that_is_rounding_is_not_divided_by() -> None:
    assert direction([[1, 0], [0, 1e-16]], [1, 1]) == pytest.approx([-1.0, 0.0])
    assert direction([[1, 0], [0, 1e-14]], [1, 1]) == pytest.approx([-1.0, -1e14])
    assert direction([[0, 0], [0, 0]], [1, 1]).tolist() == [0.0, 0.0]


def test_a_hessian_out_of_range_gives_no_direction() -> None:
    assert np.isnan(direction([[np.inf, 0], [0, 1]], [1, 1])).all()


def test_newton_finds_the_logistic_fit_of_scikit_learn_in_a_few_steps() -> None:
    path = descend(LOGISTIC, STEP, frozen([0.0, 0.0]), 50, (Stop("gradient", 1e-12),))
    fit = LogisticRegression(C=np.inf, tol=1e-12, max_iter=1000).fit(X[:, None], YES)
    assert path.final == pytest.approx([fit.coef_[0, 0], fit.intercept_[0]], rel=1e-6)
    assert path.status is Status.CONVERGED
    assert path.steps <= 8
    # The right digits double: each error is below a fixed multiple of the square of the last.
    errors = np.linalg.norm(path.points - path.final, axis=1)[1:-2]
    assert (errors[1:] < 2.0 * errors[:-1] ** 2).all()


def test_gradient_descent_gets_to_the_same_fit_in_many_steps() -> None:
    plain = Update(SteepestDescent(), FixedRate(0.5))
    path = descend(LOGISTIC, plain, frozen([0.0, 0.0]), 20_000, (Stop("gradient", 1e-9),))
    found = scipy.optimize.minimize(
        lambda t: float(LOGISTIC.value(t)), [0.0, 0.0], jac=LOGISTIC.gradient, tol=1e-12
    )
    assert path.final == pytest.approx(found.x, rel=1e-5)
    assert path.status is Status.CONVERGED
    assert path.steps > 50
