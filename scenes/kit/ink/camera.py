"""A Cairo camera that lets shapes paint themselves, each cut at the edge of its panel."""

from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

import cairo
from manim import Camera, Mobject, VMobject

from scenes.kit.ink.inked import Carriage
from scenes.kit.ink.layers import Layers
from scenes.kit.ink.pen import Outlines, Pen
from scenes.kit.ink.shapes import Inked

__all__ = ["FilmCamera"]


class FilmCamera(Camera):
    """Manim's camera, which hands a pen to every `Inked` shape.

    Manim describes each dot and line as Bézier curves and walks through them in Python; 342 dots
    cost 15 ms a frame so, and well under 1 ms here.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outlines: Outlines = WeakKeyDictionary()
        self._layers = Layers()

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Paint mobjects that have points; what stands still among shapes is painted once."""
        drawn = [mobject for mobject in mobjects if len(mobject.points)]
        shapes = [mobject for mobject in drawn if isinstance(mobject, Inked)]
        if len(shapes) < len(drawn):
            super().capture_mobjects(drawn, **kwargs)
            return
        ctx = self.get_cairo_context(self.pixel_array)
        self._layers.paint([s for s in shapes if s.veiled], ctx, self.display_vectorized)

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
