"""What `benchmarks/film.py` has its processes do: draw a part, or only encode what is there."""

import io
import resource
import time
from importlib import import_module
from itertools import count
from typing import NamedTuple

from gdvideo.media.colours import Frame
from gdvideo.media.encode import Encoder
from gdvideo.rendering.draughtsman import Draughtsman, drawn_part
from gdvideo.rendering.manim_alone import load_manim
from gdvideo.rendering.parts import Part

__all__ = ["Encoded", "Weighed", "beat_s", "encoded", "ready", "weighed"]

_AT_ONCE, _EVERY = 40, 4


class Weighed(NamedTuple):
    """What drawing a part has needed."""

    part_frames: int
    peak_mb: float


class Encoded(NamedTuple):
    """How long an encoder took for the frames of a part that were in memory."""

    seconds: float


def ready() -> None:
    """Import all that draws, which a film's first part waits for."""
    load_manim()
    import_module("gdvideo.rendering.frames")


def weighed(draughtsman: Draughtsman, part: Part) -> Weighed:
    """Draw and encode a part as a film's run does."""
    drawn_part(draughtsman, part)
    # In kilobytes, but for macOS.
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
    return Weighed(part.frames(draughtsman.quality), peak_mb)


def beat_s(draughtsman: Draughtsman, scene: str, number: int) -> float:
    """Draw and encode a beat; return how long that takes from its first frame on, as of twins."""
    from gdvideo.rendering.frames import draw_clip

    begun: list[float] = []

    def progress(_: int) -> None:
        begun.append(time.perf_counter())

    beats = range(number, number + 1)
    draw_clip(scene, draughtsman.brief, draughtsman.quality, io.BytesIO(), progress, beats)
    return time.perf_counter() - begun[0]


def encoded(draughtsman: Draughtsman, part: Part) -> Encoded:
    """Draw a part, stop now and then, and let the encoder alone work off what is in memory.

    A part's frames do not fit into memory: a few at a time are collected, and every fourth lot is
    encoded, each frame as often as it is shown; the time is scaled up to all of the part.
    """
    from gdvideo.rendering.frames import draw

    lot: list[tuple[Frame, int]] = []
    number, spent_s, shown = count(1), 0.0, 0

    def take(pixels: Frame, repeat: int) -> None:
        nonlocal spent_s, shown
        lot.append((pixels, repeat))
        if len(lot) == _AT_ONCE:
            if next(number) % _EVERY == 0:
                spent_s, shown = spent_s + _encoding_s(lot, draughtsman), shown + _shown(lot)
            lot.clear()

    beats = range(part.first, part.behind)
    draw(part.job.label, draughtsman.brief, draughtsman.quality, take, beats)
    if not shown:
        spent_s, shown = _encoding_s(lot, draughtsman), _shown(lot)
    return Encoded(spent_s / shown * part.frames(draughtsman.quality))


def _shown(lot: list[tuple[Frame, int]]) -> int:
    return sum(repeat for _, repeat in lot)


def _encoding_s(lot: list[tuple[Frame, int]], draughtsman: Draughtsman) -> float:
    start = time.perf_counter()
    with Encoder(io.BytesIO(), draughtsman.quality) as encoder:
        for pixels, repeat in lot:
            encoder.write(pixels, repeat)
    return time.perf_counter() - start
