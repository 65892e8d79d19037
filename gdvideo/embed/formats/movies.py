"""A clip encoded anew: smaller as MP4, or as WebM for sites that want no patented codec."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError

from gdvideo.errors import RenderError
from gdvideo.media.encode import X264_OPTIONS

__all__ = ["Movie"]

_CODECS: Final = {"mp4": ("libx264", "aac", 96_000), "webm": ("libvpx-vp9", "libopus", 64_000)}
"""Of pictures and of sound, and how many bits a second the sound has."""
# One thread: the bytes do not depend on the machine's cores.
_VP9: Final = {"threads": "1", "deadline": "good", "cpu-used": "5", "crf": "32", "b": "0"}
_MUXER: Final = {"mp4": {"movflags": "+faststart"}, "webm": {}}


@dataclass(frozen=True, slots=True)
class Movie:
    """A video to be written in another format or size.

    Parameters
    ----------
    source : Path
        An MP4 file.
    container : "mp4" or "webm"
        H.264 with AAC, or VP9 with Opus; sound only if the source has it.
    size : tuple of int
        Width and height in pixels, both even.
    title : str
        Stands in the file's own metadata.
    """

    source: Path
    container: str
    size: tuple[int, int]
    title: str

    def __call__(self, target: Path) -> None:
        """Write it; equal input, equal bytes.

        Raises
        ------
        RenderError
            If the source cannot be read.
        """
        # Without it Matroska files carry a number that is drawn anew each time.
        options = {**_MUXER[self.container], "fflags": "+bitexact"}
        try:
            with (
                av.open(self.source, "r") as source,
                av.open(target, "w", format=self.container, options=options) as file,
            ):
                file.metadata["title"] = self.title
                self._encode(source, file)
        except FFmpegError as error:
            raise RenderError(f"{self.source}: cannot be encoded anew: {error}") from error

    def _encode(self, source: InputContainer, file: OutputContainer) -> None:
        pictures, sound = self._streams(source, file)
        wanted = [*source.streams.video[:1], *source.streams.audio[:1]]
        for packet in source.demux(*wanted):
            stream = pictures if packet.stream.type == "video" else sound
            for frame in packet.decode():
                file.mux(stream.encode(self._fitted(frame)))
        for stream in (pictures, sound):
            if stream is not None:
                file.mux(stream.encode(None))

    def _fitted(self, frame: Any) -> Any:
        if not isinstance(frame, av.VideoFrame):
            return frame
        fitted = frame.reformat(*self.size, format="yuv420p", interpolation="AREA")
        # The encoder decides for itself where a picture stands alone.
        fitted.pict_type = 0
        return fitted

    def _streams(self, source: InputContainer, file: OutputContainer) -> tuple[Any, Any]:
        video, audio, bit_rate = _CODECS[self.container]
        drawn = source.streams.video[0]
        options = X264_OPTIONS if video == "libx264" else _VP9
        pictures: Any = file.add_stream(video, rate=drawn.average_rate, options=options)
        pictures.width, pictures.height = self.size
        pictures.pix_fmt = "yuv420p"
        pictures.codec_context.time_base = Fraction(1, drawn.average_rate or 1)
        for name in ("colorspace", "color_primaries", "color_trc", "color_range"):
            setattr(pictures.codec_context, name, getattr(drawn.codec_context, name))
        sound: Any = None
        if source.streams.audio:
            sound = file.add_stream(audio, rate=source.streams.audio[0].rate)
            sound.codec_context.layout = source.streams.audio[0].layout.name
            sound.codec_context.bit_rate = bit_rate
        return pictures, sound
