"""The shapes of the film: marks and lines whose points are moved, never rebuilt.

Their points are plain positions, not Bézier curves, where Cairo knows a shorter way. Sizes and
widths are in pixels of a frame 720 pixels high.
"""

from functools import lru_cache
from typing import Any, Self

import cairo
import numpy as np
from manim import RoundedRectangle
from numpy.typing import NDArray

from scenes.kit.ink.clipping import REACH, Positions
from scenes.kit.ink.inked import PX, Clip, Inked
from scenes.kit.ink.pen import Pen
from scenes.kit.text.glyphs import outline

__all__ = [
    "PX",
    "Arrow",
    "Clip",
    "Density",
    "Dots",
    "Inked",
    "Path",
    "Positions",
    "Rounded",
    "Segments",
    "SquareDots",
    "Type",
    "premultiplied",
    "segment_points",
]

_HEAD, _HEAD_SHARE = 4.5, 0.6
"""How long an arrow's head is in widths of its shaft, and which share of the arrow it may take."""
_GAP, _LEAN, _CUT_ROOM = 6 * PX, 3 * PX, 60 * PX
"""How wide a gap in a cut arrow is, how far it leans, and how long a shaft must be to be cut."""


class Dots(Inked):
    """Round marks of one size, drawn together, so that overlapping ones do not add up.

    Parameters
    ----------
    positions : Positions, shape (n, 2)
    radius_px : float
    colour, opacity, stroke_px, clip
        As for `Inked`; a stroke makes rings.
    """

    def __init__(
        self,
        positions: Positions,
        radius_px: float,
        colour: str,
        *,
        opacity: float = 1.0,
        stroke_px: float = 0.0,
        clip: Clip | None = None,
    ) -> None:
        super().__init__(
            colour, stroke_px=stroke_px, filled=not stroke_px, opacity=opacity, clip=clip
        )
        self.radius = radius_px * PX
        self.put(positions)

    @property
    def bleed(self) -> float:
        """As for `Inked`: a radius, and half a ring's line."""
        return self.radius + super().bleed

    def paint(self, pen: Pen) -> None:
        """Draw all dots as one."""
        positions = self.points[:, :2]
        near = np.abs(positions).max(axis=1) < REACH
        for x, y in positions[near].tolist():
            pen.ctx.new_sub_path()
            pen.ctx.arc(x, y, self.radius, 0.0, 2.0 * np.pi)
        pen.ctx.set_fill_rule(cairo.FillRule.WINDING)
        self._fill(pen)
        self._stroke(pen)


class SquareDots(Dots):
    """Square marks, as `Dots`; their radius is half a side."""

    def paint(self, pen: Pen) -> None:
        """Draw all squares as one."""
        positions, half = self.points[:, :2], self.radius
        near = np.abs(positions).max(axis=1) < REACH
        for x, y in positions[near].tolist():
            pen.ctx.rectangle(x - half, y - half, 2.0 * half, 2.0 * half)
        pen.ctx.set_fill_rule(cairo.FillRule.WINDING)
        self._fill(pen)
        self._stroke(pen)


class Segments(Inked):
    """Straight lines of two points each.

    Parameters
    ----------
    positions : Positions, shape (2 n, 2)
        First and last point of each in turn.
    colour, stroke_px, opacity, clip
        As for `Inked`.
    """

    def __init__(
        self,
        positions: Positions,
        colour: str,
        stroke_px: float,
        *,
        opacity: float = 1.0,
        clip: Clip | None = None,
    ) -> None:
        super().__init__(colour, stroke_px=stroke_px, opacity=opacity, clip=clip)
        self.butt = True
        self.put(positions)

    def paint(self, pen: Pen) -> None:
        """Draw all lines as one."""
        ends = self.points[:, :2].reshape(-1, 2, 2)
        pen.lines(ends[:, 0], ends[:, 1])
        pen.stroke(
            self.get_stroke_rgbas()[0], self.get_stroke_width(), butt=self.butt, joined=False
        )


def segment_points(starts: Positions, ends: Positions) -> Positions:
    """Return starts and ends of n lines, both (n, 2), in the order that `Segments` has them."""
    return np.stack([starts, ends], axis=1).reshape(-1, 2)


class Path(Inked):
    """A line through points, open, perhaps dashed.

    Parameters
    ----------
    positions : Positions, shape (n, 2)
    colour, stroke_px
        As for `Inked`.
    dashes_px : tuple of float
        Lengths of dashes and gaps in turn, empty for a solid line.
    opacity, clip
        As for `Inked`.
    """

    def __init__(
        self,
        positions: Positions,
        colour: str,
        stroke_px: float,
        *,
        dashes_px: tuple[float, ...] = (),
        opacity: float = 1.0,
        clip: Clip | None = None,
    ) -> None:
        super().__init__(colour, stroke_px=stroke_px, opacity=opacity, clip=clip)
        self.dashes = [length * PX for length in dashes_px]
        self.closed = False
        self.butt = bool(dashes_px)
        self.put(positions)

    def paint(self, pen: Pen) -> None:
        """Draw the line, and its inside if it is closed."""
        pen.line(self.points[:, :2])
        if self.closed:
            pen.ctx.close_path()
            self._fill(pen)
        if self.dashes:
            pen.ctx.set_dash(self.dashes)
        self._stroke(pen)


class Arrow(Path):
    """A filled arrow that can be pulled to any length and turned.

    Parameters
    ----------
    colour : str
    width_px : float
        Of its shaft.
    clip : Clip, optional
    """

    def __init__(self, colour: str, width_px: float, *, clip: Clip | None = None) -> None:
        super().__init__(np.zeros((1, 2)), colour, 0.0, clip=clip)
        self._opacities = (1.0, 0.0)
        self.closed = True
        self.width_px = width_px
        self._show(1.0)

    def point(self, start: Positions, end: Positions, *, is_cut: bool = False) -> Self:
        """Let the arrow go from `start` to `end`, both of shape (2,); a short one is thin.

        One that is cut has two gaps before its head: it is longer than it is drawn.
        """
        length = float(np.hypot(*(end - start)))
        along = (end - start) / length if length else np.zeros(2)
        head = min(_HEAD * self.width_px * PX, _HEAD_SHARE * length)
        neck, half = length - head, min(self.width_px * PX / 2, head / 5)
        gaps = _gaps(neck, half) if is_cut and neck > _CUT_ROOM else []
        side = np.array([(0.0, half), *gaps, (neck, half), (neck, 0.42 * head)])
        # The other side is the same turned over; gaps lean, so that there they are further back.
        other = side * [1.0, -1.0]
        other[1:-2, 0] -= 2.0 * _LEAN * (other[1:-2, 1] < 0.0)
        outline = np.vstack([side, [(length, 0.0)], other[::-1]])
        return self.put(start + outline @ np.array([along, [-along[1], along[0]]]))


def _gaps(neck: float, half: float) -> list[tuple[float, float]]:
    """Return the upper corners of two gaps in a shaft, linked by nothing along its middle."""
    corners: list[tuple[float, float]] = []
    for begin in (neck - _CUT_ROOM / 2, neck - _CUT_ROOM / 2 + 2 * _GAP):
        end = begin + _GAP
        corners += [(begin + _LEAN, half), (begin, 0.0), (end, 0.0), (end + _LEAN, half)]
    return corners


class Density(Inked):
    """Very many rows as a cloud: the more of them, the more opaque.

    Parameters
    ----------
    shares : ndarray, shape (rows, columns)
        Opacity of each cell from 0 to 1, the first row at the bottom.
    extent : Clip
        The rectangle that the cells fill.
    colour : str
        Hexadecimal sRGB.
    """

    def __init__(self, shares: NDArray[np.float64], extent: Clip, colour: str) -> None:
        super().__init__(colour, filled=True, clip=extent)
        self.shares = shares
        self.extent = extent
        left, bottom, width, height = extent
        self.put(np.array([[left, bottom], [left + width, bottom + height]]))

    def paint(self, pen: Pen) -> None:
        """Lay the cells over the extent, shades between their middles."""
        rgba = self.get_fill_rgbas()[0]
        pixels = premultiplied(self.shares * rgba[3], self._tinted(rgba[:3]))
        pen.image(pixels, self.extent)

    def _tinted(self, colour: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the colour of the cells, shape (3,), or one of each, (rows, columns, 3)."""
        return colour


def premultiplied(opacity: NDArray[np.float64], colour: NDArray[np.float64]) -> Any:
    """Return pixels of shape (rows, columns, 4), in the order of Manim's frames: R, G, B, A.

    Parameters
    ----------
    opacity : ndarray, shape (rows, columns)
        From 0 to 1.
    colour : ndarray, shape (3,) or (rows, columns, 3)
        From 0 to 1.
    """
    pixels = np.empty((*opacity.shape, 4))
    pixels[..., :3] = opacity[..., None] * colour
    pixels[..., 3] = opacity
    return np.ascontiguousarray((pixels * 255).round().astype(np.uint8))


class Rounded(Inked):
    """A rectangle with round corners, its middle at (0, 0) at first.

    Parameters
    ----------
    width, height, radius : float
        Its extent and that of its corners, scene units.
    colour, stroke_px, filled
        As for `Inked`.
    inside : float
        The opacity of its inside, from 0 to 1, if that is filled.
    """

    def __init__(
        self,
        width: float,
        height: float,
        radius: float,
        colour: str,
        *,
        stroke_px: float,
        filled: bool = False,
        inside: float = 1.0,
    ) -> None:
        super().__init__(colour, stroke_px=stroke_px, filled=filled)
        self._opacities = (inside if filled else 0.0, 1.0)
        self._show(1.0)
        self.points = _round_corners(width, height, radius).copy()

    def paint(self, pen: Pen) -> None:
        """Draw the inside and the edge."""
        pen.curves(self.points[:, :2].reshape(-1, 4, 2))
        self._fill(pen)
        self._stroke(pen)


@lru_cache(maxsize=256)
def _round_corners(width: float, height: float, radius: float) -> NDArray[np.float64]:
    return RoundedRectangle(width=width, height=height, corner_radius=radius).points


class Type(Inked):
    """A line of words or of inline mathematics.

    Parameters
    ----------
    markup : str
        Typst markup; words of users go through `scenes.kit.text.glyphs.escaped` first.
    size_px : float
        The em, in pixels of a 720-line frame.
    colour : str

    Attributes
    ----------
    box : ndarray, shape (2, 2)
        Lower left and upper right corner of the line: from its left end on the baseline less a
        descender to its right end plus an ascender.
    """

    def __init__(self, markup: str, size_px: float, colour: str) -> None:
        super().__init__(colour, filled=True)
        self.size_px = size_px
        self.write(markup)

    @property
    def letters(self) -> object:
        """What is written: two of a kind with the same letters differ in place and size only."""
        return self.markup

    def write(self, markup: str) -> Self:
        """Show other words, their left end on the baseline at (0, 0) until they are put in place.

        Outlines are kept, so that words that were shown before cost next to nothing.
        """
        shape = outline(markup)
        self.markup = markup
        self.advance = shape.advance * self.size_px * PX
        self._origin = np.zeros(2)
        return self.put((shape.curves * self.size_px * PX).reshape(-1, 2))

    def paint(self, pen: Pen) -> None:
        """Fill the letters; their outline is walked through only when it has changed."""
        pen.outline(
            self,
            self.points.tobytes(),
            lambda: pen.curves(self.points[:, :2].reshape(-1, 4, 2)),
        )
        self._fill(pen)

    def at(self, x: float, y: float, anchor: float = 0.0) -> Self:
        """Put the line's baseline at height `y`, its left end at `x` less a share of its width.

        Parameters
        ----------
        x, y : float
            Scene units.
        anchor : float
            0 for the left end at `x`, 0.5 for the middle, 1 for the right end.
        """
        target = np.array([x - anchor * self.advance, y])
        self.shift([*(target - self._origin), 0.0])
        self._origin = target
        return self

    def slide(self, across: float, up: float) -> Self:
        """Move so far, scene units."""
        x, y = self._origin.tolist()
        return self.at(x + across, y + up)

    @property
    def box(self) -> Positions:
        """Lower left and upper right corner of the line of text, shape (2, 2)."""
        em = self.size_px * PX
        x, y = self._origin
        return np.array([[x, y - 0.22 * em], [x + self.advance, y + 0.72 * em]])
