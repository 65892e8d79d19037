"""Score of the scene `tangent`: where it stands, and how the steps from there go."""

from math import isfinite
from typing import Final

import numpy as np

from gdcore.descent.trajectory import Trajectory
from gdcore.descent.verdict import End, Fall, Pace
from gdcore.digits import digits_apart
from gdcore.error.loss import MAE
from gdcore.experiment import Experiment
from gdcore.landscape.stand import side_across, stand
from gdcore.landscape.walk import first_steps, has_full_length, shown_walk
from gdcore.section import Section, section
from gdcore.typeset.expressions import name_text
from scenes.telling.sentences import Rest, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "numbers", "score", "unsuited", "walked"]

KEY: Final = (
    *("look_through_a_lens", "measure_rise_over_run", "draw_it_as_an_arrow", "slide_along"),
    *("turn_the_arrow_round", "leave_all_bounds", "make_it_the_step"),
)
"""The beats of a short film."""

_TURN_S, _BACK_S = 1.3, 0.8
_TURN: Final = Rest(_TURN_S)
"""The silence in which an arrow turns."""
_BACK: Final = Rest(_BACK_S)
"""The silence in which a knob comes back."""
_WALKS: Final = {
    Pace.ARRIVES: ("arrived",),
    Pace.OVER: ("step-by-step", "over"),
    Pace.CRAWLS: ("step-by-step", "crawls"),
    Pace.EQUAL: ("step-by-step", "equal"),
    Pace.SHORTER: ("step-by-step", "shorter"),
    Pace.VARIED: ("step-by-step", "afresh"),
}


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every lesson has a parameter to turn."""
    del experiment
    return ""


def walked(cut: Section) -> Trajectory:
    """Return the steps that the scene makes."""
    return shown_walk(cut, stand(cut))


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    cut = section(experiment, 1)
    return {
        "show_the_curve": ("stands", "curve-held" if cut.held else "curve"),
        "look_through_a_lens": ("lens",),
        "measure_rise_over_run": (_risen(cut), "rise-over-run"),
        "derive_it": ("adds-up", "calculus", *(("curly",) if cut.held else ())),
        "draw_it_as_an_arrow": ("arrow",),
        "slide_along": _slid(cut),
        "turn_the_arrow_round": ("why-minus", _TURN),
        **(_steps(cut) if walked(cut).steps else {"leave_all_bounds": ("beyond",)}),
    }


def _risen(cut: Section) -> str:
    """Return which way the tangent goes."""
    slope = float(cut.objective.gradient(np.array([stand(cut)]))[0])
    return "falls" if slope < 0.0 else "climbs"


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
    full = {"show_its_full_length": ("full-length",)} if has_full_length(cut, stand(cut)) else {}
    return {
        **full,
        "make_it_the_step": ("times-rate", "the-step"),
        "take_the_step": ("numbers",),
        **other,
        **_walk(cut),
    }


def _walk(cut: Section) -> dict[str, tuple[str, ...]]:
    """Return how the steps go, and how they end."""
    verdict = cut.verdict(first_steps(cut, stand(cut)))
    if verdict.fall is Fall.CLIMBS:
        told: tuple[str, ...] = ("step-by-step", "too-long")
        end = "below-limit" if isfinite(cut.max_stable_rate) else "smaller-rate"
    else:
        told, end = _paced(cut, verdict.pace), _end(cut, verdict.pace)
    return {"walk_down": told, "look_at_the_end": (end, "sign-and-size", _BACK)}


def _paced(cut: Section, pace: Pace) -> tuple[str, ...]:
    """Return how the first steps go."""
    if pace is Pace.EQUAL and cut.objective.loss != MAE:
        return ("step-by-step", "almost-straight")
    return _WALKS[pace]


def _end(cut: Section, pace: Pace) -> str:
    """Return how a walk that does not climb ends."""
    if pace is Pace.CRAWLS:
        return "limit"
    if cut.verdict(walked(cut)).end is not End.CLOSE:
        return "on-its-way"
    return "settles-kink" if cut.objective.loss == MAE else "settles"


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    cut, told = section(experiment, 1), words.numerals
    name = name_text(cut.names[0])
    path = walked(cut)
    digits = digits_apart(experiment.rate, cut.max_stable_rate)
    left = float(cut.verdict(path).shares_left[0])
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
        "done": told.share(max(1.0 - left, 0.0)),
    }
