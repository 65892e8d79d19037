"""Levels that read well at any shape and scale, and lines that are where E has that height."""

import numpy as np
import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gdcore.data.dataset import Column, Dataset
from gdcore.error.loss import MSE
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.landscape.contours import bowl_contours, contour_levels, contours, grid_contours
from gdcore.landscape.view import Window, view_window

unhurried = settings(deadline=None)


@st.composite
def bowls(draw: st.DrawFn, largest: float = 10.0) -> Quadratic:
    """A bowl of condition 1 to 10^largest, turned and moved anywhere, E* far from zero or not."""
    angle, power = draw(st.floats(0.0, 3.2)), draw(st.floats(0.0, largest))
    minimum = np.array(draw(st.tuples(*[st.floats(-1e3, 1e3)] * 2)))
    scale, lowest = 10.0 ** draw(st.integers(-100, 100)), draw(st.sampled_from([0.0, 3.7, 1e12]))
    vectors = np.array([[-np.sin(angle), np.cos(angle)], [np.cos(angle), np.sin(angle)]])
    eigenvalues = scale * np.array([10.0**-power, 1.0])
    hessian = vectors @ np.diag(eigenvalues) @ vectors.T
    return Quadratic(minimum, lowest, eigenvalues, vectors, hessian)


def pictured(bowl: Quadratic, angle: float, distance: float) -> Window:
    start = bowl.minimum + distance * np.array([np.cos(angle), np.sin(angle)])
    return view_window(start[None], bowl.minimum, bowl.hessian)


def excess(bowl: Quadratic, points: np.ndarray) -> np.ndarray:
    """E − E*, by components: bowl.value would lose it beside a large E*."""
    return 0.5 * ((points - bowl.minimum) @ bowl.eigenvectors) ** 2 @ bowl.eigenvalues


@unhurried
@given(
    st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=200),
    st.integers(1, 30),
    st.sampled_from([1e-290, 1.0, 1e290]),
)
def test_levels_ascend_within_the_heights(heights: list[float], count: int, scale: float) -> None:
    levels = contour_levels(scale * np.array(heights), count)
    assert len(levels) <= count
    assert (np.diff(levels) > 0).all()
    assert all(scale * min(heights) < level <= scale * max(heights) for level in levels)


def test_the_share_of_the_picture_below_the_levels_does_not_hang_on_the_units() -> None:
    # 10 of 11 parts, to the power 1.5; whatever monotone scale E is read on.
    shares = (np.arange(1, 11) / 11) ** 1.5
    even = np.random.default_rng(5).permutation(np.linspace(0.0, 1.0, 10_001))
    for heights in (even, 1e9 * even, even**6, np.exp(600 * even)):
        below = [float(np.mean(heights <= level)) for level in contour_levels(heights)]
        assert below == pytest.approx(shares, abs=2e-4)


def test_a_plateau_gets_no_lines_from_its_rounding() -> None:
    rng = np.random.default_rng(7)
    plateau = 0.25 + 1e-15 * rng.random(900)
    levels = contour_levels(np.concatenate([np.linspace(0.0, 0.2, 100), plateau]), 20)
    assert sum(level > 0.2 for level in levels) <= 1
    assert contour_levels(np.full(50, 3.1)).size == 0


def test_heights_that_are_not_finite_are_left_out() -> None:
    heights = np.linspace(0.0, 1.0, 1001)
    spoilt = np.concatenate([heights, [np.inf] * 500, [np.nan] * 500])
    assert contour_levels(spoilt).tolist() == contour_levels(heights).tolist()
    assert contour_levels(np.array([np.inf, np.nan])).size == 0


def test_a_count_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match=r"`count` must be 1 or more, got 0"):
        contour_levels(np.arange(3.0), 0)


@unhurried
@given(bowls(), st.floats(0.0, 6.3), st.floats(1e-3, 1e3))
@example(Quadratic.from_hessian([0.5, -2.0], 1.0, [[2.0, 0.0], [0.0, 2.0]]), 0.3, 1.0)
def test_lines_of_a_bowl_are_where_it_has_their_height(
    bowl: Quadratic, angle: float, distance: float
) -> None:
    window = pictured(bowl, angle, distance)
    rings = bowl_contours(bowl, window)
    assert len(rings) == 10
    tallest = max(float(excess(bowl, ring.lines[0]).max()) for ring in rings)
    # Rounding of the points: some ulp of the coordinates, across the steepest direction.
    slip = 1e-13 * (np.abs(window.middle).max() + window.half.max())
    tolerance = np.sqrt(2 * tallest * bowl.eigenvalues[-1]) * slip
    for ring in rings:
        heights = excess(bowl, np.vstack(ring.lines))
        assert heights == pytest.approx(heights[0], rel=1e-9, abs=4 * tolerance)
        assert ring.height - bowl.lowest == pytest.approx(
            heights[0], rel=1e-9, abs=4 * tolerance + 4 * np.spacing(bowl.lowest)
        )


@unhurried
@given(bowls(), st.floats(0.0, 6.3), st.floats(1e-3, 1e3))
def test_lines_of_a_bowl_stay_near_the_window(
    bowl: Quadratic, angle: float, distance: float
) -> None:
    window = pictured(bowl, angle, distance)
    for ring in bowl_contours(bowl, window):
        for curve in ring.lines:
            assert (np.abs((curve - window.middle) / window.half) < 20).all()


@unhurried
@given(bowls(12.0), st.floats(0.0, 6.3), st.floats(1e-3, 1e3))
def test_lines_of_a_bowl_are_neither_one_nor_a_block(
    bowl: Quadratic, angle: float, distance: float
) -> None:
    """Walk across the picture where it is steepest: lines are met, and none two within 0.4 %."""
    window = pictured(bowl, angle, distance)
    shape = bowl.hessian / bowl.eigenvalues[-1] * np.outer(window.half, window.half)
    _, axes = np.linalg.eigh(shape / np.abs(shape).max())
    wall = axes[:, 1]
    centre = (bowl.minimum - window.middle) / window.half
    met: list[float] = []
    for ring in bowl_contours(bowl, window):
        size = ((np.vstack(ring.lines) - window.middle) / window.half - centre) @ wall
        met.append(float(np.abs(size).max()))
    gaps = np.diff([0.0, *sorted(met)])
    assert (gaps > 0.008).all()  # of the square's 2
    assert (gaps < 1.0).all()


def test_lines_of_a_bowl_are_at_evenly_spaced_heights() -> None:
    # E = |θ − θ*|² over a square of side 2 around θ*: 2 at its corners, so 0.1, 0.3, ... 1.9.
    bowl = Quadratic.from_hessian([0.3, -0.2], 0.0, 2 * np.eye(2))
    rings = bowl_contours(bowl, Window(-0.7, 1.3, -1.2, 0.8))
    assert [ring.height for ring in rings] == pytest.approx(np.arange(0.1, 2.0, 0.2).tolist())
    radii = [np.hypot(*(ring.lines[0][0] - bowl.minimum)) for ring in rings]
    assert radii == pytest.approx(np.sqrt(np.arange(0.1, 2.0, 0.2)).tolist())


def test_an_ellipse_inside_the_window_is_closed_and_a_long_one_is_two_sides() -> None:
    window = Window(-1.0, 1.0, -1.0, 1.0)
    for ring in bowl_contours(Quadratic.from_hessian([0.0, 0.0], 0.0, np.diag([1.0, 2.0])), window):
        assert len(ring.lines) == 1
        assert ring.lines[0][0] == pytest.approx(ring.lines[0][-1], abs=1e-12)
    for ring in bowl_contours(Quadratic.from_hessian([0.0, 0.0], 0.0, np.diag([1.0, 1e8])), window):
        upper, lower = (curve[:, 1] for curve in ring.lines)
        assert (upper * lower < 0).all()
        assert np.abs(upper + lower).max() < 1e-12


def test_a_bowl_that_leaves_a_direction_open_has_straight_lines() -> None:
    # x + y = 3 twice: E = 2 (m + b − 3)², flat along (1, −1).
    bowl = Quadratic.from_rows([[1.0, 1.0], [1.0, 1.0]], [3.0, 3.0], 2.0)
    assert bowl.rank == 1
    window = Window(0.0, 4.0, 0.0, 4.0)
    rings = bowl_contours(bowl, window)
    assert len(rings) == 10
    for ring in rings:
        for curve in ring.lines:
            misses = curve.sum(axis=1) - 3.0
            assert misses == pytest.approx(misses[0], abs=1e-12)
            assert ring.height == pytest.approx(2 * misses[0] ** 2)


def test_a_bowl_without_curvature_has_no_lines() -> None:
    assert (
        bowl_contours(Quadratic.from_hessian([0.0, 0.0], 1.0, np.zeros((2, 2))), Window(0, 1, 0, 1))
        == ()
    )


def test_a_bowl_of_three_parameters_is_refused() -> None:
    with pytest.raises(ValueError, match=r"`bowl` must have two parameters, got 3"):
        bowl_contours(Quadratic.from_hessian(np.zeros(3), 0.0, np.eye(3)), Window(0, 1, 0, 1))


def test_lines_through_a_grid_are_in_the_window_s_units_and_at_their_height() -> None:
    window = Window(-40.0, 60.0, 1e-3, 3e-3)
    x, y = np.moveaxis(window.grid(81, 61), -1, 0)
    rings = grid_contours((x / 50) ** 2 + (y * 1e3) ** 2, window, 6)
    assert len(rings) == 6
    for ring in rings:
        for curve in ring.lines:
            heights = (curve[:, 0] / 50) ** 2 + (curve[:, 1] * 1e3) ** 2
            # Interpolation of a parabola is wrong by at most (cell/2)² in each coordinate.
            assert heights == pytest.approx(ring.height, abs=(1 / 80) ** 2 + (1 / 60) ** 2)
            assert (np.abs((curve - window.middle) / window.half) <= 1 + 1e-12).all()


def data() -> Dataset:
    return Dataset((Column("x", [0.5, 2.3, 2.9]),), Column("y", [1.4, 1.9, 3.2]))


def test_a_quadratic_objective_s_lines_are_those_of_its_bowl() -> None:
    objective = Objective(line(), MSE, data())
    window = Window(-0.5, 1.5, -1.0, 2.0)
    assert objective.quadratic is not None
    expected = bowl_contours(objective.quadratic, window, 7)
    got = contours(objective, window, 7)
    assert [ring.height for ring in got] == [ring.height for ring in expected]
    for ring in got:
        values = objective.value(np.vstack(ring.lines))
        assert values == pytest.approx(ring.height, rel=1e-9)


def test_a_grid_of_a_quadratic_objective_gives_the_same_lines_within_a_cell() -> None:
    objective = Objective(line(), MSE, data())
    window = Window(-0.5, 1.5, -1.0, 2.0)
    for ring in grid_contours(objective.value(window.grid(97, 97)), window):
        heights = objective.value(np.vstack(ring.lines))
        assert heights == pytest.approx(ring.height, abs=0.01)


def test_lines_of_a_formula_that_is_no_bowl_are_at_their_height() -> None:
    a, k, x = sympy.symbols("a k x", real=True)
    x_values = np.array([0.3, 0.9, 1.4, 2.2])
    rows = Dataset((Column("x", x_values),), Column("y", 2 * np.exp(-0.7 * x_values)))
    objective = Objective(Model(a * sympy.exp(-k * x), (x,), (a, k)), MSE, rows)
    assert objective.quadratic is None
    window = Window(1.0, 3.0, 0.2, 1.2)
    rings = contours(objective, window, 5)
    assert len(rings) == 5
    for ring in rings:
        a_line, k_line = np.vstack(ring.lines).T[..., None]
        residuals = a_line * np.exp(-k_line * x_values) - 2 * np.exp(-0.7 * x_values)
        assert (residuals**2).mean(axis=1) == pytest.approx(ring.height, abs=1e-3)


def test_lines_up_to_a_height_are_evenly_spaced() -> None:
    # E = x² + 400 y²: at half, one and a half … of a tenth of the top, and not beyond it.
    hessian = np.diag([2.0, 800.0])
    bowl = Quadratic(np.zeros(2), 0.0, np.array([2.0, 800.0]), np.eye(2), hessian)
    window = Window(-1.0, 1.0, -1.0, 1.0)
    expected = 60.0 * (np.arange(10) + 0.5) / 10
    by_formula = bowl_contours(bowl, window, highest=60.0)
    assert [line.height for line in by_formula] == pytest.approx(expected)
    for contour in by_formula:
        for points in contour.lines:
            assert (points**2) @ [1.0, 400.0] == pytest.approx(contour.height)
    x, y = np.moveaxis(window.grid(41, 41), -1, 0)
    on_grid = grid_contours(x**2 + 400.0 * y**2, window, highest=60.0)
    assert [line.height for line in on_grid] == pytest.approx(expected)


def test_a_height_at_the_lowest_has_no_lines() -> None:
    window = Window(-1.0, 1.0, -1.0, 1.0)
    assert grid_contours(np.ones((5, 5)), window, highest=1.0) == ()
    assert grid_contours(np.full((5, 5), np.nan), window, highest=1.0) == ()


def test_a_top_above_the_window_changes_nothing() -> None:
    bowl = Quadratic(np.zeros(2), 1.0, np.ones(2), np.eye(2), np.eye(2))
    window = Window(-1.0, 1.0, -1.0, 1.0)
    found, plain = bowl_contours(bowl, window, highest=50.0), bowl_contours(bowl, window)
    assert [line.height for line in found] == [line.height for line in plain]
