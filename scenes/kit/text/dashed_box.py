"""A dashed box where a part of a formula will land, or has left from."""

from collections.abc import Sequence
from typing import Self

import numpy as np

from scenes.kit.ink.rectangles import Rectangles
from scenes.kit.ink.shapes import Positions
from scenes.kit.text.formula import Part

__all__ = ["DashedBox"]

_DASHES_PX = (4.0, 4.0)
_ROOM = 0.035


class DashedBox(Rectangles):
    """A dashed box.

    Parameters
    ----------
    corners : Positions, shape (2, 2)
        Lower left and upper right.
    colour : str
    """

    def __init__(self, corners: Positions, colour: str) -> None:
        super().__init__(colour, 1.5, inside=0.0, dashes_px=_DASHES_PX)
        self.span(corners[:1], corners[1:])

    @classmethod
    def around(cls, parts: Sequence[Part], colour: str) -> Self:
        """Return a box around parts at their places, with a little room."""
        boxes = np.array([part.box for part in parts])
        corners = np.array([boxes[:, 0].min(axis=0) - _ROOM, boxes[:, 1].max(axis=0) + _ROOM])
        return cls(corners, colour)
