"""Parts of a clip: cut at beats alone, about as long as each other; together they are the clip."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdvideo.media.encode import Frame
from gdvideo.media.quality import QUALITIES, Quality
from gdvideo.rendering.frames import draw
from gdvideo.rendering.parts import Part, in_drawing_order, parts
from gdvideo.rendering.plan import BridgeJob, ClipJob
from scenes.brief import default_brief
from scenes.film import FILM, scene_timeline
from scenes.telling.timeline import PRELUDE_S, Beat, Timeline

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
    # No cut is further from where it is wanted than half the longest beat, so no part is longer.
    assert max(p.end_s - p.start_s for p in made) <= 30.0 + max(lengths_s) + PRELUDE_S


@pytest.mark.parametrize(
    ("lengths_s", "expected"),
    [
        ([2.0], [1]),
        ([29.0], [1]),
        ([15.0, 14.0], [2]),
        ([20.0, 20.0], [1, 1]),
        ([60.0], [1]),
        ([10.0] * 6, [2, 2, 2]),
        ([5.0, 10.0, 40.0, 5.0], [2, 1, 1]),
    ],
)
def test_a_clip_is_cut_about_every_twenty_seconds(
    lengths_s: list[float], expected: list[int]
) -> None:
    assert [part.behind - part.first for part in parts(job(lengths_s))] == expected


def test_the_longest_come_first_and_a_job_s_parts_together() -> None:
    jobs = (job([10.0] * 3, "hook"), BridgeJob("hook", "fit", ""), job([12.0, 22.0, 30.0]))
    order = [(part.job.label, part.first) for part in in_drawing_order(jobs)]
    assert order == [("fit", 2), ("fit", 1), ("fit", 0), ("hook", 1), ("hook", 0), ("hook-fit", 0)]


def frames_of(part: Part) -> list[Frame]:
    shown: list[Frame] = []

    def sink(pixels: Frame, repeat: int) -> None:
        shown.extend([pixels] * repeat)

    draw(part.job.label, BRIEF, TINY, sink, range(part.first, part.behind))
    return shown


BRIEF = default_brief()
BRIDGED = replace(BRIEF, short=True)


@pytest.mark.parametrize("scene", FILM)
def test_a_part_shows_what_the_whole_scene_does(scene: str) -> None:
    clip = ClipJob(scene, scene_timeline(scene, BRIEF), "")
    count = len(clip.timeline.beats)
    ends_s = [0.0, *(beat.end_s for beat in clip.timeline.beats)]
    first = count // 2
    later = frames_of(Part(clip, first, count, ends_s[first], ends_s[-1]))
    whole = frames_of(Part(clip, 0, count, 0.0, ends_s[-1]))
    assert len(whole) == clip.frames(TINY)
    # Layers of what stands still round once more, and which these are hangs on what was seen.
    for ours, theirs in zip(later, whole[-len(later) :], strict=True):
        np.testing.assert_allclose(ours.astype(int), theirs.astype(int), atol=2)
