"""Scene `surface`: what is said of the landscape and of the walk on it."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from scenes.brief import Brief
from scenes.film import scene_timeline
from scenes.scripts import surface
from scenes.telling.narration import templates
from tests.scenes.conftest import LESSONS
from tests.scenes.formulas import FORMULAS, fitted, women

ONE = {"proportional", "rate only", "rate only, too far", "wave, local minimum"}
NAMES = [name for name in LESSONS | FORMULAS if name not in ONE]


@cache
def lesson_named(name: str) -> Brief:
    """Return a lesson; each is made once."""
    return (LESSONS | FORMULAS)[name]()


@pytest.fixture(params=NAMES)
def any_lesson(request: pytest.FixtureRequest) -> Brief:
    """Each kind of lesson of two parameters or more in turn."""
    return lesson_named(request.param)


def _told(brief: Brief, start: str) -> str:
    (found,) = (beat for beat in surface.beats(brief.experiment) if beat.startswith(start))
    return found.removeprefix(start)


def test_every_beat_has_words_and_all_words_are_told_by_some_lesson() -> None:
    told = {beat for name in NAMES for beat in surface.beats(lesson_named(name).experiment)}
    assert told == set(templates("en", "surface"))


def test_words_hold_no_typed_number() -> None:
    for words in templates("en", "surface").values():
        assert not any(letter.isdigit() for letter in words)


def test_the_lessons_left_out_have_one_parameter() -> None:
    for name in LESSONS | FORMULAS:
        why = surface.suits(lesson_named(name).experiment)
        assert why.startswith("it needs two parameters") == bool(why) == (name in ONE)


def _walk(brief: Brief) -> tuple[np.ndarray, np.ndarray]:
    """Descend in the section by hand, step by step; return places and errors that are numbers."""
    shown = surface.region(brief.experiment)
    cut = shown.section
    place = np.array(brief.experiment.trajectory.start)[list(cut.chosen)]
    steps = min(max(shown.path.steps, 1), 100)
    places = [place]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            place = place - brief.experiment.rate * cut.objective.gradient(place)
            places.append(place)
        errors = cut.objective.value(np.array(places))
    return np.array(places), errors


def test_the_walk_is_told_as_it_goes(any_lesson: Brief) -> None:
    places, errors = _walk(any_lesson)
    shown = surface.region(any_lesson.experiment)
    best, lowest = shown.section.best, any_lesson.experiment.best_loss
    told = _told(any_lesson, "walk_")
    drop = errors[0] - lowest
    if told == "diverged":
        # The words say that each step throws the point higher than the one before.
        assert errors[-1] > errors[0] or not np.isfinite(errors[-1])
        return
    assert np.isfinite(errors).all()
    assert errors[-1] <= errors[0] * (1.0 + 1e-9)
    if told == "level":
        np.testing.assert_array_equal(places, places[:1].repeat(len(places), axis=0))
        return
    if told == "bounce":
        assert errors[-1] == pytest.approx(errors[0], rel=1e-6)
        away = places - best
        assert ((away[1:] * away[:-1]).sum(axis=1) < 0.0).all()
        return
    assert errors[-1] < errors[0]
    left, whole = (np.hypot(*((places[k] - best) / shown.reach)) for k in (-1, 0))
    assert (told == "far") == bool(errors[-1] - lowest > 0.02 * drop)
    if told == "close":
        assert left <= 0.15 * whole
    if told == "valley":
        assert left > 0.14 * whole


def test_what_is_not_there_yet_is_shown_to_be_higher(any_lesson: Brief) -> None:
    said = surface.numbers(any_lesson.experiment)
    if _told(any_lesson, "walk_") == "far":
        assert said["loss"] != said["best_loss"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("default", "close"),
        ("crawls", "valley"),
        ("too few steps", "far"),
        ("diverges", "diverged"),
        ("diverges slowly", "diverged"),
        ("at the limit", "bounce"),
        ("wave, level start", "level"),
    ],
)
def test_endings(name: str, told: str) -> None:
    assert _told(lesson_named(name), "walk_") == told


def test_far_from_the_ring_means_far_in_the_picture() -> None:
    # y = 100 x + 1000 with |x| up to 0.01: b arrives, and m, with a curvature of 7e-5, stays at 0.
    # 100 is little beside 1000, but it is the whole way across the map.
    x = np.linspace(-0.01, 0.01, 21)
    brief = Brief(fitted(x, 100.0 * x + 1000.0, standard=False, steps=200))
    places, _ = _walk(brief)
    assert places[-1] == pytest.approx([0.0, 1000.0], abs=1.0)
    assert _told(brief, "walk_") == "valley"


def test_a_diverging_walk_climbs_with_each_step() -> None:
    for name in ("diverges", "diverges slowly"):
        _, errors = _walk(lesson_named(name))
        assert (np.diff(errors[:20]) > 0.0).all()


def test_a_slice_is_a_parabola_where_it_is_called_one(any_lesson: Brief) -> None:
    shown = surface.region(any_lesson.experiment)
    cut, reach = shown.section, shown.reach[0]
    if _told(any_lesson, "slice_") != "bowl":
        return
    along = cut.best + np.linspace(-1, 1, 6)[:, None] * [reach, 0.0]
    values = cut.objective.value(along)
    scale = max(np.ptp(values), 1e-9 * np.abs(values).max())
    # Three exact rows have no error: what is left there is rounding.
    assert np.abs(np.diff(values, 3)).max() < 1e-6 * scale + 1e-27


def test_start_and_best_fit_are_on_the_disc(any_lesson: Brief) -> None:
    shown = surface.region(any_lesson.experiment)
    assert np.isfinite(shown.reach).all()
    assert (shown.reach > 0.0).all()
    assert np.hypot(*((shown.path.points[0] - shown.section.best) / shown.reach)) < 1.0


def test_standardised_parameters_have_one_unit() -> None:
    assert np.ptp(surface.region(women()).reach) == 0.0
    raw = surface.region(women(standard=False)).reach
    assert raw[1] > 5.0 * raw[0]


@pytest.mark.parametrize("name", ["default", "parabola", "exponential", "diverges"])
def test_beats_fill_the_timeline_to_the_frame(name: str, play: Callable) -> None:
    brief = lesson_named(name)
    walked = play(brief, lambda *_: None, "surface")
    assert walked.frames == round(scene_timeline("surface", brief).length_s * 30)
