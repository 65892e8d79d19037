"""The best fit of any objective: exact for a bowl, else the best that many searches find.

What is shown as "best" must not depend on the descent that is shown. So it is searched for from
many starts, by methods that share no step with the descent.
"""

from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np

from gdcore.algebra import sympy
from gdcore.arrays import Floats, frozen
from gdcore.error.l1 import least_absolute
from gdcore.error.l1_rows import least_absolute_of
from gdcore.error.loss import MSE, SSE
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.error.squares import Squares

__all__ = ["Fit", "best_fit"]

_SEED: Final = 1944
_CANDIDATES: Final = 256
_CHOSEN: Final = {True: 16, False: 8}
"""From so many of them: of least squares, whose rounds are cheap, or of another loss."""

_ROWS: Final = 2_000
_HELD_ROWS: Final = 200_000
"""Of so many rows the tangent is held whole."""

_ROUNDS: Final = 200
_MOST_ROUNDS: Final = 5_000
_WORK: Final = 100_000_000
"""Rounds, times rows, times pairs of parameters: what the longest search may cost."""

_POLISHES: Final = 6
_HALVINGS: Final = 40
_FIRST_DAMPING: Final = 1e-3
_LEAST_DAMPING: Final = 1e-14
_SLACK: Final = 1e-12
_SAME: Final = 1e-9
_TANGENTS: Final = 30
_EPS: Final = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The best parameters, and how sure that is.

    Parameters
    ----------
    point : Floats, shape (p,)
        Where E is lowest.
    value : float
        E there.
    settled : bool
        Whether the search came to rest, and did not run out of rounds.
    proven : bool
        Whether E is convex and the search came to rest, so that no other place is lower; else this
        is the best that was found.
    endless : bool
        Whether it is proven that E falls on without end, so that there is no best fit: the log loss
        of yes and no that a threshold separates.
    """

    point: Floats
    value: float
    settled: bool
    proven: bool
    endless: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether this is the best fit, not only the best that was found."""
        return self.settled and self.proven


def best_fit(objective: Objective, start: Floats) -> Fit:
    """Return the best fit.

    Parameters
    ----------
    objective : Objective
    start : Floats, shape (p,)
        One more place to search from, for models that are not linear.

    Raises
    ------
    ValueError
        If E is not finite anywhere it was looked at.

    Notes
    -----
    Parameters in which the model is linear are solved for, for each of 256 drawn values of the
    others; from the best of these starts and the given one E is gone down on at most 2000 rows, and
    from the lowest place that this finds, for longer, on all rows.
    """
    bowl = objective.quadratic
    if bowl is not None:
        return Fit(bowl.minimum, bowl.lowest, settled=True, proven=True)
    thin = _thinned(objective)
    places = [_improved(thin, place, _ROUNDS) for place in _starts(thin, start)]
    if not places:
        raise ValueError("`start` must be where E is finite, and E was finite nowhere near")
    best, logit = _first_lowest(places), _logit(objective)
    if logit is not None and _is_separated(logit, start):
        value = float(objective.value(best.point))
        return Fit(best.point, value, settled=False, proven=False, endless=True)
    fit = _searched_longer(objective, thin, best)
    if fit.value <= objective.rounding:
        fit = replace(fit, value=0.0)
    is_convex = logit is not None or objective.model.is_linear
    return replace(fit, proven=is_convex and fit.settled)


def _is_separated(logit: Objective, start: Floats) -> bool:
    """Return whether a threshold of the logit separates yes and no."""
    from gdcore.error.separation import is_separated

    return is_separated(logit.tangent(start)[0], logit.data.y.values)


def _first_lowest(fits: list[Fit]) -> Fit:
    """Return the first of the lowest fits: of mirror images the one that the start leads to."""
    lowest = min(fit.value for fit in fits)
    return next(fit for fit in fits if fit.value <= lowest + _SAME * abs(lowest))


def _logit(objective: Objective) -> Objective | None:
    """Return the objective with the logit as its model, for logistic regression; else None."""
    from gdcore.formula.functions import Sigmoid

    expression: Any = objective.model.expression
    odds: Any = 1 / expression - 1
    if not (
        objective.loss.yes_no and isinstance(expression, Sigmoid) | isinstance(odds, sympy.exp)
    ):
        return None
    argument: Any = expression.args[0] if isinstance(expression, Sigmoid) else -odds.args[0]
    logit = Model(argument, objective.model.predictors, objective.model.parameters)
    return replace(objective, model=logit) if logit.is_linear else None


def _searched_longer(objective: Objective, thin: Objective, best: Fit) -> Fit:
    """Return where a longer search from the best place found comes to, on all rows in the end."""
    if not best.settled:
        best = _improved(thin, best.point, _affordable(thin))
    return best if thin is objective else _improved(objective, best.point, _affordable(objective))


def _affordable(objective: Objective) -> int:
    """Return how many rounds a long search may take."""
    pairs = len(objective.model.parameters) ** 2
    return int(np.clip(_WORK // (objective.n * pairs), _ROUNDS, _MOST_ROUNDS))


def _thinned(objective: Objective) -> Objective:
    """Return the objective on at most so many rows, evenly spaced."""
    data = objective.data
    if data.n <= _ROWS:
        return objective
    return replace(objective, data=data.only(data.spaced(_ROWS)))


def _starts(objective: Objective, start: Floats) -> list[Floats]:
    """Return the start, if E is finite there, and of the drawn ones those where E is lowest."""
    drawn = [start, np.zeros_like(start), *_drawn(objective)]
    fitted = [Squares(objective).solved(place) for place in drawn]
    places = np.vstack([drawn, fitted])
    places = places[np.isfinite(places).all(axis=1)]
    heights = objective.value(places)
    order = np.argsort(heights, kind="stable")[: _CHOSEN[objective.loss.is_quadratic]]
    chosen = [places[k] for k in order if np.isfinite(heights[k])]
    return [start, *chosen] if np.isfinite(objective.value(start)) else chosen


def _drawn(objective: Objective) -> Floats:
    """Return random points: of all magnitudes, of those of 1/x, and among the values of x."""
    random = np.random.default_rng(_SEED)
    shape = _CANDIDATES, len(objective.model.parameters)
    columns = objective.data.predictors
    spreads = np.array([column.std or column.magnitude for column in columns])
    chosen = random.integers(len(columns), size=shape)
    magnitude = 10.0 ** random.uniform(-2.0, 2.0, shape) * random.choice([-1.0, 1.0], shape)
    rows = random.integers(objective.n, size=shape)
    values = np.column_stack([column.values for column in columns])[rows, chosen]
    kinds = random.integers(3, size=shape)
    return np.choose(kinds, [magnitude, magnitude / spreads[chosen], values])


def _improved(objective: Objective, start: Floats, rounds: int) -> Fit:
    """Return where a search from `start` comes to rest, or is given up."""
    if isinstance(objective.loss.row, sympy.Abs):
        return _least_absolute_fit(objective, start, max(_TANGENTS, rounds // _TANGENTS))
    if not objective.loss.is_quadratic or objective.n > _ROWS:
        return _polished(objective, _newton(objective, start, rounds))
    point, settled = Squares(objective).lowest(start, rounds)
    return _polished(objective, Fit(point, float(objective.value(point)), settled, proven=False))


class _Shape(NamedTuple):
    """E about a point, in units of its own: curvatures, ascending, their directions, slopes."""

    units: Floats
    curvatures: Floats
    ways: Floats
    slopes: Floats

    def step(self, damping: float) -> Floats:
        """Return the damped Newton step, shape (p,), in the parameters' units."""
        return -(self.ways @ (self.slopes / (np.abs(self.curvatures) + damping))) / self.units

    def promise(self, damping: float) -> float:
        """Return twice the fall of E that the step promises."""
        return float(self.slopes**2 @ (1.0 / (np.abs(self.curvatures) + damping)))


def _newton(objective: Objective, start: Floats, rounds: int) -> Fit:
    """Go downhill by Newton steps, damped until they lead down.

    H is taken with its eigenvalues' magnitudes, so that a saddle is left; the damping is that of
    Levenberg and Marquardt, in the units of each parameter's own curvature (Nocedal & Wright,
    Numerical Optimization, 2006, sections 3.4 and 10.3; J. J. Moré, Lecture Notes in Mathematics
    630, 1978, pp. 105-116, for the units).
    """
    point, value, damping = start, float(objective.value(start)), _FIRST_DAMPING
    units = _first_units(objective, start)
    for _ in range(rounds):
        shape = _shape(objective, point, units)
        if shape is None:
            break
        found = _downhill(objective, point, value, shape, damping)
        if found is None:
            return Fit(frozen(point), value, settled=True, proven=False)
        point, value, damping, units = *found, shape.units
    return Fit(frozen(point), value, settled=False, proven=False)


def _first_units(objective: Objective, start: Floats) -> Floats:
    """Return the curvatures' roots for squared residuals, for losses without curvature at first."""
    features = replace(objective, loss=MSE if objective.loss.averaged else SSE)
    return np.sqrt(np.abs(np.diag(features.hessian(start))))


def _shape(objective: Objective, point: Floats, units: Floats) -> _Shape | None:
    """Return E's shape about a point, or None where it is not finite; units only ever grow."""
    gradient, hessian = objective.gradient(point), objective.hessian(point)
    if not (np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        return None
    units = np.fmax(units, np.sqrt(np.abs(np.diag(hessian))))
    units = np.where((units > 0) & np.isfinite(units), units, 1.0)
    curvatures, ways = np.linalg.eigh(hessian / units / units[:, None])
    return _Shape(units, curvatures, ways, ways.T @ (gradient / units))


def _downhill(
    objective: Objective, point: Floats, value: float, shape: _Shape, damping: float
) -> tuple[Floats, float, float] | None:
    """Return a lower point, E there and the next damping; None if there is nothing to be gained."""
    while shape.promise(damping) > _EPS**2 * abs(value):
        lower = point + shape.step(damping)
        height = float(objective.value(lower))
        if height < value:
            return lower, height, max(damping / 10.0, _LEAST_DAMPING)
        damping *= 10.0
    return None


def _polished(objective: Objective, fit: Fit) -> Fit:
    """Return the fit moved to where the gradient vanishes, as far as rounding allows.

    Near the bottom E changes less than its rounding; the gradient still tells the way.
    """
    point, shape = fit.point, _shape(objective, fit.point, np.zeros(fit.point.size))
    for _ in range(_POLISHES):
        if shape is None or shape.curvatures[0] <= 0.0:
            break
        better = point + shape.step(0.0)
        after = _shape(objective, better, shape.units)
        if after is None or not np.abs(after.slopes).max() < 0.5 * np.abs(shape.slopes).max():
            break
        point, shape = better, after
    value = float(objective.value(point))
    if not value <= fit.value + _SLACK * abs(fit.value):
        return fit
    return replace(fit, point=frozen(point), value=value)


def _least_absolute_fit(objective: Objective, start: Floats, rounds: int) -> Fit:
    """Return the fit of least absolute residuals, from one straightened model to the next.

    The step of each is shortened until E falls (D. H. Anderson & M. R. Osborne, "Discrete,
    nonlinear approximation problems in polyhedral norms", Numerische Mathematik 28, 1977, pp.
    143-156).
    """
    point, value = start, float(objective.value(start))
    for _ in range(rounds):
        step = _straightened(objective, point)
        lower = _shortened(objective, point, value, step)
        if lower is None:
            return Fit(frozen(point), value, settled=True, proven=False)
        point, value = lower
    return Fit(frozen(point), value, settled=False, proven=False)


def _straightened(objective: Objective, point: Floats) -> Floats:
    """Return the step to the best fit of the model's tangent at a point; 0 if it has none."""
    if objective.n > _HELD_ROWS:
        known = (
            np.isfinite(f).all() and np.isfinite(r).all() for f, r in objective.tangents(point)
        )
        return least_absolute_of(lambda: objective.tangents(point)) if all(known) else 0.0 * point
    features, prediction = objective.tangent(point)
    if not (np.isfinite(features).all() and np.isfinite(prediction).all()):
        return np.zeros_like(point)
    return least_absolute(features, objective.data.y.values - prediction)


def _shortened(
    objective: Objective, point: Floats, value: float, step: Floats
) -> tuple[Floats, float] | None:
    """Return the first point along a step, halved again and again, that is lower, and E there."""
    for _ in range(_HALVINGS):
        height = float(objective.value(point + step))
        if height < value:
            return point + step, height
        step = step / 2.0
    return None
