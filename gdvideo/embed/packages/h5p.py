"""An H5P Interactive Video: chapters as bookmarks, captions, and questions before the answers."""

import json
import re
from html import escape
from typing import Any
from uuid import uuid5

from gdvideo.embed.course import Course
from gdvideo.embed.files import Files, Zip
from gdvideo.embed.packages.player import identity
from gdvideo.embed.templates import filled
from gdvideo.embed.text import on_one_line, printable

__all__ = ["h5p"]

_VIDEO = {"machineName": "H5P.InteractiveVideo", "majorVersion": 1, "minorVersion": 27}
_TRUE_FALSE = {"machineName": "H5P.TrueFalse", "majorVersion": 1, "minorVersion": 8}
"""The versions that the content is written for; a package of content has no libraries inside."""
_LONGEST_TITLE = 255
_LONGEST_START_TITLE = 60


def h5p(course: Course) -> Files:
    """Return `film.h5p`, content only: a server that has the libraries shows it.

    Its files are as H5P's specification of packages wants them: `h5p.json` at the root, all else
    in `content`. Texts of the content are escaped, for players show them as HTML.
    """
    asked = _asked(course)
    content = filled(
        "packages/h5p.content.json",
        title=escape(_title(course, _LONGEST_START_TITLE)),
        language=printable(course.language),
        bookmarks=[
            {"time": chapter.start_s, "label": escape(on_one_line(chapter.title))}
            for chapter in course.film.chapters
        ],
        questions=asked,
        shows_captions=course.shows_captions,
    )
    files = {
        "h5p.json": _record(course, bool(asked)),
        "content/content.json": content,
        "content/videos/film.mp4": course.film.mp4,
        "content/images/film.png": course.film.poster,
        "content/files/film.vtt": course.film.vtt,
    }
    return {"h5p/film.h5p": Zip(files, first=("h5p.json",))}


def _asked(course: Course) -> list[dict[str, Any]]:
    """Return what is asked, as statements of the first option, under names that stay."""
    return [
        {
            "id": str(uuid5(identity(course), each.scene)),
            "from_s": each.asked_s,
            "to_s": each.told_s,
            "statement": f"<p>{escape(each.text)}</p><p>{escape(each.options[0])}</p>",
            "is_true": "true" if each.right == 0 else "false",
            "because": escape(f"{each.options[each.right]}. {each.because}"),
        }
        for each in course.film.questions
    ]


def _title(course: Course, longest: int) -> str:
    return on_one_line(course.film.title)[:longest]


def _record(course: Course, has_questions: bool) -> bytes:
    language = course.language if re.fullmatch("[-a-zA-Z]{1,10}", course.language) else "und"
    record = {
        "title": _title(course, _LONGEST_TITLE) or course.film.id,
        "language": language,
        "mainLibrary": _VIDEO["machineName"],
        "embedTypes": ["iframe"],
        "license": "U",
        "preloadedDependencies": [_VIDEO, _TRUE_FALSE] if has_questions else [_VIDEO],
    }
    return json.dumps(record, indent=2, ensure_ascii=False).encode()
