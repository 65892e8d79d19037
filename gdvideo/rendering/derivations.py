"""The error and its derivatives as text, for the folder of numbers.

Apart from `gdvideo.numbers`, which answers at once and needs no calculus.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sympy import Derivative

from gdcore.calculus.derivation import derive
from gdcore.calculus.total import total
from gdcore.experiment import Experiment
from gdcore.typeset.expressions import mathml, plain_text

__all__ = ["Formula", "derivatives", "formulas"]


def derivatives(experiment: Experiment) -> str:
    """Return the error and its derivatives as text: each derivation, and the numbers it gives."""
    objective, model = experiment.objective, experiment.model
    error = total(model, objective.loss)
    hessian = objective.hessian(experiment.best).tolist()
    return "\n".join([
        f"Model: prediction = {plain_text(model.expression)}",
        f"Error: E = {plain_text(error)}",
        *(
            line
            for parameter, row in zip(model.parameters, objective.gradient_rows, strict=True)
            for line in _derivation(error, parameter, row)
        ),
        "",
        "At the best fit, in the units descended in",
        f"  Hessian      {hessian}",
        f"  eigenvalues  {experiment.bowl.eigenvalues.tolist()}",
        "",
    ])


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula of a lesson.

    Parameters
    ----------
    of : str
        What it is: "model", "error", or the parameter by which the error was differentiated.
    text, mathml : str
        The same twice.
    """

    of: str
    text: str
    mathml: str


@lru_cache(maxsize=2)
def formulas(experiment: Experiment) -> tuple[Formula, ...]:
    """Return the model, the error and its partial derivatives.

    A derivative that calculus does not carry through is that of one row.
    """
    objective, model = experiment.objective, experiment.model
    error = total(model, objective.loss)
    shown = {"model": model.expression, "error": error}
    for parameter, row in zip(model.parameters, objective.gradient_rows, strict=True):
        whole = derive(error, parameter).steps[-1].after
        shown[parameter.name] = row if whole.has(Derivative) else whole
    return tuple(Formula(of, plain_text(e), mathml(e)) for of, e in shown.items())


def _derivation(error: Any, parameter: Any, row: Any) -> list[str]:
    """Return the derivative of E by a parameter: a line and its rule for each step, or its rows."""
    head = ["", f"By {parameter.name}"]
    steps = derive(error, parameter).steps
    if steps[-1].after.has(Derivative):
        return [*head, f"  each row gives {plain_text(row)}"]
    return [
        *head,
        *(part for s in steps for part in (f"  = {plain_text(s.after)}", f"      {s.sentence}")),
    ]
