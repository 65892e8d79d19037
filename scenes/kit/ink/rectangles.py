"""Upright rectangles, drawn together, whose insides are seen through."""

from typing import Self

import cairo
import numpy as np

from scenes.kit.ink.clipping import REACH
from scenes.kit.ink.inked import PX
from scenes.kit.ink.pen import Pen
from scenes.kit.ink.shapes import Clip, Inked, Positions, segment_points

__all__ = ["Rectangles"]


class Rectangles(Inked):
    """Rectangles that can be moved and stretched.

    Parameters
    ----------
    colour : str
        Hexadecimal sRGB.
    stroke_px : float
        The width of their edges, 0 for none.
    inside : float
        The opacity of their insides, from 0 to 1; where two overlap it does not add up.
    edge : float
        That of their edges.
    dashes_px : tuple of float
        Lengths of dashes and gaps of the edges in turn, empty for solid ones.
    clip : Clip, optional
    """

    def __init__(
        self,
        colour: str,
        stroke_px: float,
        *,
        inside: float,
        edge: float = 1.0,
        dashes_px: tuple[float, ...] = (),
        clip: Clip | None = None,
    ) -> None:
        super().__init__(colour, stroke_px=stroke_px, filled=True, clip=clip)
        self._opacities = (inside, edge if stroke_px else 0.0)
        self._dashes = [length * PX for length in dashes_px]
        self._show(1.0)
        self.span(np.zeros((1, 2)), np.zeros((1, 2)))

    def span(self, low: Positions, high: Positions) -> Self:
        """Put them between lower left and upper right corners, both of shape (n, 2)."""
        return self.put(segment_points(low, high))

    @property
    def corners(self) -> tuple[Positions, Positions]:
        """Lower left and upper right corners, both of shape (n, 2)."""
        ends = self.points[:, :2].reshape(-1, 2, 2)
        return ends[:, 0].copy(), ends[:, 1].copy()

    def paint(self, pen: Pen) -> None:
        """Draw all as one."""
        corners = self.points[:, :2].clip(-REACH, REACH).reshape(-1, 4)
        for left, bottom, right, top in corners.tolist():
            pen.ctx.rectangle(left, bottom, right - left, top - bottom)
        pen.ctx.set_fill_rule(cairo.FillRule.WINDING)
        self._fill(pen)
        if self._dashes:
            pen.ctx.set_dash(self._dashes)
        self._stroke(pen)
