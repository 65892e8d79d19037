"""Scene `iterate`: its beats, its numbers and where they are on the screen."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.frames import draw_still
from scenes.brief import Brief, default_brief
from scenes.film import scene_timeline
from scenes.kit.text.glyphs import escaped
from scenes.scripts.iterate import note
from tests.scenes.conftest import LESSONS, ended
from tests.scenes.formulas import growth, women
from tests.scenes.scores import lesson_named, numbers_of, score_of


def _colour(name: str) -> np.ndarray:
    return np.array([int(name[k : k + 2], 16) for k in (1, 3, 5)])


def _centre(pixels: np.ndarray, colour: str, box: tuple[int, int, int, int]) -> np.ndarray:
    """Return the middle of what has a colour in a box (left, top, right, bottom), in pixels."""
    left, top, right, bottom = box
    part = pixels[top:bottom, left:right].astype(int)
    rows, columns = np.nonzero(np.abs(part - _colour(colour)).max(axis=2) < 40)
    assert len(rows) > 20
    return np.array([left + columns.mean() + 0.5, top + rows.mean() + 0.5])


def _plain_descent(brief: Brief, steps: int) -> np.ndarray:
    """Descend in round units one row at a time, with sums written out."""
    data, rate = brief.experiment.data, brief.experiment.rate
    x, y = (data.x.values - 190.0) / 10.0, (data.y.values - 4000.0) / 1000.0
    m, b = -1.0, 1.0
    for _ in range(steps):
        slope_m = sum(2 * (m * xi + b - yi) * xi for xi, yi in zip(x, y, strict=True)) / len(x)
        slope_b = sum(2 * (m * xi + b - yi) for xi, yi in zip(x, y, strict=True)) / len(x)
        m, b = m - rate * slope_m, b - rate * slope_b
    return np.array([m, b])


def _pixel(place: np.ndarray) -> np.ndarray:
    """Return where a place in scene units is in a frame of 1280 by 720 pixels."""
    return np.array([640.0 + 90.0 * place[0], 360.0 - 90.0 * place[1]])


@pytest.mark.parametrize(
    ("beat", "steps"), [("show_the_misses", 0), ("take_the_first_step", 1), ("step_slowly", 5)]
)
def test_the_point_is_where_a_plain_descent_is(beat: str, steps: int) -> None:
    brief = default_brief()
    stage = ended("iterate", brief)
    (end_s,) = (b.end_s for b in scene_timeline("iterate", brief).beats if b.id == beat)
    pixels = np.array(draw_still("iterate", brief, QUALITIES["standard"], end_s - 0.1))
    expected = _pixel(stage.error_plot.plot.places(_plain_descent(brief, steps)[None])[0])
    found = _centre(pixels, brief.look.model, (95, 150, 545, 450))  # above the numbers
    assert np.abs(found - expected).max() < 1.0


@pytest.mark.parametrize("scene", ["iterate", "tangent"])
@pytest.mark.parametrize("above", [1e-2, 1e-5, 1e-8])
def test_a_rate_and_its_limit_are_shown_apart(scene: str, above: float) -> None:
    # Standardised, a line's limit is 1, of the whole as of the cut.
    told = numbers_of(scene, women(rate=1.0 + above, steps=5))
    assert told["limit"] == "1"
    assert float(told["rate"]) == 1.0 + above


def test_a_runaway_within_bounds_is_told_as_one() -> None:
    # Its third step at a rate far too large is not out of all bounds, but millions of times higher.
    experiment = growth("a*sin(w*x) + c", start={"a": 1.0, "w": 1.0, "c": 0.0}, rate=50.0, steps=2)
    assert experiment.trajectory.values[-1] > 1e4 * experiment.trajectory.values[0]
    assert score_of("iterate", experiment)["lose_the_line"] == ("grown", "too-large-here")
    assert note(experiment) == ("diverged",)


def test_a_rest_above_the_start_is_told_as_one() -> None:
    experiment = lesson_named("exponential, thrown to a plateau").experiment
    assert experiment.trajectory.values[-1] > experiment.trajectory.values[0]
    (told,) = (keys for beat, keys in score_of("iterate", experiment).items() if "compare" in beat)
    assert told == ("rests-higher", "too-large-here")


def test_ticks_of_the_map_are_where_their_numbers_are() -> None:
    plot = ended("iterate", default_brief()).error_plot.plot
    area, window = plot.area, plot.window
    corners = np.array([[window.left, window.bottom], [window.right, window.top]])
    expected = [[area.left, area.bottom], [area.right, area.top]]
    np.testing.assert_allclose(plot.places(corners), expected)


ENDS = (
    *("default", "diverges", "diverges slowly", "arrives at once", "starts at the best fit"),
    *("huge raw", "many rows", "yes-no by a line", "falling, perfect fit"),
)
"""Lessons that end otherwise than each other, or show other numbers of their end."""


@pytest.mark.parametrize("name", ENDS)
def test_the_numbers_end_on_the_trace(name: str) -> None:
    lesson, stage = lesson_named(name), ended("iterate", lesson_named(name))
    numbers = numbers_of("iterate", lesson.experiment)
    rows = (stage.reading.now, stage.reading.best)
    shown = [[cell.told for cell in row] for row in rows]
    assert shown[0] in ([""] * 3, ["now", numbers["slope"], numbers["intercept"]])
    assert shown[1] in ([""] * 3, ["best", numbers["best_slope"], numbers["best_intercept"]])
    assert stage.words.step.readout.told == f"step {numbers['last']}"
    assert len(stage.miss) == lesson.experiment.has_typical_miss
    for miss in stage.miss:
        is_named = miss.now.told == f"typical miss {numbers['end_miss']}" and not miss.name.markup
        assert is_named or miss.now.told == f"now {numbers['end_miss']}"


def test_what_the_number_above_the_data_is_called_is_seen_at_first(play: Callable) -> None:
    def first(stage: Any, _: int) -> str:
        return "".join(f"{miss.name.markup} {miss.now.told}" for miss in stage.miss)

    for name in ("default", "diverges", "huge", "offset"):
        told, *_ = play(LESSONS[name](), first).seen
        assert "typical miss" in told


def test_the_line_passes_through_the_means_at_the_end() -> None:
    # On standardised columns b goes to 0, so the line goes through the point of means.
    stage = ended("iterate", default_brief())
    data = stage.brief.experiment.data
    mean = stage.scatter.plot.places(np.array([[data.x.values.mean(), data.y.values.mean()]]))[0]
    start, end = stage.descent.model_line.line.points[[0, -1], :2]
    height = np.interp(mean[0], [start[0], end[0]], [start[1], end[1]])
    assert height == pytest.approx(mean[1], abs=1e-3)


def test_users_words_are_shown_letter_by_letter() -> None:
    assert escaped('a"b\\c#d') == '#"a\\"b\\\\c#d"'


@pytest.mark.parametrize("name", ["default", "light"])
def test_ground_and_panels_have_the_theme_s_colours(name: str) -> None:
    brief = LESSONS[name]()
    pixels = np.array(draw_still("iterate", brief, QUALITIES["draft"], 1.0))
    assert np.array_equal(pixels[470, 10], _colour(brief.look.ground))
    assert np.array_equal(pixels[300, 500], _colour(brief.look.panel))
