"""The faces and edges of a surface, and their colours: what stays while it is looked at."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gdcore.landscape.height_field import HeightField
from scenes.kit.look.look import Look
from scenes.kit.surface.cutting import below_the_cut, faces_below_the_cut

__all__ = ["Colours", "Mesh"]

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]

_EVERY = 4
"""One grid line in so many is drawn."""

_LIGHT = np.array([-0.42, 0.28, 0.86])
"""Where light comes from, in space: from above, over the eye's left shoulder."""


@dataclass(frozen=True, eq=False)
class Mesh:
    """The faces of a terrain over the disc of radius 1, cut at height 1, the picture's top.

    Parameters
    ----------
    field : HeightField
    """

    field: HeightField

    @cached_property
    def places(self) -> Numbers:
        """Where vertices stand in the disc, shape (n², 2)."""
        return self.field.disc(self.field.points).reshape(-1, 2)

    @cached_property
    def vertices(self) -> Numbers:
        """Places in the disc and heights, shape (n², 3); above 1 out of the picture."""
        return np.column_stack([self.places, self.field.shares.ravel()])

    @cached_property
    def corners(self) -> Indices:
        """The vertices around each face, against the clock from above, shape (f, 4)."""
        v = self._numbers
        around = (v[:-1, :-1], v[:-1, 1:], v[1:, 1:], v[1:, :-1])
        return np.stack(around, axis=-1).reshape(-1, 4)

    @cached_property
    def cut(self) -> tuple[Numbers, Indices, Numbers]:
        """What is seen of the faces, which face each part is of, and the line of the cut."""
        return faces_below_the_cut(self.vertices[self.corners])

    @cached_property
    def centres(self) -> Numbers:
        """The middles of faces in the disc, shape (f, 2)."""
        return self.places[self.corners].mean(axis=1)

    @cached_property
    def slopes(self) -> Numbers:
        """How much a face rises along x and y, shape (f, 2): by the normal of its diagonals."""
        corners = self.vertices[self.corners]
        normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
        return -normals[:, :2] / np.maximum(normals[:, 2:], 1e-12)

    @cached_property
    def grid(self) -> Numbers:
        """The grid lines that are drawn, inside the rim, in pieces, shape (k, 2, 3)."""
        v, inner = self._numbers, slice(_EVERY, -1, _EVERY)
        joined = np.vstack([_joined(v[inner]), _joined(v[:, inner].T)])
        return below_the_cut(self.vertices[joined])[0]

    @cached_property
    def rim(self) -> Numbers:
        """The pieces of the rim and of the line of the cut, shape (k, 2, 3)."""
        v = self._numbers
        outer = _joined(np.stack([v[0], v[-1], v[:, 0], v[:, -1]]))
        return np.concatenate([below_the_cut(self.vertices[outer])[0], self.cut[2]])

    @cached_property
    def folds(self) -> tuple[Numbers, Indices]:
        """All inner edges, shape (k, 2, 3), and the faces on both sides of each, shape (k, 2)."""
        v, size = self._numbers, self.field.size - 1
        f = np.arange(size * size).reshape(size, size)
        rows = np.stack([v[1:-1, :-1], v[1:-1, 1:]], axis=-1).reshape(-1, 2)
        columns = np.stack([v[:-1, 1:-1], v[1:, 1:-1]], axis=-1).reshape(-1, 2)
        beside = [np.stack([f[:-1], f[1:]], axis=-1), np.stack([f[:, :-1], f[:, 1:]], axis=-1)]
        lines, kept = below_the_cut(self.vertices[np.vstack([rows, columns])])
        return lines, np.vstack([pair.reshape(-1, 2) for pair in beside])[kept]

    def face_at(self, places: Numbers) -> Indices:
        """Return the faces that hold places in the disc, shape (k, 2), as shape (k,)."""
        size = self.field.size - 1
        column, row = np.minimum(self.field.cells(places).astype(np.int64), size - 1).T
        return row * size + column

    @property
    def _numbers(self) -> Indices:
        return np.arange(self.field.size**2).reshape(self.field.size, self.field.size)


def _joined(lines: Indices) -> Indices:
    """Return the pieces of lines, each a row, as pairs of neighbours, shape (k, 2)."""
    return np.stack([lines[:, :-1], lines[:, 1:]], axis=-1).reshape(-1, 2)


@dataclass(frozen=True, eq=False)
class Colours:
    """A surface's colours, mixed from those of the theme: R, G, B from 0 to 1.

    The ground is dull and, in the dark theme, dark, so that all marks stand out against each shade
    of it by 3:1.

    Parameters
    ----------
    low, high : Numbers, shape (3,)
        The upper side at heights 0 and 1, in full light.
    under : Numbers, shape (3,)
        The lower side, in full light.
    shadow : float
        The share of light that is there where none falls.
    outline, grid, floor, edge : Numbers, shape (4,)
        With opacity: the rim and the folds, the grid lines, the floor and its edge.
    """

    low: Numbers
    high: Numbers
    under: Numbers
    shadow: float
    outline: Numbers
    grid: Numbers
    floor: Numbers
    edge: Numbers

    @classmethod
    def of(cls, look: Look) -> "Colours":
        """Return the colours that suit a theme."""
        panel, data, muted, text = (
            np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255.0
            for colour in (look.panel, look.data, look.muted, look.text)
        )
        dark = panel.mean() < 0.5
        blue, grey, under = (0.34, 0.34, 0.3) if dark else (0.25, 0.08, 0.42)
        return cls(
            low=panel + blue * (data - panel),
            high=panel + grey * (muted - panel),
            under=panel + under * (muted - panel),
            shadow=0.55 if dark else 0.93,
            outline=np.array([*muted, 0.9]),
            grid=np.array([*text, 0.09 if dark else 0.12]),
            floor=np.array([*muted, 0.07]),
            edge=np.array([*muted, 0.8]),
        )

    def top(self, shares: Numbers, slopes: Numbers) -> Numbers:
        """Return the upper side's colours, shape (f, 3).

        Parameters
        ----------
        shares : Numbers, shape (f,)
            Heights from 0 to 1.
        slopes : Numbers, shape (f, 2)
            As they are in space.
        """
        return (self.low + shares[:, None] * (self.high - self.low)) * self._light(slopes)

    def bottom(self, slopes: Numbers) -> Numbers:
        """Return the lower side's colours, shape (f, 3), for slopes (f, 2) in space."""
        return self.under * self._light(-slopes)

    def _light(self, slopes: Numbers) -> Numbers:
        """Return Lambert's cosine law, as a share of full light, shape (f, 1)."""
        normal = np.column_stack([-slopes, np.ones(len(slopes))])
        cosine = normal @ _LIGHT / np.linalg.norm(normal, axis=1) / np.linalg.norm(_LIGHT)
        return self.shadow + (1 - self.shadow) * np.maximum(cosine, 0.0)[:, None]
