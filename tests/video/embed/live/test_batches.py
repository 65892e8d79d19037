"""Steps on rows that are drawn: each is a row's own, as many as the slider says, at its rate."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from gdcore.landscape.batch_paths import batch_paths
from scenes.brief import default_brief
from tests.video.embed.live.alive import LABELS, Alive, Open

EXPERIMENT = default_brief().experiment
X, Y = (column.values for column in EXPERIMENT.objective.data.columns)


def rows_gradients(theta: Any) -> Any:
    """Return the gradient of each row's squared residual, shape (n, 2), by hand."""
    misses = theta[0] * X + theta[1] - Y
    return 2.0 * misses[:, None] * np.column_stack([X, np.ones(X.size)])


def slider(alive: Alive) -> None:
    alive.page.get_by_role("slider", name=LABELS["batch"]).focus()


def test_a_step_is_that_of_one_row_another_each_time(opened: Open) -> None:
    alive = opened("stochastic")
    assert alive.ask("state.rate") == pytest.approx(0.043)
    alive.ask("state.stepOn(4)")
    path = np.array(alive.ask("state.path"))
    taken = []
    for before, after in pairwise(path):
        away = np.abs(before - alive.ask("state.rate") * rows_gradients(before) - after)
        assert away.max(axis=1).min() < 1e-12
        taken.append(int(away.max(axis=1).argmin()))
    assert len(set(taken)) > 1
    assert alive.faults == []


def test_the_slider_goes_to_all_rows_and_their_rate(opened: Open) -> None:
    alive = opened("stochastic")
    alive.ask("state.stepOn(3)")
    slider(alive)
    alive.page.keyboard.press("ArrowRight")
    paths = batch_paths(EXPERIMENT)
    assert paths is not None
    assert alive.ask("[state.rate, state.step]") == [paths.rates[2], 0]
    alive.page.keyboard.press("End")
    alive.ask("state.stepOn()")
    before, after = alive.ask("state.path")
    assert alive.ask("state.rate") == paths.every.rate
    step = before - paths.every.rate * rows_gradients(before).mean(axis=0)
    assert after == pytest.approx(step, rel=1e-10)
    told = alive.page.locator(".live-panel-batch output")
    assert told.all_inner_texts() == ["342", "342"]
