"""Sublevel sets: the parts of the plane where E is at most some height, as closed outlines.

Heights are those of a logarithmic scale over the lowest E, so that one scale shows both the
start and the last steps, and a map whose bands are these sets is that scale seen from above.
"""

import math

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.landscape.contours import Contour, bowl_square
from gdcore.landscape.marching import marched
from gdcore.landscape.view import Window

__all__ = ["half_decades", "sublevel_sets"]

_SIDES = (1.0, 3.0)
_TALL = 1e300
"""Stands for what is not finite, and for all that is beyond the picture."""


def half_decades(lowest: float, highest: float) -> Floats:
    """Return 1 and 3 times powers of ten from `lowest` to `highest`, ascending.

    Parameters
    ----------
    lowest, highest : float
        Positive and finite.

    Examples
    --------
    >>> half_decades(0.02, 10.0).tolist()
    [0.03, 0.1, 0.3, 1.0, 3.0, 10.0]
    """
    powers = range(math.floor(math.log10(lowest)), math.floor(math.log10(highest)) + 1)
    levels = [float(f"{side}e{power}") for power in powers for side in _SIDES]
    return frozen([level for level in levels if lowest <= level <= highest])


def sublevel_sets(
    objective: Objective, window: Window, heights: Floats, resolution: int = 129
) -> tuple[Contour, ...]:
    """Return for each height closed outlines of where E is at most that high.

    What is inside an odd number of the outlines belongs to the set. Where a set leaves the window
    its outline runs on beyond the edge and closes there.

    Parameters
    ----------
    objective : Objective
        Of two parameters.
    window : Window
        The part of the parameter plane that is seen.
    heights : Floats, shape (k,)
        Values of E.
    resolution : int
        If E is no quadratic, it is evaluated on a grid of so many points squared.
    """
    if objective.quadratic is not None:
        return tuple(_bowl_set(objective.quadratic, window, float(height)) for height in heights)
    # Three cells more on each side, so that what closes an outline is out of sight.
    cell = 2.0 * window.half / (resolution - 7)
    left, low = window.middle - window.half - 3.0 * cell
    right, top = window.middle + window.half + 3.0 * cell
    beyond = Window(float(left), float(right), float(low), float(top))
    with np.errstate(over="ignore", invalid="ignore"):
        grid = objective.value(beyond.grid(resolution, resolution))
    walled = np.pad(np.where(grid < _TALL, grid, _TALL), 1, constant_values=_TALL)
    corner = np.array([left, low]) - cell
    return tuple(
        Contour(height, tuple(frozen(corner + cell * line) for line in marched(walled, height)))
        for height in heights.tolist()
    )


def _bowl_set(bowl: Quadratic, window: Window, height: float) -> Contour:
    """Return an ellipse, or of one much longer than the window a strip across it."""
    if height <= bowl.lowest or bowl.eigenvalues[-1] == 0.0:
        return Contour(height, ())
    square, unit = bowl_square(bowl, window)
    first, *second = square.lines((height - bowl.lowest) / unit)
    outline = np.vstack([first, *(line[::-1] for line in second)])
    return Contour(height, (frozen(window.middle + window.half * outline),))
