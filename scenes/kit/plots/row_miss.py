"""One row's miss, large: its dot, the model's guess, the length between them, and words."""

from collections.abc import Sequence
from typing import Self

import numpy as np

from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Dots, Inked, Positions, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.standing import DataPlot
from scenes.kit.text.emphasis import Brace, Glow
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, place

__all__ = ["RowMiss"]

_DOT_PX, _GUESS_PX, _LENGTH_PX, _GLOW_PX = 7.2, 5.5, 5.0, 60.0
_BRACE_AWAY, _DEPTH, _GAP = 0.26, 0.16, 0.14
_SMALL_PX, _LARGE_PX = 22.0, 30.0
_DROPS = (0.0, 0.38, 0.7)
_RAISED, _LOWERED = 0.18, 0.82
"""How far a block of words reaches above its first baseline and below it."""
_SHIFTS = (0.0, 0.4, -0.4, 0.8, -0.8, 1.1, -1.1, 1.4, -1.4)
_EDGE, _AIR = 0.1, 0.05


class _Block:
    """Three lines of words that are put in place together.

    Parameters
    ----------
    lines : tuple of Type
    """

    def __init__(self, lines: tuple[Type, ...]) -> None:
        self.lines = lines
        self.at(0.0, 0.0)

    @property
    def box(self) -> Positions:
        """Lower left and upper right corner of all, shape (2, 2)."""
        boxes = np.array([line.box for line in self.lines])
        return np.array([boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)])

    def at(self, x: float, y: float, anchor: float = 0.0) -> Self:
        """Put the middle of its height at `y`."""
        top = y + (_LOWERED - _RAISED) / 2
        for line, drop in zip(self.lines, _DROPS, strict=True):
            line.at(x, top - drop, anchor)
        return self


class RowMiss:
    """A row, the model's guess for it, and how far they are apart.

    Parameters
    ----------
    plot : Plot or SpacePlot
        Of the data, in their own units.
    ends : Positions, shape (2, 2)
        The row, and below or above it the model's guess, on the screen.
    words : sequence of str
        Three lines; the middle one is large.
    avoided : Positions, shape (k, 2)
        What the words should not lie on, in scene units.
    look : Look

    Attributes
    ----------
    dot, guess : Dots
    length : Segments
    brace : Brace
    words : tuple of Type
    """

    def __init__(
        self,
        plot: DataPlot,
        ends: Positions,
        words: Sequence[str],
        avoided: Positions,
        look: Look,
    ) -> None:
        clip = plot.area.clip
        self._row, self._guess = ends
        self.glow = Glow(_GLOW_PX, look.slope, clip=clip)
        self.glow.put(((self._row + self._guess) / 2)[None])
        self.length = Segments(np.zeros((2, 2)), look.slope, _LENGTH_PX, clip=clip)
        self.dot = Dots(self._row[None], _DOT_PX, look.data, clip=clip)
        self.guess = Dots(self._guess[None], _GUESS_PX, look.model, clip=clip)
        self.words = tuple(
            Type(escaped(text), _LARGE_PX if k == 1 else _SMALL_PX, colour)
            for k, (text, colour) in enumerate(
                zip(words, (look.text, look.slope, look.text), strict=True)
            )
        )
        self.brace = Brace(look.slope, 2.5, depth=_DEPTH, clip=clip)
        self._side = self._place_words(plot, avoided)
        self.grow(1.0)
        self.open_brace(1.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.glow, self.length, self.guess, self.dot, self.brace, *self.words)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def _place_words(self, plot: DataPlot, avoided: Positions) -> float:
        """Put the words beside the length, and return on which side: −1 for the left, or 1."""
        block, area, middle = _Block(self.words), plot.area, (self._row + self._guess) / 2
        x, y = middle.tolist()
        away = _BRACE_AWAY + _DEPTH + _GAP
        spots = [
            (x + side * away, y + shift, 0.5 - side / 2)
            for shift in _SHIFTS
            for side in (-1.0, 1.0)
        ]
        inside = area.inset(_EDGE, _EDGE, _EDGE, _EDGE)
        labels = tuple(label.box for label in plot.axes.across if len(label.points))
        place(block, spots, Obstacles(avoided, labels, inside, _AIR))
        return -1.0 if block.box[0, 0] < x else 1.0

    def grow(self, progress: float) -> None:
        """Let the length grow from the guess to the row, as a function of progress."""
        share = 1.0 - (1.0 - progress) ** 2
        tip = self._guess + share * (self._row - self._guess)
        self.length.put(np.array([self._guess, tip])).veil(min(1.0, 4.0 * progress))
        self.glow.veil(progress)

    def open_brace(self, progress: float) -> None:
        """Let the brace open about its middle, as a function of progress."""
        ends = np.vstack([self._row, self._guess]) + np.array([self._side * _BRACE_AWAY, 0.0])
        low, high = ends[np.argsort(ends[:, 1])]
        middle, share = (low + high) / 2, eased(progress)
        low, high = middle + share * (low - middle), middle + share * (high - middle)
        # The tip is on the left of the way: upwards it points to the left.
        self.brace.between(*((low, high) if self._side < 0.0 else (high, low))).veil(progress)
