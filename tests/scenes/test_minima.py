"""Scene `minima`: what is drawn of the wave is read off its picture; the rest is each lesson's."""

from functools import cache
from typing import Any

import numpy as np
import pytest

from scenes.brief import default_brief
from scenes.kit.checks.rehearsal import rehearse
from scenes.live import live_picture
from scenes.telling.assets import shipped_rows
from tests.scenes.scores import lesson_named, numbers_of, score_of
from tests.scenes.truth import Chart

LAST_BEAT = "bend_up"


@cache
def moments() -> dict[str, dict[str, Any]]:
    """Play the default lesson once, and keep what is drawn at the end of each beat."""
    kept: dict[str, dict[str, Any]] = {}

    def look(stage: Any, _: int) -> None:
        kept[next(reversed(stage.shots), "")] = {
            "stage": stage,
            "chart": Chart(stage.chart.plot),
            "lights": stage.lights.dots.points.copy(),
            "first": stage.first.dots.points.copy(),
            "counts": [readout.told for readout in stage.valleys.counts],
            "tallies": [tally.told for tally in stage.tallies],
            "panels": [t.shapes[0].bounds for t in stage.tallies if t.shapes[0].veiled == 1.0],
            "lamps": [(t.shapes[2].bounds, t.shapes[0].bounds) for t in stage.tallies],
            "above": stage.chart.plot.panel.bounds,
            "wave": stage.large.fit.curve.points.copy(),
            "dots": stage.large.fit.dots.points.copy(),
            "own": (Chart(stage.pair.own.curve.plot), stage.pair.lights.dots.points.copy()),
        }

    rehearse("minima", default_brief(), look)
    return kept


def by_hand(f: np.ndarray) -> np.ndarray:
    """Return E of the wave that is written on the screen, of the first 36 months."""
    t, y = np.array(shipped_rows("nottingham")[1:37], dtype=float).T
    misses = 49.0 - 12.0 * np.cos(2.0 * np.pi * f[:, None] * t - np.pi / 8.0) - y
    return (misses**2).mean(axis=1)


def test_each_light_ends_on_the_curve_at_the_lowest_place_of_its_valley() -> None:
    at = moments()["drop_the_lights"]
    read = at["chart"].read(at["lights"])
    room = at["chart"].tolerance(1e-4)[1]
    assert np.abs(read[:, 1] - by_hand(read[:, 0])).max() < room
    beside = [by_hand(read[:, 0] + side) for side in (-0.02, 0.02)]
    assert (np.minimum(*beside) > read[:, 1] - room).all()
    ends, counts = np.unique(read[:, 0].round(1), return_counts=True)
    assert ends.tolist() == [0.6, 1.0, 1.4, 1.8, 2.1]
    assert at["counts"] == [str(count) for count in counts]


def test_the_stuck_light_has_the_wave_of_its_place() -> None:
    at = moments()["get_stuck"]
    (f,) = at["chart"].read(at["first"])[:, 0]
    t, y = np.array(shipped_rows("nottingham")[1:37], dtype=float).T
    # The months' own dots tell where numbers are.
    x = np.polyval(np.polyfit(at["dots"][:, 0], t, 1), at["wave"][:, 0])
    heights = np.polyval(np.polyfit(at["dots"][:, 1], y, 1), at["wave"][:, 1])
    np.testing.assert_allclose(
        heights, 49.0 - 12.0 * np.cos(2.0 * np.pi * f * x - np.pi / 8.0), atol=0.01
    )
    told = numbers_of("minima", lesson_named("default"))
    assert told["wrong"] == f"{f:.3g}"
    assert told["wrong_miss"] == f"{float(np.sqrt(by_hand(np.array([f]))[0])):.3g} °F"


def test_tallies_tell_what_is_said() -> None:
    told = numbers_of("minima", lesson_named("default"))
    expected = [f"{told[key]} of 40 find the lowest" for key in ("found", "heavy", "noisy")]
    expected.append(f"{told['successes']} of 100 find the lowest")
    assert moments()[LAST_BEAT]["tallies"] == expected


@pytest.mark.parametrize(
    ("beat", "count"), [("add_momentum", 2), ("add_noise", 3), ("compare_starts", 4)]
)
def test_tallies_share_the_whole_width_however_many_they_are(beat: str, count: int) -> None:
    at = moments()[beat]
    panels, (left, _, right, _) = np.array(at["panels"]), at["above"]
    assert len(panels) == count
    np.testing.assert_allclose(panels[[0, -1], [0, 2]], [left, right], atol=1e-9)
    np.testing.assert_allclose(panels[1:, 0] - panels[:-1, 2], 0.19, atol=0.01)
    np.testing.assert_allclose(np.ptp(panels[:, 2] - panels[:, 0]), 0.0, atol=1e-9)


def test_dots_stay_in_their_panels() -> None:
    for dots, panel in moments()["compare_starts"]["lamps"]:
        assert (np.array(dots[:2]) > panel[:2]).all()
        assert (np.array(dots[2:]) < panel[2:]).all()


def test_all_lights_on_the_lessons_own_curve_gather_at_its_one_lowest_place() -> None:
    chart, lights = moments()[LAST_BEAT]["own"]
    data = default_brief().experiment.objective.data
    slope, _ = np.polyfit(data.x.values, data.y.values, 1)
    values = chart.read(lights)[:, 0]
    assert len(values) == 9
    assert np.abs(values - slope).max() < 0.02


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("default", "of-x"),
        ("parabola", "squares"),
        ("logistic", "proven"),
        ("logistic, separated", "endless"),
        ("wave, local minimum", "down"),
        ("rate only, too far", "unknown"),
    ],
)
def test_of_the_own_curve_is_said_what_is_known(name: str, key: str) -> None:
    assert score_of("minima", lesson_named(name))[LAST_BEAT] == (key,)


def test_the_curve_that_comes_alive_is_the_drawn_one() -> None:
    stage = moments()[LAST_BEAT]["stage"]
    live = live_picture(stage)
    assert live is not None
    entry, rows = live["pictures"]
    low, high, bottom, top = entry["window"]
    assert (entry["kind"], rows["kind"]) == ("curve", "data")
    (left, above, width, height), f = entry["area"], np.linspace(low, high, 5)
    x = left + width * (f - low) / (high - low)
    y = above + height * (top - by_hand(f)) / (top - bottom)
    places = stage.pair.several.curve.curve.points[::60, :2]
    np.testing.assert_allclose(
        (places - [-64.0 / 9.0, 4.0]) * [90.0, -90.0], np.array([x, y]).T, atol=0.01
    )
