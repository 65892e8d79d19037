"""RMSProp and Adam: against naive twins in plain Python, and by their first steps."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.arrays import Floats, frozen
from gdcore.rules.adaptive import Adam, RMSProp
from gdcore.rules.update import Place

NOWHERE: Any = None

slopes = st.lists(
    st.lists(st.floats(-1e6, 1e6).filter(lambda g: abs(g) > 1e-6), min_size=3, max_size=3),
    min_size=1,
    max_size=12,
)
shares = st.floats(0.0, 0.999)


def directions(rule: Any, gradients: list[list[float]]) -> list[Floats]:
    """Return the directions that the rule takes when it meets these gradients in turn."""
    point = frozen([1.0, 2.0, 3.0])
    state, ways = rule.init(point), []
    for gradient in gradients:
        assert rule.look(point, state) is point
        way, state = rule.step(Place(NOWHERE, point, np.array(gradient)), state)
        ways.append(way)
    return ways


def test_the_means_of_nothing_have_the_shape_of_the_start() -> None:
    start = frozen([1.0, 2.0])
    assert RMSProp().init(start).tolist() == [0.0, 0.0]
    mean, square, steps = Adam().init(start)
    assert (mean.tolist(), square.tolist(), steps) == ([0.0, 0.0], [0.0, 0.0], 0)


@given(slopes, shares)
def test_rmsprop_is_its_naive_twin(gradients: list[list[float]], rho: float) -> None:
    found = np.array(directions(RMSProp(rho, 1e-8), gradients))
    for entry in range(3):
        square = 0.0
        for step, gradient in enumerate(gradients):
            g = gradient[entry]
            square = rho * square + (1 - rho) * g * g
            expected = -g / (math.sqrt(square) + 1e-8)
            assert found[step, entry] == pytest.approx(expected, rel=1e-12)


@given(slopes, shares, shares)
def test_adam_is_its_naive_twin(gradients: list[list[float]], beta1: float, beta2: float) -> None:
    found = np.array(directions(Adam(beta1, beta2, 1e-8), gradients))
    for entry in range(3):
        mean = square = 0.0
        sizes: list[float] = []
        for step, gradient in enumerate(gradients):
            g = gradient[entry]
            mean = beta1 * mean + (1 - beta1) * g
            square = beta2 * square + (1 - beta2) * g * g
            sizes.append(abs(g))
            root = math.sqrt(square / (1 - beta2 ** (step + 1)))
            expected = -mean / (1 - beta1 ** (step + 1)) / (root + 1e-8)
            # The mean of gradients of both signs cancels: what is left is compared on their scale.
            slack = 1e-12 * max(sizes) / (1 - beta1) / (root + 1e-8)
            assert found[step, entry] == pytest.approx(expected, rel=1e-12, abs=slack)


def test_the_usual_constants_are_those_of_the_papers() -> None:
    assert (Adam().beta1, Adam().beta2, Adam().epsilon) == (0.9, 0.999, 1e-8)
    assert (RMSProp().rho, RMSProp().epsilon) == (0.9, 1e-8)


def test_the_first_step_of_adam_is_the_sign_of_the_slope() -> None:
    # m̂ = g and ŝ = g², so m̂/√ŝ = sign g whatever the scale; a level slope moves nothing.
    assert directions(Adam(), [[3e9, -4e-3, 0.0]])[0] == pytest.approx([-1.0, 1.0, 0.0], rel=1e-5)


def test_the_first_step_of_rmsprop_is_the_sign_over_the_root_of_the_new_share() -> None:
    # s = (1 − ρ) g² with ρ = 0.75, so g/√s = 2 sign g.
    found = directions(RMSProp(rho=0.75), [[3e9, -4e-1, 0.0]])[0]
    assert found == pytest.approx([-2.0, 2.0, 0.0], rel=1e-7)


def test_epsilon_is_added_to_the_root_not_under_it() -> None:
    # ρ = 0: √s = 3, so 3 / (3 + 1) = 0.75; under the root it would be 3/√10.
    assert directions(RMSProp(0.0, 1.0), [[3.0, 3.0, 3.0]])[0][0] == pytest.approx(-0.75)
    assert directions(Adam(0.0, 0.0, 1.0), [[3.0, 3.0, 3.0]])[0][0] == pytest.approx(-0.75)


@pytest.mark.parametrize("share", [-0.1, 1.0, float("nan")])
@pytest.mark.parametrize(("rule", "name"), [(RMSProp, "rho"), (Adam, "beta1"), (Adam, "beta2")])
def test_a_share_out_of_range_is_refused(rule: Any, name: str, share: float) -> None:
    with pytest.raises(ValueError, match=rf"^`{name}` must be from 0 to below 1, got "):
        rule(**{name: share})


@pytest.mark.parametrize("epsilon", [0.0, -1e-8, float("inf"), float("nan")])
@pytest.mark.parametrize("rule", [RMSProp, Adam])
def test_an_epsilon_out_of_range_is_refused(rule: Any, epsilon: float) -> None:
    with pytest.raises(ValueError, match=r"^`epsilon` must be positive and finite, got "):
        rule(epsilon=epsilon)
