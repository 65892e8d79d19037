"""How a language tells one row's miss, and what a line's two numbers mean. No Manim here."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from gdcore.arrays import Floats
from gdcore.experiment import Experiment
from gdcore.landscape.missing import Miss
from scenes.telling.measuring import with_unit
from scenes.telling.numerals import power_of_ten
from scenes.telling.vocabulary import Vocabulary

__all__ = ["ToldMiss", "parameter_meant", "told_miss", "worked_out"]

_DIGITS: Final = 3
_SHORT: Final = 4
_ALL_DIGITS: Final = 9
_LARGEST: Final = 6
_SMALLEST: Final = -3
_EXACT: Final = 1e-9
_WEIGHED: Final = frozenset(("mg", "g", "kg", "t", "lb", "lbs", "oz", "tons"))
"""Units by which is told what is heavier."""


@dataclass(frozen=True, slots=True)
class ToldMiss:
    """One row's miss in words; the numbers add up as they stand.

    Parameters
    ----------
    actual, predicted : str
        With their unit.
    residual : str
        What is left of them, with its sign.
    difference : str
        The same without its sign.
    size : float
        The same as a number, in the data's own unit.
    more : str
        Whether the actual value is more or less than the model says, as "heavier".
    """

    actual: str
    predicted: str
    residual: str
    difference: str
    size: float
    more: str


def told_miss(miss: Miss, words: Vocabulary) -> ToldMiss:
    """Return what is told of a row's miss.

    All numbers have as many decimals, enough for three digits of the residual, and the residual is
    that of the numbers that are shown; but a yes or no is told as 1 or 0.

    Examples
    --------
    >>> from gdcore.landscape.missing import miss
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> told = told_miss(miss(default_brief().experiment), vocabulary("en"))
    >>> told.actual, told.predicted, told.residual, told.more
    ('5,850 g', '4,790 g', '1,060 g', 'heavier')
    """
    column = miss.experiment.data.y
    power = _power(max(abs(miss.actual), abs(miss.predicted)))
    scaled = [value / 10.0**power for value in (miss.actual, miss.predicted)]
    places = _places(scaled)
    actual, predicted = (round(value, places) for value in scaled)
    is_answer = bool(np.isin(miss.experiment.data.y.values, (0.0, 1.0)).all())

    def told(value: float, places: int = places) -> str:
        number = words.numerals.grouped(f"{value + 0.0:.{places}f}")
        return with_unit(number + (f" × {power_of_ten(power)}" if power else ""), column)

    left = round(actual - predicted, places)
    more = ("more", "less", "heavier", "lighter")[2 * (column.unit in _WEIGHED) + (left < 0.0)]
    shown = (told(value) for value in (predicted, left, abs(left)))
    return ToldMiss(
        told(actual, 0 if is_answer else places), *shown, abs(left) * 10.0**power, words.label(more)
    )


def worked_out(miss: Miss, words: Vocabulary) -> tuple[str, ...]:
    """Return slope, x, intercept and their m·x + b, in the units descended in.

    Nothing if the model is no straight line, or the row's x has too many digits to be told.

    Examples
    --------
    >>> from gdcore.landscape.missing import miss
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> worked_out(miss(default_brief().experiment), vocabulary("en"))
    ('0.3', '2.3', '0.1', '0.79')
    """
    experiment = miss.experiment
    x = float(experiment.objective.data.x.values[miss.row])
    if not experiment.is_line or not math.isclose(float(f"{x:.{_SHORT}g}"), x, rel_tol=_EXACT):
        return ()
    slope, intercept = miss.theta.tolist()
    values = (slope, x, intercept, slope * x + intercept)
    return tuple(words.numerals.rounded(value, _ALL_DIGITS) for value in values)


def _power(largest: float) -> int:
    """Return the power of ten that very large or small numbers share."""
    exponent = math.floor(math.log10(largest)) if largest else 0
    return 0 if _SMALLEST <= exponent <= _LARGEST else exponent


def _places(values: list[float]) -> int:
    """Return how many decimals are shown: no more than the numbers have."""
    size = abs(values[0] - values[1])
    most = max(_DIGITS - 1 - math.floor(math.log10(size)), 0) if size else _DIGITS
    exact = (p for p in range(most) if all(abs(v - round(v, p)) < _EXACT * size for v in values))
    return next(exact, most)


def parameter_meant(experiment: Experiment, theta: Floats, k: int, words: Vocabulary) -> str:
    """Return what a parameter is in the data's own units, in words; of other formulas its value.

    Nothing if it is the same number in the data's own units.

    Parameters
    ----------
    experiment : Experiment
    theta : Floats, shape (p,)
        In the units descended in.
    k : int
        Which one.
    words : Vocabulary

    Examples
    --------
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> import numpy as np
    >>> experiment, words = default_brief().experiment, vocabulary("en")
    >>> [parameter_meant(experiment, np.array([0.3, 0.1]), k, words) for k in (0, 1)]
    ['30 g more for each mm', '4,100 g at 190 mm']
    """
    told, data = words.numerals.rounded, experiment.data
    if not experiment.is_line:
        own = told(float(experiment.original(theta)[k]))
        best = experiment.best[k]
        is_same = math.isclose(float(experiment.original(experiment.best)[k]), best, abs_tol=_EXACT)
        return "" if is_same else words.label("in-own-units", number=own)
    if k:
        shifts, scales = experiment.scaling.shifts, experiment.scaling.scales
        height = words.numerals.significant(float(shifts[-1] + scales[-1] * theta[k]))
        return words.label(
            "height-at",
            height=with_unit(height, data.y),
            origin=with_unit(words.numerals.rounded(float(shifts[0]), _SHORT), data.x),
        )
    slope = float(experiment.original(theta)[0])
    return words.label(
        "less-for-each" if slope < 0.0 else "more-for-each",
        amount=with_unit(told(abs(slope)), data.y),
        unit=with_unit("", data.x).strip() or words.label("unit-of-x"),
    )
