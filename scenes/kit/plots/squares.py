"""Residuals that grow into squares."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.rectangles import Rectangles
from scenes.kit.ink.shapes import Positions
from scenes.kit.look.look import Look

__all__ = ["Squares"]

_STROKE_PX = 2.0
_ROOM = 0.3
"""A square is thought to be so large at most, as a share of the picture's height."""


class Squares(Rectangles):
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
    inside, edge : float
        The opacity of insides and edges, from 0 to 1.
    sides : Floats, shape (n,), optional
        How large each square gets at most, if that is known.
    """

    def __init__(
        self,
        rows: Positions,
        area: Box,
        rising: bool,
        look: Look,
        *,
        inside: float = 0.2,
        edge: float = 1.0,
        sides: NDArray[np.float64] | None = None,
    ) -> None:
        super().__init__(look.slope, _STROKE_PX, inside=inside, edge=edge, clip=area.clip)
        self._rows = rows
        left, right = rows[:, 0] - area.left, area.right - rows[:, 0]
        room = _ROOM * area.height if sides is None else sides
        self._above, self._below = (
            np.where((aside < room) & (aside < other), -side, side)
            for side, aside, other in (
                (-1.0, left, right) if rising else (1.0, right, left),
                (1.0, right, left) if rising else (-1.0, left, right),
            )
        )
        self.grow(rows[:, 1], 0.0)

    def grow(self, heights: NDArray[np.float64], share: float | NDArray[np.float64]) -> Self:
        """Draw the residuals between the rows and a model.

        Parameters
        ----------
        heights : ndarray, shape (n,)
            Where the model is on the screen at each row's x.
        share : float or ndarray, shape (n,)
            From 0, thin lines, to 1, squares; one for all or each.
        """
        x, y = self._rows.T
        side = np.where(y > heights, self._above, self._below)
        far = x + side * share * np.abs(heights - y)
        low = np.column_stack([np.minimum(x, far), np.minimum(y, heights)])
        high = np.column_stack([np.maximum(x, far), np.maximum(y, heights)])
        return self.span(low, high)
