"""What columns are called in formulas: their names, if these are short and can be drawn."""

from dataclasses import replace
from typing import Any, Final

import sympy

from gdcore.error.model import RESPONSE, Model
from gdcore.experiment import Experiment
from scenes.kit.text.glyphs import missing_letters
from scenes.kit.text.shortening import shortened

__all__ = ["with_short_symbols"]

_LONGEST: Final = 14
"""Letters of a name in a formula."""


def with_short_symbols(experiment: Experiment) -> Experiment:
    """Return the experiment with a formula whose columns have short names that can be drawn.

    A long name is cut. One that fonts cannot draw, or that would be another's then, is x and a
    number.
    """
    model = experiment.model
    symbols = _short(model)
    if symbols == model.predictors:
        return experiment
    moved: dict[Any, Any] = dict(zip(model.predictors, symbols, strict=True))
    expression: Any = model.expression.xreplace(moved)
    told = Model(expression, symbols, model.parameters)
    return replace(experiment, objective=replace(experiment.objective, model=told))


def _short(model: Model) -> tuple[sympy.Symbol, ...]:
    """Return a symbol for each predictor, all different."""
    taken = {RESPONSE.name, *model.names}
    symbols: list[sympy.Symbol] = []
    for number, symbol in enumerate(model.predictors, 1):
        name = shortened(symbol.name, most=_LONGEST)
        if missing_letters(name) or (name in taken and name != symbol.name):
            name = f"x{number}"
        taken.add(name)
        symbols.append(symbol if name == symbol.name else sympy.Symbol(name, real=True))
    return tuple(symbols)
