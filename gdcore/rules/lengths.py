"""Step lengths besides the fixed rate: a decaying rate, and two searches along the direction."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from gdcore.arrays import Floats
from gdcore.error.quadratic import Quadratic
from gdcore.rules.update import Place

__all__ = ["Backtracking", "Decay", "ExactLineSearch"]

_ROUNDING = 64 * np.finfo(np.float64).eps
"""A change of E below this share of E may be nothing but rounding of the sum over rows."""


def _check_rate(rate: float) -> None:
    if not 0.0 < rate < math.inf:
        raise ValueError(f"`rate` must be positive and finite, got {rate}")


@dataclass(frozen=True, slots=True)
class Decay:
    """A learning rate that falls: rate / (1 + decay · k) at step k = 0, 1, 2 ...

    The rates sum to infinity and their squares do not, as one-at-a-time descent needs to settle
    (Robbins and Monro, "A stochastic approximation method", Annals of Mathematical Statistics
    22(3), 1951, pages 400-407).

    Parameters
    ----------
    rate : float
        The rate of the first step, positive and finite.
    decay : float
        How fast it falls: after 1/decay steps it has halved. Positive and finite.

    Raises
    ------
    ValueError
        If one is out of range.
    """

    searches: ClassVar[bool] = False

    rate: float
    decay: float

    def __post_init__(self) -> None:
        _check_rate(self.rate)
        if not 0.0 < self.decay < math.inf:
            raise ValueError(f"`decay` must be positive and finite, got {self.decay}")

    def init(self, start: Floats) -> int:
        """Return the number of steps made."""
        del start
        return 0

    def step(self, place: Place, direction: Floats, state: int) -> tuple[float, int, int]:
        """Return the rate of this step."""
        del place, direction
        return self.rate_after(state), 0, state + 1

    def rate_after(self, steps: int) -> float:
        """Return the rate of the step that is made after so many others."""
        return self.rate / (1.0 + self.decay * steps)


@dataclass(frozen=True, slots=True)
class ExactLineSearch:
    """Go to the lowest point along the direction; on a bowl there is a formula for it.

    −gᵀd / dᵀHd (Nocedal and Wright, Numerical Optimization, 2nd edition 2006, equation 3.55 on page
    56). It takes one further look at the rows: dᵀHd is the curvature of E along d.
    """

    searches: ClassVar[bool] = True

    def init(self, start: Floats) -> None:
        """Return no state: each search begins anew."""
        del start

    def step(self, place: Place, direction: Floats, state: None) -> tuple[float, int, None]:
        """Return the length to the lowest point, 0 if E is level or flat along the direction.

        Raises
        ------
        ValueError
            If the objective is not a bowl.
        """
        bowl = place.objective.quadratic
        if bowl is None:
            raise ValueError(
                "`objective` must be quadratic for an exact line search, got one that is not; "
                "backtracking searches any"
            )
        scaled, size = _scaled(direction)
        curvature = _curvature(bowl, scaled)
        length = -float(place.gradient @ scaled) / curvature / size if curvature > 0.0 else 0.0
        return length, 1, state


@dataclass(frozen=True, slots=True)
class Backtracking:
    """Shorten the step until E falls by a fair share of what the slope promises.

    Armijo's condition, E(θ + αd) ≤ E(θ) + share · α gᵀd, by algorithm 3.1 of Nocedal and Wright,
    Numerical Optimization, 2nd edition 2006, page 37 (Armijo, Pacific Journal of Mathematics
    16(1), 1966, pages 1-3). The first trial is `rate`; later searches begin one notch above the
    last length.

    Parameters
    ----------
    rate : float
        The longest length that is tried, positive and finite.
    share : float
        Which part of the promised fall is enough, between 0 and 1.
    shrink : float
        What a length that is too long is multiplied with, between 0 and 1.

    Raises
    ------
    ValueError
        If one is out of range.
    """

    searches: ClassVar[bool] = True

    rate: float = 1.0
    share: float = 1e-4
    shrink: float = 0.5

    def __post_init__(self) -> None:
        _check_rate(self.rate)
        for name, value in (("share", self.share), ("shrink", self.shrink)):
            if not 0.0 < value < 1.0:
                raise ValueError(f"`{name}` must be between 0 and 1, got {value}")

    def init(self, start: Floats) -> float:
        """Return the first length to try."""
        del start
        return self.rate

    def step(self, place: Place, direction: Floats, state: float) -> tuple[float, int, float]:
        """Return the first length that will do, a look for each trial, and the next first trial.

        The length is 0 if the direction does not lead down, or if no length that still moves the
        point lowers E: then the descent has come as far as float64 can tell.
        """
        length, looks = state, 0
        scaled, size = _scaled(direction)
        slope = _fall_along(place.gradient, scaled)
        enough = _judge(place, scaled, slope, self.share)
        while slope < 0.0 and _moves(place.point, length * direction):
            looks += 1
            if enough(length * size):
                return length, looks, min(self.rate, length / self.shrink)
            length *= self.shrink
        return 0.0, looks, self.rate


def _fall_along(gradient: Floats, direction: Floats) -> float:
    """Return the slope gᵀd, 0 if it may be nothing but rounding: then the way is level.

    A sum of n products is known to n ε of the sum of their magnitudes (Higham, Accuracy and
    Stability of Numerical Algorithms, 2nd edition 2002, section 3.1).
    """
    products = gradient * direction
    rounding = products.size * np.finfo(np.float64).eps * float(np.abs(products).sum())
    slope = float(products.sum())
    return slope if abs(slope) > rounding else 0.0


def _moves(point: Floats, change: Floats) -> bool:
    return not np.array_equal(point + change, point)


def _judge(place: Place, direction: Floats, slope: float, share: float) -> Callable[[float], bool]:
    """Return whether a length along the direction makes E fall by its share of the slope's promise.

    The slope is that along the direction.
    """
    bowl = place.objective.quadratic
    if bowl is None:
        return _judge_by_values(place, direction, slope, share)
    # Written out nothing cancels: E(θ + αd) − E(θ) = α (gᵀd + ½ α dᵀHd).
    curvature = _curvature(bowl, direction)
    return lambda length: slope + 0.5 * length * curvature <= share * slope


def _judge_by_values(
    place: Place, direction: Floats, slope: float, share: float
) -> Callable[[float], bool]:
    """Return Armijo's condition; where E changes by rounding only, the one on its slope instead.

    On a parabola both say the same: Hager and Zhang, "A new conjugate gradient method with
    guaranteed descent and an efficient line search", SIAM Journal on Optimization 16(1), 2005,
    section 4.
    """
    objective, height = place.objective, float(place.objective.value(place.point))

    def enough(length: float) -> bool:
        point = place.point + length * direction
        rise = float(objective.value(point)) - height
        if abs(rise) <= _ROUNDING * abs(height):
            return bool(objective.gradient(point) @ direction <= (2.0 * share - 1.0) * slope)
        return rise <= share * length * slope

    return enough


def _scaled(direction: Floats) -> tuple[Floats, float]:
    """Return the direction with a largest entry of 1, so that no square vanishes, and its size."""
    size = float(np.abs(direction).max()) or 1.0
    return direction / size, size


def _curvature(bowl: Quadratic, direction: Floats) -> float:
    """Return dᵀHd as a sum without negative terms."""
    return float((direction @ bowl.eigenvectors) ** 2 @ bowl.eigenvalues)
