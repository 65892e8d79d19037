"""Bridges in a film: whole frames to the pictures at both ends, kept, and told in time."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import srt
from numpy.typing import NDArray

from gdvideo.briefing import brief_of
from gdvideo.errors import RenderError
from gdvideo.lesson import lesson_of
from gdvideo.media.quality import QUALITIES
from gdvideo.rendering.frames import draw_bridge, draw_stills
from gdvideo.rendering.schedule import film_length_s, film_starts_s
from gdvideo.study import study
from scenes.brief import Brief
from scenes.film import FILM, scene_timeline
from tests.scenes.said import plain, read_silently
from tests.video.render.films import DRAFT, LESSON, Draughtsman, contents

Run = Callable[..., Any]

BOTH = ("--scene", "tangent", *LESSON, *DRAFT)
SIZE = QUALITIES["draft"]


class Reel:
    """Stands in for the encoder: keeps the frames."""

    frames: list[NDArray[np.int16]]

    def __init__(self, *_: object) -> None:
        type(self).frames = []

    def __enter__(self) -> "Reel":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def write(self, pixels: NDArray[np.uint8], repeat: int, changed: object) -> None:
        del changed
        self.frames.extend([pixels[..., :3].astype(np.int16)] * repeat)


RAW = {"data": "women", "scale": "none", "theme": "light"}
PAIRS = [*((pair, {}) for pair in pairwise(FILM)), (("parabola", "tangent"), RAW)]


@cache
def ends(scene: str, **lesson: str) -> list[NDArray[np.int16]]:
    """Return a scene's picture before its first beat, as that begins, and its last one."""
    brief = briefed(**lesson)
    # A scene's first picture is all there when 0.4 s have passed.
    times_s = (0.4 - 1 / 15, 0.4, scene_timeline(scene, brief).length_s)
    return [np.asarray(still, np.int16) for still in draw_stills(scene, brief, SIZE, times_s)]


@cache
def briefed(**lesson: str) -> Brief:
    return replace(brief_of(study(lesson_of(dict(lesson))))[0], captioned=False)


@pytest.mark.parametrize(("pair", "lesson"), PAIRS, ids=lambda given: "-".join(given) or "default")
def test_no_cut_is_seen_at_either_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pair: tuple[str, str], lesson: dict[str, Any]
) -> None:
    monkeypatch.setattr("gdvideo.rendering.frames.Encoder", Reel)
    draw_bridge(pair, briefed(**lesson), SIZE, tmp_path / "bridge.mp4", lambda _: None)
    before, after = ends(pair[0], **lesson)[-1], ends(pair[1], **lesson)[1]
    frames = Reel.frames
    assert len(frames) == 24
    assert np.abs(frames[0] - before).mean() < 0.1
    steps = [np.abs(one - other).mean() for one, other in pairwise([*frames, after])]
    # The step to the next scene is as small as the bridge's own are at its end.
    assert steps[-1] < max(0.2 * max(steps), 0.7)
    assert sum(steps) > 5.0, sum(steps)


@pytest.mark.parametrize("scene", FILM)
def test_nothing_pops_up_where_the_first_beat_begins(scene: str) -> None:
    covered, open_, _ = ends(scene)
    # A fiftieth of the cover is left in the frame before: five levels of 255.
    assert np.abs(open_ - covered).max() < 8


def test_a_film_is_its_clips_and_bridges() -> None:
    first, second = read_silently({"a": plain("word")}), read_silently({"b": plain("word " * 30)})
    # 0.4 s and 2 s; then 1.6 s of bridge, of which the last 0.4 s are the next clip's first.
    assert film_starts_s((first,)) == (0.0,)
    assert film_starts_s((first, second, first)) == (0.0, 3.6, 3.6 + 12.4 + 1.2)
    assert film_length_s((first, second, first)) == pytest.approx(17.2 + 2.4)


@pytest.fixture
def film(gdvideo: Run, draughtsman: Draughtsman, made_before: Run, tmp_path: Path) -> Path:
    """A film of two scenes, whose clips are the same pictures."""

    def make() -> None:
        assert gdvideo("render", *BOTH, "--captions", "soft").status == 0
        assert draughtsman.calls == 2

    made_before(tmp_path / "out", make)
    draughtsman.calls = 0
    return tmp_path / "out"


def test_it_lies_between_its_clips(film: Path) -> None:
    def pictures(name: str) -> list[bytes]:
        with av.open(film / name) as source:
            return [bytes(packet) for packet in source.demux(video=0) if packet.size]

    bridge = pictures("bridges/tangent-iterate.mp4")
    assert len(bridge) == 24
    clips = pictures("clips/tangent.mp4"), pictures("clips/iterate.mp4")[6:]
    assert pictures("explainer.mp4") == [*clips[0], *bridge, *clips[1]]


def test_words_are_told_when_they_are_read(film: Path) -> None:
    manifest = json.loads((film / "film.json").read_text())
    (bridge,) = manifest["bridges"]
    assert (bridge["from"], bridge["to"], bridge["duration_s"]) == ("tangent", "iterate", 1.6)
    lengths_s = [clip["duration_s"] for clip in manifest["clips"]]
    assert manifest["duration_s"] == pytest.approx(sum(lengths_s) + 1.2)

    def read(name: str) -> list[tuple[float, str]]:
        told = srt.parse((film / f"{name}.en.srt").read_text(encoding="utf-8"))
        return [(subtitle.start.total_seconds(), subtitle.content) for subtitle in told]

    shift_s = lengths_s[0] + 1.2
    expected = [(start_s + shift_s, words) for start_s, words in read("clips/iterate")]
    found = read("explainer")[-len(expected) :]
    assert [words for _, words in found] == [words for _, words in expected]
    starts_s = [start_s for start_s, _ in expected]
    assert [start_s for start_s, _ in found] == pytest.approx(starts_s, abs=2e-3)


def test_a_second_run_keeps_it(gdvideo: Run, film: Path, draughtsman: Draughtsman) -> None:
    before = contents(film)
    (film / "explainer.mp4").unlink()
    done = gdvideo("render", *BOTH, "--captions", "soft")
    assert "tangent-iterate: unchanged, kept" in done.err
    assert contents(film) == before
    assert draughtsman.calls == 0


def test_one_that_is_not_whole_is_made_again(gdvideo: Run, film: Path) -> None:
    before, name = contents(film), "bridges/tangent-iterate.mp4"
    (film / name).write_bytes(before[name][:-2])
    assert "tangent-iterate: unchanged" not in gdvideo("render", *BOTH, "--captions", "soft").err
    assert contents(film) == before


def test_one_that_fails_leaves_the_old_film_and_the_new_clips(
    gdvideo: Run, film: Path, monkeypatch: pytest.MonkeyPatch, draughtsman: Draughtsman
) -> None:
    before = contents(film)

    def breaks(*_: object) -> None:
        raise RenderError("It broke.")

    changed = (*BOTH, "--captions", "soft", "--theme", "light", "--quiet")
    with monkeypatch.context() as patch:
        patch.setattr("gdvideo.rendering.frames.draw_bridge", breaks)
        assert gdvideo("render", *changed).err == "gdvideo: It broke.\n"
    after = contents(film)
    assert {name for name in before if before[name] != after[name]} == {
        "clips/iterate.json",
        "clips/tangent.json",
    }
    assert gdvideo("render", *changed).status == 0
    assert draughtsman.calls == 2
    assert contents(film)["bridges/tangent-iterate.mp4"] != before["bridges/tangent-iterate.mp4"]


def test_one_scene_has_none(out: Path) -> None:
    assert not (out / "bridges").exists()
    assert json.loads((out / "film.json").read_text())["bridges"] == []
