"""The step that a rule makes, as a formula beside a scene's title."""

from gdcore.experiment import Experiment
from gdcore.landscape.first_steps import first_steps
from gdcore.typeset.rule_equation import rule_equation
from scenes.kit.ink.inked import Inked
from scenes.kit.look.look import Look
from scenes.kit.text.formula import Formula
from scenes.kit.text.title import Title

__all__ = ["rule_beside"]

_PX = 22.0
_FED = (
    *("step", "gradient", "gradient-ahead", "last-step", "mean-gradient", "mean-square-gradient"),
    *("curvature", "found", "steps-so-far"),
)
"""What a rule is fed with, by the labels of the words for it."""


def rule_beside(heading: Title, experiment: Experiment, look: Look) -> tuple[Inked, ...]:
    """Return the step that a lesson's rule makes, in words and numbers, beside a scene's title.

    The step is of its arrow's colour, and so are gradients; of some rows it is said of how many.

    Parameters
    ----------
    heading : Title
    experiment : Experiment
    look : Look
    """
    words = {name: look.label(name) for name in _FED}
    (first,) = first_steps(experiment, 1)
    if first.rows is not None:
        seen = look.vocabulary.count("data-points", first.rows.size)
        words["gradient"] = look.label("gradient-on", seen=seen)
    colours = {"step": look.step, "uphill": look.slope}
    formula = Formula(rule_equation(experiment.update, words), _PX, colours, look.muted)
    return formula.at(*heading.place_beside(formula.advance), 1.0).shapes
