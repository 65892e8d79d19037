"""Captions: the words of a timeline, in pieces that fit two lines, in time with their voice.

No Manim here.
"""

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise, takewhile

from scenes.telling.timeline import Beat, Timeline

__all__ = ["LINE_CHARACTERS", "Caption", "captions"]

LINE_CHARACTERS = 42
_LINES = 2
_MOST_WORDS = 42
_SHORTEST_S = 1.0
_TIE = "\N{NO-BREAK SPACE}"
_TORN = 2.0
"""What it costs to cut between two captions what is read as one."""
_INSIDE = re.compile(
    r"(?<=\d) (?=× 10)|(?<=\d ×) (?=10)|(?<=\w{3}) (?=[^\W\d_aAI]\b)|(?<=\w) (?==)|(?<==) (?=\S)"
    r"|(?<=[\d⁰¹²³⁴⁵⁶⁷⁸⁹]) (?=[^\W\d_]{1,3}\b|[/°%])|(?<= /) (?=\w)"
)
"""Where what is read as one has a space: 3 × 10⁵, slope m, b = 0.723, 20 mm, 3.9 / s."""


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption.

    Parameters
    ----------
    start_s, end_s : float
        When it is shown, in seconds.
    lines : tuple of str
        One or two, of at most 42 characters each; a longer word is broken.
    """

    start_s: float
    end_s: float
    lines: tuple[str, ...]


def captions(timeline: Timeline) -> tuple[Caption, ...]:
    """Return the captions of a scene: each beat's words in pieces, each from its first word on."""
    return tuple(caption for beat in timeline.beats for caption in _beat_captions(beat))


@lru_cache(maxsize=256)
def _beat_captions(beat: Beat) -> tuple[Caption, ...]:
    parts, starts_s = _parts(beat)
    cuts = _cuts(parts, [*starts_s, beat.length_s])
    wanted = [0.0, *(starts_s[cut] for cut in cuts[1:-1]), beat.length_s]
    times_s = [round(beat.start_s + at, 3) for at in _spread(wanted)]
    return tuple(
        Caption(start, end, tuple(_lines(" ".join(parts[first:last]))))
        for (start, end), (first, last) in zip(pairwise(times_s), pairwise(cuts), strict=True)
    )


def _parts(beat: Beat) -> tuple[list[str], list[float]]:
    """Return the words, those broken that are longer than a line, and when each part begins."""
    parts: list[str] = []
    starts_s: list[float] = []
    ends_s = (*beat.word_starts_s[1:], beat.length_s)
    for word, start, end in zip(beat.words.split(), beat.word_starts_s, ends_s, strict=True):
        for k in range(0, len(word), LINE_CHARACTERS):
            parts.append(word[k : k + LINE_CHARACTERS])
            starts_s.append(start + (end - start) * k / len(word))
    return parts, starts_s


def _spread(times_s: list[float]) -> list[float]:
    """Move the times between captions so that each stays for a second, if there is room."""
    count, end_s = len(times_s) - 1, times_s[-1]
    least = min(_SHORTEST_S, end_s / count)
    spread = [0.0]
    for number, wanted in enumerate(times_s[1:-1], 1):
        latest = end_s - least * (count - number)
        spread.append(min(max(wanted, spread[-1] + least), latest))
    return [*spread, end_s]


def _cuts(parts: list[str], times_s: list[float]) -> list[int]:
    """Cut words into captions that fit, where the cuts disturb reading least.

    Shortest path over the places between words: a cut costs little after a sentence, more after a
    comma, most elsewhere, and short captions cost something too.
    """
    cheapest: list[tuple[float, int]] = [(0.0, 0)]
    whole = _whole(parts)
    for end in range(1, len(parts) + 1):
        options = [
            (
                cheapest[start][0]
                + _cost(parts[start:end], times_s[end] - times_s[start])
                + _TORN * (end not in whole),
                start,
            )
            for start in _starts(parts, end)
        ]
        cheapest.append(min(options))
    cuts = [len(parts)]
    while cuts[-1]:
        cuts.append(cheapest[cuts[-1]][1])
    return cuts[::-1]


def _whole(parts: list[str]) -> frozenset[int]:
    """Return after how many words a cut tears nothing that is read as one."""
    pieces = _joined(" ".join(parts)).split(" ")
    return frozenset(accumulate(piece.count(_TIE) + 1 for piece in pieces))


def _starts(parts: list[str], end: int) -> Iterable[int]:
    """Return where a caption with this end may begin: no sooner than all of it fits."""
    nearest_first = range(end - 1, max(0, end - _MOST_WORDS) - 1, -1)
    return takewhile(lambda start: _fits(parts[start:end]), nearest_first)


def _fits(words: list[str]) -> bool:
    text = " ".join(words)
    if len(text) <= LINE_CHARACTERS or len(text) > _LINES * LINE_CHARACTERS + 1:
        return len(text) <= LINE_CHARACTERS
    # The first line takes as many words as it can.
    text = _joined(text)
    taken = text.rfind(" ", 0, LINE_CHARACTERS + 1)
    return taken > 0 and len(text) - taken - 1 <= LINE_CHARACTERS


def _cost(words: list[str], seconds: float) -> float:
    full = len(" ".join(words)) / (_LINES * LINE_CHARACTERS)
    end = words[-1][-1]
    torn = 0.0 if end in ".?!" else 0.25 if end in ",;:" else 1.0
    return 0.2 + torn + (1.0 - full) ** 2 + 2.0 * max(_SHORTEST_S - seconds, 0.0)


def _lines(text: str) -> list[str]:
    """Return the text in as few lines as fit, of about the same length."""
    joined = _joined(text)
    fewest = len(_wrapped(joined, LINE_CHARACTERS))
    widths = range(len(text) // fewest, LINE_CHARACTERS + 1)
    options = (_wrapped(joined, width) for width in widths)
    lines = next(lines for lines in options if len(lines) == fewest and _narrow(lines))
    return [line.replace(_TIE, " ") for line in lines]


def _joined(text: str) -> str:
    """Tie together what is read as one, so that no line ends in it."""
    return _INSIDE.sub(_TIE, text)


def _narrow(lines: list[str]) -> bool:
    return max(map(len, lines)) <= LINE_CHARACTERS


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
