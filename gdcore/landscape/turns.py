"""The obvious idea that is not gradient descent: turn one parameter to its best, then the next."""

from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.error.quadratic import Quadratic

__all__ = ["are_apart", "dependence", "one_at_a_time"]

_APART: Final = 0.005
"""Parameters that depend on each other less are turned to their best at once."""


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


def are_apart(bowl: Quadratic) -> bool:
    """Return whether two parameters of a bowl can be turned to their best one after the other."""
    return dependence(bowl) < _APART
