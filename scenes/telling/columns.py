"""What is said where a scene needs data of one column. No Manim here."""

from typing import TypeVar

from gdcore.experiment import Experiment
from gdcore.typeset.expressions import plain_text
from scenes.telling.vocabulary import Vocabulary

__all__ = ["has_several", "of_columns", "several", "standing_told"]

T = TypeVar("T")


def has_several(experiment: Experiment) -> bool:
    """Return whether the model is of more than one column."""
    return len(experiment.data.predictors) > 1


def several(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return the model, and how many columns it has, as `{model}` and `{columns}`."""
    count = words.count("columns", len(experiment.data.predictors))
    return {"model": plain_text(experiment.model.expression), "columns": count}


def of_columns(experiment: Experiment, one: T, two: T, more: T) -> T:
    """Return what there is for a model of one column, of two, or of more.

    Parameters
    ----------
    experiment : Experiment
    one, two, more : T
        Of which one is returned.
    """
    return {1: one, 2: two}.get(len(experiment.data.predictors), more)


def standing_told(experiment: Experiment) -> tuple[str, ...]:
    """Return the key of the sentence that says where rows of several columns stand."""
    return of_columns(experiment, (), ("over-floor",), ("over-guesses",))
