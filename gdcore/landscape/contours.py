"""Lines of equal E: at which heights to draw them, and where they run.

In a bowl heights are evenly spaced, as on a hiking map. Elsewhere one corner may be so high that
evenly spaced heights would leave a single line for everything else, so heights are chosen by the
share of the picture that lies below them.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.landscape.marching import marched
from gdcore.landscape.view import Window

__all__ = [
    "Contour",
    "bowl_contours",
    "bowl_square",
    "contour_levels",
    "contours",
    "grid_contours",
]

_TIGHTENING = 1.5
"""Shares are evenly spaced numbers to this power. What a ring encloses grows as the square of its
radius in a round bowl and as its width in a valley, so rings are almost evenly spaced and the lines
along a valley tighten towards its floor."""

_PLATEAU = 1e-9
"""Heights that differ by less than this share of their height above the lowest are one plateau."""

_CORNERS = frozen([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
_LONG = 4.0
_CURVE = 257


@dataclass(frozen=True, slots=True, eq=False)
class Contour:
    """The points of one height.

    Parameters
    ----------
    height : float
        E along the lines.
    lines : tuple of Floats, each of shape (n, 2)
        Joined points; a closed line ends where it begins.
    """

    height: float
    lines: tuple[Floats, ...]


def contour_levels(heights: Floats, count: int = 10) -> Floats:
    """Return heights to draw contours at, strictly ascending.

    Parameters
    ----------
    heights : Floats
        E at points spread evenly over the picture, of any shape; what is not finite is left out.
    count : int
        How many at most, 1 or more; there are fewer where E is flat.

    Raises
    ------
    ValueError
        If `count` is below 1.

    Examples
    --------
    >>> contour_levels(np.linspace(0.0, 1.0, 101), 3).round(3).tolist()
    [0.125, 0.354, 0.65]
    """
    if count < 1:
        raise ValueError(f"`count` must be 1 or more, got {count}")
    finite = heights[np.isfinite(heights)]
    if not finite.size:
        return frozen([])
    shares = (np.arange(1, count + 1) / (count + 1)) ** _TIGHTENING
    levels = np.quantile(finite, shares)
    below = np.concatenate([[finite.min()], levels[:-1]])
    return frozen(levels[levels - below > _PLATEAU * (levels - finite.min())])


def contours(
    objective: Objective,
    window: Window,
    count: int = 10,
    resolution: int = 97,
    highest: float | None = None,
) -> tuple[Contour, ...]:
    """Return lines of equal E of a two-parameter objective, lowest first.

    Parameters
    ----------
    objective : Objective
    window : Window
        The part of the parameter plane that is seen.
    count : int
        How many heights at most.
    resolution : int
        If E is no quadratic, it is evaluated on a grid of so many points squared.
    highest : float, optional
        If given, no line is higher, and heights are evenly spaced from the lowest E to this one.
    """
    if objective.quadratic is not None:
        return bowl_contours(objective.quadratic, window, count, highest)
    with np.errstate(over="ignore", invalid="ignore"):
        heights = objective.value(window.grid(resolution, resolution))
    return grid_contours(heights, window, count, highest)


def grid_contours(
    heights: Floats, window: Window, count: int = 10, highest: float | None = None
) -> tuple[Contour, ...]:
    """Return lines of equal height through a grid, lowest first.

    Parameters
    ----------
    heights : Floats, shape (up, across)
        At the points of `window.grid(across, up)`, two or more each way. No line is drawn where one
        is not finite.
    window : Window
    count : int
        How many heights at most.
    highest : float, optional
        As for `contours`.
    """
    up, across = heights.shape
    levels = contour_levels(heights, count) if highest is None else _even(heights, count, highest)
    cell = 2 * window.half / np.array([across - 1, up - 1])
    corner = np.array([window.left, window.bottom])
    return tuple(
        Contour(level, tuple(frozen(corner + cell * line) for line in marched(heights, level)))
        for level in levels.tolist()
    )


def _even(heights: Floats, count: int, highest: float) -> Floats:
    """Return evenly spaced heights, half a space above the lowest and below the highest."""
    lowest = float(heights[np.isfinite(heights)].min(initial=highest))
    levels = lowest + (highest - lowest) * (np.arange(count) + 0.5) / count
    return levels[levels > lowest]


def bowl_contours(
    bowl: Quadratic, window: Window, count: int = 10, highest: float | None = None
) -> tuple[Contour, ...]:
    """Return lines of equal E of a two-parameter bowl, lowest first, by formula.

    Their heights are evenly spaced, so that lines are close where the ground is steep. They are
    ellipses around the lowest point. One that is much longer than the window is given as
    two open lines, in the window and little further; if one direction is not determined they are
    straight. In a bowl without curvature there is none.

    The window is first mapped onto a square. With D its half extents and Λ^½ Vᵀ D = U diag(σ) Wᵀ,
    E − E* = ½ |diag(σ) Wᵀ u|², so the half-axes are √(2 (E − E*))/σ. Singular values of the root
    are taken and not eigenvalues of D H D, because they keep the smaller one's digits (Trefethen &
    Bau, Numerical Linear Algebra, 1997, lecture 31).

    Parameters
    ----------
    bowl : Quadratic
        Of two parameters.
    window : Window
        The part of the parameter plane that is seen.
    count : int
        How many heights.
    highest : float, optional
        As for `contours`.

    Raises
    ------
    ValueError
        If the bowl does not have two parameters.
    """
    if bowl.minimum.size != 2:
        raise ValueError(f"`bowl` must have two parameters, got {bowl.minimum.size}")
    if bowl.eigenvalues[-1] == 0:
        return ()
    square, unit = bowl_square(bowl, window)
    # A convex function is highest over a square at one of its corners.
    most = float(square.excess(_CORNERS).max())
    most = most if highest is None else min(most, max(highest - bowl.lowest, 0.0) / unit)
    levels = most * (np.arange(count) + 0.5) / count
    return tuple(
        Contour(
            bowl.lowest + unit * float(level),
            tuple(
                frozen(window.middle + window.half * line) for line in square.lines(float(level))
            ),
        )
        for level in levels
    )


class _Square(NamedTuple):
    """A bowl over the square from −1 to 1: at u it is |diag(stretch) axesᵀ (u − centre)|²."""

    centre: Floats
    stretch: Floats
    axes: Floats

    def excess(self, points: Floats) -> Floats:
        """Return the height at points of shape (n, 2)."""
        return np.square((points - self.centre) @ self.axes * self.stretch).sum(axis=1)

    def lines(self, level: float) -> list[Floats]:
        """Return the ellipse at a height: closed, or its two long sides where the square is."""
        with np.errstate(divide="ignore"):
            across, along = np.sqrt(level) / self.stretch
        reach = (_CORNERS - self.centre) @ self.axes[:, 1]
        if along <= _LONG * np.abs(reach).max():
            angle = np.linspace(0.0, 2 * np.pi, _CURVE)
            return [self._placed(across * np.cos(angle), along * np.sin(angle))]
        s = np.linspace(reach.min(), reach.max(), _CURVE)
        t = across * np.sqrt(1 - (s / along) ** 2)
        return [self._placed(t, s), self._placed(-t, s)]

    def _placed(self, across: Floats, along: Floats) -> Floats:
        return self.centre + np.column_stack([across, along]) @ self.axes.T


def bowl_square(bowl: Quadratic, window: Window) -> tuple[_Square, float]:
    """Map a window onto the square from −1 to 1.

    Parameters
    ----------
    bowl : Quadratic
        Of two parameters, with curvature.
    window : Window

    Returns
    -------
    tuple of _Square and float
        The bowl over the square, and what its heights are counted in: ½ λ_max (longest half
        extent)².
    """
    steepest, longest = float(bowl.eigenvalues[-1]), float(window.half.max())
    root = np.sqrt(bowl.eigenvalues / bowl.eigenvalues[-1])[:, None] * bowl.eigenvectors.T
    _, stretch, axes = np.linalg.svd(root * (window.half / window.half.max()))
    square = _Square((bowl.minimum - window.middle) / window.half, stretch, axes.T)
    return square, 0.5 * steepest * longest * longest
