"""What the tests of scenes share: lessons of many kinds, and a scene played without frames."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

import pytest
from manim import tempconfig

from gdcore.experiment import run
from scenes.brief import Brief, default_brief
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.look.look import LIGHT
from scenes.stage import Stage
from tests.lessons.files import filed
from tests.lessons.tables import table

_AS_FILES = (
    *("crawls", "diverges", "diverges slowly", "arrives at once", "bounces", "at the limit"),
    *("too few steps", "not quite there", "zero inside, sum", "one step", "starts at the best fit"),
    *("tiny", "tiny raw", "huge", "huge raw", "offset", "negative, odd names", "three rows"),
    *("no slope", "falling, perfect fit", "heavy outliers", "heavy outliers, Huber"),
    *("yes-no by a line", "duplicates", "long names", "other letters"),
)
"""Lessons that are files, which authors can try too."""

_LESSONS: dict[str, Callable[[], Brief]] = {
    "default": default_brief,
    "light": lambda: Brief(default_brief().experiment, LIGHT),
    "many rows": lambda: Brief(run(table("hundred-thousand"))),
    **{name: partial(filed, name) for name in _AS_FILES},
}
LESSONS = {name: cache(make) for name, make in _LESSONS.items()}
"""Lessons by name; each is made once."""


@lru_cache(maxsize=30)
def ended(scene: str, brief: Brief) -> Any:
    """Return the stage after a scene, to be looked at only: all tests are handed the same one."""
    return rehearse(scene, brief, lambda stage, _: stage)[-1]


@dataclass(frozen=True)
class Walkthrough:
    """A scene that was played to its end, and what was seen on the way."""

    stage: Stage
    seen: list[Any]
    frames: int


@pytest.fixture
def play() -> Callable[..., Walkthrough]:
    """Return a function that plays a scene and collects what an onlooker returns."""

    def function(
        brief: Brief, look: Callable[[Stage, int], Any], scene: str = "iterate"
    ) -> Walkthrough:
        seen = rehearse(scene, brief, lambda stage, frames: (stage, frames, look(stage, frames)))
        stage, frames, _ = seen[-1]
        return Walkthrough(stage, [found for *_, found in seen], frames)

    return function


@pytest.fixture
def camera() -> Iterator[FilmCamera]:
    """A camera of the standard size before a black ground."""
    with tempconfig({"pixel_width": 1280, "pixel_height": 720, "background_color": "#000000"}):
        yield FilmCamera()
