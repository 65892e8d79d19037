"""What the ground hides from an eye: a floating horizon over the picture's columns.

A ray to the eye runs over the ground in one direction, so in a column of the picture ground is
hidden where nearer ground reaches higher (Wright, "A two-space solution to the hidden line problem
for plotting functions of two variables", IEEE Transactions on Computers C-22, 1973).
"""

from typing import Final

import numpy as np

from gdcore.landscape.height_field import HeightField
from scenes.kit.ink.shapes import Positions
from scenes.kit.surface.view import View

__all__ = ["Horizon"]

_LINES: Final = 65
"""So many columns across the picture, and rows of ground away from the eye."""
_NOWHERE: Final = 1e3
_ROUNDING: Final = 1e-3
"""How much higher, in units of space on the screen, ground reaches that is taken to hide."""


class Horizon:
    """How high and how low the image of nearer ground reaches.

    Parameters
    ----------
    field : HeightField
    view : View
    lift : tuple of float
        How high above the floor ground of share 0 is, and how much higher that of share 1, in
        space.
    only_back : bool
        Whether only the ground of places with y ≥ 0 is there.
    """

    def __init__(
        self, field: HeightField, view: View, lift: tuple[float, float], *, only_back: bool = False
    ) -> None:
        self._view, self._reach = view, 1.05 * float(np.hypot(*field.rim.T).max())
        side = np.linspace(-self._reach, self._reach, _LINES)
        across, depth = np.meshgrid(side, side)
        places = across[..., None] * self._across + depth[..., None] * view.ahead
        shares = field.shares_at(places)
        is_ground = field.planform.holds(places) & (shares <= 1.0)
        if only_back:
            is_ground &= places[..., 1] >= -_ROUNDING
        image = depth * np.sin(view.elevation)
        image += np.cos(view.elevation) * (lift[0] + lift[1] * shares)
        self._highest = np.maximum.accumulate(np.where(is_ground, image, -_NOWHERE))
        self._lowest = np.minimum.accumulate(np.where(is_ground, image, _NOWHERE))

    def clearance(self, points: Positions) -> Positions:
        """Return how far points of the ground are above what nearer ground hides.

        Parameters
        ----------
        points : Positions, shape (n, 3)
            In space.

        Returns
        -------
        Positions, shape (n,)
            Negative where a point is hidden; in units of space on the screen.
        """
        return self._image(points) - self._read(self._highest, points, -1.0) + _ROUNDING

    def below(self, points: Positions) -> Positions:
        """Return how far points of the ground are below the image of nearer ground, shape (n,).

        Such a point is seen from below: its lower side is turned to the eye.
        """
        return self._read(self._lowest, points, -1.0) - self._image(points)

    def edge(self, points: Positions) -> Positions:
        """Return to where upright lines below points are seen, on the screen, shape (n,).

        What stands below the ground is seen under its nearer parts.
        """
        lowest = self._read(self._lowest, points, 0.0)
        return self._view.scale * np.minimum(lowest, self._image(points)) + self._view.centre[1]

    @property
    def _across(self) -> Positions:
        forth = self._view.ahead
        return np.array([forth[1], -forth[0]])

    def _image(self, points: Positions) -> Positions:
        level, steep = np.cos(self._view.elevation), np.sin(self._view.elevation)
        return steep * (points[:, :2] @ self._view.ahead) + level * points[:, 2]

    def _read(self, known: Positions, points: Positions, nearer: float) -> Positions:
        """Return what is known so many rows from points, linear between the columns."""
        cells = (_LINES - 1) / (2.0 * self._reach)
        column = (points[:, :2] @ self._across + self._reach) * cells
        row = np.floor((points[:, :2] @ self._view.ahead + self._reach) * cells + nearer)
        first = np.clip(column.astype(np.int64), 0, _LINES - 2)
        share, at = np.clip(column - first, 0.0, 1.0), np.clip(row, 0, _LINES - 1).astype(np.int64)
        found = (1.0 - share) * known[at, first] + share * known[at, first + 1]
        return np.where(row < 0, known[0, 0], found)
