"""Least absolute residuals, against a linear programme."""

import numpy as np
import pytest
import scipy.optimize
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gdcore.arrays import Floats
from gdcore.error.l1 import least_absolute


def by_linear_programme(features: Floats, targets: Floats) -> float:
    """Return the least sum of |features θ − targets|, residuals written u − v with u, v ≥ 0."""
    n, p = features.shape
    found = scipy.optimize.linprog(
        np.concatenate([np.zeros(p), np.ones(2 * n)]),
        A_eq=np.hstack([features, np.eye(n), -np.eye(n)]),
        b_eq=targets,
        bounds=[(None, None)] * p + [(0, None)] * (2 * n),
    )
    return float(found.fun)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(1, 4), st.integers(0, 2**32 - 1), st.booleans())
@example(12, 2, 3, True)
def test_no_sum_is_lower(n: int, p: int, seed: int, coarse: bool) -> None:
    # Coarse data are full of ties: points on one line, rows given twice.
    random = np.random.default_rng(seed)
    features = np.column_stack([random.integers(0, 6, (n, p - 1)), np.ones(n)]).astype(float)
    targets = random.standard_t(2, n)
    targets = np.round(targets) if coarse else targets
    solution = least_absolute(features, targets)
    reached = float(np.abs(features @ solution - targets).sum())
    assert reached == pytest.approx(by_linear_programme(features, targets), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", [13, 17, 64])
def test_ties_do_not_hide_the_way_down(seed: int) -> None:
    # Found by search: on these grids a walk that takes ties as they come stops too high.
    random = np.random.default_rng(seed)
    n, p = int(random.integers(4, 20)), int(random.integers(2, 5))
    features = np.column_stack([random.integers(0, 3, (n, p - 1)), np.ones(n)]).astype(float)
    targets = np.round(random.standard_t(2, n))
    reached = float(np.abs(features @ least_absolute(features, targets) - targets).sum())
    assert reached == pytest.approx(by_linear_programme(features, targets), rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(-500, 500), st.integers(-60, 60))
def test_units_only_change_units(seed: int, x_power: int, y_power: int) -> None:
    random = np.random.default_rng(seed)
    features = np.column_stack([random.normal(size=15), np.ones(15)])
    targets = random.normal(size=15)
    moved = least_absolute(features * [2.0**x_power, 1.0], targets * 2.0**y_power)
    expected = least_absolute(features, targets) * 2.0**y_power / [2.0**x_power, 1.0]
    assert moved == pytest.approx(expected, rel=1e-9, abs=0)


def test_median_is_the_best_constant() -> None:
    assert least_absolute(np.ones((5, 1)), np.array([1.0, 7.0, 2.0, 9.0, 3.0])) == [3.0]


def test_dependent_columns_are_left_at_zero() -> None:
    x = np.arange(6.0)
    features = np.column_stack([x, 2.0 * x, np.ones(6)])
    assert least_absolute(features, 3.0 * x + 1.0) == pytest.approx([3.0, 0.0, 1.0], abs=1e-12)
    assert least_absolute(np.zeros((3, 2)), np.ones(3)).tolist() == [0.0, 0.0]
