"""Frames out of a video, as pictures of any size."""

from collections.abc import Iterator
from pathlib import Path

import av
from PIL import Image

__all__ = ["decoded", "picture"]


def decoded(source: Path, start_s: float = 0.0) -> Iterator[tuple[float, av.VideoFrame]]:
    """Yield the frames of a video from a moment on, and when each is seen, in seconds."""
    with av.open(source, "r") as file:
        if start_s > 0.0:
            file.seek(int(start_s * av.time_base))
        for frame in file.decode(video=0):
            assert isinstance(frame, av.VideoFrame)
            when_s = float(frame.time or 0.0)
            if when_s >= start_s - 1e-6:
                yield when_s, frame


def picture(frame: av.VideoFrame, size: tuple[int, int]) -> Image.Image:
    """Return a frame as an RGB picture of some width and height.

    FFmpeg converts colours coarsely where it scales at the same time, so that is done afterwards.
    """
    whole = frame.to_image()
    return whole if whole.size == size else whole.resize(size, Image.Resampling.LANCZOS)
