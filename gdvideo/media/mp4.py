"""MP4 files that are put together from packets: whole, their index first, or not there at all."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import av
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError
from av.packet import Packet

from gdvideo.errors import RenderError

__all__ = ["AnyPacket", "created", "packets", "when_s"]

AnyPacket: TypeAlias = "Packet[Any]"
"""A packet of pictures, sound or captions."""


@contextmanager
def created(target: Path, failed: str, title: str = "") -> Generator[OutputContainer]:
    """Open an MP4 file to be written; if the block or the disk fails, there is none.

    Parameters
    ----------
    target : Path
    failed : str
        What could not be done then, as the beginning of a sentence.
    title : str
        Stands in the file's own metadata.

    Raises
    ------
    RenderError
        If something cannot be read or written.
    """
    try:
        with av.open(target, "w", format="mp4", options={"movflags": "+faststart"}) as file:
            if title:
                file.metadata["title"] = title
            yield file
    except RenderError:
        target.unlink(missing_ok=True)
        raise
    except (FFmpegError, OSError) as error:
        target.unlink(missing_ok=True)
        raise RenderError(f"{failed}: {error}") from error


def packets(file: InputContainer) -> Iterator[AnyPacket]:
    """Yield a file's packets of pictures and of sound, in the order in which they lie there."""
    for packet in file.demux(*file.streams.video, *file.streams.audio):
        # The last one of each stream is empty: it tells a decoder that there are no more.
        if packet.dts is not None:
            yield packet


def when_s(packet: AnyPacket) -> float:
    """Return when a packet is decoded, in seconds; it must have such a time."""
    assert packet.dts is not None
    return float(packet.dts * packet.time_base)
