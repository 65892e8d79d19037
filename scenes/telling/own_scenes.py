"""Scenes from outside the house, by their ids: classes that bring their words. No Manim here."""

import tomllib
from dataclasses import dataclass
from typing import Any

__all__ = ["OwnEntry", "enter", "own_scene", "own_scene_ids"]

_NEEDED = {"title": str, "sentences": dict}


@dataclass(frozen=True, slots=True, eq=False)
class OwnEntry:
    """A scene of somebody's own.

    Parameters
    ----------
    kind : type
        Its class, which is its script, too; see `scenes.own.OwnScene`.
    words : dict
        Its words as a file of words has them.
    """

    kind: type[Any]
    words: dict[str, Any]


_ENTRIES: dict[str, OwnEntry] = {}


def enter(scene: str, kind: type[Any], words: str) -> None:
    """Make a scene known by its id, in place of an earlier one of that id.

    Parameters
    ----------
    scene : str
        Its id.
    kind : type
    words : str
        TOML: a title, a table of sentences and, if there are any, of labels and of what is seen.

    Raises
    ------
    ValueError
        If the id is none, or the words cannot be read.
    """
    if not scene.isidentifier():
        raise ValueError(f"scene_id {scene!r} must be letters, digits and _, no digit first")
    try:
        read = tomllib.loads(words)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"the words of {scene!r} are not valid TOML: {error}") from error
    missing = [name for name, of in _NEEDED.items() if not isinstance(read.get(name), of)]
    if missing:
        raise ValueError(f"the words of {scene!r} need a title and [sentences], {missing} missing")
    _ENTRIES[scene] = OwnEntry(kind, read)


def own_scene(scene: str) -> OwnEntry | None:
    """Return a scene of somebody's own, if there is one of this id."""
    return _ENTRIES.get(scene)


def own_scene_ids() -> tuple[str, ...]:
    """Return the ids of all that are known, in the order in which they were defined."""
    return tuple(_ENTRIES)
