"""The page that packages have inside: film, captions, chapters, transcript, living pictures."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from gdvideo.embed.alive import Alive, alive, live_script, live_style
from gdvideo.embed.course import Course, Video
from gdvideo.embed.names import language_name
from gdvideo.embed.page import licence_of_letters, looks_style
from gdvideo.embed.templates import WEB, filled
from scenes.telling.narration import page_words

__all__ = ["identity", "player"]

_HOME = WEB / "packages"


def player(
    course: Course, scripts: tuple[str, ...] = (), **values: Any
) -> Mapping[str, bytes | Path]:
    """Return the files of a page `index.html` that shows the film.

    Parameters
    ----------
    course : Course
    scripts : tuple of str
        The scripts of `assets/web/packages` that tell somebody what was seen, in order.
    values : Any
        What else the template `player.html` is filled with.
    """
    film, lively = course.film, _lively(course)
    page = filled(
        "packages/player.html",
        film=film,
        language=course.language,
        language_name=language_name(course.language),
        quality=course.quality,
        lively=lively,
        captions_on=course.shows_captions,
        words=page_words(course.language),
        scripts=[*scripts],
        **values,
    )
    own: dict[str, bytes | Path] = {name: _HOME / name for name in ("player.js", *scripts)}
    own |= {"player.css": _style(course), "asked.js": WEB / "page" / "asked.js"}
    own |= licence_of_letters(course)
    if lively:
        own |= {"own.js": _HOME / "own.js", "live.js": live_script(), "live.css": live_style()}
    return {
        "index.html": page,
        "film.mp4": film.mp4,
        "film.png": film.poster,
        "film.vtt": film.vtt,
        **own,
    }


def _style(course: Course) -> bytes:
    return looks_style(course) + b"".join(
        path.read_bytes() for path in (_HOME / "player.css", WEB / "page" / "asked.css")
    )


def _lively(course: Course) -> list[tuple[Video, Alive]]:
    """Return the clips whose last picture comes alive, each with what that needs."""
    found = [(clip, alive(course, clip)) for clip in course.clips]
    return [(clip, given) for clip, given in found if given is not None]


def identity(course: Course) -> UUID:
    """Return what a learning system knows the film by: the same for the same lesson."""
    manifest = course.manifest
    told = [manifest.title, manifest.lesson.model_dump(), manifest.data.digest]
    return uuid5(NAMESPACE_OID, json.dumps(told, sort_keys=True))
