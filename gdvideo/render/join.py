"""Clips to one film: the packets are copied, not encoded again, and each clip becomes a chapter."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.container import OutputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from gdvideo.errors import RenderError
from gdvideo.render.checksums import unchanged

if TYPE_CHECKING:
    from av.container.core import Chapter

__all__ = ["Part", "join"]

_MILLISECOND = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Part:
    """A clip to be joined.

    Parameters
    ----------
    file : Path
    checksum : str
        Its SHA-256 when it was made.
    title : str
        The chapter's.
    length_s : float
    """

    file: Path
    checksum: str
    title: str
    length_s: float


def join(parts: tuple[Part, ...], target: Path) -> None:
    """Put clips of the same size and rate one after the other.

    Parameters
    ----------
    parts : tuple of Part
        At least one.
    target : Path
        The MP4 file to write, its index first.

    Raises
    ------
    RenderError
        If a clip cannot be read or is not what it was, or the film cannot be written.
    """
    try:
        with av.open(target, "w", format="mp4", options={"movflags": "+faststart"}) as film:
            stream = _copied_stream(film, parts[0])
            film.set_chapters(_chapters(parts))
            start_s = 0.0
            for part in parts:
                _append(film, stream, part, start_s)
                start_s += part.length_s
    except RenderError:
        target.unlink(missing_ok=True)
        raise
    except (FFmpegError, OSError) as error:
        target.unlink(missing_ok=True)
        raise RenderError(f"The film {target.name} could not be joined: {error}") from error


def _copied_stream(film: OutputContainer, part: Part) -> VideoStream:
    with unchanged(part.file, part.checksum) as file, av.open(file, "r") as source:
        return film.add_stream_from_template(source.streams.video[0])


def _append(film: OutputContainer, stream: VideoStream, part: Part, start_s: float) -> None:
    with unchanged(part.file, part.checksum) as file, av.open(file, "r") as source:
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is None or packet.pts is None:
                continue
            shift = round(Fraction(start_s).limit_denominator(1000) / packet.time_base)
            packet.pts += shift
            packet.dts += shift
            packet.stream = stream
            film.mux(packet)


def _chapters(parts: tuple[Part, ...]) -> list["Chapter"]:
    chapters: list[Chapter] = []
    start_ms = 0
    for number, part in enumerate(parts):
        end_ms = start_ms + round(part.length_s * 1000)
        chapters.append({
            "id": number,
            "start": start_ms,
            "end": end_ms,
            "time_base": _MILLISECOND,
            "metadata": {"title": part.title},
        })
        start_ms = end_ms
    return chapters
