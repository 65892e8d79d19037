"""What two films are called when they are seen together: by their folders, and what differs."""

from pathlib import Path
from typing import Any

from gdvideo.embed.course import Course
from gdvideo.embed.text import on_one_line
from gdvideo.shown import visible

__all__ = ["differences", "names"]

_SETTINGS = ("formula", "loss", "method", "rule", "seed", "steps", "stop", "scale")
"""Those of a lesson that are told as they were given."""
_UNSET = "default"


def names(left: Path, right: Path) -> tuple[str, str]:
    """Return the names of two folders: their last parts, or as they were given if these agree."""
    last = left.resolve().name, right.resolve().name
    shown = last if last[0] != last[1] else (str(left), str(right))
    return _told(shown[0]), _told(shown[1])


def differences(left: Course, right: Course) -> tuple[str, str]:
    """Return which settings of each lesson the other one has otherwise, as options are called.

    Examples
    --------
    "rate 0.084, scale standard" and "rate 0.0001, scale none".
    """
    one, other = _settings(left), _settings(right)
    differing = [name for name in one if one[name] != other[name]]
    return _listed(one, differing), _listed(other, differing)


def _settings(course: Course) -> dict[str, Any]:
    """Return the settings of a lesson, as they were in the end."""
    result = course.manifest.result
    given = course.manifest.lesson.model_dump(mode="json")
    start = ", ".join(f"{name} = {_number(value)}" for name, value in result["start"].items())
    return {
        "data": course.manifest.data.source,
        "columns": " and ".join(course.manifest.data.columns),
        "rate": _number(result["rate"]),
        "start": start if given["start"] else "",
        **{name: given.get(name) for name in _SETTINGS},
    }


def _number(value: float) -> str:
    return f"{value:.3g}"


def _listed(settings: dict[str, Any], wanted: list[str]) -> str:
    return ", ".join(_told(f"{name} {settings[name] or _UNSET}") for name in wanted)


def _told(text: str) -> str:
    return visible(on_one_line(text))
