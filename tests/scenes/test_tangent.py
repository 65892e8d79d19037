"""Scene `tangent`: what is said of the slope and of the steps that it leads to."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from gdcore.error.loss import MAE
from gdcore.experiment import Experiment
from gdcore.section import section
from scenes.brief import Brief
from scenes.film import scene_timeline
from scenes.scripts import tangent
from scenes.telling.narration import templates
from tests.scenes.conftest import LESSONS
from tests.scenes.formulas import FORMULAS, growth, women

OTHERS: dict[str, Callable[[], Experiment]] = {
    "beyond all numbers": lambda: growth("a*exp(k*x)", start={"a": 1.0, "k": 0.2}, rate=1e308),
    "past a bend": lambda: growth("a*exp(k*x)", start={"a": 1.0, "k": 0.2}, loss=MAE, rate=0.2),
}


def _lessons() -> dict[str, Callable[[], Brief]]:
    others = {name: lambda make=make: Brief(make()) for name, make in OTHERS.items()}
    return LESSONS | FORMULAS | others


@cache
def lesson_named(name: str) -> Brief:
    """Return a lesson; each is made once."""
    return _lessons()[name]()


@pytest.fixture(params=_lessons())
def any_lesson(request: pytest.FixtureRequest) -> Brief:
    """Each kind of lesson in turn, those with other formulas too."""
    return lesson_named(request.param)


def _told(experiment: Experiment, start: str) -> str:
    (found,) = (beat for beat in tangent.beats(experiment) if beat.startswith(start))
    return found.removeprefix(start)


def test_every_beat_has_words_and_all_words_are_told_by_some_lesson() -> None:
    told = {beat for name in _lessons() for beat in tangent.beats(lesson_named(name).experiment)}
    assert told == set(templates("en", "tangent"))


def test_words_hold_no_typed_number() -> None:
    for words in templates("en", "tangent").values():
        assert not any(letter.isdigit() for letter in words)


def _walk(cut: Any, rate: float, start: float) -> tuple[np.ndarray, np.ndarray]:
    """Make four steps by hand; return the places, as far as they are numbers, and their errors."""
    places = [start]
    with np.errstate(all="ignore"):
        for _ in range(4):
            slope = float(cut.objective.gradient(np.array(places[-1:]))[0])
            places.append(places[-1] - rate * slope)
        errors = cut.objective.value(np.array(places)[:, None])
    return np.array(places), np.where(np.isnan(errors), np.inf, errors)


def test_the_end_is_told_as_it_is(any_lesson: Brief) -> None:
    done = any_lesson.experiment
    cut = section(done, 1)
    places, errors = _walk(cut, done.rate, tangent.stand(cut))
    away, lengths = places - cut.best[0], np.abs(np.diff(places))
    if "minus_lost" in tangent.beats(done):
        assert not np.isfinite(errors[1])
        return
    told = _told(done, "walk_")
    higher = bool(errors[-1] > (1.0 + 1e-12) * errors[0])
    assert (told in ("diverged", "climbed")) is higher
    if higher:
        return
    arrived = bool(abs(away[1]) < 1e-6 * abs(away[0]))
    assert (told == "arrived") is arrived
    if told == "arrived":
        assert lengths[1:].max() < 1e-5 * lengths[0]
    elif told == "over":
        assert (away[1:] * away[:-1] < 0.0).all()
    else:
        # All four steps go towards the lowest point, and none goes past it.
        assert away[1] * away[0] >= 0.0
        assert told in {"crawls", "shorter", "equal", "afresh"}
        if told in ("shorter", "equal"):
            assert (told == "equal") == (np.ptp(lengths) < 1e-3 * lengths.max())
    if told == "crawls":
        assert abs(away[-1]) > 0.9 * abs(away[0])
    if told == "shorter":
        assert (np.diff(lengths) < 0.0).all()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("default", "shorter"),
        ("arrives at once", "arrived"),
        ("bounces", "over"),
        ("diverges", "diverged"),
        ("exponential", "crawls"),
        ("absolute", "equal"),
        ("rate only", "afresh"),
        ("past a bend", "climbed"),
    ],
)
def test_endings(name: str, told: str) -> None:
    assert _told(lesson_named(name).experiment, "walk_") == told


def test_at_once_means_half_the_curvature_s_inverse() -> None:
    # Standardised, E is (m − m*)² + …: slope 2 (m − m*), so rate 1/2 arrives in one step.
    assert _told(women(rate=0.5), "walk_") == "arrived"
    assert _told(women(rate=0.49), "walk_") == "shorter"
    assert _told(women(rate=0.51), "walk_") == "over"


@pytest.mark.parametrize("name", ["exponential", "few steps", "diverges", "diverges slowly"])
def test_the_limit_that_is_named_is_one(name: str) -> None:
    done = lesson_named(name).experiment
    cut = section(done, 1)
    limit = float(tangent.numbers(done)["limit"].replace(",", ""))
    curve, best = cut.objective, float(cut.best[0])
    away = 1e-3 * (tangent.stand(cut) - best)
    for rate, shrinks in ((0.99 * limit, True), (1.01 * limit, False)):
        place = best + away
        for _ in range(60):
            place -= rate * float(curve.gradient(np.array([place]))[0])
        assert (abs(place - best) < abs(away)) is shrinks


def test_slopes_are_as_they_are_told(any_lesson: Brief) -> None:
    done = any_lesson.experiment
    cut = section(done, 1)
    best = float(cut.best[0])
    near = 1e-3 * abs(tangent.stand(cut) - best)

    def slope(place: float) -> float:
        return float(cut.objective.gradient(np.array([place]))[0])

    left, right = slope(best - near), slope(best + near)
    if not done.fit.settled:
        return
    assert left < 0.0 < right
    told = _told(done, "slide_")
    flat = abs(slope(best)) < 1e-3 * max(-left, right)
    assert flat or told == "kink"
    if told == "bowl":
        assert slope(best - 5 * near) == pytest.approx(5 * left, rel=1e-3)
    if told == "kink":
        # Close to the lowest point the slope does not shrink: it jumps.
        assert slope(best - near / 100) == pytest.approx(left, rel=0.2)


def test_the_step_from_the_other_side_leads_down(any_lesson: Brief) -> None:
    done = any_lesson.experiment
    cut = section(done, 1)
    side = [beat.removeprefix("other_") for beat in tangent.beats(done) if "other" in beat]
    place, best = tangent.across(cut), float(cut.best[0])
    assert place - best == pytest.approx(best - tangent.stand(cut))
    if side:
        assert side == ["right" if place > best else "left"]
        slope = float(cut.objective.gradient(np.array([place]))[0])
        there = place - done.rate * slope
        assert (there < place) == (place > best) or there == place
        lower = cut.objective.value(np.array([[place], [there]]))
        assert lower[1] <= lower[0]


def test_beats_fill_the_timeline_to_the_frame(any_lesson: Brief, play: Callable) -> None:
    walked = play(any_lesson, lambda *_: None, "tangent")
    assert walked.frames == round(scene_timeline("tangent", any_lesson).length_s * 30)
