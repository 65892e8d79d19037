"""The one timeline: beats in order, each as long as its words are said. No Manim here.

Caption, chapter, transcript, sound and picture all come from it. Lengths are whole fifths of a
second, so whole numbers of frames at 15, 30 and 60 frames a second.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from scenes.telling.sentences import REST_S, Sentence
from scenes.telling.speech import LEAD_S, Utterance, reading

__all__ = ["BRIDGE_S", "PRELUDE_S", "TICK_S", "Beat", "Timeline", "timeline"]

TICK_S = 0.2
PRELUDE_S = 2 * TICK_S
"""Before its first beat a scene's first picture fades in from the ground."""
BRIDGE_S = 8 * TICK_S
"""In a film, what one scene ends with goes so long to where the next one begins."""
_SHORTEST_S = 2.0


@dataclass(frozen=True, slots=True)
class Beat:
    """A stretch of a scene in which one thing is said and shown.

    Parameters
    ----------
    id : str
        The name of the scene's method that shows it.
    sentences : tuple of Sentence
        What is said.
    word_starts_s : tuple of float
        When each written word begins, in seconds from the start of the beat.
    start_s, length_s : float
        In seconds from the start of the scene; multiples of a fifth.
    seen : str
        What is seen meanwhile, for those who read the film.
    """

    id: str
    sentences: tuple[Sentence, ...]
    word_starts_s: tuple[float, ...]
    start_s: float
    length_s: float
    seen: str = ""

    @property
    def words(self) -> str:
        """All that is said, as it is read."""
        return " ".join(sentence.words for sentence in self.sentences)

    @property
    def end_s(self) -> float:
        """When it is over."""
        return self.start_s + self.length_s

    @property
    def sentence_starts_s(self) -> tuple[float, ...]:
        """When each sentence begins, from the start of the beat."""
        return tuple(self.word_starts_s[first] for first in self._first_words)

    @property
    def cues(self) -> tuple[tuple[str, float], ...]:
        """The name of each cue, and when its word is said, from the start of the beat."""
        return tuple(
            (name, self.word_starts_s[first + at])
            for first, sentence in zip(self._first_words, self.sentences, strict=True)
            for name, at in sentence.cues
        )

    @property
    def _first_words(self) -> tuple[int, ...]:
        """The number of each sentence's first word."""
        lengths = (len(sentence.written) for sentence in self.sentences[:-1])
        return tuple(accumulate(lengths, initial=0))

    def cue_s(self, name: str) -> float:
        """Return when a cue's word is said, in seconds from the start of the beat.

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
        The first starts after the prelude, each other when the one before ends, or in a short film
        a little later; see `scenes.telling.abridged`.
    unseen : tuple of tuple of Beat
        In a short film, for each beat those before it that are played but not seen.
    stops_early : bool
        Whether there would be more beats, but in a short film.
    """

    scene: str
    title: str
    beats: tuple[Beat, ...]
    unseen: tuple[tuple[Beat, ...], ...] = ()
    stops_early: bool = False

    @property
    def played(self) -> tuple[Beat, ...]:
        """All beats that are played, seen or unseen, in their order."""
        unseen = self.unseen or ((),) * len(self.beats)
        pairs = zip(unseen, self.beats, strict=True)
        return tuple(beat for passed, told in pairs for beat in (*passed, told))

    @property
    def length_s(self) -> float:
        """The length of the scene."""
        return self.beats[-1].end_s


def timeline(
    scene: str,
    title: str,
    said: Mapping[str, tuple[Sentence, ...]],
    utterances: Mapping[str, Utterance],
    seen: Mapping[str, str],
) -> Timeline:
    """Lay beats end to end, after the prelude.

    Parameters
    ----------
    scene, title : str
    said : mapping of str to tuple of Sentence
        What is said in each beat by its id, in order, at least one.
    utterances : mapping of str to Utterance
        How a voice says it; a beat that is not among them is read silently.
    seen : mapping of str to str
        What is seen meanwhile; nothing is told of a beat that is not among them.

    Raises
    ------
    ValueError
        If two cues of a beat have one name.
    """
    for beat, lines in said.items():
        _check_cues(beat, lines)
    told = {beat: utterances.get(beat) or reading(lines) for beat, lines in said.items()}
    lengths = [
        _length_s(told[beat], lines[-1].rest_s - (LEAD_S if beat in utterances else REST_S))
        for beat, lines in said.items()
    ]
    starts = [round(start, 6) for start in accumulate(lengths, initial=PRELUDE_S)]
    beats = [
        Beat(beat, lines, told[beat].starts_s, start, length, seen.get(beat, ""))
        for (beat, lines), start, length in zip(said.items(), starts, lengths, strict=False)
    ]
    return Timeline(scene, title, tuple(beats))


def _check_cues(beat: str, said: tuple[Sentence, ...]) -> None:
    names = [name for sentence in said for name, _ in sentence.cues]
    if len(set(names)) < len(names):
        raise ValueError(f"the beat {beat} must name each cue once, got {', '.join(names)}")


def _length_s(utterance: Utterance, rest_s: float) -> float:
    """Return the length of a beat: at least two seconds, in whole fifths of a second."""
    seconds = max(utterance.length_s + max(rest_s, 0.0), _SHORTEST_S)
    return math.ceil(round(seconds / TICK_S, 6)) / (1.0 / TICK_S)
