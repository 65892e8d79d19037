"""Heavy ball and Nesterov: against their printed formulas, closed forms and limits of stability."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from gdcore.arrays import Floats, frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.descent.loop import descend
from gdcore.descent.trajectory import Status
from gdcore.error.loss import SSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.rules.adaptive import Adam, RMSProp
from gdcore.rules.momentum import HeavyBall, Nesterov
from gdcore.rules.newton import Newton
from gdcore.rules.update import FixedRate, Place, SteepestDescent, Update

NOWHERE: Any = None

x, m = sympy.symbols("x m", real=True)
SLOPE_ONLY = Objective(
    Model(m * x, (x,), (m,)), SSE, Dataset((Column("x", [1.0, 2.0]),), Column("y", [3.0, 6.0]))
)
"""E = (3 − m)² + (6 − 2m)² = 5 (m − 3)²: curvature 10, best fit 3."""

CURVATURE = 10.0

betas = st.floats(0.0, 0.98)
ratios = st.floats(0.02, 0.97)
"""Shares of the largest stable rate."""


def path(direction: Any, rate: float, gradient: Any, start: Floats, steps: int) -> list[Floats]:
    """Return the points of a descent with this direction at a fixed rate."""
    point, state, points = start, direction.init(start), [start]
    for _ in range(steps):
        slope = gradient(direction.look(point, state))
        way, state = direction.step(Place(NOWHERE, point, slope), state)
        point = point + rate * way
        points.append(point)
    return points


def uneven(point: Floats) -> Floats:
    """Return the gradient of a function that is no bowl: x⁴/4 + x y² / 2 + e^y."""
    a, b = point
    return np.array([a**3 + b**2 / 2, a * b + np.exp(b)])


START = frozen([0.8, -0.3])


@pytest.mark.parametrize("beta", [-0.1, 1.0, float("nan")])
@pytest.mark.parametrize("rule", [HeavyBall, Nesterov])
def test_a_share_out_of_range_is_refused(rule: Any, beta: float) -> None:
    with pytest.raises(ValueError, match=r"^`beta` must be from 0 to below 1, got "):
        rule(beta)


def test_at_rest_the_velocity_has_the_shape_of_the_start() -> None:
    assert HeavyBall().init(START).tolist() == [0.0, 0.0]
    velocity, previous = Nesterov().init(START)
    assert (velocity.tolist(), previous.tolist()) == ([0.0, 0.0], START.tolist())


@given(betas)
def test_the_heavy_ball_is_polyaks_two_step_method(beta: float) -> None:
    points = path(HeavyBall(beta), 0.05, uneven, START, 12)
    for before, (here, after) in zip([points[0], *points], pairwise(points), strict=False):
        expected = here - 0.05 * uneven(here) + beta * (here - before)
        assert after == pytest.approx(expected, rel=1e-12, abs=1e-14)


@given(betas)
def test_nesterov_steps_from_the_place_ahead(beta: float) -> None:
    points = path(Nesterov(beta), 0.05, uneven, START, 12)
    for before, (here, after) in zip([points[0], *points], pairwise(points), strict=False):
        ahead = here + beta * (here - before)
        assert after == pytest.approx(ahead - 0.05 * uneven(ahead), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("rule", [HeavyBall, Nesterov])
def test_without_memory_both_are_steepest_descent(rule: Any) -> None:
    plain = path(SteepestDescent(), 0.05, uneven, START, 12)
    assert np.array(path(rule(0.0), 0.05, uneven, START, 12)) == pytest.approx(np.array(plain))


def closed_form(trace: float, determinant: float, steps: int) -> Floats:
    """Return d₀ ... d_k of d_{k+1} = trace d_k − determinant d_{k−1}, d₋₁ = d₀ = 1, by powers."""
    matrix = np.array([[trace, -determinant], [1.0, 0.0]])
    powers = [np.linalg.matrix_power(matrix, k) for k in range(steps + 1)]
    return np.array([(power @ [1.0, 1.0])[0] for power in powers])


@given(betas, ratios)
def test_the_heavy_ball_on_a_bowl_is_powers_of_a_matrix(beta: float, ratio: float) -> None:
    # d_{k+1} = d_k − r λ d_k + β (d_k − d_{k−1}) with d = m − 3.
    rate = ratio * 2 * (1 + beta) / CURVATURE
    found = descend(SLOPE_ONLY, Update(HeavyBall(beta), FixedRate(rate)), frozen([-4.0]), 40)
    expected = closed_form(1 + beta - rate * CURVATURE, beta, 40)
    assert found.points[:, 0] == pytest.approx(3.0 - 7.0 * expected, rel=1e-10, abs=1e-10)


@given(betas, ratios)
def test_nesterov_on_a_bowl_is_powers_of_a_matrix(beta: float, ratio: float) -> None:
    # d_{k+1} = (1 − r λ) (d_k + β (d_k − d_{k−1})).
    rate = ratio * 2 * (1 + beta) / (1 + 2 * beta) / CURVATURE
    kept = 1 - rate * CURVATURE
    found = descend(SLOPE_ONLY, Update(Nesterov(beta), FixedRate(rate)), frozen([-4.0]), 40)
    expected = closed_form(kept * (1 + beta), kept * beta, 40)
    assert found.points[:, 0] == pytest.approx(3.0 - 7.0 * expected, rel=1e-10, abs=1e-10)


# The roots of z² − (1 + β − rλ) z + β are inside the unit circle iff 0 < rλ < 2 (1 + β), by the
# Schur-Cohn conditions |determinant| < 1 and |trace| < 1 + determinant; those of
# z² − (1 − rλ)(1 + β) z + (1 − rλ) β iff 0 < rλ < 2 (1 + β) / (1 + 2β).
LIMITS = [(HeavyBall, lambda b: 2 * (1 + b)), (Nesterov, lambda b: 2 * (1 + b) / (1 + 2 * b))]


@pytest.mark.parametrize(("rule", "limit"), LIMITS)
@pytest.mark.parametrize("beta", [0.0, 0.3, 0.9])
def test_each_converges_below_its_limit_and_diverges_above(
    rule: Any, limit: Any, beta: float
) -> None:
    rate = limit(beta) / CURVATURE
    below = descend(SLOPE_ONLY, Update(rule(beta), FixedRate(0.97 * rate)), frozen([-4.0]), 6000)
    above = descend(SLOPE_ONLY, Update(rule(beta), FixedRate(1.03 * rate)), frozen([-4.0]), 6000)
    assert below.final[0] == pytest.approx(3.0, abs=1e-9)
    assert above.status is Status.DIVERGED


def spectral_radius(rule: Any, rate: float) -> float:
    """Return by how much a step multiplies in the long run: of the matrix that the rule itself is.

    Its columns are what two steps on ½ λ m² make of a unit of each of (m_k, m_{k−1}).
    """
    beta, curvature, columns = rule.beta, 0.7, []
    for here, before in ((1.0, 0.0), (0.0, 1.0)):
        state: Any = frozen([(here - before) / rate])
        if isinstance(rule, Nesterov):
            state = rule.init(frozen([before]))._replace(velocity=state)
        point = frozen([here])
        place = Place(NOWHERE, point, curvature * rule.look(point, state))
        way, _ = rule.step(place, state)
        columns.append([here + rate * way[0], here])
    assert 0.0 <= beta < 1.0
    return float(np.abs(np.linalg.eigvals(np.transpose(columns))).max())


@pytest.mark.parametrize("rule", [HeavyBall, Nesterov])
@given(betas)
def test_the_stable_rate_is_where_the_spectral_radius_passes_one(rule: Any, beta: float) -> None:
    limit = rule(beta).stable_rate(0.7)
    assert spectral_radius(rule(beta), (1.0 - 1e-6) * limit) < 1.0
    assert spectral_radius(rule(beta), (1.0 + 1e-6) * limit) > 1.0
    assert rule(beta).stable_rate(0.0) == np.inf


def test_steepest_descent_and_newton_have_limits_of_their_own() -> None:
    # A step multiplies the distance by 1 − rλ, or by 1 − r whatever the curvature is.
    assert SteepestDescent().stable_rate(8.0) == 0.25
    assert Newton().stable_rate(8.0) == Newton().stable_rate(1e-9) == 2.0
    assert SteepestDescent().stable_rate(0.0) == Newton().stable_rate(0.0) == np.inf
    assert RMSProp().stable_rate(8.0) is None
    assert Adam().stable_rate(8.0) is None
