"""E as ground to look at: points of the parameter plane, and how high they are drawn."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.landscape.planform import Planform
from gdcore.landscape.topping import topped

__all__ = ["ErrorFunction", "HeightField", "HeightScale", "height_field"]

_LOW = 0.05
_READABLE = 0.01
"""Ground is drawn whole if its lowest `_LOW` takes at least this share of its heights. In a bowl it
takes _LOW/√κ for condition number κ up to 400, so the limit is κ = 25."""

_HALF = 0.5
"""So much of the ground that is higher than the lowest is in the picture at least."""
_ROUNDING = 1e-9
_HEADROOM = 1.25
"""What has to be seen is as high as the picture's top divided by this, at most."""

_HIGHEST_SHARE = 1e3
"""What is higher, or no number, counts as so high: it is cut off in any case."""

_TURNED_FROM = 1e-9
"""Curvatures that differ by less than this share have no principal axes worth turning to."""


class ErrorFunction(Protocol):
    """What a terrain is made of: E(θ) of two parameters, and its second derivative."""

    def value(self, points: Floats, /) -> Floats:
        """Return E at points of shape (..., 2), of shape (...)."""
        ...

    def hessian(self, point: Floats, /) -> Floats:
        """Return the second derivative at a point, shape (2, 2)."""
        ...


@dataclass(frozen=True, slots=True)
class HeightScale:
    """Draws E true to scale: 0 for the lowest, 1 for the top of the picture, beyond it above 1.

    Parameters
    ----------
    lowest, highest : float
        E at shares 0 and 1; what is higher is not in the picture.

    Examples
    --------
    >>> scale = HeightScale.of(np.array([2.0, 3.0, 4.0]))
    >>> scale.shares(np.array([2.5, 4.0, np.inf])).tolist()
    [0.25, 1.0, 1000.0]
    """

    lowest: float
    highest: float

    @property
    def spread(self) -> float:
        """From the lowest to the highest."""
        return self.highest - self.lowest

    @classmethod
    def of(cls, heights: Floats, told: Floats | None = None) -> "HeightScale":
        """Return the scale for heights that are spread evenly over the ground.

        If the lowest twentieth of the ground takes at least a hundredth of the range of heights,
        the picture's top is the highest ground. Otherwise it is as high as half of the ground that
        is higher than the lowest, or as what has to be seen with room above it, and the rest rises
        out of the picture.

        Parameters
        ----------
        heights : Floats
            Of any shape; what is not finite is left out.
        told : Floats, optional
            Finite heights that have to be in the picture.

        Raises
        ------
        ValueError
            If no height is finite.
        """
        finite = heights[np.isfinite(heights)]
        if not finite.size:
            raise ValueError(f"`heights` must hold a finite number, got {heights!r}")
        # In halves, so that no difference of two numbers overflows.
        lowest = float(finite.min())
        excess, most = finite / 2 - lowest / 2, float(finite.max() / 2 - lowest / 2)
        if float(np.quantile(excess, _LOW)) >= _READABLE * most:
            return cls(lowest, float(finite.max()))
        seen = [] if told is None else (told / 2 - lowest / 2).tolist()
        raised = excess[excess > _ROUNDING * np.median(excess)]
        with np.errstate(over="ignore"):
            top = max(float(np.quantile(raised, _HALF)), _HEADROOM * max(seen, default=0.0))
        return cls(lowest, float(finite.max()) if top >= most else lowest + top + top)

    @classmethod
    def whole(cls, heights: Floats) -> "HeightScale":
        """Return the scale that has all finite heights, of any shape, in the picture."""
        finite = heights[np.isfinite(heights)]
        return cls(float(finite.min()), float(finite.max()))

    def shares(self, heights: Floats) -> Floats:
        """Return how high heights are drawn, the picture's top being at 1."""
        if not self.lowest < self.highest:
            return np.where(heights <= self.lowest, 0.0, _HIGHEST_SHARE)
        with np.errstate(all="ignore"):
            shares = (heights / 2 - self.lowest / 2) / (self.highest / 2 - self.lowest / 2)
        return np.where(np.isnan(shares), _HIGHEST_SHARE, np.clip(shares, 0.0, _HIGHEST_SHARE))


@dataclass(frozen=True, eq=False)
class HeightField:
    """E on a grid over a part of the parameter plane.

    Parameters
    ----------
    middle, reach : Floats, shape (2,)
        What takes parameters to places, see `places`.
    planform : Planform
        What is shown of the plane.
    points : Floats, shape (n, n, 2)
        The parameters at the grid's points, the outermost on the rim.
    heights : Floats, shape (n, n)
        E there; not finite where it is out of float64's range; just above the picture's top as
        `gdcore.landscape.topping` has it.
    scale : HeightScale
        How heights are drawn.
    """

    middle: Floats
    reach: Floats
    planform: Planform
    points: Floats
    heights: Floats
    scale: HeightScale

    @property
    def size(self) -> int:
        """How many points the grid has each way."""
        return len(self.heights)

    @cached_property
    def shares(self) -> Floats:
        """The grid's heights on their scale, shape (n, n); those above 1 are out of the picture."""
        return frozen(self.scale.shares(self.heights))

    @property
    def is_cut(self) -> bool:
        """Whether some of the ground rises out of the picture."""
        return bool((self.shares > 1.0).any())

    @cached_property
    def rim(self) -> Floats:
        """Places around the planform, a closed line, shape (4 n - 3, 2)."""
        grid = self.places(self.points)
        sides = (grid[0], grid[1:, -1], grid[-1, -2::-1], grid[-2::-1, 0])
        return frozen(np.concatenate(sides))

    def places(self, points: Floats) -> Floats:
        """Return parameters, shape (..., 2), as places: the middle at (0, 0), the reach at 1."""
        return (points - self.middle) / self.reach

    def cells(self, places: Floats) -> Floats:
        """Return where places are in the grid.

        Parameters
        ----------
        places : Floats, shape (..., 2)
            See `places`; one outside counts as on the rim.

        Returns
        -------
        Floats, shape (..., 2)
            Column and row, counted in cells, from 0 to n - 1.
        """
        return (self.planform.square(places) + 1.0) * ((self.size - 1) / 2)

    def shares_at(self, places: Floats) -> Floats:
        """Return heights on their scale at places, bilinear between the grid's points.

        What stands on the drawn ground has to stand on its faces, so E itself is not asked again.

        Parameters
        ----------
        places : Floats, shape (..., 2)
            See `places`.

        Returns
        -------
        Floats, shape (...)
            From 0, above 1 out of the picture.
        """
        cells = self.cells(places)
        corner = np.minimum(cells.astype(np.int64), self.size - 2)
        across, up = np.moveaxis(cells - corner, -1, 0)
        first = corner[..., 1] * self.size + corner[..., 0]
        shares = self.shares.ravel()
        low = (1 - across) * shares[first] + across * shares[first + 1]
        above = first + self.size
        high = (1 - across) * shares[above] + across * shares[above + 1]
        return (1 - up) * low + up * high


def height_field(
    objective: ErrorFunction,
    middle: Floats,
    reach: Floats,
    planform: Planform | None = None,
    *,
    size: int = 29,
    told: Floats | None = None,
) -> HeightField:
    """Evaluate E over a part of the parameter plane.

    Parameters
    ----------
    objective : ErrorFunction
        Of two parameters.
    middle : Floats, shape (2,)
        Finite; mostly the best fit.
    reach : Floats, shape (2,)
        What counts as 1 along the two parameters, positive and finite.
    planform : Planform, optional
        One that has been chosen so that all of it is in the picture. Else it is the disc of radius
        1, which may be cut; its grid is turned so that its middle row and column are the principal
        axes of the curvature at the middle, and the floor of a narrow valley does not zigzag.
    size : int
        How many points the grid has each way, odd and 3 or more, so that there is a middle one.
    told : Floats, optional
        Finite values of E that have to be in the picture of a disc.

    Raises
    ------
    ValueError
        If an argument is out of range, or E is finite nowhere there.
    """
    middle, reach = frozen(middle), frozen(reach)
    if middle.shape != (2,) or not np.isfinite(middle).all():
        raise ValueError(f"`middle` must be two finite numbers, got {middle}")
    if reach.shape != (2,) or not ((reach > 0) & np.isfinite(reach)).all():
        raise ValueError(f"`reach` must be two positive finite numbers, got {reach}")
    if size < 3 or size % 2 == 0:
        raise ValueError(f"`size` must be odd and 3 or more, got {size}")
    with np.errstate(all="ignore"):
        form = planform or Planform(_axes(objective.hessian(middle), reach))
        points = middle + reach * form.grid(size)
        heights = objective.value(points)
    if not np.isfinite(heights).any():
        raise ValueError(
            f"`objective` must be finite somewhere within {reach} of {middle}, got no finite value"
        )
    scale = HeightScale.whole(heights) if planform else HeightScale.of(heights, told)
    if scale.lowest < scale.highest:
        with np.errstate(all="ignore"):
            heights = topped(objective, points, heights, (scale.lowest, scale.highest))
    return HeightField(middle, reach, form, frozen(points), frozen(heights), scale)


def _axes(hessian: Floats, reach: Floats) -> Floats:
    """Return the principal axes of the curvature in units of `reach`, turned by at most 45°."""
    sides = reach / reach.max()
    curvature = hessian / np.abs(hessian).max() * np.outer(sides, sides)
    twist, spread = 2 * curvature[0, 1], curvature[0, 0] - curvature[1, 1]
    if not np.hypot(twist, spread) > _TURNED_FROM * np.abs(curvature).max():
        return np.eye(2)
    # The angle that makes the off-diagonal entry zero (Golub & Van Loan, Matrix Computations, 2013,
    # section 8.5.2), of the four the one nearest to 0.
    angle = np.arctan2(twist, spread) / 2
    angle -= np.round(angle / (np.pi / 2)) * (np.pi / 2)
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
