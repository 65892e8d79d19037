"""The inside of closed outlines, such as the part of a map that is lower than a contour."""

from collections.abc import Sequence
from typing import Self

import cairo
import numpy as np

from scenes.kit.ink.clipping import REACH
from scenes.kit.ink.pen import Pen
from scenes.kit.ink.shapes import Clip, Inked, Positions

__all__ = ["Areas"]

_EDGE_PX, _EDGE_OPACITY = 1.0, 0.55


class Areas(Inked):
    """A ground: what is inside an odd number of outlines, in one tint, with an edge.

    Parameters
    ----------
    tint, edge : str
        Colours of the inside and of the outlines.
    clip : Clip, optional
    """

    is_ground = True

    def __init__(self, tint: str, edge: str, *, clip: Clip | None = None) -> None:
        super().__init__(tint, filled=True, stroke_px=_EDGE_PX, clip=clip)
        self.set_stroke(color=edge)
        self._opacities = (1.0, _EDGE_OPACITY)
        self._show(1.0)
        self.lay(())

    def lay(self, outlines: Sequence[Positions]) -> Self:
        """Lie inside outlines, each of shape (n, 2); their last points are joined to their first.

        Points far outside the frame are moved towards it, which is not seen.
        """
        self._ends = np.cumsum([len(outline) for outline in outlines])
        together = np.concatenate([np.empty((0, 2)), *outlines])
        return self.put(together.clip(-REACH, REACH))

    def paint(self, pen: Pen) -> None:
        """Fill the inside, then draw the edge."""
        for outline in filter(len, np.split(self.points[:, :2], self._ends[:-1])):
            pen.ctx.new_sub_path()
            pen.line(outline)
            pen.ctx.close_path()
        pen.ctx.set_fill_rule(cairo.FillRule.EVEN_ODD)
        self._fill(pen)
        self._stroke(pen)
