"""The long valley: whose data are shown, and that its numbers and places are those of the data."""

import math
from typing import Any

import numpy as np
import pytest

from gdcore.landscape.trough import Trough
from scenes.brief import default_brief
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.ink.layout import Box
from scenes.kit.look.look import DARK
from scenes.kit.plots.step_clock import Share, StepClock
from scenes.kit.surface.trough_picture import TroughPicture
from scenes.telling.long_descent import long_descent, shipped_descent
from scenes.telling.shipped import shipped_dataset
from tests.scenes.scores import lesson_named, score_of

RATE = 1e-4


def intercept(steps: int) -> tuple[float, float]:
    """Return b after steps from zero on the shipped set, by powers of one step, and the best b."""
    data = shipped_dataset("study")
    table = np.column_stack([data.x.values, np.ones(data.n)])
    best = np.linalg.lstsq(table, data.y.values)[0]
    step = np.eye(2) - RATE * 2.0 / data.n * table.T @ table
    return float((best - np.linalg.matrix_power(step, steps) @ best)[1]), float(best[1])


@pytest.mark.parametrize(
    ("name", "is_own"),
    [("default", False), ("crawls", True), ("zero inside, sum", False), ("exponential", False)],
)
def test_raw_data_with_a_narrower_valley_are_shown_themselves(name: str, is_own: bool) -> None:
    brief = lesson_named(name)
    assert (long_descent(brief.experiment) is not shipped_descent()) == is_own
    assert ("other-data" in score_of("valley", brief)["ask"]) != is_own


def test_what_has_not_arrived_after_a_million_steps_is_still_walking() -> None:
    assert score_of("valley", default_brief())["leap"][-1] == "both"
    assert score_of("valley", lesson_named("crawls"))["leap"][-1] == "still"


def test_the_clock_has_a_decade_of_steps_in_each_seventh_of_its_axis() -> None:
    share = Share("all", DARK.text, lambda steps: np.minimum(steps, 1.0))
    clock = StepClock(Box("clock", -4.0, -1.5, 4.0, 1.5), (share,), DARK)
    area = clock.area
    for place, step in enumerate((0, 1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)):
        (tip,) = clock.at(step).tips
        assert tip.points[0, 0] == pytest.approx(area.left + place / 7 * area.width)
        assert tip.points[0, 1] == pytest.approx(area.top if step else area.bottom)
        assert clock.count.told == f"{step:,}"


def test_each_number_is_that_of_the_step_that_was_made_and_the_counts_are_seen_at_last() -> None:
    def look(stage: Any, _: int) -> tuple[str, str]:
        return stage.clock.count.told, stage.clock.told[1].told

    stages: list[Any] = []
    told = dict(rehearse("valley", default_brief(), lambda s, n: (stages.append(s), look(s, n))[1]))
    assert {"0", "10", "1,000", "1,000,000"} <= set(told)
    for count, share in told.items():
        now, best = intercept(int(count.replace(",", "")))
        assert share == f"{math.trunc(1000.0 * now / best) / 10.0:.1f}%"
    assert [card.count.told for card in stages[-1].cards] == ["6", "2", "7,442"]
    walk = stages[-1].walk
    assert (walk.count.told, walk.count.veiled) == ("782,107", 1.0)


def test_in_space_the_point_is_as_far_along_and_across_as_it_is_from_the_best_fit() -> None:
    data, box = shipped_dataset("study"), Box("trough", 0.0, 0.0, 8.0, 5.0)
    table = np.column_stack([data.x.values, np.ones(data.n)])
    picture = TroughPicture(box, Trough(shipped_descent()), str, DARK)
    picture.turn(1.0)
    for steps in (0, 1, 1_000_000):
        picture.at(steps)
        best = np.linalg.lstsq(table, data.y.values)[0]
        step = np.eye(2) - RATE * 2.0 / data.n * table.T @ table
        away = np.linalg.matrix_power(step, steps) @ -best
        along, across = np.linalg.eigh(table.T @ table)[1].T @ away
        (place,) = picture.surface.marks[-1].points[:, :2]
        assert np.abs(place) == pytest.approx(np.abs([along, across]), abs=1e-6)
        assert picture.count.told == f"{steps:,}"
    assert picture.surface.rise == 1.0
