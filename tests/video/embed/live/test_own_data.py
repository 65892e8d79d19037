"""A learner's own table in live pictures: what a scene holds is held, and all pictures show it."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.video.embed.live.alive import Alive, Open

X = np.array([12.0, 15.0, 19.0, 22.0, 24.0, 30.0, 31.0, 38.0])
Y = np.array([310.0, 295.0, 260.0, 270.0, 240.0, 205.0, 215.0, 160.0])
SCENES = ("iterate", "parabola", "rate", "surface", "tangent")
CUT = ("parabola", "rate", "tangent")


def dropped(opened: Open, scene: str, folder: Path) -> Alive:
    alive = opened(scene)
    file = folder / "mine.csv"
    rows = "".join(f"{x},{y}\n" for x, y in zip(X, Y, strict=True))
    file.write_text(f"age (a),price (EUR)\n{rows}", "utf-8")
    alive.page.locator("input[type=file]").set_input_files(file)
    alive.page.wait_for_function("state.lesson.n === 8")
    return alive


def descended(alive: Alive) -> tuple[Any, Any]:
    """Return both columns in the units that the page chose."""
    x, y = (alive.ask(f"state.lesson.columns.{name}") for name in "xy")
    return (X - x["shift"]) / x["step"], (Y - y["shift"]) / y["step"]


@pytest.mark.parametrize("scene", CUT)
def test_what_is_held_stays_held_at_its_new_best_value(
    opened: Open, scene: str, tmp_path: Path
) -> None:
    alive = dropped(opened, scene, tmp_path)
    x, y = descended(alive)
    m, b = np.polyfit(x, y, 1)
    alive.press("reset")
    first = alive.ask("state.theta")
    assert first[1] == pytest.approx(b, rel=1e-9)
    # The curvature along m alone is 2·mean(x²): there is the limit, and there lands half of it.
    assert alive.ask("state.lesson.limit") == pytest.approx(1.0 / np.mean(x * x), rel=1e-9)
    alive.page.locator(".preset-across").click()
    alive.press("reset")
    alive.press("step")
    assert alive.ask("state.theta") == pytest.approx([m, b], rel=1e-9)
    assert alive.ask("state.theta")[1] == first[1]
    assert alive.faults == []


def test_a_rate_that_was_shown_keeps_its_share_of_the_limit(opened: Open, tmp_path: Path) -> None:
    alive = opened("rate")
    share = alive.ask("state.rate / state.lesson.limit")
    alive = dropped(opened, "rate", tmp_path)
    assert alive.ask("state.rate / state.lesson.limit") == pytest.approx(share)


@pytest.mark.parametrize("scene", SCENES)
def test_every_picture_shows_them(opened: Open, scene: str, tmp_path: Path) -> None:
    alive = dropped(opened, scene, tmp_path)
    for panel in alive.ask("mounted.panels.map((p) => [p.entry.kind, p.plot?.window])"):
        shown(alive, *panel)
    before = alive.ask("state.theta")
    handle = alive.page.locator(".handle, .knob input").first
    handle.focus()
    alive.page.keyboard.press("ArrowUp")
    assert alive.ask("state.theta") != before
    assert alive.faults == []


def test_nothing_is_told_of_the_data_that_went(opened: Open, tmp_path: Path) -> None:
    alive = dropped(opened, "surface", tmp_path)
    assert "190" not in alive.page.locator(".live-board").inner_text()
    for handle in alive.page.locator(".handle").all():
        assert "190" not in (handle.get_attribute("aria-label") or "")


def shown(alive: Alive, kind: str, window: Any) -> None:
    """Check that a picture has the new rows, or the new best values, inside."""
    best = alive.ask("state.lesson.best")
    if kind == "data":
        assert window[0] < X.min() < X.max() < window[1]
        assert window[2] < Y.min() < Y.max() < window[3]
        names = alive.page.locator(".live-data .axis-name").all_text_contents()
        assert names == ["age (a)", "price (EUR)"]
    elif kind == "curve":
        assert window[0] < best[0] < window[1]
    elif kind == "map":
        assert window[0] < best[0] < window[1]
        assert window[2] < best[1] < window[3]
    elif kind == "knobs":
        for called in alive.entry("knobs")["words"]:
            assert alive.page.get_by_role("slider", name="".join(called)).is_visible()
        ends = alive.page.locator(".knob input").evaluate_all(
            "(all) => all.map((node) => [+node.min, +node.max])"
        )
        for (low, high), value in zip(ends, best, strict=False):
            assert low < value < high
    else:
        ground = "mounted.panels.find((panel) => panel.entry.kind === 'surface').ground()"
        assert alive.ask(f"{ground}.middle") == best
        assert alive.ask(f"{ground}.holds({ground}.place(...state.lesson.start))")
