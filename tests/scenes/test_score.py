"""Scores, words and scenes fit each other: beats, sentences, labels and cues, both ways.

Each scene is told with each lesson. It is rehearsed with some that are special and with so many
others that each beat is played in every wording that it has and after each that it may follow, and
each kind of model and loss is met; and all that is asked of such a film is asked of it.
"""

import inspect
import json
import re
from typing import Any

import pytest

from scenes.brief import Brief
from scenes.film import FILM, scene_timeline, script
from scenes.kit.checks.rehearsal import laid_out, rehearse
from scenes.kit.checks.screening import screened
from scenes.live import live_picture
from scenes.shot import Shot
from scenes.stage import Stage, scene_class
from scenes.telling.narration import common_words, languages, scene_words
from tests.scenes.scores import (
    ALIVE,
    ALL,
    CLEAN,
    LEFT,
    PLAYED,
    STRICT,
    TOLD,
    covering,
    lesson_named,
    rehearsed,
    score_of,
    suited,
    words_of,
)

PLOTTED = ("data", "map", "curve")
"""The kinds of live pictures that have axes."""


def beats_of(kind: type) -> set[str]:
    """Return the public methods of a class that take a shot and nothing else."""
    found = set()
    for name, method in inspect.getmembers(kind, inspect.isfunction):
        parameters = [*inspect.signature(method).parameters.values()][1:]
        if not name.startswith("_") and [p.annotation for p in parameters] == [Shot]:
            found.add(name)
    return found


@pytest.mark.parametrize("scene", FILM)
def test_beats_are_the_methods_that_take_a_shot(scene: str) -> None:
    told = {beat for name in suited(scene) for beat in score_of(scene, lesson_named(name))}
    assert told == beats_of(scene_class(scene))


@pytest.mark.parametrize("scene", FILM)
def test_transcripts_tell_what_is_seen_in_each_beat(scene: str) -> None:
    assert set(scene_words("en", scene).seen) == beats_of(scene_class(scene))


@pytest.mark.parametrize("scene", FILM)
def test_each_sentence_is_said_by_some_lesson(scene: str) -> None:
    scores = [score_of(scene, lesson_named(name)) for name in suited(scene)]
    said = {key for score in scores for keys in score.values() for key in keys}
    assert said == set(scene_words("en", scene).sentences)


@pytest.mark.parametrize("scene", FILM)
def test_whatever_the_lesson_all_is_filled_in(scene: str) -> None:
    words = {name: words_of(scene, lesson_named(name)) for s, name in PLAYED if s == scene}
    assert {name for name, said in words.items() if "{" in said or "|" in said} == set()


@pytest.mark.parametrize("scene", FILM)
def test_a_scene_is_in_order_from_its_first_moment_to_its_last(scene: str) -> None:
    for name in rehearsed(scene):
        # A cue that the words do not have is a KeyError.
        found, stage = screened_to_its_end(scene, name)
        is_strict = name in STRICT or (scene in CLEAN and name in ALL)
        assert [told for told in found if is_strict or not LEFT.search(told)] == [], name
        if scene in ALIVE:
            assert_told_in_numbers(live_picture(stage), lesson_named(name))


def screened_to_its_end(scene: str, name: str) -> tuple[list[str], Stage]:
    """Return what is wrong with a scene, and its stage at the end, which is played once for all."""
    stages: list[Stage] = []

    def set_up(stage: Stage) -> None:
        stages.append(stage)

    kind = type("Watched", (scene_class(scene),), {"setup": set_up})
    found = [str(finding) for finding in screened(kind, lesson_named(name))]
    return found, stages[0]


def assert_told_in_numbers(live: dict[str, Any] | None, brief: Brief) -> None:
    """Hold a live picture, if a lesson has one, against what a browser takes."""
    if live is None:
        return
    # A scene may show another lesson; its numbers are written by `gdvideo`.
    shown = live.pop("lesson", brief.experiment)
    found = json.loads(json.dumps(live, allow_nan=False))
    assert len(found["theta"]) == len(shown.model.names)
    for entry in found["pictures"]:
        assert min(entry["panel"]) > 0.0
        if entry["kind"] in PLOTTED:
            left, right, bottom, top = entry["window"]
            assert left < right
            assert bottom < top


class _Hurried(Stage):
    scene_id = "parabola"

    def lay_out(self) -> None:
        self.add(self.title())

    def play_beat(self, shot: Shot) -> None:
        """Hear each cue but the first, too late, in no time."""
        shot.pause(shot.left_s - 0.2)
        shot.drive(lambda progress: self.mobjects[0].veil(progress), 1.0)
        for name, _ in self._beat().cues[1:]:
            shot.until(name)

    def _beat(self) -> Any:
        return self.timeline.beats[len(self.shots) - 1]

    def __getattr__(self, name: str) -> Any:
        if name in {beat.id for beat in scene_timeline("parabola", self.brief).beats}:
            return self.play_beat
        raise AttributeError(name)


def test_guard_hears_a_scene_that_is_late() -> None:
    found = [str(finding) for finding in screened(_Hurried, lesson_named("default"))]
    assert any("nothing begins to move on its word, cue “second”" in told for told in found)
    assert any("a movement has too little time, 0.20 of what it needs" in told for told in found)


def test_guard_knows_a_beat_by_its_signature() -> None:
    assert beats_of(_Hurried) == {"play_beat"}


@pytest.mark.parametrize("scene", FILM)
def test_each_label_of_a_scene_is_shown(scene: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = {script(scene).unsuited(lesson_named(name).experiment) for name in TOLD}
    labelled = Stage.label

    def label(stage: Stage, key: str) -> str:
        shown.add(key)
        return labelled(stage, key)

    monkeypatch.setattr(Stage, "label", label)
    wanted = set(scene_words("en", scene).labels)
    rehearse(scene, lesson_named("default"), lambda *_: None)
    # Most others are asked for as a scene is laid out, which is quickly done; then those of beats.
    each = dict.fromkeys([*covering(scene), *suited(scene)])
    for name in each:
        if not wanted <= shown:
            laid_out(scene, lesson_named(name))
    for name in each:
        if not wanted <= shown:
            rehearse(scene, lesson_named(name), lambda *_: None)
    assert wanted - shown == set()


WORDS_OF_DEFINITION = ("zero-left", "zero-right")
"""Labels that name the place x = 0."""


def digits(texts: dict[str, str]) -> list[str]:
    """Return the keys of the texts that hold a number outside mathematics and braces."""
    kept = {key: re.sub(r"\$[^$]*\$|\{\w+\}", "", text) for key, text in texts.items()}
    held = [key for key, text in kept.items() if any(letter.isdecimal() for letter in text)]
    return [key for key in held if key not in WORDS_OF_DEFINITION]


@pytest.mark.parametrize("language", languages())
def test_no_number_stands_in_the_words(language: str) -> None:
    for scene in FILM:
        words = scene_words(language, scene)
        assert digits({"title": words.title, **words.sentences, **words.labels, **words.seen}) == []
    common = common_words(language)
    forms = {f"{key}-{form}": t for key, told in common.counted.items() for form, t in told.items()}
    assert digits({"film": common.film, **common.nouns, **common.labels, **forms}) == []


def test_guard_sees_a_number_in_words() -> None:
    texts = {"a": "After 3 steps.", "b": "After {n2} steps", "c": "limit $2 \\/ lambda$"}
    assert digits(texts) == ["a"]
