"""Windows that follow a path: each holds what has been passed so far, and none shrinks again."""

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.view import Window

__all__ = ["followed"]

_FARTHEST = 1000.0
"""A window grows to so many times its first extents: then what it began with is a dot."""

_ROOM = 0.12
"""Of the way out beyond the first window, this share is added as room."""


def followed(home: Window, path: Floats, aspect: float | None = None) -> tuple[Window, ...]:
    """Return a window for each step of a path.

    Parameters
    ----------
    home : Window
        The first; as long as the path stays inside, it is the window.
    path : Floats, shape (k + 1, n, 2)
        At each step the places that are to be seen. From the first step on that would need a
        window a thousand times as large as the first, or is not finite, it is followed no more.
    aspect : float, optional
        Width over height that each window has to have.
    """
    low, high = np.array([home.left, home.bottom]), np.array([home.right, home.top])
    with np.errstate(over="ignore", invalid="ignore"):
        lowest = np.minimum.accumulate(path.min(axis=1), axis=0)
        highest = np.maximum.accumulate(path.max(axis=1), axis=0)
        lowest = np.where(lowest < low, lowest - _ROOM * (low - lowest), low)
        highest = np.where(highest > high, highest + _ROOM * (highest - high), high)
        far = np.flatnonzero(~(highest - lowest <= _FARTHEST * (high - low)).all(axis=1))
    last = int(far[0]) if far.size else len(path)
    windows = [
        _holding(corners[0], corners[1], aspect) if (corners != [low, high]).any() else home
        for corners in np.stack([lowest, highest], axis=1)[:last]
    ]
    return (*windows, *[windows[-1] if windows else home] * (len(path) - last))


def _holding(low: Floats, high: Floats, aspect: float | None) -> Window:
    """Return the window between two corners, widened to an aspect if there is one."""
    window = Window(float(low[0]), float(high[0]), float(low[1]), float(high[1]))
    return window if aspect is None else window.with_aspect(aspect)
