"""The PowerPoint deck, read by python-pptx, and told what to install where that is missing."""

import io
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from gdvideo.embed.course import Course
from gdvideo.embed.files import write_content
from gdvideo.embed.powerpoint import powerpoint

HOSTILE = '<a:t>"x" & ..</a:t>'


def written(course: Course) -> bytes:
    target = io.BytesIO()
    (content,) = powerpoint(course).values()
    write_content(content, target)
    return target.getvalue()


def test_a_slide_holds_a_clip_and_what_is_said_in_it(course: Course) -> None:
    deck = Presentation(io.BytesIO(written(course)))
    slides = list(deck.slides)
    assert len(slides) == len(course.clips)
    for slide, clip in zip(slides, course.clips, strict=True):
        (movie,) = (s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.MEDIA)
        assert slide.shapes.title.text == clip.title == movie.name
        # A draft has 854 by 480 pixels, a little more than 16 by 9.
        assert movie.width / movie.height == pytest.approx(854 / 480, rel=1e-4)
        assert movie.width == deck.slide_width
        assert movie.poster_frame.blob == clip.poster.read_bytes()
        said = " ".join(said.text for beat in clip.chapters for said in beat.said)
        notes = " ".join(slide.notes_slide.notes_text_frame.text.split())
        assert notes.endswith(" ".join(said.split()))
        assert all(asked.text in notes for asked in clip.questions)


def test_a_vertical_clip_keeps_its_shape_in_the_middle(course: Course) -> None:
    tall = replace(course, quality=course.quality.shaped("vertical"))
    deck = Presentation(io.BytesIO(written(tall)))
    (movie,) = (s for s in deck.slides[0].shapes if s.shape_type == MSO_SHAPE_TYPE.MEDIA)
    assert (movie.top, movie.height) == (0, deck.slide_height)
    assert movie.width / movie.height == pytest.approx(480 / 854, rel=1e-4)
    assert movie.left + movie.width / 2 == pytest.approx(deck.slide_width / 2, abs=1)


def test_the_clips_lie_in_it_as_they_are(course: Course) -> None:
    with zipfile.ZipFile(io.BytesIO(written(course))) as archive:
        videos = {archive.read(name) for name in archive.namelist() if name.endswith(".mp4")}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert videos == {clip.mp4.read_bytes() for clip in course.clips}


def test_titles_stay_text(course: Course) -> None:
    clips = tuple(replace(clip, title=HOSTILE) for clip in course.clips)
    deck = Presentation(io.BytesIO(written(replace(course, clips=clips))))
    assert {slide.shapes.title.text for slide in deck.slides} == {HOSTILE}


def test_python_pptx_is_asked_for_where_it_is_missing(
    gdvideo: Callable[..., Any], film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    done = gdvideo("embed", str(film), "--as", "powerpoint")
    assert done.status == 2
    assert "--as powerpoint needs python-pptx; pip install 'gdvideo[slides]' brings it" in done.err
