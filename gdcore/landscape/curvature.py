"""The shape of a quadratic E: its curvatures, and the rates and numbers of steps they allow."""

import math
from dataclasses import dataclass

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.error.quadratic import Quadratic
from gdcore.rules.update import SteepestDescent

__all__ = [
    "Valley",
    "best_rate",
    "condition_number",
    "contraction",
    "curvature",
    "max_stable_rate",
    "steps_to",
    "valley",
]


def curvature(hessian: Floats, direction: Floats) -> float:
    """Return the second derivative of E per unit of length along a direction, dᵀ H d / dᵀ d.

    Parameters
    ----------
    hessian : Floats, shape (p, p)
    direction : Floats, shape (p,)
        Of any length but zero.

    Raises
    ------
    ValueError
        If the direction is zero or not finite.

    Examples
    --------
    >>> curvature(np.array([[2.0, 0.0], [0.0, 6.0]]), np.array([1.0, 1.0]))
    4.0
    """
    size = float(np.abs(direction).max())
    if not 0.0 < size < math.inf:
        raise ValueError(f"`direction` must be finite and not zero, got {direction}")
    scaled = direction / size
    return float(scaled @ hessian @ scaled / (scaled @ scaled))


@dataclass(frozen=True, slots=True, eq=False)
class Valley:
    """A bowl's least and greatest curvature and their directions, at right angles.

    Parameters
    ----------
    along, across : float
        λ_min, along the valley's floor, and λ_max, up its walls.
    floor, wall : Floats, shape (p,)
        The directions, of length 1; the sign is arbitrary.
    """

    along: float
    across: float
    floor: Floats
    wall: Floats


def valley(bowl: Quadratic) -> Valley:
    """Return the least and the greatest curvature of a bowl."""
    vectors = bowl.eigenvectors
    return Valley(
        float(bowl.eigenvalues[0]),
        float(bowl.eigenvalues[-1]),
        frozen(vectors[:, 0]),
        frozen(vectors[:, -1]),
    )


def condition_number(bowl: Quadratic) -> float:
    """Return λ_max/λ_min, infinite if the data leave a direction undetermined."""
    if bowl.rank < bowl.eigenvalues.size:
        return math.inf
    return float(bowl.eigenvalues[-1] / bowl.eigenvalues[0])


def max_stable_rate(bowl: Quadratic) -> float:
    """Return 2/λ_max: below it, and only below, steepest descent at a fixed rate converges.

    Infinite if there is no curvature; see `SteepestDescent.stable_rate`.
    """
    return SteepestDescent().stable_rate(float(bowl.eigenvalues[-1]))


def best_rate(bowl: Quadratic) -> float:
    """Return 2/(λ_min + λ_max), the fixed rate that shrinks the distance fastest in the worst case.

    It makes |1 − r λ_min| and |1 − r λ_max| equal, (κ − 1)/(κ + 1) for condition number κ
    (Bertsekas, Nonlinear Programming, 1999, section 1.3). Directions that the data leave
    undetermined do not count. Infinite if there is no curvature.
    """
    determined = _determined(bowl)
    if not determined.size:
        return math.inf
    return 1.0 / float(determined[0] / 2 + determined[-1] / 2)


def contraction(bowl: Quadratic, rate: float) -> float:
    """Return max |1 − r λ|: at most this share of the distance to the best fit is left by a step.

    Above 1 the descent diverges. Directions that the data leave undetermined do not count: nothing
    moves along them.

    Raises
    ------
    ValueError
        If `rate` is not positive and finite.
    """
    return math.exp(_worst(bowl, rate))


def steps_to(bowl: Quadratic, start: Floats, rate: float, tolerance: float) -> int | None:
    """Predict after how many steps at most `tolerance` of the start's distance is left.

    The distance |θ_k − θ*|² = Σ (1 − r λ_i)^2k c_i², with c_i the start's distance along
    eigenvector i, shrinks with k, so the first k is found by bisection below the bound
    ln tolerance / ln max |1 − r λ|. Along directions that the data leave undetermined there is no
    distance.

    Parameters
    ----------
    bowl : Quadratic
    start : Floats, shape (p,)
    rate : float
        The learning rate, positive and finite.
    tolerance : float
        Positive, below 1.

    Returns
    -------
    int or None
        None if no number of steps is enough: the rate is not below the largest stable one, or so
        small that a step changes nothing in float64.

    Raises
    ------
    ValueError
        If `rate` or `tolerance` is out of range.

    Examples
    --------
    >>> round_bowl = Quadratic.from_rows([[1.0, 0.0], [0.0, 1.0]], [3.0, 4.0], 2.0)
    >>> steps_to(round_bowl, np.array([0.0, 0.0]), 0.25, 1e-3)
    10
    """
    if not 0.0 < tolerance < 1.0:
        raise ValueError(f"`tolerance` must be between 0 and 1, got {tolerance}")
    worst = _worst(bowl, rate)
    if worst >= 0:
        return None
    logs = _log_kept(_determined(bowl), rate)
    along = ((start - bowl.minimum) @ bowl.eigenvectors)[bowl.eigenvalues.size - logs.size :]
    if not along.any():
        return 0
    shares = np.square(along / np.abs(along).max())
    goal = tolerance**2 * float(shares.sum())
    low, high = 0, max(math.ceil(math.log(tolerance) / worst), 1)
    while high - low > 1:
        k = (low + high) // 2
        low, high = (low, k) if float(np.exp(2.0 * k * logs) @ shares) <= goal else (k, high)
    return high


def _determined(bowl: Quadratic) -> Floats:
    """Return the curvatures that the data determine, ascending."""
    return bowl.eigenvalues[bowl.eigenvalues.size - bowl.rank :]


def _worst(bowl: Quadratic, rate: float) -> float:
    """Return ln max |1 − r λ|, −∞ if each step lands on the best fit."""
    if not 0.0 < rate < math.inf:
        raise ValueError(f"`rate` must be positive and finite, got {rate}")
    return float(_log_kept(_determined(bowl), rate).max(initial=-math.inf))


def _log_kept(curvatures: Floats, rate: float) -> Floats:
    """Return ln |1 − r λ|, with all digits also where r λ is tiny."""
    with np.errstate(divide="ignore", over="ignore"):
        product = rate * curvatures
        return np.where(
            product < 1, np.log1p(-np.minimum(product, 1.0)), np.log(np.maximum(product - 1.0, 0.0))
        )
