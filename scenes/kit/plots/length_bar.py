"""A bar as high as the residuals of a few rows are long, beside one of their squares."""

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.few import FewRows
from scenes.kit.ink.rectangles import Rectangles
from scenes.kit.ink.shapes import Inked, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.area_bar import AreaBar
from scenes.kit.plots.axes import TICK_PX
from scenes.kit.plots.bar_scale import bar_scale
from scenes.kit.text.readout import Readout

__all__ = ["LengthBar"]

_NUMBER_PX, _OVER, _UNDER = 22.0, 0.12, -0.29
_ROOM = 0.045


class LengthBar:
    """The mean of the residuals' lengths, or their sum, as a bar that is level with one of squares.

    Parameters
    ----------
    bar : AreaBar
        Of the squares.
    few : FewRows
    level : Floats, shape (p,)
        The model for which both bars are equally high.
    names : tuple of str
        Typst markup of what stands under the squares' bar, and under this one.
    look : Look

    Attributes
    ----------
    slab : Rectangles
    number : Readout
    names : tuple of Type
    scale : tuple of Inked
        An axis of its own, on its right: lengths are no squares.
    mark : Segments
        The level, across both bars.
    """

    def __init__(
        self, bar: AreaBar, few: FewRows, level: Floats, names: tuple[str, str], look: Look
    ) -> None:
        self._few, self._look, self._bar = few, look, bar
        count = len(few.rows)
        self._weight = count * few.experiment.objective.loss.weight(count)
        top = bar.top(float(few.error(level)))
        self._factor = (top - bar.bottom) / (float(few.mean_length(level)) or 1.0)
        self.slab = Rectangles(look.slope, 1.0, inside=0.45, edge=0.8)
        self.number = Readout(_NUMBER_PX, look.text, 0.0, 0.0, 1.0)
        places = (bar.x, bar.beside)
        self.names = tuple(
            Type(name, TICK_PX, look.text).at(x, bar.bottom + _UNDER, 0.5)
            for name, x in zip(names, places, strict=True)
        )
        x, highest = bar.beside + bar.width / 2 + bar.APART, bar.place.height / self._factor
        self.scale, _ = bar_scale(x, bar.place, self._weight * highest, look, on_right=True)
        half = bar.width / 2 + _ROOM
        ends = [[[x - half, top], [x + half, top]] for x in places]
        self.mark = Segments(np.array(ends).reshape(-1, 2), look.text, 2.0)
        self.at(level)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (*self.scale, *self.names, self.slab, self.mark, self.number)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, theta: Floats) -> None:
        """Show the lengths for parameters of shape (p,)."""
        self._length = float(self._few.mean_length(theta))
        self.grow(1.0)

    def grow(self, progress: float) -> None:
        """Let the bar rise to where it is, as a function of progress."""
        bar, height = self._bar, progress * self._factor * self._length
        low = np.array([[bar.beside - bar.width / 2, bar.bottom]])
        self.slab.span(low, low + np.array([bar.width, height]))
        self.number.tell(self._look.numerals.significant(self._weight * self._length))
        x, y = bar.beside + bar.width / 2, bar.bottom + height + _OVER
        self.number.move(x, y)
        # Both may be too long for one line: then this one stands beside its bar, not over it.
        if self.number.box[0, 0] < bar.number.box[1, 0]:
            self.number.move(x - bar.width - _OVER, y).keep_under(bar.number, _ROOM)
