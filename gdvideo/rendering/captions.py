"""Captions and transcript of a timeline: WebVTT, SubRip and Markdown, from the same beats."""

import html
from dataclasses import replace
from datetime import timedelta

import srt
import webvtt

from gdvideo.rendering.clock import clock
from gdvideo.rendering.schedule import film_starts_s
from scenes.telling.captions import Caption, captions
from scenes.telling.timeline import Timeline

__all__ = [
    "film_captions",
    "marked",
    "side_cars",
    "side_names",
    "to_srt",
    "to_vtt",
    "transcript",
]

_ENDINGS = ("vtt", "srt", "md")


def side_names(language: str) -> tuple[str, ...]:
    """Return the endings of the files of a video's captions and transcript."""
    return tuple(f"{language}.{ending}" for ending in _ENDINGS)


def side_cars(language: str, title: str, timelines: tuple[Timeline, ...]) -> dict[str, str]:
    """Return captions and transcript of a film, or of a clip, by the endings of their files."""
    shown = film_captions(timelines)
    texts = (to_vtt(shown), to_srt(shown), transcript(title, timelines))
    return dict(zip(side_names(language), texts, strict=True))


def film_captions(timelines: tuple[Timeline, ...]) -> tuple[Caption, ...]:
    """Return the captions of a film of some scenes."""
    starts_s = film_starts_s(timelines)
    return tuple(
        replace(caption, start_s=caption.start_s + start_s, end_s=caption.end_s + start_s)
        for timeline, start_s in zip(timelines, starts_s, strict=True)
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
    """Return all that is said in a film, with the time of each beat, as Markdown."""
    lines = [f"# {marked(title)}"]
    for timeline, start_s in zip(timelines, film_starts_s(timelines), strict=True):
        lines.append(f"## {marked(timeline.title)}")
        lines += [
            f"**{clock(start_s + beat.start_s)}** {marked(beat.words)}" for beat in timeline.beats
        ]
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


def _stamp(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
