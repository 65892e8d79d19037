"""The automatic learning rate: slow enough to be watched, fast enough to arrive."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.descent.sampling import AllRows, Sampling
from gdcore.error.fits import Fit
from gdcore.error.loss import MSE, SSE
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.formula.compiling import compiled
from gdcore.rules.recipes import Rule
from gdcore.rules.update import SteepestDescent

__all__ = ["auto_rate"]

_SLOW, _FAST = 0.1, 0.4
"""The automatic learning rate lies between these shares of the largest stable one."""

_ARRIVAL: Final = 0.092
"""At this rate times 1/curvature, 100 steps leave exp(−9.2) or a ten-thousandth of the way."""

_DISTANCE_SHARE: Final = 0.05

_LOOKS: Final = 9
_ROWS: Final = 65_536


def auto_rate(
    rule: Rule, objective: Objective, start: Floats, fit: Fit, sampling: Sampling
) -> float:
    """Return a learning rate for a rule.

    Parameters
    ----------
    rule : Rule
        By its kind the rate is a share of the largest stable rate 2/λ_max, 1/20 of the greatest
        change that a parameter has to make, or 1.
    objective : Objective
    start : Floats, shape (p,)
    fit : Fit
        The best fit.
    sampling : Sampling
        If a step looks at some rows only, the steepest of them must be stable too.

    Returns
    -------
    float
        Positive and finite, of two digits, so that a learner can calculate with what was used.
        The share is 1/10, slow enough to be watched. In a bowl, steps along minus the gradient, of
        all rows or of some, get as much more as it takes to arrive within 100 steps of one rate, up
        to 4/10: so far no step crosses the valley. Unless E is a bowl, λ_max is the largest
        curvature at nine points on the straight way from the start to the best fit; for absolute
        residuals, which have none, that of squared ones.

    Raises
    ------
    ValueError
        If there is no curvature that it could be made from.
    """
    if rule.kind == "curvature":
        steepest = _steepest(objective, start, fit)
        uneven = 1.0 if isinstance(sampling, AllRows) else _unevenness(objective, start)
        steepest *= uneven * _weight(objective, sampling)
        is_plain = isinstance(rule.update(1.0).direction, SteepestDescent)
        share = _share(objective.quadratic, uneven) if is_plain else _SLOW
        return _share_of(share, 2.0 / steepest if steepest > 0.0 else np.inf)
    if rule.kind == "distance":
        return _rounded(_DISTANCE_SHARE * (float(np.abs(fit.point - start).max()) or 1.0))
    return 1.0


def _rounded(rate: float) -> float:
    return float(f"{rate:.2g}")


def _share(bowl: Quadratic | None, uneven: float) -> float:
    """Return the share of the largest stable rate that leads down a bowl in the usual steps.

    Some rows may be steeper than all, and so make the largest stable rate smaller; yet on average
    a step leads as far down as one of all rows.
    """
    if bowl is None or not bowl.rank:
        return _SLOW
    largest, smallest = bowl.eigenvalues[-1] * uneven, bowl.eigenvalues[-bowl.rank]
    return min(max(_ARRIVAL / 2.0 * float(largest / smallest), _SLOW), _FAST)


def _weight(objective: Objective, sampling: Sampling) -> float:
    """Return how much of E a step's rows make: all of a mean, their part of a sum."""
    return 1.0 if objective.loss.averaged else 1.0 / sampling.steps_per_pass(objective.n)


def _share_of(share: float, limit: float) -> float:
    rate = share * limit
    if not 0.0 < rate < np.inf:
        raise ValueError(f"`rate` must be given: the curvature of E allows no guess, got {rate}")
    return _rounded(rate)


def _way(start: Floats, fit: Fit) -> Floats:
    """Return points from the start to the best fit, shape (k, p)."""
    return start + np.linspace(0.0, 1.0, _LOOKS)[:, None] * (fit.point - start)


def _steepest(objective: Objective, start: Floats, fit: Fit) -> float:
    """Return the largest curvature in magnitude on the way; of squares if there is none."""
    if objective.quadratic is not None:
        return float(objective.quadratic.eigenvalues[-1])
    found = _largest([objective.hessian(point) for point in _way(start, fit)])
    if found > 0.0:
        return found
    squares = replace(objective, loss=MSE if objective.loss.averaged else SSE)
    return _largest([squares.hessian(point) for point in _way(start, fit)])


def _largest(hessians: list[Floats]) -> float:
    """Return the largest magnitude of an eigenvalue; what is not finite does not count."""
    sound = [hessian for hessian in hessians if np.isfinite(hessian).all()]
    return max((float(np.abs(np.linalg.eigvalsh(h)).max()) for h in sound), default=0.0)


def _unevenness(objective: Objective, start: Floats) -> float:
    """Return how much steeper than the mean over all rows the mean over some can be.

    With φ the partial derivatives of the prediction, E of a bowl has curvatures like those of the
    mean of φφᵀ, one row |φ|² at most; the ratio is exact for a bowl and a guess for other models.
    """
    largest, total = 0.0, np.zeros((start.size, start.size))
    for features in _features(objective, start):
        largest = max(largest, float((features**2).sum(axis=0).max()))
        total += features @ features.T
    return largest * objective.n / float(np.linalg.eigvalsh(total)[-1])


def _features(objective: Objective, point: Floats) -> Iterator[Floats]:
    """Yield the partial derivatives of the prediction, (p, rows), of some rows at a time."""
    model, columns = objective.model, [column.values for column in objective.data.predictors]
    function = compiled([*model.predictors, *model.parameters], model.features)
    for first in range(0, objective.n, _ROWS):
        some = [column[first : first + _ROWS] for column in columns]
        with np.errstate(all="ignore"):
            values = function(*some, *point)
        yield np.stack([np.broadcast_to(value, some[0].size) for value in values])
