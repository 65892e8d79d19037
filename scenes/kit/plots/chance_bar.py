"""The probability of what happened, as what a guess leaves of the way to the other answer."""

import numpy as np

from gdcore.landscape.missing import Miss
from scenes.kit.ink.motion import eased
from scenes.kit.ink.shapes import Inked, Positions, Segments, Type
from scenes.kit.look.look import Look
from scenes.kit.plots.standing import DataPlot, row_places
from scenes.kit.text.glyphs import escaped
from scenes.kit.text.placing import Obstacles, place

__all__ = ["ChanceBar"]

_PX, _BAR_PX = 26.0, 6.0
_AWAY, _HALF, _AIR = 0.2, 0.09, 0.08
_SHARES = (0.5, 0.65, 0.35, 0.8, 0.2)
"""How far up the bar its number may stand, the best first."""


class ChanceBar:
    """A length from the answer that did not come to the guess, and its number.

    Parameters
    ----------
    plot : Plot or SpacePlot
        Of data whose answers are 0 and 1.
    miss : Miss
        The row, and the model's guess for it.
    told : str
        The number.
    avoided : Positions, shape (k, 2)
        What the number should not lie on, scene units.
    look : Look

    Attributes
    ----------
    bar : Segments
    number : Type
    """

    def __init__(
        self, plot: DataPlot, miss: Miss, told: str, avoided: Positions, look: Look
    ) -> None:
        heights = np.array([1.0 - miss.actual, miss.predicted])
        self._ends = row_places(plot, miss.experiment, heights, [miss.row] * 2)
        self.bar = Segments(self._ends, look.model, _BAR_PX, clip=plot.area.clip)
        self.number = Type(escaped(told), _PX, look.model)
        (x, low), (_, high) = self._ends.tolist()
        spots = [
            (x + side * _AWAY, low + share * (high - low) - _HALF, 0.5 - side / 2)
            for share in _SHARES
            for side in (1.0, -1.0)
        ]
        place(self.number, spots, Obstacles(points=avoided, area=plot.area, air=_AIR))

    @property
    def shapes(self) -> tuple[Inked, ...]:
        """All that it draws, in painting order."""
        return (self.bar, self.number)

    @property
    def hidden(self) -> tuple[Inked, ...]:
        """What waits unseen at first: everything."""
        return self.shapes

    def grow(self, progress: float) -> None:
        """Let the length grow up to the guess, or down to it."""
        start, end = self._ends
        self.bar.put(np.array([start, start + eased(progress) * (end - start)])).veil(1.0)
