"""Fog over a panel: clear around one place, and nothing is seen of all else."""

from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Density, Positions
from scenes.kit.look.contrast import channels
from scenes.kit.look.look import Look

__all__ = ["Fog"]

_CELLS_A_UNIT: Final = 12
_SOFT: Final = 0.9
"""From the rim of what is clear so far the fog thickens until nothing is seen."""

_EDGE, _ROUND = 0.08, 0.14
"""So wide are the panel's edges towards which it thins out, and so round its corners."""

_BANKS: Final = np.array([[0.5, 1.4], [-0.8, 1.9], [1.5, 1.1], [0.3, -3.1], [2.2, 2.4]])
_HEIGHTS: Final = np.array([1.0, 0.8, 0.6, 0.5, 0.35])
_SPEEDS: Final = np.array([0.5, -0.4, 0.6, 0.45, -0.7])
"""Waves whose sum is a bank of fog: per scene unit across and up, how high, how fast, in radians."""

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
        self._thickness = _smooth(_depth(self._cells, box) / _EDGE)
        self._phases = np.tensordot(self._cells, _BANKS, axes=(-1, -1))
        self._crest = channels(look.muted)
        self.crests = np.zeros((rows, columns))
        super().__init__(np.zeros((rows, columns)), box.clip, look.fog)
        self.drift(0.0)

    def around(self, place: Positions, clear: float) -> Self:
        """Leave a place, shape (2,), clear, so far around it, scene units."""
        distance = np.hypot(*np.moveaxis(self._cells - place, -1, 0))
        self.shares = self._thickness * _smooth((distance - clear) / _SOFT)
        return self

    def drift(self, seconds: float) -> None:
        """Show the banks where they are so many seconds later."""
        waves = np.sin(self._phases + seconds * _SPEEDS) @ _HEIGHTS
        self.crests = 0.5 + 0.5 * waves / _HEIGHTS.sum()

    def _tinted(self, colour: NDArray[np.float64]) -> NDArray[np.float64]:
        return colour + (_PALEST * self.crests[..., None]) * (self._crest - colour)


def _depth(places: Positions, box: Box) -> NDArray[np.float64]:
    """Return how far inside a box with round corners places, shape (..., 2), are."""
    middle = np.array([box.left + box.right, box.bottom + box.top]) / 2.0
    half = np.array([box.width, box.height]) / 2.0
    beyond = np.abs(places - middle) - half + _ROUND
    return _ROUND - np.hypot(*np.moveaxis(beyond.clip(0.0), -1, 0)) - beyond.max(axis=-1).clip(max=0.0)


def _smooth(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return shares cut to 0 and 1, with a soft start and end."""
    cut = share.clip(0.0, 1.0)
    return cut * cut * (3.0 - 2.0 * cut)
