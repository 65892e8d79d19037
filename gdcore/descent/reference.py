"""What a descent is judged against: how far from the best fit it is, and what counts as nothing."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gdcore.arrays import Floats
from gdcore.descent.trajectory import Trajectory
from gdcore.error.fits import Fit
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.landscape.curvature import condition_number
from gdcore.rules.update import Update

__all__ = ["Reference", "hardly_moves", "is_level", "rests", "shares_left", "slack", "turns_back"]

_NOTHING: Final = 1e-9
"""This share of E's fall is nothing to speak of."""

_SMALL, _ROUNDING = 1e-6, 1e-12
"""So are residuals of this share of the responses' spread, or of the responses themselves."""

_LEVEL: Final = 1e-3
"""A place whose lowest point near by is no further than this share of the best fit's distance."""

_HARDLY: Final = 0.1


@dataclass(frozen=True, eq=False)
class Reference:
    """What a descent is judged against.

    Parameters
    ----------
    objective : Objective
    fit : Fit
        The best fit.
    bowl : Quadratic
        The bowl that E is, or that it is like near the best fit.
    update : Update, optional
        How each step was made, if it looked at all rows; None for any other descent.
    """

    objective: Objective
    fit: Fit
    bowl: Quadratic
    update: Update[Any, Any] | None

    @property
    def is_bowl(self) -> bool:
        """Whether E is a bowl everywhere."""
        return self.objective.is_quadratic

    @property
    def rate(self) -> float | None:
        """The learning rate, if it was the same at each step."""
        return None if self.update is None else self.update.fixed_rate

    @property
    def limit(self) -> float | None:
        """The largest stable rate of the update, near the best fit at least, if there is one."""
        if self.update is None or not self.fit.settled:
            return None
        return self.update.stable_rate(float(self.bowl.eigenvalues[-1]))

    @property
    def share_of_limit(self) -> float:
        """The rate as a share of its limit, on a bowl; NaN where that says nothing."""
        rate, limit = self.rate, self.limit
        return rate / limit if self.is_bowl and rate is not None and limit else math.nan

    @property
    def condition(self) -> float:
        """The condition number at the best fit."""
        return condition_number(self.bowl)

    @cached_property
    def spread(self) -> float:
        """The E of predicting the mean response on every row."""
        return self.objective.error_of(self.objective.data.y.mean, 1.0)

    @cached_property
    def least_error(self) -> float:
        """The E that is nothing to speak of on these data, whatever the descent."""
        error_of = self.objective.error_of
        rounded, small = error_of(0.0, _ROUNDING), error_of(self.objective.data.y.mean, _SMALL)
        return float(np.fmax.reduce([0.0, rounded, small]))


def slack(reference: Reference, path: Trajectory) -> float:
    """Return how much of E is nothing to speak of on a descent, or rounding."""
    return max(_NOTHING * (float(path.values[0]) - reference.fit.value), reference.least_error)


def shares_left(reference: Reference, points: Floats) -> Floats:
    """Return what each parameter has kept of its greatest distance from the best fit, shape (p,).

    A parameter that has hardly any part in E, all the way, has kept nothing.

    Parameters
    ----------
    reference : Reference
    points : Floats, shape (k, p)
        The descent.
    """
    away = np.abs(_from_best(reference, points))
    whole = away.max(axis=0)
    counts = whole * _weights(reference)
    moved = counts > _NOTHING * counts.max()
    return np.where(moved, away[-1] / np.where(moved, whole, 1.0), 0.0)


def _from_best(reference: Reference, points: Floats) -> Floats:
    """Return the way from the best fit to points, both of shape (k, p).

    A bowl that the data leave open in some directions is lowest all along them: the best fit is
    the place across from a point then, so that what is left of the way lies where E curves.
    """
    away, bowl = points - reference.fit.point, reference.bowl
    if not reference.is_bowl or bowl.rank == len(reference.fit.point):
        return away
    curved = bowl.eigenvectors[:, -bowl.rank :]
    return away @ curved @ curved.T


def _weights(reference: Reference) -> Floats:
    """Return what makes distances along the parameters alike: roots of curvatures, if there are."""
    if not reference.objective.loss.is_smooth:
        return np.ones_like(reference.fit.point)
    return np.sqrt(np.maximum(np.diagonal(reference.bowl.hessian), 0.0))


def hardly_moves(reference: Reference, points: Floats) -> bool:
    """Return whether a descent, shape (k, p), has made less than a tenth of its way."""
    way, whole = points[-1] - points[0], _from_best(reference, points[:1])[0]
    return bool(np.hypot.reduce(way) < _HARDLY * np.hypot.reduce(whole))


def turns_back(points: Floats) -> NDArray[np.bool_]:
    """Return for each step but the first whether it goes against the one before, shape (k − 2,)."""
    steps = np.diff(points, axis=0)
    # The sign is all that is asked for, and products of very long or short steps are out of range.
    sizes = np.abs(steps).max(axis=1, keepdims=True)
    steps = steps / np.where(sizes > 0.0, sizes, 1.0)
    return (steps[1:] * steps[:-1]).sum(axis=1) < 0.0


def is_level(objective: Objective, fit: Fit, point: Floats) -> bool:
    """Return whether the gradient is zero at a point, shape (p,), for all that it can do.

    That is so if, even all the way to the best fit, it promises hardly any of E's fall. Where E is
    convex it promises at least the whole.
    """
    with np.errstate(all="ignore"):
        value, gradient = objective.value_and_gradient(point)
        promised = float(np.abs(gradient) @ np.abs(fit.point - point))
        return not gradient.any() or promised <= _NOTHING * (value - fit.value)


def rests(reference: Reference, point: Floats) -> bool:
    """Return whether a point, shape (p,), is all but the lowest one around it.

    Newton's step to it, −H⁻¹∇E, is short against the distance of the best fit then, and H has
    positive eigenvalues only. Or nothing moves at all, as on a plateau.
    """
    if is_level(reference.objective, reference.fit, point):
        return True
    gradient, hessian = reference.objective.gradient(point), reference.objective.hessian(point)
    scale = np.sqrt(np.abs(np.diagonal(hessian)))
    if not (np.isfinite(hessian).all() and scale.all()):
        return False
    curved = hessian / np.outer(scale, scale)
    if np.linalg.eigvalsh(curved)[0] <= 0.0:
        return False
    step = np.linalg.solve(curved, gradient / scale)
    away = scale * (reference.fit.point - point)
    return bool(np.hypot.reduce(step) <= _LEVEL * np.hypot.reduce(away))
