"""The words of the film, read from `assets/narration/<language>`. No Manim here."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scenes.telling.assets import ASSETS
from scenes.telling.own_scenes import own_scene

__all__ = [
    "COMMON",
    "LIVE",
    "PAGE",
    "SPOKEN",
    "CommonWords",
    "SceneWords",
    "SpokenWords",
    "common_words",
    "languages",
    "live_words",
    "page_words",
    "question_words",
    "scene_words",
    "spoken_words",
    "thumbnail_words",
    "words_file",
]

_FOLDER = ASSETS / "narration"
COMMON = "common"
LIVE = "live"
SPOKEN = "spoken"
PAGE = "page"
QUESTIONS = "questions"
THUMBNAIL = "thumbnail"


@dataclass(frozen=True, slots=True, eq=False)
class SceneWords:
    """What a scene can say; names in braces are filled in from the lesson.

    Parameters
    ----------
    title : str
        What the scene shows, as a sentence.
    sentences, labels : dict of str to str
        What is said, and the few words that stand in the pictures.
    seen : dict of str to str
        What is seen in each beat, for those who read the film.
    """

    title: str
    sentences: dict[str, str]
    labels: dict[str, str]
    seen: dict[str, str]

    def sentence(self, key: str) -> str:
        """Return a sentence.

        Raises
        ------
        KeyError
            If there is none under the key.
        """
        if key not in self.sentences:
            known = ", ".join(self.sentences)
            raise KeyError(f"{self.title!r} has no sentence {key!r}, but {known}")
        return self.sentences[key]


@dataclass(frozen=True, slots=True, eq=False)
class CommonWords:
    """What all scenes share.

    Parameters
    ----------
    film : str
        The film's title.
    nouns, labels : dict of str to str
        What a straight model and a curved one are called, and words in pictures.
    counted : dict of str to dict of str to str
        Nouns with their number, such as "{n} steps", by the plural categories of Unicode's CLDR.
    steps : dict of int to str
        What round units are counted in, such as "tens", by powers of ten.
    """

    film: str
    nouns: dict[str, str]
    labels: dict[str, str]
    counted: dict[str, dict[str, str]]
    steps: dict[int, str]


@dataclass(frozen=True, slots=True, eq=False)
class SpokenWords:
    """What a voice says for what is written.

    Parameters
    ----------
    script : str
        What the Unicode names of the language's letters begin with, such as "LATIN".
    dropped, before_units : tuple of str
        Words that are left out of whole numbers; words after which a unit may stand by itself.
    phrases, signs, names, functions : dict of str to str
        Patterns with names in braces; what signs are called; names that are not said as they are
        written; functions, with what leads on to their argument.
    respelled : dict of str to str
        Words that are spelled otherwise so that the voice says them right.
    powers, measures : dict of str to str
        What is said after what is squared or cubed; patterns for powers of units of length.
    scales : dict of int to dict of str to str
        Powers of ten that have a name, such as "{n} million", by CLDR's plural categories.
    units : dict of str to dict of str to str
        Units by the plural categories.
    """

    script: str
    dropped: tuple[str, ...]
    before_units: tuple[str, ...]
    phrases: dict[str, str]
    signs: dict[str, str]
    names: dict[str, str]
    functions: dict[str, str]
    respelled: dict[str, str]
    powers: dict[str, str]
    measures: dict[str, str]
    scales: dict[int, dict[str, str]]
    units: dict[str, dict[str, str]]

    def phrase(self, key: str, **filled: str) -> str:
        """Return a pattern, filled in."""
        return self.phrases[key].format_map(filled)


def languages() -> tuple[str, ...]:
    """Return the languages that the film has words in, such as "en"."""
    return tuple(sorted(path.name for path in _FOLDER.iterdir() if path.is_dir()))


def words_file(language: str, scene: str = COMMON) -> Path:
    """Return the file of a scene's words, or of the common ones."""
    return _FOLDER / language / f"{scene}.toml"


@cache
def _read(language: str, scene: str) -> dict[str, Any]:
    return tomllib.loads(words_file(language, scene).read_text("utf-8"))


def scene_words(language: str, scene: str) -> SceneWords:
    """Return what a scene can say; one from outside says it in one language.

    Raises
    ------
    FileNotFoundError
        If the language has no words for the scene.
    """
    own = own_scene(scene)
    return _scene_words(language, scene) if own is None else _words(own.words)


@cache
def _scene_words(language: str, scene: str) -> SceneWords:
    return _words(_read(language, scene))


def _words(read: dict[str, Any]) -> SceneWords:
    labels, seen = (read.get(key, {}) for key in ("labels", "seen"))
    return SceneWords(read["title"], read["sentences"], labels, seen)


@cache
def common_words(language: str) -> CommonWords:
    """Return what all scenes share in a language."""
    read = _read(language, COMMON)
    steps = {int(power): word for power, word in read["steps"].items()}
    return CommonWords(read["film"], read["nouns"], read["labels"], read["counted"], steps)


def thumbnail_words(language: str) -> tuple[tuple[str, ...], str]:
    """Return the question on the thumbnail, line by line, and what the film is about."""
    read = _read(language, THUMBNAIL)
    return tuple(read["question"]), read["subject"]


def live_words(language: str) -> dict[str, str]:
    """Return what stands on pictures that can be taken hold of, or is read out of them.

    Names in braces are filled in by the browser.
    """
    words: dict[str, str] = _read(language, LIVE)["labels"]
    return words


@cache
def spoken_words(language: str) -> SpokenWords:
    """Return what a voice says for what is written in a language."""
    read = _read(language, SPOKEN)
    scales = {int(power): forms for power, forms in read["scales"].items()}
    lists = {key: tuple(read[key]) for key in ("dropped", "before_units")}
    return SpokenWords(**(read | lists | {"scales": scales}))


@cache
def page_words(language: str) -> dict[str, dict[str, str]]:
    """Return what the pages of a lesson say in a language, by part of the page."""
    return _read(language, PAGE)


def question_words(language: str, scene: str) -> dict[str, Any]:
    """Return what a scene asks in a language: "asked", and "answers" by their keys.

    An answer has its "option"; one that can be right has its "because", too.
    """
    words: dict[str, Any] = _read(language, QUESTIONS)[scene]
    return words
