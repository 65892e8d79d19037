"""The last picture of a clip on its page, where it is the learner's own to move."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gdvideo.embed.course import Course, Video
from gdvideo.embed.live import SCRIPTS
from gdvideo.embed.templates import WEB
from gdvideo.errors import InputError
from gdvideo.regular import whole_content

__all__ = ["Alive", "alive", "comes_alive", "live_script", "live_style"]

_LARGEST = 10_000_000
_STYLES = ("live/pictures.css", "live/controls.css", "page/alive.css")


@dataclass(frozen=True, slots=True)
class Alive:
    """What a page needs to let a picture come alive, as the scripts of `assets/web/live` take it.

    Parameters
    ----------
    lesson, live : dict
        The lesson's numbers, and what the picture is made of.
    """

    lesson: dict[str, Any]
    live: dict[str, Any]


def alive(course: Course, video: Video) -> Alive | None:
    """Return what a video's last picture needs, or None if it stays still.

    Raises
    ------
    InputError
        If one of its files is not as `gdvideo render` writes it.
    """
    if video.live is None or not comes_alive(course, video):
        return None
    return Alive(_read(_lesson(course)), _read(video.live))


def comes_alive(course: Course, video: Video) -> bool:
    """Return whether a video's last picture comes alive on its page."""
    return video.live is not None and _lesson(course).is_file()


def _lesson(course: Course) -> Path:
    return course.folder / "numbers" / "lesson.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(whole_content(path, _LARGEST), parse_constant=_refused)
    except (OSError, ValueError) as error:
        raise _unreadable(path) from error
    if not isinstance(read, dict):
        raise _unreadable(path)
    return read


def _refused(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _unreadable(path: Path) -> InputError:
    return InputError(
        f"{path}: it is not what this version of gdvideo writes; gdvideo render makes it anew"
    )


def live_script() -> bytes:
    """Return the scripts that bring pictures to life, as one."""
    return _joined(*(f"live/{name}" for name in SCRIPTS))


def live_style() -> bytes:
    """Return how such pictures and their controls look."""
    return _joined(*_STYLES)


def _joined(*names: str) -> bytes:
    return b"\n".join((WEB / name).read_bytes() for name in names)
