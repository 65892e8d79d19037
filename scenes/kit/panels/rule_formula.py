"""The step that a rule makes, as a formula beside a scene's title."""

import sympy

from gdcore.experiment import Experiment
from gdcore.rules import written
from gdcore.rules.written import written_step
from gdcore.typeset.expressions import typst
from scenes.kit.ink.inked import Inked
from scenes.kit.look.look import Look
from scenes.kit.text.formula import Formula
from scenes.kit.text.title import Title

__all__ = ["rule_beside"]

_PX = 22.0
_FED = {
    "gradient": written.GRADIENT,
    "gradient-ahead": written.AHEAD,
    "last-step": written.LAST_STEP,
    "mean-gradient": written.MEAN,
    "mean-square-gradient": written.MEAN_SQUARE,
    "curvature": written.CURVATURE,
    "found": written.RATE,
}
"""What a rule is fed with, by the words for it."""


def rule_beside(heading: Title, experiment: Experiment, look: Look) -> tuple[Inked, ...]:
    """Return the step that a lesson's rule makes, in words and numbers, beside a scene's title.

    The step is of its arrow's colour, and so are gradients.

    Parameters
    ----------
    heading : Title
    experiment : Experiment
    look : Look
    """
    step = sympy.Symbol(look.label("step"))
    words = {symbol: sympy.Symbol(look.label(key)) for key, symbol in _FED.items()}
    told = written_step(experiment.update).xreplace(words)
    uphill = {words[written.GRADIENT]: "uphill", words[written.AHEAD]: "uphill"}
    source = typst(sympy.Eq(step, told, evaluate=False), {step: "step", **uphill})
    formula = Formula(source, _PX, {"step": look.step, "uphill": look.slope}, look.muted)
    return formula.at(*heading.place_beside(formula.advance), 1.0).shapes
