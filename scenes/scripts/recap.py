"""Score of the scene `recap`: the five lines once slowly, once fast, then to the end."""

from typing import Final

from gdcore.descent.verdict import End, Start
from gdcore.experiment import Experiment
from gdcore.section import section
from gdcore.typeset.expressions import name_text
from scenes.telling.other_rules import kind, seen_rows, sees_all
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "goes_on", "numbers", "score", "unsuited"]

KEY: Final = (
    "ask",
    "start_anywhere",
    "measure",
    "find",
    "step",
    "repeat",
    "tell_the_end",
    "change_a_line",
)
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

_CHANGES: Final = {
    "decay": "changes-the-rate",
    "line-search": "changes-the-rate",
    "backtracking": "changes-the-rate",
    "momentum": "changes-by-memory",
    "nesterov": "changes-by-memory",
    "rmsprop": "changes-by-size",
    "adam": "changes-by-size",
    "newton": "changes-by-curvature",
}
"""Which line a rule makes another one of; a fixed rate none."""


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every lesson has five lines."""
    del experiment
    return ""


def goes_on(experiment: Experiment) -> bool:
    """Return whether there is a second step of the plain descent."""
    plain = experiment.plain
    return plain.verdict.start is Start.SETS_OUT and plain.trajectory.steps > 1


def _changed(experiment: Experiment) -> tuple[str, ...]:
    """Return which of the five lines the lesson's own descent has otherwise, if any."""
    rows = () if sees_all(experiment) else (f"looks-at-{seen_rows(experiment)}",)
    rule = _CHANGES.get(kind(experiment))
    return (*rows, *((rule,) if rule else ()))


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each.

    The five lines are those of plain descent; what a lesson has otherwise is said in the end.
    """
    verdict, changed = experiment.plain.verdict, _changed(experiment)
    stays = verdict.start in (Start.ARRIVED, Start.LEVEL)
    end = "still" if stays else _ENDS[verdict.end]
    on = {"once_more": ("again",), "round_after_round": ("rounds",)} if goes_on(experiment) else {}
    return {
        "ask": ("ask",),
        "start_anywhere": ("start", *_cut(experiment)),
        "measure": ("measure",),
        "find": ("find",),
        "step": ("step",),
        "repeat": ("repeat",),
        **on,
        "tell_the_end": (end, SURPRISE),
        "tell_whose": ("yours",),
        **({"change_a_line": changed} if changed else {}),
    }


def _cut(experiment: Experiment) -> tuple[str, ...]:
    """Return that the map shows some of the parameters only, if so."""
    return ("map-cut",) if section(experiment.plain, 2).held else ()


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    cut = section(experiment.plain, 2)
    names = dict(zip(("first", "second"), map(name_text, cut.names), strict=False))
    return {
        "steps": words.count("steps", experiment.plain.trajectory.steps),
        **names,
    }
