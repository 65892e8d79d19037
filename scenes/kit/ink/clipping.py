"""Cutting lines that leave for far away, before Cairo, which counts in 24 bits, sees them."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["REACH", "cut"]

REACH = 60.0
"""Nothing further than this from the middle of the frame, in scene units, is handed to Cairo."""

Positions = NDArray[np.float64]


def cut(starts: Positions, ends: Positions, reach: float = REACH) -> tuple[Positions, Positions]:
    """Return the parts of line segments that are within a square of half-width `reach`.

    Liang & Barsky, ACM Transactions on Graphics 3 (1984) 1–22.

    Parameters
    ----------
    starts, ends : Positions, shape (n, 2)
        Finite.
    reach : float
        Positive.

    Returns
    -------
    tuple of Positions
        Starts and ends, shape (m, 2) each, m ≤ n: what lies wholly outside is left out.
    """
    way = ends - starts
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        bounds = np.stack([(-reach - starts) / way, (reach - starts) / way])
    still = way == 0
    inside = np.abs(starts) <= reach
    enter = (
        np.where(still, np.where(inside, 0.0, 2.0), bounds.min(axis=0)).max(axis=1).clip(min=0.0)
    )
    leave = np.where(still, 1.0, bounds.max(axis=0)).min(axis=1).clip(max=1.0)
    kept = enter <= leave
    way, starts = way[kept], starts[kept]
    return starts + enter[kept, None] * way, starts + leave[kept, None] * way
