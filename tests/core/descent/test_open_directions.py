"""Verdicts on a bowl that the data leave open: E = (m1 + m2 - 1)², the same all along m1 - m2."""

import numpy as np
import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from gdcore.arrays import frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.descent.reference import Reference, hardly_moves, shares_left
from gdcore.error.fits import best_fit
from gdcore.error.loss import SSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective

x1, x2, m1, m2 = sympy.symbols("x1 x2 m1 m2", real=True)


def reference() -> Reference:
    """Return what a descent is judged against, made from one row: x1 = x2 = y = 1."""
    data = Dataset((Column("x1", [1.0]), Column("x2", [1.0])), Column("y", [1.0]))
    objective = Objective(Model(m1 * x1 + m2 * x2, (x1, x2), (m1, m2)), SSE, data)
    fit, bowl = best_fit(objective, frozen([0.0, 0.0])), objective.quadratic
    assert bowl is not None
    return Reference(objective, fit, bowl, None)


@given(st.floats(-9, 9), st.floats(-9, 9), st.integers(1, 12))
def test_what_is_left_is_counted_where_the_error_curves(m: float, q: float, steps: int) -> None:
    # By hand: a step of rate 1/8 changes both by -(m1 + m2 - 1)/4, which halves the miss.
    miss = m + q - 1.0
    halved = 0.5 ** np.arange(steps + 1)
    points = np.array([m, q]) - 0.5 * miss * (1.0 - halved)[:, None]
    assume(abs(miss) > 1e-3)
    assert shares_left(reference(), points) == pytest.approx([halved[-1]] * 2, rel=1e-6)


@pytest.mark.parametrize(("share", "hardly"), [(0.05, True), (0.15, False)])
def test_a_start_far_along_the_open_direction_has_no_longer_way(share: float, hardly: bool) -> None:
    start = np.array([101.0, -99.0])
    points = np.stack([start, start - 0.5 * share])
    assert hardly_moves(reference(), points) is hardly
