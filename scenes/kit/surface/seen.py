"""A surface as it is seen in one frame, and in the next ones as long as it stands still."""

from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from scenes.kit.surface.cutting import below
from scenes.kit.surface.geometry import SurfaceGeometry
from scenes.kit.surface.horizon import Horizon
from scenes.kit.surface.marks import Spots, Track
from scenes.kit.surface.mesh import Faces, Indices, Numbers

__all__ = ["Part", "Sight"]

Part = Literal["floor", "bare", "whole", "back", "front"]
"""Of what marks are seen: the floor, ground that is still bare lines and hides nothing, all of the
ground, or one half of it."""

_SIDES: Final = {"back": 1.0, "front": -1.0}
_EDGE: Final = 1e-6
_HIDDEN: Final = -1.0
_SHADE: Final = 3.0 / 255.0
"""Shades that differ by less are one."""


class Sight:
    """What is seen of a surface and of the marks on it.

    Parameters
    ----------
    surface : SurfaceGeometry
    part : Part
    """

    def __init__(self, surface: SurfaceGeometry, part: Part) -> None:
        self.surface, self.part, self.mesh = surface, part, surface.mesh
        self._matrix = surface.view.matrix
        self._side = _SIDES.get(part, 0.0)
        self._hides = part not in ("floor", "bare")

    @cached_property
    def corners(self) -> Numbers:
        """The faces' corners on the screen, shape (n, 8), the furthest face first."""
        return self.screen(self._ordered[0].corners.reshape(-1, 3)).reshape(-1, 8)

    @cached_property
    def colours(self) -> Numbers:
        """Their colours, shape (n, 3)."""
        return self._ordered[1]

    def _shaded(self, faces: Faces) -> Numbers:
        """Return the colours of faces, shape (n, 3), as those of one shade are."""
        colours, slopes = self.surface.colours, self._slopes[faces.numbers]
        upper = self._facing[faces.numbers, None] > 0.0
        heights = faces.corners[:, :, 2].mean(axis=1)
        exact = np.where(upper, colours.top(heights, slopes), colours.bottom(slopes))
        return np.rint(exact / _SHADE) * _SHADE

    @cached_property
    def edges(self) -> Numbers:
        """What is seen of the rim and of the folds, shape (k, 4), on the screen."""
        inner, beside = self.mesh.folds
        folds = inner[np.diff(self._facing[beside] > 0.0, axis=1)[:, 0]]
        lines = np.concatenate([self.mesh.rim, folds])
        ends = lines.reshape(-1, 3)
        clear = np.maximum(self._clearance(ends), self._horizon.below(self.surface.raised(ends)))
        return self._cut(lines, clear.reshape(-1, 2))[0]

    def lines(self, tracks: list[tuple[Track, float]]) -> list[Numbers]:
        """Return what is seen of lines on the ground, on the screen, each of shape (k, 4).

        Parameters
        ----------
        tracks : list of (Track, float)
            With how far up each is on the way to its height.
        """
        if not tracks:
            return []
        counts = [len(track.faces) for track, _ in tracks]
        pieces = np.concatenate([np.stack([t.starts, t.ends], axis=1) for t, _ in tracks])
        lifts = np.repeat([lift for _, lift in tracks], counts)
        is_up = lifts > self.surface.rise
        lower = self._lower(np.concatenate([track.faces for track, _ in tracks])) & ~is_up
        clear = self._clearance(pieces.reshape(-1, 3)).reshape(-1, 2)
        clear[lower], clear[is_up | self._is_cut_edge(pieces)] = _HIDDEN, 1.0
        kept, which = self._cut(pieces, clear, np.repeat(lifts, 2)[:, None])
        return np.split(kept, np.searchsorted(which, np.cumsum(counts)[:-1]))

    def whole(self, track: Track, lift: float) -> Numbers:
        """Return a line on the ground with what is hidden of it, on the screen, shape (k, 4)."""
        ends = np.stack([track.starts, track.ends], axis=1).reshape(-1, 3)
        return self.screen(ends, lift).reshape(-1, 4)

    def sees(self, laid: Spots) -> NDArray[np.bool_]:
        """Return which points on the ground are seen, shape (k,)."""
        return (self._clearance(laid.points) >= 0.0) & ~self._lower(laid.faces)

    def edge(self, laid: Spots, lift: float) -> Numbers:
        """Return up to where upright lines from the floor are seen, shape (k, 2).

        Parameters
        ----------
        laid : Spots
            What they lead up to.
        lift : float
            How far up on the way to their height.
        """
        top = self.screen(laid.points, lift)
        if self._hides and lift <= self.surface.rise and len(top):
            top[:, 1] = self._horizon.edge(self.surface.raised(laid.points, lift))
        return top

    def screen(self, points: Numbers, lift: float | Numbers | None = None) -> Numbers:
        """Return where places and heights, shape (n, 3), are on the screen, shape (n, 2)."""
        is_flat = self.part == "floor"
        raised = points * [1.0, 1.0, 0.0] if is_flat else self.surface.raised(points, lift)
        return raised @ self._matrix + self.surface.view.centre

    @cached_property
    def _slopes(self) -> Numbers:
        return self.mesh.slopes * (self.surface.rise * self.surface.relief)

    @cached_property
    def _facing(self) -> Numbers:
        """How much each face turns its upper side to the eye."""
        x, y, up = self.surface.view.to_eye.tolist()
        return up - x * self._slopes[:, 0] - y * self._slopes[:, 1]

    @cached_property
    def _ordered(self) -> tuple[Faces, Numbers]:
        """Faces and their colours, in painting order.

        Of convex ground no two upper sides are one before the other, nor are two lower ones: those
        of one colour come together.
        """
        faces = self._faces
        colours = self._shaded(faces)
        if self.mesh.is_convex:
            shades = np.rint(colours / _SHADE) @ [1.0, 1e3, 1e6]
            order = np.lexsort((shades, self._facing[faces.numbers] <= 0.0))
        else:
            order = np.argsort(-(faces.corners[:, :, :2].mean(axis=1) @ self.surface.view.ahead))
        return Faces(faces.corners[order], faces.numbers[order]), colours[order]

    @property
    def _faces(self) -> Faces:
        if self.part == "back":
            return self.mesh.back
        return self.mesh.front if self.part == "front" else self.mesh.whole

    @cached_property
    def _horizon(self) -> Horizon:
        return self.surface.horizon(self.surface.view, only_back=self.part == "back")

    def _lower(self, faces: Indices) -> NDArray[np.bool_]:
        """Return which faces turn their lower side to the eye, if that hides anything."""
        return (self._facing[faces] <= 0.0) & self._hides

    def _clearance(self, points: Numbers) -> Numbers:
        """Return how far points of the ground are from being hidden, negative if they are."""
        if not self._hides:
            return np.ones(len(points))
        clear = self._horizon.clearance(self.surface.raised(points))
        return np.minimum(clear, self._side * points[:, 1] + _EDGE) if self._side else clear

    def _is_cut_edge(self, pieces: Numbers) -> NDArray[np.bool_]:
        """Return which pieces are on the edge of ground that is cut open: nothing is nearer."""
        return (np.abs(pieces[:, :, 1]).max(axis=1) <= _EDGE) & (self.part == "back")

    def _cut(
        self, pieces: Numbers, clear: Numbers, lifts: Numbers | None = None
    ) -> tuple[Numbers, Indices]:
        """Return what is seen of pieces, shape (k, 2, 3), on the screen, (n, 4), and of which."""
        ends = self.screen(pieces.reshape(-1, 3), lifts).reshape(-1, 2, 2)
        kept, which = below(ends, -clear)
        return kept.reshape(-1, 4), which
