"""One placing of names: where a name stands, worked out by hand for names of known size."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import pytest

from scenes.kit.ink.layout import Box
from scenes.kit.text.placing import Obstacles, along, dense, middle_within, place


@dataclass
class Name:
    """Two wide and one high; its baseline is its lower edge."""

    x: float = 0.0
    y: float = 0.0

    @property
    def box(self) -> np.ndarray:
        return np.array([[self.x, self.y], [self.x + 2.0, self.y + 1.0]])

    def at(self, x: float, y: float, anchor: float = 0.0) -> Self:
        self.x, self.y = x - 2.0 * anchor, y
        return self


def test_the_first_clear_spot_is_taken() -> None:
    taken = Obstacles(points=np.array([[1.0, 0.5]]))
    name = place(Name(), [(0.0, 0.0, 0.0), (5.0, 0.0, 0.5), (7.0, 0.0, 0.0)], taken)
    assert (name.x, name.y) == (4.0, 0.0)


def test_air_is_kept_around_points() -> None:
    beside, spots = np.array([[2.1, 0.5]]), [(0.0, 0.0, 0.0), (0.0, 3.0, 0.0)]
    assert place(Name(), spots, Obstacles(points=beside, air=0.05)).y == 0.0
    assert place(Name(), spots, Obstacles(points=beside, air=0.15)).y == 3.0


def test_a_name_keeps_off_a_box_that_it_shares_more_than_an_edge_with() -> None:
    box, spots = np.array([[2.0, 0.0], [3.0, 1.0]]), [(0.0, 0.0, 0.0), (0.0, 3.0, 0.0)]
    assert place(Name(), spots, Obstacles(boxes=(box,))).y == 0.0
    assert place(Name(), spots, Obstacles(boxes=(box - [0.01, 0.0],))).y == 3.0


@pytest.mark.parametrize("outside", [(-0.1, 0.0), (2.1, 0.0), (1.0, -0.1), (1.0, 3.1)])
def test_a_name_stays_in_its_area(outside: tuple[float, float]) -> None:
    area = Box("area", 0.0, 0.0, 4.0, 4.0)
    name = place(Name(), [(*outside, 0.0), (1.0, 1.0, 0.0)], Obstacles(area=area))
    assert (name.x, name.y) == (1.0, 1.0)


def test_where_nothing_is_clear_the_least_is_covered() -> None:
    points = np.array([[0.5, 0.5], [1.5, 0.5], [5.5, 0.5], [9.5, 0.5]])
    spots = [(0.0, 0.0, 0.0), (5.0, 0.0, 0.0), (9.0, 0.0, 0.0)]
    assert place(Name(), spots, Obstacles(points=points)).x == 5.0


def test_to_lie_on_a_line_is_better_than_on_a_word_and_that_better_than_to_leave() -> None:
    area, word = Box("area", 0.0, 0.0, 4.0, 4.0), np.array([[0.0, 0.0], [4.0, 1.0]])
    points = np.array([[1.5, 3.5], [1.6, 3.5]])
    taken = Obstacles(points=points, boxes=(word,), area=area)
    assert place(Name(), [(9.0, 0.0, 0.0), (1.0, 0.0, 0.0), (1.0, 3.0, 0.0)], taken).y == 3.0
    assert place(Name(), [(9.0, 0.0, 0.0), (1.0, 0.0, 0.0)], taken).x == 1.0


def test_a_dense_line_has_its_ends_and_lies_on_the_line() -> None:
    line = dense(np.array([[0.0, 0.0], [1.0, 2.0], [3.0, 2.0]]), times=5)
    assert line.shape == (15, 2)
    assert line[[0, 7, 14]] == pytest.approx(np.array([[0.0, 0.0], [1.0, 2.0], [3.0, 2.0]]))
    assert line[:8, 1] == pytest.approx(2.0 * line[:8, 0])


def test_points_along_a_line_are_nowhere_further_apart() -> None:
    corners = np.array([[0.0, 0.0], [0.1, 0.0], [3.0, 0.0], [3.0, 4.0]])
    points = along(corners, 0.5)
    for corner in corners:
        assert (points == corner).all(axis=1).any()
    on_foot, upright = points[points[:, 1] == 0.0, 0], points[points[:, 0] == 3.0, 1]
    assert len(on_foot) + len(upright) == len(points) + 2
    assert np.diff(np.sort(on_foot)).max() <= 0.5
    assert np.diff(np.sort(upright)).max() <= 0.5
    assert len(along(np.array([[0.0, 0.0], [1e9, 0.0]]), 0.5)) < 1e6


@pytest.mark.parametrize(("x", "middle"), [(-3.0, 1.5), (2.0, 2.0), (9.0, 2.5)])
def test_a_middle_is_moved_no_further_than_into_the_area(x: float, middle: float) -> None:
    assert middle_within(Box("area", 0.0, 0.0, 4.0, 4.0), x, 2.0, 0.5) == middle
