"""Captions and chapters of timelines, as WebVTT and SubRip."""

import html
from dataclasses import replace
from datetime import timedelta

import srt
import webvtt

from gdvideo.rendering.schedule import film_length_s, film_starts_s
from scenes.telling.captions import Caption, captions
from scenes.telling.timeline import Timeline

__all__ = [
    "clip_chapters",
    "film_captions",
    "film_chapters",
    "marked",
    "to_srt",
    "to_vtt",
]


def film_captions(timelines: tuple[Timeline, ...]) -> tuple[Caption, ...]:
    """Return the captions of a film of some scenes."""
    starts_s = film_starts_s(timelines)
    return tuple(
        replace(caption, start_s=caption.start_s + start_s, end_s=caption.end_s + start_s)
        for timeline, start_s in zip(timelines, starts_s, strict=True)
        for caption in captions(timeline)
    )


def film_chapters(timelines: tuple[Timeline, ...]) -> tuple[Caption, ...]:
    """Return the chapters of a film: its scenes, end to end, by their titles."""
    starts_s = film_starts_s(timelines)
    ends_s = (*starts_s[1:], film_length_s(timelines))
    return tuple(
        Caption(start_s, end_s, (timeline.title,))
        for timeline, start_s, end_s in zip(timelines, starts_s, ends_s, strict=True)
    )


def clip_chapters(timeline: Timeline) -> tuple[Caption, ...]:
    """Return the chapters of a clip: its beats, by their first sentences."""
    return tuple(
        Caption(beat.start_s, beat.end_s, (beat.sentences[0].words,)) for beat in timeline.beats
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


def marked(text: str) -> str:
    r"""Return text with what Markdown or HTML would take for a mark escaped.

    Examples
    --------
    >>> print(marked("m * x < b"))
    m \* x &lt; b
    """
    escaped = html.escape(text, quote=False)
    return "".join("\\" + c if c in "\\`*_[]#" else c for c in escaped)


def _stamp(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
