"""Steepness and step as arrows on the axis: true lengths, and one turned into the other by η."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore.landscape.view import Window
from gdcore.section import section
from scenes.kit.descent.axis_arrows import AxisArrows, factor_below, factor_told
from scenes.kit.descent.curve_walk import CurveWalk
from scenes.kit.descent.full_length import FullLength
from scenes.kit.descent.tangent_line import TangentLine
from scenes.kit.ink.layout import GRIDS, Box
from scenes.kit.ink.shapes import PX, Arrow
from scenes.kit.look.look import DARK
from scenes.kit.plots.error_curve import ErrorCurve, curve_window, plot_error_curve
from scenes.telling.numerals import numerals
from tests.scenes.formulas import women

WHOLE = GRIDS["wide"].whole
BOX = Box("plot", WHOLE.left, WHOLE.bottom, 1.9, WHOLE.top)
WIDE = Window(-3.0, 9.0, -0.3, 3.0)
RATE = 0.1


@pytest.fixture
def bowl() -> ErrorCurve:
    """The slope of a line on standardised columns: E = E* + (m − m*)²."""
    cut = section(women(rate=RATE), 1)
    return plot_error_curve(BOX, cut, DARK, curve_window(cut, room_below=0.17), later=(WIDE,))


@pytest.fixture
def arrows(bowl: ErrorCurve) -> AxisArrows:
    return AxisArrows(bowl, DARK)


@pytest.fixture
def walk(bowl: ErrorCurve, arrows: AxisArrows) -> CurveWalk:
    path = bowl.section.descend(10)
    windows = (bowl.plot.window,) * (path.steps + 1)
    tangent = TangentLine(bowl, DARK, "steepness here")
    return CurveWalk(tangent, arrows, path, windows, 0.25, DARK)


def _read(bowl: ErrorCurve, arrow: Arrow) -> tuple[float, float]:
    """Return where an arrow starts and where its tip is, on the axis of now."""
    outline, plot = arrow.points[:, :2], bowl.plot
    places = np.array([(outline[0] + outline[6])[0] / 2, outline[3, 0]])
    share = (places - plot.area.left) / plot.area.width
    start, tip = (plot.window.left + share * plot.window.width).tolist()
    return start, tip


# --- factors


@given(st.floats(1e-200, 1e200))
def test_a_factor_is_one_that_can_be_said_and_the_next_larger_is_too_large(limit: float) -> None:
    factor = factor_below(limit)
    assert factor <= limit * (1 + 1e-12)
    assert factor > limit / 2.5 * (1 - 1e-12)
    said = factor if limit >= 1.0 else 1.0 / factor
    assert said / 10.0 ** max(math.floor(math.log10(said)) - 1, 0) == pytest.approx(
        round(said / 10.0 ** max(math.floor(math.log10(said)) - 1, 0))
    )


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (1.0, "1 ×"),
        (0.99, "1/2"),
        (0.5, "1/2"),
        (0.34, "1/3"),
        (0.101, "1/10"),
        (0.099, "1/15"),
        (0.0021, "1/500"),
        (3.1e-5, "1/40,000"),
        (9e-8, "6.67 × 10⁻⁸ ×"),
        (1.9, "1 ×"),
        (60.0, "50 ×"),
    ],
)
def test_factors_as_they_are_told(limit: float, told: str) -> None:
    assert factor_told(factor_below(limit), numerals("en")) == told


# --- lengths


@pytest.mark.parametrize("away", [-0.5, 0.3])
def test_the_steepness_points_uphill_in_units_of_the_axis(
    bowl: ErrorCurve, arrows: AxisArrows, away: float
) -> None:
    value = bowl.best + away
    for factor in (1.0, 0.25):
        start, tip = _read(bowl, arrows.rise(value, factor).uphill)
        assert start == pytest.approx(value)
        # E' is twice the way from the lowest point.
        assert tip - start == pytest.approx(factor * 2.0 * away)


def test_it_keeps_its_length_while_it_turns_over_the_top(
    bowl: ErrorCurve, arrows: AxisArrows
) -> None:
    value, tips = bowl.best - 0.5, []
    for turned in (0.0, 0.3, 0.5, 0.8, 1.0):
        arrows.rise(value, 0.4, turned)
        outline = arrows.uphill.points[:, :2]
        tips.append(outline[3] - (outline[0] + outline[6]) / 2)
    lengths = np.hypot(*np.transpose(tips))
    np.testing.assert_allclose(lengths, lengths[0])
    np.testing.assert_allclose(tips[-1], -tips[0], atol=1e-9)
    assert all(tip[1] > 0.0 for tip in tips[1:-1])


def test_an_arrow_far_out_of_the_picture_is_cut(bowl: ErrorCurve, arrows: AxisArrows) -> None:
    arrows.lead(bowl.best, 1e250)
    assert np.abs(arrows.step.points).max() < 100.0
    assert arrows.seen(1e250) == 60.0


@pytest.mark.parametrize("away", [-0.5, 0.5, 3.0, -3.0])
def test_names_stand_in_the_picture_beside_the_dashed_line(
    bowl: ErrorCurve, arrows: AxisArrows, away: float
) -> None:
    (left, _), (right, _) = arrows.name(arrows.uphill_name, "steepness", bowl.best + away).box
    area, x = bowl.plot.area, float(bowl.floor(bowl.best + away)[0])
    assert area.left < left < right < area.right
    assert not left < x < right


@pytest.mark.parametrize("times", [-40.0, 40.0])
def test_an_arrow_that_leaves_the_picture_ends_at_its_edge_with_gaps(
    bowl: ErrorCurve, arrows: AxisArrows, times: float
) -> None:
    area, width = bowl.plot.area, bowl.plot.window.width
    assert arrows.leaves(bowl.best, times * width)
    outline = arrows.lead(bowl.best, times * width).step.points[:, :2]
    tip = outline[np.abs(outline[:, 0] - bowl.floor(bowl.best)[0]).argmax()]
    assert tip[0] == pytest.approx(area.right if times > 0.0 else area.left)
    whole = Arrow(DARK.step, 6.0).point(outline[[0, -1]].mean(axis=0), tip).points[:, :2]
    lost = 2.0 * 6.0 * PX * 6.0 * PX
    assert _inside(whole) - _inside(outline) == pytest.approx(lost)


def test_an_arrow_within_the_picture_has_no_gaps(bowl: ErrorCurve, arrows: AxisArrows) -> None:
    change = 0.2 * bowl.plot.window.width
    assert not arrows.leaves(bowl.best, change)
    assert len(arrows.lead(bowl.best, change).step.points) == 7


@pytest.mark.parametrize("length", [0.02, 0.1, 0.3, 2.0])
def test_every_arrow_has_a_shaft_and_a_head_that_is_wider(length: float) -> None:
    outline = Arrow(DARK.step, 6.0).point(np.zeros(2), np.array([length, 0.0])).points[:, :2]
    assert outline[3, 0] == pytest.approx(length)
    assert outline[1, 0] > 0.3 * length
    assert outline[2, 1] > 1.5 * outline[1, 1] > 0.0


def _inside(outline: np.ndarray) -> float:
    """Return the area of a polygon, by the shoelace formula."""
    (x, y), (u, v) = outline.T, np.roll(outline, -1, axis=0).T
    return abs(float((x * v - u * y).sum())) / 2.0


@pytest.mark.parametrize("away", [-0.5, 0.5, 3.0, -3.0])
def test_names_are_not_struck_through(bowl: ErrorCurve, arrows: AxisArrows, away: float) -> None:
    value = bowl.best + away
    low, high = arrows.name(arrows.step_name, "step 58.6", value).box
    first, last = bowl.touching(value)
    tangent = first + np.linspace(0.0, 1.0, 300)[:, None] * (last - first)
    for line in (tangent, bowl.stretch(*bowl.visible)):
        assert not ((line > low) & (line < high)).all(axis=1).any()


def test_a_step_too_short_to_be_seen_is_drawn_longer(bowl: ErrorCurve, arrows: AxisArrows) -> None:
    unit = bowl.plot.window.width / bowl.plot.area.width
    for length in (0.001, 0.02, 0.39):
        factor = arrows.factor_to_see(length * unit)
        assert 0.4 <= factor * length <= 1.2
    assert arrows.factor_to_see(0.5 * unit) == arrows.factor_to_see(0.0) == 1.0


# --- the rate


def test_red_becomes_green_by_the_rate_alone(bowl: ErrorCurve, walk: CurveWalk) -> None:
    arrows, value = walk.arrows, bowl.start
    steepness = 2.0 * (value - bowl.best)
    near = bowl.plot.window
    full = FullLength(walk, arrows, 0.25)
    widening = full.widening(WIDE, value)
    widening(0.0)
    assert np.diff(_read(bowl, arrows.uphill))[0] == pytest.approx(-0.25 * steepness)
    widening(1.0)
    assert bowl.plot.window == WIDE
    assert np.diff(_read(bowl, arrows.uphill))[0] == pytest.approx(-steepness)
    shortening = full.shortening(RATE, value)
    for progress in (0.0, 0.4, 1.0):
        shortening(progress)
        red, green = (np.diff(_read(bowl, arrow))[0] for arrow in (arrows.uphill, arrows.step))
        assert red == pytest.approx(green)
        assert arrows.uphill.veiled + arrows.step.veiled == pytest.approx(1.0)
    assert green == pytest.approx(-RATE * steepness)
    full.narrowing(value)(1.0)
    assert bowl.plot.window == near
    assert np.diff(_read(bowl, arrows.step))[0] == pytest.approx(-RATE * steepness)


# --- walking


def test_the_point_rests_at_each_iterate_and_numbers_are_those_of_iterates(
    bowl: ErrorCurve, walk: CurveWalk
) -> None:
    taken: list[float] = []
    walking, path = walk.walking(taken.append), bowl.section.descend(10)
    told: set[str] = set()
    rested: set[int] = set()
    for progress in np.linspace(0.0, 1.0, 700):
        walking(float(progress))
        told.add(walk.tangent.told.told.removeprefix("steepness here "))
        away = np.abs(path.points[:, 0] - walk.tangent.value)
        rested |= {int(k) for k in np.flatnonzero(away < 1e-12)}
    slopes = 2.0 * (path.points[:, 0] - bowl.best)
    assert told == {numerals("en").significant(float(slope)) for slope in slopes}
    assert rested == set(range(11))
    assert taken == sorted(taken)
    assert taken[-1] == 10.0


def test_the_first_four_steps_take_longest_and_as_long(walk: CurveWalk) -> None:
    taken: list[float] = []
    walking = walk.walking(taken.append)
    for progress in np.linspace(0.0, 1.0, 4001):
        walking(float(progress))
    lengths = np.histogram(taken, bins=np.arange(12) - 1e-9)[0][:10]
    assert np.ptp(lengths[:4]) <= 2
    assert (lengths[4:] < 0.6 * lengths[0]).all()
    assert (np.diff(lengths[4:]) <= 1).all()


def test_a_walk_that_leaves_the_window_takes_it_along(bowl: ErrorCurve, arrows: AxisArrows) -> None:
    path = bowl.section.descend(2)
    near = bowl.plot.window
    tangent = TangentLine(bowl, DARK, "steepness here")
    walk = CurveWalk(tangent, arrows, path, (near, WIDE, WIDE), 0.25, DARK)
    assert bowl.plot.window == near
    walk.hop(0, 0.5)
    assert near.width < bowl.plot.window.width < WIDE.width
    walk.hop(1, 0.5)
    assert bowl.plot.window == WIDE
    np.testing.assert_allclose(
        walk.shapes[0].points[:2, :2], bowl.places(path.points[:2, 0]), atol=1e-9
    )
    walk.hop(0, 0.0)
    assert bowl.plot.window == near


def test_a_number_of_the_last_place_dims_on_the_way(bowl: ErrorCurve, arrows: AxisArrows) -> None:
    path, near = bowl.section.descend(1), bowl.plot.window
    tangent = TangentLine(bowl, DARK, "steepness here")
    walk = CurveWalk(tangent, arrows, path, (near, near), 0.25, DARK)
    lit: list[float] = []
    for progress in np.linspace(0.0, 1.0, 21):
        walk.hop(0, float(progress))
        lit.append(tangent.told.lit)
    assert lit[0] == lit[-1] == 1.0
    assert (np.diff(lit[:-1]) <= 0.0).all()
    assert lit[-2] < 0.5
