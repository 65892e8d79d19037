"""The model over a floor of two columns: a plane or a sheet that one sees through."""

from typing import Any

import cairo
import numpy as np

from gdcore.landscape.standing import GRID
from scenes.kit.ink.inked import Clip
from scenes.kit.ink.pen import Pen
from scenes.kit.ink.shapes import Path, Positions

__all__ = ["Sheet", "rim_of"]

_INSIDE, _MESH_SHARE, _MESH_WIDTH = 0.2, 0.4, 0.3
"""The opacity of its inside, and of its mesh beside its rim, and how thin that is."""


class Sheet(Path):
    """A grid of places, its faces filled so that one sees through, its rim a line.

    Parameters
    ----------
    colour : str
    stroke_px : float
        Of its rim.
    clip : Clip, optional
    """

    def __init__(self, colour: str, stroke_px: float, *, clip: Clip | None = None) -> None:
        super().__init__(np.zeros((GRID**2, 2)), colour, stroke_px, clip=clip)
        self._opacities = (_INSIDE, 1.0)
        self._show(1.0)

    def paint(self, pen: Pen) -> None:
        """Fill all faces as one, then draw the mesh and the rim."""
        places = self.points[:, :2]
        for face in _faces(places):
            for k, corner in enumerate(face):
                (pen.ctx.line_to if k else pen.ctx.move_to)(*corner)
            pen.ctx.close_path()
        pen.ctx.set_fill_rule(cairo.FillRule.WINDING)
        self._fill(pen)
        pen.ctx.new_path()
        colour = self.get_stroke_rgbas()[0].copy()
        colour[3] *= _MESH_SHARE
        pen.lines(*_mesh(places))
        pen.stroke(colour, _MESH_WIDTH * self.get_stroke_width())
        pen.line(rim_of(places))
        self._stroke(pen)


def rim_of(places: Positions) -> Positions:
    """Return the way around a grid of places, both of shape (k, 2), back to where it begins."""
    grid = places.reshape(GRID, GRID, 2)
    sides = (grid[0], grid[1:, -1], grid[-1, -2::-1], grid[-2::-1, 0])
    return np.concatenate(sides)


def _faces(places: Positions) -> Any:
    """Return the corners of each face, all against the clock, as lists of places."""
    grid = places.reshape(GRID, GRID, 2)
    corners = (grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1])
    faces = np.stack(corners, axis=2).reshape(-1, 4, 2)
    one, other = faces[:, 2] - faces[:, 0], faces[:, 3] - faces[:, 1]
    turned = one[:, 0] * other[:, 1] < one[:, 1] * other[:, 0]
    faces[turned] = faces[turned, ::-1]
    return faces.tolist()


def _mesh(places: Positions) -> tuple[Positions, Positions]:
    """Return starts and ends of the lines between neighbours inside the rim, both (k, 2)."""
    grid = places.reshape(GRID, GRID, 2)
    inner = slice(2, -1, 2)
    starts = (grid[inner, :-1], grid[:-1, inner])
    ends = (grid[inner, 1:], grid[1:, inner])
    first, last = (np.vstack([part.reshape(-1, 2) for part in parts]) for parts in (starts, ends))
    return first, last
