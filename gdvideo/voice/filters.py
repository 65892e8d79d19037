"""Sound through the filters of libav: one rate, one loudness, no peak that a decoder would clip."""

from collections.abc import Iterator
from contextlib import suppress

import numpy as np
from av import AudioFrame
from av.error import EOFError as EndOfFile
from av.filter import Graph

from gdvideo.media.sound import SAMPLE_RATE
from gdvideo.media.sound import Sound as Samples

__all__ = ["LOUDNESS", "levelled", "loudness", "resampled", "without_offset"]

LOUDNESS = -16.0
"""In LUFS: what podcasts and lessons are published at, integrated as in ITU-R BS.1770-4."""
_SILENCE = -70.0
_LOWEST_HZ = 60
_MOST_GAIN = 40.0
_ROUNDS = 4
_COMPRESSOR = "threshold=0.05:ratio=3:knee=4:attack=5:release=80"
_LIMITER = "level=false:latency=true:attack=5:release=50:limit=0.75"
"""At −2.5 dB of full scale: what lies between samples, and what a lossy codec adds, has room."""
_LONGEST_BLOCK_S = 3.0


def resampled(samples: Samples, rate: int) -> Samples:
    """Return sound at the rate of all that is made."""
    return _joined(_filtered(samples, rate, ("aresample", str(SAMPLE_RATE))))


def without_offset(samples: Samples) -> Samples:
    """Return sound at `SAMPLE_RATE` without what is too low to be a voice: an offset, a rumble."""
    # The filter would answer to where the offset begins by a thump.
    samples = samples - np.float32(samples.sum(dtype=np.float64) / max(len(samples), 1))
    return _joined(_filtered(samples, SAMPLE_RATE, ("highpass", f"f={_LOWEST_HZ}")))


def loudness(samples: Samples) -> float:
    """Return the integrated loudness of sound, in LUFS; −70 where there is silence.

    What is short is measured as if it were said over and over, because blocks of 0.4 s are.
    """
    times = max(1, round(_LONGEST_BLOCK_S * SAMPLE_RATE / max(len(samples), 1)))
    frames = _filtered(np.tile(samples, times), SAMPLE_RATE, ("ebur128", "metadata=1"))
    # What is left over at the end and fills no block is not measured.
    told = (frame.metadata.get("lavfi.r128.I") for frame in reversed(frames))
    return float(next(filter(None, told), _SILENCE))


def levelled(samples: Samples) -> Samples:
    """Return sound at `SAMPLE_RATE` brought to `LOUDNESS`, its peaks limited.

    Loud and soft are brought closer first, so that the limiter has little to do. What it takes away
    is made up for, until hardly anything is missing. Silence is not made louder by more than 40 dB.
    """
    gain = min(LOUDNESS - loudness(samples), _MOST_GAIN)
    even = _joined(_filtered(samples, SAMPLE_RATE, _volume(gain), ("acompressor", _COMPRESSOR)))
    limited, gain = even, 0.0
    for _ in range(_ROUNDS):
        gain = min(gain + LOUDNESS - loudness(limited), _MOST_GAIN)
        limited = _joined(_filtered(even, SAMPLE_RATE, _volume(gain), ("alimiter", _LIMITER)))
    return limited


def _volume(gain: float) -> tuple[str, str]:
    return "volume", f"{gain:.3f}dB"


def _filtered(samples: Samples, rate: int, *filters: tuple[str, str]) -> list[AudioFrame]:
    """Return what comes out of filters, one after the other, each a name and its options."""
    if not len(samples):
        return []
    graph = Graph()
    nodes = [graph.add_abuffer(sample_rate=rate, format="flt", layout="mono")]
    last = ("aformat", "sample_fmts=flt:channel_layouts=mono"), ("abuffersink", "")
    nodes += [graph.add(name, options) for name, options in (*filters, *last)]
    graph.link_nodes(*nodes).configure()
    frame = AudioFrame.from_ndarray(samples[np.newaxis], format="flt", layout="mono")
    frame.sample_rate = rate
    graph.push(frame)
    graph.push(None)
    return [*_pulled(graph)]


def _pulled(graph: Graph) -> Iterator[AudioFrame]:
    with suppress(EndOfFile):
        while True:
            frame = graph.pull()
            assert isinstance(frame, AudioFrame)
            yield frame


def _joined(frames: list[AudioFrame]) -> Samples:
    parts = [np.asarray(frame.to_ndarray()[0], np.float32) for frame in frames]
    return np.concatenate([*parts, np.zeros(0, np.float32)])
