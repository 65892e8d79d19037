"""The faces and edges of a surface, and their colours: what stays while it is looked at."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdcore.landscape.height_field import HeightField
from scenes.kit.look.look import Look
from scenes.kit.surface.cutting import below, faces_below

__all__ = ["Colours", "Faces", "Mesh"]

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]

_TOP = 1.0 + 1e-9
"""The picture's top, but for rounding."""

_BENT = 5e-3
"""In heights: a face of four corners is no plane."""

_LIGHT = np.array([-0.42, 0.28, 0.86])
"""Where light comes from, in space: from above, over the eye's left shoulder."""


class Faces(NamedTuple):
    """Faces, or what is seen of them.

    Parameters
    ----------
    corners : Numbers, shape (n, 4, 3)
        Places and heights.
    numbers : Indices, shape (n,)
        Of the faces that they are parts of.
    """

    corners: Numbers
    numbers: Indices


@dataclass(frozen=True, eq=False)
class Mesh:
    """The faces of a terrain, cut at height 1, the picture's top.

    Parameters
    ----------
    field : HeightField
    """

    field: HeightField

    @cached_property
    def vertices(self) -> Numbers:
        """Places and heights, shape (n², 3); above 1 out of the picture."""
        places = self.field.places(self.field.points).reshape(-1, 2)
        return np.column_stack([places, self.field.shares.ravel()])

    @cached_property
    def corners(self) -> Indices:
        """The vertices around each face, against the clock from above, shape (f, 4)."""
        v = self._numbers
        around = (v[:-1, :-1], v[:-1, 1:], v[1:, 1:], v[1:, :-1])
        return np.stack(around, axis=-1).reshape(-1, 4)

    @cached_property
    def whole(self) -> Faces:
        """All that is seen of the faces."""
        corners = self.vertices[self.corners]
        parts, faces, _ = self._cut
        return Faces(parts, faces) if self.field.is_cut else Faces(corners, np.arange(len(corners)))

    @cached_property
    def back(self) -> Faces:
        """What is seen of the faces where y ≥ 0."""
        return self._half(-1.0)

    @cached_property
    def front(self) -> Faces:
        """What is seen of the faces where y ≤ 0."""
        return self._half(1.0)

    def _half(self, side: float) -> Faces:
        parts, which, _ = faces_below(self.whole.corners, side * self.whole.corners[:, :, 1])
        return Faces(parts, self.whole.numbers[which])

    @cached_property
    def _cut(self) -> tuple[Numbers, Indices, Numbers]:
        corners = self.vertices[self.corners]
        return faces_below(corners, corners[:, :, 2] - _TOP)

    @cached_property
    def slopes(self) -> Numbers:
        """How much a face rises along x and y, shape (f, 2): by the normal of its diagonals."""
        corners = self.vertices[self.corners]
        normals = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
        return -normals[:, :2] / np.maximum(normals[:, 2:], 1e-12)

    @cached_property
    def is_convex(self) -> bool:
        """Whether no vertex is below the plane of a face, but for how little faces are bent."""
        middles = self.vertices[self.corners].mean(axis=1)
        flat = middles[:, 2] - (middles[:, :2] * self.slopes).sum(axis=1)
        planes = self.slopes @ self.vertices[:, :2].T + flat[:, None]
        return bool((self.vertices[:, 2] >= planes - _BENT).all())

    @cached_property
    def rim(self) -> Numbers:
        """The pieces of the rim and of the line of the cut, shape (k, 2, 3)."""
        v = self._numbers
        outer = np.concatenate([_joined(side) for side in (v[0], v[-1], v[:, 0], v[:, -1])])
        lines = self.vertices[outer]
        return np.concatenate([below(lines, lines[:, :, 2] - _TOP)[0], self._cut[2]])

    @cached_property
    def folds(self) -> tuple[Numbers, Indices]:
        """All inner edges, shape (k, 2, 3), and the faces on both sides of each, shape (k, 2)."""
        v, size = self._numbers, self.field.size - 1
        f = np.arange(size * size).reshape(size, size)
        rows = np.stack([v[1:-1, :-1], v[1:-1, 1:]], axis=-1).reshape(-1, 2)
        columns = np.stack([v[:-1, 1:-1], v[1:, 1:-1]], axis=-1).reshape(-1, 2)
        beside = [np.stack([f[:-1], f[1:]], axis=-1), np.stack([f[:, :-1], f[:, 1:]], axis=-1)]
        edges = self.vertices[np.vstack([rows, columns])]
        lines, kept = below(edges, edges[:, :, 2] - _TOP)
        return lines, np.vstack([pair.reshape(-1, 2) for pair in beside])[kept]

    def face_at(self, places: Numbers) -> Indices:
        """Return the faces that hold places, shape (k, 2), as shape (k,)."""
        size = self.field.size - 1
        column, row = np.minimum(self.field.cells(places).astype(np.int64), size - 1).T
        return row * size + column

    @property
    def _numbers(self) -> Indices:
        return np.arange(self.field.size**2).reshape(self.field.size, self.field.size)


def _joined(line: Indices) -> Indices:
    """Return the pieces of a line as pairs of neighbours, shape (k, 2)."""
    return np.column_stack([line[:-1], line[1:]])


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
    outline, floor, edge : Numbers, shape (4,)
        With opacity: the rim and the folds, the floor and its edge.
    """

    low: Numbers
    high: Numbers
    under: Numbers
    shadow: float
    outline: Numbers
    floor: Numbers
    edge: Numbers

    @classmethod
    def of(cls, look: Look) -> "Colours":
        """Return the colours that suit a theme."""
        panel, contour, muted, text = (
            np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255.0
            for colour in (look.panel, look.contour, look.muted, look.text)
        )
        dark = panel.mean() < 0.5
        deep, bright, under = (0.1, 0.5, 0.36) if dark else (0.3, 0.06, 0.42)
        return cls(
            low=panel + deep * (contour - panel),
            high=panel + bright * (contour - panel),
            under=panel + under * (muted - panel),
            shadow=0.6 if dark else 0.93,
            outline=np.array([*(0.5 * text + 0.5 * muted), 0.9]),
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
        facing = _LIGHT[2] - slopes @ _LIGHT[:2]
        cosine = (
            facing / np.sqrt(1.0 + np.einsum("fk,fk->f", slopes, slopes)) / np.linalg.norm(_LIGHT)
        )
        return self.shadow + (1 - self.shadow) * np.maximum(cosine, 0.0)[:, None]
