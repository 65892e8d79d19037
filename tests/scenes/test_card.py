"""The card of a lesson: what it says of the walk, and that its numbers are the lesson's own."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from scenes.brief import Brief, default_brief
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.ink.layout import Box
from scenes.kit.look.look import DARK
from scenes.kit.panels.lesson_card import LessonCard
from scenes.telling.numerals import numerals
from tests.scenes.conftest import LESSONS
from tests.scenes.scores import lesson_named, score_of
from tests.scenes.truth import words

ENDS = {
    "default": "arrived",
    "one step": "arrived",
    "not quite there": "near",
    "too few steps": "far",
    "crawls": "far",
    "bounces": "to-and-fro",
    "diverges": "uphill",
    "diverges slowly": "uphill",
    "square, lost later": "uphill",
    "exponential, higher": "uphill",
    "exponential, thrown to a plateau": "uphill",
    "exponential, given up": "given-up",
    "logistic, separated": "endless",
    "wave, local minimum": "elsewhere",
}
STAYS = {
    "starts at the best fit": ("there-already", "level-ground"),
    "wave, level start": ("level", "level-ground"),
    "beyond all numbers": ("lost", "answer"),
}


def shown(brief: Brief) -> list[str]:
    """Return the words of the last picture that are seen."""
    (*_, stage) = rehearse("card", brief, lambda stage, _: stage)
    texts: list[Any] = [shape for shape in stage.mobjects if shape.veiled]
    return [text for text in map(words, texts) if text]


@pytest.mark.parametrize(("name", "told"), ENDS.items())
def test_a_way_is_told_as_it_went(name: str, told: str) -> None:
    brief = lesson_named(name)
    score = score_of("card", brief)
    units = ("own-units",) if brief.experiment.rescaled else ()
    assert score["walk_the_way"] == ("way", told)
    assert score["deal_the_card"] == (*units, "answer")


def test_that_the_card_has_other_units_than_the_film_is_said_where_it_has() -> None:
    told = {name: score_of("card", lesson_named(name))["deal_the_card"][0] for name in LESSONS}
    assert told["default"] == told["tiny"] == "own-units"
    assert told["crawls"] == told["tiny raw"] == "answer"


@pytest.mark.parametrize(("name", "told"), STAYS.items())
def test_who_cannot_walk_is_told_why(name: str, told: tuple[str, str]) -> None:
    score = score_of("card", lesson_named(name))
    assert score["stay_where_it_is"] == told[:1]
    assert score["deal_the_card"] == told[1:]
    assert "walk_the_way" not in score


def test_the_card_has_the_lesson_s_numbers() -> None:
    brief = default_brief()
    data, told = brief.experiment.data, numerals("en")
    x, y = data.x.values, data.y.values
    slope, intercept = np.polyfit(x, y, 1)
    miss = np.sqrt(np.square(slope * x + intercept - y).mean())
    seen = shown(brief)
    # "From 190 mm in tens, from 4,000 g in thousands": E is counted in squares of 1,000 g.
    u, v, theta = (x - 190.0) / 10.0, (y - 4000.0) / 1000.0, brief.experiment.trajectory.start
    for _ in range(100):
        r = theta[0] * u + theta[1] - v
        theta = theta - brief.experiment.rate * 2.0 * np.array([(r * u).mean(), r.mean()])
    end = (100.0 * theta[0], 4000.0 + 1000.0 * theta[1] - 190.0 * 100.0 * theta[0])
    for value in (slope, intercept, (miss / 1000.0) ** 2, *end):
        assert told.significant(float(value)) in seen
    assert told.rounded(brief.experiment.rate) in seen
    assert {"342 data points", "step 100", "100", "flipper length (mm)", "body mass (g)"} <= set(
        seen
    )
    assert seen.count(f"{told.significant(float(miss))} g") == 2


def test_an_error_that_is_no_mean_of_squares_has_no_typical_miss() -> None:
    assert "typical miss" in shown(default_brief())
    assert "typical miss" not in shown(lesson_named("absolute"))


def test_of_many_parameters_three_are_listed_and_a_long_formula_takes_two_lines() -> None:
    (*_, stage) = rehearse("card", lesson_named("quintic"), lambda stage, _: stage)
    assert shown(lesson_named("quintic")).count("…") == 3
    # Names: three, "…", E and the typical miss; and two columns, each with a head.
    assert len(stage.card.result) == 6 + 2 * 7
    formula = stage.card.rows[3][1:]
    # a, b, c, d, e and f with five powers or letters of x, two lowered 1s and five signs.
    assert len(formula) == 6 + 5 + 4 + 2 + 5
    assert np.ptp([part.box[0, 1] for part in formula]) > 0.3


def test_a_fraction_stands_in_a_row_of_its_own() -> None:
    brief = lesson_named("logistic")
    names = {key: key for key in ("data", "model", "rate", "steps")}
    rows = LessonCard(Box("card", 2.1, -2.5, 6.6, 2.8), brief.experiment, names, DARK).rows
    boxes = [np.array([part.box for part in row]) for row in rows]
    for above, below in pairwise(boxes):
        assert above[:, 0, 1].min() - below[:, 1, 1].max() > 0.05
