"""The automatic start: across the best fit from where E is finite, with a way to go for all."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.descent.reference import is_level
from gdcore.error.fits import Fit
from gdcore.error.objective import Objective
from gdcore.formula.compiling import compiled

__all__ = ["far_start", "first_start", "steep_starts"]

_TRIED: Final = {True: (-1.0, 1.0, 10.0), False: (0.0, 1.0, 10.0)}
"""What all parameters start at, on changed columns and on raw ones: the first sound one."""

_ROUNDING: Final = 1e-12
"""A best value so small beside 1 or the largest one is zero."""

_FAIR: Final = 0.1
"""A raw parameter's best value is all but 0 if it makes less than this share of the response."""


def first_start(objective: Objective, given: Mapping[str, float], standard: bool) -> Floats:
    """Return the first of the tried starts where E is finite and the gradient is not zero.

    Parameters
    ----------
    objective : Objective
    given : mapping of str to float
        What is not free to choose, by parameter.
    standard : bool
        Whether the columns are standardised or in round units, so that parameters are of size 1.

    Returns
    -------
    Floats, shape (p,)
        The first of all if none is sound.
    """
    starts = _tried(objective, given, standard)
    return next((point for point in starts if _is_sound(objective, point)), starts[0])


def _tried(objective: Objective, given: Mapping[str, float], standard: bool) -> list[Floats]:
    return [_filled(objective, given, np.full(_size(objective), t)) for t in _TRIED[standard]]


def far_start(
    objective: Objective, first: Floats, fit: Fit, given: Mapping[str, float], standard: bool
) -> Floats:
    """Return the start from which each parameter has to go a fair way to the best fit.

    Where E has one valley only, that is the far side of zero from the best fit: ∓1 on changed
    columns. On raw ones it is 0, unless the best value is all but 0, too; then it is so far away
    that the predictions spread as the responses do, in one digit. Elsewhere another side may lead
    to another valley, and the first start stays, unless it is level there.

    Parameters
    ----------
    objective : Objective
    first : Floats, shape (p,)
        From `first_start`.
    fit : Fit
        The best fit.
    given, standard
        As for `first_start`.

    Returns
    -------
    Floats, shape (p,)
    """
    if not fit.proven:
        return next(steep_starts(objective, fit, given, standard), first)
    size = np.ones(_size(objective)) if standard else _needed(objective, fit)
    far = _filled(objective, given, -_side(fit.point) * size)
    return far if _is_sound(objective, far) else first


def steep_starts(
    objective: Objective, fit: Fit, given: Mapping[str, float], standard: bool
) -> Iterator[Floats]:
    """Yield the starts, of shape (p,), from which the gradient leads on.

    Parameters
    ----------
    objective, fit, given, standard
        As for `far_start`. Tried are those of `first_start`, and half the best fit.
    """
    half = _filled(objective, given, np.array([float(f"{v / 2.0:.2g}") for v in fit.point]))
    for point in (*_tried(objective, given, standard), half):
        if _is_sound(objective, point) and not is_level(objective, fit, point):
            yield point


def _size(objective: Objective) -> int:
    return len(objective.model.names)


def _filled(objective: Objective, given: Mapping[str, float], free: Floats) -> Floats:
    """Return a start, shape (p,): as given, the rest as `free`, where no zero has a sign."""
    names = objective.model.names
    return frozen([given.get(name, value) + 0.0 for name, value in zip(names, free, strict=True)])


def _side(best: Floats) -> Floats:
    """Return 1 for each best value that is positive or zero, else −1."""
    rounding = _ROUNDING * max(1.0, float(np.abs(best).max()))
    return np.where(best < -rounding, -1.0, 1.0)


def _needed(objective: Objective, fit: Fit) -> Floats:
    """Return how far from 0 a raw parameter starts, shape (p,): 0 where its best value is not."""
    features, y = _features(objective), objective.data.y.values
    with np.errstate(all="ignore"):
        is_level = (np.ptp(features, axis=1) == 0.0) | (np.ptp(y) == 0.0)
        width = np.where(is_level, np.sqrt(np.mean(features**2, axis=1)), features.std(axis=1))
        height = np.where(is_level, np.sqrt(np.mean(y**2)), y.std())
        is_short = np.abs(fit.point) * width < _FAIR * height
        reach = np.where(is_short, height / width, 0.0)
    return np.array([float(f"{way:.1g}") if np.isfinite(way) else 0.0 for way in reach])


def _features(objective: Objective) -> Floats:
    """Return the partial derivatives of the prediction at 0, shape (p, n)."""
    model, data = objective.model, objective.data
    function = compiled([*model.predictors, *model.parameters], model.features)
    with np.errstate(all="ignore"):
        values = function(*(c.values for c in data.predictors), *np.zeros(len(model.parameters)))
    return np.stack([np.broadcast_to(value, data.n) for value in values])


def _is_sound(objective: Objective, point: Floats) -> bool:
    with np.errstate(all="ignore"):
        value, gradient = objective.value_and_gradient(point)
        return bool(np.isfinite(value) and np.isfinite(gradient).all() and gradient.any())
