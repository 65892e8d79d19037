"""What scene `iterate` draws is true: read off by its own labels, and worked out in plain sums."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gdcore.data.units import Units
from scenes.brief import Brief, default_brief
from scenes.kit.checks.rehearsal import laid_out, rehearse
from scenes.kit.ink.layout import SQUARE, WIDE, Grid
from tests.scenes.formulas import HEIGHTS, WEIGHTS, women
from tests.scenes.scores import lesson_named
from tests.scenes.truth import Chart, number, watch, words

RATE = default_brief().experiment.rate


def _data() -> tuple[np.ndarray, np.ndarray]:
    data = default_brief().experiment.data
    return (data.x.values - 190.0) / 10.0, (data.y.values - 4000.0) / 1000.0


def _path(steps: int) -> list[tuple[float, float]]:
    """Descend on the penguins in round units, from m = −1, b = 1."""
    x, y = _data()
    path = [(-1.0, 1.0)]
    for _ in range(steps):
        m, b = path[-1]
        residuals = m * x + b - y
        path.append((m - RATE * 2 * np.mean(residuals * x), b - RATE * 2 * np.mean(residuals)))
    return path


def _error(m: float, b: float) -> float:
    x, y = _data()
    return float(np.mean((m * x + b - y) ** 2))


BEST = _error(*np.polyfit(*_data(), 1))


def _stage(brief: Brief) -> Any:
    return rehearse("iterate", brief, lambda stage, _: stage)[-1]


@pytest.fixture(scope="module")
def stage() -> Any:
    """The default lesson, played to its end."""
    return _stage(default_brief())


def test_the_scale_is_read_by_its_own_labels(stage: Any) -> None:
    stage.go(0.0)
    labels = [label for label in stage.scale.labels if words(label)]
    heights = [label.box[0, 1] for label in labels]
    slope, offset = np.polyfit(heights, [np.log10(number(words(label))) for label in labels], 1)
    ticks = stage.scale.ticks.points[::2, 1]
    for step, theta in enumerate(_path(12)):
        stage.go(float(step))
        y = stage.scale.live[2].points[0, 1]
        shown = 10.0 ** (slope * (y + heights[0] - ticks[0]) + offset)
        assert shown == pytest.approx(_error(*theta) - BEST, rel=1e-3)
        told = number(stage.scale.number.told)
        assert told == pytest.approx(_error(*theta) - BEST, rel=0.06)
    left = stage.scale.marks.points[::2, 1]
    assert len(left) == 12


def test_each_mark_on_the_scale_is_where_the_pointer_was(stage: Any) -> None:
    seen = []
    for step in range(6):
        stage.go(float(step))
        seen.append(stage.scale.live[2].points[0, 1])
    np.testing.assert_allclose(stage.scale.marks.points[::2, 1], seen[:-1])


def test_where_a_tint_of_the_map_ends_a_tint_of_the_scale_ends(stage: Any) -> None:
    chart = Chart(stage.error_plot.plot)
    bands = stage.error_plot.ground.areas
    slabs = stage.scale.bands[1:]
    assert [b.get_fill_color().to_hex() for b in bands] == [
        s.get_fill_color().to_hex() for s in slabs
    ]
    stage.go(0.0)
    labels = [label for label in stage.scale.labels if words(label)]
    heights = np.array([label.box[0, 1] for label in labels]) - labels[0].box[0, 1]
    powers = [np.log10(number(words(label))) for label in labels]
    slope, offset = np.polyfit(heights + stage.scale.ticks.points[0, 1], powers, 1)
    for band, slab in zip(bands, slabs, strict=True):
        inside = [stage.error_plot.plot.area.holds(*place) for place in band.points[:, :2]]
        for m, b in chart.read(band.points[inside])[::40]:
            level = 10.0 ** (slope * slab.points[:, 1].max() + offset)
            if slab.points[:, 1].max() < stage.scale.bands[0].points[:, 1].max():
                assert _error(m, b) - BEST == pytest.approx(level, rel=1e-3)


def test_ghosts_are_the_lines_that_were_left(stage: Any) -> None:
    stage.go(7.0)
    chart, path = Chart(stage.scatter.plot), _path(12)
    for step, line in zip(stage.descent.ghosts.steps, stage.descent.ghosts.lines, strict=True):
        assert line.veiled == float(step < 7)
        if step < 7:
            m, b = path[step]
            x, y = chart.read(line.points[[0, -1]]).T
            expected = 4000.0 + 1000.0 * (m * (x - 190.0) / 10.0 + b)
            np.testing.assert_allclose(y, expected, atol=chart.tolerance(1e-4)[1])
    assert stage.descent.ghosts.steps[:7] == tuple(range(7))


def test_the_ring_on_the_line_is_the_intercept_at_190_mm(stage: Any) -> None:
    chart = Chart(stage.scatter.plot)
    for step in (0, 1, 5):
        stage.go(float(step))
        ((x, y),) = chart.read(stage.descent.intercept.ring.points)
        assert x == pytest.approx(190.0, abs=0.01)
        assert y == pytest.approx(4000.0 + 1000.0 * _path(5)[step][1], abs=1.0)
    assert stage.descent.intercept.label.told == "190"
    assert [
        words(t) for t in stage.scatter.plot.axes.across if words(t) == "190" and t.veiled
    ] == []


def test_the_typical_miss_is_the_root_of_the_mean_square(stage: Any) -> None:
    (miss,) = stage.miss
    for step, theta in enumerate(_path(4)):
        stage.go(float(step))
        told = number(re.sub(r"[^\d,.]", "", miss.now.told))
        assert told == pytest.approx(1000.0 * _error(*theta) ** 0.5, rel=2e-3)


def test_between_two_steps_numbers_are_those_of_the_last(stage: Any) -> None:
    shown = []
    for step in (3.0, 3.4, 3.99):
        stage.go(step)
        shown.append((
            stage.scale.number.told,
            [c.told for c in stage.reading.now],
            stage.miss[0].now.told,
        ))
    assert shown[0] == shown[1] == shown[2]
    assert stage.words.step.readout.told == "step 3"


def test_every_number_that_is_seen_is_that_of_an_iterate() -> None:
    seen: set[tuple[str, ...]] = set()
    brief = default_brief()

    def look(stage: Any, beat: str) -> None:
        del beat
        seen.add(tuple(cell.told for cell in stage.reading.now[1:]))

    watch("iterate", brief, look)
    told = brief.look.numerals.significant
    points = brief.experiment.trajectory.points.tolist()
    assert seen <= {(told(m), told(b)) for m, b in points}
    assert len(seen) > 15


def test_the_picture_opens_to_zero_and_the_ring_is_the_own_intercept() -> None:
    # Of the last line, not of the best: 4 steps are not enough.
    brief = Brief(women(units=Units.OWN, rate=2e-4, steps=40))
    widest: dict[str, Any] = {}

    def look(stage: Any, beat: str) -> None:
        left = stage.scatter.plot.window.left
        if beat == "tell_the_intercept" and left <= widest.get("left", np.inf):
            ring = Chart(stage.scatter.plot).read(stage.descent.intercept.ring.points)[0]
            widest.update(left=left, ring=ring, ticks=stage.descent.intercept.label.told)

    stage = watch("iterate", brief, look)
    m, b = 0.0, 0.0
    for _ in range(40):
        residuals = m * HEIGHTS + b - WEIGHTS
        m, b = m - 4e-4 * np.mean(residuals * HEIGHTS), b - 4e-4 * np.mean(residuals)
    assert widest["left"] < 0.0
    np.testing.assert_allclose(widest["ring"], [0.0, b], atol=0.05)
    assert widest["ticks"] == "0"
    assert stage.scatter.plot.window.left > 50.0


def test_a_runaway_is_followed_on_the_map_and_among_the_data() -> None:
    stage = _stage(lesson_named("diverges slowly"))
    experiment = stage.brief.experiment
    stage.go(0.0)
    home, narrow = stage.error_plot.plot.window, stage.scatter.plot.window
    stage.go(float(experiment.trajectory.steps))
    chart, data = Chart(stage.error_plot.plot), Chart(stage.scatter.plot)
    # On standardised columns E is round: each step takes the point to −1.02 times its place.
    assert stage.error_plot.plot.window.width > 5.0 * home.width
    assert stage.scatter.plot.window.height > 5.0 * narrow.height
    place = chart.read(stage.descent.point.points)[0]
    start = np.array([-1.0, -1.0]) - experiment.best
    expected = experiment.best + (-1.02) ** experiment.trajectory.steps * start
    np.testing.assert_allclose(place, expected, rtol=1e-3)
    rows = data.read(stage.scatter.marks[0].points)
    np.testing.assert_allclose(rows[:, 0], experiment.data.x.values, rtol=1e-3)
    assert stage.error_plot.plot.area.holds(*stage.descent.here)


def test_a_map_that_is_followed_keeps_its_bands_true() -> None:
    stage = _stage(lesson_named("diverges slowly"))
    experiment = stage.brief.experiment
    chart = Chart(stage.error_plot.plot)
    heights = stage.scale.levels[::-1].tolist()
    for band, level in list(zip(stage.error_plot.ground.areas, heights, strict=True))[:6]:
        places = chart.read(band.points)[::20] - experiment.best
        # Standardised, E is the lowest and the square of the distance.
        np.testing.assert_allclose((places**2).sum(axis=1), level, rtol=0.02)


def test_the_gradient_s_arrow_says_what_it_is_drawn_times(stage: Any) -> None:
    factor = re.search(r"drawn at 1/(\d+)", stage.words.names.uphill.markup)
    assert factor is not None
    stage.go(0.0)
    stage.arrows.stand(stage.descent.parameters, stage.descent.there).rise(1.0)
    chart, (x, y) = Chart(stage.error_plot.plot), _data()
    (start, end) = chart.read(np.array([stage.descent.here, stage.arrows.uphill.points[3, :2]]))
    residuals = -1.0 * x + 1.0 - y
    gradient = np.array([2 * np.mean(residuals * x), 2 * np.mean(residuals)])
    np.testing.assert_allclose(end - start, gradient / int(factor[1]), atol=1e-3)


def test_what_is_seen_last_is_where_the_point_stops_moving(stage: Any) -> None:
    path, last = np.array(_path(100)), stage.descent.last_seen
    places = 90.0 * stage.error_plot.plot.places(path)
    away = np.abs(places - places[-1]).max(axis=1)
    assert away[last] <= 2.0 < away[last - 1]


@pytest.mark.parametrize("grid", [WIDE, SQUARE], ids=lambda grid: grid.name)
def test_the_table_of_numbers_lies_beside_the_curve_of_one_parameter(grid: Grid) -> None:
    stage: Any = laid_out("iterate", replace(lesson_named("proportional"), grid=grid))
    stage.error_plot.ground.flood(1.0)
    curve, (low, high) = stage.error_plot.ground.curve.points[:, :2], stage.words.reading.covered
    shares = np.linspace(0.0, 1.0, 2000)
    line = np.column_stack([
        np.interp(shares, np.linspace(0.0, 1.0, len(curve)), axis) for axis in curve.T
    ])
    assert not ((line > low) & (line < high)).all(axis=1).any()
