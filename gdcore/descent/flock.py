"""A flock: descents of one parameter from many starts, all making their steps together.

Each goes the way that `gdcore.descent.loop.walk` goes from its start; together they need a
hundredth of the time.
"""

import numpy as np

from gdcore.arrays import Floats, frozen
from gdcore.descent.sampling import Shuffled
from gdcore.error.objective import Objective
from gdcore.formula.stable import compiled

__all__ = ["flock", "shaken"]


def flock(
    objective: Objective, starts: Floats, rate: float, steps: int, beta: float = 0.0
) -> Floats:
    """Descend from each start, all rows at each step.

    Parameters
    ----------
    objective : Objective
        Of one parameter.
    starts : Floats, shape (s,)
    rate : float
        The learning rate, positive.
    steps : int
        How many updates, 0 or more.
    beta : float
        The share of the last step that is kept, as by `gdcore.rules.momentum.HeavyBall`.

    Returns
    -------
    Floats, shape (steps + 1, s)
        Where each is before the first step and after each.
    """
    points, velocity = [starts], np.zeros_like(starts)
    for _ in range(steps):
        velocity = beta * velocity - objective.gradient(points[-1][:, None])[:, 0]
        points.append(points[-1] + rate * velocity)
    return frozen(points)


def shaken(objective: Objective, starts: Floats, rate: float, passes: int, seed: int) -> Floats:
    """Descend from each start, one row at a step, each start with an order of its own.

    Parameters
    ----------
    objective : Objective
        Of one parameter.
    starts : Floats, shape (s,)
    rate : float
        The learning rate, positive.
    passes : int
        How often each row is looked at, 0 or more.
    seed : int
        Start k sees the rows as `Batches(1, Shuffled(seed + k))` deals them.

    Returns
    -------
    Floats, shape (passes + 1, s)
        Where each is before the first step and after each pass.
    """
    symbols = [*objective.model.predictors, objective.response, *objective.model.parameters]
    slope = compiled(symbols, [objective.gradient_rows[0]])
    columns = [column.values for column in objective.data.columns]
    orders = [Shuffled(seed + k).passes(objective.n) for k in range(len(starts))]
    points, weight = [starts], rate * objective.loss.weight(1)
    for _ in range(passes):
        now = points[-1]
        for rows in np.array([next(order) for order in orders]).T:
            (steepness,) = slope(*(column[rows] for column in columns), now)
            now = now - weight * steepness
        points.append(now)
    return frozen(points)
