"""Parts of a clip: cut at beats alone, about as long as each other; together they are the clip."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdvideo.media.colours import Changed, Converter, Frame
from gdvideo.media.decode import decoded
from gdvideo.media.encode import Encoder
from gdvideo.media.quality import QUALITIES, Quality
from gdvideo.media.splice import spliced
from gdvideo.rendering.frames import draw
from gdvideo.rendering.parts import in_drawing_order, parts
from gdvideo.rendering.plan import BridgeJob, ClipJob
from scenes.brief import default_brief
from scenes.film import FILM, scene_timeline
from scenes.kit.checks.rehearsal import rehearse
from scenes.kit.ink.camera import FilmCamera
from scenes.kit.ink.damage import Rect
from scenes.kit.ink.inked import Inked
from scenes.stage import Stage, scene_class
from scenes.telling.timeline import PRELUDE_S, Beat, Timeline
from tests.scenes.pictures import assert_same_picture

TINY = Quality("tiny", 192, 108, 5)
LENGTHS = st.lists(st.integers(10, 100).map(lambda n: n / 5), min_size=1, max_size=15)


def job(lengths_s: list[float], scene: str = "fit") -> ClipJob:
    starts_s = np.cumsum([PRELUDE_S, *lengths_s[:-1]])
    beats = [
        Beat(str(k), (), (), s, n) for k, (s, n) in enumerate(zip(starts_s, lengths_s, strict=True))
    ]
    return ClipJob(scene, Timeline(scene, "", tuple(beats)), "")


@given(LENGTHS)
def test_parts_are_the_clip_cut_at_beats(lengths_s: list[float]) -> None:
    clip = job(lengths_s)
    made = parts(clip)
    assert [part.first for part in made] == [0, *(part.behind for part in made[:-1])]
    assert made[-1].behind == len(lengths_s)
    for quality in QUALITIES.values():
        assert sum(part.frames(quality) for part in made) == clip.frames(quality)
    # A cut is at most half a beat from where it is wanted, the wanted ones at most 40 s apart.
    assert max(p.end_s - p.start_s for p in made) <= 40.0 + max(lengths_s) + PRELUDE_S


@pytest.mark.parametrize(
    ("lengths_s", "expected"),
    [
        ([2.0], [1]),
        ([29.0], [1]),
        ([5.0, 4.0], [2]),
        ([2.0, 4.0, 3.0, 2.0], [2, 2]),
        ([15.0, 14.0], [1, 1]),
        ([20.0, 20.0], [1, 1]),
        ([60.0], [1]),
        ([10.0] * 6, [2, 2, 2]),
        ([5.0, 10.0, 40.0, 5.0], [2, 1, 1]),
    ],
)
def test_a_clip_is_cut_about_every_twenty_seconds_and_in_two_from_ten_on(
    lengths_s: list[float], expected: list[int]
) -> None:
    assert [part.behind - part.first for part in parts(job(lengths_s))] == expected


def test_the_longest_come_first_and_a_job_s_parts_together() -> None:
    jobs = (job([10.0] * 3, "hook"), BridgeJob("hook", "fit", ""), job([12.0, 22.0, 30.0]))
    order = [(part.job.label, part.first) for part in in_drawing_order(jobs)]
    assert order == [("fit", 2), ("fit", 1), ("fit", 0), ("hook", 1), ("hook", 0), ("hook-fit", 0)]


BRIEF = default_brief()


@pytest.mark.parametrize("scene", FILM)
def test_a_part_shows_what_the_whole_scene_does(scene: str) -> None:
    """What is before a part is played without its frames: all shapes are what they are with."""
    cut = parts(ClipJob(scene, scene_timeline(scene, BRIEF), ""))[-1]

    class Later(scene_class(scene)):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.show_only(cut.first, cut.behind)

    later = rehearse(Later, BRIEF, lambda stage, _: shapes(stage))
    # Movements are looked at on their way, too, as if frames of them were drawn.
    whole = rehearse(scene, BRIEF, lambda stage, _: shapes(stage), looked_at)
    for ours, theirs in zip(later, whole[-len(later) :], strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0.0, atol=1e-9)


def looked_at(stage: Stage, frames: float, share: float) -> None:
    """See a movement on its way."""
    del stage, frames, share


def shapes(stage: Stage) -> np.ndarray:
    """Return where all is that is seen of a stage, and how it is coloured."""
    hung = [shape for shape in stage.mobjects if isinstance(shape, Inked) and shape.veiled]
    told = [part for s in hung for part in (s.points, s.get_fill_rgbas(), s.get_stroke_rgbas())]
    return np.concatenate([np.ravel(part) for part in told])


def test_as_many_frames_are_drawn_as_are_wanted_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is before a part, and what stands still, is painted once or not at all."""
    painted: list[list[Rect]] = []
    repaint = FilmCamera.repaint

    def counting(camera: FilmCamera, shapes: list[Inked]) -> list[Rect]:
        painted.append(repaint(camera, shapes))
        return painted[-1]

    monkeypatch.setattr(FilmCamera, "repaint", counting)
    clip = ClipJob("fit", scene_timeline("fit", BRIEF), "")
    count = len(clip.timeline.beats)
    shown: list[int] = []
    draw("fit", BRIEF, TINY, lambda _, repeat: shown.append(repeat), range(count - 1, count))
    last = clip.timeline.beats[-1]
    assert sum(shown) == round(last.length_s * TINY.fps)
    assert len(painted) == len(shown)
    assert any(repeat > 1 for repeat in shown)
    # After the first picture, what moves is a line and a few numbers.
    pixels = [sum(rect.area for rect in changed) for changed in painted]
    assert pixels[0] == TINY.width * TINY.height
    assert sum(pixels[1:]) < 0.3 * len(pixels) * pixels[0]


def test_each_picture_is_converted_once_however_long_it_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    converted: list[int] = []
    convert = Converter.converted

    def counting(converter: Converter, pixels: Frame, changed: Changed) -> av.VideoFrame:
        converted.append(pixels.size)
        return convert(converter, pixels, changed)

    monkeypatch.setattr(Converter, "converted", counting)
    still, moving = np.zeros((2, TINY.height, TINY.width, 4), np.uint8)
    moving[10:40, 10:40] = 200
    sizes: list[int] = []
    for times in (1, 301):
        file = BytesIO()
        with Encoder(file, TINY) as encoder:
            encoder.write(moving)
            encoder.write(still, times)
            encoder.write(still, 1, [])
        sizes.append(len(file.getvalue()))
    assert converted == 4 * [TINY.width * TINY.height * 4]
    # A picture that is like the one before takes a few dozen bytes, its place in the index told.
    assert (sizes[1] - sizes[0]) / 300 < 60


def test_captions_of_a_part_are_those_of_its_moments() -> None:
    brief = replace(BRIEF, captioned=True)
    clip = ClipJob("fit", scene_timeline("fit", brief), "")
    count = len(clip.timeline.beats)
    later, whole = (frames_of(clip, range(first, count)) for first in (count - 1, 0))
    assert len(whole) == clip.frames(TINY)
    for ours, theirs in zip(later, whole[-len(later) :], strict=True):
        assert_same_picture(ours, theirs)


def frames_of(clip: ClipJob, beats: range) -> list[Frame]:
    shown: list[Frame] = []

    def sink(pixels: Frame, repeat: int) -> None:
        shown.extend([pixels] * repeat)

    brief = replace(BRIEF, captioned=True)
    draw(clip.scene, brief, TINY, sink, beats)
    return shown


def test_parts_are_spliced_without_a_seam(tmp_path: Path) -> None:
    """Each frame is at its place: the k-th of 40 is grey by 6 k, whichever part it is from."""
    videos = [encoded(range(17)), encoded(range(17, 22)), encoded(range(22, 40))]
    spliced(videos, tmp_path / "clip.mp4")
    with av.open(tmp_path / "clip.mp4") as file:
        assert file.streams.video[0].frames == 40
    shown = list(decoded(tmp_path / "clip.mp4"))
    assert [when_s for when_s, _ in shown] == pytest.approx([k / TINY.fps for k in range(40)])
    greys = [frame.to_ndarray(format="gray").mean() for _, frame in shown]
    np.testing.assert_allclose(greys, [6 * k for k in range(40)], atol=3)


def encoded(levels: range) -> bytes:
    file = BytesIO()
    with Encoder(file, TINY) as encoder:
        for level in levels:
            grey = np.full((TINY.height, TINY.width, 4), 6 * level, np.uint8)
            encoder.write(grey, 1)
    return file.getvalue()
