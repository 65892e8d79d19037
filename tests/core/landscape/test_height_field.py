"""Ground to look at: a clean rim, and heights that can be drawn whatever E is."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.arrays import Floats
from gdcore.error.quadratic import Quadratic
from gdcore.landscape.height_field import ErrorFunction, HeightField, HeightScale, height_field
from gdcore.landscape.planform import Planform

ORIGIN, ONE = np.zeros(2), np.ones(2)
places = st.floats(-50.0, 50.0)
reaches = st.floats(1e-3, 1e3)


class Hills:
    """E as a function of two numbers, with a given second derivative."""

    def __init__(self, height: Callable[[Floats, Floats], Floats], hessian: list[list[float]]):
        self.height, self.second = height, np.array(hessian)

    def value(self, points: Floats, /) -> Floats:
        return self.height(points[..., 0], points[..., 1])

    def hessian(self, point: Floats, /) -> Floats:
        assert point.shape == (2,)
        return self.second


def field(
    objective: ErrorFunction,
    middle: Floats,
    reach: Floats,
    size: int = 49,
    told: Floats | None = None,
) -> HeightField:
    """Return ground over the disc of radius 1."""
    return height_field(objective, middle, reach, size=size, told=told)


def ravine(condition: float) -> HeightField:
    bowl = Hills(lambda x, y: x * x + condition * y * y, [[2.0, 0.0], [0.0, 2 * condition]])
    return field(bowl, ORIGIN, ONE)


@given(places, places, reaches, reaches, st.floats(-3.0, 3.0))
def test_the_rim_is_the_ellipse(x: float, y: float, a: float, b: float, twist: float) -> None:
    middle, reach = np.array([x, y]), np.array([a, b])
    ground = Hills(lambda u, v: u + v, [[2.0, twist], [twist, 3.0]])
    points = field(ground, middle, reach, 9).points
    rim = np.vstack([points[0], points[-1], points[:, 0], points[:, -1]])
    # (x − x₀)²/a² + (y − y₀)²/b² = 1 on the rim, and below 1 inside.
    lengths = np.square((rim - middle) / reach).sum(axis=1)
    tolerance = 1e-12 * max(1.0, *(np.abs(middle) / reach))
    np.testing.assert_allclose(lengths, 1.0, rtol=0, atol=tolerance)
    inside = np.square((points[1:-1, 1:-1] - middle) / reach).sum(axis=-1)
    assert (inside < 1.0).all()


def test_the_grid_by_hand() -> None:
    # u = 1/2, v = 1: x = ½ √(1 − ½) = 0.35355, y = √(1 − ⅛) = 0.93541.
    flat = field(Hills(lambda x, y: 0 * (x + y), [[0.0, 0.0], [0.0, 0.0]]), ORIGIN, ONE, 5)
    np.testing.assert_allclose(flat.points[4, 3], [0.353553390593, 0.935414346693])
    np.testing.assert_allclose(flat.points[2, 2], [0.0, 0.0])


@given(st.floats(0.0, 3.1), reaches, reaches)
def test_the_floor_of_a_valley_is_a_line_of_the_grid(angle: float, a: float, b: float) -> None:
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    reach = np.array([a, b])
    # In units of reach E = (across · u)²: zero along the floor, which is a diameter.
    hessian = 2 * np.outer(across / reach, across / reach)
    valley = Hills(lambda x, y: (x / a * across[0] + y / b * across[1]) ** 2, hessian.tolist())
    found = field(valley, ORIGIN, reach)
    row, column = found.heights[24], found.heights[:, 24]
    assert min(row.max(), column.max()) < 1e-14


@given(st.floats(0.3, 3.0), st.floats(0.1, 2.5), places, places)
def test_a_bowl_has_its_closed_form(steep: float, tilt: float, x: float, y: float) -> None:
    middle = np.array([x, y])
    bowl = Quadratic.from_hessian(middle, 1.5, [[2 * steep, 0.0], [0.0, 2 * tilt]])

    class Bowl(Hills):
        def value(self, points: Floats, /) -> Floats:
            return bowl.value(points)

    ground = field(Bowl(lambda u, v: u + v, bowl.hessian.tolist()), middle, np.array([2.0, 3.0]))
    u, v = np.moveaxis(ground.places(ground.points), -1, 0)
    expected = 1.5 + steep * 4.0 * u * u + tilt * 9.0 * v * v
    np.testing.assert_allclose(ground.heights, expected, rtol=1e-9)


@given(st.lists(st.tuples(st.floats(0.0, 6.3), st.floats(0.0, 0.999)), min_size=1))
def test_cells_undo_the_mapping(polar: list[tuple[float, float]]) -> None:
    angle, radius = np.array(polar).T
    points = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    ground = field(Hills(lambda x, y: x + y, [[2.0, 0.7], [0.7, 1.0]]), ORIGIN, ONE, 21)
    column, row = (ground.cells(points) / 10.0 - 1.0).T
    back = np.column_stack([column * np.sqrt(1 - row**2 / 2), row * np.sqrt(1 - column**2 / 2)])
    np.testing.assert_allclose(back @ ground.planform.axes.T, points, atol=1e-9)


def test_a_place_outside_is_on_the_edge_of_the_grid() -> None:
    ground = ravine(1.0)
    np.testing.assert_allclose(ground.cells(np.array([[7.0, 0.0]])), [[48.0, 24.0]])


def test_ground_that_is_chosen_is_all_in_the_picture() -> None:
    # Twice as far along x: x² + 1e4 y² on the strip |x| <= 1, |y| <= 1/2 is highest at its corners.
    steep = Hills(lambda x, y: x * x + 1e4 * y * y, [[2.0, 0.0], [0.0, 2e4]])
    strip = Planform(np.diag([1.0, 0.5]), is_strip=True)
    made = height_field(steep, ORIGIN, np.array([2.0, 1.0]), strip, size=9)
    assert not made.is_cut
    assert made.scale == HeightScale(0.0, 4.0 + 2500.0)
    np.testing.assert_allclose(made.rim[[0, 8, 16, 24, 32]], [
        [-1.0, -0.5], [1.0, -0.5], [1.0, 0.5], [-1.0, 0.5], [-1.0, -0.5]
    ])  # fmt: skip
    np.testing.assert_allclose(made.shares_at(np.array([[0.0, 0.5]])), [2500.0 / 2504.0])


def test_a_rim_is_closed_and_goes_round_once() -> None:
    rim = ravine(1.0).rim
    np.testing.assert_allclose(rim[0], rim[-1])
    assert len(rim) == 4 * 48 + 1
    turns = np.diff(np.unwrap(np.arctan2(rim[:, 1], rim[:, 0])))
    assert (turns > 0).all()
    assert turns.sum() == pytest.approx(2 * np.pi)


def test_heights_between_points_are_bilinear() -> None:
    ground = ravine(2.0)
    grid = ground.shares_at(ground.places(ground.points))
    np.testing.assert_allclose(grid, ground.shares, atol=1e-9)
    # On the middle row the mapping is linear; half a cell from the middle is the mean of both.
    half = ground.shares_at(np.array([[0.5 / 24, 0.0]]))
    np.testing.assert_allclose(half, (ground.shares[24, 24] + ground.shares[24, 25]) / 2)


@pytest.mark.parametrize("condition", [1.0, 5.0, 20.0])
def test_a_bowl_is_drawn_whole(condition: float) -> None:
    made = ravine(condition)
    assert not made.is_cut
    np.testing.assert_allclose(made.shares, made.heights / condition, atol=1e-12)


@pytest.mark.parametrize("condition", [400.0, 50_000.0, 1e9])
def test_a_narrow_valley_is_true_to_scale_and_cut(condition: float) -> None:
    made = ravine(condition)
    assert made.is_cut
    # x² + κ y², by hand, against the picture's top; not a parabola bent into something else.
    x, y = np.moveaxis(made.points, -1, 0)
    seen = made.shares < 1.0
    expected = (x * x + condition * y * y) / made.scale.highest
    np.testing.assert_allclose(made.shares[seen], expected[seen], rtol=1e-9, atol=1e-12)
    # Half of the ground is in the picture: the walls are seen close to the floor.
    assert np.mean(made.shares <= 1.0) == pytest.approx(0.5, abs=0.02)
    assert made.shares[25, 24] < 0.02


@pytest.mark.parametrize("start", [0.3, 0.9])
def test_what_has_to_be_seen_is_in_the_picture(start: float) -> None:
    bowl = Hills(lambda x, y: x * x + 1e4 * y * y, [[2.0, 0.0], [0.0, 2e4]])
    told = np.array([1e4 * start**2])
    made = field(bowl, ORIGIN, ONE, told=told)
    # A quarter is left above it, as far as there is ground.
    assert made.scale.highest == pytest.approx(min(max(1.25 * told[0], made.scale.highest), 1e4))
    assert made.scale.shares(told)[0] <= 1.0


@pytest.mark.parametrize("corner", [1e6, 1e30, 1e300, np.inf, np.nan])
def test_a_corner_that_explodes_leaves_the_bowl_visible(corner: float) -> None:
    def height(x: Floats, y: Floats) -> Floats:
        return x * x + y * y + np.where(x + y > 1.2, corner, 0.0)

    made = field(Hills(height, [[2.0, 0.0], [0.0, 2.0]]), ORIGIN, ONE)
    far = made.places(made.points).sum(axis=-1) > 1.2
    assert made.is_cut
    assert np.isfinite(made.shares).all()
    assert (made.shares[far] > 1.0).all()
    assert made.shares[24, 46] > 0.15


def test_a_saddle_and_a_plain_are_linear() -> None:
    saddle = field(Hills(lambda x, y: x * x - y * y, [[2.0, 0.0], [0.0, -2.0]]), ORIGIN, ONE)
    assert saddle.scale == HeightScale(-1.0, 1.0)
    plain = field(Hills(lambda x, y: 0 * (x + y) + 3.0, [[0.0, 0.0], [0.0, 0.0]]), ORIGIN, ONE)
    assert not plain.is_cut
    assert not plain.shares.any()


def test_a_curvature_out_of_range_leaves_the_grid_unturned() -> None:
    broken = Hills(lambda x, y: x + y, [[np.inf, np.nan], [np.nan, 1.0]])
    np.testing.assert_array_equal(field(broken, ORIGIN, ONE).planform.axes, np.eye(2))


samples = st.lists(st.floats(0.0, 10.0), min_size=2, max_size=40).map(np.array)


@given(samples, st.sampled_from([1.0, 6.0, 40.0]), st.floats(1e-3, 1e3), st.floats(-1e3, 1e3))
def test_the_scale_ignores_units_and_offset(
    base: Floats, power: float, factor: float, offset: float
) -> None:
    values = (base / 10.0) ** power
    if np.ptp(values) < 1e-6:
        return
    one, other = HeightScale.of(values), HeightScale.of(factor * values)
    np.testing.assert_allclose(one.shares(values), other.shares(factor * values), atol=1e-7)
    # Multiples of 2⁻²⁰, so that an offset is added without rounding.
    exact, whole = np.floor(values * 2.0**20) / 2.0**20, np.round(offset)
    at, moved = HeightScale.of(exact), HeightScale.of(exact + whole)
    assert moved.highest - moved.lowest == pytest.approx(at.highest - at.lowest, abs=1e-9)


@given(samples, st.sampled_from([1.0, 8.0, 60.0]), st.floats(0.0, 1.0))
def test_heights_are_drawn_in_proportion(base: Floats, power: float, seen: float) -> None:
    values = np.sort((base / 10.0) ** power)
    told = values[:1] + seen * np.ptp(values)
    scale = HeightScale.of(values, told)
    shares = scale.shares(values)
    drawn = values[shares <= 1.0]
    spread = scale.highest - values[0]
    np.testing.assert_allclose(shares[shares <= 1.0] * spread, drawn - values[0], atol=1e-9)
    assert (shares <= 1.0 + 1e-9).sum() >= len(values) / 2
    assert scale.shares(told)[0] <= 1.0 + 1e-9 or not spread


def test_ground_that_is_mostly_flat_is_not_cut_at_its_floor() -> None:
    # Two thirds are at 0; of what is higher, 1, 2, 3 and 400, half is at 2.5 or lower.
    scale = HeightScale.of(np.array([0.0] * 8 + [1.0, 2.0, 3.0, 400.0]))
    assert (scale.lowest, scale.highest) == (0.0, 2.5)


def test_the_scale_by_hand() -> None:
    # (54.5 − 5) / (104 − 5) = 1/2; what is a thousand times as high counts as so high.
    scale = HeightScale(5.0, 104.0)
    shares = scale.shares(np.array([5.0, 54.5, 104.0, 203.0, 1e9, np.nan]))
    np.testing.assert_allclose(shares, [0.0, 0.5, 1.0, 2.0, 1e3, 1e3])


def test_the_widest_range_does_not_overflow() -> None:
    scale = HeightScale.of(np.array([-1.7e308, -0.9e308, 0.0, 0.9e308, 1.7e308]))
    np.testing.assert_allclose(scale.shares(np.array([-1.7e308, 0.0, 1.7e308])), [0.0, 0.5, 1.0])


@pytest.mark.parametrize(
    ("middle", "reach", "size", "name"),
    [
        ([0.0, np.nan], [1.0, 1.0], 9, "middle"),
        ([0.0], [1.0, 1.0], 9, "middle"),
        ([0.0, 0.0], [1.0, 0.0], 9, "reach"),
        ([0.0, 0.0], [np.inf, 1.0], 9, "reach"),
        ([0.0, 0.0], [1.0, 1.0], 8, "size"),
        ([0.0, 0.0], [1.0, 1.0], 1, "size"),
    ],
)
def test_arguments_out_of_range(
    middle: list[float], reach: list[float], size: int, name: str
) -> None:
    ground = Hills(lambda x, y: x + y, [[1.0, 0.0], [0.0, 1.0]])
    with pytest.raises(ValueError, match=f"`{name}`"):
        field(ground, np.array(middle), np.array(reach), size)


def test_nothing_finite() -> None:
    with pytest.raises(ValueError, match="`objective` must be finite"):
        field(Hills(lambda x, y: x * y * np.nan, [[1.0, 0.0], [0.0, 1.0]]), ORIGIN, ONE)
    with pytest.raises(ValueError, match="`heights` must hold"):
        HeightScale.of(np.array([np.nan]))
