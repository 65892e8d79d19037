"""The ground in space, and what of it an outlook sees."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from gdcore.landscape.ground import SIDE, Ground
from scenes.kit.surface.outlook import Outlook

__all__ = ["Relief", "Sight", "clear_height"]

Numbers = NDArray[np.float64]
Singles = NDArray[np.float32]
"""What is looked at only: half as many bytes, and fine enough for 256 shades."""

_CLOSE: Final = 0.04
_LOOKS: Final = 90
_BELOW: Final = 0.85
"""Which parts of the way to the eye are looked at, and how far below it the ground stays."""
_FINE: Final = 721
_DEPTHS: Final = 150
_NEAREST, _FARTHEST = 0.25, 16.0
"""How far the ground is followed, against how far ahead level ground meets the picture's bottom."""
_HIDES: Final = 0.05
"""A share of the distance, and a height on the screen: what is nearer by less hides nothing."""


class Relief:
    """A ground in space: x and y are its places, z is its height.

    Parameters
    ----------
    ground : Ground
    height : float
        How high the picture's top is, in units of place.

    Attributes
    ----------
    foot : Numbers, shape (3,)
        Where the start is.
    """

    def __init__(self, ground: Ground, height: float) -> None:
        self.ground = ground
        self.height = height
        side = np.linspace(-SIDE, SIDE, _FINE)
        fine = np.stack(np.meshgrid(side, side), axis=-1)
        looked_up = (ground.shares_at(fine)[..., None], height * ground.slopes_at(fine))
        self._table = np.concatenate(looked_up, axis=-1, dtype=np.float32).reshape(-1, 3)
        self._shares = self._table[:, 0].copy()
        self.foot = self.space(ground.foot[None])[0]

    def shares(self, places: Numbers) -> Singles:
        """Return heights on their scale, looked up fast, at places (..., 2), as shape (...)."""
        return self._shares.take(self._cells(places))

    def ground_at(self, places: Numbers) -> Singles:
        """Return the same, and how much z rises along x and y, at places (..., 2), as (..., 3)."""
        return self._table.take(self._cells(places), axis=0)

    def space(self, places: Numbers) -> Numbers:
        """Return places of shape (n, 2) as points of the ground, shape (n, 3)."""
        return np.column_stack([places, self.height * self.ground.shares_at(places)])

    def _cells(self, places: Numbers) -> NDArray[np.int32]:
        cells = places.astype(np.float32) * np.float32((_FINE - 1) / (2.0 * SIDE))
        cells += np.float32((_FINE - 1) / 2.0 + 0.5)
        column, row = np.moveaxis(np.clip(cells, 0.0, _FINE - 1.0).astype(np.int32), -1, 0)
        return row * _FINE + column


def clear_height(ground: Ground, spot: Numbers, eye: tuple[float, float, float]) -> float:
    """Return how high the picture's top may be, at most, for an eye to see a place of the ground.

    Parameters
    ----------
    ground : Ground
    spot : Numbers, shape (2,)
        The place.
    eye : tuple of float
        Where the eye is, its height being that above the place.
    """
    way = np.array(eye[:2]) - spot
    shares = np.linspace(_CLOSE, 1.0, _LOOKS)[:, None]
    rises = ground.shares_at(spot + shares * way) - ground.shares_at(spot)
    steepest = float((rises[:, None] / shares).max())
    return _BELOW * eye[2] / steepest if steepest > 0.0 else np.inf


class Sight:
    """What an outlook sees of a relief.

    Parameters
    ----------
    relief : Relief
    outlook : Outlook
    x : Numbers, shape (columns,)
        Columns of the picture, evenly spaced, ascending, scene units.
    bottom : float
        The lowest place on the screen that is looked at.
    """

    def __init__(self, relief: Relief, outlook: Outlook, x: Numbers, bottom: float) -> None:
        self._relief, self._outlook, self._x = relief, outlook, x
        level = outlook.lens * outlook.eye[2] / (outlook.horizon - bottom)
        self._far = np.geomspace(_NEAREST * level, _FARTHEST * level, _DEPTHS)
        places = outlook.way(x, self._far[:, None])
        above = relief.height * relief.shares(places) - outlook.eye[2]
        heights = outlook.horizon + outlook.lens * above / self._far[:, None]
        # In a column of the picture, ground is seen where it is above all that is nearer.
        self._skyline = np.maximum.accumulate(heights, axis=0)

    def far(self, y: Numbers) -> Numbers:
        """Return how far ahead what is seen is, shape (rows, columns), for heights on the screen.

        Above the skyline that is the farthest that is looked at.
        """
        # All columns in one go, each a stretch of one long line, as high above the one before.
        lowest, highest = self._skyline[0], self._skyline[-1]
        steps = np.arange(len(lowest)) * (float(np.ptp(self._skyline)) + 1.0)
        looked_at = np.clip(y[:, None], lowest, highest) + steps
        line = (self._skyline + steps).T.ravel()
        return np.interp(looked_at, line, np.tile(self._far, len(lowest)))

    def shown(self, points: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
        """Return where points of the ground, shape (n, 3), are on the screen, and which are seen.

        Returns
        -------
        tuple
            Places in scene units, shape (n, 2), and whether no nearer ground hides each, (n,).
        """
        places, far = self._outlook.project(points)
        nearer = np.searchsorted(self._far, far * (1.0 - _HIDES)) - 1
        cell = (places[:, 0] - self._x[0]) / (self._x[1] - self._x[0]) + 0.5
        column = np.clip(cell, 0.0, len(self._x) - 1.0).astype(np.int64)
        hidden = self._skyline[np.maximum(nearer, 0), column] > places[:, 1] + _HIDES
        return places, (far > self._far[0]) & ~(hidden & (nearer >= 0))
