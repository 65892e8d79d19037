"""What has changed between what something was made from and what it would be made from now."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from gdvideo.rendering.key import Parts

__all__ = ["changes"]

_TOLD: Final = {
    "formula": "the formula",
    "loss": "the loss",
    "scale": "the scale",
    "rule": "the rule",
    "method": "the method",
    "seed": "the seed",
    "rate": "the rate",
    "start": "the start",
    "steps": "the number of steps made",
    "stop": "what stopped the descent",
    "ending": "how the descent ended",
    "language": "the language",
    "theme": "the theme",
    "shape": "the frame's shape",
    "quality": "the quality",
    "length": "the length",
    "captions": "the captions",
}
"""What is told with its values, as they were and as they are."""

_OPAQUE: Final = {
    "data": "the data changed",
    "model": "the formula's columns are called otherwise",
    "font": "the font changed",
    "voice": "the voice changed",
    "own": "the scene's own file changed",
    "from": "the clip before it changed",
    "to": "the clip after it changed",
}
"""What is a digest, or is told by one."""

_MOST_FILES: Final = 3


def changes(before: Parts, now: Parts) -> tuple[str, ...]:
    """Return what has changed, a clause each, what matters to people first.

    Parameters
    ----------
    before, now : Parts
        What was written down, by whomever, and what holds now.

    Examples
    --------
    >>> changes({"rate": 0.1, "files": {}}, {"rate": 0.2, "files": {"scenes/rate.py": "e3"}})
    ('the rate changed: 0.1 → 0.2', 'scenes/rate.py is new')
    """
    if not before:
        return ("it is not written down what it was made from",)
    return (*_values(before, now), *_inside("colours", before, now), *_rest(before, now))


def _values(before: Parts, now: Parts) -> Iterator[str]:
    moved = {name for name in (*_OPAQUE, *_TOLD) if before.get(name) != now.get(name)}
    if "formula" in moved:
        moved.discard("model")
    for name, told in _OPAQUE.items():
        if name in moved:
            yield told
    for name, told in _TOLD.items():
        if name in moved:
            yield f"{told} changed: {_said(before.get(name))} → {_said(now.get(name))}"


def _rest(before: Parts, now: Parts) -> Iterator[str]:
    """Tell of libraries, then of files, of which there may be many."""
    yield from _inside("versions", before, now)
    files = [*_files(_mapping(before, "files"), _mapping(now, "files"))]
    yield from files[:_MOST_FILES]
    if len(files) > _MOST_FILES:
        yield f"{len(files) - _MOST_FILES} more files changed"


def _inside(part: str, before: Parts, now: Parts) -> Iterator[str]:
    old, new = _mapping(before, part), _mapping(now, part)
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield f"{name} changed: {_said(old.get(name))} → {_said(new.get(name))}"


def _files(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*old, *new}):
        if name not in old:
            yield f"{name} is new"
        elif name not in new:
            yield f"{name} is not used any more"
        elif old[name] != new[name]:
            yield f"{name} changed"


def _mapping(parts: Parts, name: str) -> Mapping[str, Any]:
    """Return a part that has parts; what somebody else wrote there is none."""
    found = parts.get(name)
    return found if isinstance(found, dict) else {}


def _said(value: Any) -> str:
    """Return a value in a few words."""
    if isinstance(value, dict):
        return ", ".join(f"{name} = {_said(inner)}" for name, inner in value.items()) or "none"
    if isinstance(value, list):
        return " ".join(map(_said, value)) or "none"
    return "none" if value is None or value == "" else str(value)
