"""Script of the scene `parabola`: what is frozen, and whether the curve is a parabola."""

from gdcore.experiment import Experiment
from gdcore.section import section
from gdcore.typeset.expressions import name_text
from scenes.kit.text.names import is_line
from scenes.telling.numerals import grouped

__all__ = ["beats", "numbers", "shape", "suits"]

_ALIKE = 0.005
"""A factor that differs from 1 by less is shown as 1.00."""


def suits(_: Experiment) -> str:
    """Return why a lesson does not suit the scene: each does, so nothing."""
    return ""


def beats(experiment: Experiment) -> tuple[str, ...]:
    """Return the ids of the beats that this lesson has, in order."""
    form = shape(experiment)
    alike = form == "exact" and abs(_stretch(experiment) - 1.0) < _ALIKE
    same = ("same_moved",) if alike else (f"same_{form}",) if form else ()
    bowl = "bowl" if experiment.fit.proven else "bowl_found"
    return (f"freeze_{_frozen(experiment)}", "sweep", bowl, *same, "fog", "decide")


def _stretch(experiment: Experiment) -> float:
    """Return what x squared is multiplied by."""
    return float(section(experiment, 1).bowl.hessian[0, 0]) / 2.0


def _frozen(experiment: Experiment) -> str:
    """Return what is held, as a word."""
    if is_line(experiment):
        return "line_standard" if experiment.standardised else "line_raw"
    return "curve" if section(experiment, 1).held else "one"


def shape(experiment: Experiment) -> str:
    """Return "exact" if the curve is a parabola, "near" if it is like one, empty if it is not."""
    cut = section(experiment, 1)
    if cut.objective.is_quadratic:
        return "exact"
    return "near" if cut.objective.loss.is_smooth and cut.bowl.hessian[0, 0] > 0.0 else ""


def numbers(experiment: Experiment) -> dict[str, str]:
    """Return what the names in braces stand for."""
    cut = section(experiment, 1)
    return {
        "knob": name_text(cut.names[0]),
        "held": " and ".join(name_text(name) for name in cut.held),
        "loss": experiment.objective.loss.title,
        "n": grouped(str(experiment.data.n)),
    }
