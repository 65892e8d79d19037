"""Looking at space: from where, how large, and where things then are on the screen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["View"]

Positions = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class View:
    """An orthographic view of a space with x and y on the ground and z upwards.

    From straight above (azimuth 0, elevation 90°) it is a map: x to the right, y upwards. A growing
    azimuth walks the eye clockwise around, from the front (y → −∞) to the left (x → −∞), so that
    between 0 and 90° the corner at (−1, −1) is the nearest one.

    Parameters
    ----------
    azimuth, elevation : float
        Radians; the elevation from 0, level, to π/2, straight above.
    scale : float
        Scene units for a unit of space.
    centre : tuple of float
        Where the space's origin is on the screen, scene units.
    """

    azimuth: float
    elevation: float
    scale: float = 1.0
    centre: tuple[float, float] = (0.0, 0.0)

    @property
    def ahead(self) -> Positions:
        """The direction along the ground away from the eye, shape (2,), of length 1."""
        return np.array([np.sin(self.azimuth), np.cos(self.azimuth)])

    @property
    def to_eye(self) -> Positions:
        """The direction from anywhere to the eye, shape (3,), of length 1."""
        level, steep = np.cos(self.elevation), np.sin(self.elevation)
        return np.array([*(-level * self.ahead), steep])

    @property
    def matrix(self) -> Positions:
        """What takes space to the screen but for `centre`, shape (3, 2)."""
        level, steep = np.cos(self.elevation), np.sin(self.elevation)
        forth = self.ahead
        across = np.array([forth[1], -forth[0], 0.0])
        return self.scale * np.column_stack([across, [*(steep * forth), level]])

    def project(self, points: Positions) -> tuple[Positions, Positions]:
        """Return where points are on the screen, and how near.

        Parameters
        ----------
        points : Positions, shape (n, 3)

        Returns
        -------
        tuple of Positions
            Places in scene units, shape (n, 2), and nearness to the eye, shape (n,), in units of
            space: the larger, the nearer.
        """
        return points @ self.matrix + self.centre, points @ self.to_eye

    def towards(self, other: "View", share: float) -> "View":
        """Return the view at a share of the way to another; shares from 0 to 1."""

        def mixed(one: float, two: float) -> float:
            return one + share * (two - one)

        return View(
            mixed(self.azimuth, other.azimuth),
            mixed(self.elevation, other.elevation),
            mixed(self.scale, other.scale),
            (mixed(self.centre[0], other.centre[0]), mixed(self.centre[1], other.centre[1])),
        )
