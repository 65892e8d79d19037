"""The obvious idea that is not gradient descent: turn one parameter to its best, then the next."""

from enum import StrEnum
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.error.quadratic import Quadratic

__all__ = ["Gain", "dependence", "gain", "one_at_a_time"]

_APART: Final = 0.005
_CLOSE: Final = 0.8
"""Parameters that depend on each other less are turned to their best at once; more, hardly at all.
"""


class Gain(StrEnum):
    """How far one comes by turning two parameters once each."""

    ALL = "all"
    SOME = "some"
    HARDLY = "hardly"


def one_at_a_time(bowl: Quadratic, start: Floats, turns: int) -> Floats:
    """Turn the parameters by turns, each to where E is lowest while the others are held.

    Coordinate descent with exact line searches, known for linear equations as the method of Gauss
    and Seidel: θ_j ← θ_j − (∂E/∂θ_j) / H_jj (Nocedal & Wright, Numerical Optimization, 2006,
    section 9.3). A parameter without curvature stays where it is.

    Parameters
    ----------
    bowl : Quadratic
    start : Floats, shape (p,)
    turns : int
        How many turns to make, 0 or more.

    Returns
    -------
    Floats, shape (turns + 1, p)
        The start, and where each turn ends.
    """
    places, curvatures = [np.array(start)], np.diagonal(bowl.hessian)
    for turn in range(turns):
        place, j = places[-1].copy(), turn % len(curvatures)
        if curvatures[j] > 0.0:
            place[j] -= bowl.gradient(place)[j] / curvatures[j]
        places.append(place)
    return frozen(np.array(places))


def dependence(bowl: Quadratic) -> float:
    """Return how much two parameters of a bowl depend on each other, from 0 to 1.

    H₁₂² / (H₁₁ H₂₂): the share of the way to the best fit that is left after both have been turned
    once more. 0 if one has no curvature.

    Parameters
    ----------
    bowl : Quadratic
        Of two parameters.

    Examples
    --------
    >>> dependence(Quadratic.from_hessian([0.0, 0.0], 0.0, [[4.0, 2.0], [2.0, 2.0]]))
    0.5
    """
    (first, both), (_, second) = bowl.hessian.tolist()
    if not (first > 0.0 and second > 0.0):
        return 0.0
    # Each factor by itself, so that no product overflows.
    return float(abs(both) / first * (abs(both) / second))


def gain(bowl: Quadratic) -> Gain:
    """Return how far one comes in a bowl of two parameters by turning one at a time."""
    share = dependence(bowl)
    if share < _APART:
        return Gain.ALL
    return Gain.HARDLY if share > _CLOSE else Gain.SOME
