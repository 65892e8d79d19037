"""Score of the scene `fit`: what a line guesses, and how wrong the guess is."""

from dataclasses import asdict
from typing import Final

from gdcore.experiment import Experiment
from gdcore.landscape.missing import miss
from gdcore.section import section
from gdcore.typeset.expressions import name_text
from scenes.telling.columns import has_several, of_columns, standing_told
from scenes.telling.measuring import column_name, measured
from scenes.telling.one_loss import told_loss
from scenes.telling.one_miss import told_miss
from scenes.telling.sentences import Rest, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "numbers", "score", "unsuited"]

KEY: Final = ("ask_for_y", "turn_the_knobs", "take_the_logarithm")
"""The beats of a short film."""

_TURN_S: Final = 2.2
"""So long the last knob turns on, where nothing more is said of the numbers."""

_NUMBERS: Final = ("one-number", "two-numbers", "some-numbers")


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every lesson has a model that misses some row."""
    del experiment
    return ""


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    return {
        "ask_for_y": ("ask", *_names(experiment)),
        "turn_the_knobs": (_knobs(experiment), "small" if experiment.rescaled else Rest(_TURN_S)),
        "guess_one": (_guess(experiment),),
        "measure_the_miss": ("truth", "residual"),
        **_together(experiment),
    }


def _names(experiment: Experiment) -> tuple[str, ...]:
    """Return how x and y are told; columns that are called so are not named twice."""
    if has_several(experiment):
        return ("some-and-y", *standing_told(experiment))
    names = (experiment.data.x.name, experiment.data.y.name)
    return ("x-and-y-plain",) if names == ("x", "y") else ("x-and-y",)


def _guess(experiment: Experiment) -> str:
    """Return from where one goes up to the guess."""
    return of_columns(experiment, "guess", "guess-over-floor", "guess-of-many")


def _knobs(experiment: Experiment) -> str:
    """Return what is said of the model's numbers."""
    count = len(experiment.model.names)
    if has_several(experiment):
        return "one-of-several" if count == 1 else "knobs-of-several"
    if count == 1:
        return "one-knob"
    if count > 2:
        return "more-knobs"
    return "two-knobs" if experiment.is_line else "two-of-a-curve"


def _together(experiment: Experiment) -> dict[str, tuple[str, ...]]:
    """Return how the misses become one number: asked, where `cost` answers, else told."""
    if not experiment.objective.loss.yes_no:
        return {"raise_them_all": ("every", "together")}
    return {
        "raise_them_all": ("every",),
        "take_the_logarithm": ("probability", "logarithm", "surely-wrong", "mean-loss"),
    }


def _losses(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what is told of the row's loss, and of the mean of all, of yes or no."""
    return asdict(told_loss(miss(experiment), words)) if experiment.objective.loss.yes_no else {}


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    data, count = experiment.data, len(experiment.model.names)
    names = section(experiment, 2).names
    told = told_miss(miss(experiment), words)
    return {
        "x": words.listed([column_name(column) for column in data.predictors]),
        "y": column_name(data.y),
        "first": name_text(names[0]),
        "second": name_text(names[-1]),
        "so_many": words.label(_NUMBERS[min(count, 3) - 1]),
        "measured": measured(experiment, words),
        "predicted": told.predicted,
        "actual": told.actual,
        "difference": told.difference,
        "more": told.more,
        **_losses(experiment, words),
    }
