"""Singular values by Jacobi's method, against spectra that were chosen and against mpmath."""

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gdcore.error.jacobi import right_singular


def rotation(size: int, seed: int) -> np.ndarray:
    return np.linalg.qr(np.random.default_rng(seed).normal(size=(size, size)))[0]


@settings(deadline=None)
@given(st.integers(1, 6), st.floats(0, 5), st.integers(0, 2**32 - 1))
def test_chosen_spectrum_is_found(size: int, decades: float, seed: int) -> None:
    expected = np.geomspace(1.0, 10.0**decades, size) if size > 1 else np.ones(1)
    matrix = rotation(size, seed) * expected @ rotation(size, seed + 1).T
    values, vectors = right_singular(matrix)
    # Writing the matrix down has already moved its singular values by eps times the largest.
    assert values == pytest.approx(expected, rel=0, abs=1e-14 * expected[-1])
    assert vectors.T @ vectors == pytest.approx(np.eye(size), abs=1e-13)
    lengths = np.linalg.norm(matrix @ vectors, axis=0)
    assert lengths == pytest.approx(values, rel=0, abs=1e-13 * expected[-1])


@settings(max_examples=30, deadline=None)
@given(
    arrays(np.float64, (4, 3), elements=st.integers(-9, 9).map(float)),
    st.integers(-60, 60),
    st.integers(-60, 60),
)
def test_small_values_keep_their_digits(matrix: np.ndarray, first: int, last: int) -> None:
    # Columns in units that are worlds apart; 120 digits decide.
    if np.linalg.matrix_rank(matrix) < 3 or np.linalg.cond(matrix) > 1e3:
        matrix = np.vstack([np.eye(3), [1.0, 2.0, 3.0]])
    scaled = matrix * np.ldexp(1.0, [first, 0, last])
    with mpmath.workdps(120):
        exact = mpmath.svd_r(mpmath.matrix(scaled.tolist()), compute_uv=False)
        expected = sorted(float(value) for value in exact)
    assert right_singular(scaled)[0] == pytest.approx(expected, rel=1e-12, abs=0.0)


def test_wide_and_empty_columns() -> None:
    values, _ = right_singular(np.array([[3.0, 0.0, 4.0]]))
    assert values == pytest.approx([0.0, 0.0, 5.0], abs=1e-15)
    assert right_singular(np.zeros((2, 2)))[0].tolist() == [0.0, 0.0]


def test_columns_of_very_different_size_are_taken_for_orthogonal() -> None:
    # The rotation's tangent underflows: there is nothing to turn.
    values, vectors = right_singular(np.array([[1e150, 1e-150], [0.0, 1e-150]]))
    assert values == pytest.approx([1e-150, 1e150], rel=1e-15, abs=0.0)
    assert vectors == pytest.approx(np.eye(2)[::-1], abs=1e-15)
