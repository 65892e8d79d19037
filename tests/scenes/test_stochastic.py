"""The scene `stochastic`: each row's own step, work that is counted, a ring seen through a lens."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gdcore.data.units import Units
from gdcore.landscape.batch_paths import SPREADS
from scenes.film import scene_label, unsuited
from scenes.kit.checks.rehearsal import laid_out
from scenes.kit.ink.shapes import Positions
from scenes.live import live_picture
from scenes.scripts.stochastic import paths_of
from scenes.stochastic import ROUND_S, OnePointAtATime
from tests.scenes.scores import lesson_named, score_of


def stage_of(name: str) -> OnePointAtATime:
    stage = laid_out("stochastic", lesson_named(name))
    assert isinstance(stage, OnePointAtATime)
    return stage


def test_the_lit_row_is_the_one_that_the_step_looked_at() -> None:
    stage = stage_of("three rows")
    data, plot = stage.brief.experiment.data, stage.scatter.plot
    for step in range(6):
        row = stage.rows[step]
        stage.running(step, step + 1)(0.0)
        place = plot.places(np.array([[data.x.values[row], data.y.values[row]]]))
        assert stage.row.place == pytest.approx(place[0])
        tip = stage.row.miss.points[1, :2]
        assert tip == pytest.approx(stage.model_line.height(float(data.x.values[row])))


def test_all_are_as_far_as_their_work() -> None:
    stage = stage_of("default")
    paths = stage.paths
    for rows in (0.0, 17.0, 18.0, 341.0, 342.0, 700.0):
        stage.walk.at(rows)
        ends = (stage.walk.every.line, stage.walk.some.line, stage.walk.head)
        for shape, path in zip(ends, (paths.every, paths.some, paths.one), strict=True):
            point = path.path.points[int((path.path.work <= rows).sum()) - 1]
            assert shape.points[-1, :2] == pytest.approx(stage.map.plot.places(point[None])[0])


def test_the_error_falls_again_as_the_rate_shrinks() -> None:
    stage = stage_of("default")
    paths, chart = stage.paths, stage.chart
    line = chart.later.line
    assert len(chart.go_on(0).later.line.points) <= 2
    chart.go_on(paths.circling.path.steps + paths.shrinking.path.steps)
    assert line.points[0, :2] == pytest.approx(chart.lines[-1].places[-1])
    level = chart.level.points[0, 1]
    assert abs(line.points[3, 1] - level) < abs(line.points[-1, 1] - level)
    rows = float(sum(p.path.steps for p in (paths.one, paths.circling, paths.shrinking)))
    right = chart.plot.places(np.array([[np.log10(1.0 + rows), 0.0]]))[0, 0]
    assert line.points[-1, 0] == pytest.approx(right)


def _far(outline: Positions, middle: Positions) -> float:
    return float(np.hypot(*(outline[:, :2] - middle).T).max())


def test_the_lens_is_true() -> None:
    """What is in it is the factor that is said times as large as on the map."""
    stage = stage_of("default")
    (lens,) = stage.lens
    stage.surround(stage.ring)
    lens.open(1.0).see(stage.walk.walk(300).seen)
    map_ring = stage.map.plot.places(stage.paths.cloud.outline(SPREADS, 96))
    centre = map_ring.mean(axis=0)
    factor = lens.spot.factor
    assert _far(lens.outline.points, lens.spot.middle) == pytest.approx(
        factor * _far(map_ring, centre), rel=1e-6
    )
    assert _far(lens.line.points, lens.spot.middle) <= lens.spot.radius * (1.0 + 1e-9)
    tip = lens.spot.middle + factor * (stage.walk.head.points[0, :2] - centre)
    assert lens.head.points[0, :2] == pytest.approx(tip, abs=1e-6)


def test_a_ring_that_is_large_needs_no_lens() -> None:
    assert stage_of("three rows").lens == ()


@pytest.mark.parametrize(
    ("name", "why"), [("rate only", "two parameters"), ("absolute", "lowest point")]
)
def test_a_lesson_without_the_scene_is_told_why(name: str, why: str) -> None:
    brief = lesson_named(name)
    assert why in unsuited("stochastic", brief)
    with pytest.raises(ValueError, match="must suit the scene"):
        paths_of(brief.experiment)


def test_the_programme_ends_on_what_the_loss_takes() -> None:
    averaged, summed = lesson_named("default"), lesson_named("zero inside, sum")
    assert "their sum" in scene_label("stochastic", summed, "move-by-sum")
    for brief, word in ((averaged, "mean"), (summed, "sum")):
        stage = laid_out("stochastic", brief)
        assert isinstance(stage, OnePointAtATime)
        last = stage.loops.codes[1].lines[2]
        assert any(word in words.markup for words in last)


def test_in_the_programme_each_step_is_made_on_its_line() -> None:
    stage = stage_of("default")
    code, path = stage.loops.codes[0], stage.paths.one.path.points
    loop = stage.looping(2.0 * ROUND_S)
    heights = [code.lines[k][0].box[:, 1].mean() for k in (0, 1)]
    stops = stage.map.plot.places(path[:3])
    for progress, made, line in ((0.0, 0, 0), (1.3 / 3.6, 1, 1), (2.3 / 3.6, 1, 0), (1.0, 2, 1)):
        loop(progress)
        middle = code.band.shapes[1].points[0, 1]
        assert np.argmin(np.abs(middle - heights)) == line
        if line == 0 or progress == 1.0:
            assert stage.walk.head.points[0, :2] == pytest.approx(stops[made])


def test_what_crawls_in_its_own_units_is_seen_in_round_ones_and_told_so() -> None:
    brief = lesson_named("crawls")
    assert score_of("stochastic", brief)["tell_the_units"] == ("in-round",)
    stage = stage_of("crawls")
    assert stage.paths.cut.whole.units is Units.ROUND
    assert live_picture(stage) is None
    assert "tell_the_units" not in score_of("stochastic", lesson_named("default"))


def test_the_work_chart_has_the_start_before_it_has_paths(play: Callable[..., Any]) -> None:
    def look(stage: Any, frames: int) -> tuple[float, float, float]:
        del frames
        chart = stage.chart
        paths = max(shape.veiled for shape in chart.lines[0].shapes)
        return chart.plot.panel.veiled, chart.start.veiled, paths

    seen = np.array(play(lesson_named("default"), look, "stochastic").seen)
    whole = seen[:, 0] == 1.0
    assert whole.any()
    assert (seen[whole, 1:].max(axis=1) > 0.0).all()
