"""One lesson's numbers: a data set, a model and a descent, in the units descended in and the data's own."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import sympy

from gdcore.arrays import Floats, frozen
from gdcore.dataset import Dataset, Scaling, standardise
from gdcore.descent import leap
from gdcore.landscape import condition_number, max_stable_rate
from gdcore.loss import MSE, Loss
from gdcore.model import Model, line
from gdcore.objective import Objective
from gdcore.stopping import Stop
from gdcore.trajectory import Status, Trajectory

__all__ = ["AUTO_SHARE", "Experiment", "run"]

AUTO_SHARE = 0.1
"""The automatic learning rate is this share of the largest stable one: slow enough to be watched."""

_AUTO_START = -1.0
"""The automatic start on standardised columns, for each parameter: none of them is right there."""


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
    """

    data: Dataset
    objective: Objective
    scaling: Scaling
    rate: float
    trajectory: Trajectory

    @property
    def model(self) -> Model:
        """The model that was fitted."""
        return self.objective.model

    @property
    def best(self) -> Floats:
        """The best fit in the units descended in, shape (p,)."""
        return self.objective.quadratic.minimum

    @property
    def best_loss(self) -> float:
        """E at the best fit, in the units descended in."""
        return self.objective.quadratic.lowest

    @property
    def standardised(self) -> bool:
        """Whether the columns descended on differ from the data's own."""
        return bool((self.scaling.scales != 1).any() or (self.scaling.shifts != 0).any())

    @property
    def max_stable_rate(self) -> float:
        """The largest rate that converges."""
        return max_stable_rate(self.objective.quadratic)

    @property
    def condition_number(self) -> float:
        """The ratio of the largest curvature to the smallest."""
        return condition_number(self.objective.quadratic)

    @cached_property
    def _way_back(self) -> tuple[Floats, Floats]:
        return _own_units(self.model, self.scaling)

    def original(self, points: Floats) -> Floats:
        """Return parameters of shape (..., p) in the data's own units, of the same shape."""
        matrix, constant = self._way_back
        with np.errstate(over="ignore", invalid="ignore"):
            return points @ matrix.T + constant

    def predict(self, point: Floats, x: Floats) -> Floats:
        """Return the prediction in the data's own units.

        Parameters
        ----------
        point : Floats, shape (p,)
            In the units descended in.
        x : Floats, shape (n,)
            Values of the first predictor, in its own unit.
        """
        scales, shifts = self.scaling.scales, self.scaling.shifts
        with np.errstate(over="ignore", invalid="ignore"):
            own = self._prediction((x - shifts[0]) / scales[0], *point)
            return shifts[-1] + scales[-1] * np.broadcast_to(own, x.shape)

    @cached_property
    def _prediction(self):  # noqa: ANN202 - sympy's functions are untyped
        symbols = [*self.model.predictors, *self.model.parameters]
        return sympy.lambdify(symbols, self.model.expression, "numpy")


def run(
    data: Dataset,
    *,
    model: Model | None = None,
    loss: Loss = MSE,
    standard: bool = True,
    rate: float | None = None,
    start: dict[str, float] | None = None,
    steps: int = 100,
    stops: tuple[Stop, ...] = (),
) -> Experiment:
    """Descend on a data set.

    Parameters
    ----------
    data : Dataset
        In its own units.
    model : Model, optional
        The straight line if not given.
    loss : Loss
    standard : bool
        Whether to descend on columns of mean 0 and standard deviation 1.
    rate : float, optional
        The learning rate, positive; if not given, a tenth of the largest stable one.
    start : dict of str to float, optional
        The start in the units descended in, by parameter; what is not given is −1 on standardised
        columns and 0 on raw ones.
    steps : int
        How many updates at most.
    stops : tuple of Stop
        When to end sooner.

    Raises
    ------
    ValueError
        If `rate`, `steps` or a threshold is out of range, or `start` names no parameter of the model.
    """
    model = model or line()
    descended, scaling = standardise(data) if standard else (data, Scaling.none(len(data.columns)))
    objective = Objective(model, loss, descended)
    rate = AUTO_SHARE * max_stable_rate(objective.quadratic) if rate is None else rate
    if not 0.0 < rate < np.inf:
        raise ValueError(f"`rate` must be positive and finite, got {rate}")
    point = _start(model, start or {}, _AUTO_START if standard else 0.0)
    trajectory = leap(objective, rate, point, steps, stops)
    return Experiment(data, objective, scaling, rate, _judged(trajectory, objective, rate))


def _start(model: Model, given: dict[str, float], default: float) -> Floats:
    unknown = set(given) - set(model.names)
    if unknown:
        raise ValueError(
            f"`start` may name {', '.join(model.names)}, got {', '.join(sorted(unknown))}"
        )
    return frozen([given.get(name, default) for name in model.names])


def _judged(trajectory: Trajectory, objective: Objective, rate: float) -> Trajectory:
    """Say what the numbers alone cannot: whether the rate was too large, and which would do."""
    limit = max_stable_rate(objective.quadratic)
    climbed = trajectory.values[-1] > trajectory.values[0]
    if trajectory.status is Status.CONVERGED or rate <= limit or not climbed:
        return trajectory
    sentence = (
        f"The rate {rate:.3g} is above the largest stable rate 2/λ = {limit:.3g}, so each step lands "
        f"further from the best fit; a rate below {limit:.3g} converges."
    )
    return Trajectory(trajectory.points, trajectory.values, Status.DIVERGED, sentence)


def _own_units(model: Model, scaling: Scaling) -> tuple[Floats, Floats]:
    """Return A (p, p) and c (p,) such that A θ + c predicts in the data's own units.

    Put (x − x̄)/s for each predictor and undo the response's scaling; comparing coefficients of the
    predictors' monomials gives equations that are linear in the parameters wanted.
    """
    if not (scaling.shifts.any() or (scaling.scales != 1).any()):
        return np.eye(len(model.parameters)), np.zeros(len(model.parameters))
    moved = {
        x: (x - float(shift)) / float(scale)
        for x, shift, scale in zip(
            model.predictors, scaling.shifts[:-1], scaling.scales[:-1], strict=True
        )
    }
    own = [sympy.Dummy(name) for name in model.names]
    target = float(scaling.shifts[-1]) + float(scaling.scales[-1]) * model.expression.subs(moved)
    wanted = model.expression.subs(dict(zip(model.parameters, own, strict=True)))
    equations = sympy.Poly(sympy.expand(wanted - target), *model.predictors).coeffs()
    solution = sympy.solve(equations, own, dict=True)[0]
    image = [sympy.expand(solution[symbol]) for symbol in own]
    matrix = [[float(sympy.diff(e, p)) for p in model.parameters] for e in image]
    constant = [float(e.subs(dict.fromkeys(model.parameters, 0))) for e in image]
    return frozen(matrix), frozen(constant)
