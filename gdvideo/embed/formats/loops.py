"""A loop for a slide: a stretch of a clip as an animated WebP or GIF without sound, under 1 MB."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image

from gdvideo.embed.course import Chapter
from gdvideo.embed.formats.stretches import stretch
from gdvideo.media.decode import decoded, picture

__all__ = ["MOST_BYTES", "Loop"]

MOST_BYTES: Final = 1_000_000
_HELD_S: Final = 1.2
"""How long the last picture is seen before it goes over into the first."""
_BLENDED_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Effort:
    """A way to write a loop.

    Parameters
    ----------
    rate : float
        Frames a second; a GIF counts hundredths of a second.
    level : int
        A WebP's quality, a GIF's number of colours.
    scale : float
        Of the size that was asked for.
    calm : int
        A pixel keeps its colour until it differs by more levels of 256: encoding makes up to eight,
        slow fog moves by as many.
    """

    rate: float
    level: int
    scale: float = 1.0
    calm: int = 8


_EFFORTS: Final = {
    "webp": (
        _Effort(15.0, 80, calm=2),
        _Effort(15.0, 80, calm=5),
        _Effort(15.0, 60),
        _Effort(10.0, 60),
        _Effort(10.0, 50, 0.75),
        _Effort(7.5, 40, 0.5),
        _Effort(5.0, 20, 0.25),
    ),
    "gif": (
        _Effort(12.5, 255, calm=4),
        _Effort(12.5, 255),
        _Effort(10.0, 128),
        _Effort(10.0, 128, 0.75),
        _Effort(6.25, 128, 0.75),
        _Effort(6.25, 64, 0.5),
        _Effort(5.0, 32, 0.25),
    ),
}
"""From the best on; the first that is small enough is taken, or the last."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A stretch of a video to be written as an animation that begins anew when it ends.

    Its last picture is held, then goes over into the first one.

    Parameters
    ----------
    source : Path
        An MP4 file.
    kind : "webp" or "gif"
    size : tuple of int
        Width and height in pixels, at most.
    chapters : tuple of Chapter
        The beats to choose from.
    best : str, optional
        The id of the one that is to be taken, if the video has it.
    """

    source: Path
    kind: str
    size: tuple[int, int]
    chapters: tuple[Chapter, ...]
    best: str | None = None

    def __call__(self, target: Path) -> None:
        """Write it; equal input, equal bytes."""
        span = stretch(self.source, self.chapters, self.best)
        made = b""
        for effort in _EFFORTS[self.kind]:
            made = self._made(effort, span)
            if len(made) <= MOST_BYTES:
                break
        target.write_bytes(made)

    def _made(self, effort: _Effort, span: tuple[float, float]) -> bytes:
        frames = _with_return(_calmed(self._frames(effort, span), effort.calm), effort.rate)
        shown = list(_shown(frames, round(1000 / effort.rate)))
        file = BytesIO()
        save = _save_webp if self.kind == "webp" else _save_gif
        save(shown, effort.level, file)
        return file.getvalue()

    def _frames(self, effort: _Effort, span: tuple[float, float]) -> Iterator[Any]:
        """Yield the pixels of a stretch at the loop's own rate and size."""
        width, height = (round(pixels * effort.scale) for pixels in self.size)
        next_s, end_s = span
        for when_s, frame in decoded(self.source, next_s):
            if when_s >= end_s:
                return
            if when_s >= next_s - 1e-6:
                next_s += 1.0 / effort.rate
                yield np.asarray(picture(frame, (width, height)))


def _calmed(frames: Iterable[Any], calm: int) -> Iterator[Any]:
    """Yield pixels that change only where something moves; see `_Effort`."""
    seen: Any = None
    for pixels in frames:
        if seen is None:
            seen = pixels
        else:
            moved = np.abs(pixels.astype(np.int16) - seen).max(axis=2, keepdims=True) > calm
            seen = np.where(moved, pixels, seen)
        yield seen


def _with_return(frames: Iterator[Any], rate: float) -> Iterator[Any]:
    """Yield frames, then what leads back to the first: a rest, then one over the other."""
    first = last = next(frames)
    yield first
    for last in frames:
        yield last
    for _ in range(round(_HELD_S * rate)):
        yield last
    steps = round(_BLENDED_S * rate)
    for k in range(1, steps):
        yield np.rint(last + (first.astype(float) - last) * k / steps).astype(np.uint8)


def _shown(frames: Iterable[Any], frame_ms: int) -> Iterator[tuple[Image.Image, int]]:
    """Yield each picture that differs from the one before, and for how many milliseconds."""
    for _, run in groupby(frames, key=bytes):
        first, *others = run
        yield Image.fromarray(first), frame_ms * (1 + len(others))


def _save_webp(shown: list[tuple[Image.Image, int]], quality: int, file: BytesIO) -> None:
    (first, *rest), durations = zip(*shown, strict=True)
    options = {"quality": quality, "method": 4, "loop": 0, "duration": list(durations)}
    first.save(file, "WEBP", save_all=True, append_images=rest, **options)


def _save_gif(shown: list[tuple[Image.Image, int]], colours: int, file: BytesIO) -> None:
    """Write with one palette for all, and no dithering: grounds are flat, and nothing flickers.

    An octree keeps a colour that few pixels have, such as a path's.
    """
    pictures, durations = zip(*shown, strict=True)
    seen = [np.asarray(pictures[k]) for k in (0, len(pictures) // 2, -1)]
    palette = Image.fromarray(np.hstack(seen)).quantize(colours, Image.Quantize.FASTOCTREE)
    first, *rest = (p.quantize(palette=palette, dither=Image.Dither.NONE) for p in pictures)
    options = {"loop": 0, "duration": list(durations), "optimize": False}
    first.save(file, "GIF", save_all=True, append_images=rest, **options)
