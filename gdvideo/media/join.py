"""Clips to one film: their packets are copied, not encoded again; what has a title is a chapter."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from heapq import merge
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

from gdvideo.errors import RenderError
from gdvideo.media.checksums import unchanged
from gdvideo.media.mp4 import AnyPacket, created, packets, when_s
from gdvideo.media.sound import PACKET_SAMPLES, SAMPLE_RATE, packets_until
from gdvideo.media.subtitles import iso_639_3, subtitle_packets, subtitle_stream
from scenes.telling.captions import Caption

if TYPE_CHECKING:
    from av.container.core import Chapter

__all__ = ["Part", "join"]

_MILLISECOND = Fraction(1, 1000)
_MOMENT_S = 1e-3
"""Less than a picture lasts."""


@dataclass(frozen=True, slots=True)
class Part:
    """A clip to be joined.

    Parameters
    ----------
    file : Path
    checksum : str
        Its SHA-256 when it was made.
    length_s : float
        The clip's, from its very beginning.
    title : str
        The chapter's; what has none is part of the chapter before it, but for the time that the
        next clip leaves out, which it stands for.
    skipped_s : float
        How much of its beginning is left out: until a picture that needs none before it, and in
        silence.
    """

    file: Path
    checksum: str
    length_s: float
    title: str = ""
    skipped_s: float = 0.0

    @property
    def seen_s(self) -> float:
        """How long it is seen in the film."""
        return self.length_s - self.skipped_s


def join(
    parts: tuple[Part, ...],
    target: Path,
    captions: tuple[Caption, ...] = (),
    language: str = "en",
    title: str = "",
) -> None:
    """Put clips of the same size and rate one after the other, all with sound or all without.

    Parameters
    ----------
    parts : tuple of Part
        At least one, the last of which has a title. Where there is sound, each ends in a tenth of
        a second of silence.
    target : Path
        The MP4 file to write, its index first.
    captions : tuple of Caption
        Those of the film's track of captions; none for no such track.
    language : str
        The captions', such as "en".
    title : str
        The film's, for its metadata.

    Raises
    ------
    RenderError
        If a clip cannot be read or is not what it was, or the film cannot be written.
    """
    with created(target, f"The film {target.name} could not be joined", title) as film:
        feeds = [_copied(parts, _streams(film, parts[0]))]
        if captions:
            text = subtitle_stream(film, iso_639_3(language))
            feeds.append(subtitle_packets(text, captions))
        film.set_chapters(_chapters(parts))
        film.start_encoding()
        for packet in merge(*feeds, key=when_s):
            film.mux(packet)


@dataclass(frozen=True, slots=True)
class _Streams:
    """The film's streams of pictures and of sound, the second one only if its clips have it."""

    pictures: VideoStream
    sound: AudioStream | None


def _streams(film: OutputContainer, part: Part) -> _Streams:
    with unchanged(part.file, part.checksum) as file, av.open(file, "r") as source:
        pictures = film.add_stream_from_template(source.streams.video[0])
        sounds = [film.add_stream_from_template(sound) for sound in source.streams.audio]
        for sound, template in zip(sounds, source.streams.audio, strict=True):
            # A template hands on how a stream is coded, not what is said of it.
            sound.metadata["language"] = template.metadata["language"]
        return _Streams(pictures, sounds[0] if sounds else None)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a clip lies in the film.

    Parameters
    ----------
    begin_s : float
        When its very beginning would be seen.
    end_s : float
    skipped_s : float
    packets : range
        The numbers in the film of its packets of sound. The first one holds what comes before what
        is seen of it; it takes the place of the last one, a silent one, of the clip before.
    """

    begin_s: float
    end_s: float
    skipped_s: float
    packets: range


def _places(parts: tuple[Part, ...]) -> list[_Place]:
    """Lay clips end to end; each has the packets that are nearest, so that nothing adds up."""
    times_s = [0.0, *accumulate(part.seen_s for part in parts)]
    cuts = [packets_until(start_s) - 1 for start_s in times_s[:-1]] + [packets_until(times_s[-1])]
    return [
        _Place(start_s - part.skipped_s, end_s, part.skipped_s, range(*numbers))
        for part, (start_s, end_s), numbers in zip(
            parts, pairwise(times_s), pairwise(cuts), strict=True
        )
    ]


def _copied(parts: tuple[Part, ...], streams: _Streams) -> Iterator[AnyPacket]:
    """Yield the packets of all clips, each at its time in the film."""
    for part, place in zip(parts, _places(parts), strict=True):
        with unchanged(part.file, part.checksum) as file, av.open(file, "r") as source:
            _check_sound(part, source, streams)
            for packet in packets(source):
                if _moved(packet, streams, place):
                    yield packet


def _check_sound(part: Part, source: InputContainer, streams: _Streams) -> None:
    if len(source.streams.audio) != (streams.sound is not None):
        raise RenderError(f"{part.file}: a film's clips have sound all, or none; this one differs")


def _moved(packet: AnyPacket, streams: _Streams, place: _Place) -> bool:
    """Put a packet at its time in the film; return whether it has one there."""
    if streams.sound is not None and packet.stream.type == "audio":
        return _sound_moved(packet, streams.sound, place)
    assert packet.pts is not None
    assert packet.dts is not None
    if float(packet.pts * packet.time_base) < place.skipped_s - _MOMENT_S:
        return False
    shift = round(Fraction(place.begin_s).limit_denominator(1000) / packet.time_base)
    packet.pts, packet.dts, packet.stream = packet.pts + shift, packet.dts + shift, streams.pictures
    return True


def _sound_moved(packet: AnyPacket, stream: AudioStream, place: _Place) -> bool:
    assert packet.pts is not None
    number = packet.pts // PACKET_SAMPLES + packets_until(place.begin_s)
    if number not in place.packets:
        return False
    packet.pts = packet.dts = number * PACKET_SAMPLES
    packet.duration = min(PACKET_SAMPLES, round(place.end_s * SAMPLE_RATE) - packet.pts)
    packet.stream = stream
    return True


def _chapters(parts: tuple[Part, ...]) -> list["Chapter"]:
    """Return the chapters, end to end: each begins when its clip's very beginning would be seen."""
    seen_ms = [round(part.seen_s * 1000) for part in parts]
    starts_ms = accumulate(seen_ms, initial=0)
    titled = [
        (start_ms - round(part.skipped_s * 1000), part.title)
        for start_ms, part in zip(starts_ms, parts, strict=False)
        if part.title
    ]
    begins_ms = [0, *(begin_ms for begin_ms, _ in titled[1:])]
    ends_ms = [*begins_ms[1:], sum(seen_ms)]
    return [
        {
            "id": number,
            "start": begin_ms,
            "end": end_ms,
            "time_base": _MILLISECOND,
            "metadata": {"title": title},
        }
        for number, (begin_ms, end_ms, (_, title)) in enumerate(
            zip(begins_ms, ends_ms, titled, strict=True)
        )
    ]
