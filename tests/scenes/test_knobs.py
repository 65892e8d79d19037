"""The knobs of a model: where they stand, which are locked, and what the scene does with them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gdcore.section import section
from scenes.kit.ink.layout import WIDE, Box
from scenes.kit.ink.shapes import Dots, Path, Segments
from scenes.kit.look.look import DARK
from scenes.kit.panels.knobs import Knobs
from scenes.kit.panels.slider import Slider
from tests.scenes.formulas import EXPERIMENTS, women
from tests.scenes.scores import lesson_named

BOX = Box("left", WIDE.whole.left, WIDE.whole.bottom, -1.0, WIDE.whole.top)


def _knobs(lesson: str) -> Knobs:
    cut = section(EXPERIMENTS[lesson](), 1)
    _, below = Knobs.split_off(BOX, cut)
    ranges = np.array([[-1.0, 3.0]] * len(cut.whole.model.names))
    return Knobs(below, cut, ranges, DARK)


@pytest.mark.parametrize(
    ("lesson", "held"), [("proportional", 0), ("few steps", 1), ("parabola", 2), ("quintic", 3)]
)
def test_each_parameter_has_a_knob_and_of_many_the_first_four(lesson: str, held: int) -> None:
    knobs = _knobs(lesson)
    assert len(knobs.held) == held
    assert len(knobs.sliders) == held + 1
    assert knobs.turned not in knobs.held
    theta = 0.25 * np.arange(6)
    knobs.at(theta)
    assert [slider.told for slider in knobs.sliders] == [
        f"{value:.2f}" for value in theta[: held + 1].tolist()
    ]


def test_knobs_keep_to_their_panel_and_off_each_other() -> None:
    knobs = _knobs("parabola")
    panel = knobs.shapes[0].points[:, :2]
    low, high = panel.min(axis=0), panel.max(axis=0)
    boxes = []
    for slider in knobs.sliders:
        points = np.vstack([shape.points[:, :2] for shape in slider.shapes])
        assert (points.min(axis=0) > low).all()
        assert (points.max(axis=0) < high).all()
        boxes.append((points.min(axis=0), points.max(axis=0)))
    for k, (one_low, one_high) in enumerate(boxes):
        for other_low, other_high in boxes[k + 1 :]:
            assert not ((one_low < other_high) & (other_low < one_high)).all()


def _lock(slider: Slider) -> tuple[np.ndarray, np.ndarray]:
    body, shackle = slider.hidden
    assert isinstance(body, Segments)
    assert isinstance(shackle, Path)
    return body.points[:, :2], shackle.points[:, :2]


def test_a_lock_comes_open_and_closes_on_its_body() -> None:
    slider = Slider(Box("s", 0.0, 0.0, 3.0, 1.0), (0.0, 4.0), "$b$", DARK)
    slider.lock(0.4)
    body, shackle = _lock(slider)
    top = body[0, 1] + 6.0 / 90.0
    # The right leg hangs over the body; the left one is in it.
    assert shackle[0, 1] == pytest.approx(top)
    assert shackle[-1, 1] > top + 0.05
    slider.lock(1.0)
    _, shackle = _lock(slider)
    assert shackle[[0, -1], 1] == pytest.approx(top)
    assert [shape.veiled for shape in slider.hidden] == [1.0, 1.0]
    # It stays closed, and beside the number, whatever that is.
    places = []
    for value in (0.0, -1234.5):
        slider.at(value)
        body, shackle = _lock(slider)
        assert shackle[[0, -1], 1] == pytest.approx(top)
        places.append(body[:, 0].mean())
    assert places[1] < places[0]


def test_all_knobs_but_the_turned_one_are_locked() -> None:
    knobs = _knobs("parabola")
    for shape in knobs.hidden:
        shape.veil(0.0)
    knobs.lock(1.0)
    assert [shape.veiled for shape in knobs.turned.hidden] == [0.0, 0.0]
    assert all(shape.veiled == 1.0 for slider in knobs.held for shape in slider.hidden)


@pytest.mark.parametrize("lesson", ["default", "crawls", "exponential", "parabola"])
def test_the_other_knobs_are_put_to_their_best_before_one_is_turned_alone(
    lesson: str, play: Callable
) -> None:
    brief = lesson_named(lesson)
    best = brief.experiment.best

    def look(stage: Any, _: int) -> tuple[str, bool, bool, bool]:
        others = np.delete(stage.others - best, stage.cut.chosen)
        thumb = next(s for s in stage.knobs.turned.shapes if isinstance(s, Dots))
        along = stage.knobs.turned.x(stage.value)
        closed = all(shape.veiled == 1.0 for slider in stage.knobs.held for shape in slider.hidden)
        # The shot of a beat is there as soon as it is played.
        beat = [*stage.shots, ""][-1 if not stage.shots else -2]
        return beat, bool((others == 0.0).all()), closed, abs(thumb.points[0, 0] - along) < 1e-9

    seen = play(brief, look, "parabola").seen
    assert not seen[0][1]
    assert all(at_best and closed for beat, at_best, closed, _ in seen if beat == "sweep_the_bowl")
    assert all(with_thumb for *_, with_thumb in seen)


@pytest.mark.parametrize("lesson", ["default", "crawls", "absolute, raw", "rate only", "quintic"])
def test_the_line_and_the_point_never_leave_their_pictures(lesson: str, play: Callable) -> None:
    def look(stage: Any, _: int) -> tuple[bool, bool]:
        area = stage.error_curve.plot.area
        return stage.model_line.is_lost, area.holds(*stage.point.points[0, :2])

    seen = play(lesson_named(lesson), look, "parabola").seen
    assert not any(lost for lost, _ in seen)
    assert all(held for _, held in seen)


def test_a_knob_of_a_line_is_called_as_its_axis() -> None:
    cut = section(women(), 1)
    _, below = Knobs.split_off(BOX, cut)
    knobs = Knobs(below, cut, np.array([[0.0, 1.0]] * 2), DARK)
    assert "slope $m$" in [getattr(shape, "markup", "") for shape in knobs.turned.shapes]
