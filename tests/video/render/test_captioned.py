"""Captions in frames: each has the one of its moment, and nothing else of it changes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from gdvideo.media.colours import Changed, Frame
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.captioned import Captioner, stretches
from gdvideo.rendering.frames import draw, draw_still
from scenes.brief import default_brief
from scenes.film import scene_timeline
from scenes.kit.panels.caption_strip import painted
from scenes.telling.captions import Caption, captions

DRAFT = QUALITIES["draft"]
SILENT, CAPTIONED = default_brief(), replace(default_brief(), captioned=True)
THREE = (
    Caption(0.0, 1.0, ("one",)),
    Caption(1.0, 2.03, ("two",)),
    Caption(3.0, 4.0, ("three", "lines")),
)


@given(st.integers(0, 70), st.integers(1, 70), st.sampled_from([15, 30, 60]))
def test_every_frame_has_the_caption_of_its_moment(first: int, count: int, fps: int) -> None:
    found = [c for c, n in stretches(THREE, fps, first, first + count) for _ in range(n)]
    assert len(found) == count
    for number, caption in enumerate(found, first):
        middle_s = (number + 0.5) / fps
        expected = next((c for c in THREE if c.start_s <= middle_s < c.end_s), None)
        # A change that is no whole number of frames falls on the nearest one.
        if all(abs(middle_s - t) > 0.5 / fps for c in THREE for t in (c.start_s, c.end_s)):
            assert caption == expected


def level(caption: Caption) -> Frame:
    """Return a strip that is told by its grey."""
    return np.full((2, 4, 4), 10 * len(caption.lines[0]), np.uint8)


def test_a_frame_that_stands_still_is_cut_where_captions_change() -> None:
    pixels = np.full((6, 4, 4), 200, np.uint8)
    pieces = list(Captioner(THREE, 15, level).captioned(pixels, 5, 50))
    assert [times for _, times, _ in pieces] == [10, 15, 15, 10]
    assert [int(piece[-1, 0, 0]) for piece, *_ in pieces] == [30, 30, 200, 50]
    for piece, *_ in pieces:
        assert (piece[:4] == 200).all()
        assert (piece[4:] == piece[-1, 0, 0]).all()


def test_what_is_new_is_what_was_drawn_and_the_strip_when_its_words_change() -> None:
    captioner, pixels, place = (
        Captioner(THREE, 15, level),
        np.zeros((6, 4, 4), np.uint8),
        (1, 0, 2, 3),
    )
    strip = (0, 4, 4, 6)

    def told(first: int, repeat: int, changed: Changed) -> list[Changed]:
        return [anew for *_, anew in captioner.captioned(pixels.copy(), first, repeat, changed)]

    # Captions change at frames 15, 30 and 45; the first begins at once.
    assert told(0, 1, [place]) == [[place, strip]]
    assert told(1, 1, [place]) == [[place]]
    assert told(2, 18, []) == [[], [strip]]
    assert told(20, 1, None) == [None]
    assert told(21, 30, [place]) == [[place], [strip], [strip]]


def test_a_caption_is_drawn_once() -> None:
    drawn: list[Caption] = []

    def strip(caption: Caption) -> Frame:
        drawn.append(caption)
        return level(caption)

    captioner = Captioner(THREE, 15, strip)
    for first in range(60):
        list(captioner.captioned(np.zeros((6, 4, 4), np.uint8), first, 1))
    assert drawn == [*THREE]


@pytest.fixture(scope="module")
def reels() -> tuple[dict[int, NDArray[np.uint8]], dict[int, NDArray[np.uint8]]]:
    """Every 40th frame of a scene, without captions and with them, by its number."""
    reels = ({}, {})
    for brief, reel in zip((SILENT, CAPTIONED), reels, strict=True):
        shown = 0

        def sink(pixels: Frame, repeat: int, reel: dict[int, Frame] = reel) -> None:
            nonlocal shown
            reel.update({k: pixels for k in range(shown, shown + repeat) if k % 40 == 0})
            shown += repeat

        draw("tangent", brief, DRAFT, sink)
        assert shown == round(scene_timeline("tangent", brief).length_s * DRAFT.fps)
    return reels


def test_pictures_differ_by_their_caption_only(
    reels: tuple[dict[int, Frame], dict[int, Frame]],
) -> None:
    plain, captioned = reels[0], dict(reels[1])
    told = captions(scene_timeline("tangent", CAPTIONED))
    assert plain.keys() == captioned.keys()
    # Nothing is said while the first picture fades in.
    np.testing.assert_array_equal(captioned.pop(0), plain[0])
    for number, picture in captioned.items():
        ((caption, _),) = stretches(told, DRAFT.fps, number, number + 1)
        assert caption is not None
        strip = painted(caption, CAPTIONED.look, DRAFT.width, DRAFT.height)
        np.testing.assert_array_equal(picture[: -len(strip)], plain[number][: -len(strip)])
        np.testing.assert_array_equal(picture[-len(strip) :], strip)


@pytest.mark.parametrize("number", [40, 400, 800])
def test_a_still_has_the_caption_of_its_frame(
    reels: tuple[dict[int, Frame], dict[int, Frame]], number: int
) -> None:
    still = np.asarray(draw_still("tangent", CAPTIONED, DRAFT, number / DRAFT.fps))
    # Layers of what stands still round once more; edges that cross add up.
    off = np.abs(still.astype(int) - reels[1][number][..., :3])
    assert off.max() <= 12
    assert (off > 2).mean() < 1e-4


def test_the_last_picture_has_the_last_caption() -> None:
    length_s = scene_timeline("tangent", CAPTIONED).length_s
    still = np.asarray(draw_still("tangent", CAPTIONED, DRAFT, length_s))
    last = captions(scene_timeline("tangent", CAPTIONED))[-1]
    strip = painted(last, CAPTIONED.look, DRAFT.width, DRAFT.height)[..., :3]
    np.testing.assert_array_equal(still[-len(strip) :], strip)
