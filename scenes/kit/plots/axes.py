"""The two axes of a plot: lines, ticks, labels and names, which can be laid anew for a window."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Inked, Positions, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.text.glyphs import escaped, outline
from scenes.telling.numerals import Numerals, Ticks

__all__ = [
    "NAME_DROP",
    "NAME_PX",
    "NAME_Y",
    "TICK_PX",
    "Axes",
    "Lines",
    "Scales",
    "label_width",
    "name_axis",
    "places",
    "write_labels",
]

TICK_PX = 18.0
NAME_PX = 20.0
NAME_Y = 0.17
NAME_DROP = -0.54
_TICK_LENGTH = 6 * PX
_LEAST_GAP = 0.12


def places(area: Box, window: Window, points: Positions) -> Positions:
    """Return where numbers of a window are in an area of the screen, both of shape (n, 2)."""
    low = np.array([window.left, window.bottom])
    share = (points - low) / np.array([window.width, window.height])
    return np.array([area.left, area.bottom]) + share * np.array([area.width, area.height])


def label_width(label: str) -> float:
    """Return how wide the label of a tick is, scene units."""
    return outline(escaped(label)).advance * TICK_PX * PX


@dataclass(frozen=True, slots=True)
class Scales:
    """How many ticks each axis has, about.

    Parameters
    ----------
    across, up : int
        At least 1.
    numerals : Numerals
        How their labels are written.
    fixed, level_fixed : Ticks, optional
        The vertical axis's and the horizontal one's, if they are not to be round numbers.
    level_numerals : Numerals, optional
        How labels of the horizontal axis are written, if in another way.
    """

    across: int
    up: int
    numerals: Numerals
    fixed: Ticks | None = None
    level_fixed: Ticks | None = None
    level_numerals: Numerals | None = None

    def upright(self, window: Window) -> Ticks:
        """Return the ticks of the vertical axis."""
        if self.fixed is None:
            return self.numerals.ticks(window.bottom, window.top, self.up)
        return _between(self.fixed, window.bottom, window.top)

    def level(self, window: Window, width: float) -> Ticks:
        """Return the ticks of the horizontal axis, fewer if their labels would touch."""
        if self.level_fixed is not None:
            return _between(self.level_fixed, window.left, window.right)
        told = self.level_numerals or self.numerals
        for count in range(self.across, 0, -1):
            marks = told.ticks(window.left, window.right, count)
            widths = [label_width(label) for label in marks.labels]
            apart = np.diff(marks.positions).min(initial=window.width) / window.width * width
            if max(widths, default=0.0) + _LEAST_GAP <= apart:
                break
        return marks

    def most(self) -> tuple[int, int]:
        """Return how many ticks each axis has at most.

        A step of 1, 2 or 5 times a power of ten is nearest to the wanted one as a ratio, so it is
        shorter by √2.5 < 1.6 at most.
        """
        up = self.up if self.fixed is None else len(self.fixed.positions)
        return math.ceil(1.6 * self.across) + 1, math.ceil(1.6 * up) + 1


def _between(ticks: Ticks, low: float, high: float) -> Ticks:
    """Return those of the ticks that lie between two values."""
    pairs = zip(ticks.positions, ticks.labels, strict=True)
    inside = [pair for pair in pairs if low <= pair[0] <= high]
    return Ticks(tuple(p for p, _ in inside), tuple(t for _, t in inside), ticks.note)


class Lines(Segments):
    """Both axes of a plot: two lines from one corner."""


@dataclass(frozen=True, eq=False)
class Axes:
    """What both axes consist of.

    Parameters
    ----------
    scales : Scales
    names : tuple of str
        Typst markup of what the axes show, horizontal first.
    frame : Lines
    ticks : Segments
        Both axes, and what stands out of them at each label.
    across, up : tuple of Type
        Labels; those that are not needed are empty.
    titles : tuple of Type
        The names as they are shown, with what the labels are to be multiplied with.
    """

    scales: Scales
    names: tuple[str, str]
    frame: Lines
    ticks: Segments
    across: tuple[Type, ...]
    up: tuple[Type, ...]
    titles: tuple[Type, Type]

    @classmethod
    def of(
        cls, scales: Scales, names: tuple[str, str], counts: tuple[int, int], look: Look
    ) -> "Axes":
        """Make axes that are still to be laid.

        Parameters
        ----------
        scales : Scales
        names : tuple of str
            Typst markup, horizontal first.
        counts : tuple of int
            How many labels there can be, horizontal first.
        look : Look
        """
        frame = Lines(np.zeros((2, 2)), look.muted, 1.5)
        ticks = Segments(np.zeros((2, 2)), look.muted, 1.5)
        across, up = (
            tuple(Type("", TICK_PX, look.muted) for _ in range(count)) for count in counts
        )
        first, second = (Type(name, NAME_PX, look.muted) for name in names)
        return cls(scales, names, frame, ticks, across, up, (first, second))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that they draw, in painting order."""
        first, second = self.titles
        return (self.frame, self.ticks, *self.across, first, *self.up, second)

    def cast(self, role: str) -> None:
        """Give lines, labels and names their roles: those of the axes of what is plotted."""
        self.frame.cast(f"{role} axes")
        self.ticks.cast(f"{role} ticks")
        for key, words in (("across", self.across), ("up", self.up), ("title", self.titles)):
            for word in words:
                word.cast(f"{role} {key}")

    def lay(self, area: Box, window: Window) -> None:
        """Put lines, ticks, labels and names where they are for a window in an area.

        Parameters
        ----------
        area : Box
            What is inside the axes.
        window : Window
        """
        level, upright = self.scales.level(window, area.width), self.scales.upright(window)
        x = _along(area, window, level.positions, 0)
        y = _along(area, window, upright.positions, 1)
        self.frame.put(np.array([*_frame(area)]))
        self.ticks.put(np.array([*_tails(area, x, y)]).reshape(-1, 2))
        write_labels(self.across, level.labels, [(at, area.bottom - 0.29, 0.5) for at in x])
        write_labels(self.up, upright.labels, [(area.left - 0.12, at - 0.07, 1.0) for at in y])
        first, second = self.titles
        name_axis(first, self.names[0], level).at(area.right, area.bottom + NAME_DROP, 1.0)
        name_axis(second, self.names[1], upright).at(area.left - 0.06, area.top + NAME_Y)


def _along(area: Box, window: Window, values: tuple[float, ...], axis: int) -> list[float]:
    """Return the places of values along one axis."""
    points = np.tile([window.left, window.bottom], (len(values), 1))
    points[:, axis] = values
    return places(area, window, points)[:, axis].tolist()


def _frame(area: Box) -> Iterator[tuple[float, float]]:
    yield from ((area.left, area.top), (area.left, area.bottom))
    yield from ((area.left, area.bottom), (area.right, area.bottom))


def _tails(area: Box, x: list[float], y: list[float]) -> Iterator[tuple[float, float]]:
    for at in x:
        yield from ((at, area.bottom), (at, area.bottom - _TICK_LENGTH))
    for at in y:
        yield from ((area.left, at), (area.left - _TICK_LENGTH, at))


def write_labels(
    labels: tuple[Type, ...], texts: tuple[str, ...], spots: list[tuple[float, float, float]]
) -> None:
    """Write texts at their spots, and nothing on the labels that are left."""
    for label, text, spot in zip(labels, texts, spots, strict=False):
        label.write(escaped(text)).at(*spot)
    for label in labels[len(texts) :]:
        label.write("")


def name_axis(title: Type, name: str, marks: Ticks) -> Type:
    """Write an axis' name, with what its ticks leave out beside it."""
    return title.write(name + (escaped(f" ({marks.note})") if marks.note else ""))
