"""Lenses over the error curve: rings are true, and what is seen in them is the curve, enlarged."""

import numpy as np
import pytest

from gdcore.error.loss import LOGLOSS, MAE
from gdcore.experiment import Experiment
from gdcore.section import section
from scenes.kit.descent.close_up import CloseUp
from scenes.kit.descent.rise_over_run import RiseOverRun, strong_lens
from scenes.kit.ink.layout import WIDE
from scenes.kit.ink.shapes import PX, Path, Segments
from scenes.kit.look.look import DARK
from scenes.kit.plots.error_curve import ErrorCurve, curve_window, plot_error_curve
from scenes.kit.plots.lens import Lens, Spot
from tests.scenes.formulas import NOISE, growth, women, yes_no

LEFT_BOX, RIGHT_BOX = WIDE.whole.split_across(0.6)
LESSONS = {
    "bowl": women,
    "kinks": lambda: women(loss=MAE),
    "exponential": lambda: growth("exp(k*x)"),
}


def _curve(experiment: Experiment) -> ErrorCurve:
    cut = section(experiment, 1)
    return plot_error_curve(LEFT_BOX, cut, DARK, curve_window(cut, room_aside=0.24))


@pytest.fixture
def bowl() -> ErrorCurve:
    """E = E* + (m − m*)²."""
    return _curve(women())


@pytest.fixture
def lens(bowl: ErrorCurve) -> Lens:
    """Three times as large, half a unit left of the lowest point."""
    spot = Spot(bowl.place(bowl.best) + np.array([0.2, 2.0]), 1.2, 3.0)
    return Lens(bowl, bowl.best - 0.5, spot, DARK)


def _lines(lens: Lens) -> tuple[Path, Path, Segments]:
    """Return curve, tangent, and the lines between ring and lens."""
    curve, tangent = (shape for shape in lens.glass if isinstance(shape, Path))
    (beams,) = (shape for shape in lens.shapes if isinstance(shape, Segments))
    return curve, tangent, beams


def test_the_ring_is_as_large_as_what_is_seen(bowl: ErrorCurve, lens: Lens) -> None:
    assert lens.ring.radius == pytest.approx(1.2 / 3.0)
    np.testing.assert_allclose(lens.ring.points[0, :2], bowl.place(bowl.best - 0.5))


@pytest.mark.parametrize("progress", [0.0, 0.3, 1.0])
def test_the_curve_in_it_is_the_curve_enlarged_about_its_place(
    bowl: ErrorCurve, lens: Lens, progress: float
) -> None:
    lens.open(progress)
    drawn = _lines(lens)[0].points[:, :2]
    factor = 3.0**progress
    here = bowl.place(bowl.best - 0.5)
    middle = lens.glass[0].points[0, :2]
    back = here + (drawn - middle) / factor
    window, area = bowl.plot.window, bowl.plot.area
    share = (back - [area.left, area.bottom]) / [area.width, area.height]
    value, error = (share * [window.width, window.height] + [window.left, window.bottom]).T
    lowest = bowl.section.bowl.lowest
    np.testing.assert_allclose(error, lowest + (value - bowl.best) ** 2, atol=2e-3)
    away = np.hypot(*(drawn - middle).T)
    assert away.max() == pytest.approx(1.2 / 3.0 * factor)
    np.testing.assert_allclose(away[[0, -1]], away.max())


def test_the_tangent_is_a_diameter_of_the_curve_s_direction(bowl: ErrorCurve, lens: Lens) -> None:
    lens.open(1.0)
    start, end = _lines(lens)[1].points[:, :2]
    np.testing.assert_allclose((start + end) / 2, lens.spot.middle)
    np.testing.assert_allclose((end - start) / 2.4, bowl.along(bowl.best - 0.5))


def test_the_lines_between_touch_ring_and_lens(lens: Lens) -> None:
    lens.open(1.0)
    ends = _lines(lens)[2].points[:, :2].reshape(2, 2, 2)
    for start, end in ends:
        along = (end - start) / np.hypot(*(end - start))
        for middle, radius in (
            (lens.ring.points[0, :2], 0.4),
            (lens.spot.middle, 1.2),
        ):
            dx, dy = middle - start
            assert abs(along[0] * dy - along[1] * dx) == pytest.approx(radius)
    lens.open(0.01)
    assert not _lines(lens)[2].points.any()


def test_the_factor_grows_by_the_same_ratio_in_the_same_time(lens: Lens) -> None:
    start = lens.spot.seen_in(Spot(np.zeros(2), 1.0, 1.0))
    spots = [lens.spot.on_the_way(start, t) for t in (0.0, 0.25, 0.5, 0.75, 1.0)]
    factors = np.array([spot.factor for spot in spots])
    np.testing.assert_allclose(factors[1:] / factors[:-1], 3.0**0.25)
    # What the lens shows is the same all the way.
    np.testing.assert_allclose([spot.radius / spot.factor for spot in spots], 0.4)
    np.testing.assert_allclose(spots[-1].middle, lens.spot.middle)


def test_the_gap_shrinks_as_the_factor_grows(bowl: ErrorCurve) -> None:
    gaps = [
        Lens(bowl, bowl.best - 0.5, Spot(np.zeros(2), 1.2, factor), DARK).gap()
        for factor in (30.0, 60.0, 120.0)
    ]
    # Of second order in what is seen, which is enlarged: half of it for twice the factor.
    np.testing.assert_allclose(gaps[:-1] / np.array(gaps[1:]), 2.0, rtol=0.05)


@pytest.mark.parametrize("name", LESSONS)
def test_the_strong_lens_looks_through_the_weak_one_and_sees_one_line(name: str) -> None:
    curve = _curve(LESSONS[name]())
    close = CloseUp(curve, curve.start, RIGHT_BOX, DARK, lambda key: key)
    ring, weak, strong = close.strong.ring, close.weak.spot, close.strong.spot
    np.testing.assert_allclose(ring.points[0, :2], weak.middle)
    assert ring.radius == pytest.approx(strong.radius / strong.factor * weak.factor)
    assert strong.factor >= 30.0
    assert close.strong.gap() < 1.5 * PX
    away = np.hypot(*(curve.place(curve.start) - weak.middle))
    assert away > weak.radius + close.weak.ring.radius


@pytest.mark.parametrize("name", LESSONS)
def test_rise_over_run_is_the_steepness(name: str) -> None:
    curve = _curve(LESSONS[name]())
    spot, run = strong_lens(curve, curve.start, np.zeros(2), 2.5, 30.0)
    assert np.log10(run) == pytest.approx(round(np.log10(run)))
    triangle = RiseOverRun(curve, curve.start, spot, run, ("run", "rise"), DARK)
    triangle.go_along(1.0)
    triangle.go_up(1.0)
    level, upright = (shape for shape in triangle.shapes if isinstance(shape, Path))
    (start, corner), (_, end) = level.points[:, :2], upright.points[:, :2]
    unit = curve.plot.area.width / curve.plot.window.width * spot.factor
    up = curve.plot.area.height / curve.plot.window.height * spot.factor
    assert (corner - start)[0] / unit == pytest.approx(run)
    h = 1e-4 * run
    rise = np.diff(curve.error(curve.start + np.array([-h, h])))[0] / (2 * h) * run
    assert (end - corner)[1] / up == pytest.approx(rise, rel=1e-5)
    assert np.hypot(*(end - start)) < 2.5
    # It ends on the tangent.
    along = curve.along(curve.start)
    assert (end - start)[0] * along[1] == pytest.approx((end - start)[1] * along[0])


@pytest.mark.parametrize("name", LESSONS)
def test_the_fraction_lies_in_the_lens(name: str) -> None:
    curve = _curve(LESSONS[name]())
    close = CloseUp(curve, curve.start, RIGHT_BOX, DARK, lambda key: key)
    lens, box = close.strong.spot, close.triangle.formula.box
    corners = np.array([[x, y] for x in box[:, 0] for y in box[:, 1]])
    assert (np.hypot(*(corners[:, :2] - lens.middle).T) < lens.radius).all()


def test_what_is_folded_is_gone(bowl: ErrorCurve) -> None:
    close = CloseUp(bowl, bowl.start, RIGHT_BOX, DARK, lambda key: key)
    for move in (close.look, close.look_closer, close.triangle.go_along, close.triangle.go_up):
        move(1.0)
    assert all(shape.veiled == 1.0 for shape in close.strong.shapes)
    close.fold(1.0)
    assert {shape.veiled for shape in close.shapes} == {0.0}


def test_a_ring_closes_in_before_anything_else_is_seen(bowl: ErrorCurve) -> None:
    close = CloseUp(bowl, bowl.start, RIGHT_BOX, DARK, lambda key: key)
    close.look(0.15)
    assert {shape.veiled for shape in close.weak.glass} == {0.0}
    assert 0.0 < close.weak.ring.veiled < 1.0
    assert close.weak.ring.radius > close.weak.spot.radius / close.weak.spot.factor


@pytest.mark.parametrize("name", ["bowl", "kinks", "exponential", "yes or no"])
def test_the_factor_is_not_struck_through(name: str) -> None:
    lessons = {**LESSONS, "yes or no": lambda: yes_no(2.0 + 0.5 * NOISE, loss=LOGLOSS)}
    curve = _curve(lessons[name]())
    value = curve.start
    close_up = CloseUp(curve, value, RIGHT_BOX, DARK, lambda key: key)
    low, high = close_up.weak.open(1.0).factor.box
    here, along = curve.place(value), curve.along(value)
    tangent = here + np.linspace(-1.45, 1.45, 200)[:, None] * along
    for line in (tangent, curve.stretch(*curve.visible)):
        assert not ((line > low) & (line < high)).all(axis=1).any()
    # It lies beside the lens, not on it.
    corners = np.array([[x, y] for x in (low[0], high[0]) for y in (low[1], high[1])])
    away = np.hypot(*(corners - close_up.weak.spot.middle).T)
    assert away.min() > close_up.weak.spot.radius
