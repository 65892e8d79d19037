"""What the tests of scenes share: lessons of many kinds, and a scene played without frames."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from manim import tempconfig

from gdcore.data.dataset import Column, Dataset
from gdcore.data.units import Units
from gdcore.error.loss import SSE
from gdcore.experiment import run
from scenes.brief import Brief, default_brief
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.look.look import LIGHT
from scenes.stage import Stage


def _data(x: Any, y: Any, names: tuple[str, str] = ("x", "y")) -> Dataset:
    return Dataset((Column(names[0], x),), Column(names[1], y))


_RANDOM = np.random.default_rng(20261120)
_X = _RANDOM.normal(size=40)
_NOISE = _RANDOM.normal(size=40)
_WOMEN = _data(
    np.arange(58.0, 73.0),
    [115, 117, 120, 123, 126, 129, 132, 135, 139, 142, 146, 150, 154, 159, 164],
)
_LONG = "die \"gemessene\" $Menge$ #1 an_Salz <b>& 'Ähnlichem' in Gramm"
_NAMED = (_LONG, "ψάρι #вес [kg] \\ `x` @y ~z /*c*/ //d")

_LESSONS: dict[str, Callable[[], Brief]] = {
    "default": default_brief,
    "light": lambda: Brief(default_brief().experiment, LIGHT),
    "crawls": lambda: Brief(run(_WOMEN, units=Units.OWN, rate=1e-4, steps=2000)),
    "diverges": lambda: Brief(run(_WOMEN, units=Units.OWN, rate=2e-3, steps=2000)),
    "diverges slowly": lambda: Brief(run(_WOMEN, rate=1.01, steps=150)),
    "arrives at once": lambda: Brief(run(_WOMEN, rate=0.5, steps=20)),
    "bounces": lambda: Brief(run(_WOMEN, rate=0.999, steps=40)),
    "at the limit": lambda: Brief(run(_WOMEN, rate=1.0, steps=40)),
    "too few steps": lambda: Brief(run(_WOMEN, loss=SSE, rate=0.001, steps=12)),
    "not quite there": lambda: Brief(run(_WOMEN, steps=8)),
    "zero inside, sum": lambda: Brief(run(_data(_X, _X + _NOISE), loss=SSE, units=Units.OWN)),
    "one step": lambda: Brief(run(_WOMEN, rate=0.5, steps=1)),
    "starts at the best fit": lambda: Brief(
        run(_data([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]), units=Units.OWN, start={"m": 1.0, "b": 0.0})
    ),
    "tiny": lambda: Brief(run(_data(1e-9 * (3 + _X), 2e-9 * (1 + _X + 0.3 * _NOISE)))),
    "tiny raw": lambda: Brief(
        run(_data(1e-9 * (3 + _X), 2e-9 * (1 + _X + 0.3 * _NOISE)), units=Units.OWN)
    ),
    "huge": lambda: Brief(run(_data(1e12 * (4 + _X), -3e12 * (1 + _X + _NOISE)))),
    "huge raw": lambda: Brief(
        run(_data(1e12 * (4 + _X), -3e12 * (1 + _X + _NOISE)), units=Units.OWN)
    ),
    "offset": lambda: Brief(run(_data(1e12 + _X, 1e6 + 1e-3 * (_X + _NOISE)))),
    "negative, odd names": lambda: Brief(
        run(_data(-50 - abs(_X), -1000 - 80 * _X + _NOISE, _NAMED))
    ),
    "three rows": lambda: Brief(run(_data([1.0, 2.0, 4.0], [3.0, 1.0, 2.0], ("длина", "重")))),
    "many rows": lambda: Brief(
        run(_data(np.tile(_X, 2500), np.tile(_X + _NOISE, 2500) + np.linspace(0, 1, 100_000)))
    ),
    "no slope": lambda: Brief(run(_data(_X, np.full(40, 7.0)))),
}
LESSONS = {name: cache(make) for name, make in _LESSONS.items()}
"""Lessons by name; each is made once."""


@pytest.fixture(params=LESSONS)
def lesson(request: pytest.FixtureRequest) -> Brief:
    """Each kind of lesson in turn."""
    return LESSONS[request.param]()


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
