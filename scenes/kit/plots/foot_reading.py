"""The way up from where a row stands, on the floor or on the axis, to what the model guesses."""

import numpy as np

from scenes.kit.ink.inked import Inked
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Path, Positions, Type
from scenes.kit.plots.plot import NAME_PX
from scenes.kit.plots.standing import DataPlot
from scenes.kit.text.placing import Obstacles, place

__all__ = ["FootReading"]

_STROKE_PX, _DASHES = 2.5, (3.0, 5.0)
_ASIDE, _UP = 0.16, 0.08


class FootReading:
    """A dotted line from a row's foot up to the guess, and the guess beside it.

    Parameters
    ----------
    plot : Plot or SpacePlot
    ends : Positions, shape (2, 2)
        The foot and the guess, on the screen.
    markup : str
        Typst markup of the words.
    colour : str
    taken : Obstacles
        What the words keep clear of.

    Attributes
    ----------
    line : Path
    words : Type
    """

    def __init__(
        self, plot: DataPlot, ends: Positions, markup: str, colour: str, taken: Obstacles
    ) -> None:
        self._foot, self._guess = ends
        self.line = Path(ends, colour, _STROKE_PX, dashes_px=_DASHES, clip=plot.area.clip)
        self.words = Type(markup, NAME_PX, colour)
        x, y = self._guess.tolist()
        spots = [
            (x + side * _ASIDE, y + up, (1.0 - side) / 2.0)
            for up in (-_UP, _UP, -3.0 * _UP, 3.0 * _UP)
            for side in (1.0, -1.0)
        ]
        place(self.words, spots, taken)

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.line, self.words)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def rise(self, progress: float) -> None:
        """Go up from the foot to the guess, as a function of progress; then the words come."""
        share = eased(progress)
        tip = self._foot + share * (self._guess - self._foot)
        self.line.put(np.array([self._foot, tip])).veil(1.0)
        self.words.veil(max(2.0 * share - 1.0, 0.0))
