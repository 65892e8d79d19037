"""A Cairo camera that lets shapes paint themselves, and paints of a picture what has changed."""

from collections.abc import Iterable, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import cairo
from manim import Camera, Mobject, VMobject

from scenes.kit.ink.damage import Damage, Rect
from scenes.kit.ink.inked import Carriage
from scenes.kit.ink.layers import Layer, Layers
from scenes.kit.ink.pen import Outlines, Pen
from scenes.kit.ink.shapes import Inked

__all__ = ["FilmCamera", "only_shapes"]

_ROOM = 3.0
"""So many pixels more are painted anew on each side of a shape."""


class FilmCamera(Camera):
    """Manim's camera, which hands a pen to every `Inked` shape.

    Manim describes each dot and line as Bézier curves and walks through them in Python; 342 dots
    cost 15 ms a frame so, and well under 1 ms here.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outlines: Outlines = WeakKeyDictionary()
        self._layers: Layers[Inked] = Layers()
        self._whole = Rect(0, 0, self.pixel_width, self.pixel_height)
        matrix = self.get_cairo_context(self.pixel_array).get_matrix()
        self._scales = (matrix.xx, matrix.x0), (matrix.yy, matrix.y0)
        self._damage = Damage(self._whole)

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Paint mobjects that have points over what is there; what stands still is painted once."""
        drawn = [mobject for mobject in mobjects if len(mobject.points)]
        shapes = only_shapes(drawn)
        if shapes is None:
            super().capture_mobjects(drawn, **kwargs)
        else:
            self._damage.since_last(shapes, self.spot)
            self._paint(self._whole, self._pieces(shapes))
        # It was painted over something that is not known.
        self._damage.forget()

    def repaint(self, shapes: list[Inked]) -> list[Rect]:
        """Make a picture of shapes, of which only what has changed since the last one is painted.

        Parameters
        ----------
        shapes : list of Inked
            All that is seen, the lowest first.

        Returns
        -------
        list of Rect
            What has changed, perhaps nothing; outside of it each pixel is as it was.
        """
        changed = self._damage.since_last(shapes, self.spot)
        pieces = self._pieces(shapes)
        for rect in changed:
            left, top, right, bottom = rect
            self.pixel_array[top:bottom, left:right] = self.background[top:bottom, left:right]
            self._paint(rect, pieces)
        return changed

    def _pieces(self, shapes: list[Inked]) -> list[tuple[Rect, Inked | Layer]]:
        """Return what a picture is painted from, the lowest first, and where."""
        ctx = self.get_cairo_context(self.pixel_array)
        still, paint = self._damage.still, self.display_vectorized
        pieces = self._layers.pieces(shapes, still, ctx, paint)
        return [(p.spot if isinstance(p, Layer) else self._damage.where(p), p) for p in pieces]

    def _paint(self, rect: Rect, pieces: Sequence[tuple[Rect, Inked | Layer]]) -> None:
        """Paint what of a picture is in a rectangle, over what is there."""
        ctx = self.get_cairo_context(self.pixel_array)
        ctx.save()
        _cut(ctx, rect)
        for spot, piece in pieces:
            if not spot.meets(rect):
                continue
            if isinstance(piece, Layer):
                piece.lay(ctx)
            else:
                self.display_vectorized(piece, ctx)
        ctx.restore()

    def spot(self, shape: Inked) -> Rect:
        """Return the pixels that a shape may paint, and some more: edges are soft."""
        left, bottom, right, top = shape.bounds
        (x_scale, x), (y_scale, y) = self._scales
        whole = self._whole
        return Rect(
            int(max(x_scale * left + x - _ROOM, 0.0)),
            int(max(y_scale * top + y - _ROOM, 0.0)),
            int(min(x_scale * right + x + _ROOM, whole.right)),
            int(min(y_scale * bottom + y + _ROOM, whole.bottom)),
        )

    def display_vectorized(self, vmobject: VMobject, ctx: cairo.Context) -> "FilmCamera":
        """Draw one mobject, cut at the edge of its panel if it has one."""
        if not isinstance(vmobject, Inked):
            super().display_vectorized(vmobject, ctx)
        elif vmobject.veiled:
            # What was filled before has left its path, which would cut a hole into the clip.
            ctx.new_path()
            ctx.save()
            if vmobject.carried is not None:
                ctx.transform(_matrix(vmobject.carried))
            if vmobject.clip is not None:
                ctx.rectangle(*vmobject.clip)
                ctx.clip()
            vmobject.paint(Pen(ctx, self._outlines, self.cairo_line_width_multiple))
            ctx.restore()
        return self


def _matrix(carried: Carriage) -> cairo.Matrix:
    return cairo.Matrix(carried.x_scale, 0.0, 0.0, carried.y_scale, carried.x, carried.y)


def only_shapes(mobjects: Iterable[Mobject]) -> list[Inked] | None:
    """Return what is seen of mobjects; nothing if one that has points does not paint itself."""
    drawn = [mobject for mobject in mobjects if len(mobject.points)]
    shapes = [mobject for mobject in drawn if isinstance(mobject, Inked)]
    return [s for s in shapes if s.veiled] if len(shapes) == len(drawn) else None


def _cut(ctx: cairo.Context, rect: Rect) -> None:
    """Paint in a rectangle of pixels only."""
    matrix = ctx.get_matrix()
    ctx.identity_matrix()
    ctx.new_path()
    ctx.rectangle(rect.left, rect.top, rect.right - rect.left, rect.bottom - rect.top)
    ctx.clip()
    ctx.set_matrix(matrix)
