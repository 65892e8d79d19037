"""Update rules: which way to go and how far are separate, pure objects; an update pairs them.

Each has `init`, which makes its first state, and `step`, which takes a state and returns the next;
neither changes what it is given. Here stands the simplest pairing, gradient descent at a fixed
rate; `gdcore.rules.momentum`, `gdcore.rules.adaptive` and `gdcore.rules.newton` hold other
directions, `gdcore.rules.lengths` other step lengths.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Generic, NamedTuple, Protocol, TypeVar

from gdcore.arrays import Floats
from gdcore.error.objective import Objective

__all__ = [
    "Direction",
    "FixedRate",
    "Place",
    "Slope",
    "SteepestDescent",
    "StepLength",
    "Update",
    "over_curvature",
]

D = TypeVar("D")
L = TypeVar("L")

Slope = Callable[[Floats], Floats]
"""Takes a point, shape (p,), and returns the gradient there, of all rows or of a sample."""


class Place(NamedTuple):
    """What a rule is given to make a step from.

    Parameters
    ----------
    objective : Objective
        For what needs more than a gradient.
    point : Floats, shape (p,)
        Where the descent stands.
    gradient : Floats, shape (p,)
        Of all rows or of a sample, where the direction wanted to look.
    """

    objective: Objective
    point: Floats
    gradient: Floats


class Direction(Protocol[D]):
    """Says which way to go.

    `looks_ahead` tells whether the gradient is taken elsewhere than where the descent stands,
    `needs_all_rows` whether E itself is asked for more than its gradient, `is_bounded` whether a
    direction has a largest length however steep E is, so that no descent can run away with it.
    """

    looks_ahead: ClassVar[bool]
    needs_all_rows: ClassVar[bool]
    is_bounded: ClassVar[bool]

    def init(self, start: Floats) -> D:
        """Return the state before the first step from `start`, shape (p,)."""
        ...

    def look(self, point: Floats, state: D) -> Floats:
        """Return where the gradient is to be taken when the descent stands at `point`."""
        ...

    def step(self, place: Place, state: D) -> tuple[Floats, D]:
        """Return the direction from `point`, shape (p,), and the next state.

        The place has the gradient of where `look` told.
        """
        ...

    def stable_rate(self, curvature: float) -> float | None:
        """Return the limit below which, and only below, a fixed rate converges on a parabola.

        On a bowl, whose curvatures are several, that is the limit for the largest; elsewhere it
        holds once near a lowest point. None if there is no limit that can be stated.

        Parameters
        ----------
        curvature : float
            The second derivative of E, 0 or more; without any, no rate is too large.
        """
        ...


class StepLength(Protocol[L]):
    """Says how far to go along a direction.

    `searches` tells whether E is asked along the direction; that takes the slope where the descent
    stands, over all rows.
    """

    searches: ClassVar[bool]

    def init(self, start: Floats) -> L:
        """Return the state before the first step from `start`, shape (p,)."""
        ...

    def step(self, place: Place, direction: Floats, state: L) -> tuple[float, int, L]:
        """Return the learning rate, how often it looked at all rows to find it, the next state."""
        ...


def over_curvature(factor: float, curvature: float) -> float:
    """Return factor/curvature, infinite if there is no curvature."""
    return factor / curvature if curvature > 0.0 else math.inf


@dataclass(frozen=True, slots=True)
class SteepestDescent:
    """Minus the gradient: the gradient points uphill."""

    looks_ahead: ClassVar[bool] = False
    needs_all_rows: ClassVar[bool] = False
    is_bounded: ClassVar[bool] = False

    def init(self, start: Floats) -> None:
        """Return no state: each gradient is used as it comes."""
        del start

    def look(self, point: Floats, state: None) -> Floats:
        """Return the point itself."""
        del state
        return point

    def step(self, place: Place, state: None) -> tuple[Floats, None]:
        """Return minus the gradient."""
        return -place.gradient, state

    def stable_rate(self, curvature: float) -> float:
        """Return 2/λ.

        At a rate r a step multiplies the distance by 1 − r λ, which is below 1 in size if and only
        if 0 < r < 2/λ (Bertsekas, Nonlinear Programming, 1999, section 1.3; Nocedal & Wright,
        Numerical Optimization, 2006, section 3.3).
        """
        return over_curvature(2.0, curvature)


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

    searches: ClassVar[bool] = False

    rate: float

    def __post_init__(self) -> None:
        if not 0.0 < self.rate < math.inf:
            raise ValueError(f"`rate` must be positive and finite, got {self.rate}")

    def init(self, start: Floats) -> None:
        """Return no state: the rate does not change."""
        del start

    def step(self, place: Place, direction: Floats, state: None) -> tuple[float, int, None]:
        """Return the rate."""
        del place, direction
        return self.rate, 0, state


@dataclass(frozen=True, slots=True)
class Update(Generic[D, L]):
    """A direction and a step length: one update of all parameters at once.

    Gradient descent is the simplest pairing, `Update(SteepestDescent(), FixedRate(rate))`.

    Parameters
    ----------
    direction : Direction
    length : StepLength

    Raises
    ------
    ValueError
        If the length searches from where the descent stands, but the direction looks elsewhere.
    """

    direction: Direction[D]
    length: StepLength[L]

    def __post_init__(self) -> None:
        if self.direction.looks_ahead and self.length.searches:
            names = f"{type(self.length).__name__} with {type(self.direction).__name__}"
            raise ValueError(
                f"`length` must not search along a direction that looks ahead, got {names}"
            )

    @property
    def needs_all_rows(self) -> bool:
        """Whether samples of the rows would not do."""
        return self.direction.needs_all_rows or self.length.searches

    @property
    def fixed_rate(self) -> float | None:
        """The learning rate if it is the same at every step, else None."""
        return self.length.rate if isinstance(self.length, FixedRate) else None

    @property
    def plain_rate(self) -> float | None:
        """The fixed rate of steps along minus the gradient, None for any other update."""
        return self.fixed_rate if isinstance(self.direction, SteepestDescent) else None

    def stable_rate(self, curvature: float) -> float | None:
        """Return the limit of `Direction.stable_rate`, None if the rate is not a fixed one."""
        return None if self.fixed_rate is None else self.direction.stable_rate(curvature)

    def init(self, start: Floats) -> tuple[D, L]:
        """Return both states before the first step."""
        return self.direction.init(start), self.length.init(start)

    def step(
        self, objective: Objective, slope: Slope, point: Floats, state: tuple[D, L]
    ) -> tuple[Floats, int, tuple[D, L]]:
        """Return the change of the parameters, the looks at all rows it took, and the next states.

        Parameters
        ----------
        objective : Objective
            For what needs more than a gradient.
        slope : Slope
            Gives the gradient that the step is made from.
        point : Floats, shape (p,)
            Where the descent stands.
        state : tuple
            What `init` or the step before returned.

        Returns
        -------
        tuple of Floats, int and tuple
            The change has shape (p,); the gradient is not counted among the looks.
        """
        direction, length = self.direction, self.length
        place = Place(objective, point, slope(direction.look(point, state[0])))
        way, next_direction = direction.step(place, state[0])
        rate, looks, next_length = length.step(place, way, state[1])
        return rate * way, looks, (next_direction, next_length)
