"""Score of the scene `parabola`: what is frozen, and whether the curve is a parabola."""

from gdcore.experiment import Experiment
from gdcore.section import Section, Shape, section
from gdcore.typeset.expressions import name_text
from scenes.telling.sentences import Score
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
        ("a-bowl", "bowl-lowest", "climbs")
        if is_bowl(experiment)
        else ("a-valley", "valley-lowest", "climbs-near")
    )
    beats = {
        "turn_one_knob": _turned(experiment),
        "sweep_the_bowl": ("one-error", "a-height", "draw-curve"),
        "mark_the_lowest_point": lowest,
        "lay_the_parabola_over_it": _parabola(cut),
        "bring_the_fog": ("fog",),
        "ask_the_two_questions": ("two-things",),
    }
    return {beat: sentences for beat, sentences in beats.items() if sentences}


def is_bowl(experiment: Experiment) -> bool:
    """Return whether the curve has one lowest point, and climbs all the way to either side."""
    is_parabola = section(experiment, 1).shape is Shape.PARABOLA
    return is_parabola or experiment.fit.is_certain


def _turned(experiment: Experiment) -> tuple[str, ...]:
    """Return what is said while the first parameter is turned, and what the line turns about."""
    if experiment.is_line:
        pivot = "about-middle" if experiment.is_rescaled else "about-zero"
        return ("two-knobs", "turn-slope", pivot)
    held = section(experiment, 1).held
    return ("more-knobs", "turn-one") if held else ("only-knob", "turn-it")


def _parabola(cut: Section) -> tuple[str, ...]:
    """Return how the curve is compared with the plain parabola; nothing if it is not like one."""
    if cut.shape is Shape.PARABOLA:
        alike = abs(cut.stretch - 1.0) < _ALIKE
        return ("why-bowl", "moved" if alike else "stretched")
    return ("not-quite", "near") if cut.shape is Shape.NEARLY else ()


def numbers(experiment: Experiment, words: Vocabulary) -> dict[str, str]:
    """Return what the names in braces stand for."""
    cut = section(experiment, 1)
    return {
        "bowl": words.label("bowl" if is_bowl(experiment) else "no-bowl"),
        "parameter": name_text(cut.names[0]),
        "at_best": words.held_at(is_best=experiment.fit.settled),
        "held": words.listed([name_text(name) for name in cut.held]),
        "loss": words.loss(experiment.objective.loss.name),
        "rows": words.count("rows", experiment.data.n),
    }
