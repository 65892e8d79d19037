"""Sentences: the words of a beat, filled in, with what is said for each. No Manim here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from string import Formatter
from typing import Final

from scenes.telling.cues import CuedWords
from scenes.telling.spoken import Part, spoken

__all__ = ["REST_S", "SURPRISE", "Rest", "Score", "Sentence", "sentences"]

REST_S: Final = 0.4
"""The silence between two sentences."""

_ENDS = (".", "?", "!")


@dataclass(frozen=True, slots=True)
class Rest:
    """In a score, the silence after the sentence before it, in place of a short one.

    Parameters
    ----------
    seconds : float
        From 1 to 2 after a surprise.
    """

    seconds: float


SURPRISE: Final = Rest(1.0)
"""The silence in which what surprises is looked at."""

Score = Mapping[str, tuple[str | Rest, ...]]
"""The beats of a scene in order, by the names of its methods, and the sentences of each.

A rest stands after the sentence that it follows.
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Parameters
    ----------
    written : tuple of str
        Its words as they are read, at least one.
    spoken : tuple of str
        What is said for each word, maybe several words; "" if it is said with the one before.
    cues : tuple of (str, int)
        The name of each cue, and the number of its word.
    rest_s : float
        The silence after it.
    """

    written: tuple[str, ...]
    spoken: tuple[str, ...]
    cues: tuple[tuple[str, int], ...] = ()
    rest_s: float = REST_S

    @property
    def words(self) -> str:
        """The sentence as it is read."""
        return " ".join(self.written)

    def resting(self, seconds: float) -> "Sentence":
        """Return the same with another silence after it."""
        return replace(self, rest_s=seconds)


def sentences(told: CuedWords, numbers: Mapping[str, str], language: str) -> tuple[Sentence, ...]:
    """Fill words in, and cut them where a sentence ends.

    Parameters
    ----------
    told : CuedWords
        At least one word. A full stop, a question or an exclamation mark of its own ends a
        sentence; one that was filled in does not.
    numbers : mapping of str to str
        What the names in braces stand for.
    language : str
        Decides how the words are said.
    """
    words, marks = _laid_out(told, numbers)
    ends = [k for k, word in enumerate(words, 1) if k == len(words) or _ends_here(word)]
    starts = [0, *ends[:-1]]
    return tuple(
        _sentence(words[start:end], _inside(marks, start, end), language)
        for start, end in zip(starts, ends, strict=True)
    )


def _sentence(
    words: list[tuple[Part, ...]], marks: tuple[tuple[str, int], ...], language: str
) -> Sentence:
    written = tuple("".join(part.text for part in word) for word in words)
    return Sentence(written, spoken(tuple(words), language), marks)


def _inside(marks: list[tuple[str, int]], start: int, end: int) -> tuple[tuple[str, int], ...]:
    return tuple((name, at - start) for name, at in marks if start <= at < end)


def _ends_here(word: tuple[Part, ...]) -> bool:
    return not word[-1].is_value and word[-1].text.endswith(_ENDS)


def _laid_out(
    told: CuedWords, numbers: Mapping[str, str]
) -> tuple[list[tuple[Part, ...]], list[tuple[str, int]]]:
    """Return the words, each in parts, and each cue with the number of its word."""
    words: list[tuple[Part, ...]] = []
    marks: list[tuple[str, int]] = []
    is_open = False
    for number, piece in enumerate(told.pieces):
        if number:
            marks.append((told.names[number - 1], len(words) - is_open))
        for part in _parts(piece, numbers):
            is_open = _take_in(words, part, is_open=is_open)
    return words, marks


def _parts(piece: str, numbers: Mapping[str, str]) -> Iterator[Part]:
    for text, name, _, _ in Formatter().parse(piece):
        yield Part(text, is_value=False)
        if name is not None:
            yield Part(numbers[name], is_value=True)


def _take_in(words: list[tuple[Part, ...]], part: Part, *, is_open: bool) -> bool:
    """Add the words of a part; return whether the last of them may go on."""
    for k, text in enumerate(part.text.split()):
        piece = Part(text, is_value=part.is_value)
        if k == 0 and is_open and not part.text[0].isspace():
            words[-1] += (piece,)
        else:
            words.append((piece,))
    return is_open if not part.text else not part.text[-1].isspace()
