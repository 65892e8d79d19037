"""`gdvideo embed`: which film it takes, what it makes, and what it leaves alone."""

import gzip
import hashlib
import io
import json
import shutil
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from gdvideo.embed.course import Course, read_course
from gdvideo.embed.files import Tar, Zip, write_content
from gdvideo.embed.kinds import KINDS
from scenes.telling.timeline import BRIDGE_S, PRELUDE_S

Run = Callable[..., Any]


@pytest.fixture
def copy(film: Path, tmp_path: Path) -> Path:
    return shutil.copytree(film, tmp_path / "out")


def test_sentences_lie_end_to_end_and_are_those_of_the_captions(course: Course) -> None:
    for video in (course.film, *course.clips):
        for chapter in video.chapters:
            assert chapter.said[0].start_s >= chapter.start_s
            for one, other in zip(chapter.said, chapter.said[1:], strict=False):
                assert one.start_s < one.end_s == other.start_s
        read = " ".join(said.text for chapter in video.chapters for said in chapter.said)
        captions = [
            line for line in video.srt.read_text("utf-8").splitlines()
            if line and not line.isdecimal() and "-->" not in line
        ]  # fmt: skip
        assert " ".join(captions).replace("‹", "<").replace("›", ">") == read


def test_a_clip_s_sentence_is_said_in_the_film_where_its_chapter_is(course: Course) -> None:
    first, second = course.clips
    start_s = course.film.chapters[1].start_s
    assert start_s == pytest.approx(first.duration_s + BRIDGE_S - PRELUDE_S)
    assert course.film.chapters[1].said[0].start_s == pytest.approx(
        start_s + second.chapters[0].said[0].start_s
    )


def test_a_folder_without_a_film_is_refused(gdvideo: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = gdvideo("embed", "empty")
    assert (done.status, done.err) == (
        2,
        "gdvideo: empty: there is no film in it; gdvideo render makes one\n",
    )


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"clips": []}'])
def test_a_record_that_tells_of_no_film_is_refused(gdvideo: Run, copy: Path, content: str) -> None:
    (copy / "film.json").write_text(content, "utf-8")
    done = gdvideo("embed", "out")
    assert done.status == 2
    assert "film.json: it does not tell of a film of this version of gdvideo" in done.err


@pytest.mark.parametrize("name", ["clips/hook.png", "clips/iterate.live.json"])
def test_a_file_that_is_gone_is_named(gdvideo: Run, copy: Path, name: str) -> None:
    (copy / name).unlink()
    done = gdvideo("embed", "out")
    assert done.status == 2
    assert f"{name}: the film's file is missing; gdvideo render makes it anew" in done.err


@pytest.mark.parametrize("name", ["clips/hook.mp4", "explainer.mp4"])
def test_a_video_that_a_copy_broke_off_is_named(gdvideo: Run, copy: Path, name: str) -> None:
    video = copy / name
    video.write_bytes(video.read_bytes()[:1000])
    done = gdvideo("embed", "out")
    assert done.status == 2
    assert f"{name}: it is not the video that was rendered; gdvideo render" in done.err
    assert not (copy / "course").exists()


def test_an_unknown_kind_is_refused_before_anything_is_drawn(gdvideo: Run, copy: Path) -> None:
    done = gdvideo("embed", "out", "--as", "floppy")
    assert done.status == 2
    assert f"--as 'floppy': there is {', '.join(KINDS)}" in done.err
    assert not (copy / "course").exists()


def test_without_a_kind_it_is_what_pages_and_youtube_need(gdvideo: Run, copy: Path) -> None:
    """Packages hold all films once more, so they are made if they are asked for."""
    assert gdvideo("embed", "out").status == 0
    made = {path.name for path in (copy / "course").iterdir()}
    assert made == {"course.json", "page", "snippets", "youtube.png", "youtube.txt"}


def test_snippets_come_with_the_pages_that_they_show(gdvideo: Run, copy: Path) -> None:
    assert gdvideo("embed", "out", "--as", "snippets").status == 0
    made = {path.name for path in (copy / "course").iterdir()}
    assert made == {"course.json", "page", "snippets"}


def test_the_same_film_gives_the_same_bytes(gdvideo: Run, copy: Path, tmp_path: Path) -> None:
    kinds = [part for kind in KINDS for part in ("--as", kind)]
    assert gdvideo("embed", "out", *kinds).status == 0
    first = _contents(copy / "course")
    shutil.copytree(copy, tmp_path / "again", ignore=shutil.ignore_patterns("course"))
    assert gdvideo("embed", "again", *kinds).status == 0
    assert _contents(tmp_path / "again/course") == first


def test_what_a_kind_no_longer_has_goes_and_what_was_changed_stays(
    gdvideo: Run, copy: Path
) -> None:
    assert gdvideo("embed", "out", "--as", "youtube").status == 0
    record = copy / "course/course.json"
    made = json.loads(record.read_text("utf-8"))
    for name in ("old.txt", "mine.txt"):
        (copy / "course" / name).write_text("before", "utf-8")
        made["kinds"]["youtube"][f"course/{name}"] = hashlib.sha256(b"before").hexdigest()
    record.write_text(json.dumps(made), "utf-8")
    (copy / "course/mine.txt").write_text("changed", "utf-8")
    done = gdvideo("embed", "out", "--as", "youtube")
    assert "Left course/mine.txt of an earlier run: it was changed since" in done.err
    assert {path.name for path in (copy / "course").iterdir()} == {
        "course.json",
        "mine.txt",
        "youtube.png",
        "youtube.txt",
    }


@pytest.mark.parametrize("kind", [Zip, Tar])
def test_packed_files_are_those_that_were_given(
    tmp_path: Path, kind: Callable[..., Zip | Tar]
) -> None:
    (tmp_path / "video.mp4").write_bytes(b"moving" * 1000)
    given = {"b/c.txt": b"text" * 99, "a.mp4": tmp_path / "video.mp4", "é.txt": b""}
    target = io.BytesIO()
    write_content(kind(given), target)
    found = _unpacked(target.getvalue())
    assert found == {"b/c.txt": b"text" * 99, "a.mp4": b"moving" * 1000, "é.txt": b""}
    assert list(found) == sorted(given)


def _unpacked(packed: bytes) -> dict[str, bytes]:
    if packed[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    with tarfile.open(fileobj=io.BytesIO(gzip.decompress(packed))) as archive:
        return {entry.name: archive.extractfile(entry).read() for entry in archive}  # type: ignore[union-attr]


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_browser_of_the_tests_plays_the_film(
    page: Page, serve: Callable[..., str], film: Path
) -> None:
    page.goto(f"{serve(film)}/film.json")
    page.set_content("<video muted src='explainer.mp4'></video>")
    page.evaluate("document.querySelector('video').play()")
    page.wait_for_function("document.querySelector('video').currentTime > 0.3")
    assert page.evaluate("document.querySelector('video').error") is None


def test_what_no_page_may_hold_is_left_out_of_titles(copy: Path) -> None:
    record = copy / "film.json"
    told = json.loads(record.read_text("utf-8"))
    told["title"] = "a\x00b\x1b \n\ufffec <d>"
    record.write_text(json.dumps(told), "utf-8")
    assert read_course(copy).film.title == "ab c <d>"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("lesson", "language"), "../en"),
        (("lesson", "theme"), "pink"),
        (("lesson", "quality"), "8k"),
        (("lesson",), {}),
        (("clips", 0, "beats", 0, "sentences"), []),
        (("clips", 0, "id"), "../hook"),
    ],
    ids=str,
)
def test_a_record_with_a_foreign_value_is_refused(
    gdvideo: Run, copy: Path, place: tuple[str | int, ...], value: Any
) -> None:
    record = copy / "film.json"
    told = json.loads(record.read_text("utf-8"))
    *way, last = place
    inner = told
    for key in way:
        inner = inner[key]
    inner[last] = value
    record.write_text(json.dumps(told), "utf-8")
    done = gdvideo("embed", "out")
    assert done.status == 2
    assert "film.json: it does not tell of a film of this version of gdvideo" in done.err
