"""What lies on a surface or on the floor below it: paths, dots, arrows and drop lines.

Their positions are parameters, not places on the screen. They are hung up in the lists of a
`scenes.kit.surface.surface.Surface`, not on the scene, because the surface hides a part of them.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from scenes.kit.ink.shapes import PX, Inked, Positions
from scenes.kit.surface.cutting import below
from scenes.kit.surface.mesh import Indices, Mesh, Numbers

__all__ = [
    "Spots",
    "SurfaceArrow",
    "SurfaceDots",
    "SurfaceDrops",
    "SurfaceMark",
    "SurfacePath",
    "Track",
    "spots",
    "track",
]


_STRAIGHT, _CHORD = 0.02, 1.0
"""In cells: a point is left out if it is this near to the middle of its neighbours, and they are
not further apart than this."""

_BENT = 1.3e-3
"""In places, and heights: a line that is bent by less is drawn straight."""

_TOP = 1.0 + 1e-9
"""The picture's top, but for rounding."""


class SurfaceMark(Inked):
    """A mark on the ground.

    Parameters
    ----------
    positions : Positions, shape (n, 2)
        Parameters. What is off the ground is not drawn.
    colour, stroke_px, filled, opacity
        As for `Inked`.

    Attributes
    ----------
    lift : float or None
        If not None, how far up the mark is on its way to its height, from 0 to 1, however far the
        surface has risen.
    through : float
        How much is seen of it, from 0 to 1, through ground that hides it, which is glass to it.
    """

    def __init__(
        self,
        positions: Positions,
        colour: str,
        *,
        stroke_px: float = 0.0,
        filled: bool = False,
        opacity: float = 1.0,
    ) -> None:
        super().__init__(colour, stroke_px=stroke_px, filled=filled, opacity=opacity)
        self.width_px = stroke_px
        self.lift: float | None = None
        self.through = 0.0
        self.put(positions)

    @property
    def positions(self) -> Positions:
        """Where it is, shape (n, 2), in parameters."""
        return self.points[:, :2]


class SurfacePath(SurfaceMark):
    """A line that follows the ground: a descent, a slice, a line of equal error.

    Parameters
    ----------
    positions : Positions, shape (n, 2)
        Parameters, joined by lines that are straight on the map.
    colour, stroke_px, opacity
        As for `Inked`.
    """

    def __init__(
        self, positions: Positions, colour: str, stroke_px: float, *, opacity: float = 1.0
    ) -> None:
        super().__init__(positions, colour, stroke_px=stroke_px, opacity=opacity)


class SurfaceDots(SurfaceMark):
    """Round marks of one size.

    Parameters
    ----------
    positions : Positions, shape (n, 2)
    radius_px : float
    colour, opacity, stroke_px
        As for `Inked`; a stroke makes rings.
    """

    def __init__(
        self,
        positions: Positions,
        radius_px: float,
        colour: str,
        *,
        opacity: float = 1.0,
        stroke_px: float = 0.0,
    ) -> None:
        super().__init__(
            positions, colour, stroke_px=stroke_px, filled=not stroke_px, opacity=opacity
        )
        self.radius = radius_px * PX


class SurfaceDrops(SurfaceMark):
    """Upright lines from the floor to the surface; dotted below the level from which E is counted.

    Parameters
    ----------
    positions : Positions, shape (n, 2)
    colour, stroke_px, opacity
        As for `Inked`.
    """

    def __init__(
        self, positions: Positions, colour: str, stroke_px: float, *, opacity: float = 1.0
    ) -> None:
        super().__init__(positions, colour, stroke_px=stroke_px, opacity=opacity)


class SurfaceArrow(SurfaceMark):
    """An arrow along the ground, its head as large as that of `scenes.kit.ink.shapes.Arrow`.

    Parameters
    ----------
    colour : str
    width_px : float
        Of its shaft.
    """

    def __init__(self, colour: str, width_px: float) -> None:
        super().__init__(np.zeros((2, 2)), colour, stroke_px=width_px)

    def point(self, start: Positions, end: Positions) -> Self:
        """Let the arrow go from parameters `start` to `end`, both of shape (2,)."""
        return self.put(np.array([start, end]))


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """A line on the ground, in pieces no longer than a cell, or on the floor.

    Parameters
    ----------
    starts, ends : Numbers, shape (k, 3)
        Each piece's places, and heights from 0 to 1.
    faces : Indices, shape (k,)
        The face that each piece's middle is on.
    """

    starts: Numbers
    ends: Numbers
    faces: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """Points on the ground.

    Parameters
    ----------
    points : Numbers, shape (k, 3)
        Places, and heights from 0 to 1.
    faces : Indices, shape (k,)
        The face that each is on.
    """

    points: Numbers
    faces: Indices


def spots(mesh: Mesh, positions: Positions, *, flat: bool = False) -> Spots:
    """Return those of the parameters, shape (n, 2), that are on the ground and in the picture.

    Parameters
    ----------
    mesh : Mesh
    positions : Positions, shape (n, 2)
    flat : bool
        Whether they lie on the floor, where nothing is too high.
    """
    places = _finite(mesh.field.places(positions))
    points = _raised(mesh, places[mesh.field.planform.holds(places)])
    points = points[flat | (points[:, 2] <= _TOP)]
    return Spots(points, mesh.face_at(points[:, :2]))


def track(mesh: Mesh, positions: Positions, *, flat: bool = False) -> Track:
    """Return the part on the ground and in the picture of a line through parameters, as `spots`."""
    places = _thinned(mesh.field.places(positions), 2.0 / (mesh.field.size - 1))
    starts, ends = mesh.field.planform.within(places[:-1], places[1:])
    span = np.abs(mesh.field.cells(ends) - mesh.field.cells(starts)).max(axis=1, initial=0.0)
    parts = np.where(flat, 1.0, np.maximum(np.ceil(span - 1e-9), 1.0)).astype(np.int64)
    which = np.repeat(np.arange(len(parts)), parts)
    number = np.arange(len(which)) - np.repeat(np.cumsum(parts) - parts, parts)
    way, first = (ends - starts)[which], starts[which]
    begin = _raised(mesh, first + way * (number / parts[which])[:, None])
    end = _raised(mesh, first + way * ((number + 1) / parts[which])[:, None])
    pieces = np.stack([begin, end], axis=1)
    pieces = pieces if flat else below(pieces, pieces[:, :, 2] - _TOP)[0]
    bends = _BENT * np.array([1.0, 1.0, np.inf if flat else 2.0])
    pieces = _joined(_joined(pieces, bends), bends)
    begin, end = pieces[:, 0], pieces[:, 1]
    return Track(begin, end, mesh.face_at((begin + end)[:, :2] / 2))


def _joined(pieces: Numbers, bends: Numbers) -> Numbers:
    """Return pieces of a line, shape (k, 2, 3), every other one joined to the next if straight."""
    first, second = pieces[:-1:2], pieces[1::2]
    aside = (first[:, 0] + second[:, 1]) / 2 - first[:, 1]
    joined = (np.abs(aside) <= bends).all(axis=1) & (first[:, 1] == second[:, 0]).all(axis=1)
    made, kept = pieces.copy(), np.ones(len(pieces), dtype=np.bool_)
    made[:-1:2][joined, 1] = second[joined, 1]
    kept[1::2] = ~joined
    return made[kept]


def _raised(mesh: Mesh, places: Numbers) -> Numbers:
    return np.column_stack([places, mesh.field.shares_at(places)])


def _thinned(places: Numbers, cell: float) -> Numbers:
    """Return a line without points that it does not need: three times every other one at most."""
    for _ in range(3):
        before, point, after = places[0:-2:2], places[1:-1:2], places[2::2]
        with np.errstate(all="ignore"):
            straight = np.abs((before + after) / 2 - point).max(axis=1) <= _STRAIGHT * cell
            close = np.abs(after - before).max(axis=1) <= _CHORD * cell
        kept = np.ones(len(places), dtype=np.bool_)
        kept[1:-1:2] = ~(straight & close)
        places = places[kept]
    return places


def _finite(places: Numbers) -> Numbers:
    return places[np.isfinite(places).all(axis=1)]
