"""Parts of a clip, each an MP4 file in memory, to one file: their packets are copied."""

import io
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import av
from av.container import InputContainer

from gdvideo.media.mp4 import AnyPacket, created, packets

__all__ = ["spliced"]


def spliced(videos: Sequence[bytes], target: Path) -> None:
    """Put pictures of the same size and rate one after the other.

    Parameters
    ----------
    videos : sequence of bytes
        MP4 files without sound, each of which begins with a picture that needs none before it.
    target : Path
        The MP4 file to write, its index first. Equal input, equal bytes.

    Raises
    ------
    RenderError
        If it cannot be written.
    """
    with created(target, f"The clip {target.name} could not be put together") as file:
        sources = [av.open(io.BytesIO(video), "r") for video in videos]
        stream = file.add_stream_from_template(sources[0].streams.video[0])
        file.start_encoding()
        starts = accumulate((_length(source) for source in sources), initial=0)
        for source, start in zip(sources, starts, strict=False):
            for packet in _moved(source, start):
                packet.stream = stream
                file.mux(packet)


def _length(source: InputContainer) -> int:
    """Return how long a video is, in units of its stream's time."""
    length = source.streams.video[0].duration
    assert length is not None
    return length


def _moved(source: InputContainer, start: int) -> Iterator[AnyPacket]:
    for packet in packets(source):
        assert packet.pts is not None
        assert packet.dts is not None
        packet.pts, packet.dts = packet.pts + start, packet.dts + start
        yield packet
