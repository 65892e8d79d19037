"""The shapes of the film: marks and lines whose points are moved, never rebuilt.

Their points are plain positions, not Bézier curves; `scenes.kit.ink.camera.FilmCamera` draws them,
cut at a rectangle if they have one. Sizes and widths are in pixels of a frame 720 pixels high.
"""

from typing import Self

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.kit.text.glyphs import outline

__all__ = [
    "PX",
    "Arrow",
    "Clip",
    "Density",
    "Dots",
    "Inked",
    "Path",
    "Segments",
    "Type",
    "segment_points",
]

PX = 8.0 / 720.0
"""One pixel of a 720-line frame, in scene units."""

_STROKE = 100.0 * PX
"""Manim's stroke width for a line one such pixel wide."""

Clip = tuple[float, float, float, float]
"""Left, bottom, width, height of the rectangle outside which nothing is drawn, in scene units."""

Positions = NDArray[np.float64]
"""Shape (n, 2), scene units."""


class Inked(VMobject):
    """A shape that may be cut at a rectangle.

    Parameters
    ----------
    colour : str
        Hexadecimal sRGB.
    stroke_px : float
        The width of its lines, 0 for none.
    filled : bool
        Whether its inside is painted.
    opacity : float
        From 0 to 1.
    clip : Clip, optional
    """

    def __init__(
        self,
        colour: str,
        *,
        stroke_px: float = 0.0,
        filled: bool = False,
        opacity: float = 1.0,
        clip: Clip | None = None,
    ) -> None:
        super().__init__(
            stroke_color=colour,
            stroke_width=stroke_px * _STROKE,
            stroke_opacity=opacity if stroke_px else 0.0,
            fill_color=colour,
            fill_opacity=opacity if filled else 0.0,
        )
        self.clip = clip
        self.butt = False
        self._opacities = (opacity if filled else 0.0, opacity if stroke_px else 0.0)
        self.veiled = 1.0

    def veil(self, share: float) -> Self:
        """Show the shape with a share, from 0 to 1, of its own opacity."""
        fill, stroke = self._opacities
        self.set_fill(opacity=fill * share, family=False)
        self.set_stroke(opacity=stroke * share, family=False)
        self.veiled = share
        return self

    def put(self, positions: Positions) -> Self:
        """Move the shape's points to positions of shape (n, 2)."""
        flat = np.zeros((len(positions), 3))
        flat[:, :2] = positions
        self.points = flat
        return self


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
        self.veil(1.0)

    def point(self, start: Positions, end: Positions) -> Self:
        """Let the arrow go from `start` to `end`, both of shape (2,); a short one is all head."""
        length = float(np.hypot(*(end - start)))
        along = (end - start) / length if length else np.zeros(2)
        aside = np.array([-along[1], along[0]])
        half = self.width_px * PX / 2
        head = min(4.5 * self.width_px * PX, length)
        neck = end - head * along
        outline = [start + half * aside, neck + half * aside, neck + head * 0.42 * aside, end]
        outline += [neck - head * 0.42 * aside, neck - half * aside, start - half * aside]
        return self.put(np.array(outline))


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
        shape = outline(markup)
        self.markup = markup
        self.size_px = size_px
        self.advance = shape.advance * size_px * PX
        curves = shape.curves * size_px * PX
        self.put(curves.reshape(-1, 2))
        self._origin = np.zeros(2)

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

    @property
    def box(self) -> Positions:
        """Lower left and upper right corner of the line of text, shape (2, 2)."""
        em = self.size_px * PX
        x, y = self._origin
        return np.array([[x, y - 0.22 * em], [x + self.advance, y + 0.72 * em]])


def _counting(self, name, value):  # stub until merge
    object.__setattr__(self, name, value)
    if name != "_changes":
        object.__setattr__(self, "_changes", self.__dict__.get("_changes", 0) + 1)


Inked.__setattr__ = _counting
Inked.changes = property(
    lambda self: self.__dict__.get("_changes", 0)
    + sum(m.changes for m in (*getattr(self, "marks", ()), *getattr(self, "floor_marks", ())))
)
