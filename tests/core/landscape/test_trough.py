"""The valley along and across: its distances, curvatures and heights, against sums over rows."""

import numpy as np
import pytest

from gdcore.landscape.trough import Trough
from tests.core.landscape.test_long_valley import X, Y, long_descent

TROUGH = Trough(long_descent())
BOWL = 2.0 / len(X) * np.array([[X @ X, X.sum()], [X.sum(), len(X)]])
"""The second derivative of the mean of squares, written out."""


def by_rows(points: np.ndarray) -> np.ndarray:
    return np.array([np.mean((Y - m * X - b) ** 2) for m, b in points])


def test_the_directions_are_those_of_the_curvatures_and_lead_away_from_the_start() -> None:
    along, across = TROUGH.directions.T
    assert BOWL @ along == pytest.approx(TROUGH.curvatures[0] * along, abs=1e-9)
    assert BOWL @ across == pytest.approx(TROUGH.curvatures[1] * across)
    assert (TROUGH.away(np.zeros(2)) < 0.0).all()


def test_heights_over_distances_are_the_errors_of_the_lines_there() -> None:
    points = np.array([[0.0, 0.0], [1.3, 0.1], [1.0, 15.0], [0.4, -3.0]])
    assert TROUGH.value(TROUGH.away(points)) == pytest.approx(by_rows(points))
    assert TROUGH.hessian(np.zeros(2)) == pytest.approx(np.linalg.eigh(BOWL)[0] * np.eye(2))


def test_the_ground_is_as_long_and_as_high_as_it_is_told() -> None:
    best = np.linalg.lstsq(np.column_stack([X, np.ones_like(X)]), Y)[0]
    start, lowest = by_rows(np.array([[0.0, 0.0], best]))
    way = -TROUGH.away(np.zeros(2))[0]
    ground = TROUGH.ground(4.0)
    u, v = ground.points[..., 0], ground.points[..., 1]
    assert (u.min(), u.max()) == pytest.approx((-1.1 * way, 0.3 * way))
    assert TROUGH.fall == pytest.approx(start - lowest)
    assert TROUGH.top == pytest.approx(lowest + 1.12 * (start - lowest))
    assert float(TROUGH.value(np.array([0.0, v.max()]))) == pytest.approx(TROUGH.top)
    assert ground.planform.extent[1] == pytest.approx(4.0 * 2.0 * v.max() / np.ptp(u))


def test_a_line_of_equal_error_is_level_and_where_the_floor_is_higher_on_the_floor() -> None:
    height = TROUGH.descent.whole.best_loss + 0.4 * TROUGH.fall
    assert TROUGH.value(TROUGH.level(height)) == pytest.approx(height)
    low = TROUGH.descent.whole.best_loss + 1e-9 * TROUGH.fall
    assert TROUGH.level(low)[0] == pytest.approx([TROUGH.ends[0], 0.0])
