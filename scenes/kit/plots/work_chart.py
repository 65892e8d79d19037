"""E above the best over the rows that were looked at: descents compared by their work."""

import math
from typing import Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.batch_paths import BatchPath, BatchPaths, Stretches
from gdcore.landscape.view import Window
from scenes.kit.descent.batch_line import BatchLine, Kind
from scenes.kit.ink.areas import Areas
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX, label_width
from scenes.kit.plots.plot import Plot
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, Spot, along, place
from scenes.telling.numerals import Numerals, Ticks, power_of_ten

__all__ = ["WorkChart"]

_STRETCHES, _ACROSS, _FINE = 48, 24, 6
_ROOM, _BELOW = 1.8, 12.0
"""Over the start's height, and below the cloud's."""
_PLAIN = 3
"""From ten to so much on, a power of ten is written as one."""
_MOST_TICKS = 5
_AXIS_ROOM, _LABEL_GAP = 1.2, 0.1
"""What the upright axis takes of the width, about, and the least distance of two labels."""
_FAINT, _FIRST_SHARE = 0.22, 0.45
_START_PX = 8.0
_ABOVE, _LEVEL, _UNDER, _BESIDE, _AIR, _SPOTS = 0.12, -0.08, -0.3, 0.15, 0.08, 0.2
_ROW, _ROWS = 0.2, 8
"""A name that has no room beside its line stands so much further off, so many times at most."""


class WorkChart:
    """A plot of both logarithms; `at` draws each descent up to a number of rows.

    Rows are told as log(1 + rows), so that the start has a place.

    Parameters
    ----------
    box : Box
        The panel.
    paths : BatchPaths
    names : tuple of str
        The horizontal axis's; the descents' on all rows, on some, on one; what is in the band.
    look : Look

    Attributes
    ----------
    plot : Plot
    start : Dots
        Where all descents begin.
    names : tuple of Type
        The descents', in that order.
    note : Type
        What is in the band.
    band : Areas
        Eight of ten steps on one row end in it.
    later : BatchLine
        How steps on one row go on; see `go_on`.
    level : Path
        Where they stay on average.
    """

    def __init__(self, box: Box, paths: BatchPaths, names: tuple[str, ...], look: Look) -> None:
        self._paths = paths
        self._top = _ROOM * float(paths.heights(paths.one.path)[0])
        self._low = paths.cloud.excess / _BELOW
        self.plot = self._build(box, names[0], look)
        clip = self.plot.area.clip
        self._told = tuple(paths.stretches(path.path, _STRETCHES) for path in self._each)
        self.lines = tuple(
            BatchLine(kind, self._places(told.rows, told.means), look, clip)
            for kind, told in zip(Kind, self._told, strict=True)
        )
        self.later = BatchLine(Kind.ONE, self._later(), look, clip)
        self.band = Areas(self.lines[-1].colour, self.lines[-1].colour, clip=clip)
        self.band.light(_FAINT)
        self.start = Dots(self.lines[-1].places[:1], _START_PX, look.model)
        at = self._places(np.array([0.0, float(paths.rows)]), np.full(2, paths.cloud.excess))
        self.level = Path(at, look.text, 1.5, dashes_px=(2.0, 6.0), clip=clip)
        self.names = self._named(names[1:-1])
        self.note = self._noted(names[-1], look)
        self.at(0.0)

    @property
    def _each(self) -> tuple[BatchPath, BatchPath, BatchPath]:
        return self._paths.every, self._paths.some, self._paths.one

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        drawn = (shape for line in reversed(self.lines) for shape in line.shapes)
        later = self.later.shapes
        marks = (self.level, self.band, *later, *drawn, self.start)
        return (*self.plot.shapes, *marks, *self.names, self.note)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, rows: float) -> Self:
        """Draw each descent as far as it had come when so many rows had been looked at."""
        for line, told in zip(self.lines, self._told, strict=True):
            line.at(_reached(told, rows))
        one = self._told[-1]
        part = slice(_reached(one, rows) + 1)
        sides = (self._places(one.rows[part], side[part]) for side in (one.low, one.high))
        low, high = sides
        self.band.lay((np.vstack([low, high[::-1]]),))
        return self

    def go_on(self, steps: int) -> Self:
        """Draw so many more steps on one row: at the same rate, then at one that shrinks."""
        self.later.at(int(np.searchsorted(self._more, steps, side="right")))
        return self

    def _later(self) -> Positions:
        """Return where E is from the last step on one row that is compared on."""
        paths, gone = self._paths, float(self._paths.one.path.work[-1])
        begun, more = gone, []
        for path in (paths.circling.path, paths.shrinking.path):
            more.append(paths.stretches(path, _FINE * _STRETCHES, begun))
            begun += float(path.work[-1])
        self._more = np.concatenate([told.rows for told in more]) - gone
        means = np.concatenate([told.means for told in more])
        places = self._places(gone + self._more, means)
        return np.vstack([self.lines[-1].places[-1:], places])

    def _places(self, rows: Floats, heights: Floats) -> Positions:
        low = np.maximum(heights, self._low / _BELOW)
        return self.plot.places(np.column_stack([np.log10(1.0 + rows), np.log10(low)]))

    def _build(self, box: Box, name: str, look: Look) -> Plot:
        far = float(np.log10(1.0 + self._paths.rows))
        window = Window(0.0, far, float(np.log10(self._low)), float(np.log10(self._top)))
        certain = self._paths.cut.whole.fit.is_certain
        up = look.label("above-best" if certain else "above-found")
        names = (Type(escaped(name), NAME_PX, look.muted), Type(up, NAME_PX, look.muted))
        told = look.numerals
        return Plot.build(
            box,
            window,
            names,
            look,
            (_MOST_TICKS, _MOST_TICKS),
            up=_powers(window.bottom, window.top, told),
            across=_counts(far, box.width - _AXIS_ROOM, told),
        )

    def _noted(self, words: str, look: Look) -> Type:
        """Put words about the band in a corner, where they cover least."""
        area, lines = self.plot.area, [along(line.places, _AIR) for line in self.lines]
        taken = np.vstack([*lines, *self._across_the_band()])
        boxes = tuple(name.box for name in self.names)
        corners = [
            (x, y, share)
            for y in (area.bottom + _SPOTS, area.top - 2.0 * _SPOTS)
            for x, share in ((area.left + _BESIDE, 0.0), (area.right, 1.0))
        ]
        note = Type(escaped(words), NAME_PX, look.muted)
        return place(note, corners, Obstacles(taken, boxes, area, _AIR))

    def _named(self, words: tuple[str, ...]) -> tuple[Type, ...]:
        """Put the name of each line where it covers none."""
        names: list[Type] = []
        seen = [along(self._inside(line.places), _AIR) for line in self.lines]
        points = np.vstack([*seen, *self._across_the_band()])
        for line, word in zip(self.lines, words, strict=True):
            name = Type(escaped(word), NAME_PX, line.colour)
            boxes = tuple(other.box for other in names)
            others = [other for other in self.lines if other is not line]
            near = along(self._inside(line.places), _SPOTS)
            spots = self._own([*_beside(near), *_further(near)], line, others)
            names.append(place(name, spots, Obstacles(points, boxes, self.plot.area, _AIR)))
        return tuple(names)

    def _own(self, spots: list[Spot], line: BatchLine, others: list[BatchLine]) -> list[Spot]:
        """Return the spots that are nearer to a line than to others first, then the rest.

        A line's other side, where the next line runs, would be the next one's.
        """
        places = np.array([spot[:2] for spot in spots])
        own = _away(places, self._inside(line.places))
        near = np.min([_away(places, self._inside(each.places)) for each in others], axis=0)
        return [spots[k] for k in np.argsort(own >= near, kind="stable").tolist()]

    def _across_the_band(self) -> tuple[Positions, ...]:
        """Return places from the band's lower side to its upper one, each of shape (k, 2)."""
        one = self._told[-1]
        low, high = (self._places(one.rows, side) for side in (one.low, one.high))
        shares = np.linspace(0.0, 1.0, _ACROSS)
        return tuple(low + share * (high - low) for share in shares.tolist())

    def _inside(self, line: Positions) -> Positions:
        """Return those points of a line that are in the picture; its first at least."""
        inside = line[line[:, 1] >= self.plot.area.bottom]
        return inside if len(inside) else line[:1]


def _reached(told: Stretches, rows: float) -> int:
    """Return the last stretch that had ended when so many rows had been looked at."""
    return max(int(np.searchsorted(told.rows, rows, side="right")) - 1, 0)


def _beside(line: Positions) -> list[Spot]:
    """Return where a name may stand beside a line, from its middle to its ends."""
    line = line[np.argsort(line[:, 0])]
    order = np.argsort(np.abs(np.arange(len(line)) - _FIRST_SHARE * len(line)))
    return [
        (x + side * _BESIDE, y + up, float(side < 0.0))
        for x, y in line[order].tolist()
        for side, up in ((1.0, _ABOVE), (-1.0, _UNDER), (1.0, _LEVEL), (-1.0, _LEVEL))
    ]


def _further(line: Positions) -> list[Spot]:
    """Return where it may stand above or below a line in lines' heights, the nearest first."""
    ups = [up for k in range(1, _ROWS) for up in (_ABOVE + k * _ROW, _UNDER - k * _ROW)]
    return [(x, y + up, 0.5) for up in ups for x, y in line.tolist()]


def _away(places: Positions, line: Positions) -> Floats:
    """Return how far places, shape (k, 2), are from a line, shape (k,)."""
    dense = along(line, _AIR)
    return np.hypot(*(places[:, None] - dense[None]).transpose(2, 0, 1)).min(axis=1)


def _powers(low: float, high: float, told: Numerals) -> Ticks:
    """Return ticks at powers of ten between two logarithms."""
    every = max(round((high - low) / _MOST_TICKS), 1)
    powers = [k for k in range(int(np.ceil(low)), int(np.floor(high)) + 1) if k % every == 0]
    return Ticks(tuple(map(float, powers)), tuple(_power(k, told) for k in powers), "")


def _power(exponent: int, told: Numerals) -> str:
    small = abs(exponent) <= _PLAIN
    return told.rounded(10.0**exponent) if small else power_of_ten(exponent)


def _counts(far: float, width: float, told: Numerals) -> Ticks:
    """Return ticks at 0 and at powers of ten, as log(1 + rows), so few that no labels touch."""
    longest = label_width(told.counted(10 ** int(far))) + _LABEL_GAP
    every = max(round(far / _MOST_TICKS), math.ceil(longest * far / width), 1)
    counts = [0, *(10**k for k in range(1, int(far) + 1) if k % every == 0)]
    places = np.log10(1.0 + np.array(counts)).tolist()
    return Ticks(tuple(places), tuple(told.counted(count) for count in counts), "")
