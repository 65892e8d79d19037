"""Scenes from outside the house, by their ids: classes that bring their words. No Manim here."""

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from typing import Any

__all__ = ["OwnEntry", "defined_in", "enter", "own_scene", "own_scene_ids", "set_aside"]

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


_ENTRIES: dict[tuple[str, str], OwnEntry] = {}
"""By the module that defines one, and its id."""
_ASIDE: set[str] = set()


def enter(scene: str, kind: type[Any], words: str) -> None:
    """Make a scene known by its id, in place of an earlier one of that id as long as it is there.

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
    _ENTRIES[kind.__module__, scene] = OwnEntry(kind, read)


def defined_in(module: str) -> tuple[str, ...]:
    """Return the ids of the scenes that a module defines, set aside or not."""
    return tuple(scene for place, scene in _ENTRIES if place == module)


def set_aside(modules: Set[str]) -> None:
    """Let the scenes that these modules define be known no more, and all others again.

    Parameters
    ----------
    modules : set of str
        Their names.
    """
    _ASIDE.clear()
    _ASIDE.update(modules)


def own_scene(scene: str) -> OwnEntry | None:
    """Return a scene of somebody's own, if there is one of this id."""
    return _known().get(scene)


def own_scene_ids() -> tuple[str, ...]:
    """Return the ids of all that are known, in the order in which they were defined."""
    return tuple(_known())


def _known() -> dict[str, OwnEntry]:
    return {scene: own for (module, scene), own in _ENTRIES.items() if module not in _ASIDE}
