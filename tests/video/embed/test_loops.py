"""Loops for slides: which stretch of a clip, how it joins up, how large the file is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from gdvideo.embed.course import Chapter
from gdvideo.embed.formats.loops import MOST_BYTES, Loop
from gdvideo.embed.formats.stretches import BEST_BEATS, stretch
from gdvideo.media.encode import Encoder
from gdvideo.media.quality import Quality
from scenes.brief import default_brief
from scenes.film import FILM, scene_timeline

SMALL = Quality("small", 320, 180, 15)
STILL, LIVELY, CALM = (
    Chapter(name, name, start_s, end_s, ())
    for name, start_s, end_s in (("still", 0.0, 3.0), ("lively", 3.0, 9.0), ("calm", 9.0, 12.0))
)
BEATS = (STILL, LIVELY, CALM)
MOVES_S = {"lively": (5.0, 7.0), "calm": (10.0, 11.0)}
"""When a block moves, fast and slowly."""


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds of a dark picture in which a bright block moves twice."""
    target = tmp_path_factory.mktemp("loops") / "clip.mp4"
    with Encoder(target, SMALL) as encoder:
        for number in range(12 * SMALL.fps):
            encoder.write(_picture(_left(number / SMALL.fps)))
    return target


def _left(when_s: float) -> int:
    """Return where the block begins, in pixels."""
    fast = np.clip(when_s, *MOVES_S["lively"]) - MOVES_S["lively"][0]
    slow = np.clip(when_s, *MOVES_S["calm"]) - MOVES_S["calm"][0]
    return round(80 * fast + 30 * slow)


def _picture(left: int) -> Any:
    pixels = np.zeros((180, 320, 4), np.uint8)
    pixels[..., 3] = 255
    pixels[60:120, left : left + 60, :3] = 200
    return pixels


def test_the_liveliest_beat_is_taken_from_its_first_movement_to_its_last(clip: Path) -> None:
    for beats in (BEATS, (STILL, LIVELY)):
        start_s, end_s = stretch(clip, beats)
        # A picture is seen for 0.4 s before and after it moves; a frame lasts 0.07 s.
        assert start_s == pytest.approx(MOVES_S["lively"][0] - 0.4, abs=0.15)
        assert end_s == pytest.approx(MOVES_S["lively"][1] + 0.4, abs=0.15)


def test_a_beat_that_is_named_is_taken_if_there_is_one(clip: Path) -> None:
    start_s, end_s = stretch(clip, BEATS, "calm")
    assert CALM.start_s < start_s < MOVES_S["calm"][0] < MOVES_S["calm"][1] < end_s < CALM.end_s
    assert stretch(clip, BEATS, "none") == stretch(clip, BEATS)


def test_a_beat_without_movement_is_taken_whole(clip: Path) -> None:
    assert stretch(clip, (STILL,)) == (0.0, 3.0)


def test_no_stretch_is_longer_than_ten_seconds(clip: Path) -> None:
    whole = Chapter("whole", "whole", 0.0, 12.0, ())
    assert stretch(clip, (whole,))[1] == pytest.approx(MOVES_S["calm"][1] + 0.4, abs=0.15)
    start_s, end_s = stretch(clip, (Chapter("whole", "whole", 0.0, 60.0, ()), STILL), "whole")
    assert end_s - start_s <= 10.0


def test_best_beats_are_beats_of_their_scenes() -> None:
    brief = default_brief()
    assert set(BEST_BEATS) <= set(FILM)
    for scene, best in BEST_BEATS.items():
        assert best in {beat.id for beat in scene_timeline(scene, brief).beats}


def played(loop: Loop, folder: Path) -> list[tuple[Any, int]]:
    """Return the pictures of a loop, in grey, and for how many milliseconds each is shown."""
    loop(folder / "loop")
    with Image.open(folder / "loop") as file:
        assert (file.size, file.info["loop"]) == (loop.size, 0)
        return [*_shown(file)]


def _shown(file: Any) -> Iterator[tuple[Any, int]]:
    for number in range(file.n_frames):
        file.seek(number)
        file.load()
        yield np.asarray(file.convert("L"), int), file.info["duration"]


@pytest.mark.parametrize("kind", ["webp", "gif"])
def test_a_loop_shows_its_beat_and_joins_up(clip: Path, tmp_path: Path, kind: str) -> None:
    shown = played(Loop(clip, kind, (160, 90), BEATS), tmp_path)
    pictures = [picture for picture, _ in shown]
    # The block is 30 pixels wide here; it has gone 2 s at 40 pixels a second.
    held, held_ms = max(shown[len(shown) // 2 :], key=lambda one: one[1])
    assert held_ms == pytest.approx(1200 + 400, abs=160)
    assert np.flatnonzero(held[45] > 100)[[0, -1]] == pytest.approx([80, 109], abs=2)
    # What is seen last is the first picture but for a sixth of what the two differ in, and coding.
    whole = np.abs(held - pictures[0]).max()
    assert np.abs(pictures[-1] - pictures[0]).max() <= whole / 4
    begin_s, end_s = stretch(clip, BEATS)
    assert sum(ms for _, ms in shown) / 1000 == pytest.approx(end_s - begin_s + 1.7, abs=0.25)


@pytest.mark.parametrize("kind", ["webp", "gif"])
def test_a_loop_is_small_even_if_everything_moves(tmp_path: Path, kind: str) -> None:
    rng = np.random.default_rng(3)
    with Encoder(tmp_path / "noise.mp4", SMALL) as encoder:
        for _ in range(30):
            encoder.write(rng.integers(0, 255, (180, 320, 4), np.uint8))
    beat = Chapter("noise", "noise", 0.0, 2.0, ())
    loop = Loop(tmp_path / "noise.mp4", kind, (320, 180), (beat,))
    loop(tmp_path / "loop")
    made = (tmp_path / "loop").read_bytes()
    assert 1000 < len(made) <= MOST_BYTES
    loop(tmp_path / "again")
    assert made == (tmp_path / "again").read_bytes()
