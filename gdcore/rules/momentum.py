"""Directions that remember where they were going: the heavy ball and Nesterov's look ahead."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from gdcore.arrays import Floats
from gdcore.rules.update import Place, over_curvature

__all__ = ["HeavyBall", "Nesterov"]


def _check(beta: float) -> None:
    if not 0.0 <= beta < 1.0:
        raise ValueError(f"`beta` must be from 0 to below 1, got {beta}")


@dataclass(frozen=True, slots=True)
class HeavyBall:
    """A share of the last direction, and minus the gradient.

    v ← β v − ∇E(θ). At a fixed rate r, θ_{k+1} = θ_k − r ∇E(θ_k) + β (θ_k − θ_{k−1}): Polyak, "Some
    methods of speeding up the convergence of iteration methods", USSR Computational Mathematics
    and Mathematical Physics 4(5), 1964, pages 1-17, section 2.

    Parameters
    ----------
    beta : float
        The share that is kept, from 0 (none: steepest descent) to below 1.

    Raises
    ------
    ValueError
        If it is out of range.
    """

    looks_ahead: ClassVar[bool] = False
    needs_all_rows: ClassVar[bool] = False
    is_bounded: ClassVar[bool] = False

    beta: float = 0.9

    def __post_init__(self) -> None:
        _check(self.beta)

    def init(self, start: Floats) -> Floats:
        """Return the velocity of a ball at rest."""
        return np.zeros_like(start)

    def look(self, point: Floats, state: Floats) -> Floats:
        """Return the point itself."""
        del state
        return point

    def step(self, place: Place, state: Floats) -> tuple[Floats, Floats]:
        """Return the velocity, twice: it is the direction and the next state."""
        velocity = self.beta * state - place.gradient
        return velocity, velocity

    def stable_rate(self, curvature: float) -> float:
        """Return 2 (1 + β)/λ.

        On ½ λ d² the distances obey d_{k+1} = (1 + β − rλ) d_k − β d_{k−1}. They vanish if and only
        if both roots of z² − (1 + β − rλ) z + β are inside the unit circle; by Jury's conditions,
        for p(z) = z² + a z + b that b < 1, p(1) > 0 and p(−1) > 0. Here b = β < 1, p(1) = rλ and
        p(−1) = 2 (1 + β) − rλ (Polyak, as above).
        """
        return over_curvature(2.0 * (1.0 + self.beta), curvature)


class Glide(NamedTuple):
    """The velocity, shape (p,), and the point before the one where the descent stands."""

    velocity: Floats
    previous: Floats


@dataclass(frozen=True, slots=True)
class Nesterov:
    """The heavy ball, with the gradient taken where the last move would carry it.

    y = θ_k + β (θ_k − θ_{k−1}) and, at a fixed rate r, θ_{k+1} = y − r ∇E(y): Nesterov, "A method
    of solving a convex programming problem with convergence rate O(1/k²)", Soviet Mathematics
    Doklady 27(2), 1983, pages 372-376, with the share β held fixed as in his Introductory Lectures
    on Convex Optimization, 2004, section 2.2.1.

    Parameters
    ----------
    beta : float
        The share that is kept, from 0 (none: steepest descent) to below 1.

    Raises
    ------
    ValueError
        If it is out of range.
    """

    looks_ahead: ClassVar[bool] = True
    needs_all_rows: ClassVar[bool] = False
    is_bounded: ClassVar[bool] = False

    beta: float = 0.9

    def __post_init__(self) -> None:
        _check(self.beta)

    def init(self, start: Floats) -> Glide:
        """Return the state of a ball at rest."""
        return Glide(np.zeros_like(start), start)

    def look(self, point: Floats, state: Glide) -> Floats:
        """Return where a share of the last move would lead."""
        return point + self.beta * (point - state.previous)

    def step(self, place: Place, state: Glide) -> tuple[Floats, Glide]:
        """Return the velocity, corrected by the gradient ahead."""
        velocity = self.beta * state.velocity - place.gradient
        return velocity, Glide(velocity, place.point)

    def stable_rate(self, curvature: float) -> float:
        """Return 2 (1 + β)/((1 + 2β) λ).

        On ½ λ d² a step from y multiplies its distance by s = 1 − rλ, and y = d_k + β (d_k −
        d_{k−1}), so d_{k+1} = (1 + β) s d_k − β s d_{k−1}. By Jury's conditions (see `HeavyBall`)
        both roots of p(z) = z² − (1 + β) s z + β s are inside the unit circle if and only if
        p(1) = 1 − s = rλ > 0, p(−1) = 1 + (1 + 2β) s > 0 and |β s| < 1. The second says rλ <
        1 + 1/(1 + 2β), and the third follows from both, for then −1 < −1/(1 + 2β) < s < 1.
        """
        return over_curvature(2.0 * (1.0 + self.beta) / (1.0 + 2.0 * self.beta), curvature)
