"""Frames to an H.264 file: colours tagged as converted, index first, the same bytes every time."""

import threading
from io import BytesIO
from pathlib import Path
from queue import Queue
from types import TracebackType
from typing import Final, Self

import av
from av.container import OutputContainer
from av.video.frame import PictureType
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream

from gdvideo.errors import RenderError
from gdvideo.media.colours import Changed, Converter, Frame
from gdvideo.media.quality import Quality

__all__ = ["X264_OPTIONS", "Encoder"]

X264_OPTIONS: Final = {
    # One thread: with more, x264 cuts frames by the number of cores: other bytes elsewhere.
    "threads": "1",
    "preset": "veryfast",
    # A film of drawings: flat grounds, sharp edges.
    "tune": "animation",
    "forced-idr": "1",
    # No frame waits for what comes after it to be looked at, which takes a third of the time. What
    # would be found, that most of a drawing stands still, is known: key frames are drawn better.
    # (One of those looks, mbtree, also reads memory that nobody has written, if a row is no whole
    # number of eight macroblocks: other bytes each time.)
    "crf": "25",
    "x264-params": "rc-lookahead=0:mbtree=0:b-adapt=0:scenecut=0:weightp=0:ipratio=2",
}
"""How x264 is asked to encode: equal input, equal bytes."""

_WAITING_FRAMES = 12


class Encoder:
    """Encodes frames in a thread of its own, so that drawing and encoding overlap.

    Colours are converted before a frame is handed to that thread: so whoever draws may draw the
    next one over it at once, and what waits takes a third of the memory.

    A context manager: the file is whole when the block ends, and is removed if the block fails.

    Parameters
    ----------
    target : Path or BytesIO
        The MP4 file to write; its index is first in a path, last in memory.
    quality : Quality
        Its size and frame rate.
    cut : int
        The number of a frame from which on the file can be shown without what is before it.

    Raises
    ------
    RenderError
        If the encoder or the disk fails.
    """

    def __init__(self, target: Path | BytesIO, quality: Quality, cut: int = 0) -> None:
        self._target = target
        self._quality, self._cut = quality, cut
        self._queue: Queue[tuple[av.VideoFrame, int] | None] = Queue(_WAITING_FRAMES)
        self._last: av.VideoFrame | None = None
        self._failure: BaseException | None = None
        self._abandoned = False
        self._converter = Converter(quality)
        self._thread = threading.Thread(target=self._run, name="encoder", daemon=True)
        self.frames = 0

    def __enter__(self) -> Self:
        """Start the thread."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait until everything is encoded; if the block fails, until the thread has stopped."""
        self._abandoned = error is not None
        self._queue.put(None)
        self._thread.join()
        named = self._target if isinstance(self._target, Path) else None
        if named and (error is not None or self._failure is not None):
            named.unlink(missing_ok=True)
        if error is None and self._failure is not None:
            what = f"The video {named.name}" if named else "A video"
            raise RenderError(f"{what} could not be encoded: {self._failure}")

    def write(self, pixels: Frame, repeat: int = 1, changed: Changed = None) -> None:
        """Take one frame, shown `repeat` times.

        Parameters
        ----------
        pixels : Frame
        repeat : int
        changed : Changed
            Where it is not as the last one was; nothing but these places is looked at.
        """
        if self._failure is not None:
            return
        try:
            if self._last is None or changed is None or changed:
                self._last = self._converter.converted(pixels, changed)
        except Exception as failure:
            self._failure = failure
            return
        self._queue.put((self._last, repeat))
        self.frames += repeat

    def _run(self) -> None:
        # Once exhausted it stays so: closing the file may fail after the last frame was taken.
        frames = iter(self._queue.get, None)
        try:
            flags = {"movflags": "+faststart"} if isinstance(self._target, Path) else {}
            with av.open(self._target, "w", format="mp4", options=flags) as file:
                stream = self._stream(file)
                shown, last = 0, None
                for frame, repeat in frames:
                    if last is not None and last is not frame:
                        self._converter.give_back(last)
                    shown, last = self._encode(file, stream, frame, repeat, shown), frame
                file.mux(stream.encode(None))
        except BaseException as failure:
            self._failure = failure
            for _ in frames:
                pass

    def _stream(self, file: OutputContainer) -> VideoStream:
        """Open an H.264 stream tagged as BT.709, narrow range (ITU-T H.273, tables 2 to 4)."""
        stream = file.add_stream("libx264", rate=self._quality.fps, options=X264_OPTIONS)
        stream.width, stream.height = self._quality.width, self._quality.height
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.gop_size = 2 * self._quality.fps
        context.colorspace = Colorspace.ITU709
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.color_range = ColorRange.MPEG
        return stream

    def _encode(
        self,
        file: OutputContainer,
        stream: VideoStream,
        frame: av.VideoFrame,
        repeat: int,
        shown: int,
    ) -> int:
        """Encode a frame as often as it is shown; return the frames shown so far."""
        for k in range(shown, shown + repeat):
            if self._abandoned:
                break
            frame.pts = k
            frame.pict_type = PictureType.I if k == self._cut else PictureType.NONE
            file.mux(stream.encode(frame))
        return shown + repeat
