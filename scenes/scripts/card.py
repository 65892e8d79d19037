"""Score of the scene `card`: how the walk went, in a sentence, and the card of the lesson."""

from typing import Final

from gdcore.descent.verdict import End, Fall, Start
from gdcore.experiment import Experiment
from scenes.telling.other_rules import leaves
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "numbers", "score", "unsuited"]

KEY: Final = ("lift_the_fog", "stay_where_it_is", "walk_the_way", "deal_the_card")
"""The beats of a short film."""

_ENDS: Final = {
    End.LOST: "lost",
    End.DIVERGED: "uphill",
    End.RUNAWAY: "uphill",
    End.HIGHER: "uphill",
    End.ENDLESS: "endless",
    End.GIVEN_UP: "given-up",
    End.CLOSE: "arrived",
    End.NEAR: "near",
    End.BOUNCES: "to-and-fro",
    End.CRAWLS: "far",
    End.SLOW: "far",
}
"""How the way ended; of one that rests elsewhere, see `_end`."""
_STAYS: Final = {Start.LOST: "lost", Start.ARRIVED: "there-already", Start.LEVEL: "level"}
"""Why not a single step leads away."""


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every lesson has a card."""
    del experiment
    return ""


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    stays = None if leaves(experiment) else _STAYS.get(experiment.verdict.start)
    walk = {"stay_where_it_is": (stays,)} if stays else {"walk_the_way": ("way", _end(experiment))}
    return {
        "lift_the_fog": ("fog-lifts",),
        **walk,
        "deal_the_card": (*_units(experiment), _close(experiment), SURPRISE),
    }


def _end(experiment: Experiment) -> str:
    """Return where the way led."""
    verdict = experiment.verdict
    if verdict.end is End.ELSEWHERE:
        return "uphill" if verdict.fall is Fall.CLIMBS else "elsewhere"
    if verdict.end in (End.BOUNCES, End.HIGHER) and experiment.plain_rate is None:
        return "far" if verdict.fall is not Fall.CLIMBS else "higher"
    return _ENDS[verdict.end]


def _units(experiment: Experiment) -> tuple[str, ...]:
    """Return that the card has other units than the film had, if so."""
    return ("own-units",) if experiment.rescaled else ()


def _close(experiment: Experiment) -> str:
    """Return the answer to the film's question."""
    is_level = experiment.verdict.start in (Start.LEVEL, Start.ARRIVED)
    return "level-ground" if is_level else "answer"


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    return {"steps": words.count("steps", experiment.trajectory.steps)}
