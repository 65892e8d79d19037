"""The words of the film, read from `assets/narration`. No Manim here."""

import tomllib
from functools import cache

from scenes.telling.assets import ASSETS

__all__ = ["languages", "nouns", "templates", "title"]

_FOLDER = ASSETS / "narration"


def languages() -> tuple[str, ...]:
    """Return the languages that the film has words in, such as "en"."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def _words(language: str) -> dict[str, dict[str, object]]:
    with (_FOLDER / f"{language}.toml").open("rb") as file:
        return tomllib.load(file)


def nouns(language: str, straight: bool) -> dict[str, str]:
    """Return what the model's picture is called, `{line}` in the words and `{Line}` at their start.

    Parameters
    ----------
    language : str
    straight : bool
        Whether it is a straight line, else some curve.
    """
    noun = str(_words(language)["nouns"]["line" if straight else "curve"])
    return {"line": noun, "Line": noun[0].upper() + noun[1:]}


def title(language: str, scene: str) -> str:
    """Return what a scene shows, as a sentence, with names in braces to be filled in.

    Raises
    ------
    KeyError
        If the narration has no such scene.
    """
    return str(_words(language)[scene]["title"])


def templates(language: str, scene: str) -> dict[str, str]:
    """Return the words of each beat of a scene by its id, with names in braces to be filled in.

    Raises
    ------
    KeyError
        If the narration has no such scene.
    """
    beats = _words(language)[scene]["beats"]
    assert isinstance(beats, dict)
    return {str(beat): str(words).strip() for beat, words in beats.items()}


def labels(language: str, scene: str) -> dict[str, str]:
    """Return the few words that stand in a scene's pictures, by what they are for.

    Raises
    ------
    KeyError
        If the narration has no such scene.
    """
    found = _words(language)[scene].get("labels", {})
    assert isinstance(found, dict)
    return {str(key): str(words) for key, words in found.items()}
