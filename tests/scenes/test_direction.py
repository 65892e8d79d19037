"""Which way something points on the screen, by hand."""

import numpy as np
import pytest

from scenes.kit.plots.direction import direction


def test_a_direction_is_seen_on_the_axes_own_scales() -> None:
    # (3, 2) where a unit is 2 long across and 4 up is (6, 8): a triangle of 3, 4 and 5.
    way = direction(np.array([3.0, 2.0]), np.array([2.0, 4.0]))
    assert way.tolist() == pytest.approx([0.6, 0.8])
    assert direction(np.array([0.0, -1e-9]), np.array([2.0, 4.0])).tolist() == [0.0, -1.0]


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_squares_that_are_no_numbers_do_no_harm(size: float) -> None:
    way = direction(np.array([3.0, -4.0]) * size, np.ones(2))
    assert way.tolist() == pytest.approx([0.6, -0.8])


@pytest.mark.parametrize("numbers", [[0.0, 0.0], [np.inf, 1.0], [1.0, np.nan]])
def test_what_has_no_direction_points_nowhere(numbers: list[float]) -> None:
    assert direction(np.array(numbers), np.ones(2)).tolist() == [0.0, 0.0]
