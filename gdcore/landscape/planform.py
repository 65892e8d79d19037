"""What a landscape looks like from above: an ellipse, or a strip along a valley.

Its points are called places: two numbers, parameters less those of the middle, divided by a reach.
Both kinds are a square that is mapped onto the plane: its grid is the landscape's grid.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats, frozen

__all__ = ["Planform"]

_RIM = 1.0 + 1e-9


@dataclass(frozen=True, eq=False)
class Planform:
    """An ellipse or a rectangle around (0, 0).

    Parameters
    ----------
    axes : Floats, shape (2, 2)
        Its half axes as columns, places; the second at right angles to the left of the first.
    is_strip : bool
        Whether it is the rectangle with these half axes, else the ellipse.
    """

    axes: Floats
    is_strip: bool = False

    @cached_property
    def extent(self) -> Floats:
        """How far it goes along both parameters, shape (2,), places."""
        sides = np.abs(self.axes)
        return frozen(sides.sum(axis=1) if self.is_strip else np.hypot(*sides.T))

    def times(self, factor: float) -> "Planform":
        """Return the same with other half axes, so many times as long."""
        return Planform(frozen(factor * self.axes), self.is_strip)

    def grid(self, size: int) -> Floats:
        """Return a grid over it, shape (size, size, 2), the outermost points on its rim.

        For an ellipse by x = u √(1 − v²/2), y = v √(1 − u²/2), which takes the square's edge to the
        circle (elliptical grid mapping: C. Fong, Analytical Methods for Squaring the Disc, 2014,
        arXiv:1509.06344, after P. Nowell).

        Parameters
        ----------
        size : int
            How many points the grid has each way, odd and 3 or more.
        """
        # From whole numbers, so that opposite points are each other's negatives to the last digit.
        side = np.arange(1 - size, size, 2) / (size - 1)
        u, v = np.meshgrid(side, side)
        if self.is_strip:
            return np.stack([u, v], axis=-1) @ self.axes.T
        turned = [u * np.sqrt(1 - v * v / 2), v * np.sqrt(1 - u * u / 2)]
        return np.stack(turned, axis=-1) @ self.axes.T

    def square(self, places: Floats) -> Floats:
        """Return where places, shape (..., 2), are in the square from −1 to 1: the grid undone.

        A place outside is taken for one on the rim: the nearest in units of the half axes.
        """
        unit = self._unit(places)
        if self.is_strip:
            return np.clip(unit, -1.0, 1.0)
        unit = unit / np.maximum(np.hypot(unit[..., 0], unit[..., 1]), 1.0)[..., None]
        squares = np.square(unit)
        free, tilt = 2.0 + squares - squares[..., ::-1], 2.0 * np.sqrt(2.0) * unit
        roots = np.sqrt(np.maximum([free + tilt, free - tilt], 0.0))
        return np.clip(0.5 * (roots[0] - roots[1]), -1.0, 1.0)

    def holds(self, places: Floats) -> NDArray[np.bool_]:
        """Return which places, shape (..., 2), are inside or, but for rounding, on the rim."""
        return self.away(places) <= _RIM

    def away(self, places: Floats) -> Floats:
        """Return how far out places, shape (..., 2), are: 1 on the rim, 2 on that of `times(2)`."""
        x, y = np.moveaxis(self._unit(places), -1, 0)
        return np.maximum(np.abs(x), np.abs(y)) if self.is_strip else np.hypot(x, y)

    def within(self, starts: Floats, ends: Floats) -> tuple[Floats, Floats]:
        """Return the parts of straight lines that are inside.

        Parameters
        ----------
        starts, ends : Floats, shape (k, 2)
            Places; a line with an end that is not finite has no part inside.

        Returns
        -------
        tuple of Floats
            Starts and ends of the parts, shape (n, 2).
        """
        with np.errstate(all="ignore"):
            here, there = self._unit(starts), self._unit(ends)
            crossings = _across_the_square if self.is_strip else _across_the_circle
            enter, leave = crossings(here, there - here)
            enter, leave = np.maximum(enter, 0.0), np.minimum(leave, 1.0)
            way = ends - starts
            kept = (enter < leave) & np.isfinite(way).all(axis=1)
        first, way = starts[kept], way[kept]
        return first + enter[kept, None] * way, first + leave[kept, None] * way

    def _unit(self, places: Floats) -> Floats:
        """Return places in units of the half axes."""
        unit: Floats = places @ self._inverse.T
        return unit

    @cached_property
    def _inverse(self) -> Floats:
        return frozen(np.linalg.inv(self.axes))


def _across_the_circle(start: Floats, way: Floats) -> tuple[Floats, Floats]:
    """Return where |s + t w|² = 1, a quadratic in t: between its roots the line is inside."""
    square, middle = (way * way).sum(axis=1), (start * way).sum(axis=1)
    root = np.sqrt(middle**2 - square * ((start * start).sum(axis=1) - 1.0))
    return (-middle - root) / square, (root - middle) / square


def _across_the_square(start: Floats, way: Floats) -> tuple[Floats, Floats]:
    """Return where a line enters the square and leaves it (Liang & Barsky, ACM TOG 3, 1984)."""
    one, other = (-1.0 - start) / way, (1.0 - start) / way
    # A line that keeps its distance from a side meets it never, or, on it, at no number.
    enter, leave = np.fmin(one, other), np.fmax(one, other)
    return np.fmax(enter[:, 0], enter[:, 1]), np.fmin(leave[:, 0], leave[:, 1])
