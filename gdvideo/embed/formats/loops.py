"""A loop for a slide: the liveliest beat of a clip, as an animated WebP or GIF without sound."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import numpy as np
from PIL import Image

from gdvideo.embed.course import Chapter, Video

__all__ = ["Loop", "liveliest", "loop"]

_LONGEST_S: Final = 10.0
_LOOK: Final = (160, 90)
"""Small pictures tell as well how much moves."""
_RATES: Final = {"webp": 15.0, "gif": 12.5}
"""Frames a second; a GIF counts hundredths of a second."""
_COLOURS: Final = 255


@dataclass(frozen=True, slots=True)
class Loop:
    """A stretch of a video to be written as an animation that begins anew when it ends.

    Parameters
    ----------
    source : Path
        An MP4 file.
    kind : "webp" or "gif"
    size : tuple of int
        Width and height in pixels.
    chapters : tuple of Chapter
        Of these the liveliest is taken, ten seconds of it at most.
    """

    source: Path
    kind: str
    size: tuple[int, int]
    chapters: tuple[Chapter, ...]

    def __call__(self, target: Path) -> None:
        """Write it; equal input, equal bytes."""
        beat = liveliest(self.source, self.chapters)
        end_s = min(beat.end_s, beat.start_s + _LONGEST_S)
        frames = list(self._frames(beat.start_s, end_s))
        save = self._save_webp if self.kind == "webp" else self._save_gif
        save(frames, target)

    def _frames(self, start_s: float, end_s: float) -> Iterator[Image.Image]:
        """Yield the frames of a stretch at the loop's own rate."""
        next_s = start_s
        for when_s, frame in _decoded(self.source, start_s):
            if when_s >= end_s:
                return
            if when_s >= next_s - 1e-6:
                next_s += 1.0 / _RATES[self.kind]
                yield frame.to_image(width=self.size[0], height=self.size[1])

    @property
    def _frame_ms(self) -> int:
        return round(1000 / _RATES[self.kind])

    def _save_webp(self, frames: list[Image.Image], target: Path) -> None:
        first, *rest = frames
        options = {"quality": 80, "method": 4, "loop": 0, "duration": self._frame_ms}
        first.save(target, "WEBP", save_all=True, append_images=rest, **options)

    def _save_gif(self, frames: list[Image.Image], target: Path) -> None:
        """One palette for all, and no dithering: grounds are flat, and nothing flickers."""
        palette = frames[len(frames) // 2].quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)
        first, *rest = (
            frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames
        )
        options = {"loop": 0, "duration": self._frame_ms, "optimize": False}
        first.save(target, "GIF", save_all=True, append_images=rest, **options)


def loop(clip: Video, kind: str, size: tuple[int, int]) -> Loop:
    """Return the loop of a clip."""
    return Loop(clip.mp4, kind, size, clip.chapters)


def liveliest(source: Path, chapters: tuple[Chapter, ...]) -> Chapter:
    """Return the chapter in which most changes from frame to frame, on the mean."""
    times, changes = _changes(source)

    def mean_change(chapter: Chapter) -> float:
        inside = changes[(times > chapter.start_s) & (times < chapter.end_s)]
        return float(inside.mean()) if len(inside) else 0.0

    return max(chapters, key=mean_change)


def _changes(source: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return when each frame but the first is seen, and how much it differs from the last one."""
    times: list[float] = []
    changes: list[float] = []
    before: np.ndarray | None = None
    for when_s, frame in _decoded(source, 0.0):
        grey = frame.reformat(*_LOOK, format="gray").to_ndarray().astype(np.int16)
        if before is not None:
            times.append(when_s)
            changes.append(float(np.abs(grey - before).mean()))
        before = grey
    return np.array(times), np.array(changes)


def _decoded(source: Path, start_s: float) -> Iterator[tuple[float, av.VideoFrame]]:
    """Yield the frames of a video from a moment on, and when each is seen, in seconds."""
    with av.open(source, "r") as file:
        if start_s > 0.0:
            file.seek(int(start_s * av.time_base))
        for frame in file.decode(video=0):
            assert isinstance(frame, av.VideoFrame)
            when_s = float(frame.time or 0.0)
            if when_s >= start_s - 1e-6:
                yield when_s, frame
