"""What parameters are called in the pictures, as Typst markup."""

from gdcore.data.units import Units
from gdcore.experiment import Experiment
from gdcore.typeset.expressions import name_text, name_typst
from scenes.kit.look.look import Look
from scenes.kit.text.glyphs import escaped
from scenes.telling.measuring import origin

__all__ = ["Words", "axis_name", "axis_words", "column_tail", "short_name", "units_tail"]

Words = tuple[str, str, str]
"""Plain words, a symbol's name, and plain words after it; each may be empty."""

_LONG = 14
_LINE = ("slope", "intercept")


def short_name(experiment: Experiment, name: str, look: Look) -> str:
    """Return the Typst markup of a parameter; a long one is cut."""
    if experiment.is_line:
        return _of_line(experiment, name, look)
    text = name_text(name)
    return f"${name_typst(name)}$" if len(text) <= _LONG else escaped(text[:_LONG] + "…")


def axis_name(experiment: Experiment, name: str, look: Look) -> str:
    """Return the Typst markup of a parameter on an axis, and that its units are not the data's."""
    tail = escaped(_tail(experiment, name, look))
    if experiment.is_line:
        return _of_line(experiment, name, look) + tail
    return f"${name_typst(name)}${tail}"


def axis_words(experiment: Experiment, name: str, look: Look) -> Words:
    """Return the same as words and a symbol."""
    before = f"{look.label(_word(experiment, name))} " if experiment.is_line else ""
    return before, name_text(name), _tail(experiment, name, look)


def units_tail(experiment: Experiment, look: Look) -> str:
    """Return which units a number is in, after its name; nothing for the data's own."""
    if not experiment.rescaled:
        return ""
    return look.label("rounded" if experiment.units is Units.ROUND else "standardised")


def column_tail(experiment: Experiment, number: int, look: Look) -> str:
    """Return which units a column is in, after its name; nothing if it is as it was given.

    Parameters
    ----------
    experiment : Experiment
    number : int
        Which column, in the order of the predictors, the response last; −1 is that.
    look : Look
    """
    scaling = experiment.scaling
    is_given = not scaling.shifts[number] and scaling.scales[number] == 1.0
    return "" if is_given else units_tail(experiment, look)


def _tail(experiment: Experiment, name: str, look: Look) -> str:
    """Return which units a parameter is in; of a line in round ones, where b is read."""
    if not (experiment.is_line and experiment.units is Units.ROUND):
        return units_tail(experiment, look)
    is_intercept = experiment.model.names.index(name) == len(_LINE) - 1
    return look.label("read-at", origin=origin(experiment, look.vocabulary)) if is_intercept else ""


def _of_line(experiment: Experiment, name: str, look: Look) -> str:
    return f"{look.label(_word(experiment, name))} ${name_typst(name)}$"


def _word(experiment: Experiment, name: str) -> str:
    return _LINE[experiment.model.names.index(name)]
