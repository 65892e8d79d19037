"""Captions drawn into frames: a caption is drawn once, and laid over all of its frames."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from gdvideo.media.colours import Changed, Frame
from scenes.telling.captions import Caption

__all__ = ["Captioner", "stretches"]


def stretches(
    captions: tuple[Caption, ...], fps: int, first: int, behind: int
) -> Iterator[tuple[Caption | None, int]]:
    """Yield what is shown from one frame to another: a caption or none, and for how many frames.

    Parameters
    ----------
    captions : tuple of Caption
        In order.
    fps : int
        Frames a second.
    first, behind : int
        The first frame, and the one after the last.
    """
    spans = [(round(c.start_s * fps), round(c.end_s * fps), c) for c in captions]
    changes = {change for start, end, _ in spans for change in (start, end)}
    cuts = sorted({first, behind, *(change for change in changes if first < change < behind)})
    for start, end in pairwise(cuts):
        yield next((c for from_, to, c in spans if from_ <= start < to), None), end - start


class Captioner:
    """Takes a scene's frames and hands them on, each with the caption of its moment.

    Parameters
    ----------
    captions : tuple of Caption
        The scene's, in order.
    fps : int
        Frames a second.
    strip : callable
        Draws the lowest rows of a frame, with a caption in them.
    """

    def __init__(
        self, captions: tuple[Caption, ...], fps: int, strip: Callable[[Caption], Frame]
    ) -> None:
        self._captions, self._fps = captions, fps
        self._strip = lru_cache(maxsize=2)(strip)
        self._shown: Caption | None = None
        self._rows = 0

    def captioned(
        self, pixels: Frame, first: int, repeat: int, changed: Changed = None
    ) -> Iterator[tuple[Frame, int, Changed]]:
        """Yield a frame in as many pieces as it has captions, how often each is shown, what is new.

        Parameters
        ----------
        pixels : Frame
            May be written into.
        first, repeat : int
            The number of the frame when it is first shown, and how often it is.
        changed : Changed
            Where it is not as the last one was.
        """
        pieces = list(stretches(self._captions, self._fps, first, first + repeat))
        for caption, times in pieces:
            piece = pixels if len(pieces) == 1 else pixels.copy()
            if caption is not None:
                strip = self._strip(caption)
                piece[-len(strip) :] = strip
                self._rows = len(strip)
            if changed is not None and caption != self._shown:
                height, width = pixels.shape[:2]
                changed = [*changed, (0, height - self._rows, width, height)]
            yield piece, times, changed
            self._shown, changed = caption, []
