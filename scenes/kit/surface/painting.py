"""Drawing a surface with all that lies on it, in one pass over one Cairo context.

Which of two things on a height field hides the other is told by the ground alone, whatever its
heights: a ray to the eye runs over the ground in one direction, so what stands further along it is
painted later. The ground is cut into slots across that direction. Faces are sorted once a frame;
everything else is assigned to a slot and painted when the faces up to it are.

A mark lies on its face: it is painted after it where the face's upper side is seen, and not at all
where the lower side is, which hides it. Being wider than nothing it is put off by a cell and by its
own width, so that the next faces do not cut it, but not past a fold, beyond which faces hide it.

Faces are filled without anti-aliasing: neighbours share their corners to the last bit, each pixel
belongs to exactly one of them, and no seam shows. Their outer edges, which are the rim and the
folds between upper and lower side, are covered by anti-aliased lines.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal
from weakref import WeakKeyDictionary

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.shapes import PX
from scenes.kit.surface.geometry import RELIEF, SurfaceGeometry
from scenes.kit.surface.ink import Job, discs, fading, fill_faces, outline, polygon, source, strokes
from scenes.kit.surface.marks import (
    Spots,
    SurfaceArrow,
    SurfaceDots,
    SurfaceDrops,
    SurfaceMark,
    Track,
    spots,
    track,
)
from scenes.kit.surface.mesh import Indices, Numbers
from scenes.kit.surface.view import View

__all__ = ["draw_surface"]

_OUTLINE_PX, _MESH_PX, _EDGE_PX = 1.4, 1.0, 1.0
_HEAD = 4.5
_SLOTS = 4
"""How many slots a cell is cut into."""

_ROOM = np.array([0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0])
"""How many cells ahead of a face folds are looked for."""

_TOGETHER = 16
"""So many slots are painted in one stroke where there is room."""

_FLATTEST = 0.3
"""A mark's width on the ground is counted as if seen no flatter than this sine of an elevation."""

_laid: WeakKeyDictionary[SurfaceMark, tuple[bytes, Track | Spots]] = WeakKeyDictionary()


def draw_surface(surface: SurfaceGeometry, ctx: cairo.Context) -> None:
    """Draw floor, surface and marks, as the surface's view, rise, cover and veil say."""
    with fading(ctx, surface.veiled * surface.lit):
        _floor(surface, ctx)
        if surface.cover < 1.0:
            _paint(_frame(surface, "bare"), surface.marks, ctx)
        if surface.cover > 0.0:
            with fading(ctx, surface.cover):
                _frame(surface, "covered").draw(ctx)


def _frame(surface: SurfaceGeometry, kind: Literal["floor", "bare", "covered"]) -> "_Frame":
    """Return what is known of a surface as it is seen now, from the last frame if it can be."""
    known = surface.drawn.get(kind)
    if known is None or known.state != _state(surface):
        known = surface.drawn[kind] = _Frame(surface, kind)
    return known


def _state(surface: SurfaceGeometry) -> tuple[View, float, float]:
    """Return what the places of everything on a surface hang on, but for the marks' own."""
    return (surface.view, surface.rise, surface.gap)


def _floor(surface: SurfaceGeometry, ctx: cairo.Context) -> None:
    angles = np.linspace(0.0, 2.0 * np.pi, 129)
    circle = np.column_stack([np.cos(angles), np.sin(angles), np.zeros(129)])
    outline(ctx, surface.view.project(circle)[0])
    source(ctx, surface.colours.floor)
    ctx.fill_preserve()
    source(ctx, surface.colours.edge)
    ctx.set_line_width(_EDGE_PX * PX)
    ctx.stroke()
    _paint(_frame(surface, "floor"), surface.floor_marks, ctx)


def _paint(frame: "_Frame", marks: list[SurfaceMark], ctx: cairo.Context) -> None:
    """Paint marks that nothing hides, in their order."""
    for mark in marks:
        for _, job in frame.jobs(mark):
            job(ctx)


class _Frame:
    """One surface as it is seen in one frame, and in the next ones as long as it stands still.

    Parameters
    ----------
    surface : SurfaceGeometry
    kind : str
        Whether marks are laid on the "floor", or on ground that is still "bare" lines and could
        hide nothing, or on ground that is "covered".
    """

    def __init__(self, surface: SurfaceGeometry, kind: Literal["floor", "bare", "covered"]) -> None:
        self.state = _state(surface)
        self._painted: WeakKeyDictionary[SurfaceMark, tuple[int, list[tuple[int, Job]]]]
        self._painted = WeakKeyDictionary()
        self.surface, self.mesh, self.view = surface, surface.mesh, surface.view
        self.floor, self.bare = kind == "floor", kind != "covered"
        self.matrix = self.view.matrix
        self.slots = _SLOTS * (surface.field.size - 1)
        self.slopes = self.mesh.slopes * (surface.rise * RELIEF)
        self.facing = np.column_stack([-self.slopes, np.ones(len(self.slopes))]) @ self.view.to_eye

    def draw(self, ctx: cairo.Context) -> None:
        """Draw faces, edges and marks from the furthest slot to the nearest."""
        waiting: list[list[Job]] = [[] for _ in range(self.slots)]
        edges, (ends, corners, colours) = self._edge_jobs, self._faces
        for slot, job in [*edges, *(j for m in self.surface.marks for j in self.jobs(m))]:
            waiting[slot].append(job)
        first = 0
        for last, jobs in zip(ends, waiting, strict=True):
            fill_faces(ctx, corners[8 * first : 8 * last], colours[3 * first : 3 * last])
            first = last
            for job in jobs:
                job(ctx)

    @cached_property
    def _faces(self) -> tuple[list[int], list[float], list[float]]:
        """Where the faces of each slot end, and their corners and colours, the furthest first."""
        parts, faces, _ = self.mesh.cut
        near = self._near(self.mesh.centres[faces])
        order = np.argsort(near)
        ends = np.searchsorted(near[order], np.arange(1, self.slots) * 2.0 / self.slots - 1.0)
        corners = self._screen(parts[order].reshape(-1, 3)).ravel().tolist()
        colours = self._colours(parts, faces)[order].ravel().tolist()
        return [*ends.tolist(), len(order)], corners, colours

    @cached_property
    def _edge_jobs(self) -> list[tuple[int, Job]]:
        return list(self._edges())

    def jobs(self, mark: SurfaceMark) -> list[tuple[int, Job]]:
        """Return what is to be painted of a mark, and in which slot; worked out if it has moved."""
        if mark.veiled == 0.0:
            return []
        if self._painted.get(mark, (-1, []))[0] != mark.changes:
            self._painted[mark] = (mark.changes, list(self._new_jobs(mark)))
        return self._painted[mark][1]

    def _new_jobs(self, mark: SurfaceMark) -> Iterator[tuple[int, Job]]:
        laid = self._lay(mark)
        if isinstance(laid, Track):
            lines = self._arrow if isinstance(mark, SurfaceArrow) else self._line
            yield from lines(mark, laid)
        elif isinstance(mark, SurfaceDots):
            yield from self._dots(mark, laid)
        elif isinstance(mark, SurfaceDrops):
            yield from self._drops(mark, laid)

    def _lay(self, mark: SurfaceMark) -> Track | Spots:
        """Put a mark on the ground; only when it has been moved."""
        state = mark.points.tobytes()
        known = _laid.get(mark)
        if known is None or known[0] != state:
            lay = spots if isinstance(mark, SurfaceDots | SurfaceDrops) else track
            known = _laid[mark] = (state, lay(self.mesh, mark.positions, flat=self.floor))
        return known[1]

    def _near(self, places: Numbers) -> Numbers:
        """Return how near places of the disc are along the ground, from −1 to 1."""
        return -(places[:, :2] @ self.view.ahead)

    def _slot(self, near: Numbers) -> Indices:
        cut = np.floor((near + 1.0) / 2.0 * self.slots)
        return np.clip(cut, 0, self.slots - 1).astype(np.int64)

    def _put_off(self, width: float) -> float:
        """Return how much nearer to the eye a mark counts: a cell, and half its width."""
        flat = max(np.sin(self.view.elevation), _FLATTEST)
        return self._cell + width / 2.0 / (self.view.scale * flat)

    @property
    def _cell(self) -> float:
        return 2.0 * _SLOTS / self.slots

    @cached_property
    def _room(self) -> Numbers:
        """How far marks may be put off, shape (f,): up to the next fold towards the eye.

        Without a fold between them nearer faces cannot hide a mark: a face shows its upper side if
        it climbs less than the ray does.
        """
        upper = self.facing > 0
        room, alike = np.zeros(len(upper)), np.ones(len(upper), dtype=np.bool_)
        for off in _ROOM * self._cell:
            face = self.mesh.face_at(self.mesh.centres - off * self.view.ahead)
            alike &= upper[face] == upper
            room[alike] = off
        return room

    def _put(self, near: Numbers, faces: Indices, width: float) -> Indices:
        """Return the slots of what is on faces, many of one slot where there is room."""
        room = self._room[faces]
        slots = self._slot(near + np.minimum(self._put_off(width), room))
        late = np.minimum((slots // _TOGETHER + 1) * _TOGETHER, self.slots)
        fits = late * 2.0 / self.slots - 1.0 <= near + room - self._cell / 2
        return np.where(fits, late - 1, slots)

    def _order(
        self, near: Numbers, faces: Indices, width: float
    ) -> tuple[Indices, NDArray[np.bool_]]:
        """Return the slots of marks on faces that are seen, and which are."""
        if self.bare:
            return np.zeros(len(near), dtype=np.int64), np.ones(len(near), dtype=np.bool_)
        seen = self.facing[faces] > 0
        return self._put(near[seen], faces[seen], width), seen

    def _colours(self, parts: Numbers, faces: Indices) -> Numbers:
        """Return the colours of parts of faces, shape (n, 4, 3), given which each is of."""
        colours, heights = self.surface.colours, parts[:, :, 2].mean(axis=1)
        upper, slopes = self.facing[faces, None] > 0, self.slopes[faces]
        return np.where(upper, colours.top(heights, slopes), colours.bottom(slopes))

    def _edges(self) -> Iterator[tuple[int, Job]]:
        """Yield grid lines, rim and folds."""
        colours = self.surface.colours
        inner, beside = self.mesh.folds
        folds = inner[np.diff(self.facing[beside] > 0, axis=1)[:, 0]]
        yield from self._pieces(self.mesh.grid, colours.grid, _MESH_PX, faint=True)
        for edges in (folds, self.mesh.rim):
            yield from self._pieces(edges, colours.outline, _OUTLINE_PX)

    def _pieces(
        self, edges: Numbers, colour: Numbers, width_px: float, *, faint: bool = False
    ) -> Iterator[tuple[int, Job]]:
        middles = edges[:, :, :2].mean(axis=1)
        near, faces = self._near(middles), self.mesh.face_at(middles)
        slots = np.maximum(self._put(near, faces, 0.0), self._slot(near + self._put_off(0.0)))
        lines = self._screen(edges.reshape(-1, 3)).reshape(-1, 4)
        yield from strokes(slots, lines, colour, width_px, faint=faint)

    def _screen(self, points: Numbers, lift: float | None = None) -> Numbers:
        raised = points * [1.0, 1.0, 0.0] if self.floor else self.surface.raised(points, lift)
        return raised @ self.matrix + self.view.centre

    def _line(self, mark: SurfaceMark, laid: Track) -> Iterator[tuple[int, Job]]:
        lines = np.column_stack([self._screen(laid.starts), self._screen(laid.ends)])
        near = self._near((laid.starts + laid.ends) / 2)
        slots, seen = self._order(near, laid.faces, mark.width_px * PX)
        colour = mark.get_stroke_rgbas()[0]
        yield from strokes(slots, lines[seen], colour, mark.width_px)

    def _dots(self, mark: SurfaceDots, laid: Spots) -> Iterator[tuple[int, Job]]:
        """Yield dots whose middles are seen: half a dot does not peep out below the ground."""
        points, rise = laid.points, self.surface.rise
        lift = rise if mark.lift is None else mark.lift
        near, wide = self._near(points), 2.0 * mark.radius
        slots, seen = self._order(near, laid.faces, wide)
        if lift > rise:
            slots, seen = self._slot(near + self._put_off(wide)), np.ones(len(near), dtype=np.bool_)
        elif not self.bare:
            clear = self.surface.clear(points[seen], self.view, rise)
            slots, seen = slots[clear], np.flatnonzero(seen)[clear]
        places = self._screen(points, lift)[seen]
        for slot in np.unique(slots).tolist():
            yield slot, discs(mark, places[slots == slot])

    def _drops(self, mark: SurfaceDrops, laid: Spots) -> Iterator[tuple[int, Job]]:
        """Yield upright lines: what is below the surface is hidden where its upper side is seen."""
        near, rise = self._near(laid.points), self.surface.rise
        lift = rise if mark.lift is None else mark.lift
        foot, off = self._screen(laid.points * [1.0, 1.0, 0.0], 0.0), self._put_off(0.0)
        below = self._screen(laid.points, min(lift, rise))
        slots = self._slot(near - np.where(self.facing[laid.faces] > 0, off, -off))
        colour = mark.get_stroke_rgbas()[0]
        yield from strokes(slots, np.column_stack([foot, below]), colour, mark.width_px)
        if lift > rise:
            above = np.column_stack([below, self._screen(laid.points, lift)])
            yield from strokes(self._slot(near + off), above, colour, mark.width_px)

    def _arrow(self, mark: SurfaceMark, laid: Track) -> Iterator[tuple[int, Job]]:
        """Yield the shaft, as a line up to the head, and the head."""
        if not len(laid.faces):
            return
        size, starts = _HEAD * mark.width_px * PX, self._screen(laid.starts)
        tip = self._screen(laid.ends[-1:])[0]
        away = np.hypot(*(starts - tip).T)
        shaft = away > size
        neck = starts[shaft.sum()] if shaft.sum() < len(starts) else starts[-1]
        yield from self._line(mark, Track(laid.starts[shaft], laid.ends[shaft], laid.faces[shaft]))
        head = _head(neck, tip, min(size, float(away[0])))
        slots, _ = self._order(self._near(laid.ends[-1:]), laid.faces[-1:], size)
        for slot in slots.tolist():
            yield slot, polygon(head, mark.get_stroke_rgbas()[0])


def _head(neck: Numbers, tip: Numbers, length: float) -> Numbers:
    """Return the corners of an arrow's head on the screen, shape (3, 2)."""
    along = (tip - neck) / (float(np.hypot(*(tip - neck))) or 1.0)
    aside, base = 0.42 * length * np.array([-along[1], along[0]]), tip - length * along
    return np.array([tip, base + aside, base - aside])
