"""Looking at the ground in perspective, as somebody who stands on it does.

The lens looks level and is shifted downwards, as on an architect's camera: what is upright stays
upright, and each column of the picture is one way over the ground.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Outlook"]

Positions = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outlook:
    """From where the ground is seen, and how.

    Parameters
    ----------
    eye : tuple of float
        Where the eye is, x and y over the ground and z above it.
    heading : float
        Which way it looks, radians from x to y.
    lens : float
        Scene units for a length at distance 1 that is as long as 1.
    horizon : float
        The height of the horizon on the screen, scene units.
    """

    eye: tuple[float, float, float]
    heading: float
    lens: float
    horizon: float

    @classmethod
    def upon(
        cls,
        spot: Positions,
        place: tuple[float, float],
        heading: float,
        distance: float,
        above: float,
        lens: float,
    ) -> "Outlook":
        """Look so that a spot in space, shape (3,), is at a place on the screen.

        Parameters
        ----------
        spot, place, heading
            As above.
        distance, above : float
            How far behind the spot the eye is, and how far above it.
        lens : float
            As for the class.
        """
        ahead = np.array([np.cos(heading), np.sin(heading)])
        across = np.array([ahead[1], -ahead[0]])
        x, y = spot[:2] - distance * ahead - place[0] * distance / lens * across
        eye = (float(x), float(y), float(spot[2] + above))
        return cls(eye, heading, lens, place[1] + lens * above / distance)

    @property
    def ahead(self) -> Positions:
        """The direction of view along the ground, shape (2,)."""
        return np.array([np.cos(self.heading), np.sin(self.heading)])

    @property
    def across(self) -> Positions:
        """The direction to the right along the ground, shape (2,)."""
        return np.array([np.sin(self.heading), -np.cos(self.heading)])

    def project(self, points: Positions) -> tuple[Positions, Positions]:
        """Return where points of space are on the screen, and how far ahead.

        Parameters
        ----------
        points : Positions, shape (n, 3)

        Returns
        -------
        tuple of Positions
            Places in scene units, shape (n, 2), and distances, shape (n,); what is behind the eye
            has none that is positive, and its place means nothing.
        """
        away = points - np.array(self.eye)
        far = away[:, :2] @ self.ahead
        scale = self.lens / np.where(far > 0.0, far, 1.0)
        side = away[:, :2] @ self.across
        return np.column_stack([scale * side, self.horizon + scale * away[:, 2]]), far

    def way(self, x: Positions, far: Positions) -> Positions:
        """Return the places over the ground that are so far ahead in columns of the picture.

        Parameters
        ----------
        x, far : Positions
            Places across the screen, and distances, of shapes that go together.

        Returns
        -------
        Positions, shape (..., 2)
        """
        side = far * x / self.lens
        (ex, ey, _), (ax, ay), (rx, ry) = self.eye, self.ahead.tolist(), self.across.tolist()
        return np.stack([ex + far * ax + side * rx, ey + far * ay + side * ry], axis=-1)

    def towards(self, other: "Outlook", share: float) -> "Outlook":
        """Return the outlook at a share of the way to another; shares from 0 to 1."""

        def mixed(one: float, two: float) -> float:
            return one + share * (two - one)

        x, y, z = (mixed(*pair) for pair in zip(self.eye, other.eye, strict=True))
        return Outlook(
            (x, y, z),
            mixed(self.heading, other.heading),
            mixed(self.lens, other.lens),
            mixed(self.horizon, other.horizon),
        )
