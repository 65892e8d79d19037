"""The strip of captions: their lines are in it, large and clear; the layout check sees if not."""

import numpy as np
import pytest

from scenes.film import FILM, scene_timeline, unsuited
from scenes.kit.checks.inspection import SMALLEST_PX, faults
from scenes.kit.ink.layout import WIDE
from scenes.kit.ink.shapes import PX
from scenes.kit.look.contrast import channels
from scenes.kit.look.look import THEMES
from scenes.kit.panels.caption_strip import CaptionLine, caption_lines, painted, strip
from scenes.telling.captions import Caption, captions
from tests.scenes.conftest import LESSONS

LINES = [
    ("Short.",),
    ("the mean of all squared misses, g² / mm²,", "“quoted” #1 $x_i$ & <b>"),
    ("‰" * 42, "W" * 42),
    ("重" * 42, "さ" * 42),
]
WIDE_ONES = ("light", "long names", "other letters", "huge raw", "negative, odd names")
"""Lessons whose names and numbers take most room; sentences are the same in all."""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lines", LINES, ids=lambda lines: lines[0][:6])
def test_captions_are_in_order_by_the_layout_check(theme: str, lines: tuple[str, ...]) -> None:
    look = THEMES[theme]
    assert faults([*caption_lines(Caption(0.0, 2.0, lines), look)], look) == []


@pytest.mark.parametrize("name", WIDE_ONES)
@pytest.mark.parametrize("scene", FILM)
def test_all_captions_of_any_lesson_are_in_order(name: str, scene: str) -> None:
    lesson = LESSONS[name]()
    if unsuited(scene, lesson):
        return
    for caption in captions(scene_timeline(scene, lesson)):
        assert faults([*caption_lines(caption, lesson.look)], lesson.look) == []


@pytest.mark.parametrize("y", [-3.98, -2.99], ids=["low", "high"])
def test_a_caption_that_leaves_the_strip_is_found(y: float) -> None:
    look = THEMES["dark"]
    found = [fault.what for fault in faults([CaptionLine("abc", look, 9.0).at(0.0, y)], look)]
    assert "the caption “abc” leaves the strip of captions" in found


def test_long_lines_are_set_smaller_but_not_too_small() -> None:
    short, long = (CaptionLine(text, THEMES["dark"], 13.22) for text in ("abc", "‰" * 42))
    assert short.size_px == 30.0
    assert SMALLEST_PX < long.size_px < 30.0
    assert long.advance == pytest.approx(strip(WIDE).width)


def test_lines_stand_in_the_middle_the_last_at_one_height() -> None:
    look = THEMES["dark"]
    (one,) = caption_lines(Caption(0.0, 1.0, ("alone",)), look)
    first, second = caption_lines(Caption(0.0, 1.0, ("the first", "and second")), look)
    for line in (one, first, second):
        assert line.box.mean(axis=0)[0] == pytest.approx(0.0, abs=PX)
    assert second.box[0, 1] == one.box[0, 1] < first.box[0, 1]
    assert second.box[1, 1] < first.box[0, 1] + 0.1


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("width", "height"), [(854, 480), (1280, 720), (1920, 1080)])
def test_the_strip_is_the_frame_s_lowest_rows(theme: str, width: int, height: int) -> None:
    look = THEMES[theme]
    pixels = painted(Caption(0.0, 1.0, ("Words to be read",)), look, width, height)
    rows = (WIDE.whole.bottom + 4.0) / 8.0 * height
    assert rows - 4.0 * height / 720.0 < len(pixels) < rows
    assert pixels.shape[1:] == (width, 4)
    ground = np.round(255 * channels(look.ground))
    np.testing.assert_array_equal(pixels[:2, :, :3], np.broadcast_to(ground, (2, width, 3)))
    ink = np.abs(pixels[..., :3].astype(float) - ground).max(axis=2) > 100
    columns = np.flatnonzero(ink.any(axis=0))
    assert columns.mean() == pytest.approx(width / 2, abs=width / 40)
    lowest = np.flatnonzero(ink.any(axis=1)).max()
    assert len(pixels) - lowest > 0.015 * height
