"""Score of the scene `parabola`: what is held, what the curve is made of, and what it is like."""

from typing import Final

import numpy as np

from gdcore.error.loss import MAE
from gdcore.experiment import Experiment
from gdcore.landscape.row_curves import spread_rows
from gdcore.landscape.turning import knob_ranges
from gdcore.landscape.vertex import is_plain_seen
from gdcore.section import Section, Shape, section
from gdcore.typeset.expressions import name_text
from scenes.telling.sentences import SURPRISE, Rest, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["KEY", "is_alike", "is_on_axes", "numbers", "score", "unsuited"]

KEY: Final = ("tell_the_error", "lock_the_others", "sweep_the_bowl", "mark_the_lowest_point")
"""The beats of a short film."""

_ALIKE = 0.005
"""A factor that differs from 1 by less is shown as 1.00."""


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every lesson has a parameter to turn."""
    del experiment
    return ""


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    cut = section(experiment, 1)
    beats = {
        "ask_which_fits": ("which-best",),
        "tell_the_error": ("residuals", "one-error"),
        "turn_the_knobs": (_knobs(experiment),),
        "lock_the_others": ("given", "locked") if cut.held else (),
        "sweep_the_bowl": ("draw-curve" if cut.held else "draw-whole-curve",),
        "mark_the_lowest_point": _lowest(experiment),
        "turn_for_single_rows": _rows(cut),
        "lay_the_parabola_over_it": _parabola(cut),
        "bring_the_fog": ("fog", "underfoot"),
        "ask_the_two_questions": ("two-things", "answers"),
    }
    return {beat: sentences for beat, sentences in beats.items() if sentences}


def is_bowl(experiment: Experiment) -> bool:
    """Return whether the curve has one lowest point, is round there, and climbs to either side."""
    is_parabola = section(experiment, 1).shape is Shape.PARABOLA
    return is_parabola or (experiment.fit.is_certain and experiment.objective.loss != MAE)


def is_alike(cut: Section) -> bool:
    """Return whether the curve is the plain parabola, moved only."""
    return abs(cut.stretch - 1.0) < _ALIKE


def _knobs(experiment: Experiment) -> str:
    """Return what is said of the knobs."""
    if not section(experiment, 1).held:
        return "only-knob"
    return "two-knobs" if experiment.is_line else "more-knobs"


def _lowest(experiment: Experiment) -> tuple[str | Rest, ...]:
    """Return what the curve is, and what is at its lowest point."""
    if is_bowl(experiment):
        return ("a-bowl", SURPRISE, "bowl-lowest")
    if experiment.fit.is_certain:
        return ("straight-sides", SURPRISE, "bowl-lowest")
    return ("a-valley", "valley-lowest")


def _rows(cut: Section) -> tuple[str | Rest, ...]:
    """Return how the curve is the mean or the sum of single rows' own; nothing of very few rows."""
    if len(spread_rows(cut, np.inf)) < 3:
        return ()
    why = "why-bowl" if cut.shape is Shape.PARABOLA else "why-curve"
    more = "two-more" if cut.objective.loss.averaged else "two-more-added"
    every = "all-rows" if cut.whole.data.n > 3 else "no-more-rows"
    return (why, more, every, SURPRISE)


def _parabola(cut: Section) -> tuple[str, ...]:
    """Return how the curve is compared with the plain parabola; nothing if it is not like one."""
    if cut.shape is Shape.PARABOLA:
        return ("plain", *_own_scale(cut), "moved" if is_alike(cut) else "stretched")
    return ("not-quite", *_own_scale(cut), "near") if cut.shape is Shape.NEARLY else ()


def _own_scale(cut: Section) -> tuple[str, ...]:
    """Return that x² is drawn on a scale of its own, if it is."""
    return () if is_on_axes(cut) else ("own-scale",)


def is_on_axes(cut: Section) -> bool:
    """Return whether y = x² is seen as a parabola on the axes of the curve."""
    low, high = knob_ranges(cut.whole)[cut.chosen[0]].tolist()
    return is_plain_seen(cut.stretch, low, high)


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    cut = section(experiment, 1)
    return {
        "bowl": words.label("bowl" if is_bowl(experiment) else "no-bowl"),
        "parameter": name_text(cut.names[0]),
        "next": name_text((*cut.held, cut.names[0])[0]),
        "at_best": words.held_at(len(cut.held), is_best=experiment.fit.settled),
        "held": words.listed([name_text(name) for name in cut.held]),
        "measure": words.loss(experiment.objective.loss.name),
    }
