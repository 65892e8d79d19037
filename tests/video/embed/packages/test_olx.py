"""The course for Open edX, read by olxcleaner, which looks at it as Open edX does at import."""

import json
import tarfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import olxcleaner
import pytest

from gdvideo.embed.course import Course
from gdvideo.embed.files import Tar, write_content
from gdvideo.embed.packages.olx import olx


def _unpacked(course: Course, folder: Path) -> Path:
    """Return the folder of the course that the package holds."""
    package = olx(course)["olx.tar.gz"]
    assert isinstance(package, Tar)
    target = BytesIO()
    write_content(package, target)
    target.seek(0)
    with tarfile.open(fileobj=target) as archive:
        archive.extractall(folder, filter="data")
    return folder / "course"


def _faults(folder: Path) -> list[tuple[str, str]]:
    _, errors, _ = olxcleaner.validate(str(folder), steps=8)
    return [(error.name, error.description) for error in errors.errors]


@pytest.fixture(scope="module")
def folder(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _unpacked(course, tmp_path_factory.mktemp("olx"))


@pytest.fixture(scope="module")
def read(folder: Path) -> Any:
    """The course as olxcleaner reads it."""
    found, _, _ = olxcleaner.validate(str(folder), steps=8)
    return found


def test_olxcleaner_finds_nothing(folder: Path) -> None:
    assert _faults(folder) == []


def test_each_clip_is_a_unit_of_one_subsection(read: Any, course: Course) -> None:
    (section,) = read.children
    (subsection,) = section.children
    units = subsection.children
    titles = [unit.attributes["display_name"] for unit in units]
    assert titles == [clip.title for clip in course.clips]
    parts = [[part.type for part in unit.children] for unit in units]
    assert parts == [["video", "html"], ["problem", "video", "html"]]
    assert read.attributes["display_name"] == course.film.title


def test_videos_and_captions_are_files_of_the_course(folder: Path, course: Course) -> None:
    videos = ElementTree.parse(folder / "course/film.xml").getroot().iter("video")
    for video, clip in zip(videos, course.clips, strict=True):
        (source,) = json.loads(video.attrib["html5_sources"])
        element = video.find("source")
        assert element is not None
        assert element.attrib["src"] == source
        assert source.startswith("/static/")
        assert (folder / source[1:]).read_bytes() == clip.mp4.read_bytes()
        captions = json.loads(video.attrib["transcripts"])
        assert captions == {
            each.attrib["language"]: each.attrib["src"] for each in video.iter("transcript")
        }
        assert list(captions) == [course.language]
        assert (folder / "static" / captions["en"]).read_bytes() == clip.srt.read_bytes()


def test_the_transcript_is_what_is_said(folder: Path, course: Course) -> None:
    texts = ElementTree.parse(folder / "course/film.xml").getroot().iter("html")
    for text, clip in zip(texts, course.clips, strict=True):
        told = [" ".join(said.text for said in beat.said) for beat in clip.chapters]
        assert ["".join(each.itertext()) for each in text.iter("p")] == told


def test_what_is_asked_before_a_clip_is_not_graded(folder: Path, course: Course) -> None:
    (problem,) = ElementTree.parse(folder / "course/film.xml").getroot().iter("problem")
    (asked,) = course.film.questions
    assert problem.attrib["weight"] == "0"
    assert problem.findtext(".//label") == asked.text
    told = [(each.text, each.attrib["correct"]) for each in problem.iter("choice")]
    assert [option for option, _ in told] == list(asked.options)
    assert [correct for _, correct in told].index("true") == asked.right
    assert (problem.findtext("solution/p") or "") == asked.because


def test_videos_of_youtube_are_not_asked_for(folder: Path) -> None:
    """Without its attributes empty, Open edX shows a film of its own from there."""
    for video in ElementTree.parse(folder / "course/film.xml").getroot().iter("video"):
        assert video.attrib["youtube"] == video.attrib["youtube_id_1_0"] == ""


def test_a_course_without_an_end_is_found_fault_with(folder: Path, tmp_path: Path) -> None:
    """Whether olxcleaner looks at all."""
    broken = tmp_path / "course"
    broken.mkdir()
    for name in ("course.xml", "course/film.xml"):
        (broken / name).parent.mkdir(exist_ok=True)
        text = (folder / name).read_text("utf-8")
        (broken / name).write_text(text.replace('end="2100-01-01T00:00:00Z"', ""), "utf-8")
    assert "InvalidSetting" in {name for name, _ in _faults(broken)}
