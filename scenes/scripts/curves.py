"""Score of the scene `curves`: three formulas that are no lines, and one with two columns."""

from typing import Final

from gdcore.experiment import Experiment
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "numbers", "score", "unsuited"]

KEY: Final = ()
"""The beats of a short film."""


def unsuited(experiment: Experiment) -> str:
    """Return nothing: what is shown is shipped."""
    del experiment
    return ""


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    has_several = len(experiment.data.predictors) > 1
    return {
        "ask": ("ask",),
        "write_growth": ("growth",),
        "fit_growth": ("growth-down", SURPRISE),
        "fit_bend": ("bend", SURPRISE),
        "write_chance": ("chance",),
        "fit_chance": ("chance-down", SURPRISE),
        "add_a_column": ("columns-too" if has_several else "columns",),
        "answer": ("answer",),
    }


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return nothing: no number is said."""
    del experiment, words
    return {}
