"""Fog over a panel: clear around one place, and nothing is seen of all else."""

from math import pi
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.pen import Pen
from scenes.kit.ink.shapes import Density, Positions
from scenes.kit.look.contrast import channels
from scenes.kit.look.look import Look

__all__ = ["Fog"]

_CELLS_A_UNIT: Final = 12
_SOFT: Final = 0.9
"""From the rim of what is clear so far the fog thickens until nothing is seen."""

_ROUND: Final = 0.12
"""The radius of the panel's corners."""

_BANKS: Final = np.array([[0.5, 1.4], [-0.8, 1.9], [1.5, 1.1], [0.3, -3.1], [2.2, 2.4]])
_HEIGHTS: Final = np.array([1.0, 0.8, 0.6, 0.5, 0.35])
_SPEEDS: Final = np.array([0.5, -0.4, 0.6, 0.45, -0.7])
"""Waves whose sum is a bank: radians a scene unit across and up, height, radians a second."""

_PALEST: Final = 0.3
"""The crest of a bank is so much paler than its hollow: a share of the way to muted text."""


class Fog(Density):
    """Banks of fog that drift over a panel, and leave a round place clear.

    Parameters
    ----------
    box : Box
        The panel.
    look : Look
    """

    def __init__(self, box: Box, look: Look) -> None:
        columns, rows = (round(extent * _CELLS_A_UNIT) for extent in (box.width, box.height))
        x = box.left + (np.arange(columns) + 0.5) * box.width / columns
        y = box.bottom + (np.arange(rows) + 0.5) * box.height / rows
        self._cells = np.stack(np.meshgrid(x, y), axis=-1)
        self._phases = np.tensordot(self._cells, _BANKS, axes=(-1, -1))
        self._crest = channels(look.muted)
        self.crests = np.zeros((rows, columns))
        super().__init__(np.zeros((rows, columns)), box.clip, look.fog)
        self.drift(0.0)

    def around(self, place: Positions, clear: float) -> Self:
        """Leave a place, shape (2,), clear, so far around it, scene units."""
        distance = np.hypot(*np.moveaxis(self._cells - place, -1, 0))
        self.shares = _smooth((distance - clear) / _SOFT)
        return self

    def drift(self, seconds: float) -> None:
        """Show the banks where they are so many seconds later."""
        waves = np.sin(self._phases + seconds * _SPEEDS) @ _HEIGHTS
        self.crests = 0.5 + 0.5 * waves / _HEIGHTS.sum()

    def paint(self, pen: Pen) -> None:
        """Lay the fog over the panel, inside its round corners."""
        left, bottom, width, height = self.extent
        right, top = left + width - _ROUND, bottom + height - _ROUND
        corners = ((right, top), (left + _ROUND, top))
        corners += ((left + _ROUND, bottom + _ROUND), (right, bottom + _ROUND))
        for k, (x, y) in enumerate(corners):
            pen.ctx.arc(x, y, _ROUND, k * pi / 2.0, (k + 1) * pi / 2.0)
        pen.ctx.clip()
        super().paint(pen)

    def _tinted(self, colour: NDArray[np.float64]) -> NDArray[np.float64]:
        return colour + (_PALEST * self.crests[..., None]) * (self._crest - colour)


def _smooth(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return shares cut to 0 and 1, with a soft start and end."""
    cut = share.clip(0.0, 1.0)
    return cut * cut * (3.0 - 2.0 * cut)
