"""What to type for a lesson, changed or as it is."""

import shlex
from typing import Any

from gdvideo.lesson import Lesson
from gdvideo.options import lesson_options

__all__ = ["command"]

_FLAGS = {"vertical": "--vertical", "square": "--square"}


def command(lesson: Lesson, option: str = "") -> str:
    """Return what films a lesson, with one option more, which replaces its own.

    Parameters
    ----------
    lesson : Lesson
    option : str
        Such as `--scale standard`.

    Examples
    --------
    >>> from gdvideo.lesson import lesson_of
    >>> command(lesson_of({"data": "women", "rate": "1e-4", "scale": "none"}), "--scale standard")
    'gdvideo render --data women --rate 0.0001 --scale standard'
    """
    flag = option.partition(" ")[0]
    options = lesson_options()
    given = lesson.model_dump(exclude_defaults=True)
    words = ["gdvideo", "render"]
    for name, value in given.items():
        if options[name].flag != flag:
            words += _words(options[name].flag, value)
    return " ".join([shlex.join(words), *([option] if option else [])])


def _words(flag: str, value: Any) -> list[str]:
    """Return an option as it is typed."""
    if "/" in flag:
        return [_FLAGS[value]]
    if isinstance(value, dict):
        return [flag, ",".join(f"{name}={number:g}" for name, number in value.items())]
    if isinstance(value, tuple):
        return [word for one in value for word in (flag, _one(one))]
    return [flag, f"{value:.10g}" if isinstance(value, float) else str(value)]


def _one(value: Any) -> str:
    return f"{value[0]}:{value[1]:g}" if isinstance(value, tuple) else str(value)
