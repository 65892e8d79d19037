"""A few running numbers in a panel, one under the other; under some a knob on its track."""

from collections.abc import Sequence

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Inked, Positions, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.plot import Panel
from scenes.kit.text.readout import Readout

__all__ = ["Readings"]

_PX = 24.0
_EDGE = 0.3
_DROP = 0.09
_ROW, _WITH_KNOB, _RIM = 1.0, 1.35, 0.4
"""Shares of the panel's height: a number, one with a knob, and what is left at the edges."""
_UNDER = 0.24
_TRACK_PX, _BAR_PX, _KNOB_PX = 2.0, 5.0, 7.0
_MARK, _MARK_PX = np.array([[0.0, -0.13], [0.0, 0.13]]), 2.5


class Readings:
    """Names on the left, their numbers on the right.

    Parameters
    ----------
    box : Box
    names : sequence of Type
        Their sizes and colours stay; they are put in place.
    colours : sequence of str
        Of the numbers.
    look : Look
    ends : sequence of tuple of float
        For the first of the numbers that have a knob: the values at the ends of its track.
    best : sequence of float
        For some of these: the best values, to be marked on the tracks.

    Attributes
    ----------
    box : Box
    marks : tuple of Segments
        Of the best values.
    shapes : tuple of Inked
        All that it draws, in painting order.
    hidden : tuple of Inked
        Those that wait unseen: the marks.
    """

    def __init__(
        self,
        box: Box,
        names: Sequence[Type],
        colours: Sequence[str],
        look: Look,
        ends: Sequence[tuple[float, float]] = (),
        best: Sequence[float] = (),
    ) -> None:
        self.box = box
        rows = [_WITH_KNOB if k < len(ends) else _ROW for k in range(len(names))]
        pitch = box.height / (sum(rows) + _RIM)
        heights = (box.top - pitch * (np.cumsum([0.7, *rows[:-1]])) - _DROP).tolist()
        for name, y in zip(names, heights, strict=True):
            name.at(box.left + _EDGE, y)
        self._readouts = [
            Readout(_PX, colour, box.right - _EDGE, y, 1.0)
            for colour, y in zip(colours, heights, strict=True)
        ]
        self._ends, self._left, self._right = ends, box.left + _EDGE, box.right - _EDGE
        self._tracks = [y - _UNDER for y, _ in zip(heights, ends, strict=False)]
        grooves = [[[self._left, y], [self._right, y]] for y in self._tracks]
        grooves = [Segments(np.array(line), look.muted, _TRACK_PX) for line in grooves]
        self._bars = [Segments(np.zeros((2, 2)), look.model, _BAR_PX) for _ in ends]
        self._knobs = [Dots(np.zeros((1, 2)), _KNOB_PX, look.model) for _ in ends]
        self.marks = tuple(
            Segments(self._place(k, value) + _MARK, look.best, _MARK_PX)
            for k, value in enumerate(best)
        )
        moving = (*self._bars, *self.marks, *self._knobs, *self._readouts)
        self.shapes: tuple[Inked, ...] = (Panel(box, look), *names, *grooves, *moving)
        self.hidden: tuple[Inked, ...] = self.marks

    @property
    def told(self) -> tuple[str, ...]:
        """What the numbers show."""
        return tuple(readout.told for readout in self._readouts)

    def tell(self, *texts: str) -> None:
        """Show a text for each name."""
        for readout, text in zip(self._readouts, texts, strict=True):
            readout.tell(text)

    def turn(self, *values: float) -> None:
        """Put each knob where its value is, or at the end of its track."""
        for k, value in enumerate(values):
            knob = self._place(k, value)
            self._bars[k].put(np.array([[self._left, knob[1]], knob]))
            self._knobs[k].put(knob[None])

    def _place(self, k: int, value: float) -> Positions:
        """Return where a value is on a track, or the end of that, shape (2,)."""
        low, high = self._ends[k]
        share = (min(max(value, low), high) - low) / (high - low)
        return np.array([self._left + share * (self._right - self._left), self._tracks[k]])
