"""What shows learning rates: the dial, its board, the race, the path that bends, the display."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdcore.data.units import Units
from gdcore.landscape.rate_sweep import LONG, RateSweep, rate_sweep
from gdcore.landscape.sharpest import sharpest
from gdcore.section import section
from scenes.kit.checks.inspection import faults
from scenes.kit.descent.bent_path import BentPath
from scenes.kit.descent.rate_race import Racer, race_boxes, racing
from scenes.kit.descent.running_out import RunningOut
from scenes.kit.descent.sharper_curve import SharperCurve
from scenes.kit.ink.layout import GUTTER, WIDE
from scenes.kit.look.look import DARK, LIGHT, Look
from scenes.kit.panels.count_display import free_box
from scenes.kit.panels.rate_board import RateBoard
from scenes.kit.panels.rate_dial import RateDial
from scenes.kit.plots.error_curve import curve_window, plot_error_curve
from scenes.kit.plots.plot import Panel
from scenes.kit.text.readout import Readout
from tests.scenes.formulas import growth, women

WHOLE = WIDE.whole
BIG, BOARD = WHOLE.split_across(0.67)
COUNTS = {0.1: 50, 0.5: 3, 0.9: LONG, 1.0: None}
THEMES = pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)


def sweep_of(experiment: Any) -> RateSweep:
    found = rate_sweep(section(experiment, 1))
    assert found is not None
    return found


def turned(dial: RateDial, rate: float) -> float:
    """Return how far clockwise the needle has turned from rate 0, in radians."""
    start, end = dial.needle.points[:, :2]
    dial.turn(0.0)
    zero = dial.needle.points[1, :2] - start
    dial.turn(rate)
    way = end - start
    turn = math.atan2(zero[1], zero[0]) - math.atan2(way[1], way[0])
    return turn % (2.0 * math.pi)


def test_the_needle_turns_in_proportion_and_tells_its_rate() -> None:
    dial = RateDial(BOARD, 1.0, 1.25, COUNTS, DARK)
    turns = [turned(dial.turn(rate), rate) for rate in (0.25, 0.5, 1.0, 1.25)]
    np.testing.assert_allclose(turns, turns[0] * np.array([1.0, 2.0, 4.0, 5.0]))
    assert 4.0 < turns[-1] < 5.0
    dial.turn(0.0375)
    (told,) = (shape.told for shape in dial.shapes if isinstance(shape, Readout))
    assert told == "η = 0.0375"


def test_bars_are_as_long_as_a_rate_needs_steps() -> None:
    dial = RateDial(BOARD, 1.0, 1.25, COUNTS, DARK)
    lengths = []
    for bars in (dial.short, dial.long):
        dial.record(2.0)
        feet, tips = bars.points[::2, :2], bars.points[1::2, :2]
        lengths += np.hypot(*(tips - feet).T).tolist()
    # 3 of 40 steps, then 50 and 40, which are both as long as a bar can be.
    np.testing.assert_allclose(lengths, lengths[1] * np.array([3 / LONG, 1.0, 1.0]))
    dial.record(0.4)
    assert (len(dial.short.points), len(dial.long.points)) == (0, 2)


def test_a_bar_stands_at_its_rate() -> None:
    dial = RateDial(BOARD, 1.0, 1.25, COUNTS, DARK)
    foot, tip = dial.record(0.6).short.points[:, :2] - dial.middle
    needle = dial.turn(0.5).needle.points[1, :2] - dial.middle
    for way in (foot, tip):
        np.testing.assert_allclose(way / np.hypot(*way), needle / np.hypot(*needle))


@pytest.mark.parametrize(("limit", "highest"), [(0.0, 1.0), (1.0, 1.0), (1.0, math.inf)])
def test_limits_that_are_none_are_refused(limit: float, highest: float) -> None:
    with pytest.raises(ValueError, match="`limit` must be positive and below `highest`"):
        RateDial(BOARD, limit, highest, {}, DARK)


@THEMES
@given(st.floats(-25.0, 16.0), st.floats(0.0, 1.0))
@settings(max_examples=25, deadline=None)
def test_no_dial_has_a_fault(look: Look, power: float, share: float) -> None:
    limit = 10.0**power
    rates = limit * np.linspace(0.05, 1.0, 20)
    dial = RateDial(BOARD, limit, 1.25 * limit, dict.fromkeys(rates.tolist(), 7), look)
    dial.turn(share * 1.25 * limit).record(share * limit)
    assert faults([Panel(BOARD, look), *dial.shapes], look) == []


NOTES = {0.3: "same-side", 1.0: "on-it", 1.6: "other-side", 2.0: "as-far", 2.3: "farther"}


@pytest.mark.parametrize(("times", "note"), NOTES.items())
def test_what_a_step_leaves_is_told_with_its_sign(times: float, note: str) -> None:
    sweep = sweep_of(women())
    board = RateBoard(BOARD, sweep, DARK, lambda key: key)
    # Standardised, E is (m − m*)² + …: its curvature is 2.
    board.turn(times / 2.0)
    kept = 1.0 - times
    assert board.note.markup == f'#"{note}"'
    written = f"{abs(kept):.2f}"
    assert board.factor.told.endswith(f"× (−{written})" if kept < -1e-9 else f"× {written}")


def test_a_curve_s_factor_is_told_to_hold_close_by() -> None:
    sweep = sweep_of(growth("exp(k*x)"))
    board = RateBoard(BOARD, sweep, DARK, lambda key: key)
    assert board.factor.told.startswith("close by")
    assert len(board.mark) == 1


def test_boxes_side_by_side_fill_their_box() -> None:
    boxes = race_boxes(WHOLE, 4)
    assert boxes[0].left == WHOLE.left
    assert boxes[-1].right == pytest.approx(WHOLE.right)
    gaps = [right.left - left.right for left, right in pairwise(boxes)]
    np.testing.assert_allclose(gaps, GUTTER)
    np.testing.assert_allclose([box.width for box in boxes], boxes[0].width)


def test_racers_are_at_the_same_step_and_leave_over_the_top_when_numbers_run_out() -> None:
    sweep = sweep_of(growth("exp(k*x)"))
    window = curve_window(sweep.cut)
    boxes = race_boxes(WHOLE, 2)
    near, lost = (
        Racer(box, sweep, rate, 4, window, ("word", "E = inf"), DARK)
        for box, rate in zip(boxes, (sweep.small, 1e9 * sweep.limit), strict=True)
    )
    assert lost.path.steps == 0
    start = lost.curve.place(sweep.start)
    np.testing.assert_allclose(lost.point.points[0, :2], start)
    assert lost.gone.veiled == 0.0
    racing([near, lost], 0, 1, 1.0)(0.5)
    # From k = 0 the error falls to the right, so there it goes.
    assert (lost.point.points[0, :2] > start).all()
    np.testing.assert_allclose(lost.out.points[:, :2], [start, lost.point.points[0, :2]])
    assert lost.gone.veiled == 0.0
    go = racing([near, lost], 1, 3, 0.5)
    for progress, step in ((0.0, 1), (0.25, 2), (0.5, 2), (0.75, 3), (1.0, 3)):
        go(progress)
        value = float(sweep.path(sweep.small, 4).points[step, 0])
        np.testing.assert_allclose(near.point.points[0, :2], near.curve.place(value))
        assert near.gone.veiled == 0.0
        assert lost.point.points[0, 1] > lost.curve.plot.area.top
        assert lost.gone.veiled == 1.0


def test_a_bent_path_leaves_over_the_top_when_numbers_run_out() -> None:
    sweep = sweep_of(growth("exp(k*x)"))
    bent = BentPath(plot_error_curve(BIG, sweep.cut, DARK), sweep, 9, DARK)
    bent.bend(1e9 * sweep.limit)
    assert bent.steps == 1
    assert bent.path.points[-1, 1] > BIG.top - 1.0
    bent.bend(sweep.small)
    assert bent.steps == 9


def test_beyond_the_dial_nothing_is_told_of_what_a_step_leaves() -> None:
    sweep = sweep_of(women())
    board = RateBoard(BOARD, sweep, DARK, lambda key: key)
    board.turn(3.0 * sweep.highest)
    assert board.dial.value.told == "η = 3.75"
    assert (board.factor.told, board.note.markup) == ("", "")
    board.turn(sweep.small)
    assert board.factor.told


def test_the_limit_has_a_formula_for_each_thing_that_is_told_of_it() -> None:
    def keys(experiment: Any) -> list[str]:
        return list(RateBoard(BOARD, sweep_of(experiment), DARK, lambda key: key).limits)

    assert keys(women()) == ["limit-is", "limit-mean", "limit-all"]
    assert keys(women("m*x", units=Units.OWN)) == ["limit-is", "limit-mean"]
    assert keys(women("a*x**2 + b*x + c")) == ["limit-is", "limit-all"]
    assert keys(growth("exp(k*x)")) == ["limit-near"]


def test_the_sharper_curve_is_e_along_its_direction() -> None:
    sweep = sweep_of(women(units=Units.ROUND))
    curve, found = plot_error_curve(BIG, sweep.cut, DARK), sharpest(sweep.cut)
    assert found is not None
    sharper = SharperCurve(curve, found, "word", DARK)
    np.testing.assert_allclose(sharper.path.points, curve.curve.points)
    sharper.bend(1.0)
    window, area = curve.plot.window, curve.plot.area
    x = (sharper.path.points[:, 0] - area.left) / area.width * window.width + window.left
    y = (sharper.path.points[:, 1] - area.bottom) / area.height * window.height + window.bottom
    # E = E* + d² / limit, for 2/limit is the curvature.
    expected = sweep.cut.whole.best_loss + (x - sweep.best) ** 2 / found.limit
    np.testing.assert_allclose(y, expected, atol=1e-6 * window.height)
    # In a bowl each place has gone inward, not up or down.
    np.testing.assert_allclose(sharper.path.points[:, 1], curve.curve.points[:, 1], atol=1e-6)


def test_a_path_bends_with_the_rate_and_leaves_ghosts() -> None:
    sweep = sweep_of(women())
    curve = plot_error_curve(BIG, sweep.cut, DARK, curve_window(sweep.cut))
    bent = BentPath(curve, sweep, 9, DARK)
    for share in (0.13, 0.48, 0.87):
        bent.bend(share * sweep.limit)
        bent.leave_ghosts(share * sweep.limit)
        kept = (1.0 - 2.0 * share) ** np.arange(10.0)
        values = sweep.best + kept * (sweep.start - sweep.best)
        np.testing.assert_allclose(bent.dots.points[:, :2], curve.places(values), atol=1e-6)
        np.testing.assert_allclose(bent.point.points[0], bent.dots.points[-1])
        assert sum(ghost.veiled for ghost in bent.ghosts) == math.ceil(24 * share) - 1
    bent.walk(1.25)
    one, two = bent.dots.points[1:3]
    np.testing.assert_allclose(bent.point.points[0], one + 0.25 * (two - one))


def test_all_paths_follow_the_window() -> None:
    sweep = sweep_of(women())
    near = curve_window(sweep.cut)
    far = curve_window(sweep.cut, room_aside=1.0)
    curve = plot_error_curve(BIG, sweep.cut, DARK, near, later=(far,))
    bent = BentPath(curve, sweep, 5, DARK)
    before = bent.ghosts[3].points.copy()
    curve.look_at(far)
    bent.look_again()
    values = sweep.path(bent.rate, 5).points[:, 0]
    np.testing.assert_allclose(bent.dots.points[:, :2], curve.places(values))
    # The window is three times as wide.
    spans = [np.ptp(points[:, 0]) for points in (before, bent.ghosts[3].points)]
    assert spans[0] == pytest.approx(3.0 * spans[1])


@pytest.mark.parametrize("formula", ["m*x", "exp(k*x)"])
def test_a_display_stands_where_no_curve_is(formula: str) -> None:
    sweep = sweep_of(growth(formula))
    window = curve_window(sweep.cut, room_aside=0.1)
    curve = plot_error_curve(BIG, sweep.cut, DARK, window)
    box = free_box(curve, window)
    places = curve.stretch(window.left, window.right)
    for share in np.linspace(0.0, 1.0, 40)[:, None]:
        between = places[:-1] + share * np.diff(places, axis=0)
        assert not any(box.holds(x, y) for x, y in between.tolist())


def test_the_error_climbs_by_powers_of_ten_to_above_the_largest_number() -> None:
    sweep = sweep_of(women())
    curve = plot_error_curve(BIG, sweep.cut, DARK)
    _, errors = sweep.lost or (0.0, None)
    running = RunningOut(curve, curve.plot.window, errors, DARK, lambda key: key)
    *_, ceiling, name, line, point = running.chart
    running.count(1.0)
    places = line.points[:, :2]
    # Each step of a bowl doubles E: log₁₀ 2 a step, soon a straight line.
    rises = np.diff(places[:-1, 1])[20:]
    np.testing.assert_allclose(rises, rises[0], rtol=1e-4)
    np.testing.assert_allclose(point.points[0, :2], places[-1])
    top = ceiling.points[0, 1]
    assert places[-2, 1] < top < places[-1, 1]
    assert "1.80 × 10³⁰⁸" in name.markup
    # The next step would be the first above it.
    assert places[-2, 1] + 2.0 * rises[0] > top
