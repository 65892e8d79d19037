"""One lesson's numbers: data, model and descent, in the units descended in and the data's own."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.data.dataset import Dataset
from gdcore.data.units import Scaling, Units, rescaled
from gdcore.data.way_back import WayBack, fullest_way
from gdcore.descent.account import account
from gdcore.descent.loop import descend
from gdcore.descent.reference import Reference
from gdcore.descent.sampling import AllRows, Sampling
from gdcore.descent.starts import far_start, first_start, steep_starts
from gdcore.descent.stopping import Stop
from gdcore.descent.trajectory import Status, Trajectory
from gdcore.descent.verdict import End, Start, Verdict, verdict
from gdcore.error.fits import Fit, best_fit
from gdcore.error.loss import MSE, Loss
from gdcore.error.model import Model, line
from gdcore.error.objective import Objective
from gdcore.error.quadratic import UNSEEN, Quadratic
from gdcore.formula.compiling import compiled
from gdcore.landscape.curvature import condition_number
from gdcore.rules.named_rates import named_rate
from gdcore.rules.rate_names import RateName
from gdcore.rules.rates import auto_rate
from gdcore.rules.recipes import FIXED, Rule
from gdcore.rules.update import Update

__all__ = ["USUAL_STEPS", "Experiment", "judged", "run"]

USUAL_STEPS: Final = 100
"""So many updates are made if nothing else is said."""

_ROUNDING: Final = 1e-12
"""A way so short beside the longest one is rounding."""


@dataclass(frozen=True, eq=False)
class Experiment:
    """What was descended, how, and what came of it.

    Parameters
    ----------
    data : Dataset
        In its own units.
    objective : Objective
        E over the columns that were descended on.
    scaling : Scaling
        How those columns relate to the data's own.
    rate : float
        The learning rate.
    trajectory : Trajectory
        In the units descended in.
    fit : Fit
        The best fit, and how sure that is, in the units descended in.
    rule : Rule
        The update rule.
    sampling : Sampling
        Which rows each step looked at.
    way : WayBack, optional
        How parameters read in the data's own units; None if those were descended in.
    units : Units
        What the columns were measured in.
    asked_rate : float, optional
        The learning rate if it was asked for; None if it is the automatic one.
    """

    data: Dataset
    objective: Objective
    scaling: Scaling
    rate: float
    trajectory: Trajectory
    fit: Fit
    rule: Rule = FIXED
    sampling: Sampling = AllRows()  # noqa: RUF009 - frozen
    way: WayBack | None = None
    units: Units = Units.OWN
    asked_rate: float | None = None

    @property
    def model(self) -> Model:
        """The model that was fitted."""
        return self.objective.model

    @property
    def best(self) -> Floats:
        """The best fit in the units descended in, shape (p,); see `fit.proven`."""
        return self.fit.point

    @property
    def best_loss(self) -> float:
        """E at the best fit, in the units descended in."""
        return self.fit.value

    @property
    def rescaled(self) -> bool:
        """Whether the columns descended on differ from the data's own."""
        return bool((self.scaling.scales != 1).any() or (self.scaling.shifts != 0).any())

    @cached_property
    def bowl(self) -> Quadratic:
        """The bowl that E is, or that it is like near the best fit."""
        return _bowl_at(self.objective, self.fit)

    @property
    def update(self) -> Update[Any, Any]:
        """How each step was made."""
        return self.rule.update(self.rate)

    @property
    def max_stable_rate(self) -> float | None:
        """The largest rate at which this rule converges; if E is no bowl, once near the best fit.

        Infinite if E has no curvature there, as the mean of absolute residuals. None if no such
        limit can be stated: the rate is not fixed, the rule has none, steps look at some rows only,
        or there is no best fit.
        """
        return self.reference.limit

    @property
    def leaves_open(self) -> bool:
        """Whether E is a bowl that the data leave a direction open of: many fits are the best."""
        return self.objective.is_quadratic and self.bowl.rank < len(self.model.names)

    @property
    def condition_number(self) -> float:
        """The ratio of the largest curvature to the smallest, at the best fit."""
        return condition_number(self.bowl)

    @property
    def plain_rate(self) -> float | None:
        """The rate, if it is fixed and each step looks at all rows; None for other descents."""
        return self.update.plain_rate if isinstance(self.sampling, AllRows) else None

    @cached_property
    def plain(self) -> "Experiment":
        """The same lesson by plain descent: all rows, minus the gradient, one rate; self if it is.

        It starts at the same place and looks at as many rows, or makes the usual steps if these are
        more. A rate that was asked for of a like rule serves, unless it makes the plain descent
        alone run away; other rules' rates are none of plain descent, and the automatic one serves.
        """
        if self.plain_rate is not None:
            return self
        found = self._by_plain_steps(self.asked_rate if self.rule.kind == FIXED.kind else None)
        is_at_fault = found.verdict.has_run_away and not self.verdict.has_run_away
        return self._by_plain_steps(None) if is_at_fault else found

    def _by_plain_steps(self, given: float | None) -> "Experiment":
        objective, path, fit, rows = self.objective, self.trajectory, self.fit, AllRows()
        rate = _rate(given, FIXED, objective, path.start, fit, rows)
        passes = path.steps // self.sampling.steps_per_pass(objective.n)
        made = descend(objective, FIXED.update(rate), path.start, max(passes, USUAL_STEPS))
        plainly = {"rule": FIXED, "sampling": rows, "asked_rate": given}
        found = replace(self, rate=rate, trajectory=made, **plainly)
        return replace(found, trajectory=judged(found))

    @property
    def is_line(self) -> bool:
        """Whether the model is the straight line m·x + b, whose parameters have names."""
        return self.model.is_line

    @cached_property
    def verdict(self) -> Verdict:
        """How the descent went."""
        return verdict(self.reference, self.trajectory)

    @property
    def reference(self) -> Reference:
        """What the descent is judged against."""
        update = self.update if isinstance(self.sampling, AllRows) else None
        return Reference(self.objective, self.fit, self.bowl, update)

    @cached_property
    def farthest(self) -> int:
        """Which parameter has kept the largest share of its way, in the data's own units."""
        path = self.trajectory
        start, final, best = map(self.original, (path.start, path.final, self.best))
        left, whole = np.abs(final - best), np.abs(start - best)
        moved = whole > _ROUNDING * whole.max()
        return int(np.argmax(np.where(moved, left / np.where(moved, whole, 1.0), 0.0)))

    def original(self, points: Floats) -> Floats:
        """Return parameters of shape (..., p) in the data's own units, of the same shape."""
        return np.array(points) if self.way is None else self.way(points, self.scaling)

    def predict(self, point: Floats, x: Floats) -> Floats:
        """Return the prediction in the data's own units.

        Parameters
        ----------
        point : Floats, shape (p,)
            In the units descended in.
        x : Floats, shape (n,) or (n, predictors)
            Values of the predictor or predictors, in their own units.
        """
        scales, shifts = self.scaling.scales, self.scaling.shifts
        table = x[:, None] if x.ndim == 1 else x
        with np.errstate(all="ignore"):
            descended = (table - shifts[:-1]) / scales[:-1]
            (own,) = self._prediction(*descended.T, *point)
            return shifts[-1] + scales[-1] * np.broadcast_to(own, len(table))

    @property
    def has_typical_miss(self) -> bool:
        """Whether the root of E is a length: for losses that are made of squares alone."""
        return self.objective.loss.is_quadratic

    def typical_miss(self, error: float) -> float | None:
        """Return the root of the mean squared residual, in the response's own unit.

        Parameters
        ----------
        error : float
            A value of E, in the units descended in.

        Returns
        -------
        float or None
            None for other losses: their roots mean no length; see `has_typical_miss`. What is
            rounding beside the response is 0.
        """
        if not self.has_typical_miss:
            return None
        mean = error if self.objective.loss.averaged else error / self.data.n
        miss = float(np.sqrt(mean) * self.scaling.scales[-1])
        return miss if miss > UNSEEN * self.data.y.magnitude else 0.0

    @property
    def first_move(self) -> float:
        """How far the first step moves a prediction at most, against the span of the responses."""
        path, table = self.trajectory, self.data.table
        before, after = (self.predict(path.points[k], table) for k in (0, min(1, path.steps)))
        span = np.ptp(np.append(before, self.data.y.values))
        return float(np.abs(after - before).max() / span) if span else 0.0

    @cached_property
    def _prediction(self) -> Any:
        symbols = [*self.model.predictors, *self.model.parameters]
        return compiled(symbols, [self.model.expression])


def run(
    data: Dataset,
    *,
    model: Model | None = None,
    loss: Loss = MSE,
    units: Units = Units.STANDARD,
    rule: Rule = FIXED,
    sampling: Sampling | None = None,
    rate: float | RateName | None = None,
    start: dict[str, float] | None = None,
    steps: int = USUAL_STEPS,
    stops: tuple[Stop, ...] = (),
) -> Experiment:
    """Descend on a data set.

    Parameters
    ----------
    data : Dataset
        In its own units.
    model : Model, optional
        The straight line if not given. Its predictors are columns' names; if none of them is, they
        stand for the columns in their order.
    loss : Loss
    units : Units
        What to measure the columns in while descending. Where the model could not
        be read in the data's own units then, predictors or response are scaled only or left as they
        are, as a·x^b needs it (see `gdcore.data.way_back`); the response of yes/no losses is left.
    rule : Rule
        The update rule.
    sampling : Sampling, optional
        Which rows each step looks at; all of them if not given.
    rate : float or RateName, optional
        The learning rate, positive, or what it does, see `gdcore.rules.named_rates`; if not given,
        see `gdcore.rules.rates.auto_rate`.
    start : dict of str to float, optional
        The start in the units descended in, by parameter; for what is not given see
        `gdcore.descent.starts`.
    steps : int
        How many updates at most.
    stops : tuple of Stop
        When to end sooner.

    Raises
    ------
    ValueError
        If an argument is out of range, `start` names no parameter of the model, the data do not
        suit the model, or the model has no counterpart in the data's own units and `units` are
        others.

    Examples
    --------
    >>> from gdcore.data.dataset import Column
    >>> data = Dataset((Column("x", [0.5, 2.3, 2.9]),), Column("y", [1.4, 1.9, 3.2]))
    >>> done = run(data, rate=0.5, steps=1)
    >>> done.original(done.trajectory.final).round(6).tolist()
    [0.641026, 0.948718]
    """
    model, sampling = model or line(), sampling or AllRows()
    _check_start(model, start or {})
    data = _matched(data, model)
    descended, scaling, way = _scaled(data, model, loss, units)
    objective = Objective(model, loss, descended)
    _check_determined(objective)
    are_small = units is not Units.OWN
    first = first_start(objective, start or {}, are_small)
    fit = best_fit(objective, first)
    point = far_start(objective, first, fit, start or {}, are_small)
    if not fit.proven and (point != first).any():
        fit = best_fit(objective, point)
    taken = _rate(rate, rule, objective, point, fit, sampling)
    path = descend(objective, rule.update(taken), point, steps, stops, sampling)
    asked = None if rate is None else taken
    made = Experiment(data, objective, scaling, taken, path, fit, rule, sampling, way, units, asked)
    return replace(made, trajectory=judged(made))


def _bowl_at(objective: Objective, fit: Fit) -> Quadratic:
    """Return the bowl that E is, or that it is like near its best fit."""
    if objective.quadratic is not None:
        return objective.quadratic
    return Quadratic.from_hessian(fit.point, fit.value, objective.hessian(fit.point))


def _matched(data: Dataset, model: Model) -> Dataset:
    """Return the data with the model's predictors only, in its order."""
    wanted = list(model.columns)
    named = {column.name for column in data.predictors}
    return data.select(wanted) if named.issuperset(wanted) else data


def _scaled(
    data: Dataset, model: Model, loss: Loss, units: Units
) -> tuple[Dataset, Scaling, WayBack | None]:
    """Return the data to descend on, and the way back."""
    if units is Units.OWN:
        return data, Scaling.none(len(data.columns)), None
    predictors, response, way = fullest_way(model, response=not loss.yes_no)
    return *rescaled(data, units, predictors, response, straight=model.is_straight), way


def _check_determined(objective: Objective) -> None:
    bowl = objective.quadratic
    if bowl is not None and bowl.rank == 0:
        raise ValueError(
            f"`data` must let {objective.model.expression} vary with a parameter, got zeros only"
        )


def _check_start(model: Model, given: dict[str, float]) -> None:
    names = model.names
    unknown = set(given) - set(names)
    if unknown:
        raise ValueError(f"`start` may name {', '.join(names)}, got {', '.join(sorted(unknown))}")


def _rate(
    given: float | RateName | None,
    rule: Rule,
    objective: Objective,
    start: Floats,
    fit: Fit,
    sampling: Sampling,
) -> float:
    if given is None:
        return auto_rate(rule, objective, start, fit, sampling)
    if rule.kind == "none":
        raise ValueError(f"`rate` must be left out for {rule.name}, got {given}")
    if isinstance(given, RateName):
        return named_rate(given, rule, _bowl_at(objective, fit))
    if not 0.0 < given < np.inf:
        raise ValueError(f"`rate` must be positive and finite, got {given}")
    return given


def _elsewhere(experiment: Experiment) -> str:
    """Return where the descent could start, in a sentence after a space, if it cannot here."""
    if experiment.verdict.start is not Start.LEVEL:
        return ""
    objective, fit, names = experiment.objective, experiment.fit, experiment.model.names
    others = list(steep_starts(objective, fit, {}, experiment.rescaled))[:1]
    told = (",".join(f"{n}={v:g}" for n, v in zip(names, o, strict=True)) for o in others)
    return "".join(f" Another start would, such as {pairs}." for pairs in told)


def judged(experiment: Experiment) -> Trajectory:
    """Return the path, saying what it alone cannot: where it led, or which rate it had needed."""
    path, judged = experiment.trajectory, experiment.verdict
    said = account(experiment.reference, path, judged, experiment.rule.name)
    has_diverged = judged.end in (End.DIVERGED, End.LOST)
    status = Status.DIVERGED if has_diverged else path.status
    return replace(path, status=status, sentence=said + _elsewhere(experiment))
