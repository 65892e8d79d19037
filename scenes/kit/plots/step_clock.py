"""Steps from none to a million, told on a logarithmic axis, and which shares are done by then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.long_valley import MILLION
from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Dots, Inked, Path, Positions, Segments, Type, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX, TICK_PX, label_width
from scenes.kit.plots.plot import Panel
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.readout import Readout

__all__ = ["Share", "StepClock", "decades", "steps_at"]

_SAMPLES: Final = 40
"""So many numbers of steps of each decade are looked at."""
_COUNT_PX, _SHARE_PX = 40.0, 26.0
_EDGE, _HEAD, _FOOT, _TICK = 0.3, 0.6, 0.6, 0.07
_COLUMN, _ROW, _DROP = 2.95, 0.5, 0.28
_AIR, _TEXT = 0.16, 0.07
_LOW, _ABOVE, _FLAG = 2.6, 1.5, 0.72
"""So many times as wide as high, a panel has its numbers beside the curves, else above them."""


@dataclass(frozen=True, slots=True)
class Share:
    """Something that is done a share of.

    Parameters
    ----------
    name : str
        Words for it.
    colour : str
    at : callable
        Takes numbers of steps, shape (k,), and returns shares from 0 to 1, shape (k,).
    """

    name: str
    colour: str
    at: Callable[[Floats], Floats]


def decades(steps: Floats) -> Floats:
    """Return how far along the axis numbers of steps are: 0 for none, 1 for one, 2 for ten."""
    return np.where(steps < 1.0, steps, 1.0 + np.log10(np.maximum(steps, 1.0)))


def steps_at(place: float) -> float:
    """Return the number of steps at a place of the axis; see `decades`."""
    return place if place < 1.0 else 10.0 ** (place - 1.0)


class StepClock:
    """A panel with a curve for each share; `at` draws them as far as a step.

    Parameters
    ----------
    box : Box
    shares : sequence of Share
    look : Look

    Attributes
    ----------
    box : Box
    panel : Panel
    count : Readout
        The steps made.
    tips : tuple of Dots
        Where the curves end.
    """

    def __init__(self, box: Box, shares: Sequence[Share], look: Look) -> None:
        self.box, self._look, self._shares = box, look, tuple(shares)
        self.panel = Panel(box, look)
        marks = 10.0 ** np.arange(np.log10(MILLION) + 1)
        self._marks = np.append(0.0, marks)
        percents = [look.numerals.share(share) for share in (0.0, 1.0)]
        left = _EDGE + max(map(label_width, percents)) + _AIR
        self._is_low = box.width > _LOW * box.height
        right, above = (
            (_COLUMN + 3 * _EDGE, _HEAD - _EDGE / 2) if self._is_low else (2 * _EDGE, _ABOVE)
        )
        self.area = box.inset(left, _FOOT, right, above)
        self._lay_axes(percents)
        self._lay_readings(box)
        self._steps = _sampled(marks)
        self._places = [self.places(self._steps, share.at(self._steps)) for share in self._shares]
        self.lines = tuple(Path(np.zeros((1, 2)), share.colour, 3.0) for share in self._shares)
        self.tips = tuple(Dots(np.zeros((1, 2)), 6.0, share.colour) for share in self._shares)
        self.at(0.0)

    def _lay_axes(self, percents: Sequence[str]) -> None:
        look, area = self._look, self.area
        ends = [[area.left, area.top], [area.left, area.bottom], [area.right, area.bottom]]
        self._frame = Segments(np.array([ends[0], ends[1], ends[1], ends[2]]), look.muted, 1.5)
        feet = self.places(self._marks, np.zeros(len(self._marks)))
        down = np.array([0.0, _TICK])
        self._ticks = Segments(segment_points(feet, feet - down), look.muted, 1.5)
        told = [look.numerals.counted(int(mark)) for mark in self._marks]
        labels = [Type(escaped(text), TICK_PX, look.muted) for text in told]
        for label, foot in zip(labels, feet, strict=True):
            x = min(float(foot[0]), area.right + _EDGE - label.advance / 2)
            label.at(x, area.bottom - _DROP, 0.5)
        self._labels = _apart(labels)
        for text, y in zip(percents, (area.bottom, area.top), strict=True):
            label = Type(escaped(text), TICK_PX, look.muted)
            self._labels.append(label.at(area.left - _AIR, y - _TEXT, 1.0))

    def _lay_readings(self, box: Box) -> None:
        look, x = self._look, box.right - _EDGE
        y = box.top - _HEAD
        self.count = Readout(_COUNT_PX, look.text, x, y, 1.0)
        self._unit = Type(escaped(look.label("steps-made")), NAME_PX, look.muted)
        self._unit.at(x, y - _DROP, 1.0)
        self._names: list[Type] = []
        self.told: list[Readout] = []
        for row, share in enumerate(self._shares):
            low = y - row * _ROW - (2 * _DROP + _EDGE if self._is_low else 0.0)
            left = x - _COLUMN if self._is_low else box.left + _EDGE
            name = Type(escaped(share.name), NAME_PX, share.colour)
            self._names.append(name.at(left, low))
            self.told.append(Readout(_SHARE_PX, share.colour, left + _COLUMN, low, 1.0))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        still = (self.panel, self._frame, self._ticks, *self._labels, self._unit, *self._names)
        return (*still, *self.lines, *self.tips, self.count, *self.told)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """Nothing: all is seen at once."""
        return ()

    def places(self, steps: Floats, shares: Floats) -> Positions:
        """Return where shares at numbers of steps are on the screen, shape (k, 2)."""
        area = self.area
        across = decades(steps) / float(decades(np.array(MILLION)))
        x = area.left + across * area.width
        return np.column_stack([x, area.bottom + shares * area.height])

    def flag(self, step: int, words: str) -> tuple[Segments, Type]:
        """Return a line up from a number of steps, and words beside it."""
        foot, top = self.places(np.full(2, float(step)), np.array([0.0, 1.0]))
        line = Segments(np.vstack([foot, top]), self._look.slope, 2.0)
        name = Type(escaped(words), NAME_PX, self._look.slope)
        return line, name.at(float(foot[0]) + _AIR, foot[1] + _FLAG * (top[1] - foot[1]))

    def at(self, step: float) -> Self:
        """Draw the curves up to a step, or the way to the next; the numbers are a step's."""
        made = np.array([np.floor(step)])
        self.count.tell(self._look.numerals.counted(int(made[0])))
        now = np.array([step])
        drawn = zip(self._shares, self._places, self.lines, self.tips, self.told, strict=True)
        for share, places, line, tip, told in drawn:
            here = self.places(now, share.at(now))
            line.put(np.vstack([places[self._steps < step], here]))
            tip.put(here)
            told.tell(self._look.numerals.share(float(share.at(made)[0]), 1))
        return self


def _sampled(marks: Floats) -> Floats:
    """Return the numbers of steps through which curves are drawn."""
    later = np.geomspace(marks[1], marks[-1], _SAMPLES * (len(marks) - 2) + 1).round()
    return np.unique(np.concatenate([np.arange(marks[1]), later]))


def _apart(labels: list[Type]) -> list[Type]:
    """Return the labels that stand free of others, the last one always."""
    kept = labels[-1:]
    for label in reversed(labels[:-1]):
        if float(label.box[1, 0]) + _AIR < float(kept[-1].box[0, 0]):
            kept.append(label)
    return kept
