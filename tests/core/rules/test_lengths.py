"""Decaying rate, exact line search and backtracking: by hand, by condition, by scipy."""

from typing import Any

import numpy as np
import pytest
import scipy.optimize
import sympy
from hypothesis import example, given
from hypothesis import strategies as st

from gdcore.arrays import Floats, frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.descent.loop import descend
from gdcore.descent.stopping import Stop
from gdcore.error.loss import MSE, SSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.rules.lengths import Backtracking, Decay, ExactLineSearch
from gdcore.rules.update import FixedRate, Place, SteepestDescent, Update

NOWHERE: Any = None

x1, x2, m1, m2 = sympy.symbols("x1 x2 m1 m2", real=True)
PLANE = Model(m1 * x1 + m2 * x2, (x1, x2), (m1, m2))


def data(first: Any, second: Any, y: Any) -> Dataset:
    return Dataset((Column("x1", first), Column("x2", second)), Column("y", y))


STEEP = Objective(PLANE, SSE, data([1.0, 0.0], [0.0, 3.0], [0.0, 0.0]))
"""E = m1² + 9 m2²: best fit (0, 0), condition number 9."""

ROWS = np.random.default_rng(11).normal(size=(3, 20)) * [[1.0], [40.0], [3.0]] + [[2.0], [0], [9.0]]
TILTED = Objective(PLANE, MSE, data(*ROWS))
"""A bowl at an angle, far from round."""

BENT = Objective(
    Model(m1 * sympy.exp(m2 * x1), (x1, x2), (m1, m2)), MSE, data(*(ROWS * [[0.3], [1], [1]]))
)
"""Not a bowl: exponential growth."""


class Parabola:
    """A parabola that does not say that it is one, so that it is judged by its values."""

    quadratic = None

    def __init__(self, height: float) -> None:
        self.height = height

    def value(self, point: Floats) -> float:
        return self.height + float(point @ point)

    def gradient(self, point: Floats) -> Floats:
        return 2.0 * point


def parabola(height: float) -> Any:
    return Parabola(height)


# ---- Decay -----------------------------------------------------------------------------------


def test_a_decaying_rate_falls_as_one_over_the_steps() -> None:
    # 0.6 / (1 + 0.5 k): 0.6, 0.6/1.5 = 0.4, 0.6/2 = 0.3, 0.6/2.5 = 0.24
    length = Decay(0.6, 0.5)
    state, rates = length.init(frozen([1.0])), []
    for _ in range(4):
        rate, looks, state = length.step(NOWHERE, NOWHERE, state)
        rates.append(rate)
        assert looks == 0
    assert rates == pytest.approx([0.6, 0.4, 0.3, 0.24], rel=1e-15)


@pytest.mark.parametrize("bad", [0.0, -1.0, float("inf"), float("nan")])
def test_rates_and_decays_out_of_range_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match=r"^`rate` must be positive and finite, got "):
        Decay(bad, 0.1)
    with pytest.raises(ValueError, match=r"^`decay` must be positive and finite, got "):
        Decay(0.1, bad)
    with pytest.raises(ValueError, match=r"^`rate` must be positive and finite, got "):
        Backtracking(bad)


# ---- exact line search -----------------------------------------------------------------------

coordinates = st.floats(-50.0, 50.0).filter(lambda v: abs(v) > 1e-3)


@given(coordinates, coordinates, coordinates, coordinates)
def test_after_an_exact_search_the_slope_along_the_direction_is_level(
    a: float, b: float, c: float, d: float
) -> None:
    point, way = np.array([a, b]), np.array([c, d])
    gradient = TILTED.gradient(point)
    length, looks, _ = ExactLineSearch().step(Place(TILTED, point, gradient), way, None)
    after = TILTED.gradient(point + length * way)
    assert abs(after @ way) <= 1e-10 * np.linalg.norm(gradient) * np.linalg.norm(way)
    assert looks == 1


def test_an_exact_search_finds_what_scipy_finds() -> None:
    point = np.array([-3.0, 0.7])
    way = -TILTED.gradient(point)
    length, _, _ = ExactLineSearch().step(Place(TILTED, point, -way), way, None)
    found = scipy.optimize.minimize_scalar(
        lambda a: float(TILTED.value(point + a * way)), tol=1e-12
    )
    assert length == pytest.approx(found.x, rel=1e-6)


def test_from_the_worst_start_each_exact_search_keeps_the_same_share() -> None:
    # E = m1² + κ m2² with κ = 9, from (κ, 1): the gradient is (2κ, 2κ), the length 1/(1 + κ), the
    # next point (κ − 2κ/(1 + κ), 1 − 2κ/(1 + κ)) = (κ − 1)/(κ + 1) · (κ, −1) = 0.8 (9, −1).
    update = Update(SteepestDescent(), ExactLineSearch())
    path = descend(STEEP, update, frozen([9.0, 1.0]), 20)
    expected = [[9.0 * 0.8**k, (-0.8) ** k] for k in range(21)]
    assert path.points == pytest.approx(np.array(expected), rel=1e-11)
    assert path.work.tolist() == [4.0 * k for k in range(21)]


@pytest.mark.parametrize("scale", [1e-200, 1e-9, 1e12, 1e200])
def test_the_scale_of_the_direction_does_not_matter_to_an_exact_search(scale: float) -> None:
    # From (9, 1) along −(1, 1) · scale the lowest point is at 1.8/scale: 9 − α − 9·(α − 1) = 0.
    point, way = np.array([9.0, 1.0]), np.array([-scale, -scale])
    length, _, _ = ExactLineSearch().step(Place(STEEP, point, STEEP.gradient(point)), way, None)
    assert length * scale == pytest.approx(1.8, rel=1e-14)


def test_an_exact_search_stays_where_the_slope_is_level() -> None:
    level = np.zeros(2)
    assert ExactLineSearch().step(Place(STEEP, level, level), -level, None)[0] == 0.0


def test_an_exact_search_stays_where_e_is_flat() -> None:
    trough = Objective(PLANE, SSE, data([1.0, 2.0], [0.0, 0.0], [1.0, 2.0]))
    point, way = np.array([4.0, 5.0]), np.array([0.0, 1.0])
    assert ExactLineSearch().step(Place(trough, point, trough.gradient(point)), way, None)[0] == 0.0


@pytest.mark.parametrize("size", [1e-120, 1e-3, 1e3, 1e120])
def test_the_size_of_the_curvature_does_not_matter_to_an_exact_search(size: float) -> None:
    # E = size · (m1² + 9 m2²), at (9, 1) g = 18 size (1, 1): gᵀg / gᵀHg = 2 / (2 + 18) / size.
    root = np.sqrt(size)
    bowl = Objective(PLANE, SSE, data([root, 0.0], [0.0, 3.0 * root], [0.0, 0.0]))
    point = np.array([9.0, 1.0])
    gradient = bowl.gradient(point)
    length, _, _ = ExactLineSearch().step(Place(bowl, point, gradient), -gradient, None)
    assert length * size == pytest.approx(0.1, rel=1e-12)


def test_an_exact_search_needs_a_bowl() -> None:
    message = (
        r"^`objective` must be quadratic for an exact line search, got one that is not; "
        r"backtracking searches any$"
    )
    with pytest.raises(ValueError, match=message):
        descend(BENT, Update(SteepestDescent(), ExactLineSearch()), frozen([1.0, 0.1]), 3)


# ---- backtracking ----------------------------------------------------------------------------


def assert_armijo(
    objective: Objective, rule: Backtracking, point: Floats, after: Floats, first: float
) -> float:
    """Hold one step to algorithm 3.1: it falls enough, and the next longer trial does not."""
    gradient = objective.gradient(point)
    slope = -float(gradient @ gradient)
    height = float(objective.value(point))
    slack = 1e-13 * height
    length = float((point - after) @ gradient) / -slope
    assert float(objective.value(after)) <= height + rule.share * length * slope + slack
    longer = length / rule.shrink
    if longer <= first * (1 + 1e-9):
        trial = float(objective.value(point - longer * gradient))
        assert not trial < height + rule.share * longer * slope - slack
    assert length <= first * (1 + 1e-9)
    return min(rule.rate, longer)


@pytest.mark.parametrize("objective", [STEEP, TILTED, BENT], ids=["steep", "tilted", "bent"])
@pytest.mark.parametrize(
    "rule", [Backtracking(5.0), Backtracking(0.5, share=0.3), Backtracking(2.0, shrink=0.8)]
)
def test_each_step_holds_armijos_condition(objective: Objective, rule: Backtracking) -> None:
    path = descend(objective, Update(SteepestDescent(), rule), frozen([2.0, 0.05]), 15)
    first = rule.rate
    for k in range(15):
        first = assert_armijo(objective, rule, path.points[k], path.points[k + 1], first)
    assert (np.diff(path.values) < 0).all()


def test_the_looks_of_backtracking_are_its_trials() -> None:
    # E = m² from 1: slope −4 along d = −2, E(1 − 2α) ≤ 1 − 4·10⁻⁴ α holds iff α ≤ 0.9999.
    # Trials 8, 4, 2, 1 fail, 0.5 lands on 0; the next first trial is 1.
    point, way = np.array([1.0, 0.0]), np.array([-2.0, 0.0])
    for objective in (STEEP, parabola(0.0)):
        found = Backtracking(8.0).step(Place(objective, point, -way), way, 8.0)
        assert found == (0.5, 5, 1.0)


def test_the_first_trial_never_exceeds_the_rate() -> None:
    point, way = np.array([1.0, 0.0]), np.array([-2.0, 0.0])
    rule = Backtracking(0.25)
    assert rule.step(Place(STEEP, point, -way), way, rule.init(point)) == (0.25, 1, 0.25)


def test_the_usual_constants_are_those_of_the_book() -> None:
    rule = Backtracking()
    assert (rule.rate, rule.share, rule.shrink) == (1.0, 1e-4, 0.5)


@pytest.mark.parametrize("objective", [STEEP, BENT, parabola(3.0)], ids=["bowl", "bent", "values"])
def test_uphill_and_along_the_level_no_step_is_made(objective: Any) -> None:
    point = np.array([1.0, 0.5])
    gradient = objective.gradient(point)
    across = np.array([-gradient[1], gradient[0]])
    for way in (gradient, across, np.zeros(2)):
        assert Backtracking(0.1).step(Place(objective, point, gradient), way, 0.05) == (0.0, 0, 0.1)


@given(coordinates, coordinates, st.floats(1e-3, 1e3))
@example(0.1, 0.7, 1.0)
def test_a_slope_that_is_rounding_is_level(a: float, b: float, size: float) -> None:
    # Along (−g2, g1) the slope −g1 g2 + g2 g1 is 0, but for the rounding of the direction's scale.
    point = np.array([a, b])
    for objective in (STEEP, parabola(3.0)):
        gradient = objective.gradient(point)
        way = size * np.array([-gradient[1], gradient[0]])
        for turned in (way, -way):
            found = Backtracking(0.1).step(Place(objective, point, gradient), turned, 0.05)
            assert found == (0.0, 0, 0.1)


def test_a_slope_just_above_rounding_leads_down() -> None:
    # −0.7 + 0.7 (1 − 2 · 10⁻¹⁵) is −1.4 · 10⁻¹⁵; both products may be wrong by 6 · 10⁻¹⁶.
    gradient, tilt = np.array([0.7, 0.7]), 1.0 - 2e-15
    way = np.array([-1.0, tilt])
    assert Backtracking(0.1).step(Place(parabola(3.0), gradient / 2, gradient), way, 0.05)[1] > 0


@pytest.mark.parametrize("scale", [1e-150, 1e-9, 1e12, 1e150])
def test_backtracking_on_a_bowl_does_not_mind_the_scale_of_the_parameters(scale: float) -> None:
    # Scaling (m1, m2) scales the gradient alike, so the same lengths are found.
    update = Update(SteepestDescent(), Backtracking(1.0))
    path = descend(STEEP, update, frozen([2.0 * scale, 0.3 * scale]), 12)
    unscaled = descend(STEEP, update, frozen([2.0, 0.3]), 12)
    assert path.points / scale == pytest.approx(unscaled.points, rel=1e-9)


def test_a_fall_lost_in_rounding_is_judged_by_the_slope() -> None:
    # E = 10⁹ + |θ|² at 10⁻⁶: the fall of 10⁻¹² is below the spacing of numbers around 10⁹ (10⁻⁷).
    # At 0.5 the slope is level: accepted. At 1 it has turned round, (2c − 1)·slope is exceeded.
    point, way = np.array([1e-6, 0.0]), np.array([-2e-6, 0.0])
    assert Backtracking(1.0).step(Place(parabola(1e9), point, -way), way, 1.0)[:2] == (0.5, 2)


@pytest.mark.parametrize("height", [0.0, 1e9])
@pytest.mark.parametrize("scale", [1.0, 1e-6, 1e-170])
def test_a_fall_of_exactly_the_share_is_enough(height: float, scale: float) -> None:
    # Half of what the slope promises is what a parabola falls by down to its lowest point, at 0.5.
    # At 10⁻¹⁷⁰ all of E vanishes, beside 10⁹ the fall does: the slope there is level, 0 ≤ 0.
    point, way = np.array([scale, 0.0]), np.array([-2.0 * scale, 0.0])
    for objective in (STEEP, parabola(height)):
        found = Backtracking(0.5, share=0.5).step(Place(objective, point, -way), way, 0.5)
        assert found[:2] == (0.5, 1)


def test_a_slope_that_stands_for_the_fall_is_held_to_twice_the_share() -> None:
    # (2 · 0.4 − 1) slope is positive, and 0 at the lowest point is below it.
    point, way = np.array([1e-6, 0.0]), np.array([-2e-6, 0.0])
    found = Backtracking(0.5, share=0.4).step(Place(parabola(1e9), point, -way), way, 0.5)
    assert found[:2] == (0.5, 1)


def test_a_fall_by_one_rounding_is_not_believed() -> None:
    # Around 10⁹ numbers are 1.2 · 10⁻⁷ apart: p² = 7 · 10⁻⁸ is rounded up, (0.9 p)² down. The fall
    # so seen would be enough, 1.2 > 0.3 · 3.8 · 0.7; but the slope there is 0.9 of the first one,
    # uphill, and 1 − 2 · 0.3 is allowed.
    point = np.array([np.sqrt(7e-8), 0.0])
    way = -2.0 * point
    found = Backtracking(0.95, share=0.3).step(Place(parabola(1e9), point, -way), way, 0.95)
    assert found[:2] == (0.475, 2)


def test_a_fall_of_64_roundings_is_the_last_that_is_not_believed() -> None:
    # 64 ε = 2⁻⁴⁶. Wherever the trial leads, E is lower by `fall` and the slope leads steeply up.
    class Crooked:
        quadratic = None

        def __init__(self, fall: float) -> None:
            self.fall = fall

        def value(self, point: Floats) -> float:
            return 1.0 if point[0] == 1.0 else 1.0 - self.fall

        def gradient(self, point: Floats) -> Floats:
            return -1e9 * point

    point, way = np.array([1.0]), np.array([-1e-9])
    for fall, expected in ((2.0**-46, 0.0), (2.0**-46 + 2.0**-53, 1.0)):
        crooked: Any = Crooked(fall)
        assert Backtracking().step(Place(crooked, point, -way), way, 1.0)[0] == expected


def test_a_bowl_is_judged_by_its_formula_without_a_look_at_values() -> None:
    class BowlOnly:
        quadratic = STEEP.quadratic

    bowl: Any = BowlOnly()
    point, way = np.array([1.0, 0.0]), np.array([-2.0, 0.0])
    assert Backtracking(8.0).step(Place(bowl, point, -way), way, 8.0) == (0.5, 5, 1.0)


def test_by_values_backtracking_comes_as_near_as_the_slope_tells() -> None:
    update = Update(SteepestDescent(), Backtracking(0.3))
    point, state = np.array([1.0, -2.0]), update.init(frozen([1.0, -2.0]))
    objective = parabola(1e9)
    for _ in range(60):
        change, _, state = update.step(objective, objective.gradient, point, state)
        point = point + change
    assert np.abs(point).max() < 1e-20


def test_where_no_length_helps_the_descent_stands_still() -> None:
    class Wall:
        quadratic = None

        def value(self, point: Floats) -> float:
            return 1.0 if point[0] == 1.0 else float("inf")

    wall: Any = Wall()
    point, way = np.array([1.0]), np.array([-1.0])
    length, looks, first = Backtracking(1.0).step(Place(wall, point, -way), way, 1.0)
    # 2⁻⁵³ is the last that moves 1 downwards (numbers below 1 are 2⁻⁵³ apart): 54 trials; the 2⁻⁵⁴
    # after it is half a spacing and rounds to the even 1.
    assert (length, looks, first) == (0.0, 54, 1.0)


def test_a_trial_where_e_is_not_defined_is_too_long() -> None:
    # E(m1, m2) = mean (log(m1 x1) + m2 x2 − y)² is undefined for m1 ≤ 0, where the first trials
    # lead; in (log m1, m2) it is linear least squares.
    first, second, y = np.array([1.0, 2.0, 4.0]), np.array([0.0, 2.0, -1.0]), np.array([0.3, 1, 2])
    logs = Objective(
        Model(sympy.log(m1 * x1) + m2 * x2, (x1, x2), (m1, m2)), MSE, data(first, second, y)
    )
    path = descend(logs, Update(SteepestDescent(), Backtracking(1e3)), frozen([9.0, -4.0]), 2000)
    features = np.column_stack([np.ones(3), second])
    (log_m1, slope), *_ = np.linalg.lstsq(features, y - np.log(first))
    assert path.final == pytest.approx([np.exp(log_m1), slope], rel=1e-7)


@pytest.mark.parametrize("bad", [0.0, 1.0, -0.5, float("nan")])
@pytest.mark.parametrize("name", ["share", "shrink"])
def test_shares_of_backtracking_out_of_range_are_refused(name: str, bad: float) -> None:
    with pytest.raises(ValueError, match=rf"^`{name}` must be between 0 and 1, got "):
        Backtracking(1.0, **{name: bad})


def test_searches_beat_the_best_fixed_guess_on_a_bowl() -> None:
    start, stops = frozen([2.0, 0.05]), (Stop("gradient", 1e-6),)
    bowl = TILTED.quadratic
    assert bowl is not None
    limit = 2.0 / bowl.eigenvalues[-1]
    searched = descend(
        TILTED, Update(SteepestDescent(), Backtracking(limit * 64)), start, 20_000, stops
    )
    fixed = descend(TILTED, Update(SteepestDescent(), FixedRate(limit * 0.5)), start, 20_000, stops)
    assert searched.fired == stops[0]
    assert searched.steps < fixed.steps
