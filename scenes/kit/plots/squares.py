"""Residuals that grow into squares."""

from typing import Self

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.clipping import REACH
from scenes.kit.ink.layout import Box
from scenes.kit.ink.pen import Pen
from scenes.kit.ink.shapes import Inked, Positions, segment_points
from scenes.kit.look.look import Look

__all__ = ["Squares"]

_STROKE_PX = 2.0
_INSIDE = 0.2
_ROOM = 0.3
"""So much of the picture's height must be free beside a row for its square to lie there."""


class Squares(Inked):
    """The residual of each row as a thin vertical line, or as a square beside it.

    A square's side is as long as the line is on the screen, and so true to the vertical axis. It
    lies on the side that the model does not pass through, or on the other if there is no room. Its
    side depends on the row and the residual's sign only, so that no square jumps when the
    model moves: where the sign changes, it has no size.

    Parameters
    ----------
    rows : Positions, shape (n, 2)
        Where the rows are on the screen.
    area : Box
        What they are cut at.
    rising : bool
        Whether the model rises to the right, mostly.
    look : Look
    """

    def __init__(self, rows: Positions, area: Box, rising: bool, look: Look) -> None:
        super().__init__(look.slope, stroke_px=_STROKE_PX, filled=True, clip=area.clip)
        self._opacities = (_INSIDE, 1.0)
        self._show(1.0)
        self._rows = rows
        left, right = rows[:, 0] - area.left, area.right - rows[:, 0]
        room = _ROOM * area.height
        self._above, self._below = (
            np.where((aside < room) & (aside < other), -side, side)
            for side, aside, other in (
                (-1.0, left, right) if rising else (1.0, right, left),
                (1.0, right, left) if rising else (-1.0, left, right),
            )
        )
        self.grow(rows[:, 1], 0.0)

    def paint(self, pen: Pen) -> None:
        """Draw all squares as one."""
        corners = self.points[:, :2].clip(-REACH, REACH).reshape(-1, 4)
        for left, bottom, right, top in corners.tolist():
            pen.ctx.rectangle(left, bottom, right - left, top - bottom)
        pen.ctx.set_fill_rule(cairo.FillRule.WINDING)
        self._fill(pen)
        self._stroke(pen)

    def grow(self, heights: NDArray[np.float64], share: float) -> Self:
        """Draw the residuals between the rows and a model.

        Parameters
        ----------
        heights : ndarray, shape (n,)
            Where the model is on the screen at each row's x.
        share : float
            From 0, thin lines, to 1, squares.
        """
        x, y = self._rows.T
        side = np.where(y > heights, self._above, self._below)
        far = x + side * share * np.abs(heights - y)
        low = np.column_stack([np.minimum(x, far), np.minimum(y, heights)])
        high = np.column_stack([np.maximum(x, far), np.maximum(y, heights)])
        return self.put(segment_points(low, high))
