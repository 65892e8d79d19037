"""Live pictures: what is described of a last picture is where the picture has it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import scenes.live
from gdvideo.media.quality import Quality
from gdvideo.rendering.frames import draw_still
from scenes.brief import Brief, default_brief
from scenes.film import scene_timeline
from scenes.kit.checks.rehearsal import laid_out
from scenes.kit.ink.layout import GRIDS
from scenes.kit.look.look import DARK
from scenes.live import live_picture
from tests.scenes.conftest import ended
from tests.scenes.scores import ALIVE


def described(scene: str, brief: Brief) -> dict[str, Any]:
    found = live_picture(ended(scene, brief))
    assert found is not None
    return found


def place(entry: dict[str, Any], x: float, y: float) -> tuple[float, float]:
    """Return where a browser puts numbers, in pixels from the upper left corner."""
    left, top, width, height = entry["area"]
    low, high, bottom, upper = entry["window"]
    return (
        left + width * (x - low) / (high - low),
        top + height * (upper - y) / (upper - bottom),
    )


def seen(point: Any) -> tuple[float, float]:
    """Return where scene units are in pixels: 90 of them a unit, (0, 0) in the middle."""
    return 640.0 + 90.0 * float(point[0]), 360.0 - 90.0 * float(point[1])


def of_kind(live: dict[str, Any], kind: str) -> dict[str, Any]:
    (entry,) = (entry for entry in live["pictures"] if entry["kind"] == kind)
    return entry


@pytest.mark.parametrize("scene", ALIVE)
def test_rows_and_line_are_where_the_stage_has_them(scene: str) -> None:
    stage: Any = ended(scene, default_brief())
    live = live_picture(stage)
    assert live is not None
    assert live["scene"] == scene
    for entry in live["pictures"]:
        if entry["kind"] != "data":
            continue
        data = stage.brief.experiment.data
        (marks,) = stage.scatter.marks
        drawn = [seen(point) for point in marks.points]
        told = [place(entry, x, y) for x, y in zip(data.x.values, data.y.values, strict=True)]
        np.testing.assert_allclose(told, drawn, atol=0.01)


def test_the_way_on_the_map_is_where_the_stage_has_it() -> None:
    stage: Any = ended("iterate", default_brief())
    live = described("iterate", default_brief())
    entry, path = of_kind(live, "map"), stage.brief.experiment.trajectory
    assert live["steps"] == path.steps
    assert live["theta"] == path.start.tolist()
    told = [place(entry, *point) for point in path.points.tolist()]
    dots = [seen(point) for point in stage.descent.trail.dots.points]
    np.testing.assert_allclose(told[-1], seen(stage.descent.point.points[0]), atol=0.01)
    assert dots
    for dot in dots:
        assert min(np.hypot(dot[0] - x, dot[1] - y) for x, y in told) < 0.01


@pytest.mark.parametrize("scene", ["parabola", "tangent", "rate"])
def test_the_curve_is_where_the_stage_has_it(scene: str) -> None:
    stage: Any = ended(scene, default_brief())
    live = described(scene, default_brief())
    entry, curve = of_kind(live, "curve"), stage.error_curve
    values = np.linspace(*entry["window"][:2], 7)
    drawn = [seen(point) for point in curve.places(values)]
    told = [place(entry, *pair) for pair in zip(values, curve.error(values), strict=True)]
    np.testing.assert_allclose(told, drawn, atol=0.01)


@pytest.mark.parametrize("shape", ["vertical", "square"])
def test_a_frame_of_another_shape_has_its_own_pixels(shape: str) -> None:
    stage: Any = ended("fit", replace(default_brief(), grid=GRIDS[shape]))
    live = live_picture(stage)
    assert live is not None
    # As many pixels as a wide frame has: 1280 × 720.
    width, height = live["frame"]
    assert (width * height, width < height) == (1280 * 720, shape == "vertical")
    (x, y), (marks,) = stage.brief.experiment.data.columns, stage.scatter.marks
    told = place(of_kind(live, "data"), float(x.values[0]), float(y.values[0]))
    across, up = (90.0 * float(length) for length in marks.points[0][:2])
    assert told == pytest.approx((width / 2 + across, height / 2 - up), abs=0.01)
    left, top, wide, high = of_kind(live, "knobs")["panel"]
    assert left + wide <= width
    assert top + high <= height


def test_a_cut_holds_what_the_scene_holds() -> None:
    live = described("tangent", default_brief())
    experiment = default_brief().experiment
    cut = live["cut"]
    assert cut["parameters"] == [0]
    assert (cut["start"][1], cut["rate"]) == (experiment.best[1], experiment.rate)
    # The mean of squares bends by twice the mean of x²: here x is (flipper − 190) / 10.
    x = (experiment.data.x.values - 190.0) / 10.0
    np.testing.assert_allclose(cut["limit"], 1.0 / np.mean(x * x), rtol=1e-12)


def test_pixels_of_the_last_frame_are_where_they_are_told() -> None:
    brief, theme = default_brief(), DARK
    frame = np.asarray(
        draw_still("iterate", brief, Quality("frame", 1280, 720, 15), _length("iterate", brief))
    )
    live = described("iterate", brief)
    found = of_kind(live, "map")
    x, y = place(found, *brief.experiment.trajectory.final)
    assert _colour(frame, x, y) == theme.model
    for entry in live["pictures"]:
        left, top, width, height = entry["area"]
        # Both axes, 1.5 pixels wide, in the colour of what does not call: the ground may lie over
        # half of one. The panel is 147 levels away.
        assert _nearest(frame, left, top + 0.45 * height, theme.muted) < 100
        assert _nearest(frame, left + 0.45 * width, top + height, theme.muted) < 100


def _length(scene: str, brief: Brief) -> float:
    return scene_timeline(scene, brief).length_s


def _colour(frame: Any, x: float, y: float) -> str:
    return "#" + "".join(f"{value:02X}" for value in frame[round(y), round(x)].tolist())


def _nearest(frame: Any, x: float, y: float, colour: str) -> float:
    """Return how far the nearest of the pixels about a place is from a colour, in levels."""
    wanted = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)])
    around = frame[int(y) - 1 : int(y) + 3, int(x) - 1 : int(x) + 3].astype(int)
    return float(np.abs(around - wanted).max(axis=-1).min())


def test_a_scene_gains_a_live_picture_by_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = laid_out("hook", default_brief())
    assert live_picture(stage) is None
    (tmp_path / "hook.py").write_text(
        "def picture(stage):\n    return {'of': stage.scene_id}\n", "utf-8"
    )
    monkeypatch.setattr(scenes.live, "__path__", [*scenes.live.__path__, str(tmp_path)])
    assert live_picture(stage) == {"of": "hook"}
