"""A slider: a track with ticks, a knob at a value that runs as a number, a lock that may close."""

from typing import Self

import numpy as np

from gdcore.landscape.view import Window
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import PX, Dots, Inked, Path, Segments, Type, segment_points
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX, TICK_PX, Scales, label_width
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.readout import Readout
from scenes.telling.numerals import Ticks

__all__ = ["Slider"]

_NAME, _TRACK, _LABELS = 0.22, 0.48, 0.84
"""How far under the box's top the baselines and the track are."""

_LEAST_SIDE = 0.3
_TRACK_PX, _BAR_PX, _KNOB_PX = 2.0, 9.0, 8.0
_TICK_LENGTH = 10 * PX
_TICKS = (3, 1)
_LOCK_WIDE, _LOCK_HIGH, _LOCK_AWAY = 15 * PX, 12.0, 0.22
_SHACKLE, _OPEN, _SHACKLE_PX = 4.5 * PX, 6 * PX, 2.2
"""Half the width of a lock's shackle, how much higher it stands while it is open, its stroke."""


class Slider:
    """A horizontal track from one value to another, filled up to a knob.

    Parameters
    ----------
    box : Box
        At least 2 wide and `HEIGHT` high.
    ends : tuple of float
        The values at the left and the right end of the track; finite, ascending.
    name : str
        Typst markup of what is set; it stands over the track.
    look : Look
    short : str
        What stands there if the name leaves no room for the number and the lock.

    Attributes
    ----------
    shapes : tuple of Inked
        All that it draws, in painting order.
    hidden : tuple of Inked
        Those that wait unseen: the lock.
    scale : tuple of Inked
        Those that never move.

    Raises
    ------
    ValueError
        If the ends are not finite and ascending.
    """

    HEIGHT = 0.9
    """What it takes of its box, in the middle."""

    def __init__(
        self, box: Box, ends: tuple[float, float], name: str, look: Look, *, short: str = ""
    ) -> None:
        if not (np.isfinite(ends).all() and ends[0] < ends[1]):
            raise ValueError(f"`ends` must be finite and ascending, got {ends}")
        spare = (box.height - self.HEIGHT) / 2
        self._box, self._ends, self._look = box.inset(0.0, spare, 0.0, spare), ends, look
        marks = self._lay_track()
        self._y, baseline = self._box.top - _TRACK, self._box.top - _NAME
        role = f"knob {name}"
        self._bar = Segments(np.zeros((2, 2)), look.model, _BAR_PX).cast(role)
        self._knob = Dots(np.zeros((1, 2)), _KNOB_PX, look.model).cast(role)
        tail = escaped(f" ({marks.note})") if marks.note else ""
        left, right, named = self._named(name + tail, (short or name) + tail)
        named.at(left, baseline).cast(role)
        self._readout = Readout(NAME_PX, look.model, right, baseline, 1.0)
        track, *told = self._scale(marks)
        self.scale: tuple[Inked, ...] = (track.cast(f"track {name}"), *told, named)
        self._body = Segments(np.zeros((2, 2)), look.text, _LOCK_HIGH)
        self._shackle = Path(np.zeros((2, 2)), look.text, _SHACKLE_PX)
        self._open, self._value = 1.0, np.nan
        self.hidden: tuple[Inked, ...] = (self._body, self._shackle)
        moving = (self._bar, self._knob, self._readout)
        self.shapes: tuple[Inked, ...] = (*self.scale, *moving, *self.hidden)
        self.at(ends[0])

    def _lay_track(self) -> Ticks:
        """Decide where the track ends, so that no label leaves the box, and return its ticks."""
        scales = Scales(*_TICKS, self._look.numerals)
        window, side = Window(*self._ends, 0.0, 1.0), _LEAST_SIDE
        marks = scales.level(window, self._box.width - 2 * side)
        side = max(side, *(label_width(label) / 2 for label in marks.labels))
        self._left, self._right = self._box.left + side, self._box.right - side
        return scales.level(window, self._right - self._left)

    def _named(self, name: str, short: str) -> tuple[float, float, Type]:
        """Return between which places name and number stand, and the name that leaves room there.

        Those are the ends of the track, or those of the box if the name is too long.
        """
        named = Type(name, NAME_PX, self._look.muted)
        if named.advance <= self._right - self._left - self._number_width():
            return self._left, self._right, named
        return self._box.left, self._box.right, named.write(short)

    def _number_width(self) -> float:
        """Return the room for the widest number between the ends, and for the lock beside it."""
        low, high = self._ends
        number = Readout(NAME_PX, self._look.model, 0.0, 0.0)
        told = (
            self._look.numerals.steady(v, high - low) for v in np.linspace(low, high, 9).tolist()
        )
        return max(number.tell(text).advance for text in told) + _LOCK_AWAY + _LOCK_WIDE

    def x(self, value: float) -> float:
        """Return the place of a value, scene units; what is off the track is at its end."""
        low, high = self._ends
        share = (min(max(value, low), high) - low) / (high - low)
        return self._left + share * (self._right - self._left)

    def at(self, value: float) -> Self:
        """Put the knob at a value and tell it; one that is off the track is told all the same."""
        if value == self._value:
            return self
        self._value = value
        x, (low, high) = self.x(value), self._ends
        self._bar.put(np.array([[self._left, self._y], [x, self._y]]))
        self._knob.put(np.array([[x, self._y]]))
        self._readout.tell(self._look.numerals.steady(value, high - low))
        self._hang_lock()
        return self

    def slide(self, across: float, up: float) -> Self:
        """Move all of it so far, scene units."""
        self._box = self._box.inset(across, up, -across, -up)
        self._left, self._right = self._left + across, self._right + across
        self._y += up
        for shape in self.shapes:
            shape.slide(across, up)
        return self

    @property
    def told(self) -> str:
        """The number that it shows."""
        return self._readout.told

    def lock(self, progress: float) -> None:
        """Let the lock come and close, as a function of progress."""
        for shape in self.hidden:
            shape.veil(min(3.0 * progress, 1.0))
        self._open = 1.0 - eased(max(2.0 * progress - 1.0, 0.0))
        self._hang_lock()

    def _hang_lock(self) -> None:
        """Put the lock left of the number, its shackle in or out."""
        x = float(self._readout.box[0, 0]) - _LOCK_AWAY
        low = self._box.top - _NAME
        middle, top = low + _LOCK_HIGH * PX / 2, low + _LOCK_HIGH * PX
        self._body.put(np.array([[x - _LOCK_WIDE / 2, middle], [x + _LOCK_WIDE / 2, middle]]))
        angles, lift = np.linspace(np.pi, 0.0, 13), self._open * _OPEN
        arc = np.column_stack([np.cos(angles), np.sin(angles)]) * _SHACKLE + [x, top + lift]
        legs = [[x - _SHACKLE, top], [x + _SHACKLE, top + lift]]
        self._shackle.put(np.vstack([legs[:1], arc, legs[1:]]))

    def _scale(self, marks: Ticks) -> tuple[Inked, ...]:
        """Return the track, its ticks and their labels."""
        ends = np.array([[self._left, self._y], [self._right, self._y]])
        tops = np.array([[self.x(value), self._y] for value in marks.positions]).reshape(-1, 2)
        tails = segment_points(tops, tops - [0.0, _TICK_LENGTH])
        labels = (
            Type(escaped(label), TICK_PX, self._look.muted).at(x, self._box.top - _LABELS, 0.5)
            for label, x in zip(marks.labels, tops[:, 0].tolist(), strict=True)
        )
        track, ticks = (Segments(at, self._look.muted, _TRACK_PX) for at in (ends, tails))
        return (track, ticks, *labels)
