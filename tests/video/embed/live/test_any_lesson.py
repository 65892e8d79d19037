"""Live pictures of any lesson: they mount, walk and are taken hold of without a fault."""

from collections.abc import Callable
from functools import cache

import pytest

from scenes.brief import Brief
from scenes.film import unsuited
from tests.scenes.conftest import LESSONS
from tests.scenes.formulas import FORMULAS, SEVERAL
from tests.video.embed.live.alive import Open

MADE = {**LESSONS, **FORMULAS, **SEVERAL}
ANY = {
    "negative, odd names": ("iterate", "surface"),
    "starts at the best fit": ("tangent", "iterate"),
    "many rows": ("fit", "iterate"),
    "diverges": ("rate", "surface"),
    "proportional": ("fit", "iterate", "parabola"),
    "exponential": ("fit", "iterate", "surface", "tangent"),
    "logistic": ("fit", "surface"),
    "parabola": ("iterate", "parabola", "surface"),
    "two predictors": ("iterate", "parabola", "rate", "surface"),
}
PAIRS = [(name, scene) for name, scenes in ANY.items() for scene in scenes]


@cache
def brief(name: str) -> Brief:
    made: Callable[[], Brief] = MADE[name]
    return made()


@pytest.mark.parametrize(("name", "scene"), PAIRS, ids=[" ".join(pair) for pair in PAIRS])
def test_every_lesson_comes_alive_without_a_fault(opened: Open, name: str, scene: str) -> None:
    assert not unsuited(scene, brief(name))
    alive = opened(scene, brief=brief(name))
    alive.ask("state.reset()")
    handles = alive.page.locator(".handle:visible, .knob input")
    for handle in handles.all():
        before = alive.ask("state.reset(); state.theta")
        handle.focus()
        alive.page.keyboard.press("ArrowUp")
        assert alive.ask("state.theta") != before
    alive.ask("state.reset(); state.stepOn(); state.stepOn(30); state.stepBack()")
    assert name not in SEVERAL or alive.page.locator(".live-own").count() == 0
    assert "NaN" not in alive.page.locator(".live-board").inner_html()
    assert alive.faults == []
