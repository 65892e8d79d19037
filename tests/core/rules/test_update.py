"""The simplest rules, and the pairing of a direction with a step length."""

from typing import Any

import numpy as np
import pytest

from gdcore.arrays import Floats, frozen
from gdcore.rules.adaptive import Adam, RMSProp
from gdcore.rules.lengths import Backtracking, Decay, ExactLineSearch
from gdcore.rules.momentum import HeavyBall, Nesterov
from gdcore.rules.newton import Newton
from gdcore.rules.update import FixedRate, Place, SteepestDescent, Update

NOWHERE: Any = None
"""Stands for an objective that is not to be asked."""

POINT = frozen([3.0, -7.5])
GRADIENT = frozen([0.25, -4.0])

PURE = [SteepestDescent(), HeavyBall(0.7), Nesterov(0.7), RMSProp(), Adam()]


@pytest.mark.parametrize("rate", [0.0, -0.1, float("inf"), float("nan")])
def test_a_rate_that_is_not_positive_and_finite_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match=r"^`rate` must be positive and finite, got "):
        FixedRate(rate)


def test_steepest_descent_goes_against_the_gradient_taken_where_it_stands() -> None:
    direction = SteepestDescent()
    state = direction.init(POINT)
    assert direction.look(POINT, state) is POINT
    way, after = direction.step(Place(NOWHERE, POINT, GRADIENT), state)
    assert way.tolist() == [-0.25, 4.0]
    assert after is None


def test_the_fixed_rate_is_the_same_at_every_step_and_looks_at_nothing() -> None:
    length = FixedRate(0.03)
    state = length.init(POINT)
    for _ in range(3):
        rate, looks, state = length.step(Place(NOWHERE, POINT, GRADIENT), -GRADIENT, state)
        assert (rate, looks) == (0.03, 0)


def test_a_step_of_gradient_descent_is_minus_rate_times_slope() -> None:
    # −0.1 · (0.25, −4) = (−0.025, 0.4)
    update = Update(SteepestDescent(), FixedRate(0.1))
    change, looks, _ = update.step(NOWHERE, lambda _: GRADIENT, POINT, update.init(POINT))
    assert change == pytest.approx([-0.025, 0.4], rel=1e-15)
    assert looks == 0


def test_an_update_asks_for_the_slope_where_the_direction_looks() -> None:
    asked: list[Floats] = []

    def slope(point: Floats) -> Floats:
        asked.append(point)
        return GRADIENT

    update = Update(Nesterov(0.5), FixedRate(0.1))
    state = update.init(POINT)
    change, _, state = update.step(NOWHERE, slope, POINT, state)
    update.step(NOWHERE, slope, POINT + change, state)
    # The second look is half of the first move further on.
    assert asked[0].tolist() == POINT.tolist()
    assert asked[1] == pytest.approx(POINT + 1.5 * change, rel=1e-15)


def test_an_update_hands_on_both_states_and_the_looks() -> None:
    class Counting:
        searches = False

        def init(self, start: Floats) -> int:
            return int(start[0])

        def step(self, *given: Any) -> tuple[float, int, int]:
            return 2.0, 5, given[-1] + 1

    update = Update(HeavyBall(0.5), Counting())
    _, looks, state = update.step(NOWHERE, lambda _: GRADIENT, POINT, update.init(POINT))
    change, _, state = update.step(NOWHERE, lambda _: GRADIENT, POINT, state)
    # v₁ = −g, v₂ = ½ v₁ − g = −1.5 g; the length is 2.
    assert change.tolist() == (-3.0 * GRADIENT).tolist()
    assert (looks, state[1]) == (5, 5)


@pytest.mark.parametrize("length", [ExactLineSearch(), Backtracking()])
def test_a_search_does_not_go_with_a_direction_that_looks_ahead(length: Any) -> None:
    name = type(length).__name__
    with pytest.raises(
        ValueError, match=rf"^`length` must not search .* got {name} with Nesterov$"
    ):
        Update(Nesterov(), length)


@pytest.mark.parametrize("length", [FixedRate(0.1), Decay(0.1, 0.1)])
def test_nesterov_goes_with_lengths_that_do_not_search(length: Any) -> None:
    assert Update(Nesterov(), length).length is length


@pytest.mark.parametrize(
    ("direction", "length", "needed"),
    [
        *((direction, FixedRate(0.1), False) for direction in PURE),
        *((direction, Decay(0.1, 0.1), False) for direction in PURE),
        (Newton(), FixedRate(1.0), True),
        (SteepestDescent(), ExactLineSearch(), True),
        (HeavyBall(), Backtracking(), True),
    ],
)
def test_what_asks_for_more_than_a_gradient_needs_all_rows(
    direction: Any, length: Any, needed: bool
) -> None:
    assert Update(direction, length).needs_all_rows is needed


@pytest.mark.parametrize("direction", PURE, ids=lambda rule: type(rule).__name__)
def test_a_step_taken_again_from_the_same_state_is_the_same(direction: Any) -> None:
    first = direction.init(POINT)
    _, state = direction.step(Place(NOWHERE, POINT, GRADIENT), first)
    once, _ = direction.step(Place(NOWHERE, POINT + 1.0, 3.0 * GRADIENT), state)
    again, _ = direction.step(Place(NOWHERE, POINT + 1.0, 3.0 * GRADIENT), state)
    assert once.tolist() == again.tolist()
    assert np.isfinite(once).all()
