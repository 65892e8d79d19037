"""Error, gradient, predictions and units on the page are gdcore's, at points of no kind."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gdcore.experiment import Experiment
from tests.video.embed.live.conftest import LivePage
from tests.video.embed.live.lessons import BOWLS, ERRORS, lesson

RANDOM = np.random.default_rng(131)


def points(experiment: Experiment) -> Any:
    """Return six generic points around the start and the best fit, shape (6, p)."""
    start, best = experiment.trajectory.start, experiment.best
    along = RANDOM.uniform(-0.2, 1.2, (6, 1))
    return start + along * (best - start) + 0.1 * RANDOM.normal(size=(6, start.size))


@pytest.mark.parametrize("error", ERRORS)
def test_rows_are_to_the_last_bit_what_was_descended_on(live: LivePage, error: str) -> None:
    experiment = lesson(error)
    rows = live.ask(experiment, "return [[...lesson.rows.x], [...lesson.rows.y]]")
    assert rows == [column.values.tolist() for column in experiment.objective.data.columns]


@pytest.mark.parametrize("error", ERRORS)
def test_errors_gradients_and_curvatures_are_gdcores(live: LivePage, error: str) -> None:
    experiment = lesson(error)
    objective, tried = experiment.objective, points(experiment)
    body = "return given.map((p) => [lesson.error(p), lesson.gradient(p), lesson.hessian(p)])"
    if error in BOWLS:
        body = body.replace("lesson.hessian(p)", "lesson.hessian")
    for point, (value, gradient, hessian) in zip(
        tried, live.ask(experiment, body, tried.tolist()), strict=True
    ):
        expected = objective.gradient(point)
        assert value == pytest.approx(float(objective.value(point)), rel=1e-12)
        assert gradient == pytest.approx(expected, rel=1e-10, abs=1e-11 * np.abs(expected).max())
        matrix = objective.hessian(point)
        assert np.array(hessian) == pytest.approx(matrix, abs=1e-10 * np.abs(matrix).max())


@pytest.mark.parametrize("error", ERRORS)
def test_predictions_and_own_units_are_gdcores(live: LivePage, error: str) -> None:
    experiment = lesson(error)
    tried, x = points(experiment), experiment.objective.data.x.values[[0, 7, 11]]
    body = (
        "return given[0].map((p) => [given[1].map((x) => lesson.predict(p, x)), lesson.toOwn(p)])"
    )
    found = live.ask(experiment, body, [tried.tolist(), x.tolist()])
    for point, (predicted, own) in zip(tried, found, strict=True):
        assert predicted == pytest.approx(experiment.objective.curve(point, x), rel=1e-12)
        assert own == pytest.approx(experiment.original(point), rel=1e-10)


def test_a_best_fit_that_is_not_known_is_null(live: LivePage) -> None:
    experiment = lesson("curve")
    unsure = replace(experiment, fit=replace(experiment.fit, settled=False))
    assert live.ask(unsure, "return [lesson.best, lesson.bestError, lesson.limit]") == [None] * 3


@pytest.mark.parametrize("error", ERRORS)
def test_what_a_row_misses_typically_is_told_for_squares_only(live: LivePage, error: str) -> None:
    experiment = lesson(error)
    told = live.ask(experiment, "return lesson.typicalMiss(given)", 2.5)
    assert told == pytest.approx(experiment.typical_miss(2.5))
