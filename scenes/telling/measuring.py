"""How the columns descended on are measured, as a language says it. No Manim here."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import numpy as np

from gdcore.data.dataset import Column
from gdcore.data.units import Units
from gdcore.experiment import Experiment
from scenes.kit.text.shortening import letters, shortened
from scenes.telling.narration import common_words
from scenes.telling.vocabulary import Vocabulary

__all__ = ["amount", "error_unit", "measured", "missed", "origin"]

_LONGEST_NAME: Final = 24
_LONGEST_UNIT: Final = 12


def measured(experiment: Experiment, words: Vocabulary) -> str:
    """Return how the columns that are changed are measured, as the end of a sentence.

    Examples
    --------
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> told = measured(default_brief().experiment, vocabulary("en"))
    >>> told.partition("; ")[0]
    'we measure flipper length from 190 mm, in tens'
    """
    is_round = experiment.units is Units.ROUND
    told = _in_round_units(experiment, words) if is_round else _in_deviations(experiment, words)
    return words.label("round" if is_round else "standard", columns=told)


def origin(experiment: Experiment, words: Vocabulary) -> str:
    """Return what the predictor is measured from, with its unit, as "190 mm"."""
    return amount(float(experiment.scaling.shifts[0]), experiment.data.x, words)


def amount(value: float, column: Column, words: Vocabulary) -> str:
    """Return a value of a column with all its digits, and its unit if that is not too long."""
    digits = len(Decimal(repr(value)).normalize().as_tuple().digits)
    number = words.numerals.rounded(value, digits)
    unit = _unit(column)
    return f"{number} {unit}" if unit else number


def missed(experiment: Experiment, error: float, words: Vocabulary) -> str:
    """Return what the model misses typically at an error, with its unit; empty if that has no root.

    Examples
    --------
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> lesson = default_brief().experiment
    >>> missed(lesson, lesson.best_loss, vocabulary("en"))
    '393 g'
    """
    miss = experiment.typical_miss(error)
    return "" if miss is None else amount(float(f"{miss:.3g}"), experiment.data.y, words)


def error_unit(experiment: Experiment, words: Vocabulary) -> str:
    """Return what a square of the response is counted in; empty if it is a number without unit.

    Examples
    --------
    >>> from scenes.brief import default_brief
    >>> from scenes.telling.vocabulary import vocabulary
    >>> error_unit(default_brief().experiment, vocabulary("en"))
    'squared thousands of g'
    """
    if not experiment.objective.loss.is_quadratic:
        return ""
    unit, step = _unit(experiment.data.y), float(experiment.scaling.scales[-1])
    if step == 1.0:
        return words.label("squared", unit=unit) if unit else ""
    if experiment.units is not Units.ROUND:
        return words.label("squared", unit=words.label("deviations"))
    steps = _steps(step, experiment.data.y, words)
    is_counted = unit and steps in common_words(words.language).steps.values()
    counted = words.label("of-unit", steps=steps, unit=unit) if is_counted else steps
    return words.label("squared", unit=counted)


def _unit(column: Column) -> str:
    """Return a column's unit, empty if that is too long for words."""
    unit = "".join(letters(column.unit[: 2 * _LONGEST_UNIT]))
    return unit if len(unit) <= _LONGEST_UNIT else ""


def _in_round_units(experiment: Experiment, words: Vocabulary) -> str:
    scaling = experiment.scaling
    columns = zip(experiment.data.columns, scaling.shifts, scaling.scales, strict=True)
    told = [text for c, shift, scale in columns for text in _counted(c, shift, scale, words)]
    return told[0] if len(told) == 1 else words.label("two-columns", first=told[0], second=told[1])


def _counted(column: Column, shift: float, scale: float, words: Vocabulary) -> Iterator[str]:
    """Yield how a column is measured; nothing if it is left as it is."""
    key = "-".join(
        part for part, is_so in (("from", shift != 0.0), ("in-steps", scale != 1.0)) if is_so
    )
    if key:
        yield words.label(
            key,
            column=shortened(column.name, most=_LONGEST_NAME),
            origin=amount(float(shift), column, words),
            steps=_steps(float(scale), column, words),
        )


def _steps(step: float, column: Column, words: Vocabulary) -> str:
    """Return what a round step is called: tens, tenths, or steps of 20 mm."""
    sign, digits, power = Decimal(repr(step)).normalize().as_tuple()
    del sign
    named = common_words(words.language).steps
    if digits == (1,) and power in named:
        return named[int(power)]
    return words.label("steps-of", step=amount(step, column, words))


def _in_deviations(experiment: Experiment, words: Vocabulary) -> str:
    scaling = experiment.scaling
    is_moved, is_scaled = scaling.shifts != 0.0, scaling.scales != 1.0
    told = (("from-the-mean", is_moved), ("in-deviations", is_scaled & ~is_moved))
    return words.listed([
        words.label(key, columns=_columns(which, words)) for key, which in told if which.any()
    ])


def _columns(which: np.ndarray, words: Vocabulary) -> str:
    names = [name for name, is_one in zip("xy", which.tolist(), strict=True) if is_one]
    return words.label("all-columns") if which.all() else words.listed(names)
