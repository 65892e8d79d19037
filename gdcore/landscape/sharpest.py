"""The direction in which E bends most sharply at the best fit, with all parameters free.

Along a direction v of length 1 the second derivative of E is vᵀ H v. It is largest, λ_max, along an
eigenvector of the Hessian H, and never less than along one parameter alone (the Rayleigh quotient;
Horn and Johnson, Matrix Analysis, 2nd ed., theorem 4.2.2). So the limit of the rate, 2/λ_max, is no
higher with all parameters than with one.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.landscape.curvature import max_stable_rate, valley
from gdcore.section import Section

__all__ = ["Sharpest", "sharpest"]

_ALIKE: Final = 0.005
"""Limits that differ by less than this share are alike: nobody would see it."""


@dataclass(frozen=True, eq=False)
class Sharpest:
    """The direction of the sharpest bend.

    Parameters
    ----------
    whole : Experiment
    direction : Floats, shape (p,)
        Of length 1.
    limit : float
        2/λ_max.
    """

    whole: Experiment
    direction: Floats
    limit: float

    def lowers(self, limit: float) -> bool:
        """Return whether its limit is visibly lower than that of one parameter."""
        return self.limit < (1.0 - _ALIKE) * limit

    def errors(self, distances: Floats) -> Floats:
        """Return E at distances from the best fit along the direction, both of shape (n,)."""
        with np.errstate(over="ignore"):
            return self.whole.objective.value(self.whole.best + distances[:, None] * self.direction)


def sharpest(cut: Section) -> Sharpest | None:
    """Return the sharpest direction at the best fit; None if no parameter is held in a cut.

    Parameters
    ----------
    cut : Section
        Its first parameter grows along the direction, or stays.
    """
    if not cut.held:
        return None
    bowl = cut.whole.bowl
    direction = valley(bowl).wall
    sign = -1.0 if direction[cut.chosen[0]] < 0.0 else 1.0
    return Sharpest(cut.whole, sign * direction, max_stable_rate(bowl))
