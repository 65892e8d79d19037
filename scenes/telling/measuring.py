"""How the columns descended on are measured, as a language says it. No Manim here."""

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from typing import Final

import numpy as np

from gdcore.data.dataset import Column
from gdcore.data.units import Units
from gdcore.error.loss import MAE
from gdcore.experiment import Experiment
from scenes.kit.text.shortening import letters, shortened
from scenes.telling.narration import common_words
from scenes.telling.vocabulary import Vocabulary

__all__ = [
    "amount",
    "counted_in",
    "error_unit",
    "error_unit_short",
    "has_error_unit",
    "measured",
    "origin",
    "typical_miss",
    "with_unit",
]

_CHANGES: Final = {
    (True, False): "from",
    (False, True): "in-steps",
    (True, True): "from-in-steps",
}
"""What is said of a column that is shifted, scaled, or both."""

_PAIR: Final = 2
_LONGEST_NAME: Final = 24
_LONGEST_UNIT: Final = 12


def measured(experiment: Experiment, words: Vocabulary) -> str:
    """Return how the columns that are changed are measured, as the end of a sentence, or nothing.

    Examples
    --------
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> told = measured(default_brief().experiment, vocabulary("en"))
    >>> told.partition("; ")[0]
    'we measure flipper length from 190 mm, in tens'
    """
    if not experiment.rescaled:
        return ""
    is_round = experiment.units is Units.ROUND
    told = _in_round_units(experiment, words) if is_round else _in_deviations(experiment, words)
    return words.label("round" if is_round else "standard", columns=told)


def counted_in(experiment: Experiment, words: Vocabulary) -> str:
    """Return the same in short, where it has been said in full before.

    Examples
    --------
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> counted_in(default_brief().experiment, vocabulary("en"))
    'we count in round units'
    """
    return words.label("in-round-units" if experiment.units is Units.ROUND else "in-standard-units")


def origin(experiment: Experiment, words: Vocabulary) -> str:
    """Return what the predictor is measured from, with its unit, as "190 mm"."""
    return amount(float(experiment.scaling.shifts[0]), experiment.data.x, words)


def column_name(column: Column) -> str:
    """Return what a column is called in a sentence: a long name is cut."""
    return shortened(column.name, most=_LONGEST_NAME)


def amount(value: float, column: Column, words: Vocabulary) -> str:
    """Return a value of a column with all its digits, and its unit if that is not too long."""
    digits = len(Decimal(repr(value)).normalize().as_tuple().digits)
    return with_unit(words.numerals.rounded(value, digits), column)


def with_unit(number: str, column: Column) -> str:
    """Return a number with a column's unit, unless that is too long for words."""
    unit = "".join(letters(column.unit[: 2 * _LONGEST_UNIT]))
    return f"{number} {unit}" if 0 < len(unit) <= _LONGEST_UNIT else number


def has_error_unit(experiment: Experiment) -> bool:
    """Return whether residuals are seen in the data's own units, and E is counted in others."""
    return experiment.rescaled and bool(experiment.scaling.scales[-1] != 1.0)


def counting(experiment: Experiment, words: Vocabulary) -> tuple[str, ...]:
    """Return for each column that is changed from where it is counted, and in which steps.

    Examples
    --------
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> counting(default_brief().experiment, vocabulary("en"))
    ('x: steps of 10 mm from 190 mm', 'y: steps of 1,000 g from 4,000 g')
    """
    scaling, is_round = experiment.scaling, experiment.units is Units.ROUND
    symbols, data = _symbols(experiment), experiment.data
    columns = zip(symbols, data.columns, scaling.scales, scaling.shifts, strict=True)

    def told(value: float, column: Column) -> str:
        if is_round:
            return amount(value, column, words)
        return with_unit(words.numerals.significant(value), column)

    return tuple(
        words.label(
            "counts-from" if scale == 1.0 else "counts-steps",
            symbol=symbol,
            step=told(float(scale), column),
            origin=told(float(shift), column),
        )
        for symbol, column, scale, shift in columns
        if shift or scale != 1.0
    )


def error_unit(experiment: Experiment, words: Vocabulary) -> str:
    """Return what E is counted in if the response is scaled: what is squared there, or how long.

    Examples
    --------
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> error_unit(default_brief().experiment, vocabulary("en"))
    'squares of 1,000 g'
    """
    kind = "steps" if experiment.objective.loss == MAE else "squares"
    if experiment.units is not Units.ROUND:
        return words.label(f"{kind}-of-deviations")
    step = float(experiment.scaling.scales[-1])
    return words.label(f"{kind}-of", step=amount(step, experiment.data.y, words))


def error_unit_short(experiment: Experiment, words: Vocabulary) -> str:
    """Return the unit of E as one writes it, of losses made of squares; empty if it has none.

    Examples
    --------
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> error_unit_short(default_brief().experiment, vocabulary("en"))
    '(1,000 g)²'
    """
    column, step = experiment.data.y, float(experiment.scaling.scales[-1])
    if not experiment.has_typical_miss:
        return ""
    if step == 1.0:
        unit = with_unit("", column).strip()
        return words.label("squared-unit", unit=unit) if unit else ""
    is_round = experiment.units is Units.ROUND
    told = with_unit(words.numerals.significant(step), column)
    return words.label("squared", step=amount(step, column, words) if is_round else told)


def typical_miss(experiment: Experiment, error: float, words: Vocabulary) -> str:
    """Return the root of E's mean of squares with the response's unit; empty if it has none.

    Examples
    --------
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> experiment = default_brief().experiment
    >>> typical_miss(experiment, experiment.best_loss, vocabulary("en"))
    '393 g'
    """
    miss = experiment.typical_miss(error)
    if miss is None:
        return ""
    return with_unit(words.numerals.significant(miss), experiment.data.y)


def _in_round_units(experiment: Experiment, words: Vocabulary) -> str:
    scaling = experiment.scaling
    columns = zip(experiment.data.columns, scaling.shifts, scaling.scales, strict=True)
    told = [text for c, shift, scale in columns for text in _counted(c, shift, scale, words)]
    return reduce(lambda one, other: words.label("two-columns", first=one, second=other), told)


def _counted(column: Column, shift: float, scale: float, words: Vocabulary) -> Iterator[str]:
    """Yield how a column is measured; nothing if it is left as it is."""
    changes = (bool(shift), scale != 1.0)
    if any(changes):
        yield words.label(
            _CHANGES[changes],
            column=column_name(column),
            origin=amount(float(shift), column, words),
            steps=_steps(float(scale), column, words),
        )


def _steps(step: float, column: Column, words: Vocabulary) -> str:
    """Return what a round step is called: tens, tenths, or steps of 20 mm."""
    exact, named = Decimal(repr(step)).normalize(), common_words(words.language).steps
    if exact.adjusted() in named and exact == Decimal(1).scaleb(exact.adjusted()):
        return named[exact.adjusted()]
    return words.label("steps-of", step=amount(step, column, words))


def _in_deviations(experiment: Experiment, words: Vocabulary) -> str:
    scaling = experiment.scaling
    is_moved, is_scaled = scaling.shifts != 0.0, scaling.scales != 1.0
    told = (("from-the-mean", is_moved), ("in-deviations", is_scaled & ~is_moved))
    symbols = _symbols(experiment)
    return words.listed([
        words.label(key, columns=_columns(symbols, which, words))
        for key, which in told
        if which.any()
    ])


def _symbols(experiment: Experiment) -> tuple[str, ...]:
    """Return what columns are called in short: x and y, or of many by their names."""
    data = experiment.data
    return ("x", "y") if len(data.columns) == _PAIR else tuple(map(column_name, data.columns))


def _columns(symbols: tuple[str, ...], which: np.ndarray, words: Vocabulary) -> str:
    names = [name for name, is_one in zip(symbols, which.tolist(), strict=True) if is_one]
    if which.all():
        return words.label("both-columns" if len(symbols) == _PAIR else "all-columns")
    return words.listed(names)
