"""Drawing a surface with all that lies on it, in one pass over one Cairo context.

The floor and its marks come first, then the ground's faces, the furthest first, then its rim and
folds, then the marks on it, each less what nearer ground hides of it: see `Horizon`. A mark on a
face that turns its lower side to the eye is hidden too. A surface that is cut open is drawn in two:
the back, and over it the front, which may be faded.
"""

from collections.abc import Sequence
from functools import partial
from weakref import WeakKeyDictionary

import cairo
import numpy as np

from scenes.kit.ink.layers import Layer
from scenes.kit.ink.shapes import PX
from scenes.kit.surface.geometry import SurfaceGeometry
from scenes.kit.surface.ink import discs, fading, fill_faces, outline, polygon, source, strokes
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
from scenes.kit.surface.mesh import Mesh, Numbers
from scenes.kit.surface.seen import Part, Sight
from scenes.kit.surface.standing import Piece, Standing

__all__ = ["draw_surface"]

_OUTLINE_PX, _EDGE_PX = 1.6, 1.0
_HEAD = 4.5
_DOTTED_PX, _CLEAR = 5.0, 10.0 * PX

_laid: WeakKeyDictionary[SurfaceMark, tuple[tuple[Mesh, bytes], Track | Spots]] = (
    WeakKeyDictionary()
)


def draw_surface(surface: SurfaceGeometry, ctx: cairo.Context) -> None:
    """Draw floor, surface and marks, as the surface's view, rise, cover, front and veil say."""
    pieces = _pieces(surface, ctx)
    for piece in pieces:
        if isinstance(piece, Layer):
            piece.lay(ctx)
        else:
            _paint_piece(surface, piece, ctx)
    if not pieces:
        _draw_anew(surface, ctx)


def _pieces(surface: SurfaceGeometry, ctx: cairo.Context) -> Sequence[Piece | Layer]:
    """Return what a surface that stands still is painted from; nothing if it moves or is faded."""
    if min(surface.veiled * surface.lit, surface.cover, surface.front) < 1.0:
        return ()
    if "standing" not in surface.drawn:
        surface.drawn["standing"] = Standing()
    return surface.drawn["standing"].pieces(surface, ctx, partial(_paint_piece, surface))


def _paint_piece(surface: SurfaceGeometry, piece: Piece, ctx: cairo.Context) -> None:
    if piece.mark:
        _marks(_sight(surface, piece.part), [piece.mark], ctx)
    elif piece.part == "floor":
        _plane(surface, ctx)
    else:
        _faces(_sight(surface, piece.part), ctx)


def _draw_anew(surface: SurfaceGeometry, ctx: cairo.Context) -> None:
    with fading(ctx, surface.veiled * surface.lit):
        _plane(surface, ctx)
        _marks(_sight(surface, "floor"), surface.floor_marks, ctx)
        if surface.cover < 1.0:
            _marks(_sight(surface, "bare"), surface.marks, ctx)
        if surface.cover > 0.0:
            with fading(ctx, surface.cover):
                _ground(surface, ctx)


def _ground(surface: SurfaceGeometry, ctx: cairo.Context) -> None:
    if surface.front >= 1.0:
        _part(surface, "whole", ctx)
        return
    _part(surface, "back", ctx)
    if surface.front > 0.0:
        with fading(ctx, surface.front):
            _part(surface, "front", ctx)


def _part(surface: SurfaceGeometry, part: Part, ctx: cairo.Context) -> None:
    sight = _sight(surface, part)
    _faces(sight, ctx)
    _marks(sight, surface.marks, ctx)


def _faces(sight: Sight, ctx: cairo.Context) -> None:
    fill_faces(ctx, sight.corners, sight.colours)
    strokes(ctx, sight.edges, sight.surface.colours.outline, _OUTLINE_PX)


def _sight(surface: SurfaceGeometry, part: Part) -> Sight:
    """Return how a part of a surface is seen now: from the last frame if nothing has moved."""
    state = (surface.mesh, surface.view, surface.rise, surface.gap, surface.relief)
    known = surface.drawn.get(part)
    if known is None or known[0] != state:
        known = surface.drawn[part] = (state, Sight(surface, part))
    return known[1]


def _plane(surface: SurfaceGeometry, ctx: cairo.Context) -> None:
    rim = surface.field.rim
    flat = np.column_stack([rim, np.zeros(len(rim))])
    outline(ctx, surface.view.project(flat)[0])
    source(ctx, surface.colours.floor)
    ctx.fill_preserve()
    source(ctx, surface.colours.edge)
    ctx.set_line_width(_EDGE_PX * PX)
    ctx.stroke()


def _marks(sight: Sight, marks: list[SurfaceMark], ctx: cairo.Context) -> None:
    """Draw what is seen of marks, in their order."""
    shown = [mark for mark in marks if mark.veiled]
    laid = [_lay(sight, mark) for mark in shown]
    lines = [(e, _lift(sight, m)) for m, e in zip(shown, laid, strict=True) if isinstance(e, Track)]
    tracks = iter(sight.lines(lines))
    for mark, each in zip(shown, laid, strict=True):
        if isinstance(each, Track):
            lines = next(tracks)
            hides = mark.through or isinstance(mark, SurfaceArrow)
            whole = sight.whole(each, _lift(sight, mark)) if hides else lines
            if mark.through and not np.array_equal(lines, whole):
                with fading(ctx, mark.through):
                    _line(mark, whole, whole, ctx)
            _line(mark, lines, whole, ctx)
        elif isinstance(mark, SurfaceDots):
            _dots(sight, mark, each, ctx)
        elif isinstance(mark, SurfaceDrops):
            _drops(sight, mark, each, ctx)


def _lay(sight: Sight, mark: SurfaceMark) -> Track | Spots:
    """Put a mark on the ground; only when it has been moved, or the ground has."""
    state = (sight.mesh, mark.points.tobytes())
    known = _laid.get(mark)
    if known is None or known[0] != state:
        lay = spots if isinstance(mark, SurfaceDots | SurfaceDrops) else track
        laid = lay(sight.mesh, mark.positions, flat=sight.part == "floor")
        known = _laid[mark] = (state, laid)
    return known[1]


def _lift(sight: Sight, mark: SurfaceMark) -> float:
    return sight.surface.rise if mark.lift is None else mark.lift


def _line(mark: SurfaceMark, lines: Numbers, whole: Numbers, ctx: cairo.Context) -> None:
    """Draw a line's pieces, shape (k, 4); of an arrow the shaft, and its head if that is seen.

    `whole` is the line with what is hidden of it.
    """
    if not len(lines):
        return
    colour = mark.get_stroke_rgbas()[0]
    if not isinstance(mark, SurfaceArrow):
        strokes(ctx, lines, colour, mark.width_px)
        return
    size, tip = _HEAD * mark.width_px * PX, whole[-1, 2:]
    away = np.hypot(*(whole[:, :2] - tip).T)
    neck = whole[max(int((away > size).sum()) - 1, 0), :2]
    head = _head(neck, tip, min(size, float(away[0])))
    shaft = lines[np.hypot(*(lines[:, :2] - tip).T) > size]
    if len(shaft):
        strokes(ctx, _up_to(shaft, head[1:].mean(axis=0), size), colour, mark.width_px)
    if np.array_equal(lines[-1, 2:], tip):
        polygon(ctx, head, colour)


def _up_to(shaft: Numbers, neck: Numbers, size: float) -> Numbers:
    """Return an arrow's shaft, ending in its head, if it goes as far as that."""
    if np.hypot(*(shaft[-1, 2:] - neck)) > size:
        return shaft
    return np.vstack([shaft[:-1], [*shaft[-1, :2], *neck]])


def _dots(sight: Sight, mark: SurfaceDots, laid: Spots, ctx: cairo.Context) -> None:
    """Draw dots whose middles are seen: half a dot does not peep out below the ground."""
    lift = _lift(sight, mark)
    seen = sight.sees(laid) | (lift > sight.surface.rise)
    colour = (mark.get_stroke_rgbas() if mark.width_px else mark.get_fill_rgbas())[0]
    places = sight.screen(laid.points, lift)
    discs(ctx, places[seen], mark.radius, colour, mark.width_px)
    if mark.through and not seen.all():
        discs(ctx, places[~seen], mark.radius, colour * [1, 1, 1, mark.through], mark.width_px)


def _drops(sight: Sight, mark: SurfaceDrops, laid: Spots, ctx: cairo.Context) -> None:
    """Draw upright lines, dotted up to the level from which E is counted."""
    surface = sight.surface
    lift = _lift(sight, mark)
    flat = laid.points * [1.0, 1.0, 0.0]
    foot, top = sight.screen(flat, 0.0), sight.edge(laid, lift)
    up = np.array([0.0, surface.view.scale * np.cos(surface.view.elevation)])
    level = foot + min(surface.level, lift * surface.gap) * up
    zero = np.minimum(level, top)
    colour = mark.get_stroke_rgbas()[0]
    clear = np.minimum(foot + np.array([0.0, _CLEAR]), zero)
    strokes(ctx, np.column_stack([clear, zero]), colour, mark.width_px, _DOTTED_PX)
    strokes(ctx, np.column_stack([zero, top]), colour, mark.width_px)
    if mark.through:
        ends = np.column_stack([np.maximum(level, top), sight.screen(laid.points, lift)])
        strokes(ctx, ends, colour * [1, 1, 1, mark.through], mark.width_px)


def _head(neck: Numbers, tip: Numbers, length: float) -> Numbers:
    """Return the corners of an arrow's head on the screen, shape (3, 2)."""
    along = (tip - neck) / (float(np.hypot(*(tip - neck))) or 1.0)
    aside, base = 0.42 * length * np.array([-along[1], along[0]]), tip - length * along
    return np.array([tip, base + aside, base - aside])
