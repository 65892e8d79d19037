"""The best fit of any objective: exact for a bowl, else the best that a damped Newton search finds.

What is shown as "best" must not depend on the descent that is shown. So it is searched for from
many starts, by a method that shares no step with the descent.
"""

from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np
import sympy

from gdcore.arrays import Floats, frozen
from gdcore.data.dataset import Column, Dataset
from gdcore.error.l1 import least_absolute
from gdcore.error.loss import MSE
from gdcore.error.objective import Objective
from gdcore.formula.functions import Sigmoid
from gdcore.formula.stable import compiled

__all__ = ["Fit", "best_fit"]

_SEED: Final = 1944
_CANDIDATES: Final = 64
_CHOSEN: Final = 8
_ROWS: Final = 2_000
_ROUNDS: Final = 200
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
        Whether the search came to rest: False if E falls on without end, as the log loss does when
        a threshold separates yes from no.
    proven : bool
        Whether E is convex, so that no other place is lower; else this is the best that was found.
    """

    point: Floats
    value: float
    settled: bool
    proven: bool

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
    Parameters in which the model is linear are fitted by least squares for each of 64 drawn values
    of the others (G. H. Golub & V. Pereyra, SIAM J. Numer. Anal. 10, 1973, pp. 413-432); the best
    eight of these starts are improved on at most 2000 rows, and the best of them on all rows.
    """
    bowl = objective.quadratic
    if bowl is not None:
        return Fit(bowl.minimum, bowl.lowest, settled=True, proven=True)
    proven = _is_convex(objective)
    thin = _thinned(objective)
    places = [_improved(thin, place) for place in _starts(thin, start)]
    if not places:
        raise ValueError("`start` must be where E is finite, and E was finite nowhere near")
    return replace(_improved(objective, _first_lowest(places).point), proven=proven)


def _first_lowest(fits: list[Fit]) -> Fit:
    """Return the first of the lowest fits: of mirror images the one that the start leads to."""
    lowest = min(fit.value for fit in fits)
    return next(fit for fit in fits if fit.value <= lowest + _SAME * abs(lowest))


def _is_convex(objective: Objective) -> bool:
    """Tell whether E is convex: a convex loss of a linear model, or logistic regression."""
    model = objective.model
    if model.is_linear:
        return True
    if not (objective.loss.yes_no and isinstance(model.expression, Sigmoid)):
        return False
    logit: Any = model.expression.args[0]
    return replace(model, expression=logit).is_linear


def _thinned(objective: Objective) -> Objective:
    """Return the objective on at most so many rows, evenly spaced."""
    data = objective.data
    if data.n <= _ROWS:
        return objective
    rows = np.linspace(0, data.n - 1, _ROWS).astype(np.int64)
    columns = [Column(column.name, column.values[rows]) for column in data.columns]
    return replace(objective, data=Dataset(tuple(columns[:-1]), columns[-1]))


def _starts(objective: Objective, start: Floats) -> list[Floats]:
    """Return the start, if E is finite there, and of the drawn ones those where E is lowest."""
    drawn = [start, np.zeros_like(start), *_drawn(objective)]
    fitted = _with_linear_parameters(objective, np.array(drawn))
    places = np.vstack([drawn, fitted])
    places = places[np.isfinite(places).all(axis=1)]
    heights = objective.value(places)
    order = np.argsort(heights, kind="stable")[:_CHOSEN]
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


def _with_linear_parameters(objective: Objective, points: Floats) -> Floats:
    """Return the points with the parameters that the model is linear in fitted to the data."""
    model = objective.model
    linear = [p in model.linear_parameters for p in model.parameters]
    if not any(linear):
        return points
    features = [f for f, kept in zip(model.features, linear, strict=True) if kept]
    offset = model.expression.subs(dict.fromkeys(model.linear_parameters, 0))
    symbols = [*model.predictors, *model.parameters]
    function = compiled(symbols, [*features, offset])
    columns = [column.values for column in objective.data.predictors]
    fitted = points.copy()
    for k, point in enumerate(points):
        with np.errstate(all="ignore"):
            values = function(*columns, *point)
        table = np.column_stack([np.broadcast_to(value, objective.n) for value in values])
        fitted[k, linear] = _least_squares(table[:, :-1], objective.data.y.values - table[:, -1])
    return fitted


def _least_squares(features: Floats, targets: Floats) -> Floats:
    """Return the least-squares solution, or NaN where the table is not finite."""
    if not (np.isfinite(features).all() and np.isfinite(targets).all()):
        return np.full(features.shape[1], np.nan)
    sizes = np.abs(features).max(axis=0)
    sizes = np.where(sizes > np.finfo(np.float64).tiny, sizes, 1.0)
    with np.errstate(over="ignore"):
        return np.linalg.lstsq(features / sizes, targets, rcond=None)[0] / sizes


def _improved(objective: Objective, start: Floats) -> Fit:
    """Return where a search from `start` comes to rest."""
    if isinstance(objective.loss.row, sympy.Abs):
        return _least_absolute_fit(objective, start)
    return _polished(objective, _newton(objective, start))


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


def _newton(objective: Objective, start: Floats) -> Fit:
    """Go downhill by Newton steps, damped until they lead down.

    H is taken with its eigenvalues' magnitudes, so that a saddle is left; the damping is that of
    Levenberg and Marquardt, in the units of each parameter's own curvature (Nocedal & Wright,
    Numerical Optimization, 2006, sections 3.4 and 10.3; J. J. Moré, Lecture Notes in Mathematics
    630, 1978, pp. 105-116, for the units).
    """
    point, value, damping = start, float(objective.value(start)), _FIRST_DAMPING
    units = _first_units(objective, start)
    for _ in range(_ROUNDS):
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
    features = replace(objective, loss=replace(MSE, averaged=objective.loss.averaged))
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


def _least_absolute_fit(objective: Objective, start: Floats) -> Fit:
    """Return the fit of least absolute residuals, from one straightened model to the next.

    The step of each is shortened until E falls (D. H. Anderson & M. R. Osborne, "Discrete,
    nonlinear approximation problems in polyhedral norms", Numerische Mathematik 28, 1977, pp.
    143-156).
    """
    point, value = start, float(objective.value(start))
    for _ in range(_TANGENTS):
        step = _straightened(objective, point)
        lower = _shortened(objective, point, value, step)
        if lower is None:
            return Fit(frozen(point), value, settled=True, proven=False)
        point, value = lower
    return Fit(frozen(point), value, settled=False, proven=False)


def _straightened(objective: Objective, point: Floats) -> Floats:
    """Return the step to the best fit of the model's tangent at a point; 0 if it has none."""
    model, data = objective.model, objective.data
    function = compiled([*model.predictors, *model.parameters], [*model.features, model.expression])
    with np.errstate(all="ignore"):
        values = function(*(column.values for column in data.predictors), *point)
    table = np.column_stack([np.broadcast_to(value, data.n) for value in values])
    if not np.isfinite(table).all():
        return np.zeros_like(point)
    return least_absolute(table[:, :-1], data.y.values - table[:, -1])


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
