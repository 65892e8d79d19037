"""Cairo's part in drawing a surface: strokes, discs, faces and fades.

Colours are R, G, B and opacity, from 0 to 1. The frame's bytes are R, G, B, A, where Cairo writes B
first, so both are swapped on the way.
"""

from collections.abc import Generator
from contextlib import contextmanager
from itertools import islice, pairwise

import cairo
import numpy as np

from scenes.kit.ink.shapes import PX
from scenes.kit.surface.mesh import Numbers

__all__ = ["discs", "fading", "fill_faces", "outline", "polygon", "source", "strokes"]


@contextmanager
def fading(ctx: cairo.Context, share: float) -> Generator[None]:
    """Paint what is drawn inside with a share of its opacity, as one picture."""
    if share >= 1.0:
        yield
        return
    ctx.push_group()
    yield
    ctx.pop_group_to_source()
    ctx.paint_with_alpha(share)


def strokes(
    ctx: cairo.Context, lines: Numbers, colour: Numbers, width_px: float, dash_px: float = 0.0
) -> None:
    """Draw lines in one stroke; one that begins where the last one ended is joined to it.

    Parameters
    ----------
    ctx : cairo.Context
    lines : Numbers, shape (k, 4)
        Both ends of each line.
    colour : Numbers, shape (4,)
    width_px : float
    dash_px : float
        How far apart the dots of dotted lines are, 0 for whole ones.
    """
    at = None
    # Four numbers at a time, without a list for each: those would wake the garbage collector.
    for x0, y0, x1, y1 in zip(*[iter(lines.ravel().tolist())] * 4, strict=True):
        if at != (x0, y0):
            ctx.move_to(x0, y0)
        ctx.line_to(x1, y1)
        at = (x1, y1)
    source(ctx, colour)
    ctx.set_line_width(width_px * PX)
    ctx.set_line_cap(cairo.LineCap.ROUND)
    ctx.set_line_join(cairo.LineJoin.ROUND)
    ctx.set_dash([0.0, dash_px * PX] if dash_px else [])
    ctx.set_antialias(cairo.Antialias.FAST)
    ctx.stroke()
    ctx.set_antialias(cairo.Antialias.DEFAULT)
    ctx.set_dash([])


def discs(
    ctx: cairo.Context, places: Numbers, radius: float, colour: Numbers, width_px: float
) -> None:
    """Draw dots, or rings if a width is given.

    Parameters
    ----------
    ctx : cairo.Context
    places : Numbers, shape (n, 2)
        On the screen.
    radius : float
        Scene units.
    colour : Numbers, shape (4,)
    width_px : float
        Of the rings' lines, 0 for dots.
    """
    for x, y in places.tolist():
        ctx.new_sub_path()
        ctx.arc(x, y, radius, 0.0, 2.0 * np.pi)
    source(ctx, colour)
    if width_px:
        ctx.set_line_width(width_px * PX)
        ctx.stroke()
    else:
        ctx.set_fill_rule(cairo.FillRule.WINDING)
        ctx.fill()


def polygon(ctx: cairo.Context, places: Numbers, colour: Numbers) -> None:
    """Fill a polygon with corners on the screen, shape (n, 2)."""
    outline(ctx, places)
    source(ctx, colour)
    ctx.fill()


def fill_faces(ctx: cairo.Context, corners: Numbers, colours: Numbers) -> None:
    """Fill faces in their order; those of one colour that follow each other in one go.

    Neighbours share their corners to the last bit: without anti-aliasing each pixel belongs to
    exactly one of them, and no seam shows.

    Parameters
    ----------
    ctx : cairo.Context
    corners : Numbers, shape (n, 8)
        x, y, x, y, ... on the screen.
    colours : Numbers, shape (n, 3)
        R, G and B.
    """
    ctx.set_antialias(cairo.Antialias.NONE)
    ctx.set_fill_rule(cairo.FillRule.WINDING)
    move, line = ctx.move_to, ctx.line_to
    changes = np.flatnonzero(np.any(colours[1:] != colours[:-1], axis=1)) + 1
    bounds = [0, *changes.tolist(), len(corners)]
    # Four numbers at a time, without a list for each: those would wake the garbage collector.
    faces = zip(*[iter(corners.ravel().tolist())] * 8, strict=True)
    for first, last in pairwise(bounds):
        for x0, y0, x1, y1, x2, y2, x3, y3 in islice(faces, last - first):
            move(x0, y0)
            line(x1, y1)
            line(x2, y2)
            line(x3, y3)
        if last > first:
            red, green, blue = colours[first].tolist()
            ctx.set_source_rgb(blue, green, red)
            ctx.fill()
    ctx.set_antialias(cairo.Antialias.DEFAULT)


def outline(ctx: cairo.Context, places: Numbers) -> None:
    """Begin a path: the closed line through places on the screen, shape (n, 2)."""
    ctx.new_path()
    for x, y in places.tolist():
        ctx.line_to(x, y)
    ctx.close_path()


def source(ctx: cairo.Context, colour: Numbers) -> None:
    """Paint with a colour from now on."""
    red, green, blue, opacity = colour.tolist()
    ctx.set_source_rgba(blue, green, red, opacity)
