"""A cut through the landscape: E of one or two parameters while the others are held at their best.

The cut goes through the best fit, so its lowest point is the best fit's own, and what is seen in it
is a slice of the whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
import sympy

from gdcore.arrays import Floats, frozen
from gdcore.calculus.derivation import derive
from gdcore.calculus.total import total
from gdcore.descent.loop import descend
from gdcore.descent.reference import Reference
from gdcore.descent.sampling import AllRows
from gdcore.descent.trajectory import Trajectory
from gdcore.descent.verdict import Verdict, verdict
from gdcore.error.model import Model
from gdcore.error.objective import Objective
from gdcore.error.quadratic import Quadratic
from gdcore.experiment import Experiment
from gdcore.landscape.curvature import max_stable_rate

__all__ = ["Section", "Shape", "section"]

_DIGITS: Final = 17
"""So many decimal digits tell any two doubles apart."""


class Shape(StrEnum):
    """What the curve of E over one parameter is."""

    PARABOLA = "parabola"
    NEARLY = "nearly"
    """Like a parabola close to its lowest point."""
    OTHER = "other"


@dataclass(frozen=True, eq=False)
class Section:
    """E of some of an experiment's parameters, the others held at their best.

    Parameters
    ----------
    whole : Experiment
    chosen : tuple of int
        Which parameters vary, ascending; all of them is allowed.
    """

    whole: Experiment
    chosen: tuple[int, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the parameters that vary."""
        return tuple(self.whole.model.names[k] for k in self.chosen)

    @cached_property
    def held(self) -> tuple[str, ...]:
        """The names of the parameters that are held."""
        return tuple(name for name in self.whole.model.names if name not in self.names)

    @cached_property
    def objective(self) -> Objective:
        """E over the parameters that vary, in the units descended in."""
        whole = self.whole.objective
        if not self.held:
            return whole
        parameters = whole.model.parameters
        constants: dict[Any, Any] = {
            parameter: sympy.Float(float(value), _DIGITS)
            for parameter, value in zip(parameters, self.whole.best, strict=True)
            if parameter.name in self.held
        }
        kept = tuple(parameters[k] for k in self.chosen)
        reduced: Any = whole.model.expression.xreplace(constants)
        return Objective(Model(reduced, whole.model.predictors, kept), whole.loss, whole.data)

    @cached_property
    def best(self) -> Floats:
        """The best fit's parameters that vary, shape (k,)."""
        return self.project(self.whole.best)

    @cached_property
    def start(self) -> Floats:
        """The start's parameters that vary, shape (k,)."""
        return self.project(self.whole.trajectory.start)

    @cached_property
    def bowl(self) -> Quadratic:
        """The bowl that the cut is, or that it is like near the best fit."""
        chosen = np.array(self.chosen)
        hessian = self.whole.bowl.hessian[np.ix_(chosen, chosen)]
        return Quadratic.from_hessian(self.best, self.whole.best_loss, hessian)

    @property
    def shape(self) -> Shape:
        """Whether E is a parabola along the first parameter that varies."""
        if self.objective.is_quadratic:
            return Shape.PARABOLA
        is_like_one = self.objective.loss.is_smooth and self.stretch > 0.0
        return Shape.NEARLY if is_like_one else Shape.OTHER

    @property
    def stretch(self) -> float:
        """The factor c of E₀ + c (θ − θ*)² that E is near the best fit, along that parameter."""
        return float(self.bowl.hessian[0, 0]) / 2.0

    @property
    def max_stable_rate(self) -> float:
        """The largest fixed rate that converges in the cut; see `Experiment.max_stable_rate`."""
        return max_stable_rate(self.bowl)

    def lift(self, points: Floats) -> Floats:
        """Return points of the cut, shape (..., k), as points of the whole, shape (..., p)."""
        lifted = np.empty((*points.shape[:-1], self.whole.best.size))
        lifted[...] = self.whole.best
        lifted[..., list(self.chosen)] = points
        return frozen(lifted)

    def project(self, points: Floats) -> Floats:
        """Return the parameters that vary, shape (..., k), of points of the whole, (..., p)."""
        return frozen(points[..., list(self.chosen)])

    @cached_property
    def error(self) -> sympy.Expr:
        """E written out as a sum over the rows, in all parameters."""
        return total(self.whole.model, self.whole.objective.loss)

    @cached_property
    def slopes(self) -> tuple[sympy.Expr, ...]:
        """The partial derivatives of E by the parameters that vary, as sums over the rows."""
        parameters = [self.whole.model.parameters[k] for k in self.chosen]
        return tuple(derive(self.error, parameter).steps[-1].after for parameter in parameters)

    def descend(
        self, steps: int, start: Floats | None = None, rate: float | None = None
    ) -> Trajectory:
        """Return the descent in the cut alone, with the experiment's rule and sampling.

        Parameters
        ----------
        steps : int
            How many updates to make at most, 0 or more.
        start : Floats, shape (k,), optional
            The experiment's own if not given.
        rate : float, optional
            The experiment's own if not given.
        """
        whole, start = self.whole, self.start if start is None else start
        update = whole.update if rate is None else whole.rule.update(rate)
        return descend(self.objective, update, start, steps, sampling=whole.sampling)

    def verdict(self, path: Trajectory, rate: float | None = None) -> Verdict:
        """Return how a descent in the cut went.

        Parameters
        ----------
        path : Trajectory
            Of `descend`, or the first steps of it.
        rate : float, optional
            What it was made with, if not the experiment's own.
        """
        update = self.whole.update if rate is None else self.whole.rule.update(rate)
        sees_all = isinstance(self.whole.sampling, AllRows)
        fit = replace(self.whole.fit, point=self.best)
        reference = Reference(self.objective, fit, self.bowl, update if sees_all else None)
        return verdict(reference, path)


@lru_cache(maxsize=128)
def section(experiment: Experiment, count: int) -> Section:
    """Return the cut along the first so many parameters that E depends on near the best fit.

    Parameters
    ----------
    experiment : Experiment
    count : int
        How many parameters vary, 1 or more; all of them if there are no more.

    Raises
    ------
    ValueError
        If `count` is below 1.
    """
    if count < 1:
        raise ValueError(f"`count` must be 1 or more, got {count}")
    curved = np.diagonal(experiment.bowl.hessian) > 0.0
    order: Iterable[int] = sorted(range(curved.size), key=lambda k: not curved[k])
    return Section(experiment, tuple(sorted(list(order)[:count])))
