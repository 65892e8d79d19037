"""Score of the scene `hook`: one question, whatever the lesson."""

from typing import Final

from gdcore.experiment import Experiment
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "numbers", "score", "unsuited"]

KEY: Final = ("light_the_lamp", "ask_the_way", "say_what_it_is_for")
"""The beats of a short film."""


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every lesson has a ground to stand on."""
    del experiment
    return ""


def score(experiment: Experiment) -> Score:
    """Return the beats, in order, and the sentences of each."""
    del experiment
    return {
        "light_the_lamp": ("night",),
        "ask_the_way": ("which-way",),
        "say_what_it_is_for": ("for-data", "machines", SURPRISE),
    }


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for: no more than in every scene."""
    del experiment, words
    return {}
