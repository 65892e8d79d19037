"""The words of the film, read from `assets/narration/<language>`. No Manim here."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scenes.telling.assets import ASSETS

__all__ = [
    "LIVE",
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
    "words_file",
]

_FOLDER = ASSETS / "narration"
COMMON = "common"
LIVE = "live"
SPOKEN = "spoken"
PAGE = "page"
QUESTIONS = "questions"


@dataclass(frozen=True, slots=True, eq=False)
class SceneWords:
    """What a scene can say; names in braces are filled in from the lesson.

    Parameters
    ----------
    title : str
        What the scene shows, as a sentence.
    sentences, labels : dict of str to str
        What is said, and the few words that stand in the pictures.
    """

    title: str
    sentences: dict[str, str]
    labels: dict[str, str]

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
    film, subject : str
        The film's title, and what it is about, in a word or two.
    thumbnail : tuple of str
        The question on it, in large words, line by line.
    nouns, labels : dict of str to str
        What a straight model and a curved one are called, and words in pictures.
    counted : dict of str to dict of str to str
        Nouns with their number, such as "{n} steps", by the plural categories of Unicode's CLDR.
    steps : dict of int to str
        What round units are counted in, such as "tens", by powers of ten.
    """

    film: str
    subject: str
    thumbnail: tuple[str, ...]
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


@cache
def scene_words(language: str, scene: str) -> SceneWords:
    """Return what a scene can say.

    Raises
    ------
    FileNotFoundError
        If the language has no words for the scene.
    """
    read = _read(language, scene)
    return SceneWords(read["title"], read["sentences"], read.get("labels", {}))


@cache
def common_words(language: str) -> CommonWords:
    """Return what all scenes share in a language."""
    read = _read(language, COMMON)
    return CommonWords(
        read["film"],
        read["subject"],
        tuple(read["thumbnail"]),
        read["nouns"],
        read["labels"],
        read["counted"],
        {int(power): word for power, word in read["steps"].items()},
    )


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
