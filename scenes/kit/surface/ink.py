"""Cairo's part in drawing a surface: strokes, discs, faces and fades.

Colours are R, G, B and opacity, from 0 to 1. The frame's bytes are R, G, B, A, where Cairo writes B
first, so both are swapped on the way.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

import cairo
import numpy as np

from scenes.kit.ink.shapes import PX
from scenes.kit.surface.marks import SurfaceDots
from scenes.kit.surface.mesh import Indices, Numbers

__all__ = ["Job", "discs", "fading", "fill_faces", "outline", "polygon", "source", "strokes"]

Job = Callable[[cairo.Context], None]
"""Paints something."""


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
    slots: Indices, lines: Numbers, colour: Numbers, width_px: float, *, faint: bool = False
) -> Iterator[tuple[int, Job]]:
    """Yield for each slot one stroke of all its lines.

    Parameters
    ----------
    slots : Indices, shape (k,)
    lines : Numbers, shape (k, 4)
        Both ends of each line; one that begins where the last one ended is joined to it.
    colour : Numbers, shape (4,)
    width_px : float
    faint : bool
        Whether the lines are so faint that blunt ends and coarse anti-aliasing will do.
    """
    if not len(slots):
        return
    order = np.argsort(slots, kind="stable")
    values, firsts = np.unique(slots[order], return_index=True)
    for slot, rows in zip(values.tolist(), np.split(lines[order], firsts[1:]), strict=True):
        yield slot, _stroke(rows.ravel().tolist(), colour, width_px, faint)


def _stroke(ends: list[float], colour: Numbers, width_px: float, faint: bool) -> Job:
    def job(ctx: cairo.Context) -> None:
        at = None
        # Four numbers at a time, without a list for each: those would wake the garbage collector.
        for x0, y0, x1, y1 in zip(*[iter(ends)] * 4, strict=True):
            if at != (x0, y0):
                ctx.move_to(x0, y0)
            ctx.line_to(x1, y1)
            at = (x1, y1)
        source(ctx, colour)
        ctx.set_line_width(width_px * PX)
        ctx.set_line_cap(cairo.LineCap.BUTT if faint else cairo.LineCap.ROUND)
        ctx.set_line_join(cairo.LineJoin.ROUND)
        ctx.set_antialias(cairo.Antialias.FAST if faint else cairo.Antialias.DEFAULT)
        ctx.stroke()
        ctx.set_antialias(cairo.Antialias.DEFAULT)

    return job


def discs(mark: SurfaceDots, places: Numbers) -> Job:
    """Return what paints a mark's dots or rings at places on the screen, shape (n, 2)."""

    def job(ctx: cairo.Context) -> None:
        for x, y in places.tolist():
            ctx.new_sub_path()
            ctx.arc(x, y, mark.radius, 0.0, 2.0 * np.pi)
        if mark.width_px:
            source(ctx, mark.get_stroke_rgbas()[0])
            ctx.set_line_width(mark.width_px * PX)
            ctx.stroke()
        else:
            source(ctx, mark.get_fill_rgbas()[0])
            ctx.set_fill_rule(cairo.FillRule.WINDING)
            ctx.fill()

    return job


def polygon(places: Numbers, colour: Numbers) -> Job:
    """Return what fills a polygon with corners on the screen, shape (n, 2)."""

    def job(ctx: cairo.Context) -> None:
        outline(ctx, places)
        source(ctx, colour)
        ctx.fill()

    return job


def fill_faces(ctx: cairo.Context, corners: list[float], colours: list[float]) -> None:
    """Fill faces in their order, eight numbers (x, y, x, y, ...) and R, G, B for each."""
    ctx.set_antialias(cairo.Antialias.NONE)
    paint, move, line, fill = ctx.set_source_rgb, ctx.move_to, ctx.line_to, ctx.fill
    numbers = [*[iter(colours)] * 3, *[iter(corners)] * 8]
    for red, green, blue, x0, y0, x1, y1, x2, y2, x3, y3 in zip(*numbers, strict=True):
        paint(blue, green, red)
        move(x0, y0)
        line(x1, y1)
        line(x2, y2)
        line(x3, y3)
        fill()
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
