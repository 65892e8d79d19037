"""Captions and transcript of a timeline: WebVTT, SubRip and Markdown, from the same beats."""

import html
import textwrap
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, pairwise

import srt
import webvtt

from scenes.telling.timeline import Beat, Timeline

__all__ = ["LINE_CHARACTERS", "Cue", "cues", "shifted", "to_srt", "to_vtt", "transcript"]

LINE_CHARACTERS = 42
_LINES = 2
_MOST_WORDS = 42
_SHORTEST_MS = 1000


@dataclass(frozen=True, slots=True)
class Cue:
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


def cues(timeline: Timeline) -> tuple[Cue, ...]:
    """Return the captions of a scene: each beat's words in pieces, in time with their reading."""
    return tuple(cue for beat in timeline.beats for cue in _beat_cues(beat))


def shifted(given: tuple[Cue, ...], by_s: float) -> tuple[Cue, ...]:
    """Return captions moved in time."""
    return tuple(Cue(cue.start_s + by_s, cue.end_s + by_s, cue.lines) for cue in given)


def _beat_cues(beat: Beat) -> list[Cue]:
    """Cut a beat's words into pieces that fit, each shown for its share of the time."""
    pieces = _pieces([part for word in beat.words.split() for part in _parts(word)])
    ends_ms = _ends_ms([sum(map(len, lines)) for lines in pieces], round(beat.length_s * 1000))
    times_s = [beat.start_s, *(round(beat.start_s + end / 1000, 3) for end in ends_ms)]
    return [Cue(times_s[k], times_s[k + 1], lines) for k, lines in enumerate(pieces)]


def _parts(word: str) -> list[str]:
    """Break a word that is longer than a line."""
    return [word[k : k + LINE_CHARACTERS] for k in range(0, len(word), LINE_CHARACTERS)]


def _ends_ms(sizes: list[int], length_ms: int) -> list[int]:
    """Give each piece its share by size; where that is under a second, a second to each first."""
    total = sum(sizes)
    enough = all(length_ms * size >= _SHORTEST_MS * total for size in sizes)
    least = 0 if enough else min(_SHORTEST_MS, length_ms // len(sizes))
    rest = length_ms - least * len(sizes)
    return [least * k + round(rest * done / total) for k, done in enumerate(accumulate(sizes), 1)]


def _pieces(words: list[str]) -> list[tuple[str, ...]]:
    """Cut words into captions that fit, where the cuts disturb reading least.

    Shortest path over the places between words: a cut costs little after a sentence, more after a
    comma, most elsewhere, and short captions cost something too.
    """
    cheapest: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(words) + 1):
        options = [
            (cheapest[start][0] + _cost(words[start:end]), start)
            for start in range(max(0, end - _MOST_WORDS), end)
            if _fits(words[start:end])
        ]
        cheapest.append(min(options))
    cuts = [len(words)]
    while cuts[-1]:
        cuts.append(cheapest[cuts[-1]][1])
    cuts.reverse()
    return [tuple(_lines(" ".join(words[a:b]))) for a, b in pairwise(cuts)]


def _fits(words: list[str]) -> bool:
    text = " ".join(words)
    room = _LINES * (LINE_CHARACTERS + 1)
    return len(text) < room and len(_wrapped(text, LINE_CHARACTERS)) <= _LINES


def _cost(words: list[str]) -> float:
    full = len(" ".join(words)) / (_LINES * LINE_CHARACTERS)
    end = words[-1][-1]
    torn = 0.0 if end in ".?!" else 0.25 if end in ",;:" else 1.0
    return 0.2 + torn + (1.0 - full) ** 2


def _lines(text: str) -> list[str]:
    """Return the text in as few lines as fit, of about the same length."""
    fewest = len(_wrapped(text, LINE_CHARACTERS))
    widths = range(len(text) // fewest, LINE_CHARACTERS + 1)
    options = (_wrapped(text, width) for width in widths)
    return next(lines for lines in options if len(lines) == fewest and _narrow(lines))


def _narrow(lines: list[str]) -> bool:
    return max(map(len, lines)) <= LINE_CHARACTERS


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def to_vtt(given: tuple[Cue, ...]) -> str:
    """Return captions as WebVTT (W3C, 2019), with & < > escaped in their text."""
    file = webvtt.WebVTT()
    for cue in given:
        text = [html.escape(line, quote=False) for line in cue.lines]
        file.captions.append(webvtt.Caption(_stamp(cue.start_s), _stamp(cue.end_s), text))
    return file.content.rstrip("\n") + "\n"


def to_srt(given: tuple[Cue, ...]) -> str:
    """Return captions as SubRip.

    SubRip has no escapes and players read `<` as the start of a tag, so angle brackets become
    ‹ and ›.
    """
    subtitles = [
        srt.Subtitle(
            index,
            timedelta(seconds=cue.start_s),
            timedelta(seconds=cue.end_s),
            "\n".join(cue.lines).replace("<", "‹").replace(">", "›"),
        )
        for index, cue in enumerate(given, 1)
    ]
    return srt.compose(subtitles)


def transcript(title: str, timelines: tuple[Timeline, ...]) -> str:
    """Return everything that is said, with the time of each beat, as Markdown."""
    lines, start_s = [f"# {_marked(title)}"], 0.0
    for timeline in timelines:
        lines.append(f"## {_marked(timeline.title)}")
        lines += [
            f"**{_clock(start_s + beat.start_s)}** {_marked(beat.words)}" for beat in timeline.beats
        ]
        start_s += timeline.length_s
    return "\n\n".join(lines) + "\n"


def _marked(text: str) -> str:
    """Escape what Markdown or HTML would take for a mark."""
    escaped = html.escape(text, quote=False)
    return "".join("\\" + c if c in "\\`*_[]#" else c for c in escaped)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _stamp(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
