"""Gathering: descents from many starts in a bowl all come to its one lowest place."""

from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.section import Section

__all__ = ["gathering"]

_STARTS: Final = 9
_STEPS: Final = 16
_SHARE: Final = 0.3
"""The rate, times the curvature."""


def gathering(cut: Section, low: float, high: float) -> Floats | None:
    """Return paths from nine starts between two values, shape (steps + 1, 9); None if E is no bowl.

    Parameters
    ----------
    cut : Section
        Of one parameter.
    low, high : float
        Its first and its last start.

    Notes
    -----
    At the rate 0.3/λ each step leaves 0.7 of the way to the lowest place.
    """
    if not cut.objective.is_quadratic:
        return None
    best = float(cut.best[0])
    left = (1.0 - _SHARE) ** np.arange(_STEPS + 1)
    return frozen(best + left[:, None] * (np.linspace(low, high, _STARTS) - best))
