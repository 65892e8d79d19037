"""A band with a pointer that goes from line to line of a table or of a programme."""

import numpy as np

from scenes.kit.ink.shapes import PX, Arrow, Inked, Rounded
from scenes.kit.look.look import Look

__all__ = ["Band"]

_ROUND = 6 * PX
_POINTER, _LONG_POINTER = 9 * PX, 17 * PX


class Band:
    """A light ground behind one line, and a pointer at its left end.

    Parameters
    ----------
    left, right : float
        Its ends; the pointer is inside the left one. Scene units.
    height : float
    look : Look
    colour : str, optional
        Of a band that is the hero, not a help: its ground and its pointer have it.

    Attributes
    ----------
    shapes : tuple of Inked
        Band and pointer, in painting order; they belong under the lines.
    """

    WIDTH = 24 * PX
    """The room that the pointer takes at the left."""

    OPACITY = 0.3
    """Of the ground, light enough for every colour of words in a panel."""

    OPACITY_OF_COLOUR = 0.14
    """Of a ground with a colour of its own."""

    def __init__(
        self, left: float, right: float, height: float, look: Look, colour: str = ""
    ) -> None:
        self._left, self._middle = left, (left + right) / 2
        self._ground = Rounded(
            right - left,
            height,
            _ROUND,
            colour or look.edge,
            stroke_px=1.5,
            filled=True,
            inside=self.OPACITY_OF_COLOUR if colour else self.OPACITY,
        )
        self._length = _LONG_POINTER if colour else _POINTER
        self._pointer = Arrow(colour or look.text, 5.0 if colour else 3.0)
        self._place = np.zeros(3)
        self.shapes: tuple[Inked, ...] = (self._ground, self._pointer)

    def stand(self, y: float) -> None:
        """Put the band's middle at height `y`."""
        place = np.array([self._middle, y, 0.0])
        self._ground.shift(place - self._place)
        self._place = place
        start = np.array([self._left + 6 * PX, y])
        self._pointer.point(start, start + np.array([self._length, 0.0]))
