"""Frames of two clips side by side, with a sign under each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from gdvideo.beside.pairs import Pair
from gdvideo.beside.sides import Side
from gdvideo.media.encode import Frame
from gdvideo.media.quality import QUALITIES, Quality
from scenes.kit.look.look import Look
from scenes.kit.panels.signs import Sign, painted_signs

__all__ = ["Board", "larger"]

_TOP = 0.15
"""Of the frame's height: what is free above the pictures."""


def larger(quality: Quality) -> Quality:
    """Return the size of a frame with two clips, so that each is still read: the next larger one.

    Examples
    --------
    >>> larger(QUALITIES["draft"])
    Quality(name='draft', width=1280, height=720, fps=15)
    """
    sizes = sorted(QUALITIES.values(), key=lambda known: known.height)
    wider = next((known for known in sizes if known.height > quality.height), quality)
    return Quality(quality.name, wider.width, wider.height, quality.fps)


@dataclass(frozen=True, slots=True)
class Board:
    """What two clips are put on.

    Parameters
    ----------
    quality : Quality
        The whole frame's.
    look : Look
    names, told : tuple of str
        What each lesson is called, and what is different in it.
    """

    quality: Quality
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
        return self.quality.width // 2, self.quality.height // 2

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
        (width, height), top = self.size, round(_TOP * self.quality.height)
        shape = (self.quality.height, self.quality.width, 4)
        frame = np.empty(shape, np.uint8)
        frame[:] = (*bytes.fromhex(self.look.ground[1:]), 255)
        frame[-len(signs) :] = signs
        for number, picture in enumerate(pictures):
            frame[top : top + height, number * width : (number + 1) * width, :3] = picture
        return frame

    def _signs(self, words: tuple[tuple[str, ...], tuple[str, ...]]) -> Frame:
        left, right = (Sign(*texts) for texts in zip(self.names, self.told, words, strict=True))
        rows = self.quality.height - self.size[1] - round(_TOP * self.quality.height)
        return painted_signs(
            (left, right), self.look, self.quality.width, self.quality.height, rows
        )


def _now(beat: range, k: int) -> int:
    """Return the number of the frame that is seen; behind a beat its last one is."""
    return beat[min(k, len(beat) - 1)] if beat else max(beat.start - 1, 0)


def _words(side: Side, beat: range, k: int) -> tuple[str, ...]:
    return side.words(beat[k]) if k < len(beat) else ()
