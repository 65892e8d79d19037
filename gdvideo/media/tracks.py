"""A clip's tracks: its sound and its captions are put beside its pictures, which are copied."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from pathlib import Path

import av
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

from gdvideo.media.mp4 import AnyPacket, created, packets, when_s
from gdvideo.media.sound import Sound, sound_packets, sound_stream
from gdvideo.media.subtitles import iso_639_3, subtitle_packets, subtitle_stream
from scenes.telling.captions import Caption

__all__ = ["Tracks", "dress"]


@dataclass(frozen=True, slots=True, eq=False)
class Tracks:
    """What goes with the pictures.

    Parameters
    ----------
    language : str
        Of both, such as "en".
    sound : Sound, optional
        As long as the pictures.
    captions : tuple of Caption
        None for no track of them.
    title : str
        The video's, for its metadata.
    """

    language: str
    sound: Sound | None = None
    captions: tuple[Caption, ...] = ()
    title: str = ""


def dress(pictures: Path, tracks: Tracks, target: Path) -> None:
    """Write a video with the pictures of another one, a sound, captions and a title.

    Parameters
    ----------
    pictures : Path
        An MP4 file; its packets are copied.
    tracks : Tracks
    target : Path
        The MP4 file to write, its index first. Equal input, equal bytes.

    Raises
    ------
    RenderError
        If the pictures cannot be read or the video cannot be written.
    """
    failed = f"Sound and captions of {target.name} could not be added"
    with created(target, failed, tracks.title) as file, av.open(pictures, "r") as source:
        for packet in merge(*_packets(file, source, tracks), key=when_s):
            file.mux(packet)


def _packets(
    file: OutputContainer, source: InputContainer, tracks: Tracks
) -> list[Iterator[AnyPacket]]:
    """Open the streams of a file, and return the packets of each."""
    language = iso_639_3(tracks.language)
    feeds = [_copied(source, file.add_stream_from_template(source.streams.video[0]))]
    if tracks.sound is not None:
        feeds.append(sound_packets(sound_stream(file, language), tracks.sound))
    if tracks.captions:
        feeds.append(subtitle_packets(subtitle_stream(file, language), tracks.captions))
    file.start_encoding()
    return feeds


def _copied(source: InputContainer, stream: VideoStream) -> Iterator[AnyPacket]:
    for packet in packets(source):
        packet.stream = stream
        yield packet
