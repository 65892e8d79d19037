"""Turning one parameter at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from gdcore.error.quadratic import Quadratic
from gdcore.landscape.turns import are_apart, dependence, one_at_a_time

numbers = st.floats(-5.0, 5.0)
curvatures = st.floats(0.3, 5.0)
tilts = st.floats(-0.95, 0.95)


def bowl(first: float, second: float, tilt: float) -> Quadratic:
    both = tilt * np.sqrt(first * second)
    return Quadratic.from_hessian([1.0, -2.0], 0.5, [[first, both], [both, second]])


@given(curvatures, curvatures, tilts, numbers, numbers)
def test_each_turn_is_the_lowest_along_its_parameter(
    first: float, second: float, tilt: float, x: float, y: float
) -> None:
    made = bowl(first, second, tilt)
    places = one_at_a_time(made, np.array([x, y]), 4)
    np.testing.assert_array_equal(places[0], [x, y])
    for k in range(4):
        turned, held = k % 2, 1 - k % 2
        assert places[k + 1, held] == places[k, held]

        def error(value: float, k: int = k, turned: int = turned) -> float:
            place = places[k].copy()
            place[turned] = value
            return float(made.value(place))

        found = minimize_scalar(error, bracket=(-9.0, 9.0), tol=1e-10)
        assert places[k + 1, turned] == pytest.approx(found.x, abs=1e-5)


@given(curvatures, curvatures, tilts, numbers, numbers)
def test_a_round_leaves_a_share_of_the_way(
    first: float, second: float, tilt: float, x: float, y: float
) -> None:
    made = bowl(first, second, tilt)
    assert dependence(made) == pytest.approx(tilt**2)
    places = one_at_a_time(made, np.array([x, y]), 6) - [1.0, -2.0]
    # After the first round both keep c² of what is left, by hand: x = -c' y, y = -c'' x.
    np.testing.assert_allclose(places[4], tilt**2 * places[2], atol=1e-9)
    np.testing.assert_allclose(places[6], tilt**2 * places[4], atol=1e-9)


def test_without_tilt_two_turns_arrive() -> None:
    places = one_at_a_time(bowl(2.0, 5.0, 0.0), np.array([7.0, 7.0]), 2)
    np.testing.assert_allclose(places, [[7.0, 7.0], [1.0, 7.0], [1.0, -2.0]])


def test_a_parameter_without_curvature_stays() -> None:
    flat = Quadratic.from_hessian([0.0, 0.0], 0.0, [[2.0, 0.0], [0.0, 0.0]])
    np.testing.assert_allclose(one_at_a_time(flat, np.array([3.0, 4.0]), 2)[1:], [[0.0, 4.0]] * 2)
    assert dependence(flat) == 0.0


@pytest.mark.parametrize(("tilt", "told"), [(0.0, True), (0.07, True), (-0.08, False)])
def test_parameters_are_apart_if_next_to_nothing_is_left_of_the_way(
    tilt: float, told: bool
) -> None:
    # 0.07² = 0.0049 of the way is left.
    assert are_apart(bowl(2.0, 3.0, tilt)) is told
