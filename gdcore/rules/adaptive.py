"""Directions that give each parameter a scale of its own, learned from its gradients so far."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from gdcore.arrays import Floats
from gdcore.rules.update import Place

__all__ = ["Adam", "RMSProp"]


def _check_share(name: str, share: float) -> None:
    if not 0.0 <= share < 1.0:
        raise ValueError(f"`{name}` must be from 0 to below 1, got {share}")


def _check_epsilon(epsilon: float) -> None:
    if not 0.0 < epsilon < np.inf:
        raise ValueError(f"`epsilon` must be positive and finite, got {epsilon}")


@dataclass(frozen=True, slots=True)
class RMSProp:
    """Minus the gradient over the root of its running mean square.

    s ← ρ s + (1 − ρ) g², direction −g / (√s + ε), each parameter for itself: Tieleman and Hinton,
    Neural Networks for Machine Learning, lecture 6e, 2012, slide 29. The slide has no ε; here it
    keeps a slope of zero from dividing by zero.

    Parameters
    ----------
    rho : float
        The share of the past in the mean, from 0 to below 1.
    epsilon : float
        In the unit of the gradient, positive.

    Raises
    ------
    ValueError
        If one is out of range.
    """

    looks_ahead: ClassVar[bool] = False
    needs_all_rows: ClassVar[bool] = False
    is_bounded: ClassVar[bool] = True

    rho: float = 0.9
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        _check_share("rho", self.rho)
        _check_epsilon(self.epsilon)

    def init(self, start: Floats) -> Floats:
        """Return a mean square of nothing seen yet."""
        return np.zeros_like(start)

    def look(self, point: Floats, state: Floats) -> Floats:
        """Return the point itself."""
        del state
        return point

    def step(self, place: Place, state: Floats) -> tuple[Floats, Floats]:
        """Return the scaled direction and the next mean square."""
        square = self.rho * state + (1.0 - self.rho) * place.gradient**2
        return -place.gradient / (np.sqrt(square) + self.epsilon), square

    def stable_rate(self, curvature: float) -> None:
        """Return None: steps near the lowest point have the rate's length whatever λ is."""
        del curvature


class Moments(NamedTuple):
    """Running means of the gradient and of its square, shape (p,), and the steps made."""

    mean: Floats
    square: Floats
    steps: int


@dataclass(frozen=True, slots=True)
class Adam:
    """Minus the running mean of the gradient over the root of its running mean square.

    m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², direction −m̂ / (√ŝ + ε) with m̂ = m / (1 − β₁ᵗ)
    and ŝ = s / (1 − β₂ᵗ), since both means begin at zero: Kingma and Ba, "Adam: a method for
    stochastic optimization", ICLR 2015, algorithm 1 on page 2.

    Parameters
    ----------
    beta1, beta2 : float
        The shares of the past in the two means, from 0 to below 1.
    epsilon : float
        In the unit of the gradient, positive.

    Raises
    ------
    ValueError
        If one is out of range.
    """

    looks_ahead: ClassVar[bool] = False
    needs_all_rows: ClassVar[bool] = False
    is_bounded: ClassVar[bool] = True

    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        _check_share("beta1", self.beta1)
        _check_share("beta2", self.beta2)
        _check_epsilon(self.epsilon)

    def init(self, start: Floats) -> Moments:
        """Return the means of nothing seen yet."""
        return Moments(np.zeros_like(start), np.zeros_like(start), 0)

    def look(self, point: Floats, state: Moments) -> Floats:
        """Return the point itself."""
        del state
        return point

    def step(self, place: Place, state: Moments) -> tuple[Floats, Moments]:
        """Return the scaled direction and the next means."""
        steps = state.steps + 1
        mean = self.beta1 * state.mean + (1.0 - self.beta1) * place.gradient
        square = self.beta2 * state.square + (1.0 - self.beta2) * place.gradient**2
        unbiased = mean / (1.0 - self.beta1**steps)
        spread = np.sqrt(square / (1.0 - self.beta2**steps))
        return -unbiased / (spread + self.epsilon), Moments(mean, square, steps)

    def stable_rate(self, curvature: float) -> None:
        """Return None: steps near the lowest point have the rate's length whatever λ is."""
        del curvature
