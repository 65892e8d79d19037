"""One of two clips that are seen side by side: its frames and words, one after the other."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np
import srt

from gdvideo.embed.course import Video
from gdvideo.media.decode import picture

__all__ = ["Side", "opened_side"]

_Cue = tuple[float, float, tuple[str, ...]]


@dataclass(slots=True)
class Side:
    """A clip that is read from its beginning to its end.

    Parameters
    ----------
    decoded : iterator of VideoFrame
        What is still to come.
    size : tuple of int
        Width and height of the pixels that are wanted.
    cues : tuple
        Beginning, end in seconds, and lines of each caption.
    fps : int
    """

    decoded: Any
    size: tuple[int, int]
    cues: tuple[_Cue, ...]
    fps: int
    _number: int = field(default=-1, init=False)
    _pixels: Any = field(default=None, init=False)

    def pixels(self, number: int) -> Any:
        """Return a frame by its number, which never falls; past the last one, that one.

        Returns
        -------
        ndarray, shape (height, width, 3)
            RGB.
        """
        frame = None
        while self._number < number and (following := next(self.decoded, None)) is not None:
            frame = following
            self._number += 1
        if frame is not None:
            self._pixels = np.asarray(picture(frame, self.size))
        return self._pixels

    def words(self, number: int) -> tuple[str, ...]:
        """Return the lines of the caption of a frame."""
        when_s = (number + 0.5) / self.fps
        return next((lines for start_s, end_s, lines in self.cues if start_s <= when_s < end_s), ())


@contextmanager
def opened_side(clip: Video, size: tuple[int, int], fps: int, *, worded: bool) -> Generator[Side]:
    """Open a clip to be read from its beginning.

    Parameters
    ----------
    clip : Video
    size : tuple of int
        Width and height of the pixels that are wanted.
    fps : int
    worded : bool
        Whether its captions are read too: they are not in its pictures.
    """
    with av.open(clip.mp4, "r") as file:
        yield Side(file.decode(video=0), size, _cues(clip.srt) if worded else (), fps)


def _cues(path: Path) -> tuple[_Cue, ...]:
    return tuple(
        (cue.start.total_seconds(), cue.end.total_seconds(), tuple(cue.content.split("\n")))
        for cue in srt.parse(path.read_text("utf-8"))
    )
