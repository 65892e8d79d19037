"""A folder holds one film: gdvideo's own files of another go, the user's stay, and it is said."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gdvideo.rendering.records import Record
from tests.video.render.films import CLIP, DRAFT, FILES, LESSON, Draughtsman, contents, names

Run = Callable[..., Any]

BOTH = ("--scene", "tangent", *LESSON, *DRAFT)
OTHER = ("--data", "women", "--steps", "3", *DRAFT)
BRIDGE = [f"bridges/tangent-iterate.{end}" for end in ("json", "mp4")]
TANGENT = [*(name.replace("iterate", "tangent") for name in CLIP), *BRIDGE]
REMOVED = [name for name in TANGENT if name.endswith(".live.json") or not name.endswith(".json")]
"""All but the records, which are not counted."""


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def two(gdvideo: Run, draughtsman: Draughtsman, made_before: Run, copy: Path) -> Path:
    """A folder with a film of two scenes of one lesson."""

    def make() -> None:
        assert gdvideo("render", *BOTH).status == 0
        assert draughtsman.calls == 1
        assert names(copy) == sorted([*FILES, *TANGENT])

    made_before(copy, make)
    draughtsman.calls = 0
    return copy


def test_another_lesson_takes_the_clips_of_the_first_away(gdvideo: Run, two: Path) -> None:
    done = gdvideo("render", *OTHER)
    assert done.status == 0
    removed = "clips/tangent, bridges/tangent-iterate"
    assert f"\nRemoved {len(REMOVED)} files of an earlier film: {removed}\n" in done.err
    assert names(two) == FILES
    assert gdvideo("render", *OTHER).err.count("Removed") == 0


@pytest.mark.parametrize("change", [("--theme", "light"), ("--rate", "0.02")])
def test_what_the_lesson_would_not_give_goes(
    gdvideo: Run, two: Path, change: tuple[str, str]
) -> None:
    assert gdvideo("render", *LESSON, *DRAFT, *change).status == 0
    assert names(two) == FILES


def test_a_scene_of_the_same_lesson_stays_and_is_not_drawn_again(
    gdvideo: Run, draughtsman: Draughtsman, two: Path, out: Path
) -> None:
    before = contents(two)
    done = gdvideo("render", *LESSON, *DRAFT)
    assert (done.status, "Removed" in done.err) == (0, False)
    clips = {name: data for name, data in before.items() if name in (*CLIP, *TANGENT)}
    assert contents(two) == {**clips, **contents(out)}
    assert gdvideo("render", *BOTH).status == 0
    assert contents(two) == before
    assert draughtsman.calls == 0


def test_what_somebody_has_changed_stays(gdvideo: Run, two: Path) -> None:
    mine = two / "clips" / "tangent.en.srt"
    mine.write_text("better words")
    (two / "clips" / "tangent.png").unlink()
    done = gdvideo("render", *OTHER)
    assert "Left clips/tangent.en.srt of an earlier film: it was changed since" in done.err
    assert f"Removed {len(REMOVED) - 2} files" in done.err
    assert mine.read_text() == "better words"
    assert names(two) == sorted([*FILES, "clips/tangent.en.srt"])


def test_what_is_in_no_record_stays(gdvideo: Run, two: Path) -> None:
    own = ["clips/notes.json", "clips/iterate.de.srt", "explainer.de.srt", "mine.mp4"]
    for name in own:
        (two / name).write_text("{}")
    assert gdvideo("render", *OTHER).status == 0
    assert names(two) == sorted([*FILES, *own])


def test_words_in_another_language_go_with_their_clip(gdvideo: Run, two: Path) -> None:
    for record, name in {
        "clips/iterate.json": "clips/iterate.xx.vtt",
        "film.json": "explainer.xx.vtt",
    }.items():
        (two / name).write_text(name)
        told = json.loads((two / record).read_text())
        told["files"][name] = sha256(name.encode())
        (two / record).write_text(json.dumps(told))
    done = gdvideo("render", *BOTH, "--theme", "light")
    assert "Removed 2 files of an earlier film: clips/iterate, explainer" in done.err
    assert names(two) == sorted([*FILES, *TANGENT])


SECRET = sha256(b"secret")
HOSTILE = {
    "above": {"files": {"../secret.txt": SECRET}},
    "beside": {"files": {"clips/tangent.mp4/../../../secret.txt": SECRET}},
    "absolute": {"files": {"{parent}/secret.txt": SECRET}},
    "of another": {"files": {"clips/iterate.mp4": "{it}"}},
    "list": {"files": ["../secret.txt"]},
    "number": {"files": {"clips/tangent.mp4": 5}},
    "text": {"files": "../secret.txt"},
    "null": {"files": None},
    "half": {"key": "0" * 64},
    "key": {"key": ["a"], "files": {}},
    "nothing": [],
}


@pytest.mark.parametrize("record", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_record_names_no_file(tmp_path: Path, record: Any) -> None:
    path = tmp_path / "tangent.json"
    path.write_text(json.dumps(record).replace("{parent}", str(tmp_path)).replace("{it}", SECRET))
    found = Record.read(path, "clips/tangent")
    assert found is None or found.files == {}


def test_a_hostile_record_reaches_nothing(gdvideo: Run, two: Path) -> None:
    secret = two.parent / "secret.txt"
    secret.write_text("secret")
    for scene in ("tangent", "iterate"):
        told = json.loads((two / "clips" / f"{scene}.json").read_text())
        told["files"] = {"../secret.txt": SECRET, str(secret): SECRET}
        (two / "clips" / f"{scene}.json").write_text(json.dumps(told))
    done = gdvideo("render", *OTHER, "--quiet")
    assert (done.status, done.out, done.err) == (0, "", "")
    assert secret.read_text() == "secret"
    assert names(two) == sorted({*FILES, *TANGENT} - {*BRIDGE})


@pytest.mark.parametrize("text", ["[" * 100_000, '{"files": ' * 5000, "\0", " " * 2_000_000])
def test_a_record_that_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    assert Record.read(tmp_path / "a.json", "clips/a") is None


@pytest.mark.parametrize("name", ["clips/tangent.json", "clips/iterate.json", "film.json"])
def test_a_pipe_for_a_record_is_not_read(
    gdvideo: Run, copy: Path, draughtsman: Draughtsman, name: str
) -> None:
    (copy / name).unlink(missing_ok=True)
    os.mkfifo(copy / name)
    assert gdvideo("render", *LESSON, *DRAFT, "--quiet").err == ""
    assert (copy / name).is_fifo() is (name == "clips/tangent.json")
    assert draughtsman.calls == (name == "clips/iterate.json")


def test_no_link_leads_out_of_the_folder(gdvideo: Run, two: Path) -> None:
    shutil.move(two / "clips", two.parent / "mine")
    (two / "clips").symlink_to(two.parent / "mine")
    assert gdvideo("render", *OTHER).status == 0
    left = {f"clips/{path.name}" for path in (two.parent / "mine").iterdir()}
    assert {name for name in TANGENT if name not in BRIDGE} <= left


def test_a_link_to_the_user_s_file_stays_and_so_does_the_file(gdvideo: Run, two: Path) -> None:
    mine = two.parent / "mine.mp4"
    clip = two / "clips" / "tangent.mp4"
    shutil.move(clip, mine)
    clip.symlink_to(mine)
    done = gdvideo("render", *OTHER)
    assert "Left clips/tangent.mp4 of an earlier film" in done.err
    assert clip.is_symlink()
    assert mine.is_file()
