"""What parameters are called: in the pictures as Typst markup, in the words as plain text."""

from functools import cache

from gdcore.error.model import Model, line
from gdcore.experiment import Experiment
from gdcore.typeset.expressions import name_text, name_typst
from scenes.kit.text.glyphs import escaped

__all__ = ["axis_name", "is_line", "is_straight", "short_name"]

_LONG = 14
_LINE = ("slope ", "intercept ")


def is_line(experiment: Experiment) -> bool:
    """Return whether the model is the straight line m·x + b, whose parameters have names."""
    return experiment.model == line()


@cache
def is_straight(model: Model) -> bool:
    """Return whether the prediction is a straight line in x, whatever the parameters."""
    return all(model.expression.diff(x, 2) == 0 for x in model.predictors)


def short_name(experiment: Experiment, name: str) -> str:
    """Return the Typst markup of a parameter; a long one is cut."""
    if is_line(experiment):
        return f"{_LINE[experiment.model.names.index(name)]}${name_typst(name)}$"
    text = name_text(name)
    return f"${name_typst(name)}$" if len(text) <= _LONG else escaped(text[:_LONG] + "…")


def axis_name(experiment: Experiment, name: str) -> str:
    """Return the Typst markup of a parameter on an axis, and that its units are not the data's."""
    word = _LINE[experiment.model.names.index(name)] if is_line(experiment) else ""
    tail = escaped(", standardised") if experiment.standardised else ""
    return f"{word}${name_typst(name)}${tail}"
