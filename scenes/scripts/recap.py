"""Score of the scene `recap`: the five lines once slowly, once fast, then to the end."""

from typing import Final

from gdcore.descent.verdict import End, Start
from gdcore.experiment import Experiment
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "goes_on", "numbers", "score", "unsuited"]

KEY: Final = ("ask", "start_anywhere", "measure", "find", "step", "repeat", "tell_the_end")
"""The beats of a short film."""

_ENDS: Final = {
    End.LOST: "lost",
    End.DIVERGED: "uphill",
    End.RUNAWAY: "uphill",
    End.HIGHER: "uphill",
    End.ENDLESS: "endless",
    End.GIVEN_UP: "far",
    End.CLOSE: "arrived",
    End.NEAR: "near",
    End.ELSEWHERE: "elsewhere",
    End.BOUNCES: "far",
    End.CRAWLS: "far",
    End.SLOW: "far",
}


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every lesson has five lines."""
    del experiment
    return ""


def goes_on(experiment: Experiment) -> bool:
    """Return whether there is a second step."""
    return experiment.verdict.start is Start.SETS_OUT and experiment.trajectory.steps > 1


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    stays = experiment.verdict.start in (Start.ARRIVED, Start.LEVEL)
    end = "still" if stays else _ENDS[experiment.verdict.end]
    on = {"once_more": ("again",), "round_after_round": ("rounds",)} if goes_on(experiment) else {}
    return {
        "ask": ("ask",),
        "start_anywhere": ("start",),
        "measure": ("measure",),
        "find": ("find",),
        "step": ("step",),
        "repeat": ("repeat",),
        **on,
        "tell_the_end": (end, SURPRISE),
        "tell_whose": ("yours",),
    }


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    return {"steps": words.count("steps", experiment.trajectory.steps)}
