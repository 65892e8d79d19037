"""The model over a floor of two columns: a plane or a sheet that one sees through."""

from typing import Any, Self

import cairo
import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.standing import GRID
from scenes.kit.ink.inked import Clip
from scenes.kit.ink.pen import Pen
from scenes.kit.ink.shapes import Path, Positions
from scenes.kit.surface.cutting import below, faces_below

__all__ = ["Sheet", "rim_of"]

_INSIDE, _MESH_SHARE, _MESH_WIDTH = 0.2, 0.4, 0.3
"""The opacity of its inside, and of its mesh beside its rim, and how thin that is."""


class Sheet(Path):
    """A grid of places, its faces filled so that one sees through, its rim a line.

    Where it leaves the picture, below or above, it ends on a clean line.

    Parameters
    ----------
    colour : str
    stroke_px : float
        Of its rim.
    hollow : bool
        Whether its rim is all that is seen.
    clip : Clip, optional

    Attributes
    ----------
    shares : Floats, shape (k,)
        How high each place is in the picture: 0 at its foot, 1 at its top.
    """

    def __init__(
        self, colour: str, stroke_px: float, *, hollow: bool = False, clip: Clip | None = None
    ) -> None:
        super().__init__(np.zeros((GRID**2, 2)), colour, stroke_px, clip=clip)
        self.shares: Floats = np.zeros(GRID**2)
        self._opacities = (0.0 if hollow else _INSIDE, 1.0)
        self._show(1.0)

    def hang_at(self, places: Positions, shares: Floats) -> Self:
        """Move its places, shape (k, 2), which are so high in the picture, shape (k,)."""
        self.shares = shares
        return self.put(places)

    def paint(self, pen: Pen) -> None:
        """Fill all faces as one, then draw the mesh and the rim."""
        grid = np.column_stack([self.points[:, :2], self.shares]).reshape(GRID, GRID, 3)
        faces, edges = _cut_faces(_faces(grid))
        if self.get_fill_rgbas()[0, 3]:
            self._fill_faces(pen, _turned(faces[:, :, :2]))
            pen.ctx.new_path()
            self._draw(pen, _cut_lines(_mesh(grid)), _MESH_SHARE, _MESH_WIDTH)
        self._draw(pen, np.concatenate([_cut_lines(_rim(grid)), edges]), 1.0, 1.0)

    def _fill_faces(self, pen: Pen, faces: Any) -> None:
        for face in faces.tolist():
            for k, corner in enumerate(face):
                (pen.ctx.line_to if k else pen.ctx.move_to)(*corner)
            pen.ctx.close_path()
        pen.ctx.set_fill_rule(cairo.FillRule.WINDING)
        self._fill(pen)

    def _draw(self, pen: Pen, lines: Any, share: float, width: float) -> None:
        colour = self.get_stroke_rgbas()[0].copy()
        colour[3] *= share
        pen.lines(lines[:, 0, :2], lines[:, 1, :2])
        pen.stroke(colour, width * self.get_stroke_width())


def rim_of(places: Positions) -> Positions:
    """Return the way around a grid of places, shape (k, d), back to where it begins."""
    grid = places.reshape(GRID, GRID, -1)
    return np.concatenate([grid[0], grid[1:, -1], grid[-1, -2::-1], grid[-2::-1, 0]])


def _rim(grid: Any) -> Any:
    around = rim_of(grid)
    return np.stack([around[:-1], around[1:]], axis=1)


def _faces(grid: Any) -> Any:
    """Return the corners of each face, in order around it, shape (f, 4, 3)."""
    corners = (grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1])
    return np.stack(corners, axis=2).reshape(-1, 4, 3)


def _mesh(grid: Any) -> Any:
    """Return the lines between neighbours inside the rim, shape (k, 2, 3)."""
    inner = slice(2, -1, 2)
    starts, ends = (grid[inner, :-1], grid[:-1, inner]), (grid[inner, 1:], grid[1:, inner])
    first, last = (np.vstack([part.reshape(-1, 3) for part in parts]) for parts in (starts, ends))
    return np.stack([first, last], axis=1)


def _cut_faces(faces: Any) -> tuple[Any, Any]:
    """Return what of faces is in the picture, and the lines of the cuts."""
    faces, _, top = faces_below(faces, faces[:, :, 2] - 1.0)
    faces, _, foot = faces_below(faces, -faces[:, :, 2])
    return faces, np.concatenate([_cut_lines(top), foot])


def _cut_lines(lines: Any) -> Any:
    """Return what of lines is in the picture."""
    lines, _ = below(lines, lines[:, :, 2] - 1.0)
    return below(lines, -lines[:, :, 2])[0]


def _turned(faces: Any) -> Any:
    """Return faces with their corners against the clock, so that none undoes another."""
    one, other = faces[:, 2] - faces[:, 0], faces[:, 3] - faces[:, 1]
    is_with = one[:, 0] * other[:, 1] < one[:, 1] * other[:, 0]
    return np.where(is_with[:, None, None], faces[:, ::-1], faces)
