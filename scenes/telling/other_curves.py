"""Descents with other formulas, on shipped data: what is shown of curves that are no lines."""

from functools import cache
from typing import Final

from gdcore.data.units import Units
from gdcore.error.loss import LOGLOSS, MSE, Loss
from gdcore.error.model import Model, line
from gdcore.experiment import Experiment, run
from gdcore.formula.parsing import parse_formula
from scenes.telling.shipped import shipped_dataset

__all__ = ["OTHER_CURVES", "other_curve", "straight_line", "two_columns"]

OTHER_CURVES: Final = ("growth", "bend", "chance")
"""An exponential curve, a parabola, and an S-curve for yes and no."""

_LESSONS: Final[dict[str, tuple[str, str, Loss, dict[str, float], int]]] = {
    "growth": ("population", "a*exp(k*x)", MSE, {"a": 1.0, "k": 0.0}, 300),
    "bend": ("women", "a*x*x + b*x + c", MSE, {}, 100),
    "chance": ("shuttle", "sigmoid(w*x + b)", LOGLOSS, {}, 100),
}
"""Data set, formula, loss, start where the automatic one is far away, and steps."""
_LINE_STEPS: Final = 100


@cache
def other_curve(key: str) -> Experiment:
    """Return the descent of one of `OTHER_CURVES`, in round units."""
    name, formula, loss, start, steps = _LESSONS[key]
    model = Model.from_formula(parse_formula(formula, ["x"]))
    data = shipped_dataset(name)
    return run(data, model=model, loss=loss, units=Units.ROUND, start=start, steps=steps)


@cache
def straight_line(key: str) -> Experiment:
    """Return the descent of a straight line on the data of one of `OTHER_CURVES`."""
    data = shipped_dataset(_LESSONS[key][0])
    return run(data, model=line(), units=Units.ROUND, steps=_LINE_STEPS)


@cache
def two_columns() -> Model:
    """Return the model that is linear in two columns."""
    return Model.from_formula(parse_formula("m_1*x_1 + m_2*x_2 + b", ["x_1", "x_2"]))
