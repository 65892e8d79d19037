"""A lesson of one parameter with a second one beside it: how high the curve lies."""

from functools import lru_cache
from typing import Final

import sympy

from gdcore.error.model import Model
from gdcore.experiment import Experiment, run

__all__ = ["with_height"]

_NAMES: Final = ("b", "c", "h", "b_0")


@lru_cache(maxsize=8)
def with_height(experiment: Experiment) -> Experiment | None:
    """Return the same data with a model that may be shifted up and down too, after one step.

    m·x becomes the line m·x + b.

    Parameters
    ----------
    experiment : Experiment

    Returns
    -------
    Experiment or None
        In the same units, by plain descent. None where a height has no meaning, as in chances of
        yes or no.
    """
    model, loss = experiment.model, experiment.objective.loss
    if loss.yes_no:
        return None
    taken = {symbol.name for symbol in (*model.predictors, *model.parameters)}
    height = sympy.Symbol(next(name for name in _NAMES if name not in taken), real=True)
    wider = Model(model.expression + height, model.predictors, (*model.parameters, height))
    # Whatever way back the narrower model has, the wider one has too: a height bears any change.
    return run(experiment.data, model=wider, loss=loss, units=experiment.units, steps=1)
