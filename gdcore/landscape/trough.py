"""A long narrow valley as ground to look at: along its floor, and up its walls.

The coordinates are distances from the best fit in the directions of the least and the greatest
curvature, in which E is the lowest E + ½ (λ_along u² + λ_across v²), exactly.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.landscape.height_field import HeightField, height_field
from gdcore.landscape.long_valley import LongDescent
from gdcore.landscape.planform import Planform

__all__ = ["Trough"]

_BEFORE, _BEYOND, _ABOVE = 1.1, 0.3, 1.12
"""How far it is shown, as shares of the way along the floor and of the fall."""
_SAMPLES: Final = 33


@dataclass(frozen=True, eq=False)
class Trough:
    """The valley of a long descent, cut off around its way.

    Parameters
    ----------
    descent : LongDescent
        Which begins beside the floor, and not beside the best fit.
    """

    descent: LongDescent

    @cached_property
    def directions(self) -> Floats:
        """Along the floor and up the wall, as columns of length 1: the start is against both."""
        shape = self.descent.shape
        columns = np.column_stack([shape.floor, shape.wall])
        ahead = (self.descent.start - self.descent.whole.best) @ columns > 0.0
        return frozen(np.where(ahead, -columns, columns))

    @property
    def curvatures(self) -> tuple[float, float]:
        """Of E along the floor, and across it."""
        return self.descent.shape.along, self.descent.shape.across

    def away(self, points: Floats) -> Floats:
        """Return how far parameters, shape (..., 2), are along and across from the best fit."""
        distances: Floats = (points - self.descent.whole.best) @ self.directions
        return distances

    @cached_property
    def ends(self) -> tuple[float, float]:
        """From where to where along the floor it is shown: past the start, and past the best."""
        way = -float(self.away(self.descent.start)[0])
        return -_BEFORE * way, _BEYOND * way

    @property
    def fall(self) -> float:
        """From the error at the start down to the lowest."""
        return float(self.descent.error(self.descent.start)) - self.descent.whole.best_loss

    @property
    def top(self) -> float:
        """The highest error that is shown: that of the start, and some more."""
        return self.descent.whole.best_loss + _ABOVE * self.fall

    @cached_property
    def half_width(self) -> float:
        """How far from the floor, beside the best fit, E is as high as the top."""
        return float(np.sqrt(2.0 * _ABOVE * self.fall / self.curvatures[1]))

    @property
    def narrowness(self) -> float:
        """How wide it is, in lengths."""
        low, high = self.ends
        return 2.0 * self.half_width / (high - low)

    def value(self, places: Floats) -> Floats:
        """Return E at distances along and across, shape (..., 2), of shape (...)."""
        heights: Floats = 0.5 * (places**2 @ np.array(self.curvatures))
        return self.descent.whole.best_loss + heights

    def hessian(self, place: Floats) -> Floats:
        """Return the second derivative, shape (2, 2), by the distances: the same everywhere."""
        del place
        return np.diag(self.curvatures)

    def ground(self, stretch: float) -> HeightField:
        """Return E over the strip, drawn so many times wider than it is.

        Parameters
        ----------
        stretch : float
            Positive. Heights are not stretched.
        """
        low, high = self.ends
        half = (high - low) / 2.0
        reach = np.array([half, half / stretch])
        strip = Planform(frozen(np.diag([1.0, stretch * self.narrowness])), is_strip=True)
        return height_field(self, np.array([(low + high) / 2.0, 0.0]), reach, strip)

    def level(self, height: float) -> Floats:
        """Return how far across E is at a height between the floor's and the top, shape (k, 2).

        Along the strip, at one side; where the floor is higher already it is on the floor.
        """
        along, across = self.curvatures
        u = np.linspace(*self.ends, _SAMPLES)
        left = height - self.descent.whole.best_loss - 0.5 * along * u**2
        return np.column_stack([u, np.sqrt(2.0 * np.maximum(left, 0.0) / across)])
