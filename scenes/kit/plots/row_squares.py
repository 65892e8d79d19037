"""Rows among the data, whose residuals swing open into squares: a few with a hero, or all."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats
from gdcore.landscape.few import FewRows
from scenes.kit.ink.shapes import Dots, Inked, Positions
from scenes.kit.look.look import Look
from scenes.kit.plots.squares import Squares
from scenes.kit.plots.standing import DataPlot, model_places, row_places

__all__ = ["EverySquare", "RowSquares"]

_DOT_PX, _HERO_PX = 5.5, 7.5
_OTHERS, _HERO, _EVERY = (0.13, 0.6), (0.42, 1.0), (0.5, 0.6)
_DIMMED = 0.2
"""The opacity of insides and of edges."""


class EverySquare:
    """The squares of some rows, all alike; `at` moves them with the model.

    Parameters
    ----------
    few : FewRows
    models : Floats, shape (k, p)
        The parameters that will be shown, about.
    plot : Plot or SpacePlot
        Of the data, in their own units.
    look : Look

    Attributes
    ----------
    squares : Squares
    unit : float
        How long a residual of 1, in the units descended in, is on the screen.
    """

    def __init__(self, few: FewRows, models: Floats, plot: DataPlot, look: Look) -> None:
        self._few, self._plot = few, plot
        data, self._chosen = few.experiment.data, list(few.rows)
        self._table = data.table[self._chosen]
        self.rows = self._places(data.y.values[self._chosen])
        self.unit = plot.unit_height * float(few.experiment.scaling.scales[-1])
        self._sides = self.unit * np.abs(few.residuals(models)).max(axis=0)
        self._rising, self._look = _rises(few, plot), look
        self.squares = self.made(np.ones(len(self._chosen), dtype=bool), *_EVERY).light(_DIMMED)

    def made(self, which: NDArray[np.bool_], inside: float, edge: float) -> Squares:
        """Return the squares of some of the rows, with the opacity of insides and edges."""
        return Squares(
            self.rows[which],
            self._plot.area,
            self._rising,
            self._look,
            inside=inside,
            edge=edge,
            sides=self._sides[which],
        )

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.squares,)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, theta: Floats) -> None:
        """Show the squares for parameters of shape (p,)."""
        self.squares.grow(self.heights(theta), 1.0)

    def heights(self, theta: Floats) -> Floats:
        """Return where the model is on the screen at each row; at the row, if it is nowhere."""
        heights = self._places(self._few.experiment.predict(theta, self._table))[:, 1]
        return np.where(np.isfinite(heights), heights, self.rows[:, 1])

    def _places(self, heights: Floats) -> Positions:
        """Return where heights over its rows are on the screen, shape (n, 2)."""
        return row_places(self._plot, self._few.experiment, heights, self._chosen)


class RowSquares:
    """Bright dots, and their residuals as lines or as squares; `at` moves them with the model.

    Parameters
    ----------
    few : FewRows
    hero : int
        A place among the rows.
    models, plot, look
        As for `EverySquare`.

    Attributes
    ----------
    dots, hero_dot : Dots
    squares, hero : Squares
        Of all rows but one, and of that one.
    open : Floats, shape (n,)
        How far each square is open, from 0 to 1.
    """

    def __init__(self, few: FewRows, hero: int, models: Floats, plot: DataPlot, look: Look) -> None:
        self._all = EverySquare(few, models, plot, look)
        self.unit, rows, clip = self._all.unit, self._all.rows, plot.area.clip
        self.others = np.arange(len(rows)) != hero
        self.squares = self._all.made(self.others, *_OTHERS)
        self.hero = self._all.made(~self.others, *_HERO)
        self.dots = Dots(rows[self.others], _DOT_PX, look.data, clip=clip)
        self.hero_dot = Dots(rows[~self.others], _HERO_PX, look.data, clip=clip)
        self.open = np.zeros(len(rows))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.squares, self.hero, self.dots, self.hero_dot)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def at(self, theta: Floats) -> Self:
        """Show the residuals for parameters of shape (p,), as far open as they are."""
        self._theta = theta
        heights = self._all.heights(theta)
        self.squares.grow(heights[self.others], self.open[self.others])
        self.hero.grow(heights[~self.others], self.open[~self.others])
        return self

    def swing(self, shares: Floats) -> None:
        """Open the squares by shares of shape (n,), from 0 to 1."""
        self.open = shares
        self.at(self._theta)

    @property
    def corners(self) -> tuple[Positions, Positions]:
        """Lower left and upper right corners of all squares as they are, both of shape (n, 2)."""
        low, high = np.empty_like(self._all.rows), np.empty_like(self._all.rows)
        for which, squares in ((self.others, self.squares), (~self.others, self.hero)):
            low[which], high[which] = squares.corners
        return low, high


def _rises(few: FewRows, plot: DataPlot) -> bool:
    """Return whether the best fit rises to the right, from edge to edge."""
    places = model_places(plot, few.experiment, few.experiment.best)
    left, right = places[:, 0].argmin(), places[:, 0].argmax()
    return bool(places[right, 1] >= places[left, 1])
