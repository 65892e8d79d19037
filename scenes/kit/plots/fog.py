"""Fog over a picture: a clear place around a point, and all else as good as unseen."""

from typing import Self

import numpy as np

from scenes.kit.ink.layout import Box
from scenes.kit.ink.shapes import Density, Positions
from scenes.kit.look.look import Look

__all__ = ["Fog"]

_CELLS_A_UNIT = 12
_CLEAR, _THICK = 0.22, 1.5
_THICKNESS = 0.98


class Fog(Density):
    """A haze over an area, clear around a place.

    Parameters
    ----------
    area : Box
    look : Look
    """

    def __init__(self, area: Box, look: Look) -> None:
        columns, rows = (round(extent * _CELLS_A_UNIT) for extent in (area.width, area.height))
        x = area.left + (np.arange(columns) + 0.5) * area.width / columns
        y = area.bottom + (np.arange(rows) + 0.5) * area.height / rows
        self._cells = np.stack(np.meshgrid(x, y), axis=-1)
        super().__init__(np.zeros((rows, columns)), area.clip, look.fog)

    def around(self, place: Positions) -> Self:
        """Leave a place, shape (2,), clear."""
        distance = np.hypot(*np.moveaxis(self._cells - place, -1, 0))
        share = ((distance - _CLEAR) / (_THICK - _CLEAR)).clip(0.0, 1.0)
        self.shares = _THICKNESS * share * share * (3.0 - 2.0 * share)
        return self
