"""A round lens over a place of a map: what is in its ring, so many times as large."""

from typing import Self

import numpy as np

from scenes.kit.ink.areas import Areas
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import (
    PX,
    Clip,
    Dots,
    Inked,
    Path,
    Positions,
    Segments,
    Type,
    segment_points,
)
from scenes.kit.look.contrast import laid_over
from scenes.kit.look.look import Look
from scenes.kit.plots.lens import Spot, beams
from scenes.kit.text.glyphs import escaped

__all__ = ["MapLens", "lens_spot"]

_RADIUS_SHARE, _MARGIN = 0.31, 0.12
"""Of the smaller side of the map; from its edges."""
_FILLED = 0.7
"""So much of the lens is filled by what it is there for."""
_LEAST = 1.6
"""A lens that enlarges less is none."""
_FACTOR_PX, _TINT, _ABOVE, _UNDER = 22.0, 0.35, 0.1, 0.27
_CORNERS = np.linspace(0.0, 2.0 * np.pi, 96, endpoint=False)
_ROUND = np.column_stack([np.cos(_CORNERS), np.sin(_CORNERS)])


def lens_spot(area: Box, outline: Positions, path: Positions) -> Spot | None:
    """Return where a lens stands that shows a closed outline large, shape (n, 2), or nothing.

    Parameters
    ----------
    area : Box
        The map.
    outline : Positions
    path : Positions, shape (k, 2)
        What it covers as little of as may be.

    Returns
    -------
    Spot or None
        None if the outline is large enough to be seen without.
    """
    middle = (outline.min(axis=0) + outline.max(axis=0)) / 2.0
    radius = _RADIUS_SHARE * min(area.width, area.height)
    factor = _FILLED * radius / float(np.hypot(*(outline - middle).T).max())
    if factor < _LEAST:
        return None
    away = radius + _MARGIN
    corners = [
        np.array([x, y])
        for x in (area.right - away, area.left + away)
        for y in (area.top - away, area.bottom + away)
    ]
    taken = np.vstack([path, outline])
    covered = [int((np.hypot(*(taken - corner).T) < away).sum()) for corner in corners]
    return Spot(corners[covered.index(min(covered))], radius, float(f"{factor:.1g}"))


class MapLens:
    """A line of a map, through a lens.

    Parameters
    ----------
    spot : Spot
        Where it is once it is open.
    centre : Positions, shape (2,)
        The place on the map that it looks at.
    contours : tuple of Positions
        Lines of equal error on the map.
    colour : str
        Of the line that is to be seen.
    clip : Clip
        The map.
    look : Look

    Attributes
    ----------
    line : Segments
    head : Dots
        Where the line ends, if that is in the lens.
    mark : Dots
        The ring of the best fit.
    outline : Path
        A closed one, dotted, that is inside it.
    factor : Type
        How many times it enlarges.
    """

    def __init__(
        self,
        spot: Spot,
        centre: Positions,
        contours: tuple[Positions, ...],
        colour: str,
        clip: Clip,
        look: Look,
    ) -> None:
        self.spot, self._centre, self._contours = spot, centre, contours
        self._start = spot.seen_in(Spot(centre, 1.0, 1.0))
        self._now = self._start
        middle = centre[None]
        self.ring = Dots(middle, self._start.radius / PX, look.text, stroke_px=2.0, clip=clip)
        self._beams = Segments(np.zeros((4, 2)), look.muted, 1.2, clip=clip)
        tint = laid_over(look.low, _TINT, look.high)
        self._disc = Areas(tint, tint, clip=clip)
        self._levels = Segments(np.zeros((2, 2)), look.muted, 1.0, opacity=0.9, clip=clip)
        self.line = Segments(np.zeros((2, 2)), colour, 1.3, opacity=0.8, clip=clip)
        self.outline = Path(np.zeros((1, 2)), look.best, 3.5, dashes_px=(3.5, 6.0), clip=clip)
        self.outline.closed = True
        self.mark = Dots(middle, 9.0, look.best, stroke_px=2.5, clip=clip)
        self.head = Dots(middle, 7.0, look.model, clip=clip)
        self._rim = Dots(middle, 1.0, look.text, stroke_px=2.5, clip=clip)
        told = f"{look.numerals.rounded(spot.factor)} ×"
        self.factor = Type(escaped(told), _FACTOR_PX, look.text)
        is_low = spot.middle[1] < clip[1] + clip[3] / 2.0
        away = spot.radius + (_ABOVE if is_low else _UNDER)
        self.factor.at(spot.middle[0], spot.middle[1] + (away if is_low else -away), 0.5)
        self._seen = self._around = np.zeros((1, 2))
        self.open(0.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        glass = (self._disc, self._levels, self.line, self.outline, self.mark, self.head)
        return (self._beams, self.ring, *glass, self._rim, self.factor)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def open(self, progress: float) -> Self:
        """Open it out of its ring."""
        now = self._now = self.spot.on_the_way(self._start, progress)
        self._disc.lay((now.middle + now.radius * _ROUND,))
        self._rim.put(now.middle[None]).radius = now.radius
        self.factor.veil(max(2.0 * progress - 1.0, 0.0))
        self.mark.put(now.middle[None])
        self._beams.put(beams(self._start, now))
        self._levels.put(np.vstack([self._cut(line) for line in self._contours]))
        return self.see(self._seen).surround(self._around)

    def see(self, line: Positions) -> Self:
        """Show a line of the map, shape (k, 2), and a head where it ends."""
        self._seen = line
        self.line.put(self._cut(line))
        tip = self._enlarged(line[-1:])
        inside = float(np.hypot(*(tip[0] - self._now.middle))) < self._now.radius - self.head.radius
        self.head.put(tip).light(float(inside))
        return self

    def surround(self, outline: Positions) -> Self:
        """Show a closed outline of the map, shape (n, 2)."""
        self._around = outline
        self.outline.put(self._enlarged(outline))
        return self

    def _enlarged(self, places: Positions) -> Positions:
        return self._now.middle + self._now.factor * (places - self._centre)

    def _cut(self, line: Positions) -> Positions:
        """Return the parts of a line that are in the lens, shape (2 k, 2)."""
        return self._now.middle + _within(self._enlarged(line) - self._now.middle, self._now.radius)


def _within(line: Positions, radius: float) -> Positions:
    """Return the parts of a line's segments that are in a circle about (0, 0), shape (2 k, 2).

    |start + s way| = radius has two roots: between them a segment is inside.
    """
    starts, ways = line[:-1], np.diff(line, axis=0)
    a, b = np.sum(ways**2, axis=1), np.sum(starts * ways, axis=1)
    inner = b**2 - a * (np.sum(starts**2, axis=1) - radius**2)
    met = (inner > 0.0) & (a > 0.0)
    starts, ways, a, b, root = starts[met], ways[met], a[met], b[met], np.sqrt(inner[met])
    low, high = np.clip((-b - root) / a, 0.0, 1.0), np.clip((-b + root) / a, 0.0, 1.0)
    kept = high > low
    ends = (starts[kept] + share[kept, None] * ways[kept] for share in (low, high))
    return segment_points(*ends) if kept.any() else np.zeros((2, 2))
