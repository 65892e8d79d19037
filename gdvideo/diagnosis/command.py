"""What to type for a lesson, changed or as it is: on the command line, or in Python."""

import shlex
from typing import Any

from gdvideo.data.reading import IN_MEMORY
from gdvideo.lesson import Lesson
from gdvideo.options import FILED, lesson_options
from gdvideo.study import Study

__all__ = ["command", "typed"]

_FLAGS = {"vertical": "--vertical", "square": "--square"}


def typed(study: Study, option: str) -> str:
    """Return what films a lesson with one option more, where its numbers were asked for."""
    if study.read.source != IN_MEMORY:
        return command(study.lesson, option)
    flag, _, value = option.partition(" ")
    name = next(name for name, told in lesson_options().items() if told.flag == flag)
    given = {**study.lesson.model_dump(exclude_defaults=True), name: value}
    told = (f"{key}={_in_python(value)}" for key, value in given.items())
    return f"gdvideo.render(data, {', '.join(told)})"


def _in_python(value: Any) -> str:
    """Return a value as it is written in Python, a number without quotes."""
    if isinstance(value, tuple):
        return repr([_one(one) for one in value])
    try:
        return f"{float(value):.10g}"
    except (TypeError, ValueError):
        return repr(value)


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
    if not given.keys().isdisjoint(FILED):
        # What only a file can say is in one; options win over it.
        words, given = [*words, "LESSON.toml"], {}
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
