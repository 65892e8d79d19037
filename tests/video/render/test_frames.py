"""Frames: as many as the timeline says, stills equal to them, and nothing else touched."""

import hashlib
import tempfile
from pathlib import Path

import av
import numpy as np
import pytest
from manim import config
from numpy.typing import NDArray
from PIL import Image

from gdvideo.briefing import brief_of
from gdvideo.errors import RenderError
from gdvideo.lesson import lesson_of
from gdvideo.media.colours import Frame
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.frames import draw, draw_clip, draw_still, draw_stills
from gdvideo.study import study
from scenes.brief import Brief
from scenes.film import scene_timeline
from tests.scenes.pictures import assert_same_picture

DRAFT = QUALITIES["draft"]
MOMENTS_S = (
    0.0,
    0.5,
    1.0,
    1.05,
    5.0,
    13.0,
    22.4,
    26.73,
    31.05,
    36.0,
    40.04,
    44.4,
    47.0,
    52.0,
    60.0,
    70.0,
)
"""In motion and at rest, in every beat; some between two frames."""
PRELUDE = range(7)
"""The frames of the first picture's fading in, and the one after."""


def brief(**given: object) -> Brief:
    return brief_of(study(lesson_of({"data": "three", "steps": 7, **given})))[0]


def digest(pixels: NDArray[np.uint8]) -> str:
    return hashlib.sha256(np.ascontiguousarray(pixels)).hexdigest()


class Reel:
    """Takes frames; keeps a digest of each, and the frames at the moments asked for.

    Parameters
    ----------
    numbers : set of int
        The frames to keep.
    """

    def __init__(self, numbers: set[int]) -> None:
        self.digests: list[str] = []
        self.kept: dict[int, Frame] = {}
        self._numbers = numbers

    def __call__(self, pixels: Frame, repeat: int) -> None:
        assert repeat >= 1
        for number in range(len(self.digests), len(self.digests) + repeat):
            if number in self._numbers:
                self.kept[number] = pixels
        self.digests += [digest(pixels)] * repeat


@pytest.fixture(scope="module")
def reel() -> Reel:
    """All frames of the scene in draft quality."""
    last = round(scene_timeline("iterate", brief()).length_s * DRAFT.fps) - 1
    reel = Reel({round(moment * DRAFT.fps) for moment in MOMENTS_S} | {*PRELUDE, last})
    draw("iterate", brief(), DRAFT, reel)
    return reel


@pytest.mark.parametrize(("quality", "steps"), [("draft", 1), ("standard", 2)])
def test_a_scene_is_as_long_as_its_timeline(quality: str, steps: int) -> None:
    lesson, size = brief(steps=steps), QUALITIES[quality]
    counts: list[int] = []
    draw("iterate", lesson, size, lambda _, repeat: counts.append(repeat))
    exact = scene_timeline("iterate", lesson).length_s * size.fps
    assert sum(counts) == pytest.approx(exact, abs=1e-6)


def test_frames_are_of_the_size_asked_for_and_their_own(reel: Reel) -> None:
    assert len(reel.kept) > len(MOMENTS_S)
    for number, pixels in reel.kept.items():
        assert (pixels.shape, pixels.dtype) == ((480, 854, 4), np.uint8)
        assert (pixels[..., 3] == 255).all()
        # What was handed over is not drawn into again.
        assert digest(pixels) == reel.digests[number]


def test_the_first_picture_fades_in_from_the_ground(reel: Reel) -> None:
    # 0.4 s are six frames: the seventh is the first that nothing covers.
    # Captions lie below row 400, and are not covered.
    fading = np.array([reel.kept[number][:400] for number in PRELUDE], int)
    ground, first = fading[0], fading[-1]
    assert (ground == ground[0, 0]).all()
    assert (reel.kept[8][:400] == first).mean() > 0.99
    # Frame k is the cubic's share at k out of five and a half of the way, to rounding of levels.
    for k, picture in enumerate(fading[:-1]):
        share = 3 * (k / 5.5) ** 2 - 2 * (k / 5.5) ** 3
        np.testing.assert_allclose(picture, ground + share * (first - ground), atol=2.0)


def test_the_picture_moves(reel: Reel) -> None:
    assert len(reel.digests) == round(scene_timeline("iterate", brief()).length_s * DRAFT.fps)
    # The steps alone are more than a hundred pictures.
    assert len(set(reel.digests)) > 100


def test_stills_are_the_film_s_frames(reel: Reel) -> None:
    for moment_s, still in zip(
        MOMENTS_S, draw_stills("iterate", brief(), DRAFT, MOMENTS_S), strict=True
    ):
        is_frame(reel, moment_s, still)


@pytest.mark.parametrize("moment_s", MOMENTS_S[3::4])
def test_a_single_still_is_the_film_s_frame(reel: Reel, moment_s: float) -> None:
    is_frame(reel, moment_s, draw_still("iterate", brief(), DRAFT, moment_s))


def is_frame(reel: Reel, moment_s: float, still: Image.Image) -> None:
    """Hold a still against the frame of its moment."""
    assert (still.mode, still.size) == ("RGB", (854, 480))
    expected = reel.kept[round(moment_s * DRAFT.fps)][..., :3]
    assert_same_picture(still, expected)


@pytest.mark.parametrize("late_s", [-1 / 15, 0.0, 1000.0])
def test_a_still_at_the_end_is_the_last_frame(reel: Reel, late_s: float) -> None:
    at_s = scene_timeline("iterate", brief()).length_s + late_s
    picture = np.asarray(draw_still("iterate", brief(), DRAFT, at_s).convert("RGBA"), int)
    assert_same_picture(picture, reel.kept[len(reel.digests) - 1])


def test_a_clip_holds_all_frames_and_its_last_is_returned_large(reel: Reel, tmp_path: Path) -> None:
    drawn: list[int] = []
    last = draw_clip("iterate", brief(), DRAFT, tmp_path / "clip.mp4", drawn.append)
    large = draw_still("iterate", brief(), QUALITIES["standard"], 1000.0)
    np.testing.assert_allclose(last.frame, np.asarray(large.convert("RGBA"), int), atol=2)
    assert drawn == sorted(drawn)
    assert drawn[-1] == len(reel.digests)
    with av.open(tmp_path / "clip.mp4") as file:
        assert file.streams.video[0].frames == len(reel.digests)
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_a_clip_that_cannot_be_written_is_a_render_error(tmp_path: Path) -> None:
    with pytest.raises(RenderError):
        draw_clip("iterate", brief(steps=1), DRAFT, tmp_path / "no" / "clip.mp4", lambda _: None)
    assert list(tmp_path.iterdir()) == []


def test_drawing_leaves_no_file_and_no_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = (config.pixel_width, config.frame_rate, config.media_dir, config.frame_width)
    draw("iterate", brief(steps=1), DRAFT, lambda *_: None)
    draw_still("iterate", brief(steps=1), DRAFT, 3.0)
    assert list(tmp_path.iterdir()) == []
    assert before == (config.pixel_width, config.frame_rate, config.media_dir, config.frame_width)
