"""Ground above the picture's top is cut where E reaches it, not where the grid has points."""

import numpy as np
import pytest

from gdcore.arrays import Floats
from gdcore.landscape.topping import topped

SIDE = np.linspace(-1.0, 1.0, 21)
GRID = np.stack(np.meshgrid(SIDE, SIDE), axis=-1)
TOP = 2.0


class Growth:
    """E = exp(k·θ): it reaches 2 on the line k·θ = ln 2."""

    def __init__(self, *rates: float) -> None:
        self.rates = np.array(rates)

    def value(self, points: Floats, /) -> Floats:
        return np.exp(points @ self.rates)


def cuts(heights: Floats) -> list[Floats]:
    """Return where the grid's lines cross the top, straight between points."""
    found = []
    for row, column in zip(*np.nonzero(heights <= TOP), strict=True):
        for there in ((row, column + 1), (row, column - 1), (row + 1, column), (row - 1, column)):
            if min(there) >= 0 and max(there) < len(heights) and heights[there] > TOP:
                low, high = heights[row, column], heights[there]
                share = (TOP - low) / (high - low)
                found.append(GRID[row, column] + share * (GRID[there] - GRID[row, column]))
    return found


@pytest.mark.parametrize("rates", [(9.0, 0.0), (0.0, -14.0), (11.0, 3.0), (5.0, -12.0)])
def test_the_cut_is_where_e_reaches_the_top(rates: tuple[float, float]) -> None:
    growth = Growth(*rates)
    heights = growth.value(GRID)
    made = topped(growth, GRID, heights, (float(heights.min()), TOP))
    size = np.hypot(*rates)
    astray = [abs(place @ growth.rates - np.log(2.0)) / size for place in cuts(made)]
    before = [abs(place @ growth.rates - np.log(2.0)) / size for place in cuts(heights)]
    # Of a grid's step of 0.1.
    assert max(astray) < 0.25 * max(before)


def test_what_is_in_the_picture_stays_and_what_is_above_stays_above() -> None:
    growth = Growth(11.0, 3.0)
    heights = growth.value(GRID)
    made = topped(growth, GRID, heights, (float(heights.min()), TOP))
    inside = heights <= TOP
    np.testing.assert_array_equal(made[inside], heights[inside])
    assert (made[~inside] > TOP).all()


def test_a_lone_point_between_steep_walls_is_no_tooth() -> None:
    class Walls:
        def value(self, points: Floats, /) -> Floats:
            return np.where(np.abs(points).max(axis=-1) < 0.05, 0.0, 3.0)

    heights = Walls().value(GRID)
    assert (heights <= TOP).sum() == 1
    assert (topped(Walls(), GRID, heights, (0.0, TOP)) > TOP).all()


def test_ground_that_ends_in_no_number_is_cut_too() -> None:
    class Root:
        def value(self, points: Floats, /) -> Floats:
            return np.where(points[..., 0] < 0.53, points[..., 0], np.nan)

    heights = Root().value(GRID)
    made = topped(Root(), GRID, heights, (-1.0, TOP))
    beside = np.flatnonzero(np.isclose(SIDE, 0.6))[0]
    # From 0.5 to 0.6, where E ends at 0.53: the line reaches 2 there.
    np.testing.assert_allclose(made[:, beside], 0.5 + (TOP - 0.5) / 0.3, rtol=0.2)
