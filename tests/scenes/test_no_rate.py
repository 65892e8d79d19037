"""Scenes that are handed the usual descent show the same with the lesson's own, whatever it is."""

from typing import Any

import numpy as np
import pytest

from gdvideo.briefing import brief_of
from gdvideo.lessons.files import read_lesson
from gdvideo.study import study
from scenes import film
from scenes.brief import Brief
from scenes.film import NO_RATE, scene_timeline, unsuited
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.ink.inked import Inked
from scenes.questions import asked
from scenes.stage import Stage
from tests.lessons.files import FILES

WALKS = [
    ("crawls", {"rate": 1e-5, "steps": 7}),
    ("three-rows", {"rate": 3.0}),
    ("exponential", {"rule": "momentum:0.5", "steps": 300}),
]


def seen(stage: Stage, _: int) -> list[Any]:
    """Return all that is seen, to the last digit."""
    shown = [m for m in stage.mobjects if isinstance(m, Inked) and m.veiled]
    return [(type(m).__name__, m.veiled, np.asarray(m.points).tobytes()) for m in shown]


def lesson(name: str, **walk: Any) -> Brief:
    """Return a lesson of a file with another walk, as the film is handed it."""
    return brief_of(study(read_lesson(FILES[name]).but(captions="soft", **walk)))[0]


@pytest.mark.parametrize(("name", "walk"), WALKS)
def test_a_scene_without_a_rate_is_the_same_with_any(
    name: str, walk: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = {scene: played(scene, lesson(name, **walk)) for scene in sorted(NO_RATE)}
    monkeypatch.setattr(film, "NO_RATE", frozenset())
    for scene, shown in usual.items():
        assert played(scene, lesson(name, **walk)) == shown, scene


def played(scene: str, brief: Brief) -> Any:
    """Return all that is said, asked and seen in a scene, or why there is none."""
    why = unsuited(scene, brief)
    if why:
        return why
    told = scene_timeline(scene, brief), asked(scene, brief)
    return told, rehearse(scene, brief, seen)
