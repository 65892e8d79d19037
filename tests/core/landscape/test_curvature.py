"""Curvatures, rates and predicted steps against hand formulas and the real descent."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gdcore.error.quadratic import Quadratic
from gdcore.landscape.curvature import (
    best_rate,
    condition_number,
    contraction,
    curvature,
    max_stable_rate,
    steps_to,
    valley,
)

unhurried = settings(deadline=None)


@st.composite
def bowls(draw: st.DrawFn, largest: float = 10.0) -> Quadratic:
    """Two to four parameters; curvatures spread over at most 10^largest, at any scale."""
    powers = draw(st.lists(st.floats(-largest, 0.0), min_size=2, max_size=4))
    scale = 10.0 ** draw(st.integers(-60, 60))
    seed = draw(st.integers(0, 10_000))
    rng = np.random.default_rng(seed)
    vectors = np.linalg.qr(rng.normal(size=(len(powers), len(powers))))[0]
    eigenvalues = scale * np.sort(10.0 ** np.array(powers))
    hessian = vectors @ np.diag(eigenvalues) @ vectors.T
    return Quadratic(rng.normal(size=len(powers)), 0.0, eigenvalues, vectors, hessian)


def simple(*curvatures: float) -> Quadratic:
    return Quadratic.from_hessian(np.arange(1.0, len(curvatures) + 1), 0.5, np.diag(curvatures))


def walked(bowl: Quadratic, start: np.ndarray, rate: float, tolerance: float, most: int) -> int:
    """Descend one step at a time, in the eigenvectors' directions, and count."""
    along = bowl.eigenvectors.T @ (start - bowl.minimum)
    goal = tolerance * np.linalg.norm(along)
    for k in range(most):
        if np.linalg.norm(along) <= goal:
            return k
        along -= rate * bowl.eigenvalues * along
    return most


def test_curvature_of_a_slanted_direction_by_hand() -> None:
    # d = (3, 4): (9·2 + 2·12·1 + 16·5)/25 = 122/25.
    hessian = np.array([[2.0, 1.0], [1.0, 5.0]])
    assert curvature(hessian, np.array([3.0, 4.0])) == pytest.approx(122 / 25)


@unhurried
@given(bowls(), st.floats(-300.0, 300.0), st.integers(0, 100))
def test_curvature_lies_between_the_least_and_the_greatest_whatever_the_length(
    bowl: Quadratic, power: float, seed: int
) -> None:
    # The Rayleigh quotient (Trefethen & Bau, Numerical Linear Algebra, 1997, lecture 27).
    direction = np.random.default_rng(seed).normal(size=bowl.minimum.size)
    found = curvature(bowl.hessian, direction * 10.0**power)
    greatest = float(bowl.eigenvalues[-1])
    assert -1e-12 * greatest <= found <= greatest * (1 + 1e-12)
    assert found == pytest.approx(
        curvature(bowl.hessian, direction), rel=1e-9, abs=1e-12 * greatest
    )


@pytest.mark.parametrize("bad", [[0.0, 0.0], [np.inf, 1.0], [np.nan, 1.0]])
def test_curvature_needs_a_direction(bad: list[float]) -> None:
    with pytest.raises(ValueError, match=r"`direction` must be finite and not zero, got"):
        curvature(np.eye(2), np.array(bad))


@unhurried
@given(bowls(4.0))
def test_a_valley_s_directions_have_its_curvatures(bowl: Quadratic) -> None:
    found = valley(bowl)
    assert curvature(bowl.hessian, found.floor) == pytest.approx(found.along, rel=1e-9)
    assert curvature(bowl.hessian, found.wall) == pytest.approx(found.across, rel=1e-9)
    assert found.along == pytest.approx(float(np.linalg.eigvalsh(bowl.hessian)[0]), rel=1e-9)
    assert float(found.floor @ found.wall) == pytest.approx(0.0, abs=1e-12)
    assert np.linalg.norm(found.floor) == pytest.approx(1.0)


def test_rates_by_hand() -> None:
    # λ = 2 and 6: stable below 2/6; best 2/(2 + 6), where both |1 − r λ| are (3 − 1)/(3 + 1).
    bowl = simple(6.0, 2.0)
    assert condition_number(bowl) == pytest.approx(3.0)
    assert max_stable_rate(bowl) == pytest.approx(1 / 3)
    assert best_rate(bowl) == pytest.approx(0.25)
    assert contraction(bowl, 0.25) == pytest.approx(0.5)
    assert contraction(bowl, 0.3) == pytest.approx(0.8)
    assert contraction(bowl, 0.5) == pytest.approx(2.0)


def test_rates_where_a_direction_is_open() -> None:
    bowl = simple(4.0, 0.0, 1.0)
    assert bowl.rank == 2
    assert condition_number(bowl) == math.inf
    assert max_stable_rate(bowl) == pytest.approx(0.5)
    assert best_rate(bowl) == pytest.approx(2 / 5)
    assert contraction(bowl, 0.4) == pytest.approx(0.6)


def test_rates_without_curvature() -> None:
    bowl = simple(0.0, 0.0)
    assert max_stable_rate(bowl) == math.inf
    assert best_rate(bowl) == math.inf
    assert contraction(bowl, 3.0) == 0.0
    assert steps_to(bowl, np.array([5.0, 5.0]), 3.0, 1e-6) == 0


@unhurried
@given(bowls(), st.floats(0.01, 3.0))
def test_contraction_is_below_one_exactly_below_the_stable_rate(
    bowl: Quadratic, share: float
) -> None:
    assume(abs(share - 1) > 1e-9)
    assert (contraction(bowl, share * max_stable_rate(bowl)) < 1) == (share < 1)


@unhurried
@given(bowls(), st.floats(0.2, 5.0))
def test_no_rate_is_better_than_the_best(bowl: Quadratic, share: float) -> None:
    best = best_rate(bowl)
    assert contraction(bowl, best) <= contraction(bowl, share * best) * (1 + 1e-14)
    # Bertsekas (1999), section 1.3: (κ − 1)/(κ + 1).
    kappa = condition_number(bowl)
    assert contraction(bowl, best) == pytest.approx((kappa - 1) / (kappa + 1), abs=1e-12)


@unhurried
@given(bowls(2.0), st.floats(0.05, 0.98), st.floats(-9.0, -0.01), st.integers(0, 100))
def test_predicted_steps_are_those_really_needed(
    bowl: Quadratic, share: float, power: float, seed: int
) -> None:
    start = bowl.minimum + 10 * np.random.default_rng(seed).normal(size=bowl.minimum.size)
    rate, tolerance = share * max_stable_rate(bowl), 10.0**power
    predicted = steps_to(bowl, start, rate, tolerance)
    assert predicted is not None
    # One step more or less where the distance meets the tolerance to the last digits.
    low = walked(bowl, start, rate, tolerance * (1 + 1e-9), 40_000)
    high = walked(bowl, start, rate, tolerance * (1 - 1e-9), 40_000)
    assert low <= predicted <= high < 40_000


def test_predicted_steps_in_a_valley_of_condition_1e10_by_hand() -> None:
    # Only the floor's distance is left: (1 − 1e-10)^k = 1e-3, k = 3 ln 10/−ln(1 − 1e-10).
    steps = steps_to(simple(1.0, 1e-10), np.array([1.0, 7.0]), 1.0, 1e-3)
    assert steps == pytest.approx(3 * math.log(10) * 1e10, abs=10)


def test_steps_from_the_best_fit_and_at_the_rate_that_lands_on_it() -> None:
    bowl = simple(2.0, 2.0)
    assert steps_to(bowl, bowl.minimum, 0.25, 1e-3) == 0
    assert steps_to(bowl, np.array([8.0, -5.0]), 0.5, 1e-3) == 1


@pytest.mark.parametrize("rate", [1.0, 1.5, 1e-320])
def test_no_number_of_steps_is_enough_at_or_above_the_stable_rate(rate: float) -> None:
    assert steps_to(simple(2.0, 1e-5), np.array([8.0, -5.0]), rate, 0.5) is None


@pytest.mark.parametrize("rate", [0.0, -1.0, math.inf, math.nan])
def test_a_rate_out_of_range_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match=r"`rate` must be positive and finite, got"):
        contraction(simple(1.0, 2.0), rate)


@pytest.mark.parametrize("tolerance", [0.0, 1.0, -0.5, math.nan])
def test_a_tolerance_out_of_range_is_refused(tolerance: float) -> None:
    with pytest.raises(ValueError, match=r"`tolerance` must be between 0 and 1, got"):
        steps_to(simple(1.0, 2.0), np.zeros(2), 0.1, tolerance)


def test_the_first_of_several_steps_may_be_enough() -> None:
    # All distance is up the wall: 1 − 0.45·2 = 0.1 of it is left, while 1 − 0.45·0.1 would stay.
    bowl = simple(2.0, 0.1)
    assert steps_to(bowl, bowl.minimum + np.array([3.0, 0.0]), 0.45, 0.2) == 1


@pytest.mark.parametrize("size", [1e-200, 1e200])
def test_the_start_may_be_as_far_away_as_float64_allows(size: float) -> None:
    # Half of the distance is left by each step: 2^-10 < 1e-3 < 2^-9.
    bowl = Quadratic.from_hessian([0.0, 0.0], 0.0, np.eye(2))
    assert steps_to(bowl, size * np.array([3.0, -4.0]), 0.5, 1e-3) == 10
