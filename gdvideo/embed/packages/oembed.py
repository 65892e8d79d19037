"""The lesson pages once more, each telling by oEmbed how pages of others show it."""

import json
import struct
from pathlib import Path
from typing import Any

from gdvideo.embed.course import Course, Video
from gdvideo.embed.files import Content, Files
from gdvideo.embed.names import page_names
from gdvideo.embed.page import page
from gdvideo.embed.templates import filled
from gdvideo.embed.text import on_one_line

__all__ = ["oembed"]

_ADDRESS = "https://YOUR-SITE"
"""Where the pages will lie is known to nobody yet: this stands for it."""
_HEAD_ENDS = b"</head>"


def oembed(course: Course) -> Files:
    """Return the folder `oembed`, to be laid over that of kind `page`, once the address is in it.

    For each page there is a JSON file, a video as oEmbed 1.0 tells of one (section 2.3.4.2), and
    the page itself with the link tag by which others find it (section 4).

    Raises
    ------
    InputError
        If the film's record lacks what the pages tell.
    """
    pages, files = page(course), dict[str, Content]()
    for video in (course.film, *course.clips):
        name = page_names(course)[video.id]
        told = name.replace(".html", ".json")
        shown = pages[f"page/{name}"]
        assert isinstance(shown, bytes)
        link = _filled("link", video, f"{_ADDRESS}/{told}", course)
        files[f"oembed/{name}"] = shown.replace(_HEAD_ENDS, link + _HEAD_ENDS, 1)
        record = json.dumps(_record(course, video, f"{_ADDRESS}/{name}"), ensure_ascii=False)
        files[f"oembed/{told}"] = record.encode()
    return files


def _record(course: Course, video: Video, address: str) -> dict[str, Any]:
    width, height = _size(video.poster)
    return {
        "version": "1.0",
        "type": "video",
        "title": on_one_line(video.title),
        "width": course.quality.width,
        "height": course.quality.height,
        "html": _filled("frame", video, address, course).decode().strip(),
        "thumbnail_url": f"{_ADDRESS}/media/{video.poster.name}",
        "thumbnail_width": width,
        "thumbnail_height": height,
    }


def _filled(template: str, video: Video, address: str, course: Course) -> bytes:
    return filled(
        f"packages/oembed.{template}.html", video=video, address=address, quality=course.quality
    )


def _size(picture: Path) -> tuple[int, int]:
    """Return the width and height of a PNG file, as its head says them (PNG, section 11.2.2)."""
    with picture.open("rb") as file:
        width, height = struct.unpack(">16xII", file.read(24))
    return width, height
