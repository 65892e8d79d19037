"""The part of the plane that a landscape shows."""

from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.descent.verdict import End
from gdcore.error.model import Model
from gdcore.error.quadratic import Quadratic
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.region import region

X = np.linspace(1.0, 4.0, 12)
Y = 2.0 + 0.5 * X + 0.1 * np.cos(5.0 * X)


def lesson(formula: str = "m*x + b", y: Any = Y, **options: Any) -> Experiment:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(Dataset((Column("x", X),), Column("y", y)), model=model, **options)


def _bowl(done: Experiment) -> Quadratic:
    return region(done, 100).section.bowl


def test_a_bowl_ends_at_a_line_of_equal_error_with_room_above_the_path() -> None:
    for done in (lesson(), lesson("a*x**2 + b*x + c"), lesson("m*x + b", units=Units.ROUND)):
        shown, bowl = region(done, 100), _bowl(done)
        field = shown.height_field
        rim = shown.section.best + shown.reach * field.rim
        errors = bowl.value(rim) - bowl.lowest
        # 1.4 times as far as the highest of the path, which is 1.4² times as high.
        highest = bowl.value(shown.path.points).max() - bowl.lowest
        np.testing.assert_allclose(errors, 1.4**2 * highest, rtol=1e-9)
        np.testing.assert_allclose(np.abs(field.rim).max(axis=0), 1.0, atol=2e-3)
        assert not field.is_cut


def test_a_narrow_valley_is_a_strip_along_its_floor() -> None:
    done = lesson(units=Units.OWN, steps=30)
    shown, bowl = region(done, 100), _bowl(done)
    assert shown.planform is not None
    assert shown.planform.is_strip
    floor, wall = shown.planform.axes.T
    # By hand: at right angles in units of the reach, the floor along the smaller curvature.
    curved = bowl.hessian * np.outer(shown.reach, shown.reach)
    assert floor @ wall == pytest.approx(0.0, abs=1e-12)
    assert floor @ curved @ wall == pytest.approx(0.0, abs=1e-9 * curved.max())
    assert floor @ curved @ floor / (floor @ floor) < wall @ curved @ wall / (wall @ wall) / 25.0
    # Start and best are inside, with room; so are walls, which are true to scale and not cut.
    places = (shown.path.points - shown.section.best) / shown.reach
    assert np.abs(shown.planform.square(places)).max() <= 1.0 / 1.4 + 1e-9
    assert np.hypot(*wall) >= 0.25 * np.hypot(*floor) - 1e-12
    assert not shown.height_field.is_cut


def test_what_is_no_bowl_is_a_disc() -> None:
    done = lesson("a*exp(k*x)", units=Units.OWN, start={"a": 1.0, "k": 0.2}, steps=30)
    shown = region(done, 100)
    assert shown.planform is None
    away = np.hypot(*((shown.path.points - shown.section.best) / shown.reach).T)
    # The farthest point that the view holds is at 1/1.4 of the disc's radius.
    assert away.max() == pytest.approx(1.0 / 1.4)


def test_a_slice_goes_from_rim_to_rim() -> None:
    shown = region(lesson("m*x + b", units=Units.ROUND), 100)
    first, last = shown.slice_ends
    assert first[1] == last[1] == shown.section.best[1]
    top = shown.height_field.scale.highest
    heights = shown.section.bowl.value(shown.slice_ends)
    assert (heights <= top).all()
    np.testing.assert_allclose(heights, top, rtol=0.03)


def test_a_slice_ends_where_the_ground_leaves_the_picture() -> None:
    done = lesson("a*exp(k*x)", units=Units.OWN, start={"a": 1.0, "k": 0.2}, steps=30)
    shown = region(done, 100)
    top = shown.height_field.scale.highest
    heights = shown.section.objective.value(shown.slice_ends)
    assert (heights <= 1.05 * top).all()
    assert shown.slice_ends[0, 0] < shown.section.best[0] < shown.slice_ends[1, 0]


def test_the_heights_of_a_slice_go_up_to_its_own_highest() -> None:
    start = {"a": 1.0, "k": 0.2}
    shown = region(lesson("a*exp(k*x)", units=Units.OWN, start=start, rate=1e-3, steps=5), 100)
    low, high = shown.slice_ends[:, 0]
    a, k = np.linspace(low, high, 3001), shown.section.best[1]
    errors = np.mean((a[:, None] * np.exp(k * X) - Y) ** 2, axis=1)
    whole, scale = shown.height_field.scale, shown.slice_scale
    assert scale.lowest == whole.lowest
    assert scale.highest == pytest.approx(errors.max(), rel=1e-6)
    assert scale.spread < whole.spread
    flat = region(lesson(start={"m": 0.0, "b": 0.0}, y=np.zeros(12)), 100)
    assert flat.slice_scale.highest <= flat.height_field.scale.highest


def test_of_two_parameters_the_descent_is_the_lesson_s_own() -> None:
    done = lesson(steps=30)
    shown = region(done, 30)
    assert shown.path is done.trajectory
    assert region(done, 7).path.steps == 7
    assert shown.section.names == ("m", "b")
    assert shown.verdict.end is done.verdict.end is End.CLOSE


def test_of_more_parameters_the_descent_is_of_these_two_alone() -> None:
    done = lesson("a*x**2 + b*x + c", steps=30, rate=0.05)
    cut = region(done, 12)
    assert (cut.section.names, cut.path.steps) == (("a", "b"), 12)
    assert region(done, 100).path.steps == 30
    # By hand: −1, −1, and each step against the slopes of the cut, the third at its best.
    place = np.array([-1.0, -1.0])
    for _ in range(12):
        slopes = done.objective.gradient(np.append(place, done.best[2]))
        place = place - 0.05 * slopes[:2]
    np.testing.assert_allclose(cut.path.final, place, rtol=1e-9)


def test_standardised_parameters_share_a_unit_unless_one_reaches_much_further() -> None:
    assert np.ptp(region(lesson(), 100).reach) == pytest.approx(0.0)
    assert np.ptp(region(lesson(units=Units.OWN), 100).reach) > 0.0
    # A standardised line's bowl is round, wherever the start: in two units it would be a trough.
    assert np.ptp(region(lesson(start={"m": 30.0, "b": 1.0}), 100).reach) == pytest.approx(0.0)
    # With 10 m it is ten times as narrow along m, and so is what is shown.
    narrow = region(lesson("10*m*x + b", start={"m": 0.5, "b": 10.0}), 100)
    assert narrow.reach[1] == pytest.approx(10.0 * narrow.reach[0])


def test_raw_parameters_have_units_of_their_own() -> None:
    x = np.linspace(-1.0, 1.0, 9)
    data = Dataset((Column("x", x),), Column("y", 1.0 + 0.9 * x))
    low, high = sorted(region(run(data, units=Units.OWN, steps=50), 50).reach)
    assert 1.05 * low < high < 2.5 * low


def test_what_leaves_the_view_does_not_widen_the_disc() -> None:
    shown = region(lesson(rate=1.5, steps=20), 20)
    assert np.abs(shown.path.points).max() > 1e3 * shown.reach.max()


@pytest.mark.parametrize("beside", [0.0, 1e-15])
def test_a_start_at_the_best_has_a_disc_too_not_one_of_rounding(beside: float) -> None:
    start = {"m": 0.5 + beside, "b": 2.0}
    done = lesson("m*x + b", y=2.0 + 0.5 * X, units=Units.OWN, start=start)
    assert (region(done, 100).reach > 0.1).all()


def test_heights_are_those_over_the_disc() -> None:
    shown = region(lesson(), 100)
    field = shown.height_field
    np.testing.assert_array_equal(field.middle, shown.section.best)
    np.testing.assert_array_equal(field.reach, shown.reach)


# Standardised, E grows by the squared distance: a step is twice the rate of the way left, and the
# start lies at 1/1.4 of the radius.
@pytest.mark.parametrize(
    ("rate", "is_hidden"), [(0.99 * 0.1 * 0.7, True), (1.01 * 0.1 * 0.7, False)]
)
def test_a_step_is_hidden_by_the_point_if_it_is_a_tenth_of_the_radius(
    rate: float, is_hidden: bool
) -> None:
    assert region(lesson(rate=rate), 100).hides_the_step is is_hidden


def test_how_far_off_a_place_is_is_counted_in_reaches() -> None:
    shown = region(lesson(), 100)
    place = shown.section.best + shown.reach * [0.25, -0.5]
    np.testing.assert_allclose(shown.off(place), [0.25, 0.5])
    beside = [shown.section.best + share * shown.reach for share in (0.019, 0.021)]
    assert [shown.seems_best(each) for each in beside] == [True, False]


def test_at_the_best_fit_there_is_no_step_to_hide_and_one_error() -> None:
    slope, intercept = np.polyfit(X, Y, 1)
    shown = region(lesson(units=Units.OWN, start={"m": slope, "b": intercept}, steps=3), 100)
    assert shown.is_level
    assert not shown.hides_the_step
    lowest = float(np.mean((Y - slope * X - intercept) ** 2))
    (told,) = {shown.error(float(value)) for value in shown.path.values}
    assert told == pytest.approx(lowest, rel=1e-12)
    assert shown.error(2.0 * lowest) == 2.0 * lowest


@pytest.mark.parametrize(
    ("rate", "steps", "is_outside"),
    # Each step at the rate 1.5 doubles the distance of 1/1.4 radii; at 0.1 it shrinks.
    [(0.1, 30, False), (1.5, 40, True)],
)
def test_a_runaway_ends_outside(rate: float, steps: int, is_outside: bool) -> None:
    assert region(lesson(rate=rate, steps=steps), 100).ends_outside is is_outside


def test_what_rises_above_the_top_is_outside_though_its_shadow_is_on_the_disc() -> None:
    start = {"a": 1.0, "k": 0.2}
    done = lesson("a*exp(k*x)", units=Units.OWN, rate=0.03, steps=1, start=start)
    shown = region(done, 100)
    away = np.hypot(*((shown.path.final - shown.section.best) / shown.reach))
    assert away < 1.0 < shown.path.values[-1] / shown.height_field.scale.highest
    assert shown.ends_outside
