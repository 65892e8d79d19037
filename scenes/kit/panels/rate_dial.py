"""A scale of learning rates with the limit that the data set, and a knob at the rate."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import PX, Arrow, Dots, Inked, Path, Segments, Type, segment_points
from scenes.kit.look.look import Look
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.readout import Readout
from scenes.telling.numerals import power_of_ten

__all__ = ["ZONES", "RateDial", "Scale"]

ZONES = {"crawls": 0.05, "converges": 0.5, "overshoots": 1.0, "diverges": math.inf}
"""What a descent does up to which share u of the limit, straight down the steepest curvature λ.

There E = ½ λ d² at the distance d from the lowest point, and a step at the rate η leaves d − η λ d,
which is 1 − 2u of it with the limit at η = 2/λ. Up to a half of the limit it stays on its side, at
a half it lands in one step, above that it comes out on the other side, and above the limit further
away than it was. Up to a twentieth of the limit a step takes a tenth of the distance off at most.
"""

_WORD_PX, _NAME_PX = 18.0, 20.0
_LIMIT, _WORDS, _TRACK, _LABELS, _VALUE = 0.18, 0.5, 0.88, 1.24, 1.66
"""How far under the box's top the baselines and the scale are."""

_POINTER = (1.48, 1.0)
_GAP = 0.16
_BAR_PX, _KNOB_PX = 9.0, 8.0
_HATCH = 9 * PX
_SIDE = 0.3
_BEYOND = 0.18
"""The least share of a scale in powers of ten that lies beyond the limit."""

_ROOM = 1.3
"""The highest rate times this is the end of a scale in powers of ten. Below the limit it has at
least twice as many of them as above, so that all words find room."""

_EVEN_FROM, _EVEN_TO = 0.02, 1.3
"""Shares of the limit between which all rates must be for an even scale."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Which rates a dial shows, and where: from 0 evenly, or by powers of ten.

    Parameters
    ----------
    low, high : float
        The ends of the scale; low is 0 for an even one.
    """

    low: float
    high: float

    @classmethod
    def around(cls, limit: float, rates: tuple[float, ...]) -> "Scale":
        """Return a scale that shows the limit and all rates, both positive."""
        least, most = min(limit, *rates), max(limit, *rates)
        if least >= _EVEN_FROM * limit and most <= _EVEN_TO * limit:
            return cls(0.0, max(1.1 * most, 1.3 * limit))
        above = limit / (_ROOM * most)
        low = 10.0 ** math.floor(math.log10(min(least, 0.01 * limit, limit * above * above)))
        decades = math.log10(limit / low)
        return cls(low, max(_ROOM * most, limit * 10.0 ** (decades * _BEYOND / (1.0 - _BEYOND))))

    @property
    def is_even(self) -> bool:
        """Whether equal differences are equally long; else equal ratios are."""
        return self.low == 0.0

    def share(self, rate: float) -> float:
        """Return where a rate is, from 0 at the left end to 1; what is outside is at that end."""
        inside = min(max(rate, self.low), self.high)
        if self.is_even:
            return inside / self.high
        return math.log(inside / self.low) / math.log(self.high / self.low)

    def decades(self) -> tuple[float, ...]:
        """Return the powers of ten on a scale that is not even."""
        if self.is_even:
            return ()
        first, last = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
        return tuple(10.0**k for k in range(first, last + 1))


class RateDial:
    """A horizontal scale: what each rate does, where the limit is, and a knob.

    Parameters
    ----------
    box : Box
        At least 5 wide and `HEIGHT` high.
    limit : float
        2/λ of the greatest curvature λ; positive, finite.
    rates : tuple of float
        Those that the knob will stand at; positive. One that is off the scale puts the knob at the
        scale's end, with its value told all the same.
    look : Look

    Attributes
    ----------
    scale : Scale
    shapes : tuple of Inked
        All that it draws, in painting order.
    hidden : tuple of Inked
        Those that wait unseen: none.

    Raises
    ------
    ValueError
        If the limit or a rate is not positive and finite.
    """

    HEIGHT = 1.74
    """What it takes of its box, in the middle."""

    def __init__(self, box: Box, limit: float, rates: tuple[float, ...], look: Look) -> None:
        if not all(0.0 < value < math.inf for value in (limit, *rates)):
            raise ValueError(f"`limit` and `rates` must be positive, got {limit} and {rates}")
        self._box, self._look, self._limit = _centred(box), look, limit
        self.scale = Scale.around(limit, rates)
        self._y = self._box.top - _TRACK
        self._readout = Readout(_NAME_PX, look.step, 0.0, 0.0)
        self._knob = Dots(np.zeros((1, 2)), _KNOB_PX, look.step)
        self._pointer = Arrow(look.step, 3.0)
        self._labels = {label: label.points[:, :2].copy() for label in self._ticks()}
        self._names = {
            name: Type(escaped(look.label(f"rate-{name}")), _WORD_PX, look.muted) for name in ZONES
        }
        self.shapes: tuple[Inked, ...] = (
            *self._track(),
            *self._words(),
            *self._mark(),
            *self._labels,
            self._pointer,
            self._knob,
            self._readout,
        )
        self.hidden: tuple[Inked, ...] = ()
        self.turn(rates[0] if rates else limit)

    def x(self, rate: float) -> float:
        """Return the place of a rate, scene units."""
        return self._box.left + _SIDE + self.scale.share(rate) * (self._box.width - 2 * _SIDE)

    def turn(self, rate: float) -> Self:
        """Put the knob at a rate and tell its value."""
        x, top = self.x(rate), self._box.top
        self._knob.put(np.array([[x, self._y]]))
        self._pointer.point(np.array([x, top - _POINTER[0]]), np.array([x, top - _POINTER[1]]))
        told = self._look.numerals.significant(rate)
        self._readout.tell(self._look.label("learning-rate", rate=told))
        half = self._readout.advance / 2
        middle = float(np.clip(x, self._box.left + half, self._box.right - half))
        self._readout.at(middle, top - _VALUE, 0.5)
        self._make_way(x)
        reached = next(name for name, share in ZONES.items() if rate <= share * self._limit)
        for name, word in self._names.items():
            colour = self._look.text if name == reached else self._look.muted
            word.set_fill(color=colour, family=False)
        return self

    def _make_way(self, x: float) -> None:
        """Empty the labels that the pointer stands over, and fill the others."""
        for label, points in self._labels.items():
            (left, _), (right, _) = label.box
            label.put(points[:0] if left - _GAP < x < right + _GAP else points)

    def _zones(self) -> list[tuple[float, float]]:
        """Return the left and right end of each zone."""
        inner = [self.x(share * self._limit) for share in list(ZONES.values())[:-1]]
        return list(pairwise([self._box.left + _SIDE, *inner, self._box.right - _SIDE]))

    def _track(self) -> tuple[Inked, ...]:
        """Return a thin line, a bar, a broken bar and hatching: each zone looks its own way."""
        crawls, converges, overshoots, diverges = (
            np.array([[left, self._y], [right, self._y]]) for left, right in self._zones()
        )
        hatches = np.arange(diverges[0, 0] + _HATCH, diverges[1, 0] + 1e-9, _HATCH)
        feet = np.column_stack([hatches - _HATCH, np.full(len(hatches), self._y - _HATCH / 2)])
        return (
            Segments(crawls, self._look.muted, 2.0),
            Segments(converges, self._look.step, _BAR_PX),
            Path(overshoots, self._look.step, _BAR_PX, dashes_px=(5.0, 4.0)),
            Segments(segment_points(feet, feet + _HATCH), self._look.muted, 2.0),
        )

    def _words(self) -> tuple[Inked, ...]:
        """Return the zones' names side by side, each with a line to its zone."""
        zones = self._zones()
        words = list(self._names.values())
        y = self._box.top - _WORDS
        for word, left in zip(words, self._lefts(words, zones), strict=True):
            word.at(left, y)
        starts = np.array([[word.box[:, 0].mean(), y - 0.07] for word in words])
        ends = np.array([[(left + right) / 2, self._y + 0.11] for left, right in zones])
        return (Segments(segment_points(starts, ends), self._look.muted, 1.5), *words)

    def _lefts(self, words: list[Type], zones: list[tuple[float, float]]) -> list[float]:
        """Return where each word begins: over its zone's middle, or as near as the others let it.

        The last one stays right of the limit, the one before left of it.
        """
        limit = self.x(self._limit)
        wanted = [sum(zone) / 2 - w.advance / 2 for zone, w in zip(zones, words, strict=True)]
        right = self._box.right - words[-1].advance
        lefts = [min(max(wanted[-1], limit + _GAP), right)]
        edge = limit
        for word, left in reversed(list(zip(words, wanted, strict=True))[:-1]):
            lefts.append(min(left, edge - _GAP - word.advance))
            edge = lefts[-1]
        return lefts[::-1]

    def _mark(self) -> tuple[Inked, ...]:
        """Return the mark of the limit and its name above everything."""
        x, top, look = self.x(self._limit), self._box.top, self._look
        told = escaped(look.numerals.significant(self._limit))
        name = Type(look.label("limit", limit=told), _WORD_PX, look.text)
        half = name.advance / 2
        middle = float(np.clip(x, self._box.left + half, self._box.right - half))
        ends = np.array([[x, top - 0.26], [x, self._y - 0.16]])
        return (Segments(ends, look.text, 2.5), name.at(middle, top - _LIMIT, 0.5))

    def _tick(self, value: float) -> str:
        if self.scale.is_even:
            return self._look.numerals.rounded(value)
        return power_of_ten(round(math.log10(value)))

    def _ticks(self) -> tuple[Type, ...]:
        """Return the numbers under the scale, as many as there is room for."""
        scale = self.scale
        values = (
            self._look.numerals.ticks(0.0, scale.high, 5).positions
            if scale.is_even
            else scale.decades()
        )
        labels = [
            Type(escaped(self._tick(value)), _WORD_PX, self._look.muted).at(
                self.x(value), self._box.top - _LABELS, 0.5
            )
            for value in values
        ]
        room = max(label.advance for label in labels) + _GAP
        apart = self.x(values[-1]) - self.x(values[-2]) if len(values) > 1 else room
        return tuple(labels[:: max(math.ceil(room / apart), 1)])


def _centred(box: Box) -> Box:
    spare = (box.height - RateDial.HEIGHT) / 2
    return box.inset(0.0, spare, 0.0, spare)
