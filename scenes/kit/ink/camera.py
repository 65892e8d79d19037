"""A Cairo camera that cuts what leaves its panel and draws marks by the thousand in one pass."""

from typing import Any
from weakref import WeakKeyDictionary

import cairo
import numpy as np
from manim import Camera, VMobject

from scenes.kit.ink.clipping import REACH, cut
from scenes.kit.ink.shapes import Density, Dots, Inked, Path, Positions, Segments, Type
from scenes.kit.plots.squares import Squares
from scenes.kit.surface.axes import Placed
from scenes.kit.surface.painting import draw_surface
from scenes.kit.surface.surface import Surface
from scenes.kit.text.formula import Part

__all__ = ["FilmCamera"]


class FilmCamera(Camera):
    """Manim's camera with passes of its own for the shapes of `scenes.kit.ink.shapes`.

    Manim describes each dot and line as Bézier curves and walks through them in Python; 342 dots
    cost 15 ms a frame so, and well under 1 ms here.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outlines: WeakKeyDictionary[Type, tuple[bytes, Any]] = WeakKeyDictionary()

    def display_vectorized(self, vmobject: VMobject, ctx: cairo.Context) -> "FilmCamera":
        """Draw one mobject, cut at the edge of its panel if it has one."""
        if not isinstance(vmobject, Inked):
            super().display_vectorized(vmobject, ctx)
            return self
        if vmobject.veiled == 0.0:
            return self
        # What was filled before has left its path, which would cut a hole into the clip.
        ctx.new_path()
        ctx.save()
        if vmobject.clip is not None:
            ctx.rectangle(*vmobject.clip)
            ctx.clip()
        self._draw(vmobject, ctx)
        ctx.restore()
        return self

    def _draw(self, inked: Inked, ctx: cairo.Context) -> None:
        if isinstance(inked, Density):
            self._paint(inked, ctx)
        elif isinstance(inked, Dots):
            self._dots(inked, ctx)
        elif isinstance(inked, Segments):
            self._segments(inked, ctx)
        elif isinstance(inked, Path):
            self._path(inked, ctx)
        elif isinstance(inked, Squares):
            self._squares(inked, ctx)
        elif isinstance(inked, Part):
            self._part(inked, ctx)
        elif isinstance(inked, Surface):
            draw_surface(inked, ctx)
        elif isinstance(inked, Placed):
            ctx.translate(*inked.place)
            self._type(inked.still, ctx)
        elif isinstance(inked, Type):
            self._type(inked, ctx)
        else:
            super().display_vectorized(inked, ctx)

    def _type(self, line: Type, ctx: cairo.Context) -> None:
        """Fill a line of text; its outline is walked through in Python only when it has changed."""
        state = line.points.tobytes()
        if self._outlines.get(line, (b"", None))[0] != state:
            self.set_cairo_context_path(ctx, line)
            self._outlines[line] = (state, ctx.copy_path())
            ctx.new_path()
        ctx.append_path(self._outlines[line][1])
        self._fill(line, ctx)

    def _part(self, part: Part, ctx: cairo.Context) -> None:
        """Fill a part of a formula; Cairo moves and scales an outline that is read only once."""
        ctx.save()
        ctx.translate(part.pose.x, part.pose.y)
        ctx.scale(part.pose.unit, part.pose.unit)
        if part not in self._outlines:
            _trace(part.piece.curves, ctx)
            self._outlines[part] = (b"", ctx.copy_path())
            ctx.new_path()
        ctx.append_path(self._outlines[part][1])
        ctx.restore()
        self._fill(part, ctx)

    def _dots(self, dots: Dots, ctx: cairo.Context) -> None:
        radius = dots.radius
        positions = dots.points[:, :2]
        near = np.abs(positions).max(axis=1) < REACH
        for x, y in positions[near].tolist():
            ctx.new_sub_path()
            ctx.arc(x, y, radius, 0.0, 2.0 * np.pi)
        ctx.set_fill_rule(cairo.FillRule.WINDING)
        self._fill(dots, ctx)
        self._stroke(dots, ctx)

    def _segments(self, segments: Segments, ctx: cairo.Context) -> None:
        ends = segments.points[:, :2].reshape(-1, 2, 2)
        _lines(ends[:, 0], ends[:, 1], ctx)
        self._stroke(segments, ctx)

    def _squares(self, squares: Squares, ctx: cairo.Context) -> None:
        corners = squares.points[:, :2].clip(-REACH, REACH).reshape(-1, 4)
        for left, bottom, right, top in corners.tolist():
            ctx.rectangle(left, bottom, right - left, top - bottom)
        ctx.set_fill_rule(cairo.FillRule.WINDING)
        self._fill(squares, ctx)
        self._stroke(squares, ctx)

    def _path(self, path: Path, ctx: cairo.Context) -> None:
        positions = path.points[:, :2]
        if np.abs(positions).max() > REACH:
            _lines(positions[:-1], positions[1:], ctx)
        else:
            for x, y in positions.tolist():
                ctx.line_to(x, y)
        if path.closed:
            ctx.close_path()
            self._fill(path, ctx)
        if path.dashes:
            ctx.set_dash(path.dashes)
        self._stroke(path, ctx)

    def _fill(self, inked: Inked, ctx: cairo.Context) -> None:
        rgba = inked.get_fill_rgbas()[0]
        if rgba[3]:
            ctx.set_source_rgba(*rgba[2::-1], rgba[3])
            ctx.fill_preserve()

    def _stroke(self, inked: Inked, ctx: cairo.Context) -> None:
        rgba = inked.get_stroke_rgbas()[0]
        width = inked.get_stroke_width()
        if rgba[3] and width:
            ctx.set_source_rgba(*rgba[2::-1], rgba[3])
            ctx.set_line_width(width * self.cairo_line_width_multiple)
            ctx.set_line_cap(cairo.LineCap.ROUND if not inked.butt else cairo.LineCap.BUTT)
            ctx.set_line_join(cairo.LineJoin.ROUND)
            ctx.stroke()

    def _paint(self, density: Density, ctx: cairo.Context) -> None:
        rows, columns = density.shares.shape
        rgba = density.get_fill_rgbas()[0]
        pixels = _premultiplied(density.shares * rgba[3], rgba[:3])
        surface = cairo.ImageSurface.create_for_data(
            memoryview(pixels), cairo.FORMAT_ARGB32, columns, rows
        )
        left, bottom, width, height = density.extent
        ctx.translate(left, bottom)
        ctx.scale(width / columns, height / rows)
        ctx.set_source_surface(surface)
        ctx.get_source().set_filter(cairo.FILTER_BILINEAR)
        ctx.get_source().set_extend(cairo.EXTEND_PAD)
        ctx.paint()


def _lines(starts: Positions, ends: Positions, ctx: cairo.Context) -> None:
    """Add the parts of lines that are within reach to the current path."""
    for (x0, y0), (x1, y1) in zip(*(side.tolist() for side in cut(starts, ends)), strict=True):
        ctx.move_to(x0, y0)
        ctx.line_to(x1, y1)


def _trace(curves: Any, ctx: cairo.Context) -> None:
    """Add closed outlines of cubic curves, shape (k, 4, 2), to the current path."""
    end = [np.nan, np.nan]
    for start, first, second, last in curves.tolist():
        if start != end:
            ctx.move_to(*start)
        ctx.curve_to(*first, *second, *last)
        end = last


def _premultiplied(opacity: Any, colour: Any) -> Any:
    """Return pixels of shape (rows, columns, 4), in the order of Manim's frames: R, G, B, A."""
    pixels = np.empty((*opacity.shape, 4))
    pixels[..., :3] = opacity[..., None] * colour
    pixels[..., 3] = opacity
    return np.ascontiguousarray((pixels * 255).round().astype(np.uint8))
