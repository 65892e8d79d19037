"""The first steps of a descent as they were made: on which rows, from which gradient, how far."""

from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.descent.sampling import Rows
from gdcore.experiment import Experiment

__all__ = ["StepMade", "first_steps"]


@dataclass(frozen=True, slots=True, eq=False)
class StepMade:
    """One step of a descent.

    Parameters
    ----------
    rows : Rows or None
        Which rows it looked at, None for all.
    gradient : Floats, shape (p,)
        Of these rows, where the rule wanted to look.
    change : Floats, shape (p,)
        Of the parameters; not finite if it led out of all bounds.
    """

    rows: Rows | None
    gradient: Floats
    change: Floats

    @property
    def rate(self) -> float:
        """How many times as long as the gradient it is; 0 where that is zero."""
        size = float(np.hypot.reduce(self.gradient))
        return float(np.hypot.reduce(self.change)) / size if size else 0.0


@lru_cache(maxsize=16)
def first_steps(experiment: Experiment, count: int) -> tuple[StepMade, ...]:
    """Return the first steps, made anew by the lesson's own rule and sampling.

    Parameters
    ----------
    experiment : Experiment
    count : int
        At most so many; fewer if the descent had no more, though one that did not even make its
        first step has that.
    """
    path, objective, update = experiment.trajectory, experiment.objective, experiment.update
    batches = experiment.sampling.batches(objective.n)
    made: list[StepMade] = []
    point, state = path.start, update.init(path.start)
    with np.errstate(all="ignore"):
        for rows in islice(batches, min(count, max(path.steps, 1))):
            whole = (
                objective.gradient if objective.quadratic is None else objective.quadratic.gradient
            )
            slope = whole if rows is None else partial(objective.gradient_on, rows=rows)
            seen = frozen(slope(update.direction.look(point, state[0])))
            change, _, state = update.step(objective, slope, point, state)
            made.append(StepMade(rows, seen, frozen(change)))
            point = point + change
    return tuple(made)
