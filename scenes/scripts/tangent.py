"""Score of the scene `tangent`: where it stands, and how the steps from there go."""

from math import isfinite
from typing import Final

import numpy as np

from gdcore.descent.trajectory import Trajectory
from gdcore.descent.verdict import Fall, Pace
from gdcore.digits import digits_apart
from gdcore.error.loss import MAE
from gdcore.experiment import Experiment
from gdcore.landscape.stand import side_across, stand
from gdcore.section import Section, section
from gdcore.typeset.expressions import name_text
from scenes.telling.measuring import measured
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["numbers", "score", "unsuited", "walked"]

_TOLD_STEPS: Final = 4
"""So many steps are made and listed."""

_WALKS: Final = {
    Pace.ARRIVES: ("arrived",),
    Pace.OVER: ("step-by-step", "over"),
    Pace.CRAWLS: ("step-by-step", "crawls", "limit"),
    Pace.EQUAL: ("step-by-step", "equal"),
    Pace.SHORTER: ("step-by-step", "shorter", "sign-and-size"),
    Pace.VARIED: ("step-by-step", "afresh", "sign-and-size"),
}


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every lesson has a parameter to turn."""
    del experiment
    return ""


def walked(cut: Section) -> Trajectory:
    """Return the steps that the scene makes."""
    return cut.descend(_TOLD_STEPS, np.array([stand(cut)]))


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    cut = section(experiment, 1)
    held = ("held",) if cut.held else ()
    units = ("measured",) if experiment.rescaled else ()
    return {
        "show_the_curve": ("curve", *held, *units, "stands"),
        "draw_the_tangent": ("tangent", "derivative", "formula"),
        "slide_the_tangent": ("slide", *_slid(cut)),
        "point_uphill": ("back", "uphill"),
        "turn_the_arrow_round": ("why-minus", SURPRISE),
        **(_steps(cut) if walked(cut).steps else {"leave_all_bounds": ("beyond",)}),
    }


def _slid(cut: Section) -> tuple[str, ...]:
    """Return what is said of the steepness on both sides of the bottom."""
    if cut.objective.is_quadratic:
        return ("left-bowl", "bottom-bowl", "right-bowl")
    bottom = "bottom-kink" if cut.objective.loss == MAE else "bottom-curve"
    return ("left-close", bottom, "right-close")


def _steps(cut: Section) -> dict[str, tuple[str, ...]]:
    """Return the beats of the steps."""
    side = side_across(cut)
    other = {"try_the_other_side": (f"other-{side}", "always-down")} if side else {}
    return {
        "make_it_the_step": ("times-rate", "the-step"),
        "take_the_step": ("numbers", "not-the-rate"),
        **other,
        "walk_down": _walk(cut),
    }


def _walk(cut: Section) -> tuple[str, ...]:
    """Return how the steps go."""
    verdict = cut.verdict(walked(cut))
    if verdict.fall is Fall.CLIMBS:
        advice = "below-limit" if isfinite(cut.max_stable_rate) else "smaller-rate"
        return ("step-by-step", "too-long", advice)
    if verdict.pace is Pace.EQUAL and cut.objective.loss != MAE:
        return ("step-by-step", "almost-straight")
    return _WALKS[verdict.pace]


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    cut, told = section(experiment, 1), words.numerals
    name = name_text(cut.names[0])
    path = walked(cut)
    digits = digits_apart(experiment.rate, cut.max_stable_rate)
    return {
        "parameter": name,
        "knob": f"{words.label('slope')} {name}" if experiment.is_line else name,
        "held": words.listed([name_text(name) for name in cut.held]),
        "at_best": words.held_at(len(cut.held), is_best=experiment.fit.settled),
        "rate": told.rounded(experiment.rate, digits),
        "limit": told.rounded(cut.max_stable_rate, digits),
        "steepness": told.significant(float(cut.objective.gradient(path.start)[0])),
        "before": told.significant(float(path.start[0])),
        "after": told.significant(float(path.points[min(1, path.steps), 0])),
        "steps": words.count("steps", path.steps),
        "points": words.count("data-points", experiment.data.n),
        "measured": measured(experiment, words),
    }
