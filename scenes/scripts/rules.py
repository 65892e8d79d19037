"""Score of the scene `rules`: which of the three rules a lesson needs, and what its gears tell."""

from typing import Final

from gdcore.error.loss import Loss
from gdcore.experiment import Experiment
from gdcore.landscape.gear_train import gear_train, turned
from gdcore.section import section
from gdcore.typeset.expressions import name_text
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "has_slice", "has_square", "numbers", "score", "unsuited"]

KEY: Final = ()
"""The beats of a short film."""


_INSIDE: Final = {"mae": "inside-length", "huber": "inside-huber", "logloss": "inside-log"}


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every loss is a formula inside another."""
    del experiment
    return ""


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    squared, sliced = has_square(experiment), has_slice(experiment)
    power = {
        "draw_the_square": ("side",),
        "grow_the_square": ("grow", SURPRISE),
        "halve_the_change": ("halve",),
        "name_the_power_rule": ("power",),
    }
    slices = {"raise_the_landscape": ("landscape",), "cut_a_slice": ("lock",)}
    slices |= {"turn_one_knob": ("turn-one",)}
    return {
        "ask_how": ("three" if squared and sliced else "two",),
        **(power if squared else {}),
        "mesh_the_gears": (_inside(experiment.objective.loss),),
        "turn_the_gears": ("turn", "follow"),
        "multiply_the_ratios": ("multiply",),
        **_later(experiment),
        **(slices if sliced else {}),
        "name_the_rules": (_summary(squared, sliced),),
    }


def has_square(experiment: Experiment) -> bool:
    """Return whether the power rule is shown: where residuals are squared, or to begin with one.

    Without squares the chain rule comes first; a lesson with one parameter has no cut, and shows
    by the square what a steepness is.
    """
    return experiment.objective.loss.is_quadratic or not has_slice(experiment)


def has_slice(experiment: Experiment) -> bool:
    """Return whether E is a landscape whose first axis is the parameter that curves vary."""
    cut, wide = section(experiment, 1), section(experiment, 2)
    return len(wide.chosen) > 1 and wide.chosen[0] == cut.chosen[0]


def _inside(loss: Loss) -> str:
    """Return what is said of inside and outside."""
    return _INSIDE.get(loss.name.partition(":")[0], "inside-square")


def _later(experiment: Experiment) -> Score:
    """Return whether the gears stay when the knob is turned further."""
    train = gear_train(experiment)
    if turned(experiment):
        return {"change_the_gear": ("not-fixed",)}
    is_fixed = train.chain.parameter not in train.chain.inner_slope.free_symbols
    is_fixed &= not experiment.objective.loss.is_smooth
    return {"keep_the_gear": ("fixed" if is_fixed else "varying",)}


def _summary(squared: bool, sliced: bool) -> str:
    """Return which rules are named at the end."""
    if squared and sliced:
        return "all-three"
    return "both" if squared else "last-two"


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    train, other, told = gear_train(experiment), turned(experiment), words.numerals
    held = section(experiment, 1).held
    return {
        "parameter": name_text(section(experiment, 1).names[0]),
        "held": words.listed([name_text(name) for name in held]),
        "number": told.counted(train.row + 1),
        "inner": told.rounded(train.slopes[0]),
        "outer": told.rounded(train.slopes[1]),
        "product": told.rounded(train.product),
        "other": told.rounded(other.slope) if other else "",
    }
