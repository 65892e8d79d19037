"""A lesson file: TOML, its paths relative to it, its faults told with their line."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gdvideo.errors import InputError
from gdvideo.lesson import Lesson, lesson_of
from gdvideo.lessons.writing import cut
from gdvideo.regular import whole_content

__all__ = ["beside", "read_lesson"]

_LARGEST_FILE = 1_000_000


def read_lesson(path: Path) -> Lesson:
    """Read a lesson file in TOML; data, a voice and other files are looked for beside it.

    Raises
    ------
    InputError
        If the file cannot be read, is not TOML, or holds what a lesson does not have.
    """
    try:
        text = whole_content(path, _LARGEST_FILE).decode("utf-8-sig")
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The lesson file {path} is not valid TOML: {cut(str(error))}.") from error
    except RecursionError as error:
        raise InputError(f"The lesson file {path} is nested too deeply.") from error
    except OSError as error:
        raise InputError(f"The lesson file {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise InputError(f"The lesson file {path} cannot be read: {error}.") from error
    try:
        lesson: Lesson = lesson_of(given, told=lambda n: f"{path}{_line_of(n, text)}: {n}")
    except RecursionError as error:
        raise InputError(f"The lesson file {path} is nested too deeply.") from error
    given = {name: getattr(lesson, name) for name in ("data", "voice", "scene_files", "font")}
    return lesson.but(**beside(path.parent, given))


def beside(folder: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of a lesson's values that name files, with these looked for in a folder.

    Parameters
    ----------
    folder : Path
    given : mapping of str to object
        Values of a lesson by name.
    """
    found: dict[str, Any] = {}
    data, voice = folder / given.get("data", ""), folder / given.get("voice", "auto")
    if "data" in given and _is_there(data, Path.is_file):
        found["data"] = str(data)
    if given.get("font"):
        found["font"] = str(folder / given["font"])
    if given.get("scene_files"):
        found["scene_files"] = tuple(str(folder / name) for name in given["scene_files"])
    if given.get("voice", "auto") not in ("auto", "none") and _is_there(voice, Path.exists):
        found["voice"] = str(voice)
    return found


def _is_there(path: Path, check: Callable[[Path], bool]) -> bool:
    try:
        return check(path)
    except OSError:
        return False


def _line_of(name: str, text: str) -> str:
    """Return in which line of a TOML text a key or its table starts, as words."""
    key = re.compile(rf"""\s*\[?\s*["']?{re.escape(name)}["']?\s*[=.\]]""")
    found = (f", line {n}" for n, line in enumerate(text.split("\n"), 1) if key.match(line))
    return next(found, "")
