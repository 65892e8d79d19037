"""When words are said in a recording: by its pauses, and between them by letters.

No language is known here. A pause is likely where a sentence ends, possible at a comma, unlikely
elsewhere; a stretch of speech is as long as its words have letters. The likeliest way to lay the
words over the stretches is found by dynamic programming.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.media.sound import Sound as Samples

__all__ = ["stretches", "word_times"]

_FRAME = SAMPLE_RATE // 100
_SHORTEST_PAUSE, _SHORTEST_SOUND = 7, 8
"""In frames of a hundredth of a second: a shorter silence is in a word, a shorter sound a click."""
_FAINT_DB, _ABOVE_NOISE, _LOWEST_DB = 32.0, 0.3, -90.0
_SENTENCE, _CLAUSE = ".?!…", ",;:–—"
_WORD_SPREAD_S: Final = 0.12
"""By how much words of as many letters differ in length."""
_MOST_ABSORBED = 6
_ABSORBED_A_SECOND = 20.0
"""What it costs to say that there are pauses of so many seconds within words."""


def stretches(samples: Samples) -> list[tuple[float, float]]:
    """Return the start and the end, in seconds, of each stretch of speech between pauses.

    A frame is speech if it is not much softer than the loudest ones and stands out of the noise.
    """
    count = len(samples) // _FRAME
    frames = samples[: count * _FRAME].reshape(count, _FRAME).astype(float)
    levels = np.maximum(10.0 * np.log10(np.sum(frames**2, axis=1) / _FRAME + 1e-12), _LOWEST_DB)
    if np.max(levels, initial=_LOWEST_DB) <= _LOWEST_DB:
        return []
    noise, loud = np.percentile(levels, [3.0, 95.0])
    threshold = max(loud - _FAINT_DB, noise + _ABOVE_NOISE * (loud - noise))
    return _runs(levels > threshold)


def _runs(is_loud: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """Return the runs of speech in seconds, without clicks, short silences filled in."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_loud.astype(int), [0]])))
    found: list[list[int]] = []
    for start, end in edges.reshape(-1, 2).tolist():
        if found and start - found[-1][1] < _SHORTEST_PAUSE:
            found[-1][1] = end
        else:
            found.append([start, end])
    return [
        (a * _FRAME / SAMPLE_RATE, b * _FRAME / SAMPLE_RATE)
        for a, b in found
        if b - a >= _SHORTEST_SOUND
    ]


def word_times(samples: Samples, words: Sequence[str]) -> tuple[float, ...]:
    """Return when each word starts, in seconds, ascending.

    Parameters
    ----------
    samples : Samples
        A recording at `SAMPLE_RATE`.
    words : sequence of str
        What is said: at least one word, each with its punctuation and no space in it.
    """
    spans = stretches(samples)
    if not spans:
        return (0.0,) * len(words)
    laid = _Laid(tuple(words), tuple(spans))
    times = [start for group in laid.groups() for start in laid.starts(*group)]
    return tuple(accumulate(times, max))


@dataclass(frozen=True)
class _Laid:
    """Words over stretches of speech. A group is words i to j, said in the stretches a to b."""

    words: tuple[str, ...]
    spans: tuple[tuple[float, float], ...]

    @cached_property
    def _letters(self) -> list[float]:
        """How many letters, and a space, come before each word."""
        counts = (sum(map(str.isalnum, word)) + 1.0 for word in self.words)
        return [0.0, *accumulate(counts)]

    @cached_property
    def _voiced(self) -> list[float]:
        """How many seconds of speech come before each stretch."""
        return [0.0, *accumulate(end - start for start, end in self.spans)]

    @cached_property
    def _unsaid(self) -> list[float]:
        """What it costs that no pause follows the words before each one."""
        costs = {_SENTENCE: 3.0, _CLAUSE: 1.0}
        return [0.0, *accumulate(costs.get(_punctuation(word), 0.0) for word in self.words)]

    @property
    def _letter_s(self) -> float:
        return self._voiced[-1] / self._letters[-1]

    def groups(self) -> list[tuple[int, int, int, int]]:
        """Return the likeliest groups, in order."""
        best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
        for i in range(len(self.words)):
            for a in range(len(self.spans)):
                if (i, a) in best:
                    self._go_on(i, a, best)
        at = len(self.words), len(self.spans)
        found: list[tuple[int, int, int, int]] = []
        while at != (0, 0):
            before = best[at][1]
            found.append((before[0], at[0], before[1], at[1]))
            at = before
        return found[::-1]

    def _go_on(
        self, i: int, a: int, best: dict[tuple[int, int], tuple[float, tuple[int, int]]]
    ) -> None:
        """Try each group that starts with word i in stretch a."""
        last = len(self.words), len(self.spans)
        for b in {*range(a + 1, min(a + 1 + _MOST_ABSORBED, last[1]) + 1), last[1]}:
            for j in range(i + 1, last[0] + 1):
                # Both end together, or neither does.
                if (j == last[0]) != (b == last[1]):
                    continue
                cost = best[i, a][0] + self._cost(i, j, a, b)
                if (j, b) not in best or cost < best[j, b][0]:
                    best[j, b] = cost, (i, a)

    def _cost(self, i: int, j: int, a: int, b: int) -> float:
        """Return how unlikely it is that words i to j are said in stretches a to b."""
        lasts = self._voiced[b] - self._voiced[a]
        expected = (self._letters[j] - self._letters[i]) * self._letter_s
        length = abs(lasts - expected) / (_WORD_SPREAD_S * math.sqrt(j - i))
        silent = self.spans[b - 1][1] - self.spans[a][0] - lasts
        within = self._unsaid[j - 1] - self._unsaid[i] + _ABSORBED_A_SECOND * silent
        return length + within + (self._pause_cost(j, b) if b < len(self.spans) else 0.0)

    def _pause_cost(self, j: int, b: int) -> float:
        """Return how unlikely the pause before stretch b is after the words before word j."""
        pause = self.spans[b][0] - self.spans[b - 1][1]
        match _punctuation(self.words[j - 1]):
            case "":
                return 2.0 + 4.0 * pause
            case marks:
                return 0.0 if marks == _SENTENCE else 0.3 + pause

    def starts(self, i: int, j: int, a: int, b: int) -> list[float]:
        """Return when each word of a group starts: letters share the time in which it speaks."""
        share = (self._voiced[b] - self._voiced[a]) / (self._letters[j] - self._letters[i])
        into = [(count - self._letters[i]) * share for count in self._letters[i:j]]
        return [self._clock(self._voiced[a] + seconds, a, b) for seconds in into]

    def _clock(self, voiced: float, a: int, b: int) -> float:
        """Return when so much speech is behind, from stretch a to b."""
        k = next((k for k in range(a, b) if voiced < self._voiced[k + 1]), b - 1)
        return self.spans[k][0] + voiced - self._voiced[k]


def _punctuation(word: str) -> str:
    """Return the marks that a word's last one is among."""
    return next((marks for marks in (_SENTENCE, _CLAUSE) if word[-1] in marks), "")
