"""The texts beside a video, by the endings of their files: what is said, when, and what is seen."""

from gdvideo.rendering.captions import film_captions, to_srt, to_vtt
from gdvideo.rendering.transcript import Transcript
from scenes.telling.captions import Caption

__all__ = ["side_cars", "side_names"]

_ENDINGS = ("vtt", "srt", "chapters.vtt", "md", "html")


def side_names(language: str) -> tuple[str, ...]:
    """Return the endings of the files: captions twice, chapters, transcripts twice."""
    return tuple(f"{language}.{ending}" for ending in _ENDINGS)


def side_cars(transcript: Transcript, chapters: tuple[Caption, ...]) -> dict[str, str]:
    """Return captions, chapters and transcripts of a film, or of a clip, by the files' endings."""
    shown = film_captions(transcript.timelines)
    texts = (
        *(to_vtt(shown), to_srt(shown), to_vtt(chapters)),
        *(transcript.markdown, transcript.page),
    )
    return dict(zip(side_names(transcript.language), texts, strict=True))
