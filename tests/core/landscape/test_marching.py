"""Marching squares against planes, circles and saddles whose lines are known."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.landscape.marching import marched

unhurried = settings(deadline=None)


def grid(across: int, up: int) -> tuple[np.ndarray, np.ndarray]:
    column, row = np.meshgrid(np.arange(float(across)), np.arange(float(up)))
    return column, row


@unhurried
@given(st.floats(-3.0, 3.0), st.floats(-3.0, 3.0), st.floats(0.05, 0.95), st.floats(-1e6, 1e6))
def test_the_line_of_a_plane_is_exact_and_open(
    a: float, b: float, share: float, offset: float
) -> None:
    column, row = grid(7, 5)
    heights = offset + a * column + b * row
    if np.ptp(heights) < 1e-3:
        return
    level = float(heights.min() + share * np.ptp(heights))
    (line,) = marched(heights, level)
    # Linear interpolation reproduces a plane: offset + a x + b y = level on each point.
    assert offset + line @ [a, b] == pytest.approx(level, abs=1e-9 * (abs(offset) + 10))
    # It runs from edge to edge of the grid.
    for x, y in (line[0], line[-1]):
        assert min(abs(x), abs(x - 6), abs(y), abs(y - 4)) < 1e-9
    assert (line[0] != line[-1]).any()


def test_the_line_of_a_bowl_is_closed_and_round() -> None:
    column, row = grid(41, 31)
    (line,) = marched(np.hypot(column - 20.3, row - 14.8), 9.0)
    assert line[0].tolist() == line[-1].tolist()
    # Interpolating √(x² + y²) linearly over one cell is wrong by at most 1/(8 r) = 0.014.
    assert np.hypot(*(line - [20.3, 14.8]).T) == pytest.approx(9.0, abs=0.015)
    # Its area is that of the circle but for radii short by up to 0.014 (shoelace formula).
    x, y = line.T
    area = abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
    assert area == pytest.approx(np.pi * 81, rel=4e-3)


def test_each_point_of_a_line_is_next_to_the_one_before() -> None:
    column, row = grid(25, 25)
    lines = marched(np.sin(column / 3) * np.cos(row / 4), 0.2)
    assert len(lines) > 2
    for line in lines:
        assert np.abs(np.diff(line, axis=0)).max() <= 1.0


@pytest.mark.parametrize(
    ("level", "apart"),
    [
        # Corners 1 and 3 across from each other, 0 and 0 at the others; their mean is 1.
        (0.5, "low"),  # the middle is above: the low corners are cut off
        (1.0 - 1e-12, "low"),
        (1.0, "high"),  # not above: on the line counts as below; but so does the corner of 1
    ],
)
def test_a_saddle_is_decided_by_its_middle(level: float, apart: str) -> None:
    lines = marched(np.array([[1.0, 0.0], [0.0, 3.0]]), level)
    if apart == "high":
        assert len(lines) == 1
        return
    for line in lines:
        # Around (1, 0) or (0, 1): both ends are on the two edges that meet there.
        corner = np.array([1.0, 0.0]) if line.mean(axis=0)[0] > 0.5 else np.array([0.0, 1.0])
        assert all((np.abs(end - corner) < 1e-12).any() for end in line)
    assert len(lines) == 2


def test_a_saddle_with_a_low_middle_cuts_off_the_high_corners() -> None:
    lines = marched(np.array([[3.0, 0.0], [0.0, 3.0]]), 2.0)
    ends = sorted(sorted(line.tolist()) for line in lines)
    third = pytest.approx(1 / 3)
    assert ends == [
        [[0.0, third], [third, 0.0]],
        [[pytest.approx(2 / 3), 1.0], [1.0, pytest.approx(2 / 3)]],
    ]


def test_the_other_saddle_is_the_same_seen_in_a_mirror() -> None:
    heights = np.array([[0.0, 3.0], [3.0, 1.0]])
    for level in (1.2, 2.0):
        lines = marched(heights, level)
        mirrored = marched(heights[:, ::-1], level)
        flipped = sorted(sorted((1 - x, y) for x, y in line.tolist()) for line in mirrored)
        got = sorted(sorted(tuple(point) for point in line.tolist()) for line in lines)
        assert np.array(got) == pytest.approx(np.array(flipped))


@pytest.mark.parametrize("hole", [np.nan, np.inf])
def test_no_line_runs_through_a_cell_with_a_corner_that_is_not_finite(hole: float) -> None:
    column, _ = grid(5, 9)
    heights = column.copy()
    heights[4, 2] = hole
    lines = marched(heights, 1.5)
    # The line x = 1.5 is cut where y is between 3 and 5.
    assert sorted((line[:, 1].min(), line[:, 1].max()) for line in lines) == [(0, 3), (5, 8)]
    assert all(np.isfinite(line).all() for line in lines)


def test_a_flat_grid_has_no_lines() -> None:
    assert marched(np.ones((4, 4)), 1.0) == []
    assert marched(np.ones((4, 4)), 0.5) == []


def segments(
    lines: list[np.ndarray], column: int = 0, row: int = 0
) -> set[frozenset[tuple[float, ...]]]:
    """Return the lines cut into their pieces, moved by whole cells, to eleven digits."""
    moved = [np.round(line + np.array([column, row]), 11).tolist() for line in lines]
    return {frozenset(map(tuple, pair)) for line in moved for pair in pairwise(line)}


@pytest.mark.parametrize("seed", range(5))
def test_a_grid_has_the_lines_of_its_cells(seed: int) -> None:
    heights = np.random.default_rng(seed).normal(size=(7, 9))
    cells = [
        segments(marched(heights[row : row + 2, column : column + 2], 0.1), column, row)
        for row in range(6)
        for column in range(8)
    ]
    assert segments(marched(heights, 0.1)) == set().union(*cells)
    assert any(len(cell) == 2 for cell in cells)  # saddles are among them


def test_a_saddle_whose_middle_is_on_the_line_counts_as_low() -> None:
    lines = marched(np.array([[3.0, 0.0], [0.0, 3.0]]), 1.5)
    ends = sorted(sorted(line.tolist()) for line in lines)
    assert ends == [[[0.0, 0.5], [0.5, 0.0]], [[0.5, 1.0], [1.0, 0.5]]]
