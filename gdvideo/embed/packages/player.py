"""The page that packages have inside: the film with captions, chapters and transcript."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from gdvideo.embed.course import Course
from gdvideo.embed.names import language_name
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
    film = course.film
    page = filled(
        "packages/player.html",
        film=film,
        language=course.language,
        language_name=language_name(course.language),
        words=page_words(course.language),
        quality=course.quality,
        scripts=[*scripts],
        **values,
    )
    own = {name: _HOME / name for name in ("player.css", "player.js", *scripts)}
    return {
        "index.html": page,
        "film.mp4": film.mp4,
        "film.png": film.poster,
        "film.vtt": film.vtt,
        **own,
    }


def identity(course: Course) -> UUID:
    """Return what a learning system knows the film by: the same for the same lesson."""
    manifest = course.manifest
    told = [manifest.title, manifest.lesson.model_dump(), manifest.data.digest]
    return uuid5(NAMESPACE_OID, json.dumps(told, sort_keys=True))
