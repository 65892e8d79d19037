"""Newton's direction, to compare with: it uses the curvature too, and so knows how far to go."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from gdcore.arrays import Floats
from gdcore.error.quadratic import Quadratic
from gdcore.rules.update import Place

__all__ = ["Newton"]

_SMALLEST_SHARE = 8 * np.finfo(np.float64).eps
"""A curvature below this share of the largest is taken for rounding: no step is made along it."""


@dataclass(frozen=True, slots=True)
class Newton:
    """Minus the inverse Hessian times the gradient; a rate of 1 is the whole step.

    H d = −g (Nocedal and Wright, Numerical Optimization, 2nd edition 2006, section 2.2, page 22).
    On a bowl one whole step lands on the best fit. Where E is not convex the step may well lead
    uphill; nothing is mended here. Directions in which E is flat are left alone.
    """

    looks_ahead: ClassVar[bool] = False
    needs_all_rows: ClassVar[bool] = True
    is_bounded: ClassVar[bool] = False

    def init(self, start: Floats) -> None:
        """Return no state: each Hessian is used as it comes."""
        del start

    def look(self, point: Floats, state: None) -> Floats:
        """Return the point itself."""
        del state
        return point

    def step(self, place: Place, state: None) -> tuple[Floats, None]:
        """Return Newton's direction; NaN where the Hessian is out of range."""
        bowl = place.objective.quadratic
        if bowl is not None:
            return _to_the_lowest(bowl, place.point), state
        return _solved(place.objective.hessian(place.point), place.gradient), state

    def stable_rate(self, curvature: float) -> float:
        """Return 2: a step multiplies the distance by 1 − r, whatever λ is.

        Infinite without curvature, for then it makes no step.
        """
        return 2.0 if curvature > 0.0 else math.inf


def _to_the_lowest(bowl: Quadratic, point: Floats) -> Floats:
    """Return −H⁺ g without dividing by small curvatures.

    g = H (θ − θ*), so −H⁺ g = −H⁺ H (θ − θ*): the way to θ* along all directions that are not flat.
    """
    curved = bowl.eigenvectors[:, bowl.eigenvalues.size - bowl.rank :]
    return curved @ ((bowl.minimum - point) @ curved)


def _solved(hessian: Floats, gradient: Floats) -> Floats:
    if not np.isfinite(hessian).all():
        return np.full_like(gradient, np.nan)
    curvatures, ways = np.linalg.eigh(hessian)
    size = np.abs(curvatures)
    kept = size > _SMALLEST_SHARE * size.max()
    return -ways[:, kept] @ ((gradient @ ways[:, kept]) / curvatures[kept])
