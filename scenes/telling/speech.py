"""When each word of a beat is said: by a voice, or by a reader. No Manim here."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from scenes.telling.sentences import REST_S, Sentence

__all__ = ["LEAD_S", "WORDS_PER_MINUTE", "Utterance", "reading"]

LEAD_S: Final = 0.1
"""A voice is silent so long as a beat begins: what starts in silence can be cut and joined."""
WORDS_PER_MINUTE: Final = 150
_LETTERS_A_SECOND = 20.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """How a beat's words are said.

    Parameters
    ----------
    starts_s : tuple of float
        When each written word begins, in seconds from the start of the beat; never descending.
    length_s : float
        How long all takes, with the silences between sentences, without the last one.
    """

    starts_s: tuple[float, ...]
    length_s: float


def reading(said: tuple[Sentence, ...]) -> Utterance:
    """Return how words are read silently: 150 a minute, at most 20 letters a second.

    A reader makes the short silences between sentences within that; longer ones are added.

    Parameters
    ----------
    said : tuple of Sentence
        At least one.

    Examples
    --------
    >>> reading((Sentence(("Look", "here."), ("Look", "here.")),))
    Utterance(starts_s=(0.0, 0.363636), length_s=0.8)
    """
    starts: list[float] = []
    begin_s = end_s = 0.0
    for sentence in said:
        lengths = _lengths(sentence)
        starts += [begin_s + before for before in accumulate(lengths[:-1], initial=0.0)]
        end_s = begin_s + sum(lengths)
        begin_s = end_s + max(sentence.rest_s - REST_S, 0.0)
    return Utterance(tuple(round(start, 6) for start in starts), round(end_s, 6))


def _lengths(sentence: Sentence) -> list[float]:
    """Give each word its share of the time, by its letters and the space after it."""
    by_words = len(sentence.written) * 60.0 / WORDS_PER_MINUTE
    seconds = max(by_words, len(sentence.words) / _LETTERS_A_SECOND)
    letters = [len(word) + 1 for word in sentence.written]
    return [seconds * count / sum(letters) for count in letters]
