"""A dashed box where a part of a formula will land, or has left from."""

from collections.abc import Sequence
from typing import Self

import numpy as np

from scenes.kit.ink.rectangles import Rectangles
from scenes.kit.ink.shapes import PX, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.text.formula import Part
from scenes.kit.text.glyphs import escaped

__all__ = ["DashedBox"]

_DASHES_PX = (4.0, 4.0)
_ROOM = 0.035
_MARK_PX, _MIDDLE_EM = 34.0, 0.35


class DashedBox(Rectangles):
    """A dashed box.

    Parameters
    ----------
    corners : Positions, shape (2, 2)
        Lower left and upper right.
    colour : str
    dashes_px : tuple of float
        Lengths of dashes and gaps in turn; empty for a frame around what stays.
    """

    def __init__(
        self, corners: Positions, colour: str, dashes_px: tuple[float, ...] = _DASHES_PX
    ) -> None:
        super().__init__(colour, 1.5, inside=0.0, dashes_px=dashes_px)
        self.span(corners[:1], corners[1:])

    @classmethod
    def around(
        cls, parts: Sequence[Part], colour: str, dashes_px: tuple[float, ...] = _DASHES_PX
    ) -> Self:
        """Return a box around parts at their places, with a little room."""
        boxes = np.array([part.box for part in parts])
        corners = np.array([boxes[:, 0].min(axis=0) - _ROOM, boxes[:, 1].max(axis=0) + _ROOM])
        return cls(corners, colour, dashes_px)

    @classmethod
    def asking(cls, parts: Sequence[Part], look: Look) -> tuple[Self, Type]:
        """Return a box in the place of parts, and a question mark in it."""
        box = cls.around(parts, look.muted)
        x, y = box.points[:, :2].min(axis=0) / 2 + box.points[:, :2].max(axis=0) / 2
        mark = Type(escaped("?"), _MARK_PX, look.text)
        return box, mark.at(float(x), float(y) - _MIDDLE_EM * _MARK_PX * PX, 0.5)
