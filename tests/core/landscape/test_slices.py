"""Slices of E along a line, against the parabola that they are for a quadratic."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.error.loss import SSE
from gdcore.error.model import line
from gdcore.error.objective import Objective
from gdcore.landscape.slices import slice_along
from gdcore.landscape.view import Window


@pytest.fixture
def objective() -> Objective:
    data = Dataset((Column("weight", [0.5, 2.3, 2.9]),), Column("height", [1.4, 1.9, 3.2]))
    return Objective(line(), SSE, data)


def test_the_slice_over_the_intercept_is_the_table_of_the_three_points(
    objective: Objective,
) -> None:
    cut = slice_along(objective, np.array([0.64, 0.0]), np.array([0.0, 1.0]), (0.0, 1.5), 7)
    assert cut.offsets.tolist() == [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5]
    expected = [3.15592, 1.91742, 1.05392, 0.56542, 0.45192, 0.71342, 1.34992]
    assert cut.heights == pytest.approx(expected, abs=1e-12)
    assert cut.points[3].tolist() == [0.64, 0.75]


def test_a_slice_down_the_gradient_is_a_parabola_in_the_rate(objective: Objective) -> None:
    # E(θ − r g) = E − r |g|² + ½ r² gᵀHg.
    start = np.array([1.7, -0.4])
    gradient = objective.gradient(start)
    cut = slice_along(objective, start, -gradient, (0.0, 0.2))
    bend = float(gradient @ objective.hessian(start) @ gradient)
    r = cut.offsets
    expected = objective.value(start) - r * (gradient @ gradient) + r * r * bend / 2
    assert len(r) == 201
    assert cut.heights == pytest.approx(expected, rel=1e-11)


def test_a_slice_through_a_window_reaches_from_edge_to_edge(objective: Objective) -> None:
    window = Window(-1.0, 1.0, -3.0, 2.0)
    point, direction = np.array([0.25, 0.5]), np.array([1.0, -2.0])
    cut = slice_along(objective, point, direction, window.chord(point, direction), 11)
    for end in (cut.points[0], cut.points[-1]):
        assert np.abs((end - window.middle) / window.half).max() == pytest.approx(1.0)


def test_heights_out_of_range_are_infinite_and_no_error(objective: Objective) -> None:
    cut = slice_along(objective, np.zeros(2), np.array([1e200, 0.0]), (0.0, 1.0), 3)
    assert cut.heights[0] == pytest.approx(1.4**2 + 1.9**2 + 3.2**2)
    assert np.isinf(cut.heights[1:]).all()


@pytest.mark.parametrize("reach", [(1.0, 1.0), (2.0, 1.0), (0.0, np.inf), (np.nan, 1.0)])
def test_a_reach_that_does_not_ascend_is_refused(
    objective: Objective, reach: tuple[float, float]
) -> None:
    with pytest.raises(ValueError, match=r"`reach` must be two ascending finite numbers, got"):
        slice_along(objective, np.zeros(2), np.ones(2), reach)


def test_a_slice_has_two_points_or_more(objective: Objective) -> None:
    with pytest.raises(ValueError, match=r"`count` must be 2 or more, got 1"):
        slice_along(objective, np.zeros(2), np.ones(2), (0.0, 1.0), 1)
