"""Least squares of a curve: what it is linear in is solved for, the rest is searched for.

A long curved valley, as that of b1·(b2 + x)^(-1/b3), is long because its linear parameters follow
the others along it. Solved for at every place, they leave a short way (G. H. Golub & V. Pereyra,
"The differentiation of pseudo-inverses and nonlinear least squares problems whose variables
separate", SIAM J. Numer. Anal. 10, 1973, pp. 413-432).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats, frozen
from gdcore.error.objective import Objective

__all__ = ["Squares"]

_FIRST_DAMPING: Final = 1e-3
_LEAST_DAMPING: Final = 1e-20
_GOOD: Final = 0.25
"""From this share of the promised fall on, the next step is damped less."""

_EPS: Final = float(np.finfo(np.float64).eps)
_TINY: Final = float(np.finfo(np.float64).tiny)


class _Place(NamedTuple):
    """A point, the residuals f − y there, their Jacobian and their sum of squares."""

    point: Floats
    jacobian: Floats
    residuals: Floats
    value: float


class _Step(NamedTuple):
    """The residuals' tangent by the searched parameters, decomposed: J = U S Vᵀ, and Uᵀ r."""

    units: Floats
    singular: Floats
    right: Floats
    along: Floats

    def damped(self, damping: float) -> Floats:
        """Return the step of Levenberg and Marquardt, in the parameters' units."""
        shares = self.singular / (self.singular**2 + damping)
        return -(self.right.T @ (shares * self.along)) / self.units

    def promise(self, damping: float) -> float:
        """Return how much the sum of squares would fall, were the tangent true."""
        squares = self.singular**2
        shares = squares * (squares + 2.0 * damping) / (squares + damping) ** 2
        return float(shares @ self.along**2)


@dataclass(frozen=True, eq=False)
class Squares:
    """The residuals of a model, for any point in parameter space.

    Parameters
    ----------
    objective : Objective
        Its loss is not looked at.
    """

    objective: Objective

    def solved(self, point: Floats) -> Floats:
        """Return a point of shape (p,) with the linear parameters at their best for the others.

        NaN where the model is not finite.
        """
        place = self._place(point)
        if place is None or not np.isfinite(place.jacobian[:, self._linear]).all():
            return np.full_like(point, np.nan)
        step = np.zeros_like(point)
        with np.errstate(over="ignore", invalid="ignore"):
            step[self._linear] = _solution(place.jacobian[:, self._linear], place.residuals)
            return point - step

    def lowest(self, start: Floats, rounds: int) -> tuple[Floats, bool]:
        """Search downhill from a start, and tell whether that came to rest.

        The Jacobian by the searched parameters is taken at right angles to that by the linear ones
        (L. Kaufman, "A variable projection method for solving separable nonlinear least squares
        problems", BIT 15, 1975, pp. 49-57), the step is Levenberg's and Marquardt's in units that
        only grow (J. J. Moré, Lecture Notes in Mathematics 630, 1978, pp. 105-116).

        Parameters
        ----------
        start : Floats, shape (p,)
        rounds : int
            How many steps at most.

        Returns
        -------
        tuple of Floats, shape (p,), and bool
        """
        place, damping, units = self._lowered(start), _FIRST_DAMPING, np.zeros(start.size)
        for _ in range(rounds):
            step = None if place is None else self._step(place, units)
            if place is None or step is None:
                break
            found = self._downhill(place, step, damping)
            if found is None:
                return frozen(place.point), True
            (place, damping), units[self._searched] = found, step.units
        return (start if place is None else frozen(place.point)), False

    @cached_property
    def _linear(self) -> NDArray[np.bool_]:
        model = self.objective.model
        return np.array([symbol in model.linear_parameters for symbol in model.parameters])

    @property
    def _searched(self) -> NDArray[np.bool_]:
        return ~self._linear

    def _place(self, point: Floats) -> _Place | None:
        """Return what is known at a point; None if a residual is not finite there."""
        jacobian, prediction = self.objective.tangent(point)
        with np.errstate(over="ignore", invalid="ignore"):
            residuals = prediction - self.objective.data.y.values
            value = float(residuals @ residuals)
        is_sound = np.isfinite(value) and np.isfinite(point).all()
        return _Place(point, jacobian, residuals, value) if is_sound else None

    def _lowered(self, point: Floats) -> _Place | None:
        """Return the place of a point, its linear parameters solved for where that is lower."""
        plain = self._place(point)
        if plain is None or not self._linear.any():
            return plain
        solved = self.solved(point)
        better = self._place(solved) if np.isfinite(solved).all() else None
        return better if better is not None and better.value < plain.value else plain

    def _step(self, place: _Place, units: Floats) -> _Step | None:
        """Return the tangent at a place, in units that only grow; None if it is not finite."""
        with np.errstate(over="ignore", invalid="ignore"):
            tangent = self._projected(place.jacobian)
            units = np.fmax(units[self._searched], np.linalg.norm(tangent, axis=0))
        if not (np.isfinite(tangent).all() and np.isfinite(units).all()):
            return None
        units = np.where(units > _TINY, units, 1.0)
        left, singular, right = np.linalg.svd(tangent / units, full_matrices=False)
        return _Step(units, singular, right, left.T @ place.residuals)

    def _projected(self, jacobian: Floats) -> Floats:
        """Return the columns of the searched parameters, at right angles to the linear ones."""
        linear, searched = jacobian[:, self._linear], jacobian[:, self._searched]
        basis = np.linalg.qr(linear / _sizes(linear))[0]
        # Twice is enough, whatever cancels.
        for _ in range(2):
            searched = searched - basis @ (basis.T @ searched)
        return searched

    def _downhill(self, place: _Place, step: _Step, damping: float) -> tuple[_Place, float] | None:
        """Return a lower place and the next damping; None if there is nothing to be gained."""
        while (promise := step.promise(damping)) > _EPS * place.value:
            point = place.point.copy()
            point[self._searched] += step.damped(damping)
            lower = self._lowered(point)
            if lower is not None and lower.value < place.value:
                is_good = place.value - lower.value > _GOOD * promise
                return lower, max(damping * (0.1 if is_good else 2.0), _LEAST_DAMPING)
            damping = max(10.0 * damping, 1e-12)
        return None


def _sizes(features: Floats) -> Floats:
    sizes = np.abs(features).max(axis=0, initial=0.0)
    return np.where(sizes > _TINY, sizes, 1.0)


def _solution(features: Floats, targets: Floats) -> Floats:
    """Return the least-squares solution of columns scaled to one size."""
    sizes = _sizes(features)
    return np.linalg.lstsq(features / sizes, targets, rcond=None)[0] / sizes
