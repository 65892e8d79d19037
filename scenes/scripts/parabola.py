"""Score of the scene `parabola`: what is frozen, and whether the curve is a parabola."""

from gdcore.experiment import Experiment
from gdcore.section import Section, Shape, section
from gdcore.typeset.expressions import name_text
from scenes.telling.measuring import error_unit, measured, unit_sentences
from scenes.telling.sentences import SURPRISE, Score
from scenes.telling.vocabulary import Vocabulary

__all__ = ["numbers", "score", "unsuited"]

_ALIKE = 0.005
"""A factor that differs from 1 by less is shown as 1.00."""


def unsuited(experiment: Experiment) -> str:
    """Return nothing: every lesson has a parameter to turn."""
    del experiment
    return ""


def score(experiment: Experiment) -> Score:
    """Return the beats that this lesson has, in order, and the sentences of each."""
    cut = section(experiment, 1)
    lowest = (
        ("a-bowl", SURPRISE, "bowl-lowest", "climbs")
        if is_bowl(experiment)
        else ("a-valley", "valley-lowest", "climbs-near")
    )
    beats = {
        "turn_one_knob": ("data", "which-best", *_turned(experiment), "residuals"),
        "sweep_the_bowl": ("one-error", "a-height", "draw-curve"),
        "mark_the_lowest_point": (*lowest, *unit_sentences(experiment)),
        "lay_the_parabola_over_it": _parabola(cut),
        "bring_the_fog": ("fog",),
        "ask_the_two_questions": ("two-things", "answers"),
    }
    return {beat: sentences for beat, sentences in beats.items() if sentences}


def is_bowl(experiment: Experiment) -> bool:
    """Return whether the curve has one lowest point, and climbs all the way to either side."""
    is_parabola = section(experiment, 1).shape is Shape.PARABOLA
    return is_parabola or experiment.fit.is_certain


def _turned(experiment: Experiment) -> tuple[str, ...]:
    """Return what is said while the first parameter is turned."""
    if not section(experiment, 1).held:
        return ("only-knob", "turn-it")
    return ("two-knobs" if experiment.is_line else "more-knobs", "turn-one")


def _parabola(cut: Section) -> tuple[str, ...]:
    """Return how the curve is compared with the plain parabola; nothing if it is not like one."""
    if cut.shape is Shape.PARABOLA:
        alike = abs(cut.stretch - 1.0) < _ALIKE
        return ("why-bowl", "plain", "moved" if alike else "stretched")
    return ("not-quite", "plain-near", "near") if cut.shape is Shape.NEARLY else ()


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    cut = section(experiment, 1)
    return {
        "bowl": words.label("bowl" if is_bowl(experiment) else "no-bowl"),
        "parameter": name_text(cut.names[0]),
        "at_best": words.held_at(len(cut.held), is_best=experiment.fit.settled),
        "held": words.listed([name_text(name) for name in cut.held]),
        "measure": words.loss(experiment.objective.loss.name),
        "points": words.count("data-points", experiment.data.n),
        "measured": measured(experiment, words),
        "error_unit": error_unit(experiment, words),
    }
