"""Captions and transcript of a timeline: WebVTT, SubRip and Markdown, from the same beats."""

import html
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate

import srt
import webvtt

from scenes.telling.captions import Caption, captions
from scenes.telling.timeline import Timeline

__all__ = ["film_captions", "marked", "to_srt", "to_vtt", "transcript"]


def film_captions(timelines: tuple[Timeline, ...]) -> tuple[Caption, ...]:
    """Return the captions of scenes that follow each other."""
    starts_s = accumulate((timeline.length_s for timeline in timelines), initial=0.0)
    return tuple(
        replace(caption, start_s=caption.start_s + start_s, end_s=caption.end_s + start_s)
        for timeline, start_s in zip(timelines, starts_s, strict=False)
        for caption in captions(timeline)
    )


def to_vtt(given: tuple[Caption, ...]) -> str:
    """Return captions as WebVTT (W3C, 2019), with & < > escaped in their text."""
    file = webvtt.WebVTT()
    for cue in given:
        text = [html.escape(line, quote=False) for line in cue.lines]
        file.captions.append(webvtt.Caption(_stamp(cue.start_s), _stamp(cue.end_s), text))
    return file.content.rstrip("\n") + "\n"


def to_srt(given: tuple[Caption, ...]) -> str:
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
    lines, start_s = [f"# {marked(title)}"], 0.0
    for timeline in timelines:
        lines.append(f"## {marked(timeline.title)}")
        lines += [
            f"**{_clock(start_s + beat.start_s)}** {marked(beat.words)}" for beat in timeline.beats
        ]
        start_s += timeline.length_s
    return "\n\n".join(lines) + "\n"


def marked(text: str) -> str:
    r"""Return text with what Markdown or HTML would take for a mark escaped.

    Examples
    --------
    >>> print(marked("m * x < b"))
    m \* x &lt; b
    """
    escaped = html.escape(text, quote=False)
    return "".join("\\" + c if c in "\\`*_[]#" else c for c in escaped)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _stamp(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
