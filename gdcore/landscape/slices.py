"""Slices: E along a straight line through parameter space, to be drawn as a curve."""

from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.error.objective import Objective

__all__ = ["Slice", "slice_along"]


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """E at points along a straight line.

    Parameters
    ----------
    offsets : Floats, shape (n,)
        How many times the direction each point is from the line's origin, ascending.
    points : Floats, shape (n, p)
        The points themselves.
    heights : Floats, shape (n,)
        E there; not finite where it is out of float64's range.
    """

    offsets: Floats
    points: Floats
    heights: Floats


def slice_along(
    objective: Objective,
    origin: Floats,
    direction: Floats,
    reach: tuple[float, float],
    count: int = 201,
) -> Slice:
    """Return E along origin + t · direction.

    With a unit vector as direction all other parameters are held; with minus the gradient, t is the
    learning rate of a step from the origin. `Window.chord` says how far a window reaches.

    Parameters
    ----------
    objective : Objective
    origin, direction : Floats, shape (p,)
    reach : tuple of float
        Between which t, ascending.
    count : int
        How many points, evenly spaced, 2 or more.

    Raises
    ------
    ValueError
        If `reach` is not ascending and finite or `count` below 2.
    """
    if not -np.inf < reach[0] < reach[1] < np.inf:
        raise ValueError(f"`reach` must be two ascending finite numbers, got {reach}")
    if count < 2:
        raise ValueError(f"`count` must be 2 or more, got {count}")
    offsets = np.linspace(*reach, count)
    with np.errstate(over="ignore", invalid="ignore"):
        points = origin + offsets[:, None] * direction
        heights = objective.value(points)
    return Slice(frozen(offsets), frozen(points), frozen(heights))
