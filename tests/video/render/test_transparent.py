"""Stills without their ground: laid over it, they are the stills that have it."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from gdvideo.briefing import brief_of
from gdvideo.lesson import lesson_of
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.frames import draw_still
from gdvideo.study import study
from scenes.brief import Brief

DRAFT = QUALITIES["draft"]


def brief(theme: str, *, captioned: bool = False) -> Brief:
    given = brief_of(study(lesson_of({"data": "three", "steps": 7, "theme": theme})))[0]
    return replace(given, captioned=captioned)


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(("scene", "at_s"), [("iterate", 20.0), ("surface", 1000.0)])
def test_over_its_ground_it_is_the_still_that_has_one(scene: str, at_s: float, theme: str) -> None:
    given = brief(theme)
    bare = draw_still(scene, given, DRAFT, at_s, transparent=True)
    ground = Image.new("RGBA", bare.size, given.look.ground)
    laid = np.asarray(Image.alpha_composite(ground, bare).convert("RGB"), int)
    # Where little is opaque, eight bits hold a colour coarsely.
    difference = np.abs(laid - np.asarray(draw_still(scene, given, DRAFT, at_s), int))
    assert difference.max() <= 4
    assert difference.mean() < 0.1


@pytest.mark.parametrize("captioned", [False, True])
def test_between_the_panels_nothing_is_left(captioned: bool) -> None:
    given = brief("dark", captioned=captioned)
    opacity = np.asarray(draw_still("iterate", given, DRAFT, 20.0, transparent=True))[..., 3]
    assert {int(opacity[y, x]) for y in (0, -1) for x in (0, -1)} == {0}
    # A caption would stand in the lowest rows, text and panels stand above them.
    assert opacity[-60:].max() == 0
    assert (opacity == 255).mean() > 0.3
