"""The page descends as gdcore does: every rule, every kind of error, step by step."""

from typing import Any

import numpy as np
import pytest

from gdcore.descent.trajectory import Status
from gdcore.experiment import Experiment
from tests.video.embed.live.conftest import LivePage
from tests.video.embed.live.lessons import PAIRS, lesson

PATH = """
  const state = gdvideo.state(lesson);
  state.stepOn(given);
  return {path: state.path, errors: state.errors, lost: state.hasRunAway};
"""


def walked(live: LivePage, experiment: Experiment, steps: int) -> tuple[Any, Any, bool]:
    found = live.ask(experiment, PATH, steps)
    return np.array(found["path"]), np.array(found["errors"]), found["lost"]


def assert_same_path(experiment: Experiment, points: Any, values: Any) -> None:
    path = experiment.trajectory
    assert points.shape == path.points.shape
    size = np.maximum.accumulate(np.abs(path.points).max(axis=1))[:, None]
    assert (np.abs(points - path.points) <= 1e-9 * size).all()
    assert values == pytest.approx(path.values, rel=1e-9, abs=1e-15 * path.values[0])


@pytest.mark.parametrize(("error", "rule"), PAIRS)
def test_every_step_is_gdcores(live: LivePage, error: str, rule: str) -> None:
    experiment = lesson(error, rule)
    assert experiment.trajectory.steps == 40
    points, values, lost = walked(live, experiment, 40)
    assert_same_path(experiment, points, values)
    assert not lost


@pytest.mark.parametrize("rule", ["fixed", "momentum:0.8", "nesterov:0.8"])
def test_a_descent_runs_away_where_gdcores_does(live: LivePage, rule: str) -> None:
    limit = lesson("line, round", rule).max_stable_rate
    assert limit is not None
    experiment = lesson("line, round", rule, 2.5 * limit)
    assert experiment.trajectory.status is Status.DIVERGED
    assert 5 < experiment.trajectory.steps < 40
    points, values, lost = walked(live, experiment, 40)
    assert_same_path(experiment, points, values)
    assert lost


def test_a_curve_is_left_where_gdcore_leaves_it(live: LivePage) -> None:
    experiment = lesson("curve", "fixed", 1.0)
    assert experiment.trajectory.status is Status.DIVERGED
    points, values, lost = walked(live, experiment, 40)
    assert_same_path(experiment, points, values)
    assert lost
