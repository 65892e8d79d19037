"""Windows that follow a path: each holds what has been passed so far, and none shrinks again."""

from collections.abc import Sequence

import numpy as np

from gdcore.arrays import Floats
from gdcore.landscape.view import Window

__all__ = ["followed", "last_within", "straight_share", "zoomed_evenly"]

_FARTHEST = 1e9
"""A window grows to so many times its first extents, as far as any runaway that is told of."""

_STANDING = 0.1
"""Of an even zoom's time, what is shared out evenly among steps, however little they zoom."""

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
        window a thousand million times as large as the first, or is not finite, it is followed no
        more.
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


def zoomed_evenly(windows: Sequence[Window], first: int, share: float) -> float:
    """Return at which step, or between which, a walk is that zooms out at an even speed.

    In equal times the windows grow by equal factors.

    Parameters
    ----------
    windows : sequence of Window
        One for each step, none smaller than the one before.
    first : int
        The step that it begins with.
    share : float
        Of its time, from 0 to 1.
    """
    steps = np.arange(first, len(windows))
    grown = np.log(_growths(windows[first:]))
    gone = grown + _STANDING * (grown[-1] or 1.0) * (steps - first) / len(steps)
    return float(np.interp(share * gone[-1], gone, steps))


def straight_share(one: Window, other: Window, share: float) -> float:
    """Return how far corners have gone straight when a zoom at an even speed has gone a share.

    With the lengths w₀ and w₁ of the side that grows most, that side is w₀ (w₁/w₀)ᵗ long after the
    share t, so that corners have gone ((w₁/w₀)ᵗ − 1) / (w₁/w₀ − 1) of their straight way. What goes
    from inside the one to inside the other by the same share is never outside.

    Parameters
    ----------
    one, other : Window
        The second is not smaller.
    share : float
        From 0 to 1.

    Examples
    --------
    >>> small, large = Window(0.0, 1.0, 0.0, 1.0), Window(0.0, 9.0, 0.0, 9.0)
    >>> straight_share(small, large, 0.5)
    0.25
    """
    growth = float(np.log(_growths((one, other))[1]))
    return float(np.expm1(share * growth) / np.expm1(growth)) if growth > 0.0 else share


def last_within(windows: Sequence[Window], times: float) -> int:
    """Return the last step whose window is at most so many times as large as the first.

    Parameters
    ----------
    windows : sequence of Window
        One for each step, none smaller than the one before.
    times : float
        At least 1.
    """
    return int(np.flatnonzero(_growths(windows) <= times)[-1])


def _growths(windows: Sequence[Window]) -> Floats:
    """Return how many times as large as the first window each is, along its longer way."""
    sizes = np.array([[window.width, window.height] for window in windows])
    return (sizes / sizes[0]).max(axis=1)


def _holding(low: Floats, high: Floats, aspect: float | None) -> Window:
    """Return the window between two corners, widened to an aspect if there is one."""
    window = Window(float(low[0]), float(high[0]), float(low[1]), float(high[1]))
    return window if aspect is None else window.with_aspect(aspect)
