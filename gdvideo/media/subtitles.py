"""Captions as a track of an MP4 file, which players show on demand (3GPP TS 26.245)."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from av.container import OutputContainer
from av.packet import Packet
from av.subtitles.stream import SubtitleStream
from babel.core import get_global

from gdvideo.media.mp4 import AnyPacket
from scenes.telling.captions import Caption

__all__ = ["iso_639_3", "subtitle_packets", "subtitle_stream"]

_MILLISECOND = Fraction(1, 1000)
_STYLE = b"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, BackColour, Alignment
Style: Default,Sans,16,&Hffffff,&H0,2

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""White letters below, in the form that FFmpeg makes a track's own description from."""


def iso_639_3(language: str) -> str:
    """Return the three letters for a language, or `und`, which stands for one that has none.

    Examples
    --------
    >>> iso_639_3("en"), iso_639_3("pt_BR"), iso_639_3("x-klingon")
    ('eng', 'por', 'und')
    """
    base = language.replace("-", "_").split("_")[0]
    aliases = get_global("language_aliases").items()
    return next((three for three, two in aliases if two == base and len(three) == 3), "und")


def subtitle_stream(file: OutputContainer, language: str) -> SubtitleStream:
    """Open a track of captions in a file.

    Parameters
    ----------
    file : OutputContainer
    language : str
        By ISO 639-3, such as "eng".
    """
    stream = file.add_stream("mov_text")
    stream.codec_context.subtitle_header = _STYLE
    stream.time_base = _MILLISECOND
    stream.metadata["language"] = language
    return stream


def subtitle_packets(stream: SubtitleStream, captions: Iterable[Caption]) -> Iterator[AnyPacket]:
    """Yield a packet for each caption: its text in UTF-8, after its length in two bytes."""
    for caption in captions:
        text = "\n".join(caption.lines).encode()
        packet = Packet(len(text).to_bytes(2, "big") + text)
        start, end = round(caption.start_s * 1000), round(caption.end_s * 1000)
        packet.stream, packet.time_base = stream, _MILLISECOND
        packet.pts = packet.dts = start
        packet.duration, packet.is_keyframe = end - start, True
        yield packet
