"""A surface that is seen as before: what of it has not changed is laid as pictures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import cairo
import numpy as np

from scenes.kit.ink.damage import RESTS_AFTER
from scenes.kit.ink.layers import Layer, Layers
from scenes.kit.surface.geometry import SurfaceGeometry
from scenes.kit.surface.marks import SurfaceMark
from scenes.kit.surface.mesh import Numbers
from scenes.kit.surface.seen import Part

__all__ = ["Piece", "Standing"]


@dataclass(frozen=True, eq=False)
class Piece:
    """Something that is painted in one go: floor or ground, or a mark on either.

    Parameters
    ----------
    part : Part
        Whether on the floor or on all of the ground.
    mark : SurfaceMark or None
        None for the floor or the ground itself.
    """

    part: Part
    mark: SurfaceMark | None

    @property
    def changes(self) -> int:
        """As for `Inked`; ground and floor are new to nobody who has their surface's state."""
        return self.mark.changes if self.mark else 0

    @property
    def points(self) -> Numbers:
        """How costly it is, in points: ground has many."""
        return self.mark.points if self.mark else np.empty((1000 if self.part == "whole" else 1, 3))


class Standing:
    """Knows how a surface was painted last, and what of it has stood still for a while."""

    def __init__(self) -> None:
        self._number = 0
        self._begin(None)

    def _begin(self, state: Any) -> None:
        self._state, self._since = state, self._number
        self._layers: Layers[Piece] = Layers()
        self._pieces: dict[tuple[Part, SurfaceMark | None], Piece] = {}
        self._known: dict[Piece, tuple[int, int]] = {}

    def pieces(
        self,
        surface: SurfaceGeometry,
        ctx: cairo.Context,
        paint: Callable[[Piece, cairo.Context], None],
    ) -> Sequence[Piece | Layer]:
        """Return what a surface is painted from, the lowest first; nothing while it moves.

        Parameters
        ----------
        surface : SurfaceGeometry
            Whole and not faded.
        ctx : cairo.Context
            Of the frame.
        paint : callable
            Paints a piece with a context; it is not kept.
        """
        self._number += 1
        state = _state(surface, ctx)
        if state != self._state:
            self._begin(state)
        if self._number - self._since < RESTS_AFTER:
            return ()
        pieces = [self._piece("floor", mark) for mark in (None, *surface.floor_marks)]
        pieces += [self._piece("whole", mark) for mark in (None, *surface.marks)]
        seen = [piece for piece in pieces if piece.mark is None or piece.mark.veiled]
        still = [self._rests(piece) for piece in seen]
        return self._layers.pieces(seen, still, ctx, paint)

    def _piece(self, part: Part, mark: SurfaceMark | None) -> Piece:
        return self._pieces.setdefault((part, mark), Piece(part, mark))

    def _rests(self, piece: Piece) -> bool:
        changes, since = self._known.get(piece, (-1, 0))
        if changes != piece.changes:
            since = self._number if changes >= 0 else self._since
            self._known[piece] = (piece.changes, since)
        return self._number - since >= RESTS_AFTER


def _state(surface: SurfaceGeometry, ctx: cairo.Context) -> Any:
    """Return all that a surface's picture hangs on, but for its marks."""
    target = ctx.get_target()
    frame = (target.get_width(), target.get_height(), tuple(ctx.get_matrix()))
    return surface.mesh, surface.view, surface.rise, surface.gap, surface.relief, frame
