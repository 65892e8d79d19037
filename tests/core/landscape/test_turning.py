"""How far knobs are turned: lines at the edge of a picture by hand."""

import numpy as np
import pytest

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.experiment import Experiment, run
from gdcore.landscape.turning import (
    astray,
    in_sight,
    knob_range,
    knob_ranges,
    turn_range,
    turning_window,
)
from gdcore.landscape.view import Window
from gdcore.section import Section, section

HEIGHTS = np.arange(58.0, 73.0)
WEIGHTS = np.array([115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164.0])
WINDOW = Window(58.0, 72.0, 110.0, 170.0)


def _women(**options: object) -> Experiment:
    data = Dataset((Column("x", HEIGHTS),), Column("y", WEIGHTS))
    return run(data, units=Units.OWN, **options)  # pyright: ignore[reportArgumentType]


def test_a_line_is_in_sight_if_three_tenths_of_it_are() -> None:
    # From 110 at the left edge with slope s it leaves the top, 60 higher, 60 / s further right.
    thetas = np.array([[s, 110.0 - 58.0 * s] for s in (60 / 14, 60 / 5, 60 / 4)])
    assert in_sight(_women(), thetas, WINDOW).tolist() == [True, True, False]
    assert in_sight(_women(), np.array([[0.0, 109.0], [0.0, 111.0]]), WINDOW).tolist() == [
        False,
        True,
    ]


def test_a_curve_without_a_value_is_out_of_sight() -> None:
    assert in_sight(_women(), np.array([[np.nan, 120.0]]), WINDOW).tolist() == [False]


@pytest.mark.parametrize("chosen", [0, 1])
def test_a_knob_reaches_as_far_to_both_sides_and_no_further_than_the_line_is_seen(
    chosen: int,
) -> None:
    cut = Section(_women(), (chosen,))
    low, high = knob_range(cut, WINDOW)
    best = float(cut.best[0])
    assert best - low == pytest.approx(high - best)
    inside = np.linspace(low, high, 31)
    assert in_sight(cut.whole, cut.lift(inside[:, None]), WINDOW).all()
    beyond = best + 1.1 * (np.array([low, high]) - best)
    assert not in_sight(cut.whole, cut.lift(beyond[:, None]), WINDOW).all()


def test_a_knob_whose_line_stays_in_sight_reaches_beyond_the_start() -> None:
    data = Dataset((Column("x", HEIGHTS),), Column("y", WEIGHTS))
    experiment = run(data, units=Units.STANDARD, start={"m": -1.0, "b": 0.0})
    low, high = knob_range(section(experiment, 1), Window(58.0, 72.0, 0.0, 300.0))
    # 1.4 times as far as the start to both sides, as `view_interval` has it.
    best = float(experiment.best[0])
    assert (low, high) == (
        pytest.approx(best - 1.4 * (best + 1)),
        pytest.approx(best + 1.4 * (best + 1)),
    )


def test_a_best_fit_that_is_out_of_sight_is_turned_all_the_way() -> None:
    cut = section(_women(), 1)
    best = float(cut.best[0])
    low, high = knob_range(cut, Window(58.0, 72.0, 1000.0, 1060.0))
    assert (low, high) == (pytest.approx(best - 1.4 * best), pytest.approx(best + 1.4 * best))


def _ranges(experiment: Experiment, window: Window) -> np.ndarray:
    return np.array([knob_range(Section(experiment, (k,)), window) for k in range(2)])


def test_what_is_held_stands_astray_in_sight_and_below_the_ceiling() -> None:
    experiment = _women()
    cut, ranges = section(experiment, 1), _ranges(experiment, WINDOW)
    values = float(cut.best[0]) + np.array([-0.1, 0.0, 0.1])
    found = astray(cut, ranges, values, 400.0, WINDOW)
    assert found[0] == experiment.best[0]
    assert found[1] != experiment.best[1]
    thetas = np.column_stack([values, np.full(3, found[1])])
    assert (experiment.objective.value(thetas) <= 400.0).all()
    assert in_sight(experiment, thetas, WINDOW).all()
    # A higher ceiling lets it stand further off, until the range ends.
    further = astray(cut, ranges, values, 1e9, WINDOW)
    assert abs(further[1] - experiment.best[1]) > abs(found[1] - experiment.best[1])


def test_what_may_not_be_off_at_all_stands_at_its_best() -> None:
    experiment = _women()
    cut, ranges = section(experiment, 1), _ranges(experiment, WINDOW)
    found = astray(cut, ranges, np.array([float(cut.best[0])]), 0.0, WINDOW)
    np.testing.assert_array_equal(found, experiment.best)


@pytest.mark.parametrize("k", [0, 1])
def test_a_knob_is_turned_about_where_it_stands_while_the_line_is_seen(k: int) -> None:
    experiment, theta = _women(), np.array([2.0, 5.0])
    low, high = turn_range(experiment, theta, k, WINDOW)
    assert low <= theta[k] <= high
    assert high > low
    turned = np.tile(theta, (41, 1))
    turned[:, k] = np.linspace(low, high, 41)
    assert in_sight(experiment, turned, WINDOW).all()


def test_a_knob_whose_line_is_always_seen_is_turned_as_far_as_a_curve_is_shown() -> None:
    experiment, tall = _women(start={"b": -87.0}), Window(58.0, 72.0, -9e5, 9e5)
    cut = Section(experiment, (1,))
    theta = np.array(experiment.best)
    assert turn_range(experiment, theta, 1, tall) == pytest.approx(knob_range(cut, tall))
    # Where the knob stands further out, it is turned as far as that.
    theta[1] += 5000.0
    assert turn_range(experiment, theta, 1, tall)[1] == pytest.approx(theta[1])


@pytest.mark.parametrize(("level", "expected"), [(120.0, (60.0, 180.0)), (0.0, (-1.0, 1.0))])
def test_a_knob_that_may_not_be_turned_at_all_is_turned_out_of_sight(
    level: float, expected: tuple[float, float]
) -> None:
    slit = Window(58.0, 72.0, level - 1e-13 * level, level + 1e-13 * level)
    assert turn_range(_women(), np.array([0.0, level]), 1, slit) == pytest.approx(expected)


def test_all_knobs_are_turned_in_a_picture_of_the_rows_with_room_above_and_below() -> None:
    experiment = _women()
    window = turning_window(experiment)
    # 6 % of 14 inches aside, a quarter of 49 pounds above and below.
    assert (window.left, window.right) == (pytest.approx(57.16), pytest.approx(72.84))
    assert (window.bottom, window.top) == (pytest.approx(102.75), pytest.approx(176.25))
    expected = [knob_range(Section(experiment, (k,)), window) for k in (0, 1)]
    assert knob_ranges(experiment).tolist() == [list(pair) for pair in expected]
