"""Pixels to the encoder's colours; of a picture that has changed in places, these places only."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from queue import Empty, SimpleQueue

import av
import numpy as np
from av.video.plane import VideoPlane
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from numpy.typing import NDArray

from gdvideo.media.quality import Quality

__all__ = ["Changed", "Converter", "Frame"]

Frame = NDArray[np.uint8]
"""RGBA pixels, shape (height, width, 4), top row first."""

Place = tuple[int, int, int, int]
"""Pixels from the first two numbers on, to the right and down, before the last two."""

Changed = Sequence[Place] | None
"""Where a picture is not as the last one was; None for all of it."""

_WIDTHS, _HEIGHTS = 128, 120
"""Places are converted in sizes that are multiples of these: each size is prepared for once."""
_PACKED = (4, 1)
"""How far apart pixels of a row, and their colours, are: such are read where they lie."""
_SIZES = 24
"""So many sizes are remembered."""
_MARGIN = 2
"""So many rows above and below a pixel have a share in its colours, which are half as fine."""


class Converter:
    """Converts pictures, one after another, to BT.709 of narrow range, 4:2:0.

    A picture's memory is used again once it is given back.

    Parameters
    ----------
    quality : Quality
        Its size, both numbers even, and frame rate.
    """

    def __init__(self, quality: Quality) -> None:
        self._width, self._height = quality.width, quality.height
        self._time_base = Fraction(1, quality.fps)
        self._planes = _halved(quality.width, quality.height)
        self._spare: SimpleQueue[av.VideoFrame] = SimpleQueue()
        self._reformatter = lru_cache(_SIZES)(_reformatter)

    def converted(self, pixels: Frame, changed: Changed) -> av.VideoFrame:
        """Return a picture in the encoder's colours, in memory of its own.

        Parameters
        ----------
        pixels : Frame
        changed : Changed
        """
        if pixels.strides[1:] != _PACKED:
            pixels = np.ascontiguousarray(pixels)
        for place in [(0, 0, self._width, self._height)] if changed is None else changed:
            self._convert(pixels, self._grown(place))
        frame = self._memory()
        for plane, values in zip(frame.planes, self._planes, strict=True):
            _values(plane, *values.shape)[:] = values
        return frame

    def give_back(self, frame: av.VideoFrame) -> None:
        """Let a picture's memory be used for another one."""
        self._spare.put(frame)

    def _memory(self) -> av.VideoFrame:
        try:
            frame = self._spare.get_nowait()
        except Empty:
            frame = av.VideoFrame(self._width, self._height, "yuv420p")
        frame.time_base = self._time_base
        return frame

    def _grown(self, place: Place) -> Place:
        """Return a place of even numbers, of one of a few sizes, that holds another."""
        left, top, right, bottom = place
        left, width = _grown(left, right, _WIDTHS, self._width)
        top, height = _grown(top - 2 * _MARGIN, bottom + 2 * _MARGIN, _HEIGHTS, self._height)
        return left, top, left + width, top + height

    def _convert(self, pixels: Frame, place: Place) -> None:
        left, top, right, bottom = place
        found = self._of(pixels[top:bottom, left:right])
        # The outermost rows lack neighbours, but for those of the whole picture.
        first = 0 if top == 0 else _MARGIN
        behind = bottom - top - (0 if bottom == self._height else _MARGIN)
        for into, plane, part in zip(self._planes, found.planes, (1, 2, 2), strict=True):
            values = _values(plane, (bottom - top) // part, (right - left) // part)
            rows = slice((top + first) // part, (top + behind) // part)
            into[rows, left // part : right // part] = values[first // part : behind // part]

    def _of(self, pixels: Frame) -> av.VideoFrame:
        height, width, _ = pixels.shape
        return self._reformatter(width, height).reformat(
            av.VideoFrame.from_numpy_buffer(pixels, format="rgba"),
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
        )


def _reformatter(width: int, height: int) -> VideoReformatter:
    """Return what converts pictures of one size; for another one it would begin anew."""
    del width, height
    return VideoReformatter()


def _grown(first: int, behind: int, step: int, whole: int) -> tuple[int, int]:
    """Return where a stretch that holds another begins, even, and how long it is."""
    first, behind = max(first, 0) // 2 * 2, min(behind, whole)
    length = min(-(-(behind - first) // step) * step, whole)
    return min(first, whole - length), length


def _halved(width: int, height: int) -> tuple[NDArray[np.uint8], ...]:
    """Return room for brightness, and for two colours at half its width and height."""
    half = (height // 2, width // 2)
    return tuple(np.zeros(shape, np.uint8) for shape in ((height, width), half, half))


def _values(plane: VideoPlane, rows: int, columns: int) -> NDArray[np.uint8]:
    """Return the values of a plane, without what lies behind each row of its memory."""
    return np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:rows, :columns]
