"""A film from end to end: every file, the same bytes again, and whole files at every moment."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import srt
import webvtt
from PIL import Image

from gdvideo.errors import RenderError
from gdvideo.media.checksums import checksum
from gdvideo.rendering.key import key_of
from tests.video.render.films import (
    CLIP,
    DRAFT,
    FILES,
    FILM,
    LESSON,
    NUMBERS,
    Draughtsman,
    command,
    contents,
    names,
    run,
)

Run = Callable[..., Any]

HOSTILE = """[CLI]
quality = low_quality
pixel_width = 320
pixel_height = 200
frame_rate = 7
background_color = RED
background_opacity = 0.3
transparent = True
format = gif
movie_file_extension = .webm
save_last_frame = True
save_pngs = True
save_sections = True
write_to_movie = False
write_all = True
dry_run = True
disable_caching = False
from_animation_number = 2
upto_animation_number = 3
renderer = opengl
preview = True
custom_folders = True
media_dir = ./elsewhere
verbosity = DEBUG
log_to_file = True
progress_bar = display
"""
"""Settings of a Manim user's own, all of which would spoil a film."""


def test_every_file_is_there_and_nothing_else(out: Path) -> None:
    assert names(out) == FILES
    assert sorted(path.name for path in out.iterdir() if path.is_dir()) == ["clips", "numbers"]


def test_the_manifest_s_checksums_are_right(out: Path, manifest: dict[str, Any]) -> None:
    (clip,) = manifest["clips"]
    listed = {**manifest["files"], **clip["files"]}
    assert sorted([*listed, "film.json", "clips/iterate.json"]) == FILES
    assert listed == {name: checksum(out / name) for name in listed}
    record = json.loads((out / "clips" / "iterate.json").read_text())
    assert key_of(record.pop("made_from")) == clip["key"]
    assert record == clip


def test_the_manifest_says_what_was_made_from_what(manifest: dict[str, Any]) -> None:
    assert manifest["data"]["source"] == "three"
    assert manifest["data"]["columns"] == ["weight", "height"]
    assert (manifest["data"]["rows"], manifest["data"]["left_out"]) == (3, 0)
    assert re.fullmatch("[0-9a-f]{64}", manifest["data"]["digest"])
    assert manifest["lesson"]["loss"] == "sse"
    assert manifest["lesson"]["start"] == {"m": 1.0, "b": 0.0}
    assert {"gdvideo", "manim", "av"} <= set(manifest["versions"])
    (clip,) = manifest["clips"]
    assert (clip["id"], clip["title"]) == ("iterate", "Every step moves the line")
    # 0.4 s go before the first beat.
    beats_s = sum(beat["duration_s"] for beat in clip["beats"])
    assert clip["duration_s"] == pytest.approx(0.4 + beats_s)
    assert manifest["duration_s"] == clip["duration_s"]


def test_the_numbers_are_those_of_trace(
    out: Path, manifest: dict[str, Any], tmp_path: Path
) -> None:
    done = run(tmp_path, "trace", *LESSON, "--json", "--csv", "path.csv")
    traced = json.loads(done.stdout)
    assert manifest["result"] == traced
    assert json.loads((out / "numbers" / "trace.json").read_text()) == traced
    path = (out / "numbers" / "trajectory.csv").read_bytes()
    assert path == (tmp_path / "path.csv").read_bytes()
    last = list(csv.reader(io.StringIO(path.decode())))[-1]
    assert [float(cell) for cell in last[1:3]] == [traced["final"][name] for name in "mb"]
    assert "Hessian" in (out / "numbers" / "derivatives.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["explainer", "clips/iterate"])
def test_a_video_plays_whole_and_ends_on_its_poster(
    out: Path, manifest: dict[str, Any], name: str
) -> None:
    with av.open(out / f"{name}.mp4") as file:
        count = 0
        for frame in file.decode(video=0):
            count += 1
            last = frame
        assert (last.width, last.height) == (854, 480)
        pixels = last.to_ndarray(format="rgb24").astype(int)
    assert count == round(manifest["duration_s"] * 15)
    with Image.open(out / f"{name}.png") as poster:
        assert (poster.size, poster.mode) == ((1280, 720), "RGB")
        shrunk = poster.resize((854, 480), Image.Resampling.BOX)
        difference = np.abs(pixels - np.asarray(shrunk, int))
    # Other sizes and H.264 at half the colour resolution blur edges, not areas.
    assert np.median(difference) <= 2
    assert difference.mean() < 3


def test_the_film_has_a_chapter_for_each_scene(out: Path, manifest: dict[str, Any]) -> None:
    with av.open(out / "explainer.mp4") as file:
        (chapter,) = file.chapters()
    assert chapter["metadata"]["title"] == "Every step moves the line"
    assert float(chapter["end"] * chapter["time_base"]) == pytest.approx(manifest["duration_s"])


def test_a_video_has_its_title_in_its_own_metadata(out: Path, manifest: dict[str, Any]) -> None:
    (clip,) = manifest["clips"]
    for name, title in (("explainer", manifest["title"]), ("clips/iterate", clip["title"])):
        with av.open(out / f"{name}.mp4") as file:
            assert file.metadata["title"] == title


@pytest.mark.parametrize("name", ["explainer", "clips/iterate"])
def test_captions_run_to_the_end_of_the_film(
    out: Path, manifest: dict[str, Any], name: str
) -> None:
    subtitles = list(srt.parse((out / f"{name}.en.srt").read_text(encoding="utf-8")))
    captions = list(webvtt.read(out / f"{name}.en.vtt"))
    assert [s.content.split("\n") for s in subtitles] == [c.lines for c in captions]
    # The first picture fades in for 0.4 s.
    assert subtitles[0].start.total_seconds() == 0.4
    assert subtitles[-1].end.total_seconds() == pytest.approx(manifest["duration_s"])
    said = " ".join(" ".join(caption.lines) for caption in captions)
    beats = _beats(out / f"{name}.en.md")
    assert " ".join(" ".join(beats).split()) == said
    assert len(beats) == len(manifest["clips"][0]["beats"])


def _beats(transcript: Path) -> list[str]:
    """Return what a transcript says was said, beat by beat."""
    text = transcript.read_text(encoding="utf-8").replace("\\", "")
    return re.findall(r"^\*\*\d+:\d\d\*\* (.*)$", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["explainer", "clips/iterate"])
def test_chapters_are_told_in_a_file_too(out: Path, manifest: dict[str, Any], name: str) -> None:
    told = list(webvtt.read(out / f"{name}.en.chapters.vtt"))
    (clip,) = manifest["clips"]
    titles = (
        [clip["title"]]
        if name == "explainer"
        else [beat["sentences"][0]["text"] for beat in clip["beats"]]
    )
    assert [chapter.text for chapter in told] == titles
    assert told[-1].end_in_seconds == pytest.approx(clip["duration_s"], abs=1)


def test_the_thumbnail_is_as_youtube_wants_it(out: Path, manifest: dict[str, Any]) -> None:
    """YouTube Help, "Add video thumbnails": 1280 by 720 pixels, under 2 MB."""
    file = out / manifest["thumbnail"]["file"]
    assert file.stat().st_size < 2_000_000
    with Image.open(file) as picture:
        assert (picture.size, picture.mode, picture.format) == ((1280, 720), "RGB", "PNG")


def test_the_last_words_hold_the_numbers_of_trace(out: Path, manifest: dict[str, Any]) -> None:
    (*_, said) = _beats(out / "explainer.en.md")
    final = manifest["result"]["final"]
    assert f"After {manifest['result']['steps']} steps" in said
    assert f"slope is {final['m']:.3g}" in said
    assert f"intercept −{-final['b']:.3f}" in said


def test_a_second_run_keeps_the_clip_and_all_bytes(copy: Path) -> None:
    before = contents(copy)
    # Else it is told before anything is read that nothing has changed.
    (copy / "explainer.mp4").unlink()
    kept = [*CLIP, "explainer.thumbnail.png"]
    stamps = {name: (copy / name).stat().st_mtime_ns for name in kept}
    done = run(copy.parent, "render", *LESSON, *DRAFT)
    assert "iterate: unchanged, kept" in done.stderr
    assert contents(copy) == before
    assert {name: (copy / name).stat().st_mtime_ns for name in kept} == stamps


def test_a_fresh_run_gives_the_same_bytes_whatever_manim_is_set_to(
    out: Path, tmp_path: Path
) -> None:
    (tmp_path / "home" / ".config" / "manim").mkdir(parents=True)
    (tmp_path / "home" / ".config" / "manim" / "manim.cfg").write_text(HOSTILE)
    (tmp_path / "manim.cfg").write_text(HOSTILE)
    arguments = command("render", *LESSON, *DRAFT, "--quiet")
    done = subprocess.run(
        arguments,
        cwd=tmp_path,
        env={**os.environ, "HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert contents(tmp_path / "out") == contents(out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "manim.cfg", "out"]


def test_the_stand_in_gives_the_same_film(
    gdvideo: Run, draughtsman: Draughtsman, out: Path, tmp_path: Path
) -> None:
    assert gdvideo("render", *LESSON, *DRAFT).status == 0
    assert draughtsman.calls == 1
    assert contents(tmp_path / "out") == contents(out)


@pytest.mark.parametrize("name", CLIP)
def test_a_clip_that_is_not_whole_is_made_again(
    gdvideo: Run, draughtsman: Draughtsman, copy: Path, out: Path, name: str
) -> None:
    (copy / name).write_bytes((copy / name).read_bytes()[:-2])
    assert "kept" not in gdvideo("render", *LESSON, *DRAFT).err
    (copy / name).unlink()
    assert "kept" not in gdvideo("render", *LESSON, *DRAFT).err
    assert draughtsman.calls == 2
    assert contents(copy) == contents(out)


@pytest.mark.parametrize(
    "record", ["[]", "{}", "", "{", "\0", '{"key": 1, "files": 5}', '{"key": KEY, "files": {}}']
)
def test_a_record_that_is_not_one_is_not_believed(
    gdvideo: Run, draughtsman: Draughtsman, copy: Path, out: Path, record: str
) -> None:
    path = copy / "clips" / "iterate.json"
    key = json.dumps(json.loads(path.read_text())["key"])
    path.write_text(record.replace("KEY", key))
    assert gdvideo("render", *LESSON, *DRAFT).status == 0
    assert draughtsman.calls == 1
    assert contents(copy) == contents(out)


def test_a_clip_that_fails_leaves_the_old_film(
    gdvideo: Run, draughtsman: Draughtsman, copy: Path, out: Path
) -> None:
    draughtsman.failure = RenderError("It broke.")
    done = gdvideo("render", *LESSON, *DRAFT, "--quiet", "--theme", "light")
    assert (done.status, done.out, done.err) == (1, "", "gdvideo: It broke.\n")
    assert contents(copy) == contents(out)


def test_a_signal_while_a_clip_is_drawn_leaves_the_old_film(
    gdvideo: Run, draughtsman: Draughtsman, copy: Path, out: Path
) -> None:
    draughtsman.meanwhile = lambda _: signal.raise_signal(signal.SIGTERM)
    done = gdvideo("render", *LESSON, *DRAFT, "--quiet", "--theme", "light")
    assert (done.status, done.out, done.err) == (143, "", "gdvideo: stopped by SIGTERM\n")
    assert contents(copy) == contents(out)


@pytest.mark.parametrize("taken", ["clips", "numbers", "explainer.mp4", "film.json"])
def test_names_that_are_taken_fail_in_a_sentence(
    gdvideo: Run, draughtsman: Draughtsman, tmp_path: Path, taken: str
) -> None:
    place = tmp_path / "out" / taken
    if "." in taken:
        place.mkdir(parents=True)
    else:
        place.parent.mkdir()
        place.write_text("mine")
    done = gdvideo("render", *LESSON, *DRAFT, "--quiet")
    assert (done.status, done.out) == (1, "")
    assert re.fullmatch(rf"gdvideo: out/{taken}.*: cannot be written: .*\n", done.err)
    assert place.is_dir() or place.read_text() == "mine"
    assert not list((tmp_path / "out").glob(".gdvideo-*"))
    assert draughtsman.calls == 1


def test_a_run_cut_off_after_a_clip_goes_on_from_there(copy: Path) -> None:
    before = contents(copy)
    for name in [*FILM, *NUMBERS, "film.json"]:
        (copy / name).unlink()
    assert "iterate: unchanged, kept" in run(copy.parent, "render", *LESSON, *DRAFT).stderr
    assert contents(copy) == before


def test_a_clip_that_another_program_replaced_is_not_in_the_film(
    gdvideo: Run, draughtsman: Draughtsman, copy: Path, out: Path
) -> None:
    done = gdvideo("render", *LESSON, *DRAFT, "--scene", "tangent")
    assert done.status == 0
    film = (copy / "explainer.mp4").read_bytes()
    assert film != (out / "explainer.mp4").read_bytes()

    def replace(scene: str) -> None:
        if scene == "iterate":
            shutil.copy(out / "clips" / "iterate.en.srt", copy / "clips" / "tangent.mp4")

    draughtsman.meanwhile = replace
    wanted = ("--scene", "tangent", *LESSON, *DRAFT, "--theme", "light", "--quiet")
    done = gdvideo("render", *wanted)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("gdvideo: out/clips/tangent.mp4: another program has changed it")
    assert done.err.count("\n") == 1
    assert (copy / "explainer.mp4").read_bytes() == film
