"""The part of the plane that a landscape shows."""

from typing import Any

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.descent.verdict import End
from gdcore.error.model import Model
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from gdcore.landscape.region import region

X = np.linspace(1.0, 4.0, 12)
Y = 2.0 + 0.5 * X + 0.1 * np.cos(5.0 * X)


def lesson(formula: str = "m*x + b", y: Any = Y, **options: Any) -> Experiment:
    model = Model.from_formula(parse_formula(formula, ["x"]))
    return run(Dataset((Column("x", X),), Column("y", y)), model=model, **options)


def test_start_and_best_are_on_the_disc_with_room() -> None:
    for done in (lesson(), lesson(units=Units.OWN, steps=30), lesson("a*x**2 + b*x + c")):
        shown = region(done, 100)
        away = np.hypot(*((shown.path.points - shown.section.best) / shown.reach).T)
        # The farthest point that the view holds is at 1/1.4 of the disc's radius.
        assert away.max() == pytest.approx(1.0 / 1.4)


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
    assert np.ptp(region(lesson(), 100).reach) == 0.0
    assert np.ptp(region(lesson(units=Units.OWN), 100).reach) > 0.0
    # A standardised line's bowl is round, wherever the start: in two units it would be a trough.
    assert np.ptp(region(lesson(start={"m": 30.0, "b": 1.0}), 100).reach) == 0.0
    # With 10 m it is ten times as narrow along m, and the path starts as far away.
    narrow = region(lesson("10*m*x + b", start={"m": 0.5, "b": 10.0}), 100)
    assert np.ptp(narrow.reach) > 0.0


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
    ("rate", "is_hidden"), [(0.99 * 0.04 * 0.7, True), (1.01 * 0.04 * 0.7, False)]
)
def test_a_step_is_hidden_by_the_point_if_it_is_a_twenty_fifth_of_the_radius(
    rate: float, is_hidden: bool
) -> None:
    assert region(lesson(rate=rate), 100).hides_the_step is is_hidden


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
    shown = region(lesson(units=Units.OWN, rate=0.14, steps=7), 100)
    away = np.hypot(*((shown.path.final - shown.section.best) / shown.reach))
    assert away < 1.0 < shown.path.values[-1] / shown.height_field.scale.highest
    assert shown.ends_outside
