"""The shape of E around its lowest point: curvatures, the rates that they allow, where to look."""

import math
from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.quadratic import Quadratic

__all__ = [
    "Window",
    "best_rate",
    "condition_number",
    "contour_levels",
    "ellipse",
    "max_stable_rate",
    "view_window",
]


def max_stable_rate(bowl: Quadratic) -> float:
    """Return the limit 2/λ_max below which, and only below, a fixed rate converges.

    Nocedal & Wright, Numerical Optimization (2006), section 3.3.
    """
    return 2.0 / float(bowl.eigenvalues[-1])


def best_rate(bowl: Quadratic) -> float:
    """Return 2/(λ_min + λ_max), the fixed rate that shrinks the distance fastest in the worst case."""
    return 2.0 / float(bowl.eigenvalues[0] + bowl.eigenvalues[-1])


def condition_number(bowl: Quadratic) -> float:
    """Return λ_max/λ_min, infinite if the data leave a direction undetermined."""
    if bowl.rank < bowl.eigenvalues.size:
        return math.inf
    return float(bowl.eigenvalues[-1] / bowl.eigenvalues[0])


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle to look at: x from left to right, y from bottom to top."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """The extent in x."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The extent in y."""
        return self.top - self.bottom

    @classmethod
    def around(cls, points: Floats, margin: float) -> "Window":
        """Return the rectangle that holds points of shape (n, 2), widened on each side.

        Parameters
        ----------
        points : Floats, shape (n, 2)
            Finite, at least one.
        margin : float
            The share of the extent that is added at each side. An extent of nothing becomes one of the
            points' own magnitude.
        """
        low, high = points.min(axis=0), points.max(axis=0)
        middle = low + (high - low) / 2
        smallest = np.maximum(np.abs(middle), np.abs(points).max() * 1e-9) * 1e-9
        half = (high - low) / 2
        half = np.where(half > smallest, half, np.where(middle == 0, 1.0, np.abs(middle)))
        low, high = middle - half * (1 + 2 * margin), middle + half * (1 + 2 * margin)
        return cls(float(low[0]), float(high[0]), float(low[1]), float(high[1]))

    def with_aspect(self, aspect: float) -> "Window":
        """Return the smallest window around this one, with the same middle, of width/height `aspect`."""
        width = max(self.width, aspect * self.height)
        height = width / aspect
        x, y = self.left + self.width / 2, self.bottom + self.height / 2
        return Window(x - width / 2, x + width / 2, y - height / 2, y + height / 2)


_LEAVES = 12.0
"""Iterates further than this many times the start's distance from the best fit are left outside."""


def view_window(points: Floats, minimum: Floats, margin: float = 0.16) -> Window:
    """Return where to look to see a path of shape (k + 1, 2) and the best fit.

    Start and best fit are always inside. A path that runs away is followed as far as twelve times the
    start's distance, axis by axis, so that what matters is not shrunk to a dot; one that crawls is
    seen against the best fit that it does not reach.
    """
    reach = np.abs(points[0] - minimum)
    reach = np.where(reach > 0, reach, reach.max())
    near = (np.abs(points - minimum) <= _LEAVES * reach + np.abs(minimum) * 1e-12).all(axis=1)
    near[0] = True
    kept = int(near.argmin()) if not near.all() else len(points)
    shown = np.vstack([points[:kept], minimum, _balanced(points[:kept], minimum)])
    return Window.around(shown, margin)


def _balanced(points: Floats, minimum: Floats) -> Floats:
    """Return a point beyond the best fit, so that it does not sit in a corner."""
    return minimum + 0.6 * (minimum - points[0])[None]


def contour_levels(bowl: Quadratic, corner: float, count: int = 10) -> Floats:
    """Return heights to draw contours at, ascending, up to the height `corner` of a window's corner.

    Spaced so that their ellipses' sizes grow by a steady factor: a round bowl shows rings that
    tighten towards its bottom, a valley shows its walls and its floor.

    Parameters
    ----------
    bowl : Quadratic
    corner : float
        The greatest height in the window, above the lowest.
    count : int
        How many, 2 or more.
    """
    excess = corner - bowl.lowest
    sizes = np.geomspace(0.12, 1.0, count)
    return frozen(bowl.lowest + excess * sizes**2)


def ellipse(bowl: Quadratic, level: float, points: int = 257) -> Floats:
    """Return the contour of a two-parameter bowl at a height, closed, of shape (points, 2).

    In the eigenvectors' directions its half-axes are √(2 (level − lowest)/λ).
    """
    if bowl.minimum.size != 2:
        raise ValueError(f"`bowl` must have two parameters, got {bowl.minimum.size}")
    angle = np.linspace(0.0, 2.0 * np.pi, points)
    axes = np.sqrt(2.0 * (level - bowl.lowest) / bowl.eigenvalues)
    along = np.column_stack([np.cos(angle), np.sin(angle)]) * axes
    return bowl.minimum + along @ bowl.eigenvectors.T
