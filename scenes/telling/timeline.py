"""The one timeline: beats in order, each as long as its words take to read. No Manim here.

Caption, chapter, transcript and picture all come from it. Lengths are whole fifths of a second, so
whole numbers of frames at 15, 30 and 60 frames a second.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from scenes.telling.cues import CuedWords

__all__ = ["TICK_S", "WORDS_PER_MINUTE", "Beat", "Timeline", "reading_time_s", "timeline"]

WORDS_PER_MINUTE = 150
TICK_S = 0.2
_SHORTEST_S = 2.0
_LETTERS_A_SECOND = 20.0


@dataclass(frozen=True, slots=True)
class Beat:
    """A stretch of a scene in which one thing is said and shown.

    Parameters
    ----------
    id : str
        The name of the scene's method that shows it.
    words : str
        What is said.
    start_s, length_s : float
        In seconds from the start of the scene; multiples of a fifth.
    cues : tuple of (str, float)
        The name of each cue, and when its word is read, in seconds from the start of the beat.
    """

    id: str
    words: str
    start_s: float
    length_s: float
    cues: tuple[tuple[str, float], ...] = ()

    @property
    def end_s(self) -> float:
        """When the next beat starts."""
        return self.start_s + self.length_s

    def cue_s(self, name: str) -> float:
        """Return when a cue's word is read, in seconds from the start of the beat.

        Raises
        ------
        KeyError
            If the words have no such cue.
        """
        known = dict(self.cues)
        if name not in known:
            told = ", ".join(known) or "none"
            raise KeyError(f"the words of the beat {self.id} have no cue {name!r}, but {told}")
        return known[name]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The beats of one scene.

    Parameters
    ----------
    scene : str
        The scene's id.
    title : str
        What the scene shows, as a sentence.
    beats : tuple of Beat
        Each starts when the one before ends.
    """

    scene: str
    title: str
    beats: tuple[Beat, ...]

    @property
    def length_s(self) -> float:
        """The length of the scene."""
        return self.beats[-1].end_s


def reading_time_s(words: str) -> float:
    """Return how long the words take to read, at least two seconds, in whole fifths of a second.

    Very long words take as long as their letters do: twenty a second.

    Examples
    --------
    >>> reading_time_s("one two three four five six")
    2.4
    """
    by_words = len(words.split()) * 60.0 / WORDS_PER_MINUTE
    seconds = max(by_words, len(words) / _LETTERS_A_SECOND, _SHORTEST_S)
    return math.ceil(round(seconds / TICK_S, 6)) / (1.0 / TICK_S)


def timeline(scene: str, title: str, said: Mapping[str, CuedWords]) -> Timeline:
    """Lay beats end to end.

    Parameters
    ----------
    scene, title : str
    said : mapping of str to CuedWords
        The words of each beat by its id, in order, at least one.
    """
    lengths = [reading_time_s(told.words) for told in said.values()]
    starts = [round(start, 6) for start in accumulate(lengths, initial=0.0)]
    beats = [
        Beat(beat_id, told.words, start, length, _moments(told, length))
        for (beat_id, told), start, length in zip(said.items(), starts, lengths, strict=False)
    ]
    return Timeline(scene, title, tuple(beats))


def _moments(told: CuedWords, length_s: float) -> tuple[tuple[str, float], ...]:
    """Return when the word of each cue is read: each word takes its share of the time."""
    before = accumulate(len(piece.split()) for piece in told.pieces)
    a_word_s = length_s / max(len(told.words.split()), 1)
    return tuple((name, count * a_word_s) for name, count in zip(told.names, before, strict=False))
