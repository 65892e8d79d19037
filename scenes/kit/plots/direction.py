"""Which way a direction in a plot's numbers points on the screen."""

import numpy as np

from gdcore.arrays import Floats
from scenes.kit.ink.shapes import Positions
from scenes.kit.plots.plot import Plot

__all__ = ["direction", "unit_lengths"]


def direction(numbers: Floats, lengths: Floats) -> Positions:
    """Return which way numbers point on the screen, shape (2,), of length 1.

    Parameters
    ----------
    numbers : Floats, shape (2,)
        A difference of numbers, or a gradient; of any size.
    lengths : Floats, shape (2,)
        How long a unit of each axis is, on any scale that both axes share.

    Returns
    -------
    Positions, shape (2,)
        0 where the numbers are 0 or are not finite.
    """
    size = float(np.abs(numbers).max())
    if not 0.0 < size < np.inf:
        return np.zeros(2)
    # Divided first: squares of very long or very short ones are no numbers.
    way = numbers / size * (lengths / lengths.max())
    return way / np.hypot(*way)


def unit_lengths(plot: Plot) -> Floats:
    """Return how long a unit of each axis of a plot is, shape (2,), in scene units."""
    area, window = plot.area, plot.window
    return np.array([area.width / window.width, area.height / window.height])
