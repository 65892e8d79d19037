"""A bar whose area is what the squares of a few rows have together, or on average."""

from typing import Self

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.few import FewRows
from scenes.kit.ink.layout import Box
from scenes.kit.ink.motion import eased
from scenes.kit.ink.rectangles import Rectangles
from scenes.kit.ink.shapes import Inked, Positions, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.axes import NAME_PX, NAME_Y, TICK_PX
from scenes.kit.plots.bar_scale import bar_scale
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.readout import Readout
from scenes.telling.measuring import typical_miss

__all__ = ["AreaBar"]

_BAR, _SQUARE = 0.27, 0.77
"""At which shares of the place's width the middles of bar and average square are."""
_LABEL, _UNDER, _CLEAR = 0.12, -0.29, 0.85
_NUMBER_PX, _SIDE_PX, _LOWER, _AIR = 26.0, 20.0, 0.1, 0.045
_FLIGHT = 0.45
"""Which share of the time each square is on its way."""


class AreaBar:
    """Slabs on each other, one a row, beside an axis of E.

    Areas are true: a slab's is that of its square on the screen times the row's weight in E, so
    that the bar's is E in squares of the picture, and the average square's is the same.

    Parameters
    ----------
    place : Box
        Axis and bar rise from its bottom; the axis is as long as the place is high.
    unit : float
        How long a residual of 1 is on the screen, in scene units.
    highest : float
        The largest E to be shown.
    few : FewRows
    hero : int
        The place among the rows of the one that is bright.
    look : Look

    Attributes
    ----------
    scale : tuple of Inked
        Axis, ticks, labels, name.
    slabs, hero : Rectangles
        All rows but one, and that one.
    number : Readout
        E, beside the bar's top.
    caption : Readout
        Of how many rows, under it.
    average : Rectangles
        A square of the same area as the bar.
    side : Readout
        How long its side is in the response's own unit, over it: the typical miss.
    average_name : Type
        What stands under it.
    width : float
        Of the bar.
    place : Box
    """

    APART = 0.06
    """How far the axis is from the bar."""

    def __init__(
        self, place: Box, unit: float, highest: float, few: FewRows, hero: int, look: Look
    ) -> None:
        self.place, self._unit, self._few, self._look = place, unit, few, look
        self._weight = few.experiment.objective.loss.weight(len(few.rows))
        self.width = highest * unit**2 / place.height
        self._left = self.x - self.width / 2
        self._order = np.arange(len(few.rows))
        self._others = np.arange(len(few.rows)) != hero
        self.scale = self._scale(highest)
        self.slabs = Rectangles(look.slope, 1.0, inside=0.45, edge=0.8)
        self.hero = Rectangles(look.slope, 1.0, inside=1.0)
        self.number = Readout(_NUMBER_PX, look.text, 0.0, 0.0)
        self.caption = Readout(TICK_PX, look.text, 0.0, 0.0, 0.5)
        self.average = Rectangles(look.slope, 2.0, inside=0.2, dashes_px=(6.0, 4.0))
        self.side = Readout(_SIDE_PX, look.slope, 0.0, 0.0, 0.5)
        self.average_name = Type("", TICK_PX, look.text)

    @property
    def x(self) -> float:
        """Where its middle is."""
        return self.place.left + _BAR * self.place.width

    @property
    def bottom(self) -> float:
        """Where it rises from."""
        return self.place.bottom

    @property
    def beside(self) -> float:
        """Where the middle of the average square is."""
        return self.place.left + _SQUARE * self.place.width

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        shown = (self.slabs, self.hero, self.number, self.caption)
        return (*self.scale, self.average, self.average_name, self.side, *shown)

    @property
    def averages(self) -> tuple[Inked, ...]:
        """The average square and its words."""
        return (self.average, self.average_name, self.side)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything but the axis."""
        return tuple(shape for shape in self.shapes if shape not in self.scale)

    def in_order_of(self, low: Positions, high: Positions) -> Self:
        """Stack the slabs as squares between corners of shape (n, 2) stand, the lowest first."""
        self._order = np.argsort(low[:, 1] + high[:, 1], kind="stable")
        return self

    def height(self, error: float) -> float:
        """Return how high the bar is for a value of E."""
        return error * self._unit**2 / self.width

    def top(self, error: float) -> float:
        """Return where its top is on the screen."""
        return self.place.bottom + self.height(error)

    def name_average(self, words: str) -> Self:
        """Write under the average square."""
        self.average_name.write(words).at(self.beside, self.place.bottom + _UNDER, 0.5)
        return self

    def at(self, theta: Floats) -> Self:
        """Show E of the rows for parameters of shape (p,)."""
        self._put(*self._stacked(theta))
        self._tell(float(self._few.error(theta)), len(self._few.rows))
        return self

    def _tell(self, error: float, count: int) -> None:
        """Show a number, and the square, for a value of E of so many rows."""
        averaged = self._few.experiment.objective.loss.averaged
        self.caption.tell(self._look.vocabulary.count("means" if averaged else "sums", count))
        free = self.beside - _CLEAR - self.caption.advance / 2
        self.caption.move(min(self.x, free), self.place.bottom + _UNDER)
        self.number.tell(self._look.numerals.significant(error))
        self.number.move(self._left + self.width + _LABEL, self.top(error) - _LOWER)
        self.number.keep_under(self._name, _AIR)
        self._square(error, 1.0)

    def whole(self, error: float) -> None:
        """Show a value of E, of all rows, as one slab."""
        low = np.array([[self._left, self.place.bottom]])
        self.slabs.span(low, low + np.array([self.width, self.height(error)]))
        self.hero.span(low, low)
        self._tell(error, self._few.experiment.data.n)

    def fly(self, theta: Floats, low: Positions, high: Positions, progress: float) -> None:
        """Let slabs come, one after the other, from their squares.

        Parameters
        ----------
        theta : Floats, shape (p,)
        low, high : Positions, shape (n, 2)
            The squares' corners.
        progress : float
            From 0 to 1.
        """
        lowest, highest = self._stacked(theta)
        ranks = np.argsort(self._order) / max(len(self._order) - 1, 1)
        shares = np.clip((progress - ranks * (1.0 - _FLIGHT)) / _FLIGHT, 0.0, 1.0)
        gone = np.array([eased(share) for share in shares.tolist()])[:, None]
        self._put(low + gone * (lowest - low), high + gone * (highest - high))

    def pour(self, theta: Floats, progress: float) -> None:
        """Let the bar become the average square, its area all the same."""
        self._square(float(self._few.error(theta)), eased(progress))

    def _square(self, error: float, share: float) -> None:
        area = error * self._unit**2
        width = self.width ** (1.0 - share) * np.sqrt(area) ** share
        middle = (1.0 - share) * self.x + share * self.beside
        low = np.array([[middle - width / 2, self.place.bottom]])
        high = area / width if width else 0.0
        self.average.span(low, low + np.array([width, high]))
        length = typical_miss(self._few.experiment, error, self._look.vocabulary)
        self.side.tell(self._look.label("wide", length=length))
        self.side.move(middle, self.place.bottom + high + _LABEL).keep_under(self.number, _AIR)

    def _stacked(self, theta: Floats) -> tuple[Positions, Positions]:
        """Return the corners of the rows' slabs, both of shape (n, 2)."""
        errors = self._few.residuals(theta) ** 2 * self._weight
        heights = self.height(1.0) * errors
        tops = np.empty_like(heights)
        tops[self._order] = self.place.bottom + np.cumsum(heights[self._order])
        left = np.full(len(tops), self._left)
        low = np.column_stack([left, tops - heights])
        return low, np.column_stack([left + self.width, tops])

    def _put(self, low: Positions, high: Positions) -> None:
        others = self._others if self._others.any() else ~self._others
        self.slabs.span(low[others], high[others])
        self.hero.span(low[~self._others], high[~self._others])

    def _scale(self, highest: float) -> tuple[Inked, ...]:
        """Return the axis, its ticks with their labels, and its name."""
        look, x = self._look, self._left - self.APART
        shapes, note = bar_scale(x, self.place, highest, look)
        tail = escaped(f" ({note})") if note else ""
        self._name = Type(look.label("error") + tail, NAME_PX, look.muted)
        return (*shapes, self._name.at(x - self.APART, self.place.top + NAME_Y))
