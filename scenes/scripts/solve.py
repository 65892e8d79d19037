"""Score of the scene `solve`: two lines that cross, or two curves, and a race that was measured."""

from typing import Final

from gdcore.error.loss import MAE
from gdcore.experiment import Experiment
from gdcore.landscape.level_lines import look_like_one, steeper_by
from gdcore.section import section
from gdcore.typeset.expressions import name_text
from scenes.telling.sentences import Score
from scenes.telling.shipped import measured_races
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "numbers", "score", "turns_about_means", "unsuited"]

KEY: Final = ()
"""The beats of a short film."""


def unsuited(experiment: Experiment) -> str:
    """Return the label that says why no two lines cross at one best fit, if they do not."""
    if len(experiment.model.names) < 2:
        return "one-parameter"
    if experiment.objective.loss == MAE:
        return "kinks"
    if not experiment.fit.settled:
        return "given-up"
    return "many" if experiment.leaves_open else ""


def turns_about_means(experiment: Experiment) -> bool:
    """Return whether the line of the best intercepts goes through the means, for all slopes."""
    return experiment.is_line and experiment.objective.is_quadratic


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    is_bowl = experiment.objective.is_quadratic
    curve = "" if is_bowl else "-curve"
    return {
        "walk_there": ("ask-lost" if experiment.verdict.has_run_away else "ask",),
        "ask_for_level": ("level",),
        "draw_the_second": (f"second{curve}",),
        **({"turn_about_the_means": ("pivot",)} if turns_about_means(experiment) else {}),
        "draw_the_first": (f"first{curve}", *_seen_as_one(experiment)),
        **({"tell_of_the_slice": ("slice",)} if section(experiment, 2).held else {}),
        "let_them_cross": _crossing(experiment),
        "measure": (f"measured{curve}",),
        "overtake": ("growth", "crossing"),
        "go_the_long_way": ("long",),
        "answer": ("answer",),
    }


def _seen_as_one(experiment: Experiment) -> tuple[str, ...]:
    """Return that both lines look like one, if they do: in a narrow valley."""
    cut = section(experiment, 2)
    is_one = experiment.objective.is_quadratic and look_like_one(cut.bowl)
    return ("seen-as-one",) if is_one else ()


def _crossing(experiment: Experiment) -> tuple[str, ...]:
    """Return what is said of the place where E is level along both parameters."""
    if not experiment.objective.is_quadratic:
        return ("cross-curve",)
    return ("cross-cut" if section(experiment, 2).held else "cross", "program")


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    told = words.numerals
    measure = {"measure": words.loss(experiment.objective.loss.name)}
    if unsuited(experiment):
        return measure | {"model": str(experiment.model.expression)}
    small, *_, large = measured_races()
    cut = section(experiment, 2)
    first, second = map(name_text, cut.names)
    return measure | {
        "apart": told.small_share(steeper_by(cut.bowl)),
        "first": first,
        "second": second,
        "held": words.listed([name_text(name) for name in cut.held]),
        "held_at": words.held_at(len(cut.held), is_best=True),
        "steps": words.count("steps", experiment.trajectory.steps),
        "growth": told.rounded(small.growth, digits=2),
        "crossing": told.rounded(small.crossing or small.parameters[-1], digits=1),
        "short": told.rounded(small.condition),
        "long": told.rounded(large.condition),
        "most": told.counted(int(large.parameters[-1])),
    }
