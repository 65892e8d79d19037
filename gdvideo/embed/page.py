"""The lesson page: one for the film and one a clip, in a folder that works wherever it lies."""

from base64 import b64encode
from dataclasses import asdict
from pathlib import Path
from typing import Any

import webvtt

from gdvideo.embed.alive import alive, comes_alive, live_script, live_style
from gdvideo.embed.course import Chapter, Course, Video
from gdvideo.embed.files import Content, Files
from gdvideo.embed.mathml import named_equations
from gdvideo.embed.names import language_name, page_names
from gdvideo.embed.page_numbers import column_names, data_rows, number_rows, parameter_table
from gdvideo.embed.templates import WEB, filled, inlined
from gdvideo.fonts import woff
from gdvideo.regular import whole_content
from scenes.kit.look.look import THEMES
from scenes.telling.narration import page_words
from scenes.telling.numerals import numerals

__all__ = ["licence_of_letters", "looks_style", "page", "page_style"]

_HOME = "page"
_SCRIPTS = ("captions", "player", "transcript", "asked", "keys", "alive")
_STYLES = ("page.css", "asked.css")
_FONTS = {"regular": "400", "semibold": "600"}
_LARGEST_FONT = 30_000_000
_SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)
_SUMMARY = 3
"""So many sentences tell what a video is about."""


def page(course: Course) -> Files:
    """Return the folder `page`: `index.html` for the film, a page a clip, and their media.

    Raises
    ------
    InputError
        If the film's record lacks what the page tells.
    """
    videos = (course.film, *course.clips)
    names = page_names(course)
    files: dict[str, Content] = {names[video.id]: _page(course, video) for video in videos}
    files |= {
        f"media/{file.name}": file
        for video in videos
        for file in (video.mp4, video.poster, video.vtt, video.reading)
    }
    files |= {
        "page.css": page_style(course),
        "page.js": _script(),
        "theme.js": WEB / "page" / "theme.js",
    }
    files |= {"live.css": live_style(), "live.js": live_script()}
    files |= licence_of_letters(course)
    if course.font is not None:
        files[f"media/{course.font.name}"] = course.font
    return {f"{_HOME}/{name}": content for name, content in files.items()}


def _page(course: Course, video: Video) -> bytes:
    return filled(
        "page/page.html",
        course=course,
        video=video,
        is_film=video is course.film,
        alive=alive(course, video),
        living=[clip.id for clip in course.clips if comes_alive(course, clip)],
        words=page_words(course.language),
        language_name=language_name(course.language),
        columns=column_names(course),
        cues=_cues(video),
        chapters=[_chapter(c, course, video) for c in video.chapters],
        speeds=[(speed, numerals(course.language).rounded(speed)) for speed in _SPEEDS],
        captions_on=course.shows_captions,
        neighbours=_neighbours(course, video),
        formulas=named_equations(course.manifest.formulas, course.language),
        parameters=parameter_table(course),
        numbers=number_rows(course),
        data=data_rows(course),
        about=inlined(_about(course, video)),
    )


def _chapter(chapter: Chapter, course: Course, video: Video) -> dict[str, Any]:
    """Return a chapter with its own heading: a clip's are its beats, which have none."""
    return asdict(chapter) | {"is_named": video is course.film}


def _cues(video: Video) -> list[tuple[float, float, str]]:
    """Return the captions of a video for pages to which a browser gives no track."""
    read = webvtt.from_string(video.vtt.read_text("utf-8"))
    return [(_seconds(cue.start), _seconds(cue.end), cue.raw_text) for cue in read]


def _seconds(stamp: str) -> float:
    hours, minutes, seconds = stamp.split(":")
    return round(3600 * int(hours) + 60 * int(minutes) + float(seconds), 3)


def _neighbours(course: Course, video: Video) -> tuple[Video | None, Video | None]:
    """Return the clips before and after a clip."""
    if video is course.film:
        return None, None
    around = (None, *course.clips, None)
    place = around.index(video)
    return around[place - 1], around[place + 1]


def _about(course: Course, video: Video) -> dict[str, Any]:
    """Return a video as schema.org's VideoObject; addresses are relative to the page."""
    said = [said.text for chapter in video.chapters for said in chapter.said]
    return {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": video.title,
        "description": " ".join(said[:_SUMMARY]),
        "duration": f"PT{video.duration_s:.3f}S",
        "contentUrl": f"media/{video.mp4.name}",
        "thumbnailUrl": f"media/{video.poster.name}",
        "inLanguage": course.language,
        "width": course.quality.width,
        "height": course.quality.height,
        "transcript": " ".join(said),
        "hasPart": [
            {
                "@type": "Clip",
                "name": chapter.title,
                "startOffset": chapter.start_s,
                "endOffset": chapter.end_s,
            }
            for chapter in video.chapters
        ],
    }


def page_style(course: Course | None = None) -> bytes:
    """Return the style of lesson pages; of a film's, with its own colours and font."""
    styles = ((WEB / "page" / name).read_bytes() for name in _STYLES)
    return b"".join((looks_style(course), *styles))


def looks_style(course: Course | None = None) -> bytes:
    """Return the colours and letters of a page; where it has no origin, no file would load.

    Parameters
    ----------
    course : Course, optional
        Whose lesson may have colours and a font of its own.
    """
    own = {} if course is None else {course.theme: course.look}
    font = None if course is None else course.font
    return filled("page/looks.css", looks=THEMES | own, letters=_letters(font))


def licence_of_letters(course: Course) -> dict[str, Path]:
    """Return the file that lies beside a style from `looks_style`; a lesson's own font has none."""
    name = "lesson-sans.txt"
    return {} if course.font is not None else {name: WEB / "page" / name}


def _letters(font: Path | None) -> dict[str, tuple[str, str]]:
    """Return a font's format and bytes by its weights; the lesson's own has whatever weight."""
    if font is not None:
        own = woff(whole_content(font, _LARGEST_FONT))
        return {"100 900": ("woff", b64encode(own).decode())}
    files = {weight: WEB / "page" / f"lesson-sans-{name}.woff2" for name, weight in _FONTS.items()}
    return {
        weight: ("woff2", b64encode(file.read_bytes()).decode()) for weight, file in files.items()
    }


def _script() -> bytes:
    return b"\n".join((WEB / "page" / f"{name}.js").read_bytes() for name in _SCRIPTS)
