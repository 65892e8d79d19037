"""What turning one knob does to the model's line, at each x."""

from collections.abc import Callable

import numpy as np

from gdcore.arrays import Floats
from gdcore.error.objective import Objective
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Arrow, Dots, Inked, Path, Positions, Segments, Type
from scenes.kit.look.look import Look

__all__ = ["KnobEffect"]

_SAMPLES, _ROOM, _REACH = 60, 0.12, 4.0
_PLACES = (0.12, 0.4, 0.66, 0.92)
"""At which shares of the width the movement is drawn as an arrow."""
_CAPTION_PX, _CAPTION_ROOM = 22.0, 0.5


class KnobEffect:
    """A small picture: the line before, dashed, and after; arrows from the one to the other.

    Parameters
    ----------
    box : Box
        The caption stands at its bottom.
    objective : Objective
    row : int
        Of several predictors, all but the first are as they are in this row.
    before, after : Floats, shape (p,)
        Parameters that differ in one of them.
    caption : str
        Typst markup.
    look : Look
    """

    def __init__(
        self,
        box: Box,
        objective: Objective,
        row: int,
        before: Floats,
        after: Floats,
        caption: str,
        look: Look,
    ) -> None:
        self._area = box.inset(0.0, _CAPTION_ROOM, 0.0, 0.0)
        x = np.asarray(objective.data.x.values)
        self._span = (float(x.min()), float(x.max()))
        self._ends = [
            np.nan_to_num(objective.through(row, point, self._across(_SAMPLES)))
            for point in (before, after)
        ]
        self._heights = self._shown_heights()
        area, clip = self._area, self._area.clip
        ground = np.array([[area.left, area.bottom], [area.right, area.bottom]])
        self._ground = Segments(ground, look.muted, 1.0)
        self._before = Path(self._places(0.0), look.model, 2.0, dashes_px=(5.0, 5.0), clip=clip)
        self._line = Path(self._places(0.0), look.model, 3.5, clip=clip).cast("line")
        self._arrows = tuple(Arrow(look.text, 3.0, clip=clip) for _ in _PLACES)
        self._pivots = self._rings(look)
        self._caption = Type(caption, _CAPTION_PX, look.text)
        self._caption.at((box.left + box.right) / 2, box.bottom + 0.1, 0.5)
        self.turn(1.0)

    def _rings(self, look: Look) -> tuple[Dots, ...]:
        """Return a ring where the line does not move, if there is such a place inside."""
        before, after = self._ends
        moved = after - before
        crossed = np.flatnonzero(np.diff(np.sign(moved)) != 0)
        if len(crossed) != 1:
            return ()
        place = self._places(0.0)[crossed[0] : crossed[0] + 2].mean(axis=0)
        return (Dots(place[None], 6.0, look.model, stroke_px=2.5),)

    def _across(self, count: int) -> Floats:
        return np.linspace(*self._span, count)

    def _shown_heights(self) -> tuple[float, float]:
        """Return the lowest and the highest value that is shown."""
        low, high = (float(f(self._ends)) for f in (np.min, np.max))
        room = _ROOM * (high - low) or 1.0
        return low - room, high + room

    def _places(self, share: float) -> Positions:
        """Return the line a share of the way from before to after, shape (k, 2)."""
        values = self._ends[0] + share * (self._ends[1] - self._ends[0])
        low, high = self._heights
        area = self._area
        up = np.clip((values - low) / (high - low), -_REACH, _REACH)
        x = np.linspace(area.left, area.right, len(values))
        return np.column_stack([x, area.bottom + up * area.height])

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self._ground, self._before, self._line, *self._arrows, *self._pivots, self._caption)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def turn(self, progress: float) -> None:
        """Turn the knob, as a function of progress: the line goes over, the arrows grow."""
        self._move(eased(progress))

    def settling(self) -> Callable[[float], None]:
        """Return a function of progress that turns the knob from where it is all the way."""
        before = self._share
        return lambda progress: self._move(before + eased(progress) * (1.0 - before))

    def _move(self, share: float) -> None:
        self._share = share
        start, now = self._places(0.0), self._places(share)
        self._line.put(now)
        for arrow, place in zip(self._arrows, _PLACES, strict=True):
            k = round(place * (len(now) - 1))
            arrow.point(start[k], now[k])
