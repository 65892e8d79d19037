"""What is said to be equivalent is descended both ways, by loops written here."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.rules.equivalences import (
    Equivalence,
    one_point_for_sum,
    sign_convention,
    sum_for_mean,
    without_factor_two,
)

X = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
Y = np.array([0.2, 0.35, 0.45, 0.7, 0.75])
N = 5
rates = st.floats(1e-6, 0.6)
Slope = Callable[[np.ndarray], np.ndarray]


def guess_minus_y(theta: np.ndarray) -> np.ndarray:
    return theta[1] * X + theta[0] - Y


def summed(residuals: np.ndarray) -> np.ndarray:
    return np.array([residuals.sum(), (residuals * X).sum()])


def path(rate: float, slope: Slope, sign: int = -1, steps: int = 40) -> np.ndarray:
    theta = np.array([0.3, -0.8])
    visited = [theta]
    for _ in range(steps):
        theta = theta + sign * rate * slope(theta)
        visited.append(theta)
    return np.array(visited)


def mean_path(rate: float) -> np.ndarray:
    """The descent of E = mean of squared residuals, with its 2 and its 1/N."""
    return path(rate, lambda theta: 2 / N * summed(guess_minus_y(theta)))


def equivalent(result: Equivalence) -> float:
    assert result.equivalent_rate is not None
    return result.equivalent_rate


@given(rates)
def test_twice_the_rate_makes_the_same_steps_without_the_two(rate: float) -> None:
    changed = path(equivalent(without_factor_two(rate)), lambda t: summed(guess_minus_y(t)) / N)
    np.testing.assert_allclose(changed, mean_path(rate), rtol=1e-12, atol=1e-12)


@given(rates)
def test_an_nth_of_the_rate_makes_the_same_steps_on_the_sum(rate: float) -> None:
    changed = path(equivalent(sum_for_mean(rate, N)), lambda t: 2 * summed(guess_minus_y(t)))
    np.testing.assert_allclose(changed, mean_path(rate), rtol=1e-12, atol=1e-12)


@given(rates)
def test_plus_with_the_other_residuals_makes_identical_steps(rate: float) -> None:
    rate_there = equivalent(sign_convention(rate))
    changed = path(rate_there, lambda t: 2 / N * summed(-guess_minus_y(t)), sign=1)
    np.testing.assert_array_equal(changed, mean_path(rate))


def one_pass(rate: float) -> np.ndarray:
    """One point at a time in file order, without the 2, from (0, 0)."""
    theta = np.zeros(2)
    for x, y in zip(X, Y, strict=True):
        theta = theta - rate * (theta[1] * x + theta[0] - y) * np.array([1, x])
    return theta


def test_no_rate_makes_the_same_steps_without_the_sum() -> None:
    """The first batch step from (0, 0) is a multiple of (Σ y, Σ x y) = (2.45, 1.515).

    One pass over the points goes to (0.111748, 0.067579), which is no multiple of it, so no batch
    step of any rate leads there.
    """
    result = one_point_for_sum(0.05, N)
    assert not result.may_be_dropped
    assert result.equivalent_rate is None
    np.testing.assert_allclose(one_pass(0.05), [0.111748, 0.067579], atol=5e-7)
    batch = summed(-guess_minus_y(np.zeros(2)))
    np.testing.assert_allclose(batch, [2.45, 1.515], rtol=1e-12)
    assert one_pass(0.05)[0] / one_pass(0.05)[1] - batch[0] / batch[1] > 0.03


@pytest.mark.parametrize(
    ("function", "numbers"),
    [
        (without_factor_two, ["2", "0.05", "0.1"]),
        (lambda rate: sum_for_mean(rate, 5), ["1/5", "0.05", "5", "0.01"]),
        (sign_convention, ["0.05", "guess − y", "y − guess"]),
        (
            lambda rate: one_point_for_sum(rate, 5),
            ["5 points", "0.05", "stochastic gradient descent", "not"],
        ),
    ],
    ids=["two", "mean", "sign", "sum"],
)
def test_the_sentence_holds_the_numbers(
    function: Callable[[float], Equivalence], numbers: list[str]
) -> None:
    result = function(0.05)
    assert result.rate == 0.05
    assert all(number in result.sentence for number in numbers)
    assert result.sentence.startswith("The ")
    assert result.sentence.endswith(".")
    assert result.may_be_dropped == ("not" not in numbers)


@pytest.mark.parametrize("rate", [0.0, -0.1, float("nan"), float("inf")])
@pytest.mark.parametrize(
    "function",
    [
        without_factor_two,
        sign_convention,
        lambda rate: sum_for_mean(rate, 5),
        lambda rate: one_point_for_sum(rate, 5),
    ],
)
def test_a_rate_that_is_no_rate_is_refused(
    function: Callable[[float], Equivalence], rate: float
) -> None:
    with pytest.raises(ValueError, match=f"`rate` must be positive and finite, got {rate}"):
        function(rate)


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="`n` must be at least 1, got 0"):
        sum_for_mean(0.1, 0)
    with pytest.raises(ValueError, match="`n` must be at least 2, got 1"):
        one_point_for_sum(0.1, 1)


def test_the_fewest_rows_are_accepted() -> None:
    assert equivalent(sum_for_mean(0.1, 1)) == 0.1
    assert not one_point_for_sum(0.1, 2).may_be_dropped
