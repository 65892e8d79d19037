"""A round dial of learning rates: a needle, the limit, and a bar for what each rate needs."""

import math
from collections.abc import Mapping
from typing import Final, Self

import numpy as np

from gdcore.landscape.rate_sweep import LONG
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import (
    PX,
    Dots,
    Inked,
    Path,
    Positions,
    Segments,
    Type,
    segment_points,
)
from scenes.kit.look.look import Look
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.readout import Readout
from scenes.telling.numerals import power_of_ten

__all__ = ["RateDial"]

_FIRST: Final = math.radians(212.0)
_SWEPT: Final = math.radians(244.0)
"""The angle of rate 0, and by how much the needle turns clockwise up to the highest rate."""

_ARC, _BARS_FROM, _BARS_TO = 1.26, 1.36, 1.84
_TICK, _NUMBER, _NEEDLE, _NOTE = (1.11, 1.19), 0.98, 0.6, 0.72
_LIMIT, _LIMIT_WORD, _LIMIT_DROP = (1.08, 1.56), 1.74, 0.32
"""How far from the middle things are, scene units."""

_MIDDLE, _VALUE = 1.98, 1.34
"""How far below the box's top the middle is, and below the middle the baseline of the value."""

_ARC_PX, _BAR_PX, _NEEDLE_PX, _LIMIT_PX, _HUB_PX, _KNOB_PX = 6.0, 5.0, 5.0, 4.0, 8.0, 7.0
_WORD_PX, _VALUE_PX = 24.0, 38.0
_WANTED: Final = 5
_WRITTEN_OUT: Final = range(-1, 3)
"""Powers of ten of rates whose numbers are short enough to be written out."""


class RateDial:
    """A dial from 0 to a highest rate.

    Parameters
    ----------
    box : Box
        At least 3.8 wide and `HEIGHT` high; it stands at its top.
    limit, highest : float
        The limit 2/λ, and the rate at the right end; positive, finite.
    counts : mapping of float to int
        How many steps rates need, ascending; None for those that never arrive, which have no bar.
    look : Look

    Attributes
    ----------
    limit : Segments
        The line of the limit.
    name : Type
        The word at the first limit.
    shapes : tuple of Inked
        All that it draws, in painting order.
    hidden : tuple of Inked
        Those that wait unseen: none.

    Raises
    ------
    ValueError
        If the limit is not positive, or not below the highest rate.
    """

    HEIGHT = 3.45
    """What it takes of its box."""

    def __init__(
        self,
        box: Box,
        limit: float,
        highest: float,
        counts: Mapping[float, int | None],
        look: Look,
    ) -> None:
        if not 0.0 < limit < highest < math.inf:
            raise ValueError(
                f"`limit` must be positive and below `highest`, got {limit}, {highest}"
            )
        self._look, self._limit, self._highest = look, limit, highest
        self.middle = np.array([(box.left + box.right) / 2, box.top - _MIDDLE])
        self._rates = np.array([rate for rate, n in counts.items() if n])
        self._needs = np.array([n for n in counts.values() if n])
        self.short = Segments(np.zeros((0, 2)), look.step, _BAR_PX)
        self.long = Segments(np.zeros((0, 2)), look.muted, _BAR_PX)
        self.needle = Segments(np.zeros((2, 2)), look.text, _NEEDLE_PX)
        self.value = Readout(_VALUE_PX, look.text, self.middle[0], self.middle[1] - _VALUE, 0.5)
        self.knob = Dots(np.zeros((1, 2)), _KNOB_PX, look.text)
        hub = Dots(self.middle[None], _HUB_PX, look.text)
        marks = (*self._arcs(), *self._ticks(), self.short, self.long, *self._limit_mark())
        self.shapes: tuple[Inked, ...] = (*marks, self.value, self.needle, hub, self.knob)
        self.hidden: tuple[Inked, ...] = ()
        self.turn(0.0).record(0.0)

    def angle(self, rate: float) -> float:
        """Return at which angle a rate is, in radians from the right, counterclockwise."""
        return _FIRST - _SWEPT * min(rate / self._highest, 1.0)

    def place(self, rate: float, radius: float) -> Positions:
        """Return the place of a rate at a distance from the middle, shape (2,), scene units."""
        angle = self.angle(rate)
        return self.middle + radius * np.array([math.cos(angle), math.sin(angle)])

    def turn(self, rate: float) -> Self:
        """Put the needle at a rate and tell it."""
        self.needle.put(np.array([self.middle, self.place(rate, _NEEDLE)]))
        self.knob.put(self.place(rate, _ARC)[None])
        told = self._look.numerals.significant(rate)
        self.value.tell(self._look.label("eta", rate=told))
        return self

    def record(self, rate: float) -> Self:
        """Show the bars of all rates up to one.

        What needs more steps than a bar is long has a grey one of full length.
        """
        seen = self._rates <= rate
        for bars, chosen in (
            (self.short, seen & (self._needs < LONG)),
            (self.long, seen & (self._needs >= LONG)),
        ):
            bars.put(self._bars(np.flatnonzero(chosen)))
        return self

    def _bars(self, chosen: np.ndarray) -> Positions:
        """Return the bars' ends, those of each bar in turn."""
        lengths = (_BARS_TO - _BARS_FROM) * np.minimum(self._needs[chosen] / LONG, 1.0)
        rates = self._rates[chosen].tolist()
        feet = [self.place(rate, _BARS_FROM) for rate in rates]
        pairs = zip(rates, lengths.tolist(), strict=True)
        tips = [self.place(rate, _BARS_FROM + length) for rate, length in pairs]
        return segment_points(np.reshape(feet, (-1, 2)), np.reshape(tips, (-1, 2)))

    def _arcs(self) -> tuple[Inked, ...]:
        """Return the rim: whole up to the limit, broken beyond it."""
        nothing, look = np.zeros((2, 2)), self._look
        self._below = Path(nothing, look.step, _ARC_PX)
        self._beyond = Path(nothing, look.slope, _ARC_PX, dashes_px=(4.0, 4.0))
        return self._below, self._beyond

    def _arc(self, start: float, end: float) -> Positions:
        """Return places along the rim between two rates."""
        return np.array([self.place(rate, _ARC) for rate in np.linspace(start, end, 90).tolist()])

    def _ticks(self) -> tuple[Inked, ...]:
        """Return the ticks inside the rim, and their numbers."""
        look, power = self._look, math.floor(math.log10(self._highest))
        power = 0 if power in _WRITTEN_OUT else power
        unit = 10.0**power
        ticks = look.numerals.ticks(0.0, self._highest / unit, _WANTED)
        rates = [unit * position for position in ticks.positions]
        feet, tips = (np.array([self.place(rate, r) for rate in rates]) for r in _TICK)
        labels = [Type(escaped(text), _WORD_PX, look.muted) for text in ticks.labels]
        for rate, label in zip(rates, labels, strict=True):
            (x, y), aside = self.place(rate, _NUMBER), math.cos(self.angle(rate))
            label.at(x, y - 0.25 * _WORD_PX * PX, (1.0 + aside) / 2)
        note = Type(escaped(f"× {power_of_ten(power)}" if power else ""), _WORD_PX, look.muted)
        note.at(self.middle[0], self.middle[1] - _NOTE, 0.5)
        return (Segments(segment_points(feet, tips), look.muted, 2.0), *labels, note)

    def _limit_mark(self) -> tuple[Inked, ...]:
        """Return the line across the rim at the limit, and its name."""
        slope = self._look.slope
        self.limit = Segments(np.zeros((2, 2)), slope, _LIMIT_PX)
        x, y = self.place(self._limit, _LIMIT_WORD).tolist()
        words = escaped(self._look.label("limit"))
        self.name = Type(words, _WORD_PX, slope).at(x, y - _LIMIT_DROP, 0.5)
        self.mark_limit(self._limit)
        return (self.limit, self.name)

    def mark_limit(self, rate: float) -> None:
        """Put the line of the limit at a rate: up to it the rim is whole, beyond it broken."""
        self.limit.put(np.array([self.place(rate, radius) for radius in _LIMIT]))
        self._below.put(self._arc(0.0, rate))
        self._beyond.put(self._arc(rate, self._highest))
