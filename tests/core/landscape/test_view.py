"""The window of a picture: at any scale finite, open, around what matters and not much more."""

from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gdcore.error.quadratic import Quadratic
from gdcore.landscape.view import Window, view_interval, view_window

unhurried = settings(deadline=None)

MARGIN = 0.16
SLACK = 1e-9


def magnitudes(low: int = -300, high: int = 300) -> st.SearchStrategy[float]:
    """Numbers of either sign whose decimal exponents are spread evenly, and zero."""
    powers = st.builds(
        lambda mantissa, exponent, sign: sign * mantissa * 10.0**exponent,
        st.floats(1.0, 9.9),
        st.integers(low, high - 1),
        st.sampled_from([-1.0, 1.0]),
    )
    return st.just(0.0) | powers


def points(low: int = -300, high: int = 300) -> st.SearchStrategy[np.ndarray]:
    return st.tuples(magnitudes(low, high), magnitudes(low, high)).map(np.array)


@st.composite
def clouds(draw: st.DrawFn) -> np.ndarray:
    """A few points whose offset may be large against their spread, and which may coincide."""
    offset, spread = draw(points()), draw(points())
    shares = draw(st.lists(st.tuples(*[st.floats(-1.0, 1.0)] * 2), min_size=1, max_size=5))
    return np.clip(offset + spread * np.array(shares), -1e300, 1e300)


@st.composite
def bowls(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A best fit, a curvature of condition up to 1e10 and at any scale, and a start."""
    best, offset = draw(points(-100, 100)), draw(points(-100, 100))
    angle, condition = draw(st.floats(0.0, 3.2)), 10.0 ** draw(st.floats(0.0, 10.0))
    units = 10.0 ** np.array(draw(st.tuples(*[st.integers(-30, 30)] * 2)))
    axis = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-axis[1], axis[0]])
    hessian = np.outer(axis, axis) * condition + np.outer(across, across)
    return best, hessian / np.outer(units, units), best + offset


def assert_open(window: Window) -> None:
    sides = np.array(astuple(window))
    assert np.isfinite(sides).all()
    ulp = np.spacing(np.abs(sides)).reshape(2, 2).max(axis=1)
    assert (2 * window.half > 16 * ulp).all()


def assert_inside(window: Window, point: np.ndarray) -> None:
    assert window.left < point[0] < window.right
    assert window.bottom < point[1] < window.top


@unhurried
@given(clouds())
@example(np.array([[1.7e9, 0.1], [1.7e9 + 1, 0.1 + 2e-17]]))
@example(np.array([[1e300, -1e300], [-1e300, 1e300]]))
@example(np.array([[0.0, 5e-324]]))
def test_a_window_around_points_is_open_and_holds_them(cloud: np.ndarray) -> None:
    window = Window.around(cloud, MARGIN)
    assert_open(window)
    for point in cloud:
        assert_inside(window, point)


@unhurried
@given(clouds())
def test_a_window_around_points_is_as_large_as_their_spread_asks(cloud: np.ndarray) -> None:
    # The extent itself and the margin at both sides, unless the extent is less than 512 ulp.
    window = Window.around(cloud, MARGIN)
    extent = cloud.max(axis=0) / 2 - cloud.min(axis=0) / 2
    size = np.abs(cloud).max(axis=0)
    clear = (extent > 2.0**-42 * size) & (extent > 1e-300)
    wanted = extent * (1 + 2 * MARGIN)
    assert window.half[clear] == pytest.approx(wanted[clear], rel=1e-2)


def test_a_spread_far_from_zero_is_seen() -> None:
    # A minute of seconds since 1970: 60 against 1.7e9.
    stamps = 1.7e9 + np.linspace(0.0, 60.0, 7)
    window = Window.around(np.column_stack([stamps, np.linspace(0.0, 1e-9, 7)]), 0.1)
    assert window.width == pytest.approx(60 * 1.2)
    assert window.height == pytest.approx(1e-9 * 1.2)


def test_points_that_differ_by_rounding_only_are_seen_at_their_own_magnitude() -> None:
    window = Window.around(np.array([[0.1 + 0.2, 4.0], [0.3, 4.0]]), 0.5)
    assert window.width == pytest.approx(0.3 * 2 * 2)
    assert window.height == pytest.approx(4.0 * 2 * 2)


@pytest.mark.parametrize(
    "bad", [np.empty((0, 2)), [[np.nan, 1.0]], [[np.inf, 0.0]], [[2e300, 0.0]]]
)
def test_points_out_of_range_are_refused(bad: object) -> None:
    with pytest.raises(
        ValueError, match=r"`points` must hold numbers between -1e300 and 1e300, got"
    ):
        Window.around(np.asarray(bad), MARGIN)


@pytest.mark.parametrize("aspect", [0.3, 1.0, 2.5])
def test_an_aspect_widens_one_side_about_the_middle(aspect: float) -> None:
    window = Window(1.0, 4.0, -2.0, 7.0)
    wide = window.with_aspect(aspect)
    assert wide.width / wide.height == pytest.approx(aspect)
    assert wide.middle == pytest.approx(window.middle)
    assert (wide.half >= window.half * (1 - SLACK)).all()
    assert (wide.half / window.half).min() == pytest.approx(1.0)


def test_a_grid_runs_from_edge_to_edge_bottom_row_first() -> None:
    grid = Window(1.0, 3.0, -2.0, 2.0).grid(3, 5)
    assert grid.shape == (5, 3, 2)
    assert grid[0].tolist() == [[1.0, -2.0], [2.0, -2.0], [3.0, -2.0]]
    assert grid[:, 1, 1].tolist() == [-2.0, -1.0, 0.0, 1.0, 2.0]


@unhurried
@given(st.tuples(*[st.floats(-0.99, 0.99)] * 2), st.floats(0.0, 6.3), st.floats(0.01, 100.0))
@example((0.3, -0.2), 0.0, 1.0)
def test_a_chord_ends_on_the_edges(
    inside: tuple[float, float], angle: float, length: float
) -> None:
    window = Window(-3.0, 1.0, 10.0, 10.5)
    point = window.middle + window.half * np.array(inside)
    direction = length * np.array([np.cos(angle), np.sin(angle)])
    back, ahead = window.chord(point, direction)
    assert back < 0 < ahead
    for share in (back, ahead):
        at = np.abs((point + share * direction - window.middle) / window.half)
        assert at.max() == pytest.approx(1.0)


def test_a_chord_needs_a_point_inside_and_a_direction() -> None:
    window = Window(0.0, 1.0, 0.0, 1.0)
    with pytest.raises(ValueError, match=r"`point` must be inside the window, got \[2\. 0\.\]"):
        window.chord(np.array([2.0, 0.0]), np.array([1.0, 0.0]))
    with pytest.raises(ValueError, match=r"`direction` must not be zero, got \[0\. 0\.\]"):
        window.chord(np.array([0.5, 0.5]), np.zeros(2))


@unhurried
@given(bowls(), st.sampled_from([0.001, 0.05, 0.9, 1.02, 1.3, 10.0]))
@example((np.zeros(2), np.eye(2), np.zeros(2)), 0.05)
@example((np.array([0.87, 1e-17]), np.eye(2), np.array([-1.0, 0.0])), 0.05)
def test_start_and_best_fit_are_in_a_window_no_larger_than_their_distance_asks(
    bowl: tuple[np.ndarray, np.ndarray, np.ndarray], share: float
) -> None:
    best, hessian, start = bowl
    known = Quadratic.from_hessian(best, 0.0, hessian)
    rate = share * 2 / float(known.eigenvalues[-1])
    path = known.iterates(start, rate, np.arange(60.0))
    path = path[: int(np.isfinite(path).all(axis=1).argmin()) or len(path)]
    window = view_window(path, best, hessian, MARGIN)
    assert_open(window)
    assert_inside(window, start)
    assert_inside(window, best)
    # Twelve distances either side of the best fit, and the margin; lengths count as √H_jj.
    weights = np.sqrt(np.diagonal(hessian))
    distance = float((np.abs(start - best) * weights).max())
    rounding = np.abs(np.array([best, start])).max(axis=0) * 2.0**-43
    if (np.abs(start - best) > rounding).any():
        most = 12 * (1 + 2 * MARGIN) * distance / weights + 4 * rounding
        assert (window.half <= most * (1 + SLACK)).all()


@unhurried
@given(bowls(), st.floats(0.001, 0.99))
def test_a_path_that_converges_is_inside_as_a_whole(
    bowl: tuple[np.ndarray, np.ndarray, np.ndarray], share: float
) -> None:
    best, hessian, start = bowl
    known = Quadratic.from_hessian(best, 0.0, hessian)
    path = known.iterates(start, share * 2 / float(known.eigenvalues[-1]), np.arange(200.0))
    window = view_window(path, best, hessian)
    for point in path:
        assert_inside(window, point)


def test_a_path_that_runs_away_is_left_where_it_is_twelve_times_as_far() -> None:
    # H = 2: a step at rate r multiplies the distance by 1 − 2 r, here −1.5: 1.5^6 < 12 < 1.5^7.
    path = 1.0 + np.array([[(-1.5) ** k, 0.5 * (-1.5) ** k] for k in range(20)])
    window = view_window(path, np.ones(2), 2 * np.eye(2))
    for k in range(7):
        assert_inside(window, path[k])
    assert not window.left < path[7, 0] < window.right


def test_a_path_that_explodes_at_once_leaves_start_and_best_fit() -> None:
    path = np.array([[1.0, 1.0], [-19.0, -19.0], [1e200, 1e200]])
    window = view_window(path, np.zeros(2), np.eye(2))
    # From the start to 0.6 of the way beyond the best fit, and 0.16 of that at each side.
    assert astuple(window) == pytest.approx([-0.856, 1.256, -0.856, 1.256])


def test_a_parameter_that_is_right_already_is_seen_at_the_length_that_matters_alike() -> None:
    # √H_jj is 10 and 1: one unit of the first is ten of the second; half of that is shown.
    path = np.array([[1.0, 7.0], [0.5, 7.0]])
    window = view_window(path, np.array([0.0, 7.0]), np.diag([100.0, 1.0]))
    assert window.half[0] == pytest.approx(0.8 * 1.32)
    assert window.half[1] == pytest.approx(0.8 * 10 / 2 * 1.32)
    assert window.middle[1] == pytest.approx(7.0)


def test_rounding_in_a_parameter_that_is_right_already_is_not_looked_at() -> None:
    path = np.array([[-1.0, 0.0], [-0.9, 2e-17]])
    window = view_window(path, np.array([0.87, -4e-17]), 2 * np.eye(2))
    assert window.half[1] == pytest.approx(window.half[0] / 2)


@pytest.mark.parametrize(
    "hessian", [np.zeros((2, 2)), np.diag([-3.0, 0.0]), np.full((2, 2), np.inf)]
)
def test_without_curvature_each_parameter_counts_by_its_own_distance(hessian: np.ndarray) -> None:
    path = np.array([[2.0, 1e9], [1.0, 1.1e9], [50.0, 1e9], [1.5, 1e9]])
    window = view_window(path, np.array([0.0, 0.0]), hessian)
    assert_inside(window, path[1])
    assert window.right < 50.0


def test_without_curvature_or_distance_a_parameter_is_seen_at_its_magnitude() -> None:
    path = np.array([[2.0, 5.0], [1.0, 5.0]])
    window = view_window(path, np.array([0.0, 5.0]), np.diag([1.0, 0.0]))
    assert window.half[1] == pytest.approx(5.0 * 1.32)


def test_a_start_on_the_best_fit_is_seen_at_its_magnitude() -> None:
    window = view_window(np.array([[3.0, 0.0]]), np.array([3.0, 0.0]), np.eye(2), 0.5)
    assert astuple(window) == pytest.approx([-3.0, 9.0, -2.0, 2.0])


def test_a_start_or_a_best_fit_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"`points` must hold numbers"):
        view_window(np.array([[np.inf, 0.0]]), np.zeros(2), np.eye(2))
    with pytest.raises(ValueError, match=r"`minimum` must hold numbers"):
        view_window(np.zeros((1, 2)), np.array([np.nan, 0.0]), np.eye(2))


def test_a_chord_from_the_edge_is_allowed_and_from_just_outside_is_not() -> None:
    window = Window(0.0, 4.0, 0.0, 2.0)
    assert window.chord(np.array([4.0, 1.0]), np.array([1.0, 0.0])) == (-4.0, 0.0)
    with pytest.raises(ValueError, match=r"`point` must be inside the window"):
        window.chord(np.array([4.01, 1.0]), np.array([1.0, 0.0]))


@given(magnitudes(-100, 100), magnitudes(-100, 100), magnitudes(-100, 100))
def test_an_interval_holds_the_start_and_has_the_best_in_its_middle(
    start: float, best: float, other: float
) -> None:
    low, high = view_interval(np.array([start, other]), best, 1.0)
    assert low < high
    assert low <= start <= high
    assert (low + high) / 2 == pytest.approx(best, abs=1e-9 * (high - low))


def test_an_interval_follows_a_path_that_runs_away_three_times_as_far() -> None:
    # Distances 1, 2, 4, 8 from 0; three times the first, and two fifths more.
    assert view_interval(np.array([1.0, -2.0, 4.0, -8.0]), 0.0, 1.0) == pytest.approx((-4.2, 4.2))


def test_an_interval_around_a_start_that_is_the_best() -> None:
    # ½ · 4 · t² = ½ at t = ½.
    assert view_interval(np.array([3.0]), 3.0, 4.0) == pytest.approx((3.0 - 0.7, 3.0 + 0.7))
    assert view_interval(np.array([2.0]), 2.0, 0.0) == pytest.approx((-0.8, 4.8))
    assert view_interval(np.array([0.0]), 0.0, 0.0) == (-1.4, 1.4)


def test_an_interval_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="`points`"):
        view_interval(np.array([1e305]), 0.0, 1.0)
    with pytest.raises(ValueError, match="`minimum`"):
        view_interval(np.array([1.0]), 1e305, 1.0)


def test_a_point_near_an_edge_is_cleared_of_it_and_one_outside_is_not_looked_for() -> None:
    window = Window(0.0, 10.0, -2.0, 2.0)
    assert window.clear_of(np.array([5.0, 0.0]), 0.1) == window
    assert window.clear_of(np.array([11.0, 0.0]), 0.1) == window
    assert window.clear_of(np.array([0.0, -2.0]), 0.25) == Window(-2.5, 10.0, -3.0, 2.0)
