"""Questions before the answers: from the film's numbers, and none where these have no answer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gdvideo.embed.course import Chapter, Course
from gdvideo.embed.packages.questions import Question, questions

Ask = Callable[..., tuple[Question, ...]]
BOWL = {
    "status": "exhausted",
    "steps": 7,
    "parameters": ["m", "b"],
    "start": {"m": 1.0, "b": 0.0},
    "final": {"m": 0.9, "b": 2.5},
    "proven": True,
    "rate": 0.01,
    "max_stable_rate": 0.1377,
}
LESSON = {"rule": "fixed", "method": "batch", "loss": "mse"}


@pytest.fixture
def ask(course: Course) -> Ask:
    """Return a function that asks of a film with these scenes and numbers."""

    def asked(*scenes: str, lesson: dict[str, Any] | None = None, **result: Any) -> Any:
        chapters = tuple(
            Chapter(each, each, 9.0 * k, 9.0 * k + 9, ()) for k, each in enumerate(scenes)
        )
        settings = course.manifest.lesson.model_copy(update={**LESSON, **(lesson or {})})
        numbers = {**BOWL, **result}
        manifest = course.manifest.model_copy(update={"result": numbers, "lesson": settings})
        film = replace(course.film, chapters=chapters)
        return questions(replace(course, manifest=manifest, film=film))

    return asked


def test_the_parameter_that_moves_most_is_asked_about(ask: Ask) -> None:
    (asked,) = ask("hook", "iterate")
    assert asked == Question(
        "iterate",
        "This descent begins at b = 0. In its 7 steps, b grows.",
        is_true=True,
        because="b goes from 0 to 2.5.",
    )


def test_what_falls_does_not_grow(ask: Ask) -> None:
    (asked,) = ask("iterate", final={"m": -3.0, "b": 1.0}, steps=1)
    assert (asked.statement, asked.is_true) == (
        "This descent begins at m = 1. In its step, m grows.",
        False,
    )


@pytest.mark.parametrize(
    "result",
    [
        {"final": {"m": 1.0, "b": 0.0}},
        {"status": "diverged"},
        {"final": {"m": None, "b": None}},
        {"parameters": []},
    ],
)
def test_a_path_that_leads_nowhere_is_not_asked_about(ask: Ask, result: dict[str, Any]) -> None:
    assert ask("iterate", **result) == ()


@pytest.mark.parametrize(("rate", "settles"), [(0.01, True), (0.068, True), (0.07, False)])
def test_twice_the_rate_settles_below_the_limit_only(ask: Ask, rate: float, settles: bool) -> None:
    """A rate settles on a bowl if it is below 2 over the largest curvature."""
    (asked,) = ask("rate", rate=rate)
    assert asked.is_true is settles
    assert ("settles" if settles else "runs away") in asked.because
    assert "0.138" in asked.because


@pytest.mark.parametrize(
    "of", [{"rule": "adam"}, {"method": "minibatch:5"}, {"loss": "logloss"}, {"rule": "decay:0.1"}]
)
def test_no_limit_is_asked_about_where_rates_change(ask: Ask, of: dict[str, str]) -> None:
    assert ask("rate", lesson=of) == ()


@pytest.mark.parametrize("result", [{"max_stable_rate": None}, {"rate": None}, {"proven": False}])
def test_no_limit_is_asked_about_where_there_is_none(ask: Ask, result: dict[str, Any]) -> None:
    assert ask("rate", **result) == ()


def test_questions_come_in_the_order_of_the_film(ask: Ask) -> None:
    assert [each.scene for each in ask("rate", "fit", "iterate")] == ["rate", "iterate"]
    assert ask("hook", "fit") == ()
