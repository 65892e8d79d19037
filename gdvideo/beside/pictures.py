"""Frames of two clips side by side, with a sign under each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from gdvideo.beside.pairs import Pair
from gdvideo.beside.sides import Side
from gdvideo.media.colours import Frame
from gdvideo.media.quality import QUALITIES, Quality
from scenes.kit.look.look import Look
from scenes.kit.panels.signs import Sign, painted_signs

__all__ = ["Board", "framed"]

_FOOT = 0.65
"""Where the pictures end, as a share of the frame's height; below are the signs."""
_TALLEST = 0.62
"""How high a picture is, as a share of the frame's height, if it is not wide."""
_LEGIBLE = 0.75
"""Of a clip's own height: as high as that it is still read."""


def framed(clip: Quality) -> Quality:
    """Return the size of a wide frame in which two clips are still read; the largest at most.

    Parameters
    ----------
    clip : Quality
        The size of each.

    Examples
    --------
    >>> framed(QUALITIES["draft"])
    Quality(name='draft', width=1280, height=720, fps=15)
    >>> framed(QUALITIES["draft"].shaped("vertical"))
    Quality(name='draft', width=1920, height=1080, fps=15)
    """
    sizes = sorted(QUALITIES.values(), key=lambda known: known.height)
    wanted = _LEGIBLE * clip.height
    found = next((size for size in sizes if _placed(size, clip)[1] >= wanted), sizes[-1])
    return Quality(clip.name, found.width, found.height, clip.fps)


def _placed(frame: Quality, clip: Quality) -> tuple[int, int]:
    """Return the width and height of a picture: half as wide as the frame, or as high as can be."""
    tallest = round(_TALLEST * frame.height)
    width = min(frame.width // 2, round(tallest * clip.width / clip.height))
    return width, round(width * clip.height / clip.width)


@dataclass(frozen=True, slots=True)
class Board:
    """What two clips are put on.

    Parameters
    ----------
    quality, clip : Quality
        The whole frame's, and each clip's.
    look : Look
    names, told : tuple of str
        What each lesson is called, and what is different in it.
    """

    quality: Quality
    clip: Quality
    look: Look
    names: tuple[str, str]
    told: tuple[str, str]

    @property
    def title(self) -> str:
        """What both are called together."""
        return " | ".join(self.names)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of each picture, in pixels."""
        return _placed(self.quality, self.clip)

    def frames(self, sides: tuple[Side, Side], together: Iterable[Pair]) -> Iterator[Frame]:
        """Yield frames, each its own; a clip whose beat is over waits."""
        signs = lru_cache(maxsize=2)(self._signs)
        for pair in together:
            for k in range(pair.length):
                now = _now(pair.left, k), _now(pair.right, k)
                words = _words(sides[0], pair.left, k), _words(sides[1], pair.right, k)
                pictures = sides[0].pixels(now[0]), sides[1].pixels(now[1])
                yield self._laid(pictures, signs(words))

    def _laid(self, pictures: tuple[Any, Any], signs: Frame) -> Frame:
        """Put two pictures above their signs."""
        (width, height), half = self.size, self.quality.width // 2
        foot = round(_FOOT * self.quality.height)
        shape = (self.quality.height, self.quality.width, 4)
        frame = np.empty(shape, np.uint8)
        frame[:] = (*bytes.fromhex(self.look.ground[1:]), 255)
        frame[-len(signs) :] = signs
        for number, picture in enumerate(pictures):
            left = number * half + (half - width) // 2
            frame[foot - height : foot, left : left + width, :3] = picture
        return frame

    def _signs(self, words: tuple[tuple[str, ...], tuple[str, ...]]) -> Frame:
        left, right = (Sign(*texts) for texts in zip(self.names, self.told, words, strict=True))
        rows = self.quality.height - round(_FOOT * self.quality.height)
        return painted_signs(
            (left, right), self.look, self.quality.width, self.quality.height, rows
        )


def _now(beat: range, k: int) -> int:
    """Return the number of the frame that is seen; behind a beat its last one is."""
    return beat[min(k, len(beat) - 1)] if beat else max(beat.start - 1, 0)


def _words(side: Side, beat: range, k: int) -> tuple[str, ...]:
    return side.words(beat[k]) if k < len(beat) else ()
