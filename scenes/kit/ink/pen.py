"""What a shape paints itself with: a Cairo context, its habits, and outlines that are walked once.

Colours are rows of red, green, blue and opacity, from 0 to 1. The frame's bytes are R, G, B, A,
where Cairo writes B first, so both are swapped on the way.
"""

from collections.abc import Callable, Generator, MutableMapping
from contextlib import contextmanager
from typing import Any

import cairo
import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.clipping import REACH, Positions, cut

__all__ = ["Outlines", "Pen"]

Outlines = MutableMapping[Any, tuple[bytes, Any]]
"""For a shape the state in which its outline was walked through, and Cairo's copy of it."""

Colour = NDArray[np.float64]

_TOUCHING = 1e-6


class Pen:
    """Draws into one frame.

    Parameters
    ----------
    ctx : cairo.Context
        In scene units.
    outlines : Outlines
        What is kept of outlines from frame to frame.
    line_unit : float
        Scene units for a stroke width of 1.
    """

    def __init__(self, ctx: cairo.Context, outlines: Outlines, line_unit: float) -> None:
        self.ctx = ctx
        self._outlines, self._line_unit = outlines, line_unit

    def fill(self, colour: Colour) -> None:
        """Fill the current path, which stays."""
        if colour[3]:
            self._dip(colour)
            self.ctx.fill_preserve()

    def stroke(
        self, colour: Colour, width: float, *, butt: bool = False, joined: bool = True
    ) -> None:
        """Draw a line along the current path.

        Parameters
        ----------
        colour : Colour, shape (4,)
        width : float
            As for Manim's strokes.
        butt : bool
            Whether its ends are blunt; they are round otherwise.
        joined : bool
            Whether it has corners, which are round.
        """
        if colour[3] and width:
            self._dip(colour)
            self.ctx.set_line_width(width * self._line_unit)
            self.ctx.set_line_cap(cairo.LineCap.BUTT if butt else cairo.LineCap.ROUND)
            # Upright and level lines, blunt and without round corners, Cairo fills as rectangles:
            # in half the time.
            self.ctx.set_line_join(cairo.LineJoin.ROUND if joined else cairo.LineJoin.MITER)
            self.ctx.stroke()

    def _dip(self, colour: Colour) -> None:
        self.ctx.set_source_rgba(*colour[2::-1], colour[3])

    @contextmanager
    def moved(self, x: float, y: float, unit: float = 1.0) -> Generator[None]:
        """Draw what is drawn inside elsewhere, a unit of it so many scene units long."""
        self.ctx.save()
        self.ctx.translate(x, y)
        self.ctx.scale(unit, unit)
        yield
        self.ctx.restore()

    def outline(self, shape: Any, state: bytes, walk: Callable[[], None]) -> None:
        """Add an outline to the path; it is walked through in Python only if its state is new."""
        known = self._outlines.get(shape)
        if known is None or known[0] != state:
            walk()
            known = self._outlines[shape] = (state, self.ctx.copy_path())
            self.ctx.new_path()
        self.ctx.append_path(known[1])

    def image(self, pixels: Any, extent: tuple[float, float, float, float]) -> None:
        """Lay an image over a rectangle, shades between the middles of its pixels.

        Parameters
        ----------
        pixels : ndarray of uint8, shape (rows, columns, 4)
            R, G, B and opacity, the colours multiplied by it; the first row at the bottom.
        extent : tuple of float
            Left, bottom, width and height, scene units.
        """
        rows, columns, _ = pixels.shape
        left, bottom, width, height = extent
        # What hides all that is under it is laid without looking at that.
        layout = cairo.FORMAT_RGB24 if (pixels[..., 3] == 255).all() else cairo.FORMAT_ARGB32
        cells = cairo.ImageSurface.create_for_data(memoryview(pixels), layout, columns, rows)
        self.ctx.translate(left, bottom)
        self.ctx.scale(width / columns, height / rows)
        self.ctx.set_source_surface(cells)
        self.ctx.get_source().set_filter(cairo.FILTER_BILINEAR)
        self.ctx.get_source().set_extend(cairo.EXTEND_PAD)
        self.ctx.paint()

    def curves(self, curves: NDArray[np.float64]) -> None:
        """Add closed outlines of cubic curves, shape (k, 4, 2), to the path."""
        begins = np.ones(len(curves), dtype=np.bool_)
        begins[1:] = np.abs(curves[1:, 0] - curves[:-1, 3]).max(axis=1) > _TOUCHING
        for begin, (start, first, second, last) in zip(begins, curves.tolist(), strict=True):
            if begin:
                self.ctx.close_path()
                self.ctx.move_to(*start)
            self.ctx.curve_to(*first, *second, *last)
        self.ctx.close_path()

    def line(self, positions: Positions) -> None:
        """Add a line through positions, shape (n, 2), to the path, in parts if it goes far away."""
        if np.abs(positions).max() > REACH:
            self.lines(positions[:-1], positions[1:])
        else:
            for x, y in positions.tolist():
                self.ctx.line_to(x, y)

    def lines(self, starts: Positions, ends: Positions) -> None:
        """Add the parts of lines that are within reach, both ends of shape (n, 2), to the path."""
        if np.abs([starts, ends]).max(initial=0.0) > REACH:
            starts, ends = cut(starts, ends)
        move, line = self.ctx.move_to, self.ctx.line_to
        for x0, y0, x1, y1 in np.hstack([starts, ends]).tolist():
            move(x0, y0)
            line(x1, y1)
