"""The way that a descent has come, by hand."""

import numpy as np
import pytest

from gdcore.arrays import Floats, frozen
from gdcore.descent.trajectory import Status, Trajectory
from scenes.kit.descent.projection import ArrowEnds, FlatInk
from scenes.kit.descent.trail import Trail
from scenes.kit.ink.shapes import Positions
from scenes.kit.look.look import DARK


class Doubled:
    """A picture in which a place is twice the parameters."""

    ink = FlatInk((0.0, 0.0, 1.0, 1.0), 1.0, 1.0, 1.0)

    def places(self, points: Floats) -> Positions:
        return 2.0 * points

    def arrows(self, point: Floats, there: Floats) -> ArrowEnds:
        return ArrowEnds(point, point, np.array([point, there]))


def _trail(steps: int) -> Trail:
    points = frozen(np.column_stack([np.arange(steps + 1.0), np.zeros(steps + 1)]))
    heights = frozen(np.zeros(steps + 1))
    path = Trajectory(points, heights, Status.EXHAUSTED, "It stopped.", heights)
    return Trail(path, Doubled(), DARK)


@pytest.mark.parametrize(
    ("step", "path", "dots"),
    [(0.0, [0], [0]), (1.0, [0, 2], [0, 2]), (2.5, [0, 2, 4, 5], [0, 2, 4]), (0.25, [0, 0.5], [0])],
)
def test_it_ends_where_the_descent_is(step: float, path: list[float], dots: list[float]) -> None:
    trail = _trail(3).at(3.0).at(step)
    assert trail.path.points[:, 0].tolist() == path
    assert trail.dots.points[:, 0].tolist() == dots


def test_only_the_first_steps_have_dots() -> None:
    trail = _trail(500).at(500.0)
    assert trail.dots.points[:, 0].tolist() == (2.0 * np.arange(60)).tolist()
    assert len(trail.path.points) == 501


def test_a_very_long_way_is_drawn_through_fewer_places_ever_further_apart() -> None:
    across = _trail(100_000).at(100_000.0).path.points[:, 0] / 2.0
    assert across[:750].tolist() == np.arange(750).tolist()
    assert across[-1] == 100_000
    assert 750 < len(across) <= 1500
    gaps = np.diff(across[:-1])
    assert gaps.max() < 0.01 * 100_000
    assert gaps[-2] > 100 * gaps[0]


def test_everything_of_it_waits_unseen_at_first() -> None:
    trail = _trail(1)
    assert trail.shapes == (trail.path, trail.dots) == trail.hidden
