"""The short film: the key beats of the scenes, as they are in the full one, and joins between."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdvideo.media.quality import Quality
from gdvideo.rendering.frames import draw_stills
from gdvideo.rendering.schedule import film_length_s
from scenes.brief import Brief, default_brief
from scenes.film import FILM, key_beats, scene_timeline, script, unsuited
from scenes.join import Join, Picture
from scenes.kit.checks.rehearsal import laid_out, rehearse
from scenes.kit.checks.screening import screened
from scenes.kit.ink.inked import Inked
from scenes.kit.ink.shapes import Dots, Type
from scenes.kit.ink.twins import looks_like
from scenes.questions import asked
from scenes.stage import scene_class
from scenes.telling.abridged import JOIN_S, abridged
from tests.scenes.said import plain, read_silently
from tests.scenes.scores import lesson_named

TINY = Quality("tiny", 192, 108, 5)
ODD = ("diverges", "logistic", "beyond all numbers", "wave, level start")
BEATS = st.lists(st.booleans(), min_size=1, max_size=9).filter(any)


def short(brief: Brief) -> Brief:
    return replace(brief, short=True)


SHORT = short(default_brief())
TOLD = [scene for scene in FILM if not unsuited(scene, SHORT)]


@given(BEATS)
def test_key_beats_are_as_long_as_in_the_full_film_with_joins_over_what_is_left_out(
    told: list[bool],
) -> None:
    whole = read_silently({str(k): plain("word " * (3 * k + 1)) for k in range(len(told))})
    kept = [beat for beat, is_told in zip(whole.beats, told, strict=True) if is_told]
    made = abridged(whole, [beat.id for beat in kept])
    assert [replace(beat, start_s=0.0) for beat in made.beats] == [
        replace(beat, start_s=0.0) for beat in kept
    ]
    assert made.beats[0].start_s == whole.beats[0].start_s
    for before, after in pairwise(made.beats):
        gap = 0.0 if int(after.id) == int(before.id) + 1 else JOIN_S
        assert after.start_s == pytest.approx(before.end_s + gap)
    played = {beat.id for beat in made.played}
    assert played == {beat.id for beat in whole.beats if int(beat.id) <= int(kept[-1].id)}
    assert made.stops_early == (kept[-1] is not whole.beats[-1])


@pytest.mark.parametrize("scene", FILM)
def test_key_beats_are_beats_of_the_scene_in_its_order(scene: str) -> None:
    assert all(callable(getattr(scene_class(scene), beat)) for beat in script(scene).KEY)
    score = [*script(scene).score(default_brief().experiment)]
    found = [score.index(beat) for beat in script(scene).KEY if beat in score]
    assert found == sorted(set(found))


@pytest.mark.parametrize("name", ODD)
def test_a_scene_of_the_short_film_tells_something_to_every_lesson(name: str) -> None:
    brief = lesson_named(name)
    suited = {scene for scene in FILM if not unsuited(scene, brief)}
    with_key = {scene for scene in suited if script(scene).KEY}
    assert {scene for scene in FILM if not unsuited(scene, short(brief))} == with_key


def test_the_default_film_takes_about_five_minutes_read_silently() -> None:
    # A voice takes a tenth less.
    assert 270 < film_length_s(tuple(scene_timeline(scene, SHORT) for scene in TOLD)) < 365


def test_a_scene_without_key_beats_is_left_out_and_says_so() -> None:
    assert unsuited("steps", SHORT) == "is no part of the short film"
    assert not unsuited("steps", default_brief())


def test_questions_whose_answer_is_left_out_are_not_asked() -> None:
    assert asked("tangent", default_brief())
    assert "walk_down" not in key_beats("tangent", SHORT)
    assert asked("tangent", SHORT) is None


def test_a_key_beat_begins_with_the_picture_that_it_begins_with_in_the_full_film() -> None:
    beat, frames = "draw_it_as_an_arrow", []
    for brief in (default_brief(), SHORT):
        starts_s = {b.id: b.start_s for b in scene_timeline("tangent", brief).beats}
        frames += draw_stills("tangent", brief, TINY, [starts_s[beat]])
    np.testing.assert_array_equal(*map(np.asarray, frames))


def hung(stage: Any) -> list[tuple[Any, ...]]:
    return [
        (type(shape).__name__, shape.veiled, shape.points.tolist())
        for shape in stage.mobjects
        if isinstance(shape, Inked) and shape.veiled and len(shape.points)
    ]


def test_a_scene_opens_with_the_picture_that_its_first_key_beat_begins_with() -> None:
    seen: list[Any] = []

    def look(stage: Any, _: int) -> None:
        if not seen and [*stage.shots][-2:] == ["show_the_curve", "look_through_a_lens"]:
            seen.append(None)
        elif not seen:
            before[:] = hung(stage)

    before: list[Any] = []
    rehearse("tangent", default_brief(), look)
    assert hung(laid_out("tangent", SHORT)) == before


@pytest.mark.parametrize(("scene", "name"), [("tangent", "default"), ("surface", "exponential")])
def test_joins_are_clean(scene: str, name: str) -> None:
    assert [*screened(scene, short(lesson_named(name)))] == []


def test_in_a_join_words_give_way_and_what_moved_goes_there_on_twins() -> None:
    still, dot = (Dots(np.array([[0.0, y]]), 4.0, "#FFFFFF") for y in (0.0, 1.0))
    old, new = (Type(word, 20.0, "#FFFFFF").at(0.0, 0.0, 0.5) for word in ("old", "new"))
    new.veil(0.0)
    pictured = [still, dot, old, new]
    before = Picture.of(pictured)
    dot.put(np.array([[4.0, 1.0]]))
    old.veil(0.0)
    new.veil(1.0)
    join = Join.of(before, Picture.of(pictured))
    assert len(join.hung) == 5
    first, going, _, leaving, coming = join.hung
    assert first is not still
    assert join.lowest is going
    join.movement(0.5)
    assert 0.0 < going.points[0, 0] < 4.0
    assert leaving.veiled == coming.veiled == 0.0
    join.movement(0.2)
    assert leaving.veiled > 0.0 == coming.veiled
    assert (dot.points[0, 0], old.veiled, new.veiled) == (4.0, 0.0, 1.0)


def test_a_join_of_the_same_picture_moves_nothing() -> None:
    still = Dots(np.zeros((1, 2)), 4.0, "#FFFFFF")
    before = Picture.of([still])
    still.veil(0.5).veil(1.0)
    join = Join.of(before, Picture.of([still]))
    join.movement(0.5)
    assert [*map(looks_like, join.hung, [still])] == [True]
