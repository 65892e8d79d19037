"""Update rules: which way to go and how far are separate, pure objects; an update pairs them.

Each has `init`, which makes its first state, and `step`, which takes a state and returns the next;
neither changes what it is given.
"""

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from gdcore.arrays import Floats

__all__ = ["Direction", "FixedRate", "SteepestDescent", "StepLength", "Update"]

D = TypeVar("D")
L = TypeVar("L")


class Direction(Protocol[D]):
    """Says which way to go."""

    def init(self, start: Floats) -> D:
        """Return the state before the first step from `start`, shape (p,)."""
        ...

    def step(self, gradient: Floats, state: D) -> tuple[Floats, D]:
        """Return the direction at a point with this gradient, shape (p,), and the next state."""
        ...


class StepLength(Protocol[L]):
    """Says how far to go along a direction."""

    def init(self, start: Floats) -> L:
        """Return the state before the first step from `start`, shape (p,)."""
        ...

    def step(self, direction: Floats, state: L) -> tuple[float, L]:
        """Return the learning rate for this direction, and the next state."""
        ...


@dataclass(frozen=True, slots=True)
class SteepestDescent:
    """Minus the gradient: the gradient points uphill."""

    def init(self, start: Floats) -> None:
        """Return no state: each gradient is used as it comes."""
        del start

    def step(self, gradient: Floats, state: None) -> tuple[Floats, None]:
        """Return minus the gradient."""
        return -gradient, state


@dataclass(frozen=True, slots=True)
class FixedRate:
    """The same learning rate at every step.

    Parameters
    ----------
    rate : float
        Positive and finite.

    Raises
    ------
    ValueError
        If it is not.
    """

    rate: float

    def __post_init__(self) -> None:
        if not 0.0 < self.rate < float("inf"):
            raise ValueError(f"`rate` must be positive and finite, got {self.rate}")

    def init(self, start: Floats) -> None:
        """Return no state: the rate does not change."""
        del start

    def step(self, direction: Floats, state: None) -> tuple[float, None]:
        """Return the rate."""
        del direction
        return self.rate, state


@dataclass(frozen=True, slots=True)
class Update(Generic[D, L]):
    """A direction and a step length: one update of all parameters at once.

    Gradient descent is the simplest pairing, `Update(SteepestDescent(), FixedRate(rate))`.
    """

    direction: Direction[D]
    length: StepLength[L]

    def init(self, start: Floats) -> tuple[D, L]:
        """Return both states before the first step."""
        return self.direction.init(start), self.length.init(start)

    def step(self, gradient: Floats, state: tuple[D, L]) -> tuple[Floats, tuple[D, L]]:
        """Return the change of the parameters, shape (p,), and the next states."""
        direction, next_direction = self.direction.step(gradient, state[0])
        length, next_length = self.length.step(direction, state[1])
        return length * direction, (next_direction, next_length)
