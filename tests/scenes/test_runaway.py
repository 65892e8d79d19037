"""A runaway in scene `iterate`: it is in sight all along, and looked back at in the end."""

from typing import Any

import numpy as np
import pytest

from scenes.brief import Brief
from scenes.kit.checks.outlines import strokes
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.descent.runaway import pointing
from scenes.kit.ink.shapes import Arrow
from scenes.kit.look.look import DARK
from tests.scenes.formulas import women
from tests.scenes.scores import lesson_named


def _stage(brief: Brief) -> Any:
    return rehearse("iterate", brief, lambda stage, _: stage)[-1]


@pytest.mark.parametrize("name", ["diverges", "diverges slowly", "square, lost later"])
def test_a_point_that_runs_away_is_never_outside_on_its_way(name: str) -> None:
    stage = _stage(lesson_named(name))
    area, steps = stage.error_plot.plot.area, stage.descent.steps
    for step in np.linspace(0.0, min(steps, 6), 37).tolist():
        stage.go(step)
        assert area.holds(*stage.descent.here)


def test_a_step_s_arrow_ends_inside_and_the_point_goes_to_its_tip() -> None:
    stage = _stage(lesson_named("diverges"))
    for step in range(4):
        stage.go(float(step))
        point = pointing(stage.descent, stage.arrows, with_uphill=True)
        for progress in (0.2, 0.5, 1.0):
            point(progress)
            assert stage.error_plot.plot.area.holds(*stage.arrows.step.points[3, :2])
        stage.following(step)(1.0)
        np.testing.assert_allclose(stage.descent.here, stage.arrows.step.points[3, :2], atol=1e-6)


def test_a_long_runaway_is_looked_back_at() -> None:
    # Standardised, each step takes the point to 1 − 2 · 1.9 times its place.
    stage = _stage(Brief(women(rate=1.9, steps=40)))
    windows, shown = stage.descent.windows, stage.error_plot.plot
    assert windows[-1].width > 1e5 * windows[0].width
    assert 10.0 * windows[0].width < shown.window.width <= 30.0 * windows[0].width
    assert not shown.area.holds(*stage.descent.here)
    assert stage.words.step.readout.told.endswith(": outside")


def test_a_short_runaway_is_seen_where_it_ends() -> None:
    stage = _stage(lesson_named("diverges"))
    assert stage.error_plot.plot.window == stage.descent.windows[-1]
    assert stage.words.step.readout.told == "step 4"


def test_a_slanted_arrow_is_looked_for_along_its_shaft() -> None:
    arrow = Arrow(DARK.step, 4.0).point(np.array([-3.0, -2.0]), np.array([3.0, 2.0]))
    found = np.array(strokes(arrow))
    middles = (found[:, :2] + found[:, 2:]) / 2.0
    np.testing.assert_allclose(middles[:, 1], middles[:, 0] * 2.0 / 3.0, atol=1e-9)
    assert (found[:, 2:] - found[:, :2] < 0.06).all()
    assert [middles[:, 0].min(), middles[:, 0].max()] == pytest.approx([-3.0, 3.0], abs=0.05)
    assert np.diff(middles[:, 0]).max() < 0.06
