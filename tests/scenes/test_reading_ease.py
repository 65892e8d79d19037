"""What is said is easy to read, by its words and by the length of its sentences.

Reading ease is Flesch's (J. Applied Psychology 32, 1948, 221), the grade Kincaid's (Naval Technical
Training Command, Research Branch Report 8-75, 1975). Both are taken of the words as they are said,
with each formula, number and unit in full; syllables are those of the CMU Pronouncing Dictionary.
"""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from scenes.film import FILM, scene_sentences, unsuited
from tests.scenes.scores import lesson_named

LISTENING = pytest.mark.skipif(
    find_spec("pocketsphinx") is None, reason="the dictionary's package is not for this Python"
)
EASIEST_SCENE, EASIEST_FILM = 70.0, 80.0
HIGHEST_GRADE = 7.0


@cache
def dictionary() -> dict[str, int]:
    """How many syllables each known word has: its vowels."""
    from pocketsphinx import get_model_path

    path = Path(get_model_path()) / "en-us" / "cmudict-en-us.dict"
    entries = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {word: sum(sound[0] in "AEIOU" for sound in sounds) for word, *sounds in entries}


def syllables(word: str) -> int:
    """Return a word's syllables; of one that is in no dictionary, its groups of vowels."""
    parts = word.lower().split("-")
    known, vowels = dictionary(), r"[aeiouy]+"
    return sum(known.get(part) or max(len(re.findall(vowels, part)), 1) for part in parts)


def ease_and_grade(sentences: list[str]) -> tuple[float, float]:
    """Return Flesch's reading ease and Kincaid's grade of a text."""
    words = [word for told in sentences for word in re.findall(r"[^\W\d_]+(?:['-]\w+)*", told)]
    length, heavy = len(words) / len(sentences), sum(map(syllables, words)) / len(words)
    ease = 206.835 - 1.015 * length - 84.6 * heavy
    return ease, 0.39 * length + 11.8 * heavy - 15.59


@LISTENING
@pytest.mark.parametrize(
    ("text", "ease"),
    [
        ("The cat sat on the mat", 116.0),
        (
            "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature",
            37.5,
        ),
    ],
)
def test_texts_that_are_known_are_as_easy_as_is_known(text: str, ease: float) -> None:
    assert ease_and_grade([text])[0] == pytest.approx(ease, abs=0.2)


@LISTENING
@pytest.mark.parametrize("name", ["default", "crawls", "quintic", "logistic"])
def test_the_film_is_easy_to_read_and_each_scene_is(name: str) -> None:
    brief, film = lesson_named(name), list[str]()
    for scene in (scene for scene in FILM if not unsuited(scene, brief)):
        beats = scene_sentences(scene, brief).values()
        told = [" ".join(sentence.spoken) for beat in beats for sentence in beat]
        ease, grade = ease_and_grade(told)
        assert (ease > EASIEST_SCENE, grade < HIGHEST_GRADE) == (True, True), (scene, ease, grade)
        film += told
    assert ease_and_grade(film)[0] > EASIEST_FILM
