"""A place of a plot read on one of its axes: a dotted line from one to the other, and a number."""

from dataclasses import replace

import numpy as np

from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Path, Positions, Type
from scenes.kit.plots.axes import NAME_PX
from scenes.kit.plots.plot import Plot
from scenes.kit.text.placing import Obstacles, place

__all__ = ["AxisReading"]

_STROKE_PX, _DASHES = 2.0, (2.0, 4.0)
_ASIDE, _OVER, _UNDER = 0.12, 0.1, 0.26
_DOT = 0.09
"""Half as wide as the mark of the place, when it beats."""


class AxisReading:
    """A dotted line between a place and an axis, and words at the axis.

    Parameters
    ----------
    plot : Plot
    point : Positions, shape (2,)
        In the plot's numbers.
    axis : int
        0 if it is read on the horizontal axis, 1 on the vertical one.
    markup : str
        Typst markup of the words.
    colour : str
    taken : Obstacles
        What the words keep clear of, beside the place itself.

    Attributes
    ----------
    line : Path
    words : Type
    """

    def __init__(
        self,
        plot: Plot,
        point: Positions,
        axis: int,
        markup: str,
        colour: str,
        taken: Obstacles,
    ) -> None:
        area = plot.area
        self._place = plot.places(point[None])[0]
        self._foot = self._place.copy()
        self._foot[1 - axis] = (area.left, area.bottom)[1 - axis]
        self.line = Path(np.zeros((1, 2)), colour, _STROKE_PX, dashes_px=_DASHES, clip=area.clip)
        self.words = Type(markup, NAME_PX, colour)
        x, y = self._foot.tolist()
        spots = [(x + _ASIDE, y + _OVER, 0.0), (x - _ASIDE, y + _OVER, 1.0)]
        if axis:
            beyond = max(float(self._place[0]), x) + _ASIDE
            spots = [(at + _ASIDE, y + up, 0.0) for at in (x, beyond) for up in (_OVER, -_UNDER)]
        here = self._place + np.array([[-_DOT], [_DOT]])
        place(self.words, spots, replace(taken, boxes=(*taken.boxes, here)))
        self.draw(1.0)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.line, self.words)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def draw(self, progress: float) -> None:
        """Go from the place to the axis, as a function of progress; then the words are there."""
        self._go(self._place, self._foot, progress)

    def rise(self, progress: float) -> None:
        """Go from the axis to the place, as a function of progress."""
        self._go(self._foot, self._place, progress)

    def _go(self, start: Positions, end: Positions, progress: float) -> None:
        share = eased(progress)
        self.line.put(np.array([start, start + share * (end - start)])).veil(1.0)
        self.words.veil(max(2.0 * share - 1.0, 0.0))
