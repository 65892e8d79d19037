"""A film's sound and captions, from the option to the file."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import srt

from gdvideo.briefing import brief_of
from gdvideo.lesson import lesson_of
from gdvideo.media.sound import Sound
from gdvideo.progress import Reporter
from gdvideo.rendering.film import render
from gdvideo.rendering.plan import RenderPlan, plan
from gdvideo.study import study
from gdvideo.telling import Telling
from gdvideo.voice.model import Model
from tests.video.render.films import DRAFT, LESSON, Draughtsman, contents

Run = Callable[..., Any]

TONE_S = 0.3
"""When in each beat a tone begins."""

VIDEOS = ("explainer.mp4", "clips/iterate.mp4")


def shown(path: Path) -> list[str]:
    """Return the texts of a video's own track of captions."""
    with av.open(path) as file:
        tracks = file.streams.subtitles
        packets = file.demux(*tracks) if tracks else []
        return [text for p in packets if (text := bytes(p)[2:].decode())]


def beside(path: Path) -> list[str]:
    text = path.with_suffix(".en.srt").read_text(encoding="utf-8")
    return [subtitle.content for subtitle in srt.parse(text)]


def kinds(path: Path) -> set[str]:
    with av.open(path) as file:
        return {stream.type for stream in file.streams} - {"data"}


@pytest.mark.parametrize("name", VIDEOS)
def test_soft_captions_are_a_track_of_the_video(
    gdvideo: Run, draughtsman: Draughtsman, tmp_path: Path, name: str
) -> None:
    assert gdvideo("render", *LESSON, *DRAFT, "--captions", "soft").status == 0
    assert draughtsman.calls == 1
    video = tmp_path / "out" / name
    assert kinds(video) == {"video", "subtitle"}
    assert shown(video) == beside(video)
    assert json.loads((tmp_path / "out" / "film.json").read_text())["captions"] == "soft"
    assert not list(tmp_path.rglob("*.pictures.mp4"))


@pytest.mark.parametrize("chosen", ["drawn", "none"])
def test_other_captions_are_no_track_of_the_video(
    gdvideo: Run, draughtsman: Draughtsman, tmp_path: Path, chosen: str
) -> None:
    assert gdvideo("render", *LESSON, *DRAFT, "--captions", chosen).status == 0
    assert draughtsman.captioned == [chosen == "drawn"]
    for name in VIDEOS:
        assert kinds(tmp_path / "out" / name) == {"video"}
        assert beside(tmp_path / "out" / name)
    assert json.loads((tmp_path / "out" / "film.json").read_text())["captions"] == chosen


def test_a_silent_film_has_its_captions_drawn(
    gdvideo: Run, draughtsman: Draughtsman, out: Path, tmp_path: Path
) -> None:
    assert gdvideo("render", *LESSON, *DRAFT, "--captions", "drawn").status == 0
    assert draughtsman.captioned == [True]
    made = contents(tmp_path / "out")
    assert {**made, "film.json": b""} == {**contents(out), "film.json": b""}


@cache
def voiced(digest: str) -> RenderPlan:
    """Return the plan of a film in which each beat has a tone."""
    given = {"data": "three", "steps": 7, "scenes": ["tangent", "iterate"], "quality": "draft"}
    made = study(lesson_of(given))
    brief = brief_of(made)[0]
    silent = plan(made, brief, Telling("soft"))
    tone = np.zeros(round(0.5 * 48_000), np.float32)
    tone[round(TONE_S * 48_000) :] = 0.5 * np.sin(np.arange(9600) / 6)
    sounds: dict[tuple[str, str], Sound] = {
        (job.scene, beat.id): tone for job in silent.jobs for beat in job.timeline.beats
    }
    return plan(
        made, brief, Telling("soft", Model(Path("a.onnx"), digest, is_shipped=False), sounds)
    )


@pytest.fixture
def film(draughtsman: Draughtsman, made_before: Run, tmp_path: Path) -> Path:
    """The folder of a film with sound: pictures of one scene, sounds of two."""
    folder = tmp_path / "film"
    made_before(folder, lambda: render(voiced("a"), folder, Reporter(quiet=True)))
    draughtsman.calls = 0
    return folder


@pytest.mark.parametrize("scene", ["tangent", "iterate"])
def test_each_beat_is_heard_from_its_start(film: Path, scene: str) -> None:
    (timeline,) = (job.timeline for job in voiced("a").jobs if job.scene == scene)
    with av.open(film / "clips" / f"{scene}.mp4") as file:
        sound = np.concatenate([f.to_ndarray()[0] for f in file.decode(audio=0)])
    loud = np.flatnonzero(np.abs(sound) > 0.1)
    heard_s = loud[np.diff(loud, prepend=-48_000) > 4800] / 48_000
    starts_s = [beat.start_s + TONE_S for beat in timeline.beats]
    np.testing.assert_allclose(heard_s, starts_s, atol=0.003)
    assert len(sound) == pytest.approx(timeline.length_s * 48_000, abs=1024)


def test_the_film_has_all_sounds_and_captions(film: Path) -> None:
    assert kinds(film / "explainer.mp4") == {"video", "audio", "subtitle"}
    assert shown(film / "explainer.mp4") == beside(film / "explainer.mp4")
    # The bridge takes 1.6 s, of which the last 0.4 s are in place of a fading in.
    length_s = sum(job.timeline.length_s for job in voiced("a").jobs) + 1.2
    with av.open(film / "explainer.mp4") as file:
        (sound,) = file.streams.audio
        assert float(sound.duration * sound.time_base) == pytest.approx(length_s, abs=0.011)


def test_another_voice_makes_other_clips(film: Path, draughtsman: Draughtsman) -> None:
    render(voiced("a"), film, Reporter(quiet=True))
    assert draughtsman.calls == 0
    render(voiced("b"), film, Reporter(quiet=True))
    assert draughtsman.calls == 2
